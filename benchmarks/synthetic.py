"""Letters in any number for measuring: invented words as frequent as natural ones, the same for the same seed."""

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from retrieval.encoder.embedding import EmbeddedPassages, Vector
from retrieval.encoder.interaction import in_steps, packaged_projection
from retrieval.engine import Engine
from retrieval.storage import records
from retrieval.storage.passages import passage_identity, split
from retrieval.types import Block, BlockKind, Footnote, Letter, LetterKind, Masthead, Passage, Span

STATES = ("Velmora", "Orvelland", "Kesparia", "Merovand", "Halvek", "Ondrey", "Sorrin", "Corran")
PARAGRAPHS = 14
NOTES = 4
_SYLLABLES = (
    "ba be bo da de do fa fi ga go ka ke ko la le lo ma me mo na ne no pa pe ra re ro sa se so ta te to".split()
)
_SMALL = "the of and to in that is was for on by with as at from it which have been not this are were an be or".split()
_WORDS = 12_000
_ORIGINALS = 600
_AT_ONCE = 50  # letters in one transaction


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes words, sentences, paragraphs and letters; each call draws on from its chance."""

    chance: random.Random
    words: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def seeded(cls, seed: int = 1) -> "Writer":
        """Return a writer whose letters depend on `seed` alone."""
        chance = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < _WORDS:
            words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
        weights, total = [], 0.0
        for rank in range(1, _WORDS + 1):  # Zipf's law
            total += 1 / (rank + 2.7)
            weights.append(total)
        return cls(chance, tuple(words), tuple(weights))

    def some(self, count: int) -> list[str]:
        """Return words, four in ten of them small ones."""
        rare = self.chance.choices(self.words, cum_weights=self.weights, k=count)
        return [self.chance.choice(_SMALL) if self.chance.random() < 0.4 else word for word in rare]

    def sentence(self) -> str:
        """Return a sentence of natural length."""
        return " ".join(self.some(self.chance.randint(10, 26))).capitalize() + "."

    def paragraph(self) -> str:
        """Return a paragraph of one to six sentences."""
        return " ".join(self.sentence() for _ in range(self.chance.randint(1, 6)))

    def question(self) -> str:
        """Return a question of 5 to 12 words."""
        return "what did " + " ".join([self.chance.choice(STATES), "say about", *self.some(self.chance.randint(2, 9))])

    def letter(self, number: int) -> Letter:
        """Return a letter of paragraphs and notes."""
        text, blocks, notes = "", [], []
        sender, addressee = self.chance.sample(STATES, 2)
        for place in range(1, PARAGRAPHS + 1):
            text, span = _grown(text, self.paragraph())
            blocks.append(Block(BlockKind.BODY, span, (1 + place // 5,), place, attribution=(sender,)))
        for place in range(1, NOTES + 1):
            block = self.chance.choice(blocks)
            text, span = _grown(
                text, f"See A/{self.chance.randint(40, 79)}/{self.chance.randint(1, 900)}; {self.sentence()}"
            )
            call = Span(block.span.end, block.span.end)
            notes.append(Footnote(str(place), (call,), (block.number or 0,), span, block.pages[0]))
        head = Masthead(
            kind=LetterKind.LETTER,
            symbols=(f"A/{number % 40 + 40}/{number}",),
            date=f"{1990 + number % 30}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            senders=(sender,),
            senders_printed=(sender,),
            addressees=(addressee,),
            language="English",
        )
        return Letter(f"A/{number % 40 + 40}/{number}", head, text, tuple(blocks), tuple(notes))

    def write_files(self, folder: Path, count: int) -> None:
        """Write letters as plain text into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            (folder / f"letter-{number:05}.txt").write_text(as_text(self.letter(number)), encoding="utf-8")


