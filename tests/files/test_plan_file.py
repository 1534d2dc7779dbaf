"""`plan.yaml`: every complaint at once with its line, and changes that leave the rest alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import catalogue, new_folder
from iso20k_gap.core.plan import Status
from iso20k_gap.errors import InputError
from iso20k_gap.files import plan_file, yaml_file

BY_HAND = """\
# our plan
schema: 1
start: 2026-12-01   # after the move
x-board: "approved"
owners:
  - {role: Change manager, name: Jane Doe, days_per_week: 1.5}
actions:
  # the tool comes in March
  8.6.1-A1: {status: in_progress, percent: 30, x-ticket: OPS-17}   # started early
  8.6.2-A1:
    due: 2027-02-26
    note: "with the new portal"

# the end of the year
calendar:
  country: IE
"""


@pytest.fixture
def acme(tmp_path):
    """A new assessment folder."""
    return new_folder(tmp_path / "acme")


def written(folder, text):
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return folder


def read(folder, today=None):
    return plan_file.read(folder, catalogue(), today)


def complaints(folder, today=None):
    with pytest.raises(InputError) as caught:
        read(folder, today)
    return [str(each).rpartition("/")[2] for each in caught.value.complaints]


def test_a_new_folder_has_decisions_without_any(acme):
    """What `new` writes reads as the defaults."""
    decisions = read(acme)

    assert decisions.actions == {}
    assert decisions.default_days_per_week == 1
    assert read(acme.parent) == decisions


def test_a_file_by_hand_is_read(acme):
    """Dates, owners, actions and people's own keys."""
    decisions = read(written(acme, BY_HAND))

    assert decisions.start == date(2026, 12, 1)
    assert decisions.owners[0].days_per_week == 1.5
    assert decisions.actions["8.6.1-A1"].status is Status.IN_PROGRESS


def test_every_complaint_at_once_with_its_line(acme):
    """Values, names, dates, countries, circles: nothing hides behind another."""
    text = """\
schema: 1
start: 2027-01-01
stage2: 2026-12-01
calendar: {country: Irland, working_days: [1, 2, 3]}
owners:
  - {role: Chnage manager, days_per_week: 2}
  - {role: Release manager, name: Jo, days_per_week: 1}
  - {role: Problem manager, name: Jo, days_per_week: 4}
  - {role: Problem manager}
actions:
  8.6.1-A9: {status: open}
  8.6.1-A1: {prerequisites: [8.6.3-A1]}
  8.6.3-A1: {prerequisites: [8.6.1-A1, 8.6.3-A8]}
"""
    told = complaints(written(acme, text))

    for begin in (
        "plan.yaml:3:1: stage2 2026-12-01 lies before the plan's start 2027-01-01",
        "plan.yaml:4:12: calendar.country: no public holidays are known for 'Irland' (did you",
        "plan.yaml:6:6: no action belongs to the role 'Chnage manager' (did you mean Change",
        "plan.yaml:8:39: Jo has 4 days a week, but a week has 3 working days",
        "plan.yaml:8:39: Jo has 1 and 4 days a week",
        "plan.yaml:9:6: the role 'Problem manager' has two owners",
        "plan.yaml:11:3: there is no action 8.6.1-A9 in edition 2018 (did you mean 8.6.1-A",
        "plan.yaml:13:40: 8.6.3-A1: there is no action 8.6.3-A8 to wait for",
    ):
        assert any(each.startswith(begin) for each in told), (begin, told)
    assert any("actions wait for each other in a circle: 8.6" in each for each in told)
    assert len(told) == 9


def test_nothing_hides_behind_a_wrong_value(acme):
    """What is right otherwise is checked as well; places stay right where a value is wrong."""
    text = """\
schema: 1
stage2: 2026-01-01
owners:
  - {role: Incident manager, days_per_week: 0}
  - {role: Chnage manager, days_per_week: 2}
actions:
  8.6.1-A1: {prerequisites: [8.6.3-A1]}
  8.6.3-A1: {prerequisites: [8.6.1-A1], percent: 200, start: soon}
  8.7.2-A1: {prerequisites: [8.7.2-A2]}
  8.7.2-A2: {prerequisites: [8.7.2-A1]}
"""
    told = complaints(written(acme, text), date(2026, 11, 21))

    for begin in (
        "plan.yaml:2:1: stage2 2026-01-01 has passed",
        "plan.yaml:4:30: owners.0.days_per_week: expected greater than 0, not '0'",
        "plan.yaml:5:6: no action belongs to the role 'Chnage manager'",
        "plan.yaml:7:14: actions wait for each other in a circle: 8.6.1-A1 -> 8.6.3-A1 -> 8.6.1-A1",
        "plan.yaml:8:41: actions.8.6.3-A1.percent",
        "plan.yaml:8:55: actions.8.6.3-A1.start",
        "plan.yaml:9:14: actions wait for each other in a circle: 8.7.2-A1 -> 8.7.2-A2 -> 8.7.2-A1",
    ):
        assert any(each.startswith(begin) for each in told), (begin, told)
    assert len(told) == 7


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("owners: [{role: Change manager, days_per_week: 0}]", "greater than 0, not '0'"),
        ("owners: [{role: Change manager, days_per_week: much}]", "valid number"),
        ("calendar: {working_days: [8]}", "less than or equal to 7"),
        ("calendar: {working_days: []}", "at least 1 item"),
        ("calendar: {subdivision: BY}", "given without a country"),
        ("calendar: {country: DE, subdivision: Bavaria}", "DE has no subdivision 'Bavaria'"),
        ("calendar: {closed: [{from: 2027-01-02, to: 2027-01-01}]}", "'to' lies before 'from'"),
        ("actions: {8.6.1-A1: {percent: 101}}", "less than or equal to 100"),
        ("actions: {8.6.1-A1: {status: finished}}", "'open', 'in_progress', 'done' or 'dropped'"),
        ("actions: {8.6.1-A1: {start: 2027-02-01, due: 2027-01-01}}", "'due' lies before 'start'"),
        ("actions: {8.6.1-A1: {effort: {low: 3, likely: 2, high: 4}}}", "low, likely, high"),
        ("default_days_per_week: 6", "more than the 5 working days"),
        ("aktions: {}", "aktions is not a key we know"),
    ],
)
def test_bad_values_are_told(acme, text, words):
    """Each in our words, at its line."""
    told = complaints(written(acme, f"schema: 1\n{text}\n"))

    assert any(words in each for each in told), told
    assert all(each.startswith("plan.yaml:2:") for each in told)


