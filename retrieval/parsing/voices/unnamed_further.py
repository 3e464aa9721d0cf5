"""More sentences that lead to words of another whom they do not name: what a court orders, what a paper records.

They are looked at only where nothing in the sentence is of the letter's own side: no "we", no "my".
"""

from retrieval.parsing.speakers.callings import CALLING
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.patterns import regex

_TERMS = r"in\s(?:the\sfollowing|these|this)\s(?:terms|words|manner|way|language)"
_FOLLOWS = (
    rf"(?:as\sfollows|thus|{_TERMS}|the\sfollowing(?:\s(?:\w+\s){{0,2}}?(?:findings?|conclusion|ruling|order|decision|sentence|"
    r"definition|undertakings?|headline|denial|reply|reservation|wording|entry|clause|text))?)"
)
_HOLDS = (
    r"(?:h(?:eld|olds)|f(?:ound|inds)|rule[sd]|decide[sd]|resolve[sd]|determine[sd]|order(?:s|ed)|award(?:s|ed)|observe[sd]|indicate[sd]|"
    r"declare[sd]|agree[sd]|undert(?:ook|akes?)|conclude[sd])"
)
_WORDS = (
    r"(?:summari[sz]e[sd]|sum(?:s|med)\sup|define[sd]|establishe[sd]|document(?:s|ed)|stipulate[sd]|provide[sd]|explain(?:s|ed)|puts?|"
    r"record(?:s|ed)|printed|published|posted|entered|proposed|suggested|broadcast|ran|issued|reported|wrote|noted|recall(?:s|ed)|came\sto|testif(?:ies|ied))"
)
_PASSIVE = r"(?<!\bbe)(?<!\bis)(?<!\bto)(?<!\bare)(?<!\bwas)(?<!\bmust)(?<!\bwere)(?<!\bbeen)(?<!\bthe)(?<!\bof)"
_ACTIVELY = r"(?!\sby\b)(?:(?!\b(?:is|are|was|were|be|been|reasons?)\b)[^;:]){0,120}?"
_ORGAN = r"(?:Court|Tribunal|Chamber|Council|Committee|Commission|Assembly|Panel|Bench|Board|Body|Judge|tribunal|court)"
_PAPER = (
    r"(?i:log(?:book)?|minutes|commentary|preamble|dispositif|white\spaper|statement|declaration|agreement|treaty|convention|"
    r"protocol|covenant|charter|constitution|communiqu[ée]|report|study|judge?ment|order|award|resolution|transcript|diary|register|"
    r"manual|textbook|memoirs|article|editorial|headline|caption|cartoon|letter|note|notification|notice|petition|ultimatum|bulletin|"
    r"testimony|affidavit|indictment|verdict|tweet|post|message|interview|speech|address|recording|film|broadcast|"
    r"conversation|text|version|plaque|inscription|epitaph|annex)"
)
_DETERMINED = (
    r"(?:[Tt]he|[Aa]n?|[Tt]hat|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|(?:[Tt]he\s)?(?:[A-Z][\w-]*\s){0,3}[A-Z][\w-]*[’']s?|"
    r"[Tt]he\s[a-z]+[’']s?)"
)
# what a letter itself says of a paper or a court: what it must do, how many errors it holds, that it is wrong
_OF_ITS_OWN = regex(
    r"\b(?:must|should|shall|will|would|may|might|can|cannot|ought|needs?|two|three|four|five|six|several|many|number|facts?|reasons?|errors?|"
    r"points|questions|remarks|comments|evidence|calls?\sfor|(?:un)?true|false|unfounded|wrong|mistaken|inaccurate|misleading|violat\w*|"
    r"breach\w*|ignore[sd]|broken|obliges?|before\sit|(?:omit|fail|forget|neglect)\w*\sto|silent|choice|stages)\b|\bfollowing\s(?:\w+\s)?(?!(?:terms|words|lines)\b)[a-z]+s\b"
)
_NOT_GOVERNMENT = r"(?!(?:The|This|That)\s(?:Government|Mission|Ministry|Delegation|Embassy|Department)\b)"
_FURTHER = (
    # "The Chamber found, in particular, as follows:", "The Parties agreed thus:"; not "The facts can be summarized as
    # follows:", "It has found the following ways to delay:"
    regex(rf"{_PASSIVE}\s(?:{_HOLDS}|{_WORDS})\b{_ACTIVELY},?\s{_FOLLOWS}\s?:\s*$"),
    # "By thirteen votes to two, the Court indicated the following provisional measures:", "Annex II specifies:"
    regex(
        rf"\b{_ORGAN}\b[^;:]{{0,80}}\s(?:indicat|order|impos|prescrib|decid)\w*(?:,\s[^,;:]{{2,60}},)?\sthe\sfollowing\s(?:\w+\s)?measures?\s?:\s*$|"
        r"^(?:Annex|Article|Section|Schedule|Paragraph|Clause)\s(?:[IVXL]+|\d+)\b[^;:]{0,80}\s(?:specifies|says|adds|reads|states|provides|declares)"
        r"(?:\sthat)?\s?:\s*$"
    ),
    # "Paragraph 4 of the Order is in these terms:"
    regex(rf"\b(?:is|was|are|were|runs?|ran)\s(?:\w+ed\s)?{_TERMS}\s?:\s*$"),
    # "In the Minister’s own words:", "To use the words of the Minister:", "His words were these:"; not "In a word:"
    regex(
        r"(?:^|,\s)(?:[Ii]n|[Tt]o\s(?:use|borrow|repeat|adopt))\s(?:the\s(?:very\s|own\s)?words\sof\s[^;:]{2,120}|"
        r"(?:(?:[Tt]he\s)?[A-Z][^,;:]{1,60}[’']s?|his|her|its|their)\s(?:(?:own|very)\s)?words)\s?:\s*$|"
        r"\bwords\s(?:are|were)\s(?:these|as\sfollows|the\sfollowing|simple|clear|few|plain)\s?:\s*$"
    ),
    # "The following was heard on channel 16:", "The following entry was made:", "The pilot could be heard saying:"
    regex(
        r"^(?:The\sfollowing|This)\s(?:was|could\sbe)\s(?:\w+\s)?(?:heard|overheard|intercepted)(?:\s(?:on|over|from|by|at|in)\b[^;:]{0,80})?\s?:\s*$|"
        r"\b[Tt]he\sfollowing\sentr(?:y|ies)\b[^;:]{2,80}:\s*$|"
        r"\b(?:was|were|could\s(?:\w+\s)?be)\sheard\s(?:saying|shouting|ordering|calling|asking|to\ssay)\b[^;:]{0,60}:\s*$|"
        r"\b(?:shows?|showed|heard|filmed|recorded)\s(?:him|her|them|the\s\w+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?:saying|shouting|ordering|telling)\b"
        r"[^;:]{0,60}:\s*$|"
        r"\b(?:message|recording|announcement|warning|statement)\s(?:was|were)\s(?:\w+\s)?(?:played|broadcast|read\sout|relayed)\b[^;:]{0,80}:\s*$|"
        r"\bloudspeakers?\b[^;:]{0,60}\s(?:repeated|announced|blared|ordered|called)\b[^;:]{0,60}:\s*$"
    ),
    # "To a question about the dam, the answer was:"; not "To the question who did it the answer is simple:"
    regex(
        r"^(?:To|Asked|When\sasked|Questioned|Pressed)\b[^;:]{2,160}\b(?:answer|reply|response)\s(?:was|came)\b[^;:]{0,30}:\s*$"
    ),
    # "The President has never hidden his aims:", "set out its aims in a speech at Dorn:"; not "Its aims are two:"
    regex(
        r"\b(?:made|makes|hidden|hid|concealed|set\sout|laid\s(?:bare|out)|sp(?:elled|elt)\sout|revealed|betrayed|explained|summed\sup|"
        r"disclosed)\s(?:his|her|its|their)\s(?:own\s|true\s|real\s)?(?:aims?|intentions?|views?|opinions?|plans?|doctrine|motives?|thinking)\b"
        r"[^;:]{0,80}:\s*$"
    ),
    # "It begins:", "And further:"
    regex(
        r"^It\s(?:then\s)?(?:begins|began|opens|opened|ends|ended|goes\son|went\son)(?:\s(?:thus|so|with|as\sfollows|in\sthese)\b[^;:]{0,40})?\s?:\s*$|"
        r"^And\s(?:further|again|later|elsewhere|finally|then|lastly)\b[^;:]{0,40}:\s*$"
    ),
    # "The author asks the right question:", "takes the opposite view:"; not "raises one question:"
    regex(
        r"\b(?:asks|asked)\s(?:the|an?|one|himself|herself)\s(?:\w+\s){0,2}question\b[^;:]{0,60}:\s*$|"
        r"\b(?:saw|sees)\s(?:it|this|that|things|the\smatter)\s(?:otherwise|differently|in\s(?:another|a\sdifferent)\slight)\s?:\s*$|"
        r"\b(?:takes|took|shares|shared|expressed)\s(?:the\s(?:same|opposite|contrary)|another|a\s\w+)\sview\b[^;:]{0,40}:\s*$"
    ),
    # "The owners answer:", "These men say that:"; not "The facts say otherwise:"
    regex(
        r"^(?:The|These|Those|Some|Many|Several|Its|Their|His|Her)\s(?!(?:\w+\s)?(?:facts?|figures|numbers|maps?|photographs|records?|events|dates)\b)"
        r"(?:[\w’'-]+\s){0,5}?[\w-]*(?:(?<![’'])s|men|people|police|women)\s(?:say|state|answer|reply|argue|claim|write|add|declare|object|insist|report|maintain|ask|explain|complain)"
        r"(?:,?\s(?:that|this|so|thus|as\sfollows|(?:in|to|on|of)\s[^,;:]{2,40}))?\s?:\s*$"
    ),
    # "The reply of the owners, of 3 May, was as follows:", "The view of the owners is this:", "The owners hold the
    # following view:"
    regex(
        rf"^(?:The|That|Its|Their|His|Her)\s(?:\w+\s)?(?:{TEXT_NOUN}|position|attitude)\s(?:of|from)\s(?:the|an?|these|those|his|her|its|their)\s"
        r"(?!delegation|government|mission|authorities|undersigned)[a-z][^;:]{2,100}?\s(?:is|was)\s(?:as\sfollows|this|the\sfollowing)\s?:\s*$|"
        rf"^{_NOT_GOVERNMENT}.*\s(?:holds?|held|takes?|took|express(?:es|ed)?|adopt(?:s|ed)?|puts?\sforward)\sthe\sfollowing\s(?:\w+\s)?"
        r"(?:views?|opinions?|position|attitude|stand)\b[^;:]{0,60}:\s*$",
    ),
    # "His first words to me were:", "A telegram came from the owners:", "instructed his men in writing as follows:",
    # "the log has the entry:", "The Courier quotes him as follows:", "moved that the following be adopted:"
    regex(
        r"\b(?:first|last|own|very|exact|final|opening|closing|parting)\s(?:\w+\s)?words\b[^;:]{0,40}\s(?:are|were)\s?:\s*$|"
        rf"^(?:An?|Another|One|The)\s(?:\w+\s)?{TEXT_NOUN}\s(?:has\s|had\s)?(?:come|came|arrived|reached\s\w+)\s(?:\w+\s)?from\s[^;:]{{2,80}}:\s*$|"
        r"\b(?:instruct|order|direct|command|warn|advise|brief)(?:s|ed)\s[^;:]{2,80}\sas\sfollows\s?:\s*$|"
        r"\b(?:has|had|bears|bore)\s(?:the|this)\s(?:\w+\s)?(?:entry|inscription|headline)\b[^;:]{0,40}:\s*$|"
        r"\s(?:quotes|quoted|cites|cited)\s(?:him|her|them|it|the\s\w+|[A-Z][\w’'-]+)\s(?:as\sfollows|thus|in\sthese\s(?:words|terms))\s?:\s*$|"
        r"\s(?:moved|proposed|resolved|ordered)\sthat\sthe\sfollowing\b[^;:]{2,60}:\s*$|"
        r"\s(?:signed|gave|issued|laid\sdown|carried|printed|posted)\s(?:the\sfollowing|this|the(?=\sorder\s?:))\s(?:\w+\s)?(?:order|rule|regulation|instruction|"
        r"decree|notice|headline|undertaking|entry)s?\b[^;:]{0,60}:\s*$"
    ),
    # "spoke to me as follows:", "expressed himself as follows:", "let us know that:", "is on record as saying:"
    regex(
        r"^(?!(?:This|That|All|It|These|Those|What|Such|Events|Time|The\s(?:facts?|figures|events|records?))\b).*"
        r"\s(?:(?:spoke|speaks)\s(?:[^,;:]{2,40}\s)?(?:as\sfollows|thus|in\s(?:these|the\sfollowing)\s(?:words|terms))|"
        r"expresse[sd]\s(?:it|himself|herself|itself|themselves)\s[^;:]{2,40}|let\s(?:him|her|them|it\sbe)\sknown?(?:\sthat)?|(?:sent|left)\sword(?:\sthat)?|"
        r"wishe[sd]\sit\sto\sbe\sknown(?:\sthat)?|on\srecord\sas\s(?:saying|having\ssaid|stating)|made\sit\s(?:clear|plain|known)\sthat)\s?:\s*$"
    ),
    # "It records the evidence of the stewardess:", "contains the text of a telegram which the Consul sent to Dorn:"
    regex(
        r"\b(?:records?|recorded|contains?|contained|reproduce[sd]?|sets?\sout|gives|gave|carrie[sd]|carries|prints|printed|include[sd]?)\b[^;:]{0,60}?"
        rf"\s(?:the|this|an?)\s(?:\w+\s){{0,2}}?(?:text|evidence|words|{TEXT_NOUN})\s(?:of|from|given\sby|which|that)\s[^;:]{{2,200}}:\s*$"
    ),
    # "The delegate then moved:", "The Panel recommended, in paragraph 4 of its report, that:"; not "The Board ordered
    # two lamps:"
    regex(
        r"\s(?:moved|resolved|ordered|enquired|inquired|retorted|swore|recommend(?:s|ed))(?:,\s[^;:]{2,100},)?(?:\sthat)?\s?:\s*$|"
        r"\s(?:(?:made|gave|put|submitted)\s(?:an?|this)|(?:issued|sent|posed|read\sout|handed\sover|delivered|moved|tabled|circulated|"
        rf"published)\s(?:an?|this|the\sfollowing))\s(?:\w+\s){{0,2}}?(?:{TEXT_NOUN}|questions?|motion|amendment|note)"
        r"(?:\s(?:to|at|in|on|before)\s[^,;:]{2,60})?\s?:\s*$|"
        r"\s(?:moved|submitted|tabled)\sthe\sfollowing\s?:\s*$|\b(?:admonished|rebuked|harangued)\s[^,;:]{2,60}:\s*$|"
        r"\b(?:were|was|went|ran)\s(?:\w+\s)?(?:recorded|overheard|intercepted|exchanged)\s?:\s*$|\bwarn\s[^,;:]{2,60}:\s*$|"
        r"\b(?:is|was|were)\s(?:recorded|reported|quoted|cited|overheard)\s(?:as\shaving\s\w+|as\s\w+ing|to\shave\s\w+)\b[^;:]{0,60}:\s*$"
    ),
    # "The relevant provision is article 3:", "The note, in translation, was as follows:", "The letter of a nurse is
    # this:", "The order given to the pilots was simple:"; not "The answer is as follows:"
    regex(
        r"\brelevant\s(?:provision|passage|clause|article|paragraph|rule)s?\s(?:is|are)\s[^;:]{2,80}:\s*$|"
        rf"\b{TEXT_NOUN},\s(?:in|as)\s[^,;:]{{2,60}},\s(?:is|was)\s(?:as\sfollows|this|the\sfollowing)\s?:\s*$|"
        rf"\b{TEXT_NOUN}\sof\s(?:the|an?|one|another)\s(?:\w+\s)?(?:{CALLING.pattern})\b[^;:]{{0,60}}\s(?:is|was)\s(?:as\sfollows|this)\s?:\s*$|"
        r"\b(?:order|instruction|message|answer|reply)s?\s(?:given|sent|addressed|issued)\sto\s[^;:]{2,80}\s(?:is|was|were)\s"
        r"(?:\w+\s)?(?:simple|clear|short|brief|plain|this)\s?:\s*$"
    ),
)

