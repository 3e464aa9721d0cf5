"""Reads whose text a sentence announces: one handed over, one that it says follows, one that was named before.

Only what the words name counts; in doubt the answer is `Whose.UNKNOWN`, and nobody is made to say it.
"""

import re
from collections.abc import Callable

from retrieval.language.dates import MONTH
from retrieval.language.states import canonical
from retrieval.parsing.names import CAP, PROPER, People, is_person, state_of
from retrieval.parsing.speakers.callings import ADJECTIVE, OFFICE
from retrieval.parsing.speakers.subjects import subject
from retrieval.parsing.speakers.verbs import SAYING
from retrieval.parsing.speakers.whose import Speaker, Whose, named
from retrieval.patterns import regex

_PAPER = r"(?:memorandum|note(?:\sverbale)?|aide-m[ée]moire|statement|communication|document|paper)"
_GIVEN = r"(?:left|handed|gave|given|presented|delivered)"
# "The Merovand Ambassador called on me and left the following memorandum."; a telegram or a letter is often another's
_HANDED = regex(
    rf"\s(?:{_GIVEN})(?:\s(?:with\s|to\s)?(?:me|us))?(?:\s(?:today|to-day|yesterday|this\s\w+))?"
    rf"\s(?:the|a)\sfollowing\s(?:\w+\s)?{_PAPER}(?:\sfor\s(?:your|our)\s[a-z]+)?(?:\sand\s[^.;:]{{1,120}})?\s?[.:][\s–—-]*"
    r"(?:(?:The\s)?Text\s(?:begins|follows|reads)[^.;:]{0,12}[.:]?[\s–—-]*)?$"
)
_CALLED = regex(r"\s(?:called|came|visited)\b[^,;:.]{0,60}\sand$")
_OWN_SIDE = regex(r"\b(?:[Oo]ur|[Mm]y|I|[Ww]e|you)\b")


def handed_over(sentence: str, people: People) -> Speaker | Whose:
    """Return who hands over the text that follows: "The Ambassador left the following note."."""
    found = _HANDED.search(sentence)
    if found is None:
        return Whose.UNKNOWN
    before = _CALLED.sub("", sentence[: found.start()])
    speaker = subject(before, people)
    return Whose.UNKNOWN if isinstance(speaker, Speaker) and _OWN_SIDE.search(before) else speaker


# "The Minister has asked me to convey to you the following reply"
_ASKED = regex(
    r"\s(?:(?:has|have|had)\s(?:\w+\s)?)?(?:asked|requested|instructed|directed|authori[sz]ed|charged|desired)\s(?:me|us)\s(?:to|with)\s"
    r"(?:convey|transmit|communicat|pass|send|giv|forward|deliver|hand|bring|inform|tell|read)\w*\b(?:(?!\b(?:that|which|from|by)\b)[^.;:])*"
    r"\bfollowing\b(?:(?!\b(?:that|which|from|by)\b)[^.;:])*[.:]?[\s–—-]*$"
)


def asked_to_convey(sentence: str, people: People) -> Speaker | Whose:
    """Return whose message the letter conveys: "The Minister has asked me to convey the following reply"."""
    found = _ASKED.search(sentence)
    return subject(sentence[: found.start()], people) if found else Whose.UNKNOWN


# "Following is a summary of instructions which have been sent to the Kesparian representative on the Board."
_INSTRUCTIONS = regex(
    r"(?<![’']s\s)(?<!\bits\s)(?<!\bhis\s)(?<!\bher\s)(?<!\bour\s)(?<!\bmy\s)(?<!\btheir\s)\b[Ii]nstructions\b(?:\s(?:which|that|have|has|had|been|were|was|are|now|being|also|just)){0,4}\s(?:sent|given|issued|telegraphed|cabled|addressed)"
    rf"\sto\sthe\s(?P<whose>{CAP}(?:\s{CAP}){{0,3}}?)\s(?:[Rr]epresentatives?|[Dd]elegat(?:es?|ion|ions)|Ambassador|Minister|Embassy|Legation|Mission|"
    r"High\sCommissioner)\b(?!.*\b(?:by|from)\b)"
)


def instructed(sentence: str, people: People) -> Speaker | Whose:
    """Return whose instructions a text is by the representative to whom they are sent: nobody else gives him any."""
    found = _INSTRUCTIONS.search(sentence)
    if found is None or OFFICE.search(found["whose"]):
        return Whose.UNKNOWN
    whose = found["whose"]
    state = canonical(whose) or state_of(whose)
    if state is None and " " not in whose:
        return Whose.UNKNOWN
    return named(whose, people) if state is None or canonical(whose) else Speaker(state)


