"""Sentences that lead to words of somebody whom they do not name: not the letter's own, whoever's they are."""

import re
from collections.abc import Iterator

from retrieval.parsing.speakers.callings import ANYBODYS, CALLING, OFFICE
from retrieval.parsing.speakers.heads import TEXT_NOUN, says_plainly
from retrieval.parsing.speakers.leads import TEXT_HERE
from retrieval.parsing.voices.unnamed_further import YOU_WROTE, leads_further
from retrieval.patterns import regex

_LONGEST = 700
_READS = regex(
    r"(?<!\bnow\s)\breads(?:\sas\sfollows|,\sinter\salia,?)?\s?:\s?[-–—]?\s*$|"
    r"(?:^|(?<=[.!?]\s))(?:They|These|Those)\sread(?:\sas\sfollows)?\s?:\s*$|"
    rf"(?<!\bmy\s)(?<!\bour\s)\b{TEXT_NOUN}\b[^;:]{{0,120}}(?<!\bto)(?<!\bshould)(?<!\bmust)\sread\s?:\s*$|"
    rf"(?<!\bmy\s)(?<!\bour\s)\b{TEXT_NOUN}\s(?:stating|saying|reading|declaring|announcing)\s?:\s*$"
)
# "You write further:", "You state in your letter:", "In his report your predecessor wrote:"
_YOU = regex(
    r"\b[Yy]ou(?:r\s(?:(?!(?:my|our|I|we)\b)[\w’'-]+\s){0,3}?[\w’'-]+)?\s(?:then\s|also\s|even\s)?"
    r"(?:write|say|state|add|claim|argue|assert|declare|note|observe|continue|allege|maintain|wrote|reported|explained)(?:s|d|ed)?\b[^;:]{0,80}:\s*$"
)
_OF_US = r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|[Yy]ou|[Yy]our|[Pp]resent|[Uu]ndersigned|[Hh]ereby)\b"
_NOT_OURS = rf"(?!.*{_OF_US})"
# "In paragraph 4 of that letter it is claimed that:", "It was stated in the report that:"
_CLAIMED = regex(
    rf"^{_NOT_OURS}(?:In\s[^;:]{{3,100}}?\bit\s(?:is|was)\s(?:\w+ly\s)?(?:claimed|alleged|asserted|argued|stated)\sthat|"
    r"It\s(?:is|was)\s(?:\w+ly\s)?(?:claimed|alleged|asserted|argued|stated|said|reported)\s(?:in|by)\s(?!this\b)[^;:]{3,100}?\sthat|"
    r"According\sto\s(?:the|an?|one|some|another)\s(?:\w+\s){0,3}(?:reports?|articles?|newspapers?|papers?|press|accounts?|letter|"
    r"statements?|testimony|witness(?:es)?|survivors?|authors?|memorandum|note)\b[^,;:]{0,60})\s?:\s*$"
)
# "We were told by Kesparia:", "Our Minister heard from the King:", "One of the seafarers told us:", "Two nurses gave
# us this account:"; not "They told us that we must answer this:"
_TOLD_US = regex(
    r"\b(?:I|[Ww]e|(?:[Mm]y|[Oo]ur)\s(?:\w+\s){0,2}?\w+)\s(?:(?:was|were|(?:has|have|had)\sbeen)\s(?:\w+\s)?(?:told|informed|assured|warned|"
    r"advised|reminded)|heard\sfrom)\b(?![^:]*\bthat\b)[^;:]{0,80}:\s*$|"
    r"^(?!.*\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b).*\b(?:told|gave|assured|sent|wrote\sto|said\sto)\s(?:me|us)"
    r"(?:\s(?:this|the\sfollowing)\s(?:\w+\s)?\w+|\s(?:in|on|at|after|before|during)\s[^,;:]{2,60})?\s?:\s*$"
)
# "I should like to recall the words of the late President in this very hall:"; not "I recall the words of my Minister:"
_RECALLED = regex(
    rf"\b(?:recall|remember|repeat|quote|cite|reproduce)(?:s|ed|ing)?\b[^;:]{{0,40}}?\b(?:words|{TEXT_NOUN}s?)\s"
    r"(?:\w+\s)?(?:of|by|from)\s(?!(?:my|our|me|us)\b)[^;:]{2,120}:\s*$"
)
# "I have received from the Minister the following letter:", "I transmit the following message from its President:"
_RECEIVED = regex(
    rf"\b(?:received|obtained|had)\s[^;:]{{0,120}}\b(?:the\sfollowing|this)\s(?:\w+\s)?{TEXT_NOUN}\b[^;:]{{0,80}}:\s*$|"
    rf"\b[Ff]rom\s[^,;:]{{2,60}}\s(?:I|we)\s(?:have\s)?(?:had|received|heard)\s(?:the\sfollowing|this)\s(?:\w+\s)?{TEXT_NOUN}\b[^;:]{{0,80}}:\s*$|"
    rf"\b(?:transmit|convey|forward|circulate|communicate|reproduce|pass\son|have)\s(?:(?:here|below|to\syou)\s)?(?:the\sfollowing|this)\s(?:\w+\s)?"
    rf"{TEXT_NOUN}\s(?:of|by|from)\s(?!(?:my|our|me|us)\b)[^;:]{{2,80}}:\s*$"
)
# "Embassy of X wrote:" in Chinese and Arabic: who it was is not read, but not the sender, unless he speaks of himself
_SAID_ELSEWHERE = regex(
    r"(?:^|[。！？])(?![^。！？]*[我谨兹])[^。！？]*(?:指出|表示|称|说|写道|声明|宣布|宣称|强调|重申|认为|回答|答复|承认|裁定|规定|如下)[^。！？：:]{0,12}"
    r"[：:]\s*$|"
    r"(?:^|[.؟!]\s)(?![^.؟!]*(?:أود|نود|أتشرف|نتشرف|يشرفني|أؤكد|نؤكد|أشير|نشير|أذكر|نذكر|حكومتي|بلدي|بلادي|وفدي))[^.؟!]*"
    r"(?:\b[وف]?(?:قال|يقول|تقول|قالت|ذكرت?|يذكر|تذكر|صرحت?|أعلنت?|أكدت?|تؤكد|يؤكد|كتبت?|أضافت?|أجابت?|ردت?|جاء|ورد|أقرت?|قضت)\b|"
    r"ما\sيلي|بما\sيلي|كما\sيلي|نصها|نصه|[اآ]لتالي|الآتي)[^.؟!:]{0,80}:\s*$"
)

