"""`export` and `catalogue export`: what goes where, what is refused, and what is left out."""

import csv
import io
import json
from pathlib import Path

import pytest

from builders import new_folder
from exchanging import OSCAL, complaints, parsed, told
from iso20k_gap.cli.app import main
from iso20k_gap.cli.export_files import ENDINGS, EditionFormat, Format
from iso20k_gap.errors import ExitCode
from iso20k_gap.reports.interchange.formats import OF_ASSESSMENTS, OF_EDITIONS

DAY = "--date=2026-11-21"
EXAMPLE = Path(__file__).parents[2] / "examples" / "northgate-managed-services"


@pytest.fixture
def acme(tmp_path, monkeypatch, capsys):
    """An assessment with gaps in 8.6, and the folder above it as the current one."""
    folder = new_folder(tmp_path / "acme")
    main(["rate", str(folder), "8.6.1=N", "8.6.2=L", "8.6.3=F", "--note", "=1+1", DAY, "-q"])
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return Path("acme")


def run(capsys, *arguments):
    code = main([*map(str, arguments), DAY])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_every_format_has_a_renderer_and_a_name():
    """The command's formats, the renderers and the endings are the same."""
    assert set(EditionFormat) == OF_EDITIONS.keys()
    assert set(Format) == OF_EDITIONS.keys() | OF_ASSESSMENTS.keys() == ENDINGS.keys()


@pytest.mark.parametrize("form", list(Format))
def test_one_format_goes_to_stdout(acme, capsys, form):
    """Nothing else is on it."""
    code, out, err = run(capsys, "export", acme, "-f", form)

    assert (code, err) == (0, "")
    starts = {"csv": "\ufeffid,", "ciso-framework": "urn: ", "ciso-mapping": "urn: "}
    assert out.startswith(starts.get(form, "{\n"))
    assert [*Path().iterdir()] == [acme]


def test_several_formats_go_to_files(acme, capsys):
    """Called after the folder or the edition, here or in the folder named."""
    forms = [word for form in Format for word in ("-f", form)]
    code, out, _ = run(capsys, "export", acme, *forms, "-o", "out")
    assert code == 0
    names = {
        "acme-oscal-ar.json", "acme-oscal-poam.json", "acme-hdf.json", "acme-answers.csv",
        "iso20000-1-2018-oscal-catalog.json", "iso20000-1-2018-oscal-mapping.json",
        "iso20000-1-2018-ciso-framework.yaml", "iso20000-1-2018-ciso-mapping.yaml",
    }  # fmt: skip
    assert {each.name for each in Path("out").iterdir()} == names
    assert {Path(line).name for line in out.split()} == names

    code, out, _ = run(capsys, "export", acme, "-f", "csv", "-f", "hdf", "-f", "csv")
    assert code == 0
    assert out.split() == ["acme-answers.csv", "acme-hdf.json"]


def test_a_file_can_be_named(acme, capsys):
    """Its folder may not be there yet; the content is that of stdout."""
    _, out, _ = run(capsys, "export", acme, "-f", "oscal-ar")
    code, said, _ = run(capsys, "export", acme, "-f", "oscal-ar", "-o", "deep/in/ar.json")

    assert (code, said.strip()) == (0, "deep/in/ar.json")
    assert Path("deep/in/ar.json").read_text(encoding="utf-8") == out


def test_the_catalog_lies_where_the_results_look_for_it(acme, capsys):
    """Written together, the results' reference to the catalog is a file beside them."""
    run(capsys, "export", acme, "-f", "oscal-ar", "-f", "oscal-catalog", "-o", "out")
    document = parsed(Path("out/acme-oscal-ar.json").read_bytes())["assessment-results"]
    (link,) = document["metadata"]["links"]
    resources = {each["uuid"]: each for each in document["back-matter"]["resources"]}
    (place,) = resources[link["href"][1:]]["rlinks"]

    assert (Path("out") / place["href"]).is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-f", "oscal-ar", "-f", "csv", "-o", "-"], "several formats cannot go to stdout"),
        (["-f", "oscal"], "'oscal' is not one of"),
        ([], "Missing option"),
        (["-f", "ciso-mapping", "--redact"], "--redact changes nothing in ciso-mapping"),
        (["-f", "hdf", "--no-csv-guard"], "--no-csv-guard changes csv"),
        (["-f", "oscal-ar", "--date", "3000-01-01"], "OSCAL cannot write the day 3000-01-01"),
    ],
)
def test_nonsense_is_refused(acme, capsys, words, said):
    """With what is wrong, and nothing written."""
    code = main(["export", str(acme), *words])
    err = capsys.readouterr().err

    assert code == ExitCode.USAGE
    assert said in err
    assert [*Path().iterdir()] == [acme]


def test_a_day_beyond_oscal_is_no_trouble_for_others(acme, capsys):
    """Only OSCAL's schema is narrow."""
    assert main(["export", str(acme), "-f", "csv", "--date", "3000-01-01"]) == 0
    capsys.readouterr()


