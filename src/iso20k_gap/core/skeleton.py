"""The skeleton of the document a clause asks for, built from the catalogue."""

from collections.abc import Mapping
from datetime import date

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import Catalogue, Clause, DocumentKind, Requirement
from iso20k_gap.core.document_guide import DocumentGuide, Form
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.manuscript import Manuscript
from iso20k_gap.core.skeleton_sections import Sections, Setting
from iso20k_gap.language import _, pgettext


def noun(form: Form) -> str:
    """What a document of this form is called."""
    return {
        Form.STATEMENT: pgettext("document", "Statement"),
        Form.POLICY: pgettext("document", "Policy"),
        Form.PROCESS: pgettext("document", "Process description"),
        Form.PLAN: pgettext("document", "Plan"),
        Form.REGISTER: pgettext("document", "Register"),
        Form.AGREEMENT: pgettext("document", "Agreement"),
        Form.SPECIFICATION: pgettext("document", "Specification"),
        Form.RECORD: pgettext("document", "Record form"),
    }[form]


def setting(
    assessment: Assessment, catalogue: Catalogue, on: date, names: Mapping[str, str]
) -> Setting:
    """The setting an assessment gives to its documents."""
    organisation = assessment.organisation
    label = assessment.label or catalogue.edition.label
    return Setting(organisation.name, organisation.scope, label, on, names)


def lacking(evaluation: Evaluation) -> tuple[Clause, ...]:
    """The clauses with a document or record for which no current evidence is on record.

    Where nothing occurred there is nothing to document.
    """
    return tuple(
        clause
        for clause in evaluation.catalogue.lowest
        if any(_lacks(evaluation, each) for each in clause.requirements)
    )


def _lacks(evaluation: Evaluation, requirement: Requirement) -> bool:
    if requirement.documented.kind is DocumentKind.NONE:
        return False
    answer = evaluation.assessment.answers.get(requirement.id)
    if answer is None:
        return True
    return answer.rated is not None and not answer.has_current_evidence(evaluation.date)


def build(catalogue: Catalogue, clause: Clause, guide: DocumentGuide, given: Setting) -> Manuscript:
    """The skeleton of the document for one lowest clause."""
    return Manuscript(
        title=guide.title,
        subtitle=_("{kind} for clause {clause}, {title}, of {edition}").format(
            kind=noun(guide.kind), clause=clause.id, title=clause.title, edition=given.edition
        ),
        organisation=given.organisation,
        date=given.date,
        blocks=tuple(Sections(catalogue, clause, guide, given).blocks()),
    )
