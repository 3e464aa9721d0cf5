"""Texts of which nobody is said to have written them and which tell it themselves: who acts in them, who signs them.

They are looked at where nothing else told whose they are, or only of what office, and only where it is sure how far
they go.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby, takewhile

from retrieval.language.names import same_speaker, state_named
from retrieval.language.states import find_states
from retrieval.parsing.model import Draft
from retrieval.parsing.names import CAP, PROPER, without_article
from retrieval.parsing.parts.extents import OWN_AGAIN, TELLS
from retrieval.parsing.speakers.callings import OFFICE
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.inline_quotes import sentence_starts
from retrieval.parsing.speakers.leads import COLON, announces_text, last_sentence
from retrieval.parsing.speakers.verbs import SAYING
from retrieval.patterns import regex
from retrieval.types import ENCLOSED, NOBODYS, BlockKind

_SAID_IN = frozenset((BlockKind.BODY, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.HEADING))


def give_self_told(drafts: Sequence[Draft]) -> None:
    """Give each text that is nobody's so far, or only of an office's, to whom it tells itself to be of."""
    place = 0
    for (part, voices), group in groupby(drafts, key=lambda draft: (draft.part, draft.attribution)):
        start, run = place, list(group)
        place += len(run)
        said = [each for each in run if each.kind in _SAID_IN]
        if len(voices) < _TWO or not said:
            continue
        behind = [each for each in drafts[place : place + _BELOW] if each.part == part]
        if voices[-1] in NOBODYS:
            _give_unnamed(said, drafts[max(0, start - _ABOVE) : start], behind)
            if said[0].attribution == voices and _is_home_made(said, drafts[:start]):
                _give_to(said, None)
        elif OFFICE.search(voices[-1]) or _MISSION.search(voices[-1]):
            _give_signed(said, behind)
    _give_passed_on(drafts)


# "Please pass the following message from the Minister to Renn."; not "A telegram has come from the Minister."
_FROM_OFFICE = regex(
    rf"^(?:[A-Z]+\s)*(?:Please|Kindly|Grateful\sif\syou\swould)\s[a-z]+\s[^.;:]{{0,40}}?\b(?:following|{TEXT_NOUN})\b[^.;:]{{0,60}}?\sfrom\s(?:the\s)?"
    r"(?P<office>Minister)\b(?!\s(?:[A-Z]|in\b|at\b))"
)
_MOST_LEADING = 3  # paragraphs


def _give_passed_on(drafts: Sequence[Draft]) -> None:
    """Give a message "from the Minister" that is all there is of a letter to whom the letter is known to be from.

    An office passes on whose words these are: if a person is named as the sender, and nobody signs, it is he.
    """
    said = [each for each in drafts if each.kind in (BlockKind.BODY, BlockKind.QUOTE)]
    own = list(takewhile(lambda each: len(each.attribution) == 1, said))
    message = said[len(own) :]
    if not (own and message) or len(own) > _MOST_LEADING or any(map(_signs, drafts[drafts.index(message[0]) :])):
        return
    if any(len(each.attribution) != _TWO for each in message):
        return
    sender, name = message[0].attribution
    found = next(filter(None, (_FROM_OFFICE.search(each.text) for each in own)), None)
    if found is None or {each.attribution for each in message} != {(sender, name)}:
        return
    person = not (OFFICE.search(sender) or _MISSION.search(sender) or _GOVERNS.search(sender) or state_named(sender))
    if person and " and " not in sender and (name in NOBODYS or name.startswith(found["office"])):
        _give_to(message, None)


_MISSION = regex(r"\b(?:Embassy|Legation|Mission|Consulate|Delegation|High\sCommission)\b")
_TWO = 2  # voices: the letter's, and another's inside
_ABOVE, _BELOW = 100, 3  # paragraphs that are looked at: for the letter's own numbers, and its signature with an "Ends"


def _give_unnamed(run: Sequence[Draft], before: Sequence[Draft], behind: Sequence[Draft]) -> None:
    name: str | None
    if (agreed := _agreement(run)) is not None:
        rest = [each for each in run if each not in agreed[1]]
        _give_to(list(dropwhile(lambda each: not _SPOKEN_OF.search(each.text), rest)), None)  # no treaty says "you"
        name, run = agreed
    elif not _is_whole(run, before, behind):
        return
    elif (issued := _issued(run)) is not None:
        name, run = issued
    elif (complimenting := _COMPLIMENTS.match(run[0].text)) is not None:
        name = without_article(complimenting["who"])
    elif (name := _acting([each.text for each in run])) is None:
        name, run = _this_government(run)
    if name is not None:
        _give_to(run, name)


def _give_to(run: Sequence[Draft], name: str | None) -> None:
    """Give paragraphs that are nobody's to one who is named, or to the letter's sender where none is."""
    for draft in run:
        outer = draft.attribution[:-1]
        own = name is None or any(_same(name, each) for each in outer)
        draft.attribution = outer if name is None or own else (*outer, name)


# --- a treaty --------------------------------------------------------------------------------------------------------

# "Agreement between the Government of Kesparia and the Government of Orvelland on Tolls", with the text behind it
_PARTY = rf"(?:the\s)?(?:Government\sof\s(?:the\s)?)?{CAP}(?:\s(?:of\s(?:the\s)?)?{CAP}){{0,4}}?"
_BETWEEN = regex(
    rf"(?:[‘'“\"]|\b[Aa]n?\s)?(?P<name>(?:Agreement|Treaty|Convention|Protocol|Pact|Memorandum\sof\sUnderstanding)\s[Bb]etween\s{_PARTY}\sand\s"
    rf"{_PARTY})\s(?:on|for|concerning|regarding|relating\sto|about|respecting)\s",
)
_SIGNED_AT = regex(
    r"(?:Signed|Done|DONE|SIGNED)\s(?:at|in)\b|(?:In|IN)\s(?:witness|WITNESS|faith|FAITH)\s(?:whereof|WHEREOF)\b"
)


_SIGNING = 2  # paragraphs below that, at most, with which its annex begins
# "The tolls were paid until May.", "[A note follows]": a list of tolls or of aircraft has no such words
_TELLING = regex(
    r"^\[|\b(?:is|are|was|were|has|have|had|would|will|should|may|can|must|does?|did|I|[Mm]y|[Ww]e|[Oo]ur|us|[Yy]ours?|[Yy]ou)\b"
)
# "ANNEX Aircraft", "Schedule of tolls", below where it is signed
_ITS_ANNEX = regex(r"(?:ANNEXE?|Annexe?|SCHEDULE|Schedule|APPENDIX|Appendix)\b")


def _agreement(run: Sequence[Draft]) -> tuple[str, Sequence[Draft]] | None:
    """Return the treaty that a text is, by its name, with its paragraphs down to where it is signed, and its annex."""
    found = _BETWEEN.match(run[0].text)
    ends = [place for place, draft in enumerate(run, 1) if _SIGNED_AT.match(draft.text)]
    if found is None or not ends:
        return None
    below = run[ends[0] :]
    annexed = any(_ITS_ANNEX.match(draft.text) for draft in below[:_SIGNING])
    more = takewhile(lambda draft: not _TELLING.search(draft.text), below)
    return found["name"], (*run[: ends[0]], *(more if annexed else ()))


# --- a statement that names its authors at its head ------------------------------------------------------------------

_AUTHOR = rf"(?:[Tt]he\s)?{PROPER}"
_ISSUED = regex(
    rf"(?P<who>{_AUTHOR}(?:,\s{_AUTHOR}){{0,6}}(?:,?\sand\s{_AUTHOR})?)\s(?:has|have)\s(?:(?:jointly|to-?day|now)\s)?(?:issued|made|released|published|"
    r"adopted)\sthe\sfollowing\s(?:joint\s)?(?:statement|declaration|communiqu[ée]|announcement|proclamation)\s?:[–—-]?"
)


_LONGEST_HEAD = 400  # characters


def _issued(run: Sequence[Draft]) -> tuple[str, Sequence[Draft]] | None:
    """Return by whom a text is as its first words say, with all below them: they speak in person, and quote nobody."""
    found = _ISSUED.fullmatch(run[0].text) if len(run[0].text) < _LONGEST_HEAD else None
    below = run[1:]
    if found is None or not any(_WE.search(each.text) for each in below[:_FIRST_WORDS]):
        return None
    leads = (last_sentence(each.text) for each in below if COLON.search(each.text))
    return None if any(map(SAYING.search, leads)) else (without_article(found["who"]), below)


# --- who acts --------------------------------------------------------------------------------------------------------

_BODY = r"(?:Government|[Dd]elegation|Embassy|Legation|Mission|Ministry|Department)"
_WHO = (
    rf"(?P<who>(?!(?:This|That|My|Our|Your|Their|Its|His|Her)\s{_BODY})(?:[Tt]he\s)?(?:(?:{CAP}\s){{1,3}}{_BODY}\b(?:\s(?:of|in)\s(?:the\s)?{PROPER})?|"
    rf"{_BODY}\s(?:of|in)\s(?:the\s)?{PROPER}))"
)
_ASIDE = (
    r"(?:,\s(?:therefore|however|accordingly|consequently|moreover|for\sits\spart),)?\s"
    r"(?:now\s|also\s|therefore\s|accordingly\s|further\s)?"
)
# what nobody says of another: "has the honour to ask", "now wishes to propose", "is putting forward"
_SPEAKS = (
    r"(?:(?:has|have)\sthe\shonou?r\sto\b|presents?\s(?:its|their)\scompliments\b|(?:is|are)\sputting\sforward\b|wish(?:es)?\sto\s(?:propose|suggest|submit|"
    r"state|express|assure|inform|record|reserve|draw|thank|place\son\srecord|make\sit\sclear))"
)
_ACTS = regex(rf"{_WHO}{_ASIDE}{_SPEAKS}")
# what others may say of it, too: it shows who acts only where the text is the sender's own enclosure
_THINKS = regex(
    rf"{_WHO}{_ASIDE}(?:appreciates?|believes?|considers?|regrets?|hopes?|accepts?|notes?|welcomes?|proposes?|requests?|invites?|desires?|wish(?:es)?|"
    r"attach(?:es)?|objects?|protests?|demands?|rejects?|thinks?)\b"
)
_COURTESY = regex(r"(?:has|have)\sthe\shonou?r|compliments")
# who writes speaks of himself; "I have the honour to inform you that the Government of X wishes" is not X's
_WE = regex(r"\b(?:[Ww]e|[Oo]ur|us)\b|\bI\shave\sthe\shonou?r\b|\b(?:[Mm]y|[Tt]his)\sGovernment\b")
_PASSED_ON = regex(
    r"\b(?:[Aa]t\sthe\srequest|[Oo]n\s(?:the\s)?instructions?|[Oo]n\sbehalf|has\sasked\sme|have\sbeen\s(?:asked|requested|instructed)|I\sam\s(?:asked|requested|instructed))\b|"
    r"\b(?:transmit|convey|communicate|(?<!putting )forward|pass\son|inform\syou\sthat)\b"
)
_MARK = regex(r"(?:[‘’'“”\"(]|\(?[\da-zA-Z]{1,3}[.)]\s)*")
# "The Minister for Water of Kesparia, Aldous Renn, presents his compliments to"
_COMPLIMENTS = regex(
    rf"[‘’'“\"]?(?:The\s)?(?P<who>(?:{CAP}\s){{0,2}}{OFFICE.pattern}(?:\s(?:of|for)\s(?:the\s)?{PROPER})?)(?:,\s[^;:]{{2,80}},)?\s"
    r"presents\s(?:his|her)\scompliments\sto\b"
)
_FIRST_WORDS = 3  # paragraphs that may say that somebody passes on what another says


def _acting(texts: Sequence[str]) -> str | None:
    """Return the one Government or mission that acts in a text as only its author does; `None` where there are two."""
    acting = _found(_ACTS, texts)
    names = [without_article(found["who"]) for found in (*acting, *_found(_THINKS, texts))]
    if not acting or any(not _same(names[0], each) for each in names):
        return None
    if not any(_COURTESY.search(found[0]) for found in acting) and not any(map(_WE.search, texts)):
        return None
    return None if any(map(_PASSED_ON.search, texts[:_FIRST_WORDS])) else names[0]


def _same(one: str, other: str) -> bool:
    """Tell whether two names are of one author, the Government and the delegation of a State among them."""
    state = state_named(one)
    return same_speaker(one, other) or (state is not None and state == state_named(other))


_THIS = regex(r"\b[Tt]his\sGovernment\b")
# "Comment: The words are those of the other draft."
_LABEL = regex(r"(?:Comments?|Remarks?|Observations?|Explanation):\s")
_NEXT_TEXT = regex(r"\[?(?:Text\sof\s)?(?:Enclosure|Attachment|Annex|Appendix)\b", re.IGNORECASE)


def _this_government(run: Sequence[Draft]) -> tuple[str | None, Sequence[Draft]]:
    """Return the Government that sends a text, where it is "this Government" there, with the paragraphs that are its.

    It has to be the only one that thinks there. Below a further heading these are only those that speak of it so, and
    its other comments on a text there.
    """
    texts = [each.text for each in run]
    names = [without_article(found["who"]) for found in _found(_THINKS, texts)]
    only = all(_same(names[0], each) for each in names)
    sender = next((each for each in run[0].attribution[:-1] if names and only and _same(each, names[0])), None)
    own = sender is not None and any(map(_THIS.search, texts))
    begun = next((at for at, each in enumerate(run) if each.kind is BlockKind.BODY), 0)
    heads = (at for at, each in enumerate(run) if at > begun and _heads(each))
    end = next(heads, len(run))
    labels = {found[0] for each in run[end:] if _THIS.search(each.text) and (found := _LABEL.match(each.text))}
    his = (each for each in run[end:] if _THIS.search(each.text) or each.text.startswith(tuple(labels)))
    return (sender, (*run[:end], *his)) if own else (None, ())


def _heads(draft: Draft) -> bool:
    """Tell whether a paragraph is the heading of another text."""
    return draft.kind is BlockKind.HEADING or _NEXT_TEXT.match(draft.text) is not None


def _found(pattern: re.Pattern[str], texts: Sequence[str]) -> list[re.Match[str]]:
    """Return what sentences of a text begin with in the way of a pattern."""
    hits = (pattern.match(text, start) for text in texts for start in _starts(text))
    return [found for found in hits if found]


def _starts(text: str) -> Iterator[int]:
    """Yield where the sentences of a text begin, behind their marks and numbers."""
    for start in (0, *sentence_starts(text)):
        found = _MARK.match(text, start)
        yield found.end() if found else start


# --- what the sender's own State thinks ------------------------------------------------------------------------------

# "Statement begins.", "Covering statement on following lines. Begins.", "Following is summary:"; not "Statement by Renn
# begins."
_PLAINLY_ANNOUNCED = regex(
    r"(?:^|[.!?]\s)(?:(?:The\s)?[Ff]ollowing\sis\s)?(?:[Tt]he\s|a\s)?(?:(?:[Ff]ull|[Cc]overing|[Dd]raft)\s)?(?:[Ss]tatement|[Ss]ummary|[Tt]ext)"
    r"(?:\s(?:begins|follows|is\sas\sfollows|on\s(?:the\s)?following\slines))?\s?[.:–—-]*(?:\s*[Bb]egins)?\s?[.:–—-]*$"
)
# "Renn made a statement to the press today. Statement begins."
_ANOTHERS_TEXT = regex(
    rf"\b(?:made|makes|issued|gave|given|released|published|circulated|read|sent|handed|received|delivered)\b[^.;:]{{0,60}}\b{TEXT_NOUN}s?\b"
)
_LEADING = 3  # paragraphs above a text
_SPOKEN_OF = regex(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our)\b")
_STATE_THINKS = regex(
    rf"(?P<who>(?:[Tt]he\s)?{PROPER}?(?:\s(?:Government|[Dd]elegation))?){_ASIDE}"
    r"(?:demands?|insists?|looks?\sforward|proposes?|believes?|considers?|cannot\s(?:commit|agree|accept)|hopes?|regrets?|wish(?:es)?|requests?|"
    r"rejects?|objects?|protests?|welcomes?|suggests?|(?:has|have)\s(?:suggested|proposed|demanded|no\spreconceived|"
    r"been\s(?:(?:for\ssome\stime|always|long)\s)?(?:convinced|concern(?:ed|ing)|anxious)))\b"
)
_GOVERNS = regex(r"\b(?:Government|Department|Ministry|Cabinet|Foreign\sOffice)\b")


def _is_home_made(run: Sequence[Draft], before: Sequence[Draft]) -> bool:
    """Tell whether a text that is plainly announced, as by nobody else, tells only what the sender's own State thinks.

    Whoever says "we" or "you" there may be another, who tells the sender of it. How far it goes does not matter: behind
    it the sender speaks as well.
    """
    home = _home(run[0].attribution[0], before)
    lead = " ".join(each.text for each in before[-_LEADING:] if each.kind is BlockKind.BODY)
    if home is None or not _PLAINLY_ANNOUNCED.search(lead) or _ANOTHERS_TEXT.search(lead):
        return False
    texts = [each.text for each in run]
    if any(map(announces_text, texts)) or any(map(_SPOKEN_OF.search, texts)):
        return False
    states = [state_named(found["who"]) for found in _found(_STATE_THINKS, texts)]
    return {each for each in states if each is not None} == {home}


def _home(sender: str, head: Sequence[Draft]) -> str | None:
    """Return the sender's State, by his name, or by the capital from which an office that governs it writes."""
    if (state := state_named(sender)) is not None or not _GOVERNS.search(sender):
        return state
    places = {
        found.name
        for each in head
        if each.kind is BlockKind.MASTHEAD
        for found in find_states(each.text)
        if found.via == "capital"
    }
    return places.pop() if len(places) == 1 else None


