"""What people typed, made harmless for a terminal and for a pipeline's log."""

import re
from typing import Any

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_UNSHOWN = re.compile(
    r"[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]|#(?=#(?:vso)?\[)", re.IGNORECASE
)
"""What JSON lets stand that a terminal, or a pipeline's runner, would obey."""


def harmless(text: str) -> str:
    """The text with control and direction-changing characters shown instead of obeyed."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", text)


def json_text(data: Any, *, ascii_only: bool = False) -> str:
    """Data as a JSON document that does nothing to a terminal or a runner it is printed to."""
    import json  # noqa: PLC0415 - what is printed for people needs none

    text = json.dumps(data, ensure_ascii=ascii_only, indent=2)
    return _UNSHOWN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
