"""Two evaluations against each other: what was closed, opened, got better or worse."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.assessment import Answer
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.rating import Rating
from iso20k_gap.language import _, ngettext


@dataclass(frozen=True)
class Change:
    """One requirement's rating then and now; `why` where the two cannot be compared."""

    requirement: str
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True)
class Comparison:
    """Everything that changed between two states of an assessment.

    Closed: a gap before, F now. Opened: F before, a gap now. Better and worse: a gap before and
    now. `remarks` say what else differs, such as scale, scope, edition or catalogue.
    """

    origin: str
    target: str
    closed: tuple[Change, ...]
    opened: tuple[Change, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    unchanged: int
    not_comparable: tuple[Change, ...]
    remarks: tuple[str, ...]
    conformity: tuple[Fraction | None, Fraction | None]
    achievement: tuple[Fraction | None, Fraction | None]
    coverage: tuple[Fraction | None, Fraction | None]
    verdicts: tuple[str, str]

    @property
    def regressed(self) -> tuple[Change, ...]:
        """What got worse: opened gaps and gaps that grew."""
        return (*self.opened, *self.worse)


def compare(before: Evaluation, after: Evaluation, names: tuple[str, str]) -> Comparison:
    """Compare two evaluations; `names` are what they are called."""
    changes = list(_changes(before, after))
    comparable = [each for each in changes if not each.why]
    kinds = {each.requirement: _kind(each) for each in comparable}

    def of_kind(kind: str) -> tuple[Change, ...]:
        return tuple(each for each in comparable if kinds[each.requirement] == kind)

    old, new = before.scorecard.overall, after.scorecard.overall
    return Comparison(
        origin=names[0],
        target=names[1],
        closed=of_kind("closed"),
        opened=of_kind("opened"),
        better=of_kind("better"),
        worse=of_kind("worse"),
        unchanged=len(of_kind("unchanged")),
        not_comparable=tuple(each for each in changes if each.why),
        remarks=tuple(_remarks(before, after)),
        conformity=(old.conformity, new.conformity),
        achievement=(old.achievement, new.achievement),
        coverage=(old.coverage, new.coverage),
        verdicts=(before.verdict.state.value, after.verdict.state.value),
    )


def _changes(before: Evaluation, after: Evaluation) -> Iterator[Change]:
    old, new = before.assessment.answers, after.assessment.answers
    same_edition = before.catalogue.edition.id == after.catalogue.edition.id
    for identifier in dict.fromkeys((*before.catalogue.by_id, *after.catalogue.by_id)):
        earlier, later = old.get(identifier), new.get(identifier)
        if earlier is None and later is None:
            continue
        why = _why_not(earlier, later) if same_edition else _("another edition")
        yield Change(identifier, _word(earlier), _word(later), why)


def _why_not(earlier: Answer | None, later: Answer | None) -> str:
    if earlier is None or later is None:
        return _("not rated before") if earlier is None else _("not rated now")
    if (earlier.rated is None) == (later.rated is None):
        return ""
    return _("no occurrence before") if earlier.rated is None else _("no occurrence now")


def _word(answer: Answer | None) -> str:
    return "unrated" if answer is None else str(answer.rating)


def _kind(change: Change) -> str:
    if change.before == change.after:
        return "unchanged"
    if change.after == Rating.F:
        return "closed"
    if change.before == Rating.F:
        return "opened"
    order = list(Rating)
    grew = order.index(Rating(change.after)) < order.index(Rating(change.before))
    return "worse" if grew else "better"


def _remarks(before: Evaluation, after: Evaluation) -> Iterator[str]:
    old, new = before.assessment, after.assessment
    pairs = (
        (
            _("the edition changed from {before} to {after}"),
            before.catalogue.edition.id,
            after.catalogue.edition.id,
        ),
        (
            _("the scale changed from {before} to {after}"),
            before.scorecard.scale.id,
            after.scorecard.scale.id,
        ),
        (
            _("the scope changed from {before} to {after}"),
            old.organisation.scope,
            new.organisation.scope,
        ),
        (
            _("the questionnaire changed from {before} to {after}"),
            old.questionnaire,
            new.questionnaire,
        ),
        (
            _("the catalogue version changed from {before} to {after}"),
            str(old.catalogue_version),
            str(new.catalogue_version),
        ),
    )
    for what, earlier, later in pairs:
        if earlier != later:
            yield what.format(before=repr(earlier), after=repr(later))
    services = {each.name for each in old.services} ^ {each.name for each in new.services}
    if services:
        yield _("services in scope changed: {names}").format(names=", ".join(sorted(services)))
    waiting = after.scorecard.overall.inherited
    if waiting:
        yield ngettext(
            "{count} answer is carried over and not yet confirmed",
            "{count} answers are carried over and not yet confirmed",
            waiting,
        ).format(count=waiting)
