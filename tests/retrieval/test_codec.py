"""Values as JSON: whole, short, and back again; what is not of the asked form is refused."""

import json
import threading
import time
from dataclasses import make_dataclass, replace

import msgspec
import pytest

from retrieval.codec import decode, decode_ascii, encode, encode_ascii, encode_short
from retrieval.types import (
    Answer,
    Block,
    BlockKind,
    Citation,
    CitationKind,
    Footnote,
    Letter,
    Masthead,
    Question,
    Reason,
    Span,
    Spot,
)
from tests.letters import letter_of, make_source

NOTE = Footnote("1", (Span(3, 3),), (2,), Span(4, 9), 1, citations=(Citation(CitationKind.WEB, Span(4, 9), url="x"),))


def test_a_letter_comes_back_as_it_was() -> None:
    letter = letter_of(make_source("As we wrote (A/74/771), “quote” and \u2028 ☃ are facts.\n\nSo be it."))
    assert decode(encode(letter), Letter) == letter
    assert decode(encode_short(letter), Letter) == letter


def test_the_short_form_leaves_out_what_stands_at_its_default() -> None:
    block = Block(BlockKind.BODY, Span(0, 4), (1,), number=7)
    assert json.loads(encode_short(block)) == {
        "kind": "body",
        "span": {"start": 0, "end": 4},
        "pages": [1],
        "number": 7,
    }
    assert decode(encode_short(NOTE), Footnote) == NOTE


@pytest.mark.parametrize(
    "data",
    [b"", b"[1", b'{"kind": "letter", "symbols": 7}', b'{"kind": "poem"}', b'{"kind": "letter", "symbols": ["\xff"]}'],
)
def test_what_is_no_such_value_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode(data, Masthead)


def test_an_answer_that_an_earlier_version_kept_is_read_without_the_places_in_the_nearest_letters() -> None:
    told = Answer(Question("?"), reason=Reason.NOTHING_FOUND, spots=(Spot("A/74/771", Span(4, 9), (1,), 2),))
    assert decode_ascii(encode_ascii(told), Answer) == told
    earlier = {key: value for key, value in json.loads(encode_ascii(told)).items() if key != "spots"}
    assert decode_ascii(json.dumps(earlier), Answer) == replace(told, spots=())


def test_half_characters_that_people_send_come_back_in_ascii() -> None:
    question = Question("what of \ud83d", ("and \udcff?",))
    assert encode_ascii(question).isascii()
    assert decode_ascii(encode_ascii(question), Question) == question
    with pytest.raises(ValueError):
        decode_ascii('{"text": 7}', Question)


def test_half_characters_are_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode(Block(BlockKind.BODY, Span(0, 1), (1,), label="\ud800"))


def test_one_thread_at_a_time_looks_through_types_as_another_would_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, made = list[type](), list[int](), msgspec.json.Decoder

    def slowly(kind: type) -> msgspec.json.Decoder[object]:
        inside.append(kind)
        most.append(len(inside))
        time.sleep(0.01)
        inside.remove(kind)
        return made(kind)

    monkeypatch.setattr(msgspec.json, "Decoder", slowly)
    kinds = [make_dataclass(f"Kind{number}", [("text", str)]) for number in range(4)]
    threads = [threading.Thread(target=decode, args=(b'{"text": "a"}', kind)) for kind in kinds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]
