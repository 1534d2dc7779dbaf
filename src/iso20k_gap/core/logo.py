"""A logo as bytes with their media type."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Logo:
    """An image that was checked."""

    kind: str
    content: bytes