# "You wrote to my predecessor in 2019, when he was ill, the following:"; not "You should reply as follows:"
YOU_WROTE = regex(
    r"(?:^|[,;]\s)[Yy]ou(?:\syourself)?\s(?![^:]*\b(?:should|would|may|might|could|can|must|will|shall|please|are)\b)[^;:]{2,200}"
    rf"\s(?:as\sfollows|the\sfollowing|{_TERMS})\s?:\s*$"
)
# What a paper or a court does when it speaks: not "binds", "leaves open", "rejected", which are done by it.
_SPEAKS = (
    rf"(?:{VERBS}|{_HOLDS}|{_WORDS}|record|runs|begins|began|opens|opened|ends|ended|continue[sd]|gives|gave|lists|listed|dispose[sd]|directs|directed|"
    r"considers|considered|answers|bore|bears|reasons|reasoned|"
    r"(?:is|are|was|were)\s(?:as\sfollows|this|these|in\sthese\swords|worded|telling|the\sfollowing|(?:more\s)?(?:explicit|candid|frank|blunt|plain(?:er)?|eloquent|revealing|specific))|"
    r"(?:has|have|had)\s(?:this|the\sfollowing)|could\s(?:not|hardly)\sbe\s(?:plainer|clearer))"
)
# "The log of the vessel records:", "The communiqué of the Board, dated 3 May, threatened:", "His memoirs are telling:";
# not "Its letter contains two errors:", "The agreement is dead:", "The treaty binds both States:"
_PAPER_SPEAKS = regex(
    rf"^(?:[^.;:,]{{0,80}},\s)?{_DETERMINED}\s(?:[\w’'-]+\s){{0,3}}?{_PAPER}\b(?![’'])[^;:]{{0,160}}?\s{_SPEAKS}\b[^;:]{{0,120}}:\s*$"
)
# "The Tribunal disposed of that argument in paragraph 88:", "In that resolution the Council decided that:"; not "The
# Court must decide:", "The Court rejected that claim:"
_ORGAN_SPEAKS = regex(
    rf"^(?:[^.;:]{{0,80}}(?:,|\b(?:resolution|decision|award|order|judge?ment))\s)?[Tt]he\s(?:[A-Z][\w’'-]*\s|(?:arbitral|constitutional|supreme|criminal|high)\s){{0,3}}{_ORGAN}\b[^;:]{{0,120}}?\s"
    rf"{_SPEAKS}\b[^;:]{{0,120}}:\s*$"
)


def leads_further(sentence: str) -> bool:
    """Tell whether a sentence that ends with a colon leads to words of a court or a paper, or to what was heard."""
    if any(each.search(sentence) for each in _FURTHER):
        return True
    speaks = _PAPER_SPEAKS.match(sentence) or _ORGAN_SPEAKS.match(sentence)
    return speaks is not None and _OF_ITS_OWN.search(sentence) is None
