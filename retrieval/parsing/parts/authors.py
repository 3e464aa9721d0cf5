"""Whose words an annex holds, as its title, its first lines, its signature and the letter around it say.

A text is its author's only where it is itself what is annexed: "comments on the report of the Panel" are not the
Panel's. In doubt nobody is named.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from retrieval.language.states import canonical
from retrieval.parsing.capitals import in_capitals, set_in_small_letters
from retrieval.parsing.masthead.titles import HEAD, REORDERED, parse_english
from retrieval.parsing.model import Draft
from retrieval.parsing.names import CAP, PROPER, is_person, without_article
from retrieval.parsing.parts.authors_translated import translated_author
from retrieval.parsing.relations import signers
from retrieval.patterns import regex
from retrieval.types import BlockKind

_TEXT = (
    r"(?:statement|declaration|memorandum|message|appeal|address|note|communiqu[ée]|report|press\srelease|speech|"
    r"remarks|letter|resolution|decision|comments?|observations|repl(?:y|ies)|responses?|commentary|information|"
    r"appreciation|aide-m[ée]moire|explanatory\snote|open\sletter|briefing|intervention|presentation|testimony|pledges|commitments|"
    r"conclusions|findings|recommendations|final\sact)"
)
_WRITTEN = r"(?:articles?|interview|paper|study|analysis|assessment|refutation|rebuttal|opinion)"  # "by", never "of"
_NOUN = regex(rf"\b(?:{_TEXT}|(?P<written>{_WRITTEN}))\b", re.IGNORECASE)
# what follows one of these is what a text is about or answers: "memorandum on the operation of the Dam"
_ABOUT = r"on|upon|about|concerning|regarding|in|into|at|for|to|against|over|relating"
_PEOPLE = r"(?:famil(?:y|ies)|relatives|residents|inhabitants|survivors|refugees|mothers|veterans|elders|participants)"
_BY = regex(
    rf"(?:\s(?!(?:{_ABOUT}|the|an?|his|her|its|their|this|that|these|those)\b)[\w/.]+){{0,3}}?"
    r"(?:\sdated [\w ]{5,30}?)?"
    r"(?:,?\s(?:made|issued|adopted|delivered|given|published|released|prepared|compiled|submitted)"
    r"(?:\son\s\d{1,2}\s[A-Z][a-z]+(?:\s\d{4})?)?)?"
    r"\s(?P<link>by|of|from)\s(?:the\s|His\sExcellency\s|Mr\.\s|H\.E\.\s|(?:eye)?witness\s|survivor\s|spokes\w+\s)*"
    # "final communiqué of the third meeting of the Council"
    r"(?:(?:[\w-]+\s){0,3}?(?:meeting|session|summit)\sof\s(?:the\s)?)?"
    rf"(?P<author>(?:{_PEOPLE}\s(?:of|in|from)\s(?:the\s)?(?:[a-z]+\s(?:of|in|from)\s(?:the\s)?){{0,2}})?{PROPER}(?:\s(?:members|parties)\s(?:of|to)\s(?:the\s)?{PROPER})?)"
)
# "Report on the dam prepared by the Ministry of Works"
_PREPARED = regex(
    r"\s(?:on|about|concerning|regarding)\s(?P<topic>[^,:;]{3,80}?)\s(?:prepared|compiled|written|issued|published|drawn\sup)"
    rf"\sby\s(?:the\s)?(?P<author>{PROPER})"
)
# what may itself have been prepared by somebody: "report on the attack prepared by Merovand"
_MADE = regex(
    r"\b(?:attack|aggression|invasion|operation|plot|coup|assault|plan|campaign|map|list|draft|law|bill|agreement|"
    rf"treaty|text|document|proposal|{_TEXT}|{_WRITTEN})s?\b",
    re.IGNORECASE,
)
# "text of the", "summary of the": a form of the text itself
_FORM = regex(
    r"\b(?:texts?|cop(?:y|ies)|translations?|excerpts?|extracts?|summary|transcripts?|version|record)\s(?:of|from)\b",
    re.IGNORECASE,
)
# with one of these before it a text hangs on another: "refutation of the statement", "a list and a letter"
_GOVERNS = regex(
    rf"\b(?:{_ABOUT}|of|with|by|from|after|following|despite|contrary|and|refut\w+|reject\w+|answer\w*)\b",
    re.IGNORECASE,
)
_ANOTHER_TEXT = regex(
    rf"\b(?:and|together\swith|as\swell\sas)\s(?:of\s)?(?:(?:the|an?|its|my|our|two|three)\s)?(?:[\w-]+\s){{0,2}}?{_TEXT}\b"
)
# "Ministers for Foreign Affairs of Kesparia", Orvelland and the Ister Islands
_OF_SEVERAL = regex(
    r"(?:\w+\s){0,3}?(?:Ministers|Governments|Heads|Presidents|Representatives|Delegations|Parliaments|Ambassadors|Leaders|States)\b.*\sof\s"
)
_ONE = rf"(?:the\s)?{CAP}(?:\s(?:of\s(?:the\s)?)?{CAP}){{0,4}}"
_AND_OTHERS = regex(rf"(?:,\s{_ONE}){{1,30}},?\sand\s{_ONE}")
_PRESS = regex(r"^press\s(?:release|statement)\b", re.IGNORECASE)
_TITLE_MARKS = ("“", '"', "«", "„", "‘")
_DISCUSSED = regex(r"[:–—]|\sand\s")


def text_author(phrase: str) -> str | None:
    """Return the author of the first text that a noun phrase names; a text that hangs on another does not count."""
    for found in _NOUN.finditer(phrase):
        if _GOVERNS.search(_FORM.sub("", phrase[: found.start()])):
            return None
        said = _BY.match(phrase, found.end())
        if said is None:
            said = _PREPARED.match(phrase, found.end())
            if said is None or _MADE.search(said["topic"]):
                continue
        elif not _written_by(found, said):
            return None
        return None if _ANOTHER_TEXT.match(phrase[said.end() :].lstrip(" ,")) else _authors(phrase, said)
    return None


def _authors(phrase: str, said: re.Match[str]) -> str:
    """Return the author that a phrase names, with all the States of several ministers."""
    others = _AND_OTHERS.match(phrase, said.end()) if _OF_SEVERAL.match(said["author"]) else None
    return without_article(said["author"] + (others[0] if others else ""))


def _written_by(noun: re.Match[str], said: re.Match[str]) -> bool:
    """Tell whether a name is an author's: not a place ("Declaration of Dorn"), nor what a part is of ("article 5")."""
    name, between = said["author"], said.string[noun.end() : said.start("author")]
    if noun["written"]:
        return " of " not in between
    at_a_place = said["link"] == "of" and noun[0].lower() in ("declaration", "appeal", "communiqué", "communique")
    return not at_a_place or " " in name or canonical(name) is not None or (name.isupper() and len(name) > 1)


