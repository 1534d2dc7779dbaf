"""Process capability by ISO/IEC 33020: attribute ratings to a level from 0 to 5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from iso20k_gap.core.rating import Rating
from iso20k_gap.core.record import Record
from iso20k_gap.language import N_

ATTRIBUTES: dict[str, str] = {
    "PA 1.1": N_("Process performance"),
    "PA 2.1": N_("Performance management"),
    "PA 2.2": N_("Work product management"),
    "PA 3.1": N_("Process definition"),
    "PA 3.2": N_("Process deployment"),
    "PA 4.1": N_("Quantitative analysis"),
    "PA 4.2": N_("Quantitative control"),
    "PA 5.1": N_("Process innovation"),
    "PA 5.2": N_("Process innovation implementation"),
}
LEVELS = ("incomplete", "performed", "managed", "established", "predictable", "innovating")
MIDPOINTS = {
    Rating.N: Fraction(15, 200),
    Rating.P: Fraction(65, 200),
    Rating.L: Fraction(135, 200),
    Rating.F: Fraction(185, 200),
}
"""The middle of each rating's range on ISO/IEC 33020's scale."""

BOUNDS = (
    (Fraction(15, 100), Rating.N),
    (Fraction(50, 100), Rating.P),
    (Fraction(85, 100), Rating.L),
)
"""Up to and including each bound the rating holds; above the last it is F."""

UNKNOWN = ("", "don't know", "dont know", "unknown", "?", "-", "n/a")


def _rating(value: Any) -> Any:
    """A respondent's rating, or None for "don't know"."""
    text = str(value if value is not None else "").strip()
    if text.casefold() in UNKNOWN:
        return None
    if text.upper() in tuple(Rating):
        return Rating(text.upper())
    raise ValueError(f"there is no rating {text!r}; ratings are N, P, L, F, or don't know")


Reply = Annotated[
    Rating | None,
    BeforeValidator(_rating),
    WithJsonSchema({"enum": [*Rating, *(each.lower() for each in Rating), None, *UNKNOWN]}),
]


class CapabilityInput(Record):
    """What respondents said: by process and attribute, one reply per respondent."""

    schema_version: int = Field(default=1, alias="schema", ge=1, le=1)
    processes: dict[str, dict[str, tuple[Reply, ...]]]


@dataclass(frozen=True)
class AttributeResult:
    """One process attribute: its mean as a share, the rating that follows, and the spread.

    `variation` is the coefficient of variation of the replies; None without a reply.
    """

    rating: Rating | None
    mean: Fraction | None
    respondents: int
    variation: float | None

    @property
    def reliability(self) -> str | None:
        """High below 30 % variation, medium from 30 to 50 %, poor above."""
        if self.variation is None:
            return None
        if self.variation < 0.3:  # noqa: PLR2004 - the bounds of the method
            return "high"
        return "medium" if self.variation <= 0.5 else "poor"  # noqa: PLR2004


@dataclass(frozen=True)
class ProcessResult:
    """One process: its attributes and the level they reach."""

    attributes: Mapping[str, AttributeResult]
    level: int


def assess_capability(given: CapabilityInput) -> dict[str, ProcessResult]:
    """Rate every process' attributes and find its capability level."""
    results = {}
    for process, attributes in given.processes.items():
        rated = {
            name: rate_attribute(attributes[name]) for name in ATTRIBUTES if name in attributes
        }
        results[process] = ProcessResult(rated, level_of(rated))
    return results


def rate_attribute(replies: Sequence[Rating | None]) -> AttributeResult:
    """Several respondents' replies as one rating, by the mean of the midpoints."""
    values = [MIDPOINTS[reply] for reply in replies if reply is not None]
    if not values:
        return AttributeResult(None, None, 0, None)
    mean = sum(values, Fraction(0)) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
    return AttributeResult(_rating_of(mean), mean, len(values), sqrt(variance) / float(mean))


def _rating_of(share: Fraction) -> Rating:
    return next((rating for bound, rating in BOUNDS if share <= bound), Rating.F)


def level_of(attributes: Mapping[str, AttributeResult]) -> int:
    """The level reached: its attributes are L or F and all lower ones F (ISO/IEC 33020)."""
    level = 0
    for candidate in range(1, len(LEVELS)):
        own = _ratings(attributes, candidate)
        lower = [each for below in range(1, candidate) for each in _ratings(attributes, below)]
        reached = all(each in (Rating.L, Rating.F) for each in own)
        if not reached or any(each is not Rating.F for each in lower):
            return level
        level = candidate
    return level


def _ratings(attributes: Mapping[str, AttributeResult], level: int) -> list[Rating | None]:
    names = [name for name in ATTRIBUTES if name.startswith(f"PA {level}.")]
    return [attributes[name].rating if name in attributes else None for name in names]


def unknown_attributes(given: CapabilityInput) -> list[tuple[str, str]]:
    """Processes and attribute names that ISO/IEC 33020 does not have."""
    return [
        (process, name)
        for process, attributes in given.processes.items()
        for name in attributes
        if name not in ATTRIBUTES
    ]
