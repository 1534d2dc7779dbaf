"""The words that differ with a plan's direction: forward from the start, back from the wish."""

from datetime import timedelta

import pytest

from builders import evaluation, everything
from documents import Page, planned
from iso20k_gap.reports.chapters.planning import plan_chapter
from iso20k_gap.reports.plan_direction import chance, direction, room
from iso20k_gap.reports.plan_document import plan_view, render_html
from iso20k_gap.reports.words import long_day

GAPS = evaluation({**everything("F"), "8.6": "N", "8.7.2": "P"})
FREE = planned(GAPS)
WISHED = planned(GAPS, stage2=str(FREE.earliest + timedelta(days=90)))
TIGHT = planned(GAPS, stage2=str(FREE.earliest))
SOON = planned(GAPS, stage2=str(FREE.earliest - timedelta(days=9)))


@pytest.mark.parametrize(
    ("plan", "counting", "chain"),
    [
        (FREE, "Counted from the start: ", "What sets the earliest date"),
        (SOON, "Counted from the start: ", "What sets the earliest date"),
        (WISHED, "Counted back from Stage 2: ", "What sets the latest start"),
    ],
)
def test_the_document_says_how_it_counts(plan, counting, chain):
    """In the overview; critical and simulated mean what they mean in this direction."""
    text = Page(render_html(plan_view(GAPS, plan))).text

    assert counting in text
    assert chain in text
    assert direction(plan).critical in text
    assert direction(plan).simulated in text
    other = WISHED if plan is not WISHED else FREE
    assert direction(other).critical not in text


def test_a_backward_plan_says_by_when_to_begin():
    """How sure it is as planned and at once, and the day for being sure."""
    told = chance(WISHED)

    assert f"Begun on the planned days, {WISHED.chance} % of simulated courses" in told
    assert "begun at once and done as early as can be, 100 % do." in told
    assert f"To be 80 % sure, begin by {long_day(WISHED.safe_starts[1])} and go on" in told
    assert "No start is early enough to be 80 % sure." in chance(TIGHT)
    assert chance(FREE) == ""
    assert chance(SOON).endswith("reach Stage 2 by the wished day.")


def test_slack_says_where_an_action_may_lie():
    """Later in a forward plan, earlier in a backward one; a critical action nowhere else."""
    for plan, words in (
        (FREE, "of slack, at the latest to "),
        (WISHED, "of slack, at the earliest"),
    ):
        for each in plan.actions:
            told = room(plan, each)
            assert bool(told) == (each.slack > 0)
            assert words in told or each.critical
            day = each.earliest if plan is WISHED else each.latest
            assert not told or told.endswith(str(day))


def test_the_tone_follows_what_can_still_be_reached():
    """A plan with time to spare is good, however late it is planned; a tight one is not."""
    tones = [plan_chapter(each).tone for each in (FREE, WISHED, TIGHT, SOON)]

    assert tones == ["good", "good", "fair", "bad"]
