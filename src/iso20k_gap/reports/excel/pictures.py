"""Logos in workbooks and Word documents, which take pixels and no drawings."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.reports.excel.book import Page

LOGGER = logging.getLogger("iso20k_gap")
DRAWING = "image/svg+xml"
NO_DRAWING = (
    "the logo is an SVG drawing, which Word and Excel files of this program cannot hold: "
    "save it as PNG to have it there too"
)
HEIGHT, WIDEST = 42, 320
"""How high a logo is in a workbook, in pixels, and how wide at most."""

POINTS = 0.75
"""Points in a pixel of a sheet."""

SCREEN = 96
"""Pixels in an inch of a sheet."""


def raster(logo: Logo | None) -> Logo | None:
    """The logo if it is made of pixels; a drawing is told about and left out."""
    if logo is None or logo.kind != DRAWING:
        return logo
    LOGGER.warning(NO_DRAWING)
    return None


def put(page: Page, row: int, logo: Logo, told: str) -> None:
    """Put a logo into a row of its own, as high as the row."""
    from xlsxwriter.image import Image

    image = Image(io.BytesIO(logo.content))
    width = image.width * SCREEN / image.x_dpi
    height = image.height * SCREEN / image.y_dpi
    scale = min(HEIGHT / height, WIDEST / width)
    page.sheet.set_row(row, (HEIGHT + 6) * POINTS)
    options = {"x_scale": scale, "y_scale": scale, "y_offset": 2, "description": told}
    page.sheet.insert_image(row, 0, image, options)
