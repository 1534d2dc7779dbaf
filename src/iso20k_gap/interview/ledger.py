"""Keeping answers: each is safe before the interview goes on, and nobody's work is run over."""

from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.questionnaire import Draft
from iso20k_gap.errors import GapError
from iso20k_gap.interview.answering import is_empty
from iso20k_gap.interview.asker import Asker, Changes, Clash, ClashError, Keeper
from iso20k_gap.interview.printer import Printer
from iso20k_gap.language import _

THEIRS, MINE = "k", "m"
AGAIN, DROP, LEAVE = "r", "d", "q"


class Ledger:
    """The assessment as it is now, and what this sitting changed in it."""

    def __init__(
        self, assessment: Assessment, keeper: Keeper, asker: Asker, printer: Printer
    ) -> None:
        self.assessment = assessment
        self.drafts = dict(keeper.drafts)
        self._keeper = keeper
        self._asker = asker
        self._printer = printer
        self._first: dict[str, Answer | None] = {}

    @property
    def touched(self) -> set[str]:
        """The requirements whose answers differ from what this sitting found."""
        now = self.assessment.answers
        return {each for each, answer in self._first.items() if now.get(each) != answer}

    def holds(self, changes: Changes) -> bool:
        """Whether these are the answers there are now."""
        return all(self.assessment.answers.get(each) == changes[each] for each in changes)

    def keep(self, changes: Changes) -> tuple[Changes, Changes]:
        """Keep what changed, and give it as it was and as it is; nothing if given up."""
        wanted: Changes = dict(changes)
        while wanted:
            before = {each: self.assessment.answers.get(each) for each in wanted}
            try:
                self.assessment = self._keeper.keep(wanted)
            except ClashError as error:
                self.assessment = error.assessment
                wanted = self._without_theirs(wanted, error)
            except GapError as error:
                if not self._tries_again(error):
                    break
            else:
                self._first = {**before, **self._first}
                return before, wanted
        return {}, {}

    def put_aside(self, identifier: str, draft: Draft) -> None:
        """Keep what was noted on a question that is not rated; an empty draft is forgotten."""
        if draft == self.drafts.get(identifier, Draft()):
            return
        kept = None if is_empty(draft) else draft
        self._keeper.put_aside(identifier, kept)
        self.drafts.pop(identifier, None)
        if kept:
            self.drafts[identifier] = kept

    def _without_theirs(self, wanted: Changes, error: ClashError) -> Changes:
        kept = {clash.requirement for clash in error.clashes if self._prefers_theirs(clash)}
        return {each: answer for each, answer in wanted.items() if each not in kept}

    def _prefers_theirs(self, clash: Clash) -> bool:
        lines = [
            _("{requirement} was changed by someone else while you had it here.").format(
                requirement=clash.requirement
            ),
            *_labelled(_("On disk"), self._printer.described(clash.theirs, self.assessment)),
            *_labelled(_("Yours"), self._printer.described(clash.ours, self.assessment)),
        ]
        options = {THEIRS: _("keep what is on disk"), MINE: _("write mine")}
        return self._asker.decide(lines, options, THEIRS) == THEIRS

    def _tries_again(self, error: GapError) -> bool:
        lines = [_("This could not be saved:"), *str(error).splitlines()]
        options = {AGAIN: _("try again"), DROP: _("go on without it"), LEAVE: _("leave")}
        choice = self._asker.decide(lines, options, LEAVE)
        if choice == LEAVE:
            raise error
        return choice == AGAIN


def _labelled(name: str, lines: list[str]) -> list[str]:
    return [f"{name}: {lines[0]}", *(f"  {line}" for line in lines[1:])]
