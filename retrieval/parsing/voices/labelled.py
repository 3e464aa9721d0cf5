"""Paragraphs behind a label that tells whose they are: "Q: Who paid?", "Allegation: ...", "Witness 5: I saw it."."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from retrieval.parsing.model import Draft
from retrieval.parsing.names import PERSON, People, is_person
from retrieval.parsing.parts.extents import OWN_AGAIN, TELLS, doubtful, told_on
from retrieval.parsing.speakers.callings import ADDRESS, CALLING, OFFICE
from retrieval.parsing.speakers.leads import COLON, is_senders, may_be_senders, speaks, with_speaker
from retrieval.parsing.speakers.sentences import WITNESS
from retrieval.parsing.speakers.whose import Speaker, Whose, named
from retrieval.patterns import regex
from retrieval.types import BlockKind

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
    rf"(?:(?P<asked>{_ASKED})|(?P<answered>{_ANSWERED})){_NUMBER}(?P<of>\s(?:of|by|from)\s(?:the\s)?[A-Z][^.;:]{{2,60}})?\s?[.:]?"
)
_MOST = 8  # paragraphs of one question
_QUESTION = regex(r"(?:Q|(?:[A-Z][a-z]+\s)?[Qq]uestion|Pregunta|Frage|Вопрос)(?![a-z])")
# where others are asked, whose the answers are is not said
_INTERVIEW = regex(
    r"\b(?:[Ii]nterview\w*|[Pp]ress\sconference|[Jj]ournalists?|[Rr]eporters?|[Ii]nterrogat\w+|[Cc]ross-examin\w+|[Qq]uestioned\sby)\b"
)
_BEFORE = 4  # paragraphs and headings before the first question that may say so
_ANSWERS = r"(?:[Aa]nswers?|[Rr]epl(?:y|ies)|[Rr]esponses?|[Cc]omments?)"
# "the answers of the competent authorities", "our replies", "We answer them one by one"
_OURS = r"(?:(?:competent\s(?:\w+\s)?)?authorities|(?:Permanent\s)?Mission|Government(?!\sof))\b"
_WE_ANSWER = regex(
    rf"\b{_ANSWERS}\s(?:given\s)?(?:of|by|from)\s(?:the\s|our\s|my\s|its\s)?{_OURS}|\b(?:[Oo]ur|[Mm]y)\s(?:\w+\s){{0,2}}{_ANSWERS}\b|"
    r"\b(?:I|[Ww]e)\s(?:\w+\s){0,2}(?:answer|reply|respond)\b|\bquestions?\b[^.;:]{0,80}\bto\s(?:us|me|(?:our|my)\s\w+)\b"
)


def give_labelled(drafts: Sequence[Draft], people: People) -> None:
    """Give questions and allegations that are answered below to nobody in particular, and testimony to its witness."""
    for _, part in groupby(drafts, key=lambda draft: draft.part):
        members = list(part)
        _give_dialogue(members)
        _give_asked(members)
        _give_testimony(members, people)
        _give_listed(members, people)


# "The following exchange took place at the gate:" above "– Who are you?"
_EXCHANGE = regex(r"\b(?:exchange|dialogue|conversation|talk)\b[^:]{0,200}:\s*$")
_DASHED = regex(r"[–—-]\s")


def _give_dialogue(drafts: Sequence[Draft]) -> None:
    """Give to nobody what several say to one another, each behind a dash."""
    for place, lead in enumerate(drafts):
        if lead.kind is BlockKind.BODY and _EXCHANGE.search(lead.text):
            said = list(takewhile(lambda each: _is_plain(each) and _DASHED.match(each.text), drafts[place + 1 :]))
            with_speaker(said if len(said) > 1 else (), Whose.UNKNOWN)


def _give_asked(drafts: Sequence[Draft]) -> None:
    """Give to nobody what is asked or alleged below one label and answered below the next.

    The answers are the letter's own, unless their label names another, or they are to questions of which nothing says
    that the letter answers them: a President may have been asked on the radio.
    """
    labels = [_label(draft) for draft in drafts]
    runs = list(_runs(labels, len(drafts)))
    if not {"asked", "answered"} <= {kind for kind, _, _ in runs}:
        return
    begin = runs[0][1]
    others = _are_others(drafts[max(0, begin - _BEFORE) : begin], drafts[begin])
    for place, (kind, start, end) in enumerate(runs):
        answered = any(each == "answered" for each, _, _ in runs[place + 1 : place + 2])
        if kind == "asked" and answered:
            told = drafts[start].kind is BlockKind.HEADING and _LABEL.match(drafts[start].text)
            with_speaker(
                [*drafts[start : start + bool(told)], *(each for each in drafts[start:end] if _is_plain(each))],
                Whose.UNKNOWN,
            )
        elif kind == "answered" and (others or _names_another(drafts[start])):
            plain = [each for each in drafts[start:end] if _is_plain(each)]
            with_speaker([*plain[:1], *_further(plain, drafts[start].label)], Whose.UNKNOWN)


def _further(plain: Sequence[Draft], label: str | None) -> Iterator[Draft]:
    """Yield what may still be of an answer: up to the letter's own words, or its next number where it bears none."""
    for draft in plain[1:]:
        if _is_own(draft) or (label is None and draft.label is not None):
            return
        yield draft


