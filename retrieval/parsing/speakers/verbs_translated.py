"""The verbs with which French, Spanish and Russian letters introduce what somebody said.

Data for `translated`; nothing is read here.
"""

from retrieval.patterns import regex

__all__ = ["ADDING", "ASKING", "CALLING", "IMPERSONAL", "PARTICIPLES", "SAYING"]

_SAID_FR = (
    r"(?:déclar|affirm|indiqu|soulign|not|constat|estim|confirm|précis|ajout|rappel|rapport|expliqu|annonc|assur|"
    r"observ|relev|"
    r"réaffirm|insist|rétorqu|signal|jug|considér|répét|racont|témoign|proclam|regrett|attest|prononc|inform|comment|"
    r"exprim|not|martel|avou|allégu|relat|argu)é|"
    r"dit|écrit|reconnu|conclu|admis|soutenu|prétendu|averti|répondu|poursuivi|maintenu|convenu|"
    r"fait\s(?:valoir|observer|savoir|remarquer|état)|mis\sen\sgarde"
)
_SAID_ES = (
    r"(?:declar|afirm|señal|subray|indic|confirm|manifest|expres|recalc|destac|reiter|agreg|coment|explic|asegur|"
    r"record|inform|observ|anot|apunt|contest|anunci|alert|aleg|precis|puntualiz|enfatiz|relat|not|consider|"
    r"constat)ado|"
    r"dicho|escrito|reconocido|añadido|sostenido|admitido|advertido|concluido|respondido|mantenido"
)
_ASKED_FR = r"(?:demand|exig|décid|condamn|dénonc|salu|réclam|déplor|évoqu)é(?:e?s?)|promis"
_CALLED_FR = r"(?:pri|exhort|appel|engag|invit|qualifi|accus|menac|trait|parl)é(?:e?s?)|décrit"
_CALLED_ES = r"(?:exhort|inst|calific|acus|amenaz|tild|habl)ado|descrito"
_ASKED_ES = r"(?:conden|denunci|salud|reclam|deplor|solicit)ado|pedido|exigido|decidido|prometido"
PARTICIPLES = rf"(?:{_SAID_FR})(?:e?s?)|{_SAID_ES}"
"""What "par" or "por" may follow in the passive: "déclaré par", "señalado por"."""

