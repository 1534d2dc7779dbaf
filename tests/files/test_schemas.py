"""JSON Schemas for editors: they take what the program takes, and refuse what it refuses."""

import json
import re
import subprocess
import sys

import jsonschema_rs
import pytest
import yaml

from calls import made_ready
from iso20k_gap.cli import configured
from iso20k_gap.cli.app import main
from iso20k_gap.files import new_folder, schemas

MODELINE = re.compile(r"^# yaml-language-server: \$schema=(\S+)$")
POLICY = """\
schema: 1
fail_on: major
min_conformity: 79.5
clauses: {"8.6": {min_conformity: 80}}
waivers:
  - {finding: F-4.3-06, approved_by: J, reason: r, expires: 2027-01-31}
x-owner: SMS manager
"""
CAPABILITY = """\
schema: 1
processes:
  Incident: {"PA 1.1": [F, l, don't know, "?"], "PA 2.1": [L]}
  x-note: later
"""
CONFIG = """\
schema: 1
assessor: A. Smith
pager: true
new: {edition: 2018, scale: nplf}
report: {formats: [pdf, html], template: looks}
branding: {accent: "#0b6582", x-house: ours}
"""
DRAFTS = "schema: 1\n8.6.1-03: {note: to see, evidence: [{title: Log, seen: false}]}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example with a file of every kind in it."""
    place = made_ready(tmp_path_factory.mktemp("schemas"))
    acme = place / "acme"
    for name, text in (
        ("policy.yaml", POLICY),
        ("capability.yaml", CAPABILITY),
        ("drafts.yaml", DRAFTS),
        (".iso20k-gap.yaml", CONFIG),
    ):
        (acme / name).write_text(text, encoding="utf-8")
    assert main(["schema", "-o", str(acme / ".schema"), "-q"]) == 0
    assert main(["validate", str(acme), "-q"]) == 0
    return acme


def files_of(folder, name):
    """The files a schema is for."""
    return [path for each in schemas.FILES[name].split(", ") for path in folder.glob(each)]


def checked(folder, name, *files):
    """Hold files against a schema with a program that is not ours."""
    schema = folder / ".schema" / f"{name}.schema.json"
    program = (sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files)
    return subprocess.run(program, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", schemas.FILES)
def test_it_takes_the_files_of_the_example(name, folder):
    """check-jsonschema accepts every file that the program accepts."""
    files = files_of(folder, name)
    done = checked(folder, name, *files)

    assert files
    assert done.returncode == 0, done.stdout + done.stderr


WRONG = [
    ("assessment", "assessment.yaml", "organisation:", "organisaton:"),
    ("assessment", "assessment.yaml", "systemic_minors: 3", "systemic_minors: 1"),
    ("assessment", "assessment.yaml", "kind: internal_supplier", "kind: friend"),
    ("answers", "answers/8.6.yaml", "rating: L", "rating: Q"),
    ("answers", "answers/8.6.yaml", "- title:", "- titel:"),
    ("answers", "answers/8.6.yaml", "schema: 1", "schema: 2"),
    ("plan", "plan.yaml", "days_per_week: 2.5", "days_per_week: 25"),
    ("plan", "plan.yaml", "country: IE", "contry: IE"),
    ("policy", "policy.yaml", "fail_on: major", "fail_on: medium"),
    ("policy", "policy.yaml", "min_conformity: 79.5", "min_conformity: 101"),
    ("capability", "capability.yaml", "PA 2.1", "PA 2.3"),
    ("capability", "capability.yaml", "[L]", "[X]"),
    ("baseline", "baselines", "taken_on:", "taken:"),
    ("baseline", "baselines", "questionnaire: full", "questionaire: full"),
    ("drafts", "drafts.yaml", "note:", "nte:"),
    ("config", ".iso20k-gap.yaml", "pager: true", "pager: perhaps"),
    ("config", ".iso20k-gap.yaml", "formats: [pdf, html]", "formats: [pfd]"),
    ("config", ".iso20k-gap.yaml", "assessor:", "assesor:"),
    ("config", ".iso20k-gap.yaml", "scale: nplf", "scale: npfl"),
    ("config", ".iso20k-gap.yaml", "#0b6582", "blue"),
]


@pytest.mark.parametrize(("name", "file", "old", "new"), WRONG, ids=[each[3] for each in WRONG])
def test_it_refuses_broken_files(name, file, old, new, folder, tmp_path):
    """A misspelt key, a wrong word or a number out of range is underlined in the editor."""
    path = next(folder.glob(f"{file}/*.yaml" if file == "baselines" else file))
    text = path.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "broken.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")

    assert checked(folder, name, tmp_path / "broken.yaml").returncode == 1


