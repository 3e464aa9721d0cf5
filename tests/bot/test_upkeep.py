"""Administrators: taking letters in and out by Telegram, and the figures."""

import fcntl
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.words import LANGUAGES, Words, sentences
from retrieval.errors import IndexLockedError
from retrieval.locks import WriterLock
from retrieval.types import IngestOutcome, IngestReport, IngestStatus, Refusal
from tests.bot.conftest import World
from tests.bot.scripted import a_card
from tests.botapi_chats import Call
from tests.botapi_rules import bad
from tests.people import texts

LETTER = b"United Nations\nA/74/772\n"


async def test_an_uploaded_letter_is_taken_in_with_progress_and_answered_with_its_card(world: World) -> None:
    upload = world.admin.uploads("../../etc/Letter of April.txt", LETTER)
    hint = await world.reply(upload)
    assert hint["text"].startswith("Reply with /ingest to the file")
    command = world.admin.writes("/ingest", reply_to=upload)
    card = await world.reply(command)
    await world.api.until(lambda: card["text"].startswith("Letter added."))
    assert "From: Ruritania" in card["text"]
    assert world.engine.ingested == [LETTER]
    stages = [c.params["text"] for c in world.api.calls if c.method in ("sendMessage", "editMessageText")]
    assert stages[1:3] == ["Fetching the file …", "Reading the letter …"]
    assert [path.name for path in (world.folder / "uploads").iterdir()] == ["uf0-etc_Letter_of_April.txt"]


async def test_a_file_with_the_command_as_its_caption_is_taken_in(world: World) -> None:
    entity = {"type": "bot_command", "offset": 0, "length": 7}
    upload = world.admin.uploads("letter.txt", LETTER, caption="/ingest", caption_entities=[entity])
    card = await world.reply(upload)
    await world.api.until(lambda: card["text"].startswith("Letter added."))


async def test_a_file_beyond_the_limit_is_refused_before_it_is_fetched(world: World) -> None:
    upload = world.admin.message(world.admin.private, text="x", entities=[])
    upload["document"] = {"file_id": "big", "file_unique_id": "ub", "file_name": "big.pdf", "file_size": 25_000_000}
    answer = await world.ask("/ingest", world.admin, reply_to=upload)
    assert answer["text"] == "That file has 25 MB; Telegram lets me fetch up to 20 MB."
    assert world.api.sent("getFile") == []


async def test_a_refused_file_is_told_why_and_not_kept(world: World, caplog: pytest.LogCaptureFixture) -> None:
    told = "x.pdf holds scanned pages without text."
    world.engine.outcome = IngestOutcome("in/x.pdf", IngestStatus.REFUSED, None, told, Refusal.NO_TEXT)
    upload = world.admin.uploads("x.pdf", b"%PDF-")
    answer = await world.ask("/ingest", world.admin, reply_to=upload)
    await world.api.until(lambda: answer["text"].startswith("Not taken in: I find no text in it that can be read."))
    assert list((world.folder / "uploads").iterdir()) == []
    assert "An uploaded letter was refused: the file holds scanned pages without text." in caplog.messages


@pytest.mark.parametrize("refusal", Refusal)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_refusal_has_a_sentence_of_its_own(refusal: Refusal, language: str) -> None:
    sentence = Words(language)(f"refused_{refusal.name.lower()}")
    assert sentence.endswith(".")
    assert sum(forms[language] == sentence for forms in sentences().values()) == 1


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (IngestStatus.REPLACED, "Letter added; it replaces the one held before."),
        (IngestStatus.UNCHANGED, "I hold this letter already, unchanged."),
    ],
)
async def test_what_became_of_a_file_is_said(world: World, status: IngestStatus, sentence: str) -> None:
    world.engine.outcome = IngestOutcome("x", status, a_card(2))
    upload = world.admin.uploads("x.txt", LETTER)
    answer = await world.ask("/ingest", world.admin, reply_to=upload)
    await world.api.until(lambda: answer["text"].startswith(sentence))