# "I quote from the record of the River Meeting of 6 April:"; not "You will find it in the record of the meeting:"
_RECORD = regex(
    r"\b(?:[Qq]uot(?:e|es|ed|ing)|see|[Ff]rom|in)\s(?:[^.;:]{0,60}\s(?:of|from|in)\s)?(?:the\s)?"
    rf"((?:(?:summary|verbatim|official)\s)?(?:records?|minutes|proceedings|report\sof\sthe\sproceedings)\sof\s(?:the\s)?{PROPER})"
    r"(?:[^.;:]|(?<=[DM]r)\.|(?<=Mrs)\.){0,80}:[\s–—-]*$"
)


def recorded(sentence: str) -> Speaker | Whose:
    """Return the record of a meeting that a sentence quotes: "see the record of the River Meeting:"."""
    found = _RECORD.search(sentence)
    if found is None or SAYING.search(sentence):
        return Whose.UNKNOWN
    return Speaker(f"the {_OF_DAY.sub('', found[1])}")


_OF_DAY = regex(rf"\sof\s(?:{MONTH})$")


# a summary of something is the sender's own prose; a text, or what somebody's summary is, is not
_FOLLOWING = (
    r"^(?:The\s)?(?:[Ff]ollowing|[Bb]elow)\s(?:is|are)\s(?:the\s|a\s)?"
    r"(?:(?:full|exact|complete|verbatim|essential|main)\s)*"
)
_SPOKEN = (
    r"(?:statement|declaration|speech|address|remarks|comments|summary|proposals?|memorandum|note|letter|message|"
    r"reply|report|views|opinions?|advice|observations|appreciation|assessment)"
)
_OF_NAME = regex(
    rf"{_FOLLOWING}(?:(?:text|parts|passages|extracts|portions)\s(?:of|from)\s)?({CAP}(?:\s{CAP}){{0,3}})[’']s?\s"
    rf"(?:[a-z]\w+\s){{0,2}}{_SPOKEN}\b[^.;:]*\.?:?[\s–—-]*$"
)
# "The following is the opinion of Tranmere."; not "is a note of Protest", "is a summary of remarks by Tranmere"
_THOUGHT_BY = regex(
    rf"{_FOLLOWING}(?:text\sof\s(?:the\s|an?\s)?)?(?:[a-z]\w+\s)?"
    r"(?:(?:views|opinions?|advice|observations|comments|remarks|appreciation|assessment)\s(?:of|by|from)|"
    r"(?:statement|speech|memorandum|note|letter|message|reply|report)\s(?:by|from))\s"
    rf"({CAP}(?:\s{CAP}){{0,3}})\s?[.:][\s–—-]*$"
)
_BODY = regex(r"\b(?:Government|Delegation|Department|Committee|Commission|Council|Cabinet|Party|Board|House)\b")


def announced(sentence: str, people: People) -> Speaker | Whose:
    """Return the person whose text follows: "Following are parts of Renn's opening address."."""
    found = _OF_NAME.match(sentence) or _THOUGHT_BY.match(sentence)
    if found is None or _BODY.search(found[1]):
        return Whose.UNKNOWN
    speaker = named(found[1], people)
    if not isinstance(speaker, Speaker) or (" " not in speaker.name and OFFICE.search(speaker.name)):
        return Whose.UNKNOWN
    return speaker if " " not in speaker.name or is_person(speaker.name) else Whose.UNKNOWN


# "Dr. Renn's analysis My mission to Dorn": a heading that runs into the paragraph below it
_HEAD = regex(
    rf"^({CAP}(?:\s{CAP}){{0,3}})[’']s?\s(?:analysis|statement|review|report|account|survey|speech|address|remarks)\s(?=[A-Z])"
)
_IN_PERSON = regex(r"\b(?:I|[Mm]y)\b")


def headed(text: str, people: People) -> Speaker | Whose:
    """Return whose words a paragraph is that begins with its heading and in which one person speaks of himself."""
    found = _HEAD.match(text)
    if found is None or _BODY.search(found[1]) or not _IN_PERSON.search(text, found.end()):
        return Whose.UNKNOWN
    return named(found[1], people)


def without_head(text: str) -> str:
    """Return a paragraph without such a heading."""
    return _HEAD.sub("", text)


