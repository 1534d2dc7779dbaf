"""Remediation and re-scoring: baseline, rescore, compare, trend."""

import json

import pytest
import yaml

from builders import new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder, baseline_file


@pytest.fixture
def acme(tmp_path, capsys):
    """An assessment with a baseline of 1 October 2026 and changes since."""
    folder = new_folder(tmp_path / "acme")
    rate(folder, "8.6.1=F", "8.6.2=P", "8.6.3=N")
    main(["baseline", str(folder), "--label", "first", "--date", "2026-10-01"])
    rate(folder, "8.6.1-01=N", "8.6.2=F", "8.6.3=P")
    capsys.readouterr()
    return folder


def rate(folder, *ratings):
    assert main(["rate", str(folder), *ratings, "-q"]) == 0


def as_json(capsys, *arguments):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_baseline_is_whole(acme):
    """A baseline holds the assessment, every answer and the numbers of its day."""
    data = yaml.safe_load((acme / "baselines" / "2026-10-01-first.yaml").read_text())

    assert data["assessment"]["organisation"]["name"] == "Acme"
    assert len(data["answers"]) == 30
    assert data["numbers"]["overall"]["rated"] == 30
    state = baseline_file.named(acme, "first")
    assert state.assessment.answers["8.6.3-01"].rating == "N"


def test_baseline_holds_the_plan_as_plain_text(acme):
    """The last day of every action and milestone, each written out, as our files have it."""
    text = (acme / "baselines" / "2026-10-01-first.yaml").read_text()
    plan = baseline_file.named(acme, "first").plan

    assert {"8.6.2-A1", "8.6.3-A1"} <= set(plan.actions)
    assert plan.milestones["stage-2"] > max(plan.actions.values())
    assert "&id" not in text
    assert "*id" not in text


def test_baseline_is_never_overwritten(acme, capsys):
    """A second baseline of the same day and label is refused."""
    path = acme / "baselines" / "2026-10-01-first.yaml"
    before = path.read_bytes()

    assert main(["baseline", str(acme), "--label", "first", "--date", "2026-10-01"]) == 3
    assert path.read_bytes() == before
    assert "already" in capsys.readouterr().err


@pytest.mark.parametrize("label", ["../x", "a b", "", "x" * 80])
def test_label_stays_a_file_name(label, acme, capsys):
    """A label cannot lead out of the folder."""
    code = main(["baseline", str(acme), "--label", label, "--date", "2026-10-02"])

    assert code == (0 if label == "" else 2)
    assert {path.parent for path in acme.rglob("2026-10-02*")} <= {acme / "baselines"}
    capsys.readouterr()


def test_compare_with_the_latest(acme, capsys):
    """Closed, opened and better requirements are listed by id."""
    data = as_json(capsys, "compare", str(acme))

    assert (data["from"], data["to"]) == ("2026-10-01-first", "now")
    assert data["opened"] == ["8.6.1-01"]
    assert data["closed"] == [f"8.6.2-0{n}" for n in range(1, 7)]
    assert len(data["better"]) == 13
    assert data["unchanged"] == 10


def test_regression_is_impossible_to_miss(acme, capsys):
    """What got worse stands before everything else."""
    main(["compare", str(acme)])
    out = capsys.readouterr().out

    assert out.index("REGRESSION") < out.index("Closed")


def test_compare_two_baselines(acme, capsys):
    """Two named baselines are compared with each other."""
    main(["baseline", str(acme), "--label", "second", "--date", "2026-11-01"])
    rate(acme, "8.6=F")
    capsys.readouterr()
    data = as_json(capsys, "compare", str(acme), "first", "second")

    assert data["opened"] == ["8.6.1-01"]


@pytest.mark.parametrize("wanted", ["frist", "2026-01-01", "a b"])
def test_unknown_baseline(wanted, acme, capsys):
    """A baseline that is not there is a wrong argument, with the known ones named."""
    assert main(["compare", str(acme), wanted]) == 2
    assert "2026-10-01-first" in capsys.readouterr().err


def test_rescore_keeps_answers_unconfirmed(acme, capsys):
    """A new round freezes the old and leaves every answer to be confirmed."""
    assert main(["rescore", str(acme), "--date", "2026-11-21"]) == 0
    answers = assessment_folder.read(acme).assessment.answers

    assert len(answers) == 30
    assert not any(answer.confirmed for answer in answers.values())
    assert (acme / "baselines" / "2026-11-21-round.yaml").is_file()
    capsys.readouterr()
    assert as_json(capsys, "score", str(acme))["overall"]["unconfirmed"] == 30


def test_rating_confirms(acme, capsys):
    """Who rates again has confirmed."""
    main(["rescore", str(acme)])
    rate(acme, "8.6.2=F")
    capsys.readouterr()

    assert as_json(capsys, "score", str(acme))["overall"]["unconfirmed"] == 24


def test_trend_goes_over_all_baselines(acme, capsys):
    """One point per baseline and one for now."""
    data = as_json(capsys, "trend", str(acme))

    assert [each["name"] for each in data] == ["2026-10-01-first", "now"]
    assert data[0]["conformity"] < data[1]["conformity"]
    assert main(["trend", str(acme)]) == 0


def test_broken_baseline_is_told_with_its_line(acme, capsys):
    """A baseline edited by hand into nonsense is named with its place."""
    path = acme / "baselines" / "2026-10-01-first.yaml"
    path.write_text(path.read_text().replace("taken_on: 2026-10-01", "taken_on: soon"))

    assert main(["trend", str(acme)]) == 3
    assert "2026-10-01-first.yaml:4:1" in capsys.readouterr().err
