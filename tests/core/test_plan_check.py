"""A plan made elsewhere: what cannot be is found, what is sound is left in peace."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.core.plan_check import Rule, check_plan
from iso20k_gap.core.plan_rows import PlanRow
from iso20k_gap.language import speaking
from pseudo import PSEUDO, unsaid, unsaid_words

MONDAY = date(2027, 1, 4)


def row(name, first=0, last=0, after=(), **fields):
    """A task from one day to another, both counted from a Monday."""
    return PlanRow(name, day(first), day(last), tuple(after), **fields)


def day(number):
    return MONDAY + timedelta(days=number)


def found(*rows):
    return [(each.rule.value, each.id, each.other) for each in check_plan(rows).violations]


def money(text):
    return Decimal(text)


EARLY = "starts-before-predecessor-ends"


@pytest.mark.parametrize(
    ("first", "last", "start", "violated"),
    [
        (0, 4, 5, False),
        (0, 4, 4, False),
        (0, 4, 3, True),
        (0, 0, 0, False),
        (4, 4, 4, False),
        (4, 4, 3, True),
    ],
)
def test_a_task_may_start_on_the_day_its_predecessor_ends(first, last, start, violated):
    """Earlier than that it starts too early; a milestone is a task of one day."""
    rows = (row("a", first, last), row("b", start, start + 3, ["a"]))

    assert found(*rows) == ([(EARLY, "b", "a")] if violated else [])


def test_every_early_start_is_told():
    """One violation for each link, in the order of the file."""
    rows = (row("a", 0, 9), row("b", 0, 9), row("c", 5, 12, ["a", "b"]), row("d", 6, 7, ["c"]))

    assert found(*rows) == [(EARLY, "c", "a"), (EARLY, "c", "b"), (EARLY, "d", "c")]


@pytest.mark.parametrize(
    ("links", "circles"),
    [
        ({"a": "b", "b": "a"}, [("a", "b")]),
        ({"a": "a"}, [("a", "a")]),
        ({"a": "b", "b": "c", "c": "a", "d": "a"}, [("a", "b")]),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, [("a", "b"), ("c", "d")]),
        ({"a": "", "b": "a", "c": "ab"}, []),
        ({"d": "c", "c": "b", "b": "cd", "a": "d"}, [("b", "c")]),
    ],
)
def test_circles_are_told_once_each(links, circles):
    """A circle is named by its first task in the file, and the one that waits for."""
    rows = [row(name, 0, 0, links.get(name, "")) for name in "abcd"]

    assert sorted(found(*rows)) == [("cycle", *each) for each in circles]


def test_a_long_circle_is_no_trouble():
    """A thousand tasks in a ring, and a chain of many more, without recursion."""
    names = [f"T{number}" for number in range(1000)]
    ring = [row(name, after=[names[number - 1]]) for number, name in enumerate(names)]
    chain = [row(f"C{n}", n, n, [f"C{n - 1}"] if n else []) for n in range(20_000)]

    (violation,) = check_plan(tuple(ring)).violations
    assert (violation.rule, violation.id, violation.other) == (Rule.CYCLE, "T0", "T999")
    assert "T0 after T999 after T998" in violation.detail
    assert "(1000 tasks are tied together)" in violation.detail
    assert len(violation.detail) < 300
    made = check_plan(tuple(chain))
    assert (made.violations, len(made.critical_path)) == ((), 20_000)


def test_missing_ids_are_told_with_a_likely_one():
    """A total is no task to wait for either."""
    rows = (row("WP-1"), row("WP-2", after=["WP1", "total"]), PlanRow("total"))
    details = [each.detail for each in check_plan(rows).violations]

    assert found(*rows) == [("missing-predecessor", "WP-2", each) for each in ("WP1", "total")]
    assert details[0] == ("WP-2 waits for WP1, which is not in the file (did you mean WP-1?)")
    assert details[1] == "WP-2 waits for total, which is a total, not a task"


def test_many_missing_ids_take_no_time():
    """In a large plan no likely id is looked for."""
    rows = tuple(row(f"T{n}", after=[f"X{n}.{m}" for m in range(20)]) for n in range(1000))

    assert len(check_plan(rows).violations) == 20_000


@pytest.mark.parametrize(
    ("rows", "summed", "stated", "violated"),
    [
        ([("a", "10"), ("b", "5.50")], "15.50", None, []),
        ([("a", "10"), ("b", "5.50"), ("TOTAL", "15.5")], "15.50", "15.5", []),
        ([("a", "10"), ("b", "5"), ("Total", "14.99")], "15", "14.99", ["Total"]),
        ([("0.1", "0.1"), ("0.2", "0.2"), ("sum", "0.3")], "0.3", "0.3", []),
        ([("1", "7"), ("1.1", "3"), ("1.2", "4")], "7", None, []),
        ([("1", "9"), ("1.1", "3"), ("1.2", "4"), ("total", "9")], "7", "9", ["1", "total"]),
        ([("1", None), ("1.1", "3"), ("1.2.1", "4"), ("total", "7")], "7", "7", []),
        ([("1", "9"), ("1.2", "8"), ("1.2.1", "4")], "4", None, ["1", "1.2"]),
        ([("1", "9"), ("1.1", None), ("1.2", None), ("total", "9")], "9", "9", []),
        ([("a", None), ("Grand total", "5")], "0", "5", ["Grand total"]),
    ],
)
def test_budgets_add_up_or_are_told(rows, summed, stated, violated):
    """Rows against totals and summary rows; both figures stay as they are."""
    made = check_plan(
        tuple(
            PlanRow(name, MONDAY, MONDAY, budget=None if amount is None else money(amount))
            for name, amount in rows
        )
    )

    assert (made.budget, made.stated) == (money(summed), stated and money(stated))
    assert [(each.rule, each.id) for each in made.violations] == [
        (Rule.BUDGET_SUM, name) for name in violated
    ]


def test_both_figures_of_a_wrong_sum_are_shown():
    """Nothing is adjusted to fit."""
    rows = (row("a", budget=money("10.5")), PlanRow("TOTAL", budget=money("12")))
    (violation,) = check_plan(rows).violations

    assert violation.detail == "TOTAL states 12, but the rows add up to 10.5: 1.5 apart"


@pytest.mark.parametrize(
    ("durations", "wrong"),
    [
        ({(0, 4): 5, (0, 11): 10}, []),
        ({(0, 4): 5, (0, 11): 12}, []),
        ({(0, 4): 5, (0, 11): 9}, [(0, 11)]),
        ({(0, 11): 12, (0, 13): 14, (7, 18): 10}, [(7, 18)]),
        ({(0, 11): 10, (0, 13): 10, (7, 18): 12}, [(7, 18)]),
        ({(0, 11): 11, (0, 13): 13, (0, 9): 9}, []),
        ({(0, 4): 4}, [(0, 4)]),
        ({(0, 0): 0, (3, 3): 1}, []),
        ({(0, 4): "4.5", (0, 1): "1.5"}, []),
        ({(0, 4): 0}, [(0, 4)]),
        ({(5, 6): 0}, []),
    ],
)
def test_durations_agree_with_dates_or_are_told(durations, wrong):
    """Working days or calendar days, whichever the file counts in; half days are rounded up."""
    rows = tuple(
        row(f"{first}-{last}", first, last, duration=Decimal(days))
        for (first, last), days in durations.items()
    )

    assert found(*rows) == [("wrong-duration", f"{first}-{last}", "") for first, last in wrong]


def test_an_end_before_the_start_is_a_wrong_duration():
    """Whether the file has durations or not."""
    (violation,) = check_plan((row("a", 5, 2),)).violations

    assert violation.rule is Rule.WRONG_DURATION
    assert violation.detail == "a ends on 2027-01-06, before it starts on 2027-01-09"


def test_the_detail_of_a_wrong_duration_shows_how_days_count():
    """All ways of counting, and the one that fits the file."""
    rows = (row("a", 0, 11, duration=money("10")), row("b", 0, 11, duration=money("20")))
    (violation,) = check_plan(rows).violations

    assert violation.detail == (
        "b: duration is 20, but 2027-01-04 to 2027-01-15 is 10 working days (12 calendar days, "
        "11 elapsed days); the file's durations fit working days best"
    )


CHAINS = [
    ([row("a", 0, 4), row("b", 5, 9, "a"), row("c", 5, 20, "a"), row("d", 21, 22, "bc")], "acd"),
    ([row("a", 0, 4), row("b", 5, 9, "a"), row("c", 0, 9)], "ab"),
    ([row("a", 0, 4), row("b", 6, 9, "a"), row("c", 0, 9)], "c"),
    ([row("a", 0, 9), row("b", 4, 9), row("c", 10, 11, "ba")], "ac"),
    ([row("a", 0, 0), row("b", 0, 0)], "a"),
    ([row("a", 0, 2, "b"), row("b", 3, 5, "a"), row("c", 6, 7, "b"), row("d", 8, 9, "c")], "bcd"),
    ([row("a", 0, 60), row("b", 0, 9), row("c", 90, 95, "ab")], "ac"),
    ([row("a", 0, 5), PlanRow("total", day(0), day(99))], "a"),
    ([PlanRow("1"), PlanRow("1.a", day(0), day(5)), row("b", 6, 9, ["1"])], "b"),
]


@pytest.mark.parametrize(("rows", "chain"), CHAINS)
def test_critical_path_is_the_chain_that_sets_the_end(rows, chain):
    """Back from what ends last, each time to what ended last; the longer chain among equals."""
    assert "".join(check_plan(tuple(rows)).critical_path) == chain


def test_facts_of_a_plan():
    """Tasks without totals, and the last end whoever has it."""
    made = check_plan((row("a", 0, 4), row("b", 5, 30), row("c", 5, 9), PlanRow("Total")))

    assert (made.tasks, made.finish) == (3, day(30))
    assert check_plan((PlanRow("total"),)).finish is None


@st.composite
def sound_plans(draw):
    """Plans in which every task begins after all it waits for, with totals that are right."""
    rows = []
    for number in range(draw(st.integers(1, 12))):
        before = draw(st.lists(st.sampled_from(rows), max_size=3, unique=True)) if rows else []
        begin = max([each.end for each in before], default=MONDAY)
        begin += timedelta(days=draw(st.integers(0, 5)))
        end = begin + timedelta(days=draw(st.integers(0, 20)))
        amount = draw(st.none() | st.decimals(0, 10_000, places=2))
        names = tuple(each.id for each in before)
        length = Decimal((end - begin).days + 1)
        rows.append(PlanRow(f"T{number}", begin, end, names, amount, length, line=number + 2))
    amounts = [each.budget for each in rows if each.budget is not None]
    total = PlanRow("TOTAL", budget=sum(amounts, start=Decimal(0)), line=99)
    return (*rows, total) if amounts else tuple(rows)


@given(sound_plans())
def test_a_sound_plan_has_no_violation(rows):
    """Calendar-day durations, links in order, right sums: nothing to say."""
    made = check_plan(rows)

    assert made.violations == ()
    assert made.critical_path
    assert made.finish == max(each.end for each in rows if each.end)


@given(sound_plans())
def test_the_critical_path_is_a_chain_of_links(rows):
    """Each task of it waits for the one before; it ends with the plan and begins with nothing."""
    by_id = {each.id: each for each in rows}
    path = [by_id[name] for name in check_plan(rows).critical_path]

    assert path[-1].end == check_plan(rows).finish
    assert not path[0].predecessors
    for before, after in pairwise(path):
        assert before.id in after.predecessors
        assert before.end == max(by_id[name].end for name in after.predecessors)


@given(sound_plans(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_finding(rows, source: random.Random):
    """The same plan in another order has the same facts, and the same violations if broken."""
    broken = tuple(replace(each, start=day(-9), line=0) for each in rows)
    mixed = list(broken)
    source.shuffle(mixed)

    first, second = check_plan(broken), check_plan(tuple(mixed))
    assert set(first.violations) == set(second.violations)
    assert (first.tasks, first.finish, first.budget) == (second.tasks, second.finish, second.budget)


@given(sound_plans(), st.data())
def test_whatever_is_broken_is_found(rows, data):
    """A missing id, a link to oneself, a wrong total or a duration put into a sound plan."""
    number = data.draw(st.integers(0, len(rows) - 1))
    one = rows[number]
    if one.is_total:
        wrong, rule = replace(one, budget=one.budget + Decimal("0.01")), Rule.BUDGET_SUM
    else:
        wrong, rule = data.draw(
            st.sampled_from(
                [
                    (
                        replace(one, predecessors=(*one.predecessors, "nobody")),
                        "missing-predecessor",
                    ),
                    (replace(one, predecessors=(*one.predecessors, one.id)), "cycle"),
                    (replace(one, end=one.start - timedelta(days=1)), "wrong-duration"),
                ]
            )
        )
    made = check_plan((*rows[:number], wrong, *rows[number + 1 :]))

    assert (rule, one.id) in [(each.rule, each.id) for each in made.violations]


def test_a_step_before_its_time_is_told_with_the_other():
    """Stage 2 before Stage 1 stands in the line of the later step."""
    rows = (
        PlanRow("a", day(0), day(4), name="Stage 2", line=2),
        PlanRow("b", day(7), day(8), name="Stage 1", line=3),
    )
    (told,) = check_plan(rows).violations

    assert (told.rule, told.id, told.other, told.line) == (
        Rule.ORDER_OF_CERTIFICATION, "a", "b", 2,
    )  # fmt: skip
    assert told.detail


def test_everything_found_is_said_in_the_language_spoken():
    """One of each rule, and of each way to tell it; ids and what is typed stand within."""
    rows = (
        row("1", 0, 4, ["1"], duration=Decimal(9)),
        row("2", 9, 5),
        row("3", 2, 6, ["1", "99", "TOTAL", "11"], duration=Decimal(5)),
        row("4", 0, 1, ["5"]),
        row("5", 0, 1, ["4"]),
        replace(row("6", 5, 6, budget=money("3")), name="Internal audit"),
        replace(row("7", 4, 4), name="Management review"),
        replace(row("8", 3, 3), name="Stage 2 audit"),
        row("9", budget=money("7")),
        row("9.1", budget=money("5")),
        PlanRow("TOTAL", budget=money("12")),
    )
    with speaking(PSEUDO):
        violations = check_plan(rows).violations

    assert {each.rule for each in violations} == set(Rule)
    assert {each.id: unsaid_words(each.detail) for each in violations if unsaid(each.detail)} == {}
