"""Who speaks in French, Spanish and Russian letters: never the sender where the sentence says that another does."""

import time

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED, Letter

HEADS = {
    "fr": "Lettre datée du 3 mai 2021, adressée au Secrétaire général par le Représentant permanent de l’Orvelland "
    "auprès de l’Organisation des Nations Unies\n\n",
    "es": "Carta de fecha 3 de mayo de 2021 dirigida al Secretario General por el Representante Permanente de "
    "Orvelland ante las Naciones Unidas\n\n",
    "ru": "Письмо Постоянного представителя Орвелланда при Организации Объединенных Наций от 3 мая 2021 года на имя "
    "Генерального секретаря\n\n",
}
WORDS = {
    "fr": "le barrage restera fermé toute la nuit",
    "es": "la presa quedará cerrada toda la noche",
    "ru": "плотина останется закрытой всю ночь",
}
MARKS = (("« ", " »"), ("«", "»"), ("“", "”"), ('"', '"'))
SELF: list[str] = []


def read(language: str, body: str) -> Letter:
    return parse(read_text((HEADS[language] + body).encode()))


def quoted(language: str, sentence: str, marks: tuple[str, str] = MARKS[0]) -> list[str]:
    """Return who speaks in the quotations of a sentence, in which each "Q" stands for one."""
    letter = read(language, sentence.replace("Q", WORDS[language].join(marks)))
    return [quote.speaker for block in letter.blocks for quote in block.quotes]


def below(language: str, lead: str, marks: tuple[str, str] = ("", "")) -> list[str]:
    """Return whose words stand in a paragraph below one that leads to it; nobody is the sender."""
    words = f"{WORDS[language].capitalize()}.".join(marks)
    letter = read(language, f"{lead}\n\n{words}\n\nFin.")
    (block,) = (block for block in letter.blocks if block.span.of(letter.text) == words)
    return list(block.attribution[1:])


