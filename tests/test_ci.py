"""What pipelines are given: valid for their programs, true to ours, and run where it can be."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import typer
import yaml
from junitparser import JUnitXml

from builders import new_folder
from iso20k_gap.cli.app import app, main
from iso20k_gap.cli.doctor_checks import PANGO_HELP
from iso20k_gap.core.policy import Limits, Policy
from iso20k_gap.core.readiness import State

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "northgate-managed-services"
DOCS = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
FILES = ("action.yml", "ci/gitlab-template.yml", ".pre-commit-hooks.yaml", "Containerfile")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
NEEDS_NETWORK = ("pip", "apt-get")
LIBRARIES = {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"}


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def yaml_blocks():
    return [block for kind, block in BLOCKS if kind == "yaml"]


ACTION = yaml.safe_load(text_of("action.yml"))
STEPS = [
    each
    for each in ACTION["runs"]["steps"]
    if not any(word in each["run"] for word in NEEDS_NETWORK)
]


@pytest.mark.parametrize(
    ("schema", "content"),
    [
        ("vendor.github-actions", text_of("action.yml")),
        ("vendor.gitlab-ci", text_of("ci/gitlab-template.yml")),
        ("vendor.github-workflows", next(each for each in yaml_blocks() if "runs-on:" in each)),
        ("vendor.gitlab-ci", next(each for each in yaml_blocks() if "include:" in each)),
        ("vendor.gitlab-ci", next(each for each in yaml_blocks() if "allow_failure:" in each)),
    ],
    ids=["action", "gitlab", "workflow", "include", "warn"],
)
def test_it_is_valid_for_its_program(schema, content, tmp_path):
    """The published schemas of GitHub and GitLab take what we ship and what we show."""
    file = tmp_path / "file.yml"
    file.write_text(content, encoding="utf-8")
    program = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file)
    done = subprocess.run(program, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_input_of_a_workflow_becomes_code():
    """Inputs reach scripts as environment variables, never by being pasted in."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
        names = {name for name in step.get("env", {}) if f"${name}" not in step["run"]}
        assert names == set()


def options_of(command):
    """The options of one of our commands."""
    found = typer.main.get_command(app).commands[command]
    return {option for each in found.params for option in (*each.opts, *each.secondary_opts)}


def calls(text):
    """Every call of our program in a text: the command and the options it is given."""
    joined = text.replace("\\\n", " ")
    for line in re.findall(r"(?<![\w/:.-])iso20k-gap ([a-z][^|&;\n`]*)", joined):
        words = line.split()
        yield words[0], re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", " ".join(words[1:]))


@pytest.mark.parametrize("name", [*FILES, "docs/ci.md"])
def test_every_call_is_of_a_command_and_option_there_is(name):
    """No example names what the program does not have."""
    found = list(calls(text_of(name)))

    assert found
    for command, options in found:
        assert set(options) <= options_of(command), command


def ready(tmp_path):
    """A runner's folders: the example as `assessment`, and the program where it is installed."""
    work = tmp_path / "work"
    shutil.copytree(EXAMPLE, work / "assessment")
    (tmp_path / "iso20k-gap").mkdir()
    (tmp_path / "iso20k-gap" / "bin").symlink_to(Path(sys.executable).parent)
    return work


def run_step(step, work, **inputs):
    """Run one shell step of the action as a GitHub runner does."""
    given = {name: each.get("default", "") for name, each in ACTION["inputs"].items()} | inputs
    env = os.environ | {
        "RUNNER_TEMP": str(work.parent),
        "GITHUB_OUTPUT": str(work.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(work.parent / "page"),
    }
    for name, value in step["env"].items():
        env[name] = given[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]]
    return subprocess.run(
        [*BASH, step["run"]], cwd=work, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("options", "code"),
    [("", 1), ("--max-majors 400 --max-minors 400", 0), ("--min-conformity 200", 2)],
)
def test_the_actions_steps_run(options, code, tmp_path):
    """Report and gate run in bash; the exit code, outputs and page are those of the verdict."""
    work = ready(tmp_path)
    report, check = STEPS
    made = run_step(report, work, folder="assessment", report="md json")
    done = run_step(check, work, folder="assessment", options=options)

    assert made.returncode == 0, made.stderr
    assert sorted(each.suffix for each in (work / "readiness").glob("*gap-report*")) == [
        ".json",
        ".md",
    ]
    assert done.returncode == code, done.stderr
    if code > 1:
        assert not (tmp_path / "output").exists()
        return
    outputs = dict(line.split("=") for line in (tmp_path / "output").read_text().splitlines())
    assert set(outputs) == set(ACTION["outputs"])
    assert outputs["passed"] == ("true" if code == 0 else "false")
    assert outputs["verdict"] in list(State)
    assert 50 < float(outputs["conformity"]) < 70
    assert "## " in (tmp_path / "page").read_text(encoding="utf-8")
    failures = JUnitXml.fromfile(str(work / "readiness" / "junit.xml")).failures
    assert (failures > 0) == (code == 1)
    assert ("::error" in done.stdout) == (code == 1)


def test_a_folder_with_spaces_and_a_policy_reach_the_program(tmp_path):
    """Names are quoted, and what is in them is not run."""
    work = ready(tmp_path)
    (work / "assessment").rename(work / "our $(touch owned) folder")
    (work / "p.yaml").write_text("max_majors: 400\n", encoding="utf-8")
    done = run_step(STEPS[1], work, folder="our $(touch owned) folder", policy="p.yaml")

    assert done.returncode == 0, done.stderr
    assert "policy p.yaml" in done.stdout
    assert not (work / "owned").exists()


