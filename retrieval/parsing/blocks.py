"""Rows → drafts: paragraphs, joined where a page or an abbreviation cut them; headings, labels, signatures."""

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.language.numerals import roman
from retrieval.parsing.cells import with_tables
from retrieval.parsing.lines import join_lines
from retrieval.parsing.model import Draft, Row, merge, pages_of
from retrieval.parsing.names import is_person
from retrieval.parsing.note_marks import RAISED_LETTERS
from retrieval.parsing.unfinished import runs_into_quotation, stops_at_that, stops_at_verb
from retrieval.patterns import regex
from retrieval.types import BlockKind, LineRole

# "2. Requests", "12.\tThe", "3.The", "3 - وتقول"; not "3.5 per cent", "2 May"
_LABEL = regex(r"\[?(\d{1,3})(?:\.\]?(?:\s+|(?=[A-Z]))(?=\S)|\s?[-–]\s+(?=[ء-ي]))")
# "(a) that", "(iv) that", "1) that", "- that", "• that"
LISTED = regex(r"\(?(?:[a-z]{1,2}|[ivxl]{1,5}|\d{1,2})\)\s|[•·▪–—\-]\s")
_MARKS = (
    rf"(?:[”“’\"')\]⁰¹²³⁴-⁹{RAISED_LETTERS}*]|\s?»)*(?:\s?(?:\[\^?\d{{1,3}}\]|\d{{1,3}}/))*$"
    r"|(?:(?<=[a-z]{3}[.!?;])|(?<=[)”][.!?;])|(?<=[.!?;]”))\d{1,2}(?:,\s?\d{1,2})*$"
)
_ENDED = regex(rf"(?:[.!?;]|:[-–—]?){_MARKS}")
_CLOSED = regex(rf"(?:[.!?;,]|:\s?[-–—]?){_MARKS}")
# "143 persons. 1", where a call has lost its height and kept its distance; not "Corr. 1", "Suppl. 2"
_CALLED = regex(r"(?<=[a-z]{4}[.!?;])(?<!uppl\.)\s\d{1,2}$")
# an abbreviation that never ends a sentence: "Mr.", "K.", "No."; the second kind may
_ABBREVIATION = regex(
    r"(?:^|[\s(‘“\"'])(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Gen|Col|Lt|Capt|Maj|Brig|Adm|Cdr|Sgt|Rev|Hon|St|Sen|Gov|No|Nos|"
    r"Vol|vol|vols|pp?|"
    r"para|paras|Art|viz|i\.e|e\.g|cf|M|MM|(?:[A-Z]\.\s?){0,3}[A-Z])\.$"
)
_MAY_END = regex(r"(?:^|[\s(‘“\"'])(?:(?:[A-Z]\.){2,}|Govt\.|Dept\.|Cttee\.|etc\.|Secs?\.|Ltd\.|Co\.)$")
_AFTER_STATE = regex(
    r"(?:[a-z]|(?:Govt|Government|Dep(?:t|artment)|Ambassador|Minister|Delegat|Secretary|President|Forces?|"
    r"Representative|Mission|"
    r"Army|Navy|Embassy|State|Chiefs|Congress|Senate|Charter|Headquarters|Council|Assembly|proposals?|Command|"
    r"High|Cabinet)\b)"
)
SIGNED = regex(
    r"(?:\(|\[)\s*(?:Signed|SIGNED|signed|Signé|Firmado|Подпись|Подписал|توقيع|签名)\s*(?:\)|\])|Signed\s?:|"
    r"SIGNED\s?:|/s/|[sS]gd\.|\(Sgd\.?\)|（签名）"
)
_NAMED = regex(r"[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*){1,5}")  # "Marit Oskelund", below a mark that stands alone
# In Chinese the mark stands behind the name. Takes "常驻代表 大使 约阿基姆·韦伦（签名）"; leaves a sentence alone.
_SIGNED_BEHIND = regex(r"[^。！？；，：]{2,100}[（(]签名[）)]\s*$")
_SIGNER = regex(r"(?:[A-Z]\.\s?){1,4}[A-Z][A-Z'’\-]{2,}(?:\s[A-Z]{2,})*(?=\s|$|,)|[A-Z][A-Z'’\-]{3,}(?:\s[A-Z]{3,})?$")
_OFFICE = regex(
    r"\b(?:Ambassador|Permanent Representative|Permanent Observer|Chargé d[’']affaires|Minister|Representative|"
    r"Secretary|President|"
    r"Chair(?:man|person)?|Director|Counsellor|Attaché|Commissioner|Adviser|Brigadier|General|Prosecutor|"
    r"Engineer|Judge|Registrar|Consul|"
    r"Head|Chief|Officer|Commander|Speaker|Inspector|Spokes\w+|Coordinator|Rapporteur|Professor|Coroner|Governor|"
    r"Mayor|Envoy|Delegate|"
    r"[Ff]or\sthe\s(?:Government|Permanent|Minister|Secretary|Republic|Delegation)|[Oo]n\sbehalf\sof)\b"
)
# what stands above the mark in French, Spanish, Russian and Arabic: "L’Ambassadeur, Représentant permanent"
_OFFICE_ABOVE = regex(
    r"(?:(?:L[’'](?:Ambassad|Observat)|L[ea]\s(?:Représentant|Chargé|Ministre|Président|Secrétaire|Premi|Directeur|Directrice|Vice)|"
    r"(?:El|La)\s(?:Representante|Embajador|Encargad|Ministr|President|Secretari|Observador|Director)|"
    r"Посол|Постоянн\w+\s(?:представител|наблюдател)|Временн\w+\sповеренн|Министр|Представитель|Президент|"
    r"السفير|الممثل|المراقب|القائم|وزير|الوزير)\w*)"
)
INTERIM = regex(r"a\.\s?i\.$")
# what a title does not say
_VERBAL = regex(r"\b(?:is|are|was|were|has|have|had|shall|will|would|should|must|can|may|I|we|hereby)\b")
# "For 37 per cent read 27 per cent", "The first sentence should read:": what a corrigendum tells to do
_INSTRUCTION = regex(
    r"The\s[^.;:]{1,80}\sshould\s(?:now\s)?read\b|"
    r"(?:For|Replace|Delete|Insert|Add|After|In)\b.*\b(?:read|with|by|insert|add|delete|should)\b|Delete\b|Insert\b"
)
_ENCLOSING = regex(r"\(?(?:Begins|Ends)\b", re.IGNORECASE)
_OPENS_TEXT = regex(r"\b(?:Begins|BEGINS)\W*$")
# "1. Fourth paragraph, third sentence", above such an instruction
_CORRECTED = regex(r"(?:\d{1,2}\.\s)?[A-Z][\w\s,()]{3,90}$")
# what ends with a comma and is complete: the paragraphs of a preamble, forms of address
_PREAMBLE = regex(
    r"(?:[A-Z]\w+ly\s)?(?:[A-Z]\w+(?:ing|ed)|Aware|Mindful|Conscious|[Cc]onvinced|Dear|My dear|Sir|Madam)\b"
)
_BRACKETED = regex(r"\[\^?\d{1,2}\](?!\()")
_MAX_JOINED = 12_000  # characters: no paragraph is longer
_MAX_SIGNATURE = 1_000
_MAX_OFFICE = 160
_MAX_HEADING = 110
_MAX_TITLE_ROWS = 6
_NUMBERED_HEADING = regex(r"(?:[IVXL]{1,5}|[A-Z])\.\s+\S")


