"""What somebody hostile can put into a folder, a file or a template, and what cannot come of it.

`docs/security.md` names these tests, claim by claim; `test_every_claim_names_its_test` holds it to.
"""

import ast
import io
import json
import os
import re
import shlex
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from builders import new_folder
from documents import planned, small, view
from gating import hostile_folder
from iso20k_gap.cli.app import main
from iso20k_gap.core.logo import Logo
from iso20k_gap.errors import RenderError
from iso20k_gap.files import atomic
from iso20k_gap.files.own_files import FILES, FOLDERS
from iso20k_gap.reports import pdf, rendering
from iso20k_gap.reports.rendering import filled, html_environment, own_templates
from iso20k_gap.reports.view import Order, build_view

ROOT = Path(__file__).resolve().parents[1]
HIDDEN = "schema: 1\ntoken-abc123: {rating: hunter2}\n"
TODAY = ("--date", "2026-11-21")


@pytest.fixture
def acme(tmp_path, capsys):
    """An assessment with something rated, and a secret beside it."""
    folder = new_folder(tmp_path / "acme")
    assert main(["rate", str(folder), "8.6=L", "-q", *TODAY]) == 0
    assert main(["baseline", str(folder), "--label", "b", "-q", *TODAY]) == 0
    (tmp_path / "secret").write_text(HIDDEN)
    (tmp_path / "elsewhere").mkdir()
    capsys.readouterr()
    return folder


# --- links -------------------------------------------------------------------------------

INSIDE = (*FILES, "answers/8.6.yaml", "baselines/2026-11-21-b.yaml")
READING = ("status", "score", "check", "report -f json -o -", "plan", "trend", "evidence")


@pytest.mark.parametrize("name", INSIDE)
def test_a_file_that_is_a_link_out_of_the_folder_is_refused(acme, tmp_path, name, capsys):
    """Exit 3 with the link's name; nothing of what it leads to is told, and nothing written."""
    (acme / name).unlink(missing_ok=True)
    (acme / name).symlink_to(tmp_path / "secret")
    for command in (*READING, "rate 8.6.1=F", "baseline --label x", "action 8.6.1-A1 --percent 3"):
        word, *rest = command.split()
        code = main([word, str(acme), *rest, *TODAY])
        out, err = capsys.readouterr()

        assert code == 3, command
        assert f"{name}: this link leads out" in err
        assert not re.search("token|hunter", out + err)
    assert (tmp_path / "secret").read_text() == HIDDEN


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_is_a_link_elsewhere_is_neither_read_nor_written(
    acme, tmp_path, name, capsys
):
    """Someone else's files stay as they are, and unseen."""
    place = tmp_path / "elsewhere"
    (acme / name).rename(tmp_path / "away")
    (acme / name).symlink_to(place)
    (place / "8.5.yaml").write_text(HIDDEN)
    for command in (*READING, "rate 8.6.1=F", "baseline --label x"):
        word, *rest = command.split()
        assert main([word, str(acme), *rest, *TODAY]) == 3, command
        assert "hunter" not in "".join(capsys.readouterr())

    assert [each.name for each in place.iterdir()] == ["8.5.yaml"]
    assert (place / "8.5.yaml").read_text() == HIDDEN


def test_capability_replies_are_not_read_through_a_link(acme, tmp_path, capsys):
    """The command that reads one file of the folder by itself refuses it too."""
    (acme / "capability.yaml").symlink_to(tmp_path / "secret")

    assert main(["capability", str(acme)]) == 3
    assert "token" not in capsys.readouterr().err


def test_links_within_the_folder_and_to_the_folder_are_followed(acme, tmp_path, capsys):
    """A folder behind a link is a folder; files may be shared inside it."""
    (acme / "shared.yaml").write_text("schema: 1\nmax_majors: 0\n")
    (acme / "policy.yaml").symlink_to("shared.yaml")
    (tmp_path / "link").symlink_to(acme)

    assert main(["check", str(tmp_path / "link"), *TODAY]) == 1
    assert main(["rate", str(tmp_path / "link"), "8.6.1=F", "-q", *TODAY]) == 0
    capsys.readouterr()


