"""The files that administrators send: kept in a folder of the index where a letter came of them, and nowhere else."""

import asyncio
import contextlib
import logging
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

from telegram import Document

from bot.context import Services
from retrieval.errors import RetrievalError
from retrieval.storage.files import UPLOADS

logger = logging.getLogger(__name__)


def place_of(services: Services, document: Document) -> Path:
    """Return where a file is kept, under a name of our own making: what people call their files is no path of ours."""
    name = f"{safe(document.file_unique_id)}-{safe(document.file_name or '')}"
    return services.settings.index_dir / UPLOADS / name


def safe(name: str) -> str:
    """Return a file name without anything that could lead elsewhere."""
    return re.sub(r"[^\w.-]+", "_", name).strip("._")[-80:] or "letter"


@contextlib.asynccontextmanager
async def keeping_letters(services: Services, paths: Sequence[Path]) -> AsyncIterator[None]:
    """Delete, when the body has ended in whatever way, those of the files that no letter came of."""
    names = [path.name for path in paths]
    services.ledger.uploads.note(names)
    try:
        await asyncio.to_thread(paths[0].parent.mkdir, parents=True, exist_ok=True)
        yield
    except asyncio.CancelledError:  # the bot ends, perhaps while they are being read: the next start sees to them
        raise
    except BaseException:
        await _settle(services, names)
        raise
    else:
        await _settle(services, names)


async def clear(services: Services) -> None:
    """Delete what a bot that died left of files that no letter came of."""
    await _settle(services, services.ledger.uploads.names())


async def _settle(services: Services, names: Iterable[str]) -> None:
    for name in names:
        try:
            if await services.call(services.engine.uploaded, name) is None:
                path = services.settings.index_dir / UPLOADS / name
                await asyncio.to_thread(path.unlink, missing_ok=True)
        except (RetrievalError, OSError) as error:  # at the next start it is tried again
            logger.warning("A file that no letter came of may be left among the uploads: %s", type(error).__name__)
        else:
            services.ledger.uploads.settle(name)
