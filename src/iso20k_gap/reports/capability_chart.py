"""The capability profile as an accessible SVG: one row per process, one cell per attribute."""

from xml.sax.saxutils import escape

from iso20k_gap.core.capability import ATTRIBUTES, LEVELS, AttributeResult, ProcessResult
from iso20k_gap.core.rating import Rating
from iso20k_gap.language import N_, _, pgettext
from iso20k_gap.reports import words

LEGEND = N_("N, P, L, F by ISO/IEC 33020; ~ medium, ! poor reliability of the replies; · not rated")
LEFT, CELL, ROW, TOP, BAR = 220, 52, 30, 56, 150
COLOURS = {
    Rating.N: ("#8a5a2b", "#ffffff"),
    Rating.P: ("#ebb566", "#1c2b43"),
    Rating.L: ("#aacfdd", "#1c2b43"),
    Rating.F: ("#1b6a83", "#ffffff"),
}
"""Fill and ink of each rating, tellable apart without colour sight; the letter says it too."""


def render(results: dict[str, ProcessResult]) -> bytes:
    """The profile of all processes with their levels; letters and words, not colour alone."""
    width = LEFT + CELL * len(ATTRIBUTES) + BAR + 20
    height = TOP + ROW * len(results) + 34
    told = "; ".join(
        _("{name}: level {level}").format(name=name, level=level_name(result))
        for name, result in results.items()
    )
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="t d" '
            'font-family="Source Sans 3, DejaVu Sans, Noto Sans SC, sans-serif" font-size="13" '
            'fill="#1c2b43">'
        ),
        f'<title id="t">{_safe(_("Process capability profile"))}</title>',
        f'<desc id="d">{_safe(told)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_heads(),
        *(
            part
            for number, (name, result) in enumerate(results.items())
            for part in _row(TOP + ROW * number, name, result)
        ),
        (f'<text x="8" y="{height - 10}" font-size="11">{_safe(_(LEGEND))}</text>'),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def level_name(result: ProcessResult) -> str:
    """A capability level by number and name."""
    return f"{result.level} {_(LEVELS[result.level])}"


def _heads() -> list[str]:
    heads = [
        f'<text x="{LEFT + CELL * number + CELL / 2}" y="{TOP - 12}" text-anchor="middle">'
        f"{name.removeprefix('PA ')}</text>"
        for number, name in enumerate(ATTRIBUTES)
    ]
    left, level = LEFT + CELL * len(ATTRIBUTES) + 14, _safe(pgettext("capability", "Level"))
    return [*heads, f'<text x="{left}" y="{TOP - 12}" font-weight="600">{level}</text>']


def _row(top: int, name: str, result: ProcessResult) -> list[str]:
    shown = words.shortened(name, 30)
    cells = [
        part
        for number, attribute in enumerate(ATTRIBUTES)
        for part in _cell(LEFT + CELL * number, top, result.attributes.get(attribute))
    ]
    left = LEFT + CELL * len(ATTRIBUTES) + 14
    return [
        f'<text x="8" y="{top + 19}">{_safe(shown)}</text>',
        *cells,
        f'<text x="{left}" y="{top + 19}" font-weight="600">{_safe(level_name(result))}</text>',
    ]


def _cell(left: int, top: int, result: AttributeResult | None) -> list[str]:
    box = f'<rect x="{left + 2}" y="{top + 2}" width="{CELL - 4}" height="{ROW - 4}" rx="2"'
    place = f'<text x="{left + CELL / 2}" y="{top + 19}" text-anchor="middle"'
    if result is None or result.rating is None:
        return [f'{box} fill="none" stroke="#c5ced9"/>', f"{place}>·</text>"]
    fill, ink = COLOURS[result.rating]
    mark = {"medium": "~", "poor": "!"}.get(result.reliability or "", "")
    return [
        f'{box} fill="{fill}"/>',
        f'{place} fill="{ink}" font-weight="600">{result.rating.value}{mark}</text>',
    ]


def _safe(text: str) -> str:
    """The text without characters XML cannot carry, escaped."""
    return escape("".join(each for each in text if each.isprintable()))
