"""Comparing two states: examples and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import answers, catalogue, evaluation
from iso20k_gap.core.comparison import compare

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

    assert [each.requirement for each in getattr(result, kind)] == ["8.6.1-01"]
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


def test_other_scale_scope_and_services_are_remarked():
    """A changed frame is said before anyone reads the numbers."""
    organisation = {"name": "Acme Services", "scope": "Everything"}
    services = [{"name": "Network"}]
    result = compare(
        evaluation({}),
        evaluation({}, scale="yes-partial-no", organisation=organisation, services=services),
        NAMES,
    )

    text = " ".join(result.remarks)
    for word in ("scale", "scope", "Network"):
        assert word in text


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
