"""Long results through a pager, on request only, and only on a terminal."""

import os
import sys

import pexpect
import pytest

from calls import EXAMPLE
from iso20k_gap.cli import paging
from iso20k_gap.cli.app import main

MARKING = "sed s/^/PAGED:/"
LONG = ["catalogue", "list", "8"]
SHORT = ["explain", str(EXAMPLE), "coverage@8.6.2"]


def on_terminal(*arguments, keys="", rows=24, **environment):
    """What a terminal of so many rows shows, and the exit code."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "iso20k_gap", *arguments],
        env=os.environ | {"TERM": "xterm"} | environment,
        dimensions=(rows, 80),
        encoding="utf-8",
        timeout=60,
    )
    if keys:
        child.expect("8.1-01")
        child.send(keys)
    child.expect(pexpect.EOF)
    child.close()
    return child.before, child.exitstatus


@pytest.mark.parametrize(
    ("arguments", "environment", "paged"),
    [
        (["--pager", *LONG], {"PAGER": MARKING}, True),
        ([*LONG, "--pager"], {"PAGER": MARKING}, True),
        (LONG, {"PAGER": MARKING}, False),
        (LONG, {"PAGER": MARKING, "ISO20K_GAP_PAGER": "true"}, True),
        ([*LONG, "--no-pager"], {"PAGER": MARKING, "ISO20K_GAP_PAGER": "true"}, False),
        ([*LONG, "--pager"], {"PAGER": ""}, False),
        ([*LONG, "--pager"], {"PAGER": "cat"}, False),
        ([*LONG, "--pager"], {"PAGER": "no-such-pager"}, False),
        ([*LONG, "--pager", "--json"], {"PAGER": MARKING}, False),
        ([*SHORT, "--pager"], {"PAGER": MARKING}, False),
    ],
)
def test_when_it_pages(arguments, environment, paged):
    """Only where it is asked for, there is a pager, and the text is longer than the screen."""
    shown, code = on_terminal(*arguments, **environment)

    assert code == 0
    assert ("PAGED:" in shown) == paged
    assert ("8.6.2-0" in shown) or arguments[0] == "explain"


def test_all_of_it_reaches_the_pager():
    """What the pager gets is what a large screen would show."""
    paged, _ = on_terminal("--pager", *LONG, PAGER=MARKING, NO_COLOR="1")
    straight, _ = on_terminal(*LONG, rows=500, NO_COLOR="1")

    assert paged.replace("PAGED:", "").split() == straight.split()


def test_leaving_the_pager_early_is_no_error():
    """`q` in less ends the program with 0."""
    shown, code = on_terminal("--pager", *LONG, PAGER="less", LESS="R", keys="q")

    assert code == 0
    assert "Traceback" not in shown


def test_a_pipe_is_never_paged(monkeypatch, capsys):
    """Into a pipe everything goes straight, whatever was asked for."""
    monkeypatch.setenv("PAGER", MARKING)

    assert main(["--pager", *LONG]) == 0
    assert "PAGED:" not in capsys.readouterr().out


def test_what_was_printed_comes_before_the_error():
    """If a command fails after printing, its text is shown all the same."""
    shown, code = on_terminal(
        *("evidence", str(EXAMPLE), "verify", "--pager", "--date", "2030-01-01"), PAGER=MARKING
    )

    assert code in (0, 3)
    assert "Stale on 2030-01-01" in shown


def test_arguments_of_the_pager_reach_it(monkeypatch):
    """$PAGER may hold arguments; no shell ever sees it."""
    monkeypatch.setenv("PAGER", "less '-P a b' $(touch owned)")

    assert paging._program() == ["less", "-P a b", "$(touch", "owned)"]  # noqa: SLF001 - the rule itself
