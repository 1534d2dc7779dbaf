"""`interviews` and `sample`: who to see about what, and how much to look at."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import settings
from iso20k_gap.cli.arguments import Directory  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.cli.numbers import Json  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _

if TYPE_CHECKING:
    from fractions import Fraction

DAY = 24 * 60


def interviews(
    directory: Directory,
    minutes_per_requirement: Annotated[
        int, typer.Option("--minutes-per-requirement", min=1, max=DAY, help="An assumption.")
    ] = 4,
    session_minutes: Annotated[
        int, typer.Option("--session-minutes", min=1, max=DAY, help="A session's length at most.")
    ] = 60,
    as_json: Json = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.csv", help="Write it as CSV.")
    ] = None,
) -> None:
    """Plan the interviews: whom to see about which clauses, how long, in which order.

    What is answered and confirmed is left out. People come from `interviews` in assessment.yaml
    and from the owners in plan.yaml.

    Example: iso20k-gap interviews acme --minutes-per-requirement 6 -o interviews.csv
    """
    from iso20k_gap.cli import guides, steps
    from iso20k_gap.core.interview_plan import people_by_role, plan_interviews
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.reports import interview_view

    if minutes_per_requirement > session_minutes:
        what = "a session is shorter than one requirement takes"
        raise UsageError(Complaint(what, "raise --session-minutes"))
    folder = steps.read(directory)
    people = people_by_role(folder.assessment, guides.people_of(folder))
    plan = plan_interviews(
        folder.catalogue, folder.assessment, people, minutes_per_requirement, session_minutes
    )
    if output is not None:
        steps.write(output, interview_view.interviews_csv(plan, folder.catalogue))
        settings.err().print(_("wrote {path}").format(path=output))
    if as_json:
        settings.print_json(interview_view.interviews_data(plan, folder.catalogue))
    elif output is None:
        console = settings.out()
        for part in interview_view.interviews_parts(plan, folder.catalogue):
            console.print(part)


def sample(
    population: Annotated[
        int | None, typer.Argument(metavar="POPULATION", min=1, help="How many there are.")
    ] = None,
    confidence: Annotated[
        str, typer.Option("--confidence", metavar="%", help="How sure to be; 95 when left out.")
    ] = "",
    tolerable: Annotated[
        str, typer.Option("--tolerable", metavar="%", help="Rate to rule out; 5 when left out.")
    ] = "",
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Draws the same again; printed.")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Items, one a line, or a CSV with header."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say how many records to look at, and draw which.

    Drawn by the square root rule; with --confidence or --tolerable by the attribute rule. Both
    sizes are shown, each with its source: the standard sets none.

    Example: iso20k-gap sample 480 --confidence 90 --tolerable 10 --seed 7
    """
    from random import SystemRandom

    from iso20k_gap.core.sampling import CONFIDENCE, TOLERABLE, Aim, Rule
    from iso20k_gap.core.sampling import sample as drawn
    from iso20k_gap.reports import interview_view

    items, size = _population(population, source)
    aim = Aim(
        _share(confidence, "--confidence") if confidence else CONFIDENCE,
        _share(tolerable, "--tolerable") if tolerable else TOLERABLE,
    )
    rule = Rule.ATTRIBUTE if confidence or tolerable else Rule.SQUARE_ROOT
    chosen = SystemRandom().randrange(1_000_000) if seed is None else seed
    result = drawn(size, rule, aim, chosen)
    if as_json:
        settings.print_json(interview_view.sample_data(result, items))
        return
    for part in interview_view.sample_parts(result, items):
        settings.out().print(part)


def _population(population: int | None, source: Path | None) -> tuple[tuple[str, ...], int]:
    """The items, where a file names them, and how many there are."""
    from iso20k_gap.core.sampling import LARGEST_POPULATION
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import population_file

    items = population_file.read(source) if source else ()
    size = population or len(items)
    if not size:
        raise UsageError(Complaint("nothing to draw from", "give POPULATION or --from FILE"))
    if items and size != len(items):
        what = f"POPULATION is {population}, but {source} holds {len(items)} items"
        raise UsageError(Complaint(what, "leave POPULATION out"))
    if size > LARGEST_POPULATION:
        raise UsageError(Complaint(f"{size} are too many", f"at most {LARGEST_POPULATION}"))
    return items, size


def _share(text: str, option: str) -> Fraction:
    """A percentage between 0 and 100, both excluded, as a share.

    Raises:
        UsageError: it is none.
    """
    import re
    from fractions import Fraction

    from iso20k_gap.errors import Complaint, UsageError

    number = text.strip().removesuffix("%").strip()
    plain = re.fullmatch(r"[0-9]{1,2}(?:\.[0-9]{1,6})?", number)
    share = Fraction(number) / 100 if plain else Fraction(0)
    if not share:
        what = f"{option} {text!r} is no percentage"
        raise UsageError(Complaint(what, "write a number above 0 and below 100, such as 95"))
    return share
