"""Records of meetings: which paragraphs are turns of speakers, "MR. RENN said that", "The Chairman: I thank you."."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby, pairwise, takewhile

from retrieval.parsing.capitals import set_in_small_letters
from retrieval.parsing.model import Draft, cut_at
from retrieval.parsing.speakers.inline_quotes import sentence_starts
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.patterns import regex
from retrieval.types import ENCLOSED, UNNAMED, BlockKind

_POLITE = (
    r"(?:MR|MRS|MISS|MS|DR|M|PROF|SIR|LORD|LADY|SENATOR|COLONEL|GENERAL|ADMIRAL|AMBASSADOR|FIELD[\s-]MARSHAL|"
    r"Mr|Mrs|Miss|Ms|Dr|Prof|Sir|Lord|Lady|Sheikh)\.?"
)
_WORD = r"(?:(?:Mc|Mac|O[’'])?[A-Z][A-Z’'-]+)"
_CAPITALS = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_AND_ANOTHER = rf"(?:\sand\s{_POLITE}\s(?P<other>{_CAPITALS}))?"
# "MR. RENN", "MR. RENN and DR. LIND", "THE CHAIRMAN"
_IN_CAPITALS = rf"(?:{_POLITE}\s(?P<name>{_CAPITALS}){_AND_ANOTHER}|(?:THE|The)\s(?P<office>{_CAPITALS}))"
_IN_LETTERS = (
    r"(?:(?:Mr|Mrs|Miss|Ms|Dr|M|Prof|Sir|Lord|Lady|Senator|Colonel|General|Admiral|Ambassador|Field[\s-]Marshal|Viscount)\.?\s"
    r"(?P<name>[A-Z][\w’'-]+(?:\s(?:de\s|van\s|von\s|bin\s)?[A-Z][\w’'-]+){0,3})|"
    r"[Tt]he\s(?P<office>Chairman|Chairwoman|Chairperson|Chair|President|Secretary|Secretary-General|Minister))"
)
# "[4]", "(Kesparia)", "(interpretation from French)", ", referring to the dam,"
_ASIDE = r"(?:\s?\[\d{1,3}\]|\s?\([^()]{2,60}\)){0,2}"
_POINT = r"(?:(?<=\b[MD]r)|(?<=\bMrs))\."  # ends no sentence
# ", speaking at Mr. Renn's request,"
_PHRASE = rf",\s(?:[^.;:]|{_POINT}){{2,120}},"
_VERB = (
    rf"(?:(?:\s(?:also|then|again|further|first|had|has|\w+ly))*|{_PHRASE})\s(?:{VERBS}|thought|agreed|asked|considered|"
    r"felt|enquired|inquired|hoped|wished|believed|doubted|supported|proposed|drew|thanked|under-?took|invited|moved|"
    r"called\sattention|put\sforward|seconded|objected|opposed|presented|outlined|gave|made|spoke|intimated|submitted)\b"
)
# "(b)", "In conclusion", "Dealing with paragraphs 1 and 2,", "Sub-paragraph (b)": nobody else is named there
_OPENING = (
    r"(?:\(\w{1,3}\)\s)?(?:(?:In|On|At|For|After|Before|With|To|Dealing|Commenting|Referring|Replying|Turning|Speaking|Continuing|Finally|Sub-paragraph|"
    r"Paragraph|Item)\b(?:\s(?!(?:Mr|Mrs|Miss|Ms|Dr|Sir|Lord|Lady|Senator)\b)[^\s.;:]+){1,12}?\s|Meanwhile,\s)?"
)
_REPORTED = regex(rf"{_OPENING}{_IN_CAPITALS}{_ASIDE}(?:\s[a-z]+ing\s[^.;:,]{{2,60}}?)?{_VERB}")
_CAPITAL_TURN = regex(rf"{_IN_CAPITALS}{_ASIDE}{_VERB}")
_REPORTED_SMALL = regex(rf"{_IN_LETTERS}{_ASIDE}{_VERB}")
_GOING_ON = regex(rf"{_OPENING}{_IN_LETTERS}{_ASIDE}{_VERB}")
_DIRECT = regex(rf"{_IN_CAPITALS}{_ASIDE}(?:\s?:|\.\s?[–—])[\s–—-]*(?=\S)")
_DIRECT_SMALL = regex(rf"{_IN_LETTERS}{_ASIDE}(?:\s?:|\.\s?[–—])[\s–—-]*(?=\S)")
# "Kesparia: Two of your boats are here.", "Harbour Master (by radio): Wait." in a transcript
_LABEL = r"(?P<name>%s[A-Z][\w.’'-]*(?:\s(?:of\s(?:the\s)?)?[A-Z\d][\w.’'-]*){0,4})(?:\s\([^()]{2,60}\))?\s?:\s(?=\S)"
_LABELLED = regex(
    _LABEL % r"(?!(?:Decision|Action|Date|Item|Note|Place|Present|Subject|Venue|Time|Agenda|Conclusion|Recommendation|"
    r"Remarks?|Result|Vote|Text|Resolution|Annex|Enclosure|Reference|Re|Question|Answer|Reply|Response|Comment|Allegation|Claim|Fact|Q|A|"
    r"Name|Age|Location|Position|Course|Speed|Frequency|Channel|Unit|Source|Duration|Weapon|Status)s?\b)"
)
# "Question (Dorn Radio): I heard you.": whoever that is, not who spoke before
_ANY_LABEL = regex(_LABEL % "")
_SENTENCE = regex(r"[.!?:…][”’\"')\]–—-]*$")  # "MR. RENN: Minister for Water" is a list of who was there
_LEAD = regex(r":[\s–—-]*$")
_BARE_LEAD = regex(r"(?:\S+\s){1,6}\S+$")  # "MR. RENN said:", and not "MR. RENN thought that the Board should:"
_IN_TEXT = regex(rf"\b{_POLITE}\s{_WORD}")  # "In conclusion MR. RENN said"
_RECORD = regex(
    r"\b(?:minutes|(?:summary\s|verbatim\s)?records?|notes?|transcripts?|recordings?)\sof\s(?:(?:the|a|an|our|this)\s)?(?:\w+\s){0,3}?"
    r"(?:meetings?|conversations?|discussions?|conferences?|sittings?|talks)\b|^minutes$",
    re.IGNORECASE,
)
_FOLLOWING = regex(r"\bfollow(?:ing|s)\b[^.;:]*:[\s–—-]*$")
# "Gannet Shoal-It had been charted", one of the items that a turn leads to
_ITEM = regex(r"(?:\([a-z\d]{1,3}\)|\d{1,2}\.|[A-Z][\w’']+(?:\s[A-Z][\w’']+){0,3}\s?[-–—:](?=\S))\s?")
# what the record itself tells between turns
_OF_ALL = regex(
    r"(?:\(\w{1,2}\)\s)?(?:The\s(?:Meeting|Committee|Conference|Council|Board|Commission|Cabinet|discussion|following\spoints)\b|"
    r"(?:It|This)\s(?:was|had\sbeen)\s(?:then\s|also\s)?(?:agreed|decided|suggested|pointed\sout|noted|resolved)\b|"
    r"There\swas\s(?:general\s|further\s|some\s)?(?:agreement|discussion)|(?:After|In)\s(?:further\s|some\s)?discussion\b)"
)
# "the Chiefs of the Board argued", "they suggested"
_OTHERS = regex(
    r"\b(?:(?!(?:He|She|It|This|There|Who)\b)[A-Z][\w.’'-]*|they)\s(?:(?:had|has|have|would|also|further|then)\s){0,2}(?:said|stated|argued|"
    r"suggested|proposed|urged|asked|declared|claimed|maintained|insisted|considered|thought|believed|recommended|agreed|hoped|felt|"
    r"wished|indicated|intimated|informed|replied|pointed\sout)\b"
)
_FEWEST = 2  # one turn alone may be a narrative: "Mr. Renn said that he would come."
_SAID_IN = frozenset((BlockKind.BODY, BlockKind.QUOTE))
_SPEAKING = regex(r"\b(?:I|[Mm]y)\b")
_HE = regex(rf"(?:He|She){_VERB}|In (?:his|her)\s(?:opinion|view)\b")
# "He would begin with the dam": in minutes with names in capitals whose turn it is speaks of himself
_HE_IS = regex(r"(?:He|She)\s(?:would|could|should|might)\b")
_SOMEBODY = regex(rf"\b{_POLITE}\s(?P<who>[A-Z][\w’'-]+)")


# "The gates 2. MR. RENN said", the heading of an item that runs into its first turn; not "paragraph 2. MR. RENN said"
_ITEM_HEAD = regex(
    rf"[A-Za-z](?:[^.;]|{_POINT}){{2,100}}?(?<!paragraph)(?<!item)\s(?:\d{{1,2}}|[IVX]{{1,4}})\.\s(?={_IN_CAPITALS}{_ASIDE}{_VERB})"
)
_PREDICATE = regex(rf"\b(?:{VERBS}|is|are|was|were|has|have|had|agreed|thought|would|should)\b")
# "It was agreed that", "The Meeting decided to": no longer a speaker's words, which a record puts as "had been agreed"
_AGREED = regex(
    r"(?:(?:It|This)\swas\s(?:then\s|also\s)?(?:agreed|decided|resolved)|"
    r"The\s(?:Meeting|Committee|Conference|Council|Board|Commission)\s(?:then\s|also\s|finally\s)?(?:agreed|decided|resolved|took\snote))\b"
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Who speaks in a paragraph; whether in his own words, whether it only leads to them, and how he is set."""

    name: str
    direct: bool
    leads: bool
    bare: bool
    capitals: bool
    inside: bool = False  # of a conversation that the letter tells: behind the last turn it speaks again


