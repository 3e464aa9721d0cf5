"""The figures that the bot gives to Prometheus; one object holds them, so that a second bot starts at zero."""

import logging
from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.running.condition import Condition

Figure = Callable[[], float]
STAGES_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """Counters of what is asked and answered, and gauges of how the bot is; none names a person or a chat."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        here = self.registry
        self.questions = Counter("verbale_questions", "Questions that were put to the bot", registry=here)
        self.answers = Counter("verbale_answers", "Questions answered with quotations", registry=here)
        self.abstentions = Counter("verbale_abstentions", "Questions without an answer", ["reason"], registry=here)
        self.seconds = Histogram(
            "verbale_stage_seconds", "Time per stage of a question", ["stage"], registry=here, buckets=STAGES_SECONDS
        )
        self.errors = Counter("verbale_errors", "Errors that were logged, by where", ["where"], registry=here)
        self._floods = Gauge("verbale_flood_waits", "Times that the Bot API answered 429", registry=here)
        self._feedback = Gauge("verbale_feedback", "Votes under answers", ["vote"], registry=here)
        self.ingested = Counter("verbale_ingested_files", "Files taken in, by outcome", ["status"], registry=here)
        self._updates = Gauge("verbale_queue", "Updates that wait for their turn", registry=here)
        self._oldest = Gauge("verbale_oldest_open_question_seconds", "Age of the oldest open question", registry=here)
        self._contact = Gauge("verbale_last_contact_seconds", "Time since Telegram was last heard", registry=here)
        self._generation = Gauge("verbale_index_generation", "Generation of the index in use", registry=here)
        self._model = Info("verbale_model", "The embedding model of the index", registry=here)
        self._healthy = Gauge("verbale_healthy", "1 while the bot is healthy", registry=here)

    def answered(self, outcome: str, stages_seconds: Mapping[str, float]) -> None:
        """Count a question that the engine has dealt with; `outcome` is "answered", "failed" or why it abstained."""
        for stage, seconds in stages_seconds.items():
            self.timed(stage, seconds)
        if outcome == "answered":
            self.answers.inc()
        elif outcome != "failed":
            self.abstentions.labels(outcome).inc()

    def timed(self, stage: str, seconds: float) -> None:
        """Take note of how long a stage took: of the engine, or "wait" and "whole" of an update in the bot."""
        self.seconds.labels(stage).observe(seconds)

    def observe(self, condition: Condition) -> None:
        """Take over how the bot is."""
        self._updates.set(condition.queue)
        self._oldest.set(condition.oldest_open_seconds or 0)
        heard = condition.last_contact_seconds
        self._contact.set(float("nan") if heard is None else heard)
        self._model.info({"name": condition.model or ""})
        self._generation.set(condition.generation or 0)
        self._healthy.set(condition.healthy)

    def follow(self, flood_waits: Figure, helpful: Figure, unhelpful: Figure) -> None:
        """Look these figures up whenever they are asked for."""
        self._floods.set_function(flood_waits)
        self._feedback.labels("helpful").set_function(helpful)
        self._feedback.labels("unhelpful").set_function(unhelpful)

    def error_handler(self) -> logging.Handler:
        """Return a log handler that counts what is logged as an error."""
        return _ErrorCounter(self.errors)

    def exposition(self) -> bytes:
        """Return all figures in the text format of Prometheus."""
        return generate_latest(self.registry)


class _ErrorCounter(logging.Handler):
    def __init__(self, errors: Counter) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record by the module that wrote it."""
        self._errors.labels(record.name).inc()
