"""Makes the page of a question from catalogue and assessment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.catalogue import Catalogue, Clause, DocumentKind, Requirement, Sentence
from iso20k_gap.core.questionnaire import Draft, Question, answers_to
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating, Scale, Step
from iso20k_gap.interview.noted import extras, one_line
from iso20k_gap.interview.page import (
    MARKS,
    MIXED,
    UNRATED,
    Item,
    Meaning,
    Page,
    Progress,
    mark_name,
)
from iso20k_gap.language import N_, _, day, pgettext, role

NONE_MET = N_("Nothing of this is in place, or hardly anything.")
DOCUMENTS = {
    DocumentKind.DOCUMENT: N_("document: {name}"),
    DocumentKind.RECORD: N_("record: {name}"),
}


@dataclass(frozen=True)
class Printer:
    """Makes the pages of one sitting."""

    catalogue: Catalogue
    scale: Scale

    def page(
        self, question: Question, assessment: Assessment, draft: Draft | None, progress: Progress
    ) -> Page:
        """The page of a question."""
        single = len(question.requirements) == 1
        first = self.catalogue.by_id[question.requirements[0]]
        page = Page(
            organisation=assessment.organisation.name,
            edition=assessment.label or self.catalogue.edition.label,
            clause=first.clause,
            title=self.catalogue.clause_by_id[first.clause].title,
            id=first.short if single else question.id,
            progress=progress,
            lead="",
            items=(),
            statement="",
            question=question.text,
            guidance=question.help,
            evidence=(),
            meanings=self._meanings(first if single else None),
            document="",
            condition="",
            facts=(),
            mark=self.mark(question, assessment),
            present=self._present(question, assessment, draft),
            unconfirmed=any(a and not a.confirmed for a in answers_to(question, assessment)),
        )
        return (
            self._of_one(page, first, assessment)
            if single
            else self._of_many(page, question, assessment)
        )

    def _of_one(self, page: Page, requirement: Requirement, assessment: Assessment) -> Page:
        clause, sentence = self._sentence(requirement)
        together = len(sentence.requirements) > 1
        return replace(
            page,
            lead=sentence.lead if together else "",
            items=self._items(sentence.requirements, assessment, requirement) if together else (),
            statement=requirement.statement,
            evidence=requirement.evidence,
            document=_document(requirement),
            condition=requirement.no_occurrence,
            facts=_facts(clause, requirement),
        )

    def _of_many(self, page: Page, question: Question, assessment: Assessment) -> Page:
        requirements = [self.catalogue.by_id[each] for each in question.requirements]
        clauses = dict.fromkeys(each.clause for each in requirements)
        conditions = [each.no_occurrence for each in requirements]
        return replace(
            page,
            clause=", ".join(clauses),
            title=page.title if len(clauses) == 1 else _("Screening"),
            lead=_("One rating stands for these requirements:"),
            items=self._items(requirements, assessment, None),
            condition=" ".join(dict.fromkeys(conditions)) if all(conditions) else "",
        )

    def _sentence(self, requirement: Requirement) -> tuple[Clause, Sentence]:
        clause = self.catalogue.clause_by_id[requirement.clause]
        return clause, next(each for each in clause.sentences if requirement in each.requirements)

    def _items(
        self,
        requirements: Sequence[Requirement],
        assessment: Assessment,
        current: Requirement | None,
    ) -> tuple[Item, ...]:
        return tuple(
            Item(
                label=f"{each.letter})" if each.letter and current else each.id,
                statement=each.statement,
                mark=self.mark_of(assessment.answers.get(each.id)),
                current=each is current,
            )
            for each in requirements
        )

    def mark(self, question: Question, assessment: Assessment) -> str:
        """How a question is rated now, as its symbol."""
        marks = {self.mark_of(each) for each in answers_to(question, assessment)}
        return marks.pop() if len(marks) == 1 else MIXED

    def mark_of(self, answer: Answer | None) -> str:
        """An answer's rating as its symbol."""
        if answer is None:
            return UNRATED
        return self.scale.step(answer.rated).symbol if answer.rated else NO_OCCURRENCE

    def in_words(self, mark: str) -> str:
        """A mark as people say it: `L largely achieved`."""
        names = {step.symbol: f"{step.symbol} {step.name}" for step in self.scale.steps}
        return names.get(mark) or (mark_name(mark) if mark in MARKS else _("not answered"))

    def _meanings(self, requirement: Requirement | None) -> tuple[Meaning, ...]:
        return tuple(
            Meaning(keys, step.symbol, step.name, step.bounds, _meaning(step, requirement))
            for keys, step in rating_keys(self.scale).items()
        )

    def _present(
        self, question: Question, assessment: Assessment, draft: Draft | None
    ) -> tuple[tuple[str, str], ...]:
        answers = [each for each in answers_to(question, assessment) if each]
        mark = self.mark(question, assessment)
        if len(answers) < len(question.requirements) and draft:
            so_far = (_("Answer"), _("not rated yet; noted so far:"))
            return (so_far, *extras(draft, assessment))
        if not answers:
            return ((_("Answer"), _("none yet")),)
        aside = [(_("Kept aside"), f"{name}: {text}") for name, text in extras(draft, assessment)]
        line = (_("Answer"), self.answer_line(answers[0], mark))
        return (line, *extras(answers[0], assessment), *aside)

    def answer_line(self, answer: Answer | None, mark: str = "") -> str:
        """An answer's rating with who and when, on one line."""
        if answer is None:
            return pgettext("answer", "none")
        words = _dated(self.in_words(mark or self.mark_of(answer)), answer)
        if answer.reason:
            reason = one_line(answer.reason)
            words = _("{answer}, because {reason}").format(answer=words, reason=reason)
        if answer.confirmed:
            return words
        # for translators: c is the key that confirms
        return _("{answer} - NOT CONFIRMED: c confirms it").format(answer=words)

    def described(self, answer: Answer | None, assessment: Assessment) -> list[str]:
        """An answer in full, a line each."""
        lines = [self.answer_line(answer)]
        return lines + [f"{name}: {text}" for name, text in extras(answer, assessment)]


