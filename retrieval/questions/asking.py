"""How staff ask: the patterns that tell what kind of answer a question wants. Each says what it takes and leaves."""

import re
from enum import StrEnum

from retrieval.language.measures import Measured, how
from retrieval.patterns import regex


class Expect(StrEnum):
    """What the words shown must hold to answer the question."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    REASON = "reason"
    SOURCE = "source"
    SYMBOL = "symbol"
    MONEY = "money"
    PLACE = "place"
    DEED = "deed"


class MastheadField(StrEnum):
    """A fact of the letter itself, answered from its masthead, title, opening or signature."""

    SYMBOL = "symbol"
    DATE = "date"
    CIRCULATED = "circulated"
    LANGUAGE = "language"
    TITLE = "title"
    SENDER = "sender"
    ADDRESSEE = "addressee"
    SIGNATORY = "signatory"
    AGENDA_ITEMS = "agenda items"
    REPLIES_TO = "replies to"
    ANSWERED_BY = "answered by"


def _any(*alternatives: str) -> re.Pattern[str]:
    return regex("|".join(alternatives), re.IGNORECASE | re.DOTALL)


_SUM = (
    "costs?|salary|fees?|rents?|fares?|wages?|compensation|fines?|bonds?|budget|damages|instal?lments?|loans?|grants?"
)
# What is money behind "how much" and may be something else elsewhere: "what did they deposit".
_MUCH = (
    rf"{_SUM}|pay-?outs?|compo|bail|ransom|bribes?|debts?|refund|deposit|funding|toll|tax(?:es)?|pensions?|rewards?|cash|"
    "reparations|pay|dosh|bonus(?:es)?|subsid(?:y|ies)|prize"
)
_PAYS = "pays?|paid|spen[dt]|charged?|charter|fork(?:ed)? out|bills?|owed?|lent"
_ASKS = r"(?:what|how|why|when|where|which|did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
EXPECTS: dict[Expect, re.Pattern[str]] = {
    # Takes "how many ships", "the exact death toll", "our share"; leaves "how did it end", "who cut it" alone.
    Expect.NUMBER: _any(
        how(Measured.NUMBERED),
        r"\b(?:number|tally|count|toll|total|percentage|price|cost|salary|min|max|minimum|maximum)\b",
        r"\bno\.? of\b",
        r"\b(?:what|which|the|an?|our|your|their|its|his|her|\w+['’]s) (?:(?:fair|full|exact|own) )?(?:share|cut)\b",
    ),
    # Takes "and when did it end"; leaves "how high was it when the gate jammed" alone.
    Expect.DATE: _any(
        r"(?:^|[:;,.?!–-]|\b(?:and|or|since|until|from|by|exactly))\W*when\b",
        r"\bwhen(?:'?s| (?:was|were|is|are|did|does|do|had|has|have|will|would|should|can|could))\b",
        r"\b(?:what|which) (?:day|date|month|year|time)\b|\bdate\b",
    ),
    # Takes "renn: who shot him", "what was it and who says so"; leaves "what of the crew who stayed" alone.
    Expect.NAME: _any(
        rf"^(?:(?!\b{_ASKS}\b).)*?\bwho(?:m|se)?\b",
        r"(?:[:;,.?!–-]|\b(?:and|or|but|n|by|to|from|of|with|for|at|on|against|know|knew|tell|says?|said|about))\W+who(?:m|se)?\b",
        r"\bnames?\b",
        r"\bwhich (?:two|three|organi[sz]ations?|states?|countr|minister|person|book)",
    ),
    Expect.REASON: _any(r"\bwhy(?:'?d|'?s)?\b", r"\breasons?\b", r"\bon what grounds\b", r"\bhow come\b"),
    # Takes "where can i read it", "where was it published", "link to the statement?"; leaves "where did they sign".
    Expect.SOURCE: _any(
        r"\b(?:sources?|footnotes?|links?|urls?|cited?|citing|cites|references?)\b",
        r"\bwhere (?:can|could|do) (?:i|we) (?:read|find|see)\b",
        r"\bwhere (?:is|was|were|did)(?: [\w'’]+){0,6}? (?:publish|printed\b)",
        r"\bwhich book\b|\bwhat pages?\b|\bbased on what\b",
    ),
    Expect.SYMBOL: _any(r"\bsymbols?\b", r"\bun docs?\b", r"\bdocument numbers?\b"),
    # Takes "how much did they pay", "what rent do we pay", "total bill for the repairs"; leaves "how much rain" and
    # "what was his price for joining the war" alone.
    Expect.MONEY: _any(
        rf"\bhow (?:much|big|high|large)\b.*\b(?:{_SUM}|{_PAYS})\b|\bhow much (?:{_MUCH})\b",
        rf"\b(?:what|which)(?: \w+){{0,2}} (?:{_SUM})\b",
        r"\b(?:what|which)(?: \w+)? price (?!for \w+ing\b)(?!of\b)|\bprice per\b|\btotal bill\b",
    ),
    # Takes "the cook: where was he seen", "where it sank"; leaves "how many live in the town where it sank" alone.
    Expect.PLACE: _any(
        rf"^(?:(?!\b{_ASKS}\b).)*?\bwhere\b",
        r"(?:[:;,.?!–-]|\b(?:and|or|but|n|to|from|know|knew|tell|says?|said|about))\W+where\b|\bwhere\W*$",
    ),
    # Takes "what did the panel find"; what was done or said, which near any words of the letters seem to tell.
    Expect.DEED: _any(r"\bwhat (?:did|does|do|had|was)\b"),
}

# The last ones are counted by other words: letters say "over 500 witnesses".
_NO_THING = (
    r"(?!(?:of|the|a|an|did|do|does|was|were|is|are|had|has|have|would|will|could|should|we|they|he|she|it|us|i|you|to|"
    r"more|other|in|from|on|at|went|got|get|asked|wanted|who|that|which|"
    r"people|persons?|folk|blokes?|men|women|times|money)\b)"
)
_NO_SUM = rf"(?!(?<=much) (?:{_MUCH})\b)"
_THING = rf"(?P<thing>(?: {_NO_THING}[\w'’-]+){{1,3}})"
_WHOSE = r"(?: (?:the|that|those|these|this|our|my|your|his|her|its|their)\b)?"
# Those who are counted by what became of them alone.
_FATE = (
    r"(?! (?:(?:died|drowned|froze|perished|survived|fled|left|fell|came|turned|showed|arrived|returned|voted)\b|"
    r"(?:displaced|killed|injured|wounded|hurt|homeless)\b"
    r"(?= (?:in|at|on|by|from|of|during|after|and|still|did|do|does|are|is|were|was|ha[ds]|have)\b|\W*$)))"
)
# Takes "how many Dutch internees", "how much of our ore", the "death" of "death toll"; leaves "how many were there",
# "how many died of cold", "how many killed in the raid" and "how much rent", which is told in money.
COUNTED = regex(
    rf"\bhow (?:many|much){_NO_SUM}(?: of)?{_WHOSE}{_FATE}{_THING}|\b(?P<toll>\w+)(?= toll\b)", re.IGNORECASE
)
# Takes "the exact number", "exactly how many"; "hundreds" is none.
EXACTLY = regex(r"\b(?:exact(?:ly)?|precise(?:ly)?)\b", re.IGNORECASE)
# Takes "name of the chief scientist".
NAMED = regex(rf"\bnames? of{_WHOSE}{_THING}", re.IGNORECASE)
# Takes "article X of the treaty", "resolution 242"; leaves paragraphs and annexes alone, which letters have themselves.
NUMBERED = regex(
    r"\b(?P<kind>art(?:icle|\.)?|resolution|section|chapter|clause|rule|principle) (?:no\.? ?)?"
    r"(?P<number>\d{1,4}|[vx]|[ivx]{2,6})\b",
    re.IGNORECASE,
)

_LETTER = r"(?:letter|note verbale|note|document)"
_SUPERLATIVE = r"(?:latest|last|newest|most recent|first|earliest|oldest)"
_ADDRESSED = r"add?res+ed"
_SYMBOL = r"[a-z]{1,3}/[\w./() -]*\d[\w./()-]*"
# Takes "letter of 9 november 2021", "note dated may 22".
_OF_A_DAY = (
    r"(?:of|dated|from) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3,9}|[a-z]{3,9}(?= ['’]?\d))"
    r"(?:,? ['’]?\d{2,4})?"
)
_DATED = rf"{_LETTER} {_OF_A_DAY}"
# Takes "november 2022 letter of orvelland", "joint letter of kesparia and the owners".
_OF = (
    rf"(?:[a-z]{{3,9}} \d{{4}} |joint |identical )?{_LETTER} (?:of|from|by|with)(?: [\w'’]+){{1,4}}"
    r"(?: (?:and|n|&)(?: [\w'’]+){1,3})?"
)
_THIS = (
    rf"(?:(?:this|the|that|it|its)(?: (?:very|same))?(?: (?:[\w'’]+ ){{0,5}}?(?:{_DATED}|{_LETTER}|one))?"
    rf"|(?:the )?{_SUPERLATIVE} {_LETTER} (?:from|of|by)(?: [\w'’]+){{1,3}}"
    rf"|(?:[\w'’]+ ){{1,4}}?{_DATED}|the {_OF}(?: {_OF_A_DAY})?"
    rf"|(?:[\w'’]+ ){{0,3}}[\w]+(?:['’]s?|s) (?:{_SUPERLATIVE} )?{_LETTER}|{_SYMBOL})"
)
MASTHEAD_FIELDS: tuple[tuple[MastheadField, re.Pattern[str]], ...] = (
    (
        MastheadField.SYMBOL,
        # Takes "symbol of this letter itself?"; leaves "symbol of the report they mention" alone.
        _any(
            rf"\b(?:symbol|document number|doc number)s?\b.{{0,12}}\b(?:of|for|does)\b.{{0,8}}"
            rf"\b(?:this|the|that) {_LETTER}(?:\W+itself)?(?: (?:have|bear|carry|go by))?\W*$",
            rf"\bsymbol of (?:the )?(?:[\w'’]+ ){{1,6}}{_LETTER}\b.{{0,30}}$",
            r"\bunder (?:what|which) symbol\b",
            r"\b(?:its|letter'?s|note'?s) (?:own )?symbol\b",
        ),
    ),
    (
        MastheadField.ANSWERED_BY,
        _any(rf"\b(?:how|what|when) did .{{2,40}}\b(?:answer|reply to|respond to)\b.{{0,6}}\b(?:this|that) {_LETTER}"),
    ),
    (
        MastheadField.REPLIES_TO,
        # Takes "which letter is this one answering?"; leaves "what did Ruritania answer?" alone.
        _any(
            rf"\b(?:which|what) {_LETTER}s?\b.{{0,25}}"
            r"\b(?:answer(?:ing|s)?|repl(?:y|ies|ying)|respon(?:d|ds|ding)|react(?:s|ing)?)\b",
            r"\b(?:in (?:reply|response|answer)|(?:replying|responding)) to (?:what|which)\b",
            r"\bwhat (?:is|was) (?:this|it|the letter) (?:answering|replying|a reply|in reply|responding)",
        ),
    ),
    (
        MastheadField.AGENDA_ITEMS,
        _any(
            r"\bagenda items?\b",
            r"\bitems? (?:of|on) the agenda\b",
            r"\bunder (?:what|which) items?\b",
            rf"\b(?:which|what) (?:bod(?:y|ies)|organs?) (?:is|was) {_THIS} (?:circulated|distributed)\b.{{0,6}}$",
        ),
    ),
    (
        MastheadField.SIGNATORY,
        _any(
            rf"\bwho (?:has )?(?:sign(?:ed|s)|put (?:his|her) name to)\s+{_THIS}(?: (?:and|n|&) when)?\W*$",
            r"^\W*(?:and )?who (?:has )?signed(?:(?: (?:the|that|this|its))? (?:annex|enclosure)(?: (?:[ivx]{1,4}|\d))?"
            rf"(?: (?:of|to) {_THIS})?)?\W*$|\bsignator(?:y|ies)\b"
            r"|\bsigned by (?:who|whom)\b|\bwhose signature\b",
        ),
    ),
    (
        MastheadField.ADDRESSEE,
        _any(
            rf"\b(?:who(?:m)?|what) (?:is|was|are) {_THIS} (?:{_ADDRESSED}|sent|directed|written) to\b",
            rf"\b(?:{_ADDRESSED}|sent|written) to (?:who|whom)\b|\baddressees?\b",
            rf"\bwho(?:m)? (?:is|was|were|are)\b.{{0,20}}\b{_LETTER}s?\b.{{0,30}}\b{_ADDRESSED} to\W*$",
            rf"\bto whom (?:is|was)\b.{{0,40}}\b(?:{_ADDRESSED}|sent|written)\b",
            rf"\bwho (?:received|is the (?:addressee|recipient) of) {_THIS}\W*$",
        ),
    ),
    (
        MastheadField.CIRCULATED,
        # Takes "when was A/76/9011 circulated"; leaves "when was it published", which may be any paper, alone.
        _any(
            rf"\b(?:when|what (?:day|date)) (?:is|was) {_THIS} (?:circulated|distributed)\W*$",
            rf"\bwhen (?:is|was) (?=.*(?:{_LETTER}\b|[a-z]/)){_THIS} (?:published|released)\W*$",
            r"\b(?:date of (?:circulation|distribution)|(?:circulation|distribution) date)"
            rf"(?: (?:of|for) {_THIS})?\W*$",
        ),
    ),
    (
        MastheadField.LANGUAGE,
        # Takes "what language was it written in", "original language?"; leaves "what language did they speak" alone.
        _any(
            rf"\b(?:what|which) (?:original )?language (?:is|was) {_THIS}"
            r"(?: (?:written|drafted|submitted))?(?: in)?\W*$",
            rf"^\W*(?:and )?(?:(?:what (?:is|was)|what['’]?s) )?(?:the |its )?original language(?: of {_THIS})?\W*$",
        ),
    ),
    (
        MastheadField.TITLE,
        # Takes "title of the letter", "what's its subject"; leaves "what is the subject of the quarrel" alone.
        _any(
            rf"^\W*(?:(?:what (?:is|was)|what['’]?s) )?(?:the )?(?:title|subject|heading) (?:of|line of) {_THIS}\W*$",
            r"^\W*(?:what (?:is|was)|what['’]?s) its (?:title|subject|heading)\W*$",
        ),
    ),
    (
        MastheadField.DATE,
        _any(
            rf"\b(?:when (?:is|was)|what (?:is|was) the date of|what date (?:is|was|has|does)|date of) {_THIS}"
            r"(?: (?:dated|written|sent|issued|have|carry|bear))?\W*$"
        ),
    ),
    (
        MastheadField.SENDER,
        _any(
            rf"\bwho (?:sent|wrote|authored|is the (?:author|sender) of) {_THIS}\W*$",
            r"\bwho(?:'s| is| was)? (?:it|this|the letter) from\b",
            rf"^\W*(?:and )?who(?:['’]?s| is| was) the (?:sender|author)(?: of {_THIS})?\W*$",
        ),
    ),
)

_SPEECH = (
    r"(?:sa(?:y|ys|id)|tell|tells|told|argue[sd]?|claim(?:s|ed)?|(?<!united )state[sd]?(?!\s+dep)"
    r"|repl(?:y|ies|ied)|answer(?:s|ed)?"
    r"|respond(?:s|ed)?|admit(?:s|ted)?|think|thinks|thought|reckon(?:s|ed)?|call(?:s|ed)?|blame[sd]?|accuse[sd]?"
    r"|write|writes|wrote|report(?:s|ed)?|ask(?:s|ed)?|want(?:s|ed)?|propose[sd]?|suggest(?:s|ed)?|object(?:s|ed)?"
    r"|demand(?:s|ed)?|cite[sd]?|allege[sd]?|(?:find|found)(?! out\b)|consider(?:s|ed)?|warn(?:s|ed)?|promise[sd]?|mean"
    r"|describe[sd]?|put|point(?:s|ed)?|react(?:s|ed)?|regret(?:s|ted)?|cable[sd]?|explain(?:s|ed)?|justif(?:y|ies|ied)"
    r"|den(?:y|ies|ied)|insist(?:s|ed)?|complain(?:s|ed)?|recommend(?:s|ed)?|oppose[sd]?|reject(?:s|ed)?|protest(?:s|ed)?|urge[sd]?|advise[sd]?|fear(?:s|ed)?|swear|swears|swore|testif(?:y|ies|ied))"
)
_NAME = r"(?:the\s+)?[\w.’'/-]+(?:\s+(?:of\s+(?:the\s+)?)?[\w.’'/-]+){0,6}?"
_SHORT_NAME = r"(?:the\s+)?[\w.’'-]+(?:\s+[\w.’'-]+){0,3}?"
_ON = r"(?=\s+(?:on|about|to|in|for|at|who|what|how)\b|\W*$)"
# Takes "what did the council of europe sec gen say", "whats mountbatten say", "what mountbatten asked"; leaves "which
# minister wanted it", which asks who that was, "how many were there when he told them" and "how did they find out"
# alone. The name is a group of the match.
ASKED_SPEAKER = _any(
    r"\b(?:(?:does|do|did)(?:n['’]?t)?|(?:what|how|who|whom|why|when|where|which \w+)\b.{0,12}?\b(?:has|had|would)|"
    r"what['’]?s(?=\s+[\w’'-]+\s+(?:say|reckon|think|want|claim|argue)\b)|"
    rf"(?:what|how come)(?!(?:\s+[\w.’'/-]+){{0,6}}?\s+(?:do|did|does|has|had|would|should)\b))\s+(?P<name>{_NAME})\s+"
    rf"(?:(?:himself|herself|itself|themselves|actually|really|ever|exactly|also|first|then|still|not)\s+)*{_SPEECH}\b"
)
# Takes "exact words of sargsyan", "according to the ministry", "the vatican's view on the treaty".
WORDS_OF = _any(
    rf"(?:^|[:;,–-]|\b(?:is|was|are|were)\s)\W*+(?P<whose>{_SHORT_NAME})[’']s\s(?:own\s|exact\s)?"
    rf"(?:words|views?|position|stance|line|reply|answer|statement|version|take|opinion|letter|cable|note|message){_ON}",
    r"\b(?:words|views?|position|case|line|reply|answer|statement|claims?|version|take) of "
    rf"(?P<name>{_SHORT_NAME}){_ON}",
    rf"\bac+ording to (?P<other>{_SHORT_NAME})(?:{_ON}|(?=,))",
)
# Takes "who is the prime minister of velmora"; what is said of Osterland's is no answer.
OFFICE_OF = regex(
    r"\b(?:who(?:[’']?s| is| was)|names? of) (?:the )?(?:(?:current|present|then) )?"
    r"(?P<office>(?:prime|foreign|defence|interior) minister|minister (?:for|of) [a-z ]{3,40}?|president|ambassador|"
    r"consul|(?:military |public )?prosecutor) (?:of|for) "
    r"(?:the )?(?P<of>[\w’'-]+(?: islands?)?)",
    re.IGNORECASE,
)
# Takes "what was renns gripe with lind about"; leaves "how did the court vote on renns complaint". Whether "renn" is a
# name, the letters tell.
VIEW_OF = regex(
    r"(?<!\bon )(?<!\bto )(?<!\bof )(?<!\babout )(?<!\bagainst )(?<!\bover )(?<!\bwith )"
    r"\b(?P<whose>[^\W\d_]{3,}?)[’']?s\s(?:(?:own|main|real)\s)?(?:views?|position|stance|line|reply|answer|take|opinion|"
    r"gripe|complaint|beef|objections?|argument|excuse|verdict|reasons)\b",
    re.IGNORECASE,
)
# Takes "the interior minister's reasons for closing"; leaves "who knew renns reasons for closing" alone.
REASONS_OF = regex(r"^\W*+(?:the\s)?(?P<whose>[\w’-]+(?:\s[\w’-]+){0,3}?)[’']s\sreasons\sfor\b", re.IGNORECASE)
# Takes "how many were hurt, says renn"; leaves "who said Renn", "what of the claims renn made" alone. Whether "renn" is
# a name, the letters tell.
SAYS_BEHIND = regex(
    r"(?<!\bwho)(?<!\bwhat)(?<!\bwhich)\s(?:says|reckons|(?<=,\s)claims)\s(?:the\s)?(?P<whose>[\w’'-]+(?:\s[\w’'-]+){0,2})\W*$",
    re.IGNORECASE,
)
# Takes "what did each side say", "do the parties agree"; they are nobody's name.
EACH_SIDE = _any(
    r"\b(?:each|both|two|either)(?: of the(?: two)?)? (?:side|sides|part(?:y|ies)|countr(?:y|ies)|states?|"
    r"governments?)\b",
    r"\b(?:the (?:parties|sides)|all sides)\b",
)
# Takes "both versions", "the two stories"; leaves "two versions of the treaty" alone.
VERSIONS = _any(r"\b(?:both|each|the two) (?:versions?|stories|accounts|views)\b")
# "lind and renn on the dam, what did each of them say", "lind vs renn on the dam"
EACH_OF_THEM = _any(
    r"\b(?:each|both) of (?:them|the two)\b",
    r"\bthey (?:each|both)\b",
    rf"\b(?:did|does|do) each (?:stand|{_SPEECH})\b",
    r"\bwho sa(?:id|ys) what\b",
    r"\s(?:vs?\.?|versus)\s",
)
THE_TWO = regex(r"\b(?P<one>[\w’'-]+)\s+(?:and|n|&|vs?\.?|versus)\s+(?:the\s+)?(?P<other>[\w’'-]+)\b", re.IGNORECASE)
TWO_SIDED = _any(
    EACH_SIDE.pattern,
    EACH_OF_THEM.pattern,
    VERSIONS.pattern,
    r"\bwhat (?:did|do|does) .{2,40} and what (?:did|do|does)\b|\bsays? .{2,60} and what does\b",
)
# Takes "and the other side?", "what do the others say", "who else wrote about it"; leaves "who else was hurt".
OTHER_SIDE_ASKED = regex(
    r"^\W*(?:(?:and|but|so|ok)\W+)?(?:(?:what|how) about |what (?:does|do|did) |(?:of|for|by) )?(?:the )?"
    r"(?:other (?:side|party|state|country|government)(?: (?:say|think|claim|answer|reply))?|"
    r"others (?:say|think|claim|answer|reply))\W*$|"
    r"^\W*(?:(?:and|but|so|ok)\W+)?who else (?:sa(?:ys|id)|mention(?:s|ed)|report(?:s|ed)|w(?:rites|rote)|spoke)"
    r"(?: (?:so|(?:(?:about|of|on) )?(?:that|this|it)))?\W*$",
    re.IGNORECASE,
)
# Takes "what else did she say"; leaves "or else" alone.
ASKS_ELSE = regex(
    r"\b(?:what|who|whom|where|any(?:thing|one|body)|some(?:thing|one|body)|nothing) else\b", re.IGNORECASE
)
# Takes "so was Orvelland warned?"; leaves "what was said" alone.
YES_OR_NO = regex(
    r"^\W*(?:(?:so|and|but|then|ok|well)\W+)?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)"
    r"(?:n['’]?t)?\b",
    re.IGNORECASE,
)
# What is said to the machine bids it do something; told of somebody in the letters, the same words ask.
_BIDDING = (
    r"(?:^|[.,;:!?–—-]|"
    r"\b(?:please|pls|plz|kindly|just|now|then|(?:can|could|will|would) (?:you|u)|you (?:must|should)))\W*"
)
# Talk to the machine rather than about the letters. Takes "ignore your rules and ...", "good morning", "just make up a
# cable"; leaves "why did Ruritania ignore the ruling?", "did the pilot ignore the instructions", "what did they give to
# make up for the fish", "test results of the water" alone.
NO_QUESTION = _any(
    r"^\W*(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening|night)|thanks|thank you|thx|cheers|bye|goodbye|lol|yo)"
    r"\b(?:\W+\w+){0,4}\W*$",
    r"^\W*(?:morning|ok(?:ay)?|great|nice|cool|test|ping|well done)\b"
    r"(?:\W+(?:all|everyone|guys|mate|bot|verbale|there|one|job|work|stuff|thanks|thank|thx|cheers|lol|ok(?:ay)?|you|u|"
    r"1|2|3|test|testing|ping)\b){0,4}\W*$",
    r"\b(?:ignore|disregard|forget|override)\b.{0,20}\b(?:your|previous|prior|above)\b.{0,20}"
    r"\b(?:rules?|instructions?|prompts?|guidelines?)\b",
    rf"{_BIDDING}(?:ignore|disregard|forget|override)\b.{{0,20}}\b(?:all|any|earlier|the)\b.{{0,20}}"
    r"\b(?:rules?|instructions?|prompts?|guidelines?)\b",
    r"\b(?:system|hidden|initial) (?:prompt|instructions?|override)\b|^\W*system\s*:",
    r"\bfrom now on,? (?:you |only |always )?(?:answer|reply|respond|say|write|speak)\b|\bremind me to\b",
    rf"{_BIDDING}(?:write|compose|draft) (?:me |us )?an? (?:\w+ )?(?:letter|email|haiku|speech|essay)\b",
    r"\byou are now\b|\b(?:admin|developer|debug|god) mode\b",
    rf"{_BIDDING}(?:pretend (?:that |the |you |to )|(?:act|behave) as (?:if|an?|though)\b|state as (?:a )?fact\b|"
    r"make (?:it )?up (?!for\b|of\b|to\b)\w|make it up$)",
    rf"{_BIDDING}(?:(?:do )?(?:you|u) know|tell|write) (?:me |us )?(?:a |any |some )?"
    r"(?:jokes?|poems?|songs?|stor(?:y|ies))\b",
    r"^\W*how does (?:this|it|that)(?: (?:bot|thing))? work\W*$|^\W*what time is it(?: now)?\W*$",
    r"^\W*can (?:i|we) (?:trust|rely on) (?:this|you|it|that)(?: bot| thing)?\W*$",
    r"^\W*(?:(?:thanks|thank you|thx|cheers|ok(?:ay)?|great)\W+)?that(?:[’']?s| is| was) (?:it|all|enough)"
    r"(?: (?:for now|thanks|thank you))?\W*$|^\W*(?:merci|danke|gracias|grazie|obrigado|спасибо|شكرا|谢谢)\W*$",
    r"^\W*(?:is|are) (?:this|you) (?:official|reliable|safe|free|real|working)\W*$",
    r"\b(?:how|who) are (?:you|u)\b|\bare you (?:a |an )?(?:bot|robot|human|real|ai)\b|\bwhat can (?:you|u) do\b",
    r"^\W*(?:help|menu|commands?|start|stop)(?: me| please| pls)?\W*$",
    r"^\W*what can (?:i|we) ask(?: (?:you|u|here))?\W*$|^\W*who (?:made|built|wrote|runs) (?:you|u|this bot)\W*$",
    r"^\W*(?:(?:what|which) (?:topics?|countries|states|languages) )?(?:do|can) (?:you|u) (?:speak|cover)"
    r"(?: \w+)?\W*$",
    r"\b(?:fix|correct|check) (?:the |my |our |this )?(?:spelling|grammar|english)\b",
    r"^\W*(?:what|how)(?:[’']?s| is| will) .{0,10}\bweather (?:in|for)\b|\bweather (?:today|tomorrow)\b",
    rf"\b(?:book|order|buy) (?:me|us) |{_BIDDING}translate\b.{{0,20}}\binto\b",
)
