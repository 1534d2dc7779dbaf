"""The published JSON Schemas: they are current, sound, and hold for what the program writes."""

import json
import shutil
import threading
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

import jsonschema_rs
import pytest
from pydantic import BaseModel

import signing
from builders import everything
from documents import filled, planned, small
from iso20k_gap.cli.app import main
from iso20k_gap.core.extremes import bare, crowded, crowded_decisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.reports import figures, published, report_json
from iso20k_gap.reports.chapters.comparison import History
from iso20k_gap.reports.plan_document import plan_view
from iso20k_gap.reports.plan_table import plan_data
from iso20k_gap.reports.shapes.approvals import Verified
from iso20k_gap.reports.shapes.check import Checked
from iso20k_gap.reports.shapes.plan import Plan
from iso20k_gap.reports.shapes.report import Compared, Findings, Report
from iso20k_gap.reports.shapes.score import Score
from iso20k_gap.reports.templating.context import context_schema
from iso20k_gap.reports.view import Order, build_view

EXAMPLE = Path(__file__).parents[2] / "examples" / "northgate-managed-services"
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
CASES = {
    "usual": small(),
    "filled": filled(),
    "empty": small({}),
    "all met": small(everything("F")),
    "nothing met": small(everything("N")),
}


def undescribed(shape, path=""):
    """The keys of an instance that its shape does not name."""
    if isinstance(shape, BaseModel):
        yield from (f"{path}.{name}" for name in shape.model_extra or ())
        for name in type(shape).model_fields:
            yield from undescribed(getattr(shape, name), f"{path}.{name}")
    elif isinstance(shape, dict):
        for value in shape.values():
            yield from undescribed(value, f"{path}[]")
    elif isinstance(shape, list | tuple):
        for value in shape:
            yield from undescribed(value, f"{path}[]")


def holds(shape, data, name):
    """The data as JSON fits the shape, no key of it is undescribed, and the schema says so too."""
    text = json.dumps(data)
    made = shape.model_validate_json(text)
    validator = jsonschema_rs.validator_for(published.schema(name))

    assert not set(undescribed(made))
    assert list(validator.iter_errors(json.loads(text))) == []


@pytest.mark.parametrize("name", list(published.SCHEMAS))
def test_what_is_in_the_repository_is_what_the_program_says(name, request, capsys):
    """`iso20k-gap schema NAME` prints the file in docs/schemas; --update-golden writes it."""
    assert main(["schema", name]) == 0
    told = capsys.readouterr().out
    file = SCHEMAS / f"{name}.schema.json"
    if request.config.getoption("--update-golden"):
        file.write_text(told, encoding="utf-8")

    assert file.read_text(encoding="utf-8") == told
    jsonschema_rs.validator_for(json.loads(told))