def _are_others(before: Sequence[Draft], label: Draft) -> bool:
    """Tell whether somebody else than whose letter it is may give the answers."""
    if any(_INTERVIEW.search(draft.text) for draft in before):
        return True
    return _QUESTION.match(label.text) is not None and not any(map(_sender_answers, before))


def _sender_answers(draft: Draft) -> bool:
    """Tell whether a paragraph or a heading says that whose letter it is answers: "Replies of Kesparia"."""
    if _WE_ANSWER.search(draft.text):
        return True
    names = "|".join(map(re.escape, draft.attribution)) or "(?!)"
    theirs = rf"\b{_ANSWERS}\s(?:given\s)?(?:of|by|from)\s(?:the\s)?(?:Government\sof\s)?(?:the\s)?(?:{names})\b"
    them = rf"^(?:The\s)?(?:{names})(?:[’']s?)?\s(?:\w+\s){{0,2}}{_ANSWERS}\b"
    return re.search(f"{theirs}|{them}", draft.text) is not None


def _names_another(draft: Draft) -> bool:
    """Tell whether the label of an answer says whose it is, and that this is not whose letter it is."""
    found = _ALONE.fullmatch(draft.text.strip())
    if found is None or not found["of"] or re.search(rf"\s(?:the\s)?{_OURS}$", found["of"].rstrip(" .:")):
        return False
    return not any(name in found["of"] for name in draft.attribution)


def _is_own(draft: Draft) -> bool:
    return OWN_AGAIN.search(draft.text) is not None or is_senders(draft)


def _label(draft: Draft) -> str | None:
    """Return whether a draft is, or begins with, the label of something "asked" or "answered"."""
    if draft.kind not in (BlockKind.BODY, BlockKind.HEADING):
        return None
    found = _ALONE.fullmatch(draft.text.strip()) or _LABEL.match(draft.text)
    return ("asked" if found["asked"] else "answered") if found else None


def _runs(labels: Sequence[str | None], end: int) -> Iterator[tuple[str, int, int]]:
    """Yield what stands below each label, up to the next: its kind, where it begins, and where it ends."""
    places = [place for place, label in enumerate(labels) if label is not None]
    for place, following in pairwise([*places, end]):
        label = labels[place]
        if label is not None:
            yield label, place, min(following, place + _MOST)


def _is_plain(draft: Draft) -> bool:
    return draft.kind is BlockKind.BODY and not draft.voiced and _ALONE.fullmatch(draft.text.strip()) is None


# "Testimony of Anna Berg", "II. Statement by Anna Berg", "Witness 5 (male, 34)", above what she or he tells
_TESTIMONY = regex(
    r"(?:(?:\d{1,2}|[IVX]{1,5}|[A-Z])\.\s)?(?:[Tt]estimony|TESTIMONY|[Ss]tatement|[Aa]ccount|[Ee]vidence|[Dd]eposition|[Aa]ffidavit)\s(?:of|by|from)\s(?P<who>[^.;:]{3,80})"
)
# it may be a State that tells of him: "Victim 3: a boy whom our soldiers found"
_OF_SEVERAL = regex(r"(?<![.\w“])(?:[Ww]e|[Oo]urs?|us|[Mm]y)\b")


def _give_testimony(drafts: Sequence[Draft], people: People) -> None:
    """Give what a witness tells in person, behind his label or below a heading that names him, to him."""
    several = False
    for place, draft in enumerate(drafts):
        if draft.kind is BlockKind.HEADING:
            several = several or _TESTIMONIES.search(draft.text) is not None
            speaker = _witness(draft.text, people, several=several)
            if isinstance(speaker, Speaker):
                _give_below(drafts[place + 1 :], speaker)
        elif _is_plain(draft) and (found := WITNESS.match(draft.text)):
            speaker = Speaker(found[1])
            if _give_teller(draft, draft.text[found.end() :], speaker):
                below = takewhile(lambda each: not WITNESS.match(each.text), drafts[place + 1 : place + _MOST])
                with_speaker(told_on([*below], 0, draft, speaker), Whose.UNKNOWN)


