"""All that the bot and the command ever call: letters in, answers out.

Opening an engine loads neither the model nor the vectors; whatever needs them does, and `warm_up` does beforehand.
"""

import ctypes
import gc
import logging
import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.cores import cores
from retrieval.errors import LetterNotFoundError, RetrievalError
from retrieval.settings import RetrievalSettings
from retrieval.storage.letters import Letters
from retrieval.storage.store import Store
from retrieval.types import (
    Answer,
    Filters,
    IngestReport,
    Letter,
    LetterCard,
    LetterDetail,
    Question,
    Quote,
    Span,
    VerifyReport,
)

if TYPE_CHECKING:
    from retrieval.answering.answer import Answerer
    from retrieval.encoder.embedding import QueuedEmbedder
    from retrieval.encoder.models import CrossEncoderScorer
    from retrieval.second import Second
    from retrieval.storage.index import Index
    from retrieval.storage.ingest import Progress
    from retrieval.storage.vectors import Vectors

logger = logging.getLogger(__name__)

_WATCH_SECONDS = 1.0
_LOOKS_UNTIL_TIDY = 10  # what questions left is given back then, in a thousandth of a second
# Garbage that Python has to look for is hardly made by a question, and what is remembered of letters is looked through
# each time: after so many new things instead of 700, and the older ones after 20 and 200 such looks.
_LOOKS = (20_000, 20, 10)
_HEAPS = ((-8, 1), (-3, 1 << 20), (-1, 1 << 22))  # M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD
_EVERYTHING = Filters()


def read_letter(path: Path) -> Letter:
    """Return the letter in a file, without any index. Raises LetterError."""
    from retrieval.parsing import parse  # noqa: PLC0415 - a question needs no parser
    from retrieval.readers import read  # noqa: PLC0415

    return parse(read(path))


