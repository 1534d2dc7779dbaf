"""What every command shares: today's date, quiet, no input, and the consoles."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iso20k_gap.cli import configured, paging
from iso20k_gap.errors import Complaint, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console
    from rich.text import Text

FLAGS = ("--quiet", "-q", "--no-input", "--pager", "--no-pager")
VALUED = ("--date", "--language", "--colour", "--color")
"""Common options with a value; like the flags they may stand anywhere."""

NARROWEST = 60
"""Columns below which a table is not squeezed further: ids must stay whole."""

COLOURS = ("auto", "always", "never")


@dataclass(frozen=True)
class Settings:
    """The common options of one run."""

    quiet: bool = False
    no_input: bool = False
    today: date = date.min
    colour: str = ""
    pager: bool | None = None


_current = Settings()


def current() -> Settings:
    """The common options of this run."""
    return _current


def choose(
    *,
    quiet: bool,
    no_input: bool,
    date_text: str,
    language: str = "",
    colour: str = "",
    pager: bool | None = None,
) -> None:
    """Set the common options from the command line.

    Raises:
        UsageError: the date is none, or there is no such language or use of colour.
    """
    global _current  # noqa: PLW0603 - one run, one set of common options
    today = read_date(date_text, "--date") if date_text else date.today()  # noqa: DTZ011 - local day
    _current = Settings(quiet, no_input, today, _use_of_colour(colour), pager)
    configured.forget()
    _choose_language(language or _usual_language())


def _use_of_colour(word: str) -> str:
    if word in ("", *COLOURS):
        return word
    known = f"write --colour {', '.join(COLOURS[:-1])} or {COLOURS[-1]}"
    raise UsageError(Complaint(f"--colour {word!r} is not known", known))


def _usual_language() -> str:
    """The language of the settings; where they are wrong, whoever needs them will say so."""
    from iso20k_gap.errors import InputError

    try:
        return configured.language()
    except InputError:
        return ""


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
        UsageError: it is none, or leaves no room in the calendar to reckon from it.
    """
    from iso20k_gap.core.record import FIRST_DAY, LAST_DAY

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
        elif word in FLAGS or (word.partition("=")[0] in VALUED and "=" in word):
            front.append(word)
        elif word in VALUED:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        else:
            rest.append(word)
    return [*front, *rest]


def out() -> Console:
    """The console for results; what it prints is paged where that is asked for."""
    return _console(sys.stdout, file=paging.stream(current().pager))


def err() -> Console:
    """The console for everything else; silent with --quiet."""
    return _console(sys.stderr, stderr=True, quiet=_current.quiet)


def _console(stream: Any, **options: Any) -> Console:
    """A console that never guesses: colour as asked for, a terminal where there is one."""
    from rich.console import Console

    coloured = colour_on(stream)
    console = Console(
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        force_terminal=_is_terminal(stream),
        color_system=_colour_system() if coloured else None,
        no_color=not coloured,
        **options,
    )
    console.width = max(console.width, NARROWEST)
    return console


def folded(text: str, stream: Any, indent: str = "  ") -> str:
    """The text in lines as wide as the terminal it goes to; elsewhere as it is, for programs.

    Words stay whole, so that paths and ids can be copied.
    """
    import shutil
    import textwrap

    if not _is_terminal(stream):
        return text
    width = max(shutil.get_terminal_size().columns, NARROWEST)
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def print_folded(console: Console, line: Text, hang: int = 2) -> None:
    """Print a line folded between words in a terminal, what follows indented; else as it is."""
    from rich.text import Text

    if not console.is_terminal:
        console.print(line, soft_wrap=True)
        return
    lead = len(line.plain) - len(line.plain.lstrip())
    folded_lines = line[lead:].wrap(console, console.width - lead - hang)
    for number, each in enumerate(folded_lines):
        console.print(Text(" " * (lead + (hang if number else 0))) + each, soft_wrap=True)


def _is_terminal(stream: Any) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _colour_system() -> Any:
    """What the terminal can show; the 16 colours everything knows where that cannot be told."""
    import os

    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if "256" in os.environ.get("TERM", "") else "standard"


def colour_on(stream: Any) -> bool:
    """Whether what goes to a stream is coloured.

    The command line wins, then the environment, then the settings files; else a terminal is
    coloured and nothing else.
    """
    import os

    from iso20k_gap.core.configuration import Source

    setting = configured.everything()["colour"]
    word = _current.colour
    if not word and setting.source is Source.ENVIRONMENT:
        word = str(setting.value)
    word = word or _word_of_terminals(os.environ) or str(setting.value)
    return word == "always" or (word == "auto" and _is_terminal(stream))


def _word_of_terminals(environment: Mapping[str, str]) -> str:
    """What the variables say that every program knows (no-color.org, force-color.org)."""
    if environment.get("NO_COLOR"):
        return "never"
    if environment.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return "always"
    return "never" if environment.get("TERM") == "dumb" else ""


def print_json(data: Any) -> None:
    """One JSON document on stdout: UTF-8, as programs expect; escaped where stdout is not."""
    import codecs

    from iso20k_gap.core.printable import json_text

    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    text = json_text(data)
    if codecs.lookup(encoding).name != "utf-8" or not _can_be_written(text):
        text = json_text(data, ascii_only=True)
    sys.stdout.write(text + "\n")


def _can_be_written(text: str) -> bool:
    """Whether nothing stands in it that is no character, as from the bytes of a file's name."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
