"""Whether a Word file may lend its looks: small enough, and asking for nothing from outside.

A Word file is a zip of XML. It can unfold to gigabytes, and name things that Word fetches or runs
as soon as somebody opens the report: a template elsewhere, a linked picture, an object, a field.
"""

from __future__ import annotations

import re
import zlib
from contextlib import nullcontext, suppress
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from iso20k_gap.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 16 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 500
XML = (".rels", ".xml")
"""How parts are called that must be XML; others, pictures mostly, may be."""

BROKEN = (
    BadZipFile,
    zlib.error,
    expat.ExpatError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    EOFError,
    OSError,
    ValueError,
)
"""What the standard library says of a zip of XML that is broken, or packed in another way."""

HARMLESS = ("hyperlink",)
"""Kinds of relation that may lead out: Word goes there when somebody clicks, not before."""

ACTIVE = re.compile(
    "aFChunk|attachedTemplate|control|frame|oleObject|package|recipientData|subDocument|vbaProject",
    re.IGNORECASE,
)
"""Kinds of relation that bring in other documents, objects or macros."""

FETCHING = re.compile(
    r"\b(DATABASE|DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK)\b", re.IGNORECASE
)
"""Fields that bring in what lies elsewhere."""


def vetted(file: Path) -> bytes:
    """The bytes of a Word file that is small enough and asks for nothing from outside.

    Raises:
        RenderError: it is no zip of XML, unfolds to too much, or asks for something from outside.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        faults = [*_too_large(content)] or [*_from_outside(content)]
    except BROKEN as error:
        raise RenderError(f"the Word template {file} is no .docx file: {error}") from error
    if faults:
        raise RenderError(f"the Word template {file} {' and '.join(faults)}")
    return content


def _too_large(content: bytes) -> Iterator[str]:
    if len(content) > LARGEST:
        yield f"is larger than {LARGEST} bytes"
        return
    with ZipFile(BytesIO(content)) as packed:
        members = packed.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > MOST_PARTS or size > LARGEST_UNPACKED:
        yield f"unfolds to {len(members)} parts of {size} bytes in all"


def _from_outside(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            with nullcontext() if name.endswith(XML) else suppress(expat.ExpatError):
                yield from _Part(packed.read(name)).faults()


class _Part:
    """What one part asks Word to bring in."""

    def __init__(self, content: bytes) -> None:
        self._faults: list[str] = []
        self._fields: list[str] = []
        self._code: list[str] = []
        self._reads = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._read
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.Parse(content, True)  # noqa: FBT003 - the end of the part
        self._close()

    def faults(self) -> Iterator[str]:
        """Every relation and field that brings in what is not in the file."""
        yield from self._faults
        for field in self._fields:
            if found := FETCHING.search(field):
                yield f"has a field {found[0]}"

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "Relationship":
            self._faults += _led_out(attributes)
        elif name == "fldSimple":
            self._fields += [each for key, each in attributes.items() if key.endswith("instr")]
        elif name == "fldChar":
            self._close()
        self._reads = name == "instrText"

    def _end(self, _: str) -> None:
        self._reads = False

    def _read(self, text: str) -> None:
        if self._reads:
            self._code.append(text)

    def _close(self) -> None:
        """A field's code may be spread over many runs; it ends at the next mark."""
        self._fields.append("".join(self._code))
        self._code = []


def _led_out(relation: dict[str, str]) -> Iterator[str]:
    kind = relation.get("Type", "").rpartition("/")[2]
    outside = relation.get("TargetMode", "").lower() == "external" and kind not in HARMLESS
    if outside or ACTIVE.fullmatch(kind):
        yield f"brings in {relation.get('Target', '')!r} as {kind}"


def _refuse_entities(*_: object) -> None:
    raise ValueError("it defines entities")
