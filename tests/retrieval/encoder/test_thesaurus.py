"""Words that a dictionary puts together, and how they are read from one."""

from pathlib import Path

import pytest

from benchmarks.thesaurus import ranks, related, synsets
from retrieval.answering.finding import with_like
from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.encoder.thesaurus import as_data, packaged_thesaurus
from retrieval.questions.question import Query

# A dictionary of two nouns and a verb in the format wndb(5WN): "guard" is the narrower of "guardian", "watch" derived.
_NOUNS = """\
  1 its licence
00000010 18 n 02 warden 0 Guardian 0 001 ~ 00000020 n 0000 | somebody who keeps
00000020 18 n 01 guard 0 003 @ 00000010 n 0000 + 00000030 v 0101 ! 00000010 n 0101 | somebody who watches
"""
_VERBS = "00000030 41 v 02 watch 0 keep_watch 0 01 + 00000020 n 0101 01 + 08 00 | look after\n"
_SENSES = """\
guard%1:18:00:: 00000020 1 5
guardian%1:18:00:: 00000010 1 4
keep_watch%2:41:00:: 00000030 1 0
warden%1:18:00:: 00000010 4 1
watch%2:41:00:: 00000030 2 7
"""


@pytest.mark.parametrize(
    ("stem", "like", "unlike"),
    [("jail", "imprison", "free"), ("ferryboat", "boat", "car"), ("distrust", "suspicion", "trust")],
)
def test_related_words_stand_for_each_other(stem: str, like: str, unlike: str) -> None:
    near = packaged_thesaurus().near([stem])[stem]
    assert 0.2 <= near[like] < 1.0
    assert unlike not in near


def test_the_commoner_sense_is_the_stronger() -> None:
    cop = packaged_thesaurus().near(["cop"])["cop"]
    assert cop["policeman"] > cop.get("copper", 0.0)


def test_a_word_of_no_dictionary_has_no_others() -> None:
    assert packaged_thesaurus().near(["kesparia"]) == {}


def test_a_question_means_words_of_the_model_and_of_the_dictionary(embedder: SentenceEmbedder) -> None:
    query = with_like(
        Query("q", "q", terms={"ferryboat": 1.0, "kesparia": 1.0}, near={"ferryboat": {"punt": 0.9}}),
        embedder.neighbours,
    )
    assert query.near["ferryboat"]["ferryboat"] == 1.0
    assert query.near["ferryboat"]["punt"] == 0.9
    assert query.near["ferryboat"]["boat"] > 0.2
    assert query.near["kesparia"] == {"kesparia": 1.0}


def test_what_is_kept_is_what_was_given() -> None:
    data = as_data({"jail": {"gaol": 0.33, "imprison": 0.7}, "gaol": {"jail": 0.33}})
    assert data["stems"].tobytes().decode().split("\n") == ["gaol", "imprison", "jail"]
    assert data["counts"].tolist() == [1, 0, 2]
    assert data["others"].tolist() == [2, 0, 1]
    assert data["steps"].tolist() == [33, 33, 70]


def test_a_dictionary_is_read_with_its_relations(tmp_path: Path) -> None:
    for name, text in (("noun", _NOUNS), ("verb", _VERBS), ("adj", ""), ("adv", "")):
        (tmp_path / f"data.{name}").write_text(text, encoding="utf-8")
    (tmp_path / "index.sense").write_text(_SENSES, encoding="utf-8")
    assert related(synsets(tmp_path), ranks(tmp_path)) == {
        ("guardian", "guard"): False,
        ("guard", "guardian"): False,
        ("guard", "watch"): True,
        ("watch", "guard"): True,
    }
