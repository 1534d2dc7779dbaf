"""The program as a process: `iso20k-gap`, or `python -m iso20k_gap`."""

import gc
import os
import signal
import sys
from typing import NoReturn

SELDOM = 500_000
"""So many new objects before the garbage collector looks for cycles."""


def run() -> None:
    """Run the program and end the process with its exit code.

    Asked to end, it clears up what it was about to write.

    A run is short and makes hardly any cycles, so the collector seldom looks, and not at the end;
    nobody's pydantic plugins are searched for among all that is installed.
    """
    gc.set_threshold(SELDOM)
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from iso20k_gap.cli import streams  # noqa: PLC0415 - only now, so that it loads faster
    from iso20k_gap.cli.app import main  # noqa: PLC0415 - likewise

    streams.prepare()
    signal.signal(signal.SIGTERM, _end)
    code = main(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)  # as shells tell of it: 143 for SIGTERM


if __name__ == "__main__":
    run()
