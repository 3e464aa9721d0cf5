"""The bot as one table: which handler answers what."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.addressing import Addressed, addressed
from bot.context import SERVICES, AnswerEngine, BotApplication, BotContext, Services
from bot.errors import failed
from bot.fairness import Fairness
from bot.handlers import access, ask, help, inline, letters, source, upkeep
from bot.ledger import FILE_NAME, Ledger
from bot.settings import Settings
from bot.transport.courier import Courier
from bot.transport.limiter import ChatRateLimiter
from bot.transport.network import POLL_SECONDS, Network, network
from bot.transport.presence import Presence

Callback = Callable[[Update, BotContext], Coroutine[Any, Any, None]]
REQUEST_SECONDS = 25.0  # a send that Telegram accepts slowly must not look like one that failed
GATE, WORK = -1, 0


class Said(BaseHandler[Update, BotContext, None]):
    """Takes what is said to the bot: one of some commands, or (no name given) words without a command."""

    def __init__(self, callback: Callback, *commands: str, edited: bool = False) -> None:
        super().__init__(callback)
        self._commands = commands
        self._edited = edited

    def check_update(self, update: object) -> Addressed | None:
        """Return what is said if it is for this handler."""
        message = (update.edited_message if self._edited else update.message) if isinstance(update, Update) else None
        said = addressed(message, message.get_bot().bot) if message else None
        if said is None or (said.command is None and "" not in self._commands):
            return None
        return said if (said.command or "") in self._commands or "*" in self._commands else None

    def collect_additional_context(
        self,
        context: BotContext,
        update: Update,  # noqa: ARG002 - the library's signature
        application: Any,  # noqa: ARG002
        check_result: Addressed,
    ) -> None:
        """Hand on what is said."""
        context.addressed = check_result


def handlers() -> tuple[BaseHandler[Update, BotContext, Any], ...]:
    """Return the table: the first that takes an update has it."""
    return (
        Said(help.start, "start"),
        Said(help.show_help, "help"),
        Said(help.privacy, "privacy"),
        Said(help.forget, "forget"),
        Said(letters.show, "letter"),
        Said(letters.browse, "letters"),
        Said(access.allow, "allow"),
        Said(access.deny, "deny"),
        Said(upkeep.stats, "stats"),
        Said(upkeep.ingest, "ingest"),
        Said(upkeep.remove, "remove"),
        Said(ask.asked, "ask", ""),
        Said(ask.edited, "ask", "", edited=True),
        Said(help.unknown, "*"),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, ask.withdrawn),
        CallbackQueryHandler(source.tapped),
        InlineQueryHandler(inline.offer),
        MessageHandler(filters.StatusUpdate.MIGRATE, access.migrated),
        ChatMemberHandler(access.membership, ChatMemberHandler.MY_CHAT_MEMBER),
    )


def build_application(
    settings: Settings,
    engine: AnswerEngine,
    request_seconds: float = REQUEST_SECONDS,
    poll_seconds: int = POLL_SECONDS,
) -> BotApplication:
    """Return the bot, ready to be run by a `Service`; it neither polls nor listens by itself.

    Raises LedgerError when the ledger in the index folder cannot be opened, ValueError without a token.
    """
    if settings.telegram_token is None:
        raise ValueError("There is no token; set VERBALE_TELEGRAM_TOKEN.")
    connections = network(settings.telegram_api_url, request_seconds, poll_seconds)
    application = _library(settings.telegram_api_url, settings.telegram_token.get_secret_value(), connections)
    ledger = Ledger(settings.index_dir / FILE_NAME)
    application.bot_data[SERVICES] = Services(
        settings,
        engine,
        connections,
        ledger,
        Courier(application.bot, ledger),
        Presence(application.bot),
        Fairness(settings.max_questions_per_minute),
    )
    application.add_handler(TypeHandler(Update, access.gate), GATE)
    application.add_handlers(handlers(), WORK)
    application.add_error_handler(failed)
    return application


def _library(api_url: str, token: str, connections: Network) -> BotApplication:
    """Return the application of the library, with connections and limits of our own, and nothing that polls."""
    api = api_url.rstrip("/")
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(connections.calls)
        .get_updates_request(connections.polls)
        .rate_limiter(ChatRateLimiter())
        .context_types(ContextTypes(context=BotContext))
        .job_queue(None)
        .updater(None)
        .build()
    )
