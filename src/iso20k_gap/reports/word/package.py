"""The file around a Word document: equal content gives equal bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document


def sealed(document: Document) -> bytes:
    """The document as a file in which no part carries the time of its writing."""
    saved, buffer = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
