"""Choosing a reader by content, sidecar files, and the sentences of refusal."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import LetterError, NoTextError, UnreadableLetterError
from retrieval.readers import limits, read, read_bytes
from retrieval.readers.layout import clean
from retrieval.readers.metadata import is_sidecar, sidecar_of
from tests.readers_builders import Block, Specimen, docx, package, paragraph, pdf

TEXT = "Letter dated 14 April 2020\n\nI have the honour to write to you about the bridge of Dorn.\n"
FILES = {
    "pdf": pdf(Specimen([Block("body", "I have the honour to write to you.")])),
    "docx": docx(paragraph("I have the honour to write to you.")),
    "html": b"<!DOCTYPE html><html><body><p>I have the honour to write to you.</p></body></html>",
    "text": TEXT.encode(),
}


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".txt", ".bin", ""])
@pytest.mark.parametrize("kind", FILES)
def test_the_content_decides_and_not_the_name(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"letter{suffix}"
    path.write_bytes(FILES[kind])
    reading = read(path)
    assert reading.format == kind
    assert "I have the honour to write to you" in " ".join(line.text for page in reading.pages for line in page.lines)


def zipped(name: str) -> bytes:
    return package({name: "x"})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\x00\n", "is empty"),
        (b"{\\rtf1\\ansi Dear Sir}", "Rich Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word file or an encrypted one"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"II*\x00" + bytes(50), "scanned picture"),
        (b"\x1f\x8b\x08" + bytes(50), "unpack it"),
        (zipped("content.xml"), "OpenDocument"),
        (zipped("xl/workbook.xml"), "spreadsheet"),
        (zipped("letter.txt"), "archive"),
        (b"PK\x03\x04" + bytes(40), "damaged or cut-off"),
        (bytes(range(256)) * 20, "no known format"),
        (b"\x00\x01\x02\x03 text \x00\x00\x07" * 40, "no known format"),
        (b"%PDF-1.4\n%%EOF", "damaged PDF"),
    ],
)
def test_what_is_no_letter_is_refused_with_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "strange.dat"
    path.write_bytes(data)
    with pytest.raises(LetterError) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith("strange.dat")
    assert sentence in message
    assert message.endswith(".")
    assert message.count(". ") == 0


def test_a_folder_is_no_letter(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLetterError, match="is not a file"):
        read(tmp_path)


def test_a_missing_file_is_no_letter(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLetterError, match=r"gone\.txt is not a file"):
        read(tmp_path / "gone.txt")


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vast.txt"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    with pytest.raises(UnreadableLetterError, match=r"^vast\.txt is too large \(64 MiB\)"):
        read(path)


def test_more_text_than_a_letter_holds_is_refused() -> None:
    with pytest.raises(UnreadableLetterError, match=r"holds 4 MiB of text"):
        read_bytes(b"A line of text.\n" * (limits.MAX_TEXT_BYTES // 16 + 1), "vast.txt")


@pytest.mark.parametrize("kind", FILES)
def test_more_characters_than_a_letter_holds_are_refused(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 10)
    with pytest.raises(UnreadableLetterError, match=r"^long holds more text than a letter can; split it\.$"):
        read_bytes(FILES[kind], "long")


def test_errors_of_the_text_reader_name_the_file() -> None:
    with pytest.raises(NoTextError, match=r"^scan\.txt"):
        read_bytes(b"\xff\xfe\x0c\x00\x0c\x00", "scan.txt")


# --- sidecar files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.meta.json", '{"Symbol": "A/74/9001", "date": "2020-04-14", "to": ["x", "y"], "nothing": null}'),
        ("a.txt.meta.json", '\ufeff{"symbol": "A/74/9001", "date": "2020-04-14", "to": ["x", "y"]}'),
        ("a.meta.yaml", "symbol: A/74/9001\ndate: 2020-04-14\nto: [x, y]\n"),
        ("a.meta.yml", "symbol: A/74/9001\ndate: 2020-04-14T10:00:00Z\nto:\n  - x\n  - y\n"),
    ],
)
def test_a_sidecar_file_adds_its_values(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert read(tmp_path / "a.txt").metadata == {"symbol": "A/74/9001", "date": "2020-04-14", "to": ["x", "y"]}


def test_a_sidecar_file_wins_over_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nsymbol: A/1\ntitle: Kept\n---\n\n{TEXT}")
    (tmp_path / "a.meta.json").write_text('{"symbol": "A/2"}')
    assert read(tmp_path / "a.md").metadata == {"symbol": "A/2", "title": "Kept"}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.meta.json", "{symbol: 1}", "is not valid JSON in line 1"),
        ("a.meta.json", "[1, 2]", "must hold names and values"),
        ("a.meta.json", "[" * 100_000, "is not valid JSON"),
        ("a.meta.yaml", "a: [1", "is not valid YAML in line"),
        ("a.meta.yaml", "a: &x [1]\nb: *x", "uses YAML aliases"),
        ("a.meta.yaml", "a: !!python/object:os.system x", "is not valid YAML"),
        ("a.meta.yaml", "a: 2020-13-45", "is not valid YAML"),
        ("a.meta.json", json.dumps({"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {"j": 1}}}}}}}}}}), "nested"),
        ("a.meta.yml", "x" * (limits.MAX_METADATA_BYTES + 1), "too large"),
    ],
)
def test_a_wrong_sidecar_file_is_refused_by_name(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / name).write_text(content)
    with pytest.raises(UnreadableLetterError, match=sentence) as caught:
        read(tmp_path / "a.txt")
    assert str(caught.value).startswith(name)


def test_a_sidecar_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.meta.json").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UnreadableLetterError, match="is not UTF-8"):
        read(tmp_path / "a.txt")


def test_sidecar_files_are_known_by_name(tmp_path: Path) -> None:
    assert [is_sidecar(Path(name)) for name in ("a.meta.json", "a.META.YAML", "a.json", "meta.yaml")] == [
        True,
        True,
        False,
        False,
    ]
    assert sidecar_of(tmp_path / "a.txt") is None


# --- properties ------------------------------------------------------------------------------------------------------


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = read_bytes(data, "any")
    except LetterError as error:
        assert str(error).startswith("any")
    else:
        assert [page.number for page in reading.pages] == list(range(1, len(reading.pages) + 1))


@given(st.sampled_from(list(FILES)), st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_any_damage_is_read_or_refused(kind: str, place: int, patch: bytes) -> None:
    data = FILES[kind]
    start = place % len(data)
    try:
        read_bytes(data[:start] + patch + data[start + len(patch) :], "damaged")
    except LetterError as error:
        assert str(error).startswith("damaged")


@given(st.text(max_size=400))
def test_any_text_of_a_word_document_comes_back(text: str) -> None:
    kept = "".join(each for each in text if each.isprintable() and each not in "<>&")
    expected = " ".join(clean(kept).split())
    try:
        reading = read_bytes(docx(paragraph(kept)), "any.docx")
    except NoTextError:
        assert not expected
    else:
        assert [line.text for line in reading.pages[0].lines] == [expected]
