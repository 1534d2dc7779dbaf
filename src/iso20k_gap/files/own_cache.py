"""The program's folder in the user's cache: for what can be made again, and for our eyes only.

Nothing here ever fails: what cannot be read or trusted is not there, what cannot be written is
not kept.
"""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

NAME = "iso20k-gap"


def folder() -> Path | None:
    """Where the cache lies, or None if this machine has no place for one."""
    base = _base()
    return base / NAME if base and base.is_absolute() else None


def _base() -> Path | None:
    """The user's cache, as the systems lay it down."""
    with suppress(RuntimeError):
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches"
        wished = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return wished if wished.is_absolute() else Path.home() / ".cache"
    return None


def content(name: str) -> bytes:
    """What is kept under a name; empty if nothing is, or if it is not certain that we wrote it."""
    place = folder()
    if place is None:
        return b""
    with suppress(OSError):
        handle = os.open(place / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read() if _is_ours(os.fstat(handle)) else b""
    return b""


def keep(name: str, data: bytes) -> None:
    """Keep `data` under a name, whole or not at all, where only this user can write."""
    place = folder()
    if place is None:
        return
    with suppress(OSError):
        if not _may_make(place):
            return
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(place.stat()):
            return
        temporary = place / f".{name}.{os.getpid()}.tmp"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            temporary.replace(place / name)
        finally:
            temporary.unlink(missing_ok=True)


def _may_make(place: Path) -> bool:
    """Whether it would lie in a folder of this user: under `sudo`, the home is another's."""
    nearest = next(each for each in (place, *place.parents) if each.exists())
    return sys.platform == "win32" or nearest.stat().st_uid == os.geteuid()


def _is_ours(status: os.stat_result) -> bool:
    """Whether this user, and nobody else, can have written it; Windows' profiles are private."""
    if sys.platform == "win32":
        return True
    open_to_others = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.geteuid() and not open_to_others
