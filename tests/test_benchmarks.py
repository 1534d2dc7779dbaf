"""The benchmarks run and say what they measured; how fast anything is, is no test's business."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="they measure on Linux only")


def bench(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def measured(*arguments):
    done = bench(*arguments, "--quick", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(lines):
    """Each line has figures above 0, and a ratio where there are two of them."""
    for line in lines:
        assert line["ours"] > 0
        assert bool(line["against"]) == bool(line["theirs"])
        if line["theirs"]:
            assert line["ratio"] == pytest.approx(line["ours"] / line["theirs"])
        assert (line["met"] is None) == (line["limit"] is None)


def test_reading_and_saving_are_measured():
    """The catalogue is loaded and an answer saved, each against what it cannot do without."""
    lines = measured("reading", "saving")

    check(lines)
    assert {line["group"] for line in lines} == {"reading", "saving"}
    assert {line["against"] for line in lines} >= {"the same as plain JSON"}
    assert [line["limit"] for line in lines if line["limit"]] == [0.01, 0.03]
    assert any("403" in line["what"] for line in lines)


def test_the_table_shows_figures_ratios_and_targets():
    """What a person reads: one line a figure, and whether its target is met."""
    done = bench("reading", "--quick")

    assert done.returncode == 0
    assert "READING" in done.stdout
    assert "at most 10.0 ms" in done.stdout
    assert done.stdout.count("the catalogue, compiled") == 3


def test_an_unknown_benchmark_is_refused():
    """A slip of the pen does not measure everything."""
    done = bench("startt")

    assert done.returncode == 2
    assert "there is no benchmark startt" in done.stderr


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_benchmark_runs():
    """Commands, peers, growth and paper too, once each with small sizes."""
    lines = measured()

    check(lines)
    assert [*dict.fromkeys(line["group"] for line in lines)] == [
        "start",
        "reading",
        "saving",
        "growth",
        "paper",
    ]
    against = {line["against"] for line in lines}
    assert "trestle validate, 373 controls" in against
    assert "Chromium, the same HTML" in against
