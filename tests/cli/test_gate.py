"""`check`: exit codes, the policy and its options, and documents that agree with both."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from builders import new_folder
from gating import hostile_folder, parsed
from iso20k_gap.cli.app import main
from iso20k_gap.files import schemas

TODAY = ("--date", "2026-11-21")


@pytest.fixture
def acme(tmp_path, capsys, monkeypatch):
    """A folder with one major and one minor, seen from the folder above it."""
    folder = new_folder(tmp_path / "acme")
    rate(folder, "4=F", "8.6.1=F", "8.6.2=F", "4.3-06=N", "8.6.1-01=P", "--evidence", "Minutes")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return folder


@pytest.fixture
def good(tmp_path, capsys):
    """A folder in which everything is rated F, with evidence."""
    folder = new_folder(tmp_path / "good")
    whole = [f"{clause}=F" for clause in ("4", "5", "6", "7", "8", "9", "10")]
    rate(folder, *whole, "--evidence", "Minutes")
    capsys.readouterr()
    return folder


def rate(folder, *arguments):
    assert main(["rate", str(folder), *arguments, "-q", *TODAY]) == 0


def check(folder, *options):
    return main(["check", str(folder), *options, *TODAY])


def as_json(capsys, folder, *options):
    capsys.readouterr()
    code = check(folder, "--json", *options)
    data = json.loads(capsys.readouterr().out)
    assert (code == 0) == data["passed"]
    return data


def missed(data):
    return [each["rule"] for each in data["misses"]]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("", 1),
        ("--fail-on major", 1),
        ("--fail-on minor", 1),
        ("--max-majors 0", 1),
        ("--max-majors 1", 0),
        ("--max-minors 0", 1),
        ("--max-minors 1", 0),
        ("--min-conformity 99", 1),
        ("--min-conformity 90.5", 0),
        ("--min-coverage 100", 1),
        ("--min-coverage 0", 0),
        ("--min-achievement 100", 1),
        ("--min-achievement 50", 0),
        ("--max-stale 0", 0),
        ("--max-overdue 0", 0),
    ],
)
def test_exit_code_of_each_rule(options, code, acme, capsys):
    """0 where every rule given is met, 1 where one is missed."""
    assert check(acme, *options.split()) == code
    out = capsys.readouterr().out
    assert ("Gate passed" in out) == (code == 0)
    assert ("✗" in out) == (code == 1)


def test_success_is_told(good, capsys):
    """A passed gate says so, with each rule and what was found."""
    assert check(good, "--fail-on", "minor", "--min-coverage", "100") == 0
    out = capsys.readouterr().out

    assert out.startswith("Gate passed: all 2 rules are met")
    assert "no major or minor finding" in out
    assert "coverage is 100 %" in out


def test_the_default_is_told(acme, good, capsys):
    """Without any policy there may be no major finding, and the output says so."""
    assert [check(acme), check(good)] == [1, 0]
    assert capsys.readouterr().out.count("no policy given, so the default: no major finding") == 2


def test_every_miss_at_once(acme, capsys):
    """All misses are told in one run, in the terminal and in JSON."""
    options = (
        *("--fail-on", "minor", "--max-majors", "0", "--max-minors", "0"),
        *("--min-conformity", "100", "--min-coverage", "100", "--min-achievement", "100"),
    )
    assert check(acme, *options) == 1
    out = capsys.readouterr().out
    data = as_json(capsys, acme, *options)

    assert missed(data) == [
        *("fail_on", "max_majors", "max_minors"),
        *("min_conformity", "min_coverage", "min_achievement"),
    ]
    assert all(f"✗ {rule}" in out for rule in missed(data))
    assert out.count("F-4.3-06 major") == 2
    assert "acme/answers/4.yaml:" in out


def test_the_json_shape(acme, capsys):
    """The published keys, with unrounded percentages."""
    data = as_json(capsys, acme, "--min-conformity", "95", "--fail-on", "major")

    assert {"passed", "misses", "verdict"} <= set(data)
    first, second = data["misses"]
    assert {"rule", "limit", "value", "where"} <= set(first)
    assert (first["rule"], first["limit"], first["value"]) == ("fail_on", "major", "major")
    assert first["where"] == "F-4.3-06"
    assert (second["rule"], second["limit"], second["where"]) == ("min_conformity", 95, "overall")
    assert second["value"] == pytest.approx(100 * 26 / 28)
    assert data["verdict"]["state"] == "not ready"


def test_nothing_rated_is_no_pass(tmp_path, capsys):
    """An empty assessment has no findings; the gate does not take that for readiness."""
    folder = new_folder(tmp_path / "empty")

    assert check(folder) == 1
    assert check(folder, "--min-coverage", "0", "--fail-on", "major") == 0
    assert "nothing is rated" in capsys.readouterr().out


def policy(folder, text):
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_folders_policy_is_used_and_options_override_it(acme, capsys):
    """An option replaces that rule of the file, 0 included, and leaves the others."""
    policy(acme, "schema: 1\nmin_conformity: 99\nmax_majors: 0\n")

    assert missed(as_json(capsys, acme)) == ["max_majors", "min_conformity"]
    data = as_json(capsys, acme, "--min-conformity", "0")
    assert missed(data) == ["max_majors"]
    assert data["policy"].endswith("policy.yaml, overridden by --min-conformity")
    assert missed(as_json(capsys, acme, "--max-majors", "1", "--min-conformity", "0")) == []


def test_a_policy_of_another_place(acme, tmp_path, capsys):
    """`--policy` wins over the folder's own; without it being there, exit 3."""
    policy(acme, "fail_on: minor\n")
    other = tmp_path / "lenient.yaml"
    other.write_text("max_majors: 5\n", encoding="utf-8")

    assert check(acme, "--policy", str(other)) == 0
    assert "policy lenient.yaml" in capsys.readouterr().out
    assert check(acme, "--policy", str(tmp_path / "none.yaml")) == 3


