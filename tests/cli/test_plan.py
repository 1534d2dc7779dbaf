"""`plan` and `action`: what goes where, what is refused, and what people decide stays."""

import json
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli import plan as command
from iso20k_gap.cli.app import main

DAY = "--date=2026-11-21"


@pytest.fixture
def acme(tmp_path, monkeypatch, capsys):
    """An assessment with gaps in 8.6, and the folder above it as the current one."""
    folder = new_folder(tmp_path / "acme")
    clauses = ("4", "5", "6", "7", "8", "9", "10")
    main(["rate", str(folder), *(f"{each}=F" for each in clauses), "-q"])
    main(["rate", str(folder), "8.6.1=N", "8.6.3=P", "-q"])
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return Path("acme")


def run(capsys, *arguments):
    code = main([*map(str, arguments), DAY])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def data(capsys, *arguments):
    code, out, _ = run(capsys, "plan", *arguments, "-f", "json")
    assert code == 0
    return json.loads(out)


def test_the_terminal_shows_milestones_and_actions(acme, capsys):
    """Without a format: the ruling, the milestones, the actions by phase, the legend."""
    code, out, err = run(capsys, "plan", acme)

    assert (code, err) == (0, "")
    for words in (
        "Stage 2 can be held on 2027-",
        "Milestones",
        "Internal audit completed",
        "Recertification audit",
        "Foundations",
        "8.6.1-A1",
        "Incident manager: Set up one incident life cycle in one tool",
        "planning assumption",
    ):
        assert words in out
    assert "Integration" in out


def test_a_wish_is_ruled_on(acme, capsys):
    """`--stage2` wins over the file; an impossible one is said, and is no error."""
    (acme / "plan.yaml").write_text("schema: 1\nstage2: 2027-03-01\n", encoding="utf-8")
    from_file = data(capsys, acme)
    wished = data(capsys, acme, "--stage2", "2028-03-01")
    code, out, _ = run(capsys, "plan", acme)

    assert (from_file["stage2"], from_file["feasible"]) == ("2027-03-01", False)
    assert (wished["stage2"], wished["feasible"]) == ("2028-03-01", True)
    assert from_file["earliest"] == wished["earliest"]
    assert code == 0
    assert "cannot be made: earliest is" in out


def test_start_moves_the_plan(acme, capsys):
    """`--start` is the first day."""
    made = data(capsys, acme, "--start", "2027-02-01")

    assert made["start"] == "2027-02-01"
    assert min(each["start"] for each in made["actions"]) == "2027-02-01"


def test_the_calendar_of_the_file_is_kept(acme, capsys):
    """Nothing begins or ends on a public holiday of the country."""
    text = "schema: 1\ncalendar: {country: IE}\nstart: 2026-12-25\n"
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    made = data(capsys, acme)

    assert min(each["start"] for each in made["actions"]) == "2026-12-28"


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["-f", "csv", "-o", "out.csv"], ["out.csv"]),
        (["-f", "json", "-o", "deep/er/plan.json"], ["deep/er/plan.json"]),
        (["-f", "csv", "-f", "json"], ["acme-plan.csv", "acme-plan.json"]),
        (["-f", "csv", "-f", "json", "-o", "a/b"], ["a/b/acme-plan.csv", "a/b/acme-plan.json"]),
        (["-f", "csv", "-o", "acme"], ["acme/acme-plan.csv"]),
        (["-f", "csv", "-f", "csv", "-o", "once.csv"], ["once.csv"]),
        (["-f", "jira", "-o", "a/jira.csv"], ["a/jira.csv"]),
        (["-f", "jira", "-f", "github"], ["acme-plan-jira.csv", "acme-plan-issues.md"]),
        (["--json", "-o", "plan.json"], ["plan.json"]),
    ],
)
def test_documents_go_where_asked(acme, capsys, arguments, files):
    """One format into a file, several into a folder; stdout names each file."""
    code, out, err = run(capsys, "plan", acme, *arguments)

    assert (code, err) == (0, "")
    assert out.splitlines() == files
    assert all(Path(each).stat().st_size for each in files)


