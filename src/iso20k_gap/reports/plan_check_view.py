"""What was found in a plan made elsewhere: as data, and in words for the terminal."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rich.padding import Padding
from rich.text import Text

from iso20k_gap.core.plan_check import PlanCheck, Violation
from iso20k_gap.core.printable import harmless
from iso20k_gap.language import _
from iso20k_gap.reports import words

SHOWN = 40
"""How many tasks of the critical path are named in the terminal."""


def check_data(check: PlanCheck) -> dict[str, Any]:
    """The check as one JSON document; budgets are numbers, the stated one null where none is."""
    return {
        "tasks": check.tasks,
        "finish": check.finish.isoformat() if check.finish else None,
        "budget": _number(check.budget),
        "budget_stated": None if check.stated is None else _number(check.stated),
        "critical_path": list(check.critical_path),
        "violations": [_violation(each) for each in check.violations],
    }


def _violation(violation: Violation) -> dict[str, Any]:
    return {
        "rule": violation.rule.value,
        "id": violation.id,
        "other": violation.other or None,
        "detail": violation.detail,
        "line": violation.line,
    }


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def check_lines(check: PlanCheck) -> Iterator[Text | Padding]:
    """The facts, then every violation with its line, or that there is none."""
    number = len(check.violations)
    mark, style = ("✗", "bold red") if number else ("✓", "bold green")
    counted = words.counted(number, "{count} violation", "{count} violations")
    yield Text.assemble((f"{mark} ", style), (counted, "bold"))
    yield Text(f"  {_facts(check)}")
    path = list(check.critical_path)
    in_all = _("({count} in all)").format(count=len(path))
    shown = [*path[:SHOWN], in_all] if len(path) > SHOWN else path
    critical = f"{_('Critical path')}: {harmless(' → '.join(shown))}"
    yield Padding(Text(critical), (0, 0, 0, 2))
    for violation in check.violations:
        # for translators: the line of a file
        place = _("line {number}").format(number=violation.line)
        yield Text.assemble("\n", f"{place:<10}", (violation.rule.value, "bold"))
        yield Padding(Text(harmless(violation.detail)), (0, 0, 0, 10))


def _facts(check: PlanCheck) -> str:
    """How many tasks there are, when the last one ends, and what they cost."""
    tasks = words.counted(
        check.tasks,
        "{count} task, finish {day}",
        "{count} tasks, finish {day}",
        day=words.day(check.finish),
    )
    form = (
        _("{tasks}, budget of the rows {budget}")
        if check.stated is None
        else _("{tasks}, budget of the rows {budget}, stated total {stated}")
    )
    stated = "" if check.stated is None else f"{check.stated:f}"
    return form.format(tasks=tasks, budget=f"{check.budget:f}", stated=stated)
