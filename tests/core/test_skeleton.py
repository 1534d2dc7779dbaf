"""Skeletons: one for every clause, specific to it, with every requirement once."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, answers, assessment, catalogue, evaluation, evidence
from iso20k_gap.core.catalogue import DocumentKind, SharedClause, is_under
from iso20k_gap.core.document_guide import Form, derive
from iso20k_gap.core.manuscript import Grid, Heading, Step, Steps
from iso20k_gap.core.skeleton import build, lacking, noun, setting
from iso20k_gap.core.skeleton_sections import PARTS, runs
from iso20k_gap.files import guides
from iso20k_gap.language import listed
from iso20k_gap.reports.guides import markdown

EDITIONS = ("2018", "2011")
LOWEST = [(edition, clause) for edition in EDITIONS for clause in catalogue(edition).lowest]
NAMES = [f"{edition}-{clause.id}" for edition, clause in LOWEST]
every_clause = pytest.mark.parametrize(("edition", "clause"), LOWEST, ids=NAMES)


def made(edition, clause, **names):
    """The skeleton for a clause of a made-up organisation."""
    known = catalogue(edition)
    given_setting = setting(assessment(edition=edition), known, TODAY, names)
    return build(known, clause, guides.document_for(known, clause), given_setting)


def text_of(manuscript):
    return markdown.render(manuscript).decode()


def blocks(manuscript, kind):
    return [each for each in manuscript.blocks if isinstance(each, kind)]


def test_every_lowest_clause_of_2018_has_a_document_of_its_own():
    """All 56 are written, none twice, and none for a clause that does not exist."""
    assert sorted(guides.load_documents("2018")) == sorted(c.id for c in catalogue().lowest)
    assert len(guides.load_documents("2018")) == 56


@every_clause
def test_every_requirement_is_named_once(edition, clause):
    """The checklist has each requirement, and no id stands anywhere else."""
    text = text_of(made(edition, clause))
    found = re.findall(r"(?<![\d.-])\d+(?:\.\d+)*-\d\d(?!\d|-)", text)

    assert found == [each.id for each in clause.requirements]


@every_clause
def test_steps_are_the_requirements_in_order(edition, clause):
    """Each requirement is one step, numbered through, with its remedy as a suggestion."""
    lists = blocks(made(edition, clause), Steps)
    steps = [step for each in lists for step in each.steps]

    assert [step.text for step in steps] == [each.statement for each in clause.requirements]
    assert all(
        each.remedy in step.notes[0] for step, each in zip(steps, clause.requirements, strict=True)
    )
    assert [each.first for each in lists] == [
        1 + sum(len(earlier.steps) for earlier in lists[:number]) for number in range(len(lists))
    ]


@every_clause
def test_every_table_is_whole(edition, clause):
    """Each row of each table has a cell for each column, and each column has a width."""
    for grid in blocks(made(edition, clause), Grid):
        assert len(grid.header) == len(grid.widths)
        assert grid.rows
        assert {len(row) for row in grid.rows} == {len(grid.header)}


@every_clause
def test_every_prerequisite_is_an_input(edition, clause):
    """What the catalogue says must be ready first is among the inputs, or covered by one."""
    inputs = [each for each in blocks(made(edition, clause), Grid) if each.header[-1] == "From"]
    places = [place.partition(" ")[0] for each in inputs for _, place in each.rows]

    for needed in clause.prerequisites:
        assert any(is_under(place, needed) or is_under(needed, place) for place in places)


@every_clause
def test_every_document_asked_for_has_its_fields(edition, clause):
    """Each document and record of the catalogue appears with its fields, none is invented."""
    asked = {each.documented.name for each in clause.requirements} - {""}
    guide = guides.document_for(catalogue(edition), clause)

    assert asked <= {record.name for record in guide.records}
    assert all(record.holds for record in guide.records)
    rows = [
        (row[0], row[2])
        for grid in blocks(made(edition, clause), Grid)
        if "Demanded" in grid.header
        for row in grid.rows
    ]
    assert {name for name, origin in rows if "asked for" in origin} == asked


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_two_clauses_share_a_text(edition):
    """Titles, uses, parts and measures are specific to the clause."""
    known = catalogue(edition)
    written = [guides.document_for(known, clause) for clause in known.lowest]
    texts = [text_of(made(edition, clause)) for clause in known.lowest]

    assert len(set(texts)) == len(texts)
    assert len({each.use for each in written}) == len(written)
    if edition == "2018":
        for part in ("title", "inputs", "outputs", "parts", "measures"):
            found = [str(getattr(each, part)) for each in written]
            assert len(set(found)) == len(found)


def test_no_sentence_of_a_guide_is_written_twice():
    """No input, output, hint or measure is copied from one clause to another."""
    said = {}
    for guide in guides.load_documents("2018").values():
        for text in (
            guide.use,
            *guide.inputs.values(),
            *guide.outputs.values(),
            *guide.parts.values(),
            *guide.measures,
        ):
            if len(text.split()) > 2:
                said.setdefault(text.casefold(), []).append(guide.clause)

    assert {text: where for text, where in said.items() if len(where) > 1} == {}


def test_guides_name_what_exists():
    """Clauses and roles named in a guide are those of the catalogue."""
    known = catalogue()
    for guide in guides.load_documents("2018").values():
        owner = known.clause_by_id[guide.clause].owner
        roles = (*guide.consulted, *guide.informed)
        places = [place for place in (*guide.inputs, *guide.outputs) if place[0].isdigit()]

        assert set(roles) <= set(known.edition.roles)
        assert len(set(roles)) == len(roles)
        assert owner not in roles
        assert set(places) <= set(known.clause_by_id) - {guide.clause}
        assert guide.measures
        assert len(guide.parts) >= 6


def test_kinds_have_words_and_are_used():
    """Each kind of document is called by a name, and occurs."""
    kinds = {guide.kind for guide in guides.load_documents("2018").values()}

    assert kinds == set(Form) == set(PARTS)
    assert len({noun(each) for each in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("edition", "clause", "kind"),
    [
        ("2018", "5.2.1", "policy"),
        ("2018", "8.6.1", "process"),
        ("2018", "8.7.2", "plan"),
        ("2018", "8.2.4", "register"),
        ("2018", "8.3.3", "agreement"),
        ("2018", "9.3", "record"),
        ("2011", "4.1.2", "policy"),
        ("2011", "4.5.2", "plan"),
        ("2011", "7.2", "agreement"),
        ("2011", "8.1", "process"),
        ("2011", "4.4.2", "record"),
        ("2011", "4.4.1", "process"),
    ],
)
def test_kind_of_document(edition, clause, kind):
    """The kind fits what the clause asks for, written or derived."""
    known = catalogue(edition)

    assert guides.document_for(known, known.clause_by_id[clause]).kind == kind


def test_derived_guide_of_2018_names_what_the_written_one_names():
    """Deriving works for any edition: the documents asked for are the same."""
    known = catalogue()
    for clause in known.lowest:
        asked = {each.documented.name for each in clause.requirements} - {""}

        assert {record.name for record in derive(known, clause).records} == asked


def test_people_stand_beside_their_roles():
    """A role's holder is named where the plan knows one."""
    clause = catalogue().clause_by_id["8.6.1"]
    text = text_of(made("2018", clause, **{"Incident manager": "Jane Doe"}))

    assert "Incident manager (Jane Doe)" in text


