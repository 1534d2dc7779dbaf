"""Starting: commands on the full example against the interpreter, imports, and peers."""

import shutil
import sys
from collections.abc import Iterator

from benchmarks import example, peers
from benchmarks.clock import PROGRAM, Clock, Work
from benchmarks.outcome import Line

BARE = "a bare interpreter"
IMPORTS = "importing typer, yaml, pydantic"
MODELS = "the same with pydantic.BaseModel"
TWO = "a two-command Typer program's --help"
IDLE = "a Typer command that does nothing"
HELP = 1.3
"""How many times as long as a two-command Typer program `--help` may take."""

READING = 2
"""How many times as long as the imports reading, scoring and judging may take."""


def lines(clock: Clock) -> Iterator[Line]:
    """The commands, each against what it cannot be faster than, and against peers."""
    folder = example.copied(clock.folder())
    works = {
        BARE: Work((sys.executable, "-c", "")),
        IMPORTS: Work((sys.executable, "-c", "import typer, yaml, pydantic")),
        MODELS: Work((sys.executable, "-c", "import typer, yaml; from pydantic import BaseModel")),
        TWO: Work((sys.executable, str(peers.typer_program(clock.folder())), "--help")),
        IDLE: Work((sys.executable, str(peers.typer_program(clock.folder())), "first", "x")),
        "--help": Work((*PROGRAM, "--help")),
        "score": Work((*PROGRAM, "score", str(folder))),
        "score --json": Work((*PROGRAM, "score", str(folder), "--json")),
        "check": Work((*PROGRAM, "check", str(folder)), codes=(1,)),
        "status": Work((*PROGRAM, "status", str(folder))),
        "validate": Work((*PROGRAM, "validate", str(folder))),
        "rate": Work((*PROGRAM, "rate", str(folder), "8.6.1-03=L", "--note", "again")),
        **peers.validators(clock),
    }
    took = {name: each.seconds for name, each in clock.turns(works).items()}
    yield Line("start", "--help", took["--help"], BARE, took[BARE])
    yield Line("start", "--help", took["--help"], TWO, took[TWO], HELP)
    yield Line("start", IDLE, took[IDLE], IMPORTS, took[IMPORTS])
    for name in ("score", "score --json", "check", "status", "validate", "rate"):
        limit = READING if name in ("score", "score --json", "check") else 0
        yield Line("start", name, took[name], IMPORTS, took[IMPORTS], limit)
    for name in ("score", "check"):
        yield Line("start", name, took[name], MODELS, took[MODELS])
        yield Line("start", name, took[name], IDLE, took[IDLE])
        yield Line("start", name, took[name], BARE, took[BARE])
    for name in took.keys() & peers.VALIDATORS:
        yield Line("start", "check", took["check"], name, took[name])
    shutil.rmtree(folder)
