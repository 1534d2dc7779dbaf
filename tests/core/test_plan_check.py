"""A plan made elsewhere: what cannot be is found, what is sound is left in peace."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iso20k_gap.core.plan_check import Rule, Violation, check_plan
from iso20k_gap.core.plan_rows import PlanRow, PlanRows
from iso20k_gap.language import speaking
from pseudo import IN_CONTEXT, PSEUDO, unsaid, unsaid_words

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
    """One violation for each link, in the order of the file, with both days."""
    rows = (
        row("a", 0, 9, line=2),
        row("b", 0, 10, line=3),
        row("c", 5, 12, ["a", "b"], line=4),
        row("d", 6, 7, ["c"], line=5),
    )
    rule = Rule.STARTS_BEFORE_PREDECESSOR_ENDS

    assert check_plan(rows).violations == (
        Violation(rule, "c", "a", "c starts on 2027-01-09, before a ends on 2027-01-13", 4),
        Violation(rule, "c", "b", "c starts on 2027-01-09, before b ends on 2027-01-14", 4),
        Violation(rule, "d", "c", "d starts on 2027-01-10, before c ends on 2027-01-16", 5),
    )


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


def ring(size):
    """Tasks that each wait for the next, the last for the first."""
    return {f"T{number}": [f"T{number % size + 1}"] for number in range(1, size + 1)}


TWELVE = " after ".join(f"T{number}" for number in range(1, 13))


@pytest.mark.parametrize(
    ("links", "detail"),
    [
        ({"a": ["a"]}, "a waits for itself"),
        (ring(2), "tasks wait for each other: T1 after T2 after T1"),
        (ring(12), f"tasks wait for each other: {TWELVE} after T1"),
        (ring(14),
         f"tasks wait for each other: {TWELVE} after ... after T1 (14 tasks are tied together)"),
        ({"a": ["b"], "b": ["a", "c"], "c": ["b"]},
         "tasks wait for each other: a after b after a (3 tasks are tied together)"),
    ],
    ids=["itself", "two", "twelve", "more than are named", "two circles that share a task"],
)  # fmt: skip
def test_a_circle_is_told_in_words(links, detail):
    """Up to twelve tasks of one circle, and how many are tied together if these are more."""
    rows = [row(name, after=before) for name, before in links.items()]

    assert [each.detail for each in check_plan(tuple(rows)).violations] == [detail]


def test_how_many_are_tied_together_is_said_by_number():
    """A language finds the form it needs by the number and by the English form for one."""
    rows = tuple(row(name, after=before) for name, before in ring(14).items())
    with speaking(IN_CONTEXT):
        (violation,) = check_plan(rows).violations

    tasks = f"{TWELVE} after ... after T1".replace(" after ", "⟦ after ⟧")
    assert violation.detail == (
        f"⟦14: tasks wait for each other: {tasks} (14 task is tied together) / "
        f"tasks wait for each other: {tasks} (14 tasks are tied together)⟧"
    )


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
    names = ["WP1", "total", "Zz"]
    rows = (row("WP-1"), row("WP-2", after=names, line=3), PlanRow("total"))
    details = [
        "WP-2 waits for WP1, which is not in the file (did you mean WP-1?)",
        "WP-2 waits for total, which is a total, not a task",
        "WP-2 waits for Zz, which is not in the file",
    ]

    assert check_plan(rows).violations == tuple(
        Violation(Rule.MISSING_PREDECESSOR, "WP-2", name, detail, 3)
        for name, detail in zip(names, details, strict=True)
    )


@pytest.mark.parametrize(
    ("tasks", "missing", "hinted"), [(500, 50, 50), (500, 60, 50), (501, 50, 0)]
)
def test_likely_ids_are_looked_for_within_limits(tasks, missing, hinted):
    """For the first missing ones of a plan that is not too large; beyond that it takes too long."""
    last = row("last", after=[f"T-{number}" for number in range(missing)])
    rows = (*(row(f"T{number}") for number in range(tasks - 1)), last)
    details = [each.detail for each in check_plan(rows).violations]

    assert len(details) == missing
    assert all("which is not in the file (did you mean T" in each for each in details[:hinted])
    assert all(each.endswith(", which is not in the file") for each in details[hinted:])


def test_many_missing_ids_take_no_time():
    """In a large plan no likely id is looked for."""
    rows = tuple(row(f"T{n}", after=[f"X{n}.{m}" for m in range(20)]) for n in range(1000))

    assert len(check_plan(rows).violations) == 20_000


@pytest.mark.parametrize(
    ("ids", "parents"),
    [
        (["1", "1.1", "1.2"], {"1.1": "1", "1.2": "1"}),
        (["1", "1.2.1", "1.2.1.7"], {"1.2.1": "1", "1.2.1.7": "1.2.1"}),
        (["a", "a.b.c.d", "x.y"], {"a.b.c.d": "a"}),
        (["10.1", "1"], {}),
        (["total", "total.1"], {}),
    ],
)
def test_a_row_stands_under_the_nearest_above(ids, parents):
    """However many levels are left out between; a total stands above nothing."""
    rows = PlanRows(tuple(PlanRow(each) for each in ids))

    assert rows.parents == parents
    assert rows.summaries == set(parents.values())


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
    """Nothing is adjusted to fit, neither of a total nor of a summary row."""
    rows = (
        row("1", budget=money("9"), line=2),
        row("1.1", budget=money("10.5"), line=3),
        PlanRow("TOTAL", budget=money("12"), line=4),
    )
    details = {
        "1": "1 states 9, but the rows below it add up to 10.5: 1.5 apart",
        "TOTAL": "TOTAL states 12, but the rows add up to 10.5: 1.5 apart",
    }

    assert check_plan(rows).violations == (
        Violation(Rule.BUDGET_SUM, "1", "", details["1"], 2),
        Violation(Rule.BUDGET_SUM, "TOTAL", "", details["TOTAL"], 4),
    )


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
        ({(0, 0): 0, (3, 3): 1, (0, 4): 5, (0, 11): 10}, []),
        ({(0, 11): 11, (0, 13): 13}, []),
        ({(0, 11): 11, (0, 13): 13, (0, 4): 5, (0, 9): 99, (1, 9): 99},
         [(0, 11), (0, 13), (0, 9), (1, 9)]),
        ({(0, 4): "4.5", (0, 1): "1.5"}, []),
        ({(0, 4): 0}, [(0, 4)]),
        ({(5, 6): 0}, []),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (11, "2027-01-15 is 10 working days (12 calendar days, 11 elapsed days)"),
        (0, "2027-01-04 is 1 working day (1 calendar day, 0 elapsed days)"),
        (1, "2027-01-05 is 2 working days (2 calendar days, 1 elapsed day)"),
    ],
)
def test_the_detail_of_a_wrong_duration_shows_how_days_count(last, told):
    """All ways of counting, and the one that fits the file."""
    rows = (
        row("a", 0, 11, duration=money("10")),
        row("b", 0, last, duration=money("20"), line=3),
    )
    detail = (
        f"b: duration is 20, but 2027-01-04 to {told}; the file's durations fit working days best"
    )

    assert check_plan(rows).violations == (Violation(Rule.WRONG_DURATION, "b", "", detail, 3),)


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
