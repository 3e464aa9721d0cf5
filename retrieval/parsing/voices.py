"""Whose words each draft holds: block quotations and enclosed texts with their speaker, quotations inside a paragraph.

A quotation that the letter gives without naming its speaker is marked as such: it is never given to the sender.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from ..names import same_speaker
from ..types import UNNAMED, BlockKind, LineRole
from .announced import announced, handed_over, headed, named_before, speaks_of, views_announced, without_head
from .blocks import LISTED, take_label
from .inline_quotes import MARKS, find_inside, resolve_pronoun, sentence_starts
from .model import Call, Draft
from .names import People, without_article
from .speakers import disowned, introduced, introduces_text
from .subjects import Speaker, Whose
from .turns import give_later, give_turns

_INTRODUCES = re.compile(
    r"(?:\b[Ff]ollow(?:s|ing)\b|\bsaid\b|\bstated?s?\b|\bwrote\b|\bwrites\b|\bdeclare[sd]?\b|\breads?\b|\bquot(?:e[sd]?|ing|ations?)\b|"
    r"\bas\sfollows|\bprovides?d?\b|"
    r"\bwords\b|\bstatement\b|\bnote[sd]\b|\bobserve[sd]\b|\bconclude[sd]\b|\breport(?:s|ed)\b|\badmitted\b|"
    r"\badded\b|\breplied\b|"
    r"\bexplained\b|\bannounced\b|\baffirm\w+|\bstipulates?\b|\bdetermined\b|\bfound\b|"
    r"\bce\squi\ssuit\b|\ben\sces\stermes\b|\blo\ssiguiente\b|\bследующее(?=\s*[.:])|"
    r"\b(?:déclaration|note)\ssuivante\b|\b(?:declaración|nota)\ssiguiente\b|\bsiguiente\s(?:declaración|nota)\b)"
)
_RETURNS = re.compile(
    r"(?:Moreover|Furthermore|In addition|Accordingly|Therefore|Thus|However|I |My |We |Our |These |This |Such |"
    r"In this |In the light|"
    r"It is |As |Against|Consequently|In conclusion|Finally|Secondly|Thirdly|Lastly|At the same time|Upon|Please|"
    r"Accept|For its part)"
)
_MAX_QUOTED, _MAX_MARKED = 8, 40  # paragraphs of one quotation: without marks, and enclosed by marks or numbers
_LEAST_ITEMS = 2
_BEGINS = re.compile(r"(?:^|(?<=[\s.:;\-–—(\]]))\(?(?:Begins|BEGINS)\)?[\s.:,;\-–—]*(?=$|[\s(A-Z'‘“\"0-9])")
_ENDS = re.compile(r"(?:(?<=[.!?;:'’”\"\])])|^)\s*\(?(?:Ends|ENDS|Message ends)\)?\s?[.:)]*(?=\s|$)")
# "Reply ends.", "End of the United States Note."; not "for peaceful ends."
_OVER = re.compile(
    r"(?:\b(?:[Tt]ext|[Mm]essage|[Rr]eply|[Nn]ote|[Tt]elegram|[Cc]able(?:gram)?|[Ss]tatement|[Ll]etter)\s(?:ends|ENDS)|"
    r"\bEnds?\sof\s(?:the\s)?[^.;:]{3,60})[.)]*\s*$"
)
_COLON = re.compile(r"(?:[:：]\s?[-–—]?|\b(?:[Ff]ollows|[Bb]egins)\s?[–—-])\s*$")
_TEXT = re.compile(r"\b(?:[Ff]ollowing|text|copy|[Bb]elow)\b")
_READS = re.compile(r"(?<!\bnow\s)\breads(?:\sas\sfollows|,\sinter\salia,?)?\s?:\s?[-–—]?\s*$")
# "The text follows:", "The full text of the note is as follows:-"
_TEXT_HERE = re.compile(
    r"(?:^|(?<=[.!?]\s))(?:The\s)?(?:(?:[Ff]ull|[Cc]omplete)\s)?[Tt]ext\s(?:of\s[^.;:]{1,80}\s)?"
    r"(?:follows|begins|is\sas\sfollows|reads\sas\sfollows)\s?[.:–—-]+\s*$"
)
_NOT_OURS = r"(?!.*\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|[Yy]ou|[Yy]our|[Pp]resent|[Uu]ndersigned|[Hh]ereby)\b)"
# "In paragraph 4 of that letter it is claimed that:", "It was stated in the report that:"
_CLAIMED = re.compile(
    rf"^{_NOT_OURS}(?:In\s[^;:]{{3,100}}?\bit\s(?:is|was)\s(?:\w+ly\s)?(?:claimed|alleged|asserted|argued|stated)\sthat|"
    r"It\s(?:is|was)\s(?:\w+ly\s)?(?:claimed|alleged|asserted|argued|stated|said|reported)\s(?:in|by)\s(?!this\b)[^;:]{3,100}?\sthat|"
    r"According\sto\s(?:the|an?|one|some|another)\s(?:\w+\s){0,3}(?:reports?|articles?|newspapers?|papers?|press|accounts?|letter|"
    r"statements?|testimony|witness(?:es)?|survivors?|authors?|memorandum|note)\b[^,;:]{0,60})\s?:\s*$"
)
# "The River Council of 3 May concluded:", "The Court went on to hold as follows:", "A resident told the press:"; not
# "as was stated:", "it was also noted:", "we replied:"
_SAID = re.compile(
    rf"^{_NOT_OURS}.*(?<!\bas)(?<!\bbe)(?<!\bis)(?<!\bwas)(?<!\bbeen)(?<!\bwere)(?<!\balso)(?<!\bfurther)(?<!ly)"
    r"\s(?:also\s|further\s|\w+ly\s)?"
    r"(?:(?:said|stated|declared|concluded|replied|wrote|answered|ruled|testified|deposed|says|writes|alleges|asserts|recounted|"
    r"maintains|argues|insisted|complained|boasted|commented|remarked|confessed|tweeted|claims(?=\s(?:that|as|the)\b)|"
    r"(?:went\son|proceeded)\sto\s(?:say|hold|state|declare|observe|conclude))(?:\sas\sfollows|\sthe\sfollowing)?|"
    r"told\s[^,;:]{2,60})\s?:\s*$"
)
# "Embassy of X wrote:" in Chinese and Arabic: who it was is not read, but not the sender, unless he speaks of himself
_SAID_ELSEWHERE = re.compile(
    r"(?:^|[。！？])(?![^。！？]*[我谨兹])[^。！？]*(?:指出|表示|称|说|写道|声明|宣布|宣称|强调|重申|认为|回答|答复|承认|裁定|规定|如下)[^。！？：:]{0,12}"
    r"[：:]\s*$|"
    r"(?:^|[.؟!]\s)(?![^.؟!]*(?:أود|نود|أتشرف|نتشرف|يشرفني|أؤكد|نؤكد|أشير|نشير|أذكر|نذكر|حكومتي|بلدي|بلادي|وفدي))[^.؟!]*"
    r"(?:\b[وف]?(?:قال|يقول|تقول|قالت|ذكرت?|يذكر|تذكر|صرحت?|أعلنت?|أكدت?|تؤكد|يؤكد|كتبت?|أضافت?|أجابت?|ردت?|جاء|ورد|أقرت?|قضت)\b|"
    r"ما\sيلي|بما\sيلي|كما\sيلي|نصها|نصه|[اآ]لتالي|الآتي)[^.؟!:]{0,80}:\s*$"
)
_TEXT_OF = re.compile(r"^(?:The\s)?[Ff]ollowing\sis\s(?:the\s)?(?:(?:full|complete)\s)?text\sof\b[^.;:]*\.")
_A_PAPER = re.compile(r"\b(?:Resolution|Draft|Agreement|Treaty|Convention|Declaration|Memorandum|Note|Protocol|Act)$")
_ANNOUNCES = re.compile(r"^(?:[Tt]he\s)?(?:[Ff]ollowing|[Bb]elow)\s(?:is|are)\b")
_NEXT_TEXT = re.compile(r"^(?:The\s)?(?:Following|Below)\s(?:is|are)\b(?:[^.;:]|(?<=[DM]r)\.)*[.:][\s–—-]*$")
_ANOTHERS = re.compile(r"\b(?:text|copy|substance|gist|extracts?|passages?)\s(?:of|from)\b")
_MOST_LEADS = 3  # paragraphs at the head of a letter that may say that nothing but a text follows
_LEAST_WORDS = 6  # a line of fewer words before the first sentence is an address, a reference or a degree of secrecy
# the sender speaks again, or another text is announced
_OWN_AGAIN = re.compile(
    r"^(?:The\s)?Following\b|\b(?:[Yy]our|[Mm]y|[Oo]ur)\s(?:\w+\s){0,2}(?:telegrams?|cables?|cablegrams?|despatch|"
    r"dispatch|letter|No\.|\d+)|\bfor\syour\s|\byou\b.{0,40}\b(?:inform|advise|instruct|reply)|^Please\b|"
    r"\b(?:[Tt]ext|[Mm]essage)\sends\b|\b(?:Ends|ENDS)\b|\bby\s(?:air)?mail\b|"
    r"\bcirculated\sas\sa\sdocument\b|\bbe\sgrateful\sif\b|^Accept,"
)
_STOPS = (".", "!", "?")
_TAIL = " .,;:-–—"  # what may stand behind a closing mark
_REPEATED = frozenset('“«"')  # the marks that open every paragraph of a quotation
_OPENERS = {"“": "”", "«": "»", '"': '"', "‘": "’", "'": "'"}


def give_voices(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with block quotations marked, every attribution set and the quotations inside paragraphs found.

    Where the reader saw no indented ones, a block quotation is told by what introduces it, by the note
    called at its end, and by the words with which the letter takes up its own voice again.
    """
    people = People()
    drafts = _parted(drafts)
    _enclosed(drafts, people)
    _in_marks(drafts, people)
    _conveyed(drafts, people)
    later = give_turns(drafts)
    quoting = any(MARKS.search(draft.text) for draft in drafts)
    flat = not any(draft.role is LineRole.QUOTE for draft in drafts)
    place = 0
    while place < len(drafts):
        draft = drafts[place]
        if draft.kind is BlockKind.BODY:
            if quoting:
                find_inside(draft, people)
            if flat:
                _flat_quotation(drafts, place, people)
        elif draft.kind is BlockKind.QUOTE and draft.role is LineRole.QUOTE and not draft.voiced:
            place = _indented(drafts, place, people)
            continue
        place += 1
    give_later(later)
    return drafts


