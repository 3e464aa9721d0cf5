"""`verbale ask` and `verbale evaluate`: questions, one, many in a session, or a file of them."""

import argparse
import time
from contextlib import suppress

from bot.commands.answer_json import answer_json
from bot.commands.answer_text import answer_lines
from bot.commands.letter_text import detail_lines
from bot.commands.opening import open_engine
from bot.terminal import Progress, UsageError, interactive, questions, say, say_json, warn, width
from retrieval.engine import Engine
from retrieval.errors import LetterNotFoundError
from retrieval.evaluation import evaluate as run_evaluation
from retrieval.evaluation import read_lines
from retrieval.symbols import symbol_alone
from retrieval.types import Answer, LetterDetail, Question, Reason

MAX_QUESTION_CHARACTERS = 4_096
ENDS = ("quit", "exit")


def ask(args: argparse.Namespace) -> int:
    """Answer one question, or hold a session; an honest "nothing found" is an answer too."""
    if args.question is not None:
        _check(args.question)
    with open_engine(args) as engine:
        history: list[str] = []
        code = 0
        if args.question is not None:
            code = _answer(engine, args.question, history, as_json=args.json)
        if args.question is None or (args.follow and interactive()):
            code = _session(engine, history, as_json=args.json)
    return code


def evaluate(args: argparse.Namespace) -> int:
    """Ask every question of a file; print recall, abstention and latency. Raises UsageError for the files named."""
    for path in filter(None, (args.questions, args.baseline)):
        if not path.is_file():
            raise UsageError(f"There is no file {path}.")
    for path in filter(None, (args.questions, args.baseline)):
        if args.output is not None and args.output.exists() and args.output.samefile(path):
            raise UsageError(f"{path} is read from and would be written over; name another file for the output.")
    with open_engine(args) as engine:
        asked = _Counted(engine, len(read_lines(args.questions, "question")))
        say(run_evaluation(asked, args.questions, args.output, args.baseline))
        asked.progress.close()
    return 0


class _Counted:
    """The engine, with a progress bar that each answer moves on."""

    def __init__(self, engine: Engine, total: int) -> None:
        self._engine = engine
        self._done, self._total = 0, total
        self.progress = Progress("question")

    def ask(self, question: Question) -> Answer:
        """Answer one question."""
        answer = self._engine.ask(question)
        self._done += 1
        self.progress(self._done, self._total)
        return answer


def _session(engine: Engine, history: list[str], *, as_json: bool) -> int:
    if interactive():
        say("Ask, and ask on; quit or Ctrl-D ends the session.")
    code = answered = 0
    for text in questions():
        if text.casefold() in ENDS:
            break
        try:
            _check(text)
        except UsageError as error:
            if text:
                warn(str(error))
            continue
        if answered and not as_json and not interactive():  # where no prompt parts the answers
            say("")
        code = _answer(engine, text, history, as_json=as_json, session=True)
        answered += 1
    return code


def _answer(engine: Engine, text: str, history: list[str], *, as_json: bool, session: bool = False) -> int:
    letter = None if as_json else _letter_alone(engine, text)
    if letter is not None:
        say(*detail_lines(letter, width()))
        history += [text] if letter.card.symbols else []  # only by a symbol does a question say which letter it means
        return 0
    started = time.perf_counter()
    answer = engine.ask(Question(text=text, history=tuple(history)))
    latency_ms = (time.perf_counter() - started) * 1000
    history.append(text)
    if as_json:
        say_json(answer_json(answer, latency_ms), one_line=session)
    else:
        say(*answer_lines(answer, width()))
    return int(answer.reason is Reason.EMPTY_INDEX)


def _letter_alone(engine: Engine, text: str) -> LetterDetail | None:
    """Return the letter that is meant where a question is nothing but the symbol of one that is held."""
    symbol = symbol_alone(text)
    with suppress(LetterNotFoundError):
        return engine.find(symbol) if symbol else None
    return None


def _check(text: str) -> None:
    if not text.strip():
        raise UsageError("The question is empty.")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise UsageError(f"The question has {len(text):,} characters; {MAX_QUESTION_CHARACTERS:,} are the most.")
