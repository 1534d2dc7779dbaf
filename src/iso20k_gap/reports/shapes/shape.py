"""What all shapes share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Percent = Annotated[float, Field(ge=0, le=100)]
"""A percentage from 0 to 100, unrounded."""

Span = Annotated[
    list[Percent | None],
    Field(min_length=2, max_length=2, description="Worst and best case, in per cent."),
]
"""The lowest and the highest value a number can still come to; null where nothing is known."""


class Shape(BaseModel):
    """An object in our JSON; readers pass over keys they do not know."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)
