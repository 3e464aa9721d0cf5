"""What people say that is no question: greetings, thanks, a nod; in a group each answer to it would be read by all."""

import re
from enum import Enum, auto

from retrieval.patterns import regex


class Talk(Enum):
    """A kind of small talk."""

    GREETING = auto()
    WHO = auto()
    HELP = auto()
    THANKS = auto()
    REACTION = auto()


# Takes "Hi!", "good morning Verbale"; leaves "hello, what did Kesparia say" alone.
_GREETING = regex(
    r"\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|bonjour|salut|bonsoir|hola|"
    r"hallo|guten (?:morgen|tag|abend)|olá|ciao|"
    r"buen[oa]s (?:d[ií]as|tardes)|привет|здравствуйте|добрый день|السلام عليكم|مرحبا|你好|您好)"
    r"(?: (?:there|bot|verbale|all))?\W*",
    re.IGNORECASE,
)
# Takes "Who are you?", "what is this bot"; leaves "who are you quoting" alone.
_WHO = regex(r"\W*(?:wh(?:o|at) are you|what is this bot|qui (?:es-tu|êtes-vous)|quién eres|кто ты)\W*", re.IGNORECASE)
# Takes "help", "what can you do?"; leaves "what can you tell of the dam", "help the refugees" alone.
_HELP = regex(
    r"\W*(?:help(?: me)?(?: please)?|what (?:can|do) you do|how (?:does (?:this|it)(?: bot)? work|"
    r"do i (?:use|ask)(?: (?:this|it|you))?(?: bot)?)|aide|ayuda|помощь|помоги|مساعدة|帮助|menu)\W*",
    re.IGNORECASE,
)
# Takes "ok, great", "Thank you very much", "спасибо!"; leaves "great floods", "thanks to whom" alone.
_THANKS = regex(
    r"\W*(?:(?:ok(?:ay)?|thanks|thank you|thx|ty|cheers|great|nice|cool|good|perfect|lol|(?:ha){2,}h?|noted|got it|"
    r"well done|merci|super|parfait|gracias|perfecto|спасибо|благодарю|ок|شكرا|شكراً|谢谢)(?!\w)"
    r"(?: (?:a lot|so much|very much|all|bot|verbale|one|job|beaucoup|bien|muchas|большое))?[^\w?]*){1,5}",
    re.IGNORECASE,
)
_EMOJI = r"\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
# What people say to each other under an answer. Takes "That's wrong!", "no", "Interesting.", "c’est faux", "👍", "+1";
# leaves "no?", "???", "is that right?" and "wrong date" alone.
_REACTION = regex(
    rf"[^\w?؟？{_EMOJI}]*[{_EMOJI}][^\w?؟？]*|"
    r"\W*(?:yes|yeah|yep|no|nope|hm+|wow|oh|i see|exactly|indeed|agreed|i (?:dis)?agree|sure|nonsense|interesting|"
    r"(?:i )?told you(?: so)?|no way|what a (?:joke|mess|shame|pity)|\+1|"
    r"(?:(?:that|this|it)(?:['’]?s| is) )?(?:not |very |so |quite )?(?:wrong|right|true|false|correct|sad|interesting|"
    r"nonsense|funny)|oui|non|d['’]accord|exact(?:ement)?|c['’]est (?:vrai|faux)|n['’]importe quoi|sí|de acuerdo|"
    r"claro|es (?:verdad|falso)|да|нет|ага|точно|согла(?:сен|сна)|не верю|неправда|نعم|لا)(?!\w)"
    r"(?:,? (?:i think|indeed|of course))?[^\w?]*",
    re.IGNORECASE,
)
_KINDS = {
    Talk.GREETING: _GREETING,
    Talk.WHO: _WHO,
    Talk.HELP: _HELP,
    Talk.THANKS: _THANKS,
    Talk.REACTION: _REACTION,
}


def small_talk(text: str) -> Talk | None:
    """Return what kind of small talk a text is; `None` for what may be a question, and for no words at all."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(text)), None)
