"""A call of every command, in a folder made ready for it; tests that go for all use these."""

import json
import shutil
from pathlib import Path

import pytest
import typer

from iso20k_gap.cli.app import app, main
from iso20k_gap.core.pack import KIND

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "northgate-managed-services"

READING = {
    "status": ["acme"],
    "score": ["acme", "--assume", "8.6.1-03=F"],
    "explain": ["acme", "conformity@8.6"],
    "findings": ["acme"],
    "next": ["acme"],
    "capability": ["capability.yaml"],
    "portfolio": ["acme", "second"],
    "agreement": ["acme", "second"],
    "plan": ["acme"],
    "compare": ["acme", "before"],
    "trend": ["acme"],
    "check": ["acme", "--max-majors", "400"],
    "evidence": ["acme"],
    "validate": ["acme"],
    "interviews": ["acme"],
    "sample": ["480", "--seed", "7"],
    "scope": ["acme"],
    "certification": ["acme"],
    "training": ["acme"],
    "doctor": [],
    "schema": [],
    "config show": [],
    "config path": [],
    "catalogue list": ["8.6"],
    "catalogue show": ["8.6.1-03"],
    "catalogue search": ["emergency", "change"],
    "catalogue editions": [],
    "catalogue lint": ["--edition", "2011"],
    "catalogue diff": ["2011", "2018", "--clause", "8.6"],
    "questionnaire list": [],
    "key show": ["key.pem"],
    "template check": ["style"],
    "template list": [],
    "verify": ["acme"],
}
"""Commands that only read."""

WRITING = {
    "new": ["fresh", "--organisation", "Acme Ltd", "--scope", "Workplace services"],
    "rate": ["acme", "8.6.1-03=L"],
    "action": ["acme", "8.6.2-A1", "--status", "in_progress"],
    "baseline": ["acme", "--label", "after"],
    "rescore": ["acme"],
    "report": ["acme", "-f", "md", "-f", "json", "-o", "out"],
    "document": ["acme", "8.6.1", "-f", "md", "-o", "out"],
    "migrate": ["old", "-o", "moved"],
    "questionnaire export": ["acme", "--clause", "8.6", "-f", "html", "-o", "pack.html"],
    "questionnaire import": ["acme", "reply.json", "--prefer", "Ann"],
    "config set": ["assessor", "A. Smith", "--folder"],
    "config unset": ["assessor", "--folder"],
    "export": ["acme", "-f", "csv", "-f", "hdf", "-o", "out"],
    "catalogue export": ["-f", "ciso-framework", "-o", "framework.yaml"],
    "key new": ["new.pem"],
    "sign": ["second", "--approver", "A", "--statement", "Agreed as rated", "--key", "key.pem"],
    "template new": ["house"],
}
"""Commands that write files, quickly."""

DRAWING = {"demo": ["shown"]}
"""Commands that draw PDFs."""

LONG = {"demo", "next", "catalogue lint"}
"""Commands that take seconds; tests of all commands call these only among the slow ones."""

SILENT = {"assess"}
"""Commands that only talk with a person."""

CALLS = READING | WRITING | DRAWING


def each_of(names):
    """These commands as parameters of a test, long ones among the slow tests."""
    slow = pytest.mark.slow
    return [pytest.param(each, marks=slow) if each in LONG else each for each in sorted(names)]


def commands():
    """Every command of the program with its subcommands: name and Typer's object."""

    def below(name, command):
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, command
            return
        for each, found in inner.items():
            yield from below(f"{name} {each}".strip(), found)

    return dict(below("", typer.main.get_command(app)))


def words(name):
    """The arguments of the call of a command."""
    return [*name.split(), *CALLS[name]]


def made_ready(folder: Path) -> Path:
    """What the calls ask for: the example twice, approved, a baseline, a 2011 folder, and so on."""
    for name in ("acme", "second"):
        shutil.copytree(EXAMPLE, folder / name)
    (folder / "capability.yaml").write_text('processes:\n  Incident: {"PA 1.1": [F, L]}\n')
    organisation = "Northgate Managed Services Ltd"
    head = {"kind": KIND, "schema": "1", "pack": "p", "edition": "2018", "questionnaire": "full"}
    sent = {"catalogue_version": "1", "scale": "nplf", "respondent": "Ann"}
    answers = {"organisation": organisation, "answers": {"8.6.1-03": {"note": "More to see"}}}
    (folder / "reply.json").write_text(json.dumps({**head, **sent, **answers}))
    scope = ["--organisation", "Acme", "--scope", "Desk", "--edition", "2011"]
    approval = ["--approver", "A. Smith", "--statement", "Agreed as rated"]
    for call in (
        ["baseline", str(folder / "acme"), "--label", "before"],
        ["new", str(folder / "old"), *scope],
        ["template", "new", str(folder / "style")],
        ["key", "new", str(folder / "key.pem")],
        ["sign", str(folder / "acme"), *approval, "--key", str(folder / "key.pem")],
    ):
        assert main([*call, "-q"]) == 0
    return folder
