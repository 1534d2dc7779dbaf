"""What has moved since the last baseline, and what is overdue: as data and for the terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.padding import Padding
from rich.text import Text

from iso20k_gap.core.plan import Plan
from iso20k_gap.core.printable import harmless
from iso20k_gap.core.progress import Progress, Slip
from iso20k_gap.core.slippage import Late
from iso20k_gap.language import _, role
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
        yield Text(_("Nothing is overdue."))
    for each in found:
        yield Text.assemble("   ", (f"{each.id:<14}", "bold"), harmless(_late(each)))
        who = harmless(role(each.owner))
        yield Padding(Text(f"{who}: {harmless(each.title)}"), (0, 0, 0, INDENT))


def _late(late: Late) -> str:
    due = words.day(late.due)
    if late.by == "decision":
        return words.counted(
            late.days,
            "{count} day late: due {due} as decided",
            "{count} days late: due {due} as decided",
            due=due,
        )
    return words.counted(
        late.days,
        "{count} day late: due {due} in the baseline {name}",
        "{count} days late: due {due} in the baseline {name}",
        due=due,
        name=late.by,
    )


def progress_lines(plan: Plan) -> Iterator[Text | Padding]:
    """What has moved since the baseline, the greatest slips first."""
    progress = plan.progress
    if progress is None:
        return
    since = _("Since the baseline {name}").format(name=progress.baseline)
    yield Text(f"\n{harmless(since)}", style="italic")
    later = [each for each in progress.slips if each.days > 0]
    for each in progress.milestones:
        if each.id == "stage-2":
            # for translators: moved is "3 days later" or "1 day earlier"
            stage2 = _("Stage 2 audit {moved}: was {was}, now {now}")
            yield Text(f"   {_told(stage2, each)}")
    yield Text(f"   {_counts(progress, len(later))}")
    for each in later[:SHOWN]:
        told = _told(_("{moved}: was {was}, now {now}"), each)
        yield Text.assemble("   ", (f"{each.id:<14}", "bold"), told)
    for name, ids in (
        (_("New"), progress.added),
        (_("Gone, as their findings are"), progress.gone),
    ):
        if ids:
            yield Padding(Text(f"{name}: {', '.join(ids)}"), (0, 0, 0, 3))


def _counts(progress: Progress, later: int) -> str:
    return words.counted(
        later,
        "{count} action later than planned, {earlier} earlier, {met} in time",
        "{count} actions later than planned, {earlier} earlier, {met} in time",
        earlier=len(progress.slips) - later,
        met=len(progress.met),
    )


def progress_facts(plan: Plan) -> Iterator[tuple[str, str]]:
    """What has moved since the baseline, as names and texts for a table."""
    progress = plan.progress
    if progress is None:
        return
    # for translators: moved is "3 days later" or "1 day earlier"
    text = _("Stage 2 audit {moved} ({was}, now {now})")
    moved = [_told(text, each) for each in progress.milestones if each.id == "stage-2"]
    since = _("Since {baseline}").format(baseline=progress.baseline)
    yield since, "; ".join(moved) or _("Stage 2 audit as planned")
    slips = [f"{each.id} {_moved(each)}" for each in progress.slips if each.days > 0]
    if slips:
        yield _("Slipped"), _first(slips)
    if progress.added:
        yield _("New since then"), ", ".join(progress.added)
    if progress.gone:
        yield _("Closed since then"), ", ".join(progress.gone)


def _first(slips: Sequence[str]) -> str:
    names = ", ".join(slips[:SHOWN])
    if len(slips) <= SHOWN:
        return names
    return words.counted(
        len(slips) - SHOWN, "{names} and {count} more", "{names} and {count} more", names=names
    )


def _told(text: str, slip: Slip) -> str:
    """A slip in a sentence; how far it moved reads `3 days later`."""
    return text.format(moved=_moved(slip), was=words.day(slip.was), now=words.day(slip.now))


def _moved(slip: Slip) -> str:
    if slip.days > 0:
        return words.counted(slip.days, "{count} day later", "{count} days later")
    return words.counted(-slip.days, "{count} day earlier", "{count} days earlier")
