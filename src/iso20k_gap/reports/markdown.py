"""The report as Markdown (GitHub's dialect): for wikis, issues and version control."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iso20k_gap.reports import rendering

if TYPE_CHECKING:
    from iso20k_gap.reports.view import ReportView

PAGE = "report.md.j2"
SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$!])")
LINK = re.compile(r":(?=//)|(?<=www)\.(?=\S)", re.IGNORECASE)
NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
BLANK_LINES = re.compile(r"\n{3,}")


def render(view: ReportView) -> bytes:
    """The report as Markdown."""
    page = rendering.filled(rendering.text_environment(escaped), PAGE, view=view)
    return (BLANK_LINES.sub("\n\n", page).strip() + "\n").encode()


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it stands, on one line of source."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return "<br>".join(_line(line) for line in lines)


def _line(line: str) -> str:
    safe = LINK.sub(lambda found: f"\\{found[0]}", SPECIAL.sub(r"\\\1", line))
    safe = NUMBERED.sub(r"\1\\\2", safe)
    return f"\\{safe}" if safe[:1] in "-+=#" and safe else safe
