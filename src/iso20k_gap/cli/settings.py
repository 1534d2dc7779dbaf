"""What every command shares: today's date, quiet, no input, and the consoles."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from iso20k_gap.errors import Complaint, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

FLAGS = ("--quiet", "-q", "--no-input")
VALUED = ("--date", "--language")
LANGUAGE = "ISO20K_GAP_LANGUAGE"
"""The environment's name for the language to speak where the command line says none."""


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


def choose(*, quiet: bool, no_input: bool, date_text: str, language: str = "") -> None:
    """Set the common options from the command line.

    Raises:
        UsageError: the date is none, or there is no such language.
    """
    _choose_language(language or os.environ.get(LANGUAGE, ""))
    global _current  # noqa: PLW0603 - one run, one set of common options
    today = read_date(date_text, "--date") if date_text else date.today()  # noqa: DTZ011 - local day
    _current = replace(_current, quiet=quiet, no_input=no_input, today=today)


def _choose_language(code: str) -> None:
    from iso20k_gap.language import ENGLISH, speak

    if not code or code == ENGLISH.code:
        speak(ENGLISH)
        return
    from iso20k_gap.files.translations import language_of

    speak(language_of(code))


def read_date(text: str, option: str) -> date:
    """The date a person wrote.

    Raises:
        UsageError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        what = f"{option} {text!r} is not a date"
        raise UsageError(Complaint(what, "write it YYYY-MM-DD, such as 2026-11-21")) from None


def hoisted(argv: Sequence[str]) -> list[str]:
    """The arguments with the common options in front, wherever they stood."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in FLAGS or word.startswith(tuple(f"{each}=" for each in VALUED)):
            front.append(word)
        elif word in VALUED:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        else:
            rest.append(word)
    return [*front, *rest]


def out() -> Console:
    """The console for results."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def err() -> Console:
    """The console for everything else; silent with --quiet."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False, quiet=_current.quiet)


def print_json(data: Any) -> None:
    """One JSON document on stdout."""
    import json

    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
