"""OSCAL: NIST's schema holds, every reference resolves, ids are stable, and partial is told."""

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, answers, catalogue
from exchanging import (
    CASES,
    HOSTILE_PLAN,
    LINKED,
    OSCAL,
    PLACES,
    WITH_USER,
    case,
    complaints,
    evaluated,
    mixed,
    parsed,
    planned,
    standard,
    told,
    values,
    walk,
)
from iso20k_gap.core.evaluation import evaluate
from iso20k_gap.core.rating import Rating
from iso20k_gap.errors import RenderError
from iso20k_gap.reports.interchange.formats import OF_EDITIONS
from iso20k_gap.reports.interchange.oscal import poam, results

EDITIONS = ("2018", "2011")
MODELS = ("oscal-catalog", "oscal-mapping")
WITH_FINDINGS = [name for name in CASES if name not in ("nothing rated", "all met")]


@cache
def result_of(name):
    (result,) = parsed(results.render(case(name)))["assessment-results"]["results"]
    return result


@cache
def plan_of(name):
    decisions = HOSTILE_PLAN if name == "hostile" else {}
    content = poam.render(case(name), planned(case(name), **decisions))
    return parsed(content)["plan-of-action-and-milestones"]


@cache
def of_edition(form, edition):
    return parsed(OF_EDITIONS[form](standard(edition)))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("form", MODELS)
def test_editions_fit_the_schema_of_nist(form, edition):
    """Catalog and mapping collection, of both editions."""
    assert complaints(of_edition(form, edition), OSCAL) == []


@pytest.mark.parametrize("name", CASES)
def test_assessment_results_fit_the_schema_of_nist(name):
    """Whatever was answered, and whatever was typed."""
    assert complaints(parsed(results.render(case(name))), OSCAL) == []


@pytest.mark.parametrize("name", WITH_FINDINGS)
def test_plans_fit_the_schema_of_nist(name):
    """Whatever is to be done, and whatever was typed about it."""
    assert complaints({"plan-of-action-and-milestones": plan_of(name)}, OSCAL) == []


def test_the_schema_would_find_a_fault():
    """A state OSCAL does not know, and a time without a zone."""
    document = parsed(results.render(case("mixed")))
    found = document["assessment-results"]["results"][0]
    found["findings"][0]["target"]["status"]["state"] = "partial"
    assert complaints(document, OSCAL)

    document = parsed(results.render(case("mixed")))
    document["assessment-results"]["results"][0]["start"] = "2026-11-21T00:00:00"
    assert complaints(document, OSCAL)


@cache
def documents():
    """Every document about an assessment."""
    return [
        *(parsed(results.render(case(name))) for name in CASES),
        *({"plan-of-action-and-milestones": plan_of(name)} for name in WITH_FINDINGS),
    ]


def test_every_reference_in_a_document_resolves():
    """UUIDs of observations, risks, findings, parties, tasks and resources; and role ids."""
    for document in documents():
        declared = set(values(document, "uuid"))
        roles = {each["id"] for each in values(document, "roles")[0]}
        for path, value in walk(document):
            key = str(path[-1]) if path else ""
            if key.endswith("-uuid"):
                assert value in declared, path
            if key == "party-uuids":
                assert set(value) <= declared, path
            if key == "role-id":
                assert value in roles, path
            if key == "href" and value.startswith("#"):
                assert value[1:] in declared, path


def test_a_uuid_stands_for_one_thing():
    """In no document twice; and catalogs repeat no id of a group, control or part."""
    for document in documents():
        found = values(document, "uuid")
        assert len(found) == len(set(found))
    for edition in EDITIONS:
        ids = values(of_edition("oscal-catalog", edition), "id")
        assert len(ids) == len(set(ids))


def test_results_speak_of_what_the_catalog_holds():
    """Findings, controls left out and gaps name ids that are in the catalog."""
    known = {each: {*values(of_edition("oscal-catalog", each), "id")} for each in EDITIONS}
    for name in CASES:
        ids = known[case(name).catalogue.edition.id]
        result = result_of(name)
        assert set(values(result, "target-id")) <= ids
        assert set(values(result, "control-id")) <= ids


