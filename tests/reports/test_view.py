"""The report in words: numbers of the one engine, nothing lost, nothing that is not so."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import READY, evaluation, everything
from documents import planned, small, view
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.scoring import Range
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.plan_actions import direct_prerequisites
from iso20k_gap.reports.chapters.results import band
from iso20k_gap.reports.contents import Audience, contents
from iso20k_gap.reports.view import build_view


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (None, "–"),
        (Fraction(0), "0.0 %"),
        (Fraction(1), "100.0 %"),
        (Fraction(2, 3), "66.7 %"),
        (Fraction(9999, 10000), "99.9 %"),
        (Fraction(1, 10000), "0.1 %"),
    ],
)
def test_a_percentage_is_rounded_once_and_never_to_all_or_nothing(share, shown):
    """99.99 % is not 100 %, and a little is not nothing."""
    assert words.percentage(share) == shown


def test_a_range_is_one_figure_where_nothing_is_open():
    """Two equal ends are not shown twice."""
    half, all_ = Fraction(1, 2), Fraction(1)

    assert words.span(Range(half, half)) == "50.0 %"
    assert words.span(Range(half, all_)) == "50.0 to 100.0 %"
    assert words.span(None) == "–"


@given(st.text(max_size=80), st.integers(min_value=2, max_value=30))
def test_shortened_text_fits_and_says_that_it_was_cut(text, limit):
    """No more columns than asked for; an ellipsis if anything is gone."""
    line = " ".join(text.split())
    short = words.shortened(text, limit)

    assert words.room(short) <= limit
    assert short == line or short.endswith("…")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "no findings"), (1, "1 finding"), (2, "2 findings")]
)
def test_counts_agree_with_their_noun(count, said):
    """None, one, many."""
    assert words.counted(count, "{count} finding", "{count} findings") == said


@pytest.mark.parametrize(
    ("achievement", "tone"),
    [(None, "open"), (Fraction(15, 100), "n"), (Fraction(1, 2), "p"), (Fraction(85, 100), "l"),
     (Fraction(86, 100), "f"), (Fraction(1), "f")],
)  # fmt: skip
def test_bands_are_those_of_iso_33020(achievement, tone):
    """Up to 15, 50, 85 % and above."""
    assert band(achievement) == tone


def test_unrated_requirements_are_neither_pass_nor_fail():
    """They are called not rated wherever they stand, and no finding speaks of them."""
    shown = view(small({"8.6.1-01": "N"}))
    unrated = [each for clause in shown.answers for each in clause.answers if each.id != "8.6.1-01"]

    assert {each.rating.name for each in unrated} == {"not rated"}
    documents = [each for group in shown.documents.groups for each in group.documents]
    assert {each.standing for each in documents if each.requirement != "8.6.1-01"} == {"not rated"}
    found = [each for clause in shown.findings.clauses for each in clause.findings]
    assert [each.id for each in found] == ["F-8.6.1-01"]


def test_every_finding_is_told_with_its_rule_and_requirements():
    """One card a finding; together they hold every requirement the engine found lacking."""
    made = evaluation({**everything("F"), "8.6.1": "P", "8.7.2": "N", "9.3-01": "L"})
    shown = view(made)
    told = [each for clause in shown.findings.clauses for each in clause.findings]

    assert [each.id for each in told] == [each.id for each in made.findings]
    assert [each.rule for each in told] == [each.rule for each in made.findings]
    for card, finding in zip(told, made.findings, strict=True):
        assert tuple(each.id for each in card.requirements) == finding.requirements
        assert [name for name, _ in card.actions] == list(finding.actions)


def test_every_blocker_is_told_with_what_clears_it():
    """A director can read each reason once, under the stage where it first counts."""
    made = evaluation({**everything("F"), "8.2.4": "N", "8.7.2": "N"})
    verdict = made.verdict
    first, second = view(made).gates.stages

    assert len(first.points) == len(verdict.stage1.blockers) + len(verdict.stage1.open_points)
    new = [each for each in verdict.stage2.blockers if each not in verdict.stage1.blockers]
    assert len(second.points) == len(new) + len(verdict.stage2.open_points)
    assert all(each.clears for each in (*first.points, *second.points))


def test_a_gate_stands_as_its_points_say():
    """Blocked where a requirement is absent, open where one is unrated, else met."""
    made = evaluation({**everything("F"), "8.2.4": "N"})
    gates = {each.clause: each.standing for each in view(made).gates.stages[0].gates}

    assert gates.pop("8.2.4") == "blocked"
    assert set(gates.values()) == {"met"}
    unrated = view(evaluation({})).gates.stages[0].gates
    assert {each.standing for each in unrated} == {"open"}


def test_a_screening_has_no_verdict():
    """Neither on the cover nor in the summary, whatever was rated."""
    for ratings in ({}, everything("F"), everything("N")):
        shown = view(small(ratings, questionnaire="screening", operation=READY))
        assert shown.cover.screening
        assert shown.cover.verdict.state == shown.summary.verdict.state == "no verdict"
        assert "Ready" not in shown.cover.verdict.headline


def test_the_old_edition_is_never_ready():
    """2011 can be conformed to and no longer certified."""
    made = evaluation({str(each): "F" for each in range(4, 10)}, edition="2011", operation=READY)
    shown = build_view(made, planned(made))

    assert shown.cover.verdict.state == "not ready"
    assert "2021" in shown.cover.verdict.remark
    assert len(shown.results.processes) > 10


def test_an_override_is_told_with_its_reason_and_the_grade_before():
    """Who, when, why, and what the rule had said."""
    override = {"finding": "F-8.6.1-03", "grade": "major", "reason": "seen it", "by": "A. Smith"}
    shown = view(small(overrides=[{**override, "on": "2026-11-01"}]))
    found = [each for clause in shown.findings.clauses for each in clause.findings]
    (card,) = [each for each in found if each.id == "F-8.6.1-03"]

    assert card.grade.id == Grade.MAJOR
    for part in ("A. Smith", "1 November 2026", "seen it", "opportunity for improvement"):
        assert part in card.set_by


def test_evidence_used_twice_has_one_number():
    """The register lists a piece once, with every requirement behind which it stands."""
    piece = [{"title": "Minutes", "location": "wiki"}]
    answers = {name: {"rating": "F", "evidence": piece} for name in ("8.6.1-01", "8.6.1-02")}
    made = small().assessment
    parsed = type(made).model_validate({**made.model_dump(by_alias=True), "answers": answers})
    shown = view(small(answers=parsed.answers))

    assert [each.ref for each in shown.evidence] == ["E1"]
    assert shown.evidence[0].requirements == ("8.6.1-01", "8.6.1-02")


def test_prerequisites_leave_out_what_others_wait_for():
    """Of a chain A, B, C the last names B alone; the plan's data keeps both."""
    actions = planned(small()).actions[:3]
    first, second, third = actions
    chain = [
        replace(first, id="A", prerequisites=()),
        replace(second, id="B", prerequisites=("A",)),
        replace(third, id="C", prerequisites=("A", "B")),
    ]

    assert direct_prerequisites(chain) == {"A": (), "B": ("A",), "C": ("B",)}


@pytest.mark.parametrize("ratings", [{}, everything("N"), everything("F"), everything("P")])
def test_extremes_make_a_whole_report(ratings):
    """Nothing rated, nothing met, all met: every chapter is there and the summary stays short."""
    shown = view(evaluation(ratings))

    chapters = tuple(replace(each, places=()) for each in shown.chapters)
    assert chapters == contents(Audience.FULL)
    assert len(shown.summary.points) <= 5
    assert len(shown.summary.gaps) <= 5
    assert len(shown.results.heat_map.tiles) == 56
    assert shown.plan


def test_the_hash_seals_every_answer():
    """The same data gives the same hash; one changed note gives another."""
    one, same = view(small()), view(small())
    answers = dict(small().assessment.answers)
    answers["8.6.1-01"] = answers["8.6.1-01"].model_copy(update={"note": "changed"})
    other = view(small(answers=answers))

    assert one.cover.content_hash == same.cover.content_hash
    assert one.cover.content_hash.startswith("sha256:")
    assert other.cover.content_hash != one.cover.content_hash