# "Following views on the tolls have been expressed by the River Board:-"; not "views on what was proposed by Tranmere:"
_VIEWS_BY = regex(
    r"^(?:The\s)?[Ff]ollowing\s(?:[a-z]\w+\s){0,2}(?:views|recommendations|observations|comments|conclusions|decisions|opinions|"
    r"suggestions|proposals|instructions)"
    r"(?:(?:\son\s(?:(?!\b(?:that|which|who|whom|as)\b)[^.,;:]){1,60}?)?\s(?:have\sbeen|were)\s"
    r"(?:expressed|furnished|offered|given|submitted|received|made|recorded|reached|put\sforward))?"
    rf"\s(?:by|from)\s(?:the\s)?({ADJECTIVE}{PROPER})\s?:[\s–—-]*$"
)


def views_announced(sentence: str, people: People) -> Speaker | Whose:
    """Return whose views the items are that follow: "Following views have been expressed by the River Board:-"."""
    found = _VIEWS_BY.match(sentence)
    return named(found[1], people) if found and not _OWN_SIDE.search(found[1]) else Whose.UNKNOWN


def speaks_of(text: str, speaker: Speaker) -> bool:
    """Tell whether words look back on what `speaker` said, and so are not the speaker's own.

    A person does not name himself; a Ministry often does, and its papers speak of "the foregoing".
    """
    if _LOOKING_BACK.search(text) is not None:
        return True
    person = canonical(speaker.name) is None and (" " not in speaker.name or is_person(speaker.name))
    return person and (speaker.name.split()[-1] in text or _FOREGOING.search(text) is not None)


_FOREGOING = regex(r"\b(?:[Tt]he|[Tt]hese|[Tt]his|[Hh]is|[Hh]er)\s(?:above|foregoing)\b")
_LOOKING_BACK = regex(
    rf"\b(?:[Tt]hese|[Hh]is|[Hh]er|[Aa]bove)\s{_SPOKEN}\b|"
    r"^(?:We|I)\s(?:agree|concur|support|endorse)\b|^(?:He|She)\b"
)
_ASIDE = r"(?:,(?![^,]*\b(?:by|from|of|signed)\b)[^,.;:]{2,60},)?"
# "The memorandum continues:", "The letter, in fair French, is addressed to me and reads:"; a letter may be anybody's
_GOES_ON = regex(
    rf"^The\s(?:(?P<paper>{_PAPER}){_ASIDE}|(?P<letter>letter){_ASIDE}\s(?:is|was)\saddressed\sto\s(?:me|us)\sand)\s"
    r"(?:then\s|also\s)?(?:continue[sd]|conclude[sd]|goes\son|went\son|reads?|states?|stated|says|said|adds|added)\b"
    r"[^.;:]{0,60}:[\s–—-]*$"
)
_ANOTHER = r"(?:another|second|further|earlier|previous|other|own|[Mm]y|[Oo]ur|[Yy]our)"


# "The following is a summary of an aide-memoire just received from the Harbour Office.": that is the one in the letter
_SUMMARY_OF = (
    r"\b[Ff]ollowing\sis\s(?:an?\s|the\s)?(?:\w+\s)?(?:summary|gist|substance|translation|text)\sof\s(?:an?|the)\s"
    r"(?:\w+\s)?"
)
# "Tranmere left for the coast, but left a draft letter and went on"; not "left a letter signed by Renn"
_SAME_SUBJECT = (
    r"(?:\s(?!(?:who|which|that|when|while|where|as|his|her|their|he|she|they)\b)[a-z][\w-]*,?){1,12}?\s(?:and|but)"
)
_LEFT = (
    rf"(?:^|(?<=[.!?]\s))(?:The\s)?({PROPER})(?:{_SAME_SUBJECT})?\s{_GIVEN}(?:\s(?:with\s|to\s)?(?:me|us))?\sa\s(?:draft\s)?"
    r"%s(?=[.;:]|,?\s(?:and|but)\b)"
)


def named_before(sentence: str, before: Callable[[], str], people: People) -> Speaker | Whose:
    """Return from whom a paper is that goes on here, "The memorandum continues:", by the one name given with it.

    `before` gives the letter's own words so far: they are only looked at where a paper goes on.
    """
    goes_on = _GOES_ON.match(sentence)
    if goes_on is None:
        return _moved_before(sentence, before, people)
    paper = re.escape(goes_on["paper"] or goes_on["letter"])
    earlier = before().removesuffix(sentence)
    told = re.findall(rf"{_SUMMARY_OF}{paper}\b[^.;:]*?\s(?:from|by)\s(?:the\s)?({ADJECTIVE}{PROPER})", earlier)
    if len(told) == 1 and not _OWN_SIDE.search(told[0]):
        return named(told[0], people)
    if re.search(rf"\b{_ANOTHER}\s(?:\w+\s)?{paper}\b|\b{paper}s\b", earlier):
        return Whose.UNKNOWN
    if goes_on["letter"] and len(re.findall(rf"\b{paper}\b", earlier)) != 1:
        return Whose.UNKNOWN
    hits = [each for pattern in _from_whom(paper) for each in re.finditer(pattern, earlier)]
    for first in re.finditer(rf"\b(?:[Aa]n?|following|copy\sof)\s(?:\w+\s)?{paper}\b", earlier):
        if not any(hit.start() <= first.end() <= hit.end() for hit in hits):
            return Whose.UNKNOWN  # a paper of which nothing is said may be the one meant
    found = {Whose.UNKNOWN if _OWN_SIDE.search(hit[1]) else named(hit[1], people) for hit in hits}
    return found.pop() if len(found) == 1 else Whose.UNKNOWN


