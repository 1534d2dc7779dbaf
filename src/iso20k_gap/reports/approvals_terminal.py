"""Approvals for reading in a terminal: before signing, and when they are verified."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from iso20k_gap.core.approval import Approval, Standing, Statement
from iso20k_gap.core.envelope import key_id
from iso20k_gap.core.printable import harmless
from iso20k_gap.language import N_, _, day, ngettext
from iso20k_gap.reports.approvals_view import (
    COVERS,
    LAPSED_RESULTS,
    MARKS,
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
STATES = {
    # for translators: the standing of a signed approval
    Standing.VALID: N_("valid"),
    Standing.LAPSED: N_("lapsed"),
    Standing.BROKEN: N_("broken"),
}
NONE_YET = N_("No approvals: the folder has none yet. Sign with: iso20k-gap sign DIR")
NOT_NAMED = N_(
    "Proved is that the holder of each key signed; whose keys these are is not. "
    "Name the keys you know with --trusted FILE."
)
INDENT = (0, 0, 0, 4)


def summary(statement: Statement) -> Iterator[str]:
    """What a person is about to sign."""
    predicate = statement.predicate
    act = predicate.act
    who = f"{act.approver} ({act.role})" if act.role else act.approver
    yield _("{who} approves, on {day}:").format(who=who, day=day(act.date))
    scope = _on_one_line(predicate.scope)
    yield f"  {_on_one_line(predicate.organisation)}, {predicate.catalogue.label}: {scope}"
    yield "  " + _("verdict: {text}").format(text=told_outcome(predicate.outcome))
    yield "  " + _("report on that day: {hash}").format(hash=predicate.report_content_hash)
    yield "  " + _("covers: {what}").format(what=_(COVERS[act.covers]))
    yield "  " + _("key: {key}").format(key=f"SHA256:{key_id(predicate.key)}")
    yield "  " + _("in the words: {text}").format(text=_on_one_line(act.statement))


def _on_one_line(text: str) -> str:
    """The text without line ends, so that no part of it looks like a line of ours."""
    return " ".join(text.split())


def lines(approvals: Sequence[Approval], *, named: bool) -> Iterator[RenderableType]:
    """Every approval with what stands behind it; `named` says that keys were checked by name."""
    if not approvals:
        yield Text(_(NONE_YET))
        return
    for approval, view in zip(approvals, approval_views(approvals), strict=True):
        standing = approval.standing
        yield Text.assemble(
            (f"{MARKS[standing]} {_(STATES[standing])}", STYLES[standing]),
            f"  {harmless(_on_one_line(view.line))}",
        )
        for line in _details(approval):
            yield Padding(Text(harmless(_on_one_line(line))), INDENT, expand=False)
    if not named:
        yield Text(_(NOT_NAMED), "dim")


def _details(approval: Approval) -> Iterator[str]:
    statement = approval.sealed.statement
    yield _("file: {name}").format(name=_on_one_line(approval.sealed.file))
    if statement is None or approval.sealed.fault:
        yield _("wrong: {reason}").format(reason=approval.reason)
        return
    yield _("in the words: {text}").format(text=_on_one_line(statement.predicate.act.statement))
    yield _("covers: {what}").format(what=_(COVERS[statement.predicate.act.covers]))
    yield _("at the time: {text}").format(text=told_outcome(statement.predicate.outcome))
    form = _("key: {key}, the key of {owner}") if approval.owner else _("key: {key}")
    yield form.format(key=f"SHA256:{key_id(statement.predicate.key)}", owner=approval.owner)
    if approval.other_results:
        yield _(LAPSED_RESULTS)
    for change in told_changes(approval):
        yield _("changed since: {change}").format(change=change)


def status_line(approvals: Sequence[Approval]) -> str:
    """All approvals in one line."""
    names = [
        f"{each.act.approver}, {day(each.act.date)}"
        for each in approvals
        if each.standing is Standing.VALID and each.act
    ]
    standing = ngettext("{count} stands ({names})", "{count} stand ({names})", len(names))
    parts = [standing.format(count=len(names), names="; ".join(names))]
    if not names:
        parts = [_("none stands")]
    found = counts(approvals)
    if found[Standing.LAPSED]:
        parts.append(_("{count} lapsed").format(count=found[Standing.LAPSED]))
    if found[Standing.BROKEN]:
        parts.append(_("{count} broken").format(count=found[Standing.BROKEN]))
    return harmless(_("Approvals: {list}").format(list=", ".join(parts)))
