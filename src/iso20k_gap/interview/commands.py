"""Which key or word does what; the same in a terminal and on a pipe."""

from dataclasses import dataclass

from iso20k_gap.core.rating import Scale
from iso20k_gap.interview.asker import Act, Deed
from iso20k_gap.interview.page import Page
from iso20k_gap.interview.printer import rating_keys
from iso20k_gap.language import N_, _

HELP = "?"


@dataclass(frozen=True)
class Command:
    """A key, what it does, and how it is called: shortly below a question, and in full."""

    sign: str
    deed: Deed
    called: str
    told: str

    @property
    def key(self) -> str:
        """The key as a page shows it."""
        return _(self.sign) if self.deed is Deed.NEXT else self.sign

    @property
    def short(self) -> str:
        """What the key does, in a word or two."""
        return _(self.called)

    @property
    def full(self) -> str:
        """What the key does, in full."""
        return _(self.told)


COMMANDS = (
    # for translators: the key of that name on a keyboard
    Command(N_("Enter"), Deed.NEXT, N_("next"), N_("go to the next question (or arrow right)")),
    Command(
        "-",
        Deed.PUT_OFF,
        # for translators: what a key does, as short as can be: leave a question for later
        N_("put off"),
        N_("leave this one for later and go to the next open one"),
    ),
    Command("b", Deed.BACK, N_("back"), N_("go back to the question before (or arrow left)")),
    Command("t", Deed.NOTE, N_("note"), N_("write a note of one line")),
    Command("e", Deed.EVIDENCE, N_("evidence"), N_("add, change or take away evidence")),
    Command("u", Deed.UNDO, N_("undo"), N_("take the last change back; again for the one before")),
    Command(
        "c",
        Deed.CONFIRM,
        N_("confirm"),
        N_("confirm an answer taken over from elsewhere as it is"),
    ),
    Command(
        "o",
        Deed.NO_OCCURRENCE,
        # for translators: nothing happened to which the requirement applies
        N_("no occurrence"),
        N_("nothing occurred, where that is allowed"),
    ),
    Command(
        "j", Deed.JUMP, N_("jump"), N_("jump to a clause or requirement: 8.6, 8.6.1-03, 8.6.1c")
    ),
    Command("/", Deed.SEARCH, N_("search"), N_("search for words")),
    # for translators: which party performs what is required
    Command("w", Deed.PERFORMED_BY, N_("by whom"), N_("say which party performs it")),
    Command("T", Deed.LONG_NOTE, N_("long note"), N_("write a note of many lines in your editor")),
    Command("q", Deed.QUIT, N_("quit"), N_("leave with a summary; everything answered is saved")),
)
AWAY = (Deed.BACK, Deed.NEXT, Deed.UNDO, Deed.JUMP, Deed.SEARCH, Deed.QUIT)
"""What can be done when no question is on the table."""

ARROWS = {"": Deed.NEXT, "left": Deed.BACK, "right": Deed.NEXT, "enter": Deed.NEXT}
DEEDS = {command.sign: command.deed for command in COMMANDS if command.deed is not Deed.NEXT}


def act_of(word: str, scale: Scale) -> Act | None:
    """What a key or a line says: `f`, `L seen in the tool`, `/ change`; None if nothing."""
    line = word.strip()
    if line in ARROWS:
        return Act(ARROWS[line])
    if line[0] == "/":
        return Act(Deed.SEARCH, text=line[1:].strip())
    name, _, rest = line.partition(" ")
    for key, step in rating_keys(scale).items():
        if name.casefold() in (key, step.symbol.casefold()):
            return Act(Deed.RATE, step.rating, rest.strip())
    deed = DEEDS.get(name) or DEEDS.get(name.casefold())
    return Act(deed, text=rest.strip()) if deed else None


def usable(page: Page) -> list[Command]:
    """The commands of use on a page, the commonest first."""
    pointless = set()
    if not page.unconfirmed:
        pointless.add(Deed.CONFIRM)
    if not page.condition:
        pointless.add(Deed.NO_OCCURRENCE)
    return [command for command in COMMANDS if command.deed not in pointless]


def rating_letters(page: Page) -> str:
    """The keys that rate, best first: `f l p n`."""
    return " ".join(meaning.key for meaning in page.meanings)


def wrong(word: str, page: Page) -> str:
    """What to say about a key that does nothing."""
    # for translators: {keys} are the keys that rate, such as f l p n
    return _("{key} does nothing here; {keys} rate, ? shows all keys.").format(
        key=repr(word), keys=rating_letters(page)
    )
