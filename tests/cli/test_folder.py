"""`new` and `validate`: folders begin whole, and broken ones are told about in full."""

import json

import jsonschema_rs
import pytest
import yaml

from builders import new_folder
from iso20k_gap.cli.app import main


def test_new_makes_a_sound_folder(tmp_path, capsys):
    """A new folder validates, and its files point to the schemas beside them."""
    folder = new_folder(tmp_path / "acme")

    assert main(["validate", str(folder)]) == 0
    assert "0 of 373" in capsys.readouterr().err
    assert (folder / "assessment.yaml").read_text().startswith("# yaml-language-server: $schema=")
    assert (folder / ".schema" / "assessment.schema.json").is_file()


def test_new_does_not_touch_an_existing_assessment(tmp_path, capsys):
    """A second `new` is refused and changes nothing."""
    folder = new_folder(tmp_path / "acme")
    before = (folder / "assessment.yaml").read_bytes()

    assert main(["new", str(folder), "--organisation", "B", "--scope", "C"]) == 3
    assert (folder / "assessment.yaml").read_bytes() == before
    assert "already holds" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "edition", "label"),
    [
        ("2018", "2018", "ISO/IEC 20000-1:2018"),
        ("SR-2020", "2018", "SR ISO/IEC 20000-1:2020"),
        ("sr iso/iec 20000-1:2020", "2018", "SR ISO/IEC 20000-1:2020"),
    ],
)
def test_national_adoptions_are_labels(given, edition, label, tmp_path, capsys):
    """An adoption is the same edition under another label."""
    folder = new_folder(tmp_path / "acme", "--edition", given)
    capsys.readouterr()
    main(["score", str(folder), "--json"])
    shown = json.loads(capsys.readouterr().out)

    assert (shown["edition"], shown["label"]) == (edition, label)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--edition", "2005"], "no edition '2005'"),
        (["--questionnaire", "short"], "no questionnaire 'short'"),
        (["--scale", "stars"], "no scale 'stars'"),
    ],
)
def test_unknown_names_are_refused_before_anything_is_written(options, words, tmp_path, capsys):
    """Nothing is made for an edition, questionnaire or scale that is not there."""
    folder = tmp_path / "acme"

    assert main(["new", str(folder), "--organisation", "A", "--scope", "B", *options]) == 3
    assert words in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "Ümläut & Söhne: #1 'x' \"y\"", "- a\n- b"])
def test_hostile_names_come_back_as_they_were(name, tmp_path, capsys):
    """Whatever the organisation is called, the file says exactly that."""
    folder = tmp_path / "acme"
    main(["new", str(folder), "--organisation", name, "--scope", name])
    data = yaml.safe_load((folder / "assessment.yaml").read_text())

    assert data["organisation"] == {"name": name, "scope": name}
    assert main(["validate", str(folder)]) == 0
    capsys.readouterr()


def test_validate_tells_the_plan_and_the_policy_at_once(tmp_path, capsys):
    """What is wrong in one file does not hide what is wrong in another."""
    folder = new_folder(tmp_path / "acme")
    (folder / "plan.yaml").write_text("schema: 1\nstart: soon\n", encoding="utf-8")
    (folder / "policy.yaml").write_text("schema: 1\nfail_on: never\n", encoding="utf-8")
    capsys.readouterr()

    assert main(["validate", str(folder)]) == 3
    err = capsys.readouterr().err
    assert "plan.yaml:2:1: start" in err
    assert "policy.yaml:2:1: " in err


def test_schemas_accept_what_the_program_writes(tmp_path):
    """Editors and CI can check the files with the shipped schemas."""
    folder = new_folder(tmp_path / "acme")
    main(["rate", str(folder), "8.6.1=F", "--note", "seen", "--evidence", "Log @ Desk", "-q"])
    files = {"assessment": "assessment.yaml", "answers": "answers/8.6.yaml", "plan": "plan.yaml"}
    for name, file in files.items():
        schema = json.loads((folder / ".schema" / f"{name}.schema.json").read_text())
        data = yaml.load((folder / file).read_text(), Loader=_Json)  # noqa: S506 - a safe loader
        jsonschema_rs.validator_for(schema).validate(data)
        with pytest.raises(jsonschema_rs.ValidationError):
            jsonschema_rs.validator_for(schema).validate({**data, "nosuch": 1})
        jsonschema_rs.validator_for(schema).validate({**data, "x-own": 1})


