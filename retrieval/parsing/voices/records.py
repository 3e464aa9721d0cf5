"""Records of meetings and transcripts: which of their paragraphs are turns, "MR. RENN said", and whose each is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.parsing.capitals import set_in_small_letters
from retrieval.parsing.model import Draft
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.patterns import regex
from retrieval.types import BlockKind

_POLITE = (
    r"(?:MR|MRS|MISS|MS|DR|M|PROF|SIR|LORD|LADY|SENATOR|COLONEL|GENERAL|ADMIRAL|AMBASSADOR|FIELD[\s-]MARSHAL|"
    r"Mr|Mrs|Miss|Ms|Dr|Prof|Sir|Lord|Lady|Sheikh)\.?"
)
_WORD = r"(?:(?:Mc|Mac|O[’'])?[A-Z][A-Z’'-]+)"
_CAPITALS = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_AND_ANOTHER = rf"(?:\sand\s{_POLITE}\s(?P<other>{_CAPITALS}))?"
# "MR. RENN", "MR. RENN and DR. LIND", "THE CHAIRMAN"
IN_CAPITALS = rf"(?:{_POLITE}\s(?P<name>{_CAPITALS}){_AND_ANOTHER}|(?:THE|The)\s(?P<office>{_CAPITALS}))"
_IN_LETTERS = (
    r"(?:(?:Mr|Mrs|Miss|Ms|Dr|M|Prof|Sir|Lord|Lady|Senator|Colonel|General|Admiral|Ambassador|Field[\s-]Marshal|Viscount)\.?\s"
    r"(?P<name>[A-Z][\w’'-]+(?:\s(?:de\s|van\s|von\s|bin\s)?[A-Z][\w’'-]+){0,3})|"
    r"[Tt]he\s(?P<office>Chairman|Chairwoman|Chairperson|Chair|President|Secretary|Secretary-General|Minister))"
)
# "[4]", "(Kesparia)", "(interpretation from French)", ", referring to the dam,"
ASIDE = r"(?:\s?\[\d{1,3}\]|\s?\([^()]{2,60}\)){0,2}"
POINT = r"(?:(?<=\b[MD]r)|(?<=\bMrs))\."  # ends no sentence
# ", speaking at Mr. Renn's request,"
_PHRASE = rf",\s(?:[^.;:]|{POINT}){{2,120}},"
VERB = (
    rf"(?:(?:\s(?:also|then|again|further|first|had|has|\w+ly))*|{_PHRASE})\s(?:{VERBS}|thought|agreed|asked|considered|"
    r"felt|enquired|inquired|hoped|wished|believed|doubted|supported|proposed|drew|thanked|under-?took|invited|moved|"
    r"called\sattention|put\sforward|seconded|objected|opposed|presented|outlined|gave|made|spoke|intimated|submitted)\b"
)
# "(b)", "In conclusion", "Dealing with paragraphs 1 and 2,", "Sub-paragraph (b)": nobody else is named there
_OPENING = (
    r"(?:\(\w{1,3}\)\s)?(?:(?:In|On|At|For|After|Before|With|To|Dealing|Commenting|Referring|Replying|Turning|Speaking|Continuing|Finally|Sub-paragraph|"
    r"Paragraph|Item)\b(?:\s(?!(?:Mr|Mrs|Miss|Ms|Dr|Sir|Lord|Lady|Senator)\b)[^\s.;:]+){1,12}?\s|"
    r"(?:Meanwhile|Finally|Lastly|Further|Continuing|Concluding),\s)?"
)
# "Replying to a question by Mr. Lind,": it is another who is set in capitals behind it
_ANSWERING = (
    r"(?:Replying|Responding|Answering|Referring|In\s(?:reply|answer|response))\s(?:to\s)?"
    rf"(?:[^.;:,]|{POINT}){{2,80}},\s"
)
REPORTED = regex(rf"(?:{_OPENING}|{_ANSWERING}){IN_CAPITALS}{ASIDE}(?:\s[a-z]+ing\s[^.;:,]{{2,60}}?)?{VERB}")
CAPITAL_TURN = regex(rf"{IN_CAPITALS}{ASIDE}{VERB}")
REPORTED_SMALL = regex(rf"{_IN_LETTERS}{ASIDE}{VERB}")
GOING_ON = regex(rf"{_OPENING}{_IN_LETTERS}{ASIDE}{VERB}")
_DIRECT = regex(rf"{IN_CAPITALS}{ASIDE}(?:\s?:|\.\s?[–—])[\s–—-]*(?=\S)")
_DIRECT_SMALL = regex(rf"{_IN_LETTERS}{ASIDE}(?:\s?:|\.\s?[–—])[\s–—-]*(?=\S)")
# "Kesparia: Two of your boats are here.", "Harbour Master (by radio): Wait." in a transcript
_LABEL = r"(?P<name>%s[A-Z][\w.’'-]*(?:\s(?:of\s(?:the\s)?)?[A-Z\d][\w.’'-]*){0,4})(?:\s\([^()]{2,60}\))?\s?:\s(?=\S)"
_LABELLED = regex(
    _LABEL % r"(?!(?:Decision|Action|Date|Item|Note|Place|Present|Subject|Venue|Time|Agenda|Conclusion|Recommendation|"
    r"Remarks?|Result|Vote|Text|Resolution|Annex|Enclosure|Reference|Re|Question|Answer|Reply|Response|Comment|Allegation|Claim|Fact|Q|A|"
    r"Name|Age|Location|Position|Course|Speed|Frequency|Channel|Unit|Source|Duration|Weapon|Status)s?\b)"
)
# "Question (Dorn Radio): I heard you.": whoever that is, not who spoke before
ANY_LABEL = regex(_LABEL % "")
ENDS_SENTENCE = regex(r"[.!?:…][”’\"')\]–—-]*$")  # "MR. RENN: Minister for Water" is a list of who was there
LEADS = regex(r":[\s–—-]*$")
_BARE_LEAD = regex(r"(?:\S+\s){1,6}\S+$")  # "MR. RENN said:", and not "MR. RENN thought that the Board should:"
IN_TEXT = regex(rf"\b{_POLITE}\s{_WORD}")  # "In conclusion MR. RENN said"
_RECORD = regex(
    r"\b(?:minutes|(?:summary\s|verbatim\s)?records?|notes?|transcripts?|recordings?)\sof\s(?:(?:the|a|an|our|this)\s)?(?:\w+\s){0,3}?"
    r"(?:meetings?|conversations?|discussions?|conferences?|sittings?|talks)\b|^minutes$",
    re.IGNORECASE,
)
FEWEST = 2  # one turn alone may be a narrative: "Mr. Renn said that he would come."
SAID_IN = frozenset((BlockKind.BODY, BlockKind.QUOTE))
SOMEBODY = regex(rf"\b{_POLITE}\s(?P<who>[A-Z][\w’'-]+)")


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in a paragraph; whether in his own words, whether it only leads to them, and how he is set."""

    name: str
    direct: bool
    leads: bool
    bare: bool
    capitals: bool
    inside: bool = False  # of a conversation that the letter tells: behind the last turn it speaks again


