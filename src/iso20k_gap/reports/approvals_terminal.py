"""Approvals for reading in a terminal: before signing, and when they are verified."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from iso20k_gap.core.approval import Approval, Standing, Statement
from iso20k_gap.core.envelope import key_id
from iso20k_gap.core.printable import harmless
from iso20k_gap.reports.approvals_view import (
    COVERS,
    LAPSED_RESULTS,
    MARKS,
    STANDINGS,
    approval_views,
    counts,
    told_changes,
    told_outcome,
)

STYLES = {
    Standing.VALID: "bold green",
    Standing.LAPSED: "bold yellow",
    Standing.BROKEN: "bold red",
}
NONE_YET = "No approvals: the folder has none yet. Sign with: iso20k-gap sign DIR"
NOT_NAMED = (
    "Proved is that the holder of each key signed; whose keys these are is not. "
    "Name the keys you know with --trusted FILE."
)
INDENT = "    "


def summary(statement: Statement) -> Iterator[str]:
    """What a person is about to sign."""
    predicate = statement.predicate
    act = predicate.act
    who = f"{act.approver} ({act.role})" if act.role else act.approver
    yield f"{who} approves, on {act.date}:"
    scope = _on_one_line(predicate.scope)
    yield f"  {_on_one_line(predicate.organisation)}, {predicate.catalogue.label}: {scope}"
    yield f"  verdict: {told_outcome(predicate.outcome)}"
    yield f"  report on that day: {predicate.report_content_hash}"
    yield f"  covers: {COVERS[act.covers]}"
    yield f"  key: SHA256:{key_id(predicate.key)}"
    yield f"  in the words: {_on_one_line(act.statement)}"


def _on_one_line(text: str) -> str:
    """The text without line ends, so that no part of it looks like a line of ours."""
    return " ".join(text.split())


def lines(approvals: Sequence[Approval], *, named: bool) -> Iterator[Text]:
    """Every approval with what stands behind it; `named` says that keys were checked by name."""
    if not approvals:
        yield Text(NONE_YET)
        return
    for approval, view in zip(approvals, approval_views(approvals), strict=True):
        standing = approval.standing
        yield Text.assemble(
            (f"{MARKS[standing]} {standing}", STYLES[standing]),
            f"  {harmless(_on_one_line(view.line))}",
        )
        for line in _details(approval):
            yield Text(INDENT + harmless(_on_one_line(line)))
    if not named:
        yield Text(NOT_NAMED, "dim")


def _details(approval: Approval) -> Iterator[str]:
    statement = approval.sealed.statement
    yield f"file: {_on_one_line(approval.sealed.file)}"
    if statement is None or approval.sealed.fault:
        yield f"wrong: {approval.reason}"
        return
    yield f"in the words: {_on_one_line(statement.predicate.act.statement)}"
    yield f"covers: {COVERS[statement.predicate.act.covers]}"
    yield f"at the time: {told_outcome(statement.predicate.outcome)}"
    whose = f", the key of {approval.owner}" if approval.owner else ""
    yield f"key: SHA256:{key_id(statement.predicate.key)}{whose}"
    if approval.other_results:
        yield LAPSED_RESULTS
    for change in told_changes(approval):
        yield f"changed since: {change}"


def status_line(approvals: Sequence[Approval]) -> str:
    """All approvals in one line."""
    names = [
        f"{each.act.approver}, {each.act.date}"
        for each in approvals
        if each.standing is Standing.VALID and each.act
    ]
    verb = "stands" if len(names) == 1 else "stand"
    parts = [f"{len(names)} {verb} ({'; '.join(names)})" if names else "none stands"]
    found = counts(approvals)
    parts += [
        f"{found[each]} {STANDINGS[each]}"
        for each in (Standing.LAPSED, Standing.BROKEN)
        if found[each]
    ]
    return harmless(f"Approvals: {', '.join(parts)}")
