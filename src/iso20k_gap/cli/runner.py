"""A pipeline's runner reads the log, and obeys some of it: nobody's text may speak to it."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = re.compile(r"(##(?:vso)?)(?=\[)|((?:^|(?<=[\r\n]))[^\S\n]*:)(?=:)", re.IGNORECASE)
"""GitHub obeys `::` that begins a line; GitHub and Azure obey `##[` and `##vso[` anywhere."""

KEPT = 8
"""Signs of an unfinished line that are enough to know a command by."""

_outside: list[TextIO] = []


@contextmanager
def unmoved() -> Iterator[None]:
    """Within this, in a pipeline, no line that is printed is a command to the runner."""
    if not os.environ.get("CI"):
        yield
        return
    streams = sys.stdout, sys.stderr
    _outside.append(sys.stdout)
    sys.stdout, sys.stderr = (_Inert(each) if each else each for each in streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        _outside.pop()


def heard() -> TextIO:
    """Standard output as it is: for what we have to say to the runner ourselves."""
    return _outside[-1] if _outside else sys.stdout


class _Inert:
    """A stream that puts a backslash into whatever the runner would take for a command."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begun = ""

    def write(self, text: str) -> int:
        """Write a text; what it goes on with depends on how the line began."""
        before = self._begun
        made = COMMAND.sub(r"\g<0>\\", before + text)
        self._stream.write(made[len(before) :])
        line = made.rpartition("\n")[2].lstrip()
        self._begun = line if len(line) < KEPT else f"…{line[-KEPT:]}"
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write texts."""
        for each in lines:
            self.write(each)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
