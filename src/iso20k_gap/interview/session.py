"""The interview itself: one question after the other, each answer kept before the next."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from iso20k_gap.core.assessment import Assessment
from iso20k_gap.core.catalogue import group_of
from iso20k_gap.core.questionnaire import Only, Question
from iso20k_gap.interview import search
from iso20k_gap.interview.answering import Sitting
from iso20k_gap.interview.asker import Act, Asker, Deed, Keeper
from iso20k_gap.interview.dialogues import DIALOGUES
from iso20k_gap.interview.ledger import Ledger
from iso20k_gap.interview.pace import Pace, Summary
from iso20k_gap.interview.page import Page, Progress, mark_name
from iso20k_gap.interview.printer import Printer
from iso20k_gap.interview.table import Table
from iso20k_gap.language import _, ngettext


class Session:
    """One sitting of an interview; screen, keyboard and disk lie outside."""

    def __init__(
        self,
        sitting: Sitting,
        assessment: Assessment,
        asker: Asker,
        keeper: Keeper,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        printer = Printer(sitting.catalogue, sitting.rulebook.scale)
        ledger = Ledger(assessment, keeper, asker, printer)
        self.table = Table(sitting, asker, printer, ledger, Pace(clock()), clock)
        self.walk = self.table.walk
        self.message = ""
        self.walk.go_on(self.table.is_open)
        if self.walk.at is None and self.walk.members:
            self.walk.at = self.walk.members[0]
            self.message = _("Everything here is answered; Enter goes through it.")

    def run(self) -> None:
        """Ask until the person leaves."""
        while True:
            question = self.walk.question
            act = self.table.asker.ask(self.page(question)) if question else self._ask_end()
            self.message = ""
            if act.deed is Deed.QUIT:
                return
            self.message = self._do(act, question)

    def page(self, question: Question) -> Page:
        """The page of a question, with the message due."""
        table = self.table
        total, left = len(self.walk.members), len(table.left)
        progress = Progress(
            number=self.walk.number(question),
            total=total,
            answered=total - left,
            percent=100 * len(table.assessment.answers) // len(table.sitting.catalogue.by_id),
            put_off=len(self.walk.put_off),
            seconds_left=table.pace.left(left),
            again=table.sitting.only not in (Only.ALL, Only.UNANSWERED),
        )
        draft = table.ledger.drafts.get(question.id)
        page = table.printer.page(question, table.assessment, draft, progress)
        return replace(page, message=self.message)

    def _ask_end(self) -> Act:
        left, put_off = len(self.table.left), len(self.walk.put_off)
        lines = [self.message] if self.message else []
        last = _("That was the last question.") if left else _("All questions are answered.")
        lines.append(last)
        if put_off:
            form = ngettext(
                "{count} put off; Enter takes them up.",
                "{count} put off; Enter takes them up.",
                put_off,
            )
            lines.append(form.format(count=put_off))
        elif left:
            form = ngettext(
                "{count} still open; Enter goes to the first of them.",
                "{count} still open; Enter goes to the first of them.",
                left,
            )
            lines.append(form.format(count=left))
        return self.table.asker.ask_end([*lines, _("b goes back, u undoes, q leaves.")])

    def _do(self, act: Act, question: Question | None) -> str:
        moves: Mapping[Deed, Callable[[Act], str]] = {
            Deed.NEXT: self._next,
            Deed.BACK: self._back,
            Deed.UNDO: lambda _act: self.table.undo(),
            Deed.PUT_OFF: self._put_off,
            Deed.JUMP: self._jump,
            Deed.SEARCH: self._search,
        }
        if act.deed in moves:
            return moves[act.deed](act)
        if question is None:
            return _("No question is on the table; b goes back to the last.")
        return DIALOGUES[act.deed](self.table, self.table.case(question), act)

    def _next(self, _act: Act) -> str:
        if self.walk.at is not None:
            self.walk.forward()
            return ""
        return "" if self.walk.take_up(self.table.is_open) else _("Nothing is left open.")

    def _back(self, _act: Act) -> str:
        return "" if self.walk.back() else _("This is the first question.")

    def _put_off(self, _act: Act) -> str:
        question = self.walk.question
        if question is None:
            return ""
        if question.id not in self.walk.put_off:
            self.walk.put_off.append(question.id)
        self.walk.go_on(self.table.is_open)
        return _("{question} put off.").format(question=question.id)

    def _jump(self, act: Act) -> str:
        name = act.text or self.table.asker.line(_("Go to clause or requirement")) or ""
        if not name.strip():
            return ""
        questions, catalogue = self.walk.questions, self.table.sitting.catalogue
        place = search.place_of(name, questions, catalogue)
        if place is not None:
            return self._go_to(place)
        nearest = search.nearest(name, questions, catalogue)
        if not nearest:
            return _("There is no question for {name}.").format(name=name.strip())
        form = _("There is no question for {name}; did you mean {nearest}?")
        return form.format(name=name.strip(), nearest=nearest)

    def _search(self, act: Act) -> str:
        words = act.text or self.table.asker.line(_("Search for words")) or ""
        if not words.strip():
            return ""
        catalogue = self.table.sitting.catalogue
        places = list(search.matches(words, self.walk.questions, catalogue))
        if not places:
            return _("No question has all of: {words}").format(words=words.strip())
        options = [self._search_line(self.walk.questions[place]) for place in places]
        form = ngettext("{count} with: {words}", "{count} with: {words}", len(places))
        title = form.format(count=len(places), words=words.strip())
        picked = self.table.asker.choose(title, options)
        return "" if picked is None else self._go_to(places[picked])

    def _search_line(self, question: Question) -> str:
        mark = mark_name(self.table.printer.mark(question, self.table.assessment))
        requirement = self.table.sitting.catalogue.by_id[question.requirements[0]]
        single = len(question.requirements) == 1
        return f"{question.id}  {mark}  {requirement.statement if single else question.text}"

    def _go_to(self, place: int) -> str:
        self.walk.at = place
        chosen = self.walk.questions[place].id in self.walk.chosen
        return "" if chosen else _("This one is outside what you chose to go through.")

    def summary(self) -> Summary:
        """What the sitting brought."""
        table = self.table
        rated = [each for each in table.changed if each.id in table.done]
        marks = {each.id: table.printer.mark(each, table.assessment) for each in rated}
        best_first = [step.symbol for step in reversed(table.printer.scale.steps)]
        clauses = [group_of(each.requirements[0].partition("-")[0]) for each in table.left]
        return Summary(
            rated=Counter(sorted(marks.values(), key=[*best_first, *marks.values()].index)),
            noted=len(table.changed) - len(rated),
            open_by_clause=Counter(clauses),
            put_off=tuple(self.walk.put_off),
            drafts=tuple(table.ledger.drafts),
            typical=table.pace.typical,
        )
