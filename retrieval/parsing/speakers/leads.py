"""What the paragraphs that lead to a quotation have in common, and how the quoted ones are given their speaker."""

import re
from collections.abc import Sequence

from retrieval.parsing.model import Draft
from retrieval.parsing.names import same_voice, without_article
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.inline_quotes import sentence_starts
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

COLON = regex(r"(?:[:：]\s?[-–—]?|\b(?:[Ff]ollows|[Bb]egins)\s?[–—-])\s*$")
# "The text follows:", "The full text of the note is as follows:-", "The President's directive to him begins:",
# "This document is in the following terms."
TEXT_HERE = regex(
    r"(?:(?:^|(?<=[.!?]\s))(?:The\s)?(?:(?:[Ff]ull|[Cc]omplete)\s)?[Tt]ext\s(?:of\s[^.;:]{1,120}\s)?"
    r"(?:[Ff]ollows|[Bb]egins|is\sas\sfollows|reads\sas\sfollows)|"
    rf"\b(?i:{TEXT_NOUN})(?:\s[^.;:]{{1,80}}?)?,?\sbegins|"
    rf"\b(?:{TEXT_NOUN}|document|text)\b[^.;:]{{0,160}}\s(?:is|was|runs|ran)\sin\sthe\sfollowing\sterms|"
    rf"\b{TEXT_NOUN}\sto\sthe\sfollowing\seffect(?:\s[^.;:]{{1,100}}?)?|"
    r"\b(?:below|hereunder)\s(?:the\s)?(?:full\s)?text\sof\b[^.;:]{0,160}|"
    r"\btext\sof\swhich\s(?:follows|(?:is|reads)\sas\sfollows|is\s(?:reproduced|set\sout|given|quoted)\sbelow)|"
    rf"\b(?:{TEXT_NOUN}|text)\b[^.;:]{{0,160}}\sis\s(?:reproduced|set\sout|quoted|transmitted)\s(?:in\sfull\s)?(?:below|hereunder))"
    r"\s?[.:–—-]+\s*$"
)
_TEXT_BEGINS = regex(r"^(?:The\s)?[Tt]ext\s(?:of\s\w+\s)?(?:begins|follows|reads(?:\sas\sfollows)?)\s?[.:]?[\s–—-]*$")


_HINT = regex(r"[Ff]ollow|[Bb]egins|below|hereunder")
_NEAR = 400  # characters


def announces_text(text: str) -> bool:
    """Tell whether words end with the announcement that a text follows."""
    return _HINT.search(text, max(0, len(text) - _NEAR)) is not None and TEXT_HERE.search(text) is not None


def with_speaker(drafts: Sequence[Draft], speaker: Speaker | Whose) -> None:
    """Make `drafts` quotations of `speaker` inside the voice they already have."""
    for draft in drafts:
        if draft.kind is BlockKind.BODY:
            draft.kind = BlockKind.QUOTE
        name = speaker.name if isinstance(speaker, Speaker) else UNNAMED
        if speaker is not Whose.SELF and not speaks(draft, name):
            draft.attribution = (*draft.attribution, name)
        draft.voiced = True


def speaks(draft: Draft, name: str) -> bool:
    """Tell whether `draft` already is in the voice of `name`, whatever title goes with it."""
    return any(same_voice(name, each) for each in draft.attribution[-1:])


def is_senders(draft: Draft) -> bool:
    """Tell whether a paragraph begins with whose letter it is: "Orvelland has always respected this rule."."""
    return begins_with_sender(draft, draft.text)


# Takes "The Government of Orvelland" down to the name; leaves "The Harbour Board of Orvelland" as it is.
_GOVERNMENT = regex(
    r"(?:The\s)?(?:Government|Ministry|Embassy|Permanent\sMission|Republic|Kingdom|delegation|people)\s"
    r"(?:[A-Z]\w+\s)*of\s(?:the\s)?"
)


def may_be_senders(draft: Draft) -> bool:
    """Tell whether a paragraph begins with whose letter it is, or with his Government; another's text may do so too."""
    named = _GOVERNMENT.match(draft.text)
    return is_senders(draft) or (named is not None and begins_with_sender(draft, draft.text[named.end() :]))


def begins_with_sender(draft: Draft, text: str) -> bool:
    """Tell whether words of a paragraph begin with the name of one whose voice that is."""
    return begins_with(draft.attribution, text)


def begins_with(voices: Sequence[str], text: str) -> bool:
    """Tell whether words begin with one of these names, or with the Government or mission of one."""
    names = "|".join(re.escape(without_article(name)) for name in voices)
    return bool(names) and re.match(rf"(?:[Tt]he\s)?{_ORGAN_OF}(?:{names})\b", text) is not None


_ORGAN_OF = r"(?:(?:Government|delegation|authorities|people|(?:Permanent\s)?Mission)\sof\s(?:the\s)?)?"


def last_sentence(text: str) -> str:
    """Return the last sentence that says anything: "Renn gave me the following note. Text begins-" is one."""
    starts = [0, *sentence_starts(text)]
    return text[starts[-2 if len(starts) > 1 and _TEXT_BEGINS.match(text[starts[-1] :]) else -1] :]


def signs_quoted(drafts: Sequence[Draft], place: int) -> bool:
    """Tell whether a signature is that of a letter quoted right above it: the letter itself goes on and is signed."""
    if place == 0 or drafts[place].kind is not BlockKind.SIGNATURE or drafts[place - 1].kind is not BlockKind.QUOTE:
        return False
    return goes_on_below(drafts, place)


def goes_on_below(drafts: Sequence[Draft], place: int) -> bool:
    """Tell whether the letter, or its part, goes on below a signature and is signed again."""
    behind = [each.kind for each in drafts[place + 1 :] if each.part == drafts[place].part]
    return BlockKind.BODY in behind and BlockKind.SIGNATURE in behind


def runs_on(quoted: Draft, draft: Draft) -> bool:
    """Tell whether a paragraph that no indent shows ends the sentence of a quoted one: "Decides ...;"."""
    plain = draft.kind is BlockKind.BODY and draft.part == quoted.part and draft.label is None and not draft.voiced
    return plain and quoted.text.rstrip().endswith(";") and _RUN_ON.match(draft.text) is not None


_RUN_ON = regex(r"(?:(?:Also|Further|Strongly)\s)?[A-Z][a-z]+(?:s|ing)\s|\(|[a-z]")


def earlier(drafts: Sequence[Draft], place: int) -> str:
    """Return the letter's own words through the draft at `place`, in its part."""
    own = (draft for draft in drafts[: place + 1] if draft.kind is BlockKind.BODY and draft.part == drafts[place].part)
    return " ".join(draft.text for draft in own)