FRENCH = [
    ("Le Secrétaire général a souligné que Q.", "Secrétaire général"),
    ("Le journal Le Courrier de Dorn a écrit que Q.", "Le Courrier de Dorn"),
    ("Selon Le Courrier de Dorn, Q.", "Le Courrier de Dorn"),
    ("Selon le porte-parole de l’armée kesparienne, Q.", "porte-parole de l’armée kesparienne"),
    ("D’après Rivers Without Borders, Q.", "Rivers Without Borders"),
    ("Le Représentant permanent du Kesparia prétend que Q.", "Représentant permanent du Kesparia"),
    ("Le Représentant permanent du Kesparia soutient, dans sa lettre, que Q.", "Représentant permanent du Kesparia"),
    ("Le Représentant permanent du Kesparia affirme dans sa lettre que Q.", "Représentant permanent du Kesparia"),
    ("Q, a déclaré Anna Berg.", "Anna Berg"),
    ("Q, a affirmé le Ministre de l’eau du Kesparia, Aldous Renn, dans une lettre.", "Aldous Renn"),
    ("Q, a ajouté le porte-parole du Kesparia.", "porte-parole du Kesparia"),
    ("Q, selon Anna Berg.", "Anna Berg"),
    ("Le Président du Kesparia s’est exprimé en ces termes : Q.", "Président du Kesparia"),
    ("L’article 2 de la Charte dispose que Q.", "Charte"),
    ("Aux termes de l’article 2 de la Charte, Q.", "Charte"),
    ("Dans l’article 2 de la Charte, il est dit que Q.", "Charte"),
    ("La résolution 12 (1967) du Conseil de sécurité dispose que Q.", "Conseil de sécurité"),
    ("Dans sa résolution 12 (1967), le Conseil de sécurité a demandé Q.", "Conseil de sécurité"),
    ("Le Conseil de sécurité, dans sa résolution 12 (1967), a demandé que Q.", "Conseil de sécurité"),
    ("Anna Berg a fait la déclaration suivante : Q.", "Anna Berg"),
    ("Comme l’a dit Anna Berg, Q.", "Anna Berg"),
    ("Comme Anna Berg l’a souligné, le barrage est Q.", "Anna Berg"),
    ("Aldous Renn, Ministre de l’eau, a également déclaré que Q.", "Aldous Renn"),
    ("Oskar Lind, qui était alors ministre, a déclaré que Q.", "Oskar Lind"),
    ("Comme l’a rappelé Sa Majesté le Roi Oskar II dans son discours du 20 août : Q.", "Roi Oskar II"),
    ("Le rapport du Secrétaire général indique que Q.", "Secrétaire général"),
    ("L’affirmation du Kesparia selon laquelle Q est fausse.", "Kesparia"),
    ("Le Kesparia a nié les faits et a ajouté que Q.", "Kesparia"),
    ("Le Kesparia a rejeté la plainte, affirmant que Q.", "Kesparia"),
    ("Le Kesparia nous a accusés et a ajouté que Q.", "Kesparia"),
    ("Le Kesparia a qualifié ce barrage de Q.", "Kesparia"),
    ("Dans un entretien avec Anna Berg, Aldous Renn a déclaré que Q.", "Aldous Renn"),
    ("Il a été déclaré par Anna Berg que Q.", "Anna Berg"),
    ("Q, lit-on dans le rapport du Secrétaire général.", "Secrétaire général"),
    ("Le quotidien Dorn Courier du 3 mai rapporte que Q.", "Dorn Courier"),
    ("Lors de la conférence du 3 mai, la porte-parole du Kesparia, Mme Anna Berg, a affirmé : Q.", "Anna Berg"),
    ("Pour reprendre les mots d’Anna Berg, Q.", "Anna Berg"),
    ("Selon les termes du Secrétaire général, Q.", "Secrétaire général"),
    ("Le Kesparia dénonce Q.", "Kesparia"),
    ("Anna Berg rappelle les paroles d’Oskar Lind : Q.", "Oskar Lind"),
    ("Le Ministre Dahl a cité le Président Corvin : Q.", "Président Corvin"),
    ("Le Président Corvin, auquel l’Ambassadeur Lind a dit que Q, est parti.", "Ambassadeur Lind"),
    ("Dans un courriel, le Kesparia prévient : Q.", "Kesparia"),
    ("Récemment, Rivers Without Borders a écrit que Q.", "Rivers Without Borders"),
    ("Même le Kesparia a déclaré que Q.", "Kesparia"),
    ("Seul le Président Corvin a déclaré que Q.", "Président Corvin"),
    ("Naguère Kesparia a déclaré que Q.", "Kesparia"),
    ("L’organisation Rivers Without Borders a écrit que Q.", "Rivers Without Borders"),
    ("Selon le rapport du Kesparia sur la situation, Q.", "Kesparia"),
    ("Le Ministre répondait que Q.", "Ministre"),
]
SPANISH = [
    ("El Secretario General subrayó que Q.", "Secretario General"),
    ("Según Anna Berg, Q.", "Anna Berg"),
    ("De acuerdo con el portavoz del ejército de Kesparia, Q.", "portavoz del ejército de Kesparia"),
    ("Q, declaró Anna Berg.", "Anna Berg"),
    ("Q, afirmó el Ministro de Agua de Kesparia, Aldous Renn.", "Aldous Renn"),
    ("Q, señaló el portavoz del ejército en una carta.", "portavoz del ejército"),
    ("Anna Berg se expresó en los siguientes términos: Q.", "Anna Berg"),
    ("Anna Berg hizo la siguiente declaración: Q.", "Anna Berg"),
    ("El artículo 2 de la Carta dispone que Q.", "Carta"),
    ("En el artículo 2 de la Carta se dispone que Q.", "Carta"),
    ("Conforme a la resolución 12 (1967) del Consejo de Seguridad, Q.", "Consejo de Seguridad"),
    ("Tal como dijo Anna Berg, Q.", "Anna Berg"),
    ("Según declaró Anna Berg, Q.", "Anna Berg"),
    ("El periódico El Correo de Dorn escribió que Q.", "El Correo de Dorn"),
    ("El Consejo de Seguridad exhortó a las partes a Q.", "Consejo de Seguridad"),
    ("Aldous Renn, Ministro de Agua, dijo: Q.", "Aldous Renn"),
    ("Como ha señalado reiteradamente el Secretario General, Q.", "Secretario General"),
    (
        "En el párrafo 3 de su resolución 12 (1967), el Consejo de Seguridad pidió a las partes que Q.",
        "Consejo de Seguridad",
    ),
    ("La afirmación de Kesparia de que Q es falsa.", "Kesparia"),
    ("El Ministro Dahl citó al Presidente Corvin: Q.", "Presidente Corvin"),
    ("El Presidente Corvin, a quien el Embajador Lind dijo que Q, no respondió.", "Embajador Lind"),
    ("Merovand, contra el cual Kesparia alegó que Q, no respondió.", "Kesparia"),
    ("Recientemente, Rivers Without Borders escribió que Q.", "Rivers Without Borders"),
    ("Anteriormente Kesparia declaró que Q.", "Kesparia"),
    ("También Kesparia declaró que Q.", "Kesparia"),
    ("Incluso Kesparia declaró que Q.", "Kesparia"),
    ("Esta mañana Kesparia declaró que Q.", "Kesparia"),
    ("La organización Rivers Without Borders escribió que Q.", "Rivers Without Borders"),
]
RUSSIAN = [
    ("Генеральный секретарь подчеркнул, что Q.", "Генеральный секретарь"),
    ("По словам Анны Берг, Q.", "Анны Берг"),
    ("По мнению Постоянного представителя Кеспарии, Q.", "Постоянного представителя Кеспарии"),
    ("Согласно статье 2 Устава, Q.", "Устава"),
    ("Q, — заявил Оскар Линд.", "Оскар Линд"),
    ("Q, — сказал представитель армии Кеспарии.", "представитель армии Кеспарии"),
    ("Q, – отметила Анна Берг в своем письме.", "Анна Берг"),
    ("Оскар Линд сделал следующее заявление: Q.", "Оскар Линд"),
    ("В статье 2 Устава говорится, что Q.", "Устава"),
    ("Генеральный секретарь заявил следующее: Q.", "Генеральный секретарь"),
    ("Постоянный представитель Кеспарии утверждает, что Q.", "Постоянный представитель Кеспарии"),
    ("В письме от 3 мая Постоянный представитель Кеспарии утверждает, что Q.", "Постоянный представитель Кеспарии"),
    ("Как подчеркнул Оскар Линд, Q.", "Оскар Линд"),
    ("Совет Безопасности в своей резолюции 12 (1967) подчеркнул, что Q.", "Совет Безопасности"),
    ("Анна Берг, министр водных ресурсов Кеспарии, заявила: Q.", "Анна Берг"),
    ("Как неоднократно заявлял Генеральный секретарь, Q.", "Генеральный секретарь"),
    ("Q, — говорится в заявлении Кеспарии.", "Кеспарии"),
    ("Министр сказал нам, что Q.", "Министр"),
    ("Оскар Линд отрицал это и заявил, что Q.", "Оскар Линд"),
    ("Заявление Анны Берг о том, что Q, ложно.", "Анны Берг"),
    ("Министру Мерованда ответил Алдус Ренн, заявив, что Q.", "Алдус Ренн"),
    ("Президента Корвина поддержал министр Ренн, заявив, что Q.", "министр Ренн"),
    ("Кеспарию критиковал Совет Безопасности, подчеркнув, что Q.", "Совет Безопасности"),
    ("Ондрею напомнила Кеспария, что Q.", "Кеспария"),
    ("Ондрею Кеспария напомнила, что Q.", "Кеспария"),
    ("Мерованду Ондрей ответил, что Q.", "Ондрей"),
    ("Орвелланду Кеспария ответила, что Q.", "Кеспария"),
    ("Ему ответил Алдус Ренн, заявив, что Q.", "Алдус Ренн"),
    ("Анну Берг поддержал министр Ренн, заявив, что Q.", "министр Ренн"),
    ("Мое правительство поддержал Ондрей, заявив, что Q.", "Ондрей"),
    ("Q, — ответил Ондрею Мерованд.", "Мерованд"),
    ("Q, — сказал послу Линду министр Ренн.", "министр Ренн"),
    ("Как напомнила Ондрею Кеспария, Q.", "Кеспария"),
    ("Президент Корвин, которому посол Линд сказал, что Q, не ответил.", "посол Линд"),
    ("Министр Дальвиг процитировал президента Корвина: Q.", "президента Корвина"),
    ("Впоследствии Кеспария заявила, что Q.", "Кеспария"),
    ("Даже Кеспария заявила, что Q.", "Кеспария"),
    ("Ранее посол Линд заявил, что Q.", "посол Линд"),
    ("В ответ Кеспария указала, что Q.", "Кеспария"),
    ("Как заявил представитель Ондрея 3 мая, Q.", "представитель Ондрея"),
    ("Министр финансов Алдус Ренн 1 марта 2019 года заявил: Q.", "Министр финансов Алдус Ренн"),
    ("Президент Мерованда в ответ на это заявил: Q.", "Президент Мерованда"),
    ("Q, — говорится в письме министра финансов Кеспарии.", "министра финансов Кеспарии"),
    ("Согласно заявлению министра финансов Кеспарии, Q.", "министра финансов Кеспарии"),
    ("По данным доклада Мерованда о положении в Ондрее, Q.", "Мерованда"),
]
SPOKEN = [(language, *each) for language, cases in (("fr", FRENCH), ("es", SPANISH), ("ru", RUSSIAN)) for each in cases]


