"""What the gate is judged by: the policy, its options, and the baselines and plan it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.language import N_, _

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from iso20k_gap.core.comparison import Comparison
    from iso20k_gap.core.evaluation import Evaluation
    from iso20k_gap.core.gate import Circumstances
    from iso20k_gap.core.policy import Policy
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.files.baseline_file import Baseline
    from iso20k_gap.reports.gate_view import GateView

DEFAULT = N_("the default: no major finding")


def judged(directory: Path, given: Path | None, options: dict[str, Any]) -> GateView:
    """The verdict on a folder, by the given policy or the folder's, overridden by options.

    Raises:
        UsageError: an option is no limit, or there is no baseline to compare with.
        InputError: a file of the folder or the policy is wrong.
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.core.gate import judge_gate
    from iso20k_gap.files import answer_places, policy_file
    from iso20k_gap.reports.gate_view import GateView

    overriding = _overriding(options)
    folder = steps.read(directory)
    file = policy_file.read(directory, folder.catalogue, given)
    policy = file.policy.model_copy(update=overriding)
    _refuse_idle_baseline(options, policy)
    source = _source(answer_places.policy(folder, file), options, policy)
    policy = policy.or_default()
    evaluation = steps.evaluated(folder)
    verdict = judge_gate(evaluation, policy, _circumstances(folder, evaluation, policy))
    return GateView(
        evaluation=evaluation,
        verdict=verdict,
        places=answer_places.answers(folder),
        rules=tuple(answer_places.rule(folder, file, each) for each in verdict.rulings),
        home=answer_places.home(folder),
        source=source,
    )


def _overriding(options: dict[str, Any]) -> dict[str, Any]:
    """The options as values of a policy; all complaints at once."""
    if not options:
        return {}
    from pydantic import ValidationError

    from iso20k_gap.core.policy import Policy
    from iso20k_gap.errors import Complaint, UsageError

    try:
        read = Policy.model_validate(options)
    except ValidationError as error:
        raise UsageError(
            *(
                Complaint(
                    f"--{str(each['loc'][0]).replace('_', '-')} {each['input']!r} is no such limit",
                    each["msg"].removeprefix("Value error, "),
                )
                for each in error.errors()
            )
        ) from None
    return {name: getattr(read, name) for name in options}


def _refuse_idle_baseline(options: dict[str, Any], policy: Policy) -> None:
    from iso20k_gap.errors import Complaint, UsageError

    if "baseline" in options and not policy.no_regression:
        what = "--baseline is for --no-regression, which is not asked for"
        raise UsageError(Complaint(what, "add --no-regression"))


def _source(name: str, options: dict[str, Any], policy: Policy) -> str:
    """Which policy is used, in words; `name` is its file's, or empty."""
    if not name and options:
        return _("policy from the options")
    form = _named_source(options, policy) if name else _("no policy given, so {default}")
    names = ", ".join(f"--{each.replace('_', '-')}" for each in options)
    return form.format(policy=name, options=names, default=_(DEFAULT))


def _named_source(options: dict[str, Any], policy: Policy) -> str:
    """What is said of a policy's file and what overrides it."""
    # for translators: {default} is: the default: no major finding
    if policy.asks_nothing and options:
        return _("policy {policy} asks nothing, overridden by {options}, so {default}")
    if policy.asks_nothing:
        return _("policy {policy} asks nothing, so {default}")
    return _("policy {policy}, overridden by {options}") if options else _("policy {policy}")


def _circumstances(
    folder: AssessmentFolder, evaluation: Evaluation, policy: Policy
) -> Circumstances:
    from iso20k_gap.cli import approvals, plan_order
    from iso20k_gap.core.gate import Circumstances

    asked = policy.max_overdue is not None
    trusted = {key: name for name, key in policy.approvers.items()} or None
    return Circumstances(
        comparison=_comparison(folder, evaluation, policy) if policy.no_regression else None,
        best=_best(folder) if policy.ratchet else None,
        overdue=plan_order.planned(folder, evaluation).overdue if asked else None,
        approvals=approvals.held(folder, trusted) if policy.require_approval else None,
    )


def _comparison(folder: AssessmentFolder, evaluation: Evaluation, policy: Policy) -> Comparison:
    from iso20k_gap.core.comparison import compare
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import baseline_file

    state = baseline_file.named(folder.path, policy.baseline)
    if state.assessment.edition != folder.assessment.edition:
        what = (
            f"the baseline {state.name} is of edition {state.assessment.edition}, "
            f"this assessment of {folder.assessment.edition}"
        )
        raise UsageError(Complaint(what, "freeze a baseline of this edition"))
    return compare(_evaluated(state), evaluation, (state.name, _("now")))


def _best(folder: AssessmentFolder) -> tuple[str, Fraction]:
    """The name and conformity of the best baseline of the same edition."""
    from fractions import Fraction

    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import baseline_file

    states = [
        (_evaluated(each).scorecard.overall.conformity or Fraction(0), each.name)
        for each in baseline_file.list_baselines(folder.path)
        if each.assessment.edition == folder.assessment.edition
    ]
    if not states:
        what = f"{folder.path} has no baseline that conformity must not fall below"
        raise UsageError(Complaint(what, f"freeze one with: iso20k-gap baseline {folder.path}"))
    share, name = max(states)
    return name, share


def _evaluated(state: Baseline) -> Evaluation:
    from iso20k_gap.core.evaluation import evaluate
    from iso20k_gap.files import library

    assessment = state.assessment
    rulebook = library.rulebook_for(assessment)
    return evaluate(state.catalogue, assessment, rulebook, state.taken_on)
