"""Whose text follows a sentence that announces one, such as "The following telegram has been received from ..."."""

import re

from retrieval.parsing.names import CAP, PROPER, People
from retrieval.parsing.speakers.announced import announced, asked_to_convey, handed_over, instructed, recorded
from retrieval.parsing.speakers.by_noun import OWN_TEXT, STATEMENT_OF
from retrieval.parsing.speakers.callings import ADJECTIVE, OFFICE
from retrieval.parsing.speakers.heads import TEXT_NOUN, introduces_itself
from retrieval.parsing.speakers.sentences import RESTORED, disowned, introduced
from retrieval.parsing.speakers.whose import Speaker, Whose, named, worded
from retrieval.parsing.voices.movers import made_by, moved_by, sense_of
from retrieval.patterns import regex

# "You should report along the following line:-": the sender puts the words into the addressee's mouth
_DICTATED = regex(
    r"^(?:You\s(?:should|may|might|are\sto|could)|Please)\s(?:(?:now|then|also|immediately|\w+ly)\s)?"
    r"(?:report|state|say|reply|inform|tell|convey|advise|make|speak|answer)\b"
    r"(?!.*\b(?:from|by|received|which|that)\b).*\b(?:following|as\sfollows)\b"
)
# "The resolution might be on the following lines:", "The following reply has been given to the Kesparian Ambassador:":
# the sender drafts it, or has sent it; not "was given to me", "has been sent to the Board by Renn"
_OWN_DRAFT = regex(
    rf"^(?:The|An?|This|Such\san?)\s(?:\w+\s){{0,2}}?(?:{TEXT_NOUN}|draft|amendment|clause|formula|invitation|agreement)s?\s(?:might|could|should|would|"
    r"may)\s(?:\w+\s)?(?:be|read|run)\s(?:(?:on|along|in)\s(?:the\s)?following\b|as\sfollows)|"
    rf"^(?:The\s)?[Ff]ollowing\s(?:[\w-]+\s)?{TEXT_NOUN}\s(?:has|have)\s(?:(?:now|also|to-?day|accordingly|therefore)\s)?been\s(?:given|sent|addressed|"
    r"returned|despatched|dispatched|telegraphed)\sto\s(?!(?:me|us|him|her|them|you|my|our|your)\b)(?!.*\b(?:by|from|signed)\b)"
)
_TEXT_FOLLOWS = regex(rf"(?i:{TEXT_NOUN})s?\b[^.;:]*\sfollows?\s?[.:–—-]*\s*$")
_LONGEST, _LONGEST_TOLD = 2_000, 700  # characters of a sentence that are looked at
_ASIDE = regex(r"\s?\([^()]{0,200}\)")


def introduces_text(lead: str, people: People) -> Speaker | Whose:
    """Return whose text follows a sentence such as "The following telegram has been received from ..."."""
    lead = RESTORED.sub(r"\1", _ASIDE.sub("", lead[-_LONGEST:]))
    if _TEXT_FOLLOWS.match(lead):  # "Statement by Minister Renn follows"
        lead = f"{lead[:1].lower()}{lead[1:]}"
    if disowned(lead):
        return Whose.UNKNOWN
    if OWN_TEXT.search(lead) or _DICTATED.match(lead) or _OWN_DRAFT.match(lead):
        return Whose.SELF
    hits = [found for pattern in (STATEMENT_OF, _TEXT_FROM, _PROPOSED) for found in pattern.finditer(lead)]
    # "following reservation by A to the report by B": what follows is A's
    for found in sorted(hits, key=lambda each: (each[0][1:].startswith("ollowing"), each.end(1)), reverse=True):
        following = found[0][1:].startswith("ollowing")
        if not following and not introduces_itself(lead[: found.start()], lead[found.end() :], block=True):
            continue
        speaker = worded(_sending(found[1]), people)
        if speaker is Whose.UNKNOWN and _OFFICE_ANNOUNCED.search(lead[: found.end(1)]):
            return Speaker(found[1])
        if speaker is Whose.UNKNOWN and _SENT_BY.search(found[0]):
            speaker = _one_word(found[1], people)
        if speaker is not Whose.UNKNOWN:
            return speaker
    for rule in (announced, asked_to_convey, handed_over, instructed):
        speaker = rule(lead, people)
        if speaker is not Whose.UNKNOWN:
            return speaker
    speaker = recorded(lead)
    if speaker is Whose.UNKNOWN:
        speaker = introduced(lead, people, block=True)
    return told_of(lead, people) if speaker is Whose.UNKNOWN else speaker


def goes_on(sentence: str, quoted: str, people: People) -> Speaker | Whose:
    """Return who speaks where a quotation goes on, in small letters, with the sentence above: "called upon them"."""
    amid = quoted.lstrip(_OPENING)[:1].islower() and sentence[-1:].isalnum()
    return introduced(f"{sentence} ", people) if amid and not disowned(sentence) else Whose.UNKNOWN


