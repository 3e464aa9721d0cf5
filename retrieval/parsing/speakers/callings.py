"""What somebody is called by besides his name: words for offices, callings and kinds of bodies, a witness's label."""

from retrieval.patterns import regex

ROLE_WORDS = (
    r"(?:Prime|Foreign|Deputy|Vice|Defence|Interior|President|Minister|Secretary|Ambassador|Professor|Chairman|"
    r"Chairwoman|Chair|"
    r"Colonel|General|Major|Captain|Lieutenant|Senator|King|Queen|Judge|Commander|Spokesperson|Spokesman|"
    r"Spokeswoman|Justice|"
    r"Governor|Mayor|Director|Commissioner|Rapporteur|Special|Envoy|High|Representative|Permanent|Chancellor|"
    r"Premier|Doctor|"
    r"Brigadier|Admiral|Marshal|Sir|Lord|Count|Prince|Princess)"
)
# what is said before a name and is no office
ADDRESS = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady)"
# bodies and offices of whom one has to ask whose they are: they may be the sender's own
ANYBODYS = r"(?:Government|Department|Ministry|Minister|Mission|Embassy|Legation|Delegation)"
ADJECTIVE = r"(?:(?:then|former|first|second|current|late|acting|incumbent|previous|ex-)\s+)*"
# what makes a phrase before or after a name an office, or a calling
OFFICE = regex(
    r"\b(?:Minister|President|Secretary|Chair\w*|Director|Representative|Ambassador|Rapporteur|Spokes\w+|Judge|"
    r"Justice|Commander|Chief|Head|"
    r"Governor|Mayor|Engineer|Prosecutor|Chancellor|King|Queen|Prince|Princess|Emir|Sultan|Commissioner|"
    r"Coordinator|Envoy|Officer|General|Colonel|"
    r"Major|Captain|Admiral|Speaker|Leader|Member|Professor|Adviser|Advisor|Counsel|Premier|Attorney|Consul|"
    r"Coroner|Bishop|Patriarch|Pope|Deputy|Editor|Master)\b"
)
CALLING = regex(
    r"\b(?:author|writer|journalist|historian|scholar|diplomat|politician|analyst|lawyer|commander|leader|"
    r"activist|expert|professor|poet|minister|"
    r"president|spokes\w+|director|head|chief|adviser|advisor|officer|general|colonel|reporter|correspondent|"
    r"photographer|researcher|scientist|"
    r"economist|engineer|doctor|judge|prosecutor|ambassador|envoy|deputy|member|parliamentarian|senator|editor|"
    r"publicist|terrorist|soldier|"
    r"mate|master|skipper|sailor|fisherman|farmer|physician|surgeon|nurse|teacher|priest|driver|pilot|villager|widow|keeper|"
    r"prisoner|refugee|worker|miner|mayor|"
    r"architect|novelist|hydrologist|geologist|archivist|librarian|interpreter|translator|reviewer|"
    r"coordinator|veteran|witness|survivor|resident|captain|businessman|philosopher|representative|secretary|chair\w*)\b"
)
KIND = (
    r"(?:association|organi[sz]ation|foundation|institute|newspaper|daily|weekly|"
    r"magazine|journal|agency|group|company|charity|network|union|league|movement|broadcaster|station|centre|center)"
)
RELATIVES = r"(?:daughter|son|wife|widow|husband|brother|sister|mother|father|friend|ally|allies|critic)s?"
# "Witness A", "Witness 2"
WITNESS_LABEL = r"(?:Witness|Victim|Survivor|Resident|Detainee|Interviewee)\s(?:(?:No\.\s?)?\d{1,3}|[A-Z]{1,2})\b"
