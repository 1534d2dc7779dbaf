"""Files are replaced whole or not at all, one writer at a time."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iso20k_gap.errors import RenderError

LOCK = ".iso20k-gap.lock"
PATIENCE = 20.0
"""Seconds to wait for another writer before giving up."""

HELD_OPEN = (5, 32, 33)
"""Windows' errors for a file that another program holds: denied, shared, locked."""

PAUSES = (0.05, 0.2, 0.5)
"""Seconds between the attempts to replace a file that is held."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: no other copy of the program writes in it meanwhile.

    Raises:
        RenderError: the folder cannot be written, or another writer does not let go.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - heavy, only for writing

    try:
        with FileLock(folder / LOCK, timeout=PATIENCE):
            yield
    except Timeout:
        raise RenderError(f"{folder} is locked by another writer; try again later") from None
    except OSError as error:
        raise RenderError(f"cannot write in {folder}: {error.strerror}") from error


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file at `path`, durably: old or new, never a half.

    Raises:
        RenderError: the disk is full, read-only or otherwise refuses; the old file is whole.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:  # never through a link that someone laid there
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        _take_place(temporary, path)
        _settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        held = "; close it in other programs first" if _held_open(error) else ""
        raise RenderError(f"cannot write {path}: {error.strerror}{held}") from error
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _take_place(temporary: Path, path: Path) -> None:
    """Put a file in the place of another, in a second attempt or third where it is held open.

    On Windows a scanner or indexer holds a file for a moment, an office program for longer.
    """
    for pause in PAUSES:
        try:
            temporary.replace(path)
        except OSError as error:
            if not _held_open(error):
                raise
            time.sleep(pause)
        else:
            return
    temporary.replace(path)


def _held_open(error: OSError) -> bool:
    return getattr(error, "winerror", None) in HELD_OPEN


def sweep(folder: Path) -> None:
    """Remove temporary files a killed writer left; only while holding the lock."""
    for leftover in folder.glob(".*.tmp"):
        with suppress(OSError):
            leftover.unlink()


def _settle(folder: Path) -> None:
    """Make the new name durable too, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