_ADVERB = (
    r"(?:(?:\w{2,20}ment|\w{2,20}mente|lui-même|elle-même|eux-mêmes|aussi|également|ensuite|toujours|encore|bien|ainsi|"
    r"alors|"
    r"même|déjà|enfin|pourtant|jamais|pas|point|en\soutre|par\sailleurs|de\splus|[àd]e?\snouveau|quant\s(?:à\slui|"
    r"à\selle)|también|"
    r"siempre|además|nunca)\s){0,2}"
)
_AUX = r"(?:a|ont|avait|avaient|eut|ayant|[Hh]an?|[Hh]abían?)\s"
_REFLEXIVE = r"[Ss][’'](?:est|était|sont|étaient)\s(?:\w{2,20}ment\s|ainsi\s)?(?:exprimé|dit|déclaré|demandé)e?s?"
_PAST_FR = (
    r"(?:déclar|affirm|indiqu|soulign|confirm|précis|ajout|rappel|expliqu|annonç|assur|observ|réaffirm|répliqu|rétorqu|"
    r"signal|proclam|demand|remarqu)(?:a|èrent)|répondit|conclut"
)
_PAST_ES = (  # a sentence may begin with its verb
    r"(?i:(?:declar|afirm|señal|subray|indic|confirm|manifest|expres|recalc|destac|reiter|agreg|coment|explic|asegur|"
    r"record|"
    r"inform|observ|anot|apunt|contest|anunci|alert|aleg|precis|puntualiz|enfatiz|relat|not|consider|constat|replic|avis)(?:ó|"
    r"aron)|"
    r"(?:declar|afirm|señal|subray|indic|aleg|asegur|consider|explic|coment|apunt|manifest|reiter|record)aban?|"
    r"(?:sosten|manten|escrib|añad|advert|respond|reconoc|admit|pretend)ían?|"
    r"dijo|dijeron|decían?|escribi(?:ó|eron)|reconoci(?:ó|eron)|añadi(?:ó|eron)|sostuv(?:o|ieron)|mantuv(?:o|ieron)|"
    r"admiti(?:ó|eron)|advirti(?:ó|eron)|conclu(?:yó|yeron)|respondi(?:ó|eron)|insisti(?:ó|eron)|prosiguió|puso\sde\srelieve|"
    r"hizo\shincapié\sen)"
)
_PAST_RU = (
    r"(?:заяви|сказа|отмети|написа|подчеркну|призна|указа|подтверди|добави|сообщи|констатирова|утвержда|поясни|объясни|"
    r"объяви|ответи|предупреди|напомни|рассказа|завери|повтори|писа|говори|продолжи|подытожи|заключи|высказа|вырази|возрази|уточни|"
    r"отмеча|заявля|указыва|сообща|напомина|подчёркива|подчеркива|счита)л[аио]?(?:с[ья])?"
)
_OWN = (
    rf"(?P<own>(?:ai|avais|avons|avions|[Hh]e|[Hh]emos|[Hh]abíamos)\s{_ADVERB}(?:{_SAID_FR}|{_SAID_ES})|"
    r"(?:[Jj]e|[Nn]ous)\s(?:déclar|affirm|soulign|indiqu|rappel|réaffirm|répét|estim|not)(?:e|ons|ions)|"
    r"(?:declar|afirm|señal|subray|indic|reiter|record|expres|manifest)(?:é|amos)|dij(?:e|imos)|"
    r"(?:[Мм]ы|[Яя])\s(?:\w{2,20}\s)?(?:заяв|подч[её]рк|отме|сказ|указ|напом|утвержд|счит)\w{1,10})"
)
_PRESENT = (
    r"(?:déclar|affirm|indiqu|soulign|confirm|précis|ajout|rappell|expliqu|annonc|réaffirm|répèt|allègu|stipul|énonc|martèl)"
    r"(?:e|ent|ait|aient)|(?:reconnaît|conclut|admet|soutient|prétend|avertit|répond|maintient|prévoit|prévient|"
    r"dispose|est\s(?:ainsi\s)?(?:libellé|conçu|rédigé)e?)|"
    r"(?:poursuit|poursuivent|met(?:tent)?\sen\sgarde|disent|écrivent|préviennent|reconnaissent|soutiennent|prétendent|maintiennent)|"
    r"(?:répond|écriv|dis|reconnaiss|admett|avertiss|mainten|souten|prétend|préven)(?:ait|aient)|(?:fait|"
    r"font)\s(?:valoir|observer|savoir)|"
    r"(?:declar|afirm|señal|subray|indic|confirm|manifiest|recalc|destac|reiter|agreg|explic|asegur|recuerd|anunci|"
    r"aleg|"
    r"precis|estipul|proclam)an?|dicen?|escriben?|reconocen?|añaden?|sostienen?|admiten?|advierten?|concluyen?|"
    r"responden?|insisten?|contestan?|avisan?|comentan?|apuntan?|prosiguen?|"
    r"mantienen?|disponen?|establecen?|prevén?|prescriben?|pretenden?|exigen?|rezan?|"
    r"(?:заявля|утвержда|подч[её]ркива|отмеча|указыва|призна|счита|сообща|напомина|добавля|полага|предусматрива|"
    r"устанавлива|подтвержда|отвеча|предупрежда|возража|поясня|уточня|объявля|продолжа)[её]?(?:ет|ют|т)|говор(?:ит|ят)|глас(?:ит|ят)|пиш(?:ет|ут)"
)
# "a décidé ce qui suit :", "decidió lo siguiente:", "постановил следующее:"
_DECIDED = (
    rf"(?:{_AUX}{_ADVERB}(?:{_ASKED_FR}|{_ASKED_ES})|(?:decid|pid|exig|resolv|promet)i(?:ó|eron)|"
    r"(?:conden|denunci|reclam|acord|solicit)(?:ó|aron)|(?:реши|постанови|потребова|пообеща|пригрози)л[аио]?)"
    r"(?=\s(?:ce\squi\ssuit|lo\ssiguiente|следующее)\s?:)"
)
# nouns or adjectives as well, some of them English ones: "la note", "un texte écrit"
_NOUN_FR = (
    r"(?:not|constat|estim|assur|observ|relèv|insist|signal|jug|considèr|proclam|regrett|demand|exig|avanc|racont|répliqu|"
    r"rétorqu|remarqu)(?:e|ent|ait|aient)|dit|écrit|rapport(?:e|ent)"
)
_NOUN_ES = r"se\slit|informan?|reportan?|expresan?|observan?|notan?|cuentan?|relatan?|consideran?"
_BETWEEN = (
    r"(?:,[^,;:«“\"]{1,80},|\s(?:\w{2,20}ment|\w{2,20}mente|également|aussi|en\soutre|ainsi|así|también|además|также)|"
    r"\s(?:dans|devant|au|aux|à|en|ante|al|в|на)\s[^,;:«“\"]{1,80})?"
)
_THAT = r"(?:,?\s(?:que|ce\sque|что|ce\squi\ssuit|comme\ssuit|lo\ssiguiente|следующее)\b|,?\squ[’'])"
# "a fait la déclaration suivante", "hizo la siguiente declaración", "выступил со следующим заявлением"
_MADE = (
    rf"(?:{_AUX}{_ADVERB}(?:fait|publié|adressé|prononcé|émis|diffusé|envoyé|formulé|"
    rf"adopté|approuvé|remis)\s(?:[\w’'-]+\s){{0,12}}?(?:la|le|les)\s"
    r"(?:déclaration|communiqué|lettre|message|discours|note|réponse|allocution|avis|résolution|décision|"
    r"recommandation)s?\s(?:\w+\s)?suivante?s?|"
    r"(?:ha(?:n|bía)?\s(?:hecho|formulado|emitido|publicado|pronunciado|enviado|dirigido|aprobado|adoptado)|hizo|"
    r"hicieron|formuló|emitió|"
    r"publicó|pronunció|envió|dirigió|difundió|(?:aprob|adopt)(?:ó|aron))\s(?:[\w’'-]+\s){0,12}?(?:la|el|las|"
    r"los)\ssiguientes?\s(?:declaración|"
    r"comunicado|carta|mensaje|discurso|nota|respuesta|resolución|decisión|recomendación|palabras)|"
    r"(?:сделал|опубликовал|направил|распространил|выступил|прислал|зачитал|принял|одобрил|"
    r"обратился)[аио]?(?:с[ья])?\s(?:с[о]?\s)?(?:[\w-]+\s){0,8}?"
    r"следующ\w+\s(?:заявлени|сообщени|письмо|послани|обращени|ответ|нот|резолюци|решени|рекомендаци|коммюнике)\w*)"
)
SAYING = regex(
    rf"\b(?:{_MADE}|{_OWN}|(?P<doubted>aurai(?:t|ent)|habría[n]?)\s{_ADVERB}(?:{_SAID_FR}|{_SAID_ES})|"
    rf"{_AUX}{_ADVERB}(?:{_SAID_FR}|{_SAID_ES})|{_REFLEXIVE}|{_PAST_FR}|{_PAST_ES}|{_PAST_RU}|"
    rf"(?:{_PRESENT})(?={_BETWEEN}(?:{_THAT}|\s?:))|{_DECIDED}|"
    rf"(?P<maybe>(?:{_NOUN_FR})(?={_BETWEEN}(?:{_THAT}|\s:))|(?:{_NOUN_ES})(?={_BETWEEN}(?:{_THAT}|"
    r"\s?:))))(?:e?s?)?(?![\w’'-])"
)
"""Verbs of saying, and what stands for one; `own` is in the first person, `maybe` may be a noun: "sa note :"."""