def test_text_formats_go_to_stdout(acme, capsys):
    """One text format without a place is a filter's output, and nothing else is there."""
    code, out, err = run(capsys, "plan", acme, "-f", "csv")

    assert (code, err) == (0, "")
    assert out.startswith("\ufeffid,")
    assert json.loads(run(capsys, "plan", acme, "-f", "json", "-o", "-")[1])["actions"]
    assert json.loads(run(capsys, "plan", acme, "--json")[1])["actions"]
    assert run(capsys, "plan", acme, "-f", "github")[1].startswith("# Implementation plan of Acme")
    assert run(capsys, "plan", acme, "-f", "jira")[1].startswith("\ufeffIssue Id,Parent Id,")


def test_plan_as_a_page(acme, capsys):
    """HTML by default lands beside the folder, and holds the actions."""
    code, out, _ = run(capsys, "plan", acme, "-f", "html")

    assert (code, out) == (0, "acme-plan.html\n")
    assert "8.6.1-A1" in Path("acme-plan.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_plan_on_paper(acme, capsys):
    """PDF likewise."""
    code, out, _ = run(capsys, "plan", acme, "-f", "pdf", "-o", "p.pdf")

    assert (code, out) == (0, "p.pdf\n")
    assert Path("p.pdf").read_bytes().startswith(b"%PDF-")


def test_the_terminal_says_what_needs_attention(acme, capsys):
    """Overdue, closed and dropped actions, and the chance of the wished day."""
    text = """\
schema: 1
stage2: 2029-03-01
actions:
  8.6.1-A1: {due: 2026-11-01}
  8.6.3-A2: {status: dropped}
  4.1-A1: {status: done}
"""
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run(capsys, "plan", acme)

    assert "Begun on the planned days, " in out
    assert "begun at once and done as early as can be, 100 % do." in " ".join(out.split())
    assert "To be 80 % sure, begin by " in " ".join(out.split())
    assert "Overdue: 8.6.1-A1." in out
    assert "no longer planned: 4.1-A1." in out
    assert "8.6.3-A2 is dropped by decision" in out
    assert "8.6.1-A1*" in out


@pytest.mark.parametrize("wish", [[], ["--stage2", "2028-03-01"]])
def test_the_terminal_shows_slack(acme, capsys, wish):
    """Of actions that are not critical, forward and backward; the legend says what it means."""
    made = data(capsys, acme, *wish)
    out = run(capsys, "plan", acme, *wish)[1]

    slack = {each["id"]: each["slack"] for each in made["actions"] if not each["critical"]}
    assert slack
    for line in out.splitlines():
        name = line[3:17].strip()
        if name in slack:
            assert line.endswith(f"  slack {slack[name]}")
    assert ("Counted back from Stage 2" in out) == bool(wish)
    assert ("Counted from the start" in out) != bool(wish)


def test_a_wish_is_planned_backward(acme, capsys):
    """The latest start is told, and how much time is left until then; not before `--start`."""
    made = data(capsys, acme, "--stage2", "2028-03-01", "--start", "2027-02-01")
    out = " ".join(run(capsys, "plan", acme, "--stage2", "2028-03-01")[1].split())

    assert made["feasible"]
    assert made["start"] == made["latest_start"] > "2027-02-01"
    assert min(each["start"] for each in made["actions"]) == made["start"]
    day = {each["id"]: each["date"] for each in made["milestones"]}
    assert (day["stage-2"], day["stage-1"]) == ("2028-03-01", "2028-01-19")
    assert f"to spare: the latest start is {made['latest_start']}, the earliest Stage 2 is" in out
    tight = data(capsys, acme, "--stage2", "2028-03-01", "--start", made["latest_start"])
    assert (tight["spare"], tight["actions"]) == (0, made["actions"])


def test_doubtful_decisions_are_told_with_their_places(acme, capsys):
    """On stderr, and in the plan; the plan is made all the same. `validate` tells them too."""
    text = """\
schema: 1
stage2: 2028-03-04
calendar: {country: IE}
actions:
  8.6.1-A1: {start: 2027-03-17}
  8.6.3-A1:
    due: 2026-11-30
"""
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "plan", acme, "--json")
    remarks = json.loads(out)["remarks"]

    assert code == 0
    assert list(dict.fromkeys(line.split(": ")[1] for line in err.splitlines())) == [
        "acme/plan.yaml:2:1",
        "acme/plan.yaml:5:14",
        "acme/plan.yaml:7:5",
    ]
    assert "Stage 2 is wished for 2028-03-04: Saturday, no working day" in err
    assert "8.6.1-A1 starts on 2027-03-17 by decision (public holiday)" in err
    assert "8.6.3-A1 begins 2026-11-" in err
    assert any("(public holiday): its work begins on 2027-03-18; decide on" in x for x in remarks)
    assert "public holiday" not in run(capsys, "plan", acme)[1]
    assert run(capsys, "plan", acme, "-q")[2] == ""
    code, _, told = run(capsys, "validate", acme)
    assert (code, told.startswith(err)) == (0, True)
    decided = ["8.6.1-A1", "--start", "2027-03-20"]
    assert "warning: acme/plan.yaml:5:14" in run(capsys, "action", acme, *decided)[2]


