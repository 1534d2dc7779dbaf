"""Ratings on ISO/IEC 33020's scale, and scales that give them values."""

import re
from contextlib import suppress
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from iso20k_gap.core.record import Record, Text


class Rating(StrEnum):
    """How far a requirement is met: not, partially, largely, fully."""

    N = "N"
    P = "P"
    L = "L"
    F = "F"


NO_OCCURRENCE = "no_occurrence"
"""Stands in place of a rating where the catalogue's condition holds and a reason is given."""


_EXACT = re.compile(r"-?\d{1,9}(?:\.\d{1,9}|/\d{1,9})?")
"""Short enough that no number can be so large that computing with it never ends."""


def _fraction(value: Any) -> Fraction:
    text = str(value).strip()
    with suppress(ZeroDivisionError):
        if _EXACT.fullmatch(text):
            return Fraction(text)
    raise ValueError("expected a number or a fraction such as 1/3")


ExactNumber = Annotated[Fraction, BeforeValidator(_fraction), PlainSerializer(str)]
"""A number kept exactly; written `1/3`, `0.5` or `2`."""


class Step(Record):
    """One value of a scale; `rating` is what is stored, `covers` what it stands for when read."""

    symbol: Text
    name: Text
    value: ExactNumber = Field(ge=0, le=1)
    rating: Rating
    covers: tuple[Rating, ...] = Field(min_length=1)
    bounds: str = ""


class Scale(Record):
    """A rating scale as data: which symbols there are and what each is worth."""

    schema_version: int = Field(default=1, alias="schema", ge=1, le=1)
    id: Text
    name: Text
    steps: tuple[Step, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _covers_all_ratings(self) -> Self:
        covered = sorted(rating for step in self.steps for rating in step.covers)
        if covered != sorted(Rating):
            raise ValueError("the steps together must cover N, P, L and F once each")
        return self

    def step(self, rating: Rating) -> Step:
        """The step that stands for `rating`."""
        return next(step for step in self.steps if rating in step.covers)

    def value(self, rating: Rating) -> Fraction:
        """What `rating` is worth for achievement, 0 to 1."""
        return self.step(rating).value

    @property
    def lowest(self) -> Fraction:
        """The value of the worst rating."""
        return self.value(Rating.N)

    @property
    def highest(self) -> Fraction:
        """The value of the best rating."""
        return self.value(Rating.F)

    def read(self, symbol: str) -> Rating | None:
        """The rating a person means by `symbol` (any case), or None."""
        return self._ratings.get(symbol.strip().casefold())

    @cached_property
    def _ratings(self) -> dict[str, Rating]:
        """What each symbol and name stands for; the first step with one counts."""
        meant = {each.casefold(): each for each in Rating}
        for step in reversed(self.steps):
            meant[step.name.casefold()] = meant[step.symbol.casefold()] = step.rating
        return meant

    @property
    def symbols(self) -> str:
        """The symbols as a person may type them: `N, P, L, F`."""
        return ", ".join(step.symbol for step in self.steps)
