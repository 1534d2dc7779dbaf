"""The base of all records, and the shapes of the ids."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ClauseId = Annotated[str, StringConstraints(pattern=r"^(?:[4-9]|10)(?:\.[1-9]\d?)*$")]
"""A clause number such as `8.6.1`."""

RequirementId = Annotated[str, StringConstraints(pattern=r"^(?:[4-9]|10)(?:\.[1-9]\d?)*-\d\d$")]
"""A requirement's id such as `8.6.1-03`: its clause, a dash, two digits."""

ActionId = Annotated[str, StringConstraints(pattern=r"^(?:[4-9]|10)(?:\.[1-9]\d?)*-A\d$")]
"""A remedial action's id such as `8.6.1-A1`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty."""


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9899, 12, 31)
"""Between these days there is room in the calendar to reckon back and forth from a day."""

NearDay = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A day that plans are reckoned from."""


class Record(BaseModel):
    """An immutable record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def clause_key(identifier: str) -> tuple[int, ...]:
    """The sort key that puts clause and requirement ids in the standard's order."""
    clause, _, number = identifier.partition("-")
    digits = "".join(character for character in number if character.isdigit())
    return (*(int(part) for part in clause.split(".")), -1, int(digits or 0))
