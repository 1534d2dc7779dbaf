"""Circles in a network of tasks, and the chain that sets its end."""

from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.core.network import Knot, driving_chain, knots

NAMES = "abcdefgh"
NETWORKS = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(NAMES), max_size=3, unique=True) for name in NAMES}
)
START = date(2027, 1, 1)


def reaches(network, first, last):
    seen, stack = set(), list(network[first])
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            stack += network[name]
    return last in seen


@given(NETWORKS)
def test_knots_are_the_tasks_that_wait_for_themselves(network):
    """A task is in a knot just if it waits, however far round, for itself; knots do not overlap."""
    found = list(knots(network))

    tied = [name for each in found for name in each.tasks]
    assert sorted(tied) == [name for name in NAMES if reaches(network, name, name)]
    for each in found:
        assert all(reaches(network, a, b) for a in each.tasks for b in each.tasks)


@given(NETWORKS)
def test_a_loop_is_one(network):
    """Each task of a loop waits for the next, the last for the first; none comes twice."""
    for each in knots(network):
        turned = (*each.loop[1:], each.loop[0])
        assert all(after in network[name] for name, after in zip(each.loop, turned, strict=True))
        assert set(each.loop) <= each.tasks
        assert len(set(each.loop)) == len(each.loop)
        assert each.loop[0] == min(each.loop, key=list(network).index)


def test_of_several_circles_the_first_is_told():
    """Where circles are tied together, the one that the network names first stands for all."""
    network = {"d": ["c"], "c": ["d", "a"], "b": ["a"], "a": ["b", "d"]}

    assert list(knots(network)) == [Knot(frozenset("abcd"), ("d", "c"))]


@given(NETWORKS)
def test_no_knot_means_an_order(network):
    """The standard library agrees on whether there is a circle."""
    try:
        list(TopologicalSorter(network).static_order())
    except CycleError:
        assert list(knots(network))
    else:
        assert not list(knots(network))


@given(
    NETWORKS,
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 9), min_size=1),
    st.lists(st.integers(0, 9), min_size=len(NAMES), max_size=len(NAMES)),
)
def test_a_chain_goes_back_by_the_latest_end(network, numbers, lengths):
    """Whatever the network: the chain ends last of all, and holds links that are in no circle."""
    ends = {name: START + timedelta(days=number) for name, number in numbers.items()}
    chain = driving_chain(network, ends, dict(zip(NAMES, lengths, strict=True)))

    assert ends[chain[-1]] == max(ends.values())
    assert len(set(chain)) == len(chain)
    for before, after in pairwise(chain):
        assert before in network[after]
        assert not reaches(network, before, after)
        free = [
            name for name in network[after] if name in ends and not reaches(network, name, after)
        ]
        assert ends[before] == max(ends[name] for name in free)


FORK = {"a": "", "b": "a", "c": "", "d": "cb"}


@pytest.mark.parametrize(
    ("network", "ends", "days", "chain"),
    [
        ({"a": "", "b": "", "c": "ab"}, {"a": 1, "b": 2, "c": 3}, {"a": 9}, "bc"),
        ({"a": "", "b": "", "c": "ab"}, {"a": 1, "b": 1, "c": 3}, {"b": 2}, "bc"),
        (FORK, {"a": 1, "b": 2, "c": 2, "d": 3}, {"c": 3}, "cd"),
        (FORK, {"a": 1, "b": 2, "c": 2, "d": 3}, {"a": 2, "c": 2}, "abd"),
        ({"a": "", "b": "", "c": "ba"}, {"a": 1, "b": 1, "c": 3}, {}, "ac"),
        ({"a": "", "b": ""}, {"a": 1, "b": 1}, {}, "a"),
        ({"a": "", "b": ""}, {"a": 1, "b": 1}, {"b": 2}, "b"),
        ({"a": "", "b": "a", "c": "b"}, {"a": 1, "c": 3}, {}, "c"),
        ({"a": "b", "b": "a", "c": "ab"}, {"a": 1, "b": 2, "c": 3}, {}, "bc"),
        ({"a": "ca", "b": "a", "c": "b"}, {"a": 3, "b": 2, "c": 1}, {}, "a"),
    ],
    ids=[
        "the latest end", "the longer task", "a longer task against two", "the longer chain",
        "the first that is named", "the first of the last", "the longest of the last",
        "no link over a task without an end", "a link out of a circle", "no link within a circle",
    ],
)  # fmt: skip
def test_the_chain_that_sets_the_end(network, ends, days, chain):
    """By the latest end; of equals by the longer chain of days, then in the network's order."""
    given_ends = {name: START + timedelta(days=number) for name, number in ends.items()}
    lasting = {name: days.get(name, 1) for name in network}

    assert "".join(driving_chain(network, given_ends, lasting)) == chain


def test_nothing_gives_nothing():
    """No task with an end, no chain."""
    assert driving_chain({"a": []}, {}, {"a": 0}) == ()
    assert not list(knots({}))
