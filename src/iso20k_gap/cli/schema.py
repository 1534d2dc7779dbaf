"""`schema`: the JSON Schemas of the folder's files, of the outputs, and of templates' contexts."""

from __future__ import annotations

from typing import Annotated

import typer

from iso20k_gap.cli import settings


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which one; none lists them.")] = "",
) -> None:
    """Print a JSON Schema: of a file of the folder, of a JSON output, of a template's context.

    Examples: iso20k-gap schema; iso20k-gap schema report-json
    """
    import json

    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import new_folder
    from iso20k_gap.reports import published

    files = new_folder.schemas()
    about = {**{each: f"{each}.yaml" for each in files}}
    about |= {each: what for each, (what, _) in published.SCHEMAS.items()}
    if not name:
        width = max(map(len, about))
        for each, what in about.items():
            settings.out().print(f"{each:{width}}  {what}", soft_wrap=True)
        return
    if name not in about:
        remedy = did_you_mean(name, about) or f"schemas: {', '.join(about)}"
        raise UsageError(Complaint(f"there is no schema {name!r}", remedy))
    settings.print_json(json.loads(files[name]) if name in files else published.schema(name))