@pytest.mark.parametrize(("language", "sentence", "speaker"), SPOKEN)
def test_who_is_named_around_a_quotation_speaks(language: str, sentence: str, speaker: str) -> None:
    assert [quoted(language, sentence, marks) for marks in MARKS] == [[speaker]] * len(MARKS)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Un témoin a déclaré que Q."),
        ("fr", "Certains ont dit que Q."),
        ("fr", "On a dit que Q."),
        ("fr", "Il a été dit que Q."),
        ("fr", "Il a déclaré que Q."),
        ("fr", "Q, a-t-il ajouté."),
        ("fr", "Q, a dit un témoin."),
        ("fr", "Le Ministre aurait déclaré que Q."),
        ("fr", "Le Président et le Ministre ont déclaré que Q."),
        ("fr", "La lettre datée du 3 mai adressée au Président du Conseil par le Kesparia affirme que Q."),
        ("fr", "Selon notre voisin, Q."),
        ("fr", "Le Kesparia rejette la plainte, ajoutant que Q."),
        ("es", "Un testigo dijo que Q."),
        ("es", "Algunos afirman que Q."),
        ("es", "Se ha dicho que Q."),
        ("es", "Q, agregó."),
        ("es", "Tras reunirse con Aldous Renn, afirmó que Q."),
        ("ru", "Некоторые утверждают, что Q."),
        ("ru", "Он добавил, что Q."),
        ("ru", "Q, — сказал он."),
        ("ru", "Жители деревни сообщили, что Q."),
        ("ru", "В интервью Анне Берг Олдос Ренн заявил, что Q."),
        ("fr", "Selon l’organisation, Q."),
        ("fr", "Le Ministre a cité un rapport : Q."),
        ("fr", "Le Ministre a cité le Président Corvin et ajouté : Q."),
        ("ru", "Министр Ренн, цитируя президента Корвина, заявил: Q."),
        ("fr", "Le Merovand, ainsi que le Kesparia, ont déclaré que Q."),
        ("fr", "L’Ondrey a répondu au Kesparia, qui soutenait que Q."),
        ("es", "Tanto Merovand como Kesparia declararon que Q."),
        ("es", "Según la organización, Q."),
        ("es", "Posteriormente, en una entrevista concedida al diario El Faro de Perrin, añadió que Q."),
        ("es", "Kesparia respondió a Merovand, que sostenía que Q."),
        ("es", "El Secretario General fue informado por Ondrey de que Q."),
        ("ru", "По мнению организации, Q."),
        ("ru", "Вы говорили, что Q."),
        ("ru", "Генеральному секретарю сообщили, что Q."),
        ("ru", "Послу Линду заявили, что Q."),
        ("ru", "Нам сообщили, что Q."),
        ("ru", "Анне Берг Кеспария ответила, что Q."),
        ("ru", "Мерованд критиковала Кеспария, заявив, что Q."),
        ("ru", "Правительству Ондрея сообщил командир корабля: Q."),
        ("ru", "Генерального секретаря Ондрей известил и сообщил, что Q."),
        ("ru", "Q, — сообщили послу Линду."),
    ],
)
def test_who_cannot_be_read_is_a_source_not_named(language: str, sentence: str) -> None:
    assert [quoted(language, sentence, marks) for marks in MARKS] == [[UNNAMED]] * len(MARKS)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Mon Gouvernement a déclaré que Q."),
        ("fr", "Notre délégation a affirmé que Q."),
        ("fr", "L’Orvelland a déclaré que Q."),
        ("fr", "Le Gouvernement de l’Orvelland a déclaré que Q."),
        ("fr", "Nous avons déclaré que Q."),
        ("fr", "Comme mon Gouvernement l’a déclaré, Q."),
        ("fr", "Selon nous, Q."),
        ("fr", "Q, avons-nous dit."),
        ("fr", "Dans ma lettre du 3 mai, il est dit que Q."),
        ("fr", "Mon Gouvernement proteste, estimant que Q."),
        ("fr", "En réponse à la lettre du Kesparia, l’Orvelland a rappelé que Q."),
        ("es", "Mi Gobierno declaró que Q."),
        ("es", "Hemos declarado que Q."),
        ("es", "Orvelland declaró que Q."),
        ("es", "El Gobierno de Orvelland afirma que Q."),
        ("es", "A juicio de mi Gobierno, Q."),
        ("es", "Q, hemos dicho."),
        ("ru", "Мое правительство заявило, что Q."),
        ("ru", "Мы заявили, что Q."),
        ("ru", "Орвелланд заявил, что Q."),
        ("ru", "Правительство Орвелланда заявило, что Q."),
        ("ru", "Как указано в нашем письме, Q."),
        ("fr", "Même notre Gouvernement a déclaré que Q."),
        ("es", "También mi Gobierno declaró que Q."),
        ("ru", "Ранее мы заявили, что Q."),
        ("ru", "Мерованду Орвелланд ответил, что Q."),
    ],
)
def test_the_senders_own_words_are_no_quotation_of_another(language: str, sentence: str) -> None:
    assert quoted(language, sentence) == SELF


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "La Q est un danger."),
        ("fr", "Le Conseil de sécurité a adopté le texte intitulé Q."),
        ("fr", "Le Kesparia a reconnu la Q."),
        ("fr", "Le Kesparia a dénoncé l’opération Q."),
        ("fr", "Le Ministre a annoncé l’ouverture de la Q."),
        ("fr", "L’expérience confirme que la Q est dangereuse."),
        ("fr", "La Q, selon les cartes, s’étend au nord."),
        ("fr", "Selon le Ministre, la Q est fermée."),
        ("fr", "La demande Q a été rejetée."),
        ("es", "La llamada Q no existe."),
        ("es", "Kesparia anunció la creación de la Q."),
        ("ru", "Так называемая Q не существует."),
        ("ru", "Операция Q подтвердила присутствие войск."),
        ("ru", "По мнению организации Q, плотина закрыта."),
        ("es", "El diario Q se vende en la capital."),
        ("fr", "Dans sa note : le navire Q."),
    ],
)
def test_terms_in_marks_are_nobodys(language: str, sentence: str) -> None:
    assert quoted(language, sentence) == SELF


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Oskar Lind n’a jamais dit que Q."),
        ("fr", "Si Oskar Lind a dit que Q, il ment."),
        ("fr", "Il est faux que le Kesparia a dit que Q."),
        ("fr", "Le Kesparia a déclaré que le fleuve lui appartient, ce qui constitue Q."),
        ("es", "Anna Berg no dijo que Q."),
        ("ru", "Оскар Линд не говорил, что Q."),
        ("fr", "Le Ministre n’a pas cité le Président Corvin : Q."),
        ("ru", "Неверно, что Кеспария заявила, что Q."),
    ],
)
def test_what_nobody_has_said_is_given_to_nobody(language: str, sentence: str) -> None:
    assert quoted(language, sentence) == SELF


