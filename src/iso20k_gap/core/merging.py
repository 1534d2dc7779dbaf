"""What came back in packs, merged by requirement: nothing blank overwrites, nothing is run over.

A reply counts where it differs from what its pack went out with. Where replies contradict each
other, or contradict what came onto the disk since, somebody has to decide.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from iso20k_gap.core.assessment import Answer, Evidence
from iso20k_gap.core.conflict import (
    DISK,
    EVIDENCE,
    NOTE,
    RATING,
    Conflict,
    Decider,
    Side,
    Value,
    plain,
)
from iso20k_gap.core.pack import Entry, Piece, Source, entry_in, piece_of
from iso20k_gap.core.questionnaire import Draft, Question
from iso20k_gap.core.rating import NO_OCCURRENCE


@dataclass(frozen=True)
class Reply:
    """One question's fields as they came back; `before` is what the pack went out with.

    `origin` marks answers that one question gives to several requirements; `moment` tells
    replies of one day apart where it is known; `place` is where in the file it stands.
    """

    question: Question
    given: Entry
    before: Entry
    who: str
    on: date
    file: str
    origin: str = ""
    moment: str = ""
    place: str = ""


@dataclass(frozen=True)
class Change:
    """What one field was and becomes, and through whom; `name` is a requirement or a question."""

    name: str
    field: str
    before: Value
    after: Value
    who: str
    on: date | None
    source: str


@dataclass
class Merged:
    """What merging brings: new answers and drafts (None takes one away), and what is open.

    `places` says where in which file an answer comes from.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    drafts: dict[str, Draft | None] = field(default_factory=dict)
    changes: dict[Change, None] = field(default_factory=dict)
    decided: list[tuple[Conflict, Side]] = field(default_factory=list)
    undecided: list[Conflict] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def merge(source: Source, replies: Sequence[Reply], decide: Decider, *, seen: bool) -> Merged:
    """What the replies make of the answers; new evidence counts as seen only with `seen`."""
    by_requirement: dict[str, list[Reply]] = {}
    for reply in replies:
        for identifier in reply.question.requirements:
            by_requirement.setdefault(identifier, []).append(reply)
    merged = Merged()
    for identifier in source.catalogue.by_id:
        if identifier in by_requirement:
            _Spot(source, identifier, by_requirement[identifier], merged).merge(decide, seen=seen)
    _clear_drafts(source, replies, merged)
    return merged


def is_news(reply: Reply) -> bool:
    """Whether a reply says anything that its pack did not go out with."""
    stated = any(_given(reply, name) for name in (RATING, NOTE))
    return stated or any(True for _ in _altered(reply))


def _clear_drafts(source: Source, replies: Iterable[Reply], merged: Merged) -> None:
    """A draft goes once every requirement of its question is rated: the answers carry it now."""
    answered = {**source.assessment.answers, **merged.answers}
    for reply in replies:
        question = reply.question
        fresh = any(each in merged.answers for each in question.requirements)
        whole = fresh and all(each in answered for each in question.requirements)
        if whole and question.id in source.drafts:
            merged.drafts[question.id] = None