_OURS = regex(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]our?|[Pp]resent|[Uu]ndersigned|[Hh]ereby)\b")
_PIECE = r"(?:passage|paragraph|sentence|statement|words|clause|wording|lines)"
_THESE = r"(?:the\sfollowing|this|these|such)"
_SPOKE = (
    r"(?:said|says|stated|states|wrote|writes|described|describes|told|tells|explained|explains|put|puts|saw|sees|"
    r"remember(?:s|ed)|recall(?:s|ed)|recount(?:s|ed)|to\ssay|replied|answered|report(?:s|ed))"
)
_PAPER = (
    r"(?:statement|declaration|letter|report|interview|speech|words|communiqu[ée]|resolution|decision|judge?ment|article|note|"
    r"message|memorandum|reply|response|answer|reaction|testimony|order|ruling|opinion|editorial|text|language|wording|comment|"
    r"tweet|post|headline|caption|inscription|oath|words|signal|question|explanation|version|excuse|law|decree|Charter|Treaty|Convention|Agreement|Protocol|Statute)"
)
_SPEAKS_PLAINLY = (
    r"(?:\b(?:is|was|are|were)(?=\s?:)|\b(?:is|was|are|were)\s(?:\w+\s){0,2}(?:short|brief|terse|curt|laconic|clear|unequivocal|unambiguous|categorical|eloquent|"
    r"revealing|instructive|telling|explicit|blunt|simple|as\sfollows|the\sfollowing|this)|\bspeaks?\sfor\s(?:itself|themselves)|"
    r"\bleaves?\s(?:no|little)\s(?:room\sfor\s)?doubt|\bneeds?\sno\scomment)\s?:\s*$"
)
_QUOTED = (
    # "Their conclusion deserves to be quoted in full:", "It is worth citing it:"; not "worth citing two facts:",
    # "It deserves to be recalled that there are two reasons:"
    regex(
        r"\b(?:deserves?|merits?|bears?|worth)\s(?:to\sbe\s|being\s)?(?:quot|cit|reproduc|repeat|know|record|remember)(?:n|ed|ing)\b"
        r"(?![^:]*\b(?:facts?|figures|numbers|examples|reasons|points)\b)[^;:]{0,160}:\s*$"
    ),
    # "The report contains the following passage:", "ends with these words:", "ends with a threat:"; not "contains the
    # following errors:", "ends with a list:"
    regex(
        r"\b(?:contain|include|end|begin|beg[au]n|open|close|conclude)(?:s|d|ed)?\s(?:also\s)?(?:with\s|in\s)?"
        rf"(?:{_THESE}\s(?:\w+\s){{0,2}}?(?:{_PIECE}s?|conclusion|finding|provision|admission|warning)|(?:an?|the|one)\s(?:\w+\s)?"
        r"(?:threat|warning|insult|confession|admission|boast|appeal|sentence|passage|promise|question|quotation|line))\b[^;:]{0,60}:\s*$"
    ),
    # "He went on to speak of the future:"; not "He gave three reasons:", "He faces the following charges:"
    regex(r"^(?:He|She)\s(?!.*\b(?:following|two|three|four|five|several|reasons?|these)\b)[a-z][^;:]{3,120}:\s*$"),
    # "The Prime Minister praised the speech:"
    regex(
        r"\s(?:praised|applauded|defended|justified|excused|mocked|ridiculed|derided|thanked|congratulated)\s(?:the|this|that|his|her|its|their|him|them|[A-Z]\w+)\b"
        r"[^;:]{0,80}:\s*$"
    ),
    # "The next allegation is no better founded:"; not "The first claim is false for two reasons:"
    regex(
        r"^(?:The|Its|His|Her|Their|Another|An?)\s(?:(?:next|first|second|third|fourth|fifth|sixth|last|final|other|further)\s)?"
        r"(?:allegation|claim|accusation|assertion|contention)\b(?![^:]*\b(?:reasons?|facts|following|this|these|truth)\b)[^;:]{0,100}:\s*$"
    ),
    # "Kesparia’s own Minister contradicts it:"; not "The facts contradict it:"
    regex(
        r"^(?![^:]*\b(?:facts?|figures|evidence|records?|statistics|data|photographs|maps?|events|history|reality)\b)[^;:]{3,120}\s"
        r"(?:contradict(?:s|ed)|confirm(?:s|ed)|refute[sd]|denie[sd]|concede[sd]|admit(?:s|ted))\s(?:it|this|that|them|him|her|as\smuch|the\scontrary)"
        r"(?:\s(?:himself|herself|itself|in\s[^;:]{2,60}))?\s?:\s*$"
    ),
    # "The relevant part of the judgment is the following:", "The full passage is this:"
    regex(
        r"\b(?:passage|paragraph|sentence|clause|part)s?(?:\sof\s(?:the|that|this|its|his|her|their)\s[^;:]{2,100}?|\s(?:in\squestion|concerned))?\s(?:is|are|was|were)\s"
        r"(?:the\sfollowing|as\sfollows|this|these)\s?:\s*$"
    ),
    # "The Panel asked the following question:"
    regex(rf"\b(?:asked|put|posed|raised)\s{_THESE}\s(?:\w+\s)?questions?\b[^;:]{{0,80}}:\s*$"),
    # "The experts reached the following conclusion:"; not "the following conclusions can be drawn:"
    regex(rf"\b(?:reached|drew|came\sto|arrived\sat)\s{_THESE}\s(?:\w+\s)?conclusion\b[^;:]{{0,60}}:\s*$"),
    # "The revised document states the present position as follows:", "The resolution as amended read:-"
    regex(
        rf"\b(?:{TEXT_NOUN}|document|paper|draft|agreement|minutes?)(?:\sas\s\w+)?\s(?:\w+\s)?(?:states?|stated|reads?|declares?|says?|ran)"
        r"(?:\s[^;:]{2,60}?)?(?:\sas\sfollows)?\s?:[–—-]?\s*$"
    ),
    # "when it published the following correction:"
    regex(
        r"\b(?:published|printed|issued|released|posted|carried|broadcast|sent|addressed|forwarded|transmitted|handed)\s(?:to\s[^,;:]{2,60}?\s)?"
        rf"{_THESE}\s(?:\w+\s)?{TEXT_NOUN}\b"
        r"[^;:]{0,100}:\s*$"
    ),
    # "The elders addressed that claim in the following terms:"; not "it can be summarized in these words:"
    regex(
        rf"(?<!\bbe)(?<!\bis)(?<!\bare)\s[a-z]+(?:ed|rote|poke)\b[^;:]{{0,120}}\sin\s{_THESE}\s(?:\w+\s)?(?:terms|words)\s?:\s*$"
    ),
    # "Article 1 provides as follows:"; not "Article 1 provides for the following steps:"
    regex(
        r"\b(?:[Aa]rticle|[Ss]ection|[Rr]ule|[Pp]aragraph|[Cc]lause)\s\d{1,3}(?:\s?\([\w\d]{1,3}\)){0,2}\b[^;:]{0,80}?\s(?:provides|states|reads|"
        r"stipulates|says|declares|lays\sdown)(?:,?\sinter\salia,?|\sthat|\sas\sfollows|\sthe\sfollowing)?\s?:\s*$"
    ),
    # "Paragraph 5 of that letter is worded thus:"
    regex(
        r"\b(?:(?:is|was|are|were)\sworded|runs?|ran)\s(?:as\sfollows|thus|in\s(?:these|the\sfollowing)\s(?:terms|words))\s?:\s*$"
    ),
    # "The sentence is preceded by another one, which Kesparia omits:"
    regex(
        rf"\b(?:{_PIECE}|part|article|text|one)s?\b[^;:]{{0,120}}\b(?:which|that)\s[^;:]{{2,60}}?\b(?:omit(?:s|ted)|leaves?\sout|left\sout|"
        r"(?:does|did|do)\snot\s(?:quote|cite|mention|reproduce)|fail(?:s|ed)\sto\s(?:quote|cite|mention|reproduce)|"
        r"conceal(?:s|ed)|suppress(?:es|ed)|pass(?:es|ed)\sover(?:\sin\ssilence)?)\s?:\s*$"
    ),
    # "The Panel made the following observation:", "He had this to say on television:", "gave the following answer:";
    # not "made the following observations:", which may be summed up
    regex(
        rf"\b(?:ma(?:de|kes)|offer(?:s|ed)|voice[sd]|shared|left|g(?:ave|ives)|provide[sd])\s{_THESE}\s(?:\w+\s)?"
        rf"(?:(?!(?:observation|comment|conclusion)s\b){TEXT_NOUN}|remark|explanation|version)\b[^;:]{{0,100}}:\s*$|"
        r"\b(?:had|has|have)\s(?:(?:only\s)?this\s|the\sfollowing\s)?to\ssay\b[^;:]{0,100}:\s*$"
    ),
    # "A farmer described his arrest as follows:", "The survivor remembers the night differently:"; not "describes the
    # following violations:"
    regex(
        r"(?<!\bbe)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)\s"
        r"(?:describe[sd]|record(?:s|ed)(?=\s(?:what|how)\b)|recount(?:s|ed)|remember(?:s|ed)|recall(?:s|ed)(?!\sits\b)|relate[sd]|sum(?:s|med)\sup|refer(?:s|red)\sto)\s"
        r"(?:the(?!\sfollowing)|this|that|his|her|its|their|what|how|it|him|them|[A-Z]\w+)\b[^;:]{0,120}:\s*$"
    ),
    # "The historian has written of the same event:"
    regex(
        r"\s(?:said|says|wrote|writes|written|testified|spoke|spoken|speaks|report(?:s|ed))\s(?:of|about)\s(?!(?:the|these|this)\sfollowing\b)"
        r"[^,;:]{2,100}:\s*$"
    ),
    # "This is how the Minister described the attack:", "Here is the account of a survivor:"
    regex(
        rf"^(?:Here|This|That)\s(?:is|was)\s(?:(?:how|what)\s(?:the\s|an?\s|his\s|her\s)?(?:[\w’'-]+\s){{1,12}}?{_SPOKE}\b|"
        rf"(?:the|an?|one|his|her|their|another)\s(?:\w+\s){{0,2}}?{TEXT_NOUN}\s(?:of|by|from)\s)[^;:]{{0,120}}:\s*$"
    ),
    # "His answer was:", "Kesparia's answer, dated 6 May, was short:", "The last message from the ship was:", "The
    # editorial of the Dorn Courier speaks for itself:", "Article 12
    # of the Treaty is clear:"; not "The answer is short:", "The Ministry's comments are as follows:"
    regex(
        rf"(?:^|[,.]\s)(?:(?:(?!{ANYBODYS}\b)[A-Z][\w-]+[’']s?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]he\s(?:(?!{ANYBODYS}\b)[A-Z][\w-]+(?:[’']s?)?|[a-z]+[’']s?))\s(?:\w+\s){{0,2}}?{_PAPER}|"
        rf"[Tt]he\s(?:\w+\s)?{_PAPER}\s(?:(?:(?:of|in)|(?:[^,;:]{{2,80}}\s)?(?:by|from))\s(?:the\s)?[A-Z]|(?:by|from)\s(?:the|an?|his|her|its)\s)|(?:[Aa]rticle|[Pp]aragraph|[Rr]esolution|[Ss]ection)\s\d)"
        rf"[^;:]{{0,120}}?{_SPEAKS_PLAINLY}"
    ),
    # "The Secretary-General has been unequivocal on this matter:"; not "The position of Kesparia is clear:"
    regex(
        r"^(?!.*\b(?:position|aims?|goals?|purpose|intentions?|responsibility|policy|motives?|pattern|role|obligations?|duty|duties)\s(?:of|in)\s)"
        r"(?:.*\s)?[A-Z][\w’'-]+\s(?:(?:himself|herself|itself)\s)?(?:has\sbeen|have\sbeen|was|were|is)\s(?:\w+\s)?"
        r"(?:unequivocal|categorical|explicit|clear|blunt|emphatic|outspoken|frank|candid)\b(?:\s(?:on|about|in)\s[^;:]{2,80})?\s?:\s*$"
    ),
    # "The Bench dismissed the argument in one paragraph:"
    regex(
        r"(?<!\bbe)\s[a-z]+ed\s[^;:]{2,100}\sin\s(?:one|two|three|an?\s(?:single|few|short))\s(?:\w+\s)?"
        r"(?:paragraph|sentence|word|line)s?\s?:\s*$"
    ),
    # "The Minister was asked by a journalist:", "Three questions were put to him:"; not "We were asked to come:"
    regex(r"\b(?:was|were)\sasked\b[^;:]{0,80}:\s*$|\bquestions?\s(?:was|were)\s(?:put|posed|asked)\b[^;:]{0,80}:\s*$"),
    # "The report of the Panel on the claims of Kesparia states:", "The Dorn Courier reported the speech as follows:"
    regex(
        rf"^(?:The|An?|That|Its|His|Her|Their|One)\s(?:[\w-]+\s){{0,3}}?{_PAPER}\b[^;:]{{0,160}}\s(?:states?|stated|reads?|says?|said|"
        r"declare[sd]|concludes?)\s?:\s*$|\b(?:report(?:s|ed)|rendered)\s[^;:]{2,100}\sas\sfollows\s?:\s*$"
    ),
    # "The truth was told by the captain of the corvette himself:"; not "The gates were opened by three men:"
    regex(
        r"\b(?:said|told|stated|written|put|expressed|explained|summed\sup|admitted|described)\s(?:\w+ly\s)?by\s[^;:]{2,120}:\s*$"
    ),
    # "The reply of the then Minister is reproduced here in full:", "The following extract from the minutes speaks:"
    regex(
        rf"\b(?:{TEXT_NOUN}|{_PIECE}|text|remarks|testimony)s?\b[^;:]{{0,200}}\b(?:is|are)\s(?:here\s)?(?:reproduced|quoted|set\sout|given)"
        rf"(?:\s(?:here|in\sfull|verbatim|below)){{0,3}}\s?:\s*$|^The\sfollowing\s(?:\w+\s)?(?:extract|excerpt|quotation|{_PIECE})s?\s[^;:]{{2,160}}:\s*$"
    ),
    # "Velmora's coroner draws attention to her finding:", "The note was returned with the remark:", "cites the reply
    # that Velmora gave it:"; not "The Board answers the claim:", "The Board relies on the following findings:"
    regex(
        r"\b(?:draws?|drew|recall(?:s|ed)|invoke[sd]|cite[sd]|quote[sd]|repeat(?:s|ed)|refer(?:s|red)|relies|relied|denie[sd]|"
        r"forward(?:s|ed)|transmit(?:s|ted)|show(?:s|ed)|produce[sd]|present(?:s|ed)|publishe[sd]|attache[sd]|circulate[sd]|printed|returned|shelters?|hides?|reminded|"
        r"forgotten|forgot)\b(?![^:]*\bfollowing\b)[^;:]{0,100}?\s(?:the|an?|its|his|her|their|this|that|one)\s(?:[\w’'-]+\s){0,2}?"
        rf"(?:{TEXT_NOUN}|words|remark|argument|promise)(?:\s(?:of|by|from|that|which|to)\s[^,;:]{{2,80}})?\s?:\s*$"
    ),
    # "This is confirmed by the last sentence of the note:", "The grave bears the inscription:", "On the grave stands:"
    regex(
        rf"^(?!(?:As|On|Concerning|Regarding|With|To|In|About|Of|Under|From)\b).*(?<!\bfollowing\s)\b(?:{_PIECE}|inscription|caption)(?:\s(?:of|in|from|on)\s(?:(?!\b(?:is|are|was|were|has|have)\b)[^,;:]){{2,60}})?\s?:\s*$|\s(?:stands|stood)\s?:\s*$"
    ),
    # "Kesparia has a proverb:", "There is a saying on the river:"
    regex(
        r"\b(?:has|had|is|was)\s(?:an?|the|one)\s(?:\w+\s){0,2}?(?:proverb|saying|motto|song|poem|joke)"
        r"(?:\s(?:of|on|in|among|about)\s[^,;:]{2,80})?\s?:\s*$"
    ),
    # "The Mayor published a letter, saying:"
    regex(r",\s(?:saying|stating|adding|declaring|warning|writing|claiming)\s?:\s*$"),
    # "Its Director was even clearer:", "The press was less discreet:"
    regex(
        r"\b(?:was|were)\s(?:even\s|still\s|far\s|yet\s)?(?:clearer|blunter|(?:more\s)?(?:explicit|categorical|outspoken|emphatic)|"
        r"(?:more|less)\s(?:discreet|polite|diplomatic|cautious|reticent|candid|frank|direct|precise|honest|kind))(?:\sstill)?\s?:\s*$"
    ),
    # "Anna Berg quotes from the log:", "arrested for having written:", "Somebody had written on the wall:",
    # "What the drivers heard was this:", "Nobody has put it better than Lind:",
    # "Let the Ombudsman speak:", "The rapporteur has the last word:"; not "What they did was this:"
    regex(
        r"\bquot(?:e|es|ed|ing)\sfrom\s[^;:]{2,120}:\s*$|\bfor\s(?:(?:having\s)?(?:written|said|shouted)|(?:writing|saying|shouting))\s?:\s*$|"
        r"\b(?:has|have|had)\s(?:\w+\s)?(?:written|scrawled|carved|painted|scratched)\b[^;:]{0,60}:\s*$|"
        r"^What\s[^;:]{2,100}\b(?:heard|read|said|wrote|shouted|told|signed)\b[^;:]{0,60}\s(?:was|is)\sthis\s?:\s*$|"
        r"\bput\sit\s(?:better|best|more\s\w+)\b[^;:]{0,80}:\s*$|^Let\s[^;:]{2,80}\sspeak\b[^;:]{0,40}:\s*$|"
        r"\b(?:has|have|had)\sthe\s(?:first|last|final)\sword\s?:\s*$"
    ),
    # "The Panel heard a nurse from Dorn:"; not "The Panel heard two complaints:"
    regex(r"\sheard\s(?:an?|one\sof|from|(?:Mr|Mrs|Ms|Dr)\b\.?)\s[^,;:]{2,80}:\s*$"),
    # "From the minutes of the Board of 3 May:", "Judge Lind, dissenting:", "The Consul to his Minister, 4 March 2030:"
    regex(
        rf"^From\s(?:the|an?|its|his|her)\s(?:\w+\s){{0,2}}?(?:{TEXT_NOUN}|minutes|log|logbook|diary|journal|memoirs|transcript)s?"
        r"(?:\s(?:of|by|for|dated)\s[^,;:]{2,80})?\s?:\s*$|"
        r"^(?:The\s)?[A-Z][^,;:]{2,60},\s(?:dissenting|concurring|presiding|writing|speaking|testifying|answering|replying)\b[^;:]{0,80}:\s*$|"
        r"^(?:The\s)?[A-Z][^,;:]{2,60}\sto\s(?:the|his|her|its)\s[^,;:]{2,60},\s\d{1,2}\s[A-Z]\w+\s\d{4}\s?:\s*$"
    ),
    # "The officers recorded in their minutes:"
    regex(
        r"\b(?:recorded|noted|entered|stands|stood)\sin\s(?:its|his|her|their|the)\s(?:\w+\s){0,2}?(?:minutes|diary|log|logbook|"
        r"journal|report|memoirs|register|records?|judgment|book)\b[^;:]{0,60}:\s*$"
    ),
    # "The Chairman read out the following excerpt from a letter of the Minister:"
    regex(
        r"\b(?:read|quote[sd]?|cite[sd]?|produced|showed|omit(?:s|ted)|left\sout|leaves\sout|ignore[sd]|overlook(?:s|ed)|conceal(?:s|ed)|suppress(?:es|ed)|"
        rf"forgets)\s(?:out\s)?(?:{_THESE}|the|an?|one)\s(?:\w+\s)?(?:extract|excerpt|{_PIECE}|finding|conclusion)s?\b[^;:]{{0,160}}:\s*$"
    ),
)


