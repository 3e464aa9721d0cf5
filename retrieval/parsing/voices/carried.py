"""Words that belong to a quotation right beside them: "He continues:" below it, "So wrote Anna Berg." behind it."""

from collections.abc import Sequence
from itertools import takewhile

from retrieval.language.quotation_marks import find_marked
from retrieval.parsing.model import Draft
from retrieval.parsing.names import People
from retrieval.parsing.speakers.behind import follows, their_words
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.inline_quotes import MARKS, sentence_starts
from retrieval.parsing.speakers.leads import COLON, with_speaker
from retrieval.parsing.speakers.mentions import may_be_he
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind, InlineQuote

_AGAIN = r"(?:add(?:s|ed)|continue[sd]|conclude[sd]|go(?:es)?\son|went\son)\b"
_SAYS_ON = rf"{_AGAIN}[^.;:“”]{{0,60}}"
_AND = r"(?:(?:also|then|further|later|next)\s)?"
# "In paragraph 44, it adds:"
_AT = (
    r"(?:(?:In|On|At|Under)\s(?:[Pp]aragraph|[Aa]rticle|[Ss]ection|[Cc]hapter|[Pp]age)\s[\w.()]+"
    r"(?:\sof\sthe\ssame\s\w+)?,\s)?"
)
# "He continues:", "She then went on to say:"
_HE = regex(rf"{_AT}(?:[Hh]e|[Ss]he)\s{_AND}{_SAYS_ON}:\s*")
# "It continues:"
_IT = regex(rf"{_AT}[Ii]t\s{_AND}{_SAYS_ON}:\s*")
# "The same report continues:", "Paragraph 7 of the same resolution reads:"; not "The reply of Kesparia continues:"
_PAPER = regex(
    rf"(?:The\s(?P<same>same\s)?(?P<noun>{TEXT_NOUN})|"
    r"(?:Paragraph|Article|Section|Chapter|Principle)\s[\w.()]+\sof\sthe\s(?P<its>same)\s\w+)\s"
    rf"{_AND}(?:{_SAYS_ON}|(?:states|says|reads|notes|provides|stipulates)\b[^.;:“”]{{0,40}}):\s*"
)
# "And later:", "Further on:", "On the next page:"
_FURTHER = regex(
    r"(?:And|Further|Later|Elsewhere|On\sthe\s(?:next|same|following)\spage|A\sfew\s(?:lines|pages)\s(?:later|further\son|below))"
    r"(?:,?\s(?:later|on|down|below|again|elsewhere|further|on\sthe\s(?:next|same)\spage)){0,3}\s?:\s*"
)


def carried_on(drafts: Sequence[Draft], place: int) -> Speaker | Whose:
    """Return whose words go on below the draft at `place`, where that says no more and stands below his others.

    "He" has to be able to be who is quoted there, and a paper that goes on the one that led to the words above.
    """
    lead = drafts[place]
    speaker = _quoted_above(drafts, place) if COLON.search(lead.text) else None
    if speaker is None:
        return Whose.UNKNOWN
    if _HE.fullmatch(lead.text):
        return speaker if may_be_he(speaker) else Whose.UNKNOWN
    if _IT.fullmatch(lead.text):
        return Whose.UNKNOWN if may_be_he(speaker) else speaker
    if paper := _PAPER.fullmatch(lead.text):
        same = paper["same"] or paper["its"] or paper["noun"] in _led_by(drafts, place - 1)
        return speaker if same else Whose.UNKNOWN
    return speaker if _FURTHER.fullmatch(lead.text) else Whose.UNKNOWN


def _quoted_above(drafts: Sequence[Draft], place: int) -> Speaker | None:
    """Return who is quoted right above a paragraph, in a quotation of its own, where that is known."""
    draft, above = drafts[place], drafts[max(0, place - 1)]
    quoted = above.kind is BlockKind.QUOTE and above.part == draft.part
    inside = quoted and len(above.attribution) > len(draft.attribution) and above.attribution[-1] != UNNAMED
    return Speaker(above.attribution[-1]) if inside else None


def _led_by(drafts: Sequence[Draft], place: int) -> str:
    """Return the paragraph that leads to the quotation in which the draft at `place` stands."""
    return next((each.text for each in reversed(drafts[:place]) if each.kind is BlockKind.BODY), "")


# "She concluded that the gates", "He also said that it"
_HE_SAID = regex(rf"(?:He|She)\s(?:(?:also|then|further|later)\s(?:{VERBS})\b|{_AGAIN})")
# "So wrote Anna Berg in her diary.", "Thus spoke the engineer, Ludek Parr."; not "Thus said Anna Berg that it was hers"
_BEHIND = regex(rf"(?:So|Thus)(?P<tail>\s(?:wrote|spoke|ran|{VERBS})\s(?!.*\bthat\b)[^:“”]*)")


def give_carried(drafts: Sequence[Draft], people: People) -> None:
    """Give the words in "She added that" to who is quoted right above, and those above "So wrote" to whom it names."""
    for place in range(1, len(drafts)):
        if drafts[place].kind is BlockKind.BODY:
            _give_below(drafts, place)
            _give_above(drafts, place, people)


def _give_below(drafts: Sequence[Draft], place: int) -> None:
    draft = drafts[place]
    speaker = _quoted_above(drafts, place) if _HE_SAID.match(draft.text) else None
    if speaker is None or not may_be_he(speaker):
        return
    end = next(sentence_starts(draft.text), len(draft.text))
    if not any(quote.span.start < end for quote in draft.quotes):
        said = [InlineQuote(span, speaker.name) for span in find_marked(draft.text) if span.end <= end]
        draft.quotes = [*said, *draft.quotes]


def _give_above(drafts: Sequence[Draft], place: int, people: People) -> None:
    draft, above = drafts[place], drafts[place - 1]
    sentence = draft.text[: next(sentence_starts(draft.text), len(draft.text))]
    found = _BEHIND.match(sentence)
    speaker = follows(found["tail"], people) if found else their_words(sentence, people)
    if not isinstance(speaker, Speaker) or above.part != draft.part:
        return
    if above.kind is BlockKind.BODY and not (above.voiced or MARKS.search(above.text) or COLON.search(above.text)):
        with_speaker([above], speaker)
    elif above.kind is BlockKind.QUOTE and above.attribution[-1:] == (UNNAMED,):
        quoted = list(takewhile(lambda each: each.attribution == above.attribution, reversed(drafts[:place])))
        for each in quoted:
            each.attribution = (*each.attribution[:-1], speaker.name)
