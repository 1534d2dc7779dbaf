"""Every explained number equals the engine's, row by row."""

from dataclasses import replace
from fractions import Fraction

import pytest

from builders import TODAY, answers, evaluation, evidence
from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.explanation import Explanation, Row, explain
from iso20k_gap.core.scoring import FORMULAS, Range
from iso20k_gap.errors import Complaint, UsageError

MIXED = {"8.6.1": "F", "8.6.2": "L", "8.6.3": "P", "8.7.2": "N", "8.7.2-16": "no_occurrence"}
ONE, TWO, THREE, FOUR = (f"8.5.2.3-0{number}" for number in (1, 2, 3, 4))
SMALL = {
    ONE: Answer(rating="F", evidence=evidence()),
    TWO: Answer(rating="L"),
    THREE: Answer(rating="no_occurrence", reason="none retired"),
}
NONE, WHOLE = Fraction(0), Fraction(1)
REST = Range(Fraction(1, 3), Fraction(2, 3))
NO_OCCURRENCE, UNRATED = (THREE, "no occurrence: none retired"), (FOUR, "not rated")


def small():
    """One clause of four: F with evidence, L of double weight, nothing occurred, not rated."""
    return evaluation(answers=SMALL, scoring={"weights": {TWO: "2"}})


@pytest.mark.parametrize("name", FORMULAS)
def test_rows_make_the_number(name):
    """Numerator over denominator of the rows is the number itself."""
    explained = explain(evaluation(MIXED), name)

    assert explained.denominator > 0
    assert explained.value == explained.numerator / explained.denominator
    assert sum(row.part for row in explained.rows) == explained.numerator
    assert sum(row.of for row in explained.rows) == explained.denominator


@pytest.mark.parametrize(
    ("name", "parts", "reach", "left_out"),
    [
        ("conformity", [(ONE, "F", 1, 1), (TWO, "L", 0, 1)], REST, [NO_OCCURRENCE, UNRATED]),
        ("achievement", [(ONE, "F", 1, 1), (TWO, "L", Fraction(4, 3), 2)],
         Range(Fraction(7, 12), Fraction(5, 6)), [NO_OCCURRENCE, UNRATED]),
        ("coverage", [(ONE, "F", 1, 1), (TWO, "L", 1, 1), (FOUR, "unrated", 0, 1)],
         None, [NO_OCCURRENCE]),
        ("evidenced", [(ONE, "F", 1, 1)], None, [(TWO, "not rated F"), NO_OCCURRENCE, UNRATED]),
    ],
)  # fmt: skip
def test_a_clause_by_hand(name, parts, reach, left_out):
    """Each number of a clause of four with all that it is made of."""
    rows = tuple(Row(key, rating, Fraction(part), Fraction(of)) for key, rating, part, of in parts)
    numerator, denominator = sum(row.part for row in rows), sum(row.of for row in rows)

    assert explain(small(), f"{name}@8.5.2.3") == Explanation(
        name=name,
        place="8.5.2.3",
        formula=FORMULAS[name],
        value=numerator / denominator,
        numerator=numerator,
        denominator=denominator,
        range=reach,
        rows=rows,
        left_out=tuple(left_out),
    )


def test_evidence_counts_on_the_day_of_the_evaluation():
    """What ran out yesterday is a row that gives nothing."""
    stale = evidence(valid_until=TODAY.replace(day=1))
    made = evaluation(answers=answers({ONE: "F"}, evidence=stale))

    assert explain(made, "evidenced").rows == (Row(ONE, "F", NONE, WHOLE),)


def test_the_mean_of_clauses_by_hand():
    """Each lowest clause with a rating is a row; the others are left out and say why."""
    made = evaluation({"8.4.2": "F", "8.6.1-01": "L"})
    explained = explain(made, "achievement_by_clause")
    others = [each.id for each in made.catalogue.lowest if each.id not in ("8.4.2", "8.6.1")]

    assert explained == Explanation(
        name="achievement_by_clause",
        place="",
        formula="unweighted mean of the achievement of the lowest clauses",
        value=Fraction(5, 6),
        numerator=Fraction(5, 3),
        denominator=Fraction(2),
        range=made.scorecard.achievement_by_clause_range,
        rows=(Row("8.4.2", "", WHOLE, WHOLE), Row("8.6.1", "", Fraction(2, 3), WHOLE)),
        left_out=tuple((each, "nothing rated") for each in others),
    )


def test_both_achievements_of_the_edition_explain_theirs():
    """Over all requirements it is the achievement by another name, with a formula of its own."""
    by_name = explain(small(), "achievement_by_requirement")
    whole = explain(small(), "achievement")

    assert replace(whole, name=by_name.name, formula=by_name.formula) == by_name
    assert by_name.formula == "achievement over all requirements of the edition"


@pytest.mark.parametrize("name", FORMULAS)
def test_nothing_makes_no_number(name):
    """Without ratings there are no rows that give anything, and all of the edition is open."""
    made = evaluation({})
    explained = explain(made, name)
    parts = len(made.catalogue.lowest if name == "achievement_by_clause" else made.catalogue.by_id)

    assert (explained.name, explained.place) == (name, "")
    assert explained.numerator == 0
    assert len(explained.rows) + len(explained.left_out) == parts
    assert explained.value == (0 if name == "coverage" else None)


KNOWN = (
    "numbers: conformity, achievement, achievement_by_requirement, achievement_by_clause, "
    "coverage, evidenced"
)


@pytest.mark.parametrize(
    ("wanted", "what", "remedy"),
    [
        ("conformty", "there is no number 'conformty'", "did you mean conformity?"),
        ("", "there is no number ''", KNOWN),
        ("xyzzy@8.6", "there is no number 'xyzzy'", KNOWN),
        ("conformity@8.99", "there is no clause '8.99'", ""),
        (
            "achievement_by_clause@8.6",
            "achievement_by_clause is a number of the whole edition",
            "ask for achievement@8.6, or leave out @8.6",
        ),
        (
            "achievement_by_requirement@8.6",
            "achievement_by_requirement is a number of the whole edition",
            "ask for achievement@8.6, or leave out @8.6",
        ),
        (
            "conformity@8.6.11",
            "there is no clause '8.6.11'",
            "did you mean 8.6.1 or 8.5.1.1 or 8.7.1?",
        ),
    ],
)
def test_unknown_number_or_clause(wanted, what, remedy):
    """A number or clause that is not there, or not together, is a wrong argument with a way out."""
    with pytest.raises(UsageError) as caught:
        explain(evaluation(MIXED), wanted)

    assert caught.value.complaints == (Complaint(what, remedy),)