def test_the_catalog_holds_every_clause_and_requirement():
    """A group for a clause below its parent, a control for a requirement in its clause."""
    document = of_edition("oscal-catalog", "2018")["catalog"]
    edition = catalogue()
    held = {}

    def visit(groups, parent):
        for group in groups:
            assert group["id"][1:].rpartition(".")[0] == parent
            held[group["id"]] = [each["id"] for each in group.get("controls", [])]
            visit(group.get("groups", []), group["id"][1:])

    visit(document["groups"], "")

    assert held == {
        f"c{clause.id}": [f"r{each.id}" for each in clause.requirements]
        for clause in edition.clauses
    }
    (control,) = [each for each in values(document, "controls") for each in each
                  if each["id"] == "r8.6.1-03"]  # fmt: skip
    assert {each["name"] for each in control["parts"]} >= {"statement", "assessment-objective"}
    assert told(control, "stage") in ("1", "2")


@pytest.mark.parametrize("name", CASES)
def test_every_requirement_is_told_once(name):
    """Reviewed with an observation, or left out by name; rated ones have a finding."""
    evaluation = case(name)
    result = result_of(name)
    (selection,) = result["reviewed-controls"]["control-selections"]
    left_out = [each["control-id"] for each in selection.get("exclude-controls", [])]
    answered = evaluation.assessment.answers
    rated = [each for each, answer in answered.items() if answer.rated]
    seen = [each for each in result.get("observations", []) if each["types"] != ["discovery"]]

    assert left_out == [
        f"r{each.id}" for each in evaluation.catalogue.requirements if each.id not in answered
    ]
    assert len(seen) == len(answered)
    assert [each["target"]["target-id"] for each in result.get("findings", [])] == [
        f"r{each.id}_obj" for each in evaluation.catalogue.requirements if each.id in rated
    ]
    assert len(result.get("risks", [])) == len(evaluation.findings)


RATINGS = st.dictionaries(
    st.sampled_from([each.id for each in catalogue().under("8.6")]),
    st.sampled_from([*Rating]),
    min_size=1,
)


@given(ratings=RATINGS)
@settings(max_examples=10)
def test_satisfied_is_conformity(ratings):
    """The share of satisfied findings is the conformity that `score` tells."""
    evaluation = evaluated(answers(ratings))
    (result,) = parsed(results.render(evaluation))["assessment-results"]["results"]
    states = [each["target"]["status"]["state"] for each in result["findings"]]
    satisfied = states.count("satisfied") / len(states) * 100

    assert satisfied == pytest.approx(float(evaluation.scorecard.overall.conformity * 100))
    (told_first, *_) = [each["value"] for each in result["props"] if each["name"] == "conformity"]
    assert float(told_first) == pytest.approx(satisfied)


@pytest.mark.parametrize(
    ("rating", "state", "reason", "how"),
    [
        ("N", "not-satisfied", "fail", None),
        ("P", "not-satisfied", "other", "partial"),
        ("L", "not-satisfied", "other", "partial"),
        ("F", "satisfied", "pass", "implemented"),
    ],
)
def test_partial_is_told(rating, state, reason, how):
    """The state has two values only; the rating stands beside it."""
    evaluation = evaluated(answers({"8.6.1-03": rating}))
    (result,) = parsed(results.render(evaluation))["assessment-results"]["results"]
    (finding,) = result["findings"]
    (observation,) = result["observations"]
    target = finding["target"]

    assert (target["status"]["state"], target["status"]["reason"]) == (state, reason)
    assert target.get("implementation-status", {}).get("state") == how
    assert told(finding, "rating") == told(observation, "rating") == rating
    assert ("Partly met" in target["status"].get("remarks", "")) is (how == "partial")


def test_no_occurrence_and_unconfirmed_are_told():
    """The one is observed and is no finding; the other says that nobody has confirmed it."""
    result = result_of("mixed")
    by_title = {each["title"].split()[0]: each for each in result["observations"]}
    nothing = by_title["8.7.2-16"]

    assert told(nothing, "rating") == "no_occurrence"
    assert "none happened" in nothing["description"]
    assert "r8.7.2-16_obj" not in values(result, "target-id")
    assert told(by_title["8.6.2-02"], "confirmed") == "false"
    assert told(by_title["8.6.1-01"], "confirmed") == "true"


