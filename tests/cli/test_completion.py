"""The Tab key: every shell gets the words that fit, quickly, and none that could hurt."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from calls import EXAMPLE, commands, made_ready
from iso20k_gap.cli import completion
from iso20k_gap.cli.app import main
from iso20k_gap.core.questionnaire import Only
from iso20k_gap.core.rating import NO_OCCURRENCE, Rating
from iso20k_gap.core.scoring import FORMULAS
from iso20k_gap.files import library, vocabulary

PROGRAM = "import sys; sys.argv[0] = 'iso20k-gap'; from iso20k_gap.__main__ import run; run()"


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A folder with assessments, a baseline, and a 2011 folder."""
    return made_ready(tmp_path_factory.mktemp("ready"))


def offered(ready, *words, tab_in="bash", code=0):
    """What the shell is told when the last of these words is being typed."""
    environment = {
        "bash": {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": " ".join(words)},
        "fish": {
            "_TYPER_COMPLETE_ARGS": " ".join(words),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args" if code == 0 else "is-args",
        },
    }[tab_in]
    variable = {"_ISO20K_GAP_COMPLETE": f"complete_{tab_in}"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ready,
        env=os.environ | environment | variable,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == code
    return done.stdout.splitlines()


BASH = [
    (["cat"], ["catalogue"]),
    (["catalogue", "s"], ["show", "search"]),
    (["catalogue", "show", "8.6.3-0"], [f"8.6.3-0{n}" for n in range(1, 10)]),
    (["catalogue", "show", "8.6"], ["8.6", "8.6.1", "8.6.2", "8.6.3"]),
    (["catalogue", "list", "10"], ["10", "10.1", "10.2"]),
    (
        ["catalogue", "list", "--edition", "2011", "4.5.4"],
        ["4.5.4", "4.5.4.1", "4.5.4.2", "4.5.4.3"],
    ),
    (["catalogue", "editions", "--js"], ["--json"]),
    (["training", "--edition", "SR"], ["SR-2020"]),
    (["assess", "acme", "--role", "Ch"], ["Change\\ manager"]),
    (["assess", "acme", "--role", '"Ch'], ['"Change manager"']),
    (["assess", "acme", "--only", "un"], ["unanswered", "unconfirmed"]),
    (["assess", "acme", "--clause", "8.6.2-0"], [f"8.6.2-0{n}" for n in range(1, 7)]),
    (["rate", "acme", "8.6.1-11"], ["8.6.1-11"]),
    (["rate", "acme", "8.6.1-11", "=", ""], ["F", "L", "P", "N", "no_occurrence"]),
    (["rate", "acme", "8.6.1-11", "=", "n"], ["no_occurrence"]),
    (["rate", "acme", "--performed-by", "k"], ["kestrel"]),
    (
        ["rate", "acme", "--performed-by", ""],
        ["self", "kestrel", "nightline", "group-it", "harbour"],
    ),
    (["rate", "acme", "--by", "Ma"], ["Marta\\ Kowalczyk"]),
    (["score", "acme", "--scale", "n"], ["nplf", "nplf-midpoints"]),
    (["score", "acme", "--assume", "8.6.1-1"], ["8.6.1-10", "8.6.1-11"]),
    (["explain", "acme", "ev"], ["evidenced"]),
    (["explain", "acme", "conformity", "@", "8.6."], ["8.6.1", "8.6.2", "8.6.3"]),
    (["report", "acme", "-f", ""], ["pdf", "html", "docx", "xlsx", "md", "json"]),
    (["report", "acme", "--format", "=", "x"], ["xlsx"]),
    (["report", "acme", "--audience", "b"], ["board"]),
    (["report", "acme", "--compare-with", "be"], ["before"]),
    (["plan", "acme", "-f", "m"], ["mspdi"]),
    (["action", "acme", "8.6.1-A"], ["8.6.1-A1", "8.6.1-A2"]),
    (["action", "acme", "8.6.1-A1", "--owner", "Pad"], ["Padraig\\ Nolan"]),
    (["action", "acme", "8.6.1-A1", "--status", "d"], ["done", "dropped"]),
    (["compare", "acme", "be"], ["before"]),
    (["check", "acme", "--baseline", "be"], ["before"]),
    (["document", "acme", "8.6."], ["8.6.1", "8.6.2", "8.6.3"]),
    (["new", "x", "--questionnaire", ""], ["full", "screening"]),
    (["new", "x", "--edition", "20"], ["2018", "2011"]),
    (["questionnaire", "export", "old", "--role", "Impr"], ["Improvement\\ manager"]),
    (["questionnaire", "export", "acme", "--role", "Impr"], []),
    (["config", "set", "col"], ["colour"]),
    (["config", "set", "colour", ""], ["auto", "always", "never"]),
    (["config", "set", "pager", ""], ["true", "false"]),
    (["config", "set", "new.scale", "y"], ["yes-partial-no"]),
    (["config", "set", "plan.formats", "j"], ["json", "jira"]),
    (["schema", "b"], ["baseline"]),
    (["--colour", "n"], ["never"]),
]


@pytest.mark.parametrize(("words", "expected"), BASH, ids=[" ".join(each) for each, _ in BASH])
def test_bash(words, expected, ready):
    """Bash is told the words that fit what is typed, quoted as it needs them."""
    assert offered(ready, "iso20k-gap", *words) == expected


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["catalogue", "show", "8.6.2"], '"8.6.2":"Service request management"'),
        (["compare", "acme", "be"], '"before":"label"'),
        (["rate", "acme", "8.6.1-03="], '"8.6.1-03=F":"fully achieved"'),
        (["assess", "acme", "--role", "Ch"], '"Change manager"'),
        (["status", "ac"], "_files"),
    ],
)
def test_zsh(words, shown, ready):
    """Zsh is told what the words mean too; where none fit it offers files."""
    assert shown in "\n".join(offered(ready, "iso20k-gap", *words, tab_in="zsh"))