def test_own_steps_are_told_apart():
    """What other parties must not perform is said by step number."""
    policy = text_of(made("2018", catalogue().clause_by_id["5.2.1"]))
    incident = text_of(made("2018", catalogue().clause_by_id["8.6.1"]))

    assert "keeps steps 1–4;" in policy
    assert "The organisation itself keeps" not in incident


def test_register_has_columns_and_plan_has_chapters():
    """A register is laid out as a table, a plan as headings to write under."""
    register = made("2018", catalogue().clause_by_id["4.1"])
    plan = made("2018", catalogue().clause_by_id["6.3"])

    assert any(grid.header[0] == "Entry" for grid in blocks(register, Grid))
    assert [each for each in blocks(register, Heading) if each.level == 2] == []
    assert len([each for each in blocks(plan, Heading) if each.level == 2]) == 10


def test_clause_without_relatives_has_no_empty_chapter():
    """Where the catalogue names no practice and no shared clause, nothing is said of them."""
    clause = catalogue().clause_by_id["8.6.3"]
    alone = clause.model_copy(update={"practices": (), "shared": SharedClause()})

    assert "Related practices" in text_of(made("2018", clause))
    assert "Related practices" not in text_of(made("2018", alone))


def test_lacking_goes_by_current_evidence():
    """A clause is missing while one of its documents has no evidence that counts today."""
    documented = [
        clause.id
        for clause in catalogue().lowest
        if any(each.documented.kind is not DocumentKind.NONE for each in clause.requirements)
    ]
    assert [clause.id for clause in lacking(evaluation())] == documented

    held = answers({"8.6.2": "F"}, evidence=evidence())
    assert "8.6.2" not in [clause.id for clause in lacking(evaluation(answers=held))]

    bare = answers({"8.6.2": "F"})
    assert "8.6.2" in [clause.id for clause in lacking(evaluation(answers=bare))]

    yesterday = TODAY - timedelta(days=1)
    stale = answers({"8.6.2": "F"}, evidence=evidence(valid_until=yesterday))
    assert "8.6.2" in [clause.id for clause in lacking(evaluation(answers=stale))]


def test_no_occurrence_lacks_nothing():
    """Where nothing occurred there is no record to miss."""
    clause = next(
        clause
        for clause in catalogue().lowest
        if any(each.no_occurrence and each.documented.name for each in clause.requirements)
    )
    held = answers({clause.id: "F"}, evidence=evidence())
    for each in clause.requirements:
        if each.no_occurrence:
            held |= answers({each.id: "no_occurrence"})

    assert clause.id not in [found.id for found in lacking(evaluation(answers=held))]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([1], "1"), ([1, 2, 3], "1–3"), ([1, 2, 4, 6, 7], "1–2, 4, 6–7"), ([], "")],
)
def test_runs(numbers, told):
    """Numbers in a row are told by their ends."""
    assert runs(numbers) == told


@given(st.sets(st.integers(1, 60)))
def test_runs_lose_no_number(numbers):
    """Whatever the numbers, the short form means the same ones."""
    told = runs(sorted(numbers))
    ends = [part.split("–") for part in told.split(", ") if part]
    again = {n for part in ends for n in range(int(part[0]), int(part[-1]) + 1)}

    assert again == numbers


@pytest.mark.parametrize(
    ("names", "told"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed(names, told):
    """Names in a row as prose has them."""
    assert listed(names) == told


def test_step_and_date_are_plain_values():
    """The same day and assessment give the same manuscript."""
    clause = catalogue().clause_by_id["10.2"]

    assert made("2018", clause) == made("2018", clause)
    assert made("2018", clause).date == date(2026, 11, 21)
    assert Step("a") == Step("a", ())
