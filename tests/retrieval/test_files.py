"""Which files an ingest takes: those of the folder, and nothing that a link or a pipe would bring in from elsewhere."""

import os
from pathlib import Path

import pytest

from retrieval.files import find_files
from retrieval.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two letters, beside a file that is not in it."""
    folder = tmp_path / "letters"
    (folder / "2022").mkdir(parents=True)
    (folder / "a.txt").write_text("A letter.")
    (folder / "2022" / "b.txt").write_text("Another letter.")
    (tmp_path / "secret.txt").write_text("No letter at all.")
    return folder


def sources(*paths: Path) -> list[str]:
    return [file.source for file in find_files(paths)]


def test_a_folder_gives_its_files_in_order(folder: Path) -> None:
    assert sources(folder) == ["a.txt", "2022/b.txt"]


def test_a_link_that_leads_out_of_the_folder_is_passed_over(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "elsewhere").symlink_to(tmp_path)
    assert sources(folder) == ["a.txt", "2022/b.txt"]


def test_a_link_inside_the_folder_is_followed(folder: Path) -> None:
    (folder / "c.txt").symlink_to(folder / "2022" / "b.txt")
    assert sources(folder) == ["a.txt", "c.txt", "2022/b.txt"]


def test_a_link_that_is_named_itself_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "linked.txt").symlink_to(folder / "a.txt")
    assert [file.size for file in find_files([tmp_path / "linked.txt"])] == [len("A letter.")]


def test_a_pipe_is_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert sources(folder) == ["a.txt", "2022/b.txt"]
    assert [file.size for file in find_files([folder / "pipe.txt"])] == [-1]


def test_a_link_to_nowhere_is_passed_over(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").symlink_to(tmp_path / "gone.txt")
    assert sources(folder) == ["a.txt", "2022/b.txt"]


def test_whatever_lies_in_an_index_is_no_letter(folder: Path) -> None:
    for index in (folder / "index", folder / "2022" / "another"):
        Store(index, create=True).close()
        (index / "uploads").mkdir()
        for name in ("writer.lock", "vectors-8b0c.faiss", "words-8b0c", "uploads/c.txt"):
            (index / name).write_text("A letter, by its looks.")
    assert sources(folder) == ["a.txt", "2022/b.txt"]


def test_an_index_that_is_named_itself_is_not_walked_but_what_is_named_in_it_is_read(folder: Path) -> None:
    Store(folder, create=True).close()
    assert [(file.source, file.size) for file in find_files([folder])] == [("letters", -1)]
    assert sources(folder / "2022") == ["b.txt"]