def test_an_assessors_grade_keeps_its_reason():
    """A finding set aside is not satisfied all the same; a graver one says what was predicted."""
    result = result_of("mixed")
    aside = next(
        each for each in result["findings"] if each["target"]["target-id"] == "r10.1-01_obj"
    )
    (graver,) = [each for each in result["risks"] if "F-8.6.2-03" in each["title"]]
    overridden = next(each for each in graver["props"] if each["name"] == "overridden")

    assert aside["target"]["status"]["state"] == "not-satisfied"
    assert told(aside, "grade") == "none"
    assert "Agreed with the client." in json.dumps(aside["props"])
    assert "related-risks" not in aside
    assert told(graver, "grade") == "major"
    assert (overridden["value"], overridden["remarks"]) == ("minor", "No process at all.")


def test_only_web_addresses_become_links():
    """Everything else is told as text, and nothing that a browser would run is an address."""
    result = result_of("mixed")
    pieces = [each for evidence in values(result, "relevant-evidence") for each in evidence]
    links = [each["href"] for each in pieces if "href" in each]
    elsewhere = [each["remarks"] for each in pieces if "remarks" in each]

    assert links == [*LINKED.values()]
    assert len(elsewhere) == len(PLACES) - len(LINKED)
    assert all(each.startswith("Kept at: ") for each in elsewhere)
    assert not [each for each in values(result, "href") if WITH_USER in each]


def test_other_parties_and_assessors_are_parties():
    """With their roles; the one who rated is where the observation comes from."""
    metadata = parsed(results.render(case("mixed")))["assessment-results"]["metadata"]
    names = {each["uuid"]: each["name"] for each in metadata["parties"]}
    held = {
        each["role-id"]: [names[uuid] for uuid in each["party-uuids"]]
        for each in metadata["responsible-parties"]
    }
    by_title = {each["title"].split()[0]: each for each in result_of("mixed")["observations"]}
    rated = by_title["8.6.2-02"]
    ((actor,),) = [each["actors"] for each in rated["origins"]]
    (subject,) = rated["subjects"]

    assert held == {
        "assessed-organisation": ["Acme Services"],
        "assessor": ["Ada", "Bo"],
        "interviewee": ["Ada", "Cy"],
        "certification-body": ["Body"],
        "external_supplier": ["Hosting Ltd"],
    }
    assert names[actor["actor-uuid"]] == "Ada"
    assert names[subject["subject-uuid"]] == "Hosting Ltd"


def test_the_verdict_is_told():
    """With what blocks each stage."""
    result = result_of("all not met")
    evaluation = case("all not met")
    blockers = [each for each in result["props"] if each["name"] == "blocker"]

    assert told(result, "verdict") == "not ready"
    stages = (evaluation.verdict.stage1, evaluation.verdict.stage2)
    assert len(blockers) == sum(len(each.blockers) for each in stages)


def test_the_same_input_gives_the_same_bytes():
    """Twice, with everything made anew."""
    assert results.render(mixed()) == results.render(mixed())
    assert poam.render(mixed(), planned(mixed())) == poam.render(mixed(), planned(mixed()))


def subjects(document):
    """The UUIDs in a document, without its own and that of the day's results."""
    (own,) = document.values()
    (result,) = own["results"]
    return {*values(document, "uuid")} - {own["uuid"], result["uuid"]}


def test_subjects_keep_their_uuids_and_documents_do_not():
    """Another day and another answer: the same subjects in another document."""
    before = case("mixed")
    changed = dict(before.assessment.answers)
    changed["8.6.1-01"] = changed["8.6.1-01"].model_copy(update={"note": "Looked again."})
    after = evaluate(
        before.catalogue,
        before.assessment.with_answers(changed),
        before.rulebook,
        TODAY + timedelta(days=30),
    )
    one, two = (parsed(results.render(each)) for each in (before, after))

    assert subjects(one) == subjects(two)
    assert one["assessment-results"]["uuid"] != two["assessment-results"]["uuid"]


def test_the_document_uuid_follows_from_content():
    """One changed note is enough, on the same day."""
    before = case("mixed")
    changed = dict(before.assessment.answers)
    changed["8.6.1-01"] = changed["8.6.1-01"].model_copy(update={"note": "Looked again."})
    after = evaluated(changed, **before.assessment.model_dump(exclude={
        "answers", "schema_version", "edition", "catalogue_version", "scale", "scales"
    }))  # fmt: skip
    uuids = [parsed(results.render(each))["assessment-results"]["uuid"] for each in (before, after)]

    assert len(set(uuids)) == 2


