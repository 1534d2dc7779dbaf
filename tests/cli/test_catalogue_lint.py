"""`catalogue lint`: silent and 0 when all is well, every complaint and 3 when not."""

import json

import pytest

from builders import catalogue
from damage import clause
from iso20k_gap.cli.app import main
from iso20k_gap.files import library

KEYS = {"edition", "rule", "place", "field", "what", "remedy"}


@pytest.fixture
def damaged(monkeypatch):
    """A 2018 catalogue with a clause's goal left out, and the real 2011 one."""
    editions = {"2018": clause("8.6.2", goal=""), "2011": catalogue("2011")}
    monkeypatch.setattr(library, "load_catalogue", editions.__getitem__)


def test_both_editions_by_default(capsys):
    """Nothing on stdout, what was looked at on stderr."""
    assert main(["catalogue", "lint"]) == 0
    out, err = capsys.readouterr()

    assert out == ""
    assert "0 complaints; editions: 2018, 2011" in err


def test_complaint_is_told_with_place_and_remedy(damaged, capsys):
    """One line a complaint; bad data is exit code 3."""
    assert main(["catalogue", "lint", "--edition", "SR-2020"]) == 3
    out, err = capsys.readouterr()

    assert out == "2018 8.6.2 goal: fields: goal is missing (write it)\n"
    assert "1 complaint;" in err


def test_json(damaged, capsys):
    """The same as data, still with exit code 3."""
    assert main(["catalogue", "lint", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)

    assert [set(each) for each in found] == [KEYS]
    assert found[0]["rule"] == "fields"


def test_json_without_complaints_is_an_empty_list(capsys):
    """A list even then."""
    assert main(["catalogue", "lint", "--edition", "2011", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_unknown_edition(capsys):
    """The known ones are named."""
    assert main(["catalogue", "lint", "--edition", "1999"]) == 3
    assert "editions: 2018" in capsys.readouterr().err
