"""`plan check FILE.csv`: the contract's shape, exit codes, and nothing typed is obeyed."""

import json
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "contractor-plan.csv"
RULES = {
    "starts-before-predecessor-ends",
    "cycle",
    "missing-predecessor",
    "budget-sum",
    "wrong-duration",
    "order-of-certification",
}
HEAD = "id,start,end,predecessors,budget\n"


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run the program in an empty folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def runner(*arguments):
        code = main([*map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return runner


def test_json_has_the_shape_of_the_contract(run):
    """Every key, every rule, numbers as numbers; violations are a result."""
    code, out, err = run("plan", "check", EXAMPLE, "--json")
    data = json.loads(out)

    assert (code, err) == (0, "")
    assert set(data) == {
        "tasks", "finish", "budget", "budget_stated", "critical_path", "violations",
    }  # fmt: skip
    assert (data["tasks"], data["finish"]) == (10, "2027-05-25")
    assert (data["budget"], data["budget_stated"]) == (27500.5, 30000)
    assert data["critical_path"] == ["2.1", "3.1", "3.2", "3.3"]
    assert {each["rule"] for each in data["violations"]} == RULES
    for each in data["violations"]:
        assert set(each) == {"rule", "id", "other", "detail", "line"}
        assert each["detail"]
        assert (each["other"] is None) == (each["rule"] in ("budget-sum", "wrong-duration"))


def test_the_terminal_shows_the_same(run):
    """The facts and a line for each violation."""
    code, out, err = run("plan", "check", EXAMPLE)

    assert (code, err) == (0, "")
    assert "✗ 10 violations" in out
    assert "10 tasks, finish 2027-05-25, budget of the rows 27500.50, stated total 30000" in out
    assert "Critical path: 2.1 → 3.1 → 3.2 → 3.3" in out
    assert "line 4    starts-before-predecessor-ends" in out
    assert all(rule in out for rule in RULES)


def test_a_sound_plan(run):
    """No violation; a budget that is whole is a whole number."""
    Path("p.csv").write_text(
        HEAD + "A,2027-01-04,2027-01-08,,10\nB,2027-01-08,2027-01-09,A,2.5\nC,2027-02-01,2027-02-01"
    )
    code, out, _ = run("plan", "check", "p.csv", "--json")

    assert code == 0
    assert json.loads(out)["violations"] == []
    assert json.loads(out)["budget"] == 12.5
    assert "✓ no violations" in run("plan", "check", "p.csv")[1]
    assert run("--quiet", "plan", "check", "p.csv")[0] == 0


def test_a_broken_file(run):
    """Exit code 3, every complaint with its place, nothing on stdout."""
    Path("p.csv").write_text(HEAD + "A,x,2027-01-08,,10\nB,2027-01-08,y,A,z\n")
    code, out, err = run("plan", "check", "p.csv", "--json")

    assert (code, out) == (3, "")
    assert [line.split(" (")[0] for line in err.splitlines()] == [
        "error: p.csv:2:3: start 'x' is not a date",
        "error: p.csv:3:14: end 'y' is not a date",
        "error: p.csv:3:18: budget 'z' is not an amount",
    ]
    assert run("plan", "check", "none.csv")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], ["there is no FILE.csv"]),
        (["acme", "p.csv"], ["plan takes one folder, not acme and p.csv"]),
        (["check", "p.csv", "--stage2", "2027-09-01"], ["--stage2 does not go with plan check"]),
        (
            ["check", "p.csv", "-f", "csv", "-o", "x", "--overdue", "--start", "2027-01-01"],
            ["--start does not", "--format does not", "--output does not", "--overdue does not"],
        ),
    ],
)
def test_wrong_arguments(run, arguments, words):
    """Told all at once, with exit code 2."""
    code, out, err = run("plan", *arguments)

    assert (code, out) == (2, "")
    assert all(each in err for each in words)
    assert len(err.splitlines()) == len(words)


@pytest.mark.parametrize("name", ["check", "./check"])
def test_a_folder_may_be_called_check(run, name, tmp_path):
    """Without a file behind it, the word is the name of a folder."""
    new_folder(tmp_path / "check")
    code, out, _ = run("plan", name, "--json")

    assert code == 0
    assert json.loads(out)["actions"] == []


def test_columns_not_looked_at_are_named(run):
    """On stderr, so that nobody thinks they were checked."""
    Path("p.csv").write_text("id,start,end,Resource\nA,2027-01-04,2027-01-08,Bob\n")
    _, out, err = run("plan", "check", "p.csv", "--json")

    assert err == "columns not looked at: resource\n"
    assert json.loads(out)["tasks"] == 1


def test_nothing_typed_is_obeyed(run):
    """Control characters, markup and formulas of a file are shown, not carried out."""
    evil = "\x1b]0;owned\x07[red]=cmd|x"
    Path("p.csv").write_text(f'{HEAD}"{evil}",2027-01-04,2027-01-08,"{evil}",\n')
    code, out, _ = run("plan", "check", "p.csv")
    data = json.loads(run("plan", "check", "p.csv", "--json")[1])

    assert code == 0
    assert "\x1b" not in out
    assert r"\x1b]0;owned\x07[red]=cmd|x" in out
    assert data["violations"][0]["id"] == evil


def test_help_says_what_the_exit_codes_are(run):
    """And how days count."""
    out = " ".join(run("plan", "--help")[1].split())

    assert "plan check contractor.csv --json" in out
    assert "Violations are a result: the exit code is 0, and 3 if the file is broken." in out
    assert "a task may start on the day its predecessor ends" in out
