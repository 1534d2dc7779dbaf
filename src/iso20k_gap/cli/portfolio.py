"""`portfolio`: several assessments side by side."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from iso20k_gap.core.portfolio import Summary

WORTH_SHARING = 24
"""From so many assessments on, starting more processes pays."""


def portfolio(
    directories: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Assessment folders.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Show several assessments side by side, with both ways of aggregating and common gaps.

    Example: iso20k-gap portfolio clients/*
    """
    from iso20k_gap.core.portfolio import gather
    from iso20k_gap.reports import portfolio_view

    summaries: list[Summary] = []
    broken: list[tuple[str, str]] = []
    for path, outcome in zip(directories, _outcomes(directories), strict=True):
        if isinstance(outcome, str):
            broken.append((str(path), outcome))
        else:
            summaries.append(outcome)
    made = gather(summaries)
    if as_json:
        settings.print_json(portfolio_view.portfolio_data(made, broken))
        return
    console = settings.out()
    for part in portfolio_view.portfolio_parts(made, broken):
        console.print(part)


def _outcomes(directories: list[Path]) -> Iterator[Summary | str]:
    """Each folder's summary, or what is wrong with it, in order; on all cores where it pays."""
    today = settings.current().today
    jobs = [(path, today) for path in directories]
    cores = _cores()
    if len(jobs) < WORTH_SHARING or cores == 1:
        yield from map(_outcome, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(cores) as pool:
        yield from pool.map(_outcome, jobs, chunksize=8)


def _cores() -> int:
    """How many cores this process may use, which can be fewer than the machine has."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _outcome(job: tuple[Path, date]) -> Summary | str:
    from iso20k_gap.core.evaluation import evaluate
    from iso20k_gap.core.portfolio import summarise
    from iso20k_gap.errors import GapError
    from iso20k_gap.files import assessment_folder

    path, today = job
    try:
        folder = assessment_folder.read(path)
    except GapError as error:
        return str(error)
    evaluation = evaluate(folder.catalogue, folder.assessment, folder.rulebook, today)
    return summarise(str(path), evaluation)