def test_a_policy_outside_the_repository(acme, tmp_path, monkeypatch, capsys):
    """Its name is told without the machine's folders, and misses stand at the assessment."""
    (tmp_path / "shared.yaml").write_text("max_minors: 0\n", encoding="utf-8")
    monkeypatch.chdir(acme)
    assert check(Path(), "--policy", "../shared.yaml", "--sarif", "s.sarif") == 1
    result = json.loads(Path("s.sarif").read_text(encoding="utf-8"))["runs"][0]["results"][0]

    assert "policy shared.yaml" in capsys.readouterr().out
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "assessment.yaml"


def test_limits_by_clause(acme, capsys):
    """A clause's limit is told with the clause."""
    policy(acme, 'clauses: {"8.6": {min_conformity: 100}, 8.6.2: {min_conformity: 100}}\n')
    data = as_json(capsys, acme)

    assert [(each["rule"], each["where"]) for each in data["misses"]] == [("min_conformity", "8.6")]
    assert "Resolution and fulfilment" in data["misses"][0]["message"]


def test_an_empty_policy_is_the_default(acme, capsys):
    """A policy that asks nothing does not open the gate."""
    policy(acme, "schema: 1\n# nothing yet\n")
    data = as_json(capsys, acme)

    assert missed(data) == ["fail_on"]
    assert "asks nothing" in data["policy"]


BROKEN = """\
schema: 1
fail_on: medium
min_conformity: 120
max_minors: -1
max_stlae: 3
clauses: {8.6: {max_overdue: 1}}
waivers:
  - {finding: F-4.3-06, reason: x}
"""


def test_a_broken_policy_is_told_whole_with_lines(acme, capsys):
    """Exit 3, never 1; every complaint with its line."""
    policy(acme, BROKEN)

    assert check(acme) == 3
    err = capsys.readouterr().err
    for line in (2, 3, 4, 5, 6, 8):
        assert f"policy.yaml:{line}:" in err
    assert "fail_on: expected 'major' or 'minor', not 'medium'" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("clauses: {8.9: {max_minors: 0}}\n", "there is no clause 8.9"),
        (
            "waivers: [{finding: F-8.6.1-99, approved_by: a, reason: b, expires: 2027-01-01}]\n",
            "can be no finding",
        ),
        ("schema: 2\n", "schema 2 is not known"),
        ("- fail_on\n", "must be a mapping"),
        ("fail_on: [\n", "broken YAML"),
        ("min_conformity: &a 5\nmin_coverage: *a\n", "aliases are not taken"),
    ],
)
def test_what_no_policy_can_say(text, said, acme, capsys):
    """Names that are not there and files that are no policy are complaints."""
    policy(acme, text)

    assert check(acme) == 3
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--min-conformity", "much"],
        ["--min-conformity", "nan"],
        ["--min-conformity", "101"],
        ["--max-minors", "-1"],
        ["--max-minors", "1.5"],
        ["--fail-on", "medium"],
        ["--baseline", "first"],
        ["--no-regression"],
        ["--ratchet"],
        ["--json", "--junit", "-"],
        ["--sarif", "a.json", "--gitlab", "./a.json"],
        ["--no-such-rule"],
    ],
)
def test_wrong_arguments(options, acme, capsys):
    """What cannot be asked is exit 2, never 1, and writes nothing."""
    assert check(acme, *options) == 2
    assert not Path("a.json").exists()
    assert capsys.readouterr().err