# "The commander radioed to his men:", "The Foreign Ministry tweeted within the hour:", "The soldiers were told:"; not
# "The boats were reported:", "Kesparia announced a third dam:"
_VERB = regex(
    r"\s(?P<verb>sa(?:id|ys?)|state[sd]?|declare[sd]?|repl(?:ies|ied)|wrote|writes?|answer(?:s|ed)|respond(?:s|ed)|testif(?:y|ies|ied)|insist(?:s|ed)?|"
    r"accuse[sd]|blame[sd]|complain(?:s|ed)|commented|remark(?:s|ed)|confess(?:es|ed)|tweet(?:s|ed)|post(?:s|ed)|continue[sd]|proclaim(?:s|ed)|teaches|taught|"
    r"radioed|cabled|telegraphed|wired|informed|told|tells|prayed|shouted|cried|exclaimed|whispered|begged|pleaded|warn(?:s|ed)|"
    r"urge[sd]|asked|invited|implored|exhorted|requested|call(?:s|ed)\s(?:up)?on|appeal(?:s|ed)\sto|demand(?:s|ed)|vow(?:s|ed)|asks|remembers?|recalls|recount(?:s|ed)|reads?|runs|ran|recommended|admit(?:s|ted)|pretends|ordered|puts?\sit|sw(?:ore|ears)|concede[sd]|certif(?:ies|ied)|cautioned|apologi[sz]ed|advise[sd]|"
    r"(?:found|finds|held|holds|ruled|rules|determined)(?=\s(?:that|as\sfollows|the\sfollowing)\b|\s?:)|conclude[sd]?|assert(?:s|ed)?|alleg(?:es|ed)|"
    r"argue[sd]|claim(?:s|ed)|contend(?:s|ed)|maintain(?:s|ed)|observe[sd]|add(?:s|ed)|retorted|countered|deposed|boast(?:s|ed)|"
    r"(?:go(?:es)?|went)\son|proceeded\sto\s(?:say|hold|state|declare))\b(?P<rest>[^:]{0,100}?):\s*[–—-]?\s*$"
)
# "was clearly stated", "was also said", "should read", "As stated", "The claims"
_NOT_ACTIVE = regex(
    r"\b(?:be|is|are|was|were|been|being|[Aa]s|to|should|must|shall|would|could|can|may|might|will|not|never|dare|[Ll]et\s(?:me|us|him|her|them))"
    r"(?:\s(?:\w+ly|also|now|further))?$|"
    r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]ll|[Ss]uch|of)$"
)
_ORDERED = regex(
    r"(?:accuse[sd]|blame[sd]|ordered|informed|told|tells|warned|begged|urge[sd]|asked|invited|implored|exhorted|requested|call(?:s|ed)\s(?:up)?on|appeal(?:s|ed)\sto)$"
)
_SOMEBODY = regex(
    r"\s(?:the|both|each|every|an?|his|her|its|their|all|those|him|them|[A-Z]\w+)\b(?:\s[\w’'-]+){0,6}$|$"
)
_WHEN = regex(r"\s(?:(?:the|that)\s(?:same|next|very|following)\s\w+|that\s\w+|within\s[^,;:]{2,40}|best)")
_WERE_TOLD = regex(
    r"\b(?:was|were|is|are)\s(?:\w+ly\s)?(?:told|instructed|taught|warned|(?:ordered|asked|made|forced|obliged|compelled)\sto\s"
    r"(?:say|write|sign|sing|shout|repeat|read|declare|swear)\b)(?:\s(?:by|that|this|the\sfollowing|on|in|at|again)\b[^,;:]{0,60})?:\s*$"
)
_FOLLOWING_THINGS = regex(
    rf"\b(?:the|these|this)\sfollowing\s(?!(?:\w+\s)?(?:{TEXT_NOUN}s?|{_PIECE}s?|{_PAPER}s?|terms|effect|inscription|on|in|at|to|during|before|after)\b)\w"
)