def test_no_other_file_is_in_the_repository():
    """A schema that went away does not stay behind."""
    names = {path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.json")}

    assert names == set(published.SCHEMAS)


@pytest.mark.parametrize("case", list(CASES))
def test_score_and_report_have_their_published_shape(case):
    """With and without a plan, compared and redacted; nothing in them is undescribed."""
    made = CASES[case]
    before = small({"8.6.1": "N", "4.1": "F"})
    history = History("spring", before, (("spring", before),))
    holds(Score, figures.score_data(made), "score-json")
    for plan, past in ((planned(made), None), (None, history)):
        view = build_view(made, plan, Order(history=past, redacted=past is not None))
        holds(Report, json.loads(report_json.render(view.data)), "report-json")


def test_a_crowded_plan_has_its_published_shape():
    """Budget, owners, statuses, notes and a wished date."""
    made = CASES["filled"]
    decisions = crowded_decisions(made.catalogue, made.date)

    holds(Plan, plan_data(make_plan(made, decisions)), "plan-json")


def test_the_commands_write_what_is_published(tmp_path, capsys):
    """score, plan, verify and report with approvals that stand, lapsed and are broken."""
    folder = signing.rated_folder(tmp_path / "acme")
    signing.key(tmp_path / "key.pem")
    signing.sign(folder, tmp_path / "key.pem")
    assert main(["rate", str(folder), "8.6.3=P", "-q"]) == 0
    signing.sign(folder, tmp_path / "key.pem", "B. Jones")
    (folder / "approvals" / "zz.json").write_text("{")
    capsys.readouterr()
    for words, shape, code in (
        (["score", str(folder), "--json"], Score, 0),
        (["plan", str(folder), "--json"], Plan, 0),
        (["verify", str(folder), "--json"], Verified, 3),
        (["report", str(folder), "-f", "json", "-o", "-"], Report, 0),
    ):
        assert main(words) == code
        data = json.loads(capsys.readouterr().out)
        holds(shape, data, f"{words[0]}-json")
    assert [each["state"] for each in data["approvals"]] == ["lapsed", "valid", "broken"]


POLICY = """\
max_minors: 0
min_conformity: 80
fail_on: major
clauses:
  "8.6": {min_achievement: 99}
waivers:
  - {finding: F-8.6.3, approved_by: S. Daly, reason: merger, expires: 2027-03-31}
  - {finding: F-9.3, approved_by: S. Daly, reason: merger, expires: 2025-03-31}
  - {finding: F-8.7.2, approved_by: S. Daly, reason: merger, expires: 2027-03-31}
  - {finding: F-4.1-01, approved_by: S. Daly, reason: merger, expires: 2027-03-31}
"""


def test_the_gate_findings_and_comparison_have_their_published_shape(tmp_path, capsys):
    """With rules of every kind, waivers that hold, have run out and are of no use."""
    folder = shutil.copytree(EXAMPLE, tmp_path / "acme")
    (folder / "policy.yaml").write_text(POLICY)
    assert main(["baseline", str(folder), "--label", "before", "-q"]) == 0
    assert main(["rate", str(folder), "8.6.1=N", "8.6.3=F", "-q", *signing.DAY]) == 0
    capsys.readouterr()
    made = {}
    for words, shape, code in (
        (["findings"], Findings, 0),
        (["check"], Checked, 1),
        (["compare"], Compared, 0),
    ):
        assert main([*words, str(folder), "--json", *signing.DAY]) == code
        made[words[0]] = json.loads(capsys.readouterr().out)
        holds(shape, made[words[0]], f"{words[0]}-json")
    assert [len(made["check"][f"{kind}_waivers"]) for kind in ("expired", "unused")] == [1, 2]
    assert [each["finding"] for each in made["check"]["waived"]] == ["F-8.7.2"]
    assert any(each["overridden"] for each in made["findings"])
    assert made["compare"]["closed"]
    assert made["compare"]["worse"]


def test_what_does_not_fit_is_refused():
    """The schemas are not so open that anything passes."""
    data = figures.score_data(CASES["usual"])
    validator = jsonschema_rs.validator_for(published.schema("score-json"))

    for wrong in (
        {**data, "overall": {**data["overall"], "conformity": 101}},
        {key: value for key, value in data.items() if key != "verdict"},
        {**data, "verdict": {**data["verdict"], "state": "fine"}},
        {**data, "findings": {"major": "none"}},
    ):
        assert list(validator.iter_errors(wrong))


@pytest.mark.parametrize("name", ["report-context", "plan-context"])
def test_every_name_of_a_view_is_described(name):
    """Fields and computed properties of every dataclass that a template can reach."""
    made = CASES["filled"]
    decisions = crowded_decisions(made.catalogue, made.date)
    plan = make_plan(made, decisions)
    before = small({})
    order = Order(history=History("spring", before, (("spring", before),)))
    view = build_view(made, plan, order) if name == "report-context" else plan_view(made, plan)
    schema = published.schema(name)
    seen = set()

    def look(value):
        if is_dataclass(value) and type(value) not in seen:
            seen.add(type(value))
            public = {each for each in dir(value) if not each.startswith("_")}
            shape = schema if value is view else schema["$defs"][type(value).__name__]
            assert public == set(shape["properties"])
        if is_dataclass(value):
            for each in fields(value):
                look(getattr(value, each.name))
        elif isinstance(value, tuple | list):
            for each in value:
                look(each)

    look(view)
    assert len(seen) > 15


def test_extremes_are_extreme():
    """One has nothing that may be missing, the other everything, and both are valid."""
    made = CASES["filled"]
    empty, full = bare(made.assessment), crowded(made.assessment, made.catalogue, made.date)

    assert empty.answers == {}
    assert empty.model_dump(exclude_defaults=True).keys() <= {
        "edition", "catalogue_version", "organisation", "schema_version",
    }  # fmt: skip
    missing = [
        name
        for name in type(full).model_fields
        if not getattr(full, name) and name not in ("scales", "label")
    ]
    assert missing == []
    type(full).model_validate(full.model_dump(by_alias=True))


def test_unknown_names_are_told_and_all_are_listed(capsys):
    """Also those of the folder's files."""
    assert main(["schema", "score-jsn"]) == 2
    assert "did you mean score-json" in capsys.readouterr().err
    assert main(["schema"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in (*published.SCHEMAS, "assessment", "policy"))
    assert main(["schema", "policy"]) == 0
    assert "require_approval" in json.loads(capsys.readouterr().out)["properties"]


@dataclass(frozen=True)
class Ring:
    """Refers to itself, and to what JSON knows nothing of."""

    inner: "Ring | None"
    thing: threading.Thread
    pairs: tuple[tuple[str, int], ...]
    named: dict[str, "Ring"]


def test_views_may_refer_to_themselves_and_to_anything():
    """The schema stays sound; what templates only hand on is let be."""
    schema = context_schema(Ring)
    validator = jsonschema_rs.validator_for(schema)
    sound = {"inner": None, "thing": 1, "pairs": [["a", 1]], "named": {}}

    assert validator.is_valid({**sound, "inner": sound, "named": {"x": sound}})
    assert not validator.is_valid({**sound, "inner": {"pairs": 1}})
    assert not validator.is_valid({**sound, "pairs": [["a"]]})
