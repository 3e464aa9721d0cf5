"""Sources that a question names: the sentences that rest on notes which cite them."""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from retrieval.answering.phrases import LAST, LOOKED_AT, Holding, Phrase, Verbatim
from retrieval.language.analysis import terms
from retrieval.language.names import names_match
from retrieval.patterns import regex
from retrieval.spans.places import block_at
from retrieval.spans.sentences import sentences
from retrieval.types import EDITORS, PARAGRAPHS, Filters, Footnote, Letter, Passage, PassageKind, Span

_LETTER = r"(?:it|they|the (?:letter|note verbale|note|document))"
# Takes "where is the Callis Tide cited", "which letters cite the climate bulletin", "does it cite Renn", "is Renn cited
# in it", "is there a source from the Observatory"; leaves "who quotes Renn" alone, whose words may be asked for.
_CITED = regex(
    r"^\W*(?:(?:where|by whom|in (?:which|what) (?:letters?|paragraphs?|foot\s?notes?|notes?)) (?:is|are|was|were) "
    r"(?:the |an? )?(?P<cited>\w[^?!]*?) (?:cited|referenced|footnoted|used as a source)"
    r"|(?:who|(?:which|what) (?:letters?|states?|countries|foot\s?notes?|notes?)) "
    r"(?:cites?|cited|references?|reli(?:es|ed) on|rely on) (?:the |an? )?(?P<source>\w[^?!]*?)"
    rf"|(?:does|do|did) {_LETTER} (?:cite|reference|footnote|rely on) (?:the |any |an? )?(?P<does>\w[^?!]*?)"
    rf"|(?:is|are|was|were) (?:the )?(?P<whether>\w[^?!]*?) (?:cited|referenced|footnoted|used as a source)"
    rf"(?: (?:in|by) {_LETTER})?"
    r"|(?:is there|are there) (?:an?|any) (?:sources?|foot\s?notes?|citations?|references?) (?:from|by|to|on) "
    rf"(?:the )?(?P<there>\w[^?!]*?)(?: in {_LETTER})?)\W*$",
    re.IGNORECASE,
)


def source_asked(text: str) -> Phrase | None:
    """Return the source that a question names to learn where it is cited, if it asks nothing else."""
    found = _CITED.match(text)
    named = next(filter(None, found.groups())).strip() if found is not None else ""
    return Phrase(named, "") if terms(named) else None


_MOST_PASSAGES = 100  # that hold a name which may be only that of a source
_SPELLED_OUT = 20  # passages looked at for a name that is spelled out
# "the Bureau of the Movement"
_BODY_OF = regex(r"\sof\sthe\s")


def find_cited(source: Phrase, index: Holding, filters: Filters) -> tuple[Verbatim, ...]:
    """Return the sentences that rest on notes which name `source` as it stands or as author, oldest letter first."""
    held = _holding(terms(source.text), LOOKED_AT, index, filters)
    return _resting(held, index, lambda letter, note: _names(letter, note, source))


def find_only_cited(source: Phrase, spelled: Sequence[str], index: Holding, filters: Filters) -> tuple[Verbatim, ...]:
    """Return the sentences that rest on sources of somebody whom no text names; notes may name him as `spelled` out.

    What editors of an edition say of him is no source.
    """
    standing = index.frequencies(terms(source.text))
    rarest, passages = min(standing.items(), key=itemgetter(1), default=("", 0))  # "eu" is no word that is looked for
    if passages > _MOST_PASSAGES:
        return ()
    own = _holding((rarest,), passages, index, filters) if passages else {}
    if any(source.pattern.search(each.text) for each in own.values() if each.kind is PassageKind.PARAGRAPH):
        return ()
    held = {**own, **(_holding(spelled, _SPELLED_OUT, index, filters) if spelled else {})}

    def cites(letter: Letter, note: Footnote) -> bool:
        return note.attribution != (EDITORS,) and bool(note.citations) and _names(letter, note, source)

    return _resting(held, index, cites)


def _holding(stems: Sequence[str], most: int, index: Holding, filters: Filters) -> Mapping[int, Passage]:
    return index.passages(index.search_lexical(tuple(dict.fromkeys(stems)), most, filters))


def _resting(
    held: Mapping[int, Passage], index: Holding, rests_on: Callable[[Letter, Footnote], bool]
) -> tuple[Verbatim, ...]:
    """Return the sentences that call the notes among the passages `held` that they rest on, oldest letter first."""
    found: dict[tuple[str, Span], Verbatim] = {}
    for passage_id, passage in held.items():
        if passage.kind is not PassageKind.FOOTNOTE:
            continue
        letter = index.letter(passage.letter_id)
        for note in letter.footnotes:
            in_passage = note.span.holds(passage.span) or passage.span.holds(note.span)
            if in_passage and rests_on(letter, note):
                span = _calling(letter, note) or note.span
                found.setdefault((passage.letter_id, span), Verbatim(letter, span, passage_id))
    return tuple(sorted(found.values(), key=lambda each: (each.letter.masthead.date or LAST, each.span)))


def _names(letter: Letter, note: Footnote, source: Phrase) -> bool:
    """Tell whether a note names `source` as it stands, or as the author of something, or as what that is a body of."""
    authors = (name for each in note.citations if each.author for name in _BODY_OF.split(each.author))
    return source.pattern.search(note.span.of(letter.text)) is not None or any(
        names_match(source.text, each) for each in authors
    )


def _calling(letter: Letter, note: Footnote) -> Span | None:
    """Return the sentence that calls a note first; `None` where none does."""
    call = min(note.calls, default=None)
    block = block_at(letter, Span(call.start - 1, call.start)) if call is not None and call.start else None
    if call is None or block is None or block.kind not in PARAGRAPHS:
        return None
    before = [each for each in sentences(letter.text, block.span) if each.start < call.start]
    return before[-1] if before else None
