"""Every question is counted, timed, and told to the log in one line; its words only where that was asked for."""

import logging
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.running.metrics import Metrics
from bot.running.observed import ObservedEngine
from retrieval.types import Answer, IngestOutcome, IngestStatus, Question
from tests.bot.scripted import ScriptedEngine, nothing


def figure(metrics: Metrics, name: str, **labels: str) -> float:
    families = text_string_to_metric_families(metrics.exposition().decode())
    samples = [sample for family in families for sample in family.samples]
    return next(sample.value for sample in samples if sample.name == name and sample.labels == labels)


def test_answers_and_abstentions_are_counted_apart() -> None:
    metrics, engine = Metrics(), ScriptedEngine()
    observed = ObservedEngine(engine, metrics)
    observed.ask(Question("Is it open?"))
    engine.script = lambda question: nothing(question.text)
    observed.ask(Question("Who won?"))
    assert figure(metrics, "verbale_questions_total") == 2
    assert figure(metrics, "verbale_answers_total") == 1
    assert figure(metrics, "verbale_abstentions_total", reason="nothing found") == 1
    assert figure(metrics, "verbale_stage_seconds_count", stage="answer") == 2


def test_the_words_of_a_question_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    ObservedEngine(ScriptedEngine(), Metrics()).ask(Question("Is it open?", ("Where is it?",)))
    (record,) = caplog.records
    told = vars(record)
    assert (told["outcome"], told["quotes"], told["characters"], told["earlier_questions"]) == ("answered", 1, 11, 1)
    assert told["answer_seconds"] >= 0
    assert "open" not in str(told)


def test_the_words_of_a_question_are_logged_where_that_is_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    ObservedEngine(ScriptedEngine(), Metrics(), log_questions=True).ask(Question("Is it open?"))
    assert vars(caplog.records[0])["question"] == "Is it open?"


def test_a_question_that_fails_is_told_as_one(caplog: pytest.LogCaptureFixture) -> None:
    def fail(question: Question) -> Answer:
        raise ValueError("boom")

    caplog.set_level(logging.INFO)
    metrics = Metrics()
    with pytest.raises(ValueError, match="boom"):
        ObservedEngine(ScriptedEngine(fail), metrics).ask(Question("Is it open?"))
    assert vars(caplog.records[0])["outcome"] == "failed"
    assert figure(metrics, "verbale_questions_total") == 1
    assert figure(metrics, "verbale_answers_total") == 0


def test_ingests_are_counted_by_outcome(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    metrics, engine = Metrics(), ScriptedEngine()
    engine.outcome = IngestOutcome("a.txt", IngestStatus.REFUSED)
    ObservedEngine(engine, metrics).ingest([tmp_path / "a.txt"])
    assert figure(metrics, "verbale_ingested_files_total", status="refused") == 1


def test_all_else_is_handed_on() -> None:
    engine = ScriptedEngine()
    observed = ObservedEngine(engine, Metrics())
    assert observed.generation == engine.generation
    assert observed.count() == 15
    assert observed.letters(limit=2) == engine.letters(limit=2)
    name = observed.letters(limit=1)[0].letter_id
    assert observed.find(name).card.letter_id == name
    assert observed.context(name, observed.ask(Question("?")).quotes[0].span)
    assert observed.remove(name).letter_id == name
    assert observed.count() == 14
    observed.warm_up()
    assert engine.warm.is_set()


def test_logged_errors_are_counted_by_where() -> None:
    metrics = Metrics()
    log = logging.getLogger("test.somewhere")
    handler = metrics.error_handler()
    log.addHandler(handler)
    log.warning("not this")
    log.error("this")
    log.removeHandler(handler)
    assert figure(metrics, "verbale_errors_total", where="test.somewhere") == 1


def test_figures_that_others_hold_are_looked_up() -> None:
    metrics = Metrics()
    metrics.follow(flood_waits=lambda: 3, helpful=lambda: 5, unhelpful=lambda: 1)
    assert figure(metrics, "verbale_flood_waits") == 3
    assert figure(metrics, "verbale_feedback", vote="helpful") == 5
    assert figure(metrics, "verbale_feedback", vote="unhelpful") == 1
