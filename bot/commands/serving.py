"""`verbale serve`: the bot, until it is told to stop."""

import argparse
import asyncio
import logging
import os
import threading

from telegram.error import InvalidToken

from bot.application import build_application
from bot.commands.opening import read_settings
from bot.context import BotApplication, services_of
from bot.ledger.schema import LedgerError
from bot.logs import configure_logging
from bot.running.metrics import Metrics
from bot.running.observed import ObservedEngine
from bot.running.port import PortError
from bot.running.receiving import Receiver
from bot.running.service import Service
from bot.running.serving import serve as run
from bot.running.supervisor import AlreadyServingError, token_lock
from bot.settings import Settings, SettingsError
from bot.terminal import warn
from bot.transport.limiter import ChatRateLimiter
from retrieval.engine import Engine

END_SECONDS = 9.0


def serve(args: argparse.Namespace) -> int:
    """Serve Telegram; 0 after a signal, 1 when the supervisor should start it anew, 2 when a setting is in the way."""
    settings = read_settings(args)
    configure_logging(settings.log_level, settings.log_format, settings.secrets)
    if settings.telegram_token is None:
        raise SettingsError("VERBALE_TELEGRAM_TOKEN is not set: expected the token that BotFather gave.")
    try:
        with token_lock(settings.telegram_token.get_secret_value()):
            return asyncio.run(_serve(settings))
    except InvalidToken:
        raise SettingsError("VERBALE_TELEGRAM_TOKEN is refused by Telegram: expected a token that is in use.") from None
    except (AlreadyServingError, PortError, LedgerError) as error:
        warn(str(error))
        return 1


async def _serve(settings: Settings) -> int:
    engine = Engine.open(settings.retrieval, create=True)
    metrics = Metrics()
    logging.getLogger().addHandler(metrics.error_handler())
    try:
        observed = ObservedEngine(engine, metrics, log_questions=settings.log_questions)
        application = build_application(settings, observed)
        _follow(application, metrics)
        receiver = Receiver(Service(application), engine, settings)
        return await run(receiver, settings, metrics, at_the_end=_end_soon)
    finally:
        engine.close()


def _end_soon(code: int) -> None:
    """See to it that the process is gone before the supervisor loses patience, whatever a thread is still busy with.

    Nothing is lost by it: updates are kept until they are answered, and a letter is taken in as one transaction.
    """
    last_resort = threading.Timer(END_SECONDS, os._exit, [code])
    last_resort.daemon = True
    last_resort.start()


def _follow(application: BotApplication, metrics: Metrics) -> None:
    """Let the figures of the bot itself stand among the metrics."""
    services, limiter = services_of(application), application.bot.rate_limiter
    answers = services.ledger.answers
    services.timed = metrics.timed
    metrics.follow(
        flood_waits=lambda: limiter.refusals if isinstance(limiter, ChatRateLimiter) else 0,
        helpful=lambda: answers.feedback().helpful,
        unhelpful=lambda: answers.feedback().unhelpful,
    )
