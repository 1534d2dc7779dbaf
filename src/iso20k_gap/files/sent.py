"""What a pack's file holds when it comes back, whatever its format: fields with their places."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from iso20k_gap.errors import Complaint


@dataclass(frozen=True)
class Field:
    """A value as it stood in the file, and where."""

    value: Any = ""
    place: str = ""

    @property
    def text(self) -> str:
        """The value as text: a number or day that a program made of it is put back."""
        value = self.value
        if value is None or isinstance(value, str):
            return value or ""
        if isinstance(value, datetime) and value.time() == time():
            value = value.date()
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return value.isoformat() if isinstance(value, date | time) else str(value)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it."""
        return not self.text.strip()


NOTHING = Field()


@dataclass(frozen=True)
class SentRow:
    """One question's fields by key, and what its pack went out with."""

    place: str
    fields: dict[str, Field]
    before: dict[str, str] = field(default_factory=dict)

    def field(self, key: str) -> Field:
        """The field with this key; blank where there is none."""
        return self.fields.get(key, Field("", self.place))


@dataclass(frozen=True)
class Terms:
    """On which terms packs are taken: as of which day, and whose they are if they do not say."""

    today: date
    by: str = ""
    any_organisation: bool = False


@dataclass(frozen=True)
class Sent:
    """A whole file that came back."""

    path: Path
    head: dict[str, str]
    respondent: Field
    answered_on: Field
    rows: tuple[SentRow, ...]

    def complaint(self, place: str, what: str, remedy: str = "") -> Complaint:
        """A complaint about a place in the file."""
        return complaint_at(self.path, place, what, remedy)


def complaint_at(path: Path, place: str, what: str, remedy: str = "") -> Complaint:
    """A complaint about a place in a file: `pack.xlsx:Questions!F17`."""
    return Complaint(what, remedy, f"{path}:{place}" if place else str(path))
