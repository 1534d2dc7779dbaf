"""The report as one HTML file that needs nothing from outside."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from iso20k_gap import language
from iso20k_gap.reports import rendering
from iso20k_gap.reports.rendering import FONTS

if TYPE_CHECKING:
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.reports.view import ReportView

FRAME = "frame_screen.html.j2"
EMBEDDED = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Bold.ttf")


def render(view: ReportView) -> bytes:
    """The report as HTML: fonts, styles and script are inside, and nothing else may load."""
    return render_screen(view, "report.html.j2")


def render_screen(view: Any, body: str) -> bytes:
    """A view in the frame for screens."""
    return rendering.page(FRAME, screen_context(view, body)).encode()


def screen_context(view: Any, body: str) -> dict[str, Any]:
    """What the frame for screens is given."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja, loaded with it

    script = rendering.template_text("screen.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {
        "view": view,
        "body": body,
        "screen": True,
        "fonts": _embedded_fonts(),
        "logo": _inline(view.cover.logo),
        "language": language.current().code,
        "script": Markup(script),  # noqa: S704 - our own file, no one's input
        "script_hash": f"sha256-{digest}",
    }


def _inline(logo: Logo | None) -> str:
    """The logo as an address that holds it; an SVG drawn through it runs nothing."""
    if logo is None:
        return ""
    return f"data:{logo.kind};base64,{base64.b64encode(logo.content).decode()}"


@cache
def _embedded_fonts() -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "family": font.family,
            "weight": font.weight,
            "style": font.style,
            "url": "data:font/ttf;base64,"
            + base64.b64encode(rendering.font_path(font.file).read_bytes()).decode(),
        }
        for font in FONTS
        if font.file in EMBEDDED
    )
