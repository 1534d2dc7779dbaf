"""A name nearly right is answered with the name that was meant, wherever names are taken."""

import pytest

from calls import made_ready
from iso20k_gap.cli.app import main


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A folder with assessments and a baseline called before."""
    return made_ready(tmp_path_factory.mktemp("ready"))


NEW = ["new", "x", "--organisation", "A", "--scope", "B"]
TABLE = [
    (["stauts", "acme"], "Did you mean 'status'?"),
    (["catalogue", "shwo", "4.1"], "Did you mean 'show'?"),
    (["questionnaire", "exprot", "acme"], "Did you mean 'export'?"),
    (["config", "sohw"], "Did you mean 'show'?"),
    (["score", "acme", "--jsno"], "--json"),
    (["score", "acme", "--scal", "nplf"], "--scale"),
    (["--colur", "never", "status", "acme"], "--colour"),
    (["catalogue", "show", "8.6.1-99"], "8.6.1-09"),
    (["catalogue", "show", "8.66"], "did you mean 8.6"),
    (["catalogue", "list", "8.66"], "did you mean 8.6"),
    (["catalogue", "list", "--edition", "2108"], "did you mean 2018?"),
    (["catalogue", "list", "--edition", "sr-2002"], "did you mean SR-2020?"),
    (["catalogue", "diff", "2011", "2108"], "did you mean 2018?"),
    (["catalogue", "diff", "--clause", "8.66"], "did you mean 8.6"),
    (["catalogue", "lint", "--edition", "2012"], "2011?"),
    (["explain", "acme", "conformty"], "did you mean conformity?"),
    (["explain", "acme", "conformity@8.66"], "did you mean 8.6"),
    (["score", "acme", "--scale", "npfl"], "did you mean nplf?"),
    (["score", "acme", "--assume", "8.6.1-33=F"], "did you mean 8.6.1-03"),
    ([*NEW, "--scale", "yes-partial"], "did you mean yes-partial-no?"),
    ([*NEW, "--questionnaire", "ful"], "did you mean full?"),
    ([*NEW, "--edition", "BS2018"], "did you mean BS-2018"),
    (["rate", "acme", "8.6.1-33=F"], "did you mean 8.6.1-03"),
    (["rate", "acme", "8.6.1-03=no_occurence"], "did you mean no_occurrence?"),
    (["rate", "acme", "8.6.1-03=F", "--performed-by", "kestrl"], "did you mean kestrel?"),
    (["report", "acme", "-f", "pfd"], "did you mean pdf?"),
    (["report", "acme", "--audience", "bord"], "did you mean board?"),
    (["report", "acme", "--compare-with", "befor"], "before?"),
    (["plan", "acme", "-f", "mspid"], "Did you mean mspdi?"),
    (["action", "acme", "8.6.1-A9"], "did you mean 8.6.1-A"),
    (["action", "acme", "8.6.1-A1", "--status", "dnoe"], "Did you mean done?"),
    (["action", "acme", "8.6.1-A1", "--after", "8.6.3-A9"], "did you mean 8.6.3-A"),
    (["compare", "acme", "befre"], "before?"),
    (["check", "acme", "--fail-on", "mjor"], "Did you mean major"),
    (["check", "acme", "--no-regression", "--baseline", "befr"], "before?"),
    (["assess", "acme", "--only", "gap"], "did you mean gaps?"),
    (["assess", "acme", "--role", "change managr"], "did you mean Change manager"),
    (["assess", "acme", "--clause", "8.66"], "did you mean 8.6"),
    (["questionnaire", "export", "acme", "-f", "xslx"], "did you mean xlsx?"),
    (["questionnaire", "export", "acme", "--role", "Chnge"], "did you mean Change manager?"),
    (["questionnaire", "export", "acme", "--clause", "8.66"], "did you mean 8.6"),
    (["questionnaire", "import", "acme", "reply.json", "--prefer", "latst"], "latest"),
    (["evidence", "acme", "verfy"], "Did you mean verify?"),
    (["document", "acme", "8.66"], "did you mean 8.6"),
    (["document", "acme", "8.6.1", "-f", "dcox"], "did you mean docx?"),
    (["scope", "acme", "-o", "x.dcox"], "did you mean docx?"),
    (["training", "--edition", "2108"], "did you mean 2018?"),
    (["migrate", "old", "-o", "y", "--to", "2108"], "did you mean 2018?"),
    (["schema", "polcy"], "did you mean policy?"),
    (["config", "set", "colur", "never"], "did you mean colour?"),
    (["config", "set", "colour", "nevr"], "did you mean never?"),
]


@pytest.mark.parametrize(("words", "meant"), TABLE, ids=[" ".join(each) for each, _ in TABLE])
def test_a_typo_on_the_command_line(words, meant, ready, monkeypatch, capsys):
    """The error names what was meant, and exits with 2 or 3."""
    monkeypatch.chdir(ready)
    capsys.readouterr()
    code = main(words)
    out, err = capsys.readouterr()

    assert code in (2, 3)
    assert meant in err
    assert out == ""
    assert "Value error" not in err


FILES = [
    ("assessment.yaml", "\norganisation:", "\norganisaton:", "did you mean organisation"),
    ("assessment.yaml", "  customers:", "  custmers:", "did you mean customers"),
    ("assessment.yaml", "scale: nplf", "scale: npfl", "did you mean nplf?"),
    ("assessment.yaml", 'edition: "2018"', "edition: 2108", "did you mean 2018?"),
    ("assessment.yaml", "questionnaire: full", "questionnaire: ful", "did you mean full?"),
    ("assessment.yaml", "kind: internal_supplier", "kind: internal_suplier", "internal_supplier"),
    ("assessment.yaml", "performed_by: nightline", "performed_by: nightlin", "mean nightline?"),
    ("assessment.yaml", "grade: opportunity", "grade: oportunity", "did you mean opportunity?"),
    ("assessment.yaml", "F-8.2.5-01", "F-8.2.5-91", "did you mean F-8.2.5-0"),
    ("assessment.yaml", "completed: 2026", "complted: 2026", "did you mean completed"),
    ("assessment.yaml", "clause: 8.5.1.3", "clause: 8.5.1.33", "did you mean 8.5.1.3"),
    ("answers/8.6.yaml", "\n8.6.1-03:", "\n8.6.1-33:", "did you mean 8.6.1-03"),
    ("answers/8.6.yaml", "\n8.6.1-03:\n  rating", "\n8.6.1-03:\n  ratng", "did you mean rating"),
    ("answers/8.6.yaml", "catalogue_version: ", "catalogue_verson: ", "mean catalogue_version?"),
    ("answers/8.6.yaml", "- title:", "- titel:", "did you mean title"),
    ("plan.yaml", "\nowners:", "\nowner:", "did you mean owners?"),
    ("plan.yaml", "role: Incident manager", "role: Incidnt manager", "did you mean Incident"),
    ("plan.yaml", "days_per_week: 2.5", "days_per_wek: 2.5", "did you mean days_per_week"),
    ("plan.yaml", "country: IE", "contry: IE", "did you mean country?"),
    ("plan.yaml", "\nowners:", "\nactions:\n  8.6.1-A9: {}\nowners:", "did you mean 8.6.1-A"),
    ("policy.yaml", "", "max_majros: 1\n", "did you mean max_majors"),
    ("policy.yaml", "", "fail_on: mjor\n", "did you mean major"),
    ("policy.yaml", "", 'clauses: {"8.6": {min_confrmity: 1}}\n', "did you mean min_conformity?"),
    ("policy.yaml", "", 'clauses: {"8.66": {}}\n', "did you mean 8.6"),
    ("capability.yaml", "", "procesess: {}\n", "did you mean processes?"),
    ("capability.yaml", "", 'processes: {I: {"PA 1.2": [F]}}\n', "did you mean PA "),
    ("drafts.yaml", "", "8.6.1-03: {nte: x}\n", "did you mean note?"),
]


@pytest.mark.parametrize(("file", "old", "new", "meant"), FILES, ids=[each[2] for each in FILES])
def test_a_typo_in_a_file(file, old, new, meant, tmp_path, monkeypatch, capsys):
    """`validate` names file, line, and the key or word that was meant."""
    monkeypatch.chdir(made_ready(tmp_path))
    path = tmp_path / "acme" / file
    text = path.read_text() if path.is_file() else "schema: 1\n"
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new)
    capsys.readouterr()

    assert main(["validate", "acme"]) == 3
    err = capsys.readouterr().err
    assert meant in err
    assert f"{file}:" in err.replace("\\", "/")
