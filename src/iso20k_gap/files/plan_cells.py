"""What people and project tools write into the cells of a plan: dates, amounts, lists of ids."""

import re
from collections.abc import Container
from datetime import date
from decimal import Decimal

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
GAPS = re.compile(r"(?<=\d)[ '’\u00a0\u2009\u202f](?=\d{3}(?!\d))")  # noqa: RUF001 - as people set numbers
PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,6})?", re.ASCII)
COMMA = re.compile(r"(\d{1,15}),(\d{1,2})", re.ASCII)
UNCLEAR = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,6}|\d{1,3}(?:,\d{3}){2,}", re.ASCII)
GROUPED_BY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,6}|\d{1,3}(?:\.\d{3}){2,}", re.ASCII)
DAYS = re.compile(r"(\d{1,6}(?:[.,]\d{1,4})?) ?(?:d|days?)?\??", re.IGNORECASE | re.ASCII)
NO_ONE = ("-", "–", "none", "n/a")
APART = re.compile(r"[;|,]")


def read_date(text: str) -> date | None:
    """The day an ISO date names; None if it names none."""
    if not DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_money(text: str) -> Decimal | None:
    """An amount; None where the cell is empty.

    Raises:
        ValueError: it is none, or it can be read in two ways.
    """
    if not text:
        return None
    number = GAPS.sub("", text)
    if UNCLEAR.fullmatch(number):
        raise ValueError("can be read in two ways")
    if found := COMMA.fullmatch(number):
        number = f"{found[1]}.{found[2]}"
    elif GROUPED.fullmatch(number):
        number = number.replace(",", "")
    elif GROUPED_BY_POINTS.fullmatch(number):
        number = number.replace(".", "").replace(",", ".")
    if not PLAIN.fullmatch(number):
        raise ValueError("is not an amount")
    return Decimal(number)


def read_days(text: str) -> Decimal | None:
    """A duration in days, such as `5`, `2.5 days` or `5d`; None where the cell is empty.

    Raises:
        ValueError: it is none.
    """
    if not text:
        return None
    found = DAYS.fullmatch(text)
    if not found:
        raise ValueError("is not a number of days")
    return Decimal(found[1].replace(",", "."))


def split_ids(text: str, known: Container[str]) -> tuple[str, ...]:
    """The ids in a cell, set apart by `;`, `|`, commas or spaces; a known id may have spaces."""
    if not text or (text.casefold() in NO_ONE and text not in known):
        return ()
    if text in known:
        return (text,)
    found: list[str] = []
    for piece in (each.strip() for each in APART.split(text) if each.strip()):
        found += [piece] if piece in known else piece.split()
    return tuple(dict.fromkeys(found))