def test_a_plan_nobody_can_work_is_told_with_places(acme, capsys):
    """Whoever is never there, all at once, by every command that needs the plan."""
    away = "absences: [{from: 2020-01-01, to: 2099-01-01}]"
    text = f"""\
schema: 1
owners:
  - {{role: Incident manager, {away}}}
  - role: Problem manager
    {away}
"""
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    for name, *rest in (["plan"], ["validate"], ["report", "-f", "json", "-o", "r.json"]):
        code, _, err = run(capsys, name, acme, *rest)
        assert code == 3
        assert [line.split(": ")[1] for line in err.splitlines()] == [
            "acme/plan.yaml:3:30",
            "acme/plan.yaml:5:5",
        ]


def test_the_budget_is_shown(acme, capsys):
    """In all, by phase and by owner; what is in no sum is said."""
    text = """\
schema: 1
budget:
  currency: EUR
  roles: {Incident manager: 1000}
  fixed:
    - {name: Certification body, amount: 9800.50}
    - {name: Old tool, amount: 70, action: 4.1-A1}
"""
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    made = data(capsys, acme)
    code, out, _ = run(capsys, "plan", acme)
    line = next(each for each in out.splitlines() if each.startswith("   In all"))

    assert code == 0
    assert made["budget"]["total"]["likely"] == made["budget"]["work"]["likely"] + 9800.5
    assert f"{made['budget']['total']['likely']:,.2f}" in line
    assert "Budget in EUR" in out
    assert "Fixed cost of 9,800.50: Certification body." in out
    assert "Left out 70: Old tool, as 4.1-A1 is not to do." in out
    assert "Not in it, as no day rate is known: " in out


def test_slips_are_shown_against_the_last_baseline(acme, capsys):
    """A baseline keeps the plan's dates; what moved since is told, the latest baseline counts."""
    assert "Since the baseline" not in run(capsys, "plan", acme)[1]
    assert main(["baseline", str(acme), "--label", "one", "--date=2026-09-01"]) == 0
    assert main(["baseline", str(acme), "--label", "two", DAY]) == 0
    capsys.readouterr()
    same = data(capsys, acme)["progress"]
    main(["plan", str(acme), "--date=2026-12-21", "--json"])
    later = json.loads(capsys.readouterr().out)
    main(["plan", str(acme), "--date=2026-12-21"])
    out = capsys.readouterr().out

    assert (same["baseline"], same["slips"]) == ("2026-11-21-two", [])
    assert len(later["progress"]["slips"]) == len(later["actions"])
    assert "Since the baseline 2026-11-21-two" in out
    assert "Stage 2 audit " in out
    assert f"   {len(later['actions'])} actions later than planned, 0 earlier, 0 in time" in out


def test_closed_and_new_actions_are_shown(acme, capsys):
    """After re-scoring: findings gone take their actions with them, new ones bring theirs."""
    main(["baseline", str(acme), DAY])
    main(["rate", str(acme), "8.6.1=F", "8.7.1=P", "-q"])
    capsys.readouterr()
    made = data(capsys, acme)["progress"]
    out = run(capsys, "plan", acme)[1]

    assert made["gone"] == ["8.6.1-A1", "8.6.1-A2"]
    assert all(each.startswith("8.7.1-") for each in made["added"])
    assert f"New: {', '.join(made['added'])}" in out
    assert "Gone, as their findings are: 8.6.1-A1, 8.6.1-A2" in out


def test_a_baseline_without_a_plan_is_passed_over(acme, capsys):
    """Older ones have none; a plan that is wrong in it is told with its line."""
    main(["baseline", str(acme), DAY])
    (path,) = (acme / "baselines").glob("*.yaml")
    text = path.read_text(encoding="utf-8")
    head, _, plan_block = text.partition("\nplan:\n")
    path.write_text(head + "\n", encoding="utf-8")
    capsys.readouterr()
    assert data(capsys, acme)["progress"] is None

    path.write_text(f"{head}\nplan:\n  actions: {{8.6.1-A1: soon}}\n", encoding="utf-8")
    code, _, err = run(capsys, "plan", acme)
    assert plan_block.startswith("  actions:\n    8.6.1-A1: 20")
    assert code == 3
    assert "plan.actions.8.6.1-A1" in err


