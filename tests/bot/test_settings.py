"""What may be set, what is refused, and how it is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import PREFIX, Settings, SettingsError, load_settings
from retrieval.settings import RetrievalSettings

ROOT = Path(__file__).parents[2]
Load = Callable[..., Settings]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Load:
    def load_with(**given: str) -> Settings:
        for name, value in given.items():
            monkeypatch.setenv(PREFIX + name.upper(), value)
        return load_settings(tmp_path / ".env")

    return load_with


def test_everything_has_a_default(load: Load) -> None:
    settings = load()
    assert settings.telegram_token is None
    assert settings.retrieval == RetrievalSettings(index_dir=Path("data/index"))
    assert settings.allowed_chats == frozenset()
    assert not settings.allow_all_chats


def test_ids_are_read_with_commas_or_spaces(load: Load) -> None:
    settings = load(allowed_chats="-1001, 42", admins="7 8")
    assert settings.allowed_chats == {-1001, 42}
    assert settings.admins == {7, 8}


def test_a_star_allows_every_chat(load: Load) -> None:
    assert load(allowed_chats="*").allow_all_chats


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_value_means_the_default_but_for_where_to_listen(load: Load, blank: str) -> None:
    settings = load(**dict.fromkeys(Settings.model_fields, blank))
    assert settings == Settings.model_construct(listen=None)


def test_the_env_file_is_read_and_the_environment_wins(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("VERBALE_LOG_LEVEL=debug\nVERBALE_INDEX_DIR=/a/b\n")
    settings = load(index_dir="/c")
    assert (settings.log_level, settings.index_dir) == ("DEBUG", Path("/c"))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("telegram_token", "hush-hush", "the token that BotFather gave"),
        ("telegram_api_url", "ftp://hush-hush", "an address that starts with https:// or http://"),
        ("allowed_chats", "hush-hush", "chat ids with commas between them, or *"),
        ("admins", "1,hush-hush", "user ids with commas"),
        ("admins", "99999999999999999999", "user ids with commas"),
        ("admins", "5, -1001234567890", "user ids with commas"),
        ("allowed_chats", "-99999999999999999999", "chat ids with commas"),
        ("webhook_url", "http://hush-hush", "a public address that starts with https://"),
        ("webhook_url", "https://[hush-hush", "a public address that starts with https://"),
        ("webhook_url", "https://hush-hush/{hush}", "a public address that starts with https://"),
        ("webhook_url", "https://hush-hush/a%20b", "a public address that starts with https://"),
        ("telegram_api_url", "http://hush-hush:99999", "an address that starts with https:// or http://"),
        ("telegram_api_url", "http://[hush-hush", "an address that starts with https:// or http://"),
        ("keep_days", "9" * 400, "a whole number from 1 to 36500"),
        ("webhook_secret", "hush hush-hush", "1 to 256 letters"),
        ("listen", "hush-hush", "a host and a port"),
        ("listen", "localhost:70000", "a host and a port"),
        ("log_level", "hush-hush", "DEBUG, INFO, WARNING or ERROR"),
        ("log_format", "hush-hush", "text or json"),
        ("log_questions", "hush-hush", "true or false"),
        ("answer_threshold", "1.5", "a number from 0 to 1"),
        ("processes", "3", "1 or 2"),
        ("max_questions_per_minute", "0", "a whole number of at least 1"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_does_not_quote_it(load: Load, name: str, value: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(**{name: value})
    message = str(caught.value)
    assert message.startswith(f"VERBALE_{name.upper()} has a wrong value: expected {expected}")
    assert "hush" not in message
    assert "\n" not in message
    assert caught.value.__cause__ is None


def test_each_wrong_value_is_told(load: Load) -> None:
    with pytest.raises(SettingsError, match=r"VERBALE_LISTEN .*\nVERBALE_LOG_LEVEL "):
        load(listen="x", log_level="x")


def test_a_webhook_needs_its_secret(load: Load) -> None:
    with pytest.raises(SettingsError, match=r"^VERBALE_WEBHOOK_SECRET has a wrong value"):
        load(webhook_url="https://example.org/hook")


def test_a_webhook_needs_an_address_to_listen_on(load: Load) -> None:
    with pytest.raises(SettingsError, match=r"^VERBALE_LISTEN has a wrong value"):
        load(webhook_url="https://example.org/hook", webhook_secret="s", listen="")


def test_an_unknown_name_in_the_environment_is_refused_with_the_nearest_one(load: Load) -> None:
    with pytest.raises(
        SettingsError, match=r"VERBALE_TELEGRAM_TOKN in the environment .* did you mean VERBALE_TELEGRAM"
    ):
        load(telegram_tokn="123:hush")


@pytest.mark.parametrize(
    ("unknown", "meant"),
    [("token", "TELEGRAM_TOKEN"), ("url", "TELEGRAM_API_URL or VERBALE_WEBHOOK_URL"), ("admin", "ADMINS")],
)
def test_a_part_of_a_name_is_told_which_may_be_meant(load: Load, unknown: str, meant: str) -> None:
    with pytest.raises(SettingsError, match=rf"did you mean VERBALE_{meant}\?"):
        load(**{unknown: "hush"})


def test_a_part_of_a_name_that_may_be_any_gets_no_guess(load: Load) -> None:
    with pytest.raises(SettingsError, match=r"listed in \.env\.example"):
        load(hush="hush")


@pytest.mark.parametrize("line", ["VERBALE_INDEKS_DIR=x", "TELEGRAM_TOKEN=123:hush", "LOG_LEVEL=info", "VERBALE_HUSH="])
def test_an_unknown_name_in_the_env_file_is_refused(load: Load, tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(line)
    with pytest.raises(SettingsError, match=r"\.env is no setting of Verbale") as caught:
        load()
    assert "hush" not in str(caught.value)


def test_a_line_of_the_env_file_that_is_no_setting_at_all_is_not_quoted(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("123456:hush-hush\n")
    with pytest.raises(SettingsError) as caught:
        load()
    assert "hush" not in str(caught.value)


def test_an_env_file_that_is_no_text_is_told(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load()


def test_secrets_do_not_show_when_printed(load: Load) -> None:
    settings = load(telegram_token="123456:hush-hush", webhook_secret="hush")
    assert "hush" not in repr(settings)
    assert settings.telegram_token == SecretStr("123456:hush-hush")
    assert settings.secrets == ("123456:hush-hush", "hush")


def test_the_example_names_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    example = ROOT / ".env.example"
    names = [line.partition("=")[0] for line in example.read_text().splitlines() if line and not line.startswith("#")]
    assert names == [PREFIX + name.upper() for name in Settings.model_fields]
    assert load_settings(example) == Settings.model_construct()


def test_the_unit_sets_nothing_that_a_copy_of_the_example_would_set_otherwise() -> None:
    lines = (ROOT / "deploy" / "verbale.service").read_text().splitlines()
    assert [line for line in lines if line.startswith("Environment=") and PREFIX in line] == []
    (start,) = (line for line in lines if line.startswith("ExecStart="))
    assert start.endswith("serve --index /var/lib/verbale/index")


def test_every_setting_says_what_it_is_for_and_what_it_expects() -> None:
    for field in Settings.model_fields.values():
        assert field.title
        assert field.description