def test_a_plan_without_findings_stops_everything(tmp_path, monkeypatch, capsys):
    """The message says what to do; the other formats are not written either."""
    folder = new_folder(tmp_path / "new")
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "export", folder, "-f", "csv", "-f", "oscal-poam", "-o", "out")

    assert (code, out) == (ExitCode.RENDER, "")
    assert "rate requirements, or leave oscal-poam out" in err
    assert [*Path().iterdir()] == [Path("new")]


def test_an_unrated_folder_is_exported_as_not_reviewed(tmp_path, capsys):
    """Valid, and everything is left out by name."""
    folder = new_folder(tmp_path / "new")
    _, out, _ = run(capsys, "export", folder, "-f", "oscal-ar")
    document = parsed(out.encode())
    (result,) = document["assessment-results"]["results"]
    (selection,) = result["reviewed-controls"]["control-selections"]

    assert complaints(document, OSCAL) == []
    assert "findings" not in result
    assert len(selection["exclude-controls"]) == 373
    assert told(result, "verdict") == "undetermined"


@pytest.mark.parametrize("form", ["oscal-ar", "oscal-poam"])
def test_the_example_fits_the_schema_of_nist(capsys, form):
    """A whole assessment, with everything people wrote in it."""
    code, out, _ = run(capsys, "export", EXAMPLE, "-f", form)

    assert code == 0
    assert complaints(parsed(out.encode()), OSCAL) == []


def test_csv_is_guarded_unless_told_otherwise(acme, capsys):
    """For spreadsheets by default, for programs on request."""
    _, guarded, _ = run(capsys, "export", acme, "-f", "csv")
    _, bare, _ = run(capsys, "export", acme, "-f", "csv", "--no-csv-guard")
    notes = [
        {each["note"] for each in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))} - {""}
        for text in (guarded, bare)
    ]

    assert notes == [{"'=1+1"}, {"=1+1"}]


def test_an_assessment_of_2011_is_exported_with_its_edition(tmp_path, capsys):
    """Results, plan, catalogue and mapping are of 2011."""
    folder = new_folder(tmp_path / "old", "--edition", "2011")
    main(["rate", str(folder), "4.1=N", "-q"])
    forms = [word for form in Format for word in ("-f", form)]
    code, out, _ = run(capsys, "export", folder, *forms, "-o", tmp_path / "out")
    assert code == 0
    assert sum("iso20000-1-2011" in line for line in out.split()) == 4
    for name in ("old-oscal-ar.json", "old-oscal-poam.json", "iso20000-1-2011-oscal-catalog.json"):
        document = parsed((tmp_path / "out" / name).read_bytes())
        assert complaints(document, OSCAL) == []
        (body,) = document.values()
        assert told(body["metadata"], "edition") == "2011"


def test_an_assessment_without_the_amendment_has_a_catalogue_without_it(acme, capsys):
    """`amendments: false` holds for the catalogue formats too."""
    file = acme / "assessment.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\namendments: false\n", encoding="utf-8")
    _, out, _ = run(capsys, "export", acme, "-f", "oscal-catalog")

    assert '"r4.1-02"' not in out
    assert '"r4.1-01"' in out


def test_a_catalogue_needs_no_assessment(tmp_path, monkeypatch, capsys):
    """By edition or adoption, with the content that `export` gives."""
    folder = new_folder(tmp_path / "acme")
    monkeypatch.chdir(tmp_path)
    for form in EditionFormat:
        _, of_folder, _ = run(capsys, "export", folder, "-f", form)
        _, of_adoption, _ = run(capsys, "catalogue", "export", "-f", form, "--edition", "SR-2020")
        assert of_folder == of_adoption
    code, out, _ = run(capsys, "catalogue", "export", "-f", "oscal-catalog", "-f", "ciso-framework",
                       "--edition", "2011", "-o", "lib")  # fmt: skip
    assert code == 0
    assert [Path(line).name for line in out.split()] == [
        "iso20000-1-2011-oscal-catalog.json",
        "iso20000-1-2011-ciso-framework.yaml",
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["-f", "oscal-ar"], ExitCode.USAGE, "'oscal-ar' is not one of"),
        (["-f", "oscal-catalog", "--edition", "2005"], ExitCode.INPUT, "2005"),
        (["-f", "oscal-catalog", "--date", "3000-01-01"], ExitCode.USAGE, "OSCAL cannot write"),
    ],
)
def test_nonsense_about_a_catalogue_is_refused(capsys, words, code, said):
    """An assessment's format, an unknown edition, a day OSCAL has not."""
    assert main(["catalogue", "export", *words]) == code
    assert said in capsys.readouterr().err


def test_redacted_documents_say_so(acme, capsys):
    """A reader must not take the gaps for the assessor's."""
    _, results, _ = run(capsys, "export", acme, "-f", "oscal-ar", "--redact")
    _, plan, _ = run(capsys, "export", acme, "-f", "oscal-poam", "--redact")
    _, hdf, _ = run(capsys, "export", acme, "-f", "hdf", "--redact")
    attributes = {
        each["name"]: each["options"]["value"]
        for each in json.loads(hdf)["profiles"][0]["attributes"]
    }

    for text in (results, plan):
        (body,) = json.loads(text).values()
        assert told(body["metadata"], "redacted") == "true"
    assert attributes["redacted"] is True
