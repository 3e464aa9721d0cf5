"""Whether words give the fact that is asked for, near what it is asked of."""

import pytest

from retrieval.judging.asked_fact import apart_from_fact, only_to_be_done, planned, uncounted, without_reason
from retrieval.questions.question import Query, understand
from retrieval.search.slices import beside
from retrieval.types import Question
from tests.retrieval.questions.test_question import Known


def _asked(text: str) -> tuple[Query, dict[str, float]]:
    query = understand(Question(text), Known())
    return query, dict.fromkeys(query.terms, 1.0)


def test_a_name_that_is_asked_for_stands_near_what_has_it() -> None:
    query, weighed = _asked("which hospital treated the wounded")
    near = apart_from_fact(query, "The wounded were treated in the hospital of Ostmere.", weighed)
    apart = apart_from_fact(query, "The wounded were treated in the hospital.", weighed)
    assert near < 0.5
    assert apart == 1.0


def test_an_article_that_is_asked_for_is_given_by_its_number() -> None:
    query, weighed = _asked("which article forbids the closing of the gates")
    told = "Under article 22 of the Treaty, neither party may go so far as to order the closing of the gates."
    assert apart_from_fact(query, told, weighed) < 0.5
    assert apart_from_fact(query, "The Treaty of Ledrane forbids the closing of the gates.", weighed) == 1.0


def test_a_day_that_is_told_of_something_else_stands_apart() -> None:
    query, weighed = _asked("when did binns inspect the stocks")
    told = "Brigadier Binns inspected the stocks on 4 March."
    elsewhere = "Brigadier Binns inspected the stocks; another party is to arrive by sea at the island on 6 December."
    assert apart_from_fact(query, told, weighed) < apart_from_fact(query, elsewhere, weighed)


def test_what_is_yet_to_be_may_be_told_by_what_it_depends_on() -> None:
    depends = "The measures will be lifted on the day on which an inquiry begins."
    query, weighed = _asked("when will the measures be lifted")
    assert apart_from_fact(query, depends, weighed) < 1.0
    query, weighed = _asked("when were the measures lifted")
    assert apart_from_fact(query, depends, weighed) == 1.0


def test_nothing_stands_apart_where_no_fact_is_asked_for() -> None:
    query, weighed = _asked("what did the panel find about the dam")
    assert apart_from_fact(query, "The panel found nothing.", weighed) == 0.0


def test_a_source_that_is_asked_for_is_no_fact() -> None:
    query, weighed = _asked("which source gives the date of the flood")
    assert apart_from_fact(query, "The flood came at night.", weighed) == 0.0


def test_what_is_counted_stands_near_a_number_with_what_else_is_asked() -> None:
    query, weighed = _asked("how many tons of uranium came out of the mine")
    told = uncounted(query, ["The mine gave 40 tons of uranium that came out of it."], weighed)
    of_others = uncounted(query, ["A thousand such bombs need 50,000 tons of chemicals."], weighed)
    none = uncounted(query, ["The mine gave little uranium."], weighed)
    assert told < of_others < none == 1.0
    query, weighed = _asked("how many ships used the canal")
    ships = uncounted(query, ["The canal was used by 3,000 ships."], weighed)
    assert ships < uncounted(query, ["The canal was used by ships of 3,000 tons."], weighed)
    query, weighed = _asked("how many days was the canal shut")
    assert uncounted(query, ["The canal was shut for 22 days."], weighed) < 0.5
    assert uncounted(_asked("who owns the mine")[0], ["It has 40 shafts."], weighed) == 0.0


def test_those_who_are_listed_by_name_are_counted() -> None:
    query, weighed = _asked("how many towns had no water")
    named = "The supply of water to the towns of Ruden, Ammer and Holst was cut."
    assert uncounted(query, [named], weighed) < 0.5
    assert uncounted(query, ["The supply of water to the towns was cut by Renn and Lind."], weighed) == 1.0
    assert beside(query, named) == 1.0


def test_a_date_counts_nothing() -> None:
    query, weighed = _asked("how old was the driver")
    assert apart_from_fact(query, "On 8 March 2024 the driver was killed.", weighed) == 1.0
    assert apart_from_fact(query, "The driver, who was 34 years old, was killed.", weighed) < 1.0


def test_a_reason_is_led_to_by_some_word() -> None:
    query, _ = _asked("why did the gate jam")
    assert without_reason(query, "The gate jammed at night.")
    assert not without_reason(query, "The gate jammed because of the ice.")
    assert not without_reason(_asked("when did the gate jam")[0], "The gate jammed at night.")


def test_plans_tell_against_what_is_asked_to_have_happened_only() -> None:
    plan, fact = "It is proposed that the fleet should catch 40 whales.", "The fleet caught 40 whales."
    happened = _asked("how many whales did the fleet catch")[0]
    assert planned(happened, [plan]) > planned(happened, [fact]) == 0.0
    assert planned(_asked("what did they propose on whales")[0], [plan]) == 0.0
    assert planned(_asked("what did renn find about the fleet")[0], [plan]) == 0.0


@pytest.mark.parametrize(
    ("asked", "told", "only"),
    [
        ("how much did velmora pay", "We request Velmora to publish the list; to pay 40 crowns to the widow.", True),
        ("did velmora pay the widow", "Velmora shall pay the widow 40 crowns.", True),
        ("did velmora release the crew", "Osterland asks for the immediate release of the crew.", True),
        ("was the crew released", "Velmora refused to release the crew.", True),
        ("have the gates been mended", "The Board recommends that the gates of all dams be mended.", True),
        ("has the sewer been built", "The Board recommends the building of the sewer.", True),
        ("have the gates been mended", "The gates were mended in May, as the Board recommends.", False),
        ("how much did velmora pay", "The owners have offered an ex gratia payment of 40 crowns.", True),
        ("how much did velmora pay", "The owners received a payment of 40 crowns.", False),
        ("how much did velmora pay", "Velmora paid 40 crowns, and was asked to pay more.", False),
        ("how much must velmora pay", "Velmora shall pay 40 crowns.", False),
        ("how much has velmora got to pay", "Velmora shall pay 40 crowns.", False),
        ("did velmora promise to pay", "Velmora is ready to pay 40 crowns.", False),
        ("why did velmora pay", "Velmora was bound to pay.", False),
        ("was renn arrested", "A warrant for the arrest of Renn was issued.", True),
        ("was renn arrested", "Renn was arrested on a warrant.", False),
    ],
)
def test_what_is_only_to_be_done_is_not_taken_for_done(asked: str, told: str, only: bool) -> None:
    assert only_to_be_done(_asked(asked)[0], [told]) == only
