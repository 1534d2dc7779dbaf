"""Writes the command reference anew, `docs/cli.md` and the manual page: `python docs/reference.py`.

Both are made from the program's own help, so nothing stands in them that is not true.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from iso20k_gap import __version__
from iso20k_gap.cli.app import app
from iso20k_gap.core.configuration import SETTINGS, Setting
from iso20k_gap.errors import ExitCode
from iso20k_gap.files.configuration_places import FOLDER_FILE, USER_FILE_VARIABLE

PROGRAM = "iso20k-gap"
HERE = Path(__file__).parent
MARKDOWN, MANUAL = HERE / "cli.md", HERE / f"{PROGRAM}.1"
WIDTH = 78
ANEW = "python docs/reference.py"
NOTICE = f"Made by `{ANEW}` from the program's own help; edit that instead."
MEANINGS = {
    ExitCode.DONE: "done, or the gate passed",
    ExitCode.GATE_FAILED: "the gate failed, nothing else",
    ExitCode.USAGE: "wrong arguments, or a wrong environment variable",
    ExitCode.INPUT: "a file is missing or wrong",
    ExitCode.RENDER: "cannot render or write",
    ExitCode.BUG: "a bug",
    ExitCode.STOPPED: "interrupted, or no terminal to ask in",
}
VARIABLES = {
    "ISO20K_GAP_...": "Any setting: see Settings.",
    USER_FILE_VARIABLE: "Another file than your own config.yaml.",
    "NO_COLOR, FORCE_COLOR": "No colour, or colour even into a pipe; NO_COLOR wins.",
    "TERM": "dumb: no colour, and the interview in plain lines.",
    "COLUMNS": "How wide tables are.",
    "PAGER": "The pager, where paging is asked for; less or more if unset, none if empty.",
    "VISUAL, EDITOR": "The editor for longer notes in the interview.",
}
FILES = {
    "assessment.yaml, answers/, plan.yaml, baselines/": "An assessment folder.",
    "policy.yaml, capability.yaml, drafts.yaml": "In it too, where they are used.",
    FOLDER_FILE: "Settings for everybody who works in a folder or below it.",
    "config.yaml": f"Your own settings; `{PROGRAM} config path` tells where.",
}
PURPOSE = (
    "Rates an organisation against the requirements of ISO/IEC 20000-1:2018 with Amendment 1:2024, "
    "or of the 2011 edition, in a folder of small YAML files; shows what stands between it and a "
    "certificate; writes the report and the plan. It needs no network and never asks for one."
)
MANNERS = (
    "Results go to standard output, everything else to standard error. Independent of ISO; it does "
    "not replace buying the standard."
)


@dataclass(frozen=True)
class Command:
    """One command as its help tells it; options are pairs: how one is written, what it does."""

    name: str
    usage: str
    text: tuple[str, ...]
    arguments: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]


def commands() -> Iterator[Command]:
    """The program itself, and every command and subcommand in the order of the help."""
    root: Any = typer.main.get_command(app)
    yield _command(PROGRAM, root)
    for name, each in root.commands.items():
        for inner, found in getattr(each, "commands", {"": each}).items():
            yield _command(f"{PROGRAM} {name} {inner}".rstrip(), found)


def _command(name: str, found: Any) -> Command:
    context = found.make_context(name, [], resilient_parsing=True)
    records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for each in found.get_params(context):
        record = each.get_help_record(context)
        if record:
            spelt, told = (" ".join(part.split()) for part in record)
            records[each.param_type_name].append((spelt, told))
    paragraphs = re.split(r"\n\s*\n", (found.help or "").strip())
    return Command(
        name,
        " ".join([name, *found.collect_usage_pieces(context)]),
        tuple(" ".join(each.split()) for each in paragraphs),
        tuple(records["argument"]),
        tuple(each for each in records["option"] if name == PROGRAM or "--help" not in each[0]),
    )


def markdown() -> str:
    """The reference as Markdown."""
    head, *rest = commands()
    lines = [f"<!-- {NOTICE} -->", "", "# Commands", ""]
    lines += [*_md_command(head), ""]
    for each in rest:
        lines += [f"## {each.name.removeprefix(PROGRAM).strip()}", "", *_md_command(each), ""]
    lines += ["## Settings", "", *SETTINGS_TOLD, "", "| Setting | Environment | Default | What |"]
    lines += ["| --- | --- | --- | --- |"]
    lines += [f"| `{e.key}` | `{e.variable}` | {_default(e)} | {e.help} |" for e in SETTINGS]
    for title, table in (("Environment", VARIABLES), ("Files", FILES)):
        lines += ["", f"## {title}", "", *(f"- `{name}`: {told}" for name, told in table.items())]
    lines += ["", "## Exit codes", "", "| Code | Means |", "| --- | --- |"]
    lines += [f"| {code.value} | {MEANINGS[code]} |" for code in ExitCode]
    return "\n".join(lines) + "\n"


ORDER = (
    "The command line wins over environment variables, these over the nearest "
    f"`{FOLDER_FILE}` from the current folder upwards (not above a repository), that over your own "
    "`config.yaml`, that over the default."
)
SETTINGS_TOLD = (
    ORDER,
    "`config show` tells each value and where it comes from.",
    "No setting changes a number or a finding.",
)


def _default(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, bool):
        return "false"
    return ", ".join(value) if isinstance(value, tuple) else value


def _md_command(command: Command) -> Iterator[str]:
    yield f"`{command.usage}`"
    for paragraph in command.text:
        yield ""
        yield paragraph
    if command.arguments or command.options:
        yield ""
    for spelt, told in (*command.arguments, *command.options):
        yield f"- `{spelt}`: {told}" if told else f"- `{spelt}`"


def manual(changed_on: str) -> str:
    """The reference as a manual page, with the day it was last changed."""
    head, *rest = commands()
    title = "certification-readiness gap analysis for ISO/IEC 20000-1"
    lines = [
        *(f'.\\" {line}' for line in _roff(NOTICE).splitlines()),
        f'.TH ISO20K\\-GAP 1 "{changed_on}" "{PROGRAM} {__version__}" "User Commands"',
        ".nh",  # no word is broken, as options and variables are to be copied
        ".ad l",
        ".SH NAME",
        f"{_roff(PROGRAM)} \\- {_roff(title)}",
        ".SH SYNOPSIS",
        f".B {_roff(PROGRAM)}",
        _roff(head.usage.removeprefix(PROGRAM).strip()),
        ".SH DESCRIPTION",
        *_paragraphs((PURPOSE, MANNERS)),
        ".SH OPTIONS",
        *_terms(head.options),
        ".SH COMMANDS",
    ]
    for each in rest:
        lines += [
            f'.SS "{_roff(each.usage.removeprefix(PROGRAM).strip())}"',
            *_paragraphs(each.text),
        ]
        lines += _terms((*each.arguments, *each.options))
    lines += [".SH SETTINGS", *_paragraphs(SETTINGS_TOLD)]
    lines += _terms((e.key, f"{e.help} Environment: {e.variable}.") for e in SETTINGS)
    lines += [".SH ENVIRONMENT", *_terms(VARIABLES.items()), ".SH FILES", *_terms(FILES.items())]
    lines += [".SH EXIT STATUS"]
    lines += _terms((str(code.value), f"{MEANINGS[code].capitalize()}.") for code in ExitCode)
    return "\n".join(lines) + "\n"


def _paragraphs(texts: Any) -> Iterator[str]:
    for number, each in enumerate(texts):
        if number:
            yield ".PP"
        yield _roff(each)


def _terms(pairs: Any) -> Iterator[str]:
    for spelt, told in pairs:
        yield ".TP"
        yield f".B {' '.join(_roff(spelt).split())}"
        yield _roff(told) or "\\&"


def _roff(text: str) -> str:
    """The text so that roff takes nothing in it for its own language."""
    plain = text.replace("`", "").replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    plain = re.sub(r"[^\x00-\x7f]", lambda match: f"\\[u{ord(match[0]):04X}]", plain)
    lines = textwrap.wrap(plain, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"\\&{each}" if each[0] in ".'" else each for each in lines)


def last_changed() -> str:
    """The day in the manual page as it is; empty without one."""
    text = MANUAL.read_text(encoding="utf-8") if MANUAL.is_file() else ""
    found = re.search(r'^\.TH \S+ 1 "([^"]*)"', text, re.MULTILINE)
    return found[1] if found else ""


def write() -> None:
    """Write both files; the manual page keeps its day where nothing else has changed."""
    MARKDOWN.write_text(markdown(), encoding="utf-8")
    before = last_changed()
    if not before or MANUAL.read_text(encoding="utf-8") != manual(before):
        today = datetime.now(UTC).date().isoformat()
        MANUAL.write_text(manual(today), encoding="utf-8")


if __name__ == "__main__":
    write()
