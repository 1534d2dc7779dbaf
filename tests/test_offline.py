"""Offline by construction: no command opens a socket, and all work without a network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from calls import ROOT

WATCH = """\
import os
import sys

HERE = os.path.dirname(__file__)


def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.")):
        with open(os.path.join(HERE, "attempts"), "a", encoding="utf-8") as log:
            log.write(f"{event} {arguments!r}\\n")
        raise PermissionError(f"no network here: {event}")


sys.addaudithook(watch)
"""
"""Seen by Python before anything else; it hears of every socket, whoever opens it."""

CALLS = [
    ["new", "acme", "--organisation", "Acme Ltd", "--scope", "Managed workplace services"],
    ["rate", "acme", "8.6.1=L", "--evidence", "Minutes @ https://example.org/minutes.pdf"],
    ["status", "acme"],
    ["score", "acme", "--json"],
    ["findings", "acme"],
    ["evidence", "acme", "verify"],
    ["check", "acme", "--max-majors", "400"],
    [
        "report",
        "acme",
        "-f",
        "html",
        "-f",
        "md",
        "-f",
        "json",
        "-f",
        "xlsx",
        "-f",
        "docx",
        "-o",
        "o",
    ],
    ["plan", "acme", "-f", "html", "-f", "csv", "-f", "ics", "-f", "xlsx", "-o", "o"],
    ["baseline", "acme"],
    ["compare", "acme"],
    ["questionnaire", "export", "acme", "--clause", "8.6", "-f", "html", "-o", "pack.html"],
    ["catalogue", "search", "emergency"],
    ["config", "show"],
    ["doctor"],
    ["portfolio", *["acme"] * 24],
]
PAPER = [["report", "acme", "-f", "pdf", "-o", "o"], ["plan", "acme", "-f", "pdf", "-o", "o"]]
RUN = """\
import sys
from iso20k_gap.cli.app import main

for call in {calls!r}:
    code = main(call)
    if code:
        sys.exit(f"{{call}} ended with {{code}}")
"""


def run(folder, calls, *before):
    """Make these calls in one process that hears of every socket."""
    site = folder / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WATCH)
    environment = os.environ | {"PYTHONPATH": f"{site}{os.pathsep}{ROOT / 'src'}"}
    program = [*before, sys.executable, "-c", RUN.format(calls=calls)]
    done = subprocess.run(
        program, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    attempts = site / "attempts"
    return done, attempts.read_text() if attempts.is_file() else ""


def works_offline(folder, calls, *before):
    """Assert that all calls succeed and none asks for the network."""
    done, attempts = run(folder, calls, *before)

    assert attempts == ""
    assert done.returncode == 0, done.stderr


def namespace():
    """The command that takes the network away from a process, where that is permitted."""
    for words in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        try:
            done = subprocess.run([*words, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            return []
        if done.returncode == 0:
            return words
    return []


def test_the_watch_hears_every_attempt(tmp_path):
    """The proof could fail: a look-up and a connection are both noticed and stopped."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WATCH)
    environment = os.environ | {"PYTHONPATH": str(site)}
    for attempt in (
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://example.org')",
    ):
        done = subprocess.run(
            [sys.executable, "-c", attempt], env=environment, capture_output=True, check=False
        )
        assert done.returncode == 1
        assert b"no network here" in done.stderr
    assert (site / "attempts").read_text().count("\n") >= 3


def test_no_command_opens_a_socket(tmp_path):
    """From the new folder to the report, nothing even tries."""
    works_offline(tmp_path, CALLS)


@pytest.mark.slow
def test_no_pdf_opens_a_socket(tmp_path):
    """Drawing a PDF asks nobody for fonts, pictures or anything else."""
    works_offline(tmp_path, CALLS[:2] + PAPER)


@pytest.mark.slow
@pytest.mark.skipif(not namespace(), reason="this machine permits no network namespace")
def test_without_any_network(tmp_path):
    """In a network namespace with no way out, not even to itself, everything works."""
    works_offline(tmp_path, CALLS + PAPER, *namespace())


def test_nothing_reports_home():
    """No module of ours imports what could: sockets, HTTP, mail, or a tracker."""
    words = ("socket", "urllib.request", "http.client", "requests", "httpx", "smtplib", "sentry")
    for path in Path(ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for word in words:
            assert f"import {word}" not in text, path
            assert f"from {word}" not in text, path