_OPENING = "“«\"‘'(["


def told_of(sentence: str, people: People) -> Speaker | Whose:
    """Return whose proposal, note or decision it is to which a sentence leads, though nobody "says" anything in it."""
    sentence = RESTORED.sub(r"\1", sentence[-_LONGEST_TOLD:])
    found = (rule(sentence, people) for rule in (moved_by, sense_of, made_by))
    return next((speaker for speaker in found if speaker is not Whose.UNKNOWN), Whose.UNKNOWN)


# "letter was handed to me by the Vice Minister", "telegram has been received from the Australian Minister, Chungking";
# not "following are conditions for acceptance by Merovand"
_CONVEYED = (
    rf"(?:(?i:{TEXT_NOUN})s?|has|have|had|been|was|were|is|are|just|now|today|yesterday|received|sent|addressed|"
    rf"handed|given|communicated|issued|made|"
    r"forwarded|furnished|presented|transmitted|dispatched|obtained|drafted|prepared|submitted|supplied|telegraphed|"
    rf"to(?!\s(?:the|an?|my|your|his|her|its|our|their)\s(?:\w+\s){{0,2}}{TEXT_NOUN}\b)|"
    rf"to\s(?:my|our)\s(?:\w+\s){{0,2}}?{TEXT_NOUN}|me|"
    r"us|him|you|them|this|morning|the|a|an|of|"
    rf"which|(?:to|addressed\sto)\sthe\s(?!(?:\w+\s){{0,2}}{TEXT_NOUN}\b)[^.,;:]{{1,80}}?(?=\s(?:by|was|has\sbeen|from)\s)|"
    r"personal|private|confidential|formal|further|information|full|complete|text|immediately|urgently|directly|draft|"
    r"second|first|personally|signed|and)"
)
_TEXT_FROM = regex(
    rf"\b(?:[Ff]ollowing(?!\s(?:the|an?|this|his|her|its|their)\b)|{TEXT_NOUN}s?)(?:\s{_CONVEYED}){{0,10}}?\s(?:from|by)\s(?:the\s|"
    rf"His\sExcellency\s)?({ADJECTIVE}{PROPER}(?:,\s(?!I\s){PROPER})?)"
)
# "The following message was received from the Secretary-General"; not "he would like a reply from the President"
_OFFICE_ANNOUNCED = regex(rf"\b(?:[Ff]ollowing|[Tt]ext)\b.*\s(?:from|by)\sthe\s{OFFICE.pattern}(?:-General)?$")
# "cable from Moore", "memorandum communicated by Moore", "letter signed by Moore"; not "statement by Gannet"
_SENT_BY = regex(
    r"\b(?:signed|communicated|sent|cabled)\sby\s|\b(?:cable(?:gram)?|telegram|signal|letter|message)\sfrom\s",
    re.IGNORECASE,
)
_TERMS = (
    r"(?:proposals?|suggestions?|amendments?|drafts?|resolutions?|views|comments|observations|recommendations|questions|demands|"
    r"terms(?:\sof\sreference)?|provisions|formula)"
)
# "following proposals of Dr. Renn", "following resolution moved by Kesparia", "Terms proposed by Kesparia."
_PROPOSED = regex(
    rf"(?:(?<!,\s)\b[Ff]ollowing\s(?!.*\bfollowing\b)(?:[\w-]+\s){{0,2}}?{_TERMS}(?:\s(?:proposed|submitted|moved|tabled|circulated|prepared|drafted|presented|"
    rf"put\sforward|made|expressed|adopted))?\s(?:of|by|from)|^(?:\w+\s){{0,3}}?(?i:{_TERMS})\s(?:proposed|submitted|put\sforward)\sby)"
    rf"\s(?:the\s)?({ADJECTIVE}{PROPER})"
)


def _one_word(phrase: str, people: People) -> Speaker | Whose:
    """Return whom a single word names that stands where the sender of a text does: "cable from Moore"; no office."""
    speaker = named(phrase, people) if re.fullmatch(CAP, phrase) and not OFFICE.search(phrase) else Whose.UNKNOWN
    return speaker if isinstance(speaker, Speaker) else Whose.UNKNOWN


# "Attlee for Mr. Chifley", but "Minister for Water"
_FOR_ANOTHER = regex(r"^(?P<from>.{2,60}?)\sfor\s.*$")


def _sending(phrase: str) -> str:
    """Return who sends, without the one for whom it is meant."""
    found = _FOR_ANOTHER.match(phrase)
    return found["from"] if found and not OFFICE.search(found["from"]) else phrase
