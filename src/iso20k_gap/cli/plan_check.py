"""`plan check FILE.csv`: a plan made elsewhere, held against its own dates, links and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.cli import settings
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def check_file(
    word: Path, file: Path | None, extra: Mapping[str, object], *, as_json: bool
) -> None:
    """Print what is wrong with the plan in a CSV file; violations are a result, not an error.

    Raises:
        UsageError: the word before the file is not `check`, there is no file, or options of
            `plan` are given.
        InputError: the file is broken; every complaint about it.
    """
    from iso20k_gap.core.plan_check import check_plan
    from iso20k_gap.core.printable import harmless
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import plan_csv
    from iso20k_gap.reports import plan_check_view

    if file is None or str(word) != "check":
        what = f"plan takes one folder, not {word} and {file}" if file else "there is no FILE.csv"
        raise UsageError(Complaint(what, "to check a plan: iso20k-gap plan check FILE.csv"))
    refuse(extra, "plan check")
    plan = plan_csv.read(file)
    if plan.ignored:
        columns = harmless(", ".join(plan.ignored))
        told = _("columns not looked at: {columns}").format(columns=columns)
        settings.err().print(told, soft_wrap=True)
    found = check_plan(plan.rows)
    if as_json:
        settings.print_json(plan_check_view.check_data(found))
        return
    console = settings.out()
    for line in plan_check_view.check_lines(found):
        console.print(line)


def refuse(extra: Mapping[str, object], beside: str) -> None:
    """Refuse options that say nothing here.

    Raises:
        UsageError: any of them is given.
    """
    from iso20k_gap.errors import Complaint, UsageError

    given = [name for name, value in extra.items() if value]
    if given:
        raise UsageError(*(Complaint(f"{name} does not go with {beside}") for name in given))
