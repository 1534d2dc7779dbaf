"""The plan for reading in a terminal: the ruling, milestones, actions by phase, remarks."""

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from iso20k_gap.core.catalogue import Phase
from iso20k_gap.core.doubts import remark
from iso20k_gap.core.plan import Plan, PlannedAction, Status
from iso20k_gap.core.printable import harmless
from iso20k_gap.reports import words
from iso20k_gap.reports.plan_direction import chance, direction

STATUS_MARKS = {Status.OPEN: "", Status.IN_PROGRESS: "▶", Status.DONE: "✓", Status.DROPPED: "✗"}
INDENT = 17
LEGEND = (
    "! {critical}.  ~ rests on practice, not on a standard.  * decided by people.  Effort: "
    "person-days, low/likely/high.  80 % sure: so many of the simulated courses, with efforts "
    "drawn from their ranges.  {simulated}  {counting}"
)


def ruling(plan: Plan) -> Iterator[Text | Padding]:
    """Whether the wished date can be kept, the chain that decides it, what would have to give."""
    mark, style = ("✓", "bold green") if plan.feasible else ("✗", "bold red")
    yield Text.assemble((f"{mark} ", style), (f"{harmless(plan.headline)}:", "bold"))
    for link in plan.chain:
        yield Padding(Text(f"- {harmless(link)}"), (0, 0, 0, 4))
    if plan.feasible and (told := chance(plan)):
        yield Padding(Text(f"→ {told}"), (0, 0, 0, 2))
    for give in plan.gives:
        yield Padding(Text(f"→ {harmless(give)}"), (0, 0, 0, 2))


def totals(plan: Plan) -> str:
    """How much is to do, in one line."""
    effort = plan.effort
    if effort is None:
        return "Nothing is left to do." if plan.actions else "No findings, so no actions."
    pending = sum(1 for each in plan.actions if each.pending)
    findings = {name for each in plan.actions for name in each.findings}
    return (
        f"{pending} of {len(plan.actions)} actions to do for {len(findings)} findings, "
        f"{effort.low:g} / {effort.likely:g} / {effort.high:g} person-days, from {plan.start}"
    )


def milestone_lines(plan: Plan) -> Iterator[Text | Padding]:
    """Every milestone, and below it how sure it is and what its date follows from."""
    yield Text("\nMilestones", style="italic")
    for each in plan.milestones:
        mark = "~" if each.practice else ""
        yield Text.assemble(f"{mark:<3}", f"{each.date}    ", (each.name, "bold"))
        sure = f"80 % sure by {each.p80}; " if each.p80 and each.p80 > each.date else ""
        yield Padding(Text(f"{sure}{harmless(each.why)}"), (0, 0, 0, INDENT))


def action_lines(plan: Plan) -> Iterator[Text | Padding]:
    """The actions of each phase by start: a line of facts, and what it is below it."""
    for phase in Phase:
        actions = [each for each in plan.actions if each.phase is phase]
        if actions:
            yield Text(f"\n{words.PHASES[phase]}", style="italic")
        for each in sorted(actions, key=lambda each: (each.start, each.end)):
            yield from _action_lines(each)


def _action_lines(action: PlannedAction) -> Iterator[Text | Padding]:
    mark = "!" if action.critical else STATUS_MARKS[action.status]
    name = action.id + ("*" if action.decided else "")
    effort = f"{action.effort.low:g}/{action.effort.likely:g}/{action.effort.high:g}"
    slack = f"  slack {action.slack}" if action.pending and not action.critical else ""
    yield Text.assemble(
        (f"{mark:<3}", "bold red" if action.critical else ""),
        (f"{name:<14}", "bold"),
        f"{action.start} to {action.end}  {effort:>14}{slack}",
    )
    share = f" ({action.percent} % done)" if action.percent else ""
    what = f"{harmless(action.owner)}: {harmless(action.title)}{share}"
    yield Padding(Text(what), (0, 0, 0, INDENT))


def notes(plan: Plan) -> list[str]:
    """What else a reader must know."""
    told = direction(plan)
    lines = [
        LEGEND.format(critical=told.critical, simulated=told.simulated, counting=told.counting)
    ]
    # Doubts are told on stderr with their places.
    doubts = {remark(each) for each in plan.doubts}
    lines += [harmless(each) for each in plan.remarks if each not in doubts]
    if plan.overdue:
        lines.append(f"Overdue: {', '.join(plan.overdue)}.")
    if plan.closed:
        lines.append(f"Findings gone, so no longer planned: {', '.join(plan.closed)}.")
    return lines
