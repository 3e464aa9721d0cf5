"""What a letter says of itself: which letter it answers, how it asks to be circulated, who signed it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.language.states import canonical
from retrieval.parsing.masthead.titles import parse_english
from retrieval.parsing.model import Draft
from retrieval.parsing.names import without_article
from retrieval.parsing.signatures import SIGNED
from retrieval.parsing.speakers.leads import signs_quoted
from retrieval.patterns import regex
from retrieval.types import BlockKind, Citation, CitationKind, LetterReference, Masthead, Signatory

_ANSWERS = regex(
    r"\b(?:[Ii]n\s(?:reference|response|reply|answer)\sto|[Ww]ith\sreference\sto|"
    r"[Ii]\s(?:have\sthe\shonou?r\sto\s)?(?:refer|respond|reply|write\sin\s(?:response|reply|reference))\s(?:to)?|"
    r"[Rr]eferring\sto|[Ww]ith\sregard\sto|[Rr]egarding|[Cc]oncerning|[Ii]n\sreaction\sto|in\sthe\slight\sof|"
    r"(?:wish(?:es)?|(?:has|have)\sthe\shonou?r|(?:w|sh)ould\slike|(?:[Aa]llow|[Pp]ermit)\sme)\sto\s(?:refer|respond|reply)\sto)\b"
)
_OWN = regex(r"\b(?:my|our|its)\b[^.;]{0,40}$")
_BEFORE_LETTER = 110
_FIRST_PARAGRAPHS = 3
_OFFICE_STATE = regex(
    r"(?:the\s)?(?P<office>.*?(?:Permanent\s(?:Representatives?|Observers?|Mission)|Representatives?|Minist(?:er|"
    r"ry)(?:\s(?:for|of)\s(?:Foreign|External)\s(?:and\s\w+\s)?Affairs)?|"
    r"Chargé\sd[’']affaires(?:\sa\.\s?i\.|\sad\sinterim)?(?:\sof\sthe\sPermanent\s(?:Observer\s)?Mission)?|"
    r"Chair(?:man|woman|person)?(?:\sof\sthe\s(?:\w+\s){0,4}?(?:Committee|Commission|Council|Group|Panel)\b.*)?|"
    r"President|Prime\sMinister|Ambassador|Secretary-General|Government))"
    r"(?:\s(?:of|for)\s(?:the\s)?(?P<state>.+?))?(?:\sto\sthe\sUnited\sNations.*)?$"
)
_CIRCULATED = regex(r"\b(?:circulat\w+|distribut\w+|issued|published)\b")
_AS_DOCUMENT = regex(
    r"\b(?:as\s(?:an?\s)?(?:official\s)?documents?|document)\sof\sthe\b|\bas\s(?:an?\s)?(?:official\s)?documents?\b"
)
_ORGANS = (
    "General Assembly", "Security Council", "Economic and Social Council", "Human Rights Council",
    "Conference on Disarmament", "Trusteeship Council", "Commission on Human Rights", "Preparatory Committee",
)  # fmt: skip
_ITEMS = regex(
    r"\b(?:agenda\s)?items?\s((?:\d{1,3}(?:\s?\([a-z]{1,4}\))?(?:\sto\s|\s?[–-]\s?|,\s(?:and\s)?|\sand\s)?)+)"
)
_ITEM = regex(r"(\d{1,3}(?:\s?\([a-z]{1,4}\))?)(?:(?:\sto\s|\s?[–-]\s?)(\d{1,3})\b)?")
_MAX_RANGE = 60
_NAME_AND_TITLES = regex(
    r"^(?P<name>.+?)\s+(?=(?:Ambassador|Permanent\s|Deputy\s|Acting\s|Chargé|Minister|Representative|President|"
    r"Secretary|Chair|Director|"
    r"Counsellor|Head\s|Vice[\s-]|Brigadier|Colonel|Major|General\b|Commissioner|for\s))(?P<rest>.+)$"
)


def replies_to(drafts: Sequence[Draft], found: Sequence[Sequence[Citation]]) -> LetterReference | None:
    """Return the letter that the first paragraphs answer; a letter of the sender's own is continued, not answered.

    `found` are the text notes of each draft, placed in the draft's own text.
    """
    body = [
        (draft, notes)
        for draft, notes in zip(drafts, found, strict=True)
        if draft.kind is BlockKind.BODY and not draft.part
    ]
    for draft, notes in body[:_FIRST_PARAGRAPHS]:
        for note in notes:
            if note.kind is not CitationKind.LETTER or note.author == "idem":
                continue
            before = draft.text[max(0, note.span.start - _BEFORE_LETTER) : note.span.start]
            answers = list(_ANSWERS.finditer(before))
            between = before[answers[-1].end() :] if answers else ""
            if answers and not _OWN.search(between) and not re.search(r"[.;]\s", between):
                return _reference(note)
    return None


def _reference(note: Citation) -> LetterReference:
    """Return date, sender and symbols of a cited letter."""
    office, state = _office_and_state(note.author)
    return LetterReference(note.date, note.date_text, state, office, note.symbols)


def _office_and_state(author: str | None) -> tuple[str | None, str | None]:
    if author is None:
        return None, None
    facts = parse_english(
        f"Letter dated 1 January 2000 from the {author} to the United Nations addressed to the Secretary-General"
    )
    if facts is not None and facts.senders:
        return facts.office, facts.senders[0]
    found = _OFFICE_STATE.match(author)
    if found is None:
        return None, canonical(author) or without_article(author)
    state = found["state"]
    return found["office"], (canonical(state) or without_article(state)) if state else None


def circulation(drafts: Sequence[Draft]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the organs and agenda items under which the letter asks to be circulated; the last request counts."""
    for draft in reversed(drafts):
        if (
            draft.kind is BlockKind.BODY
            and not draft.part
            and _CIRCULATED.search(draft.text)
            and _AS_DOCUMENT.search(draft.text)
        ):
            start = min(
                found.start() for found in (_CIRCULATED.search(draft.text), _AS_DOCUMENT.search(draft.text)) if found
            )
            request = draft.text[start:]
            organs = sorted((request.find(organ), organ) for organ in _ORGANS if organ in request)
            return tuple(organ for _, organ in organs), _items(request)
    return (), ()