def test_all_wrong_options_at_once(acme, capsys):
    """Each wrong limit is named."""
    assert check(acme, "--min-conformity", "x", "--max-stale", "y") == 2
    err = capsys.readouterr().err

    assert "--min-conformity 'x'" in err
    assert "--max-stale 'y'" in err


def test_no_such_folder(tmp_path, capsys):
    """A missing folder is exit 3, not a failed gate."""
    assert check(tmp_path / "none") == 3
    capsys.readouterr()


def test_a_document_that_cannot_be_written(good, tmp_path, capsys):
    """Exit 4, with the verdict told all the same."""
    assert check(good, "--junit", str(tmp_path)) == 4
    captured = capsys.readouterr()
    assert "Gate passed" in captured.out
    assert "cannot write" in captured.err


def test_regression_against_baselines(acme, capsys):
    """The latest baseline, or the one named; better is fine, worse is a miss."""
    main(["baseline", str(acme), "--label", "first", "--date", "2026-10-01"])
    assert check(acme, "--no-regression") == 0
    rate(acme, "4.1-01=P")
    main(["baseline", str(acme), "--label", "second", "--date", "2026-11-01"])

    assert check(acme, "--no-regression") == 0
    data = as_json(capsys, acme, "--no-regression", "--baseline", "first")
    assert [(each["rule"], each["where"]) for each in data["misses"]] == [
        ("no_regression", "4.1-01")
    ]
    assert check(acme, "--no-regression", "--baseline", "third") == 2


def test_a_baseline_of_another_edition_is_no_baseline(acme, tmp_path, capsys):
    """What cannot be compared ends with 2, not with a pass."""
    old = new_folder(tmp_path / "old", "--edition", "2011")
    assert main(["baseline", str(old), "--date", "2026-10-01"]) == 0
    (acme / "baselines").mkdir()
    shutil.copy(old / "baselines" / "2026-10-01.yaml", acme / "baselines")

    assert check(acme, "--no-regression") == 2
    assert "is of edition 2011" in capsys.readouterr().err
    assert check(acme, "--ratchet") == 2


def test_the_edition_2011_is_gated_and_told_to_be_closed(tmp_path, capsys):
    """A gate can be passed on the way; the page says that no certificate can follow."""
    folder = new_folder(tmp_path / "old", "--edition", "2011")
    rate(folder, "8.1=F", "--evidence", "Minutes")
    page = tmp_path / "page.md"

    assert check(folder, "--summary", str(page), "--badge", str(tmp_path / "b.svg")) == 0
    assert "2021" in page.read_text(encoding="utf-8")
    assert "20000-1:2011" in (tmp_path / "b.svg").read_text(encoding="utf-8")
    capsys.readouterr()


def test_an_answer_taken_away_is_a_regression(acme, capsys):
    """Deleting a rating does not get a change through the gate."""
    main(["baseline", str(acme), "--date", "2026-10-01"])
    (acme / "answers" / "8.6.yaml").unlink()

    assert missed(as_json(capsys, acme, "--no-regression")) == ["no_regression"]


def test_the_ratchet(acme, capsys):
    """Conformity may not fall below the best baseline's, even if a later one was lower."""
    main(["baseline", str(acme), "--label", "best", "--date", "2026-10-01"])
    rate(acme, "4.1=P")
    main(["baseline", str(acme), "--label", "later", "--date", "2026-11-01"])

    data = as_json(capsys, acme, "--ratchet")
    assert missed(data) == ["ratchet"]
    assert data["misses"][0]["limit"] > data["misses"][0]["value"]