ASKING = regex(
    rf"\b(?:{_AUX}{_ADVERB}(?:{_ASKED_FR}|{_ASKED_ES})|(?:conden|denunci|reclam|deplor|solicit)(?:ó|aron)|"
    r"(?P<noun>(?:demand|exig|condamn|dénonc|réclam|déplor|évoqu)(?:e|ent)|(?:parle|parlent)(?=\s(?:de\s|d[’']))|"
    r"(?:conden|denunci|reclam|deplor)an?|exigen?|осужда[ею]т|требу[ею]т)|(?:pidi|exigi)(?:ó|eron)|decidió|prometió|"
    r"(?:потребова|осуди|постанови|пообеща|пригрози)л[аио]?)(?![\w’'-])"
)
"""Verbs of asking and condemning: the quotation is their object; `noun` may be one, "la demande"."""

CALLING = regex(
    rf"\b(?:{_AUX}{_ADVERB}(?:{_CALLED_FR}|{_CALLED_ES})|(?:exhort|inst|calific|acus|amenaz|tild|habl)(?:ó|aron)|"
    rf"describió|"
    r"qualifient|qualifie|califican?|décrit|décrivent|(?:призва|назва|охарактеризова|попроси|обвини)л[аио]?|называет|"
    r"призывает)(?![\w’'-])"
)
"""Verbs with an object before the quotation: "a qualifié ce barrage de", "exhortó a las partes a"."""

IMPERSONAL = regex(
    r"\b(?:[Ii]l\s(?:est|était|y\sest|a\sété)\s(?:\w{2,20}ment\s|notamment\s|aussi\s)?(?:dit|écrit|indiqué|précisé|"
    r"stipulé|"
    r"affirmé|déclaré|souligné|énoncé|prévu|rappelé|reconnu|noté)|[Oo]n\s(?:peut\s(?:y\s)?lire|(?:y\s)?lit|"
    r"a\spu\slire)|"
    r"[Ss]e\s(?:\w{2,20}mente\s)?(?:dice|declara|afirma|indica|establece|dispone|lee|señala|estipula|subraya|prevé)|"
    r"[Pp]uede\sleerse|говорится|сказано|указывается|отмечается|подч[её]ркивается|утверждается|предусматривается|"
    r"предусмотрено|записано|указано|отмечено|написано|заявлено|подч[её]ркнуто|закреплено|устанавливается)(?![\w’'-])"
)
"""Verbs without a subject: "il est dit que", "se dice que", "говорится, что"; the text that says it stands before."""

ADDING = regex(
    rf"\b(?:(?:déclar|affirm|indiqu|soulign|précis|ajout|rappel|expliqu|estim|prétend|souten|allégu|not|dis|"
    rf"écriv|conclu)ant|"
    r"(?:declar|afirm|señal|subray|indic|agreg|explic|aleg|asegur|manifest|destac|reiter)ando|diciendo|añadiendo|"
    r"sosteniendo|"
    rf"(?:заявив|сказав|подчеркнув|отметив|добавив|указав|утверждая|заявляя|подчеркивая|отмечая|"
    rf"указывая))(?={_BETWEEN}(?:{_THAT}|\s?:))"
)
"""What else the subject of a sentence says in it: "rejette la plainte, ajoutant que"."""
