"""Signatures: the mark, the name and the offices around it, and names without a mark at the end of a text."""

from collections.abc import Sequence

from retrieval.parsing.headings import LETTER_TITLE, PART_HEADING
from retrieval.parsing.model import Draft, merge
from retrieval.parsing.names import is_person
from retrieval.patterns import regex
from retrieval.types import BlockKind, LineRole

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
_MAX_SIGNATURE = 1_000
_MAX_OFFICE = 160


def join_signatures(drafts: Sequence[Draft]) -> list[Draft]:
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
