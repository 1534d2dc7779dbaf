"""`catalogue`: the standard in the terminal."""

import json

import pytest

from iso20k_gap.cli.app import main


def shown(capsys, *arguments):
    assert main(["catalogue", *arguments]) == 0
    return capsys.readouterr().out


def test_show_tells_every_field(capsys):
    """Everything the catalogue knows of a requirement is printed."""
    data = json.loads(shown(capsys, "show", "8.6.1-08", "--json"))
    text = " ".join(shown(capsys, "show", "8.6.1-08").split())

    for field in ("statement", "question", "guidance", "remedy", "owner", "action"):
        assert " ".join(data[field].split()) in text, field
    for piece in data["evidence"]:
        assert piece in text
    assert data["documented"]["name"] in text


def test_show_clause_lists_actions_and_requirements(capsys):
    """A clause shows goal, actions and what it demands."""
    text = shown(capsys, "show", "8.6.2")

    assert "8.6.2-A1" in text
    assert "8.6.2-06" in text
    assert "Goal" in text


def test_search_needs_all_words(capsys):
    """Hits contain all words; nothing found is said on stderr."""
    ids = [
        each["id"] for each in json.loads(shown(capsys, "search", "major", "incident", "--json"))
    ]

    assert "8.6.1-08" in ids
    assert main(["catalogue", "search", "xylophone"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "nothing found" in err


@pytest.mark.parametrize(("clause", "number"), [("", 69), ("8.6", 30), ("8.6.1-01", 1)])
def test_list(clause, number, capsys):
    """All clauses, or the requirements below one."""
    data = json.loads(shown(capsys, "list", *([clause] if clause else []), "--json"))

    assert len(data) == number or not clause


def test_editions(capsys):
    """The editions with their counts."""
    data = {each["id"]: each for each in json.loads(shown(capsys, "editions", "--json"))}

    assert (data["2018"]["requirements"], data["2018"]["sentences"]) == (373, 213)
    assert "SR-2020" in {each["id"] for each in data["2018"]["adoptions"]}


def test_unknown_id_suggests(capsys):
    """A slip gets the nearest ids."""
    assert main(["catalogue", "show", "8.6.1-88"]) == 2
    assert "did you mean" in capsys.readouterr().err
