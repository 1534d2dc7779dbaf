"""The assessment's own fields in words: every stored value with the path to it."""

from collections.abc import Iterator
from typing import Any

from iso20k_gap.language import _


def stored_fields(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value below a place with its path, in the order of the file; empty ones left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from stored_fields(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from stored_fields(inner, f"{path} {number}")
    elif value not in (None, ""):
        if isinstance(value, bool):
            value = _("yes") if value else _("no")
        yield path, str(value)
