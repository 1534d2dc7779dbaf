"""What `report` was ordered to be: for whom, and what the view is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.logo import Logo
    from iso20k_gap.core.plan import Plan
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.files.baseline_file import Baseline
    from iso20k_gap.language import Language
    from iso20k_gap.reports.chapters.comparison import History
    from iso20k_gap.reports.contents import Audience
    from iso20k_gap.reports.format import Format
    from iso20k_gap.reports.view import ReportView

CUT = ("pdf", "html", "docx", "md")
"""The formats that know audiences; JSON is always whole, and a workbook has no other form."""


BRANDING = ("name", "contact", "accent", "disclaimer")
"""What of the branding is text; the logo is a file."""


@dataclass(frozen=True)
class Wishes:
    """The options of `report` that change what it says."""

    audience: str = "full"
    redact: bool = False
    baseline: str = ""
    compared: bool = True
    beside: str = ""


def asked(
    audience: str, redact: bool, baseline: str, no_comparison: bool, beside: str = ""
) -> Wishes:
    """The options as they were given.

    Raises:
        UsageError: they contradict each other.
    """
    from iso20k_gap.errors import Complaint, UsageError

    if baseline and no_comparison:
        what = "--compare-with and --no-comparison contradict each other"
        raise UsageError(Complaint(what, "give one of them"))
    return Wishes(audience.strip().lower(), redact, baseline, not no_comparison, beside)


def ordered_view(directory: Path, wishes: Wishes, formats: Sequence[Format]) -> ReportView:
    """The report of an assessment folder in words, as it was ordered.

    Raises:
        UsageError: there is no such audience or language, or a format has no report for it.
        InputError: a file of the folder is wrong.
    """
    view = _view(directory, wishes, formats)
    if not wishes.beside:
        return view
    from iso20k_gap.language import speaking

    with speaking(_second(wishes.beside, formats)):
        return replace(view, beside=_view(directory, wishes, formats))


def _second(code: str, formats: Sequence[Format]) -> Language:
    """The language to stand beside the first.

    Raises:
        UsageError: there is none of that name, it is the first one, or a format cannot hold two.
    """
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files.translations import language_of
    from iso20k_gap.language import current

    second = language_of(code)
    if second.code == current().code:
        what = f"--beside {code}: the report is in that language already"
        raise UsageError(Complaint(what, "name another one, or say the first with --language"))
    single = [each.value for each in formats if each.value not in ("pdf", "html", "json")]
    if single:
        what = f"{' and '.join(single)} cannot hold two languages side by side"
        raise UsageError(Complaint(what, "formats with --beside: pdf and html"))
    return second


def _view(directory: Path, wishes: Wishes, formats: Sequence[Format]) -> ReportView:
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.approvals import held
    from iso20k_gap.cli.plan_order import planned
    from iso20k_gap.core.redaction import redacted, redacted_approvals
    from iso20k_gap.reports.view import Order, build_view

    audience = _audience(wishes.audience, formats)
    folder = branded(steps.read(directory))
    found = held(folder)
    if wishes.redact:
        found = redacted_approvals(found)
        folder = replace(folder, assessment=redacted(folder.assessment))
    evaluation = steps.evaluated(folder)
    plan = redacted_plan(folder, evaluation) if wishes.redact else planned(folder, evaluation)
    history = _history(directory, wishes) if wishes.compared else None
    order = Order(audience, wishes.redact, history, logo(folder), found)
    return build_view(evaluation, plan, order)


def whole_hash(folder: AssessmentFolder, evaluation: Evaluation) -> str:
    """The content hash that the folder's whole report has on its cover on that day."""
    from iso20k_gap.cli.plan_order import planned
    from iso20k_gap.reports.report_json import report_data

    history = _history(folder.path, Wishes())
    data = report_data(evaluation, planned(folder, evaluation), history=history)
    return str(data["content_hash"])


def branded(folder: AssessmentFolder) -> AssessmentFolder:
    """The folder with the branding of the settings where `assessment.yaml` has none."""
    from iso20k_gap.cli import configured

    own = folder.assessment.branding
    usual = {each: configured.value(f"branding.{each}") for each in BRANDING}
    lacking = {name: text for name, text in usual.items() if text and not getattr(own, name)}
    if not lacking:
        return folder
    update = {"branding": own.model_copy(update=lacking)}
    return replace(folder, assessment=folder.assessment.model_copy(update=update))


def logo(folder: AssessmentFolder) -> Logo | None:
    """The logo that `assessment.yaml` names, else that of the settings."""
    from pathlib import Path

    from iso20k_gap.cli import configured
    from iso20k_gap.files import logo_file

    name = folder.assessment.branding.logo
    if name:
        return logo_file.read(folder.path, name)
    usual = configured.value("branding.logo")
    return logo_file.read(Path(usual).parent, Path(usual).name) if usual else None


def _history(directory: Path, wishes: Wishes) -> History | None:
    """The baseline to compare with, by default the latest, and all of them; None without any."""
    from iso20k_gap.files import baseline_file
    from iso20k_gap.reports.chapters.comparison import History

    every = baseline_file.list_baselines(directory)
    if not every and not wishes.baseline:
        return None
    wanted = baseline_file.named(directory, wishes.baseline)
    name, before = _state(wanted, redact=wishes.redact)
    states = tuple(_state(each, redact=wishes.redact) for each in every)
    return History(name, before, states)


def _state(state: Baseline, *, redact: bool) -> tuple[str, Evaluation]:
    """A baseline's name and evaluation; redacted, it is called by its day."""
    from iso20k_gap.core.evaluation import evaluate
    from iso20k_gap.core.redaction import redacted
    from iso20k_gap.files import library

    assessment = redacted(state.assessment) if redact else state.assessment
    rulebook = library.rulebook_for(state.assessment)
    evaluation = evaluate(state.catalogue, assessment, rulebook, state.taken_on)
    return f"{state.taken_on}" if redact else state.name, evaluation


def redacted_plan(folder: AssessmentFolder, evaluation: Evaluation) -> Plan:
    """The folder's plan without names and notes, with the same dates."""
    from iso20k_gap.core.planning import make_plan
    from iso20k_gap.core.redaction import redacted_decisions
    from iso20k_gap.files import plan_file, work_calendar

    catalogue = folder.catalogue
    roles = {each.owner for each in catalogue.requirements}
    roles |= {each.owner for each in catalogue.clauses}
    decisions = redacted_decisions(plan_file.read(folder.path, catalogue), roles)
    begin = min(decisions.start or evaluation.date, evaluation.date)
    holidays = work_calendar.public_holidays(decisions.calendar, begin)
    return make_plan(evaluation, decisions, holidays)


def _audience(wanted: str, formats: Sequence[Format]) -> Audience:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.reports.contents import Audience

    known = [each.value for each in Audience]
    if wanted not in known:
        remedy = did_you_mean(wanted, known) or f"audiences: {', '.join(known)}"
        raise UsageError(Complaint(f"there is no audience {wanted!r}", remedy))
    audience = Audience(wanted)
    whole = [each.value for each in formats if each.value not in (*CUT, "json")]
    if whole and audience is not Audience.FULL:
        what = f"{' and '.join(whole)} has no report for the {audience} alone"
        raise UsageError(Complaint(what, f"formats with audiences: {', '.join(CUT)}"))
    return audience
