"""A manuscript as Markdown; what people typed cannot turn into markup."""

import re

from iso20k_gap.core.manuscript import (
    Block,
    Bullets,
    Grid,
    Heading,
    Manuscript,
    Paragraph,
    Steps,
)
from iso20k_gap.core.printable import harmless

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|~&$])")
_LINE_START = re.compile(r"^(?:([#+=:-])|(\d+)([.)])(?=\s|$))")


def render(manuscript: Manuscript) -> bytes:
    """The manuscript as a Markdown file."""
    parts = [f"# {escaped(manuscript.title)}", f"*{escaped(manuscript.subtitle)}*"]
    parts += [_block(each) for each in manuscript.blocks]
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    """The text on one line, with every sign that could be markup made a plain sign."""
    line = harmless(" ".join(text.split()))
    line = _SIGNS.sub(r"\\\1", line)
    return _LINE_START.sub(lambda found: _at_start(*found.groups()), line)


def _at_start(sign: str | None, number: str | None, point: str | None) -> str:
    return f"\\{sign}" if sign else f"{number}\\{point}"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {escaped(block.text)}"
        case Paragraph():
            return f"*{escaped(block.text)}*" if block.hint else escaped(block.text)
        case Bullets() | Steps():
            return _list(block)
        case Grid():
            return _grid(block)


def _list(block: Bullets | Steps) -> str:
    if isinstance(block, Bullets):
        return "\n".join(f"- {escaped(each)}" for each in block.items)
    lines = []
    for number, step in enumerate(block.steps, start=block.first):
        lines.append(f"{number}. {escaped(step.text)}")
        indent = " " * (len(str(number)) + 2)
        lines += [f"{indent}- {escaped(note)}" for note in step.notes]
    return "\n".join(lines)


def _grid(block: Grid) -> str:
    rows = [block.header, tuple("---" for _ in block.header), *block.rows]
    cells = [
        rows[1] if number == 1 else tuple(map(escaped, row)) for number, row in enumerate(rows)
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