@pytest.mark.parametrize("at", ["the index", "the download"])
async def test_an_ingest_that_fails_is_told_in_the_place_of_its_progress(world: World, at: str) -> None:
    def locked(paths: object) -> IngestReport:
        raise IndexLockedError("Process 7 is writing to the index.")

    world.engine.ingest = locked  # type: ignore[method-assign]
    upload = world.admin.uploads("x.txt", LETTER)
    if at == "the download":
        world.api.fail("getFile", bad("wrong file_id or the file is temporarily unavailable"))
    command = world.admin.writes("/ingest", reply_to=upload)
    await world.api.until(lambda: any("I am sorry" in text for text in texts(world.api.replies_to(command))))
    await world.api.until(lambda: len(world.api.replies_to(command)) == 1)
    assert list(world.folder.glob("uploads/*")) == []


@pytest.mark.parametrize("where", ["in private", "in a group"])
async def test_a_file_is_not_kept_when_the_bot_is_shut_out_while_it_fetches(world: World, where: str) -> None:
    chat = world.admin.private if where == "in private" else world.group

    def shut_out(call: Call) -> None:
        chat.bot_is_in = chat.bot_is_in and call.method != "getFile"

    upload = world.admin.uploads("x.txt", LETTER, chat)
    world.api.before_response = shut_out
    world.admin.writes("/ingest", chat, reply_to=upload)
    await world.api.until(lambda: not chat.bot_is_in)
    await world.quiet()
    assert world.engine.ingested == []
    assert list(world.folder.glob("uploads/*")) == []


async def test_a_letter_that_was_taken_in_keeps_its_file_though_nobody_can_be_told(world: World) -> None:
    take_in = world.engine.ingest

    def shut_out(paths: Sequence[Path]) -> IngestReport:
        world.admin.private.bot_is_in = False
        return take_in(paths)

    world.engine.ingest = shut_out  # type: ignore[method-assign]
    world.admin.writes("/ingest", reply_to=world.admin.uploads("x.txt", LETTER))
    await world.api.until(lambda: world.engine.ingested)
    await world.quiet()
    assert [path.name for path in world.folder.glob("uploads/*")] == ["uf0-x.txt"]


async def test_what_a_bot_that_died_left_of_files_goes_at_the_next_start_and_no_file_of_a_letter(
    world: World, make_world: Callable[..., World]
) -> None:
    go = threading.Event()
    noted: list[str] = []

    def slow(paths: Sequence[Path]) -> IngestReport:
        noted.extend(path.name for path in paths)
        go.wait(20)
        raise IndexLockedError("Process 7 is writing to the index.")

    world.engine.ingest = slow  # type: ignore[method-assign]
    command = world.admin.writes("/ingest", reply_to=world.admin.uploads("left.txt", LETTER))
    await world.api.until(lambda: noted)
    assert world.services.ledger.uploads.names() == ("uf0-left.txt",)
    go.set()
    await world.reply(command, 1)
    await world.quiet()
    assert world.services.ledger.uploads.names() == ()
    world.services.ledger.uploads.note(["uf0-left.txt", "uf0-held.txt"])
    await world.stop()
    for name in ("uf0-left.txt", "uf0-held.txt", "put-here-by-hand.txt"):
        (world.folder / "uploads" / name).write_bytes(LETTER)
    world.engine.uploads = {"uf0-held.txt": "A/74/771"}
    again = make_world()
    await again.start()
    assert {path.name for path in world.folder.glob("uploads/*")} == {"uf0-held.txt", "put-here-by-hand.txt"}
    assert again.services.ledger.uploads.names() == ()
    await again.stop()


async def test_what_became_of_a_file_is_said_though_its_progress_was_deleted(world: World) -> None:
    going = threading.Event()
    take_in = world.engine.ingest

    def slow(paths: Sequence[Path]) -> IngestReport:
        going.wait(20)
        return take_in(paths)

    world.engine.ingest = slow  # type: ignore[method-assign]
    command = world.admin.writes("/ingest", reply_to=world.admin.uploads("x.txt", LETTER))
    progress = await world.reply(command)
    await world.api.until(lambda: progress["text"].startswith("Reading"))
    del world.api.messages[progress["chat"]["id"], progress["message_id"]]
    going.set()
    assert (await world.reply(command))["text"].startswith("Letter added.")


