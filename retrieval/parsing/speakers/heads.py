"""Whether a text that a sentence names, "the letter of Anna Berg", is the one that it introduces.

Most texts that are named before a colon are only what the sender answers: "With reference to the letter from ...".
"""

import re

from retrieval.patterns import regex

_TEXT = (
    r"(?:statement|declaration|letter|report|interview|press\srelease|remarks|speech|address|words|communiqu[ée]|"
    r"resolution|decision|"
    r"judgment|judgement|article|note|message|telegram|cable|cablegram|memorandum|reply|response|appeal|"
    r"testimony|assessment|answer|verdict|warning|correction|complaint|reservation|communication|aide[\s-]m[ée]moire|"
    r"conclusions?|findings?|observations?|comments?|admission|account|view|text|order|ruling|opinion|extract|"
    r"excerpt|passage|tweet|post|announcement|signal|d[ei]spatch|directive|proclamation|circular|e-?mail|bulletin|"
    r"petition|notification)"
)
TEXT_NOUN = rf"(?:{_TEXT}|claim|allegation|assertion|accusation|contention|assurance|threat|charge)"
_FAR = 200  # characters before a text and after it that are looked at
_THE = r"(?:(?:the|an?|this|that|these|those|his|her|its|their|our|my|your|certain|such)\s)"
_PREPOSITION = (
    r"(?:of|to|on|upon|about|with|for|against|by|at|over|in|from|under|between|within|into|through|behind|than|like|"
    r"unlike|per|as|[Rr]egarding|[Cc]oncerning|[Rr]especting|[Dd]espite|[Nn]otwithstanding|[Aa]fter|[Bb]efore|[Ss]ince|"
    r"[Ff]ollowing|[Uu]pon|[Oo]n|[Uu]nder|[Ww]ith|[Bb]y|[Aa]t)"
)
_WORD = rf"(?:(?!{_PREPOSITION}\b|{_THE})[\w’'-]+\s)"
_PIECE = (
    r"(?i:(?:translation|substance|gist|passages?|extracts?|excerpts?|words|sentences?|paragraphs?|portions?|parts?|terms|"
    rf"{_TEXT}s?)\s)"
)
# "the following extract from the", "below the text of the", "we quote from the"; not "Following the"
_HERE = regex(
    rf"(?:\b(?:[Ff]ollowing|[Bb]elow)\s(?:(?:is|are)\s{_THE}?|certain\s)?(?!{_THE})|"
    rf"\b(?:[Qq]uot(?:e|es|ing)|[Cc]it(?:e|es|ing)|repeat)\s(?:(?:here|below)\s)?(?:from\s)?{_THE}?)"
    rf"{_WORD}{{0,4}}(?:(?<=\s){_PIECE}(?:of|from|in)\s{_THE}?{_WORD}{{0,3}})?$"
)
# "the text of the", "in paragraph 5 of its"; "In the"
_QUOTED_FROM = regex(rf"(?:{_PIECE}(?:\d+\s)?(?:of|from|in)|^(?:In|From)|[,;]\sin)\s{_THE}?{_WORD}{{0,2}}$")
_GOVERNED = regex(rf"\b{_PREPOSITION}\s{_THE}?{_WORD}{{0,3}}$")
_OPPOSED = regex(
    rf"\b(?:reject|refut|rebut|dismiss|contest|disput|den(?:y|i)|ignor|contradict|disprov|condemn|deplor|protest|answer|"
    rf"challeng|counter|oppos|misrepresent|distort|violat|breach)\w*\s{_THE}?{_WORD}{{0,3}}$"
)
# ", 3 May 2021,", "to the House on the 7th", "(S/2021/409)", "received this evening"
_ASIDE = (
    r"(?:,?\s(?:\([^()]{0,80}\)|[A-Z\d][\w’'/.-]*|(?:the|an?|his|her|its|of|to|on|at|in|for|and|same|day|this|last|"
    r"evening|morning|afternoon|yesterday|today|dated|received|sent|issued|published|made|delivered|addressed|paragraphs?|"
    r"pages?|session|meeting|itself|also|then|further|later|which|inter\salia)\b))*,?"
)
_AS_FOLLOWS = r"(?:as\sfollows|the\sfollowing|follows|this|these|in\s(?:these|the\sfollowing))\b"
_ASSERTS = (
    r"(?:(?:assert|claim|alleg|maintain|argu|observ|not|conclud|recall|emphasi[sz]|stress|underlin|add|explain|warn|admit|"
    r"acknowledg|affirm|reaffirm|confirm|indicat|point|report|announc|contend)(?:e?s|e?d|t?ed|s\sout|ed\sout)|found|finds|held|holds)"
    r"(?=,?\s(?:inter\salia,?\s)?(?:that|as\sfollows|the\sfollowing\s?:)|\s?:)"
)
_SAYS = (
    r"(?:(?:reads?|runs?|ran|stat(?:es?|ed)|sa(?:ys?|id)|declare[sd]?|continue[sd]?|conclude[sd]?|provide[sd]?|goes\son|went\son|"
    r"worded|begins|reading|stating|saying|asking|requesting|demanding|urging|suggesting|proposing|informing)\b|"
    rf"{_ASSERTS}|"
    r"(?:describe|denounce|characteri[sz]e|call|accuse|portray)(?:s|d|ed)\b(?=[^;:]{2,120}\s(?:as|of)(?:\san?|\sthe)?\s*$)|"
    rf"(?:is|was|are|were|runs|reads)\s(?:worded\s|phrased\s)?{_AS_FOLLOWS}|"
    r"(?:contain(?:s|ed)|include[sd]?)\s(?:also\s)?(?:the|these|this)\s(?:following\s)?"
    r"(?:passage|paragraph|sentence|statement|words|clause|lines?)s?\b|"
    r"(?:it\s(?:is|was)|the\sfollowing\s(?:is|was))\s(?:\w+ly\s)?(?:said|stated|written|noted|declared|recorded)\b)"
)
_READS_ON = regex(rf"{_ASIDE}\s?(?:{_SAYS}[^;]{{0,100}})?[\s.:–—-]*$")
# "the decision of ..., the operative part of which reads:", "the letter from ... in which he said:"
_WHICH_READS = regex(
    rf"{_ASIDE}\s?(?:the\s)?(?:(?:[a-z]+\s){{0,2}}(?:part|paragraph|passage|text|article)s?\s(?:\d+\s)?of\swhich|"
    rf"in\swhich\b[^;:]{{0,120}}?\b(?:he|she|it|they)|which(?:,\s[^,;:]{{2,60}}?,?)?)\s(?:\w+\s){{0,2}}?{_SAYS}[^;]{{0,100}}$"
)
# inside a sentence a quotation hangs on the text itself: "the finding of the Court that", "the words of Anna Berg:"
_HANGS_ON = regex(rf"(?:{_ASIDE}\s?(?:{_SAYS}[^;]{{0,100}})?[\s:,–—-]*|(?:\s\w+){{0,2}}\s*)$")
_THAT = regex(r"(?:\s(?:of|on|dated)\s\d{1,2}\s[A-Z]\w+(?:\s\d{4})?)?(?:\s(?:\w+\s)?being|,)?\sthat\b[^,;:]{0,140}$")
_OWN_CLAUSE = regex(r"[,;]\s(?:I|we|my|our)\b|\b(?:I|we|my\s\w+|our\s\w+)\s(?:\w+\s){0,3}$")


