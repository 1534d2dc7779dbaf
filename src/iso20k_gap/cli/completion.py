"""What the shell offers at the Tab key: words of the catalogue and of the folder being typed.

Words come from `files.vocabulary`, so that an answer takes no longer than starting Python.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer  # noqa: TC002 - Typer reads the annotations of these functions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from iso20k_gap.files.vocabulary import Words

VARIABLE = "_ISO20K_GAP_COMPLETE"
OPTIONS = ("--install-completion", "--show-completion")
"""The environment variable by which a shell asks for words."""

SAFE = re.compile(r"[\w .,+=@()/:&-]+")
"""Words a shell cannot mistake for anything else; others, from some file, are never offered."""

APART = ("=", "@")
"""Signs that bash takes for words of their own."""

RATINGS = {
    "F": "fully achieved",
    "L": "largely achieved",
    "P": "partially achieved",
    "N": "not achieved",
    "no_occurrence": "nothing occurred; give --reason",
}
NUMBERS = (
    "conformity",
    "achievement",
    "achievement_by_requirement",
    "achievement_by_clause",
    "coverage",
    "evidenced",
)

Offers = list[Any]
"""Words, or pairs of a word and what it means."""


def asked() -> bool:
    """Whether it is a shell that calls, for words."""
    return bool(os.environ.get(VARIABLE))


def reply(call: Callable[[], Any]) -> int:
    """Let Typer answer the shell, and give the exit code that the shell reads too."""
    import contextlib
    import io
    import sys

    in_bash = os.environ[VARIABLE] == "complete_bash"
    taken_apart = _join_words() if in_bash else ""
    caught = io.StringIO()
    code: object = 0
    try:
        with contextlib.redirect_stdout(caught), _without_rich():
            call()
    except SystemExit as stop:
        code = stop.code
    text = caught.getvalue()
    if in_bash:
        words = [each.removeprefix(taken_apart) for each in text.split("\n") if each]
        text = "".join(_quoted(each, _words()[-1][:1]) + "\n" for each in words)
    sys.stdout.write(text)
    return code if isinstance(code, int) else 0


@contextmanager
def _without_rich() -> Iterator[None]:
    """Keep Typer from loading rich, 0.1 s, to strip a markup that our help does not use."""
    import sys

    before = sys.modules.get("rich")
    sys.modules["rich"] = None  # type: ignore[assignment] # how import is told "there is none"
    try:
        yield
    finally:
        del sys.modules["rich"]
        if before is not None:
            sys.modules["rich"] = before


def _words() -> list[str]:
    """The words up to the cursor, as bash tells them."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = os.environ.get("COMP_CWORD", "")
    return words[: int(place) + 1] if place.isdigit() else words


def _join_words() -> str:
    """Put together again what bash takes apart at `=` and `@`; gives what it has left before."""
    joined: list[str] = []
    for word in _words():
        if joined and (word in APART or joined[-1][-1:] in APART):
            joined[-1] += word
        else:
            joined.append(word)
    last = joined[-1]
    os.environ.update(COMP_WORDS="\n".join(joined), COMP_CWORD=str(len(joined) - 1))
    return last[: max(last.rfind(each) for each in APART) + 1]


def _quoted(word: str, begun: str) -> str:
    """The word as bash needs it: with blanks marked, or in the quotes a person began with."""
    if begun in ("'", '"'):
        return f"{begun}{word}{begun}"
    return re.sub(r"([^\w.,+@/:=-])", r"\\\1", word)


def _offer(words: Mapping[str, str] | Iterable[str]) -> Offers:
    pairs = words.items() if hasattr(words, "items") else ((each, "") for each in words)
    return [
        (word, re.sub(r"[^\w .,+@()/:&-]", "", meaning)) if meaning else word
        for word, meaning in pairs
        if SAFE.fullmatch(word)
    ]


def _folder(ctx: typer.Context) -> Path:
    """The assessment folder named on the command line so far.

    Behind an option that still lacks its value Typer has not yet told which word is which.
    """
    words = [ctx.params.get("directory"), *ctx.args[:1], "."]
    return Path(str(next(each for each in words if each)))


