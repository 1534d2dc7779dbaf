"""The program: its commands, and the one boundary where errors become exit codes."""

import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar

import typer

from iso20k_gap import SCHEMA, __version__
from iso20k_gap.cli import completion, paging, runner, settings
from iso20k_gap.cli.menu import Menu
from iso20k_gap.core.printable import harmless
from iso20k_gap.errors import (
    MOST_COMPLAINTS,
    Complaint,
    ExitCode,
    GapError,
    InputError,
    InterviewStoppedError,
    UsageError,
)

NAME = "iso20k-gap"
LONGEST_LINE = 2000
"""Characters of a complaint that are shown: one may quote what a file holds."""

PANELS: Mapping[str, Mapping[str, str]] = {
    "Start": {
        "demo": "demo.demo",
        "new": "folder.new",
        "doctor": "doctor.doctor",
        "config": "config.app",
    },
    "Rate": {
        "assess": "assess.assess",
        "rate": "rate.rate",
        "interviews": "interviews.interviews",
        "questionnaire": "questionnaire.app",
        "evidence": "evidence.evidence",
        "sample": "interviews.sample",
        "agreement": "agreement.agreement",
        "validate": "folder.validate",
    },
    "See where it stands": {
        "status": "numbers.status",
        "score": "numbers.score",
        "explain": "numbers.explain",
        "findings": "numbers.findings",
        "next": "numbers.what_next",
        "capability": "capability.capability",
        "portfolio": "portfolio.portfolio",
    },
    "Deliver": {
        "report": "report.report",
        "plan": "plan.plan",
        "action": "action.action",
        "export": "export.export",
        "template": "template.app",
        "sign": "signing.sign",
        "verify": "signing.verify",
        "key": "signing.app",
    },
    "Go on": {
        "baseline": "rounds.baseline",
        "rescore": "rounds.rescore",
        "compare": "rounds.compare",
        "trend": "rounds.trend",
        "migrate": "migrate.migrate",
    },
    "Pipeline": {"check": "gate.check", "schema": "schema.schema"},
    "Look up": {
        "catalogue": "catalogue.app",
        "scope": "guides.scope",
        "certification": "guides.certification",
        "training": "guides.training",
        "document": "document.document",
    },
}
"""Every command by its name, and where it is found: a module of `cli` and what it is called in it.

They are listed in this order.
"""


class Commands(Menu):
    """The program's commands."""

    places: ClassVar[Mapping[str, str]] = {
        name: place for commands in PANELS.values() for name, place in commands.items()
    }
    panels: ClassVar[Mapping[str, Iterable[str]]] = PANELS


app = typer.Typer(
    cls=Commands,
    name="iso20k-gap",
    help="Certification-readiness gap analysis for ISO/IEC 20000-1: rate, report, plan.",
    epilog=(
        "The first six options work after the command too. "
        "Independent of ISO; it does not replace buying the standard."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from iso20k_gap.files import vocabulary

        typer.echo(f"iso20k-gap {__version__}")
        for edition, number in vocabulary.catalogue_versions().items():
            typer.echo(f"catalogue {edition} version {number}")
        typer.echo(f"schema {SCHEMA}")
        raise typer.Exit


@app.callback()
def common(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only results and errors.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")] = False,
    date: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="Compute as of this day.")
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="CODE",
            help="Language of reports, plans and interviews: en, de, es, ro, nl or zh.",
        ),
    ] = "",
    colour: Annotated[
        str,
        typer.Option(
            "--colour",
            "--color",
            metavar="WHEN",
            help="auto, always or never.",
            autocompletion=completion.fixed(*settings.COLOURS),
        ),
    ] = "",
    pager: Annotated[
        bool | None,
        typer.Option(
            "--pager/--no-pager", help="Page what is longer than the screen, with $PAGER."
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show versions."),
    ] = False,
) -> None:
    """Certification-readiness gap analysis for ISO/IEC 20000-1: rate, report, plan."""
    del version
    settings.choose(
        quiet=quiet,
        no_input=no_input,
        date_text=date,
        language=language,
        colour=colour,
        pager=pager,
    )


def main(argv: Sequence[str]) -> int:
    """Run the program with these arguments and give its exit code."""
    with runner.unmoved():
        return _ended(argv)


def _ended(argv: Sequence[str]) -> int:
    try:
        return _called(argv)
    except Exception as error:  # noqa: BLE001 - the one boundary
        return _code_of(error)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        return ExitCode.STOPPED
    except SystemExit as stop:
        return _code_of_stop(stop)


def _called(argv: Sequence[str]) -> int:
    if completion.asked():
        return completion.reply(lambda: app([], standalone_mode=False))
    with paging.screenful():
        code = app(settings.hoisted(argv), prog_name=NAME, standalone_mode=False) or ExitCode.DONE
    if code == ExitCode.GATE_FAILED and argv[0] in completion.OPTIONS:
        what = "completion is there for bash, zsh, fish and PowerShell, and this is none of them"
        raise UsageError(Complaint(what, "run it from one of those"))
    return code


def _code_of_stop(stop: SystemExit) -> int:
    """The code of a library's exit; rich and Typer give 1, the gate's, when a pipe is closed."""
    if stop.code == ExitCode.GATE_FAILED:
        return ExitCode.DONE
    return stop.code if isinstance(stop.code, int) else ExitCode.USAGE


def _code_of(error: Exception) -> int:
    if isinstance(error, GapError):
        _tell(error)
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return ExitCode.DONE
    return _code_of_typer(error)


def _code_of_typer(error: Exception) -> int:
    """The code of Typer's own errors, which know how to show themselves; else it is a bug."""
    show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
    if type(error).__name__ == "Abort":
        return ExitCode.STOPPED
    if callable(show) and isinstance(code, int):
        _help_with_words(error)
        show()
        return code
    traceback.print_exception(error)
    print("This is a bug in iso20k-gap; please report it.", file=sys.stderr)  # noqa: T201
    return ExitCode.BUG


def _help_with_words(error: Exception) -> None:
    """Say in Typer's error which of the words it takes a person may have meant."""
    import re

    from iso20k_gap.core.consistency import did_you_mean

    message = str(getattr(error, "message", "")).removeprefix("Value error, ")
    found = re.match(r"'(.*)' is not one of (.*)", message)
    hint = did_you_mean(found[1], re.findall(r"'([^']*)'", found[2])) if found else ""
    error.message = f"{message} {hint[:1].upper()}{hint[1:]}".strip()  # type: ignore[attr-defined] # Typer's


def _tell(error: GapError) -> None:
    """Print an error's complaints to stderr, one a line, with control characters made harmless."""
    lines = [str(error)] if str(error) else []
    if isinstance(error, InputError):
        lines = [str(complaint) for complaint in error.complaints[:MOST_COMPLAINTS]]
        if more := len(error.complaints) - len(lines):
            lines.append(f"{more} more complaints are not shown: mend these first")
    if isinstance(error, InterviewStoppedError) and not lines:
        return
    for line in lines:
        cut = line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}… (cut)"
        told = harmless(cut).replace("\n", "\\n")
        print(settings.folded(f"error: {told}", sys.stderr), file=sys.stderr)  # noqa: T201
