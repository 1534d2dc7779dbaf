"""`demo`: the main job in one command, on the worked example."""

import json

import pytest

from iso20k_gap.cli import demo
from iso20k_gap.cli.app import main
from iso20k_gap.core.rating import NO_OCCURRENCE
from iso20k_gap.files import assessment_folder
from iso20k_gap.shipped import data_root


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """What `demo` made."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    assert main(["demo", str(folder), "--date", "2026-11-02", "-q"]) == 0
    return folder


def test_demo_writes_report_plan_and_folder(place):
    """Report as PDF, HTML and JSON, plan as PDF and CSV, and the folder they were made from."""
    endings = sorted(path.name.removeprefix(demo.EXAMPLE) for path in place.iterdir())

    assert endings == [
        "",
        "-gap-report.html",
        "-gap-report.json",
        "-gap-report.pdf",
        "-plan.csv",
        "-plan.pdf",
    ]
    for path in place.glob("*.pdf"):
        assert path.read_bytes().startswith(b"%PDF-")


def test_demo_folder_is_sound(place, capsys):
    """The example validates and every requirement in it is rated, with a verdict for Stage 1."""
    folder = str(place / demo.EXAMPLE)

    assert main(["validate", folder]) == 0
    capsys.readouterr()
    main(["score", folder, "--json", "--date", "2026-11-02"])
    data = json.loads(capsys.readouterr().out)
    assert data["overall"]["coverage"] == 100
    assert data["verdict"]["state"] == "ready for stage 1"


def test_demo_does_not_overwrite(place, capsys):
    """A second demo in the same place is refused."""
    assert main(["demo", str(place)]) == 3
    assert "already" in capsys.readouterr().err


def test_example_reads_like_a_consultants_work():
    """All 373 requirements have a note of their own, evidence where rated F, some by others."""
    answers = assessment_folder.read(data_root() / "examples" / demo.EXAMPLE).assessment.answers
    rated = [each for each in answers.values() if each.rating != NO_OCCURRENCE]

    assert len(answers) == 373
    assert len({each.note for each in rated}) == len(rated)
    assert all(len(each.note.split()) >= 12 for each in rated)
    assert all(each.evidence for each in rated if each.rating == "F")
    assert sum(each.performed_by != "self" for each in rated) >= 10
