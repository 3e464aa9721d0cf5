"""What an answer says beside its quotations: what was asked for and is not among them."""

import re
from collections.abc import Sequence

from retrieval.answering.compound import parts_of
from retrieval.answering.pronouns import asks_for_his_words
from retrieval.encoder.neighbours import strength
from retrieval.judging.asked_fact import only_to_be_done
from retrieval.judging.asked_kind import told_in_another_way
from retrieval.judging.confidence import in_period
from retrieval.language.analysis import terms
from retrieval.language.measures import measure_asked
from retrieval.language.names import names_match
from retrieval.language.quotation_marks import find_marked
from retrieval.patterns import regex
from retrieval.questions.asking import EXPECTS, Expect
from retrieval.questions.periods import without_dates
from retrieval.questions.question import Query
from retrieval.search.slices import Slice, has_date, new_names, stems_of
from retrieval.spans.notes import notes_of
from retrieval.spans.places import block_at
from retrieval.spans.speaking import speaks
from retrieval.types import UNNAMED, Remark, RemarkKind

# A part of a question with fewer words of its own than this names too little: it is neither answered nor left open.
_LEAST_STEMS = 2
# "How long had they been at it?" is answered by "five years and eight months", "what day do they begin?" by "on 3 May",
# which have no word of the question.
_HOW_LONG = regex(r"\bhow long\b", re.IGNORECASE)
_DURATION = regex(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many)\s"
    r"(?:years?|months?|weeks?|days?|hours?)\b",
    re.IGNORECASE,
)
# Takes "which two cruisers", "which of our ports"; leaves "which way", "which word", whose answer is no name, alone.
_WHICH = regex(
    r"\bwhich (?>(?:(?:of|the|our|your|their|his|her|two|three|four|five|other|\d) )*)"
    r"(?!(?:of|one|way|words?|terms?|phrases?|topics?|rights?|crimes?|articles?|points?|days?|dates?|months?|years?|times?|"
    r"sides?|parts?|para(?:graph)?s?|questions?|issues?|subjects?|reasons?|items?|clauses?|conditions?|kinds?|sorts?)\b)[a-z]",
    re.IGNORECASE,
)
_SENTENCES = regex(r"(?<=[.!?;])\s+(?=[A-Z“])")
_STANDS_FOR_IT = regex(r"(?:It|He|She|They|Its|His|Her|Their|Th(?:is|at|ese|ose))\b")
# They ask for somebody or something and name nothing.
_NAMING_NOTHING = frozenset(
    terms(
        "anyone anybody someone somebody everyone everybody nobody anything something everything nothing else instead"
    )
)


def remarks_on(query: Query, chosen: Sequence[Slice]) -> tuple[Remark, ...]:
    """Return what is missing from the words `chosen`: the time, the speakers, or a part of what was asked."""
    missing = (_other_time, _not_from, _open)
    return tuple(filter(None, (each(query, chosen) for each in missing)))


def lacks_what_is_asked(query: Query, chosen: Sequence[Slice]) -> bool:
    """Tell whether a fact is asked for that the words shown lack, though they may be on all else.

    A name for "which", an age or a length for "how old", "how tall"; that it was done, for what is only to be done, or
    what is to come, for what was; somebody's words, for "what did he say".
    """
    texts = [each.text for each in chosen]
    if asks_for_his_words(query.own_text) and not any(len(each.voice) > 1 or _quotes(each.text) for each in chosen):
        return True
    if only_to_be_done(query, texts) or told_in_another_way(query, texts):
        return True
    gives = measure_asked(query.own_text)
    if gives is not None and not any(_measures(query, gives, each.text) for each in chosen):
        return True
    return bool(_WHICH.search(query.own_text)) and not any(_names_another(query, each) for each in chosen)


def _quotes(text: str) -> bool:
    return any(find_marked(text))


def _measures(query: Query, gives: re.Pattern[str], text: str) -> bool:
    """Tell whether a sentence gives a measure and speaks of what is measured, or "it" stands for that there."""
    asked = [stem for stem, weight in query.terms.items() if weight == 1.0]

    def of_it(sentence: str) -> bool:
        held = stems_of(sentence)
        return bool(_STANDS_FOR_IT.match(sentence)) or any(strength(query.near, stem, held) for stem in asked)

    return (
        any(gives.search(each) and of_it(each) for each in _SENTENCES.split(text))
        if asked
        else bool(gives.search(text))
    )