# "The letter opens with the words:", "The letter goes on to say:"; not "The letter of Kesparia says:"
_THE_LETTER = regex(
    r"(?:The|That)\s(?:same\s)?(?P<paper>letter|note(?:\sverbale)?)\s(?:then\s|also\s|further\s|itself\s)*"
    r"(?:opens?|begins|starts|ends|closes|concludes|continues|goes\son|adds|states|says|claims|asserts|alleges|argues|maintains|reads|"
    r"declares)\b[^.;:“”]{0,80}:[\s–—-]*"
)
_LETTERS = regex(
    r"\b(?:[Ll]etters?|[Nn]otes?(?:\sverbales?)?)\s(?:dated|of)\s\d|"
    r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?:\w+\s){0,2}(?:letters?|notes?)\b"
)
_LETTER_FROM = regex(rf"\b(?:letters?|notes?\sverbales?)\sdated\s[^.;:()]{{4,40}}?\sfrom\s(?:the\s)?({PROPER})")


def of_the_letter(sentence: str, before: Callable[[], str], people: People) -> Speaker | Whose:
    """Return from whom "the letter" is that a sentence quotes, where the letter has named only one so far."""
    if _THE_LETTER.fullmatch(sentence) is None:
        return Whose.UNKNOWN
    earlier = before().removesuffix(sentence)
    found = _LETTER_FROM.search(earlier)
    return named(found[1], people) if found and len(_LETTERS.findall(earlier)) == 1 else Whose.UNKNOWN


_SENT = r"(?:sent|communicated|addressed|handed|delivered|issued|given|presented|left)"
_ANY_PAPER = (
    r"(?:memorandum|note|aide-m[ée]moire|statement|communication|document|paper|letter|message|telegram|directive|instructions?|exposition|"
    r"declaration|reply)"
)
# "The Board have sent to the owners a statement of their rights."; not "sent a note from the Board", "a copy of a note"
_HAS_SENT = regex(
    rf"(?P<by>.{{3,200}}?)\s(?:has|have|had)\s(?:now\s|also\s|since\s|just\s)?{_SENT}\s(?!by\b)"
    r"(?:(?!\b(?:by|from|which|who|that|and|cop(?:y|ies)|text|translation|extracts?)\b)[^;:]){0,80}?"
    rf"\ban?\s(?:\w+\s){{0,2}}?{_ANY_PAPER}\b(?!.*\b(?:by|from|signed|written|which|whose|of\s(?:the\s)?[A-Z])\b)[^;:]*$"
)
# "This document has been approved by Renn and is in the following terms.", "The note reads as follows:"
_IT_READS = regex(
    rf"(?:This|The)\s(?:\w+\s)?{_ANY_PAPER}\b(?!\s(?:of|from|by)\b)[^;:]{{0,120}}?\s"
    r"(?:is\sin\sthe\sfollowing\sterms|reads|runs|is\sas\sfollows)\b[^;:]{0,40}[.:–—-]*$"
)


def paper_sent(sentence: str, before: str, people: People) -> Speaker | Whose:
    """Return who, as the sentence before says, has sent the paper of which a sentence gives the text."""
    sent = _HAS_SENT.match(before.strip()) if _IT_READS.match(sentence.strip()) else None
    if sent is None or _OWN_SIDE.search(sent["by"].rpartition(" that ")[2]):
        return Whose.UNKNOWN
    return subject(sent["by"], people)


