"""A scripted person and a disk in memory, for tests of the interview."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from builders import TODAY, assessment, catalogue, rulebook
from iso20k_gap.core.assessment import Answer, Assessment
from iso20k_gap.core.questionnaire import Draft, Only
from iso20k_gap.core.rating import Rating
from iso20k_gap.files import library
from iso20k_gap.interview.answering import Sitting
from iso20k_gap.interview.asker import Act, Changes, Clash, ClashError, Deed, Keeper
from iso20k_gap.interview.page import Page
from iso20k_gap.interview.session import Session

QUIT = Act(Deed.QUIT)


def rate(symbol: str, note: str = "") -> Act:
    """The act of rating."""
    return Act(Deed.RATE, Rating(symbol), note)


def act(deed: Deed, text: str = "") -> Act:
    """Another act."""
    return Act(deed, text=text)


class Script:
    """A person who does and says what was written down, then leaves, or is cut off."""

    def __init__(
        self, acts: Iterable[Act], replies: Iterable[Any] = (), *, cut_off: bool = False
    ) -> None:
        self.acts = list(acts)
        self.replies = list(replies)
        self.cut_off = cut_off
        self.pages: list[Page] = []
        self.ends: list[Sequence[str]] = []
        self.heard: list[str] = []
        self.watch: Callable[[], None] = list

    def ask(self, page: Page) -> Act:
        self.pages.append(page)
        return self._next()

    def ask_end(self, lines: Sequence[str]) -> Act:
        self.ends.append(lines)
        return self._next()

    def _next(self) -> Act:
        self.watch()
        if self.acts:
            return self.acts.pop(0)
        if self.cut_off:
            raise KeyboardInterrupt
        return QUIT

    def line(self, prompt: str, present: str = "", above: Sequence[str] = ()) -> str | None:
        self.heard += [*above, f"{prompt} [{present}]"]
        return self.replies.pop(0)

    def edit(self, text: str) -> str | None:
        self.heard.append(text)
        return self.replies.pop(0)

    def choose(self, title: str, options: Sequence[str]) -> int | None:
        self.heard += [title, *options]
        return self.replies.pop(0)

    def decide(self, lines: Sequence[str], options: Mapping[str, str], otherwise: str) -> str:
        self.heard += [*lines, *options]
        return self.replies.pop(0) if self.replies else otherwise


class Disk:
    """Keeps answers as the files do: other people's are merged, the same ones clash."""

    def __init__(self, before: Assessment) -> None:
        self.assessment = before
        self.stored = dict(before.answers)
        self.drafts: dict[str, Draft] = {}
        self.troubles: list[Exception] = []
        self.saves = 0

    @property
    def keeper(self) -> Keeper:
        """What the interview is given."""
        return Keeper(self.keep, self.put_aside, dict(self.drafts))

    def keep(self, changes: Changes) -> Assessment:
        """Keep answers, or say what stands against it."""
        if self.troubles:
            raise self.troubles.pop(0)
        known = self.assessment.answers
        clashes = [
            Clash(each, self.stored.get(each), answer)
            for each, answer in changes.items()
            if self.stored.get(each) not in (known.get(each), answer)
        ]
        if not clashes:
            merged = {**self.stored, **changes}
            self.stored = {key: each for key, each in merged.items() if each is not None}
            self.saves += 1
        self.assessment = self.assessment.with_answers(dict(self.stored))
        if clashes:
            raise ClashError(clashes, self.assessment)
        return self.assessment

    def put_aside(self, identifier: str, draft: Draft | None) -> None:
        """Keep a draft or forget it."""
        self.drafts.pop(identifier, None)
        if draft:
            self.drafts[identifier] = draft

    def someone_else_saves(self, identifier: str, answer: Answer | None) -> None:
        """Change the stored answers behind the interview's back."""
        self.stored.pop(identifier, None)
        if answer:
            self.stored[identifier] = answer


def sitting(kind: str = "full", scale: str = "nplf", **fields: Any) -> Sitting:
    """A sitting over clause 8.6.1 by Ann, unless told otherwise."""
    given = {"clause": "8.6.1" if kind == "full" else "", "by": "Ann", "only": Only.ALL, **fields}
    return Sitting(
        catalogue=catalogue(),
        questionnaire=library.load_questionnaire("2018", kind),
        rulebook=rulebook(scale=scale),
        today=TODAY,
        **given,
    )


def session_of(
    script: Script, before: Assessment | None = None, disk: Disk | None = None, **fields: Any
) -> tuple[Session, Disk]:
    """A session with a scripted person, and its disk; the clock gives 10 seconds a look."""
    disk = disk or Disk(before or assessment())
    ticks = iter(range(0, 10_000_000, 10))
    made = Session(sitting(**fields), disk.assessment, script, disk.keeper, lambda: next(ticks))
    return made, disk


def held(
    *acts: Act, replies: Iterable[Any] = (), before: Assessment | None = None, **fields: Any
) -> tuple[Script, Session, Disk]:
    """A session held from beginning to end."""
    script = Script(acts, replies)
    session, disk = session_of(script, before, **fields)
    session.run()
    return script, session, disk