def paragraphs(rows: Sequence[Row], words: frozenset[str]) -> list[Draft]:
    """Return the paragraphs of `rows` in reading order, still with their indicators."""
    drafts = [_draft(group, words) for group in _groups(rows)]
    return _join_signatures(_joined(with_tables(drafts), words))


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    before: Row | None = None
    for row in rows:
        if not row.text:
            before = None
            continue
        if before is None or _begins(row, before, groups[-1]) or _below_heading(row, groups):
            groups.append([])
        groups[-1].append(row)
        before = row
    return groups


def _begins(row: Row, before: Row, group: Sequence[Row]) -> bool:
    """Tell whether a row begins a paragraph although no blank one stands above."""
    if row.page != before.page or row.role is not before.role or SIGNED.match(row.text) or PART_HEADING.match(row.text):
        return True
    if SIGNED.match(group[0].text):
        return False
    labelled = _LABEL.match(row.text) is not None or LISTED.match(row.text) is not None
    return labelled and (_ENDED.search(before.text) is not None or _follows(group[0].text, row.text))


# "2. access", "(b) open", "(ii) at Halvek", "3) an answer"
_ITEM = regex(r"(?P<open>\(?)(?P<number>\d{1,2}|[a-z]{1,5})(?P<close>[.)])\s")