_BRACKETS = regex(r"\([^()]{0,200}\)")
_ENDS = regex(r"(?:^|[.!?;:'’”\"\])]\s*)\(?(?:Ends|ENDS)\)?\s?[.:)]*\s*$|\b[Ee]nds?\sof\s[^.;:]{3,60}[.)]*\s*$")
_OPENS, _CLOSES = "‘'“\"«", "’'”\"»"


def _is_whole(run: Sequence[Draft], before: Sequence[Draft], behind: Sequence[Draft]) -> bool:
    """Tell whether it is sure that a run of paragraphs is one text and nothing of the letter's own."""
    if run[0].attribution[-1] == ENCLOSED:
        return True
    if any(announces_text(each.text) for each in run[1:-1]):
        return False
    if _ENDS.search(run[-1].text[-100:]):
        return True
    if run[0].text[:1] in _OPENS and run[-1].text[-1:] == _CLOSES[_OPENS.index(run[0].text[0])]:
        return True
    if any(each.kind in _SAID_IN for each in behind):
        return _counts_on(behind[0])
    return not (any(OWN_AGAIN.search(_BRACKETS.sub("", each.text)) for each in run) or _number_again(run, before))


_IN_WORDS = regex(r"(?:TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\.\s")


def _counts_on(draft: Draft) -> bool:
    """Tell whether the letter's own paragraph behind a text is one of those that it counts in words."""
    return _IN_WORDS.match(draft.text) is not None


