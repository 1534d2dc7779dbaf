"""Tasks in their order, with the habits of their owners, and those a goal needs."""

from datetime import date

import pytest

from iso20k_gap.core.tasks import Task, in_order, needed, with_habits

DAY = date(2027, 1, 4)


def names(tasks):
    return [each.id for each in tasks]


def test_each_task_stands_behind_those_it_waits_for():
    """Whatever is not in the list is waited for by nobody."""
    tasks = [Task("c", after=("b", "gone")), Task("b", after=("a",)), Task("a")]

    assert names(in_order(tasks)) == ["a", "b", "c"]
    assert in_order([]) == []


def test_a_circle_is_told_from_task_to_task():
    """Each waits for the one before it in the text."""
    tasks = [Task("a", after=("b",)), Task("b", after=("c",)), Task("c", after=("a",)), Task("d")]

    with pytest.raises(ValueError, match=r"^(a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c)$"):
        in_order(tasks)


@pytest.mark.parametrize(
    ("tasks", "after"),
    [
        ((Task("b", behind=("a",)), Task("a")), {"a": (), "b": ("a",)}),
        ((Task("b", behind=("a",), after=("c",)), Task("a"), Task("c")),
         {"a": (), "c": (), "b": ("c", "a")}),
        ((Task("b", behind=("a",)), Task("a", after=("b",))), {"b": (), "a": ("b",)}),
    ],
)  # fmt: skip
def test_a_habit_is_kept_unless_it_makes_a_circle(tasks, after):
    """What an owner takes first is waited for too; a rule of the plan wins."""
    ordered = with_habits(iter(tasks))

    assert {each.id: each.after for each in ordered} == after
    assert all(names(ordered).index(one) < names(ordered).index(name)
               for name, before in after.items() for one in before)  # fmt: skip


@pytest.mark.parametrize(
    ("goals", "found"),
    [
        (("goal",), "goal b a"),
        (("fixed",), "fixed"),
        (("late",), "late fixed"),
        (("goal", "fixed"), "goal b a fixed"),
        (("gone",), ""),
        ((), ""),
    ],
)
def test_a_goal_needs_what_it_waits_for(goals, found):
    """Directly or not; a task with a date waits for nothing, and what is no task is not needed."""
    tasks = [
        Task("goal", after=("b", "a", "gone")),
        Task("b", after=("a",)),
        Task("a"),
        Task("fixed", after=("a",), due=DAY),
        Task("late", after=("fixed",)),
        Task("alone", start=DAY),
    ]

    assert needed(tasks, *goals) == frozenset(found.split())