# --- what the annex says ---------------------------------------------------------------------------------------------

# "Spokesman for the Ministry of Foreign Affairs gives press statement"
_GIVES = regex(
    rf"(?:The\s)?({PROPER})\s(?:gives?|gave|issues?d?|makes?|made|releases?d?|delivers?|delivered)\s(?:an?\s|the\s)?"
    rf"(?:\w+\s)?{_TEXT}\b"
)
_BYLINE = regex(rf"(?:By|by|BY)\s(?:Professor\s|Ambassador\s)?({PROPER})(?:,.*)?")
_NO_PERSON = regex(r"\b(?:Decree|Order|Mail|Post|Hand|Law|Request|Authority|Courier|Fax|Air)\b", re.IGNORECASE)
_COMPLIMENTS = regex(
    rf"(?:The\s)?({PROPER})(?:\s\([^()]{{1,60}}\))?(?:\s(?:to|in|at)\s[^.;:]{{2,80}}?)?\spresents?\s(?:its|his|her)\s"
    r"compliments"
)
_FIRST_LINES = 5
_LONGEST_TITLE = 1_000  # characters
_LONGEST_OPENING = 400  # characters of a first paragraph that are looked at


def stated_author(headings: Sequence[str], drafts: Sequence[Draft]) -> str | None:
    """Return whose words an annex holds as its title or its opening says; `drafts` begin with its label.

    The title is all of the `headings`; a name that runs over from one that is whole into the next ends with it.
    """
    author = titled_author(" ".join(headings)) if headings else None
    for count in range(1, len(headings)):
        above, below = " ".join(headings[:count]), " ".join(headings[count:])
        if author and _runs_over(author, above, below):
            author = titled_author(above) or author
    return author or _opening_author(drafts)


