"""What happened on a day: "what happened at Bresk on 2 February 2022"."""

from dataclasses import dataclass

from retrieval.patterns import regex
from retrieval.questions.about_letters import Told


@dataclass(frozen=True, slots=True)
class HappenedAsked:
    """What letters tell of a `day` ("2022-02-02", or "--02-02" of any year), where all words of `where` stand by it."""

    day: str
    where: str = ""


_EVENTS = r"(?:happened|took place|occurred|went on|was going on)"
# Takes "what happened on §p0", "what took place in bresk on §d0", "on §p0 what happened"; leaves "what happened to him
# on §p0" and "what happened in §p0" alone.
_HAPPENED = regex(
    rf"(?:and )?(?:what (?:else )?{_EVENTS}(?: (?:at|in) (?P<where>[^§]+?))? on (?:the )?(?P<day>§[pd]\d)"
    rf"(?: (?:at|in) (?P<there>[^§]+))?|on (?:the )?(?P<first>§[pd]\d) what {_EVENTS}(?: (?:at|in) (?P<then>[^§]+))?"
    r"|(?:the )?events of (?:the )?(?P<of>§[pd]\d)(?: (?:at|in) (?P<beside>[^§]+))?)"
)
_A_DAY = len("2022-02-02")


def happened_asked(question: Told) -> HappenedAsked | None:
    """Return the day of which a question asks what happened, if it asks for nothing else."""
    found = _HAPPENED.fullmatch(question.text)
    if found is None:
        return None
    sign = found["day"] or found["first"] or found["of"]
    day = f"--{question.days[int(sign[2:])]}" if sign[1] == "d" else question.periods[int(sign[2:])]
    if not day.startswith("--") and len(day) < _A_DAY:
        return None
    return HappenedAsked(day, found["where"] or found["there"] or found["then"] or found["beside"] or "")
