"""The verdict as a badge: an SVG that needs nothing from outside."""

from xml.sax.saxutils import escape

from iso20k_gap.language import _
from iso20k_gap.reports import words
from iso20k_gap.reports.gate_view import GateView
from iso20k_gap.reports.junit import xml_text

SIGN = 6.6
PADDING = 7
HEIGHT = 20
DARK = "#3d4450"
PASSED = "#1f7a3d"
FAILED = "#b3261e"
FONT = "Verdana,DejaVu Sans,sans-serif"


def render(view: GateView) -> bytes:
    """The verdict as an SVG badge: edition, gate, readiness and conformity."""
    passed = view.verdict.passed
    share = view.evaluation.scorecard.overall.conformity
    name = f"ISO/IEC 20000-1:{view.evaluation.catalogue.edition.id}"
    gate = f"✓ {_('gate passed')}" if passed else f"✗ {_('gate failed')}"
    state = _(words.STATES[view.evaluation.verdict.state])
    conform = _("{share} conform").format(share=words.percentage(share))
    said = f"{gate} · {state} · {conform}"
    return badge(name, said, PASSED if passed else FAILED).encode()


def badge(name: str, said: str, colour: str) -> str:
    """A badge of two fields; the texts are squeezed into the room they are given."""
    left, right = _width(name), _width(said)
    whole = left + right
    title = escape(xml_text(f"{name}: {said}"))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" \
viewBox="0 0 {whole} {HEIGHT}" role="img">
  <title>{title}</title>
  <clipPath id="edge"><rect width="{whole}" height="{HEIGHT}" rx="3"/></clipPath>
  <g clip-path="url(#edge)">
    <rect width="{left}" height="{HEIGHT}" fill="{DARK}"/>
    <rect x="{left}" width="{right}" height="{HEIGHT}" fill="{colour}"/>
  </g>
  <g fill="#fff" font-family="{FONT}" font-size="11">
    {_text(name, 0, left)}
    {_text(said, left, right)}
  </g>
</svg>
"""


def _width(text: str) -> int:
    return round(words.room(text) * SIGN) + 2 * PADDING


def _text(text: str, start: int, width: int) -> str:
    room = width - 2 * PADDING
    return (
        f'<text x="{start + PADDING}" y="14" textLength="{room}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(xml_text(text))}</text>'
    )