def test_stale_evidence(acme, capsys):
    """Evidence past its day misses the rule, with the answer's place."""
    path = acme / "answers" / "4.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("title: Minutes", "title: Minutes\n      valid_until: 2026-11-20", 1),
        encoding="utf-8",
    )

    assert check(acme, "--max-stale", "1") == 0
    capsys.readouterr()
    assert check(acme, "--max-stale", "0") == 1
    assert "acme/answers/4.yaml:" in capsys.readouterr().out


def test_overdue_actions(acme, capsys):
    """An action of the plan past its decided day counts."""
    plan = acme / "plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8") + "actions:\n  8.6.1-A1: {due: 2026-11-20}\n",
        encoding="utf-8",
    )

    data = as_json(capsys, acme, "--max-overdue", "0")
    assert [(each["rule"], each["where"]) for each in data["misses"]] == [
        ("max_overdue", "8.6.1-A1")
    ]
    assert check(acme, "--max-overdue", "1") == 0


def test_waivers_count_until_their_day(acme, capsys):
    """A waiver opens the gate and is told; once expired it does neither."""
    waiver = "{finding: F-4.3-06, approved_by: Jane, reason: Merger, expires: 2026-11-21}"
    policy(acme, f"fail_on: major\nwaivers: [{waiver}]\n")

    assert check(acme) == 0
    assert "waived F-4.3-06 (major), approved by Jane" in capsys.readouterr().out
    assert main(["check", str(acme), "--date", "2026-11-22"]) == 1
    assert "EXPIRED waiver of F-4.3-06 does not count" in capsys.readouterr().out


RULES = (
    (),
    ("--fail-on", "minor"),
    ("--max-majors", "1"),
    ("--max-minors", "0"),
    ("--min-conformity", "99", "--max-majors", "2"),
    ("--min-coverage", "1"),
)


@pytest.mark.parametrize("options", RULES, ids=" ".join)
def test_documents_agree_with_the_exit_code(options, acme, tmp_path, capsys):
    """JUnit, SARIF, GitLab, page, badge and JSON tell one verdict."""
    names = ("junit", "sarif", "gitlab", "summary", "badge")
    files = {name: tmp_path / "out" / f"gate.{name}" for name in names}
    written = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    failed = check(acme, *options, *written) == 1
    data = as_json(capsys, acme, *options)

    assert data["passed"] is not failed
    assert (JUnitXml.fromfile(str(files["junit"])).failures > 0) == failed
    run = json.loads(files["sarif"].read_text(encoding="utf-8"))["runs"][0]
    assert run["invocations"][0]["exitCode"] == int(failed)
    entries = json.loads(files["gitlab"].read_text(encoding="utf-8"))
    assert any(each["severity"] == "blocker" for each in entries) == failed
    word = "failed" if failed else "passed"
    assert f"Gate {word}" in files["summary"].read_text(encoding="utf-8")
    assert f"gate {word}" in files["badge"].read_text(encoding="utf-8")