class _Json(yaml.SafeLoader):
    """Reads dates as text, as JSON has them."""


_Json.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

ASKS = "questionnaire: full\n"
GOOD = """\
schema: 1
8.6.1-01:
  rating: F
"""


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        ("answers/8.6.yaml", "schema: 1\n8.6.1-01:\n  rating: Q\n", ":3:3", "no rating 'Q'"),
        ("answers/8.6.yaml", GOOD + "8.6.1-99:\n  rating: F\n", ":4:1", "no requirement 8.6.1-99"),
        ("answers/8.6.yaml", GOOD + "8.6.1-01:\n  rating: N\n", ":4:1", "written twice"),
        ("answers/8.6.yaml", "schema: 2\n", ":1:1", "schema 2 is not known"),
        ("answers/8.6.yaml", "8.6.1-01:\n  rating: F\n", ":1:1", "schema is missing"),
        ("answers/8.6.yaml", "schema: 1\n8.6.1-01: [F\n", "", "broken YAML"),
        ("answers/8.6.yaml", "schema: 1\n8.7.1-01:\n  rating: F\n", ":2:1", "belongs in 8.7.yaml"),
        ("answers/8.6.yaml", GOOD.replace("rating", "ratng"), ":3:3", "ratng is not a key"),
        ("answers/8.9.yaml", "schema: 1\n", "", "no clause group"),
        ("answers/4.yaml", "schema: 1\n4.1-01: F\n", ":2:1", "holds no answer"),
        ("assessment.yaml", "schema: 1\n", "", "organisation is missing"),
        ("assessment.yaml", f"schema: 1\nedition: [a]\n{ASKS}", ":2:1", "edition must be one text"),
        ("assessment.yaml", f"schema: 1\nedition: {{}}\n{ASKS}", ":2:1", "edition"),
        ("assessment.yaml", f"schema: 1\nedition: {{a: b}}\n{ASKS}", ":2:1", "edition must be one"),
        ("plan.yaml", "schema: 1\nactions:\n  8.6.1-A9: {status: done}\n", ":3:3", "no action"),
        ("plan.yaml", "schema: 1\nowners: 3\n", ":2:1", "owners"),
        ("policy.yaml", "schema: 1\nmax_majors: many\n", ":2:1", "max_majors"),
    ],
)
def test_validate_tells_place_and_reason(file, text, place, words, tmp_path, capsys):
    """Each kind of broken file is told with file, line and column, and left as it is."""
    folder = new_folder(tmp_path / "acme")
    path = folder / file
    path.write_text(text)
    capsys.readouterr()

    assert main(["validate", str(folder)]) == 3
    err = capsys.readouterr().err
    assert f"{path}{place}" in err
    assert words in err
    assert "Traceback" not in err
    assert path.read_text() == text


def test_all_complaints_come_at_once(tmp_path, capsys):
    """Mistakes in several files are told in one go."""
    folder = new_folder(tmp_path / "acme")
    (folder / "answers" / "8.6.yaml").write_text("schema: 1\n8.6.1-01:\n  rating: Q\n")
    (folder / "answers" / "4.yaml").write_text("schema: 1\n4.1-01:\n  rating: F\n  reting: x\n")
    capsys.readouterr()

    assert main(["validate", str(folder)]) == 3
    err = capsys.readouterr().err
    assert "8.6.yaml:3:3" in err
    assert "4.yaml:4:3" in err


def test_own_keys_and_empty_keys_are_no_mistake(tmp_path, capsys):
    """Keys that begin with x- belong to people; a key without a value is not given."""
    folder = new_folder(tmp_path / "acme")
    text = "schema: 1\nx-reviewed: me\n8.6.1-01:\n  rating: F\n  note:\n  x-ticket: 12\n"
    (folder / "answers" / "8.6.yaml").write_text(text)
    capsys.readouterr()

    assert main(["validate", str(folder)]) == 0


@pytest.mark.parametrize("weight", ["1e999999999", "9" * 40, "1/0", "x", "0"])
def test_weights_beyond_reason_are_refused_at_once(weight, tmp_path, capsys):
    """A weight that would take for ever to compute with, or is none, is a mistake."""
    folder = new_folder(tmp_path / "acme")
    path = folder / "assessment.yaml"
    path.write_text(path.read_text() + f"scoring:\n  weights: {{'8.6': {weight}}}\n")
    capsys.readouterr()

    assert main(["validate", str(folder)]) == 3
    assert "weights" in capsys.readouterr().err
