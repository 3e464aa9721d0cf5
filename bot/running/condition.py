"""How the bot is, as one value with a verdict: what the health page prints and what the watch acts on."""

from dataclasses import asdict, dataclass

MAX_SILENT_SECONDS = 50.0  # and is looked at every 5: a deaf poller is noticed within a minute
MAX_OPEN_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Condition:
    """A look at the bot: ages are in seconds, `None` where there is nothing to be old.

    `silent_seconds` is the time since a getUpdates came back, or since the start; a webhook is silent whenever nobody
    asks, so there it is `None`. `last_contact_seconds` is the time since Telegram was heard, by whichever door;
    `last_sent_seconds` is that since it took a message. `ready` is true once a question would be answered without
    waiting for the model. `problem` says why letters cannot be read.
    """

    ready: bool
    silent_seconds: float | None = None
    last_contact_seconds: float | None = None
    last_sent_seconds: float | None = None
    queue: int = 0
    oldest_open_seconds: float | None = None
    generation: int | None = None
    model: str | None = None
    problem: str | None = None

    @property
    def deaf(self) -> bool:
        """Tell whether Telegram has not been heard for too long."""
        return self.silent_seconds is not None and self.silent_seconds > MAX_SILENT_SECONDS

    @property
    def stuck(self) -> bool:
        """Tell whether a question has been open for too long."""
        return self.oldest_open_seconds is not None and self.oldest_open_seconds > MAX_OPEN_SECONDS

    @property
    def healthy(self) -> bool:
        """Tell whether nothing needs a look."""
        return not (self.deaf or self.stuck or self.problem)

    def as_json(self) -> dict[str, object]:
        """Return the values and the verdict."""
        return {"healthy": self.healthy, "deaf": self.deaf, "stuck": self.stuck, **asdict(self)}
