"""`verbale verify`, `backup` and `restore`: is the index in order, and a second copy of it."""

import argparse
from dataclasses import asdict

from bot.commands.opening import open_engine, settings_for
from bot.terminal import UsageError, counted, say, say_json, warn
from retrieval.storage import backup as backups

MEGABYTE = 1_000_000


def verify(args: argparse.Namespace) -> int:
    """Prove that store and vectors are in step; 1 when something is not, and was not repaired."""
    with open_engine(args) as engine:
        report = engine.verify(repair=args.repair)
    if args.json:
        say_json(asdict(report))
    else:
        for problem in report.problems:
            warn(problem)
        say(*(f"Repaired: {what}" for what in report.repaired))
        held = {"letter": report.letters, "passage": report.passages, "vector": report.vectors}
        counts = ", ".join(counted(count, thing) for thing, count in held.items())
        verdict = "not in order" if report.problems else "in order"
        say(f"The index is {verdict}: {counts}, generation {report.generation}.")
    return int(bool(report.problems))


def backup(args: argparse.Namespace) -> int:
    """Copy the index into one file."""
    settings = settings_for(args)
    made = backups.backup(settings.index_dir, args.target)
    say(f"Backed up {settings.index_dir} to {args.target}: {_copied(made)}.")
    return 0


def restore(args: argparse.Namespace) -> int:
    """Put an index back. Raises UsageError where there is no such backup."""
    settings = settings_for(args)
    if not args.backup.is_file():
        raise UsageError(f"There is no file {args.backup}.")
    made = backups.restore(args.backup, settings.index_dir, replace=args.replace)
    say(f"Restored {settings.index_dir} from {args.backup}: {_copied(made)}. `verbale verify` proves it.")
    return 0


def _copied(made: backups.Backup) -> str:
    return f"{counted(made.files, 'file')}, {made.size_bytes / MEGABYTE:.1f} MB"