def _follows(first: str, second: str) -> bool:
    """Tell whether a row begins the next item of a list, although the item above ends with no stop."""
    one, two = _ITEM.match(first), _ITEM.match(second)
    if one is None or two is None or (one["open"], one["close"]) != (two["open"], two["close"]):
        return False
    number = one["number"]
    if number.isdigit():
        return two["number"] == str(int(number) + 1)
    letter = chr(ord(number) + 1) if len(number) == 1 else ""
    return two["number"] == letter or (number, two["number"]) in _ROMAN_NEXT


_ROMAN_NEXT = frozenset(pairwise(roman(count).lower() for count in range(1, 40)))


# a label alone, "Annex II", and one whose words end with who has received the letter
_WHOLE_LABEL = regex(r"[^\n]{1,24}$|.*(?:Secretary-General|Security Council|General Assembly|Human Rights)$")
# how the text begins right below a title; no title that runs over two lines goes on like this
_OPENING = regex(r"(?:The|In|On|At|It|I|We|My|Our|This|These|Upon|As|After|\d{1,3}\.)\s")
PLACE_AND_DATE = regex(r"\(?(?:[A-Z][\w’' -]{2,30},\s)?\d{1,2}\s[A-Z][a-z]+\s\d{4}\)?")  # "Dorn, 12 March 2021"
_RUNS_ON = regex(r"(?:[,;–—-]|\b(?:of|the|and|by|to|in|on|from|for|at|with|an?|or|its|their))$")


def _below_heading(row: Row, groups: Sequence[Sequence[Row]]) -> bool:
    """Tell whether a row stands right below the label of an annex, or below the title right below the label."""
    if len(groups[-1]) > _MAX_TITLE_ROWS:
        return False
    text = " ".join(each.text for each in groups[-1])
    if PART_HEADING.match(text) and _WHOLE_LABEL.match(text) and not row.text[:1].islower():
        return True
    if len(groups) < 2 or not PART_HEADING.match(groups[-2][0].text):
        return len(groups) > 2 and PART_HEADING.match(groups[-3][0].text) is not None and _is_dated(text)
    tight = groups[-1][0].index == groups[-2][-1].index + 1 and len(text) <= 2 * _MAX_HEADING
    if not tight or _RUNS_ON.search(text) or _ENDED.search(text):
        return False
    opens = _OPENING.match(row.text) is not None or _is_dated(row.text)
    return opens and text[:1].isupper() and not _VERBAL.search(text)


def _is_dated(text: str) -> bool:
    """Tell whether a line says where and when the text below it was written."""
    return PLACE_AND_DATE.fullmatch(text) is not None


# how the title of a letter begins, be it the first one or one that is transmitted with it
LETTER_TITLE = regex(r"(?:Identical\s)?(?:[Ll]etters?|Note\sverbale)\sdated\s\d")
# "Annex", "ANNEX II", "Annex 'B'", "Enclosure 1", "Appendix A to ...", "Annexe I aux lettres identiques datées ...";
# not "Annexes to it were"
_LATIN_PART = (
    r"(?P<word>Annex|ANNEX|Enclosure|ENCLOSURE|Appendix|APPENDIX|Attachment|ATTACHMENT|Annexe|ANNEXE|"
    r"Pièce jointe|Anexo|ANEXO|Apéndice|Приложение|ПРИЛОЖЕНИЕ)"
    r"(?:\s+(?P<mark>[‘“'\"])?(?P<number>[IVXLC]{1,6}|\d{1,2}|[A-Z])(?(mark)[’”'\"])(?![\w’']))?[.:]?"
    r"(?P<rest>\s*\*?[⁰¹²³⁴-⁹ᵃ-ᶻ]*$|(?::|\s[–—-])\s(?P<title>(?=[A-ZÀ-ÞА-Я“«])[^\n]{2,400}(?<![.;:?!]))$|\s+(?:to|de|del|à|aux?|к)\s+(?:the\s+)?(?:\w+\s){0,3}?(?i:letters?|notes?|"
    r"annex|enclosure|lettres?|cartas?|notas?|письм(?:у|ам)|нот(?:е|ам)).*$)"
)
# "المرفق الثاني", "مرفق المذكرة الشفوية المؤرخة ..."
_ARABIC_PART = (
    r"(?:المرفق(?:\s+(?P<arabic>الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر))?(?=\s*$|\s+لل)|مرفق(?=\s))"
    r"(?:\s*$|\s+(?:ال|لل)(?:رسال|رسائل|مذكر).*$)"
)
# "附件", "附件二", "2022年6月15日...普通照会的附件一"
_CHINESE_PART = r"(?:\S{4,200}(?:信|照会|函)的)?附件(?P<chinese>[一二三四五六七八九十]{1,3}|\d{1,2})?\s*$"
# "(Annex I)", "- Annex I -"
_MARKED_PART = (
    r"(?:\(|[-–—_]\s?)(?P<marked>(?:Annex|ANNEX|Enclosure|Appendix)(?:\s(?:[IVXL]{1,6}|\d{1,2}|[A-Z]))?)"
    r"(?:\)|\s?[-–—_])$"
)
PART_HEADING = regex(f"{_LATIN_PART}|{_ARABIC_PART}|{_CHINESE_PART}|{_MARKED_PART}")

