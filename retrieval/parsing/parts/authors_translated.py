"""The author that the title of an annex names in French, Spanish or Russian."""

from retrieval.patterns import regex

_TITLE = regex(
    r"(?:Communiqué|Déclaration|Message|Allocution|Discours|Note(?:\sverbale)?|Mémorandum|Rapport|Réponse|Observations|"
    r"Lettre|Comunicado|Declaración|Mensaje|Carta|Nota(?:\sverbal)?|Discurso|Memorando|Informe|Respuesta|Observaciones)"
    r"(?:\s(?:conjoint|commun|conjunt|oficial|officiel|final)[eoa]?|\sde\s(?:presse|prensa))?"
    r"\s(?:du\s|de\sla\s|de\sl[’']|des\s|par\s(?:les?\s|la\s|l[’'])|del\s|de\slos\s|por\s(?:el|la|los)\s)"
    r"(?P<author>(?:Minist|Premi|Prim[eo]|Présid|Presid|Gouvernement|Gobierno|Représentant|Representante|Mission|Misión|"
    r"Secrétaire|Secretari[oa]|Porte-parole|Portavoz|Conseil|Consejo|Comité|Commission|Comisión|Assemblée|Asamblea|"
    r"Parlement|Parlamento|Roi|Reine|Rey|Reina)[\w’'-]*(?:\s[\w’'-]+){0,14}?)"
    r"(?=\s?[,.:(]|\s(?:sur|relati\w*|concernant|en|dat[ée]e?|publiée?|adoptée?|à|au|aux|prononcée?|sobre|acerca|"
    r"ante|con|emitid[oa]|pronunciad[oa]|al?)\s|$)"
)
# the genitive in which a title gives its author, and the name by itself
_NOMINATIVE = {
    "Президента": "Президент", "Министра": "Министр", "Министерства": "Министерство", "МИД": "МИД",
    "Правительства": "Правительство", "Председателя": "Председатель", "Премьер-министра": "Премьер-министр",
    "Постоянного представителя": "Постоянный представитель", "Генерального секретаря": "Генеральный секретарь",
    "Постоянного представительства": "Постоянное представительство", "Государственной Думы": "Государственная Дума",
    "Совета": "Совет", "Комитета": "Комитет", "Парламента": "Парламент",
}  # fmt: skip
_RUSSIAN = regex(
    r"(?:Обращение|Заявление|Выступление|Письмо|Послание|Речь|Сообщение|Меморандум|Нота|Доклад|Коммюнике|Ответ|"
    rf"Комментарий)\s(?P<office>{'|'.join(_NOMINATIVE)})(?P<rest>(?:\s[\w-]+){{0,12}}?)"
    r"(?=\s?[,.:(]|\s(?:в|к|на|о|об|от|по|при|с|перед)\s|$)"
)


def translated_author(title: str) -> str | None:
    """Return who speaks in the text that a title names: "Communiqué du Ministère de l'intérieur"."""
    if found := _TITLE.match(title):
        return found["author"]
    found = _RUSSIAN.match(title)
    return _NOMINATIVE[found["office"]] + found["rest"] if found else None