@pytest.mark.parametrize("name", schemas.FILES)
def test_it_is_a_schema_that_describes_itself(name):
    """Each is valid under its own dialect, and names the file it is for."""
    made = json.loads(schemas.schema(name, configured.words_of))

    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"] == f"iso20k-gap {schemas.FILES[name]}"
    jsonschema_rs.meta.validate(made)


PROSE = ("# yaml-language-server:", "# kind:")


def uncommented(text):
    """The commented examples of a new file, switched on."""
    lines = [line for line in text.splitlines() if re.match(r"# ( |[\w]+:)", line)]
    return "".join(f"{each[2:]}\n" for each in lines if not each.startswith(PROSE))


def test_the_examples_in_new_files_are_true(tmp_path, capsys):
    """Whoever removes the `#` of a new file's examples has a valid file, for us and for editors."""
    place = tmp_path / "acme"
    assert main(["new", str(place), "--organisation", "A", "--scope", "B", "-q"]) == 0
    plan, main_file = place / "plan.yaml", place / "assessment.yaml"
    plan.write_text(plan.read_text() + uncommented(plan.read_text()))
    main_file.write_text(main_file.read_text() + uncommented(new_folder.COMMENTS))
    data = yaml.safe_load(main_file.read_text())

    assert {"services", "parties", "operation", "scoring", "overrides", "strengths"} <= set(data)
    assert "calendar" in yaml.safe_load(plan.read_text())
    assert main(["validate", str(place)]) == 0, capsys.readouterr().err
    for name, file in (("assessment", main_file), ("plan", plan)):
        done = checked(place, name, file)
        assert done.returncode == 0, done.stdout


def test_every_file_made_knows_its_schema(tmp_path, monkeypatch):
    """Whatever YAML the program writes points to a schema that is there and takes it."""
    monkeypatch.chdir(made_ready(tmp_path))
    new = ["new", "made", "--organisation", "A", "--scope", "B"]
    for call in (
        new,
        ["rate", "made", "8.6.1=F"],
        ["action", "made", "8.6.2-A1", "--status", "in_progress"],
        ["baseline", "made"],
        ["migrate", "old", "-o", "moved"],
        ["config", "set", "assessor", "A", "--folder"],
    ):
        assert main([*call, "-q"]) == 0
    from iso20k_gap.core.questionnaire import Draft
    from iso20k_gap.files import drafts_file

    drafts_file.put(tmp_path / "made", "8.6.2-01", None, Draft(note="to see"))
    made = [
        *(path for each in ("made", "moved") for path in (tmp_path / each).rglob("*.yaml")),
        tmp_path / ".iso20k-gap.yaml",
    ]

    assert {path.name for path in made} >= {"drafts.yaml", "plan.yaml", "8.6.yaml"}
    for path in made:
        found = MODELINE.match(path.read_text().splitlines()[0])
        assert found, path
        schema = path.parent / found[1]
        assert schema.is_file(), path
        program = (sys.executable, "-m", "check_jsonschema", "--schemafile", schema, path)
        done = subprocess.run(program, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_schemas_are_printed_and_written(tmp_path, monkeypatch, capsys):
    """One by name to stdout or a file, all of them into a folder."""
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "plan"]) == 0
    printed = capsys.readouterr().out
    assert main(["schema", "plan", "-o", "p.json"]) == 0
    assert capsys.readouterr().out == "p.json\n"
    assert main(["schema", "-o", "all"]) == 0
    told = capsys.readouterr().out.split()
    assert main(["schema", "-o", "all", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)

    assert (tmp_path / "p.json").read_text() == printed
    assert (tmp_path / "all" / "plan.schema.json").read_text() == printed
    assert len(told) == len(schemas.FILES)
    assert listed == {"files": told}