def test_places_are_those_of_the_files(acme, tmp_path, capsys):
    """SARIF and JUnit point at the very line of the answer, as seen from the working folder."""
    path = acme / "answers" / "4.yaml"
    path.write_text("# a comment above\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    policy(acme, "# limits\n\nmin_conformity: 99\nfail_on: major\n")
    check(acme, "--sarif", "s.sarif", "--junit", "j.xml")
    results = json.loads(Path("s.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    places = {
        each["ruleId"]: each["locations"][0]["physicalLocation"] for each in results
    }  # fmt: skip

    for rule, starts in (("4.3-06", "4.3-06:"), ("gate/min_conformity", "min_conformity: 99")):
        file = tmp_path / places[rule]["artifactLocation"]["uri"]
        lines = file.read_text(encoding="utf-8").splitlines()
        assert lines[places[rule]["region"]["startLine"] - 1].startswith(starts)
    cases = parsed(Path("j.xml").read_bytes()).iter("testcase")
    case = next(each for each in cases if each.get("name").startswith("4.3-06"))
    assert case.get("file") == "acme/answers/4.yaml"


def test_places_outside_the_working_folder(acme, tmp_path, monkeypatch, capsys):
    """Seen from elsewhere, paths are relative to the assessment folder; none is of the machine."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    policy(acme, "fail_on: major\n")
    names = ("junit", "sarif", "gitlab", "summary", "badge")
    check(acme, *(word for name in names for word in (f"--{name}", name)))

    for name in names:
        assert str(tmp_path) not in Path(name).read_text(encoding="utf-8")
    results = json.loads(Path("sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    for each in results:
        uri = each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert (acme / uri).is_file()


def test_a_document_on_stdout_has_it_alone(acme, capsys):
    """With `-` the verdict for people goes to stderr."""
    assert check(acme, "--junit", "-") == 1
    captured = capsys.readouterr()

    assert JUnitXml.fromstring(captured.out.encode()).failures
    assert captured.err.startswith("Gate failed")


def test_github_annotations_follow_the_verdict(acme, capsys):
    """`--github` adds workflow commands to what people read."""
    assert check(acme, "--github") == 1
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].startswith("Gate failed")
    assert [line for line in lines if line.startswith("::error file=acme/assessment.yaml")]
    assert [line for line in lines if line.startswith("::error file=acme/answers/4.yaml")]


def test_hostile_texts_stay_texts(tmp_path, capsys, monkeypatch):
    """What people typed in notes, names and waivers commands no runner and no reader."""
    folder = hostile_folder(tmp_path / "acme")
    monkeypatch.chdir(tmp_path)
    names = ("junit", "sarif", "gitlab", "summary", "badge")
    capsys.readouterr()
    code = check(folder, "--github", *(word for name in names for word in (f"--{name}", name)))
    captured = capsys.readouterr()

    assert code == 1
    commands = [line for line in captured.out.splitlines() if line.lstrip().startswith("::")]
    assert all(line.split("::")[1].split()[0] in ("error", "warning") for line in commands)
    assert not [line for line in commands if "owned" in line]
    assert "##[" not in captured.out
    assert "\u202e" not in captured.out
    for name in ("junit", "badge"):
        assert not list(parsed(Path(name).read_bytes()).iter("script"))
    for name in ("sarif", "gitlab"):
        json.loads(Path(name).read_text(encoding="utf-8"))
    html = MarkdownIt("commonmark").enable("table").render(Path("summary").read_text("utf-8"))
    assert "<script" not in html
    assert "<a " not in html


def test_a_reader_who_leaves_changes_no_verdict(acme, good):
    """`check | true` ends as the gate does; no other command ends with the gate's code."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}

    def ends(*arguments):
        reader, writer = os.pipe()
        os.close(reader)
        program = [sys.executable, "-m", "iso20k_gap", *arguments, *TODAY]
        done = subprocess.run(
            program, stdout=writer, stderr=subprocess.DEVNULL, env=environment, check=False
        )
        os.close(writer)
        return done.returncode

    assert ends("check", str(acme)) == 1
    assert ends("check", str(acme), "--json") == 1
    assert ends("check", str(good)) == 0
    assert ends("check", str(good), "--junit", "-") == 0
    assert ends("status", str(good)) == 0


def test_the_policys_schema_takes_what_the_program_takes(acme):
    """Editors are told the same rules; the schema lies beside the others in a new folder."""
    schema = json.loads((acme / ".schema" / "policy.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    good_policy = {
        "schema": 1,
        "fail_on": "major",
        "min_conformity": 79.5,
        "max_stale": 0,
        "no_regression": True,
        "clauses": {"8.6": {"min_conformity": 80}},
        "waivers": [
            {"finding": "F-4.3-06", "approved_by": "J", "reason": "r", "expires": "2027-01-31"}
        ],
        "x-owner": "SMS manager",
    }

    assert validator.is_valid(good_policy)
    for wrong in ({"fail_on": "medium"}, {"min_conformity": 101}, {"max_stlae": 1}):
        assert not validator.is_valid(wrong)
    (acme / "policy.yaml").write_text(yaml.safe_dump(good_policy), encoding="utf-8")
    assert check(acme, "--no-regression") == 2
    assert set(schemas.folder_schemas()) >= {"assessment", "answers", "plan", "policy"}