# "After recounting the steps taken, the resolution says that this is not enough, and continues-"
_MOTION_GOES_ON = regex(
    r"\b[Tt]he\s(?P<motion>resolution|draft|amendment|proposal|motion)\b[^.;:]{0,400}?\b(?:continue[sd]|conclude[sd]|goes\son|went\son)\s?"
    r"[:–—-]+\s*$"
)
_LAID = r"(?:presented|submitted|introduced|tabled|moved|circulated|proposed|put\sforward)"
# "The resolution as amended read:-", below "Velmora presented an amended resolution to that proposed before."
_MOTION_READS = regex(
    r"The\s(?P<motion>resolution|draft|amendment|proposal|motion)(?:\s(?:as\s(?:now\s)?(?:amended|revised|moved)|now|then))?\s(?:reads?|ran|runs)"
    r"(?:\sas\sfollows)?\s?[:–—-]+\s*$"
)


def _presented(motion: str, earlier: str, people: People) -> Speaker | Whose:
    """Return who, as the sentence right before says, presented the motion of which the text follows."""
    last = earlier[max(0, len(earlier) - _LONGEST_BEFORE) :].rstrip(".")
    last = _BRACKETED.sub(r"\1", last[[0, *(each.end() for each in _STOP.finditer(last))][-1] :])
    laid = rf"\s{_LAID}\s(?:an?|its|his|her)\s(?:\w+\s){{0,2}}?{motion}\b(?!.*\b(?:by|from)\s)"
    found = re.search(laid, last)
    before = last[: found.start()] if found else ""
    if canonical(state := before.rpartition(" ")[2]):  # "At the meeting this afternoon Velmora presented"
        return Speaker(state)
    return Whose.UNKNOWN if not before or _OWN_SIDE.search(before) else subject(before, people)


_LONGEST_BEFORE = 500
_STOP = regex(r"(?<![MD]r)(?<![A-Z])\.\s+(?=[A-Z])")
_BRACKETED = regex(r"\[([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})\]")


def _moved_before(sentence: str, before: Callable[[], str], people: People) -> Speaker | Whose:
    """Return by whom the one resolution was moved, as the letter said right before, with which a sentence goes on."""
    if (reads := _MOTION_READS.match(sentence)) is not None:
        return _presented(reads["motion"], before().removesuffix(sentence).rstrip(), people)
    goes_on = _MOTION_GOES_ON.search(sentence)
    if goes_on is None or SAYING.search(sentence, 0, goes_on.start()):
        return Whose.UNKNOWN
    motion, earlier = goes_on["motion"], before().removesuffix(sentence)
    moved = (
        rf"\b[Aa]n?\s(?:\w+\s)?{motion}\b[^.;:]{{0,100}}?\s(?:is|was|has\sbeen)\s(?:\w+\s)?{_LAID}\b[^.;:]{{0,80}}?"
        rf"\sby\s(?:the\s)?({PROPER})"
    )
    hits = list(re.finditer(moved, earlier))
    once = len(re.findall(rf"\b{motion}s?\b", earlier, re.IGNORECASE)) == 1
    return named(hits[0][1], people) if once and len(hits) == 1 and not _OWN_SIDE.search(hits[0][1]) else Whose.UNKNOWN


def _from_whom(paper: str) -> tuple[str, ...]:
    """Return the patterns of the ways in which a sentence says from whom a paper is."""
    after = (
        rf"\b{paper}\b(?:[^.;:]{{0,80}}?\b(?:{_GIVEN}|communicated|sent|received|issued|submitted|prepared)\b"
        rf"[^.;:]{{0,60}}?)?\s(?:by|from)\s(?:the\s)?({ADJECTIVE}{PROPER})"
    )
    before = rf"\b({PROPER})[’']s?\s(?:\w+\s)?{paper}\b"
    return after, before, _LEFT % paper


# "The following is the text of the paragraphs on the tolls." below "White Paper on the harbours."
_PIECE_OF_IT = regex(
    r"(?:The\s)?[Ff]ollowing\s(?:is|are)\s(?:the\s)?(?:(?:full\s)?text\sof\s)?(?:the\s)?(?:[a-z]+\s)?"
    r"(?:paragraphs?|passages?|extracts?|parts?|sections?|portions?|text)\b(?!.*\s(?:of|from|by)\s(?:the\s)?[A-Z])"
)
_DOCUMENT = regex(
    r"(?:The\s)?((?:[A-Z][\w-]+\s){0,2}(?:White\sPaper|Report|Memorandum|Declaration|Convention|Agreement|Treaty|Communiqué|"
    r"Proclamation|Resolution|Decree)\b[^.:;]{0,100})\.?$"
)


def named_above(sentence: str, above: str) -> Speaker | Whose:
    """Return the document, named by the line above a sentence and by nothing else, of which that announces a piece."""
    found = _DOCUMENT.match(above) if _PIECE_OF_IT.match(sentence) else None
    return Speaker(found[1]) if found and not SAYING.search(found[1]) else Whose.UNKNOWN
