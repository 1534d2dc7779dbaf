"""The evidence register and how its pieces stand on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, answers, assessment
from iso20k_gap.core.assessment import Evidence
from iso20k_gap.core.evidence import Standing, ahead, register, running_out

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
PIECES = st.builds(
    Evidence,
    title=st.sampled_from(["Minutes", "Policy", "Log"]),
    location=st.sampled_from(["", "policy.pdf", "Tool"]),
    effective=st.none() | DAYS,
    valid_until=st.none() | DAYS,
    seen=st.booleans(),
    sha256=st.sampled_from(["", "a" * 64]),
)


def registered(**uses):
    """The register of an assessment with this evidence by requirement (`_` for `-` and `.`)."""
    made = {}
    for name, pieces in uses.items():
        identifier = name.removeprefix("r").replace("_", ".").replace("x", "-")
        made |= answers({identifier: "F"}, evidence=tuple(pieces))
    return register(assessment(answers=made))


def piece(**fields):
    return Evidence(title="Minutes", location="Tool", **fields)


def test_same_title_and_place_is_one_piece():
    """Evidence used for several requirements is registered once with all of them."""
    (found,) = registered(r8_6_1x01=[piece()], r8_6_1x02=[piece()])

    assert found.requirements == ("8.6.1-01", "8.6.1-02")
    assert found.disputed == ()


@pytest.mark.parametrize(
    "other", [Evidence(title="Minutes", location="Wiki"), Evidence(title="Log", location="Tool")]
)
def test_other_title_or_place_is_another_piece(other):
    """One of the two differs: two pieces, in the order of first use."""
    found = registered(r8_6_1x01=[piece()], r8_6_1x02=[other])

    assert [each.requirements for each in found] == [("8.6.1-01",), ("8.6.1-02",)]


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({}, "current"),
        ({"effective": "2026-11-21"}, "current"),
        ({"effective": "2026-11-22"}, "not yet"),
        ({"valid_until": "2026-11-21"}, "current"),
        ({"valid_until": "2026-11-20"}, "stale"),
        ({"seen": False}, "not seen"),
        ({"seen": False, "valid_until": "2026-11-20"}, "stale"),
        ({"seen": False, "effective": "2027-01-01"}, "not seen"),
    ],
)
def test_standing_on_a_day(fields, standing):
    """Both ends of the dates count in; run out is told before not seen."""
    (found,) = registered(r8_6_1x01=[piece(**fields)])

    assert found.standing(TODAY) == standing


def test_different_dates_are_disputed_and_read_with_caution():
    """The latest beginning, the earliest end and the unseen count; the fields are named."""
    (found,) = registered(
        r8_6_1x01=[piece(effective="2026-01-01", valid_until="2027-01-01", sha256="a" * 64)],
        r8_6_1x02=[piece(effective="2026-05-01", valid_until="2026-06-01", seen=False)],
    )

    assert (found.effective, found.valid_until) == (date(2026, 5, 1), date(2026, 6, 1))
    assert not found.seen
    assert found.disputed == ("effective", "valid_until", "seen", "sha256")
    assert found.hashes == ("a" * 64,)


def test_running_out_between_two_days():
    """What holds until the last day before is told, soonest first; what is stale already is not."""
    pieces = registered(
        r8_6_1x01=[
            Evidence(title="gone", valid_until="2026-11-20"),
            Evidence(title="later", valid_until="2026-12-20"),
            Evidence(title="today", valid_until="2026-11-21"),
            Evidence(title="that day", valid_until="2026-12-21"),
            Evidence(title="for ever"),
            Evidence(title="also later", valid_until="2026-12-20"),
        ]
    )
    found = running_out(pieces, TODAY, date(2026, 12, 21))

    assert [each.title for each in found] == ["today", "later", "also later"]


def test_looking_ahead_ends_with_the_calendar():
    """Thirty days on, and on the last days there are no further than that."""
    assert ahead(TODAY) == date(2026, 12, 21)
    assert ahead(date(9999, 12, 30)) == date.max


@given(st.dictionaries(st.sampled_from(["8.6.1-01", "8.6.1-02", "8.6.1-03"]), st.lists(PIECES)))
def test_every_use_is_registered_once(uses):
    """No piece is lost or doubled, and a piece is current only if every entry of it is."""
    made = {}
    for name, pieces in sorted(uses.items()):
        made |= answers({name: "F"}, evidence=tuple(pieces))
    found = register(assessment(answers=made))

    keys = {(each.title, each.location) for pieces in uses.values() for each in pieces}
    assert [(each.title, each.location) for each in found] == [*dict.fromkeys(
        (each.title, each.location) for name in sorted(uses) for each in uses[name]
    )]  # fmt: skip
    assert len(found) == len(keys)
    for each in found:
        entries = [
            (name, entry)
            for name, pieces in uses.items()
            for entry in pieces
            if (entry.title, entry.location) == (each.title, each.location)
        ]
        assert set(each.requirements) == {name for name, _ in entries}
        current = all(entry.is_current(TODAY) for _, entry in entries)
        assert (each.standing(TODAY) is Standing.CURRENT) == current


@given(st.lists(PIECES), DAYS, DAYS)
def test_what_runs_out_is_what_becomes_stale(pieces, one, two):
    """Between two days exactly the pieces are told that become stale."""
    on, by = sorted((one, two))
    found = registered(r8_6_1x01=pieces)
    becoming = {
        each
        for each in found
        if each.standing(on) is not Standing.STALE and each.standing(by) is Standing.STALE
    }

    assert set(running_out(found, on, by)) == becoming
