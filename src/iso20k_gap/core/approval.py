"""An approval: who says what about which state of an assessment, and whether it still stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from iso20k_gap.core import readiness
from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.canonical import canonical, digest
from iso20k_gap.core.envelope import PublicKey
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.findings import Grade
from iso20k_gap.core.plan import PlanDecisions, Status
from iso20k_gap.core.record import Record, Text
from iso20k_gap.language import _

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "iso20k-gap:approval/v1"
STATE_TYPE = "application/vnd.iso20k-gap.state+json"
ASSESSMENT, ANSWERS, PLAN = "assessment.yaml", "answers", "plan.yaml"
"""The parts of a state, called as the files people know."""

LOOKS = frozenset({"branding"})
"""Fields of `assessment.yaml` that change how a report looks and nothing of what it says."""

PROGRESS = frozenset({"percent", "status"})
"""Fields of an action that tell how far it is; only dropping one changes the plan."""

ACTION = "actions."
UNRATED = "not rated"
NAME_LIMIT, STATEMENT_LIMIT = 200, 4000
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _one_line(value: str) -> str:
    if not value.isprintable():
        raise ValueError("one line of printable characters")
    return value


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=NAME_LIMIT),
    AfterValidator(_one_line),
]
"""A text on one line; it may be empty."""


class Covers(StrEnum):
    """What an approval is about."""

    ALL = "all"
    ASSESSMENT = "assessment"


class AnswerState(Record):
    """An answer in a state: its rating in clear, and the SHA-256 of all it says."""

    rating: Text
    sha256: Digest


class State(Record):
    """What a folder says, by meaning: a SHA-256 for each part that can change by itself.

    Comments, order and keys of people's own are not in it, nor are looks and an action's progress.
    """

    assessment: dict[Text, Digest]
    answers: dict[Text, AnswerState]
    plan: dict[Text, Digest] | None = None

    @property
    def parts(self) -> dict[str, object]:
        """The parts that are covered, by the names of their files."""
        data = self.model_dump(exclude_none=True)
        names = {ASSESSMENT: "assessment", ANSWERS: "answers", PLAN: "plan"}
        return {name: data[key] for name, key in names.items() if key in data}


def state_of(assessment: Assessment, decisions: PlanDecisions | None) -> State:
    """The state of a folder; without decisions the plan is not covered."""
    own = assessment.model_dump(by_alias=True, exclude_defaults=True, exclude={"answers", *LOOKS})
    return State(
        assessment={name: digest(value) for name, value in own.items()},
        answers={
            name: AnswerState(
                rating=answer.rating, sha256=digest(answer.model_dump(exclude_defaults=True))
            )
            for name, answer in assessment.answers.items()
        },
        plan=None if decisions is None else _plan(decisions),
    )


def _plan(decisions: PlanDecisions) -> dict[str, str]:
    own = decisions.model_dump(by_alias=True, exclude_defaults=True, exclude={"actions"})
    actions = {}
    for name, action in decisions.actions.items():
        data = action.model_dump(exclude_defaults=True, exclude=set(PROGRESS))
        if action.status is Status.DROPPED:
            data["status"] = action.status
        if data:
            actions[f"{ACTION}{name}"] = digest(data)
    return {**{name: digest(value) for name, value in own.items()}, **actions}


class Outcome(Record):
    """The numbers, findings and verdict at the time; percentages from 0 to 100, unrounded."""

    conformity: float | None
    achievement_by_requirement: float | None
    achievement_by_clause: float | None
    coverage: float | None
    evidenced: float | None
    requirements: int
    rated: int
    full: int
    excluded: int
    unconfirmed: int
    findings: dict[Grade, int]
    verdict: readiness.State
    stage1: bool | None
    stage2: bool | None


def outcome_of(evaluation: Evaluation) -> Outcome:
    """What an evaluation came to."""
    card, verdict = evaluation.scorecard, evaluation.verdict
    tally = card.overall
    shares = {
        "conformity": tally.conformity,
        "achievement_by_requirement": tally.achievement,
        "achievement_by_clause": card.achievement_by_clause,
        "coverage": tally.coverage,
        "evidenced": tally.evidenced,
    }
    return Outcome(
        **{name: None if share is None else float(share * 100) for name, share in shares.items()},
        requirements=tally.requirements,
        rated=tally.rated,
        full=tally.full,
        excluded=tally.excluded,
        unconfirmed=tally.inherited,
        findings={grade: evaluation.count(grade) for grade in Grade},
        verdict=verdict.state,
        stage1=verdict.stage1.ready,
        stage2=verdict.stage2.ready,
    )


class CatalogueMark(Record):
    """The catalogue and rules that an assessment was read by."""

    edition: Text
    label: str
    version: int
    sha256: Digest
    rules_sha256: Digest
    scale: Text


class Act(Record):
    """What a person does by approving: name, role, day, words, and what they are about."""

    approver: Annotated[Line, Field(min_length=1)]
    role: Line = ""
    date: date
    statement: Annotated[Text, StringConstraints(max_length=STATEMENT_LIMIT)]
    covers: Covers = Covers.ALL


class Predicate(Record):
    """What an approval says about the state."""

    schema_version: Literal[1] = Field(default=1, alias="schema")
    act: Act
    organisation: str
    scope: str
    state: State
    catalogue: CatalogueMark
    outcome: Outcome
    report_content_hash: str
    tool: Text
    key: PublicKey


class Sum(Record):
    """A SHA-256 as in-toto writes it."""

    sha256: Digest


class Subject(Record):
    """A part of the state, with the SHA-256 of its canonical JSON."""

    name: Text
    media_type: Literal["application/vnd.iso20k-gap.state+json"] = Field(alias="mediaType")
    digest: Sum


class Statement(Record):
    """What is signed: an in-toto statement (https://in-toto.io/Statement/v1)."""

    type_: Literal["https://in-toto.io/Statement/v1"] = Field(alias="_type")
    subject: tuple[Subject, ...]
    predicate_type: Literal["iso20k-gap:approval/v1"] = Field(alias="predicateType")
    predicate: Predicate

    def payload(self) -> bytes:
        """The statement as canonical JSON."""
        return canonical(self.model_dump(mode="json", by_alias=True))


def stated(predicate: Predicate) -> Statement:
    """The statement around what an approval says."""
    return Statement(
        _type=STATEMENT_TYPE,
        subject=_subjects(predicate.state),
        predicateType=PREDICATE_TYPE,
        predicate=predicate,
    )


def _subjects(state: State) -> tuple[Subject, ...]:
    return tuple(
        Subject(name=name, mediaType=STATE_TYPE, digest=Sum(sha256=digest(part)))
        for name, part in state.parts.items()
    )


def contradiction(statement: Statement, payload: bytes) -> str:
    """What in a signed statement does not fit the rest of it; empty where all does."""
    if statement.payload() != payload:
        return "the statement is not written as canonical JSON"
    if statement.subject != _subjects(statement.predicate.state):
        return "the subjects are not those of the state"
    if (statement.predicate.state.plan is None) is (statement.predicate.act.covers is Covers.ALL):
        return "the state is not the one that the approval covers"
    return ""


class Standing(StrEnum):
    """Whether an approval counts: it stands, what it approved has changed, or it cannot count."""

    VALID = "valid"
    LAPSED = "lapsed"
    BROKEN = "broken"


@dataclass(frozen=True)
class Change:
    """Something that is no longer as it was approved; the ratings are given for answers only."""

    part: str
    key: str
    then: str = ""
    now: str = ""


@dataclass(frozen=True)
class Sealed:
    """An approval as read from its file; `fault` says why it is wrong, empty if it is not."""

    file: str
    statement: Statement | None = None
    fault: str = ""


@dataclass(frozen=True)
class Approval:
    """An approval held against the present state.

    `reason` says why it is broken. `owner` is whose key it is as far as the reader was told.
    `changes` are what changed since; `other_results` says that the same answers, read by this
    program, come to other numbers than were approved.
    """

    sealed: Sealed
    standing: Standing
    reason: str = ""
    owner: str = ""
    changes: tuple[Change, ...] = ()
    other_results: bool = False

    @property
    def act(self) -> Act | None:
        """What the approver did; None where the file tells nothing."""
        return self.sealed.statement.predicate.act if self.sealed.statement else None


@dataclass(frozen=True)
class Present:
    """What approvals are held against: the state now, and what it comes to on a day."""

    state: State
    outcome_on: Callable[[date], Outcome]


def hold(sealed: Sealed, present: Present, trusted: Mapping[str, str] | None = None) -> Approval:
    """Hold an approval against the present; `trusted` has names by key, None trusts any key."""
    statement = sealed.statement
    if sealed.fault or statement is None:
        return Approval(sealed, Standing.BROKEN, sealed.fault)
    predicate = statement.predicate
    owner = (trusted or {}).get(predicate.key, "")
    reason = "" if trusted is None else _distrust(predicate.act.approver, owner)
    if reason:
        return Approval(sealed, Standing.BROKEN, reason, owner)
    changes = tuple(changed(predicate.state, present.state))
    other = not changes and present.outcome_on(predicate.act.date) != predicate.outcome
    standing = Standing.LAPSED if changes or other else Standing.VALID
    return Approval(sealed, standing, owner=owner, changes=changes, other_results=other)


def _distrust(approver: str, owner: str) -> str:
    if not owner:
        return _("the key is none of the trusted keys")
    if owner.split() != approver.split():
        form = _("the key is that of {owner}, not of {approver}")
        return form.format(owner=owner, approver=approver)
    return ""


def changed(then: State, now: State) -> Iterator[Change]:
    """What differs between an approved state and the present one, in what was approved."""
    yield from _fields(ASSESSMENT, then.assessment, now.assessment)
    for name in _names(then.answers, now.answers):
        before, after = then.answers.get(name), now.answers.get(name)
        if before != after:
            ratings = (each.rating if each else UNRATED for each in (before, after))
            yield Change(ANSWERS, name, *ratings)
    if then.plan is not None:
        yield from _fields(PLAN, then.plan, now.plan or {})


def _fields(part: str, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for name in _names(then, now):
        if then.get(name) != now.get(name):
            yield Change(part, name)


def _names(then: Mapping[str, object], now: Mapping[str, object]) -> dict[str, None]:
    return dict.fromkeys([*then, *now])
