"""Whose words a sentence leads to that names them otherwise than right before a verb of saying.

It calls a paper "its", of the body or law of which alone the sentence before is; it is a law's own; a body does
something "in which it ruled that"; somebody issues "the following commentary". In doubt it is nobody.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from retrieval.language.quotation_marks import find_marked
from retrieval.parsing.names import CAP, People, without_article
from retrieval.parsing.speakers.announced import paper_sent
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.inline_quotes import sentence_starts
from retrieval.parsing.speakers.mentions import ANY_BODY, body_of
from retrieval.parsing.speakers.subjects import subject
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.parsing.voices.movers import is_own
from retrieval.patterns import regex

_PIECE = (
    rf"(?:{TEXT_NOUN}|editorial|minutes|log|records?|rules|statutes?|articles?|paragraphs?|provisions?|preamble|"
    r"guidelines)"
)
_SAYS = r"(?:said|stated|noted|observed|found|held|ruled|declared|concluded|recalled|affirmed|considered)"
# "Article 4 provides:", below a sentence that is of the law alone
_ARTICLE = regex(
    r"^(?:In\s)?(?:[Aa]rticle|[Ss]ection|[Rr]ule|[Pp]aragraph|[Cc]lause)\s\d{1,3}(?:\s?\([\w\d]{1,3}\)){0,2}(?:,\sparagraph\s\d{1,2},?)?,?\s"
    r"(?:it\s)?(?:also\s|further\s|\w+ly\s)?(?:provides?|states?|reads?|stipulates?|says|declares?|lays\sdown|is\sworded)\b[^;:]{0,60}"
    r"[:\s–—-]*$"
)
# "Its daily report for 10 March reads, in part:", "In its order of 2 June it found that:", "To quote from its report:"
_ITS = regex(
    rf"^Its\s(?:[\w-]+\s){{0,4}}?{_PIECE}\b[^;:]{{0,60}}?\s(?:reads?|states?|stated|says|said|provides|continue[sd]|conclude[sd]|found|"
    rf"add(?:s|ed)|note[sd])\b[^;:]{{0,60}}:[\s–—-]*$|^In\sits\s(?:[\w-]+\s){{0,3}}?{_PIECE}\b[^;:]{{0,40}}?,?\sit\s{_SAYS}\b[^;:]{{0,40}}[:\s–—-]*$|"
    rf"^To\squote\s(?:from\s)?its\s(?:[\w-]+\s){{0,3}}?{_PIECE}\b[^;:]{{0,40}}:[\s–—-]*$"
)
# "Its third paragraph reads:", of the one text that the sentence before names: "signed a Declaration on the Tolls"
_ITS_PART = regex(
    r"^Its\s(?:\w+\s)?(?:preamble|paragraph|article|section|chapter|clause)\b[^;:]{0,40}?\s(?:reads?|states?|provides?|says)\b[^;:]{0,40}:[\s–—-]*$"
)
_TEXT = regex(
    rf"\b(?:{CAP}\s){{0,3}}(?:Declaration|Communiqué|Convention|Treaty|Protocol|Agreement|Accord|Pact|Arrangement|Charter|Statute|Memorandum)"
    rf"\s(?:on|of|for|concerning)\s(?:the\s)?{CAP}(?:\s(?:(?:of|and|for|in|on)\s(?:the\s)?)?{CAP}){{0,6}}"
)
_KIND = r"(?:Charter|Convention|Covenant|Treaty|Statute|Protocol|Agreement|Constitution|Accord|Pact)"
# "The Treaty of Friendship of 1948 between Kesparia and Merovand provides as follows:"
_LAW = regex(
    rf"^The\s(?P<name>(?:\d{{4}}\s)?(?:{CAP}\s){{0,4}}?{_KIND}(?:\s(?:of|on)\s(?:the\s)?{CAP}(?:\s{CAP}){{0,4}})?(?:\sof\s\d{{4}})?)"
    r"(?:\sbetween\s[^,;:]{3,80})?(?:,[^,;:]{2,80},)?\s(?:provides?|reads?|states?|stipulates?|lays\sdown)\b[^;:]{0,40}:[\s–—-]*$"
)
# "The Court of Dorn disposed of that argument in Renn v. Lind, in which it ruled that:"
_IN_WHICH = regex(
    rf"^(?P<by>The\s[^,;:]{{3,80}}?)\s(?:itself\s)?[a-z]+ed\b(?P<rest>[^;:]{{3,160}}),\sin\swhich\sit\s(?:had\s|has\s|also\s)?{_SAYS}\b[^;:]{{0,40}}"
    r"[:\s–—-]*$"
)
_WHEN = r"(?:\s(?:on\s\d{1,2}\s[A-Z]\w+(?:\s\d{4})?|in\s[A-Z]?\w+\s\d{4}|to-?day|yesterday|unanimously))?"
# "Radio Dorn broadcast the following commentary:", "the Board issued a statement which reads:", "it adopted on 3 May
# the following resolution:"
_MADE = regex(
    rf"\s(?P<verb>broadcast|published|issued|released|adopted|passed|signed|moved|laid\sdown|printed|made|gave|carried){_WHEN}\s(?:the\sfollowing\s|this\s|an?\s(?=[^;:]*\s(?:which|that)\s(?:reads?|says?|said)\b))"
    rf"(?:\w+\s)?(?:{TEXT_NOUN}|commentary|references?|rule|regulation|instructions?|decree|notice|headline|motion|undertaking)\b[^;:]{{0,80}}:[\s–—-]*$"
)
# "Renn took the floor and spoke as follows:", "is on record as saying:", "expressed it thus:", "felt bound to make the
# following statement:", "made it clear that:"; not "the matter was put as follows:"
_PLAINLY = regex(
    r"\s(?:(?:(?:took|takes)\sthe\sfloor\sand\s|rose\s(?:again\s)?and\s)?(?:spoke|speaks)\s(?:to\s[\w’'-]+\s(?:[\w’'-]+\s)?)?(?:as\sfollows|thus|in\s(?:these|the\sfollowing)\s(?:words|terms))|"
    r"(?:is|was)\son\srecord\sas\s(?:saying|having\ssaid|stating)|"
    r"expresse[sd]\s(?:it|himself|herself|itself|themselves)\s(?:thus|as\sfollows|in\s(?:these|the\sfollowing)\s(?:words|terms))|"
    r"(?:felt|feels|is|was|(?:felt|feels|saw|found)\s(?:him|her|it)self)\s(?:compelled|obliged|bound|constrained|moved|free)\sto\s(?:make|issue|publish)\s"
    rf"(?:the\sfollowing|this)\s(?:\w+\s)?{TEXT_NOUN}|(?:made|makes)\sit\s(?:clear|plain|known)(?:\sthat)?|let\s(?:me|us|him|her|them|it\sbe)\sknow(?:n)?(?:\sthat)?|"
    r"(?:sent|left)\sword(?:\sthat)?|wishe[sd]\sit\sto\sbe\sknown(?:\sthat)?|gave\s(?:the|this)\sorder)\b[^;:]{0,60}:[\s–—-]*$"
)
# "The Minister in his opening speech made the following references:"
_IN_HIS_SPEECH = regex(
    rf"\sin\s(?:his|her|its|their|an?|the)\s(?:\w+\s){{0,2}}{TEXT_NOUN}(?:\s(?:to|at|on)\s(?:the\s)?[^,;:]{{2,40}})?$"
)
# "gave the following account:"; not "the following observations:", which may be summed up
_IN_HIS_WORDS = regex(
    r"\b(?:the\sfollowing|this)\s(?:\w+\s)?(?:account|version|testimony|statement|reply|answer|response|explanation|description|declaration)\b"
)
_DENIED = regex(r"\b(?:not|never|nobody|if|whether|could|would|should|might)\b|n[’']t\b", re.IGNORECASE)
_RELATIVE = regex(r",\s(?:who|which|whose)\s[^,;:]{3,120},$")


def owner(text: str, people: People, *, marked: bool = True) -> Speaker | Whose:
    """Return whose words the last sentence of a paragraph leads to in one of these ways.

    Where they are not `marked`, what follows "made the following observations" may be a summary of them.
    """
    starts = [0, *sentence_starts(text)]
    sentence = text[starts[-1] :]
    before = text[starts[-2] : starts[-1]].strip() if len(starts) > 1 else ""
    ways = _ways(sentence, before, people, marked=marked)
    return next((each for each in ways if isinstance(each, Speaker)), Whose.UNKNOWN)


def _ways(sentence: str, before: str, people: People, *, marked: bool) -> Iterator[Speaker | Whose]:
    if _ITS.match(sentence) and (body := body_of(_unmarked(before))):
        yield Speaker(body)
    if _ITS_PART.match(sentence) and len(texts := _TEXT.findall(_unmarked(before))) == 1:
        yield Speaker(without_article(texts[0]))
    if _ARTICLE.match(sentence) and (law := body_of(_unmarked(before))) and regex(_KIND).search(law):
        yield Speaker(law)
    yield paper_sent(sentence, before, people)
    if found := _LAW.match(sentence):
        yield Speaker(found["name"])
    if (found := _IN_WHICH.match(sentence)) and ANY_BODY.search(found["by"]) and not ANY_BODY.search(found["rest"]):
        yield subject(f"{found['by']} ", people)
    if (found := _MADE.search(sentence)) and (
        marked or found["verb"] not in ("made", "gave") or _IN_HIS_WORDS.search(sentence)
    ):
        yield _maker(sentence[: found.start()], people)
    if (found := _PLAINLY.search(sentence)) and not _DENIED.search(sentence, 0, found.end()):
        yield _maker(sentence[: found.start()], people)


def _maker(before: str, people: People) -> Speaker | Whose:
    """Return the subject of a verb of issuing; the sender's own side is nobody here."""
    before = _IN_HIS_SPEECH.sub("", re.sub(r"\s(?:has|have|had|also|then)$", "", before))
    return Whose.UNKNOWN if is_own(before) else subject(f"{_RELATIVE.sub('', before)} ", people)


def _unmarked(sentence: str) -> str:
    """Return a sentence without the words in marks."""
    spans = list(find_marked(sentence))
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(sentence)]
    return "".join(sentence[start:end] for start, end in list(pairwise(edges))[::2])