def _names_another(query: Query, chosen: Slice) -> bool:
    """Tell whether words, their notes or who is quoted there give a name that the question does not."""
    block = block_at(chosen.letter, chosen.span)
    notes = notes_of(chosen.letter, block, chosen.span) if block is not None else ()
    inner = (name for name in chosen.voice[1:] if name != UNNAMED)
    told = " ".join([chosen.text, *(f"- {note.span.of(chosen.letter.text)}" for note in notes)])
    return bool(new_names(told, query)) or any(stems_of(name).isdisjoint(query.terms) for name in inner)


def _other_time(query: Query, chosen: Sequence[Slice]) -> Remark | None:
    if not query.periods or any(in_period(query.periods, each) for each in chosen):
        return None
    return Remark(RemarkKind.OTHER_TIME, query.periods)


def _not_from(query: Query, chosen: Sequence[Slice]) -> Remark | None:
    """Return those whose words were asked for by name and who do not speak; words of one not named may be theirs."""
    if any(UNNAMED in each.voice for each in chosen):
        return None
    silent = tuple(name for name in query.speakers if not any(_says(name, each) for each in chosen))
    return Remark(RemarkKind.NOT_FROM, silent) if silent else None


def one_sided(query: Query, chosen: Sequence[Slice]) -> tuple[Remark, ...]:
    """Return whose letters alone are shown where each side was asked for and none named, and letters of all were read.

    A joint one speaks for two, and whom a letter quotes may be of the other side.
    """
    senders = {each.candidate.letter.senders for each in chosen}
    only = next(iter(senders)) if len(senders) == 1 else ()
    alone = len(only) == 1 and all(len(each.voice) == 1 for each in chosen)
    return (Remark(RemarkKind.ONE_SIDED, only),) if query.two_sided and not query.speakers and alone else ()


def _says(name: str, chosen: Slice) -> bool:
    senders = chosen.candidate.letter.senders
    block = block_at(chosen.letter, chosen.span)
    if block is None and any(names_match(name, word) for word in chosen.text.split()):
        return True  # a note that names him tells of him
    return any(names_match(name, each) for each in senders) or speaks(name, block, chosen.span, chosen.letter)


def _open(query: Query, chosen: Sequence[Slice]) -> Remark | None:
    """Return the parts of a question that the words shown say nothing of, where they do say something of another."""
    held = frozenset(stem for each in chosen for stem in stems_of(f"{each.candidate.passage.context} {each.text}"))
    asked = {part: _asked(part, query, chosen) for part in parts_of(query.own_text)}
    telling = {part: stems for part, stems in asked.items() if len(stems) >= _LEAST_STEMS}
    left = tuple(
        part
        for part, stems in telling.items()
        if not any(strength(query.near, stem, held) for stem in stems) and not _timed(part, chosen)
    )
    return Remark(RemarkKind.OPEN_PART, left) if left and len(left) < len(telling) else None


def _timed(part: str, chosen: Sequence[Slice]) -> bool:
    """Tell whether a part asks how long or when, and a span of time or a day is shown."""
    if _HOW_LONG.search(part):
        return any(_DURATION.search(each.text) for each in chosen)
    return bool(EXPECTS[Expect.DATE].search(part)) and any(has_date(each.text) for each in chosen)


def _asked(part: str, query: Query, chosen: Sequence[Slice]) -> tuple[str, ...]:
    """Return the stems that a part asks for: without its dates and those who sent and received the letters shown.

    "Renn to Tranmere, 3 May 2021" says which letter is meant; finding that letter answers nothing.
    """
    cards = [each.candidate.letter for each in chosen]
    writing = frozenset(terms(" ".join(name for card in cards for name in (*card.senders, *card.addressees))))
    return tuple(
        stem
        for stem in terms(without_dates(part))
        if query.terms.get(stem) == 1.0 and stem not in _NAMING_NOTHING and stem not in writing
    )