def _edition(ctx: typer.Context) -> str:
    """The edition that is meant: as named, else the folder's."""
    from iso20k_gap.files import vocabulary

    named = str(ctx.params.get("edition") or "")
    if named:
        return named if named in vocabulary.EDITIONS else "2018"
    return vocabulary.edition_of(_folder(ctx))


def _of_edition(ctx: typer.Context, *parts: str) -> Words:
    from iso20k_gap.files import vocabulary

    found: Words = {}
    for part in parts:
        found |= getattr(vocabulary, part)(_edition(ctx))
    return found


def clause(ctx: typer.Context, incomplete: str) -> Offers:
    """Clauses."""
    del incomplete
    return _offer(_of_edition(ctx, "clauses"))


def clause_or_requirement(ctx: typer.Context, incomplete: str) -> Offers:
    """Clauses, and the requirements of the clause that is typed."""
    typed = incomplete.partition("-")[0]
    below = _of_edition(ctx, "requirements").items()
    meant = {key: title for key, title in below if key.partition("-")[0] == typed}
    return _offer(_of_edition(ctx, "clauses") | meant)


def rating(ctx: typer.Context, incomplete: str) -> Offers:
    """Clauses and requirements, and behind `=` the ratings."""
    name, sign, _ = incomplete.partition("=")
    if sign:
        return _offer({f"{name}={each}": meaning for each, meaning in RATINGS.items()})
    return clause_or_requirement(ctx, incomplete)


def number(ctx: typer.Context, incomplete: str) -> Offers:
    """The names of numbers, and behind `@` the clauses."""
    name, sign, _ = incomplete.partition("@")
    if sign:
        known = _of_edition(ctx, "clauses").items()
        return _offer({f"{name}@{each}": title for each, title in known})
    return _offer(NUMBERS)


def action(ctx: typer.Context, incomplete: str) -> Offers:
    """The remedial actions."""
    del incomplete
    return _offer(_of_edition(ctx, "actions"))


def role(ctx: typer.Context, incomplete: str) -> Offers:
    """The roles of the edition."""
    del incomplete
    return _offer(_of_edition(ctx, "roles"))


def _in_folder(part: str) -> Callable[[typer.Context, str], Offers]:
    def offer(ctx: typer.Context, incomplete: str) -> Offers:
        from iso20k_gap.files import vocabulary

        del incomplete
        return _offer(getattr(vocabulary, part)(_folder(ctx)))

    return offer


baseline = _in_folder("baselines")
party = _in_folder("parties")
person = _in_folder("people")
owner = _in_folder("owners")


def _shipped(part: str) -> Callable[[], Offers]:
    def offer() -> Offers:
        from iso20k_gap.files import vocabulary

        return _offer(getattr(vocabulary, part)())

    return offer


edition = _shipped("editions")
scale = _shipped("scales")
questionnaire = _shipped("questionnaires")


def fixed(*words: str) -> Callable[[], Offers]:
    """Words that are always the same."""
    return lambda: _offer(words)


def report_format() -> Offers:
    """The forms of the gap report."""
    from iso20k_gap.reports.format import Format

    return _offer([each.value for each in Format])


def audience() -> Offers:
    """Who a report can be for."""
    from iso20k_gap.reports.contents import Audience

    return _offer([each.value for each in Audience])


def setting() -> Offers:
    """The settings."""
    from iso20k_gap.core.configuration import SETTINGS

    return _offer({each.key: each.help for each in SETTINGS})


def setting_value(ctx: typer.Context) -> Offers:
    """What the setting named before takes."""
    from iso20k_gap.cli.configured import words_of
    from iso20k_gap.core.configuration import BY_KEY, Kind

    found = BY_KEY.get(str(ctx.params.get("key")))
    if found is None:
        return []
    if found.kind is Kind.FLAG:
        return _offer(["true", "false"])
    return _offer(found.words or words_of(found.key))