_LONGEST = 700
# "The text of the announcement by" before it, "on the tolls is as follows:" behind it
_TEXT_OF = regex(
    rf"(?:^|[.,;]\s)(?:[Tt]he\s)?(?:(?:[Ff]ull|[Cc]omplete|[Ee]xact)\s)?[Tt]exts?\sof\s{_THE}?{_WORD}{{0,3}}$"
)
_FOLLOWS = regex(r"(?:^|[^.;:]*\s)(?:follows?|begins?|(?:is|are|reads?)\sas\sfollows|reads?)\s?[.:–—-]*\s*$")


def introduces_itself(before: str, after: str, *, block: bool) -> bool:
    """Tell whether the text that stands between `before` and `after` is the one that a quotation behind them is from.

    It is the subject of its own verb ("The letter of ... reads:"), or what the sentence says that follows ("the
    following passage of the letter of ..."); it is not what the sentence is about, answers or rejects.
    """
    before, after = before[-_FAR:], after[:_LONGEST]
    if _OWN_CLAUSE.search(after):
        return False
    if (_TEXT_OF.search(before) or not before.strip()) and _FOLLOWS.match(after):
        return True
    if _HERE.search(before) or _WHICH_READS.match(after) or (not block and _THAT.match(after)):
        return True
    if _GOVERNED.search(before) and not _QUOTED_FROM.search(before):
        return False
    if not block:
        return _HANGS_ON.match(after) is not None
    return not _OPPOSED.search(before) and _READS_ON.match(after) is not None


