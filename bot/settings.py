"""The settings of the program, read once from the environment and `.env`; a wrong one is told in one clear sentence."""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

from dotenv import dotenv_values

from bot.numbers import number
from bot.terminal import UsageError
from retrieval.settings import RetrievalSettings

T = TypeVar("T")
PREFIX = "VERBALE_"
EVERYONE: Literal["*"] = "*"
_WEBHOOK_NEEDS = ("webhook_secret", "listen")
_MAY_BE_BLANK = ("listen",)  # where it means nowhere; elsewhere a blank value means the default


class SettingsError(UsageError):
    """A setting has a wrong value, or a name that is no setting; the message says which, and what is expected."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that does not show when it is printed or logged."""

    value: str = field(repr=False)


# --- how a value is read; each raises ValueError on a wrong one -------------------------------------------------------


def _text(pattern: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError
        return value

    return read


def _secret(pattern: str) -> Callable[[str], Secret]:
    text = _text(pattern)
    return lambda value: Secret(text(value))


def _one_of(*words: str) -> Callable[[str], str]:
    return lambda value: words[words.index(value)]


def _whole(least: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if int(value) < least:
            raise ValueError
        return int(value)

    return read


def _share(value: str) -> float:
    if not 0.0 <= float(value) <= 1.0:
        raise ValueError
    return float(value)


def _truth(value: str) -> bool:
    yes, no = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
    return (*no, *yes).index(value.lower()) >= len(no)


def _address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (colon and host and port.isdecimal() and int(port) < 65536):
        raise ValueError
    return value


def _listed(value: str) -> list[str]:
    """Split "1, -100 2" at commas and spaces."""
    return [each for each in re.split(r"[,\s]+", value) if each]


def _ids(value: str) -> frozenset[int]:
    return frozenset(number(each) for each in _listed(value))


def _chat_ids(value: str) -> frozenset[int | Literal["*"]]:
    return frozenset(EVERYONE if each == EVERYONE else number(each) for each in _listed(value))


def _or_none(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """Take a blank value for none."""
    return lambda value: read(value) if value.strip() else None


def _field(default: Any, purpose: str, expected: str, read: Callable[[str], object]) -> Any:
    """Declare a setting: what it is for, what a wrong value is told to be instead, and how a value is read."""
    return field(default=default, metadata={"purpose": purpose, "expected": expected, "read": read})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program; the name in the environment is the field's, in capitals, after `VERBALE_`."""

    telegram_token: Secret | None = _field(
        None,
        "The token of the bot.",
        'the token that BotFather gave, such as "123456:ABC-def"',
        _secret(r"\d+:[\w-]+"),
    )
    telegram_api_url: str = _field(
        "https://api.telegram.org",
        "Where the Bot API is reached.",
        "an address that starts with https:// or http://",
        _text(r"https?://[^\s/]+(/\S*)?"),
    )
    index_dir: Path = _field(Path("data/index"), "The folder that holds the index.", "a folder", Path)
    embedding_model: str = _field(
        "packaged",
        "The embedding model.",
        'the word "packaged", or the folder or the name of a sentence-transformers model',
        _text(r"(?s).+"),
    )
    reranker_model: str | None = _field(
        None,
        "A cross-encoder that orders the best passages again; none by default.",
        "the folder or the name of a cross-encoder",
        str,
    )
    allowed_chats: frozenset[int | Literal["*"]] = _field(
        frozenset(),
        "The chats that are answered.",
        "chat ids with commas between them, or * for every chat",
        _chat_ids,
    )
    admins: frozenset[int] = _field(
        frozenset(), "The users who may administer the bot.", "user ids with commas between them", _ids
    )
    webhook_url: str | None = _field(
        None,
        "Where Telegram delivers updates; without it the bot polls.",
        "a public address that starts with https://",
        _text(r"https://[^\s/]+(/\S*)?"),
    )
    # Source: Bot API, setWebhook, `secret_token`.
    webhook_secret: Secret | None = _field(
        None,
        "The secret that Telegram sends with every update.",
        "1 to 256 letters, digits, _ or -, and it is needed where VERBALE_WEBHOOK_URL is set",
        _secret(r"[A-Za-z0-9_-]{1,256}"),
    )
    listen: str | None = _field(
        "127.0.0.1:8080",
        "Where health, metrics and the webhook are served; empty for nowhere.",
        'a host and a port, such as "127.0.0.1:8080"',
        _or_none(_address),
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _field(
        "INFO",
        "How much is logged.",
        "DEBUG, INFO, WARNING or ERROR",
        lambda value: _one_of("DEBUG", "INFO", "WARNING", "ERROR")(value.upper()),
    )
    log_format: Literal["text", "json"] = _field("text", "How it is logged.", "text or json", _one_of("text", "json"))
    log_questions: bool = _field(False, "Whether the words of questions are logged.", "true or false", _truth)
    keep_days: int = _field(
        30,
        "For how many days the words of a question and who asked it are kept.",
        "a whole number of at least 1",
        _whole(1),
    )
    answer_threshold: float | None = _field(
        None,
        "The least confidence that is answered with; the fitted one by default.",
        "a number from 0 to 1",
        _share,
    )
    max_questions_per_minute: int = _field(
        10,
        "How many questions one person may ask in a minute, letters looked up included.",
        "a whole number of at least 1",
        _whole(1),
    )

    @property
    def retrieval(self) -> RetrievalSettings:
        """What the retrieval package needs to know."""
        return RetrievalSettings(
            index_dir=self.index_dir,
            embedding_model=self.embedding_model,
            reranker_model=self.reranker_model,
            answer_threshold=self.answer_threshold,
        )

    @property
    def allow_all_chats(self) -> bool:
        """Tell whether every chat is answered."""
        return EVERYONE in self.allowed_chats

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown."""
        held = (self.telegram_token, self.webhook_secret)
        return tuple(secret.value for secret in held if secret)


def load_settings(env_file: Path = Path(".env")) -> Settings:
    """Read the settings; raise `SettingsError` on an unknown name or a wrong value, which is never quoted."""
    given: dict[str, Mapping[str, str | None]] = {str(env_file): _file(env_file), "the environment": dict(os.environ)}
    _refuse_unknown(given)
    values = {
        name.upper().removeprefix(PREFIX).lower(): value
        for place in given.values()
        for name, value in place.items()
        if name.upper().startswith(PREFIX) and value is not None
    }
    return _whole_settings(values)


def _whole_settings(values: Mapping[str, str]) -> Settings:
    """Read each value; raise `SettingsError` with a sentence for each that is wrong, or lacks beside another."""
    read: dict[str, Any] = {}
    wrong: list[Field[Any]] = []
    for each in fields(Settings):
        value = values.get(each.name, "")
        if value.strip() or (each.name in values and each.name in _MAY_BE_BLANK):
            try:
                read[each.name] = each.metadata["read"](value)
            except ValueError:
                wrong.append(each)
    settings = Settings(**read)
    if not wrong and settings.webhook_url:
        needed = [each for each in fields(settings) if each.name in _WEBHOOK_NEEDS]
        wrong = [each for each in needed if getattr(settings, each.name) is None]
    if wrong:
        raise SettingsError("\n".join(map(_sentence, wrong)))
    return settings


def _refuse_unknown(given: Mapping[str, Mapping[str, str | None]]) -> None:
    """Raise `SettingsError` on a name that is no setting, if it stands in the file or looks like one of ours."""
    known = {PREFIX + each.name.upper() for each in fields(Settings)}
    for place, values in given.items():
        for name in values:
            ours = place != "the environment" or name.upper().startswith(PREFIX)
            if ours and name.upper() not in known:
                raise SettingsError(_unknown(name, place, known))


def _file(env_file: Path) -> dict[str, str | None]:
    if not env_file.exists():
        return {}
    try:
        return dict(dotenv_values(env_file))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"The settings in {env_file} cannot be read ({reason}).") from error


def _unknown(name: str, place: str, known: set[str]) -> str:
    shown = name if re.fullmatch(r"\w{1,64}", name) else "A line"
    near = difflib.get_close_matches(name.upper(), sorted(known), n=1)
    hint = f"did you mean {near[0]}?" if near else "the settings are listed in .env.example."
    return f"{shown} in {place} is no setting of Verbale; {hint}"


def _sentence(setting: "Field[Any]") -> str:
    """Say what is expected of a setting, without the value that it has."""
    return f"{PREFIX}{setting.name.upper()} has a wrong value: expected {setting.metadata['expected']}."
