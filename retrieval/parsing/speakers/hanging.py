"""Whether a quotation hangs on a verb, by the words that stand between the two."""

import re

from retrieval.parsing.names import CAP
from retrieval.patterns import regex

# "wrote to the Mayor on 2 April that", "told us, in this room, that", "announced, in a talk with the Mayor, that"
_TO_OR_IN = (
    r",?\s?(?:to|in|on|at|during|before)\s"
    r"(?:(?!(?:and|but|after|when|who|which|that|while|because|as|if)\b)[^\s;:]+\s){1,20}"
)
_HANGING = regex(
    rf"{_TO_OR_IN}that\b[^;:]{{0,140}}$|"
    r"(?:\w+\s){0,12}\w*,\s(?:(?:to|in|on|at|by|with|during|before)\s[^,;:]{2,120}|[^,;:]{2,40}\s(?:later|earlier|before|afterwards)),\s"
    r"that\b[^;:]{0,140}$|"
    r"(?:\w+\s+){0,6}?that\b.{0,140}$|.{0,90}(?:[:,–—-]|\bas(?:\san?(?:\s\w+)?)?|\bfollows|\bfollowing)\s*$|(?:\w+\s*){0,2}$",
    re.DOTALL,
)
# "said the following in an interview:", "noted:"; not "said that it must object to these sentences:"
_LEADING = regex(
    r"\sthe\sfollowing\b[^;:]{0,160}:[\s–—-]*$|(?!.*(?<!\bin\swords\s)\bthat(?:\s+\S+){3}).{0,100}$", re.DOTALL
)
# another clause begins, which may have another subject
BROKEN = regex(
    rf";|,\s(?:and|but|while|whereas|although)\s(?:the\s)?{CAP}(?:\s{CAP})*\s(?:had|has|is|was|\w+ed|did|does)\b"
)
_LOOSE_END = regex(r"\b(?:for|of|to|with|from|in|on|at|by|the|an?|and|or|its?|their|his|her)\s*$")


def hangs(rest: str) -> bool:
    """Tell whether a quotation hangs on a verb of saying by the words between the two."""
    rest = rest.lstrip()
    if _HANGING.match(rest) is None:
        return False
    return "that" in rest.split() or _LOOSE_END.search(rest) is None


# "vowed to", "called upon the people"
_ASKING = regex(
    r"(?:vow(?:s|ed)|pledge[sd]|promise[sd]|threaten(?:s|ed)|urged?|demanded|request(?:s|ed)|ask(?:s|ed)|undertook|"
    r"call(?:s|ed)\s(?:up)?on)\b(?:,\s(?:in|on|at)\s[^,;:]{2,120},\s)?[^,;:.]{0,80}$"
)
# "directed Kesparia to", "accuses Kesparia of", "appealed to", "expressed concern at",
# "assured the Head of the Mission on 3 May that", "told his colleague, Anna Berg, that"
_GOVERNING = regex(
    r"(?:call(?:s|ed)|nam(?:es|ed)|dubbed|brand(?:s|ed)|term(?:s|ed))\s(?:it|him|her|them|this|that|"
    r"(?:the|these|those|our|its|his|her|their)\s(?:(?!(?:that|and|but|who|which|as|if|to|for|on|upon|the|a)\b)[^\s,;:]+\s){0,4}"
    r"[^\s,;:]{3,}(?:\sof\s(?:the\s)?[^\s,;:]+(?:\s[^\s,;:]+){0,3}\s?)?)\s$|"
    r"(?:direct(?:s|ed)|order(?:s|ed)|instruct(?:s|ed)|told|tells|advise[sd])\s[^,;:]{2,60}\sto\s$|accuse[sd]\s[^,;:]{2,80}\sof(?:\sthe|\san?)?\s$|appeal(?:s|ed)\s(?:to|for)\s(?:\w+\s){0,2}$|"
    r"found\s(?:it|him|her|them|this|that|these|those|the\s[\w-]+)\sto\sbe\s$|express(?:es|ed)\s(?:\w+\s){0,4}(?:at|over|about)(?:\sthe)?\s$|"
    r"(?:told|assure[sd]|informed|warned|reminded|advised)\s(?:(?!(?:that|and|but|after|when|who|which|while|because|as|if)\b)[^\s,;:]+\s)"
    r"{1,16}that\b[^;:]{0,140}$|"
    r"(?:told|assure[sd]|informed|warned|reminded|advised)\s[^,;:]{2,80},\s(?!(?:who|which|as|and|but|when|while)\b)[^,;:]{2,60},\sthat\b"
    r"[^;:]{0,140}$"
)


def asks(clause: str) -> bool:
    """Tell whether a quotation hangs on a verb of asking or promising, or on a word that goes with the verb."""
    if _GOVERNING.match(clause):
        return True
    return _ASKING.match(clause) is not None and (clause.endswith("to ") or _LOOSE_END.search(clause) is None)


def leads(rest: str) -> bool:
    """Tell whether a verb of saying leads to the quotation that stands below its sentence."""
    return _LEADING.match(rest) is not None
