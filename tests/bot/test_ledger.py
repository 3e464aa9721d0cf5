"""The ledger: brought forward from its first form, backed up while in use, and able to forget to the last byte."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from bot.ledger import BUTTON_DAYS, DAY_SECONDS, Ledger
from bot.ledger.answers import Asked
from bot.ledger.deliveries import Step
from bot.ledger.inbox import Received, State
from bot.ledger.schema import FIRST, MIGRATIONS, LedgerError
from retrieval.storage.backup import backup, restore
from retrieval.storage.store import Store
from retrieval.types import Filters, Question, Remark, RemarkKind
from tests.bot.scripted import a_list, an_answer

RELEASED = ("89a4", "ac84", "6a95")
NOW = 1_800_000_000.0
KEEP_DAYS = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite3"


def asked(ledger: Ledger, user_id: int, question: str, message_id: int, *history: str) -> int:
    remark = Remark(RemarkKind.NOT_HELD, (question,))
    given = replace(an_answer(), question=Question(question, history), remarks=(remark,))
    put = Asked(message_id, user_id, None, message_id, ledger.pseudonym(user_id), question, "en")
    return ledger.answers.keep(put, given)


def held_bytes(path: Path) -> bytes:
    """Return all that the ledger has on disk, its log of writes included, while it is open."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


def test_a_released_step_of_the_schema_is_never_edited() -> None:
    assert tuple(sha256(step.encode()).hexdigest()[:4] for step in MIGRATIONS)[: len(RELEASED)] == RELEASED


def test_a_ledger_of_the_first_form_is_brought_forward_with_its_answers(path: Path) -> None:
    payload = {"question": {"text": "Is it open?", "history": ["Anna asked this"]}, "reason": "nothing found"}
    with closing(sqlite3.connect(path)) as first:
        first.executescript(f"{FIRST} PRAGMA user_version = 1;")
        row = (1, 5, 11, None, 7, "code", "Is it open?", None, "en", json.dumps(payload), 3, NOW)
        first.execute(f"INSERT INTO answers VALUES ({', '.join('?' * len(row))})", row)
        first.commit()
    ledger = Ledger(path)
    given = ledger.answers.get(1)
    assert given is not None
    assert (given.question, given.answer.question) == ("Is it open?", Question("Is it open?"))
    ledger.close()
    assert b"Anna asked this" not in held_bytes(path)


def test_remarks_of_the_second_form_are_brought_forward(path: Path) -> None:
    remarks = [{"kind": "not held", "symbols": ["S/2019/7", "A/1/2"]}]
    payload = {"question": {"text": ""}, "reason": "nothing found", "remarks": remarks}
    with closing(sqlite3.connect(path)) as second:
        second.executescript("".join(MIGRATIONS[:2]) + "PRAGMA user_version = 2;")
        row = (1, 5, 11, None, 7, "code", "Is it open?", None, "en", json.dumps(payload), 3, NOW)
        second.execute(f"INSERT INTO answers VALUES ({', '.join('?' * len(row))})", row)
        second.commit()
    ledger = Ledger(path)
    given = ledger.answers.get(1)
    ledger.close()
    assert given is not None
    assert given.answer.remarks == (Remark(RemarkKind.NOT_HELD, ("S/2019/7", "A/1/2")),)


def test_what_was_typed_to_list_letters_is_forgotten_when_the_ledger_is_brought_forward(path: Path) -> None:
    with closing(sqlite3.connect(path)) as third:
        third.executescript("".join(MIGRATIONS[:3]) + "PRAGMA user_version = 3;")
        third.execute("INSERT INTO names (name) VALUES ('letters my sister Ada'), ('A/74/771')")
        third.commit()
    ledger = Ledger(path)
    assert ledger.answers.name(2) == "A/74/771"
    ledger.tidy(KEEP_DAYS)
    assert b"sister" not in held_bytes(path)
    ledger.close()


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
def test_a_ledger_of_any_older_form_comes_to_the_newest(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as old:
        old.executescript("".join(MIGRATIONS[:version]) + f"PRAGMA user_version = {version};")
    ledger = Ledger(path)
    asked(ledger, 11, "Is it open?", 7)
    ledger.close()
    with closing(sqlite3.connect(path)) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_ledger_of_a_newer_form_is_refused_and_not_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="made by a newer version"):
        Ledger(path)
    with closing(sqlite3.connect(path)) as newer:
        assert newer.execute("PRAGMA user_version").fetchone() == (99,)


def test_a_ledger_in_use_is_backed_up_and_comes_back(path: Path, tmp_path: Path) -> None:
    Store(path.parent, create=True).close()
    ledger = Ledger(path)
    answer_id = asked(ledger, 11, "Is it open?", 7)
    backup(path.parent, tmp_path.parent / f"{tmp_path.name}.tar")
    ledger.close()
    restore(tmp_path.parent / f"{tmp_path.name}.tar", tmp_path / "new")
    restored = Ledger(tmp_path / "new" / path.name)
    given = restored.answers.get(answer_id)
    assert given is not None
    assert given.question == "Is it open?"
    restored.close()