def test_fish(ready):
    """Fish is told words with their meaning, and to offer files where there are none."""
    told = offered(ready, "iso20k-gap", "action", "acme", "8.6.2-A", tab_in="fish")

    assert [each.split("\t")[0] for each in told] == ["8.6.2-A1"]
    assert offered(ready, "iso20k-gap", "status", "ac", tab_in="fish", code=1) == []


def test_completion_loads_nothing_heavy(ready):
    """Words come without records, rich or WeasyPrint: a Tab is answered at once."""
    heavy = "{'weasyprint', 'jinja2', 'rich', 'holidays', 'ruamel', 'iso20k_gap.core.record'}"
    code = PROGRAM.replace("__main__", "cli.app").replace("run", "main").replace(
        "main()", "main([])"
    ) + (f"\nprint(sorted({heavy} & {{k for k, v in sys.modules.items() if v}}), file=sys.stderr)")
    code = code.replace("import run", "import main")
    for line in ("catalogue show 8.6", "rate acme --performed-by k", "report acme -f p"):
        environment = {"_TYPER_COMPLETE_ARGS": f"iso20k-gap {line}"}
        variable = {"_ISO20K_GAP_COMPLETE": "complete_zsh"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ready,
            env=os.environ | environment | variable,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.strip() == "[]"
        assert "_arguments" in done.stdout


HOSTILE = ['x";touch owned;"', "x\\';touch owned;#", "$(touch owned)", "`touch owned`", "a\nb", "é"]


def test_words_from_files_cannot_reach_the_shell(tmp_path):
    """Names that a shell might obey are not offered; honest ones of any language are."""
    folder = tmp_path / "acme"
    shutil.copytree(EXAMPLE, folder)
    main_file = folder / "assessment.yaml"
    text = main_file.read_text()
    listed = "".join(f"  - {{id: {each!r}, name: N}}\n" for each in HOSTILE)
    main_file.write_text(text.replace("parties:\n", f"parties:\n{listed}", 1))
    (folder / "baselines").mkdir()
    for name in HOSTILE[:4]:
        (folder / "baselines" / f"{name}.yaml").write_text("schema: 1\n")
    for shell in ("bash", "zsh"):
        line = ["iso20k-gap", "rate", "acme", "--performed-by", ""]
        told = "\n".join(offered(tmp_path, *line, tab_in=shell))
        assert "touch" not in told
        assert "é" in told
        told = "\n".join(offered(tmp_path, "iso20k-gap", "compare", "acme", "", tab_in=shell))
        assert "touch" not in told


@pytest.mark.parametrize(
    "content",
    ["", "- a\n", "parties: 3\n", "parties: [3, {id: [x]}]\n", "{", f"x-a: {'[' * 500_000}",
     f"x-a: {'- ' * 100_000}", "parties: []\n" + "a" * 2_000_000],
    ids=lambda content: content[:9],
)  # fmt: skip
def test_a_broken_folder_offers_less_and_never_fails(content, tmp_path):
    """What cannot be read offers nothing; what would end Python itself is not read."""
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "assessment.yaml").write_text(content)

    assert offered(tmp_path, "iso20k-gap", "rate", "acme", "--performed-by", "") == ["self"]
    assert offered(tmp_path, "iso20k-gap", "compare", "nowhere", "") == []


def test_the_quick_words_are_those_of_the_catalogue():
    """What is read in milliseconds is what the records say."""
    for edition in library.EDITIONS:
        catalogue = library.load_catalogue(edition)
        assert [*vocabulary.requirements(edition)] == [*catalogue.by_id]
        assert vocabulary.clauses(edition).keys() == catalogue.clause_by_id.keys()
        assert vocabulary.actions(edition).keys() == catalogue.actions.keys()
        assert tuple(vocabulary.roles(edition)) == tuple(catalogue.edition.roles)
        titles = vocabulary.clauses(edition)
        assert all(titles[each.id] for each in catalogue.clauses)
        known = catalogue.edition
        assert vocabulary.editions()[edition] == known.label
        assert {each.id for each in known.adoptions} <= set(vocabulary.editions())
        version = vocabulary.catalogue_versions()[edition]
        assert version == str(known.version)
    assert [*vocabulary.scales()] == library.scale_names()
    assert [*vocabulary.questionnaires()] == library.questionnaire_names("2018")


