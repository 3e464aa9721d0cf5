"""`verbale serve`: the bot, until it is told to stop."""

import argparse
import asyncio

from telegram.error import InvalidToken

from bot.application import build_application
from bot.logs import configure_logging
from bot.metrics import Metrics
from bot.port import PortError
from bot.receiving import Receiver
from bot.service import Service
from bot.serving import serve as run
from bot.settings import Settings, SettingsError, load_settings
from bot.supervisor import AlreadyServingError, token_lock
from bot.terminal import warn
from retrieval.engine import Engine


def serve(args: argparse.Namespace) -> int:
    """Serve Telegram; 0 after a signal, 1 when the supervisor should start it anew, 2 when a setting is in the way."""
    settings = load_settings()
    if args.index:
        settings = settings.model_copy(update={"index_dir": args.index})
    configure_logging(settings.log_level, settings.log_format, settings.secrets)
    if settings.telegram_token is None:
        raise SettingsError("VERBALE_TELEGRAM_TOKEN is not set: expected the token that BotFather gave.")
    try:
        with token_lock(settings.telegram_token.get_secret_value()):
            return asyncio.run(_serve(settings))
    except InvalidToken:
        raise SettingsError("VERBALE_TELEGRAM_TOKEN is refused by Telegram: expected a token that is in use.") from None
    except (AlreadyServingError, PortError) as error:
        warn(str(error))
        return 1


async def _serve(settings: Settings) -> int:
    engine = Engine.open(settings.retrieval, create=True)
    metrics = Metrics()
    try:
        service = Service(build_application(settings, engine))
        return await run(Receiver(service, engine, settings), settings, metrics)
    finally:
        engine.close()
