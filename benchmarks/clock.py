"""Measuring: processes in turns, so that what slows the machine meanwhile slows them all."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

KILO = 1024
ROOT = str(Path(__file__).resolve().parent.parent)
PROGRAM = (sys.executable, "-m", "iso20k_gap")


class MeasureError(RuntimeError):
    """A command that was to be measured did not do its work."""


@dataclass(frozen=True)
class Measured:
    """The middle of several runs: seconds on the clock, and the largest memory in megabytes."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Work:
    """A command to measure, the exit codes that mean it did its work, and on how few cores."""

    command: Sequence[str]
    folder: Path | None = None
    codes: tuple[int, ...] = (0,)
    one_core: bool = False


def environment(scratch: Path) -> dict[str, str]:
    """The same surroundings for everything: compiled Python kept, caches of its own, no colours."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= {
        "PYTHONPYCACHEPREFIX": str(scratch / "pycache"),
        "PYTHONUTF8": "1",
        "XDG_CACHE_HOME": str(scratch / "cache"),
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }
    if path := os.environ.get("PYTHONPATH"):
        env["PYTHONPATH"] = path
    return env


class Clock:
    """Runs work in turns, in a scratch folder that is gone afterwards."""

    def __init__(self, scratch: Path, runs: int) -> None:
        self.scratch = scratch
        self.runs = runs
        self._env = environment(scratch)

    def folder(self) -> Path:
        """A new empty folder."""
        return Path(tempfile.mkdtemp(dir=self.scratch))

    def turns(self, works: Mapping[str, Work], runs: int = 0) -> dict[str, Measured]:
        """Each work's middle run; one more run of each comes first and does not count."""
        taken: dict[str, list[Measured]] = {name: [] for name in works}
        for turn in range((runs or self.runs) + 1):
            for name, work in works.items():
                one = self._run(work)
                if turn:
                    taken[name].append(one)
        return {name: _middle(runs) for name, runs in taken.items()}

    def report(self, code: str, *arguments: str) -> dict[str, float]:
        """What a Python program prints as JSON: for what must be measured from within."""
        command = python(code, *arguments)
        done = subprocess.run(command, env=self._env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MeasureError(done.stderr)
        found: dict[str, float] = json.loads(done.stdout)
        return found

    def reports(self, code: str, *arguments: str) -> dict[str, float]:
        """The middle of what several fresh processes print."""
        taken = [self.report(code, *arguments) for _ in range(self.runs + 1)][1:]
        return {name: median(each[name] for each in taken) for name in taken[0]}

    def _run(self, work: Work) -> Measured:
        with tempfile.TemporaryFile(dir=self.scratch) as said:
            began = time.perf_counter()
            with _cores(1 if work.one_core else None):
                process = subprocess.Popen(
                    work.command,
                    cwd=work.folder or self.scratch,
                    env=self._env,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=said,
                )
            _, status, usage = os.wait4(process.pid, 0)
            taken = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in work.codes:
                said.seek(0)
                raise MeasureError(f"{work.command}: {process.returncode}\n{said.read().decode()}")
        return Measured(taken, usage.ru_maxrss / KILO)


def python(code: str, *arguments: str) -> list[str]:
    """The command that runs Python code which may import these benchmarks."""
    return [sys.executable, "-c", f"import sys; sys.path.insert(0, {ROOT!r})\n{code}", *arguments]


@contextmanager
def _cores(number: int | None) -> Iterator[None]:
    """Start processes within that may use so many cores only."""
    whole = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(whole)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, whole)


def _middle(runs: list[Measured]) -> Measured:
    return Measured(median(each.seconds for each in runs), median(each.megabytes for each in runs))


def alternately(works: Mapping[str, Callable[[int], object]], runs: int) -> dict[str, float]:
    """The middle seconds of functions called in turns; each is told the number of the turn."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(runs + 1):
        for name, work in works.items():
            began = time.perf_counter()
            work(turn)
            if turn:
                taken[name].append(time.perf_counter() - began)
    return {name: median(seconds) for name, seconds in taken.items()}