@pytest.mark.parametrize("command", ["/remove A/74/772", "/ingest"])
async def test_letters_that_another_process_changes_are_told_of_as_such(
    world: World, caplog: pytest.LogCaptureFixture, tmp_path: Path, command: str
) -> None:
    lock = WriterLock(tmp_path / "writer.lock")

    def write(_: object) -> None:
        with lock.held(timeout_seconds=0.1):
            pytest.fail("the lock is held already")

    world.engine.remove = world.engine.ingest = write  # type: ignore[assignment, method-assign]
    with (tmp_path / "writer.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        upload = world.admin.uploads("x.txt", LETTER)
        said = world.admin.writes(command, reply_to=upload)
        told = "I am sorry, my letters are being changed at the moment, so I cannot do this. "
        await world.api.until(lambda: [text.startswith(told) for text in texts(world.api.replies_to(said))] == [True])
    assert [record.levelname for record in caplog.records if "being written to" in record.message] == ["WARNING"]
    assert "Traceback" not in caplog.text


async def test_a_long_ingest_holds_up_no_question_in_its_chat(world: World) -> None:
    go = threading.Event()

    def slow(paths: Sequence[Path]) -> IngestReport:
        go.wait(20)
        return IngestReport((IngestOutcome("x", IngestStatus.ADDED, a_card(2)),))

    world.engine.ingest = slow  # type: ignore[method-assign]
    upload = world.admin.uploads("x.txt", LETTER)
    command = world.admin.writes("/ingest", reply_to=upload)
    progress = await world.reply(command)
    await world.ask("Is it open?", world.admin)
    assert not progress["text"].startswith("Letter added.")
    go.set()
    await world.api.until(lambda: progress["text"].startswith("Letter added."))


async def test_ingest_without_a_file_says_how(world: World) -> None:
    assert (await world.ask("/ingest", world.admin))["text"].startswith("Reply with /ingest to the file")


async def test_a_file_without_words_tells_an_administrator_how_it_is_taken_in(world: World) -> None:
    upload = world.admin.uploads("letter.txt", b"Sir,")
    assert (await world.reply(upload))["text"].startswith("Reply with /ingest to the file")
    upload = world.anna.uploads("letter.txt", b"Sir,")
    assert (await world.reply(upload))["text"].startswith("I read questions in words.")


async def test_remove_takes_a_letter_out(world: World) -> None:
    answer = await world.ask("/remove S/2020/242", world.admin)
    assert answer["text"] == "Removed: Ruritania, 2 April 2020 (A/74/772-S/2020/242)"
    assert "A/74/772" not in world.engine.cards
    assert (await world.ask("/remove S/2020/242", world.admin))["text"] == "I hold no letter “S/2020/242”."
    assert "for example /remove" in (await world.ask("/remove", world.admin))["text"]


async def test_remove_under_a_file_takes_out_the_letter_that_came_in_it(world: World) -> None:
    card = replace(a_card(40), letter_id="CABLE", symbols=())
    world.engine.cards["CABLE"], world.engine.uploads = card, {"uf0-cable.txt": "CABLE"}
    upload = world.admin.uploads("cable.txt", LETTER)
    assert (await world.ask("/remove", world.admin, reply_to=upload))["text"] == "Removed: Ruritania, 14 April 2020"
    assert (await world.ask("/remove", world.admin, reply_to=upload))["text"] == "I hold no letter “cable.txt”."


async def test_remove_under_a_file_that_is_called_like_another_letter_takes_nothing_out(world: World) -> None:
    upload = world.admin.uploads("A_74_771.txt", LETTER)
    assert (await world.ask("/remove", world.admin, reply_to=upload))["text"] == "I hold no letter “A_74_771.txt”."
    assert "A/74/771" in world.engine.cards


async def test_stats_show_letters_answers_votes_and_chats(world: World) -> None:
    await world.ask("Is it open?")
    await world.ask("/allow", world.admin, chat=world.group)
    assert (await world.ask("/stats", world.admin))["text"] == (
        "Letters: 15 (generation 3)\nAnswers: 1, of which nothing found: 0\nHelpful: 0, not helpful: 0\n"
        "Chats opened: 1, closed: 0\nWaiting: 0, set aside: 0"
    )
