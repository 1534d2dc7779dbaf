"""What the report's words mean: grades, rulings, standings, rules."""

from dataclasses import dataclass

from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.readiness import State
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.chapters.findings import GradeView, grade_view

GRADE_MEANINGS = {
    Grade.MAJOR: N_(
        "The system's ability to reach its intended results is in doubt: an essential requirement "
        "is absent, a whole clause is not met, or several minors point to a systemic failure. It "
        "stands in the way of a certificate until it is closed and verified."
    ),
    Grade.MINOR: N_(
        "A requirement is not met, or only in part, without putting the system as a whole in "
        "doubt. A certificate needs an accepted plan to correct it."
    ),
    Grade.OPPORTUNITY: N_("Largely met; a weakness worth mending, but no nonconformity."),
}
STATES = {
    State.NOT_READY: N_("At least one gate of Stage 1 is blocked."),
    State.STAGE_1: N_("No gate of Stage 1 is blocked or open; Stage 2 is."),
    State.STAGE_2: N_("Nothing stands against either stage."),
    State.UNDETERMINED: N_("Nothing known blocks Stage 1, but not all its gates need is rated."),
}
TERMS = (
    (
        N_("requirement"),
        N_("One thing a clause demands, in our own words; each lettered item is one."),
    ),
    (N_("essential"), N_("A requirement whose absence alone is a major nonconformity.")),
    (
        N_("finding"),
        N_("One or more requirements of a clause that are not shown to be fully met."),
    ),
    (N_("not rated"), N_("Nobody has looked yet. Never a pass, never a fail.")),
    (
        N_("no occurrence"),
        N_(
            "The condition of the requirement did not arise; it leaves the denominator, "
            "and the reason is listed."
        ),
    ),
    (
        N_("current evidence"),
        N_("Evidence that was seen and is within its dates on the report's day."),
    ),
    (N_("PDCA"), N_("Plan, do, check, act: where in the cycle an action belongs.")),
    (
        N_("critical"),
        N_(
            "An action without slack on the way to Stage 2: if it takes longer, Stage 2 slips or "
            "the plan must begin earlier."
        ),
    ),
    (
        N_("slack"),
        N_(
            "Working days an action may move: later without moving Stage 2 or, in a plan counted "
            "back from a wished day, earlier without beginning the plan earlier."
        ),
    ),
    (N_("effort"), N_("Person-days, low / likely / high: a planning assumption.")),
)


@dataclass(frozen=True)
class Glossary:
    """Grades, rules, rulings and terms."""

    grades: tuple[tuple[GradeView, str], ...]
    rules: tuple[tuple[str, GradeView, str], ...]
    states: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]


def glossary(evaluation: Evaluation) -> Glossary:
    """Put the grades, the rules in use and the terms into words."""
    rules = evaluation.rulebook.findings
    minors = evaluation.assessment.scoring.systemic_minors
    return Glossary(
        grades=tuple(
            (grade_view(grade), _(GRADE_MEANINGS[grade])) for grade in reversed(list(Grade))
        ),
        rules=(
            *((each.id, grade_view(each.grade), each.because) for each in rules.answer_rules),
            (
                rules.clause_not_met.id,
                grade_view(rules.clause_not_met.grade),
                rules.clause_not_met.because,
            ),
            (
                rules.systemic.id,
                grade_view(rules.systemic.grade),
                words.counted(
                    minors,
                    "{because} Here: {count} minor or more.",
                    "{because} Here: {count} minors or more.",
                    because=rules.systemic.because,
                ),
            ),
        ),
        states=tuple((_(words.STATES[state]), _(meaning)) for state, meaning in STATES.items()),
        terms=tuple((_(name), _(meaning)) for name, meaning in TERMS),
    )