# "[Original: Russian]", "[Unofficial translation]": what stands between the label of an annex and its title
IN_BRACKETS = regex(
    r"\[[^\[\]]{3,80}(?<!\.)\]\.?$|\(?\s*Original\s?:\s*[A-Z][a-z]+(?:(?:,| and)\s[A-Z][a-z]+)*\s*\)?\.?$"
)


def _draft(group: Sequence[Row], words: frozenset[str]) -> Draft:
    lines = tuple(row.text for row in group)
    first = group[0]
    table = _is_table(lines)
    text = "\n".join(lines) if table or SIGNED.match(lines[0]) else join_lines(lines, words)
    kind = BlockKind.TABLE if table else BlockKind.BODY
    return Draft(text, pages_of(group), first.index, first.role, kind, lines, first.line.left)


_FEW_CELLS = 2  # in a line that may be a title set in two columns
_CELLS = regex(r"\t| {3,}|\s\|\s")


def _is_table(lines: Sequence[str]) -> bool:
    """Tell whether most lines have cells: parted by bars, tabs or wide gaps, with few words in each."""
    if all(line.startswith("|") for line in lines):
        return True
    cells = [_CELLS.split(line) for line in lines]
    parted = [each for each in cells if len(each) > 1]
    if len(lines) < 2 or len(parted) * 3 < len(lines) * 2:
        return False
    return sum(len(cell.split()) for each in parted for cell in each) <= 6 * sum(map(len, parted))


def _joined(drafts: Sequence[Draft], words: frozenset[str]) -> list[Draft]:
    """Return the drafts with those made one that only a page or an abbreviation has cut in two."""
    out: list[Draft] = []
    for draft in drafts:
        if out and _heads_table(out[-1], draft):
            draft.lines = out[-1].lines + draft.lines
            draft.text, draft.index = "\n".join(draft.lines), out[-1].index
            out[-1] = draft
        elif out and len(out[-1].text) < _MAX_JOINED and _continues(out[-1], draft):
            out[-1] = merge(out[-1], draft, join_lines((out[-1].text, draft.text), words))
        else:
            out.append(draft)
    return out


def _heads_table(first: Draft, second: Draft) -> bool:
    """Tell whether a line is the head of the table below: it has as many cells as the widest of its rows."""
    if second.kind is not BlockKind.TABLE or len(first.lines) != 1 or first.pages != second.pages:
        return False
    cells = len(_CELLS.split(first.lines[0]))
    return cells > _FEW_CELLS and cells == max(len(_CELLS.split(line)) for line in second.lines)


def _continues(first: Draft, second: Draft) -> bool:
    """Tell whether `second` goes on with the sentence in which `first` stops."""
    head, tail = second.text, first.text.rstrip()
    if BlockKind.TABLE in (first.kind, second.kind):
        return False
    if _BRACKETED.match(head) and second.index - first.index <= len(first.lines) + 3:
        return True  # an indicator never begins a paragraph
    if LineRole.HEADING in (first.role, second.role) and not (head[:1].islower() and first.role is second.role):
        return False
    if (
        _LABEL.match(head)
        or SIGNED.match(head)
        or SIGNED.match(tail)
        or PART_HEADING.match(head)
        or PART_HEADING.match(tail)
    ):
        return False
    if _ABBREVIATION.search(tail[-40:]) and not LISTED.match(head):
        return True
    if _MAY_END.search(tail[-40:]) and _AFTER_STATE.match(head):
        return True
    if LISTED.match(head):
        return False
    quoted = (first.role is LineRole.QUOTE) is not (second.role is LineRole.QUOTE)
    if quoted and (stops_at_verb(tail) or not _crosses_page(first, second)):
        return False  # a quotation may go on with the sentence that leads to it
    if head[0].islower():
        return not _ENDED.search(tail) and len(tail) > 3
    crosses = _crosses_page(first, second) or second.index - first.index > len(first.lines) + 2
    wrapped = len(tail) > _MAX_HEADING or len(first.lines) > 1
    listed = _PREAMBLE.match(first.text) or _PREAMBLE.match(head)
    return crosses and wrapped and not (_CLOSED if listed or not _crosses_page(first, second) else _ENDED).search(tail)


