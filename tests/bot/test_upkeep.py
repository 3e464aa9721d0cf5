"""Administrators: taking letters in and out by Telegram, and the figures."""

import fcntl
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.rendering.words import LANGUAGES, Words, sentences
from retrieval.errors import IndexLockedError
from retrieval.storage.locks import WriterLock
from retrieval.types import IngestOutcome, IngestReport, IngestStatus, Refusal
from tests.bot.conftest import GROUP, World
from tests.bot.scripted import a_card
from tests.botapi_chats import Call, Chat
from tests.botapi_rules import bad
from tests.people import Message, buttons, texts

LETTER = b"United Nations\nA/74/772\n"
CAPTION: dict[str, Any] = {
    "caption": "/ingest",
    "caption_entities": [{"type": "bot_command", "offset": 0, "length": 7}],
}


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
    upload = world.admin.uploads("letter.txt", LETTER, **CAPTION)
    card = await world.reply(upload)
    await world.api.until(lambda: card["text"].startswith("Letter added."))


def an_album(world: World, captioned: int, chat: Chat) -> list[Message]:
    """Have the administrator send three files as one album, with the command as the caption of one of them."""
    return [
        world.admin.uploads(
            f"{number}.txt", b"Letter %d" % number, chat, media_group_id="9", **(CAPTION if number == captioned else {})
        )
        for number in range(3)
    ]


@pytest.mark.parametrize("where", ["in private", "in a group"])
@pytest.mark.parametrize("captioned", range(3))
async def test_an_album_with_the_command_as_caption_is_taken_in_whole(world: World, captioned: int, where: str) -> None:
    chat = world.admin.private if where == "in private" else world.group
    parts = an_album(world, captioned, chat)
    report = await world.reply(parts[captioned])
    await world.api.until(lambda: report["text"].startswith("Added:"))
    assert world.engine.ingested == [b"Letter 0", b"Letter 1", b"Letter 2"]
    assert report["text"].splitlines()[1:] == [
        f"• Ruritania, {day} April 2020 (A/74/77{day}-S/2020/24{day})" for day in (1, 2, 3)
    ]
    assert buttons(report) == [f"Ruritania, {day} Apr 2020, A/74/77{day}" for day in (1, 2, 3)]
    await world.quiet()
    assert [len(world.api.replies_to(part)) for part in parts] == [int(n == captioned) for n in range(3)]
    assert len(list(world.folder.glob("uploads/*"))) == 3
    world.admin.taps(report, "Ruritania, 2 Apr")
    assert (await world.reply(report))["text"].startswith("Letter dated 2020-04-02")


async def test_the_report_on_an_album_says_what_became_of_each_file(world: World) -> None:
    def take_in(paths: Sequence[Path]) -> IngestReport:
        return IngestReport(
            (
                IngestOutcome(str(paths[0]), IngestStatus.UNCHANGED, a_card(2)),
                IngestOutcome(str(paths[1]), IngestStatus.REFUSED, None, "0 is empty.", Refusal.EMPTY),
            )
        )

    world.engine.ingest = take_in  # type: ignore[method-assign]
    first = world.admin.uploads("held.txt", b"x", media_group_id="9", **CAPTION)
    world.admin.uploads("vast.pdf", b"x", media_group_id="9", size=25_000_000)
    world.admin.uploads("empty.txt", b"", media_group_id="9")
    report = await world.reply(first)
    await world.api.until(lambda: report["text"].startswith("Held already"))
    assert report["text"] == (
        "Held already, and kept as they are:\n• Ruritania, 14 April 2020 (A/74/772-S/2020/242)\n\nNot taken in:\n"
        "• vast.pdf: it has more than 20 MB, and Telegram lets me fetch no larger file.\n"
        "• empty.txt: the file is empty."
    )


async def test_an_album_is_taken_in_whole_after_a_crash_in_the_middle_of_it(
    world: World, make_world: Callable[..., World]
) -> None:
    crashed = threading.Event()

    def crash(_: Sequence[Path]) -> IngestReport:
        crashed.set()
        raise sqlite3.OperationalError("the machine is gone")

    take_in = world.engine.ingest
    world.engine.ingest = crash  # type: ignore[method-assign, assignment]
    parts = an_album(world, 2, world.admin.private)
    await world.api.until(crashed.is_set)
    await world.stop()
    world.engine.ingest = take_in  # type: ignore[method-assign]
    again = make_world()
    await again.start()
    await again.api.until(lambda: [text[:6] for text in texts(again.api.replies_to(parts[2]))] == ["Added:"])
    assert again.engine.ingested == [b"Letter 0", b"Letter 1", b"Letter 2"]
    await again.stop()


async def test_of_albums_nothing_is_kept_for_long_and_those_of_others_in_a_group_not_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.boris.uploads("x.txt", LETTER, world.group, media_group_id="8")
    world.admin.uploads("x.txt", LETTER, world.group, media_group_id="9")
    world.anna.uploads("x.txt", LETTER, media_group_id="10")
    await world.quiet()
    albums = world.services.ledger.albums

    def kept() -> list[tuple[bool, ...]]:
        all_parts = (albums.parts(chat, album) for chat, album in ((GROUP, "8"), (GROUP, "9"), (world.anna.id, "10")))
        return [tuple(part.document is not None for part in parts) for parts in all_parts]

    assert kept() == [(), (True,), (False,)]
    await world.ask("/forget")
    assert kept() == [(), (True,), ()]
    monkeypatch.setattr("bot.ledger.albums.KEEP_SECONDS", -1.0)
    world.services.ledger.tidy(30)
    assert kept() == [(), (), ()]


async def test_ingest_under_one_file_of_an_album_takes_that_one(world: World) -> None:
    parts = [world.admin.uploads(f"{n}.txt", b"Letter %d" % n, media_group_id="9") for n in range(3)]
    card = await world.ask("/ingest", world.admin, reply_to=parts[1])
    await world.api.until(lambda: card["text"].startswith("Letter added."))
    assert world.engine.ingested == [b"Letter 1"]


async def test_a_file_beyond_the_limit_is_refused_before_it_is_fetched(world: World) -> None:
    upload = world.admin.message(world.admin.private, text="x", entities=[])
    upload["document"] = {"file_id": "big", "file_unique_id": "ub", "file_name": "big.pdf", "file_size": 25_000_000}
    answer = await world.ask("/ingest", world.admin, reply_to=upload)
    assert answer["text"] == "Not taken in: it has more than 20 MB, and Telegram lets me fetch no larger file."
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
        (IngestStatus.UNCHANGED, "I hold this letter already, and keep it as I have it."),
    ],
)
async def test_what_became_of_a_file_is_said(world: World, status: IngestStatus, sentence: str) -> None:
    world.engine.outcome = IngestOutcome("x", status, a_card(2))
    upload = world.admin.uploads("x.txt", LETTER)
    answer = await world.ask("/ingest", world.admin, reply_to=upload)
    await world.api.until(lambda: answer["text"].startswith(sentence))


async def test_a_file_that_says_nothing_of_a_letter_is_told_of_as_such(world: World) -> None:
    bare = replace(a_card(2), symbols=(), senders=(), office=None, addressees=(), date=None)
    world.engine.outcome = IngestOutcome("x", IngestStatus.ADDED, bare)
    answer = await world.ask("/ingest", world.admin, reply_to=world.admin.uploads("x.txt", b"milk, eggs"))
    await world.api.until(lambda: answer["text"].startswith("Letter added. I find no sender,"))


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