def _with_speaker(drafts: Sequence[Draft], speaker: Speaker | Whose) -> None:
    """Make `drafts` quotations of `speaker` inside the voice they already have."""
    for draft in drafts:
        if draft.kind is BlockKind.BODY:
            draft.kind = BlockKind.QUOTE
        name = speaker.name if isinstance(speaker, Speaker) else UNNAMED
        if speaker is not Whose.SELF and not _speaks(draft, name):
            draft.attribution = (*draft.attribution, name)
        draft.voiced = True


def _speaks(draft: Draft, name: str) -> bool:
    """Tell whether `draft` already is in the voice of `name`, whatever title goes with it."""
    return any(same_speaker(name, each) for each in draft.attribution)


_TEXT_BEGINS = re.compile(
    r"^(?:The\s)?[Tt]ext\s(?:of\s\w+\s)?(?:begins|follows|reads(?:\sas\sfollows)?)\s?[.:]?[\s–—-]*$"
)


def _last_sentence(text: str) -> str:
    """Return the last sentence that says anything: "Renn gave me the following note. Text begins-" is one."""
    starts = [0, *sentence_starts(text)]
    return text[starts[-2 if len(starts) > 1 and _TEXT_BEGINS.match(text[starts[-1] :]) else -1] :]


# --- texts that "Begins ... Ends" encloses --------------------------------------------------------------------------


