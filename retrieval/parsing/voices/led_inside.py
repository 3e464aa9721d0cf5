"""Quotations that are sentences of their own in a paragraph, of whom the sentence before them leads to them."""

from retrieval.parsing.model import Draft
from retrieval.parsing.names import People, same_voice
from retrieval.parsing.speakers.inline_quotes import all_marked
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.parsing.voices.owned import owner
from retrieval.parsing.voices.texts import introduces_text
from retrieval.patterns import regex
from retrieval.types import InlineQuote

# "Renn made the following reference to the dam."; not "Renn spoke of the dam."
_LEADS = regex(r"\b(?:[Ff]ollowing|as\sfollows)\b[^;:]{0,120}[.:][\s–—-]*$")

_ITEM = regex(r"^\(\w{1,3}\)\s")  # "(a) Renn made"


def find_led_inside(draft: Draft, people: People) -> None:
    """Give what nobody is known to have said to whom the sentence before says that it follows: "made this remark."."""
    for above, spans in all_marked(draft.text):
        quoted = [each.span for each in draft.quotes]
        known = any(each.start < span.end and span.start < each.end for each in quoted for span in spans)
        speaker = _whose(above, people) if not known and _LEADS.search(above) else Whose.UNKNOWN
        if isinstance(speaker, Speaker) and not any(same_voice(speaker.name, each) for each in draft.attribution[-1:]):
            draft.quotes += [InlineQuote(span, speaker.name, speaker.role) for span in spans]
            draft.quotes.sort(key=lambda each: each.span.start)


def _whose(above: str, people: People) -> Speaker | Whose:
    sentence = f"{_ITEM.sub('', above).rstrip(' .:–—-')}:"
    ways = (introduces_text(sentence, people), owner(sentence, people))
    return next((each for each in ways if each is not Whose.UNKNOWN), Whose.UNKNOWN)