def _runs_over(name: str, above: str, below: str) -> bool:
    """Tell whether a name begins in one heading, which is whole without the next, and ends in that."""
    start = f"{above} {below}".casefold().find(name.casefold())
    whole = not _UNFINISHED.search(above) and below[:1].isupper()
    return whole and 0 <= start < len(above) < start + len(name)


_UNFINISHED = regex(r"(?:[,:;(–—-]|\b(?:of|the|an?|and|or|for|to|in|on|at|by|with|from|its|between|against))$")


def titled_author(title: str) -> str | None:
    """Return who sends the letter, or makes the statement, that a title names."""
    title = title[:_LONGEST_TITLE]
    title = set_in_small_letters(title) if in_capitals(title) else title
    if (sender := _letter_sender(title)) is not None:
        return sender
    if given := _GIVES.match(title):
        return without_article(given[1])
    before, colon, after = title.rpartition(": ")
    if colon and (after[:1] in _TITLE_MARKS or _NOUN.search(_PRESS.sub("", before)) or after[:4].lower() == "the "):
        # "Reply of A: the letter from B", "Fictions: the speech of B", "Press release of A: “The speech of B”"
        after = before
    if after[:4].lower() == "the " and _DISCUSSED.search(title):
        return None  # "The decision of the Court: a legal assessment"
    commenting = _COMMENTING.search(title)
    return text_author(after) or translated_author(title) or (commenting["body"] if commenting else None)


# "Exchange control Treasury comment", "Harbour Board Observations"; not "General Comments", "Government Views"
_COMMENTING = regex(
    rf"(?:^|[^\w’'-]\s?)(?P<body>(?:{CAP}\s){{1,2}}(?:Board|Commission|Committee|Council|Ministry|Department|Authority|Agency|Bank|Delegation|"
    r"Mission|Embassy|Government)|(?:The\s)?Treasury)\s(?:[Cc]omments?|[Oo]bservations|[Vv]iews)$"
)


def _letter_sender(title: str) -> str | None:
    """Return who sends the letter that a title is the title of; one that it only speaks of is not that."""
    head = HEAD.search(title)
    governed = head is not None and _GOVERNS.search(_FORM.sub("", title[: head.start()]))
    facts = parse_english(title) if (head or REORDERED.match(title)) and not governed else None
    if facts is None or not (facts.senders or facts.office):
        return None
    return joint(facts.senders_printed) if facts.senders_printed and facts.office is None else _office(title)


def _office(title: str) -> str | None:
    """Return the sender of an annexed letter as printed: "Minister for Foreign Affairs of Ruritania"."""
    found = re.search(
        r"\bfrom (?:the )?(.{3,200}?),?(?= to the United Nations| established pursuant| addressed to|$)", title
    )
    return found[1] if found else None


def _opening_author(drafts: Sequence[Draft]) -> str | None:
    """Return who is named under the title ("By Anna Berg"), or as who presents compliments in the first words."""
    for draft in drafts[1 : 1 + _FIRST_LINES]:
        byline = _BYLINE.fullmatch(draft.text[:_LONGEST_OPENING])
        if byline and is_person(byline[1]) and not _NO_PERSON.search(byline[1]):
            return byline[1]
        if draft.kind is BlockKind.BODY:
            found = _COMPLIMENTS.match(draft.text[:_LONGEST_OPENING])
            return without_article(found[1]) if found else None
    return None


def signing_author(drafts: Sequence[Draft], said: str | None) -> str | None:
    """Return who signed an annex, several named together; `said`, the letter's word for it, where nobody else did.

    The chief engineer of an authority signs for it: its name stands above the text, or below with the signature.
    """
    signed = signers(drafts)
    named = (draft.text for draft in drafts[1:] if draft.kind in (BlockKind.HEADING, BlockKind.SIGNATURE))
    if not signed or (said and any(said in text for text in named)):
        return said
    return joint([each.name for each in signed])


