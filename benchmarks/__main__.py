"""`python -m benchmarks`: measure, and print what was found as a table or as JSON."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import growth, paper, reading, saving, start
from benchmarks.clock import Clock
from benchmarks.outcome import Line, table

RUNS = 9
Benchmark = Callable[[Clock], Iterator[Line]]
WHOLE: dict[str, Benchmark] = {
    "start": start.lines,
    "reading": reading.lines,
    "saving": saving.lines,
    "growth": growth.lines,
    "paper": paper.lines,
}
QUICK: dict[str, Benchmark] = {
    **WHOLE,
    "growth": lambda clock: growth.lines(clock, (1, 30), 1),
    "paper": lambda clock: paper.lines(clock, (1,), 1),
}


def main() -> int:
    """Measure what was asked for; 0 whether or not every target is met: it is no gate."""
    wished = _wished()
    benchmarks = QUICK if wished.quick else WHOLE
    found: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="iso20k-gap-bench-") as scratch:
        clock = Clock(Path(scratch), 1 if wished.quick else wished.runs)
        for name in wished.names or benchmarks:
            print(f"measuring: {name}", file=sys.stderr)
            found += benchmarks[name](clock)
    print(json.dumps([line.data() for line in found], indent=2) if wished.json else table(found))
    return 0


def _wished() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(WHOLE)}; else all")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--quick", action="store_true", help="one run of each, small sizes")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each, {RUNS} by default")
    wished = parser.parse_args()
    if unknown := set(wished.names) - set(WHOLE):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    return wished


if __name__ == "__main__":
    sys.exit(main())
