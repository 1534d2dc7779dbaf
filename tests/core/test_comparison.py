"""Comparing two states: examples and laws."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import READY, answers, catalogue, evaluation, everything
from iso20k_gap.core.comparison import Change, Comparison, compare

RATINGS = st.sampled_from(["N", "P", "L", "F"])
SOME = st.dictionaries(st.sampled_from(sorted(catalogue().by_id)), RATINGS, max_size=30)
NAMES = ("then", "now")


def compared(before, after, **fields):
    return compare(evaluation(before), evaluation(after, **fields), NAMES)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("N", "F", "closed"), ("L", "F", "closed"), ("F", "L", "opened"), ("F", "N", "opened"),
        ("N", "P", "better"), ("P", "L", "better"), ("L", "N", "worse"), ("P", "N", "worse"),
    ],
)  # fmt: skip
def test_kinds(before, after, kind):
    """Each way a rating can go has its name."""
    result = compared({"8.6.1-01": before}, {"8.6.1-01": after})

    groups = {name: getattr(result, name) for name in ("closed", "opened", "better", "worse")}
    expected = dict.fromkeys(groups, ()) | {kind: (Change("8.6.1-01", before, after),)}
    assert groups == expected
    assert result.unchanged == 0


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ({}, {"8.7.2-16": "F"}, "not rated before"),
        ({"8.7.2-16": "F"}, {}, "not rated now"),
        ({"8.7.2-16": "no_occurrence"}, {"8.7.2-16": "P"}, "no occurrence before"),
        ({"8.7.2-16": "P"}, {"8.7.2-16": "no_occurrence"}, "no occurrence now"),
    ],
)
def test_not_comparable_says_why(before, after, why):
    """What was not rated on both days is neither better nor worse."""
    result = compared(before, after)

    assert [each.why for each in result.not_comparable] == [why]


def test_two_states_by_hand():
    """Each requirement in its group, then and now; the numbers and verdicts of both days."""
    rest = {**everything("F"), "8.6.1": "N"}
    before = evaluation({"8.4.2-01": "N", "8.4.2-02": "F", "8.6.1": "P", "8.6.1-02": "L"})
    after = evaluation({**rest, "8.4.2-02": "L", "8.6.1-01": "L", "8.6.1-03": "P"}, operation=READY)
    fresh = [each for each in catalogue().by_id if not each.startswith(("8.4.2", "8.6.1-"))]

    assert compare(before, after, NAMES) == Comparison(
        origin="then",
        target="now",
        closed=(Change("8.4.2-01", "N", "F"),),
        opened=(Change("8.4.2-02", "F", "L"),),
        better=(Change("8.6.1-01", "P", "L"),),
        worse=(
            Change("8.6.1-02", "L", "N"),
            *(Change(f"8.6.1-{number:02}", "P", "N") for number in range(4, 12)),
        ),
        unchanged=1,
        not_comparable=tuple(Change(each, "unrated", "F", "not rated before") for each in fresh),
        remarks=(),
        conformity=(Fraction(1, 13), Fraction(361, 373)),
        achievement=(before.scorecard.overall.achievement, after.scorecard.overall.achievement),
        coverage=(Fraction(13, 373), Fraction(1)),
        verdicts=("undetermined", "ready for stage 1"),
    )
    assert compare(before, after, NAMES).regressed == (
        Change("8.4.2-02", "F", "L"),
        *compare(before, after, NAMES).worse,
    )


def test_everything_else_that_differs_is_remarked():
    """A changed frame is said before anyone reads the numbers, in a sentence each."""
    organisation = {"name": "Acme Services", "scope": "Everything"}
    before = evaluation({}, services=[{"name": "Backup"}, {"name": "Voice"}])
    after = evaluation(
        {},
        scale="yes-partial-no",
        organisation=organisation,
        services=[{"name": "Network"}, {"name": "Backup"}],
        questionnaire="screening",
        catalogue_version=2,
    )

    assert compare(before, after, NAMES).remarks == (
        "the scale changed from 'nplf' to 'yes-partial-no'",
        "the scope changed from 'Managed workplace' to 'Everything'",
        "the questionnaire changed from 'full' to 'screening'",
        "the catalogue version changed from '1' to '2'",
        "services in scope changed: Network, Voice",
    )


def test_another_edition_is_not_compared():
    """Requirements of both editions are listed, and why they say nothing of each other."""
    result = compare(
        evaluation({"4.1.1-01": "F", "4.2-01": "P"}, edition="2011"),
        evaluation({"4.2-01": "P", "10.2-01": "N"}),
        NAMES,
    )

    assert result.not_comparable == (
        Change("4.1.1-01", "F", "unrated", "another edition"),
        Change("4.2-01", "P", "P", "another edition"),
        Change("10.2-01", "unrated", "N", "another edition"),
    )
    assert result.remarks == ("the edition changed from '2011' to '2018'",)
    assert result.unchanged == 0


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, []),
        (1, ["1 answer is carried over and not yet confirmed"]),
        (2, ["2 answers are carried over and not yet confirmed"]),
    ],
)
def test_answers_carried_over_are_remarked(count, told):
    """Nobody has confirmed them on the later day, whatever they were before."""
    ids = ("8.6.1-01", "8.6.1-02")
    made = answers(dict.fromkeys(ids, "F")) | answers(
        dict.fromkeys(ids[:count], "F"), confirmed=False
    )
    unconfirmed, confirmed = evaluation(answers=made), evaluation(dict.fromkeys(ids, "F"))

    assert list(compare(confirmed, unconfirmed, NAMES).remarks) == told
    assert list(compare(unconfirmed, confirmed, NAMES).remarks) == []


@given(SOME)
def test_nothing_changes_against_itself(ratings):
    """compare(x, x) has no change."""
    result = compared(ratings, ratings)

    assert result.unchanged == len(ratings)
    assert (result.closed, result.regressed, result.better) == ((), (), ())


@given(SOME, SOME)
def test_the_way_back_mirrors_the_way(before, after):
    """Opened one way is closed the other, better is worse."""
    there, back = compared(before, after), compared(after, before)

    def ids(changes):
        return [each.requirement for each in changes]

    assert ids(there.better) == ids(back.worse)
    assert ids(there.closed) == ids(back.opened)
    assert there.unchanged == back.unchanged


@given(SOME, SOME)
def test_every_rated_requirement_is_in_exactly_one_group(before, after):
    """Closed, opened, better, worse, unchanged and not comparable cover all."""
    result = compared(before, after)
    groups = (result.closed, result.opened, result.better, result.worse, result.not_comparable)

    assert sum(map(len, groups)) + result.unchanged == len({**before, **after})
