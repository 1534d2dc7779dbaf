"""The report as JSON: the engine's numbers unrounded, every stored field, sealed by its hash."""

import json

from builders import evaluation, everything
from documents import filled, planned, small, view
from iso20k_gap.core.assessment import Assessment
from iso20k_gap.reports import figures, report_json
from iso20k_gap.reports.plan_table import plan_data


def test_numbers_equal_the_score_document():
    """One engine: the report repeats `score --json`, `findings --json` and `plan -f json`."""
    made = evaluation({**everything("F"), "8.6.1": "P", "4.1": "L"})
    data = json.loads(report_json.render(view(made).data))

    assert data["score"] == json.loads(json.dumps(figures.score_data(made)))
    assert data["findings"] == json.loads(json.dumps(figures.findings_data(made.findings)))
    assert data["plan"] == json.loads(json.dumps(plan_data(planned(made))))
    assert len(data["requirements"]) == 373


def test_the_assessment_can_be_read_back_whole():
    """Nothing a person stored is lost."""
    made = filled()
    data = json.loads(report_json.render(view(made).data))
    answers = {each["id"]: each["answer"] for each in data["requirements"] if each["answer"]}

    back = Assessment.model_validate({**data["assessment"], "answers": answers})
    assert back == made.assessment


def test_the_hash_can_be_checked_by_anyone():
    """SHA-256 over the document without its hash, as the formula card says."""
    data = json.loads(report_json.render(view(small()).data))

    assert report_json.content_hash(data) == data["content_hash"]
