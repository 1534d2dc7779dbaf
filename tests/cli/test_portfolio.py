"""`portfolio`: the contract's shape; one broken folder does not hide the others."""

import json
import shutil

import pytest

from builders import new_folder
from iso20k_gap.cli import portfolio
from iso20k_gap.cli.app import main


@pytest.fixture
def clients(tmp_path, capsys):
    """Two sound folders and a broken one."""
    for name, rating in (("a", "F"), ("b", "N"), ("c", "L")):
        folder = new_folder(tmp_path / name)
        main(["rate", str(folder), f"8.6.1={rating}", "-q"])
    (tmp_path / "c" / "answers" / "8.6.yaml").write_text("schema: 1\n8.6.1-01:\n  rating: Q\n")
    capsys.readouterr()
    return [str(tmp_path / name) for name in "abc"]


def test_shape(clients, capsys):
    """Assessments, both aggregates, common gaps and broken ones."""
    assert main(["portfolio", *clients, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)

    assert [each["conformity"] for each in data["assessments"]] == [100, 0]
    assert data["mean_of_assessments"]["conformity"] == 50
    assert data["pooled"]["conformity"] == 50
    assert data["common_gaps"] == []
    assert data["broken"][0]["path"] == clients[2]
    assert "8.6.yaml:3:3" in data["broken"][0]["error"]


def test_many_are_shared_among_processes(clients, capsys, tmp_path, monkeypatch):
    """Computed in several processes, the outcome is the same and in order."""
    for number in range(6):
        shutil.copytree(clients[number % 2], tmp_path / f"n{number}")
    folders = [str(tmp_path / f"n{number}") for number in range(6)]
    main(["portfolio", *folders, "--json"])
    alone = capsys.readouterr().out
    monkeypatch.setattr(portfolio, "WORTH_SHARING", 2)
    main(["portfolio", *folders, "--json"])

    assert capsys.readouterr().out == alone


def test_table(clients, capsys):
    """The table names both aggregates and the broken folder."""
    assert main(["portfolio", *clients]) == 0
    out = capsys.readouterr().out

    for words in ("Mean of assessments", "Pooled", "broken:"):
        assert words in out
