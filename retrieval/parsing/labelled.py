"""Paragraphs behind a label that tells whose they are: "Q: Who paid?", "Allegation: ...", "Witness 5: I saw it."."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from ..patterns import regex
from ..types import BlockKind
from .extents import OWN_AGAIN
from .leads import with_speaker
from .model import Draft
from .names import PERSON, People, is_person
from .speakers import WITNESS
from .subjects import CALLING, OFFICE, Speaker, Whose, named

_NUMBER = r"(?:\s?(?:No\.\s?)?(?:\d{1,3}|[IVX]{1,5}))?"
_ASKED = (
    r"(?:Q|(?:[A-Z][a-z]+\s)?(?i:question|allegation|claim|accusation|assertion|charge|myth|falsehood)|Pregunta|Frage|"
    r"Вопрос)"
)
_ANSWERED = (
    r"(?:A|(?:[A-Z][a-z]+\s)?(?i:answer|reply|response|comments?|facts?|reality|truth|rebuttal|refutation|clarification)|"
    r"Réponse|Respuesta|Antwort|Ответ)"
)
# "Q: Who paid?", "Question 2: Who paid?", "Allegation No. 1 – The gates"; not "Question of the river: the gates"
_LABEL = regex(rf"(?:(?P<asked>{_ASKED})|(?P<answered>{_ANSWERED})){_NUMBER}\s?(?::|[–—])\s?[–—-]?\s*(?=\S)")
# the same alone, most often as a heading: "Question 2", "Response of Kesparia"
_ALONE = regex(
    rf"(?:(?P<asked>{_ASKED})|(?P<answered>{_ANSWERED})){_NUMBER}(?:\s(?:of|by|from)\s(?:the\s)?[A-Z][^.;:]{{2,60}})?\s?[.:]?"
)
_MOST = 8  # paragraphs of one question
# where others are asked, whose the answers are is not said
_INTERVIEW = regex(
    r"\b(?:[Ii]nterview\w*|[Pp]ress\sconference|[Jj]ournalists?|[Rr]eporters?|[Ii]nterrogat\w+|[Cc]ross-examin\w+|[Qq]uestioned\sby)\b"
)
_BEFORE = 4  # paragraphs and headings before the first question that may say so


def give_labelled(drafts: Sequence[Draft], people: People) -> None:
    """Give questions and allegations that are answered below to nobody in particular, and testimony to its witness."""
    for _, part in groupby(drafts, key=lambda draft: draft.part):
        members = list(part)
        _give_asked(members)
        _give_testimony(members, people)
        _give_listed(members, people)


def _give_asked(drafts: Sequence[Draft]) -> None:
    """Give to nobody what is asked or alleged below one label and answered below the next.

    The answers are the letter's own, unless they are those of an interview.
    """
    labels = [_label(draft) for draft in drafts]
    runs = list(_runs(labels, len(drafts)))
    if not {"asked", "answered"} <= {kind for kind, _, _ in runs}:
        return
    first = runs[0][1]
    others = any(_INTERVIEW.search(draft.text) for draft in drafts[max(0, first - _BEFORE) : first])
    for place, (kind, start, end) in enumerate(runs):
        answered = any(each == "answered" for each, _, _ in runs[place + 1 : place + 2])
        if (kind == "asked" and answered) or (kind == "answered" and others):
            with_speaker([each for each in drafts[start:end] if _is_plain(each)], Whose.UNKNOWN)


def _label(draft: Draft) -> str | None:
    """Return whether a draft is, or begins with, the label of something "asked" or "answered"."""
    if draft.kind not in (BlockKind.BODY, BlockKind.HEADING):
        return None
    found = _ALONE.fullmatch(draft.text.strip()) or _LABEL.match(draft.text)
    return found.lastgroup if found else None


def _runs(labels: Sequence[str | None], end: int) -> Iterator[tuple[str, int, int]]:
    """Yield what stands below each label, up to the next: its kind, where it begins, and where it ends."""
    places = [place for place, label in enumerate(labels) if label is not None]
    for place, following in pairwise([*places, end]):
        label = labels[place]
        if label is not None:
            yield label, place, min(following, place + _MOST)


def _is_plain(draft: Draft) -> bool:
    return draft.kind is BlockKind.BODY and not draft.voiced and _ALONE.fullmatch(draft.text.strip()) is None


# "Testimony of Anna Berg", "Witness 5 (male, 34)", above what she or he tells
_TESTIMONY = regex(
    r"(?:\d{1,2}\.\s)?(?:[Tt]estimony|TESTIMONY|[Ss]tatement|[Aa]ccount|[Ee]vidence|[Dd]eposition|[Aa]ffidavit)\s(?:of|by|from)\s(?P<who>[^.;:]{3,80})"
)
_IN_PERSON = regex(r"(?<![.\w“])(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")


def _give_testimony(drafts: Sequence[Draft], people: People) -> None:
    """Give what a witness tells in person, behind his label or below a heading that names him, to him."""
    speaker: Speaker | Whose = Whose.UNKNOWN
    below = begun = several = False
    for draft in drafts:
        if draft.kind is BlockKind.HEADING:
            several = several or _TESTIMONIES.search(draft.text) is not None
            speaker = _witness(draft.text, people, several=several)
            below, begun = isinstance(speaker, Speaker), False
        elif draft.kind is not BlockKind.BODY or draft.voiced:
            continue
        elif (found := WITNESS.match(draft.text)) and _tells(draft.text[found.end() :]):
            with_speaker([draft], Speaker(found[1]))
        elif below and OWN_AGAIN.search(draft.text) is None and (begun or _tells(draft.text)):
            with_speaker([draft], speaker)
            begun = True


def _tells(text: str) -> bool:
    """Tell whether somebody speaks of himself."""
    return _IN_PERSON.search(text) is not None


# "Testimonies of survivors", above headings that name one each: "Anna Berg, 67, Upper Sarn"
_TESTIMONIES = regex(
    r"\b(?:[Tt]estimon(?:y|ies)|TESTIMONIES|[Ww]itness(?:es)?|[Ss]urvivors|[Vv]ictims|[Ii]nterviews)\b"
)
_DETAILS = regex(rf"(?:Mr|Mrs|Ms|Dr|Miss)?\.?\s?(?P<who>{PERSON})(?:,\s[^.;:]{{2,100}}|\s\([^()]{{2,100}}\))")


def _witness(heading: str, people: People, *, several: bool) -> Speaker | Whose:
    """Return whose testimony a heading says that stands below it."""
    if several and (detailed := _DETAILS.fullmatch(heading.strip())):
        return named(detailed["who"], people)
    found = _TESTIMONY.fullmatch(heading.strip())
    who = found["who"] if found else heading.strip()
    if label := WITNESS.match(f"{who}: "):
        return Speaker(label[1])
    speaker = named(re.sub(r"\s?[,(].*$", "", who), people) if found else Whose.UNKNOWN
    return speaker if isinstance(speaker, Speaker) and is_person(speaker.name) else Whose.UNKNOWN


_DAY = r"(?:\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+)\s\d{4}"
# "– Tibor Kallas, Minister of Defence, 3 May 2024: The strait is ours."
_ENTRY = regex(
    rf"(?:[–—•·-]\s*|\(?[a-z\d]{{1,2}}[.)]\s)?(?:{_DAY}[,:]\s)?(?:[Tt]he\s)?(?P<who>{PERSON}),\s(?P<office>[^:;“”]{{4,120}}?)(?:,\s(?:on\s)?{_DAY}[^:]{{0,40}})?"
    r"\s?:\s(?=[A-Z])"
)
# what leads to statements; "Those who gave the orders:" does not
_STATEMENTS = regex(
    r"\b(?:statements?|declarations?|remarks|speeches|interviews|posts|tweets|have\ssaid|said\sthe\sfollowing|words|quotations?|quotes|"
    r"utterances|rhetoric|hatred|hate\sspeech|slogans|incit\w+)\b[^:]*:\s*$"
)
_LEAST = 2


def _give_listed(drafts: Sequence[Draft], people: People) -> None:
    """Give the entries of a list of what several persons have said, each behind a name and an office, to them."""
    for place, lead in enumerate(drafts):
        if lead.kind is not BlockKind.BODY or lead.voiced or not _STATEMENTS.search(lead.text):
            continue
        entries = list(
            takewhile(lambda pair: pair[1] is not None, ((each, _entry(each, people)) for each in drafts[place + 1 :]))
        )
        for draft, speaker in entries if len(entries) >= _LEAST else ():
            with_speaker([draft], speaker or Whose.UNKNOWN)


def _entry(draft: Draft, people: People) -> Speaker | None:
    """Return who speaks in an entry: a person with an office or a calling."""
    found = _ENTRY.match(draft.text) if draft.kind is BlockKind.BODY and not draft.voiced else None
    if found is None or not (OFFICE.search(found["office"]) or CALLING.search(found["office"])):
        return None
    speaker = named(found["who"], people)
    return speaker if isinstance(speaker, Speaker) and is_person(speaker.name) else None