def test_a_stage_2_that_has_passed_is_told_when_asked(acme):
    """Only `plan` asks: other commands go on."""
    folder = written(acme, "schema: 1\nstage2: 2026-11-20\n")

    assert read(folder).stage2 == date(2026, 11, 20)
    assert read(folder, date(2026, 11, 20)).stage2
    assert complaints(folder, date(2026, 11, 21)) == [
        "plan.yaml:2:1: stage2 2026-11-20 has passed (give a later day, or remove it)"
    ]


def change(folder, action, **values):
    return plan_file.change(folder, catalogue(), action, values)


def test_a_change_touches_its_lines_alone(acme):
    """Comments, own keys, quotes and all other lines stay byte for byte."""
    folder = written(acme, BY_HAND)
    change(folder, "8.6.1-A1", status="done", percent=100)

    before, after = BY_HAND.splitlines(), (folder / "plan.yaml").read_text().splitlines()
    (changed,) = [number for number, line in enumerate(before) if line != after[number]]
    assert len(before) == len(after)
    assert after[changed].split("  #")[0].rstrip() == (
        "  8.6.1-A1: {status: done, percent: 100, x-ticket: OPS-17}"
    )
    assert after[changed].endswith("  # started early")


def test_a_new_decision_goes_to_the_end_of_its_block(acme):
    """What comes behind the block stays behind it."""
    folder = written(acme, BY_HAND)
    decisions = change(folder, "8.7.2-A1", owner="Zoë O'Hara: yes", due=date(2027, 5, 3))

    assert decisions == read(folder)
    assert decisions.actions["8.7.2-A1"].owner == "Zoë O'Hara: yes"
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert text.index("8.6.2-A1") < text.index("8.7.2-A1") < text.index("# the end of the year")
    assert text.startswith(BY_HAND[: BY_HAND.index("\n# the end")])


def test_a_file_without_actions_gets_them(acme):
    """The template of `new` keeps its comments; a missing file is begun."""
    before = (acme / "plan.yaml").read_text(encoding="utf-8")
    change(acme, "8.6.1-A1", percent=20)
    after = (acme / "plan.yaml").read_text(encoding="utf-8")
    assert after == before + "actions:\n  8.6.1-A1:\n    percent: 20\n"

    (acme / "plan.yaml").unlink()
    change(acme, "8.6.1-A1", percent=20)
    assert read(acme).actions["8.6.1-A1"].percent == 20


@pytest.mark.parametrize("empty", ["actions:\n", "actions: {}\n", "actions: {}  # none yet\n"])
def test_an_empty_block_is_filled(acme, empty):
    """Whatever way of writing nothing was chosen."""
    folder = written(acme, f"schema: 1\n{empty}start: 2026-12-01\n")
    decisions = change(folder, "8.6.1-A1", percent=20)

    assert decisions.actions["8.6.1-A1"].percent == 20
    assert decisions.start == date(2026, 12, 1)


def test_a_decision_is_taken_back(acme):
    """None removes a value, and the last one removes the action."""
    folder = written(acme, BY_HAND)

    assert change(folder, "8.6.2-A1", due=None).actions["8.6.2-A1"].due is None
    assert "8.6.2-A1" not in change(folder, "8.6.2-A1", note=None).actions
    assert change(folder, "8.7.2-A1", note=None) == read(folder)


def test_line_ends_are_kept(acme):
    """A file from Windows stays one."""
    (acme / "plan.yaml").write_bytes(BY_HAND.replace("\n", "\r\n").encode())
    change(acme, "8.6.1-A1", percent=50)

    content = (acme / "plan.yaml").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == BY_HAND.count("\n")


def test_a_change_that_does_not_fit_is_refused(acme):
    """Nothing is written where the result would be wrong."""
    folder = written(acme, BY_HAND)

    with pytest.raises(InputError, match="'due' lies before 'start'"):
        change(folder, "8.6.2-A1", start=date(2027, 3, 1))
    with pytest.raises(InputError, match="circle"):
        change(folder, "8.2.4-A1", prerequisites=["8.6.1-A1"])
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == BY_HAND


@given(st.text(max_size=60))
def test_any_note_is_read_back_as_it_was(tmp_path_factory, note):
    """Quotes, colons, line ends, tags, hashes: a note is only text."""
    folder = written(tmp_path_factory.mktemp("acme"), BY_HAND)
    try:
        yaml_file.parse(f'a: "{note}"', "")
    except InputError:
        note = "".join(each for each in note if each.isprintable())
    if not note:
        return

    assert change(folder, "8.6.1-A1", note=note).actions["8.6.1-A1"].note == note
    assert read(folder).actions["8.6.2-A1"].due == date(2027, 2, 26)