def test_overdue_alone(acme, capsys):
    """Decided days and the baseline's; none is said too, and JSON has the same."""
    assert run(capsys, "plan", acme, "--overdue")[1] == "Nothing is overdue.\n"
    text = "schema: 1\nactions: {8.6.1-A1: {due: 2026-11-01}}\n"
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, "plan", acme, "--overdue")
    (one,) = json.loads(run(capsys, "plan", acme, "--overdue", "--json")[1])

    assert code == 0
    assert "8.6.1-A1      20 days late: due 2026-11-01 as decided" in out
    assert "Incident manager: Set up one incident life cycle" in out
    assert (one["id"], one["due"], one["days"], one["by"]) == (
        "8.6.1-A1",
        "2026-11-01",
        20,
        "decision",
    )
    main(["baseline", str(acme), "--date=2026-10-01"])
    capsys.readouterr()
    out = run(capsys, "plan", acme, "--overdue")[1]
    assert "in the baseline 2026-10-01" in out
    assert run(capsys, "plan", acme, "--overdue", "-f", "csv")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--stage2", "2026-11-20"], 2, ["--stage2 2026-11-20 lies before 2026-11-21, today"]),
        (
            ["--start", "2027-02-01", "--stage2", "2027-01-01"],
            2,
            ["--stage2 2027-01-01 lies before 2027-02-01, the plan's start"],
        ),
        (["--stage2", "2099-01-01"], 3, ["Stage 2 on 2099-01-01 lies more than 12 years ahead"]),
        (
            ["--start", "soon", "--stage2", "31.12.2027"],
            2,
            ["--start 'soon' is not a date", "--stage2 '31.12.2027' is not a date"],
        ),
        (["-f", "csv", "-f", "json", "-o", "-"], 2, ["several formats cannot go to stdout"]),
        (["--start", "9999-12-31"], 2, ["9999-12-31 is out of reach"]),
    ],
)
def test_bad_arguments_are_told(acme, capsys, arguments, code, words):
    """Each with its exit code, all at once, and nothing is written."""
    got, out, err = run(capsys, "plan", acme, *arguments)

    assert (got, out) == (code, "")
    assert all(each in err for each in words)
    assert len(err.splitlines()) == len(words)


@pytest.mark.parametrize(
    ("line", "arguments", "words"),
    [
        (
            "start: 2027-06-01",
            ["--stage2", "2027-01-01"],
            "--stage2 2027-01-01 lies before the start 2027-06-01 in plan.yaml",
        ),
        (
            "stage2: 2027-01-01",
            ["--start", "2027-06-01"],
            "stage2 2027-01-01 in plan.yaml lies before --start 2027-06-01",
        ),
    ],
)
def test_an_option_against_the_file_is_told(acme, capsys, line, arguments, words):
    """Stage 2 before the start, whoever said which."""
    (acme / "plan.yaml").write_text(f"schema: 1\n{line}\n", encoding="utf-8")
    code, out, err = run(capsys, "plan", acme, *arguments)

    assert (code, out) == (2, "")
    assert words in err


def test_bad_budgets_are_told_at_once(acme, capsys):
    """Each with its line."""
    text = """\
schema: 1
budget:
  day_rate: much
  roles: {Incident manager: -5}
  fixed:
    - {name: Tool}
  colour: red
"""
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    code, _, err = run(capsys, "plan", acme)

    assert code == 3
    assert [line.split(":")[2] for line in err.splitlines()] == ["3", "4", "6", "7"]


def test_a_bad_plan_file_is_told_at_once(acme, capsys):
    """Owner without capacity, unknown country, Stage 2 in the past, unknown action: four lines."""
    text = """\
schema: 1
stage2: 2026-01-01
calendar: {country: Atlantis}
owners: [{role: Change manager, days_per_week: 7}]
actions: {8.6.9-A1: {status: open}}
"""
    (acme / "plan.yaml").write_text(text, encoding="utf-8")
    code, _, err = run(capsys, "plan", acme)

    lines = err.splitlines()
    assert code == 3
    assert [line.split(":")[2] for line in lines] == ["2", "3", "4", "5"]
    assert "Traceback" not in err


