"""Approvals in words and as plain data: who approved what, and whether it still stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from iso20k_gap.core.approval import (
    ANSWERS,
    ASSESSMENT,
    PLAN,
    Approval,
    Covers,
    Outcome,
    Standing,
    Statement,
)
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.envelope import key_id
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.redaction import LEFT_OUT
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words

MARKS = {Standing.VALID: "✓", Standing.LAPSED: "○", Standing.BROKEN: "✗"}
TONES = {Standing.VALID: "good", Standing.LAPSED: "fair", Standing.BROKEN: "bad"}
STANDINGS = {
    # for translators: what became of an approval
    Standing.VALID: N_("stands"),
    Standing.LAPSED: N_("lapsed"),
    Standing.BROKEN: N_("broken"),
}
COVERS = {
    Covers.ALL: N_("answers, assessment and plan"),
    Covers.ASSESSMENT: N_("answers and assessment, not the plan"),
}
LINES = {
    Standing.VALID: N_("Approved by {who} on {day}: stands"),
    Standing.LAPSED: N_("Approved by {who} on {day}: lapsed, what was approved has changed since"),
    Standing.BROKEN: N_("An approval in the name of {who} of {day} does not count: {reason}"),
}
UNREADABLE = N_("The approval {file} cannot be read")
LAPSED_RESULTS = N_(
    "The answers are the same, but this version of the program comes to other numbers or another "
    "verdict than were approved."
)
CHANGED = N_("Changed since: {what}.")
NOTE = N_(
    "An approval was signed by whoever holds the key it names, on the day they wrote; it stands "
    "while the answers, the assessment and, where covered, the plan mean the same. Whose key it "
    "is must be known from elsewhere: iso20k-gap verify --trusted."
)
KEY_SHOWN, NAME_LIMIT, ON_COVER, CHANGES_TOLD = 16, 120, 4, 12


@dataclass(frozen=True)
class ApprovalView:
    """An approval in words; `line` says it in one sentence, `detail` what changed or is wrong."""

    who: str
    role: str
    day: str
    standing: str
    mark: str
    tone: str
    line: str
    detail: str
    statement: str
    covers: str
    then: str
    key: str


def approval_views(approvals: Iterable[Approval]) -> tuple[ApprovalView, ...]:
    """Approvals in words."""
    return tuple(_view(each) for each in approvals)


def latest(views: tuple[ApprovalView, ...]) -> tuple[ApprovalView, ...]:
    """The last approval by each approver and key, as a cover has room for, then broken ones.

    One that is broken stands in for no other: anybody can write a name.
    """
    broken = tuple(each for each in views if each.tone == TONES[Standing.BROKEN])
    last = {(each.who, each.key): each for each in views if each not in broken}
    return (*tuple(last.values())[-ON_COVER:], *broken[-ON_COVER:])


def _view(approval: Approval) -> ApprovalView:
    standing, act = approval.standing, approval.act
    statement = approval.sealed.statement
    if act is None or statement is None:
        line = _(UNREADABLE).format(file=approval.sealed.file or _(LEFT_OUT))
        return ApprovalView(
            who="", role="", day=words.NONE, standing=_(STANDINGS[standing]), mark=MARKS[standing],
            tone=TONES[standing], line=line, detail=approval.reason, statement="", covers="",
            then="", key="",
        )  # fmt: skip
    who = f"{act.approver} ({act.role})" if act.role else act.approver
    named = words.shortened(who, NAME_LIMIT)
    day = words.long_day(act.date)
    line = _(LINES[standing]).format(who=named, day=day, reason=approval.reason)
    return ApprovalView(
        who=act.approver,
        role=act.role,
        day=words.day(act.date),
        standing=_(STANDINGS[standing]),
        mark=MARKS[standing],
        tone=TONES[standing],
        line=line,
        detail=_detail(approval),
        statement=act.statement,
        covers=_(COVERS[act.covers]),
        then=told_outcome(statement.predicate.outcome),
        key=key_id(statement.predicate.key)[:KEY_SHOWN] if statement.predicate.key else "",
    )


def _detail(approval: Approval) -> str:
    if approval.other_results:
        return _(LAPSED_RESULTS)
    if approval.changes:
        return _(CHANGED).format(what="; ".join(told_changes(approval, CHANGES_TOLD)))
    return approval.reason


def told_outcome(outcome: Outcome) -> str:
    """The verdict and numbers at the time."""
    known = outcome.conformity is not None
    share = words.percentage(Fraction(outcome.conformity or 0) / 100 if known else None)
    return _(
        "{verdict}; conformity {share}, {rated} of {applicable} rated; "
        "{majors} major, {minors} minor, {opportunities} opportunity"
    ).format(
        verdict=_(words.STATES[outcome.verdict]),
        share=share,
        rated=outcome.rated,
        applicable=outcome.requirements - outcome.excluded,
        majors=outcome.findings.get(Grade.MAJOR, 0),
        minors=outcome.findings.get(Grade.MINOR, 0),
        opportunities=outcome.findings.get(Grade.OPPORTUNITY, 0),
    )


def told_changes(approval: Approval, limit: int = 0) -> Iterator[str]:
    """What changed, a text for each file or kind; at most so many of each, 0 is all."""
    for part in (ANSWERS, ASSESSMENT, PLAN):
        found = [each for each in approval.changes if each.part == part]
        if not found:
            continue
        shown = found[:limit] if limit else found
        names = [
            f"{each.key} ({each.then} → {each.now})" if each.then != each.now else each.key
            for each in shown
        ]
        rest = len(found) - len(shown)
        form = _("{part}: {names} and {count} more") if rest else _("{part}: {names}")
        yield form.format(part=part, names=", ".join(names), count=rest)


def approvals_data(approvals: Iterable[Approval], catalogue: Catalogue) -> list[dict[str, Any]]:
    """Approvals as plain data, in the published shape."""
    return [_data(each, catalogue) for each in approvals]


def verify_data(approvals: Sequence[Approval], catalogue: Catalogue) -> dict[str, Any]:
    """The approvals and how many of them stand, have lapsed or are broken."""
    return {**counts(approvals), "approvals": approvals_data(approvals, catalogue)}


def counts(approvals: Sequence[Approval]) -> dict[str, int]:
    """How many approvals there are of each standing."""
    return {
        each.value: sum(1 for approval in approvals if approval.standing is each)
        for each in Standing
    }


def _data(approval: Approval, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "file": approval.sealed.file,
        "state": approval.standing.value,
        "reason": approval.reason,
        **signed_data(approval.sealed.statement),
        "key_owner": approval.owner,
        "changed": _changed(approval, catalogue),
    }


def signed_data(statement: Statement | None) -> dict[str, Any]:
    """What was signed, by whom and with which key; empty where it cannot be read."""
    predicate = statement.predicate if statement else None
    act = predicate.act if predicate else None
    said = predicate.model_dump(mode="json", by_alias=True) if predicate else {}
    return {
        "approver": act.approver if act else "",
        "role": act.role if act else "",
        "date": act.date.isoformat() if act else None,
        "statement": act.statement if act else "",
        "covers": act.covers.value if act else None,
        "key": predicate.key if predicate else "",
        "key_id": key_id(predicate.key) if predicate and predicate.key else "",
        **{name: said.get(name) for name in ("catalogue", "outcome", "report_content_hash")},
        "tool": said.get("tool", ""),
    }


def key_data(path: str, public: str) -> dict[str, str]:
    """A signing key: where its private half lies, and its public half."""
    return {"path": path, "key": public, "key_id": key_id(public)}


def _changed(approval: Approval, catalogue: Catalogue) -> dict[str, Any]:
    keys = {
        part: [each.key for each in approval.changes if each.part == part]
        for part in (ASSESSMENT, PLAN)
    }
    answers = [each for each in approval.changes if each.part == ANSWERS]
    files = [part for part in (ASSESSMENT, PLAN) if keys[part]]
    files += [_file(catalogue, each.key) for each in answers]
    return {
        "files": list(dict.fromkeys(files)),
        "answers": [{"id": each.key, "then": each.then, "now": each.now} for each in answers],
        "assessment": keys[ASSESSMENT],
        "plan": keys[PLAN],
        "results": approval.other_results,
    }


def _file(catalogue: Catalogue, identifier: str) -> str:
    requirement = catalogue.by_id.get(identifier)
    if requirement is None:
        return ANSWERS
    return f"{ANSWERS}/{catalogue.clause_by_id[requirement.clause].group}.yaml"
