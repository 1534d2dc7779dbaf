"""The language that texts are said in: English as they stand in the code, others by translation.

A run speaks one language. Whoever puts a text together says it through `_` at that moment; a text
that is only named, such as a value of a table, is marked with `N_` and said where it is shown.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

ROLE = "role"
"""The context of role names, which are keys in a plan and so are translated only when shown."""


class Translations(Protocol):
    """Finds a text in another language; gives it back as it is where it has none."""

    def gettext(self, message: str, /) -> str:
        """The text."""

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The form of the text that goes with the number."""

    def pgettext(self, context: str, message: str, /) -> str:
        """The text as it is meant in this context."""


class Conventions(Protocol):
    """How a language writes numbers and dates."""

    def decimal(self, value: float, places: int, /) -> str:
        """A number with exactly so many decimals."""

    def percent(self, figure: str, /) -> str:
        """A figure with its sign for per cent."""

    def day(self, on: date, /) -> str:
        """A date as tables have it."""

    def long_day(self, on: date, /) -> str:
        """A date as prose has it."""

    def month(self, on: date, /) -> str:
        """Month and year, short."""

    def long_month(self, on: date, /) -> str:
        """Month and year as prose has them."""

    def short_month(self, on: date, /) -> str:
        """Month and year as an axis has them, as short as they can be."""

    def short_day(self, on: date, /) -> str:
        """Day and month as an axis has them."""

    def weekday(self, on: date, /) -> str:
        """The day of the week by its name."""

    def money(self, amount: Decimal, places: int, /) -> str:
        """A sum with exactly so many decimals, its thousands set apart."""

    def listed(self, names: Sequence[str], /) -> str:
        """Names in a row; there is at least one."""


class _AsItStands:
    """No translation: the texts of the code are English."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return one if count == 1 else many

    def pgettext(self, context: str, message: str, /) -> str:
        del context
        return message


class _English:
    """Dates as ISO 8601 has them in tables, `21 November 2026` in prose."""

    def decimal(self, value: float, places: int, /) -> str:
        return f"{value:.{places}f}"

    def percent(self, figure: str, /) -> str:
        return f"{figure} %"

    def day(self, on: date, /) -> str:
        return on.isoformat()

    def long_day(self, on: date, /) -> str:
        return f"{on.day} {on:%B %Y}"

    def month(self, on: date, /) -> str:
        return f"{on:%b %Y}"

    def long_month(self, on: date, /) -> str:
        return f"{on:%B %Y}"

    def short_month(self, on: date, /) -> str:
        return f"{on:%b} {on:%y}"

    def short_day(self, on: date, /) -> str:
        return f"{on.day} {on:%b}"

    def weekday(self, on: date, /) -> str:
        return f"{on:%A}"

    def money(self, amount: Decimal, places: int, /) -> str:
        return f"{amount:,.{places}f}"

    def listed(self, names: Sequence[str], /) -> str:
        *rest, last = names
        return f"{', '.join(rest)} and {last}" if rest else last


@dataclass(frozen=True)
class Language:
    """A language by its code (`de`), with its texts and its way of writing numbers and dates.

    `lacks` are the texts of the shipped data it was asked for in vain: they stand in English.
    """

    code: str
    name: str
    translations: Translations
    conventions: Conventions
    lacks: set[str] = field(default_factory=set, compare=False, repr=False)


ENGLISH = Language("en", "English", _AsItStands(), _English())
_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def current() -> Language:
    """The language spoken now."""
    return _spoken.get()


def speak(language: Language) -> None:
    """Speak this language from now on."""
    _spoken.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within this, speak this language."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str) -> str:
    """The text in the language spoken."""
    return _spoken.get().translations.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the text that goes with the number, in the language spoken."""
    return _spoken.get().translations.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """The text as it is meant in this context, in the language spoken."""
    return _spoken.get().translations.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools know
    """Mark a text for translation and leave it as it is."""
    return message


def role(name: str) -> str:
    """A role of the catalogue by its name in the language spoken; a person's name stays."""
    return pgettext(ROLE, name)


def listed(names: Sequence[str]) -> str:
    """Names in a row: `a, b and c`; empty where there are none."""
    return _spoken.get().conventions.listed(names) if names else ""


def day(on: date) -> str:
    """A date as tables and short sentences have it: `2026-11-21`, `21.11.2026`."""
    return _spoken.get().conventions.day(on)


def number(value: float, places: int = 2) -> str:
    """A number with at most so many decimals."""
    needed = len(f"{value:.{places}f}".rstrip("0").partition(".")[2])
    return _spoken.get().conventions.decimal(value, needed)


def per_cent(value: int) -> str:
    """A whole number of per cent."""
    return _spoken.get().conventions.percent(str(value))
