"""The specimen letters hold together: files and sources, symbols and questions, and nobody real is made to speak."""

import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import make_specimens
import pypdfium2
import pytest
from specimens.source import SYMBOL, Block, Source, plain

from retrieval.language.states import canonical, find_states
from tests.letters import DATA, NAMES, specimen

STATES = ("Kesparia", "Orvelland", "the Ondrey Islands", "Merovand")
NOT_HELD = {
    "A/43/9016": "an offer of 1988",
    "A/58/9031": "an offer of 2003",
    "A/72/9077": "an offer of 2017",
    "S/2022/9171": "the Ondrey letter of 14 June 2022",
    "A/78/9000": "a provisional agenda",
}
QUESTIONS = [json.loads(line) for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
ANSWERABLE = [question for question in QUESTIONS if question["type"] != "unanswerable"]
TYPES = {"fact", "who", "when", "why", "footnote", "masthead", "filter", "two-sided", "multi", "followup"}


def words(text: str) -> str:
    """Return lower-case words and numbers only."""
    return " " + " ".join(re.findall(r"[^\W_]+", text.lower())) + " "


def whole_text(source: Source) -> str:
    """Return the title, the blocks and the notes of a letter."""
    rows = [" ".join(run.text for run in block.runs if run.style != "note") for block in source.blocks]
    return "\n".join([plain(source.title), *rows, *(plain(note.runs) for note in source.notes)])


def source_of(document: str) -> Source:
    """Return the source of a file in data/letters."""
    return specimen(Path(document).stem)


def holding(source: Source, key: str) -> list[int]:
    """Return the places of the blocks that hold a key."""
    return [
        i for i, block in enumerate(source.blocks) if words(key) in words(" ".join(run.text for run in strip(block)))
    ]


def strip(block: Block) -> tuple[Any, ...]:
    """Return the runs of a block without its indicators."""
    return tuple(run for run in block.runs if run.style != "note")


def called_at(source: Source, place: int) -> set[str]:
    """Return the indicators in a block, and those further on in the same block quotation."""
    blocks = source.blocks
    end = place + 1
    while blocks[place].kind == "quote" and end < len(blocks) and blocks[end].kind == "quote":
        end += 1
    return {run.text for block in blocks[place:end] for run in block.runs if run.style == "note"}


def entries(question: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the gold entries of a question, alternatives included."""
    return [entry for gold in question["gold"] for entry in (gold, *gold.get("alt", []))]


@pytest.mark.parametrize("name", NAMES)
def test_text_files_are_what_their_sources_make(name: str) -> None:
    made = [
        (path, content)
        for path, content in make_specimens.files(specimen(name))
        if path.suffix not in {".pdf", ".docx"}
    ]
    assert [path.name for path, content in made if path.read_bytes() != content] == []


@pytest.mark.parametrize("name", NAMES)
def test_packed_files_hold_what_their_sources_make(name: str) -> None:
    made = [
        (path, content) for path, content in make_specimens.files(specimen(name)) if path.suffix in {".pdf", ".docx"}
    ]
    assert [path.name for path, content in made if unpacked(path.read_bytes()) != unpacked(content)] == []


def unpacked(content: bytes) -> list[str]:
    """Return the text of the pages of a PDF, or the parts of a DOCX that hold the letter."""
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as document:
            return [page.get_textpage().get_text_range() for page in document]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(f"word/{part}.xml").decode() for part in ("document", "footnotes")]


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_making_a_letter_twice_gives_the_same_bytes(file_format: str) -> None:
    source = specimen("08")
    assert make_specimens.render(source, file_format) == make_specimens.render(source, file_format)


def test_each_letter_stands_once_among_the_letters() -> None:
    stems = Counter(path.stem for path in (DATA / "letters").iterdir() if ".meta." not in path.name)
    assert stems == Counter(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_note_is_called_and_every_call_has_a_note(name: str) -> None:
    source = specimen(name)
    assert set(source.calls()) == {(note.indicator, note.part) for note in source.notes}


def test_letters_cite_only_letters_that_exist_or_are_known_to_be_missing() -> None:
    held = {symbol for name in NAMES for symbol in specimen(name).symbols}
    cited = {symbol for name in NAMES for symbol in cited_by(specimen(name))}
    assert cited - held == set(NOT_HELD)


def cited_by(source: Source) -> set[str]:
    """Return the symbols in the blocks and notes of a letter."""
    return {half for found in SYMBOL.findall(whole_text(source)) for half in re.split(r"[-–](?=[AS]/)", found)}


def test_each_letter_but_the_first_cites_an_earlier_one() -> None:
    ordered = sorted((specimen(name) for name in NAMES), key=lambda source: source.iso_date)
    openings = {"01-orvelland-halvek-filling", "04-ondrey-note-verbale-corran", "11-joint-corrigendum"}
    earlier: set[str] = set()
    for source in ordered:
        assert source.name in openings or cited_by(source) & earlier, source.name
        earlier |= set(source.symbols)


def test_the_senders_are_the_four_fictional_states() -> None:
    titles = " ".join(plain(specimen(name).title) for name in NAMES)
    assert [state for state in STATES if state in titles] == list(STATES)
    assert [canonical(state) for state in STATES] == [None] * 4


@pytest.mark.parametrize("name", NAMES)
def test_no_real_state_stands_in_a_letter(name: str) -> None:
    assert find_states(whole_text(specimen(name))) == ()


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_only_to_reserved_domains(name: str) -> None:
    hosts = re.findall(r"(?:https?://|www\.)([\w.-]+)", whole_text(specimen(name)))
    assert [host for host in hosts if not re.search(r"(?:^|\.)example\.(?:org|com|net)$", host)] == []


def test_symbols_lie_above_the_range_in_use() -> None:
    symbols = [symbol for name in NAMES for symbol in specimen(name).symbols]
    assert [symbol for symbol in symbols if not re.search(r"/9\d{3}(?:/Corr\.1)?$", symbol)] == []


def test_questions_are_numbered_typed_and_enough() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    assert {question["type"] for question in QUESTIONS} == TYPES | {"unanswerable"}
    assert len(ANSWERABLE) >= 60


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_gold_keys_and_answers_stand_in_the_letters(question: dict[str, Any]) -> None:
    texts = {entry["doc"]: words(whole_text(source_of(entry["doc"]))) for entry in entries(question)}
    assert [entry["key"] for entry in entries(question) if words(entry["key"]) not in texts[entry["doc"]]] == []
    assert all((DATA / "letters" / document).is_file() for document in texts)
    printed = "".join(texts.values()) + "".join(
        words(" ".join(map(str, source_of(document).head.values()))) for document in texts
    )
    missing = [keys for keys in question["answer_keys"] if not any(words(key) in printed for key in keys.split("|"))]
    assert missing == []


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_gold_footnotes_are_called_where_the_key_stands(question: dict[str, Any]) -> None:
    for gold in (gold for gold in question["gold"] if "footnote" in gold):
        source = source_of(gold["doc"])
        places = holding(source, gold["key"])
        assert len(places) == 1, gold["key"]
        assert str(gold["footnote"]) in called_at(source, places[0])


def test_a_follow_up_names_an_earlier_question_and_stands_alone_elsewhere() -> None:
    seen: set[str] = set()
    for question in QUESTIONS:
        if question["type"] == "followup":
            assert question["followup_to"] in seen
            assert question["standalone"]
        seen.add(question["id"])


def test_every_unanswerable_question_says_why() -> None:
    unanswerable = [question for question in QUESTIONS if question["type"] == "unanswerable"]
    assert unanswerable
    assert all(question["why"] and question["kind"] in {"near-miss", "off-topic"} for question in unanswerable)
