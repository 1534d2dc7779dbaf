"""`doctor`: what the machine has, what is missing, and how to get it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.language import _

if TYPE_CHECKING:
    from iso20k_gap.cli.doctor_checks import Check


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Check Python, data, Pango, fonts, settings and terminal; says how to get what is missing.

    Exits with 4 if something needed is missing; a note is no fault.
    """
    from iso20k_gap.cli import doctor_checks
    from iso20k_gap.errors import RenderError

    checks = doctor_checks.every_check()
    if as_json:
        settings.print_json([vars(each) for each in checks])
    else:
        for check in checks:
            _show(check)
    if any(check.needed and not check.ok for check in checks):
        raise RenderError("something is missing or wrong; see above")


def _show(check: Check) -> None:
    from iso20k_gap.core.printable import harmless
    from iso20k_gap.reports import words

    there, missing, note = _("ok"), _("MISSING"), _("note")
    width = max(map(words.room, (there, missing, note)))
    mark = there if check.ok else missing if check.needed else note
    pad, indent = " " * (width - words.room(mark)), " " * (width + 1)
    lines = [f"{mark}{pad} {check.name}: {check.found}"]
    if not check.ok and check.remedy:
        lines.append(f"{indent}{check.remedy}")
    for line in lines:
        typer.echo(settings.folded(harmless(line), sys.stdout, indent))
