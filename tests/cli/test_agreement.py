"""`agreement`: two assessors' answers held against each other."""

import json
import shutil
from pathlib import Path

import pytest

from builders import new_folder
from iso20k_gap.cli.app import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "northgate-managed-services"


@pytest.fixture
def pair(tmp_path, capsys):
    """Two assessors' folders: four requirements, two rated alike."""
    folders = (tmp_path / "a", tmp_path / "b")
    for folder, ratings in zip(folders, ("NPLF", "NLLL"), strict=True):
        new_folder(folder)
        given = [f"8.6.1-0{place}={each}" for place, each in enumerate(ratings, 1)]
        note = f"Note of {folder.name} [red]\x1b[2J"
        assert main(["rate", str(folder), *given, "--note", note, "-q"]) == 0
    capsys.readouterr()
    return tuple(map(str, folders))


def test_json(pair, capsys):
    """Numbers, table and disagreements with both ratings and notes; kappa is 1 - 2/8."""
    assert main(["agreement", *pair, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)

    assert (data["rated_by_both"], data["agreed"], data["percentage"]) == (4, 2, 50)
    assert (data["kappa"], data["strength"], data["weights"]) == (0.75, "substantial", "quadratic")
    assert data["table"]["F"] == {"N": 0, "P": 0, "L": 1, "F": 0}
    assert [each["id"] for each in data["disagreements"]] == ["8.6.1-02", "8.6.1-04"]
    first = data["disagreements"][0]
    assert (first["first"]["rating"], first["second"]["rating"], first["distance"]) == ("P", "L", 1)
    assert first["second"]["note"].startswith("Note of b")


def test_terminal(pair, capsys):
    """The terminal shows numbers with formulas and both notes, harmlessly."""
    assert main(["agreement", *pair]) == 0
    out = capsys.readouterr().out

    for words in (
        "50.0 %",
        "0.750",
        "substantial",
        "Landis",
        "2 disagreements",
        "A: Note of a [red]",
    ):
        assert words in out
    assert "\x1b" not in out


def test_undefined_kappa_is_said(tmp_path, capsys):
    """All F in both: full agreement, and no kappa instead of a made-up one."""
    folder = new_folder(tmp_path / "a")
    main(["rate", str(folder), "8.6.1=F", "-q"])

    assert main(["agreement", str(folder), str(folder)]) == 0
    out = capsys.readouterr().out
    assert "100.0 %" in out
    assert "undefined" in out
    main(["agreement", str(folder), str(folder), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert data["kappa"] is None
    assert data["kappa_undefined"]


def test_nothing_rated_twice(tmp_path, pair, capsys):
    """Sets without a common requirement have no numbers, which is said."""
    other = new_folder(tmp_path / "c")
    main(["rate", str(other), "5.1=F", "-q"])

    assert main(["agreement", pair[0], str(other)]) == 0
    out = capsys.readouterr().out
    assert "no requirement is rated in both sets" in out
    assert "4 requirements answered in A only" in out
    assert "12 requirements answered in B only" in out


def test_answers_file_as_the_second_set(tmp_path, pair, capsys):
    """One file of answers is enough; no occurrence against a rating is shown as none."""
    path = tmp_path / "second.yaml"
    path.write_text(
        "schema: 1\n8.6.1-01: {rating: N}\n8.6.1-02: {rating: no_occurrence, reason: quiet}\n"
    )

    assert main(["agreement", pair[0], str(path)]) == 0
    out = capsys.readouterr().out
    assert "none: no occurrence" in out
    assert "B: quiet" in out


@pytest.mark.parametrize(
    ("text", "code"), [("schema: 1\n8.6.1-99: {rating: F}\n", 3), ("schema: 9\n", 3)]
)
def test_broken_second_set(text, code, tmp_path, pair, capsys):
    """A broken file is told with its place."""
    path = tmp_path / "second.yaml"
    path.write_text(text)

    assert main(["agreement", pair[0], str(path)]) == code
    assert "second.yaml:" in capsys.readouterr().err


def test_example_with_a_second_opinion(tmp_path, capsys):
    """373 answers against the same with one clause rated lower."""
    shutil.copytree(EXAMPLE, tmp_path / "second")
    main(["rate", str(tmp_path / "second"), "4.3=N", "-q"])
    capsys.readouterr()

    assert main(["agreement", str(EXAMPLE), str(tmp_path / "second"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["disagreements"]) == 6
    assert data["only_first"] == data["only_second"] == []
    assert data["rated_by_both"] + len(data["without_occurrence_in_both"]) == 373
    assert 0.8 < data["kappa"] < 1