def _give_teller(draft: Draft, text: str, speaker: Speaker) -> bool:
    """Give a paragraph to who tells in it in person; to nobody where others may tell it; return whether he does."""
    tells = TELLS.search(text) is not None
    if tells or _OF_SEVERAL.search(text):
        with_speaker([draft], speaker if tells else Whose.UNKNOWN)
    return tells


def _give_below(drafts: Sequence[Draft], speaker: Speaker) -> None:
    """Give what stands below the heading of a witness's testimony to him, from where he tells in person on.

    Where the letter speaks again without a heading, what he does not tell in person right before may be the letter's.
    """
    below = list(takewhile(lambda draft: draft.kind is not BlockKind.HEADING and not _is_senders_own(draft), drafts))
    plain = [draft for draft in below if _is_plain(draft) and not WITNESS.match(draft.text)]
    told = [at for at, draft in enumerate(plain) if TELLS.search(draft.text)]
    before = plain[: told[0]] if told else plain
    others = [draft for draft in before if _OF_SEVERAL.search(draft.text) and not speaks(draft, speaker.name)]
    with_speaker(others, Whose.UNKNOWN)
    if not told:
        return
    broken = len(below) < len(drafts) and drafts[len(below)].kind is not BlockKind.HEADING
    end = told[-1] + 1 if broken else len(plain)
    with_speaker(plain[told[0] : end], speaker)
    with_speaker(plain[end:], Whose.UNKNOWN)


def _is_senders_own(draft: Draft) -> bool:
    """Tell whether whose letter it is surely speaks again."""
    return may_be_senders(draft) or OWN_AGAIN.search(draft.text) is not None


# "Testimonies of survivors", above headings that name one each: "Anna Berg, 67, Upper Sarn"
_TESTIMONIES = regex(
    r"\b(?:[Tt]estimon(?:y|ies)|TESTIMONIES|[Ww]itness(?:es)?|[Ss]urvivors|[Vv]ictims|[Ii]nterviews)\b"
)
_DETAILS = regex(rf"{ADDRESS}?\.?\s?(?P<who>{PERSON})(?:,\s[^.;:]{{2,100}}|\s\([^()]{{2,100}}\))")


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
# what leads to statements; "Those who gave the orders:", "The victims of the incitement:", "We answer the words of
# their Ministers:" do not
_STATEMENTS = regex(
    r"^(?!.*\b(?:victims?|targets?|killed|wounded|injured|attacked|answer\w*|repl(?:y|ies|ied)|respon\w+|refut\w+|rebut\w+|comment\w*)\b).*\b(?:statements?|declarations?|remarks|speeches|interviews|posts|tweets|have\ssaid|said\sthe\sfollowing|words|quotations?|quotes|"
    r"utterances|rhetoric|hatred|hate\sspeech|slogans|incit\w+)\b[^:]*:\s*$"
)
_LEAST = 2


def _give_listed(drafts: Sequence[Draft], people: People) -> None:
    """Give the entries of a list of what several persons have said, each behind a name and an office, to them.

    What stands between two of them is the letter's own where it surely speaks there, else nobody's.
    """
    for place, lead in enumerate(drafts):
        if lead.kind is not BlockKind.BODY or lead.voiced or not _STATEMENTS.search(lead.text):
            continue
        below = list(takewhile(_may_be_listed, drafts[place + 1 :]))
        entries = [(at, speaker) for at, each in enumerate(below) if (speaker := _entry(each, people)) is not None]
        if len(entries) < _LEAST or entries[0][0] > 0:
            continue
        for (at, speaker), (following, _) in pairwise([*entries, (entries[-1][0] + 1, None)]):
            if speaker is not None:
                with_speaker([below[at]], speaker)
                with_speaker(doubtful(below[:following], at + 1, lead, speaker), Whose.UNKNOWN)


def _may_be_listed(draft: Draft) -> bool:
    """Tell whether a draft may stand in a list, or between two of its entries: no heading, nor what leads on."""
    return draft.kind is not BlockKind.HEADING and COLON.search(draft.text) is None


def _entry(draft: Draft, people: People) -> Speaker | None:
    """Return who speaks in an entry: a person with an office or a calling."""
    found = _ENTRY.match(draft.text) if draft.kind is BlockKind.BODY and not draft.voiced else None
    if found is None or not (OFFICE.search(found["office"]) or CALLING.search(found["office"])):
        return None
    speaker = named(found["who"], people)
    return speaker if isinstance(speaker, Speaker) and is_person(speaker.name) else None