_SPEECH = (
    rf"(?:{TEXT_NOUN}s?|terms?|points?|remarks|views?|opinions?|position|demands?|conditions?|case|language|"
    r"provisional\smeasures?)"
)
_INTO = (
    r"(?:in|on|at|to|before|during|when|after|as|with|via|through|by|from|under|and|that|this|it|thus|so|again|also|further|"
    r"very|elsewhere|later|earlier|what\sfollowed|himself|herself|itself|themselves|inter\salia|\w+ly|(?:the\s)?following)"
)
# "said:", "said in open court:", "wrote the following letter:", "stated its position:"; not "announced a third dam:"
_PLAIN = regex(
    rf"\s?[(:,.–—-]|\s?{_INTO}\b|\swhat\s(?:he|she|they)\s(?:had\s)?(?:saw|seen|heard|found|witnessed|lived\sthrough)\b|\s(?:me|us|him|her|them)\s(?:this|the\sfollowing)\s(?:\w+\s)?{_SPEECH}\b|\s(?:the|an?|his|her|its|their|this)\s(?:\w+\s)?{_SPEECH}\b|.*\b(?:as\sfollows|the\sfollowing|"
    r"thus|this|words|terms)\s?:[\s–—-]*$",
    re.DOTALL,
)
_TO_SOMEBODY = regex(r"^(?:told|informed|warned|explained|recounted|recounts)$")
_MADE = regex(r"^(?:made|gave)$")  # "made the following observations:" is as often followed by a summary of them
# "of its intention to fill it", ", which raises questions:", "the following acts of the other side:", "the world two
# lies:", "by shelling the port:", "with bombs:"
_OF_A_THING = regex(
    rf"\bof\s(?:its|his|her|their|our|my|an?|two|three|several|these)\s(?!(?:\w+\s)?{_SPEECH}\b)|,\s(?:\w+\s)?which\b|\breasons?\s?:|"
    rf"\b(?:the|these|this)\sfollowing\s(?!{_SPEECH}\b|{_INTO}\b|\w+\s{_SPEECH}\b)\w|"
    rf"\b(?:two|three|four|five|several|many)\s(?!{_SPEECH}\b)[a-z]+\s?:|"
    r"^\sby\s(?!(?:say|stat|declar|add|ask|writ|repeat|quot|recall)\w*ing\b)[a-z]+ing\b|"
    rf"^\swith\s(?!(?:these|this|the|an?|his|her|its|their|one)\b)(?!{_SPEECH}\b)[a-z]+\s?:"
)


def says_plainly(verb: str, rest: str) -> bool:
    """Tell whether a verb of saying tells somebody's words alone, so that those below need no marks.

    A thing that is announced or confirmed, or a clause that hangs on it, leads to the sender's own words.
    """
    if _OF_A_THING.search(rest) or _MADE.match(verb):
        return False
    return _TO_SOMEBODY.match(verb) is not None or _PLAIN.match(rest) is not None
