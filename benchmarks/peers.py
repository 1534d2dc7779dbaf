"""What others make of a like task: a small Typer program, OSCAL and SAF validators, a browser."""

import json
import shutil
import sys
from pathlib import Path
from uuid import UUID

from benchmarks.clock import Clock, Work
from iso20k_gap.files import library

TRESTLE = "trestle validate, 373 controls"
SAF = "saf validate threshold"
VALIDATORS = {TRESTLE, SAF}

TYPER_PROGRAM = '''
from pathlib import Path

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def first(folder: Path, as_json: bool = False) -> None:
    """Do the first thing."""


@app.command()
def second(folder: Path, as_json: bool = False) -> None:
    """Do the second thing."""


app()
'''


def typer_program(folder: Path) -> Path:
    """A program of two commands that do nothing, without rich's help, which would take longer."""
    path = folder / "program.py"
    path.write_text(TYPER_PROGRAM, encoding="utf-8")
    return path


def validators(clock: Clock) -> dict[str, Work]:
    """The validators that are installed here, each with something of our size to validate."""
    found: dict[str, Work] = {}
    trestle = Path(sys.executable).with_name("trestle")
    if trestle.exists():
        found[TRESTLE] = _trestle(clock.folder(), str(trestle))
    if saf := shutil.which("saf"):
        found[SAF] = _saf(clock.folder(), saf)
    return found


def _trestle(folder: Path, program: str) -> Work:
    """A workspace with one catalog: a control for each requirement of the 2018 edition."""
    place = folder / "catalogs" / "iso20000"
    place.mkdir(parents=True)
    (folder / ".trestle").mkdir()
    (folder / ".trestle" / "config.ini").write_text("", encoding="utf-8")
    (place / "catalog.json").write_text(json.dumps(_oscal()), encoding="utf-8")
    return Work((program, "validate", "-f", str(place / "catalog.json")), folder)


def _oscal() -> dict[str, object]:
    groups = []
    catalogue = library.load_catalogue("2018")
    for clause in catalogue.lowest:
        controls = [
            {
                "id": f"r-{each.id}",
                "title": each.short,
                "parts": [{"id": f"s-{each.id}", "name": "statement", "prose": each.statement}],
            }
            for each in clause.requirements
        ]
        groups.append({"id": f"c-{clause.id}", "title": clause.title, "controls": controls})
    metadata = {
        "title": "Requirements",
        "last-modified": "2026-11-21T00:00:00+00:00",
        "version": "1",
        "oscal-version": "1.1.3",
    }
    uuid = str(UUID(int=0x4000_8000_0000_0000_0001, version=4))
    return {"catalog": {"uuid": uuid, "metadata": metadata, "groups": groups}}


def _saf(folder: Path, program: str) -> Work:
    """A scan result of 373 controls in Heimdall's form, and a threshold that it passes."""
    controls = [
        {
            "id": each.id,
            "title": each.statement,
            "desc": each.statement,
            "impact": 0.5,
            "tags": {},
            "refs": [],
            "source_location": {},
            "code": "",
            "results": [{"status": "passed", "code_desc": each.question, "start_time": ""}],
        }
        for each in library.load_catalogue("2018").requirements
    ]
    profile = {"name": "p", "sha256": "0", "supports": [], "attributes": [], "groups": []}
    scan = {
        "platform": {"name": "p", "release": "1"},
        "version": "1",
        "statistics": {},
        "profiles": [{**profile, "controls": controls}],
    }
    (folder / "scan.json").write_text(json.dumps(scan), encoding="utf-8")
    (folder / "threshold.yaml").write_text("compliance:\n  min: 50\n", encoding="utf-8")
    words = ("validate", "threshold", "-i", "scan.json", "-F", "threshold.yaml")
    return Work((program, *words), folder)


def chromium() -> str:
    """The browser that is installed here, or an empty text."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), "")


def printed(browser: str, page: Path, out: Path) -> Work:
    """A page printed to PDF by the browser, tagged as it does by itself."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    return Work((browser, *options, f"--print-to-pdf={out}", str(page)), page.parent)
