"""The shape of `verify --json`, whose approvals are also those of a report."""

from typing import Any, Literal

from iso20k_gap.reports.shapes.shape import Shape


class AnswerChange(Shape):
    """An answer that is no longer as it was approved; ratings, or `not rated`."""

    id: str
    then: str
    now: str


class Changed(Shape):
    """What changed since an approval."""

    files: list[str]
    answers: list[AnswerChange]
    assessment: list[str]
    plan: list[str]
    results: bool


class Approval(Shape):
    """An approval; where the file cannot be read, texts are empty and the rest is null."""

    file: str
    state: Literal["valid", "lapsed", "broken"]
    reason: str
    approver: str
    role: str
    date: str | None
    statement: str
    covers: Literal["all", "assessment"] | None
    key: str
    key_id: str
    key_owner: str
    catalogue: dict[str, Any] | None
    outcome: dict[str, Any] | None
    report_content_hash: str | None
    tool: str
    changed: Changed


class Verified(Shape):
    """`iso20k-gap verify DIR --json`: every approval, and how many of each state."""

    valid: int
    lapsed: int
    broken: int
    approvals: list[Approval]