@pytest.mark.slow
def test_gitlabs_script_runs(tmp_path):
    """The job's lines run in a shell and leave what the job keeps."""
    work = ready(tmp_path)
    template = yaml.safe_load(text_of("ci/gitlab-template.yml"))
    job = template["iso20k-gap"]
    env = os.environ | template["variables"]
    env["PATH"] = f"{tmp_path / 'iso20k-gap' / 'bin'}{os.pathsep}{env['PATH']}"
    script = "\n".join(job["script"])
    done = subprocess.run([*BASH, script], cwd=work, env=env, capture_output=True, check=False)

    assert done.returncode == 1, done.stderr
    for path in job["artifacts"]["reports"].values():
        assert (work / path).is_file()
    assert list((work / "readiness").glob("*.pdf"))
    json.loads((work / "readiness" / "codequality.json").read_text(encoding="utf-8"))


def test_the_hooks_run(tmp_path, monkeypatch, capsys):
    """Each hook's entry with the arguments shown in the docs ends as it should."""
    folder = new_folder(tmp_path / "assessment")
    assert main(["rate", str(folder), "8.6.1=F", "--evidence", "Minutes", "-q"]) == 0
    assert main(["baseline", str(folder), "-q"]) == 0
    monkeypatch.chdir(tmp_path)
    hooks = {each["id"]: each for each in yaml.safe_load(text_of(".pre-commit-hooks.yaml"))}
    shown = next(yaml.safe_load(each) for each in yaml_blocks() if "hooks:" in each)
    used = {each["id"]: each["args"] for each in shown["repos"][0]["hooks"]}

    assert set(used) == set(hooks)
    for name, arguments in used.items():
        program, *words = shlex.split(hooks[name]["entry"])
        assert program == "iso20k-gap"
        assert not hooks[name]["pass_filenames"]
        assert main([*words, *arguments]) == 0, name
    capsys.readouterr()


def test_the_container_copies_what_there_is_and_installs_what_the_pdf_needs():
    """Sources exist, the libraries are those that `doctor` names, the entry is the program."""
    text = text_of("Containerfile").replace("\\\n", " ")
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists(), source
    wheel = re.search(r"^only-include = (\[.*\])$", text_of("pyproject.toml"), re.MULTILINE)[1]
    for name in json.loads(wheel):
        assert re.search(rf"^COPY {name.partition('/')[0]}\b", text, re.MULTILINE), name
    for where in (text, text_of("action.yml"), PANGO_HELP):
        assert set(re.findall(r"lib[\w.-]+\d\b", where)) >= LIBRARIES
    assert 'ENTRYPOINT ["iso20k-gap"]' in text


@pytest.mark.slow
def test_what_the_container_copies_is_enough_to_install(tmp_path):
    """From the files of its first stage and nothing else, pip makes the whole wheel."""
    first = text_of("Containerfile").partition("\nFROM $PYTHON\n")[0].replace("\\\n", " ")
    for line in re.findall(r"^COPY (.+)$", first, re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            place = tmp_path / target if target.strip("./") else tmp_path
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place)
            else:
                place.mkdir(exist_ok=True)
                shutil.copy(ROOT / source, place)
    (install,) = re.findall(r"bin/pip (install .+ \.)$", first, re.MULTILINE)
    words = install.split()[1:]
    program = (sys.executable, "-m", "pip", "wheel", "--no-index", "--wheel-dir", "made", *words)
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "made").glob("*.whl")
    names = ZipFile(wheel).namelist()
    for each in ("clauses", "questionnaires", "report_templates", "examples"):
        assert any(name.startswith(f"iso20k_gap/_data/{each}/") for name in names)
    assert any(name.endswith("man1/iso20k-gap.1") for name in names)
    assert "hatchling==" in text_of("requirements.lock")  # no build isolation needs it there


def test_the_docs_show_each_file_and_every_rule():
    """Nothing is shipped for pipelines that the page does not show; no rule is missing there."""
    for name in FILES:
        assert f"(../{name})" in DOCS
    for field, kind in Policy.model_fields.items():
        if field != "schema_version":
            assert re.search(rf"^\| `{field}` \|", DOCS, re.MULTILINE), (field, kind)
    for field in Limits.model_fields:
        assert f"`--{field.replace('_', '-')}`" in DOCS
    for option in options_of("check"):
        assert not option.startswith("--") or f"`{option}" in DOCS, option


def test_the_policy_shown_is_one():
    """The example policy is taken, with a rule of each kind."""
    block = next(each for each in yaml_blocks() if "fail_on" in each)
    policy = Policy.model_validate(yaml.load(block, yaml.BaseLoader))  # noqa: S506 - only text

    assert not policy.asks_nothing
    assert len(policy.clauses) == 2
    assert policy.waivers[0].finding_id == "F-8.4.2-01"


def test_the_commands_shown_run(tmp_path, monkeypatch, capsys):
    """Each `$ iso20k-gap ...` of the page runs, and passes or fails the gate, nothing else."""
    monkeypatch.chdir(tmp_path)
    folder = new_folder(tmp_path / "acme")
    assert main(["rate", str(folder), "8.6.1=F", "--evidence", "Minutes", "-q"]) == 0
    commands = re.findall(r"^\$ iso20k-gap (.+)$", DOCS, re.MULTILINE)

    assert commands
    for command in commands:
        assert main(shlex.split(command)) in (0, 1), capsys.readouterr().err
    assert (tmp_path / "out" / "gate.sarif").is_file()
