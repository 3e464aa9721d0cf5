"""`verbale ingest` and `verbale remove`: letters into the index, and out of it."""

import argparse
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch
from watchfiles.main import FileChange

from bot.commands.answer_json import card_json
from bot.commands.answer_text import card_line
from bot.commands.opening import open_engine
from bot.terminal import Progress, UsageError, say, say_json, warn
from retrieval.engine import Engine
from retrieval.errors import IndexDamagedError, IndexLockedError
from retrieval.storage.files import is_index, is_there
from retrieval.types import IngestOutcome, IngestReport, IngestStatus

_LOOK_AGAIN = 5_000  # milliseconds, while nothing changes
COUNTED = ("added", "replaced", "unchanged", "removed", "missing", "refused")


def ingest(args: argparse.Namespace) -> int:
    """Take in files and folders; 1 when anything was refused or nothing was there to take in.

    Raises UsageError for a path where nothing is.
    """
    for path in args.paths:
        if not is_there(path):
            raise UsageError(f"There is no file or folder {path}.")
    with open_engine(args, create=True) as engine:
        code = _ingest_once(engine, args)
        if args.watch:
            with suppress(KeyboardInterrupt):  # the way to end it, whatever it is about to do
                _ingest_changes(engine, args)
    return code


def remove(args: argparse.Namespace) -> int:
    """Take one letter out."""
    with open_engine(args) as engine:
        card = engine.remove(args.letter)
    say(f"Removed {card_line(card)}")
    return 0


def _ingest_once(engine: Engine, args: argparse.Namespace) -> int:
    progress, started = Progress("file"), time.perf_counter()
    try:
        report = engine.ingest(args.paths, progress=progress, prune=args.prune)
    finally:
        progress.close()
    _tell(report, time.perf_counter() - started, as_json=args.json, one_line=args.watch)
    if not report.outcomes:
        warn(f"There are no letters in {' or '.join(map(str, args.paths))}.")
    return int(not report.outcomes or report.count(IngestStatus.REFUSED) > 0)


def _ingest_changes(engine: Engine, args: argparse.Namespace) -> None:
    if not args.json:
        say("Watching for letters; Ctrl-C ends it.")
    owed: str | None = None  # what was in the way last
    for changes in _changes(args.paths, _stopped()):
        if not (changes or owed):
            continue
        started = time.perf_counter()
        try:
            report = engine.ingest(args.paths, prune=args.prune)
        except (IndexLockedError, IndexDamagedError, OSError) as error:  # another writer, a full disk: it passes
            if owed != str(error):
                warn(f"{error} I go on trying.")
            owed = str(error)
            continue
        owed = None
        changed = tuple(outcome for outcome in report.outcomes if outcome.status is not IngestStatus.UNCHANGED)
        if changed:
            _tell(IngestReport(changed), time.perf_counter() - started, as_json=args.json, one_line=True)


def _stopped() -> threading.Event:
    """Return what SIGINT sets from now on, beside raising; shells let it be ignored by what runs in the background."""
    stopped = threading.Event()

    def stop(*_: object) -> None:
        stopped.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    return stopped


def _changes(paths: Sequence[Path], stopped: threading.Event) -> Iterator[set[FileChange]]:
    """Yield each burst of changes, so that a file is read when whoever writes it has come to an end; none now and then.

    Without changes something is yielded all the same, so that what is owed can be made up for.
    """
    return watch(
        *paths,
        watch_filter=LetterFilter(),
        debounce=2_000,
        step=250,
        rust_timeout=_LOOK_AGAIN,
        yield_on_timeout=True,
        raise_interrupt=False,
        stop_event=stopped,
    )


class LetterFilter(DefaultFilter):
    """Leaves out what is written to an index: that is the work of the ingest itself."""

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change may be one of a letter."""
        return super().__call__(change, path) and not any(map(is_index, Path(path).parents))


def _tell(report: IngestReport, seconds: float, *, as_json: bool, one_line: bool) -> None:
    counts = {name: report.count(IngestStatus(name)) for name in COUNTED}
    if as_json:
        outcomes = [_outcome_json(outcome) for outcome in report.outcomes]
        say_json({**counts, "seconds": round(seconds, 2), "outcomes": outcomes}, one_line=one_line)
        return
    for outcome in report.outcomes:
        if outcome.status is IngestStatus.REFUSED:
            warn(f"Refused {outcome.path}: {outcome.message}", one_line=True)
        elif outcome.message:
            warn(f"{outcome.status.value.capitalize()} {outcome.path}: {outcome.message}", one_line=True)
    shown = [f"{count} {name}" for name, count in counts.items() if count] or ["nothing"]
    say(f"Letters: {', '.join(shown)}, in {seconds:.1f} s.")


def _outcome_json(outcome: IngestOutcome) -> dict[str, object]:
    return {
        "path": outcome.path,
        "status": outcome.status.value,
        "letter": card_json(outcome.letter) if outcome.letter else None,
        "message": outcome.message,
    }
