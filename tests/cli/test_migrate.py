"""`migrate` and `catalogue diff`: from 2011 to 2018."""

import json

import pytest

from builders import catalogue, new_folder
from iso20k_gap.cli.app import main
from iso20k_gap.files import assessment_folder


@pytest.fixture
def old(tmp_path, capsys):
    """A 2011 assessment with a comment and a party, everything rated."""
    folder = new_folder(tmp_path / "old", "--edition", "2011")
    path = folder / "assessment.yaml"
    party = "parties:\n  - {id: netco, name: NetCo, kind: external_supplier}  # since 2015\n"
    strength = "strengths:\n  - {clause: '9.2', text: Change board}\n"
    path.write_text(path.read_text() + party + strength)
    main(["rate", str(folder), "4=F", "5=L", "6=P", "7=F", "8=N", "9=F", "--note", "Seen", "-q"])
    main(["rate", str(folder), "9=F", "--performed-by", "netco", "-q"])
    capsys.readouterr()
    return folder


def test_2011_is_never_ready(old, capsys):
    """The verdict of the lapsed edition points to `migrate`."""
    main(["score", str(old), "--json"])
    verdict = json.loads(capsys.readouterr().out)["verdict"]

    assert verdict["state"] == "not ready"
    assert "migrate" in verdict["remark"]


def test_answers_arrive_unconfirmed_with_their_origin(old, tmp_path, capsys):
    """Everything carried waits to be confirmed; new requirements are unrated."""
    assert main(["migrate", str(old), "--to", "2018", "-o", str(tmp_path / "new")]) == 0
    assessment = assessment_folder.read(tmp_path / "new").assessment

    assert assessment.edition == "2018"
    assert 250 < len(assessment.answers) < 373
    assert not any(answer.confirmed for answer in assessment.answers.values())
    assert all(answer.origin.startswith("2011:") for answer in assessment.answers.values())
    assert "4.1-02" not in assessment.answers
    text = (tmp_path / "new" / "assessment.yaml").read_text()
    assert "# since 2015" in text
    assert "strengths" not in text.split("# strengths")[0]
    capsys.readouterr()


def test_nothing_carried_passes_a_gate(old, tmp_path, capsys):
    """Without confirmation there is no ready, and the share is shown."""
    main(["migrate", str(old), "-o", str(tmp_path / "new")])
    capsys.readouterr()
    main(["score", str(tmp_path / "new"), "--json"])
    data = json.loads(capsys.readouterr().out)

    assert data["overall"]["unconfirmed"] == data["overall"]["rated"]
    assert data["verdict"]["state"] != "ready for stage 2"
    assert not data["verdict"]["stage2"]["ready"]


def test_json_shape(old, tmp_path, capsys):
    """The published shape, and its sums."""
    assert main(["migrate", str(old), "-o", str(tmp_path / "new"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    carried = data["kept"] + data["moved"] + data["split"] + data["joined"]

    assert carried + len(data["new"]) == 373
    assert data["to_confirm"] + len(data["undecided"]) == carried
    assert len(data["dropped"]) == len(set(data["dropped"])) > 30


def test_transition_report_names_new_and_dropped(old, tmp_path, capsys):
    """The document says what to ask from scratch and what lapsed."""
    main(["migrate", str(old), "-o", str(tmp_path / "new")])
    text = (tmp_path / "new" / "transition.md").read_text()

    assert "**4.1-02**" in text.split("## Not carried")[0]
    assert "No longer demanded" in text
    capsys.readouterr()


def test_migrate_writes_nothing_over_an_assessment(old, tmp_path, capsys):
    """A folder that holds something is refused; 2018 has nowhere to go."""
    target = new_folder(tmp_path / "new")
    before = (target / "assessment.yaml").read_bytes()

    assert main(["migrate", str(old), "-o", str(target)]) == 3
    assert (target / "assessment.yaml").read_bytes() == before
    assert main(["migrate", str(target), "-o", str(tmp_path / "other")]) == 3
    assert not (tmp_path / "other").exists()
    capsys.readouterr()


def test_diff_shows_every_requirement(capsys):
    """`catalogue diff` gives a link for each requirement of 2018."""
    assert main(["catalogue", "diff", "2011", "2018", "--json"]) == 0
    links = json.loads(capsys.readouterr().out)
    assert {link["to"] for link in links if link["to"]} == set(catalogue().by_id)

    assert main(["catalogue", "diff", "2011", "2018", "--clause", "8.6.1"]) == 0
    assert "8.6.1-11" in capsys.readouterr().out