def test_a_circle_of_links_and_a_device_end_in_words(acme, capsys):
    """Neither a crash nor a hang."""
    (acme / "plan.yaml").unlink()
    (acme / "plan.yaml").symlink_to("plan.yaml")
    assert main(["plan", str(acme), *TODAY]) in (0, 3)
    (acme / "plan.yaml").unlink()
    (acme / "plan.yaml").symlink_to("/dev/zero")
    assert main(["plan", str(acme), *TODAY]) == 3
    capsys.readouterr()


def test_a_device_as_a_file_is_read_no_further_than_a_file_may_be_long(tmp_path, capsys):
    """/dev/zero tells that it is empty and never ends."""
    acme = new_folder(tmp_path / "acme")
    capsys.readouterr()

    assert main(["rate", str(acme), "--from", "/dev/zero"]) == 3
    assert "too large" in capsys.readouterr().err


def test_a_report_replaces_a_link_and_not_what_it_leads_to(acme, tmp_path, capsys):
    """Someone who laid a link where the report goes does not have another file overwritten."""
    place = tmp_path / "report.json"
    place.symlink_to(tmp_path / "secret")
    order = ["report", str(acme), "-f", "json", "-o", str(place), *TODAY]

    assert main(order) == 0
    assert not place.is_symlink()
    assert (tmp_path / "secret").read_text() == HIDDEN
    capsys.readouterr()


def test_a_link_where_the_temporary_file_goes_is_not_written_through(acme, tmp_path, capsys):
    """Its name can be guessed; it is taken away and made afresh."""
    scrap = acme / "answers" / f".8.6.yaml.{os.getpid()}.tmp"
    scrap.symlink_to(tmp_path / "secret")

    assert main(["rate", str(acme), "8.6.1=F", "-q", *TODAY]) == 0
    assert (tmp_path / "secret").read_text() == HIDDEN
    capsys.readouterr()


def test_the_lock_is_no_way_to_empty_another_file(acme, tmp_path, capsys):
    """A lock that is a link inside the folder is refused when writing, and nothing is emptied."""
    before = (acme / "assessment.yaml").read_bytes()
    (acme / atomic.LOCK).unlink(missing_ok=True)
    (acme / atomic.LOCK).symlink_to("assessment.yaml")
    main(["rate", str(acme), "8.6.1=F", "-q", *TODAY])
    capsys.readouterr()

    assert (acme / "assessment.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "location",
    ["../secret", "a/../../secret", "/etc/passwd", "~/.ssh/id_rsa", "link", "link/x", "C:\\x",
     "file:///etc/passwd", "\\\\host\\share", "..\\secret", "./../acme/../secret"],
)  # fmt: skip
def test_evidence_outside_the_folder_is_neither_opened_nor_hashed(acme, tmp_path, location, capsys):
    """A path, a link, another notation: no hash of anything outside is written."""
    (acme / "link").symlink_to(tmp_path / "secret")
    order = ["rate", str(acme), "8.6.1-01=L", "--evidence", f"Log @ {location}", "-q", *TODAY]
    assert main(order) == 0
    main(["evidence", str(acme), "hash", *TODAY])
    capsys.readouterr()

    assert "sha256" not in (acme / "answers" / "8.6.yaml").read_text()


@pytest.mark.parametrize(
    "name", ["../secret.svg", "/etc/logo.png", "link.svg", "a/../../secret.svg", "file:x.svg"]
)
def test_a_logo_outside_the_folder_is_not_drawn(acme, tmp_path, name, capsys):
    """Refused, whatever it is."""
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (acme / "link.svg").symlink_to(tmp_path / "secret.svg")
    with (acme / "assessment.yaml").open("a") as file:
        file.write(f"branding: {{logo: {name!r}}}\n")

    assert main(["report", str(acme), "-o", str(tmp_path / "r.html"), *TODAY]) == 3
    assert not (tmp_path / "r.html").exists()
    capsys.readouterr()


@pytest.mark.parametrize("label", ["../x", "a/b", "/x", "..", "x\0y", "-rf", "x\ny", "é"])
def test_a_label_cannot_lead_a_baseline_elsewhere(acme, label, capsys):
    """It is part of a file's name and nothing else."""
    before = sorted(acme.parent.rglob("*"))

    assert main(["baseline", str(acme), f"--label={label}", *TODAY]) == 2
    assert sorted(acme.parent.rglob("*")) == before
    capsys.readouterr()


