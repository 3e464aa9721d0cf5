"""What people say to each other under an answer in a group: it replies to the bot, and is not meant for it.

Whatever may be a question, a wish or a correction is none: silence is for what surely asks nothing.
"""

import re

from bot.small_talk import small_talk
from retrieval.patterns import regex

_LEAD = (
    r"\W*(?:(?:wow|oh|ah|ok(?:ay)?|well|so|but|hm+|(?:ha){2,}h?|lol|great|right|sorry|yes|yeah|no|honestly|actually|"
    r"seriously|interesting|perfect|thanks)\b\W*)*"
)
# Takes "I’ll add it to the brief", "wow, that is low", "they should be ashamed"; leaves "this letter in full" alone.
_STATEMENT = regex(
    _LEAD + r"(?:(?:i|we|you|they|he|she)(?:['’](?:ll|m|re|d|ve|s))? \w|"
    r"(?:that|this|it)(?:['’](?:s|ll|d)| (?:is|was|sounds|looks|seems|feels|helps|makes|explains|proves|will|would|has|"
    r"(?:ca|wo|does|did|is|was)n['’]t|can(?:not)?|does|did))\b|"
    r"let['’]?s \w)[^?؟？]*",
    re.IGNORECASE,
)
# What people do with an answer among themselves.
_DO = (
    r"(?:add|attach|include|insert|copy|paste|forward|circulate|print|save|file|archive|share|send|put|pass|mail|email)"
)
_WITH_WHOM = (
    r"(?:talking points?|tps?|brief(?:ing)?|draft|statement|speech|report|memo|file|minutes|summary|table|slides?|"
    r"e-?mails?|legal|capital|hq|headquarters|desk|mission|delegation|team|group|chat|channel|boss|chief|ambassador|amb|pr|dpr|"
    r"minister|ministry|colleagues?|everyone|everybody|all|others)"
)
# Takes "pls add to the talking points", "can you send this to legal?", "Boris, can you check?"; leaves "can you send me
# the letter", "can you show the note" alone.
_ASKS_COLLEAGUE = regex(
    rf"\W*(?:(?:please|pls|ok(?:ay)?|let['’]?s|(?:can|could|would|will|should|shall|may) "
    rf"(?:you|u|we|i|someone|somebody|anyone|one of (?:you|us)))\b\W*)*{_DO}(?: (?:it|this|that|these|those|them))?"
    rf"(?: (?:back|on|over|also))? (?:in|into|to|with|for|on) (?:the |our |my |your |his |her )?(?:\w+ )?{_WITH_WHOM}\b"
    r"[^?؟？]*[?؟？]?\W*|"
    r"(?-i:[A-Z])(?!erbale\b|ot\b)\w+,? (?:can|could|would|will) (?:you|u) (?:please |pls )?"
    r"(?:check|look|confirm|verify|do|handle|take)\b(?: (?:it|this|that|on))*(?: (?:please|pls))?[?؟？]?\W*",
    re.IGNORECASE,
)
# What a statement holds that wants something of the bot all the same: "I mean Orvelland", "I don’t see the date".
_WANTS = regex(
    r"\b(?:wh(?:o|om|ose|at|en|ere|y|ich|ether)|how|mean|meant|want(?:ed)?|like|love|wish|wonder\w*|ask\w*|know|find|"
    r"search\w*|look(?:ing|ed)? for|interested|curious|missing|see|hear|read|go on|continue|next|more|open|give|list|"
    r"show|tell|need (?!to\b)|(?:is|was) about|letters?|paragraphs?|para|pages?|notes?|footnotes?|sources?|symbols?|"
    r"quotations?|date|version|details|"
    r"verify|check|confirm|please|help|and (?:the |for )?\w+$)\b|[A-Z]/\d|['’]s about",
    re.IGNORECASE,
)
# Takes "as expected", "Never mind", "how sad", "what do you think, Anna?", "Anna, look at this"; leaves "too late for
# whom", "how sad were they" and "what do you know of the dam?" alone.
_IDIOM = regex(
    _LEAD + r"(?:(?:just )?as (?:expected|always|usual)|i knew it|not (?:at all )?surprising|"
    r"no (?:surprise|thanks|comment)|exactly my (?:point|thought)|oh no|shame on \w+|never ?mind|"
    r"ignore (?:that|this|it|me)|wrong (?:chat|group|thread)|bad bot|will do|(?:roger|copy)(?: that)?|done|"
    r"(?:good|nice|great) (?:night|find|catch|point|one|question|to know)|see you(?: \w+)?|who cares|so what|"
    r"too (?:long|short|much|bad)|one moment|very (?:interesting|sad|good|nice)(?:,? thanks(?: \w+){0,3})?|"
    r"(?:how |so |very |simply |just )?(?:shocking|unbelievable|incredible|terrible|awful|disgusting|ridiculous|"
    r"bullshit|outrageous|embarrassing|sad|strange|odd|convenient|ironic)|"
    r"(?:[^?]{0,80}\W )?what (?:do|would) (?:you|we)(?: all| guys| both)? (?:think|say|suggest|propose)"
    r"(?: (?:of|about) it)?(?:,? \w+)?|(?:\w+,? )?what do you think|"
    r"do(?:n['’]t)? you(?: all)? (?:agree|think so)(?:,? \w+)?|are you (?:coming|joining|free)\b[^?]*|who wants \w+|"
    r"\w+,? (?:look|see)(?: at)? (?:this|that)|(?:please )?(?:send|forward) (?:it|this|that) to (?!me\b)[^?]*)"
    r"(?:,? (?:please|all|everybody|everyone|guys|then|now))?\W*",
    re.IGNORECASE,
)
_END = regex(r"(?<=[\w)”\"’'])[.!…;]+(?:\s+|$)|\n+")


def is_aside(text: str) -> bool:
    """Tell whether a reply in a group surely speaks to the others, in each of its sentences."""
    sentences = [each for each in _END.split(text) if each.strip()]
    return bool(sentences) and all(map(_speaks_to_others, sentences))


def _speaks_to_others(sentence: str) -> bool:
    if _IDIOM.fullmatch(sentence) or _ASKS_COLLEAGUE.fullmatch(sentence):
        return True
    if _STATEMENT.fullmatch(sentence):
        return _WANTS.search(sentence) is None
    return small_talk(sentence) is not None
