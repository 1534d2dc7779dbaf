"""For the tests of interchange: validators, cases of every kind, and documents taken apart."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from builders import READY, TODAY, answers, assessment, catalogue, everything, rulebook
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evaluation import Evaluation, evaluate
from iso20k_gap.core.plan import Plan, PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.files import library
from iso20k_gap.reports.interchange.formats import Standard

SCHEMAS = Path(__file__).parent / "schemas"
OSCAL = "oscal-complete-1.2.3.json"
HOSTILE = (
    "<script>alert(1)</script>\"'&amp; [l](javascript:alert(1)) ![i](http://evil.example/i) *b* "
    "_i_ `c` ^s^ ~d~ {{ insert: param, x }} =1+1 \x07\x1b[31m \u202egnp.exe\r\n- # 1. item\n\n"
    "    code"
)
WITH_USER = "https://user:secret@evil.example/x"
PLACES = (
    "https://wiki.example/Q3 minutes",
    "https://wiki.example/Q3_minutes?page=1&x=100%#a",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/x",
    "docs/policy.pdf",
    WITH_USER,
    "http://[bad",
    "https://host.example:0/x",
)
LINKED = {PLACES[1]: "https://wiki.example/Q3_minutes?page=1&x=100%25#a"}
"""The only place that may become a link, and how."""


@cache
def validator(name: str, part: str = "") -> Any:
    """What checks documents, or one part of a schema, by a schema of `tests/schemas`."""
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    if part:
        schema = {
            "$schema": schema["$schema"],
            "definitions": schema["definitions"],
            "$ref": f"#/definitions/{part}",
        }
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


def complaints(document: Any, name: str, part: str = "") -> list[str]:
    """What a schema says against a document, shortened."""
    found = validator(name, part).iter_errors(document)
    return [f"{list(each.instance_path)}: {each.message[:200]}" for each in found]


def parsed(content: bytes) -> Any:
    """A JSON document, in which no key may stand twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    return json.loads(content, object_pairs_hook=once)


def standard(edition: str = "2018") -> Standard:
    """What documents about an edition are made of."""
    other = library.load_catalogue("2011" if edition == "2018" else "2018")
    mapping = library.load_mapping("2011", "2018")
    return Standard(library.load_catalogue(edition), (other, mapping), TODAY)


def evaluated(made: dict[str, Answer], edition: str = "2018", **fields: Any) -> Evaluation:
    """An evaluation of these answers over the whole catalogue."""
    case = assessment(answers=made, edition=edition, **fields)
    return evaluate(catalogue(edition), case, rulebook(edition), TODAY)


def mixed() -> Evaluation:
    """Every rating, no occurrence, other parties, evidence of every kind, overrides, unrated."""
    made = answers({"4": "F", "8.6.1": "L", "8.6.2": "P", "8.6.3": "N", "10.1-01": "P"})
    made |= answers({"8.7.2-16": "no_occurrence"})
    pieces = [{"title": f"Piece {number}", "location": each} for number, each in enumerate(PLACES)]
    pieces[0] |= {"effective": "2026-01-02", "valid_until": "2026-02-03", "sha256": "5" * 64}
    whole = {
        "rating": "F",
        "rated_by": "Ada",
        "rated_on": "2026-10-01",
        "evidence": pieces,
        "performed_by": "host",
        "note": "Seen.",
        "confirmed": False,
        "origin": "2011:8.1-01",
    }
    made["8.6.2-02"] = Answer.model_validate(whole)
    made["8.6.2-03"] = Answer.model_validate({"rating": "N", "rated_on": "0001-01-01"})
    return evaluated(
        made,
        assessors=["Ada", "Bo"],
        interviews=[{"name": "Ada", "role": "Manager"}, {"name": "Cy"}],
        parties=[{"id": "host", "name": "Hosting Ltd", "kind": "external_supplier"}],
        services=[{"name": "Desk", "performed_by": "host"}],
        certification={"body": "Body"},
        operation=READY,
        started="2026-09-01",
        overrides=[
            {"finding": "F-10.1-01", "grade": "none", "reason": "Agreed with the client."},
            {"finding": "F-8.6.2-03", "grade": "major", "reason": "No process at all.", "by": "Bo"},
        ],
        strengths=[{"clause": "8.6.1", "text": "Quick."}],
        limits="One site only.",
    )  # fmt: skip


def hostile() -> Evaluation:
    """Something hostile in every place where people type."""
    piece = {"title": HOSTILE, "location": HOSTILE, "sha256": HOSTILE}
    fields = {
        "note": HOSTILE,
        "evidence": [piece],
        "performed_by": "p",
        "rated_by": HOSTILE,
        "origin": HOSTILE,
    }
    made = {
        name: Answer.model_validate({"rating": rating, **fields})
        for name, rating in (("8.6.1-01", "N"), ("8.6.1-02", "P"), ("8.6.1-03", "F"))
    }
    made["8.7.2-16"] = Answer(rating="no_occurrence", reason=HOSTILE)
    return evaluated(
        made,
        label=HOSTILE,
        organisation={"name": HOSTILE, "scope": HOSTILE, "unit": HOSTILE, "sector": HOSTILE,
                      "sites": [HOSTILE, "\x1c"], "customers": [HOSTILE], "contact": HOSTILE},
        services=[{"name": HOSTILE, "description": HOSTILE}],
        assessors=[HOSTILE, "\x1c"],
        interviews=[{"name": HOSTILE, "role": HOSTILE}],
        parties=[{"id": "p", "name": HOSTILE, "kind": "internal_supplier", "provides": HOSTILE}],
        certification={"body": HOSTILE},
        overrides=[{"finding": "F-8.6.1-01", "grade": "major", "reason": HOSTILE, "by": HOSTILE}],
        strengths=[{"clause": "8.6.1", "text": HOSTILE}],
        limits=HOSTILE,
    )  # fmt: skip


CASES = {
    "mixed": mixed,
    "hostile": hostile,
    "nothing rated": lambda: evaluated({}),
    "all not met": lambda: evaluated(answers(everything("N"))),
    "all met": lambda: evaluated(answers(everything("F")), operation=READY),
    "edition 2011": lambda: evaluated(answers({"4": "P", "8.1": "N"}, "2011"), edition="2011"),
}


@cache
def case(name: str) -> Evaluation:
    """One of the cases, made once."""
    return CASES[name]()


def planned(evaluation: Evaluation, **decisions: Any) -> Plan:
    """The evaluation's plan."""
    return make_plan(evaluation, PlanDecisions.model_validate(decisions))


HOSTILE_PLAN = {
    "owners": [{"role": "Incident manager", "name": HOSTILE}],
    "actions": {
        "8.6.1-A1": {"owner": HOSTILE, "note": HOSTILE, "status": "in_progress", "percent": 40}
    },
}


def walk(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value of a document with its path."""
    yield path, data
    if isinstance(data, dict | list):
        for key, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from walk(each, (*path, key))


def values(data: Any, key: str) -> list[Any]:
    """Every value that stands under a key, anywhere in a document."""
    return [each for path, each in walk(data) if path and path[-1] == key]


def told(data: dict[str, Any], name: str) -> str:
    """The value of an OSCAL property, which must stand once."""
    (found,) = [each["value"] for each in data.get("props", []) if each["name"] == name]
    return found
