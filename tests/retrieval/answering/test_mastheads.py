"""Questions on letters as such, and on the letter meant, are answered from the mastheads of the specimens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine
from retrieval.evaluation import shown_text
from retrieval.settings import RetrievalSettings
from retrieval.types import HEAD, Answer, ListingKind, Question, Reason, RemarkKind
from tests.letters import DATA

LETTERS = ("01", "02", "04", "06", "12", "14", "16", "19")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
        opened = Engine.open(RetrievalSettings(index_dir=tmp_path_factory.mktemp("index")), create=True)
        opened.ingest([path for path in sorted((DATA / "letters").iterdir()) if wanted(path)])
        yield opened
        opened.close()


def wanted(path: Path) -> bool:
    return path.name.startswith(LETTERS) and path.suffix in (".txt", ".md")


def symbols(answer: Answer) -> list[str]:
    return [card.symbols[0] for card in answer.listing.letters] if answer.listing is not None else []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("which letters did Kesparia send", ["A/76/9141", "A/76/9027"]),
        ("which letters did Kesparia send in 2021", ["A/76/9027"]),
        ("what is the latest letter from Kesparia", ["A/76/9141"]),
        ("what was the first letter of Orvelland", ["A/76/9011"]),
        ("list the notes verbales", ["A/76/9058"]),
        ("which letter replies to S/2021/9104", ["A/76/9027"]),
        ("which letters of Orvelland mention S/2021/9104", ["S/2022/9048"]),
        ("which letters cite S/2022/9171", ["S/2023/9061"]),  # which is not held
        ("has Kesparia answered Orvelland's letter of 18 October 2021", ["A/76/9027"]),
    ],
)
def test_letters_are_listed_newest_first(engine: Engine, text: str, found: list[str]) -> None:
    answer = engine.ask(Question(text))
    assert (symbols(answer), answer.reason, answer.quotes) == (found, None, ())


def test_more_letters_than_are_shown_are_counted(engine: Engine) -> None:
    answer = engine.ask(Question("how many letters are there"))
    assert answer.listing is not None
    assert (answer.listing.count, len(answer.listing.letters), answer.listing.kind) == (8, 5, ListingKind.SENT)
    assert (shown_text(answer) or "").startswith("8\nA/78/9004-S/2023/9188, Ondrey Islands, 2023-10-09\n")


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("letter of 18 October 2021", "A/76/9011"),
        ("orvelland's letter of 11 february", "S/2022/9048"),
        ("show me the letter from the ondrey islands of 8 march", "S/2023/9061"),
    ],
)
def test_the_letter_of_a_day_is_shown_where_nothing_else_is_asked(engine: Engine, text: str, symbol: str) -> None:
    answer = engine.ask(Question(text))
    assert answer.listing is not None
    assert [card.symbols[0] for card in answer.listing.letters] == [symbol]


def test_a_letter_of_a_day_that_another_sent_is_named_beside_it(engine: Engine) -> None:
    answer = engine.ask(Question("orvelland's letter of 8 march"))
    assert (answer.reason, answer.nearest[0].symbols[0]) == (Reason.NOTHING_FOUND, "S/2023/9061")


def test_a_paper_of_a_day_that_letters_only_speak_of_is_looked_for_in_them(engine: Engine) -> None:
    answer = engine.ask(Question("note of 2 April 2021"))
    assert answer.listing is None
    assert "2 April 2021" in "".join(each.passage.text for each in answer.hits)


@pytest.mark.parametrize(
    ("text", "signed", "symbol"),
    [
        ("who is the permanent representative of Kesparia", "Casimir Aldane", "A/76/9141"),
        ("who is the permanent representative of the Ondrey Islands", "Verity Sandlake", "S/2023/9061"),
        ("who is the ambassador of the Ondrey Islands", "Barnaby Tolliver-Crane", "A/78/9004"),
        ("who is the chargé d'affaires of Orvelland", "Joakim Verren", "A/77/9019"),
        ("who signed the first Orvelland letter", "Marit Oskelund", "A/76/9011"),
        ("who signed the latest letter from Kesparia", "Casimir Aldane", "A/76/9141"),
        ("who signed the november 2022 letter of orvelland", "Joakim Verren", "A/77/9019"),
        ("to whom was the letter of 11 feb 2022 adressed", "President of the Security Council", "S/2022/9048"),
    ],
)
def test_whoever_signs_for_a_state_is_told_by_a_signature(engine: Engine, text: str, signed: str, symbol: str) -> None:
    (quote,) = engine.ask(Question(text)).quotes
    assert signed in quote.text
    assert quote.letter.symbols[0] == symbol


@pytest.mark.parametrize(
    "text",
    [
        "which letters did Kesparia send in 2019",
        "which letter replies to A/78/9004",
        "which letters cite A/99/9999",
    ],
)
def test_where_no_letter_fits_nothing_is_found(engine: Engine, text: str) -> None:
    answer = engine.ask(Question(text))
    assert (answer.reason, answer.listing) == (Reason.NOTHING_FOUND, None)


def test_that_letter_is_the_one_shown_before(engine: Engine) -> None:
    before = "what did Kesparia say about the pump registers"
    answer = engine.ask(Question("who signed that letter", (before,)))
    assert "Casimir Aldane" in answer.quotes[0].text
    answer = engine.ask(Question("which letter answers it", ("who signed Orvelland's letter of 18 October 2021?",)))
    assert symbols(answer) == ["A/76/9027"]


def test_that_letter_is_not_guessed(engine: Engine) -> None:
    assert engine.ask(Question("which letter answers it")).reason is Reason.AMBIGUOUS
    assert engine.ask(Question("what did Orvelland reply to that letter")).reason is Reason.AMBIGUOUS


def test_another_sender_is_asked_for_in_the_same_way(engine: Engine) -> None:
    answer = engine.ask(Question("and Orvelland?", ("which letters did Kesparia send in 2021",)))
    assert symbols(answer) == ["A/76/9011"]


def test_a_name_of_its_own_is_a_new_topic(engine: Engine) -> None:
    answer = engine.ask(Question("who is tarleton", ("what did renn say about the turbines",)))
    assert "Edmund Tarleton" in answer.quotes[0].text


def test_a_people_means_its_state(engine: Engine) -> None:
    (quote,) = engine.ask(Question("which kesparian director resigned")).quotes
    assert "Leopold Harn, resigned on 9 May 2022" in quote.text


def test_a_bare_why_finds_the_reason_beside_what_was_shown(engine: Engine) -> None:
    before = "did Orvelland accept the 6 million talers"
    answer = engine.ask(Question("why not?", (before,)))
    assert "because the deed of the Ulmera Relief Fund required" in answer.quotes[0].text
    assert len(answer.quotes) == 1


def test_a_bare_why_without_a_reason_is_refused(engine: Engine) -> None:
    answer = engine.ask(Question("why", ("how high is the halvek dam",)))
    assert (answer.quotes, answer.reason) == ((), Reason.NOTHING_FOUND)
    assert answer.nearest[0].symbols[0] == "A/76/9011"


def test_parties_are_named_as_letters_print_them(engine: Engine) -> None:
    listing = engine.ask(Question("which letters did the kesparians send to the SG")).listing
    assert listing is not None
    assert (listing.filters.senders, listing.filters.addressees) == (("Kesparia",), ("Secretary-General",))


def test_a_letter_that_is_not_plain_is_asked_for_among_those_it_may_be(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("who signed the joint letter"))
    assert answer.reason is Reason.AMBIGUOUS
    assert len(answer.nearest) > 1
    assert all(len(card.senders) > 1 for card in answer.nearest)


def test_behind_words_of_an_annex_it_is_told_who_signed_that_and_the_letter(specimen_engine: Engine) -> None:
    annex = "page 3 of A/77/9103"
    signed = specimen_engine.ask(Question("who signed it?", (annex,))).quotes
    assert [(quote.part, "Sunniva Holt" in quote.text) for quote in signed] == [("Annex", True), ("", False)]
    (annexed,) = specimen_engine.ask(Question("who signed the annex", ("A/77/9088",))).quotes
    assert "Adela Monforte" in annexed.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("when was A/76/9027 circulated", "Distr.: General\n12 November 2021"),
        ("when was kesparia's letter of 9 november 2021 distributed", "Distr.: General\n12 November 2021"),
        ("what language was A/76/9027 written in", "Original: English"),
    ],
)
def test_what_the_head_of_a_letter_prints_is_shown(engine: Engine, text: str, shown: str) -> None:
    (quote,) = engine.ask(Question(text)).quotes
    assert (quote.text, quote.attribution) == (shown, (HEAD,))


def test_the_head_of_the_letter_shown_before_is_asked_about(engine: Engine) -> None:
    asked = ("when was it circulated", "date of circulation?", "what symbol does this letter have")
    shown = [[each.text for each in engine.ask(Question(text, ("A/76/9027",))).quotes] for text in asked]
    assert shown == [["Distr.: General\n12 November 2021"]] * 2 + [["A/76/9027–S/2021/9131"]]


@pytest.mark.parametrize(
    "text", ["who signed A/76/1", "when was A/76/1 dated", "when was A/76/1 circulated", "A/76/1 para 4"]
)
def test_no_other_letter_tells_the_head_of_one_that_is_not_held(engine: Engine, text: str) -> None:
    answer = engine.ask(Question(text))
    assert (answer.quotes, [each.kind for each in answer.remarks]) == ((), [RemarkKind.NOT_HELD])