# "The head of the other delegation, Colonel Tam Rusk, objected"
APPOSED = regex(rf",\s(?:{_POLITE}\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){{0,3}},{VERB}")


def names_another(text: str, name: str) -> bool:
    """Tell whether words name anybody with a title but `name`."""
    return any(found["who"].casefold() not in name.casefold() for found in SOMEBODY.finditer(text))


def turns_of(drafts: Sequence[Draft]) -> list[Turn | None]:
    """Return the turn that each paragraph is: in the one of two styles that the record is printed in."""
    plain = [turn_in(draft, (_DIRECT, _DIRECT_SMALL, REPORTED)) for draft in drafts]
    small = [turn_in(draft, (_DIRECT_SMALL, REPORTED_SMALL)) for draft in drafts]
    first = next((place for place in range(len(drafts)) if _announces(drafts, small, place)), None)
    said = _transcript(drafts)
    if (most := sum(turn is not None for turn in plain)) >= FEWEST:
        return said if sum(turn is not None for turn in said) > most else plain
    small_turns = sum(turn is not None for turn in small)
    if said or first is None or (small_turns < FEWEST and are_minutes(drafts)):
        return said or plain
    return [None] * first + small[first:]


def are_minutes(drafts: Sequence[Draft]) -> bool:
    """Tell whether a title calls the text the record of a meeting: in an extract one turn may be all there is."""
    return any(draft.kind is BlockKind.TITLE and _RECORD.search(draft.text) for draft in drafts)


def _transcript(drafts: Sequence[Draft]) -> list[Turn | None]:
    """Return the turns of a transcript, each behind a name and a colon; none where nothing announces one.

    There have to be two who speak, and one of them speaks again: else these are entries of a list.
    """
    heads = (at for at, draft in enumerate(drafts) if _announces_transcript(draft))
    first = next(heads, len(drafts))
    found = [_LABELLED.match(each.text) if each.kind in SAID_IN else None for each in drafts[first:]]
    names = [each["name"] for each in found if each]
    if not 1 < len(set(names)) < len(names):
        return []
    inside = first < len(drafts) and drafts[first].kind is BlockKind.BODY
    said = [
        Turn(each["name"], direct=True, leads=False, bare=False, capitals=False, inside=inside) if each else None
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
    leads = draft.kind is BlockKind.BODY and LEADS.search(draft.text) is not None
    return leads and _INTERVIEW.search(draft.text) is not None and _GIVEN.search(draft.text) is not None


def _announces(drafts: Sequence[Draft], turns: Sequence[Turn | None], place: int) -> bool:
    """Tell whether a record follows: by a title, or a paragraph that leads to the first turn; a mention is none."""
    if not _RECORD.search(drafts[place].text[-300:]):
        return False
    leads = LEADS.search(drafts[place].text) is not None or any(turns[place + 1 : place + 2])
    return leads or drafts[place].kind in (BlockKind.TITLE, BlockKind.HEADING)


def turn_in(draft: Draft, patterns: Sequence[re.Pattern[str]]) -> Turn | None:
    """Return the turn that a paragraph begins, in the first of the styles that it is printed in."""
    if draft.kind not in SAID_IN:
        return None
    for pattern in patterns:
        if (found := pattern.match(draft.text)) and ENDS_SENTENCE.search(draft.text):
            leads = LEADS.search(draft.text) is not None
            bare = leads and _BARE_LEAD.match(draft.text) is not None
            direct, capitals = pattern in (_DIRECT, _DIRECT_SMALL) or bare, pattern in (_DIRECT, REPORTED)
            return Turn(named_in(found), direct, leads, bare, capitals)
    return None


AND = " and "


def named_in(found: re.Match[str]) -> str:
    """Return who a turn names, in ordinary letters; of two who take the word together both."""
    if found["office"]:
        return set_in_small_letters(found["office"])
    both = (found["name"], found.groupdict().get("other"))
    return AND.join(" ".join(_small(word) for word in each.split()) for each in both if each)


def _small(word: str) -> str:
    begin = re.match(r"(?:Mc|Mac|O[’'])(?=[A-Z])", word)
    if not word[begin.end() if begin else 0 :].isupper():
        return word
    return (begin[0] if begin else "") + set_in_small_letters(word[begin.end() if begin else 0 :])
