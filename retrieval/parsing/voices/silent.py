"""The paragraph behind an unmarked quotation in which nothing tells whether the letter speaks again."""

from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from retrieval.parsing.model import Draft
from retrieval.parsing.parts.extents import ANSWERS, IN_PERSON, LAW, OWN_AGAIN, doubtful
from retrieval.parsing.speakers.inline_quotes import MARKS
from retrieval.parsing.speakers.leads import COLON, goes_on_below, is_senders, with_speaker
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import BlockKind, LineRole

# what points to words or things told before: "Those houses have stood since 1780."; not "so clear that one could see"
_POINTS_BACK = regex(
    r"\b(?:[Tt]his|[Tt]hese|[Tt]hose(?!\s(?:who|which|of)\b)|[Ss]uch|(?<=\b[a-z][a-z] )that\s[a-z]+)\b|^That\b"
)
_SHALL = regex(r"^[^.]{0,160}\bshall\b")
_NAME = regex(r"(?<=[a-z,]\s)[A-Z][\w-]{2,}")  # within a sentence
_NAME_OR_FIRST = regex(rf"^[A-Z][\w-]{{2,}}|{_NAME.pattern}")


def give_silent(drafts: Sequence[Draft]) -> None:
    """Give to nobody the paragraph right behind a quotation of one, where that may as well go on in it.

    The letter speaks again where it quotes or announces something, points to what was told before, says "we", or names
    somebody or something that it has named.
    """
    with_speaker([draft for draft in drafts if _is_all_marked(draft)], Whose.UNKNOWN)
    with_speaker([*_up_to_signature(drafts)], Whose.UNKNOWN)
    for lead, quoted, draft, known in _followed(drafts):
        speaker = Speaker(quoted.attribution[-1])
        if not doubtful([draft], 0, lead, speaker):
            continue
        rules = LAW.search(speaker.name) is not None and _SHALL.search(draft.text) is not None
        if not _speaks_again(draft, frozenset() if rules else known):
            with_speaker([draft], Whose.UNKNOWN)


_ALL_MARKED = regex(r"(?:“[^“”]{12,}”|«[^«»]{12,}»|„[^„“”]{12,}[“”])[.,;]?")


_MOST = 8  # paragraphs of a letter that is quoted


def _up_to_signature(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what stands between a quoted paragraph and a signature below which the letter goes on."""
    for place, draft in enumerate(drafts):
        if draft.kind is not BlockKind.SIGNATURE or not goes_on_below(drafts, place):
            continue
        between = list(takewhile(_may_be_quoted, reversed(drafts[max(0, place - _MOST) : place])))
        first = place - len(between) - 1
        if first >= 0 and drafts[first].kind is BlockKind.QUOTE and drafts[first].part == draft.part:
            yield from between


def _may_be_quoted(draft: Draft) -> bool:
    """Tell whether a paragraph, of which nothing has told whose it is, does not surely show that the letter speaks."""
    return draft.kind is BlockKind.BODY and not (draft.voiced or OWN_AGAIN.search(draft.text) or is_senders(draft))


def _is_all_marked(draft: Draft) -> bool:
    """Tell whether a paragraph is all in marks and nothing has told whose it is."""
    return (
        draft.kind is BlockKind.BODY and not (draft.voiced or draft.quotes) and bool(_ALL_MARKED.fullmatch(draft.text))
    )


def _followed(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Draft, Draft, Set[str]]]:
    """Yield each unmarked quotation of one paragraph that no note ends: its lead, itself and what follows it.

    With them go the names that the letter has used so far, in that part.
    """
    part, known = "", set[str]()
    for lead, quoted, draft in zip(drafts, drafts[1:], drafts[2:], strict=False):
        if lead.part != part:
            part, known = lead.part, set()
        if lead.kind is BlockKind.BODY:
            known.update(_NAME.findall(lead.text))
            known.update(word for voice in lead.attribution for word in voice.split() if word[:1].isupper())
        flat = lead.kind is BlockKind.BODY and quoted.kind is BlockKind.QUOTE and quoted.role is not LineRole.QUOTE
        one = flat and len(quoted.attribution) > len(lead.attribution) and draft.attribution == lead.attribution
        ended = quoted.calls or lead.calls or lead.label is not None or MARKS.match(quoted.text)
        if one and not ended and COLON.search(lead.text):
            yield lead, quoted, draft, known


def _speaks_again(draft: Draft, known: Set[str]) -> bool:
    """Tell whether a paragraph shows that the letter speaks, to which the names that are `known` are its own."""
    text = draft.text
    if ANSWERS.match(text) or IN_PERSON.search(text) or MARKS.search(text) or _POINTS_BACK.search(text) or draft.calls:
        return True
    return any(name in known for name in _NAME_OR_FIRST.findall(text))
