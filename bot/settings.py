"""The settings of the program, read once from the environment and `.env`; a wrong one is told in one clear sentence."""

import difflib
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PositiveInt,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.numbers import number
from bot.terminal import UsageError
from retrieval.settings import RetrievalSettings

PREFIX = "VERBALE_"
_PORT = r"(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
EVERYONE: Literal["*"] = "*"


class SettingsError(UsageError):
    """A setting has a wrong value, or a name that is no setting; the message says which, and what is expected."""


def _matching(pattern: str) -> AfterValidator:
    """Check a secret, as pydantic matches patterns with plain text only."""

    def check(secret: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, secret.get_secret_value()):
            raise ValueError
        return secret

    return AfterValidator(check)


def _address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not (colon and host and port.isdecimal() and int(port) < 65536):
        raise ValueError
    return value


def _ids(value: Any) -> Any:
    """Read "1, -100 2", which commas and spaces divide; leave what is no text as it is."""
    if not isinstance(value, str):
        return value
    return [each if each == EVERYONE else number(each) for each in re.split(r"[,\s]+", value) if each]


class Settings(BaseSettings):
    """Every setting of the program; the name in the environment is the field's, in capitals, after `VERBALE_`.

    A field's title says what it is for, its description what a wrong value is told to be instead.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, enable_decoding=False, frozen=True, hide_input_in_errors=True)

    telegram_token: Annotated[SecretStr, _matching(r"\d+:[\w-]+")] | None = Field(
        None,
        title="The token of the bot.",
        description='the token that BotFather gave, such as "123456:ABC-def"',
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        title="Where the Bot API is reached.",
        description="an address that starts with https:// or http://",
        pattern=rf"^https?://(?:\[[0-9A-Fa-f:]+\]|[\w.-]+)(?::{_PORT})?(?:/\S*)?$",
    )
    index_dir: Path = Field(Path("data/index"), title="The folder that holds the index.", description="a folder")
    embedding_model: str = Field(
        "packaged",
        title="The embedding model.",
        description='the word "packaged", or the folder or the name of a sentence-transformers model',
    )
    reranker_model: str | None = Field(
        None,
        title="A cross-encoder that orders the best passages again; none by default.",
        description="the folder or the name of a cross-encoder",
    )
    allowed_chats: Annotated[frozenset[int | Literal["*"]], BeforeValidator(_ids)] = Field(
        frozenset(),
        title="The chats that are answered.",
        description="chat ids with commas between them, or * for every chat",
    )
    admins: Annotated[frozenset[PositiveInt], BeforeValidator(_ids)] = Field(
        frozenset(), title="The users who may administer the bot.", description="user ids with commas between them"
    )  # a group's number, which is below 0, would open that group
    webhook_url: str | None = Field(
        None,
        title="Where Telegram delivers updates; without it the bot polls.",
        description="a public address that starts with https://, its path of letters, digits and /._~-",
        pattern=rf"^https://[\w.-]+(?::{_PORT})?(?:/[\w./~-]*)?$",
    )
    # Source: Bot API, setWebhook, `secret_token`.
    webhook_secret: Annotated[SecretStr, _matching(r"[A-Za-z0-9_-]{1,256}")] | None = Field(
        None,
        title="The secret that Telegram sends with every update.",
        description="1 to 256 letters, digits, _ or -, and it is needed where VERBALE_WEBHOOK_URL is set",
    )
    listen: Annotated[str, AfterValidator(_address)] | None = Field(
        "127.0.0.1:8080",
        title="Where health, metrics and the webhook are served; empty for nowhere.",
        description='a host and a port, such as "127.0.0.1:8080"',
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = Field(
        "INFO", title="How much is logged.", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Literal["text", "json"] = Field("text", title="How it is logged.", description="text or json")
    log_questions: bool = Field(False, title="Whether the words of questions are logged.", description="true or false")
    keep_days: int = Field(
        30,
        title="For how many days the words of a question and who asked it are kept.",
        description="a whole number from 1 to 36500",
        ge=1,
        le=36_500,
    )
    answer_threshold: float | None = Field(
        None,
        title="The least confidence that is answered with; the fitted one by default.",
        description="a number from 0 to 1",
        ge=0,
        le=1,
    )
    processes: int | None = Field(
        None,
        title="How many processes answer; two where there are two cores by default.",
        description="1 or 2",
        ge=1,
        le=2,
    )
    max_questions_per_minute: int = Field(
        10,
        title="How many questions one person may ask in a minute, letters looked up included.",
        description="a whole number of at least 1",
        ge=1,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where settings are looked for, best first, once every name that is given there is known."""
        for source in (dotenv_settings, env_settings):
            assert isinstance(source, EnvSettingsSource)
            _refuse_unknown(source)
        return init_settings, env_settings, dotenv_settings

    @model_validator(mode="before")
    @classmethod
    def _blank(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Take a blank value for the default; where to listen it means nowhere."""
        blank = {name for name, value in given.items() if isinstance(value, str) and not value.strip()}
        nowhere = {"listen": None} if "listen" in blank else {}
        return {name: value for name, value in given.items() if name not in blank} | nowhere

    @field_validator("webhook_secret", "listen")
    @classmethod
    def _needed_by_the_webhook(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.data.get("webhook_url"):
            raise ValueError
        return value

    @property
    def retrieval(self) -> RetrievalSettings:
        """What the retrieval package needs to know."""
        return RetrievalSettings(
            index_dir=self.index_dir,
            embedding_model=self.embedding_model,
            reranker_model=self.reranker_model,
            answer_threshold=self.answer_threshold,
            processes=self.processes,
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
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        wrong = dict.fromkeys(str(each["loc"][0]) for each in error.errors(include_input=False))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"The settings in {env_file} cannot be read ({reason}).") from error
    raise SettingsError("\n".join(map(_sentence, wrong)))


def _refuse_unknown(source: EnvSettingsSource) -> None:
    """Raise `SettingsError` on a name that is no setting, if it stands in the file or looks like one of ours."""
    file = source.env_file if isinstance(source, DotEnvSettingsSource) else None
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    for name in map(str.upper, source.env_vars):
        if name not in known and (file or name.startswith(PREFIX)):
            shown = name if re.fullmatch(r"\w{1,64}", name) else "A line"
            raise SettingsError(f"{shown} in {file or 'the environment'} is no setting of Verbale; {_hint(name)}")


def _hint(unknown: str) -> str:
    """Say which settings may be meant by a name that is none: those that end with it ("TOKEN"), or look like it."""
    told, names = unknown.removeprefix(PREFIX), [name.upper() for name in Settings.model_fields]
    near = [name for name in names if name.endswith(f"_{told}")] or difflib.get_close_matches(told, names, n=1)
    meant = " or ".join(PREFIX + name for name in near)
    return f"did you mean {meant}?" if near else "the settings are listed in .env.example."


def _sentence(name: str) -> str:
    """Say what is expected of a setting, without the value that it has."""
    return f"{PREFIX}{name.upper()} has a wrong value: expected {Settings.model_fields[name].description}."