def parted_turns(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, in records with names in capitals each parted where another's turn begins inside it.

    So it is where the record goes on to what all agreed on. The heading of an item is parted from its first turn.
    """
    out: list[Draft] = []
    for _, part in groupby(drafts, key=lambda draft: draft.part):
        members = list(part)
        turns = sum((_item_head(draft) or _turn(draft, (_REPORTED,))) is not None for draft in members)
        out += [piece for draft in members for piece in _in_turns(draft)] if turns >= _FEWEST else members
    return out


def _item_head(draft: Draft) -> re.Match[str] | None:
    """Return the heading of an item with which a paragraph begins, its first turn behind it; no sentence is one."""
    found = _ITEM_HEAD.match(draft.text) if draft.kind is BlockKind.BODY else None
    return None if found is None or _PREDICATE.search(found[0]) else found


def _in_turns(draft: Draft) -> list[Draft]:
    """Return a paragraph of a record in pieces: the heading in it, each turn, and what was agreed behind one."""
    if draft.kind is not BlockKind.BODY:
        return [draft]
    head = _item_head(draft)
    begin = head.end() if head else 0
    turns = [begin] if _REPORTED.match(draft.text, begin) else []
    agreed = False  # whether what all agreed on stands right before, so that a speaker has to be named again
    for start in sentence_starts(draft.text):
        ends = turns and not agreed and _AGREED.match(draft.text, start)
        begins = _CAPITAL_TURN.match(draft.text, start) or (agreed and _GOING_ON.match(draft.text, start))
        if start > begin and (ends or begins):
            turns.append(start)
            agreed = not begins
    pieces = cut_at(draft, turns)
    if head:
        pieces[0].kind = BlockKind.HEADING
    return pieces


def give_turns(drafts: Sequence[Draft]) -> list[tuple[Draft, str]]:
    """Give each turn of a record to its speaker; return whose the paragraphs are that a quotation may yet be found in.

    They are the turns that lead to one, and what stands between turns in direct speech: the speaker's own as far as he
    says "I" before the next turn, and nobody's behind that. Where turns are reported ("said that"), what stands between
    them is as likely the record's own, unless it goes on with "He added that".
    """
    later: list[tuple[Draft, str]] = []
    for _, part in groupby(drafts, key=lambda draft: draft.part):
        members = list(part)
        turns = _turns(members)
        least = _FEWEST if not _are_minutes(members) or any(turn and not turn.capitals for turn in turns) else 1
        if sum(turn is not None for turn in turns) >= least:
            later += _give(members, turns)
    return later


def give_later(later: Sequence[tuple[Draft, str]]) -> None:
    """Give those paragraphs to whom they belong, where none of them turned out to be a quotation."""
    for draft, name in later:
        if not draft.voiced:
            _add(draft, name)


def _add(draft: Draft, name: str) -> None:
    enclosed = draft.attribution[-1:] == (ENCLOSED,)  # in another's text who wrote the letter may speak, too
    if enclosed or name not in draft.attribution:
        draft.attribution = (*draft.attribution, name)
        draft.voiced = True


def _give(drafts: Sequence[Draft], turns: Sequence[_Turn | None]) -> Iterator[tuple[Draft, str]]:
    last = max(place for place, turn in enumerate(turns) if turn is not None)
    told: dict[int, _Turn] = {}
    speaking: _Turn | None = None
    since = 0
    for place, draft in enumerate(drafts):
        turn = turns[place] or _continued(draft, drafts[since:place], speaking)
        if turn is not None and speaking is not None:
            for between in _resumed(turn, speaking, drafts[since + 1 : place]):
                _add(between, turn.name)
        if turn is not None:
            speaking, since = turn, place
            told[place] = turn
            if turn.leads and not turn.bare:
                yield draft, turn.name
            elif not (turn.leads or _another_speaks(draft, turn)):
                _add(draft, turn.name)
        elif speaking is not None and speaking.direct and _ANY_LABEL.match(draft.text):
            speaking = replace(speaking, name=UNNAMED) if place < last else None
            yield draft, UNNAMED
        elif _IN_TEXT.search(draft.text):
            speaking = None
        elif speaking is not None and not speaking.direct and _is_item_of(drafts[since], draft):
            _add(draft, speaking.name)
        elif speaking is not None and speaking.direct and draft.kind is BlockKind.BODY:
            if place > last and speaking.inside:
                break
            if _says_i(drafts[place:], turns[place:]):
                yield draft, speaking.name
            elif place < last:
                yield draft, UNNAMED
    _give_further(drafts, told)


# "The head of the other delegation, Colonel Tam Rusk, objected"
_APPOSED = regex(rf",\s(?:{_POLITE}\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,3}},{_VERB}")


def _another_speaks(draft: Draft, turn: _Turn) -> bool:
    """Tell whether others say something in a paragraph, too, in which no capitals show where their turns begin."""
    if turn.direct or turn.capitals:
        return False
    others = (_REPORTED_SMALL.match(draft.text, start) for start in sentence_starts(draft.text))
    named = any(found is not None and _named(found) != turn.name for found in others)
    return named or _APPOSED.search(draft.text) is not None


def _is_item_of(turn: Draft, draft: Draft) -> bool:
    """Tell whether a paragraph is an item of what a turn ends with: "He gave the following figures:-"."""
    plain = draft.kind is BlockKind.BODY and not draft.voiced
    return plain and _FOLLOWING.search(turn.text) is not None and _ITEM.match(draft.text) is not None


def _resumed(turn: _Turn, speaking: _Turn, between: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what is a speaker's as well between two of his turns, "MR. RENN said", "Mr. Renn added".

    It goes as far as nobody else says anything there.
    """
    same = turn.name == speaking.name and speaking.capitals and not (turn.direct or speaking.direct)
    mine = takewhile(lambda draft: draft.kind is BlockKind.BODY and not _tells_of_others(draft.text), between)
    yield from mine if same else ()


# where whoever wrote the record was there himself: "We replied that", "He told me"
_WE_TELL = regex(
    r"\b(?:I|[Ww]e)\s(?:also\s|then\s|had\s)?(?:said|replied|asked|told|explained|pointed\sout|answered|thanked|mentioned|stated|enquired|"
    r"inquired|saw|met|called|discussed)\b|\b(?:told|asked|informed|assured|reminded|thanked)\s(?:me|us)\b"
)
# "We should resist it", "our own defence", as one tells it who spoke
_WE_SPEAK = regex(
    r"(?:(?<=[.;,]\s)|^)(?:[\w ]{2,30},\s)?[Ww]e\s|\b(?:that|which|if|and|but|whether|as)\swe\s|\b(?:us|ours?)\b"
)
# "He hoped that", ", he thought,", "His policy was", "it seemed to him": who speaks, where nobody else was named
_HE_SPEAKS = regex(
    rf"(?:^|(?<=[.;]\s))(?:He|She)(?:{_VERB}|\s(?:would|could|should|might)\b)|,\s(?:he|she)\s(?:thought|felt|hoped|believed|suggested|"
    r"considered|understood|was\ssure),|\b[Ii]n\s(?:his|her)\s(?:view|opinion)\b|\b(?:seemed|appeared)\sto\s(?:him|her)\b|"
    r"(?:^|(?<=[.;]\s))(?:His|Her)\s(?:own\s)?(?:policy|view|opinion|aim|impression|intention)\b"
)
# the record's own, beside what `_OF_ALL` takes: "Future Business 4. Discussion took place", "Copies were handed round."
_OF_RECORD = regex(
    r"\(\w{1,2}\)\s|[A-Z][\w’'-]*\s(?:(?!\d)[\w’'(),&-]+\s){0,14}(?:\d{1,2}|[IVX]{1,4})\.\s+(?=[A-Z])|[Ii]t\s(?:was|had\sbeen)\s\w+ed\b|"
    r"Discussion\b|In\s(?:the\scourse\sof\s)?(?:the\s)?(?:\w+\s)?discussion\b|Reference\swas\b|Copies\b|Attention\swas\b|Questions?\s(?:were|was)\b|"
    r"(?:Ministers|Officials|Members|Delegates|Representatives)\b|There\swas\s(?:an?\s)?(?:\w+\s)?(?:agreement|discussion|support|debate|exchange)\b|(?:Some|Several|Other|All)\s(?:\w+\s)?(?:[Mm]inisters|[Mm]embers|"
    r"[Dd]elegates|[Ss]peakers|[Rr]epresentatives)\b"
)
# "The Council of Ministers had referred it to their Deputies": not the body that meets
_OF_ANOTHER = regex(r"The\s(?:Committee|Conference|Council|Board|Commission)\s(?:of|for|on)\s")
_OF_MEETING = regex(
    r"\b(?:The\s(?:Meeting|Conference|Committee)\s(?:then\s|also\s)?(?:agreed|took\snote|decided|invited|adjourned)|[Ii]t\swas\s(?:then\s)?agreed)\b"
)


def _give_further(drafts: Sequence[Draft], told: Mapping[int, _Turn]) -> None:
    """Give what is surely told further of whose turn it was; `told` holds the turns by their places."""
    if any(_WE_TELL.search(draft.text) for draft in drafts if draft.kind in _SAID_IN):
        return
    for start, end in pairwise([*told, len(drafts)]):
        between = drafts[start + 1 : end]
        for draft in _told_further(told[start], between):
            _add(draft, told[start].name)
        if end in told and _is_told_between(told[start], between):
            for draft in between:
                _add(draft, told[start].name)


_MOST_UNSURE = 12  # paragraphs in which nothing shows whose they are


def _told_further(speaking: _Turn, below: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what is surely told further of one set in capitals, before the next turn: up to where he last speaks again.

    "We" and "he thought" are his as long as nobody else takes the word and the record has told nothing of its own.
    What he tells that Governments thought is told by him.
    """
    if speaking.direct or not speaking.capitals or _AND in speaking.name:
        return
    rest = dropwhile(lambda draft: draft.attribution[-1:] == (speaking.name,), below)
    unsure: list[Draft] = []
    for draft in takewhile(lambda draft: _may_be_told(draft, speaking.name), rest):
        told = _he_goes_on(draft.text, " ".join(each.text for each in unsure), speaking.name)
        unsure.append(draft)
        if len(unsure) > _MOST_UNSURE:
            return
        if told:
            yield from unsure
            unsure = []


_MOST_BETWEEN = 4  # paragraphs
# what a record may sum up that lies before a meeting: "In paragraphs 2 to 4 of their memorandum the Chiefs argued"
_LIES_BEFORE = regex(
    r"\b(?:[Mm]emorand(?:um|a)|[Pp]aper|[Nn]ote|[Rr]eport|[Dd]raft|[Tt]elegram|[Ll]etter|[Mm]essage|[Dd]ocument|[Aa]genda|[Pp]aragraphs?|[Cc]irculated|[Aa]nnex\w*)\b"
)


# as one puts what another said: "The gates would be mended."; the record tells that "it was raining"
_WOULD = regex(r"\b(?:would|should|might|could|must)\b")
# "[matter omitted]", where another may have spoken; "The visiting Ministers thanked him."
_BREAKS = regex(
    r"\[[^\]]*\]$|The\s(?:[\w-]+\s){0,2}(?:[Mm]inisters|[Mm]embers|[Dd]elegates?|[Rr]epresentatives?|[Oo]fficials|[Oo]bservers?|"
    r"Secretar(?:y|iat)|Clerk)\b"
)


def _is_told_between(speaking: _Turn, between: Sequence[Draft]) -> bool:
    """Tell whether all that stands between two turns is told further in the first: nobody else says or thinks anything.

    Nor is there a paper in it that the record may sum up, nor is he named who would be speaking, and every paragraph
    tells what would or should be.
    """
    if speaking.direct or not speaking.capitals:
        return False
    further = [draft for draft in between if draft.attribution[-1:] != (speaking.name,)]
    return len(further) <= _MOST_BETWEEN and all(_is_only_told(draft, speaking.name) for draft in further)


def _is_only_told(draft: Draft, name: str) -> bool:
    if not _may_be_told(draft, name) or name.rsplit(maxsplit=1)[-1] in draft.text or not _WOULD.search(draft.text):
        return False
    return not (_OTHERS.search(draft.text) or _LIES_BEFORE.search(draft.text) or _BREAKS.match(draft.text))


def _may_be_told(draft: Draft, name: str) -> bool:
    """Tell whether a paragraph may be what one who spoke before went on to say, and nothing that the record tells."""
    text = draft.text
    if draft.kind is not BlockKind.BODY or draft.label is not None or draft.voiced or _IN_TEXT.search(text):
        return False
    if (
        (_OF_ALL.match(text) and not _OF_ANOTHER.match(text))
        or _OF_RECORD.match(text)
        or _OF_MEETING.search(text)
        or _APPOSED.search(text)
    ):
        return False
    turns = (_REPORTED_SMALL.match(text, start) for start in (0, *sentence_starts(text)))
    return all(found is None or _named(found) == name for found in turns)


def _he_goes_on(text: str, before: str, name: str) -> bool:
    """Tell whether words show that who spoke still speaks; "he" is another where one is named `before`."""
    if _WE_SPEAK.search(text) or any(_is_he(text, start, name) for start in (0, *sentence_starts(text))):
        return True
    he = _HE_SPEAKS.search(text)
    return he is not None and not _names_another(f"{before} {text[: he.end()]}", name)


def _is_he(text: str, start: int, name: str) -> bool:
    """Tell whether a sentence begins with him: "Mr. Renn saw further work to be done"."""
    found = _SOMEBODY.match(text, start)
    return (
        found is not None and found["who"].casefold() in name.casefold() and text[found.end() : found.end() + 1] == " "
    )


def _tells_of_others(text: str) -> bool:
    """Tell whether a paragraph is of the meeting, or tells what others than a "he" said."""
    return _OF_ALL.match(text) is not None or _OTHERS.search(text) is not None


def _says_i(drafts: Sequence[Draft], turns: Sequence[_Turn | None]) -> bool:
    """Tell whether, before the next turn, one person speaks of himself: no record does."""
    for draft, turn in zip(drafts, turns, strict=True):
        if turn is not None or draft.kind not in _SAID_IN or _IN_TEXT.search(draft.text):
            return False
        if _SPEAKING.search(draft.text):
            return True
    return False


def _continued(draft: Draft, since: Sequence[Draft], speaking: _Turn | None) -> _Turn | None:
    """Return the turn in which more of the same speaker is told: "Mr. Renn added that", "He added that"."""
    if speaking is None:
        return None
    turn = _turn(draft, (_REPORTED_SMALL, _GOING_ON) if speaking.capitals else (_REPORTED_SMALL,))
    if turn is not None:
        return replace(turn, capitals=speaking.capitals) if turn.name == speaking.name else None
    # Where whoever speaks is set in capitals, those whom he names do not take the word from him.
    between = since[1:] if speaking.capitals else since
    alone = not any(_names_another(each.text, speaking.name) for each in between)
    he = _HE.match(draft.text) or (speaking.capitals and _HE_IS.match(draft.text))
    told = not speaking.direct and draft.kind is BlockKind.BODY and he and _SENTENCE.search(draft.text)
    return replace(speaking, leads=_LEAD.search(draft.text) is not None, bare=False) if told and alone else None


def _names_another(text: str, name: str) -> bool:
    """Tell whether words name anybody with a title but `name`."""
    return any(found["who"].casefold() not in name.casefold() for found in _SOMEBODY.finditer(text))


def _turns(drafts: Sequence[Draft]) -> list[_Turn | None]:
    """Return the turn that each paragraph is: in the one of two styles that the record is printed in."""
    plain = [_turn(draft, (_DIRECT, _DIRECT_SMALL, _REPORTED)) for draft in drafts]
    small = [_turn(draft, (_DIRECT_SMALL, _REPORTED_SMALL)) for draft in drafts]
    first = next((place for place in range(len(drafts)) if _announces(drafts, small, place)), None)
    said = _transcript(drafts)
    if (most := sum(turn is not None for turn in plain)) >= _FEWEST:
        return said if sum(turn is not None for turn in said) > most else plain
    small_turns = sum(turn is not None for turn in small)
    if said or first is None or (small_turns < _FEWEST and _are_minutes(drafts)):
        return said or plain
    return [None] * first + small[first:]


def _are_minutes(drafts: Sequence[Draft]) -> bool:
    """Tell whether a title calls the text the record of a meeting: in an extract one turn may be all there is."""
    return any(draft.kind is BlockKind.TITLE and _RECORD.search(draft.text) for draft in drafts)


def _transcript(drafts: Sequence[Draft]) -> list[_Turn | None]:
    """Return the turns of a transcript, each behind a name and a colon; none where nothing announces one.

    There have to be two who speak, and one of them speaks again: else these are entries of a list.
    """
    heads = (at for at, draft in enumerate(drafts) if _announces_transcript(draft))
    first = next(heads, len(drafts))
    found = [_LABELLED.match(each.text) if each.kind in _SAID_IN else None for each in drafts[first:]]
    names = [each["name"] for each in found if each]
    if not 1 < len(set(names)) < len(names):
        return []
    inside = first < len(drafts) and drafts[first].kind is BlockKind.BODY
    said = [
        _Turn(each["name"], direct=True, leads=False, bare=False, capitals=False, inside=inside) if each else None
        for each in found
    ]
    return [None] * first + said


# "Interview of the Minister with Radio Dorn", "the following conversation took place between the bridge and the shore:"
_INTERVIEW = regex(r"\b(?:interview|transcript|dialogue|conversation|exchange(?!\sof)|radio\straffic)\b", re.IGNORECASE)

# that it stands below; "These points were made in our conversation:" leads to a list
_GIVEN = regex(
    r"\b(?:follow(?:s|ing|ed)|between|took\splace|transcripts?|reads?|ran|runs|went|goes|recorded|intercepted|heard)\b"
)


def _announces_transcript(draft: Draft) -> bool:
    """Tell whether a heading, or a paragraph that leads to what follows, says that it is what several have said."""
    if draft.kind is BlockKind.HEADING:
        return _RECORD.search(draft.text) is not None or _INTERVIEW.search(draft.text) is not None
    leads = draft.kind is BlockKind.BODY and _LEAD.search(draft.text) is not None
    return leads and _INTERVIEW.search(draft.text) is not None and _GIVEN.search(draft.text) is not None


def _announces(drafts: Sequence[Draft], turns: Sequence[_Turn | None], place: int) -> bool:
    """Tell whether a record follows: by a title, or a paragraph that leads to the first turn; a mention is none."""
    if not _RECORD.search(drafts[place].text[-300:]):
        return False
    leads = _LEAD.search(drafts[place].text) is not None or any(turns[place + 1 : place + 2])
    return leads or drafts[place].kind in (BlockKind.TITLE, BlockKind.HEADING)


def _turn(draft: Draft, patterns: Sequence[re.Pattern[str]]) -> _Turn | None:
    if draft.kind not in _SAID_IN:
        return None
    for pattern in patterns:
        if (found := pattern.match(draft.text)) and _SENTENCE.search(draft.text):
            leads = _LEAD.search(draft.text) is not None
            bare = leads and _BARE_LEAD.match(draft.text) is not None
            direct, capitals = pattern in (_DIRECT, _DIRECT_SMALL) or bare, pattern in (_DIRECT, _REPORTED)
            return _Turn(_named(found), direct, leads, bare, capitals)
    return None


_AND = " and "


def _named(found: re.Match[str]) -> str:
    """Return who a turn names, in ordinary letters; of two who take the word together both."""
    if found["office"]:
        return set_in_small_letters(found["office"])
    both = (found["name"], found.groupdict().get("other"))
    return _AND.join(" ".join(_small(word) for word in each.split()) for each in both if each)


def _small(word: str) -> str:
    begin = re.match(r"(?:Mc|Mac|O[’'])(?=[A-Z])", word)
    if not word[begin.end() if begin else 0 :].isupper():
        return word
    return (begin[0] if begin else "") + set_in_small_letters(word[begin.end() if begin else 0 :])