@pytest.mark.parametrize(
    ("language", "sentence", "speakers"),
    [
        ("fr", "Anna Berg a déclaré que Q et que Q.", ["Anna Berg", "Anna Berg"]),
        ("fr", "Anna Berg a déclaré que Q. Elle a ajouté que Q.", ["Anna Berg", "Anna Berg"]),
        ("fr", "Anna Berg a déclaré que Q. Le barrage, a-t-elle ajouté, est Q.", ["Anna Berg", "Anna Berg"]),
        ("fr", "Anna Berg a dit à Aldous Renn que Q. Il a répondu que Q.", ["Anna Berg", UNNAMED]),
        ("fr", "Selon Anna Berg, Q. Le Ministre a vu Aldous Renn. Il a dit que Q.", ["Anna Berg", UNNAMED]),
        ("fr", "Le Ministre a déclaré que Q alors que son adjoint a dit que Q.", ["Ministre", UNNAMED]),
        ("es", "Anna Berg declaró que Q, mientras que Oskar Lind afirmó que Q.", ["Anna Berg", "Oskar Lind"]),
        ("es", "Anna Berg declaró que Q. En su discurso, señaló además que Q.", ["Anna Berg", "Anna Berg"]),
        ("fr", "Le Ministre a déclaré que Q et l’Orvelland a répondu que Q.", ["Ministre"]),
        (
            "fr",
            "Anna Berg a dit que Q, tandis qu’Oskar Lind a dit que Q. Il a ajouté que Q.",
            ["Anna Berg", "Oskar Lind", UNNAMED],
        ),
        ("fr", "Q, a déclaré Anna Berg, Q.", ["Anna Berg", "Anna Berg"]),
        ("fr", "Q, a déclaré Anna Berg. Q, a ajouté Oskar Lind.", ["Anna Berg", "Oskar Lind"]),
        ("fr", "Selon Anna Berg, Q. Notre réponse est la suivante : Q.", ["Anna Berg"]),
        ("ru", "Анна Берг заявила, что Q, а Оскар Линд сказал, что Q.", ["Анна Берг", "Оскар Линд"]),
        ("es", "El Presidente de España dijo que Q. España dijo que Q.", ["Presidente de España", "España"]),
        (
            "es",
            "Guardia Costera de Merovand dijo que Q. Merovand pidió a Ondrey que Q.",
            ["Guardia Costera de Merovand", "Merovand"],
        ),
        ("es", "Radio Kesparia dijo que Q. Kesparia dijo que Q.", ["Radio Kesparia", "Kesparia"]),
        ("fr", "Le Président du Pérou a dit que Q. Le Pérou a dit que Q.", ["Président du Pérou", "Pérou"]),
        (
            "fr",
            "Le Gouvernement du Merovand a dit que Q. Le Merovand a dit que Q.",
            ["Gouvernement du Merovand", "Merovand"],
        ),
        ("fr", "Aldous Renn a dit que Q. M. Renn a dit que Q.", ["Aldous Renn", "Aldous Renn"]),
        (
            "es",
            "El general Antón Berec, de quien el Primer Ministro había dicho que Q, declaró: Q.",
            ["Primer Ministro", UNNAMED],
        ),
        ("es", "Anna Berg dijo que Q. Kesparia respondió a Merovand, que sostenía que Q.", ["Anna Berg", UNNAMED]),
    ],
)
def test_the_next_quotation_is_of_who_goes_on_or_of_nobody_named(
    language: str, sentence: str, speakers: list[str]
) -> None:
    assert quoted(language, sentence) == speakers


