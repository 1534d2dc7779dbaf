"""What all tests share: a fixed environment, golden files, and the slow tests on request."""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from iso20k_gap import language

GOLDEN = Path(__file__).parent / "golden"

os.environ.update(COLUMNS="100", NO_COLOR="1", PYTHONUTF8="1", TZ="UTC")
for name in ("CLICOLOR_FORCE", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
    os.environ.pop(name, None)
for name in [each for each in os.environ if each.startswith("ISO20K_GAP_")]:
    os.environ.pop(name)
os.environ["ISO20K_GAP_CONFIG"] = str(Path(__file__).parent / "nobody" / "config.yaml")
if hasattr(time, "tzset"):
    time.tzset()

# what the program keeps in the user's cache, the tests keep in one of their own
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="iso20k-gap-cache-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)

settings.register_profile("quick", deadline=None, max_examples=30)
settings.register_profile("ci", deadline=None, max_examples=30, derandomize=True)
settings.register_profile("slow", deadline=None, max_examples=300)
# a mutant needs one example that fails, not the smallest; and the same verdict every time
settings.register_profile(
    "mutants",
    settings.get_profile("ci"),
    max_examples=5,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("ci" if os.environ.get("CI") else "quick")


def pytest_configure(config: pytest.Config) -> None:
    """Try ten times as many examples with `--slow`."""
    if config.getoption("--slow"):
        settings.load_profile("slow")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--slow` and `--update-golden`."""
    group = parser.getgroup("iso20k-gap")
    group.addoption("--slow", action="store_true", help="run the tests marked slow too")
    group.addoption("--update-golden", action="store_true", help="rewrite tests/golden/")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out unless they are asked for."""
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


@pytest.fixture(autouse=True)
def english() -> None:
    """Begin every test in English, whatever one before it spoke."""
    language.speak(language.ENGLISH)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """Compare with `tests/golden/NAME`, byte by byte; `--update-golden` writes it instead."""

    def compare(name: str, actual: str | bytes) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(actual.encode() if isinstance(actual, str) else actual)
            return
        assert file.is_file(), f"no {file.name} yet: pytest --update-golden, then review it"
        expected = file.read_bytes()
        assert actual == (expected.decode() if isinstance(actual, str) else expected)

    return compare
