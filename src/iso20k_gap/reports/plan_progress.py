"""What has moved since the last baseline, and what is overdue: as data and for the terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.padding import Padding
from rich.text import Text

from iso20k_gap.core.plan import Plan
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.slippage import Late, Progress, Slip
from iso20k_gap.reports import words

SHOWN = 10
"""How many slips the terminal shows; the others are in every document."""

INDENT = 17


def progress_data(progress: Progress | None) -> dict[str, Any] | None:
    """What has moved, in the order of its keys as documented; null without a baseline."""
    if progress is None:
        return None
    return {
        "baseline": progress.baseline,
        "taken_on": progress.taken_on.isoformat(),
        "slips": [_slip_data(each) for each in progress.slips],
        "milestones": [_slip_data(each) for each in progress.milestones],
        "added": list(progress.added),
        "gone": list(progress.gone),
        "met": list(progress.met),
    }


def _slip_data(slip: Slip) -> dict[str, Any]:
    return {
        "id": slip.id,
        "was": slip.was.isoformat(),
        "now": slip.now.isoformat(),
        "days": slip.days,
    }


def late_data(found: Sequence[Late]) -> list[dict[str, Any]]:
    """What is overdue, the longest first."""
    return [
        {
            "id": each.id,
            "title": each.title,
            "owner": each.owner,
            "due": each.due.isoformat(),
            "days": each.days,
            "by": each.by,
        }
        for each in found
    ]


def late_lines(found: Sequence[Late]) -> Iterator[Text | Padding]:
    """What is overdue, each with who set the day it was due."""
    if not found:
        yield Text("Nothing is overdue.")
    for each in found:
        by = "as decided" if each.by == "decision" else f"in the baseline {harmless(each.by)}"
        days = words.counted(each.days, "day")
        yield Text.assemble("   ", (f"{each.id:<14}", "bold"), f"{days} late: due {each.due} {by}")
        yield Padding(Text(f"{harmless(each.owner)}: {harmless(each.title)}"), (0, 0, 0, INDENT))


def progress_lines(plan: Plan) -> Iterator[Text | Padding]:
    """What has moved since the baseline, the greatest slips first."""
    progress = plan.progress
    if progress is None:
        return
    yield Text(f"\nSince the baseline {harmless(progress.baseline)}", style="italic")
    later = [each for each in progress.slips if each.days > 0]
    for each in progress.milestones:
        if each.id == "stage-2":
            yield Text(f"   Stage 2 audit {_moved(each)}: was {each.was}, now {each.now}")
    yield Text(
        f"   {words.counted(len(later), 'action')} later than planned, "
        f"{len(progress.slips) - len(later)} earlier, {len(progress.met)} in time"
    )
    for each in later[:SHOWN]:
        told = f"{_moved(each)}: was {each.was}, now {each.now}"
        yield Text.assemble("   ", (f"{each.id:<14}", "bold"), told)
    for name, ids in (("New", progress.added), ("Gone, as their findings are", progress.gone)):
        if ids:
            yield Padding(Text(f"{name}: {', '.join(ids)}"), (0, 0, 0, 3))


def progress_facts(plan: Plan) -> Iterator[tuple[str, str]]:
    """What has moved since the baseline, as names and texts for a table."""
    progress = plan.progress
    if progress is None:
        return
    stage2 = [each for each in progress.milestones if each.id == "stage-2"]
    moved = [f"Stage 2 audit {_moved(each)} ({each.was}, now {each.now})" for each in stage2]
    slips = [f"{each.id} {_moved(each)}" for each in progress.slips if each.days > 0]
    yield f"Since {progress.baseline}", "; ".join(moved) or "Stage 2 audit as planned"
    for name, texts in (
        ("Slipped", slips[:SHOWN]),
        ("New since then", progress.added),
        ("Closed since then", progress.gone),
    ):
        if texts:
            more = len(slips) - SHOWN if name == "Slipped" else 0
            yield name, ", ".join(texts) + (f" and {more} more" if more > 0 else "")


def _moved(slip: Slip) -> str:
    days = words.counted(abs(slip.days), "day")
    return f"{days} later" if slip.days > 0 else f"{days} earlier"
