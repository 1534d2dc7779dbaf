"""The plan as issues in Markdown (GitHub's dialect): one section for every action to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iso20k_gap.language import _, pgettext, role
from iso20k_gap.reports import words
from iso20k_gap.reports.markdown import escaped
from iso20k_gap.reports.plan_jira import assumed, labels, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.plan import Plan, PlannedAction

CALLING = re.compile(r"(?<=[@#])(?=\w)|(?<=GH)(?=-\d)", re.IGNORECASE)
BREAK = "\u200b"


def render(evaluation: Evaluation, plan: Plan) -> bytes:
    """The issues as one file; actions that are done or dropped are left out."""
    todo = [each for each in plan.actions if each.pending]
    organisation = evaluation.assessment.organisation.name
    title = _("Implementation plan of {organisation}").format(organisation=organisation)
    lead = words.capital(
        words.counted(
            len(todo),
            "{count} issue. Each section is one: its heading is the title, the list below it says "
            "labels, milestone, owner and due day, the rest is the body.",
            "{count} issues. Each section is one: its heading is the title, the list below it says "
            "labels, milestone, owner and due day, the rest is the body.",
        )
    )
    parts = [f"# {safe(title)}", lead, *("\n\n".join(_section(each)) for each in waiting(todo))]
    return ("\n\n".join(parts) + "\n").encode()


def _section(action: PlannedAction) -> Iterator[str]:
    yield f"## {action.id} {safe(action.title)}"
    facts = (
        (_("Labels"), " ".join(f"`{each}`" for each in labels(action))),
        (_("Milestone"), _(words.PHASES[action.phase])),
        (_("Owner"), safe(role(action.owner))),
        # for translators: the day by which the action is to be done
        (pgettext("day", "Due"), words.day(action.end)),
    )
    yield "\n".join(f"- {name}: {text}" for name, text in facts)
    yield f"**{_('Goal')}.** {safe(action.goal)}"
    yield f"**{_('Measure')}.** {safe(action.measure)}"
    yield f"**{_('Deliverable')}.** {safe(action.deliverable)}"
    yield f"**{_('Activities')}**"
    yield _checklist(action.activities)
    # for translators: the findings that the action closes
    yield f"**{_('Closes')}** {', '.join(action.findings)}"
    yield _checklist(f"{name}: {remedy}" for name, remedy in action.remedies)
    yield "\n".join(f"- {name}: {text}" for name, text in _about(action) if text)


def _about(action: PlannedAction) -> Iterator[tuple[str, str]]:
    yield _("Starts"), words.day(action.start)
    yield _("Effort"), assumed(action.effort)
    yield _("Waits for"), ", ".join(action.prerequisites)
    yield _("Answers for it"), safe(role(action.raci.accountable))
    yield _("Consulted"), safe(", ".join(role(each) for each in action.raci.consulted))
    yield _("Informed"), safe(", ".join(role(each) for each in action.raci.informed))
    yield _("Note"), safe(action.note)


def _checklist(texts: Iterable[str]) -> str:
    return "\n".join(f"- [ ] {safe(each)}" for each in texts)


def safe(text: str) -> str:
    """The text as Markdown that shows it as it stands, and calls nobody and no other issue."""
    return CALLING.sub(BREAK, escaped(text))