def _number_again(run: Sequence[Draft], before: Sequence[Draft]) -> bool:
    """Tell whether a paragraph of a run may be the next of those that the letter numbers."""
    own = [int(each.label) for each in before if each.label and each.label.isdecimal() and each.part == run[0].part]
    return bool(own) and any(each.label == str(own[-1] + 1) for each in run)


# --- who signs -------------------------------------------------------------------------------------------------------

_FAREWELL = regex(
    r"\b(?:[Yy]ours\s(?:\w+\s?){1,2}|(?:[Kk]ind(?:est)?|[Bb]est|[Ww]arm(?:est)?)\s(?:\w+\s)?(?:regards|wishes)|(?:[Yy]our|the)\sobedient\sservant|[Ss]incerely)[,.]?\s*$"
)
_SIGNED_BELOW = regex(
    rf"\((?:Signed|Sgd\.?)\)[:.]?\s(?P<name>{CAP}(?:\s\[?{CAP}\]?){{1,4}}),\s(?P<office>[A-Z][^.;:]{{3,80}}?)[’'”\"]?$"
)


def _give_signed(run: Sequence[Draft], behind: Sequence[Draft]) -> None:
    """Give a text of an office to the person who signs it at its end; the letter's sender may have written it."""
    voices = run[-1].attribution
    signed = _SIGNED_BELOW.search(run[-1].text)
    name = signed["name"] if signed and signed["office"].split()[0] in voices[-1] else None
    name = name or _signing_in_marks(run)
    if name is None and behind and _FAREWELL.search(run[-1].text):
        name = _signing_sender(behind[0], voices[:-1])
    if name is None:
        return
    for draft in (*run, *behind[1:]):
        if draft.attribution == voices:
            draft.attribution = voices[:-1] if name in voices else (*voices[:-1], name)