def test_the_fixed_words_are_those_of_the_core():
    """Ratings, numbers and choices are written out for speed and stay the same."""
    from iso20k_gap.cli import settings
    from iso20k_gap.cli.assess import ONLY
    from iso20k_gap.cli.packing import FORMATS
    from iso20k_gap.cli.schema import NAMES
    from iso20k_gap.core.configuration import COLOURS
    from iso20k_gap.core.conflict import BOTH, DISK, LATEST
    from iso20k_gap.files import schemas
    from iso20k_gap.reports.guides import RENDERERS

    assert set(completion.RATINGS) == {*Rating, NO_OCCURRENCE}
    assert tuple(FORMULAS) == completion.NUMBERS
    assert tuple(Only) == ONLY
    assert tuple(schemas.FILES) == NAMES
    assert (FORMATS, tuple(RENDERERS)) == (("xlsx", "html"), ("md", "docx"))
    assert (LATEST, DISK, BOTH) == ("latest", "disk", "both")
    assert settings.COLOURS == COLOURS


NEEDS_WORDS = re.compile(
    r"^(clause|edition|scale|questionnaire|role|baselines?|party|performed_by|formats|audience|"
    r"identifier|owner|key|person|only|status|fail_on|prefer|colour|to|origin|target)$"
)


def test_every_parameter_with_known_words_offers_them(ready, monkeypatch):
    """A new option for a clause, role or format must complete too."""
    monkeypatch.chdir(ready)
    for name, command in commands().items():
        for each in command.params:
            if NEEDS_WORDS.match(each.name or "") and (name, each.name) != ("sign", "key"):
                context = command.make_context(name, [], resilient_parsing=True)
                context.params["directory"] = "acme"
                assert each.shell_complete(context, ""), f"{name}: {each.name} offers nothing"


def test_scripts_are_shown_for_each_shell(monkeypatch, capsys):
    """`--show-completion` prints the shell's script."""
    monkeypatch.setattr("sys.argv", ["iso20k-gap"])
    for shell in ("bash", "zsh", "fish"):
        monkeypatch.setattr("typer.completion._get_shell_name", lambda shell=shell: shell)
        assert main(["--show-completion"]) == 0
        assert "_ISO20K_GAP_COMPLETE=complete_" + shell in capsys.readouterr().out


@pytest.fixture
def program(tmp_path):
    """A command called iso20k-gap that runs this code."""
    path = tmp_path / "bin" / "iso20k-gap"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec \'{sys.executable}\' -c "{PROGRAM}" "$@"\n')
    path.chmod(0o755)
    return path


def in_shell(program, home, *command):
    """Run a shell that finds our command, with a home of its own."""
    environment = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(home)}
    done = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("option", completion.OPTIONS)
@pytest.mark.parametrize("shell", ["tcsh", None])
def test_where_there_is_none(option, shell, monkeypatch, capsys):
    """A shell that completion is not for, or none at all, is a wrong call and no failed gate."""
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: shell)
    monkeypatch.setattr("typer.completion._get_shell_name", lambda: shell)

    assert main([option]) == 2
    assert "bash, zsh, fish and PowerShell" in capsys.readouterr().err


def test_bash_itself(program, tmp_path):
    """Installed as the help says, bash completes an id at once."""
    (tmp_path / ".bashrc").write_text("# mine\n")
    script = """
        _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1 iso20k-gap --install-completion bash
        source "$HOME/.bashrc"
        complete -p iso20k-gap
        COMP_WORDS=(iso20k-gap catalogue show 8.6.2-A); COMP_CWORD=3
        _iso20k_gap_completion iso20k-gap
        COMP_WORDS=(iso20k-gap catalogue list 8.6.); COMP_CWORD=3
        _iso20k_gap_completion iso20k-gap
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    shown = in_shell(program, tmp_path, "bash", "--noprofile", "--norc", "-c", script)

    assert shown[-4:] == [
        "complete -o default -F _iso20k_gap_completion iso20k-gap",
        "8.6.1",
        "8.6.2",
        "8.6.3",
    ]
    assert (tmp_path / ".bashrc").read_text().startswith("# mine\n")


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish on this machine")
def test_fish_itself(program, tmp_path):
    """Fish completes an id with its meaning."""
    script = "iso20k-gap --show-completion | source; complete -C 'iso20k-gap catalogue list 8.6.'"
    shown = in_shell(program, tmp_path, "fish", "--no-config", "-c", script)

    assert "8.6.2\tService request management" in shown


@pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh on this machine")
def test_zsh_itself(program, tmp_path):
    """Zsh takes the script and the words, in the form its completion wants."""
    script = """
        compdef() { }; _arguments() { print -r -- "$@" }; _files() { print files }
        _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1
        export _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION
        eval "$(iso20k-gap --show-completion zsh)"
        words=(iso20k-gap catalogue list 8.6.); CURRENT=4
        _iso20k_gap_completion
    """
    shown = in_shell(program, tmp_path, "zsh", "-f", "-c", script)

    assert '"8.6.2":"Service request management"' in "\n".join(shown)