def _items(request: str) -> tuple[str, ...]:
    """Return the numbers of agenda items, ranges written out: "items 32, 37 and 70 to 72"."""
    items: list[str] = []
    for listed in _ITEMS.finditer(request):
        for first, last in _ITEM.findall(listed[1]):
            items.append(re.sub(r"\s?\(", " (", first))
            if last and first.isdigit() and 0 < int(last) - int(first) <= _MAX_RANGE:
                items += [str(number) for number in range(int(first) + 1, int(last) + 1)]
    return tuple(dict.fromkeys(items))


def signatories(drafts: Sequence[Draft]) -> tuple[Signatory, ...]:
    """Return who signed the letter itself, and no other letter that it quotes."""
    own = [draft for draft in drafts if not draft.part]
    return signers([draft for place, draft in enumerate(own) if not signs_quoted(own, place)])


def signers(drafts: Sequence[Draft]) -> tuple[Signatory, ...]:
    """Return who signed any of `drafts`; two bare lines, name and office, are one signature."""
    blocks = [draft.text for draft in drafts if draft.kind is BlockKind.SIGNATURE]
    bare = len(blocks) == 2 and not any(SIGNED.search(text) for text in blocks)
    return tuple(each for text in (["\n".join(blocks)] if bare else blocks) for each in _signed(text))


def _signed(text: str) -> list[Signatory]:
    """Return the signatories of one block: name, titles below it or above its mark; the mark may stand behind it."""
    marks = list(SIGNED.finditer(text))
    if not marks:
        signatory = _signatory(text, None)
        return [signatory] if signatory else []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    *above, last = text[: marks[0].start()].split("\n")
    if len(marks) == 1 and not text[marks[0].end() :].strip():
        return [Signatory(last.strip(), _titles(above), marks[0][0])] if last.strip() else []
    read = [_signatory(text[mark.end() : end], mark[0]) for mark, end in zip(marks, ends, strict=True)]
    found = [each for each in read if each is not None]
    return [replace(each, titles=(*each.titles, *_titles(above))) for each in found[:1]] + found[1:]


def _titles(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(title for line in lines if (title := line.strip(" ,;")))


def _signatory(text: str, mark: str | None) -> Signatory | None:
    lines = [line.strip(" ,;") for line in text.split("\n") if line.strip(" ,;")]
    if not lines:
        return None
    if len(lines) == 1 and (found := _NAME_AND_TITLES.match(lines[0])):
        lines = [
            found["name"].strip(" ,"),
            *(each.strip() for each in re.split(r"(?<=Ambassador)\s(?=[A-Z])|,\s", found["rest"])),
        ]
    elif "," in lines[0] and mark is not None:
        name, _, rest = lines[0].partition(",")
        lines = [name.strip(), rest.strip(), *lines[1:]] if rest.strip() else [name.strip(), *lines[1:]]
    return Signatory(lines[0], tuple(_unwrapped(lines[1:])), mark)


# "Permanent Representative of the Ondrey", which no State is called; "for Foreign Affairs of"
_THE = regex(r"\sof\sthe\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})$")
_RUNS_ON = regex(r"\s(?:of|for|to|and|the|at|in)$")
_REST_OF_NAME = regex(r"(?:[A-Z][\w’'-]+|of|and|the)(?:\s(?:[A-Z][\w’'-]+|of|and|the)){0,3}$")


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Return titles, those joined that run over two lines: the first ends within the name of a State or office."""
    out: list[str] = []
    for line in lines:
        above = out[-1] if out else ""
        cut = (found := _THE.search(above)) is not None and canonical(found["name"]) is None
        if out and (_RUNS_ON.search(above) or line[:1].islower() or (cut and _REST_OF_NAME.match(line))):
            out[-1] = f"{above} {line}"
        else:
            out.append(line)
    return out


def identity(masthead: Masthead, opening: str) -> str:
    """Return the letter's identity: its symbols, else kind, date, sender and addressee with a sum of its first words.

    The same letter read from two formats has the same one: only letters and figures of the opening count.
    """
    if masthead.symbols:
        return "-".join(masthead.symbols)
    words = "".join(character for character in opening[:400].lower() if character.isalnum())[:240]
    names = (*(masthead.senders or masthead.senders_printed)[:2], *masthead.addressees[:1])
    named = (
        re.sub(r"\W+", "-", each.lower()).strip("-")[:40]
        for each in (masthead.kind, masthead.date or "undated", *names)
    )
    return "_".join([*named, hashlib.sha256(words.encode()).hexdigest()[:8]])