def joint(names: Sequence[str]) -> str:
    """Return several senders as one voice: "Kesparia and Orvelland"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


# --- what the letter says --------------------------------------------------------------------------------------------

# not "H.E. Mr. Berg"
_SENTENCE = regex(r"(?<=[a-z\d)]{2}[.;])\s|(?<=;)\s")
_OTHER_POINTER = regex(r"\([^()]*\b(?:annex|enclosure|appendix|attachment)\b[^()]*\)", re.IGNORECASE)
_TRANSMITS = regex(
    r"\b(?:transmit|forward|attach|annex|enclose|convey|send|submit|circulate|share|bring|draw|find)\s"
    r"(?:(?:you|herewith|attached|enclosed|annexed|below|hereby)\b,?\s?)*",
)
# "I have the honour to transmit herewith, for your information, ..."
_ASIDE = regex(
    r",\s(?:for|on|upon|in|at|pursuant|further|as)\b[^,]{2,120},|"
    r"\b(?:to|for)\s(?:you\b|Your\sExcellency|your\s(?:\w+\s)?(?:attention|information|consideration)|"
    r"the\sattention\sof\s(?:the\s)?(?:members\sof\s(?:the\s)?)?(?:[A-Z][\w-]+\s)*)"
)
# "In accordance with resolution 60/251, the pledges of Kesparia are attached"; not "In the annex, the report"
_UNDER = regex(
    r"^(?:In\s(?:accordance|compliance|conformity|line)\swith|Pursuant\sto|Further\sto|As\srequested\s(?:in|by))\s"
    r"[^,;]{2,160},\s"
)
_LONGEST_SENTENCE = 900  # characters
# "the attached appreciation by the", "I enclose a copy of the memorandum from the"
_ATTACHED = regex(
    r"\b(?:attached|enclosed|annexed|(?:enclose|attach|annex|transmit)(?:\sherewith)?\s(?:the|an?))\s"
    r"(?:(?:copy|text)\sof\s(?:the\s|an?\s)?)?$"
)
# "the comments of my Government", "a list of its losses"
_OWN = regex(
    r"\b(?:my|our|its)\s(?:own\s)?(?:(?:\w+\s){0,3}?(?:Government|Mission|delegation|Ministry|views?|comments?|position|"
    r"observations?|memorandum|report|list|statement|reply|response|proposals?|amendments?|losses|complaints?)\b)"
)
# "a statement concerning the gates", of nobody who is named; not "a statement on the gates issued by the Board"
_A_STATEMENT = regex(
    r"(?:an?|the\sfollowing)\s(?:(?:short|brief|detailed|factual|further)\s)?(?:statement|memorandum|account|chronology|position\spaper)\s"
    r"(?:concerning|regarding|on|about|relating\sto|with\sregard\sto)\s"
    r"(?!.*\b(?:by|from|behalf|received|issued|made|prepared|published|adopted|delivered|addressed|signed|letters?|statement)\b)"
)
# in which another may speak than whose letter it is
_SPEAKS = regex(
    r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|us)\b|\b(?:Government|Ministry|Department|Embassy|Authorit(?:y|ies)|Committee|Commission)\b"
)
# "The details are set out in the annex": what the letter says, at length; not "details received from the Panel"
_SETS_OUT = regex(
    r"(?:^|[.;)]\s)(?:[Tt]he\s)?(?:(?:further|full|detailed|complete)\s)?(?:details|particulars|breakdown|chronology|account|dates)\b"
    r"(?![^.;]*\b(?:by|from|according)\s)[^.;]{0,160}?\s(?:is|are)\s(?:set\sout|given|contained|listed|provided|described|found)\sin\s"
    r"(?:the\s|my\s)?(?:attached\s|enclosed\s)?$"
)
_POINTER = regex(
    r"\b(?:annex(?:es|ed)?|enclos(?:e|es|ed|ing|ures?)|attach(?:ed|ing|ments?)?|append(?:ed|ix)|herewith)\b",
    re.IGNORECASE,
)


class CoveringLetter:
    """What a letter says of its annexes; each label is looked up once, however many parts bear it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.signed: list[Draft] = []
        self._authors: dict[str, str | None] = {}
        self._own: dict[str, bool] = {}

    def author(self, label: str) -> str | None:
        """Return whose words the letter says that it annexes: "the memorandum of the Harbour Authority (see annex)"."""
        label = label.partition(",")[0]
        if label not in self._authors:
            self._authors[label] = _announced(label, self.texts)
        return self._authors[label]

    def is_senders(self, author: str, senders: Sequence[str]) -> bool:
        """Tell whether who signed an annex is the sender, of whom only the surname is told: "A. Renn", of "Renn".

        Another Renn may have signed the letter.
        """
        surname = author.rpartition(" ")[2].casefold()
        other = any(each.name.casefold() != author.casefold() for each in signers(self.signed))
        return not other and any(surname == sender.casefold() for sender in senders)

    def states(self, label: str, drafts: Sequence[Draft]) -> bool:
        """Tell whether the letter annexes "a statement concerning the gates", in which nobody speaks as of himself."""
        pointer = regex(rf"\((?:see\s)?{_in_text(label)}\)", re.IGNORECASE)
        said = (_annexed(_before(text, found)) for text in self.texts for found in islice(pointer.finditer(text), 1))
        told = any(map(_A_STATEMENT.match, said))
        return told and not any(_SPEAKS.search(each.text) for each in drafts if each.kind is BlockKind.BODY)

    def owns(self, label: str) -> bool:
        """Tell whether the letter calls what it annexes the sender's: "I annex the comments of my Government"."""
        if label not in self._own:
            self._own[label] = _is_own(label, self.texts)
        return self._own[label]


