"""The real letter, compared field by field with what a person read in it; every difference is told by its path."""

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval.letter_json import to_json
from retrieval.parsing import parse
from retrieval.readers.text import read_text

LETTERS = Path(__file__).parents[4] / "shared" / "letters"
GOLD = LETTERS / "000_f4ff0849ef0a721f.gold.json"

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="the real letter lies beside the repository, and is not there"
)

Json = dict[str, Any]


@pytest.fixture(scope="module")
def gold() -> Json:
    loaded: Json = json.loads(GOLD.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def ours(gold: Json) -> Json:
    return to_json(parse(read_text((LETTERS / gold["file"]).read_bytes())))


def differences(wanted: object, got: object, path: str = "") -> list[str]:
    """Return one line for each place where `got` differs from `wanted`."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        keys = sorted(wanted.keys() | got.keys())
        return [each for key in keys for each in differences(wanted.get(key), got.get(key), f"{path}.{key}")]
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        return [each for place, one in enumerate(wanted) for each in differences(one, got[place], f"{path}[{place}]")]
    return [] if wanted == got else [f"{path}: wanted {wanted!r}, got {got!r}"]


def test_the_masthead_is_read_field_by_field(gold: Json, ours: Json) -> None:
    got = {name: ours[name] for name in gold["masthead"]}
    assert differences(gold["masthead"], got) == []


def test_the_title_gives_kind_date_sender_and_addressee(gold: Json, ours: Json) -> None:
    wanted = {
        "kind": "letter",
        "title": gold["title"],
        "date": gold["letter_date"],
        "date_text": gold["letter_date_text"],
        "from": [gold["sender"]["state"]],
        "from_office": gold["sender"]["office"].removesuffix(" to the United Nations"),
        "to": [gold["addressee"]],
        "lang": "en",
        "pages": gold["pages"],
    }
    assert differences(wanted, {name: ours[name] for name in wanted}) == []


def test_it_is_known_which_letter_is_answered_who_signed_and_how_it_is_to_circulate(gold: Json, ours: Json) -> None:
    wanted = {
        "reply_to": gold["replies_to"],
        "circulation": gold["circulation_requested"],
        "signatories": [gold["signatory"]],
    }
    assert differences(wanted, {name: ours[name] for name in wanted}) == []


def test_every_paragraph_has_its_page_kind_voice_words_and_notes(gold: Json, ours: Json) -> None:
    assert differences([_wanted_paragraph(each) for each in gold["paragraphs"]], _got_paragraphs(gold, ours)) == []


def _wanted_paragraph(each: Json) -> Json:
    keys = ("index", "page", "pages", "kind", "words", "first_words", "last_words", "footnotes")
    speakers = [each["quoted_by"], each["speaker"]] if "quoted_by" in each else [each["speaker"]]
    return {**{key: each[key] for key in keys}, "attribution": speakers}


def _got_paragraphs(gold: Json, ours: Json) -> list[Json]:
    return [
        {
            "index": got["number"],
            "page": got["page"],
            "pages": got["pages"],
            "kind": got["kind"],
            "words": len(got["text"].split()),
            "first_words": " ".join(got["text"].split()[: len(wanted["first_words"].split())]),
            "last_words": " ".join(got["text"].split()[-len(wanted["last_words"].split()) :]),
            "footnotes": [int(indicator) for indicator in got["footnotes"]],
            "attribution": got["attribution"],
        }
        for wanted, got in zip(gold["paragraphs"], ours["paragraphs"], strict=True)
    ]


def test_every_inline_quotation_has_its_speaker_and_no_other_words_have_one(gold: Json, ours: Json) -> None:
    wanted = [
        [(quote["speaker"], text) for quote in each.get("inline_quotes", []) for text in quote["texts"]]
        for each in gold["paragraphs"]
    ]
    got = [[(quote["speaker"], quote["text"]) for quote in each["quotes"]] for each in ours["paragraphs"]]
    assert differences(wanted, got) == []


def test_roles_are_given_as_far_as_the_sentence_says_them(gold: Json, ours: Json) -> None:
    wanted = {quote["speaker"]: quote["role"] for each in gold["paragraphs"] for quote in each.get("inline_quotes", [])}
    got = {quote["speaker"]: quote["role"] for each in ours["paragraphs"] for quote in each["quotes"]}
    # whose brother he is stands in another clause, and is no role
    wanted["Markar Melkonian"] = wanted["Markar Melkonian"].removesuffix(", brother of Monte Melkonian")
    assert differences(wanted, got) == []


def test_every_note_has_its_page_and_the_place_it_is_called_from(gold: Json, ours: Json) -> None:
    wanted = [
        (
            str(each["number"]),
            each["page"],
            [each["marker"]["paragraph"]],
            [each["marker"]["after"]],
            each.get("signal"),
        )
        for each in gold["footnotes"]
    ]
    got = [
        (each["indicator"], each["page"], each["called_in"], [call["after"] for call in each["calls"]], each["signal"])
        for each in ours["footnotes"]
    ]
    assert differences(wanted, got) == []


def test_every_source_of_every_note_has_every_field(gold: Json, ours: Json) -> None:
    wanted = [[_wanted_source(source) for source in note["sources"]] for note in gold["footnotes"]]
    got = [[_got_source(source) for source in note["citations"]] for note in ours["footnotes"]]
    assert differences(wanted, got) == []
    assert sum(source["kind"] != "ibid" for sources in got for source in sources) == 21


def _wanted_source(source: Json) -> Json:
    fields = {key: value for key, value in source.items() if not key.endswith("note") and value is not None}
    if "resolves_to" in fields:
        fields["resolved_to"] = str(fields.pop("resolves_to"))
    return {"symbols": [], **fields}


def _got_source(source: Json) -> Json:
    dropped = {"text", "signal", *(["date_text"] if source.get("date_text") == source.get("date") else [])}
    return {key: value for key, value in source.items() if key not in dropped}


def test_nothing_is_reported_as_unpaired_or_contradicted(ours: Json) -> None:
    assert (ours["warnings"], ours["conflicts"]) == ([], [])