def as_text(letter: Letter) -> str:
    """Return a letter as a file would hold it."""
    head = letter.masthead
    date = f"{int((head.date or '')[8:])} May {(head.date or '')[:4]}"
    body = "\n\n".join(block.span.of(letter.text) for block in letter.blocks)
    return (
        f"United Nations    {head.symbols[0]}\n\nGeneral Assembly\n\nDistr.: General\n{date}\n\nOriginal: English\n\n"
        f"Letter dated {date} from the Permanent Representative of {head.senders[0]} to the United Nations addressed "
        f"to the Secretary-General\n\n{body}\n\n(Signed) Ilva Tarn\nPermanent Representative\n"
    )


def vectors(count: int, dimension: int, seed: int) -> Vector:
    """Return unit vectors that lie in clouds, as those of texts do."""
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((256, dimension)).astype(np.float32)
    rows = centres[chance.integers(0, 256, count)] + 1.2 * chance.standard_normal((count, dimension)).astype(np.float32)
    unit: Vector = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def token_vectors(passages: Sequence[Passage], seed: int) -> tuple[bytes, ...]:
    """Return as many words for each passage as it has, with what a model could make of them."""
    learned, chance = packaged_projection(), np.random.default_rng(seed)
    starts = [np.array([found.start() for found in re.finditer(r"\w+", each.text)], "<u2") for each in passages]
    size = learned.down.shape[1]
    rows: list[Vector] = [(chance.standard_normal((len(each), size)) / 12).astype(np.float32) for each in starts]
    return tuple(
        learned.tag + at.tobytes() + greatest.tobytes() + steps.tobytes()
        for at, (steps, greatest) in zip(starts, map(in_steps, rows), strict=True)
    )


def _grown(text: str, words: str) -> tuple[str, Span]:
    text += "\n\n" if text else ""
    return text + words, Span(len(text), len(text) + len(words))


def letters(count: int, seed: int = 1) -> Iterator[Letter]:
    """Yield letters with symbols of their own."""
    writer = Writer.seeded(seed)
    for number in range(count):
        yield writer.letter(number)


def fill(engine: Engine, passages: int) -> None:
    """Take synthetic letters with synthetic vectors into an index until it holds at least so many passages.

    The first letters are written word by word, and the others are those again under symbols and dates of their own:
    what is measured is the index, and a million passages shall not take hours to invent.
    """
    model, index = engine.embedder.model, engine.index
    index.adopt(model)
    originals = [(letter, split(letter, _count, model.max_tokens)) for letter in letters(_ORIGINALS)]
    held, number = index.count(), engine.count()
    with index.writing(), _each_text_analysed_once():
        while held < passages:
            with index.store.writing() as (connection, generation):
                for _ in range(_AT_ONCE):
                    letter, parts = _copy(*originals[number % _ORIGINALS], number)
                    made = vectors(len(parts), model.dimension, number)
                    embedded = EmbeddedPassages(made, token_vectors(parts, number))
                    index.write(connection, generation, letter, parts, embedded, f"{number}.txt")
                    held, number = held + len(parts), number + 1
        index.publish()


def _copy(letter: Letter, parts: Sequence[Passage], number: int) -> tuple[Letter, list[Passage]]:
    """Return a letter and its passages under the symbol and the date of the letter `number`."""
    name = f"A/{number % 40 + 40}/{number}"
    date = f"{1990 + number % 30}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    copied = replace(letter, letter_id=name, masthead=replace(letter.masthead, symbols=(name,), date=date))
    own = [
        replace(each, letter_id=name, passage_id=passage_identity(name, each.kind, each.span, each.text))
        for each in parts
    ]
    return copied, own


@contextmanager
def _each_text_analysed_once() -> Iterator[None]:
    analyse = records.__dict__["terms"]
    records.__dict__["terms"] = lru_cache(maxsize=None)(analyse)
    try:
        yield
    finally:
        records.__dict__["terms"] = analyse


def _count(text: str) -> int:
    return int(len(text) / 3.2) + 2  # nearly what the tokenizer counts on these words, in no time