class _Spot:
    """One requirement, what is on file for it, and the replies that touch it."""

    def __init__(
        self, source: Source, identifier: str, replies: list[Reply], merged: Merged
    ) -> None:
        self.identifier, self.replies, self.merged = identifier, replies, merged
        self.question = replies[0].question
        self.old = source.assessment.answers.get(identifier)
        self.draft = source.draft(self.question.id)
        self.disk = entry_in(self.old, self.draft)

    def merge(self, decide: Decider, *, seen: bool) -> None:
        rating = self._settled(RATING, decide)
        note = self._settled(NOTE, decide)
        evidence = self._evidence(seen=seen)
        if not (rating or note or evidence is not None):
            return
        first = next(reply for reply in self.replies if is_news(reply))
        self.merged.places[self.identifier] = f"{first.file}:{first.place}"
        update: dict[str, object] = {"note": note.value[0]} if note else {}
        if evidence is not None:
            update["evidence"] = evidence
        base = self._rated(rating) if rating else self.old
        if base:
            self.merged.answers[self.identifier] = base.model_copy(update=update)
        else:
            self.merged.drafts[self.question.id] = self.draft.model_copy(update=update)

    def _rated(self, side: Side) -> Answer:
        noted: Answer | Draft = self.old or self.draft
        rating, *reason = side.value
        kept = self.old.origin if self.old and not self.old.origin.startswith("screening:") else ""
        return Answer(
            rating=rating,
            reason=reason[0] if reason else "",
            note=noted.note,
            evidence=noted.evidence,
            performed_by=noted.performed_by,
            rated_by=side.who,
            rated_on=side.on,
            origin=side.origin or kept,
        )

    def _settled(self, name: str, decide: Decider) -> Side | None:
        """The value a field gets, None where it stays as it is."""
        disk = Side(_stated(self.disk, name), *_hand(self.old), DISK)
        sides = [side for reply in self.replies if (side := _given(reply, name))]
        values = {plain(side.value) for side in sides}
        changed = any(
            plain(_stated(reply.before, name)) != plain(disk.value)
            for reply in self.replies
            if (side := _given(reply, name)) and plain(side.value) != plain(disk.value)
        )
        contradicts = bool(disk.value) and changed and plain(disk.value) not in values
        if len(values) + contradicts > 1:
            where = self.identifier if self.old or name == RATING else self.question.id
            both = (*sides, disk) if contradicts else tuple(sides)
            chosen = self._decided(Conflict(where, self.question.id, name, both, disk), decide)
        else:
            chosen = sides[0] if sides else None
        if chosen is None or plain(chosen.value) == plain(disk.value):
            return None
        self._tell(name, disk.value, chosen)
        return chosen

    def _decided(self, conflict: Conflict, decide: Decider) -> Side | None:
        side = decide(conflict)
        if side is not None:
            self.merged.decided.append((conflict, side))
        elif conflict not in self.merged.undecided:
            self.merged.undecided.append(conflict)
        return side

    def _tell(self, name: str, before: Value, side: Side) -> None:
        where = self.identifier if self.old or name == RATING else self.question.id
        change = Change(where, name, before, side.value, side.who, side.on, side.source)
        self.merged.changes[change] = None

    def _evidence(self, *, seen: bool) -> tuple[Evidence, ...] | None:
        """The pieces after all replies; None where they stay as they are."""
        pieces = self.old.evidence if self.old else self.draft.evidence
        before = pieces
        for reply in self.replies:
            for old, new in _altered(reply):
                kept = pieces
                pieces = _with_piece(pieces, old, new, seen=seen)
                if pieces != kept:
                    side = Side(_shown(new), reply.who, reply.on, reply.file)
                    self._tell(EVIDENCE, _shown(old) if old else (), side)
        return None if pieces == before else pieces


def _hand(answer: Answer | None) -> tuple[str, date | None]:
    return (answer.rated_by, answer.rated_on) if answer else ("", None)


def _stated(entry: Entry, name: str) -> Value:
    """A field's value, empty where it is blank."""
    if name == NOTE:
        return (entry.note,) if entry.note.strip() else ()
    if entry.rating is None:
        return ()
    if entry.rating == NO_OCCURRENCE:
        return (entry.rating, entry.reason)
    return (entry.rating,)


def _given(reply: Reply, name: str) -> Side | None:
    """What a reply says about a field; None where it is blank or as it went out."""
    given = reply.given
    if given.rating == NO_OCCURRENCE and not given.reason.strip():
        given = replace(given, reason=reply.before.reason)
    value = _stated(given, name)
    if not value or plain(value) == plain(_stated(reply.before, name)):
        return None
    return Side(value, reply.who, reply.on, reply.file, reply.moment, reply.origin)


def _shown(piece: Piece) -> Value:
    days = (str(piece.effective or ""), str(piece.valid_until or ""))
    return (piece.title, piece.location, *days)


def _altered(reply: Reply) -> Iterator[tuple[Piece | None, Piece]]:
    """The pieces a reply changed, with how they went out, and those it added.

    What went out already is not added again: it may have been changed by others since.
    """
    known = {plain(_shown(piece)) for piece in reply.before.evidence}
    pairs = zip_longest(reply.before.evidence, reply.given.evidence, fillvalue=Piece())
    for number, (old, given) in enumerate(pairs):
        new = Piece(
            given.title.strip() or old.title,
            given.location if given.location.strip() else old.location,
            given.effective or old.effective,
            given.valid_until or old.valid_until,
        )
        if not new.is_blank and plain(_shown(new)) not in known:
            yield (old if number < len(reply.before.evidence) else None), new


def _with_piece(
    pieces: tuple[Evidence, ...], old: Piece | None, new: Piece, *, seen: bool
) -> tuple[Evidence, ...]:
    shown = [plain(_shown(piece_of(each))) for each in pieces]
    if plain(_shown(new)) in shown:
        return pieces
    fields = {name: getattr(new, name) for name in vars(new)}
    if old is None or plain(_shown(old)) not in shown:
        return (*pieces, Evidence(**fields, seen=seen))
    place = shown.index(plain(_shown(old)))
    moved = pieces[place].location != new.location
    update = {**fields, **({"sha256": ""} if moved else {})}
    return (*pieces[:place], pieces[place].model_copy(update=update), *pieces[place + 1 :])