def test_what_is_forgotten_is_on_disk_no_more_while_the_bot_runs(path: Path) -> None:
    ledger = Ledger(path)
    answer_id = asked(ledger, 11, "The harbour mine?", 7)
    asked(ledger, 12, "And since when?", 8, "The harbour mine?")
    ledger.answers.vote(answer_id, ledger.pseudonym(11), True, 3)
    unknown = {"update_id": 9, "message": {"from": {"id": 11, "first_name": "Annabella"}, "text": "The harbour mine?"}}
    ledger.inbox.store([Received(unknown, State.ASIDE)])
    assert b"harbour mine" in held_bytes(path)
    ledger.forget(ledger.pseudonym(11), 11)
    for trace in (b"harbour mine", b"Annabella", ledger.pseudonym(11).encode()):
        assert trace not in held_bytes(path)
    assert b"And since when?" in held_bytes(path)
    kept = ledger.answers.get(answer_id)
    assert kept is not None
    assert (kept.question, kept.answer.quotes, ledger.answers.feedback().helpful) == ("", an_answer().quotes, 1)
    ledger.close()


def test_of_a_list_that_is_forgotten_only_the_letters_are_left(path: Path) -> None:
    ledger = Ledger(path)
    put = Asked(7, 11, None, 7, ledger.pseudonym(11), "?", "en")
    shown = a_list(2, filters=Filters(senders=("Ruritania",), since="2020"), about=("S/2019/7",))
    answer_id = ledger.answers.keep(put, shown)
    ledger.forget(ledger.pseudonym(11), 11)
    kept = ledger.answers.get(answer_id)
    assert kept is not None
    assert kept.answer.listing == a_list(2).listing
    assert b"S/2019/7" not in held_bytes(path)
    ledger.close()


def test_words_and_persons_go_by_age_and_later_all_the_rest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = {"now": NOW}
    monkeypatch.setattr("time.time", lambda: at["now"])
    ledger = Ledger(path)
    answer_id = asked(ledger, 11, "The harbour mine?", 7)
    ledger.answers.vote(answer_id, ledger.pseudonym(11), False, 3)
    ledger.deliveries.intend(Step(7, 0), 11, 0, answer_id)
    ledger.deliveries.accept(Step(7, 0), 11, 70)
    ledger.deliveries.set_panel(11, 70, 71)
    ledger.inbox.store([Received({"update_id": 7}, State.DONE)])
    at["now"] = NOW + (KEEP_DAYS - 2) * DAY_SECONDS
    ledger.tidy(KEEP_DAYS)  # the clock has leapt
    at["now"] = NOW + (KEEP_DAYS - 1) * DAY_SECONDS
    ledger.tidy(KEEP_DAYS)
    assert b"harbour mine" in held_bytes(path)
    at["now"] = NOW + (KEEP_DAYS + 1) * DAY_SECONDS
    ledger.tidy(KEEP_DAYS)
    for trace in (b"harbour mine", ledger.pseudonym(11).encode()):
        assert trace not in held_bytes(path)
    assert ledger.answers.get(answer_id) is not None
    assert ledger.deliveries.panel(11, 70) == 71
    at["now"] = NOW + (BUTTON_DAYS + 1) * DAY_SECONDS
    ledger.tidy(KEEP_DAYS)
    at["now"] += DAY_SECONDS
    ledger.tidy(KEEP_DAYS)
    assert ledger.answers.get(answer_id) is None
    assert ledger.answers.feedback().unhelpful == 0
    assert ledger.deliveries.panel(11, 70) is None
    ledger.close()


def test_the_ledger_is_readable_by_nobody_else(path: Path) -> None:
    ledger = Ledger(path)
    asked(ledger, 11, "The harbour mine?", 7)
    rights = {each.name: each.stat().st_mode & 0o077 for each in path.parent.glob(f"{path.name}*")}
    ledger.close()
    assert path.name in rights
    assert not any(rights.values())


def test_words_go_by_age_though_the_machine_is_off_at_night(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = {"now": NOW}
    monkeypatch.setattr("time.time", lambda: at["now"])
    ledger = Ledger(path)
    asked(ledger, 11, "The harbour mine?", 7)
    ledger.tidy(KEEP_DAYS)
    ledger.close()
    at["now"] += 3 * DAY_SECONDS  # off for a long weekend
    for _ in range(KEEP_DAYS):
        ledger = Ledger(path)
        ledger.tidy(KEEP_DAYS)
        at["now"] += DAY_SECONDS / 2
        ledger.tidy(KEEP_DAYS)
        ledger.close()
        at["now"] += DAY_SECONDS / 2
    assert b"harbour mine" not in held_bytes(path)


def test_words_go_by_age_though_the_machine_runs_on_mondays_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = {"now": NOW}
    monkeypatch.setattr("time.time", lambda: at["now"])
    ledger = Ledger(path)
    asked(ledger, 11, "The harbour mine?", 7)
    ledger.close()
    for _ in range(KEEP_DAYS):
        at["now"] += 7 * DAY_SECONDS
        ledger = Ledger(path)
        ledger.tidy(KEEP_DAYS)
        ledger.close()
    assert b"harbour mine" not in held_bytes(path)


def test_a_clock_that_is_years_ahead_at_a_start_erases_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(path)
    answer_id = asked(ledger, 11, "The harbour mine?", 7)
    ledger.tidy(KEEP_DAYS)
    ledger.close()
    monkeypatch.setattr("time.time", lambda: 2 * NOW)
    ledger = Ledger(path)
    ledger.tidy(KEEP_DAYS)
    kept = ledger.answers.get(answer_id)
    assert kept is not None
    assert kept.question == "The harbour mine?"
    ledger.close()


def test_what_a_backup_reads_is_overwritten_when_it_has_ended(path: Path) -> None:
    ledger = Ledger(path)
    with closing(sqlite3.connect(path)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM answers").fetchall()
        asked(ledger, 11, "The harbour mine?", 7)
        ledger.forget(ledger.pseudonym(11), 11)
        assert b"harbour mine" in held_bytes(path)
    ledger.finish()
    assert b"harbour mine" not in held_bytes(path)
    ledger.close()
