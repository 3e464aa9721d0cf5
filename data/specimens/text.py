"""A laid-out letter as plain text, in the form in which such letters are found; and as Markdown with front matter."""

import re

from specimens.layout import Layout, Line, Placed, note_runs, words_of
from specimens.source import SYMBOL, Run, Source, begins_signature, plain, runs_of

RAISED = str.maketrans("0123456789abcdefg", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍ")


def piece_text(piece: Run, styled: bool) -> str:
    """Return a piece with its indicator raised and its italics marked."""
    if piece.style == "note":
        return piece.text.translate(RAISED)
    mark = {"i": "*", "b": "**"}.get(piece.style, "") if styled else ""
    return f"{mark}{piece.text}{mark}"


def line_text(line: Line, styled: bool) -> str:
    """Return the words of a line."""
    text = " ".join("".join(piece_text(piece, styled) for piece in word.pieces) for word in line.words)
    return re.sub(r"(?<!\*)\* \*(?!\*)", " ", text) if styled else text


def runs_text(runs: tuple[Run, ...], styled: bool = True) -> str:
    """Return runs as one line."""
    return line_text(Line(words_of(runs)), styled)


def symbol_line(source: Source, separator: str) -> str:
    """Return the symbol as it is printed at the head."""
    return separator.join(source.symbols) + source.get("symbol_mark")


def masthead_text(source: Source) -> list[str]:
    """Return the paragraphs of the masthead."""
    bold = bool(source.head.get("bold_titles"))
    separator = source.get("text_symbol")
    shown = "text_symbol" not in source.head or separator
    head = ["United Nations", symbol_line(source, separator or "-")] if shown else [""]
    head += [" ".join(source.organs), f"Distr.: General\n{source.get('date')}", f"Original: {source.get('original')}"]
    if source.get("session"):
        head.append(strong(f"General Assembly\n{source.get('session')}", bold))
        head += [runs_text(runs_of(source.get("items")))] if source.get("items") else []
        head += [strong(title, bold and index % 2 == 0) for index, title in enumerate(source.lines("item_titles"))]
    if source.get("year"):
        head.append(strong(f"Security Council\n{source.get('year')}", bold))
    return head


def strong(text: str, bold: bool) -> str:
    """Return text in bold marks where the letter's text has them."""
    return f"**{text}**" if bold else text


def placed_text(placed: Placed, bold: bool) -> str:
    """Return one block, or the piece of it that stands on a page, as one line."""
    if placed.block.kind == "row":
        return "   ".join(run.text for run in placed.block.runs)
    styled = placed.block.kind not in {"sign", "annex", "heading", "subheading", "right"}
    text = re.sub(r"(?<!\*)\* \*(?!\*)", " ", " ".join(line_text(line, styled) for line in placed.lines))
    return strong(text, bold) if placed.block.kind in {"annex", "heading", "subheading"} else text


def sheet_paragraphs(layout: Layout, index: int, bold: bool) -> list[str]:
    """Return the paragraphs of one page and then its notes; the lines of a signature are one paragraph."""
    sheet = layout.sheets[index]
    before: Placed | None = None
    paragraphs: list[str] = []
    for placed in sheet.placed:
        text = placed_text(placed, bold)
        kind = placed.block.kind
        joined = before is not None and before.block.kind == kind and kind in {"sign", "row", "right"}
        if joined and not begins_signature(placed.block, before.block if before else None):
            paragraphs[-1] += f"\n{text}"
        else:
            paragraphs.append(text)
        before = placed
    return paragraphs + [runs_text(note_runs(note)) for note in sheet.notes]


def turn(source: Source, number: int, count: int) -> str:
    """Return what stands between page `number` and the next one."""
    kind = source.get("breaks") or "blank"
    head, job = symbol_line(source, "-"), source.get("job")
    if kind == "furniture":
        foot = f"{job} (E)    {source.get('published')}" if number == 1 else folio(source, number, count)
        return f"\n\n{foot}\n\n{head}\n\n"
    return {"blank": "\n\n\n\n", "none": "\n\n", "formfeed": "\n\n\f"}[kind]


def folio(source: Source, number: int, count: int) -> str:
    """Return the foot of a page: the page number on the outer side."""
    job, page = source.get("job"), f"{number}/{count}"
    return f"{page}    {job}" if number % 2 == 0 else f"{job}    {page}"


def to_text(source: Source, layout: Layout) -> str:
    """Return the letter as plain text."""
    bold = bool(source.head.get("bold_titles"))
    lead = [*masthead_text(source), runs_text(source.title)]
    count, text = len(layout.sheets), ""
    for index in range(count):
        paragraphs = (lead if index == 0 else []) + sheet_paragraphs(layout, index, bold)
        text += "\n\n".join(paragraphs) + (turn(source, index + 1, count) if index < count - 1 else "\n")
    if source.get("breaks") == "furniture" and count > 1:
        text += f"\n{folio(source, count, count)}\n"
    return linked(text) if source.head.get("links") else text


def linked(text: str) -> str:
    """Return the text with an empty link around each symbol, as a web page leaves it when it is copied."""
    return SYMBOL.sub(lambda match: f"[{match[0]}](#)", text)


def to_markdown(source: Source) -> str:
    """Return the letter as Markdown: particulars in front matter, notes at the end."""
    head = [f"symbol: {symbol_line(source, '-')}", f'title: "{plain(source.title)}"', f"date: {source.iso_date}"]
    items = ", ".join(f'"{number}"' for number in source.item_numbers)
    head += [f"agenda_items: [{items}]"] if items else []
    head += [f"document_date: {source.get('date')}", f"original: {source.get('original')}"]
    chunks = re.split(r"\n\s*\n", source.body.strip())
    body = "\n\n".join(re.sub(r"^[~=] ", "", chunk, flags=re.M) for chunk in chunks if not chunk.startswith("[^"))
    lines = (line for chunk in chunks if chunk.startswith("[^") for line in chunk.splitlines())
    notes = "\n".join(line for line in lines if not line.startswith("[^*"))
    body = re.sub(r"\(\*Signed\*\) (.*?)\*\*(.*?)\*\*", r"(Signed) \1\2", body)
    return "---\n" + "\n".join(head) + f"\n---\n\n{body}\n\n{notes}\n"


def to_sidecar(source: Source) -> str:
    """Return what a letter's text does not say, for the file beside it."""
    lines = [f"symbol: {symbol_line(source, '-')}", f"title: {plain(source.title)}", f"date: {source.iso_date}"]
    return "\n".join(lines) + "\n"
