"""The bot with the real engine and the packaged model, over the specimen letters."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Question
from tests.bot.conftest import World
from tests.botapi import BotApi
from tests.letters import DATA
from tests.people import Message, buttons

LETTERS = DATA / "letters"


@pytest.fixture
async def office(api: BotApi, specimen_engine: Engine, tmp_path: Path) -> AsyncIterator[World]:
    made = World(api, specimen_engine, tmp_path / "ledger")  # type: ignore[arg-type]
    await made.start()
    yield made
    await made.stop()


def quotations(message: Message) -> list[str]:
    """Return the quoted words of an answer."""
    data = message["text"].encode("utf-16-le")
    found = []
    for entity in message["entities"]:
        words = data[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        if "blockquote" in entity["type"] and words.startswith("“"):
            found.append(words[1 : words.rindex("”")])
    return found


async def test_a_question_is_answered_with_words_that_stand_in_a_letter(office: World, specimen_engine: Engine) -> None:
    answer = await office.ask("What was the lowest flow at Bresk in August 2021?")
    assert answer["text"].startswith("Orvelland")
    texts = [specimen_engine.find(card.letter_id).letter.text for card in specimen_engine.letters(limit=100)]
    assert quotations(answer)
    for words in quotations(answer):
        assert any(words in text for text in texts)
    assert "Context" in buttons(answer)


async def test_context_and_footnotes_of_a_real_answer_open(office: World) -> None:
    answer = await office.ask("What does Orvelland say about the filling of the Halvek reservoir?")
    office.anna.taps(answer, "Context")
    opened = await office.reply(answer)
    assert opened["text"].startswith("Context\n")
    if "Footnotes" in buttons(answer):
        office.anna.taps(answer, "Footnotes")
        await office.api.until(lambda: opened["text"].startswith("Footnotes\n"))
    assert office.api.rejected == []


async def test_of_several_quotations_the_one_that_is_marked_is_asked_about(office: World) -> None:
    answer = await office.ask("What do Kesparia and Orvelland say about the flow at Bresk?")
    *_, second, last = quotations(answer)
    for words in (second, last):
        mark = {"text": words[:60], "position": 9, "is_manual": True}
        source = await office.ask("Who said that?", reply_to=answer, quote=mark)
        assert [each[:60] for each in quotations(source)] == [words[:60]]


@pytest.mark.parametrize("opens", ["A/76/9083", "/letter A/76/9083"])
async def test_what_is_asked_after_a_letter_was_opened_is_about_it(office: World, opens: str) -> None:
    card = await office.ask(opens)
    assert "A/76/9083" in card["text"]
    signed = await office.ask("who signed it?")
    assert "A/76/9083" in signed["text"]
    note = await office.ask("show me note 3", reply_to=card)
    assert "A/76/9083" in note["text"]
    assert office.api.rejected == []


async def test_a_letter_is_read_on_and_on(office: World) -> None:
    await office.ask("A/76/9011 para 2")
    read = [(await office.ask("next paragraph"))["text"] for _ in range(6)]
    assert all("A/76/9011-S/2021/9104, p" in each for each in read)
    assert len(set(read)) == 6


async def test_what_no_letter_speaks_of_is_declined(office: World) -> None:
    answer = await office.ask("Which recipes for apple cake are recommended?")
    assert answer["text"].startswith("I find nothing on this in the letters.")


async def test_a_nearest_letter_opens_on_the_page_where_the_nearest_words_stand(
    office: World, specimen_engine: Engine
) -> None:
    asked = "what did Merovand say about the halvek dam"
    spot = specimen_engine.ask(Question(asked)).spots[0]
    answer = await office.ask(asked)
    office.anna.taps(answer, buttons(answer)[0])
    opened = await office.reply(answer)
    assert f"“{spot.span.of(specimen_engine.find(spot.letter_id).letter.text)}”" in opened["text"]
    assert office.api.rejected == []


@pytest.mark.parametrize("text", ["…", "\u200b\u200d", "?!", "\u202e"], ids=ascii)
async def test_what_asks_nothing_is_told_so(office: World, text: str) -> None:
    assert (await office.ask(text))["text"].startswith("I can only answer questions about the letters.")


async def test_a_question_as_long_as_a_message_has_an_answer(office: World) -> None:
    long = "What does Orvelland say about the filling of the Halvek reservoir? " * 61
    assert (await office.ask(long[:4096]))["text"]
    assert office.api.rejected == []


async def test_a_letter_is_browsed_to_and_its_citations_lead_on(office: World, specimen_engine: Engine) -> None:
    page = await office.ask("/letters kesparia")
    assert page["text"].startswith("Kesparia\nLetters: ")
    cited = next(
        card
        for card in specimen_engine.letters(limit=100)
        if specimen_engine.find(card.letter_id).cites and card.symbols
    )
    card = await office.ask(f"/letter {cited.symbols[0].lower()}")
    office.anna.taps(card, "Cites")
    await office.api.until(lambda: card["text"].startswith("Cited in"))


async def test_the_whole_of_a_letter_can_be_read(office: World, specimen_engine: Engine) -> None:
    letter = specimen_engine.find("A/76/9011").letter
    card, read = await office.ask("A/76/9011"), ""
    office.anna.taps(card, "Read it here")
    await office.api.until(lambda: "Back" in buttons(card))
    while "▶" in buttons(card):
        read, shown = read + card["text"], card["text"]
        office.anna.taps(card, "▶")
        await office.api.until(lambda shown=shown: card["text"] != shown)  # type: ignore[misc]
    read += card["text"]
    for block in letter.blocks:
        if block.number is not None:
            assert block.span.of(letter.text) in read
    assert office.api.rejected == []


async def test_letters_are_listed_by_the_first_word_of_a_name(office: World) -> None:
    page = await office.ask("/letters ondrey")
    assert page["text"].startswith("Ondrey Islands\nLetters: ")


async def test_a_corrigendum_is_a_tap_away_from_its_letter_and_back(office: World) -> None:
    card = await office.ask("/letter A/76/9120")
    assert "Corrigendum (1)" in buttons(card)
    office.anna.taps(card, "Corrigendum")
    await office.api.until(lambda: card["text"].startswith("Under the same symbol as "))
    assert buttons(card)[0] == "Corrigendum, A/76/9120/Corr.1"
    office.anna.taps(card, "Corrigendum, ")
    await office.api.until(lambda: "Main document (1)" in buttons(card))


async def test_an_administrator_takes_a_letter_out_and_in_again_by_telegram(
    office: World, specimen_engine: Engine
) -> None:
    path = LETTERS / "05-merovand-charge-corran.docx"
    symbol = specimen_engine.find(path.name).card.symbols[0]
    assert (await office.ask(f"/remove {symbol}", office.admin))["text"].startswith("Removed: ")
    assert (await office.ask(f"/letter {symbol}"))["text"] == f"I hold no letter “{symbol}”."
    upload = office.admin.uploads(path.name, path.read_bytes(), caption="/ingest")
    upload["caption_entities"] = [{"type": "bot_command", "offset": 0, "length": 7}]
    office.api.updates[-1]["message"] |= {"caption_entities": upload["caption_entities"]}
    card = await office.reply(upload)
    await office.api.until(lambda: card["text"].startswith("Letter added."), 30)
    assert symbol in card["text"]
    specimen_engine.remove(symbol)
    specimen_engine.ingest([path])


async def test_the_uploaded_file_of_a_letter_goes_when_the_letter_does(api: BotApi, tmp_path: Path) -> None:
    engine = Engine.open(RetrievalSettings(index_dir=tmp_path / "index"), create=True)
    office = World(api, engine, tmp_path / "index")  # type: ignore[arg-type]
    await office.start()
    names = ("01-orvelland-halvek-filling.txt", "02-kesparia-reply-halvek.txt")
    for name in names:
        upload = office.admin.uploads(name, (LETTERS / name).read_bytes())
        card = await office.ask("/ingest", office.admin, reply_to=upload)
        await office.api.until(lambda card=card: card["text"].startswith("Letter added."), 30)  # type: ignore[misc]
    symbol = engine.find(engine.letters(limit=1)[0].letter_id).card.symbols[0]
    await office.ask(f"/remove {symbol}", office.admin)
    (left,) = engine.letters()
    assert [path.name for path in (tmp_path / "index" / "uploads").iterdir()] == [left.source]
    await office.stop()
    engine.close()


async def test_a_figure_that_was_corrected_is_never_offered_without_its_correction(office: World) -> None:
    said = await office.answered(office.anna.types("by how much did fish landings fall"))
    texts = [each["input_message_content"]["message_text"] for each in json.loads(said["results"])]
    with_it = [text for text in texts if "fallen by 37 per cent" in text]
    assert with_it
    assert all(text.count("For 37 per cent read 27 per cent") == 1 for text in with_it)