def test_two_organisations_share_no_subject():
    """The same answers of another organisation are other observations."""
    one, two = (
        parsed(results.render(evaluated(answers({"8.6.1": "P"}), organisation={
            "name": name, "scope": "Desk"})))
        for name in ("Acme", "Bolt")
    )  # fmt: skip
    tool = {each["uuid"] for each in values(one, "components")[0]}
    tool |= {each["uuid"] for each in values(one, "assessment-platforms")[0]}
    catalog = {values(one, "resources")[0][1]["uuid"]}

    assert subjects(one) & subjects(two) == tool | catalog


def test_results_and_plan_mean_the_same_by_a_uuid():
    """An observation, risk or finding has one UUID in both documents."""
    result, plan = result_of("mixed"), plan_of("mixed")
    for kind in ("observations", "risks", "findings"):
        assert {each["uuid"] for each in plan[kind]} <= {each["uuid"] for each in result[kind]}


def test_the_plan_tells_every_finding_and_action():
    """An item a finding; its actions as responses with tasks, days and who does them."""
    evaluation = case("mixed")
    made = planned(evaluation, owners=[{"role": "Incident manager", "name": "Eve"}])
    document = parsed(poam.render(evaluation, made))["plan-of-action-and-milestones"]
    names = {each["uuid"]: each["name"] for each in document["metadata"]["parties"]}
    (action,) = [each for each in made.actions if each.id == "8.6.1-A1"]
    risk = next(each for each in document["risks"] if action.findings[0] in each["title"])
    response = next(each for each in risk["remediations"] if "8.6.1-A1" in each["title"])
    (task,) = response["tasks"]
    ends = [each.end for each in made.actions if action.findings[0] in each.findings]

    assert len(document["poam-items"]) == len(evaluation.findings)
    assert response["lifecycle"] == "planned"
    assert task["timing"]["within-date-range"] == {
        "start": f"{action.start}T00:00:00Z",
        "end": f"{action.end}T00:00:00Z",
    }
    assert risk["deadline"] == f"{max(ends)}T00:00:00Z"
    assert risk["status"] == "open"
    assert [each["type"] for each in task["tasks"]][-1] == "milestone"
    (role,) = task["responsible-roles"]
    assert role["role-id"] == "incident-manager"
    assert [names[each] for each in role["party-uuids"]] == ["Eve"]
    responses = [each for each in values(document, "remediations") for each in each]
    told_actions = {told(each, "action") for each in responses if "props" in each}
    assert told_actions == {each.id for each in made.actions}


def test_status_of_actions_is_told():
    """Begun or done is remediating, and a done response is completed; the finding stays."""
    evaluation = case("mixed")
    decisions = {
        "8.6.1-A1": {"status": "done"},
        "8.6.2-A1": {"status": "dropped"},
        "8.6.3-A1": {"status": "in_progress"},
    }
    made = planned(evaluation, actions=decisions)
    document = parsed(poam.render(evaluation, made))["plan-of-action-and-milestones"]
    responses = [each for each in values(document, "remediations") for each in each]
    lifecycles = {told(each, "action"): each["lifecycle"] for each in responses if "props" in each}
    closed = next(each for each in made.actions if each.id == "8.6.1-A1")
    risk = next(each for each in document["risks"] if f"{closed.findings[0]} " in each["title"])

    assert lifecycles["8.6.1-A1"] == "completed"
    assert lifecycles["8.6.2-A1"] == "recommendation"
    assert lifecycles["8.6.3-A1"] == "planned"
    assert risk["status"] == "remediating"


@pytest.mark.parametrize("name", ["nothing rated", "all met"])
def test_a_plan_without_findings_is_refused(name):
    """OSCAL wants an item at least; the message says what to do."""
    with pytest.raises(RenderError, match="rate requirements, or leave oscal-poam out"):
        poam.render(case(name), planned(case(name)))


def test_a_day_that_oscal_cannot_write_is_refused():
    """A due day after the year 2999 ends in a message, not in a document nobody reads."""
    made = planned(case("mixed"))
    first = replace(made.actions[0], end=date(3000, 1, 1))
    with pytest.raises(RenderError, match="OSCAL cannot write the day 3000-01-01"):
        poam.render(case("mixed"), replace(made, actions=(first, *made.actions[1:])))