_MOST_MENTIONS = 20  # of one annex in one paragraph


def _announced(label: str, texts: Sequence[str]) -> str | None:
    pointer = regex(rf"\((?:(?:see|contained in|enclosed as)\s)?{_in_text(label)}\)", re.IGNORECASE)
    pointed = [_before(text, found) for text in texts for found in islice(pointer.finditer(text), _MOST_MENTIONS)]
    for said in map(_annexed, pointed):
        author = text_author(said)
        own = _OWN.search(said)
        if author and not (own and own.start() < said.find(author)):
            return author
    return None if pointed or " " in label else _attached(texts)


def _attached(texts: Sequence[str]) -> str | None:
    """Return by whom or from whom the letter says that its one annex is; what is "of" somebody may be about him."""
    for text in texts:
        said = list(islice(_named(text), 2))
        if len(said) == 1 and _ATTACHED.search(_before(text, said[0][0])):
            return without_article(said[0][1]["author"])
    return None


def _named(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield each text by or from somebody that `text` speaks of, and who that is."""
    for noun in _NOUN.finditer(text):
        said = _BY.match(text, noun.end())
        if said is not None and said["link"] != "of":
            yield noun, said


def _in_text(label: str) -> str:
    """Return the pattern of a label as a letter may print it: "annex B", "Annex 'B'"."""
    word, _, number = label.partition(" ")
    return re.escape(word) + (rf"\s[‘“'\"]?{re.escape(number)}[’”'\"]?" if number else "")


def _before(text: str, found: re.Match[str]) -> str:
    """Return the words before a mention, as far back as its sentence may reach."""
    return text[max(0, found.start() - _LONGEST_SENTENCE) : found.start()]


def _annexed(before: str) -> str:
    """Return what a sentence says of an annex before it points to it: what is transmitted, or the item of a list."""
    sentence = _UNDER.sub("", _SENTENCE.split(before)[-1])
    others = list(_OTHER_POINTER.finditer(sentence))
    if others:
        return re.sub(r"^[\s,;]*(?:and\s)?(?:of\s)?", "", sentence[others[-1].end() :])
    verb = _TRANSMITS.search(sentence)
    return _ASIDE.sub("", sentence[verb.end() :] if verb else sentence)


def _is_own(label: str, texts: Sequence[str]) -> bool:
    if ", " in label:
        return False
    name = regex(rf"\b{_in_text(label)}(?!\w)", re.IGNORECASE)
    mentions = [_before(text, found) for text in texts for found in islice(name.finditer(text), _MOST_MENTIONS)]
    if any(_SETS_OUT.search(mention) for mention in mentions):
        return True
    if any(_OWN.search(_annexed(re.split(r"[.;)]\s", mention)[-1])) for mention in mentions):
        return True
    if " " in label:
        return False  # one of several: what is said of another does not count
    sentences = (each for text in texts for each in re.split(r"(?<=[.;])\s", text) if "circulat" not in each)
    return any(_OWN.search(_annexed(each[:_LONGEST_SENTENCE])) for each in sentences if _POINTER.search(each))
