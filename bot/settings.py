"""The settings of the program, read once from the environment and `.env`; a wrong one is told in one clear sentence."""

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from bot.terminal import UsageError
from retrieval.settings import RetrievalSettings

PREFIX = "VERBALE_"
EVERYONE: Literal["*"] = "*"


class SettingsError(UsageError):
    """A setting has a wrong value, or a name that is no setting; the message says which, and what is expected."""


def _listed(value: object) -> object:
    """Split "1, -100 2" at commas and spaces; leave what is no string alone."""
    return re.split(r"[,\s]+", value.strip(", \t")) if isinstance(value, str) and value.strip(", \t") else value or ()


def _token(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]+", secret.get_secret_value()):
        raise ValueError
    return secret


def _webhook_secret(secret: SecretStr) -> SecretStr:
    """Refuse what the Bot API would. Source: Bot API, setWebhook, `secret_token`."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError
    return secret


def _address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (colon and host and port.isdecimal() and int(port) < 65536):
        raise ValueError
    return value


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Blank = BeforeValidator(_blank_is_none)
Ids = Annotated[frozenset[int], BeforeValidator(_listed)]
ChatIds = Annotated[frozenset[int | Literal["*"]], BeforeValidator(_listed)]


def _field(default: Any, purpose: str, expected: str, **constraints: Any) -> Any:
    """Declare a setting: what it is for, and what a wrong value is told to be instead."""
    return Field(default=default, description=purpose, json_schema_extra={"expected": expected}, **constraints)


class Settings(BaseModel):
    """Every setting of the program; the name in the environment is the field's, in capitals, after `VERBALE_`."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    telegram_token: Annotated[SecretStr | None, Blank, AfterValidator(lambda s: s and _token(s))] = _field(
        None, "The token of the bot.", 'the token that BotFather gave, such as "123456:ABC-def"'
    )
    telegram_api_url: str = _field(
        "https://api.telegram.org",
        "Where the Bot API is reached.",
        "an address that starts with https:// or http://",
        pattern=r"^https?://[^\s/]+(/\S*)?$",
    )
    index_dir: Path = _field(Path("data/index"), "The folder that holds the index.", "a folder")
    embedding_model: str = _field(
        "packaged",
        "The embedding model.",
        'the word "packaged", or the folder of a sentence-transformers model',
        min_length=1,
    )
    reranker_model: Annotated[str | None, Blank] = _field(
        None, "A cross-encoder that orders the best passages again; none by default.", "the folder of a cross-encoder"
    )
    allowed_chats: ChatIds = _field(
        frozenset(), "The chats that are answered.", "chat ids with commas between them, or * for every chat"
    )
    admins: Ids = _field(frozenset(), "The users who may administer the bot.", "user ids with commas between them")
    webhook_url: Annotated[str | None, Blank] = _field(
        None,
        "Where Telegram delivers updates; without it the bot polls.",
        "a public address that starts with https://",
        pattern=r"^https://[^\s/]+(/\S*)?$",
    )
    webhook_secret: Annotated[SecretStr | None, Blank, AfterValidator(lambda s: s and _webhook_secret(s))] = _field(
        None,
        "The secret that Telegram sends with every update.",
        "1 to 256 letters, digits, _ or -, and it is needed where VERBALE_WEBHOOK_URL is set",
    )
    listen: Annotated[str | None, Blank, AfterValidator(lambda s: s and _address(s))] = _field(
        "127.0.0.1:8080",
        "Where health, metrics and the webhook are served; empty for nowhere.",
        'a host and a port, such as "127.0.0.1:8080"',
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(lambda v: v.upper() if isinstance(v, str) else v)
    ] = _field("INFO", "How much is logged.", "DEBUG, INFO, WARNING or ERROR")
    log_format: Literal["text", "json"] = _field("text", "How it is logged.", "text or json")
    log_questions: bool = _field(False, "Whether the words of questions are logged.", "true or false")
    keep_days: int = _field(
        30, "For how many days the words of a question and who asked it are kept.", "a whole number of at least 1", ge=1
    )
    answer_threshold: Annotated[float | None, Blank] = _field(
        None,
        "The least confidence that is answered with; the fitted one by default.",
        "a number from 0 to 1",
        ge=0.0,
        le=1.0,
    )
    max_questions_per_minute: int = _field(
        10, "How many questions one person may ask in a minute.", "a whole number of at least 1", ge=1
    )

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> "Settings":
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("webhook_secret")
        if self.webhook_url and not self.listen:
            raise ValueError("listen")
        return self

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
        return tuple(secret.get_secret_value() for secret in held if secret)


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
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentences(error))) from None


def _refuse_unknown(given: Mapping[str, Mapping[str, str | None]]) -> None:
    """Raise `SettingsError` on a name that is no setting, if it stands in the file or looks like one of ours."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
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


def _sentences(error: ValidationError) -> Iterable[str]:
    """Say for each wrong setting what is expected of it, once, without the value."""
    wrong = dict.fromkeys(str(item["loc"][0] if item["loc"] else item["ctx"]["error"]) for item in error.errors())
    for name in wrong:
        extra = Settings.model_fields[name].json_schema_extra
        expected = extra["expected"] if isinstance(extra, dict) else "something else"
        yield f"{PREFIX}{name.upper()} has a wrong value: expected {expected}."
