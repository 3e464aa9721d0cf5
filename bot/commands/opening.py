"""The steps that commands share: the settings and the engine."""

import argparse
import contextlib
import os
from collections.abc import Iterator

from bot.logs import configure_logging
from bot.settings import Settings, load_settings
from retrieval.cores import cores
from retrieval.engine import Engine


def read_settings(args: argparse.Namespace) -> Settings:
    """Return the settings, of which `--index` overrides one. Raises SettingsError."""
    settings = load_settings()
    return settings.model_copy(update={"index_dir": args.index}) if args.index else settings


def settings_for(args: argparse.Namespace) -> Settings:
    """Return the settings, and log only what a person at a terminal wants to see."""
    settings = read_settings(args)
    debugging = settings.log_level == "DEBUG"
    level = "DEBUG" if debugging else "ERROR" if settings.log_level == "ERROR" else "WARNING"
    configure_logging(level, settings.log_format, settings.secrets, tracebacks=debugging)
    return settings


@contextlib.contextmanager
def open_engine(args: argparse.Namespace, *, create: bool = False) -> Iterator[Engine]:
    """Open the index that the settings and `--index` name; close it in the end."""
    settings = settings_for(args)
    os.environ.setdefault("OMP_NUM_THREADS", "1" if not create else str(cores()))
    engine = Engine.open(settings.retrieval, create=create)
    try:
        yield engine
    finally:
        engine.close()
