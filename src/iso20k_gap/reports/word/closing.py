"""The last chapters in Word: gates and annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iso20k_gap.language import _, pgettext
from iso20k_gap.reports import words
from iso20k_gap.reports.stored import stored_fields
from iso20k_gap.reports.word.findings import pieces, rating_cell
from iso20k_gap.reports.word.markup import Cell, cell
from iso20k_gap.reports.word.opening import GRADE_STYLES, STANDING_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iso20k_gap.reports.chapters.answers import AnswerView
    from iso20k_gap.reports.view import ReportView
    from iso20k_gap.reports.word.paper import Paper


def write_gates(paper: Paper, view: ReportView) -> None:
    """Write the readiness gates of both stages."""
    gates = view.gates
    paper.text(gates.remark)
    paper.facts(gates.dates)
    for stage in gates.stages:
        paper.heading(f"{stage.name}: {stage.ruling}", 2)
        rows = [(each.title, each.clause, _standing(each.standing, each.mark))
                for each in stage.gates]  # fmt: skip
        head: tuple[str, ...] = (_("Gate"), _("Clause"), _("Standing"))
        caption = _("Gates of {stage}").format(stage=stage.name)
        paper.table(caption, head, rows, (11, 2.5, 3.5))
        paper.text(stage.as_before)
        points = [
            (_standing(each.standing, each.mark), each.clause or "–", each.reason, each.clears)
            for each in stage.points
        ]
        head = (_("Standing"), _("Clause"), _("Reason"), _("What clears it"))
        caption = _("What stands against {stage}").format(stage=stage.name)
        paper.table(caption, head, points, (2.4, 1.7, 7.2, 5.7))
    paper.heading(_("The certification track"), 2)
    paper.facts(gates.track)


def _standing(standing: str, mark: str) -> Cell:
    return cell(f"{mark} {_(standing)}", style=STANDING_STYLES.get(standing, ""))


def write_answers(paper: Paper, view: ReportView) -> None:
    """Write every requirement with its rating and all that is on record about it."""
    for clause in view.answers:
        paper.heading(f"{clause.id} {clause.title}", 2)
        head = (_("Requirement"), _("What it asks"), _("Rating"), _("What was found"),
                _("Evidence"), _("Rated by, on"))  # fmt: skip
        rows = [list(_answer(each)) for each in clause.answers]
        paper.table("", head, rows, (2.3, 6.6, 2.2, 7, 4.4, 3.2))


def _answer(answer: AnswerView) -> Iterator[Cell]:
    yield cell(answer.short, answer.flags, style="")
    # for translators: the document or record that is due
    due = _("Due: {document}").format(document=answer.due)
    yield cell(answer.statement, *([due] if answer.due else []))
    yield rating_cell(answer.rating)
    reason = _("Reason: {reason}").format(reason=answer.reason)
    yield cell(answer.note, *([reason] if answer.reason else []))
    yield cell(pieces(answer.evidence))
    lines = [answer.rated_by, answer.rated_on]
    by_other = _("Performed by {party}").format(party=answer.performed_by)
    lines += [by_other] if answer.by_other else []
    lines += [] if answer.confirmed else [_("Not confirmed")]
    # for translators: what the answer was taken over from
    origin = _("From {origin}").format(origin=answer.origin)
    lines += [origin] if answer.origin else []
    yield cell(*(each for each in lines if each))


def write_evidence(paper: Paper, view: ReportView) -> None:
    """Write the register of evidence."""
    head = (_("No."), _("Evidence"), _("Where"), _("Effective"), _("Valid until"), _("Seen"),
            _("Standing"), _("Behind"), "SHA-256")  # fmt: skip
    rows = [
        (each.ref, each.title, each.location or "–", each.effective, each.valid_until, each.seen,
         _(each.standing), ", ".join(each.requirements), each.sha256 or "–")
        for each in view.evidence
    ]  # fmt: skip
    paper.table(_("Evidence on record"), head, rows, (1.1, 5, 5, 2, 2, 1.2, 2, 3, 4.4))
    if not rows:
        paper.text(_("No evidence is on record."))


def write_formulas(paper: Paper, view: ReportView) -> None:
    """Write the formula card."""
    rows = [(words.capital(name), formula) for name, formula in view.method.definitions]
    paper.table(_("Formulas"), (_("Number"), _("Formula")), rows, (5, 12))


def write_glossary(paper: Paper, view: ReportView) -> None:
    """Write what the report's words mean."""
    glossary = view.glossary
    grades = [(cell(f"{grade.mark} {grade.name}", style=GRADE_STYLES[grade.id]), meaning)
              for grade, meaning in glossary.grades]  # fmt: skip
    paper.table(_("Grades"), (_("Grade"), _("Meaning")), grades, (5, 12))
    rules = [(rule, grade.name, because) for rule, grade, because in glossary.rules]
    paper.table(_("Rules"), (_("Rule"), _("Grade"), pgettext("rule", "When")), rules, (4, 5, 8))
    paper.table(_("Rulings"), (_("Ruling"), _("Meaning")), glossary.states, (4, 13))
    paper.table(_("Terms"), (_("Term"), _("Meaning")), glossary.terms, (4, 13))


def write_stored(paper: Paper, view: ReportView) -> None:
    """Write the assessment's own fields as they are stored, answers apart."""
    rows = list(stored_fields(view.data["assessment"]))
    paper.table(_("Fields of the assessment"), (_("Field"), _("Value")), rows, (5, 12))
