"""Pairs the indicators in the text with the notes they call; both are found elsewhere (`indicators`, `part_notes`)."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from retrieval.parsing.model import Call, Draft, RawNote
from retrieval.parsing.notes.indicators import (
    Mark,
    align_plain,
    find_bracketed,
    find_in_cells,
    find_lettered,
    find_raised,
    find_slashed,
    find_starred,
)
from retrieval.types import BlockKind

_UNSEEN = 2  # numbers above the last note that may still be markers whose notes are lost


def bind(drafts: Sequence[Draft], notes: Sequence[RawNote]) -> list[str]:
    """Take the indicators out of the texts, pair each with its note, and return a warning for each that is unpaired.

    A note is sought in the same part first, below its indicator before above it. A note of whose number there are two,
    right where a number is missing, is the missing one (printed "1 1 3" for "1 2 3").
    """
    marks = _find(drafts, notes)
    _share_out(drafts, marks, notes)
    warnings = _renumber(notes, {each for found in marks for mark in found for each in mark.indicators})
    for draft, found in zip(drafts, marks, strict=True):
        _take_out(draft, found)
    _hand_back(drafts)
    by_indicator: dict[str, list[RawNote]] = defaultdict(list)
    for note in notes:
        by_indicator[note.indicator].append(note)
    called: set[int] = set()
    for draft in drafts:
        for call in draft.calls:
            call.note = _nearest(by_indicator[call.indicator], draft)
            if call.note is None:
                warnings.append(f"indicator {call.indicator} on page {draft.pages[-1]} has no note")
            else:
                called.add(id(call.note))
    warnings += [
        f"note {note.indicator or 'without a number'} on page {note.page} is not called in the text"
        for note in notes
        if id(note) not in called
    ]
    _give_parts(drafts)
    return warnings


def _share_out(drafts: Sequence[Draft], marks: Sequence[Sequence[Mark]], notes: Sequence[RawNote]) -> None:
    """Give notes that stand together and whose numbers begin again to the parts that call them, one after the other.

    So stand the notes of a letter and of its annexes where all are at the end of the text.
    """
    called: dict[str, set[str]] = defaultdict(set)
    for draft, found in zip(drafts, marks, strict=True):
        numbers = [each for mark in found for each in mark.indicators if each.isdigit()]
        called[draft.part].update(numbers)
    for part in dict.fromkeys(note.part for note in notes):
        runs = _runs([note for note in notes if note.part == part and note.indicator.isdigit()])
        elsewhere = {note.part for note in notes if note.part != part}
        callers = [each for each, numbers in called.items() if numbers and each not in elsewhere]
        if len(runs) != len(callers) or len(runs) == 1:
            continue
        if all(called[each] <= {note.indicator for note in run} for each, run in zip(callers, runs, strict=True)):
            for each, run in zip(callers, runs, strict=True):
                for note in run:
                    note.part = each


def _runs(notes: Sequence[RawNote]) -> list[list[RawNote]]:
    """Return numbered notes in runs of rising numbers."""
    runs: list[list[RawNote]] = []
    for note in notes:
        if not runs or int(note.indicator) <= int(runs[-1][-1].indicator):
            runs.append([])
        runs[-1].append(note)
    return runs


def _find(drafts: Sequence[Draft], notes: Sequence[RawNote]) -> list[list[Mark]]:
    """Return the marks in each draft; plain numbers count only where there are no others and the notes are numbered."""
    known = frozenset(note.indicator for note in notes)
    numbers = frozenset(each for each in known if each.isdigit())
    stars = frozenset(each for each in known if not each.isalnum())
    letters = frozenset(each for each in known if each.isalpha())
    bracketed = known | _missing(drafts, numbers)
    slashed = known - stars if any(find_slashed(draft.text, known) for draft in drafts) else frozenset()
    marks = []
    for draft in drafts:
        found = find_raised(draft.text, known) + find_bracketed(draft.text, bracketed)
        found += find_starred(draft.text, stars) + find_lettered(draft.text, letters)
        found += find_slashed(draft.text, slashed) if slashed else []
        found += find_in_cells(draft.text, letters) if draft.kind is BlockKind.TABLE else []
        marks.append(_apart(found))
    if numbers and not any(each.isdigit() for found in marks for mark in found for each in mark.indicators):
        texts = [draft.text for draft in drafts]
        for index, mark in align_plain(texts, [note.indicator for note in notes if note.indicator.isdigit()]):
            marks[index] = _apart([*marks[index], mark])
    return marks


def _missing(drafts: Sequence[Draft], numbers: frozenset[str]) -> frozenset[str]:
    """Return the numbers missing among the notes, and the few above them, where markers stand in brackets."""
    if not numbers or not any(find_bracketed(draft.text, numbers) for draft in drafts):
        return frozenset()
    return frozenset(str(number) for number in range(1, max(map(int, numbers)) + _UNSEEN + 1))


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks in order, without those that overlap an earlier one."""
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda each: (each.start, -each.end)):
        if not out or mark.start >= out[-1].end:
            out.append(mark)
    return out


def _renumber(notes: Sequence[RawNote], called: set[str]) -> list[str]:
    """Give a doubled number the missing one that belongs in its place; return a warning for each."""
    warnings = []
    have = {note.indicator for note in notes}
    for before, note in pairwise(notes):
        if before.indicator == note.indicator and before.indicator.isdigit():
            number = str(int(before.indicator) + 1)
            if number in called and number not in have:
                warnings.append(
                    f"the note after note {before.indicator} is printed {note.indicator} and read as {number}"
                )
                note.indicator = number
                have.add(number)
    return warnings


def _take_out(draft: Draft, marks: Sequence[Mark]) -> None:
    """Remove the marks from the draft's text and remember their places."""
    if not marks:
        return
    pieces, place, length = [], 0, 0
    for mark in marks:
        piece = draft.text[place : mark.start]
        pieces.append(piece)
        length += len(piece)
        place = mark.end
        draft.calls += [Call(length, indicator) for indicator in mark.indicators]
    pieces.append(draft.text[place:])
    text = "".join(pieces)
    shift = len(text) - len(text.lstrip())
    draft.text = text.strip()
    for call in draft.calls:
        call.place = min(max(0, call.place - shift), len(draft.text))


def _hand_back(drafts: Sequence[Draft]) -> None:
    """Give the calls of a draft that holds nothing else to the one before it."""
    for before, draft in pairwise(drafts):
        if not draft.text and draft.calls:
            before.calls += [Call(len(before.text), call.indicator) for call in draft.calls]
            draft.calls.clear()


def _nearest(candidates: Sequence[RawNote], draft: Draft) -> RawNote | None:
    """Return the note below the draft that is nearest, else the one above; in the same part if there is one."""
    pool = [note for note in candidates if note.part == draft.part] or list(candidates)
    below = [note for note in pool if note.index >= draft.index]
    return below[0] if below else (pool[-1] if pool else None)


def _give_parts(drafts: Sequence[Draft]) -> None:
    """Let each note stand in the part from which it is called first: endnotes stand below the last annex."""
    seen: set[int] = set()
    for draft in drafts:
        for call in draft.calls:
            if call.note is not None and id(call.note) not in seen:
                seen.add(id(call.note))
                call.note.part = draft.part


def place_notes(drafts: Sequence[Draft], notes: Sequence[RawNote]) -> None:
    """Give each note the part in which it stands."""
    remaining = sorted(drafts, key=lambda draft: draft.index, reverse=True)
    part = ""
    for note in sorted(notes, key=lambda each: each.index):
        while remaining and remaining[-1].index <= note.index:
            part = remaining.pop().part
        note.part = part
