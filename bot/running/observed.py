"""The engine as the bot is given it: the same, with every question and ingest counted, timed and told to the log."""

import logging
from collections.abc import Sequence
from pathlib import Path

from bot.context import AnswerEngine
from bot.running.metrics import Metrics
from retrieval.stages import collected, stage
from retrieval.types import Answer, Filters, IngestReport, LetterCard, LetterDetail, Question, Quote, Span

logger = logging.getLogger(__name__)
EVERYTHING = Filters()


class ObservedEngine:
    """Hands everything on to the engine behind it; the words of a question are logged only where that was asked for."""

    def __init__(self, engine: AnswerEngine, metrics: Metrics, *, log_questions: bool = False) -> None:
        self._engine = engine
        self._metrics = metrics
        self._log_questions = log_questions

    @property
    def generation(self) -> int:
        """Count the changes of the index."""
        return self._engine.generation

    def ask(self, question: Question) -> Answer:
        """Answer a question, and tell how that went in one line."""
        self._metrics.questions.inc()
        outcome = "failed"
        told: dict[str, object] = {"question": question.text} if self._log_questions else {}
        told |= {"characters": len(question.text), "earlier_questions": len(question.history)}
        with collected() as seconds:
            try:
                with stage("answer"):
                    answer = self._engine.ask(question)
                outcome = answer.reason.value if answer.reason else "answered"
                told |= {"quotes": len(answer.quotes), "confidence": round(answer.confidence, 3)}
                told |= {"generation": answer.generation}
            finally:
                self._metrics.answered(outcome, seconds)
                timings = {f"{name}_seconds": round(value, 4) for name, value in seconds.items()}
                logger.info("A question was put.", extra=told | {"outcome": outcome} | timings)
        return answer

    def ingest(self, paths: Sequence[Path]) -> IngestReport:
        """Take letters in, and count what became of them."""
        report = self._engine.ingest(paths)
        for outcome in report.outcomes:
            self._metrics.ingested.labels(outcome.status.value).inc()
        return report

    def remove(self, name: str) -> LetterCard:
        """Take a letter out."""
        return self._engine.remove(name)

    def find(self, name: str) -> LetterDetail:
        """Return a letter by symbol, identity or file name."""
        return self._engine.find(name)

    def uploaded(self, name: str) -> str | None:
        """Return the identity of the letter that came in an uploaded file."""
        return self._engine.uploaded(name)

    def letters(self, filters: Filters = EVERYTHING, offset: int = 0, limit: int = 20) -> tuple[LetterCard, ...]:
        """List letters."""
        return self._engine.letters(filters, offset, limit)

    def senders(self, typed: str) -> tuple[str, ...]:
        """Return the senders that somebody may mean by a name or its first words."""
        return self._engine.senders(typed)

    def count(self, filters: Filters = EVERYTHING) -> int:
        """Count letters."""
        return self._engine.count(filters)

    def context(self, letter_id: str, span: Span, around: int = 1) -> tuple[Quote, ...]:
        """Return the paragraphs around a span."""
        return self._engine.context(letter_id, span, around)

    def warm_up(self) -> None:
        """Load what the first question would wait for."""
        self._engine.warm_up()
