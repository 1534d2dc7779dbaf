"""Long results through a pager, where that is asked for: `--pager`, or the setting `pager`."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from io import StringIO
from typing import IO, TYPE_CHECKING

from iso20k_gap.cli import configured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_held: _Held | None = None


class _Held(StringIO):
    """What is printed until the command is done; its console sees the terminal behind it."""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return getattr(sys.stdout, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        return True


def stream(asked: bool | None) -> IO[str] | None:
    """Where results go: kept back for the pager if there is to be one; None is straight out."""
    global _held  # noqa: PLW0603 - one run, one screen
    if _held is None and _wanted(asked):
        _held = _Held()
    return _held


def _wanted(asked: bool | None) -> bool:
    if sys.stdout is None or sys.stdout.closed or not sys.stdout.isatty():
        return False
    return bool(configured.value("pager")) if asked is None else asked


@contextmanager
def screenful() -> Iterator[None]:
    """Within this, long results are kept back; at its end they are shown."""
    try:
        yield
    finally:
        _release()


def _release() -> None:
    """Show what was kept back: through the pager if it is longer than the screen."""
    global _held
    held, _held = _held, None
    if held is None:
        return
    text = held.getvalue()
    program = _program() if _is_long(text) else []
    if not (program and _paged(program, text)):
        sys.stdout.write(text)
        sys.stdout.flush()


def _is_long(text: str) -> bool:
    import shutil

    return text.count("\n") >= shutil.get_terminal_size().lines


def _program() -> Sequence[str]:
    """The pager and its arguments; nothing where paging is switched off or none is found."""
    import shlex
    import shutil

    named = os.environ.get("PAGER")
    if named is not None:
        words = shlex.split(named, posix=os.name != "nt")
        return [] if words in ([], ["cat"]) else words
    found = next((each for each in ("less", "more") if shutil.which(each)), "")
    return [found] if found else []


def _paged(program: Sequence[str], text: str) -> bool:
    """Whether the pager took the text; leaving it early is no error."""
    import signal
    import subprocess

    environment = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8", **os.environ}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        subprocess.run(program, input=text.encode(errors="replace"), env=environment, check=False)  # noqa: S603 - the pager a person chose
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
