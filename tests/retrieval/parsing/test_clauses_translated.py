"""Whom a Russian noun phrase beside a verb can name as its subject, and what stands in a clause beside its subject."""

import pytest

from retrieval.parsing.speakers.clauses_translated import (
    behind_verb,
    closes_relative,
    either_way,
    in_relative,
    is_adverb,
    nominative,
    one_of_several,
    relative_subject,
    told_to_us,
    without_adverbs,
    without_tail,
)


@pytest.mark.parametrize(
    ("phrase", "verb", "subject"),
    [
        ("Алдус Ренн", "ответил", "Алдус Ренн"),
        ("Мерованду Ондрей", "ответил", "Ондрей"),
        ("Ондрею Кеспария", "напомнила", "Кеспария"),
        ("послу Линду министр Ренн", "сказал", "министр Ренн"),
        ("министр Ренн послу Линду", "сказал", "министр Ренн"),
        ("Послу Линду и министру Ренну Кеспария", "заявила", "Кеспария"),
        ("Кеспарии Ондрей", "ответил", "Ондрей"),
        ("Генерального секретаря Корвин", "известил", "Корвин"),
        ("3 мая представитель Ондрея", "заявил", "представитель Ондрея"),
        ("Алдус Ренн 1 марта 2019 года", "заявил", "Алдус Ренн"),
        ("Комиссия по расследованию", "заявила", "Комиссия по расследованию"),
        ("Глава Кеспарии", "заявил", "Глава Кеспарии"),
        ("Посол Перу Диего Гарсия", "заявил", "Посол Перу Диего Гарсия"),
        ("Николае Чаушеску", "заявил", "Николае Чаушеску"),
        ("Хосе Гарсия", "заявил", "Хосе Гарсия"),
        ("Соединенные Штаты", "заявили", "Соединенные Штаты"),
        ("США", "заявили", "США"),
        ("Наше правительство", "приняло решение", "Наше правительство"),
        ("Le Merovand", "", "Le Merovand"),
        ("Министру Мерованда", "ответил", ""),
        ("Министру обороны Мерованда Ондрей", "ответил", ""),
        ("Совету Безопасности Генеральный секретарь", "сообщил", ""),
        ("Президента Корвина", "поддержал", ""),
        ("Антона Береца", "поддержал", ""),
        ("Кеспарию", "критиковал", ""),
        ("Послу Линду", "заявили", ""),
        ("Ему", "ответил", ""),
        ("ее министр", "сказал", ""),
        ("Журналистам Анна Берг", "сообщила", "Анна Берг"),
        ("Журналистам Мерованда Ондрей", "сообщил", ""),
        ("Анну Берг Ондрей", "уведомил", ""),
        ("Мое правительство", "поддержал", ""),
        ("Бруно Кеттелер", "заявил", "Бруно Кеттелер"),
        ("Вьетнам", "заявил", "Вьетнам"),
        ("Я", "заявил", "Я"),
        ("Анне Берг Кеспария", "ответила", ""),
        ("Анне Берг", "сообщили", ""),
        ("Международной организации", "сообщили", ""),
        ("Ондрей Мерованду", "ответил", ""),
        ("Ондрей послу Мерованда", "ответил", ""),
    ],
)
def test_who_can_speak_by_its_case_alone(phrase: str, verb: str, subject: str) -> None:
    assert nominative(phrase, verb) == subject


@pytest.mark.parametrize(
    ("rest", "subject"),
    [
        (" Кеспария, что ", "Кеспария"),
        (" командир корабля: ", "командир корабля"),
        (" Ондрею Мерованд", "Мерованд"),
        (" в письме Кеспария, что ", ""),
        (", что ", ""),
        (" le Merovand, que ", ""),
    ],
)
def test_the_subject_behind_a_russian_verb(rest: str, subject: str) -> None:
    assert behind_verb(rest) == subject


def test_a_first_person_that_a_verb_does_not_agree_with_is_its_object() -> None:
    assert told_to_us("Мое правительство", "поддержал")
    assert not told_to_us("Мое правительство", "заявило")


def test_two_names_at_a_feminine_verb_leave_it_open_who_speaks() -> None:
    assert either_way("Мерованд", "критиковала", " Кеспария")
    assert not either_way("Мерованд", "критиковал", " Кеспария")
    assert not either_way("Берг", "заявила", ", что ")


@pytest.mark.parametrize(
    ("clause", "rest"),
    [
        ("Впоследствии Ондрей", "Ондрей"),
        ("Тем не менее Ондрей", "Ондрей"),
        ("También Ondrey", "Ondrey"),
        ("Posteriormente, en una entrevista", "en una entrevista"),
        ("Même l’Ondrey", "l’Ondrey"),
        ("Récemment, Human Rights Watch", "Human Rights Watch"),
        ("Después de la reunión", "Después de la reunión"),
        ("Clément Dorn", "Clément Dorn"),
        ("Parlement européen", "Parlement européen"),
        ("Бруно Кеттелер", "Бруно Кеттелер"),
    ],
)
def test_adverbs_that_open_a_clause_are_none_of_a_name(clause: str, rest: str) -> None:
    assert without_adverbs(clause) == rest


def test_an_adverb_between_commas() -> None:
    assert is_adverb("Récemment")
    assert not is_adverb("Parlement")


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Президент Мерованда в ответ на это", "Президент Мерованда"),
        ("представитель Ондрея 3 мая", "представитель Ондрея"),
        ("Посол Ондрея в Мерованде", "Посол Ондрея в Мерованде"),
    ],
)
def test_when_and_where_is_no_part_of_a_russian_name(phrase: str, name: str) -> None:
    assert without_tail(phrase) == name


@pytest.mark.parametrize(
    ("before", "verb", "several"),
    [
        ("Tanto Merovand como ", "declararon", True),
        ("Tant le Merovand que ", "ont déclaré", True),
        ("Как Мерованд, так и ", "заявили", True),
        ("Merovand, así como ", "declararon", True),
        ("Le Merovand, ainsi que ", "ont déclaré", True),
        ("Le barrage est fermé, ainsi que ", "a déclaré", False),
        ("Ainsi que ", "ont déclaré", False),
        ("La presa está cerrada, como ", "declaró", False),
    ],
)
def test_a_subject_beside_another_is_not_the_only_one(before: str, verb: str, several: bool) -> None:
    assert one_of_several(before, verb) is several


@pytest.mark.parametrize(
    ("piece", "subject"),
    [
        ("a quien el Embajador Lind", "el Embajador Lind"),
        ("dont le Premier Ministre", "le Premier Ministre"),
        ("auquel l’Ondrey", "l’Ondrey"),
        ("contra el cual Ondrey", "Ondrey"),
        ("которому посол Линд", "посол Линд"),
        ("о котором премьер-министр", "премьер-министр"),
        ("quien", None),
        ("el Embajador Lind", None),
    ],
)
def test_the_subject_inside_a_relative_clause(piece: str, subject: str | None) -> None:
    assert relative_subject(piece) == subject


def test_a_verb_right_behind_a_relative_pronoun_has_no_name() -> None:
    assert in_relative("Kesparia respondió a Orvelland, que ")
    assert not in_relative("Kesparia respondió y ")


def test_a_comma_behind_quoted_words_closes_their_relative_clause() -> None:
    before = "El general Berec, de quien el Primer Ministro había dicho que "
    assert closes_relative(before, ", declaró: ")
    assert not closes_relative(before, " y que ")
    assert not closes_relative("Anna Berg dijo que ", ", declaró: ")