# "Renn.'", all that stands in the last paragraph of a text in marks
_NAME_IN_MARKS = regex(rf"(?P<name>(?:[A-Z]\.\s?){{0,3}}{CAP}(?:\s{CAP})?)\.?[{_CLOSES}]")


def _signing_in_marks(run: Sequence[Draft]) -> str | None:
    """Return who signs with his bare name a text in marks in which one person speaks; a place is no name."""
    found = _NAME_IN_MARKS.fullmatch(run[-1].text.strip())
    opens = run[0].text[:1] in _OPENS and any(map(TELLS.search, (each.text for each in run)))
    if found is None or not opens or found["name"] in run[0].attribution[-1] or find_states(found["name"]):
        return None
    return found["name"]


def _signing_sender(signature: Draft, senders: Sequence[str]) -> str | None:
    """Return the sender, known by his surname, who signs right below a farewell: "A. RENN"."""
    signs = _signs(signature)
    return next((each for each in senders if signs and each.casefold() == signs["surname"].casefold()), None)


def _signs(draft: Draft) -> re.Match[str] | None:
    return _BARE_NAME.match(draft.text) if draft.kind in (BlockKind.SIGNATURE, BlockKind.HEADING) else None


_BARE_NAME = regex(r"(?:[A-Z][\w’'-]*\.?\s){1,3}(?P<surname>[A-Z][\w’'-]+)(?=$|\n)")