def _dated(rating: str, answer: Answer) -> str:
    """A rating in words with who gave it and when, as far as that is known."""
    if answer.rated_by and answer.rated_on:
        form = _("{rating} by {name} on {day}")
        return form.format(rating=rating, name=answer.rated_by, day=day(answer.rated_on))
    if answer.rated_by:
        return _("{rating} by {name}").format(rating=rating, name=answer.rated_by)
    if answer.rated_on:
        return _("{rating} on {day}").format(rating=rating, day=day(answer.rated_on))
    return rating


def rating_keys(scale: Scale) -> dict[str, Step]:
    """Which key gives which value of the scale, best first."""
    return {step.symbol[0].casefold(): step for step in reversed(scale.steps)}


def _meaning(step: Step, requirement: Requirement | None) -> str:
    if requirement is None:
        return ""
    guide = requirement.ratings
    texts = {Rating.F: guide.F, Rating.L: guide.L, Rating.P: guide.P, Rating.N: _(NONE_MET)}
    first, *others = [texts[each] for each in reversed(Rating) if each in step.covers]
    return " ".join([first, *(_("Or: {meaning}").format(meaning=each) for each in others)])


def _document(requirement: Requirement) -> str:
    documented = requirement.documented
    if documented.kind is DocumentKind.NONE:
        return ""
    return _(DOCUMENTS[documented.kind]).format(name=documented.name)


def _facts(clause: Clause, requirement: Requirement) -> tuple[tuple[str, str], ...]:
    essential = _("yes: absent, it alone is a major") if requirement.essential else _("no")
    others = _("may perform it") if requirement.others else _("may not perform it")
    facts = [
        (_("Owner"), role(requirement.owner)),
        (_("Looked at in"), _("Stage {number}").format(number=requirement.stage)),
        (_("Essential"), essential),
        (_("Other parties"), others),
        (_("No occurrence"), requirement.no_occurrence or _("not allowed here")),
        (_("ITIL 4 practices"), ", ".join(clause.practices)),
        ("ISO 9001:2015", clause.shared.iso9001),
        ("ISO/IEC 27001:2022", clause.shared.iso27001),
        (_("If it is missing"), requirement.remedy),
    ]
    return tuple((name, text) for name, text in facts if text)
