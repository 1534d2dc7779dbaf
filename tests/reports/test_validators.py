"""Documents held against validators that nobody here wrote: veraPDF, axe-core and LibreOffice."""

import re
import shutil
import subprocess
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest

import browser
import verapdf
from builders import assessment, evaluation
from documents import filled, planned, small
from extremes import EXTREMES, Extreme
from iso20k_gap.cli.app import main
from iso20k_gap.core import pack as packs
from iso20k_gap.files import library
from iso20k_gap.reports import (
    html,
    pack_html,
    pack_xlsx,
    pdf,
    plan_document,
    plan_xlsx,
    report_docx,
    report_xlsx,
)
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.view import Order, ReportView, build_view
from speaking import EXAMPLE

pytestmark = pytest.mark.slow
SCHEMES = ("light", "dark")
FULL = Extreme(filled(), {"stage2": "2028-01-31"})


def shown(extreme: Extreme, **order) -> ReportView:
    """The report of an extreme in words."""
    plan = planned(extreme.evaluation, **extreme.decisions)
    return build_view(extreme.evaluation, plan, Order(**order))


def sheets(extreme: Extreme) -> plan_document.PlanView:
    """The plan of an extreme in words."""
    return plan_document.plan_view(
        extreme.evaluation, planned(extreme.evaluation, **extreme.decisions)
    )


def documents() -> dict[str, bytes]:
    """The report and the plan as PDF: full, unrated, all N, hostile, and with endless words."""
    made = {"filled": FULL} | {
        name: EXTREMES[name](evaluation) for name in ("unrated", "all N", "hostile")
    }
    made |= {name: EXTREMES[name](small) for name in ("compounds", "endless", "right to left")}
    drawn = {f"{name} report.pdf": pdf.render(shown(each)) for name, each in made.items()}
    drawn |= {
        f"{name} plan.pdf": plan_document.render_pdf(sheets(each)) for name, each in made.items()
    }
    for audience in (Audience.BOARD, Audience.AUDITOR):
        drawn[f"{audience}.pdf"] = pdf.render(shown(FULL, audience=audience))
    return drawn


LANGUAGES = ("de", "es", "ro", "nl", "zh")
ORDERS = {
    "compared": ("report",),
    "redacted": ("report", "--redact"),
    "beside": ("report", "--language", "de", "--beside", "en"),
    "beside zh": ("report", "--beside", "zh", "--audience", "board"),
    **{code: ("report", "--language", code) for code in LANGUAGES},
    **{f"{code} plan": ("plan", "--language", code) for code in LANGUAGES},
}
"""What the program writes of the worked example, which differs from its baseline."""


@pytest.fixture(scope="module")
def worked(tmp_path_factory) -> Path:
    """The worked example after a baseline and some remediation."""
    folder = tmp_path_factory.mktemp("worked") / "acme"
    shutil.copytree(EXAMPLE, folder)
    assert main(["baseline", str(folder), "--label", "first", "--date", "2026-12-01", "-q"]) == 0
    assert main(["rate", str(folder), "8.6=F", "9.1=L", "--date", "2027-01-15", "-q"]) == 0
    return folder


@pytest.mark.timeout(1800)
def test_every_language_and_two_beside_each_other_are_pdf_a_3a_and_pdf_ua_1(worked, tmp_path):
    """The worked example with its comparison, and its plan, as veraPDF rules."""
    files = [tmp_path / f"{name}.pdf" for name in ORDERS]
    for (command, *options), file in zip(ORDERS.values(), files, strict=True):
        order = [command, str(worked), *options, "-f", "pdf", "-o", str(file)]
        assert main([*order, "--date", "2027-06-30", "-q"]) == 0
    rulings = verapdf.validated(files)

    assert {*rulings} == {each.name for each in files}
    for name, by_profile in rulings.items():
        for profile, ruling in by_profile.items():
            assert ruling.passed, (name, profile, ruling.failures)
            assert ruling.checks > 10_000


@pytest.mark.timeout(900)
def test_every_pdf_is_pdf_a_3a_and_pdf_ua_1(tmp_path):
    """As veraPDF rules on the same file under both profiles."""
    drawn = documents()
    for name, content in drawn.items():
        (tmp_path / name).write_bytes(content)
    rulings = verapdf.validated([tmp_path / name for name in drawn])

    assert {*rulings} == {*drawn}
    for name, by_profile in rulings.items():
        assert {*by_profile} == {*verapdf.PROFILES}
        for profile, ruling in by_profile.items():
            assert ruling.passed, (name, profile, ruling.failures)
            assert ruling.checks > 10_000


def test_the_validator_finds_what_is_wrong(tmp_path):
    """A PDF without tags and metadata fails under both profiles."""
    from weasyprint import HTML

    (tmp_path / "bad.pdf").write_bytes(HTML(string="<p>plain").write_pdf())
    rulings = verapdf.validated([tmp_path / "bad.pdf"])["bad.pdf"]

    assert not any(ruling.passed for ruling in rulings.values())
    assert all(ruling.failures for ruling in rulings.values())


# --- axe ---------------------------------------------------------------------------------


RUN_AXE = """
axe.run(document, {resultTypes: ['violations']}).then(done => ({
  passes: done.passes.length,
  violations: done.violations.map(each => [each.id, each.nodes.length, each.nodes[0].html])
}))
"""


