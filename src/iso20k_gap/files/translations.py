"""The languages that ship: their catalogues of translations, and their numbers and dates."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.translation import CONTEXT, translated, translated_rules
from iso20k_gap.errors import Complaint, UsageError
from iso20k_gap.language import ENGLISH, Language, current
from iso20k_gap.shipped import data_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from iso20k_gap.core.evaluation import Rulebook
    from iso20k_gap.core.translation import Model

NAMES = {
    "en": "English",
    "de": "Deutsch",
    "es": "español",
    "ro": "română",
    "nl": "Nederlands",
    "zh": "中文",
}
"""The languages by code, each called as its speakers call it."""


def folder() -> Path:
    """Where the catalogues of translations lie: `de.po` and, for the catalogue, `de.content.po`."""
    return data_root() / "report_templates" / "languages"


def language_of(code: str) -> Language:
    """The language that a person means: `de`, `DE`, `de_AT`, `Deutsch`.

    Raises:
        UsageError: there is none of that name.
    """
    wanted = code.strip().casefold()
    short = wanted.replace("-", "_").partition("_")[0].partition(".")[0]
    for known, name in NAMES.items():
        if wanted == name.casefold() or short == known:
            return ENGLISH if known == ENGLISH.code else load(known)
    listed = ", ".join(f"{known} ({name})" for known, name in NAMES.items())
    remedy = did_you_mean(wanted, list(NAMES)) or f"languages: {listed}"
    raise UsageError(Complaint(f"there is no language {code!r}", remedy))


@cache
def load(code: str) -> Language:
    """A shipped language other than English."""
    return Language(code, NAMES[code], _translations(code), LocalConventions(code))


@cache
def _translations(code: str) -> GNUTranslations:
    """Both catalogues of a language in one."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=code)
    for name in (f"{code}.po", f"{code}.content.po"):
        path = folder() / name
        if not path.is_file():
            continue
        with path.open("rb") as stream:
            part = read_po(stream, locale=code)
        for message in part:
            if message.id and message.string:
                whole[message.id] = message
    binary = BytesIO()
    write_mo(binary, whole)
    binary.seek(0)
    return GNUTranslations(binary)


def spoken(record: Model) -> Model:
    """A record of the shipped data in the language spoken."""
    return translated(record, _say)


def spoken_rules(rules: Rulebook) -> Rulebook:
    """A rulebook in the language spoken."""
    return translated_rules(rules, _say)


def _say(text: str) -> str:
    language = current()
    said = language.translations.pgettext(CONTEXT, text)
    if said == text:
        language.lacks.add(text)
    return said


class LocalConventions:
    """Numbers and dates as the Unicode locale data has them."""

    def __init__(self, code: str) -> None:
        self._code = code

    def decimal(self, value: float, places: int, /) -> str:
        """A number with exactly so many decimals."""
        from babel.numbers import format_decimal

        digits = "0" * places
        pattern = f"#,##0.{digits}" if places else "#,##0"
        return str(format_decimal(value, format=pattern, locale=self._code))

    def percent(self, figure: str, /) -> str:
        """A figure with its sign for per cent, set off as the language does it."""
        from babel import Locale

        pattern: str = Locale.parse(self._code).percent_formats[None].pattern
        return f"{figure}{pattern.lstrip('#,0.')}"

    def day(self, on: date, /) -> str:
        """A date as tables have it."""
        return self._dated(on, "short" if self._code == "zh" else "medium")

    def long_day(self, on: date, /) -> str:
        """A date as prose has it."""
        return self._dated(on, "long")

    def month(self, on: date, /) -> str:
        """Month and year, short."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMM", on, locale=self._code))

    def long_month(self, on: date, /) -> str:
        """Month and year as prose has them."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", on, locale=self._code))

    def short_month(self, on: date, /) -> str:
        """Month and year as an axis has them, as short as they can be."""
        return self._dated(on, "yy年M月" if self._code == "zh" else "MMM yy")

    def short_day(self, on: date, /) -> str:
        """Day and month as an axis has them."""
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMd", on, locale=self._code))

    def weekday(self, on: date, /) -> str:
        """The day of the week by its name."""
        return self._dated(on, "EEEE")

    def money(self, amount: Decimal, places: int, /) -> str:
        """A sum with exactly so many decimals, its thousands set apart."""
        return self.decimal(float(amount), places)

    def listed(self, names: Sequence[str], /) -> str:
        """Names in a row."""
        from babel.lists import format_list

        return str(format_list(list(names), locale=self._code))

    def _dated(self, on: date, form: Any) -> str:
        from babel.dates import format_date

        return str(format_date(on, format=form, locale=self._code))