def _crosses_page(first: Draft, second: Draft) -> bool:
    return second.pages[0] > first.pages[-1]


def _join_signatures(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with each signature as one block: the mark, the name and the offices below it."""
    out: list[Draft] = []
    for draft in drafts:
        signed = bool(out) and out[-1].kind is BlockKind.SIGNATURE and len(out[-1].text) < _MAX_SIGNATURE
        if signed and (_is_office(draft) or (SIGNED.fullmatch(out[-1].text) and _is_name(draft))):
            out[-1] = merge(out[-1], draft, f"{out[-1].text}\n{chr(10).join(draft.lines)}")
            continue
        if SIGNED.match(draft.text) or _SIGNED_BEHIND.match(draft.text):
            draft.kind = BlockKind.SIGNATURE
            draft.text = "\n".join(draft.lines)
            if out and _stands_above(out[-1]):
                out[-1].kind = BlockKind.SIGNATURE
                out[-1] = merge(out[-1], draft, "\n".join((*out[-1].lines, draft.text)))
                continue
        out.append(draft)
    return out


def _stands_above(draft: Draft) -> bool:
    """Tell whether a paragraph right above a signature is the office of who signs."""
    short = draft.kind is BlockKind.BODY and len(draft.text) <= _MAX_OFFICE and not draft.text.endswith((".", ":", ";"))
    return short and _OFFICE_ABOVE.match(draft.text) is not None


def _is_name(draft: Draft) -> bool:
    """Tell whether a paragraph is a name and nothing else."""
    return PART_HEADING.match(draft.text) is None and _NAMED.fullmatch(draft.text) is not None


def _is_office(draft: Draft) -> bool:
    """Tell whether a paragraph below a signature still belongs to it."""
    if (
        PART_HEADING.match(draft.text)
        or LETTER_TITLE.match(draft.text)
        or SIGNED.match(draft.text)
        or len(draft.text) > 160
        or draft.role is LineRole.HEADING
    ):
        return False
    text = draft.text.rstrip()
    return _OFFICE.search(text) is not None and (
        not text.endswith((".", ":", ";", ",")) or INTERIM.search(text) is not None
    )


def classify(drafts: Sequence[Draft]) -> None:
    """Give every draft its kind, and take printed paragraph numbers out of the texts into their labels."""
    titled = False  # whether the lines right under the label of an annex still are its title
    for place, draft in enumerate(drafts):
        if draft.kind is not BlockKind.BODY:
            titled = False
            continue
        following = drafts[place + 1] if place + 1 < len(drafts) else None
        if draft.role is LineRole.QUOTE:
            draft.kind = BlockKind.QUOTE
        elif found := PART_HEADING.match(draft.text):
            listed = found["title"] is not None and _is_listed(drafts, place)
            draft.kind, titled = BlockKind.BODY if listed else BlockKind.HEADING, not listed
            continue
        elif _is_heading(draft, following) or (titled and _is_title(draft, following)):
            draft.kind = BlockKind.HEADING
            continue
        titled = False
        if draft.kind in (BlockKind.BODY, BlockKind.QUOTE):
            take_label(draft)


def _is_listed(drafts: Sequence[Draft], place: int) -> bool:
    """Tell whether a label with a title behind it is one of a list of annexes, and no annex follows it."""
    around = [*drafts[max(0, place - 1) : place], *drafts[place + 1 : place + 2]]
    last = place + 1 == len(drafts) or len(drafts[place].text) > 4 * _MAX_HEADING
    return last or any((found := PART_HEADING.match(each.text)) and found["title"] for each in around)


def _is_title(draft: Draft, following: Draft | None) -> bool:
    """Tell whether a paragraph right under the label of an annex is its title, maybe a long one, or a note above."""
    text = draft.text
    if IN_BRACKETS.match(text):
        return True
    if (
        following is None
        or len(text) > 4 * _MAX_HEADING
        or _LABEL.match(text)
        or LISTED.match(text)
        or _VERBAL.search(text)
    ):
        return False
    return not _is_closed(_HOUR.sub("", text)) and text[:1].isupper()


_HOUR = regex(r"(?<=\d)\s?[ap]\.\s?m\.$")  # "Transcript of channel 9, 5.10 a.m. to 5.20 a.m."


def _is_closed(text: str) -> bool:
    """Tell whether a paragraph ends as a sentence or a clause does, whatever note is called there."""
    return _CLOSED.search(_CALLED.sub("", text)) is not None


def take_label(draft: Draft) -> None:
    """Take the printed number of a paragraph out of its text."""
    if found := _LABEL.match(draft.text):
        draft.label = found[1]
        draft.text = draft.text[found.end() :]


def _is_heading(draft: Draft, following: Draft | None) -> bool:
    """Tell whether a short paragraph without a full stop heads the next one."""
    text = draft.text
    if _INSTRUCTION.match(text) or _ENCLOSING.match(text) or _OPENS_TEXT.search(text):
        return False
    if following is not None and _CORRECTED.match(text) and _INSTRUCTION.match(following.text):
        return True
    if draft.role is not LineRole.HEADING and _leads(text, following):
        return False
    if draft.role is LineRole.HEADING and len(text) <= 3 * _MAX_HEADING:
        return not _LABEL.match(text) or not _ENDED.search(text)
    if len(text) > _MAX_HEADING or following is None or not text[:1].isupper() or following.text[:1].islower():
        return False
    if _NUMBERED_HEADING.match(text) and not text.endswith((".", ";", ":")):
        return True
    return (
        not _is_closed(text)
        and not LISTED.match(text)
        and len(text.split()) <= 14
        and following.kind is not BlockKind.SIGNATURE
    )


def _leads(text: str, following: Draft | None) -> bool:
    """Tell whether a paragraph without a stop leads to the next one: "The Court ruled that"."""
    quoted = following is not None and following.role is LineRole.QUOTE
    return stops_at_that(text) or (quoted and runs_into_quotation(text))


def mark_bare_signatures(drafts: Sequence[Draft]) -> None:
    """Make the last lines of the letter, and of each annex, a signature where they are a name without a mark."""
    parts: list[list[Draft]] = [[]]
    for draft in drafts:
        if draft.kind is BlockKind.HEADING and PART_HEADING.match(draft.text):
            parts.append([])
        parts[-1].append(draft)
    for part in parts:
        _mark_bare_signature(part)


def _mark_bare_signature(drafts: Sequence[Draft]) -> None:
    """Mark the last draft of a part, and the one before when that is the name and the last one the office."""
    if len(drafts) < 2 or any(draft.kind is BlockKind.SIGNATURE for draft in drafts[-3:]):
        return
    last = drafts[-1]
    if not _may_sign(last) or not any(draft.kind is not BlockKind.HEADING for draft in drafts[:-1]):
        return  # what stands right below the title of an annex is its text
    lines = [line.strip(" ,") for line in last.lines]
    if (len(lines) > 1 and _names_signer(lines[0])) or (len(lines) == 1 and _SIGNER.match(lines[0])):
        last.kind = BlockKind.SIGNATURE
        last.text = "\n".join(lines)
    elif (
        len(lines) == 1
        and _OFFICE.search(lines[0])
        and len(drafts) > 2
        and _may_sign(drafts[-2])
        and _names_signer(drafts[-2].text)
    ):
        drafts[-2].kind = last.kind = BlockKind.SIGNATURE


def _may_sign(draft: Draft) -> bool:
    text = draft.text.rstrip()
    return (
        draft.kind in (BlockKind.BODY, BlockKind.HEADING)
        and draft.label is None
        and len(text) <= 160
        and len(draft.lines) <= 5
        and (not text.endswith((".", ":", ";", "?", "!")) or INTERIM.search(text) is not None)
    )


_RANK = regex(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Professor|Colonel|Lieutenant|General|Major|Captain|Brigadier|Ambassador|"
    r"Admiral|Judge|H\.E)\.?[\s-]){0,3}"
)


def _names_signer(line: str) -> bool:
    """Tell whether a line is a name: "Dorthe Valsk", "Colonel Adela Monforte", "T. W. WHITE"."""
    name = _RANK.sub("", line.strip(" ,"))
    return is_person(name) or _SIGNER.match(line) is not None