def _parted(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each parted where an enclosed text begins or ends inside it."""
    if not any(_BEGINS.search(draft.text) for draft in drafts if draft.kind is BlockKind.BODY):
        return list(drafts)
    out: list[Draft] = []
    for draft in drafts:
        out += _cut(draft) if draft.kind is BlockKind.BODY else [draft]
    return out


def _cut(draft: Draft) -> list[Draft]:
    """Return the draft as up to three: through "Begins", the enclosed words through "Ends", and the rest."""
    places = [found.end() for pattern in (_BEGINS, _ENDS) for found in pattern.finditer(draft.text)]
    return _cut_at(draft, sorted(set(places)))


def _cut_at(draft: Draft, places: Sequence[int]) -> list[Draft]:
    """Return the draft in pieces, cut at each of the rising `places` that has words on both sides."""
    places = [place for place in places if draft.text[place:].strip() and draft.text[:place].strip()]
    pieces = []
    for start, end in zip([0, *places], [*places, len(draft.text)], strict=True):
        raw = draft.text[start:end]
        text = raw.strip()
        shift = start + len(raw) - len(raw.lstrip())
        last = end == len(draft.text)
        calls = [
            Call(min(max(0, call.place - shift), len(text)), call.indicator, call.note)
            for call in draft.calls
            if start <= call.place < end or (last and call.place == end)
        ]
        pieces.append(replace(draft, text=text, calls=calls, quotes=[], label=draft.label if start == 0 else None))
    return pieces


def _enclosed(drafts: Sequence[Draft], people: People) -> None:
    """Give the texts between "Begins" and "Ends" the voice that the words before them name.

    Without an "Ends" the enclosed text goes to the end of its part.
    """
    inside: Speaker | Whose | None = None
    part = ""
    for place, draft in enumerate(drafts):
        if inside is not None and draft.part != part:
            inside = None
        if inside is not None and draft.kind in (BlockKind.BODY, BlockKind.QUOTE):
            _with_speaker([draft], inside)
            if _ENDS.search(draft.text[-16:]) or _OVER.search(draft.text[-100:]):
                inside = None
            elif _NEXT_TEXT.match(draft.text):  # "our" is not the letter's there
                found = _announced(draft.text.rstrip(" .:-"), people)
                inside = inside if found is Whose.SELF else found
        elif draft.kind is BlockKind.BODY and _BEGINS.search(draft.text[-16:]):
            lead = _BEGINS.sub("", draft.text).strip() or (drafts[place - 1].text if place else "")
            inside, part = _announced(lead.rstrip(" .:-"), people), draft.part


def _announced(lead: str, people: People) -> Speaker | Whose:
    """Return whose text a paragraph announces: its last sentence, else an earlier one that speaks of a text."""
    starts = [0, *sentence_starts(lead)]
    ends = [*starts[1:], len(lead)]
    for place in range(len(starts) - 1, max(-1, len(starts) - 4), -1):
        sentence = lead[starts[place] : ends[place]]
        found = (
            introduces_text(sentence, people) if place == len(starts) - 1 or _TEXT.search(sentence) else Whose.UNKNOWN
        )
        if found is Whose.SELF or isinstance(found, Speaker):
            return found
        if _ANNOUNCES.search(sentence):  # this is the text, whoever wrote it; earlier sentences speak of others
            break
    return Whose.UNKNOWN


# --- a letter that only passes on a text ----------------------------------------------------------------------------


def _conveyed(drafts: Sequence[Draft], people: People) -> None:
    """Give all that follows a letter's opening sentence to whose text it says that this is.

    Where another text is announced, that one is read in the same way. A text is left alone where anything in it sounds
    as if the letter spoke again.
    """
    bodies = [draft for draft in drafts if draft.kind is BlockKind.BODY]
    lead = next((draft for draft in bodies if len(draft.text.split()) > _LEAST_WORDS), None)
    if lead is None or lead.voiced:
        return
    rest = [draft for draft in drafts[drafts.index(lead) :] if draft.kind is not BlockKind.SIGNATURE]
    if any(draft.voiced or draft.part != lead.part for draft in rest):
        return
    end = len(rest)
    for place, start, speaker in reversed(list(_passed_on(rest, people))):
        _convey(rest[start:end], speaker)
        end = place


def _passed_on(drafts: Sequence[Draft], people: People) -> Iterator[tuple[int, int, Speaker | Whose]]:
    """Yield the texts that a letter passes on: where each is announced, where it begins, and whose it is."""
    begun = False
    for place, draft in enumerate(drafts):
        speaker = Whose.UNKNOWN if place else headed(draft.text, people)
        start = place + (speaker is Whose.UNKNOWN)
        if place == 0 and speaker is Whose.UNKNOWN:
            speaker = announced(draft.text, people)
        here = place < _MOST_LEADS and draft.label is None and _TEXT_HERE.search(draft.text)
        here = here or (place == 0 and speaker is Whose.UNKNOWN and _TEXT_OF.match(draft.text))
        if here or (begun and _NEXT_TEXT.match(draft.text)):
            speaker = _announced(draft.text.rstrip(" .:-–—"), people)
            if (isinstance(speaker, Speaker) and _A_PAPER.search(speaker.name)) or (
                speaker is Whose.UNKNOWN and (here or _ANOTHERS.search(draft.text))
            ):
                speaker = Speaker(UNNAMED)
        elif not isinstance(speaker, Speaker):
            continue
        begun = True
        yield place, start, speaker


def _convey(drafts: Sequence[Draft], speaker: Speaker | Whose) -> None:
    """Make `drafts` the text of `speaker`, unless they are the letter's own or sound so."""
    if not isinstance(speaker, Speaker) or any(_speaks(draft, speaker.name) for draft in drafts):
        return
    named = speaker.name != UNNAMED
    texts = [without_head(draft.text) for draft in drafts]
    if not any(_OWN_AGAIN.search(text) or (named and speaks_of(text, speaker)) for text in texts):
        _with_speaker([draft for draft in drafts if draft.kind in (BlockKind.BODY, BlockKind.QUOTE)], speaker)


# --- quotations that stand in paragraphs of their own ----------------------------------------------------------------


def _in_marks(drafts: list[Draft], people: People) -> None:
    """Make paragraphs that quotation marks enclose, alone or together, quotations of whom the words before name.

    Where the last of them goes on behind the closing mark, it is cut there.
    """
    _cut_at_open_marks(drafts)
    place = 1
    while place < len(drafts):
        lead = drafts[place - 1]
        colon, sentence = _COLON.search(lead.text) is not None, _last_sentence(lead.text)
        introduced_here = colon or _INTRODUCES.search(sentence) is not None
        closing = _closing(drafts, place, sure=colon) if lead.kind is BlockKind.BODY else None
        if closing is None or not (introduced_here or closing[0] > place):
            place += 1
            continue
        last, cut = closing
        drafts[last : last + 1] = _numbered(_cut_at(drafts[last], [cut]))
        speaker = introduces_text(sentence, people)
        if speaker is Whose.UNKNOWN:
            speaker = named_before(sentence, _earlier(drafts, place - 1), people)
        _with_speaker(drafts[place : last + 1], speaker)
        place = last + 1


def _cut_at_open_marks(drafts: list[Draft]) -> None:
    """Cut each paragraph before a double mark that it leaves open, where the next one begins with that mark again.

    It is cut, too, where one of the next closes it.
    """
    for place in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[place : place + 2]
        plain = draft.kind is following.kind is BlockKind.BODY and draft.part == following.part
        opened = _left_open(draft.text) if plain else None
        if opened and (following.text[:1] == draft.text[opened] or _closes(drafts, place + 1, draft.text[opened])):
            drafts[place : place + 1] = _cut_at(draft, [opened])


def _left_open(text: str) -> int | None:
    """Return where a double mark stands that the text does not close; `None` where there is none."""
    for mark in _REPEATED:
        opened = text.rfind(mark)
        odd = mark != '"' or text.count(mark) % 2 == 1
        before_word = text[opened + 1 : opened + 2].strip()  # a mark for "the same again" stands alone
        if opened > 0 and odd and before_word and _OPENERS[mark] not in text[opened + 1 :]:
            return opened
    return None


def _closes(drafts: Sequence[Draft], place: int, mark: str) -> bool:
    """Tell whether, of the paragraphs from `place` on, the first with such a mark begins with a closing one."""
    for draft in drafts[place : place + _MAX_QUOTED]:
        if draft.kind is not BlockKind.BODY or draft.part != drafts[place - 1].part:
            return False
        closer, opener = draft.text.find(_OPENERS[mark]), draft.text.find(mark)
        if closer >= 0 and (opener < 0 or closer < opener or mark == _OPENERS[mark]):
            odd = mark != _OPENERS[mark] or draft.text.count(mark) % 2 == 1
            return odd and bool(draft.text[:closer][-1:].strip())
        if opener >= 0:
            return False
    return False


def _earlier(drafts: Sequence[Draft], place: int) -> str:
    """Return the letter's own words through the draft at `place`, in its part."""
    own = (draft for draft in drafts[: place + 1] if draft.kind is BlockKind.BODY and draft.part == drafts[place].part)
    return " ".join(draft.text for draft in own)


def _numbered(pieces: list[Draft]) -> list[Draft]:
    """Return the pieces of a paragraph, the printed numbers with which further ones begin taken out of their texts."""
    for piece in pieces[1:]:
        take_label(piece)
    return pieces


def _closing(drafts: Sequence[Draft], place: int, *, sure: bool) -> tuple[int, int] | None:
    """Return which draft closes the quotation that the draft at `place` opens, and where in it that quotation ends.

    A draft that opens it and goes on in the same sentence behind the closing mark is none. Where none closes it, and
    it is `sure` that one begins there, it is this draft alone.
    """
    first = drafts[place]
    marks = _OPENERS.get(first.text[:1])
    if marks is None or first.kind is not BlockKind.BODY:
        return None
    unclosed = (place, len(first.text)) if sure else None
    for last in range(place, min(place + _MAX_MARKED, len(drafts))):
        draft = drafts[last]
        if draft.part != first.part or draft.kind not in (BlockKind.BODY, BlockKind.SIGNATURE, BlockKind.HEADING):
            return unclosed
        end = _closed_at(draft.text, first.text[0], marks)
        if end is not None:
            sentence = draft.text[end - 1] == marks and draft.text[max(0, end - 3) : end - 1].rstrip().endswith(_STOPS)
            whole = last > place or sentence or not draft.text[end:].strip(_TAIL)
            return (last, end) if whole else None
    return unclosed


def _closed_at(text: str, opener: str, closer: str) -> int | None:
    """Return where a quotation that began before `text`, or with it, ends there; `None` where it goes on.

    A closing mark in the middle of a sentence ends it with that sentence, which is no longer the letter's own alone.
    """
    single = closer in "'’"
    depth = 0
    for found in re.finditer("[" + re.escape(opener + closer) + "]", text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        opens = found[0] == opener and (opener != closer or not before.strip("([ \n"))
        opens = opens and (opener == "«" or not after.isspace())  # French marks stand apart from the words
        apostrophe = single and (
            after.isalnum() or not (depth or before in ".!?" or not text[found.end() :].strip(_TAIL))
        )
        if opens:
            depth += found.start() > 0
        elif depth:
            depth -= not apostrophe
        elif not apostrophe:
            stopped = text[max(0, found.start() - 2) : found.start()].rstrip().endswith(_STOPS)
            ended = stopped and text[found.end() :].strip(_TAIL)
            starts = (start for start in sentence_starts(text) if start >= found.end())
            return found.end() if ended else next(starts, len(text))
    return len(text) if text.rstrip(_TAIL)[-1:] == closer and len(text) > 1 else None


def _indented(drafts: Sequence[Draft], place: int, people: People) -> int:
    """Give the indented quotation that begins at `place` its speaker; return where it ends."""
    end = place
    while end < len(drafts) and drafts[end].role is LineRole.QUOTE and drafts[end].kind is BlockKind.QUOTE:
        end += 1
    lead = drafts[place - 1] if place else None
    speaker: Speaker | Whose = Whose.UNKNOWN
    if lead is not None and lead.kind in (BlockKind.BODY, BlockKind.QUOTE):
        speaker = _resolved(introduces_text(_last_sentence(lead.text), people), lead)
    _with_speaker(drafts[place:end], speaker)
    return end


def _flat_quotation(drafts: Sequence[Draft], place: int, people: People) -> None:
    """Find the quotation that a paragraph introduces with a colon, in a text that shows no indents."""
    lead = drafts[place]
    if not _COLON.search(lead.text):
        return
    sentence = _last_sentence(lead.text)
    speaker = introduced(sentence, people, block=True, marked=False)
    if disowned(sentence):  # whoever said it, if anybody did: it is not the letter's own
        speaker = Speaker(UNNAMED) if isinstance(speaker, Speaker) else Whose.UNKNOWN
    if speaker is Whose.UNKNOWN and not disowned(sentence):
        speaker = handed_over(sentence, people)
    if speaker is Whose.UNKNOWN:
        speaker = named_before(sentence, _earlier(drafts, place), people)
    unnamed = any(each.search(sentence) for each in (_READS, _TEXT_HERE, _CLAIMED, _SAID, _SAID_ELSEWHERE))
    if speaker in (Whose.SAME, Whose.LAST) or (speaker is Whose.UNKNOWN and unnamed):
        # after "He said to them:", "Its third paragraph reads:" it is not the letter that speaks, whoever it is
        found = _resolved(speaker, lead)
        speaker = found if isinstance(found, Speaker) else Speaker(UNNAMED)
    if not isinstance(speaker, Speaker) or _speaks(lead, speaker.name):
        return
    end = _flat_end(drafts, place + 1, lead)
    if _LAW.search(speaker.name):
        end = next((at for at in range(place + 2, end) if _is_senders(drafts[at])), end)
    if end == place + 1 and speaker == views_announced(sentence, people):
        end = _items_end(drafts, end)
    _with_speaker(drafts[place + 1 : end], speaker)


_LAW = re.compile(r"\b(?:Charter|Convention|Covenant|Treaty|Statute|Protocol|Agreement)\b")


def _is_senders(draft: Draft) -> bool:
    """Tell whether a paragraph begins with whose letter it is: "Orvelland has always respected this rule."."""
    return any(re.match(rf"(?:The\s)?{re.escape(without_article(name))}\b", draft.text) for name in draft.attribution)


_ITEM = re.compile(r"\(?(?P<sign>[a-z]|\d{1,2})\)\s")


def _items_end(drafts: Sequence[Draft], start: int) -> int:
    """Return where a run of items (a), (b), (c) ends that begins at `start`; `start` where it is not plain."""
    end = start
    while end < len(drafts) and _is_item(drafts[end], end - start, drafts[start]):
        end += 1
    more = end < len(drafts) and drafts[end].part == drafts[start].part and LISTED.match(drafts[end].text)
    return start if more or end - start < _LEAST_ITEMS else end


def _is_item(draft: Draft, count: int, first: Draft) -> bool:
    """Tell whether a paragraph is the item that follows on `count` others."""
    found = _ITEM.match(draft.text)
    plain = draft.kind is BlockKind.BODY and draft.part == first.part and draft.label is None and not draft.voiced
    return plain and found is not None and found["sign"] in (chr(ord("a") + count), str(count + 1))


def _flat_end(drafts: Sequence[Draft], start: int, lead: Draft) -> int:
    """Return where a quotation without marks or indents ends.

    In a letter with numbered paragraphs it is what stands unnumbered; else it goes to the first paragraph that ends
    with a note's call, when the letter's own voice is not taken up before; else it is the next paragraph alone.
    """
    pool = list(takewhile(lambda draft: _may_go_on(draft, lead), drafts[start : start + _MAX_MARKED]))
    if not pool or _COLON.search(pool[0].text):
        return start
    following = drafts[start + len(pool)] if start + len(pool) < len(drafts) else None
    numbered = following is not None and following.label is not None and following.part == lead.part
    if lead.label is not None and (numbered or len(pool) < _MAX_QUOTED):
        return start + len(pool)
    if _names_source(lead):
        return start + 1  # the note stands there, and not at the quotation's end
    for offset, draft in enumerate(pool[:_MAX_QUOTED]):
        if offset and (_RETURNS.match(draft.text) or _is_senders(draft)):
            break
        if draft.ends_with_call:
            return start + offset + 1
        if draft.calls:
            break
    return start + 1


# "In a statement issued on 3 May,¹ the Minister said:"; not "as was told in my letter,¹ the Minister said:"
_IN_SOURCE = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|[Ii]ssued)\s(?:an?|the|his|her|its)\s(?:[\w-]+\s){0,3}?"
    r"(?:statement|interview|speech|report|letter|article|address|note|message|declaration|communiqu[ée]|tweet)\b"
)


def _names_source(lead: Draft) -> bool:
    """Tell whether a sentence that leads to a quotation carries the note that tells where it was said."""
    sentence = _last_sentence(lead.text)
    begin = len(lead.text) - len(sentence)
    heads = (lead.text[begin : call.place] for call in lead.calls if call.place > begin)
    return any(len(head) == len(sentence) or _IN_SOURCE.search(head) for head in heads)


def _may_go_on(draft: Draft, lead: Draft) -> bool:
    """Tell whether a paragraph may belong to what `lead` introduces: an unnumbered one of the same part, no list."""
    return (
        draft.kind is BlockKind.BODY
        and draft.part == lead.part
        and draft.label is None
        and LISTED.match(draft.text) is None
    )


def _resolved(speaker: Speaker | Whose, lead: Draft) -> Speaker | Whose:
    """Return whom "he" stands for in a paragraph that introduces a block quotation, by those whom it quotes itself."""
    return resolve_pronoun(speaker, [Speaker(quote.speaker, quote.role) for quote in lead.quotes])
