"""The plan for reading in a terminal: the ruling, milestones, actions by phase, remarks."""

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from iso20k_gap.core.catalogue import Phase
from iso20k_gap.core.doubts import remark
from iso20k_gap.core.plan import Plan, PlannedAction, Status
from iso20k_gap.core.printable import harmless
from iso20k_gap.language import N_, _, ngettext, role
from iso20k_gap.reports import words
from iso20k_gap.reports.plan_direction import chance, direction

STATUS_MARKS = {Status.OPEN: "", Status.IN_PROGRESS: "▶", Status.DONE: "✓", Status.DROPPED: "✗"}
INDENT = 17
LEGEND = N_(
    "! {critical}.  ~ rests on practice, not on a standard.  * decided by people.  Effort: "
    "person-days, low/likely/high.  80 % sure: so many of the simulated courses, with efforts "
    "drawn from their ranges.  {simulated}  {counting}"
)


def ruling(plan: Plan) -> Iterator[Text | Padding]:
    """Whether the wished date can be kept, the chain that decides it, what would have to give."""
    mark, style = ("✓", "bold green") if plan.feasible else ("✗", "bold red")
    yield Text.assemble((f"{mark} ", style), (harmless(plan.headline), "bold"))
    if plan.chain:
        yield Padding(Text(f"{direction(plan).chain}:"), (0, 0, 0, 2))
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
        nothing = _("No findings, so no actions.")
        return _("Nothing is left to do.") if plan.actions else nothing
    pending = sum(1 for each in plan.actions if each.pending)
    findings = {name for each in plan.actions for name in each.findings}
    # for translators: {findings} is a number of findings, {effort} low / likely / high
    form = ngettext(
        "{pending} of {count} action to do for {findings}, {effort} person-days, from {day}",
        "{pending} of {count} actions to do for {findings}, {effort} person-days, from {day}",
        len(plan.actions),
    )
    return form.format(
        pending=pending,
        count=len(plan.actions),
        findings=words.counted(len(findings), "{count} finding", "{count} findings"),
        effort=" / ".join(words.days(each) for each in (effort.low, effort.likely, effort.high)),
        day=words.day(plan.work_begins),
    )


def milestone_lines(plan: Plan) -> Iterator[Text | Padding]:
    """Every milestone, and below it how sure it is and what its date follows from."""
    yield Text(f"\n{_('Milestones')}", style="italic")
    for each in plan.milestones:
        mark = "~" if each.practice else ""
        yield Text.assemble(
            f"{mark:<3}", f"{words.day(each.date):<{INDENT - 3}}", (each.name, "bold")
        )
        told = harmless(each.why)
        if each.p80 and each.p80 > each.date:
            sure = _("{share} sure by {day}").format(
                share=words.per_cent(80), day=words.day(each.p80)
            )
            told = f"{sure}; {told}"
        yield Padding(Text(told), (0, 0, 0, INDENT))


def action_lines(plan: Plan) -> Iterator[Text | Padding]:
    """The actions of each phase by start: a line of facts, and what it is below it."""
    for phase in Phase:
        actions = [each for each in plan.actions if each.phase is phase]
        if actions:
            yield Text(f"\n{_(words.PHASES[phase])}", style="italic")
        for each in sorted(actions, key=lambda each: (each.start, each.end)):
            yield from _action_lines(each)


def _action_lines(action: PlannedAction) -> Iterator[Text | Padding]:
    mark = "!" if action.critical else STATUS_MARKS[action.status]
    name = action.id + ("*" if action.decided else "")
    days = (action.effort.low, action.effort.likely, action.effort.high)
    effort = "/".join(words.days(each) for each in days)
    when = _("{first} to {last}").format(first=words.day(action.start), last=words.day(action.end))
    free = action.pending and not action.critical
    # for translators: behind the dates of an action
    slack = f"  {_('slack {days}').format(days=action.slack)}" if free else ""
    yield Text.assemble(
        (f"{mark:<3}", "bold red" if action.critical else ""),
        (f"{name:<14}", "bold"),
        f"{when}  {effort:>14}{slack}",
    )
    done = _("({share} done)").format(share=words.per_cent(action.percent))
    what = f"{harmless(role(action.owner))}: {harmless(action.title)}"
    yield Padding(Text(f"{what} {done}" if action.percent else what), (0, 0, 0, INDENT))


def notes(plan: Plan) -> list[str]:
    """What else a reader must know."""
    told = direction(plan)
    lines = [
        _(LEGEND).format(critical=told.critical, simulated=told.simulated, counting=told.counting)
    ]
    # Doubts are told on stderr with their places.
    doubts = {remark(each) for each in plan.doubts}
    lines += [harmless(each) for each in plan.remarks if each not in doubts]
    if plan.overdue:
        lines.append(_("Overdue: {actions}.").format(actions=", ".join(plan.overdue)))
    if plan.closed:
        gone = _("Findings gone, so no longer planned: {findings}.")
        lines.append(gone.format(findings=", ".join(plan.closed)))
    return lines