def test_write_plans_gives_the_files(acme, capsys):
    """What `demo` calls: formats into a folder."""
    assert run(capsys, "plan", acme)[0] == 0
    written = command.write_plans(acme, ["csv", "json"], Path("out"))

    assert written == [Path("out/acme-plan.csv"), Path("out/acme-plan.json")]
    assert all(each.is_file() for each in written)


def test_action_decides_and_the_plan_follows(acme, capsys):
    """Status, owner, dates, percentage, effort, order and note; the next plan has them."""
    code, out, _ = run(
        capsys, "action", acme, "8.6.1-A1", "--status", "in_progress", "--owner", "Jane Doe",
        "--due", "2027-02-26", "--percent", 30, "--effort", "2,4,8", "--note", "=1+1: #yes",
        "--after", "none",
    )  # fmt: skip
    one = next(each for each in data(capsys, acme)["actions"] if each["id"] == "8.6.1-A1")

    assert code == 0
    assert out == (
        "8.6.1-A1 in_progress, 30 %, Jane Doe, 2026-11-21 to 2027-02-26; "
        "decided: status, owner, due, percent, effort, prerequisites, note\n"
    )
    assert (one["status"], one["owner"], one["end"]) == ("in_progress", "Jane Doe", "2027-02-26")
    assert one["effort"] == {"low": 2, "likely": 4, "high": 8}
    assert one["note"] == "=1+1: #yes"
    assert one["percent"] == 30


def test_action_takes_decisions_back(acme, capsys):
    """An empty value is as if nothing had been decided."""
    before = data(capsys, acme)
    run(capsys, "action", acme, "8.6.3-A1", "--owner", "Jane", "--start", "2027-03-01")
    assert data(capsys, acme) != before

    run(capsys, "action", acme, "8.6.3-A1", "--owner", "", "--start", "")
    assert data(capsys, acme) == before


def test_action_without_options_shows_it(acme, capsys):
    """Nothing is written."""
    before = (acme / "plan.yaml").read_bytes()
    code, out, _ = run(capsys, "action", acme, "8.6.1-A2")

    assert code == 0
    assert out.startswith("8.6.1-A2 open, 0 %, Major incident manager, 2026-11-")
    assert (acme / "plan.yaml").read_bytes() == before


def test_action_of_a_closed_finding_is_kept(acme, capsys):
    """An action no finding asks for can be decided about, and that is said."""
    code, out, _ = run(capsys, "action", acme, "4.1-A1", "--status", "done")

    assert code == 0
    assert "no finding asks for it any more" in out
    assert data(capsys, acme)["closed"] == ["4.1-A1"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["8.6.1-A7"], 2, ["there is no action '8.6.1-A7' in edition 2018 (did you mean"]),
        (
            ["8.6.1-A1", "--due", "soon", "--effort", "3,2,1"],
            2,
            ["--due 'soon' is not a date", "--effort '3,2,1' is no effort"],
        ),
        (["8.6.1-A1", "--effort", "nan"], 2, ["is no effort"]),
        (["8.6.1-A1", "--effort", "0"], 2, ["is no effort"]),
        (["8.6.1-A1", "--after", "8.6.3-A1"], 3, ["in a circle: 8.6"]),
        (["8.6.1-A1", "--after", "8.6.7-A1"], 3, ["there is no action 8.6.7-A1 to wait for"]),
        (["8.6.1-A1", "--start", "2027-02-01", "--due", "2027-01-01"], 3, ["'due' lies before"]),
    ],
)
def test_action_refuses_what_does_not_fit(acme, capsys, arguments, code, words):
    """Complaints at once; the file stays as it was."""
    before = (acme / "plan.yaml").read_bytes()
    got, out, err = run(capsys, "action", acme, *arguments)

    assert (got, out) == (code, "")
    assert all(each in err for each in words)
    assert (acme / "plan.yaml").read_bytes() == before


def test_what_people_typed_is_harmless_in_the_terminal(acme, capsys):
    """Escape sequences and markup in names are shown, not obeyed."""
    name = "[bold]Eve[/bold]\u202e"
    run(capsys, "action", acme, "8.6.1-A1", "--owner", name)
    _, out, _ = run(capsys, "plan", acme)

    assert "[bold]Eve[/bold]\\x202e" in out
    assert "\u202e" not in out