def violations(file: Path, profile: Path, scheme: str) -> list[list[object]]:
    """What axe-core has against a page in a colour scheme: the rule, how often, and where first."""
    found = find_spec("axe_playwright_python")
    assert found is not None, "axe-core: ./dev test --slow installs it"
    assert found.origin is not None
    axe = Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    with browser.opened(profile) as page:
        page.call("Emulation.setEmulatedMedia", features=features)
        page.open(file)
        page.run(f"{axe}; 0")
        done = page.run(RUN_AXE)
        assert done["passes"] > 30, "axe did not look"
        return done["violations"]


def pages() -> dict[str, bytes]:
    """Every kind of page: the report, the plan and the questionnaire pack."""
    source = packs.Source(
        library.load_catalogue("2018"),
        library.load_questionnaire("2018", "full"),
        library.load_scale("nplf"),
        assessment(),
    )
    pack = packs.build(source, packs.Selection(clause="8.6"), date(2026, 11, 21))
    return {
        "report": html.render(shown(FULL)),
        "board": html.render(shown(FULL, audience=Audience.BOARD)),
        "hostile": html.render(shown(EXTREMES["hostile"](small))),
        "unrated": html.render(shown(EXTREMES["unrated"](evaluation))),
        "plan": plan_document.render_html(sheets(FULL)),
        "pack": pack_html.render(pack),
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[str, Path]:
    """The pages as files."""
    assert browser.executable(), "axe needs a browser: apt-get install chromium"
    folder = tmp_path_factory.mktemp("pages")
    made = pages()
    for name, content in made.items():
        (folder / f"{name}.html").write_bytes(content)
    return {name: folder / f"{name}.html" for name in made}


PAGES = {
    "compared": ("report",),
    "redacted": ("report", "--redact"),
    "beside": ("report", "--language", "de", "--beside", "en"),
    "chinese": ("report", "--language", "zh"),
    "german plan": ("plan", "--language", "de"),
    "romanian auditor": ("report", "--language", "ro", "--audience", "auditor"),
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_has_nothing_against_a_page_in_any_language(worked, tmp_path, name, scheme):
    """No violation in other languages, in two beside each other, compared or redacted."""
    assert browser.executable(), "axe needs a browser: apt-get install chromium"
    command, *options = PAGES[name]
    file = tmp_path / "page.html"
    order = [command, str(worked), *options, "-f", "html", "-o", str(file)]
    assert main([*order, "--date", "2027-06-30", "-q"]) == 0

    assert violations(file, tmp_path / "profile", scheme) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["report", "board", "hostile", "unrated", "plan", "pack"])
def test_axe_has_nothing_against_a_page(written, tmp_path, name, scheme):
    """No violation of any rule, by day and by night."""
    assert violations(written[name], tmp_path, scheme) == []


def test_axe_finds_what_is_wrong(written, tmp_path):
    """A page without language and alternative texts has violations."""
    file = tmp_path / "bad.html"
    said = written["report"].read_text(encoding="utf-8")
    said, stripped = re.subn(r'<html lang="[^"]*"', "<html", said)
    assert stripped == 1
    file.write_text(said.replace("<main", '<img src=""><main'))
    found = {each[0] for each in violations(file, tmp_path / "profile", "light")}

    assert {"html-has-lang", "image-alt"} <= found


@pytest.mark.parametrize("name", ["report", "hostile", "plan", "pack"])
def test_no_page_is_wider_than_a_phone(written, tmp_path, name):
    """At 320 pixels nothing of a page has to be scrolled sideways (WCAG 2.2, 1.4.10)."""
    with browser.opened(tmp_path) as page:
        page.call(
            "Emulation.setDeviceMetricsOverride",
            width=320, height=800, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        page.open(written[name])

        assert page.run("document.documentElement.scrollWidth") <= 320


# --- LibreOffice -------------------------------------------------------------------------


def opened_by_office(folder: Path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """The pages of files as LibreOffice prints them, as text on one line each."""
    office = shutil.which("soffice")
    assert office, "LibreOffice: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", folder / "out"]
    done = subprocess.run(
        [*command, *(folder / name for name in files)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name: _texts((folder / "out" / name).with_suffix(".pdf")) for name in files}


def _texts(file: Path) -> list[str]:
    assert file.is_file(), f"LibreOffice did not open {file.stem}"
    document = pypdfium2.PdfDocument(file)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_libreoffice_opens_every_office_document(tmp_path):
    """Word report, Excel report, plan and pack, filled and hostile, with nothing left out."""
    made = {"filled": FULL, "hostile": EXTREMES["hostile"](small)}
    files = {}
    for name, each in made.items():
        plan = planned(each.evaluation, **each.decisions)
        files[f"{name}-report.docx"] = report_docx.render(shown(each))
        files[f"{name}-book.xlsx"] = report_xlsx.render(shown(each))
        files[f"{name}-plan.xlsx"] = plan_xlsx.render(each.evaluation, plan)
    source = packs.Source(
        library.load_catalogue("2018"),
        library.load_questionnaire("2018", "full"),
        library.load_scale("nplf"),
        assessment(),
    )
    pack = packs.build(source, packs.Selection(clause="8.6"), date(2026, 11, 21))
    files["pack.xlsx"] = pack_xlsx.render(pack)
    printed = opened_by_office(tmp_path, files)

    for name, texts in printed.items():
        whole = " ".join(texts)
        assert len(texts) > 1, name
        assert ("8.6.1-01" in whole) or ("8.6.1-A1" in whole), name
        assert "Err:5" not in whole, name
        assert "#NAME?" not in whole, name
    assert "Name-of-organisation" in " ".join(printed["filled-report.docx"])
    assert "alert(1)" in " ".join(printed["hostile-report.docx"])