def _tells(sentence: str) -> bool:
    """Tell whether somebody says something, in plain words and not of a thing, right before the colon."""
    if _WERE_TOLD.search(sentence):
        return True
    return any(_tells_in_words(sentence, found) for found in _verbs(sentence))


def _verbs(sentence: str) -> Iterator[re.Match[str]]:
    """Yield each verb of saying before the colon: in "answered the Panel, which had warned:" the last one counts."""
    found = _VERB.search(sentence)
    while found is not None:
        yield found
        found = _VERB.search(sentence, found.end("verb"))


def _tells_in_words(sentence: str, found: re.Match[str]) -> bool:
    if _NOT_ACTIVE.search(sentence, 0, found.start()):
        return False
    if found["verb"] == "told" and "," not in found["rest"]:
        return True
    if _ORDERED.match(found["verb"]):
        return _SOMEBODY.match(found["rest"]) is not None and says_plainly("told", f"{found['rest']}:")
    return says_plainly(found["verb"], f"{found['rest']}:") or _WHEN.fullmatch(found["rest"]) is not None


# "Colonel Lind's diary for that day has only one line:", "The leaflet read:"
_INSCRIPTION = (
    r"(?:diary|logbook|leaflet|flyer|banner|poster|placard|caption|headline|oath|anthem|song|hymn|poem|slogan|schoolbook|textbook|"
    r"editorial|tweet|inscription|graffiti|plaque|epitaph|manifesto|order\sof\sthe\sday)"
)
_INSCRIBED = regex(
    r"^(?!(?:Regarding|Concerning|With|In|On|As|Under|Of|About|From|To|By|For)\b)"
    rf"(?:[^,;:]{{0,60}}[\s’'])?{_INSCRIPTION}\b[^;:]{{0,160}}\s(?:was|is|has|had|[a-z]+(?:ed|s)|read|ran)\b[^;:]{{0,120}}:\s*$"
)
# "According to eyewitnesses:", "this appeared on the account of the Ministry:"
_ACCORDING = regex(
    r"^According\sto\s(?:(?:the|an?|this|that|one|some|several|many)\s)?(?:[A-Z]|(?:[\w-]+\s){0,3}?(?:eye-?witness(?:es)?|witness(?:es)?|"
    r"residents?|survivors?|villagers?|officials?|officers?|journalists?|agency|broadcaster|sources?|experts?|prisoners?)\b)[^,;:]{0,80}:\s*$"
)
_APPEARED = regex(
    rf"\b(?:this|the\sfollowing|[Tt]he\sfollowing\s(?:\w+\s)?{TEXT_NOUN})\s(?:appeared|stood|could\sbe\sread|(?:was|were)\s(?:to\sbe\sread|printed|"
    r"posted|published|broadcast|displayed|painted))\b[^;:]{0,120}:\s*$"
)
# "Let me quote just one of them:", "To quote the Board:", "I cite one passage:", "One reads there:"; not "We read it
# with three questions:"
_WE_QUOTE = regex(
    r"(?:\b(?:I|[Ww]e|[Ll]et\s(?:me|us)|[Aa]llow\sme\sto|[Pp]ermit\sme\sto|[Mm]ay\sI)\s(?:\w+\s){0,8}?(?:quote|cite|reproduce|read\sfrom)\b|"
    r"^To\s(?:quote|cite)\b|\b[Oo]ne\s(?:can\s|may\s)?reads?\s(?:there|here|in|on|further)\b|"
    r"\b[Ww]e\s(?:(?:are|were)\s\w+\sto\s)?read(?:\s(?:there|in|on|further)\b|(?=\s?:))|"
    rf"\b(?:[Oo]ne|[Ww]e|I)\sfinds?\s(?:there\s)?(?:the\sfollowing|this)\s{_PIECE}\b)"
    r"(?![^:]*\b(?:my|our)\b)[^;:]{0,160}:\s*$"
)