class Engine:
    """Finds and keeps letters; may be called from several threads."""

    def __init__(self, letters: Letters, settings: RetrievalSettings) -> None:
        self._letters = letters
        self._settings = settings
        self._lock = threading.Lock()
        self._embedder: QueuedEmbedder | None = None
        self._answerer: Answerer | None = None
        self._second: Second | None = None
        self._cores = cores()
        self._beside = False
        self._model: str | None = None
        self._closing = threading.Event()
        self._watcher: threading.Thread | None = None

    @classmethod
    def open(cls, settings: RetrievalSettings, *, create: bool = False) -> "Engine":
        """Open the index that `settings` name, or make an empty one. Raises IndexStateError of all kinds."""
        return cls(Letters(Store(settings.index_dir, create=create)), settings)

    # --- questions ----------------------------------------------------------------------------------------------------

    def ask(self, question: Question) -> Answer:
        """Return quotations that answer `question`, or the reason why there are none. Raises RetrievalError."""
        return self._second.shared(question, self._ask_here) if self._second is not None else self._ask_here(question)

    def _ask_here(self, question: Question) -> Answer:
        answerer = self._ready()
        with self.embedder.asking():
            try:
                return answerer.answer(question)
            except LetterNotFoundError:  # it was taken out while words of it were chosen
                return answerer.answer(question)

    def _ready(self) -> "Answerer":
        """Return what answers, once it is certain that the model is the one that the index was made with."""
        from retrieval.answering.answer import Answerer  # noqa: PLC0415 - the commands that list and show need no numbers

        index, embedder = self.index, self.embedder
        known = index.model()
        if known is not None and known != self._model:
            index.require_model(embedder)
            self._model = known
        with self._lock:
            if self._answerer is None:
                self._answerer = Answerer(index, embedder, self._settings, self._scorer())
            return self._answerer

    def _scorer(self) -> "CrossEncoderScorer | None":
        from retrieval.encoder.models import load_scorer  # noqa: PLC0415

        return load_scorer(self._settings.reranker_model) if self._settings.reranker_model else None

    @property
    def embedder(self) -> "QueuedEmbedder":
        """Return the embedder; its model is loaded when it is first used."""
        from retrieval.encoder.embedding import QueuedEmbedder, load_embedder  # noqa: PLC0415

        with self._lock:
            if self._embedder is None:
                load = partial(load_embedder, self._settings.embedding_model)
                self._embedder = QueuedEmbedder(load, self._crowded, self._expect)
            return self._embedder

    def _crowded(self) -> bool:
        """Tell whether each core has a question to work on."""
        other = self._beside or (self._second is not None and self._second.has_questions)
        return self._cores <= 1 + other

    def _expect(self, vectors: "Vectors") -> None:
        self.index.expect(vectors)

    @property
    def index(self) -> "Index":
        """Return the letters as an index that is searched; what it is made of is loaded when it is first used."""
        from retrieval.storage.index import Index  # noqa: PLC0415

        with self._lock:
            if not isinstance(self._letters, Index):
                self._letters = Index(self._letters.store)
            return self._letters

    def warm_up(self, *, beside: bool = False) -> None:
        """Load the model and the vectors, and from now on follow what other processes do to the index.

        From now on, too, questions that meet are shared with a second process, if this is not one, which answers
        `beside` the first. Raises RetrievalError.
        """
        from retrieval.second import Second  # noqa: PLC0415 - only for those that serve

        _share_heaps()
        embedder = self.embedder
        embedder.start()
        self.index.refresh()
        embedder.embed_question("What was said, and by whom?")
        embedder.model.bulk_threads = 1  # whoever serves must not lose the other cores to an ingest of its own
        self._ready()
        with self._lock:
            self._beside = beside
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, name="watcher", daemon=True)
                self._watcher.start()
            if self._second is None and self._processes() > 1:
                self._second = Second(self._settings)
        gc.freeze()  # what was loaded stays, and need not be looked through for what can be thrown away
        gc.set_threshold(*_LOOKS)
        _give_memory_back()

    def _processes(self) -> int:
        from retrieval.encoder.models import PACKAGED  # noqa: PLC0415

        chosen, light = self._settings.processes, self._settings.embedding_model == PACKAGED
        if chosen is None and light and self._settings.reranker_model is None:
            return min(2, cores())
        return chosen or 1

    @property
    def processes(self) -> tuple[int | None, ...]:
        """Return the numbers of those that answer, this one first; `None` for one that starts when questions meet."""
        return (os.getpid(),) if self._second is None else (os.getpid(), self._second.pid)

    def _watch(self) -> None:
        for look in count(1):
            if self._closing.wait(_WATCH_SECONDS):
                break
            if look % _LOOKS_UNTIL_TIDY == 0:
                _give_memory_back()
            try:
                self.index.refresh()
                self.index.settle()
            except RetrievalError as error:  # the last good state goes on answering
                logger.warning("the index could not be caught up: %s", error)
            except Exception:  # nor may anything else end the watch
                logger.exception("the index could not be caught up")

    def refresh(self) -> None:
        """Catch up with what another process has done to the index. Raises IndexStateError."""
        self.index.refresh()

    @property
    def generation(self) -> int:
        """Return a number that grows with every change of the index."""
        return self._letters.generation

    @property
    def model(self) -> str | None:
        """Return the identity of the model that the index was made with; `None` before the first letter."""
        return self._letters.model()

    # --- letters in and out -------------------------------------------------------------------------------------------

    def ingest(self, paths: Iterable[Path], *, progress: "Progress | None" = None, prune: bool = False) -> IngestReport:
        """Take in files and folders, and return what became of each file; unchanged files are not read again.

        With `prune`, letters whose files are gone from the folders are removed. Raises IndexStateError, ModelError.
        """
        from retrieval.storage.ingest import Ingest  # noqa: PLC0415

        return Ingest(self.index, self.embedder, progress).run([Path(path) for path in paths], prune=prune)

    def remove(self, name: str) -> LetterCard:
        """Take a letter out and return its card. Raises LetterNotFoundError, IndexStateError."""
        with self._letters.writing():
            letter_id = self._letters.find(name)
            card = self._letters.cards([letter_id])[letter_id]
            self._letters.remove(letter_id)
        return card

    # --- letters, one and many ----------------------------------------------------------------------------------------

    def find(self, name: str) -> LetterDetail:
        """Return the letter that goes by `name`: a symbol in any spelling, an identity, or a file name.

        Raises LetterNotFoundError.
        """
        return self._letters.detail(self._letters.find(name))

    def uploaded(self, name: str) -> str | None:
        """Return the identity of the letter that came in the uploaded file of that name; `None` where none did."""
        return self._letters.uploaded(name)

    def letters(self, filters: Filters = _EVERYTHING, offset: int = 0, limit: int = 20) -> tuple[LetterCard, ...]:
        """Return the letters that `filters` leave, newest first."""
        return self._letters.letters(filters, offset, limit)

    def count(self, filters: Filters = _EVERYTHING) -> int:
        """Return how many letters `filters` leave."""
        return self._letters.letter_count(filters)

    def senders(self, typed: str) -> tuple[str, ...]:
        """Return the senders that somebody may mean by `typed`: a name, its first words, the people of a State."""
        return self._letters.senders(typed)

    def context(self, letter_id: str, span: Span, around: int = 1) -> tuple[Quote, ...]:
        """Return the paragraph that holds `span` and `around` paragraphs on either side, as quotations.

        For a span inside a note, that is the paragraph that calls the note. Raises LetterNotFoundError.
        """
        from retrieval.spans.places import paragraphs_around  # noqa: PLC0415
        from retrieval.spans.quoting import quote  # noqa: PLC0415

        letter = self._letters.letter(letter_id)
        card = self._letters.cards([letter_id])[letter_id]
        return tuple(quote(letter, card, block.span) for block in paragraphs_around(letter, span, around))

    # --- upkeep -------------------------------------------------------------------------------------------------------

    def verify(self, repair: bool = False) -> VerifyReport:
        """Return what is not in step in the index; with `repair`, first put right what can be."""
        from retrieval.storage.verify import verify  # noqa: PLC0415

        return verify(self.index, lambda: self.embedder, repair=repair)

    def close(self) -> None:
        """End all threads and close all files."""
        self._closing.set()
        if self._watcher is not None:
            self._watcher.join()
        if self._second is not None:
            self._second.close()
        if self._embedder is not None:
            self._embedder.close()
        self._letters.close()


def _share_heaps() -> None:
    """Have all threads share one heap of glibc: of one for each, much lies idle, and they wait for Python anyway.

    What is large is kept out of it, as it leaves holes there; glibc would put ever larger things into it. What a batch
    of questions is computed with is smaller: to ask the system for that each time costs a sixth of a question.
    """
    with suppress(OSError, AttributeError):
        for parameter, value in _HEAPS:
            ctypes.CDLL(None).mallopt(parameter, value)


def _give_memory_back() -> None:
    """Give back what loading and questions needed and nobody needs any more, a hundred MB where much was made anew.

    glibc would keep it; other libraries do not, and do not know the call.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