# --- templates ---------------------------------------------------------------------------

ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ x.__init__.__globals__ }}",
    "{{ x|attr('__class__') }}",
    "{{ x|map(attribute='__class__')|first|attr('__mro__') }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ self.__init__ }}",
    "{{ namespace.__class__ }}",
    "{{ joiner.__init__.__builtins__ }}",
    "{{ '%s'|format(x.__class__) }}",
    "{{ ('{0.__cl' + 'ass__}').format(x) }}",
    "{{ '{a.__class__}'.format_map({'a': x}) }}",
    "{{ x.append(1) }}",
    "{{ {}.update(a=1) }}",
    "{{ ''.encode().decode.__self__ }}",
    "{{ view.__dict__ }}",
    "{{ view.__class__.__module__ }}",
    "{% include '../../../../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% include 'link' %}",
    "{% import 'os' as os %}{{ os.getcwd() }}",
    "{% extends 'link' %}",
)
COSTLY = (
    "{{ range(10 ** 9)|list }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ 1 / 0 }}",
    "{{ none + 1 }}",
    "{{ 'a'|wordwrap(0) }}",
    "{{ 'a'|truncate(-1) }}",
    "{% include 'self' %}",
)


@pytest.fixture
def templates(tmp_path):
    """A folder of own templates with a link to a secret in it."""
    folder = tmp_path / "own"
    folder.mkdir()
    (tmp_path / "secret").write_text(HIDDEN)
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "self").write_text("{% include 'self' %}")
    return folder


@pytest.mark.parametrize("text", [*ESCAPES, *COSTLY])
def test_a_template_gets_neither_out_nor_into_endless_ranges(templates, text):
    """No module, no file outside its folder, no change; what fails is told with its place."""
    (templates / "report.html.j2").write_text(text)
    with own_templates(templates), pytest.raises(RenderError, match="template") as raised:
        filled(html_environment(), "report.html.j2", x=[1], view=Path())

    assert "hunter" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<link rel="stylesheet" href="file:///etc/x.css">',
        "<style>@import 'file:///etc/x.css'; @font-face{src:url(file:///x)}</style><p>x",
        '<p style="background: url(file:///etc/passwd)">x',
        '<p style="content: url(data:image/png;base64,AAAA)">x<img src="data:text/plain,x">',
        '<svg><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<svg><use href="file:///etc/x.svg#a"/></svg>',
        '<object data="file:///etc/passwd"></object>',
        '<embed src="file:///etc/passwd">',
        '<base href="file:///etc/"><img src="passwd">',
        '<ul style="list-style-image: url(//127.0.0.1:9/x.png)"><li>x</ul>',
    ],
)
def test_a_template_cannot_bring_anything_from_outside_into_a_pdf(monkeypatch, text):
    """Files, networks and data addresses alike: refused, or not in the document."""
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *given: asked.append(given))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: asked.append(given))
    monkeypatch.setattr(rendering, "filled", lambda *_, **__: f"<html lang=en>{text}<p>x")
    try:
        content = pdf.render(view(small()))
    except RenderError as error:
        told, files = str(error), set()
        assert "from outside" in told
    else:
        document = pypdfium2.PdfDocument(content)
        told = " ".join(page.get_textpage().get_text_range() for page in document)
        opened = pikepdf.open(io.BytesIO(content))
        files = set(opened.attachments)

    assert "root:" not in told
    assert files <= {pdf.ATTACHMENT}
    assert asked == []


# --- drawings ----------------------------------------------------------------------------