# "about our people": what is said of the sender's own side is said by another
_OF_OURS = regex(r"\s(?:about|against|towards|to|on)\s(?:our|us|my|me)\b")


_SURE = (_READS, _YOU, YOU_WROTE, TEXT_HERE, _CLAIMED, _SAID_ELSEWHERE, _TOLD_US, _RECALLED, _RECEIVED, _WE_QUOTE)


# "The Ombudsman resigned:", "Radio Dorn had announced it:", "Ada Renn, who was there, has sworn:"; not "The facts are
# these:", "There are three:"
_OF_SOMEBODY = regex(
    rf"^(?:(?:The|An?|One|Another|His|Her|Their|Its|Some|Many)\s(?:[\w’'-]+\s){{0,2}}?(?:{CALLING.pattern}|{OFFICE.pattern}|Ombuds\w+|"
    r"children|boy|girl|man|men|woman|women|people|soldiers)\b|"
    r"(?:(?:In|On|At|From|After|Before|During)\s[^,;:]{2,60}?,?\s)?(?:[Hh]e|[Ss]he|[Tt]hey)\s|"
    r"(?!(?:The|This|That|These|Those|There|Here|It|In|On|At|To|For|From|As|One|Two|Three|Such|Please|Nor|Not|Article|Paragraph)\b)"
    r"[A-Z][\w’'-]+(?:(?:\s[A-Z][\w’'-]+){0,3}\s[a-z]|(?:\s[A-Z][\w’'-]+){1,3},\s(?:who|whose|then|now|aged|an?|the|of|\d)\b))"
    r"[^:]*\s[a-z]+(?:ed|s)\b[^;:]*:\s*$"
)


_IN_PERSON = regex(r"(?<![.\w“])(?:I(?![.\d])|[Mm]y(?!\s(?:Government|delegation|Mission)\b))\b")  # no State does so


def told_in_person(sentence: str, following: str) -> bool:
    """Tell whether, behind a sentence of somebody that ends with a colon, one speaks in person: hardly the sender."""
    return (
        _OF_SOMEBODY.match(sentence[-_LONGEST:]) is not None
        and not (_OURS.search(sentence) or _FOLLOWING_THINGS.search(sentence))
        and _IN_PERSON.search(following) is not None
    )


def leads_to_another(sentence: str) -> bool:
    """Tell whether a sentence that ends with a colon leads to the words of another than whose letter it is."""
    if any(each.search(sentence) for each in _SURE):
        return True
    end = _OF_OURS.sub("", sentence[-_LONGEST:])
    if _OURS.search(end):
        return False
    if any(each.search(end) for each in _QUOTED) or leads_further(end):
        return True
    told = _tells(end) or any(each.search(end) for each in (_INSCRIBED, _ACCORDING, _APPEARED))
    return told and not _FOLLOWING_THINGS.search(end)
