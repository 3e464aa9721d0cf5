"""Which files an ingest takes: those of the folder, and nothing that a link or a pipe would bring in from elsewhere."""

import os
from pathlib import Path

import pytest

from retrieval.storage.files import find_files
from retrieval.storage.store import Store


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


def test_folders_in_folders_are_walked_to_the_end(folder: Path) -> None:
    deep = folder
    for _ in range(1200):  # deeper than calls may be nested
        deep /= "d"
        deep.mkdir()
    (deep / "c.txt").write_text("Deep down.")
    assert len(sources(folder)) == 3
    (deep / "c.txt").unlink()
    while deep != folder:  # what tidies up after tests nests its calls
        deep.rmdir()
        deep = deep.parent


def test_a_time_that_no_database_holds_is_bounded(folder: Path) -> None:
    os.utime(folder / "a.txt", (2**34, 2**34))
    (found,) = find_files([folder / "a.txt"])
    assert found.modified == 2**63 - 1


def test_a_change_is_seen_though_the_files_own_time_was_set_back(folder: Path) -> None:
    (before,) = find_files([folder / "a.txt"])
    times = (folder / "a.txt").stat()
    (folder / "a.txt").write_text("B letter.")
    os.utime(folder / "a.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    (after,) = find_files([folder / "a.txt"])
    assert (before.size, before.modified) != (after.size, after.modified)


def test_of_a_huge_file_no_more_is_read_than_a_letter_may_have(folder: Path) -> None:
    with (folder / "a.txt").open("r+b") as file:
        file.truncate(2**42)
    (huge,) = find_files([folder / "a.txt"])
    assert huge.digest()
