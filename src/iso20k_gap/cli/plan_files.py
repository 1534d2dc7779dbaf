"""What a plan can be written as, and where each form goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iso20k_gap.cli.plan_format import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.core.plan import Plan


ENDINGS = {Format.JIRA: "-jira.csv", Format.GITHUB: "-issues.md", Format.MSPDI: ".xml"}
"""How files are called whose format is not their ending."""

STDOUT = Path("-")
STREAMED = (Format.CSV, Format.JSON, Format.JIRA, Format.GITHUB)
"""Formats that go to stdout when no place is named."""

Places = list[tuple[Format, Path]]


@dataclass(frozen=True)
class Looks:
    """How the documents look: a folder of own templates, and a logo."""

    template: Path | None = None
    logo: Logo | None = None


def named(directory: Path, wanted: Format) -> str:
    """What the file of a folder's plan is called."""
    return f"{directory.resolve().name}-plan{ENDINGS.get(wanted, f'.{wanted}')}"


def places(directory: Path, formats: Sequence[Format], output: Path | None) -> Places:
    """Where each format goes.

    Raises:
        UsageError: several formats are to go to stdout.
    """
    from iso20k_gap.errors import Complaint, UsageError

    alone = len(formats) == 1
    if output is None and alone and formats[0] in STREAMED:
        output = STDOUT
    if output == STDOUT and not alone:
        raise UsageError(Complaint("several formats cannot go to stdout", "name a folder with -o"))
    if output is not None and alone and not output.is_dir():
        return [(formats[0], output)]
    folder = output or Path()
    return [(each, folder / named(directory, each)) for each in formats]


def write(
    wanted: Places, evaluation: Evaluation, made: Plan, looks: Looks | None = None
) -> list[Path]:
    """Draw all documents first, so that none is written if one cannot be drawn."""
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.progress import progress_bar
    from iso20k_gap.reports import plan_formats
    from iso20k_gap.reports.rendering import own_templates

    looks = looks or Looks()
    with own_templates(looks.template), progress_bar() as progress:
        finish = plan_formats.Finish(looks.logo, progress)
        contents = [
            (path, plan_formats.render(each, evaluation, made, finish)) for each, path in wanted
        ]
    for path, content in contents:
        steps.write(path, content)
    return [path for path, _ in contents]
