"""Canonical JSON (RFC 8785): the same meaning gives the same bytes, and the same SHA-256."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from iso20k_gap.errors import Complaint, InputError


def canonical(data: Any) -> bytes:
    """Plain data as canonical JSON: sorted keys, no spaces, one spelling of each number.

    Raises:
        InputError: a number is too large, or a text holds half a character.
    """
    import rfc8785

    try:
        return rfc8785.dumps(plain(data))
    except ValueError as error:
        what = f"this cannot be written as canonical JSON: {error}"
        raise InputError(Complaint(what, "use smaller numbers and whole characters")) from None


def digest(data: Any) -> str:
    """The SHA-256 of the data as canonical JSON, in hexadecimal digits.

    Raises:
        InputError: the data cannot be written as canonical JSON.
    """
    return hashlib.sha256(canonical(data)).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON knows it; equal amounts, fractions and days look equal."""
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, str | date | Fraction) else value
