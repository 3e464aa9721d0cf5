"""The `verbale` command: what can be called, with what, and which exit code it ends with; the work is in `commands`.

Exit codes: 0 done, 1 something is left undone or was not found, 2 wrong usage or a wrong setting, 130 interrupted.
A command's module is imported only when it is called, so that each starts as fast as what it needs.
"""

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from bot.logs import configure_logging
from bot.terminal import UsageError, say, warn
from retrieval.errors import RetrievalError
from retrieval.imports import imported

logger = logging.getLogger(__name__)

_YIELDING = 10


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong is told in a sentence on standard error."""
    _open_streams()
    args = build_parser().parse_args(argv)
    if argv is None and args.command == "ingest":
        _give_way()
    configure_logging("WARNING", tracebacks=False)
    try:
        return run_command(args)
    except UsageError as error:
        warn(str(error))
        return 2
    except RetrievalError as error:
        warn(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _leave_stdout()
        return 0
    except Exception as error:  # a full disk, or a fault of ours: a sentence either way, a traceback only for DEBUG
        if isinstance(error, OSError) and error.strerror:
            warn(_told(error))
            return 1
        logger.exception("Verbale failed in a way that it should not; VERBALE_LOG_LEVEL=DEBUG shows where")
        return 1


def _open_streams() -> None:
    """Take a standard stream that was closed for an empty one, or one to nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def _give_way() -> None:
    """Let this process have the processor that a bot that answers leaves over; alone it has all of it."""
    own = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, max(_YIELDING, own))


def run_command(args: argparse.Namespace) -> int:
    """Import the module of the command and call its function."""
    (module,) = imported(f"bot.commands.{args.module}")
    code: int = getattr(module, args.command)(args)
    sys.stdout.flush()
    return code


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with the help of every command."""
    parser = argparse.ArgumentParser(
        prog="verbale",
        description="Answers questions about UN correspondence with the words of the letters, who said them, "
        "and the sources they rest on. Settings are read from the environment and .env; .env.example lists them.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_letter_commands(commands)
    _add_reading_commands(commands)
    _add_question_commands(commands)
    _add_upkeep_commands(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        say(f"verbale {importlib.import_module('importlib.metadata').version('verbale')}")
        parser.exit()


def _add(commands: Commands, name: str, module: str, summary: str, *, index: bool = True) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    parser.set_defaults(module=module)
    if index:
        parser.add_argument("--index", type=Path, metavar="DIR", help="the folder of the index, instead of the setting")
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for a program to read")


def _add_letter_commands(commands: Commands) -> None:
    ingest = _add(commands, "ingest", "letters", "take letters into the index: files, and folders with all below them")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    ingest.add_argument("--prune", action="store_true", help="take out letters whose file is gone from these folders")
    ingest.add_argument("--watch", action="store_true", help="keep going, and take in what is added or changed")
    _json(ingest)
    remove = _add(commands, "remove", "letters", "take one letter out of the index")
    remove.add_argument("letter", metavar="LETTER", help="its symbol in any spelling, its file name, or its id")


def _add_reading_commands(commands: Commands) -> None:
    parse = _add(commands, "parse", "parsing", "show how a letter is understood, without the index", index=False)
    parse.add_argument("file", metavar="FILE", help="a letter, or - for text on standard input")
    _json(parse)
    show = _add(commands, "show", "reading", "show one letter of the index and its place among the others")
    show.add_argument("letter", metavar="LETTER", help="its symbol in any spelling, its file name, or its id")
    _json(show)
    letters = _add(commands, "letters", "reading", "list the letters of the index, newest first")
    letters.add_argument("filters", nargs="*", metavar="STATE|YEAR", help="only those from this State, of this year")
    _json(letters)


def _add_question_commands(commands: Commands) -> None:
    ask = _add(commands, "ask", "asking", "answer a question, or, without one, hold a session with follow-ups")
    ask.add_argument("question", nargs="?", help="the question, in quotation marks")
    ask.add_argument("--follow", action="store_true", help="after the answer, go on with follow-ups at a terminal")
    _json(ask)
    evaluate = _add(commands, "evaluate", "asking", "ask every question of a file and print how well it went")
    evaluate.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl", help='lines of {"id", "question", ...}')
    evaluate.add_argument("--output", type=Path, metavar="ANSWERS.jsonl", help="write one line for each answer")
    evaluate.add_argument("--baseline", type=Path, metavar="OLD.jsonl", help="compare with the answers of another run")


def _add_upkeep_commands(commands: Commands) -> None:
    verify = _add(commands, "verify", "upkeep", "prove that letters, passages and vectors are in step")
    verify.add_argument("--repair", action="store_true", help="put right what can be put right")
    _json(verify)
    backup = _add(commands, "backup", "upkeep", "copy the index, even while it is in use, into one file")
    backup.add_argument("target", type=Path, metavar="FILE", help="the file to write; it must not exist yet")
    restore = _add(commands, "restore", "upkeep", "put the index back from a backup")
    restore.add_argument("backup", type=Path, metavar="FILE", help="a file that `verbale backup` wrote")
    restore.add_argument("--replace", action="store_true", help="also where there is an index already")
    _add(commands, "serve", "serving", "serve the bot: polling or webhook, health and metrics")


def _told(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else ""
    return f"The command could not finish:{where} {(error.strerror or str(error)).lower()}."


def _leave_stdout() -> None:
    """Point stdout at nothing, as the interpreter would complain when it flushes a closed pipe at exit."""
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())
