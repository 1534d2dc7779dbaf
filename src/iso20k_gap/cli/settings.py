"""What every command shares: today's date, quiet, no input, and the consoles."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO, cast

from iso20k_gap.core.record import FIRST_DAY, LAST_DAY
from iso20k_gap.errors import Complaint, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

COMMAND = re.compile(r"^([^\S\n]*)(::|##\[|##vso\[)", re.MULTILINE)
FLAGS = ("--quiet", "-q", "--no-input")


@dataclass(frozen=True)
class Settings:
    """The common options of one run."""

    quiet: bool = False
    no_input: bool = False
    today: date = date.min


_current = Settings()


def current() -> Settings:
    """The common options of this run."""
    return _current


def choose(*, quiet: bool, no_input: bool, date_text: str) -> None:
    """Set the common options from the command line.

    Raises:
        UsageError: the date is none.
    """
    global _current  # noqa: PLW0603 - one run, one set of common options
    today = read_date(date_text, "--date") if date_text else date.today()  # noqa: DTZ011 - local day
    _current = replace(_current, quiet=quiet, no_input=no_input, today=today)


def read_date(text: str, option: str) -> date:
    """The date a person wrote.

    Raises:
        UsageError: it is none, or leaves no room in the calendar to reckon from it.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        what = f"{option} {text!r} is not a date"
        raise UsageError(Complaint(what, "write it YYYY-MM-DD, such as 2026-11-21")) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        what = f"{option} {text} is out of reach"
        raise UsageError(Complaint(what, f"from {FIRST_DAY} to {LAST_DAY}"))
    return found


def hoisted(argv: Sequence[str]) -> list[str]:
    """The arguments with the common options in front, wherever they stood."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in FLAGS or word.startswith("--date="):
            front.append(word)
        elif word == "--date":
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        else:
            rest.append(word)
    return [*front, *rest]


def out() -> Console:
    """The console for results."""
    from rich.console import Console

    file = inert(sys.stdout)
    return Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=False)


def err() -> Console:
    """The console for everything else; silent with --quiet."""
    from rich.console import Console

    file = inert(sys.stderr)
    quiet = _current.quiet
    return Console(file=file, stderr=True, highlight=False, markup=False, emoji=False, quiet=quiet)


def inert(stream: TextIO) -> TextIO:
    """The stream; in a pipeline one that lets no line begin as a command to the pipeline's runner.

    What somebody wrote into an assessment must not speak to the runner.
    """
    return cast("TextIO", _Inert(stream)) if os.environ.get("CI") else stream


class _Inert:
    """Puts a backslash before what GitHub and Azure take for a command at the start of a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._at_start = True

    def write(self, text: str) -> int:
        """Write a text; whether its first line begins a line depends on what came before."""
        begun = "" if self._at_start else "\0"
        made = COMMAND.sub(r"\1\\\2", begun + text)[len(begun) :]
        self._at_start = text.endswith("\n") if text else self._at_start
        self._stream.write(made)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def print_json(data: Any) -> None:
    """One JSON document on stdout."""
    import json

    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
