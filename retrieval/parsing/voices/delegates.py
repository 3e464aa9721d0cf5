"""Reports of a debate whose numbered paragraphs are headed by States: "4. Norway. Had no objection."."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from retrieval.language.states import canonical
from retrieval.parsing.model import Draft
from retrieval.parsing.names import state_of, without_article
from retrieval.parsing.parts.authors import joint
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

_STATE = r"(?:The\s)?(?:(?:[A-Z]\.){2,5}|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})"
# "Norway. Had", "U.S.A. and Chile. Accept"; not "Norway had", "The U.S.S.R. is"
_HEADED = regex(rf"(?P<states>{_STATE}(?:(?:,\s|\sand\s){_STATE}){{0,3}}?)(?:(?<=\.)|\.)\s(?=[‘'“\"]?[A-Z])")
# "Norway (Mr. Lund) stressed", "Norway and Chile supported", "Norway would have wished", "Norway which was late spoke",
# "Norway was alone and spoke"
_SPEAKS = regex(
    rf"(?P<states>{_STATE}(?:(?:,\s|\sand\s){_STATE}){{0,3}}?)(?:\s\([^()]{{2,40}}\))?(?:,?\swhich\s[^.;:]{{2,80}}?|\swas\s[^.;:]{{2,60}}?\sand)?\s(?:{VERBS}|spoke|gave|put\son\srecord|supported|opposed|proposed|voting\s(?:for|against)|"
    r"would\s(?:have\s)?(?:wish(?:ed)?|like[d]?|prefer(?:red)?|vote[d]?|support(?:ed)?|give\ssupport)|ha[sd]\s(?:\w+ly\s)?(?:maintained|supported|opposed))\b"
)
_FIRST = regex(rf"(?P<states>{_STATE})\b")
# what is reported: "F.E.C. discussed the constitution", "Mandatories made statements"
_DEBATE = regex(r"\b(?:[Dd]iscuss(?:ed|ions?)|[Dd]ebated?|[Ss]peeches|[Ss]tatements|[Vv]iews|[Cc]omments)\b")
_AND = regex(r",\s|\sand\s")
_FEWEST = 3


def give_delegates(drafts: Sequence[Draft]) -> None:
    """Give the paragraphs of such a report to the States that head them.

    What stands below without a number is of a State whose name alone is the head; below others, and where a paragraph
    begins with a State and does not say that it speaks, it is nobody's in particular.
    """
    for _, part in groupby(drafts, key=lambda draft: draft.part):
        members = [draft for draft in part if draft.kind is BlockKind.BODY and not draft.voiced]
        heads = [draft for draft in members if draft.label and _states(_HEADED, draft.text)]
        before = members[: members.index(heads[0])] if heads else []
        if len(heads) >= _FEWEST and any(_DEBATE.search(draft.text) for draft in before):
            for paragraphs in _numbered(members[len(before) :], heads[-1]):
                _give(paragraphs)


def _numbered(drafts: Sequence[Draft], last: Draft) -> Iterator[Sequence[Draft]]:
    """Yield each numbered paragraph with those below that have no number; the very last one alone.

    Below the `last` that a State heads they have to begin with one in some way.
    """
    starts, end_of_heads = [place for place, draft in enumerate(drafts) if draft.label], drafts.index(last)
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        if start > end_of_heads and not _states(_FIRST, drafts[start].text):
            return
        yield drafts[start : start + 1 if end is None else end]


def _give(drafts: Sequence[Draft]) -> None:
    """Give one numbered paragraph to whom it begins with; below one who is told of, what goes on may be anybody's."""
    text = drafts[0].text
    head = _states(_HEADED, text)
    name = head or _states(_SPEAKS, text) or (_states(_FIRST, text) and UNNAMED)
    for place, draft in enumerate(drafts if name else ()):
        told = name if place == 0 or _goes_on(drafts[: place + 1], head) else UNNAMED
        speaker = (told == UNNAMED and _states(_SPEAKS, draft.text)) or told
        draft.attribution, draft.voiced = (*draft.attribution, speaker), True


def _goes_on(drafts: Sequence[Draft], head: str) -> bool:
    """Tell whether the last of these paragraphs goes on with what the State that heads them said: nobody acts there."""
    return bool(head) and not any(_states(_SPEAKS, each.text) or _TOLD.search(each.text) for each in drafts[1:])


# "Renn then introduced a deputy", "The Chairman ruled"
_TOLD = regex(
    rf"\b(?:[A-Z][\w’'-]+|[Hh]e|[Ss]he)\s(?:then\s|later\s|also\s)?(?:{VERBS}|spoke|introduced|ruled|moved|opened|closed)\b"
)


def _states(pattern: re.Pattern[str], text: str) -> str:
    """Return the States that a paragraph begins with in the way of a pattern; "" where they are none."""
    found = pattern.match(text)
    names = [without_article(each) for each in _AND.split(found["states"])] if found else []
    known = names and all(canonical(each) or state_of(each) for each in names)
    return joint(names) if known else ""
