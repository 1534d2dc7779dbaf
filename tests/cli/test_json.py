"""`--json`: every command that prints gives one JSON document, in the shape docs/json.md tells."""

import json
import re

import pytest

from calls import CALLS, ROOT, SILENT, commands, each_of, made_ready, words
from iso20k_gap.cli.app import main

DOCS = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")


def shape(data):
    """The keys of a document, or of the entries of its list."""
    if isinstance(data, list):
        return "list", set(data[0]) if data and isinstance(data[0], dict) else set()
    return "object", set(data)


def documented(name):
    """The shape that docs/json.md tells for a command: the kind of document and its keys."""
    row = re.search(rf"^\| `{name}` \| (\w+)[^|]*\| ([^|]+) \|", DOCS, re.MULTILINE)
    assert row, f"docs/json.md has no row for {name}"
    return row[1], set(re.findall(r"`([^`]+)`", row[2]))


def test_every_command_is_called_here():
    """A new command must join the table, or say that it prints nothing."""
    assert set(commands()) == set(CALLS) | SILENT


@pytest.mark.parametrize("name", each_of(CALLS))
def test_one_json_document(name, tmp_path, monkeypatch, capsys):
    """With `--json` stdout holds one document and nothing else, as documented."""
    monkeypatch.chdir(made_ready(tmp_path))
    if name == "config unset":
        main(["config", "set", "assessor", "A. Smith", "--folder"])
    capsys.readouterr()
    code = main([*words(name), "--json", "--date", "2026-12-01"])
    out, err = capsys.readouterr()

    assert code == 0, err
    assert shape(json.loads(out)) == documented(name)


@pytest.mark.parametrize("name", sorted(set(CALLS) - {"schema"}))
def test_help_offers_json(name, capsys):
    """Each command's help names the option."""
    assert main([*name.split(), "--help"]) == 0
    assert "--json" in capsys.readouterr().out


def test_schema_of_a_name_is_json_without_asking(capsys):
    """A schema is a JSON document by itself, with `--json` or without."""
    assert main(["schema", "policy"]) == 0
    bare = capsys.readouterr().out
    assert main(["schema", "policy", "--json"]) == 0

    assert json.loads(bare)["title"] == "iso20k-gap policy.yaml"
    assert capsys.readouterr().out == bare


@pytest.mark.parametrize(
    "call",
    [
        ["report", "acme", "-f", "md", "-o", "-"],
        ["plan", "acme", "-f", "csv"],
        ["plan", "acme", "-f", "json", "-o", "-"],
        ["questionnaire", "export", "acme", "-f", "html", "-o", "-"],
        ["export", "acme", "-f", "csv"],
        ["catalogue", "export", "-f", "ciso-framework", "-o", "-"],
    ],
)
def test_two_documents_cannot_share_stdout(call, tmp_path, monkeypatch, capsys):
    """A document on stdout and `--json` are refused together."""
    monkeypatch.chdir(made_ready(tmp_path))
    capsys.readouterr()

    assert main([*call, "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "cannot both go to stdout" in err


def test_a_plan_is_json_beside_its_documents(tmp_path, monkeypatch, capsys):
    """`plan -f csv -o FILE --json` writes the file and prints the plan."""
    monkeypatch.chdir(made_ready(tmp_path))
    capsys.readouterr()

    assert main(["plan", "acme", "-f", "csv", "-o", "p.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["actions"]
    assert (tmp_path / "p.csv").is_file()


def test_complaints_are_json_too(tmp_path, monkeypatch, capsys):
    """`validate --json` tells every complaint with its place, and still exits with 3."""
    monkeypatch.chdir(made_ready(tmp_path))
    (tmp_path / "acme" / "plan.yaml").write_text("schema: 1\nowner: 3\n")
    (tmp_path / "acme" / "policy.yaml").write_text("schema: 1\nmax_majros: 3\n")
    capsys.readouterr()

    assert main(["validate", "acme", "--json"]) == 3
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert not found["valid"]
    assert [(each["line"], each["column"]) for each in found["complaints"]] == [(2, 1), (2, 1)]
    assert "did you mean max_majors" in found["complaints"][1]["remedy"]
    assert err.count("error:") == 2
