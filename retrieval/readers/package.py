"""The parts of a packed document (a ZIP of XML files), unpacked within bounds and parsed without following anything."""

import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element

from retrieval.errors import UnreadableLetterError
from retrieval.readers import limits
from retrieval.types import Refusal

_SMALL_BYTES = 2**20
_ENCRYPTED_FLAG = 1


class Package:
    """A packed document; every part that is asked for is bounded in size, ratio, elements and depth."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError) as error:
            raise self._damaged() from error
        if len(self._zip.infolist()) > limits.MAX_PARTS:
            raise UnreadableLetterError(
                f"{name} packs more than {limits.MAX_PARTS} files; that is no letter.", Refusal.UNSAFE
            )
        self._names = set(self._zip.namelist())

    def parts(self, pattern: str) -> list[str]:
        """Return the names of the parts that match a pattern, in order."""
        return sorted(name for name in self._names if re.fullmatch(pattern, name))

    def xml(self, part: str) -> Element | None:
        """Return the root of a part, or `None` where there is no such part."""
        if part not in self._names:
            return None
        data = self._bytes(part)
        self._check(data, part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self._damaged() from error
        return root

    def _bytes(self, part: str) -> bytes:
        info = self._zip.getinfo(part)
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableLetterError(
                f"{self._name} is encrypted; save it without a password first.", Refusal.ENCRYPTED
            )
        most = limits.MAX_UNPACKED_BYTES
        try:
            with self._zip.open(info) as stream:
                data = stream.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise self._damaged() from error
        if len(data) > most:
            raise self._trap(f"unpacks to more than {most // 2**20} MiB")
        if len(data) > _SMALL_BYTES and len(data) > limits.MAX_PACKED_RATIO * max(info.compress_size, 1):
            raise self._trap(f"unpacks to more than {limits.MAX_PACKED_RATIO} times its size")
        return data

    def _check(self, data: bytes, part: str) -> None:
        """Count before parsing: a tree takes about 250 bytes of memory for each tag and attribute."""
        if data.count(b"<") > 2 * limits.MAX_MARKUP_TAGS or data.count(b"=") > limits.MAX_MARKUP_ATTRIBUTES:
            raise self._trap(f"has more marks in {part} than a letter can")
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise self._trap("declares entities of its own")

    def _trap(self, what: str) -> UnreadableLetterError:
        return UnreadableLetterError(f"{self._name} {what}; it is refused.", Refusal.UNSAFE)

    def _damaged(self) -> UnreadableLetterError:
        return UnreadableLetterError(f"{self._name} is a damaged or cut-off document; get it again.")
