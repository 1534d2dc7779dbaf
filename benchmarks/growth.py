"""Growth: 1, 10, 100 and 1,000 assessments side by side, on one core and on all."""

import os
from collections.abc import Iterator

from benchmarks import example
from benchmarks.clock import PROGRAM, Clock, Work
from benchmarks.outcome import Line

ALL_CORES = 1.7
"""How many times as fast all cores must be as one, with two of them and `MANY` assessments."""

MANY = 1000


def lines(
    clock: Clock, numbers: tuple[int, ...] = (1, 10, 100, 1000), runs: int = 3
) -> Iterator[Line]:
    """What one more assessment costs, and what a second core brings."""
    clients = [str(each) for each in example.clients(clock.folder(), numbers[-1])]
    works = {str(number): _portfolio(clients[:number]) for number in numbers}
    most = str(numbers[-1])
    works["one core"] = _portfolio(clients, one_core=True)
    took = clock.turns(works, runs)
    for number in numbers:
        yield Line("growth", f"{number} assessments", took[str(number)].seconds)
    if len(numbers) > 1:
        before = numbers[-2]
        each = (took[most].seconds - took[str(before)].seconds) / (numbers[-1] - before)
        yield Line("growth", "each one more", each)
    yield Line("growth", f"memory of {most}", took[most].megabytes, unit="MB")
    cores = len(os.sched_getaffinity(0))
    limit = ALL_CORES if cores > 1 and numbers[-1] >= MANY else 0
    what, against = f"{most} on one core", f"{most} on {cores} cores"
    alone = took["one core"].seconds
    yield Line("growth", what, alone, against, took[most].seconds, limit, upward=True)


def _portfolio(clients: list[str], *, one_core: bool = False) -> Work:
    return Work((*PROGRAM, "portfolio", *clients, "--json"), one_core=one_core)
