"""Answers as hostile letters would make them: markup, links, emoji, right-to-left, control characters, great length.

A quoted letter goes by its own words, so that an engine can return it by them.
"""

from dataclasses import replace
from random import Random

from retrieval.types import (
    Answer,
    Citation,
    CitationKind,
    LetterCard,
    LetterKind,
    Question,
    Quote,
    QuotedNote,
    Reason,
    Remark,
    RemarkKind,
    Span,
)

SCRAPS = (
    "The passage has been open to all ships since 1921. ",
    "<b>bold</b> <a href='https://evil.example'>click</a> &amp; &nbsp; <script>alert(1)</script> ",
    "*bold* _italic_ [link](https://evil.example) `code` ```pre``` ||spoiler|| ~~gone~~ \\_\\* ",
    "A/74/771-S/2020/242, S/RES/822 (1993); A/49/34, Add.1 and Corr.1. ",
    "https://a.example/x?y=z&w=%20#frag www.b.example/p http://localhost/secret javascript:alert(1) ",
    "@everyone @durov #hashtag /start /ask@VerbaleBot $USD +1 212 555 0199 a@b.example ",
    "המעבר פתוח לכל האוניות. ",
    "وقد فُتح الممر أمام جميع السفن. ",
    "航道自1921年以来一直开放。",
    "Проход открыт с 1921 года. ",
    "🚢👩‍⚖️🏴󠁧󠁢󠁥󠁮󠁧󠁿🇺🇳👍🏽 ",
    "\u202eright-to-left override\u202c \u2066isolate\u2069 \u200b\u200d\ufeff ",
    "\x00\x07\x0b\x1b[31m\r\x1f ",
    "\ud800\udfff lone ",
    "\n\n\n",
    "\t  \u00a0\u3000 ",
    "Z̸̡̢̛̗a̴l̷g̶o̸ " * 3,
    "“‘«„nested”’»“ ",
    "x" * 700,
    "👍" * 300,
    "a b " * 200,
)
KINDS = tuple(LetterKind)
URLS = (
    None,
    "https://undocs.org/en/A/74/771",
    "https://www.example.org/a/b?c=d",
    "http://localhost/x",
    "javascript:alert(1)",
    "https://",
    "https://exa mple.org/",
    "https://user:secret@host.example/",
    "https://[::1]/",
    "https://1.2.3.4:99999/",
    "ftp://files.example/a",
    "https://long.example/" + "x" * 3000,
    "https://пример.example/",
)


def text(random: Random, longest: int = 16) -> str:
    """Return words of a hostile letter."""
    return "".join(random.choices(SCRAPS, k=random.randint(0, longest)))


def short(random: Random) -> str:
    return text(random, 2)


def card(random: Random) -> LetterCard:
    symbols = random.choice([(), ("A/74/771",), ("A/74/771", "S/2020/242"), (short(random),), ("S/" + "9" * 300,)])
    return LetterCard(
        letter_id=short(random) or "x",
        kind=random.choice(KINDS),
        title=random.choice([None, text(random)]),
        symbols=symbols,
        senders=tuple(short(random) for _ in range(random.randint(0, 4))),
        office=random.choice([None, short(random)]),
        addressees=tuple(short(random) for _ in range(random.randint(0, 3))),
        date=random.choice([None, "2020-04-14", "2014-02", "2005", "14 April", "2020-13-45", ""]),
        source="x.txt",
        url=random.choice(URLS),
    )


def note(random: Random) -> QuotedNote:
    citations = tuple(
        Citation(random.choice(tuple(CitationKind)), Span(0, 0), url=random.choice(URLS))
        for _ in range(random.choice([0, 0, 0, 1, 3, 30]))
    )
    symbols = random.choice([0, 0, 0, 0, 0, 30, 120])
    words = text(random) + " ".join(f"S/2019/{random.randint(1, 999)}" for _ in range(symbols))
    resolved = random.choice([None, text(random)])
    return QuotedNote(random.choice(["1", "12", "*", "a", "†", short(random)]), words, 1, citations, resolved)


def quote(random: Random) -> Quote:
    words = text(random) * random.choice([1, 1, 1, 1, 12]) or " "
    return Quote(
        text=words,
        span=Span(0, len(words)),
        letter=replace(card(random), letter_id=words),
        attribution=tuple(short(random) for _ in range(random.randint(0, 4))),
        page=random.randint(1, 400),
        paragraph=random.choice([None, 1, 140]),
        label=random.choice([None, "12", short(random)]),
        part=random.choice(["", "Annex I", text(random)]),
        footnotes=tuple(note(random) for _ in range(random.choice([0, 1, 1, 2, 12]))),
    )


def answer(seed: int) -> Answer:
    """Return the hostile answer of that number, always the same."""
    random = Random(seed)
    quotes = tuple(quote(random) for _ in range(random.choice([0, 1, 1, 2, 3])))
    return Answer(
        question=Question(str(seed)),
        quotes=quotes,
        reason=None if quotes else random.choice(tuple(Reason)),
        confidence=0.5,
        nearest=() if quotes else tuple(card(random) for _ in range(random.randint(0, 5))),
        remarks=tuple(Remark(random.choice(tuple(RemarkKind)), (short(random),)) for _ in range(random.randint(0, 2))),
        more=tuple(quote(random) for _ in range(random.choice([0, 0, 2]))) if quotes else (),
    )
