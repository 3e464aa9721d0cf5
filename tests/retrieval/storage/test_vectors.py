"""The FAISS index: found by cosine, filtered, changed, saved, and never trusted when it is damaged."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import IndexDamagedError, IndexMismatchError
from retrieval.storage import saved
from retrieval.storage.store import State
from retrieval.storage.vectors import MANIFEST, Numbers, VectorIndex, Vectors, widened

STATE = State("store", 7, "token")
DIMENSION = 16


def unit(count: int, seed: int = 1) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    found: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found


def filled(count: int = 50, exact_up_to: int = 1000) -> tuple[VectorIndex, Numbers, Vectors]:
    index, ids, vectors = VectorIndex(DIMENSION, exact_up_to), np.arange(count, dtype=np.int64) * 10 + 5, unit(count)

    def batches() -> Iterator[tuple[Numbers, Vectors]]:
        yield ids[: count // 2], vectors[: count // 2]
        yield ids[count // 2 :], vectors[count // 2 :]

    index.rebuild(count, batches)
    return index, ids, vectors


def test_the_nearest_come_first_with_their_cosines() -> None:
    index, ids, vectors = filled()
    cosines = vectors @ vectors[3]
    best = np.argsort(-cosines)[:5]
    found = index.search(vectors[3], 5)
    assert [passage for passage, _ in found] == ids[best].tolist()
    assert [score for _, score in found] == pytest.approx(cosines[best].tolist(), abs=2e-3)


def test_fewer_are_found_than_asked_for_when_there_are_fewer() -> None:
    index, _, vectors = filled(3)
    assert len(index.search(vectors[0], 10)) == 3
    assert VectorIndex(DIMENSION).search(vectors[0], 10) == []


def test_only_rows_that_are_allowed_are_found() -> None:
    index, ids, vectors = filled()
    found = index.search(vectors[3], 50, lambda rows: rows > ids[40])
    assert {passage for passage, _ in found} == set(ids[41:].tolist())


@pytest.mark.parametrize("exact_up_to", [1000, 10])
def test_what_was_taken_out_is_gone_and_what_was_put_in_is_found(exact_up_to: int) -> None:
    index, ids, vectors = filled(60, exact_up_to)
    new = unit(2, seed=9)
    index.change(ids[:5].tolist(), np.array([1, 2], np.int64), new)
    assert len(index) == 57
    assert index.search(new[1], 1)[0][0] == 2
    assert not {passage for passage, _ in index.search(vectors[0], 57)} & set(ids[:5].tolist())
    assert index.search(vectors[30], 1)[0][0] == ids[30]


def test_replacing_a_passage_leaves_one_of_it() -> None:
    index, ids, _ = filled()
    new = unit(1, seed=5)
    index.change([int(ids[0])], ids[:1], new)
    assert [passage for passage, _ in index.search(new[0], 50)].count(int(ids[0])) == 1
    assert index.search(new[0], 1)[0][1] == pytest.approx(1, abs=1e-3)


def test_a_vector_of_another_model_is_refused() -> None:
    index, _, _ = filled()
    with pytest.raises(IndexMismatchError, match="8 dimensions and the index 16"):
        index.search(np.ones(8, np.float32), 1)


def test_vectors_come_back_as_they_were_put_in() -> None:
    index, ids, vectors = filled()
    found = index.vectors([int(ids[7]), 999_999, int(ids[2])])
    assert found is not None
    assert found == pytest.approx(np.stack([vectors[7], np.zeros_like(vectors[7]), vectors[2]]), abs=1e-3)


def test_above_its_size_the_index_becomes_approximate_and_nearly_as_good() -> None:
    index, ids, vectors = filled(3000, exact_up_to=1000)
    assert index.approximate
    questions = unit(50, seed=3)
    right = [set(ids[np.argsort(-(vectors @ question))[:10]].tolist()) for question in questions]
    found = [{passage for passage, _ in index.search(question, 10)} for question in questions]
    assert np.mean([len(a & b) / 10 for a, b in zip(right, found, strict=True)]) > 0.95


def test_an_approximate_index_is_filtered_by_row_too() -> None:
    index, ids, vectors = filled(600, exact_up_to=100)
    index.change(ids[:10].tolist(), np.zeros(0, np.int64), np.zeros((0, DIMENSION), np.float32))
    found = index.search(vectors[300], 20, lambda rows: rows > ids[590])
    assert {passage for passage, _ in found} == set(ids[591:].tolist())


def test_an_index_that_grew_or_shrank_past_its_form_says_so() -> None:
    index, _, _ = filled(60, exact_up_to=50)
    assert index.approximate and not index.outgrown
    index.change((np.arange(30) * 10 + 5).tolist(), np.zeros(0, np.int64), np.zeros((0, DIMENSION), np.float32))
    assert index.outgrown
    small, _, _ = filled(50, exact_up_to=50)
    small.change([], np.arange(6, dtype=np.int64), unit(6))
    assert small.outgrown


@pytest.mark.parametrize("exact_up_to", [1000, 10])
def test_a_saved_index_comes_back_with_its_state(tmp_path: Path, exact_up_to: int) -> None:
    index, _, vectors = filled(60, exact_up_to)
    index.change([5], np.zeros(0, np.int64), np.zeros((0, DIMENSION), np.float32))
    index.save(tmp_path, STATE, "model")
    other = VectorIndex(DIMENSION, exact_up_to)
    assert other.load(tmp_path, "model") == STATE
    assert other.search(vectors[9], 5) == index.search(vectors[9], 5)


def test_saved_vectors_stay_in_their_file_until_they_change(tmp_path: Path) -> None:
    index, ids, vectors = filled(60)
    index.save(tmp_path, STATE, "model")
    other = VectorIndex(DIMENSION)
    assert other.load(tmp_path, "model") == STATE
    assert other.in_file
    index.save(tmp_path, STATE, "model")  # whose files take the place of those that are in use
    other.change([], np.zeros(0, np.int64), np.zeros((0, DIMENSION), np.float32))
    assert other.in_file
    assert other.search(vectors[9], 5) == index.search(vectors[9], 5)
    new = unit(2, seed=9)
    other.change(ids[:5].tolist(), np.array([1, 2], np.int64), new)
    assert not other.in_file
    assert (len(other), other.search(new[1], 1)[0][0]) == (57, 2)
    index.change(ids[:5].tolist(), np.array([1, 2], np.int64), new)
    assert other.search(vectors[30], 20) == index.search(vectors[30], 20)


def test_vectors_that_changed_are_shared_again_when_they_were_saved_as_they_are(tmp_path: Path) -> None:
    index, ids, vectors = filled(60)
    index.settle(tmp_path, STATE, "model")  # where nothing was saved yet
    index.save(tmp_path, STATE, "model")
    index.settle(tmp_path, State("store", 8, "later"), "model")
    assert not index.in_file
    before = index.search(vectors[9], 5)
    index.settle(tmp_path, STATE, "model")
    assert index.in_file
    assert index.search(vectors[9], 5) == before
    index.change(ids[:1].tolist(), np.zeros(0, np.int64), np.zeros((0, DIMENSION), np.float32))
    assert len(index) == 59


def test_what_was_saved_meanwhile_for_a_later_state_is_not_taken_for_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, _, _ = filled(60)
    index.save(tmp_path, STATE, "model")
    read = saved.read

    def read_before_another_saves(manifest: Path) -> saved.Manifest:
        found = read(manifest)
        monkeypatch.setattr(saved, "read", read)
        filled(70)[0].save(tmp_path, State("store", 8, "later"), "model")
        return found

    monkeypatch.setattr(saved, "read", read_before_another_saves)
    index.settle(tmp_path, STATE, "model")
    assert len(index) == 60
    assert not index.in_file


def test_saved_vectors_that_are_damaged_are_read_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, _, _ = filled(60)
    index.save(tmp_path, STATE, "model")
    (path,) = tmp_path.glob("vectors-*.0")
    path.write_bytes(path.read_bytes()[:-9])
    looks, through = list[Path](), saved.whole

    def whole_counted(manifest: Path, made_by: str) -> saved.Manifest | None:
        looks.append(manifest)
        return through(manifest, made_by)

    monkeypatch.setattr(saved, "whole", whole_counted)
    for _ in range(3):
        index.settle(tmp_path, STATE, "model")
    assert not index.in_file
    assert len(looks) == 1
    index.save(tmp_path, STATE, "model")
    index.settle(tmp_path, STATE, "model")
    assert index.in_file


@pytest.mark.parametrize("name", ["vectors-*.0", "vectors-*.1", "vectors.json"])
@pytest.mark.parametrize("damage", ["cut", "flipped", "gone", "empty"])
def test_a_damaged_index_is_not_read(tmp_path: Path, name: str, damage: str) -> None:
    index, _, _ = filled()
    index.save(tmp_path, STATE, "model")
    (path,) = tmp_path.glob(name)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    match damage:
        case "cut":
            path.write_bytes(path.read_bytes()[:-9])
        case "flipped":
            path.write_bytes(data)
        case "gone":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
    assert VectorIndex(DIMENSION).load(tmp_path, "model") is None


def test_an_index_of_another_model_is_not_read(tmp_path: Path) -> None:
    filled()[0].save(tmp_path, STATE, "model")
    assert VectorIndex(DIMENSION).load(tmp_path, "another") is None


def test_a_folder_that_cannot_be_written_to_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="cannot be saved"):
        filled()[0].save(tmp_path / "missing", STATE, "model")
    assert not (tmp_path / MANIFEST).exists()


def test_many_search_while_one_changes() -> None:
    index, ids, vectors = filled(400)
    stop, wrong = threading.Event(), list[object]()

    def search() -> None:
        while not stop.is_set():
            found = index.search(vectors[399], 5)
            if found[0][0] != ids[399] or len({passage for passage, _ in found}) != 5:
                wrong.append(found)

    searchers = [threading.Thread(target=search) for _ in range(4)]
    for searcher in searchers:
        searcher.start()
    for place in range(0, 200, 2):
        index.change([int(ids[place])], np.array([ids[place]]), vectors[place : place + 1])
    stop.set()
    for searcher in searchers:
        searcher.join()
    assert wrong == []


def in_its_file(folder: Path, vectors: Vectors) -> VectorIndex:
    made, ids = VectorIndex(DIMENSION), np.arange(len(vectors), dtype=np.int64) * 10 + 5
    made.rebuild(len(vectors), lambda: iter([(ids, vectors)]))
    made.save(folder, STATE, "model")
    index = VectorIndex(DIMENSION)
    assert index.load(folder, "model") == STATE
    assert index.in_file
    return index


def asked_at_once(index: VectorIndex, vectors: Vectors, k: int) -> list[list[tuple[int, float]]]:
    index.expect(vectors)
    return [index.search(each, k) for each in vectors]


@pytest.mark.parametrize("different", [300, 40, 3, 1])
@pytest.mark.parametrize("k", [1, 5, 30, 299, 300, 400])
def test_what_is_asked_together_is_found_as_if_it_were_asked_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, different: int, k: int
) -> None:
    monkeypatch.setattr("retrieval.storage.vectors._PART", 64)  # and 44 in the last part
    rows = np.random.default_rng(4).permutation(300) % different  # of few different ones many are equally near
    index = in_its_file(tmp_path, unit(different)[rows])
    asked = np.concatenate([unit(different)[:2], unit(3, seed=8)])
    alone = [index.search(each, k) for each in asked]
    assert asked_at_once(index, asked, k) == alone


def test_what_is_asked_together_is_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, asked, searches = in_its_file(tmp_path, unit(300)), unit(4, seed=8), []

    def searched(_: object, vectors: Vectors, k: int) -> list[None]:
        searches.append((len(vectors), k))
        return [None] * len(vectors)

    monkeypatch.setattr("retrieval.storage.vectors._searched_together", searched)
    asked_at_once(index, asked, 5)
    assert searches == [(4, 5)]


def test_what_was_expected_is_found_in_what_the_index_holds_when_it_is_asked(tmp_path: Path) -> None:
    index, asked = in_its_file(tmp_path, unit(300)), unit(2, seed=8)
    index.expect(asked)
    nearest = index.search(asked[0], 1)[0][0]
    index.change([nearest], np.array([7], np.int64), asked[1:])
    assert nearest not in [passage for passage, _ in index.search(asked[0], 300)]
    assert index.search(asked[1], 1)[0][0] == 7
    assert asked_at_once(index, asked, 1)[1][0][0] == 7
    index.save(tmp_path, STATE, "model")
    index.settle(tmp_path, STATE, "model")
    assert index.in_file
    assert asked_at_once(index, asked, 1)[1][0][0] == 7


def test_of_what_is_expected_only_rows_that_are_allowed_are_found(tmp_path: Path) -> None:
    index, asked = in_its_file(tmp_path, unit(300)), unit(2, seed=8)
    index.expect(asked)
    index.search(asked[0], 300)
    assert index.search(asked[1], 300, lambda rows: rows == 15) == [
        each for each in index.search(asked[1], 300) if each[0] == 15
    ]


def test_halves_are_widened_exactly() -> None:
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]
    assert np.array_equal(widened(finite), finite.astype(np.float32))
