"""The way through the questions: where one is, what comes next, what is left."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from iso20k_gap.core.questionnaire import Question

IsOpen = Callable[[Question], bool]


@dataclass
class Walk:
    """A way through `chosen` questions among all; one may look at others in between.

    `at` is a place in `questions`; None is past the last one.
    """

    questions: tuple[Question, ...]
    chosen: Collection[str]
    at: int | None = None
    put_off: list[str] = field(default_factory=list)

    @property
    def members(self) -> list[int]:
        """The places of the chosen questions."""
        return [place for place, each in enumerate(self.questions) if each.id in self.chosen]

    @property
    def question(self) -> Question | None:
        """The question on the table."""
        return None if self.at is None else self.questions[self.at]

    def number(self, question: Question) -> int:
        """Which of the chosen questions this is, counting from 1; 0 for another."""
        ids = [self.questions[place].id for place in self.members]
        return ids.index(question.id) + 1 if question.id in ids else 0

    def forward(self) -> None:
        """Go to the next chosen question, or past the last."""
        if self.at is not None:
            here = self.at
            self.at = next((place for place in self.members if place > here), None)

    def back(self) -> bool:
        """Go to the chosen question before; False where there is none."""
        here = len(self.questions) if self.at is None else self.at
        before = [place for place in self.members if place < here]
        if before:
            self.at = before[-1]
        return bool(before)

    def go_on(self, is_open: IsOpen) -> None:
        """Go to the next open question not put off, from here round to here; else to the end."""
        here = -1 if self.at is None else self.at
        places = self.open_places(is_open)
        fresh = [place for place in places if self.questions[place].id not in self.put_off]
        later = [place for place in fresh if place > here]
        self.at = next(iter(later or fresh), None)

    def take_up(self, is_open: IsOpen) -> bool:
        """Take the questions put off up again; False where nothing is open."""
        places = self.open_places(is_open)
        self.put_off.clear()
        self.at = next(iter(places), None)
        return bool(places)

    def open_places(self, is_open: IsOpen) -> list[int]:
        """The places of the chosen questions that are open."""
        return [place for place in self.members if is_open(self.questions[place])]