@pytest.mark.parametrize(
    ("language", "lead", "speaker"),
    [
        ("fr", "Le Secrétaire général a déclaré ce qui suit :", "Secrétaire général"),
        ("fr", "Le Président du Kesparia s’est exprimé en ces termes :", "Président du Kesparia"),
        ("fr", "Anna Berg a fait la déclaration suivante :", "Anna Berg"),
        ("fr", "L’article 2 de la Charte dispose que :", "Charte"),
        ("fr", "Un témoin a déclaré :", UNNAMED),
        ("fr", "Il a déclaré ce qui suit :", UNNAMED),
        ("es", "Anna Berg se expresó en los siguientes términos:", "Anna Berg"),
        ("es", "Anna Berg hizo la siguiente declaración:", "Anna Berg"),
        ("es", "El Ministro de Agua, Aldous Renn, declaró ante la prensa:", "Aldous Renn"),
        ("ru", "Оскар Линд сделал следующее заявление:", "Оскар Линд"),
        ("ru", "Генеральный секретарь заявил следующее:", "Генеральный секретарь"),
        ("ru", "В статье 2 Устава говорится:", "Устава"),
        (
            "fr",
            "Dans sa lettre du 2 juin 2022, la Mission permanente du Kesparia écrit :",
            "Mission permanente du Kesparia",
        ),
        ("fr", "Rivers Without Borders note :", "Rivers Without Borders"),
        ("fr", "Le Kesparia prévient :", "Kesparia"),
        ("fr", "Un témoin note :", UNNAMED),
        ("fr", "Le Président Corvin martèle :", "Président Corvin"),
        ("fr", "Le Secrétaire général met en garde :", "Secrétaire général"),
        ("fr", "Dans un communiqué, le Kesparia réplique :", "Kesparia"),
        ("es", "La carta de Kesparia dice así:", "Kesparia"),
        ("es", "Kesparia replicó:", "Kesparia"),
        ("es", "Kesparia insiste:", "Kesparia"),
        ("ru", "Кеспария отвечает:", "Кеспария"),
        ("ru", "Кеспария возразила:", "Кеспария"),
        ("fr", "Le Ministre s’exprime en ces termes :", UNNAMED),
        ("fr", "On lit au paragraphe 12 du rapport du Secrétaire général :", "Secrétaire général"),
        (
            "fr",
            "Le Ministre de la défense du Merovand a menacé le Kesparia en ces termes :",
            "Ministre de la défense du Merovand",
        ),
        ("fr", "Le Merovand a été averti par le Kesparia en ces termes :", UNNAMED),
        ("fr", "Le Conseil de sécurité a adopté la déclaration suivante :", "Conseil de sécurité"),
        ("es", "El Consejo de Seguridad aprobó la siguiente declaración:", "Consejo de Seguridad"),
        ("es", "El Ministro de Defensa amenazó a Kesparia en estos términos:", "Ministro de Defensa"),
        ("es", "En la resolución 12 (1967) el Consejo decidió lo siguiente:", "Consejo"),
        ("es", "El Consejo de Seguridad pidió lo siguiente:", "Consejo de Seguridad"),
        ("ru", "Совет Безопасности принял следующее заявление:", "Совет Безопасности"),
        ("ru", "Министр обороны Мерованда пригрозил Кеспарии следующими словами:", "Министр обороны Мерованда"),
        ("ru", "Кеспарии ответил министр Ренн следующими словами:", "министр Ренн"),
        ("ru", "Совет Безопасности постановил следующее:", "Совет Безопасности"),
    ],
)
def test_a_paragraph_below_a_colon_is_spoken_by_who_is_named_before(language: str, lead: str, speaker: str) -> None:
    assert below(language, lead) == below(language, lead, ("« ", " »")) == [speaker]


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("fr", "Mon Gouvernement a déclaré ce qui suit :"),
        ("fr", "L’Orvelland a déclaré ce qui suit :"),
        ("es", "Mi Gobierno declaró lo siguiente:"),
        ("ru", "Мы заявили следующее:"),
        ("fr", "Nous avons répondu en ces termes :"),
        ("fr", "Mon Gouvernement a mis en garde le Kesparia en ces termes :"),
        ("fr", "L’Orvelland estime :"),
        ("fr", "On lit dans notre lettre :"),
        ("fr", "Mon Gouvernement a adopté la déclaration suivante :"),
        ("es", "Mi Gobierno ha decidido lo siguiente:"),
        ("ru", "Мы ответили Кеспарии следующими словами:"),
        ("ru", "Наше правительство приняло следующее решение:"),
    ],
)
def test_the_senders_own_words_below_a_colon_stay_the_senders(language: str, lead: str) -> None:
    assert below(language, lead) == below(language, lead, ("« ", " »")) == SELF


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("fr", "Le Kesparia a annoncé une troisième mise en eau :"),
        ("fr", "À ce que le Ministre a déclaré, nous répondons ce qui suit :"),
        ("fr", "Les faits confirment ce qui suit :"),
        ("fr", "Selon les informations disponibles :"),
        ("fr", "Il convient de noter ce qui suit :"),
        ("es", "Deseo señalar lo siguiente:"),
        ("es", "Los hechos son los siguientes:"),
        ("ru", "Факты подтверждают следующее:"),
        ("ru", "Кеспария нарушила следующие соглашения:"),
        ("fr", "Autrement dit :"),
        ("fr", "Le respect du droit exige :"),
        ("fr", "Voir la note :"),
        ("fr", "Le Ministre transmet sa note :"),
        ("fr", "Le Kesparia a remis une note :"),
        ("fr", "La situation se résume en ces termes :"),
        ("es", "El problema se plantea en estos términos:"),
        ("es", "Los hechos demostraron lo siguiente:"),
    ],
)
def test_what_the_letter_itself_sets_out_below_a_colon_is_the_senders(language: str, lead: str) -> None:
    assert below(language, lead) == SELF


def test_a_paragraph_in_marks_needs_no_colon() -> None:
    assert below("es", "Anna Berg declaró lo siguiente.", MARKS[1]) == ["Anna Berg"]


def test_marks_of_an_unknown_source_below_a_colon_are_not_the_senders() -> None:
    assert below("fr", "Les faits sont les suivants :", ("« ", " »")) == [UNNAMED]


@pytest.mark.parametrize(
    "piece",
    [
        "a dit que ",
        "selon le ",
        "Anna de ",
        "Anna Berg, ",
        "a lentement ",
        "déclaré par ",
        "заявил ",
        "dans le a, ",
        "l’",
        "(12) ",
        "послу Линду ",
        "Как Мерованд, так и ",
        ", qui le ",
        "a cité le ",
        "cite un ",
        "lentement, ",
        "en ces termes ",
    ],
)
def test_long_repetitions_take_no_time(piece: str) -> None:
    marked = "« la zone tampon du nord »"
    body = (
        piece * (24_000 // len(piece)) + f" a dit que {marked}, a déclaré {piece * 20}" + f"{marked} {piece * 9}" * 40
    )
    begin = time.process_time()
    read("fr", f"{body}.")
    assert time.process_time() - begin < 5