def test_a_logo_that_cannot_be_drawn_is_told(caplog):
    """The PDF is made without it, and the person hears of it."""
    logo = Logo("image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    state = small()
    assert pdf.render(build_view(state, planned(state), Order(logo=logo)))

    assert "without the logo" in caplog.text


# --- what is printed ---------------------------------------------------------------------

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SPOKEN = re.compile(r"^\s*(?:::|##\[|##vso)", re.MULTILINE)
ESCAPE = "\x1b[2J\x07\x9b31m\u202e"
TOLD = (
    "status {}", "validate {}", "score {}", "findings {}", "next {}", "check {}", "plan {}",
    "plan {} --overdue", "trend {}", "compare {}", "interviews {}", "certification {}", "scope {}",
    "training {}", "evidence {}", "explain {} conformity", "capability {}", "portfolio {}",
    "agreement {} {}", "plan check {}/../p.csv", "sample --from {}/../p.csv", "document {} 8.6.1",
    "check {} --policy {}/../bad.yaml", "compare {} {}/../bad.yaml", "questionnaire list",
    "rate {} '8.6.1-01=\x1b[2J'", "report {} --audience '\x1b[2J'", "action {} '\x1b[2J'",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder full of terminal escapes and commands to pipelines, and files beside it."""
    place = tmp_path_factory.mktemp("hostile")
    folder = hostile_folder(place / "acme")
    said = f"{ESCAPE}\n::error::owned\n##[group]"
    quoted = json.dumps(said)
    (folder / "drafts.yaml").write_text(f"schema: 1\n4.1-01: {{note: {quoted}}}\n")
    (folder / "capability.yaml").write_text(f"processes:\n  {quoted}: {{PA 1.1: [F]}}\n")
    assert main(["baseline", str(folder), "-q"]) == 0
    assert main(["action", str(folder), "8.6.1-A1", "--owner", said, "--note", said, "-q"]) == 0
    row = f'"{ESCAPE}",2027-01-01,2027-01-02,"{ESCAPE}"\n'
    rows = f"id,start,end,predecessors\n{row}::error::b,2027-01-05,2027-01-04,\n"
    (place / "p.csv").write_text(rows)
    (place / "bad.yaml").write_text(f"schema: 1\n{quoted}: 1\nassessment: {{}}\n")
    return folder


@pytest.mark.parametrize("command", TOLD, ids=lambda command: command.split(" {")[0])
def test_no_command_obeys_or_passes_on_control_characters(hostile, command, monkeypatch, capsys):
    """Nothing that clears, colours, beeps or turns text around reaches the terminal or the log.

    In a pipeline no line begins as a command to its runner.
    """
    monkeypatch.setenv("CI", "true")
    code = main(shlex.split(command.replace("{}", str(hostile))))
    out, err = capsys.readouterr()

    assert code in (0, 1, 2, 3)
    assert not CONTROL.search(out + err)
    assert not SPOKEN.search(out + err)
    assert (out + err).strip()


# --- the network -------------------------------------------------------------------------

OFFLINE = """
import socket, sys
def refuse(*given, **named): raise AssertionError("the network was asked")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from iso20k_gap.cli.app import main
folder, out = sys.argv[1:]
for order in (["status", folder], ["report", folder, "-f", "pdf", "-f", "html", "-f", "docx",
              "-f", "xlsx", "-f", "md", "-f", "json", "-o", out, "--audience", "full"],
              ["plan", folder, "-f", "pdf", "-f", "mspdi", "-f", "ics", "-o", out],
              ["evidence", folder], ["check", folder], ["doctor"]):
    assert main(order) in (0, 1), order
"""


def test_nothing_ever_asks_the_network(acme, tmp_path):
    """Not with addresses in evidence, not for holidays, fonts, schemas or versions."""
    with (acme / "plan.yaml").open("a") as file:
        file.write("calendar: {country: DE}\n")
    place = "https://evil.example/x"
    assert main(["rate", str(acme), "8.6.1=F", "--evidence", f"A @ {place}", "-q"]) == 0
    command = [sys.executable, "-c", OFFLINE, acme, tmp_path / "elsewhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


# --- the document ------------------------------------------------------------------------


def test_every_claim_names_its_test():
    """Each test that docs/security.md and docs/reliability.md name is there, each claim names one.

    A claim is a row of a table; tests are named as `file.py::test_name`.
    """
    for name in ("security.md", "reliability.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        named = re.findall(r"`(test_\w+\.py|\w+/test_\w+\.py)(?:::(test_\w+))?`", text)
        assert len(named) > 15
        for file, test in named:
            (path,) = (ROOT / "tests").rglob(file) if "/" not in file else [ROOT / "tests" / file]
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
            assert not test or test in found, f"{file}::{test}"
        lines = [*text.splitlines(), ""]
        rows = [
            line
            for line, following in pairwise(lines)
            if line.startswith("| ") and not line.startswith("| -") and following[:3] != "| -"
        ]
        assert [row for row in rows if "test_" not in row] == []
