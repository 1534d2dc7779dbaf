"""What has moved since the baseline, in documents."""

from dataclasses import replace
from datetime import date, timedelta

from builders import TODAY, evaluation, everything
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.core.progress import FrozenPlan
from iso20k_gap.core.slippage import frozen, with_progress
from iso20k_gap.reports.plan_progress import progress_facts

MADE = make_plan(evaluation({**everything("F"), "8": "P"}), PlanDecisions())


def facts(then):
    return dict(progress_facts(with_progress(MADE, then, "2026-10-01-first", TODAY)))


def test_without_a_baseline_nothing_is_said():
    """No empty lines in the overview."""
    assert dict(progress_facts(MADE)) == {}


def test_as_planned():
    """One line where nothing has moved."""
    assert facts(frozen(MADE)) == {"Since 2026-10-01-first": "Stage 2 audit as planned"}


def test_slips_new_and_closed():
    """The greatest slips, how many more there are, and what came and went."""
    then = frozen(MADE)
    early = {name: day - timedelta(days=20) for name, day in then.actions.items()}
    early["4.1-A1"] = early.pop("8.6.1-A1")
    stones = {**then.milestones, "stage-2": then.milestones["stage-2"] + timedelta(days=1)}
    told = facts(FrozenPlan(actions=early, milestones=stones))

    was = then.milestones["stage-2"]
    moved = f"Stage 2 audit 1 day earlier ({was + timedelta(days=1)}, now {was})"
    assert told["Since 2026-10-01-first"] == moved
    assert told["Slipped"].count(" 20 days later") == 10
    assert told["Slipped"].endswith(f" and {len(early) - 11} more")
    assert told["New since then"] == "8.6.1-A1"
    assert told["Closed since then"] == "4.1-A1"


def test_what_ends_earlier_has_not_slipped():
    """A plan that got shorter has no slips to show."""
    late = {name: date(2030, 1, 1) for name in frozen(MADE).actions}
    then = replace(MADE, progress=None)

    assert "Slipped" not in facts(FrozenPlan(actions=late, milestones=frozen(then).milestones))
