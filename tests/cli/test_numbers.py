"""`status`, `score`, `explain`, `findings`: the contract's shapes, and numbers that agree."""

import json
from pathlib import Path

import pytest

from builders import catalogue, new_folder
from iso20k_gap.cli.app import main


@pytest.fixture
def acme(tmp_path, capsys):
    """An assessment of which 8.6 is rated."""
    folder = new_folder(tmp_path / "acme")
    main(["rate", str(folder), "8.6.1=F", "8.6.2=L", "8.6.3=P", "8.6.3-01=N", "-q"])
    capsys.readouterr()
    return str(folder)


def as_json(capsys, *arguments):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_score_has_the_keys_of_the_contract(acme, capsys):
    """Every key of the published shape is there, and every numbered clause."""
    data = as_json(capsys, "score", acme)

    for key in ("edition", "catalogue_version", "scale", "date", "overall", "clauses", "findings"):
        assert key in data
    overall = {
        "conformity", "achievement_by_requirement", "achievement_by_clause", "coverage",
        "evidenced", "range",
    }  # fmt: skip
    assert overall <= set(data["overall"])
    assert set(data["clauses"]) == set(catalogue().clause_by_id)
    assert set(data["findings"]) == {"major", "minor", "opportunity"}
    assert data["verdict"]["state"] == "undetermined"
    assert data["verdict"]["stage1"]["ready"] is False
    for clause in data["clauses"].values():
        keys = {"title", "conformity", "achievement", "coverage", "requirements", "rated"}
        assert keys | {"excluded"} <= set(clause)


def test_percentages_are_unrounded_and_null_where_nothing_is_rated(acme, capsys):
    """11 of 30 is 36.666..., and an unrated clause has null."""
    data = as_json(capsys, "score", acme)

    assert data["overall"]["conformity"] == pytest.approx(100 * 11 / 30, rel=1e-15)
    assert data["overall"]["range"]["conformity"][0] == pytest.approx(100 * 11 / 373)
    assert data["clauses"]["4.1"]["conformity"] is None
    assert data["clauses"]["8.3.1"]["coverage"] is None


def test_other_scale_computes_without_writing(acme, capsys):
    """`--scale` changes achievement, not the folder and not conformity."""
    own = as_json(capsys, "score", acme)
    other = as_json(capsys, "score", acme, "--scale", "nplf-midpoints")

    assert other["scale"] == "nplf-midpoints"
    assert other["overall"]["conformity"] == own["overall"]["conformity"]
    assert other["clauses"]["8.6.1"]["achievement"] == 92.5
    assert as_json(capsys, "score", acme)["scale"] == "nplf"


def test_findings_shape(acme, capsys):
    """The findings' keys, and the counts in the score."""
    found = as_json(capsys, "findings", acme)
    counts = as_json(capsys, "score", acme)["findings"]

    keys = {"id", "grade", "rule", "requirements", "clause", "recommendation", "overridden"}
    assert all(keys <= set(each) for each in found)
    for grade, number in counts.items():
        assert number == sum(each["grade"] == grade for each in found)


def test_explain_adds_up(acme, capsys):
    """The explained number is the score's."""
    explained = as_json(capsys, "explain", acme, "achievement@8.6.3")
    scored = as_json(capsys, "score", acme)["clauses"]["8.6.3"]["achievement"]

    assert explained["value"] == pytest.approx(scored)
    assert explained["numerator"] / explained["denominator"] == pytest.approx(scored / 100)


@pytest.mark.parametrize("command", [["status"], ["score"], ["findings"]])
def test_text_goes_to_stdout_and_fits_80_columns(command, acme, capsys, monkeypatch):
    """The tables stay within the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command, acme]) == 0
    out, err = capsys.readouterr()

    assert max(map(len, out.splitlines())) <= 80
    assert err == ""


def test_hostile_organisation_is_harmless_in_the_terminal(tmp_path, capsys):
    """Control characters in a name do not reach the terminal; markup is not obeyed."""
    folder = tmp_path / "acme"
    main(["new", str(folder), "--organisation", "A\u202eB [red]C[/red]", "--scope", "s", "-q"])
    main(["status", str(folder)])
    out = capsys.readouterr().out

    assert "[red]C[/red]" in out
    assert "\u202e" not in out


def test_2018_findings_empty(tmp_path, capsys):
    """Without ratings there is no finding, and that is said."""
    folder = new_folder(tmp_path / "acme")
    capsys.readouterr()

    assert main(["findings", str(folder)]) == 0
    assert "0 of 373" in capsys.readouterr().out


def test_what_if_writes_nothing(acme, capsys):
    """`--assume` computes with supposed ratings and leaves the folder as it is."""
    before = as_json(capsys, "score", acme)
    supposed = as_json(capsys, "score", acme, "--assume", "8.6=F", "--assume", "8.6.1-01=N")

    assert supposed["clauses"]["8.6.3"]["conformity"] == 100
    assert supposed["clauses"]["8.6.1"]["full"] == 10
    assert as_json(capsys, "score", acme) == before


def test_what_if_refuses_nonsense(acme, capsys):
    """A supposed rating is checked like a real one."""
    assert main(["score", acme, "--assume", "8.6=Q"]) == 3
    assert "no rating" in capsys.readouterr().err


def test_next_puts_blockers_first(acme, capsys):
    """Actions that clear a blocker come before those that do not."""
    advice = as_json(capsys, "next", acme, "-n", "99")
    clears = [each["stage1_blockers"] + each["stage2_blockers"] > 0 for each in advice]

    assert clears == sorted(clears, reverse=True)
    assert any(clears)
    assert main(["next", acme]) == 0
    assert advice[0]["action"] in capsys.readouterr().out


def test_next_gains_are_the_engines(acme, capsys):
    """What an action is said to gain is what rating its requirements F gains."""
    advice = as_json(capsys, "next", acme)[0]
    before = as_json(capsys, "score", acme)["overall"]["conformity"]
    supposed = [part for each in advice["requirements"] for part in ("--assume", f"{each}=F")]
    after = as_json(capsys, "score", acme, *supposed)["overall"]["conformity"]

    assert after - before == pytest.approx(advice["conformity"])


OWN_SCALE = """
scales:
  - id: traffic-light
    name: traffic light
    steps:
      - {symbol: red, name: red, value: 0, rating: N, covers: [N]}
      - {symbol: amber, name: amber, value: 2/5, rating: P, covers: [P, L]}
      - {symbol: green, name: green, value: 1, rating: F, covers: [F]}
"""


def test_own_scale_of_the_assessment(acme, capsys):
    """A scale written into the assessment is rated and computed with."""
    path = Path(acme) / "assessment.yaml"
    path.write_text(path.read_text().replace("scale: nplf", "scale: traffic-light") + OWN_SCALE)

    assert main(["rate", acme, "8.6.2=amber", "8.6.1=green", "-q"]) == 0
    data = as_json(capsys, "score", acme)
    assert data["scale"] == "traffic-light"
    assert data["clauses"]["8.6.2"]["achievement"] == 40
    assert as_json(capsys, "score", acme, "--scale", "nplf")["scale"] == "nplf"


def test_own_scale_must_cover_every_rating(acme, capsys):
    """A scale that leaves a rating out is refused with its place."""
    path = Path(acme) / "assessment.yaml"
    path.write_text(path.read_text() + OWN_SCALE.replace("[P, L]", "[P]"))

    assert main(["score", acme]) == 3
    assert "must cover" in capsys.readouterr().err
