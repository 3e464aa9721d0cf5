"""A follow-up → the question before it that it puts anew: to another, of another time, on another topic, corrected."""

from retrieval.language.names import is_in_office, state_named
from retrieval.language.senders import find_senders
from retrieval.questions.followup import (
    asks_for_counterpart,
    asks_for_reaction,
    asks_itself,
    corrects,
    in_turn,
    meant_instead,
    of_a_time,
    on_another_topic,
    who_else,
    whose_version,
    whose_words,
)
from retrieval.questions.periods import find_periods, without_periods
from retrieval.questions.shown import turns_to_shown

Asked = tuple[str, tuple[str, ...]]
"""A question and those before it."""


def restated(text: str, history: tuple[str, ...], senders: tuple[str, ...], newest_year: int | None) -> Asked | None:
    """Return the question that a follow-up puts anew, with its history; `None` where it puts none anew."""
    return (
        _put_to_another(text, history, senders)
        or _corrected_by(text, history, newest_year)
        or _turned(text, history)
        or _of_another_time(text, history, newest_year)
    )


def _put_to_another(text: str, history: tuple[str, ...], senders: tuple[str, ...]) -> Asked | None:
    """Return the last question put to, or asked of, the other whom "and the British?" names, with its history.

    `None` where nobody is named so, or no question was asked before that names one alone.
    """
    says = whose_words(text) or whose_version(text)
    name = says or who_else(text)
    is_party = name is not None and (state_named(name) is not None or bool(find_senders(name, senders)))
    if name is None or not (is_party or (corrects(text) and is_in_office(name))):
        return None
    for place in range(len(history) - 1, -1, -1):
        earlier = history[place]
        put = _of_another(name, earlier, senders) if asks_for_counterpart(text) else in_turn(name, earlier)
        if put is None and says:
            put = _by(name, earlier, senders)
        elif put is None and is_party and not asks_for_reaction(text):  # what he said to that is not that said of him
            put = _of_another(name, earlier, senders)
            if put is None and corrects(text):
                put = _by(name, earlier, senders)
        if put is not None:
            return put, history[:place]
        if not (who_else(earlier) or whose_version(earlier) or turns_to_shown(earlier)):
            return None
    return None


def _by(name: str, earlier: str, senders: tuple[str, ...]) -> str | None:
    """Return the question `earlier` as asked of what one who sent letters says; `None` where it is none by itself."""
    asks = asks_itself(earlier) and find_senders(name, senders)
    return f"{earlier.rstrip(' ?.!')} according to {name}" if asks else None


def _of_another(name: str, earlier: str, senders: tuple[str, ...]) -> str | None:
    """Return the question `earlier` asked of `name` in the place of the only one it names; `None` where none is."""
    named = find_senders(earlier, senders)
    if len({each.name for each in named}) != 1:
        return None
    at = named[0].span
    return earlier[: at.start] + name + earlier[at.end :] if len(named) == 1 else None


def _corrected_by(text: str, history: tuple[str, ...], newest_year: int | None) -> Asked | None:
    """Return the last question with what is said to be meant by it, and its history: "no i mean the unlicensed ones".

    A date takes the place of the one that was given.
    """
    what = meant_instead(text)
    if what is None or not history:
        return None
    if asks_itself(what):
        return what, history
    earlier = history[-1].rstrip(" ?.!")
    if find_periods(what, newest_year):
        earlier = without_periods(earlier, newest_year)
    return f"{earlier} {what}", history[:-1]


def _turned(text: str, history: tuple[str, ...]) -> Asked | None:
    """Return the last question asked about another topic, with its history: "and about the gates?"."""
    turned = on_another_topic(text, history[-1]) if history else None
    return (turned, history[:-1]) if turned is not None else None


def _of_another_time(text: str, history: tuple[str, ...], newest_year: int | None) -> Asked | None:
    """Return the last question of another time, with its history: "and in 2022?"."""

    def time(each: str) -> str | None:
        return of_a_time(each, without_periods(each, newest_year)) if find_periods(each, newest_year) else None

    asked = time(text)
    place = next((place for place in range(len(history) - 1, -1, -1) if time(history[place]) is None), None)
    if asked is None or place is None:
        return None
    return f"{without_periods(history[place].rstrip(' ?.!'), newest_year)} {asked}", history[:place]
