"""Whose name, colour and logo a report carries."""

import re
from typing import Annotated

from pydantic import AfterValidator

from iso20k_gap.core.colour import readable
from iso20k_gap.core.record import Record

LOGO_PATH = re.compile(
    r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\:\x00-\x1f]+\.(?:png|svg|jpe?g)", re.IGNORECASE
)


def _inside(value: str) -> str:
    if value and not LOGO_PATH.fullmatch(value):
        raise ValueError(
            f"the path of a .png, .svg or .jpg file inside the assessment folder, not {value!r}"
        )
    return value


class Branding(Record):
    """Who made the report: name, contact, colour, logo (a file in the folder), disclaimer."""

    name: str = ""
    contact: str = ""
    accent: Annotated[str, AfterValidator(readable)] = ""
    logo: Annotated[str, AfterValidator(_inside)] = ""
    disclaimer: str = ""
