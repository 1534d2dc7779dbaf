"""OSCAL's data types: text without markup, tokens, times with a zone, properties of our own."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from iso20k_gap.core.printable import harmless
from iso20k_gap.errors import RenderError
from iso20k_gap.reports.interchange.identity import SPACE
from iso20k_gap.reports.markdown import NUMBERED
from iso20k_gap.reports.words import NONE

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
"""The days NIST's schema can write."""

MARKUP = re.compile(r"([\\`*_\[\]<>&^~{}])")
NO_TOKEN = re.compile(r"[^\w.-]+")


def plain(text: str) -> str:
    """A string: one line, no control characters, never empty."""
    return harmless(" ".join(text.split())) or NONE


def line(text: str) -> str:
    """One line of markup that shows the text as it stands."""
    return _inert(plain(text))


def lines(text: str) -> str:
    """Markup that shows the text as it stands; every line is a paragraph."""
    found = [_inert(plain(each)) for each in text.splitlines() if each.strip()]
    return "\n\n".join(found) or NONE


def bullets(texts: tuple[str, ...]) -> str:
    """Markup that lists the texts."""
    return "\n".join(f"- {line(each)}" for each in texts)


def _inert(text: str) -> str:
    safe = NUMBERED.sub(r"\1\\\2", MARKUP.sub(r"\\\1", text))
    return f"\\{safe}" if safe[:1] in "-+=#" else safe


def token(text: str) -> str:
    """A token that tells the text: `incident-manager`."""
    found = NO_TOKEN.sub("-", plain(text).casefold()).strip("-.")
    return found if found[:1].isalpha() else f"_{found}"


def can_write(day: date | None) -> bool:
    """Whether there is a day, and one that NIST's schema can write."""
    return day is not None and FIRST <= day <= LAST


def moment(day: date) -> str:
    """Midnight in UTC at the beginning of a day.

    Raises:
        RenderError: NIST's schema cannot write the day.
    """
    if not can_write(day):
        raise RenderError(f"OSCAL cannot write the day {day}: it has {FIRST} to {LAST}")
    return f"{day.isoformat()}T00:00:00Z"


def prop(name: str, value: object, remarks: str = "", kind: str = "") -> dict[str, Any]:
    """A property in our namespace; `kind` is its class."""
    found = {"name": name, "ns": SPACE, "value": plain(_told(value)), "class": kind}
    return filled({**found, "remarks": lines(remarks) if remarks else ""})


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data without keys that hold nothing; OSCAL allows no empty text and no empty list."""
    return {key: value for key, value in data.items() if value not in ("", None, [])}
