"""The plan as issues in Markdown (GitHub's dialect): one section for every action to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
    title = f"Implementation plan of {evaluation.assessment.organisation.name}"
    lead = (
        f"{words.capital(words.counted(len(todo), 'issue'))}. Each section is one: its heading is "
        "the title, the list below it says labels, milestone, owner and due day, the rest is the "
        "body."
    )
    parts = [f"# {safe(title)}", lead, *("\n\n".join(_section(each)) for each in waiting(todo))]
    return ("\n\n".join(parts) + "\n").encode()


def _section(action: PlannedAction) -> Iterator[str]:
    yield f"## {action.id} {safe(action.title)}"
    facts = {
        "Labels": " ".join(f"`{each}`" for each in labels(action)),
        "Milestone": words.PHASES[action.phase],
        "Owner": safe(action.owner),
        "Due": str(action.end),
    }
    yield "\n".join(f"- {name}: {text}" for name, text in facts.items())
    yield f"**Goal.** {safe(action.goal)}"
    yield f"**Measure.** {safe(action.measure)}"
    yield f"**Deliverable.** {safe(action.deliverable)}"
    yield "**Activities**"
    yield _checklist(action.activities)
    yield f"**Closes** {', '.join(action.findings)}"
    yield _checklist(f"{name}: {remedy}" for name, remedy in action.remedies)
    about = {
        "Starts": str(action.start),
        "Effort": assumed(action.effort),
        "Waits for": ", ".join(action.prerequisites),
        "Answers for it": safe(action.raci.accountable),
        "Consulted": safe(", ".join(action.raci.consulted)),
        "Informed": safe(", ".join(action.raci.informed)),
        "Note": safe(action.note),
    }
    yield "\n".join(f"- {name}: {text}" for name, text in about.items() if text)


def _checklist(texts: Iterable[str]) -> str:
    return "\n".join(f"- [ ] {safe(each)}" for each in texts)


def safe(text: str) -> str:
    """The text as Markdown that shows it as it stands, and calls nobody and no other issue."""
    return CALLING.sub(BREAK, escaped(text))
