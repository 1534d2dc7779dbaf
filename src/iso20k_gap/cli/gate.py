"""`check`: the gate for pipelines; it alone ends with exit code 1."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iso20k_gap.cli import completion, gate_inputs, runner, settings
from iso20k_gap.cli.arguments import Directory  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from iso20k_gap.reports.gate_view import GateView

STDOUT = "-"


class FailOn(StrEnum):
    """The grades a gate can fail on."""

    MAJOR = "major"
    MINOR = "minor"


def _rule(name: str, help: str, metavar: str = "N") -> Any:
    return typer.Option(name, metavar=metavar, help=help)


def _document(name: str, help: str) -> Any:
    return typer.Option(name, metavar="FILE", help=help)


Number = str | None
File = Path | None


def check(
    directory: Directory,
    policy: Annotated[
        File,
        typer.Option(
            "--policy", metavar="FILE", help="The policy; else policy.yaml in DIR, if it is there."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Fail on findings as grave as this.")
    ] = None,
    max_majors: Annotated[
        Number, _rule("--max-majors", "So many major findings are allowed.")
    ] = None,
    max_minors: Annotated[
        Number, _rule("--max-minors", "So many minor findings are allowed.")
    ] = None,
    min_conformity: Annotated[
        Number, _rule("--min-conformity", "So many per cent at least.")
    ] = None,
    min_coverage: Annotated[Number, _rule("--min-coverage", "So many per cent at least.")] = None,
    min_achievement: Annotated[
        Number, _rule("--min-achievement", "So many per cent at least, by requirement.")
    ] = None,
    max_stale: Annotated[
        Number, _rule("--max-stale", "So many answers may have stale evidence.")
    ] = None,
    max_overdue: Annotated[
        Number, _rule("--max-overdue", "So many actions may be past their due date.")
    ] = None,
    no_regression: Annotated[
        bool, typer.Option("--no-regression", help="Nothing worse than in the baseline.")
    ] = False,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            metavar="NAME",
            help="The baseline for it; else the latest.",
            autocompletion=completion.baseline,
        ),
    ] = None,
    ratchet: Annotated[
        bool, typer.Option("--ratchet", help="Conformity not below the best baseline's.")
    ] = False,
    require_approval: Annotated[
        bool, typer.Option("--require-approval", help="A signed approval must stand.")
    ] = False,
    junit: Annotated[File, _document("--junit", "JUnit XML; - is stdout.")] = None,
    sarif: Annotated[File, _document("--sarif", "SARIF 2.1.0.")] = None,
    summary: Annotated[File, _document("--summary", "Markdown for a job's page.")] = None,
    gitlab: Annotated[File, _document("--gitlab", "GitLab code quality JSON.")] = None,
    badge: Annotated[File, _document("--badge", "SVG badge.")] = None,
    github: Annotated[
        bool, typer.Option("--github", help="GitHub annotations on stdout too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
) -> None:
    """Hold the assessment against a policy: exit 0 when passed, 1 when a rule is missed.

    Rules given here override those of the policy file. Without any, the default is that there is
    no major finding. Percentages are from 0 to 100; 0 is a limit, a rule left out asks nothing.

    Examples: iso20k-gap check acme; iso20k-gap check acme --fail-on minor --junit junit.xml
    """
    numbers = {
        "fail_on": fail_on and fail_on.value,
        "max_majors": max_majors,
        "max_minors": max_minors,
        "min_conformity": min_conformity,
        "min_coverage": min_coverage,
        "min_achievement": min_achievement,
        "max_stale": max_stale,
        "max_overdue": max_overdue,
        "no_regression": no_regression or None,
        "baseline": baseline,
        "ratchet": ratchet or None,
        "require_approval": require_approval or None,
    }
    files = {"junit": junit, "sarif": sarif, "summary": summary, "gitlab": gitlab, "badge": badge}
    wanted = {f"--{name}": path for name, path in files.items() if path is not None}
    _refuse_clashes(wanted, {"--json": as_json, "--github": github})
    options = {name: value for name, value in numbers.items() if value is not None}
    view = gate_inputs.judged(directory, policy, options)
    with _reader_may_leave():
        _show(view, as_json=as_json, github=github, aside=STDOUT in map(str, wanted.values()))
    _write(view, wanted)
    if not view.verdict.passed:
        from iso20k_gap.errors import ExitCode

        raise typer.Exit(ExitCode.GATE_FAILED)


def _refuse_clashes(files: Mapping[str, Path], flags: Mapping[str, bool]) -> None:
    """Refuse two documents in one place."""
    from iso20k_gap.errors import Complaint, UsageError

    places: dict[str, list[str]] = {"stdout": [each for each, wanted in flags.items() if wanted]}
    for option, path in files.items():
        place = "stdout" if str(path) == STDOUT else str(path.resolve())
        places.setdefault(place, []).append(option)
    complaints = [
        Complaint(f"{' and '.join(options)} cannot both go to {place}", "give each its own file")
        for place, options in places.items()
        if len(options) > 1
    ]
    if complaints:
        raise UsageError(*complaints)


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Go on where the reader of a pipe has gone: that changes nothing about the verdict."""
    import os
    import sys

    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show(view: GateView, *, as_json: bool, github: bool, aside: bool) -> None:
    """Print the verdict: as JSON, or for reading, aside if a document takes stdout."""
    from iso20k_gap.reports import gate_terminal
    from iso20k_gap.reports.annotations import github as annotated
    from iso20k_gap.reports.gate_json import gate_data

    if as_json:
        settings.print_json(gate_data(view))
        return
    console = settings.err() if aside else settings.out()
    for line in gate_terminal.lines(view):
        settings.print_folded(console, line)
    if github:
        typer.echo(annotated(view), file=runner.heard(), nl=False)


def _write(view: GateView, wanted: Mapping[str, Path]) -> None:
    """Write the documents; what is written is told on stderr."""
    if not wanted:
        return
    from iso20k_gap.cli import steps
    from iso20k_gap.reports import badge, job_summary, junit, sarif
    from iso20k_gap.reports.annotations import gitlab

    renderers: dict[str, Callable[[GateView], bytes]] = {
        "--junit": junit.render,
        "--sarif": sarif.render,
        "--summary": job_summary.render,
        "--gitlab": gitlab,
        "--badge": badge.render,
    }
    for option, path in wanted.items():
        with _reader_may_leave():
            steps.write(path, renderers[option](view))
        if str(path) != STDOUT:
            settings.err().print(_("wrote {path}").format(path=path), soft_wrap=True)
