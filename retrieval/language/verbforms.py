"""The forms of verbs that no stemming joins: "did it ring?" is answered by "it rang"."""

from functools import cache

from retrieval.language.analysis import stem_of

# Not those of which a form mostly is another word: "bound", "wound", "bit", "lay".
_FORMS = """
arise arose arisen; awake awoke; bear bore borne; beat beaten; become became; begin began begun; bend bent; bleed bled;
blow blew blown; break broke broken; bring brought; build built; burn burnt; buy bought; catch caught;
choose chose chosen; cling clung; come came; creep crept; deal dealt; dig dug; draw drew drawn; drink drank drunk;
drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
fly flew flown; forbid forbade forbidden; foresee foresaw foreseen; foretell foretold; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; get got; give gave given; go went gone; grow grew grown; hang hung;
hear heard; hide hid hidden; hold held; keep kept; know knew known; lay laid; lead led; leave left; lend lent;
light lit; lose lost; make made; mean meant; meet met; mistake mistook mistaken; overcome overcame; overrun overran;
overtake overtook overtaken; overthrow overthrew overthrown; pay paid; prove proven; rebuild rebuilt; repay repaid;
ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent;
shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat;
sleep slept; speak spoke spoken; spend spent; spring sprang sprung; stand stood; steal stole stolen; stick stuck;
strike struck stricken; strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing swung;
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown; undergo underwent;
understand understood; undertake undertook undertaken; wake woke woken; wear wore worn; weep wept; win won;
withdraw withdrew withdrawn; withhold withheld; withstand withstood; write wrote written
"""


def other_forms(stem: str) -> tuple[str, ...]:
    """Return the stems of the other forms of the verb that `stem` is one of; nothing for any other word."""
    return tuple(each for each in _verbs().get(stem, ()) if each != stem)


def base_form(stem: str) -> str:
    """Return the stem of the base form of the verb that `stem` is a form of; any other word is its own."""
    return _verbs().get(stem, (stem,))[0]


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    verbs = (tuple(dict.fromkeys(map(stem_of, forms.split()))) for forms in _FORMS.split(";"))
    return {stem: forms for forms in verbs for stem in forms}
