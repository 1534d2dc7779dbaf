"""What lies on the table during a sitting: the questions, the answers, and how to take back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.questionnaire import Draft, Only, Question, is_open, selected
from iso20k_gap.interview.answering import Case, Revision, Sitting
from iso20k_gap.interview.asker import Asker, Changes
from iso20k_gap.interview.ledger import Ledger
from iso20k_gap.interview.pace import Pace
from iso20k_gap.interview.printer import Printer
from iso20k_gap.interview.walk import Walk
from iso20k_gap.language import _


@dataclass(frozen=True)
class Step:
    """What one act changed, so that it can be undone."""

    at: int | None
    question: Question
    before: Changes
    after: Changes
    draft: Draft
    done: frozenset[str]


@dataclass
class Table:
    """One sitting's state; `done` are the questions settled in it."""

    sitting: Sitting
    asker: Asker
    printer: Printer
    ledger: Ledger
    pace: Pace
    clock: Callable[[], float]
    done: frozenset[str] = frozenset()
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Choose the questions, once: what is answered on the way stays among them."""
        sitting = self.sitting
        asked = sitting.questionnaire.asked(sitting.catalogue)
        picked = selected(asked, sitting.catalogue, clause=sitting.clause, role=sitting.role)
        chosen = [
            each.id
            for each in picked
            if is_open(each, self.assessment, sitting.only, sitting.today)
        ]
        self.walk = Walk(asked, frozenset(chosen))

    @property
    def assessment(self) -> Assessment:
        """The assessment as it is now, other people's answers included."""
        return self.ledger.assessment

    @property
    def left(self) -> list[Question]:
        """The chosen questions still open."""
        return [self.walk.questions[place] for place in self.walk.open_places(self.is_open)]

    @property
    def changed(self) -> list[Question]:
        """The questions whose answers this sitting changed."""
        touched = self.ledger.touched
        return [each for each in self.walk.questions if touched & set(each.requirements)]

    def is_open(self, question: Question) -> bool:
        """Whether a question is still to be dealt with in this sitting."""
        only = Only.UNANSWERED if self.sitting.only is Only.ALL else self.sitting.only
        if question.id in self.done:
            return False
        return is_open(question, self.assessment, only, self.sitting.today)

    def case(self, question: Question) -> Case:
        """A question with what is known about it now."""
        draft = self.ledger.drafts.get(question.id, Draft())
        return Case(self.sitting, question, self.assessment, draft)

    def settle(self, case: Case, answers: Changes) -> bool:
        """Keep answers that settle a question, and go on to the next open one."""
        if not self._keep(case, answers, Draft(), self.done | {case.question.id}):
            return False
        self.pace.answered(self.clock())
        if case.question.id in self.walk.put_off:
            self.walk.put_off.remove(case.question.id)
        self.walk.go_on(self.is_open)
        return True

    def revise(self, case: Case, revision: Revision) -> bool:
        """Keep a changed draft, or changed answers that settle nothing."""
        if isinstance(revision, Draft):
            return self._keep(case, {}, revision, self.done)
        return self._keep(case, revision, case.draft, self.done)

    def _keep(self, case: Case, answers: Changes, draft: Draft, done: frozenset[str]) -> bool:
        """Keep and remember how to undo it; False where it did not come to that."""
        before, after = self.ledger.keep(answers)
        if answers and not after:
            return False
        self.ledger.put_aside(case.question.id, draft)
        self.steps.append(Step(self.walk.at, case.question, before, after, case.draft, self.done))
        self.done = done
        return True

    def undo(self) -> str:
        """Take the last change back, and say what came of it."""
        if not self.steps:
            return _("There is nothing to undo.")
        step = self.steps.pop()
        name = step.question.id
        if not self.ledger.holds(step.after):
            form = _("{question} was changed by someone else meanwhile; it stays so.")
            return form.format(question=name)
        if step.before and not self.ledger.keep(step.before)[1]:
            return _("{question} stays as it is.").format(question=name)
        self.ledger.put_aside(name, step.draft)
        self.done, self.walk.at = step.done, step.at
        mark = self.printer.mark(step.question, self.assessment)
        rating = self.printer.in_words(mark)
        return _("Undone. {question} now: {rating}.").format(question=name, rating=rating)
