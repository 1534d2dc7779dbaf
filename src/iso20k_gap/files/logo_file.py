"""A logo: read from inside the assessment folder, checked before anything draws it."""

import re
import struct
from pathlib import Path

from iso20k_gap.core.logo import Logo
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import drawing

LARGEST = 512 * 1024
"""The most bytes a logo may have; it lies in every HTML report."""

WIDEST = 4000
"""The most pixels a logo may have on a side."""

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def read(folder: Path, name: str) -> Logo:
    """The logo of that name in a folder.

    Raises:
        InputError: it is missing, lies outside, is too large, or is no drawing.
    """
    path = folder / name
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        raise _complaint(path, "the logo is missing", "put the file there") from None
    if not real.is_relative_to(folder.resolve()) or not real.is_file():
        raise _complaint(path, "the logo lies outside the assessment folder", "copy it into it")
    try:
        with real.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise _complaint(path, f"the logo cannot be read: {error.strerror}", "") from None
    if len(content) > LARGEST:
        raise _complaint(path, f"the logo is larger than {LARGEST // 1024} KiB", "make it smaller")
    return Logo(_kind(path, content), content)


def _complaint(path: Path, what: str, remedy: str) -> InputError:
    return InputError(Complaint(what, remedy, str(path)))


def _kind(path: Path, content: bytes) -> str:
    """The media type, by what the file is, not by its name."""
    if content.startswith(PNG):
        return _sized(path, "image/png", _png_size(content))
    if content.startswith(JPEG):
        return _sized(path, "image/jpeg", _jpeg_size(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not re.search(r"<(?:\w+:)?svg[\s>]", text):
        raise _complaint(path, "the logo is neither PNG, JPEG nor SVG", "save it as one of them")
    if what := drawing.flaw(text):
        raise _complaint(path, what, "export it as a plain SVG, or as PNG")
    return "image/svg+xml"


def _sized(path: Path, kind: str, size: tuple[int, int] | None) -> str:
    if size is None or not all(size):
        raise _complaint(path, "the logo is damaged", "save it anew")
    if max(size) > WIDEST:
        what = f"the logo has {size[0]} x {size[1]} pixels, {WIDEST} a side are the most"
        raise _complaint(path, what, "make it smaller")
    return kind


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 24:  # noqa: PLR2004 - where IHDR's sizes end
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """The size in the first frame header; every segment tells its own length."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - a marker's first byte
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004 - frame headers
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
