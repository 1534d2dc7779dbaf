"""`schema`: the JSON Schemas of the files people edit, for editors and CI."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated

import typer

from iso20k_gap.cli import completion, configured, settings

NAMES = ("assessment", "answers", "plan", "policy", "capability", "baseline", "drafts", "config")
"""The files people edit."""

OUTPUTS = {
    "score-json": "score --json",
    "report-json": "report -f json",
    "plan-json": "plan -f json",
    "findings-json": "findings --json",
    "check-json": "check --json",
    "compare-json": "compare --json",
    "verify-json": "verify --json",
    "report-context": "view in the report's templates",
    "plan-context": "view in the plan's templates",
}
"""What the program writes, and what it gives to templates."""


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A file of the folder, a JSON output or a template's context; none lists them.",
            autocompletion=completion.fixed(*NAMES, *OUTPUTS),
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="OUT", help="A file; without NAME, a folder for all of them."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The list as one JSON document.")] = False,
) -> None:
    """Print the JSON Schema of a file or an output; or write them all for editors.

    New folders have them in .schema already; after an update, write them anew.

    Examples: iso20k-gap schema policy; iso20k-gap schema -o acme/.schema
    """
    import json

    from iso20k_gap.files import schemas

    if output is not None:
        wanted = (
            {output: name} if name else {output / f"{each}.schema.json": each for each in NAMES}
        )
        _write({path: _text(each) for path, each in wanted.items()}, as_json)
        return
    if name:
        settings.print_json(json.loads(_text(name)))
        return
    about = {**{each: schemas.FILES[each] for each in NAMES}, **OUTPUTS}
    if as_json:
        settings.print_json([{"name": each, "file": what} for each, what in about.items()])
        return
    for each, what in about.items():
        settings.out().print(f"{each:<15} {what}", soft_wrap=True)


def _text(name: str) -> str:
    """The schema of that name.

    Raises:
        UsageError: there is none.
    """
    import json

    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import schemas

    if name in NAMES:
        return schemas.schema(name, configured.words_of)
    if name not in OUTPUTS:
        known = [*NAMES, *OUTPUTS]
        remedy = did_you_mean(name, known) or f"schemas: {', '.join(known)}"
        raise UsageError(Complaint(f"there is no schema {name!r}", remedy))
    from iso20k_gap.reports import published

    return json.dumps(published.schema(name), ensure_ascii=False, indent=2) + "\n"


def _write(texts: dict[Path, str], as_json: bool) -> None:
    from iso20k_gap.cli import steps

    for path, text in texts.items():
        steps.write(path, text.encode())
    if as_json:
        settings.print_json({"files": [str(path) for path in texts]})
        return
    for path in texts:
        settings.out().print(str(path), soft_wrap=True)
