"""The rows of a pack that came back, read one by one; everything wrong is gathered."""

import re
from datetime import date, datetime, time

from iso20k_gap.core import pack_form as form
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.merging import Reply, is_news
from iso20k_gap.core.pack import Entry, Piece, Stated
from iso20k_gap.core.pack_form import MOST_PIECES, PIECE_FIELDS, piece_key
from iso20k_gap.core.questionnaire import Question, Questionnaire
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating, Scale
from iso20k_gap.errors import MOST_COMPLAINTS, Complaint, InputError
from iso20k_gap.files.sent import Field, Sent, SentRow, Terms

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PIECE = re.compile(r"evidence(\d{1,4})\.\w+")
BROKEN = date.min
"""Stands for a date that was complained of."""


class RowReader:
    """Makes replies of rows; `complaints` has everything that is wrong with them."""

    def __init__(
        self,
        sent: Sent,
        catalogue: Catalogue,
        questionnaire: Questionnaire,
        scale: Scale,
        terms: Terms,
    ) -> None:
        self.complaints: list[Complaint] = []
        self._sent, self._scale, self._terms = sent, scale, terms
        self._catalogue, self._questionnaire = catalogue, questionnaire
        self._questions = {each.id: each for each in questionnaire.asked(catalogue)}
        self._answered_on = self._day(sent.answered_on, "the day of answering")
        if self._answered_on and self._answered_on > terms.today:
            what = f"it was answered on {self._answered_on}, which is still to come"
            self._complain(sent.answered_on, what, "correct the day")

    def replies(self) -> tuple[Reply, ...]:
        """The replies that say something new."""
        seen: dict[str, str] = {}
        replies = []
        for row in self._sent.rows:
            question = self._question(row, seen)
            reply = self._reply(row, question) if question else None
            if reply:
                replies.append(reply)
        return tuple(replies)

    def _complain(self, field: Field, what: str, remedy: str = "") -> None:
        complaint = self._sent.complaint(field.place, what, remedy)
        if complaint not in self.complaints:
            self.complaints.append(complaint)
        if len(self.complaints) >= MOST_COMPLAINTS:
            raise InputError(*self.complaints)

    def _question(self, row: SentRow, seen: dict[str, str]) -> Question | None:
        field = row.field(form.ID)
        name = field.text.strip()
        filled = _says_anything(row)
        if name in seen:
            self._complain(field, f"{name} stands here again", f"first: {seen[name]}")
        elif name in self._questions:
            seen[name] = field.place
            return self._questions[name]
        elif name and (filled or name not in self._catalogue.clause_by_id):
            what = f"there is no question {name} in this questionnaire"
            self._complain(field, what, did_you_mean(name, self._questions))
        elif filled:
            self._complain(field, "something is filled in beside no id", "move it to its question")
        return None

    def _reply(self, row: SentRow, question: Question) -> Reply | None:
        before = self._before(row)
        reply = Reply(
            question=question,
            given=self._given(row, question, before),
            before=before,
            who=_one_line(row.field(form.RESPONDENT).text)
            or _one_line(self._sent.respondent.text)
            or self._terms.by,
            on=self._day(row.field("on"), "the day of answering")
            or self._answered_on
            or self._terms.today,
            file=str(self._sent.path),
            origin=self._questionnaire.origin(question),
            moment=row.field("at").text,
            place=row.place,
        )
        if not is_news(reply):
            return None
        if not reply.who:
            what = "nobody is named as having answered"
            self._complain(self._sent.respondent, what, "enter the name there, or add --by NAME")
        return reply

    def _before(self, row: SentRow) -> Entry:
        """What the pack went out with; what cannot be read of it counts as blank."""
        rating = row.before.get(form.RATING, "")
        numbers = _numbers(row.before)
        return Entry(
            rating=_stated(rating) if rating in (*Rating, NO_OCCURRENCE) else None,
            reason=row.before.get(form.REASON, ""),
            note=row.before.get(form.NOTE, ""),
            evidence=_trimmed(tuple(_held_piece(row.before, number) for number in numbers)),
        )

    def _given(self, row: SentRow, question: Question, before: Entry) -> Entry:
        rating = self._rating(row.field(form.RATING), question, before)
        reason = row.field(form.REASON)
        self._check_reason(reason, rating, before)
        return Entry(
            rating=rating,
            reason=reason.text,
            note=row.field(form.NOTE).text,
            evidence=_trimmed(
                tuple(self._piece(row, number, before) for number in _numbers(row.fields))
            ),
        )

    def _rating(self, field: Field, question: Question, before: Entry) -> Stated | None:
        symbol = field.text.strip()
        if not symbol:
            return None
        if symbol.casefold().replace(" ", "_") == NO_OCCURRENCE:
            return self._no_occurrence(field, question)
        held = before.rating
        if isinstance(held, Rating) and symbol == self._scale.step(held).symbol:
            return held
        rating = self._scale.read(symbol)
        if rating is None:
            allowed = self._scale.symbols
            if self._may_lack_occurrence(question):
                allowed = f"{allowed}, {NO_OCCURRENCE}"
            what = f"{question.id}: there is no rating {symbol!r}"
            self._complain(field, what, f"ratings: {allowed}")
        return rating

    def _may_lack_occurrence(self, question: Question) -> bool:
        return all(self._catalogue.by_id[each].no_occurrence for each in question.requirements)

    def _no_occurrence(self, field: Field, question: Question) -> Stated | None:
        if self._may_lack_occurrence(question):
            return _stated(NO_OCCURRENCE)
        what = (
            f"{question.id} cannot be without occurrence: the catalogue knows no condition for it"
        )
        self._complain(field, what, f"ratings: {self._scale.symbols}")
        return None

    def _check_reason(self, reason: Field, rating: Stated | None, before: Entry) -> None:
        if rating == NO_OCCURRENCE:
            if reason.is_blank and not before.reason:
                self._complain(reason, "no_occurrence needs a reason", "say why nothing occurred")
        elif not reason.is_blank and reason.text.strip() != before.reason.strip():
            what = "a reason stands here, but the rating is not no_occurrence"
            self._complain(reason, what, "choose no_occurrence, or move the text to the note")

    def _piece(self, row: SentRow, number: int, before: Entry) -> Piece:
        title, location, first, last = (row.field(piece_key(number, name)) for name in PIECE_FIELDS)
        held = before.evidence[number - 1] if number <= len(before.evidence) else Piece()
        piece = Piece(
            title.text,
            location.text,
            self._day(first, "the day evidence holds from"),
            self._day(last, "the day evidence holds until"),
        )
        if (
            title.is_blank
            and not held.title
            and any(not field.is_blank for field in (location, first, last))
        ):
            self._complain(title, f"evidence {number} has no title", "give it one")
        begins, ends = piece.effective or held.effective, piece.valid_until or held.valid_until
        if begins and ends and BROKEN not in (begins, ends) and ends < begins:
            what = "evidence is valid until a day before it takes effect"
            self._complain(last, what, "correct one of the dates")
        return piece

    def _day(self, field: Field, name: str) -> date | None:
        if field.is_blank:
            return None
        day = _day_of(field)
        if day is None:
            what = f"{name}: {field.text.strip()!r} is not a date"
            self._complain(field, what, "write it YYYY-MM-DD, such as 2026-11-21")
            return BROKEN
        return day


def _stated(text: str) -> Stated:
    return "no_occurrence" if text == NO_OCCURRENCE else Rating(text)


def _day_of(field: Field) -> date | None:
    value = field.value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else None
    if isinstance(value, date):
        return value
    text = field.text.strip()
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _held_piece(before: dict[str, str], number: int) -> Piece:
    title, location, first, last = (
        before.get(piece_key(number, name), "") for name in PIECE_FIELDS
    )
    return Piece(title, location, _day_of(Field(first)), _day_of(Field(last)))


def _numbers(fields: dict[str, Field] | dict[str, str]) -> range:
    found = [int(match[1]) for key in fields if (match := PIECE.fullmatch(key))]
    return range(1, min(max(found, default=0), MOST_PIECES) + 1)


def _trimmed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without the blank ones at the end."""
    while pieces and pieces[-1].is_blank:
        pieces = pieces[:-1]
    return pieces


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _says_anything(row: SentRow) -> bool:
    keys = (form.RATING, form.NOTE, form.REASON)
    return any(
        not field.is_blank
        for key, field in row.fields.items()
        if key in keys or PIECE.fullmatch(key)
    )
