"""`document`: skeletons of the documents the clauses ask for."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory, Json  # noqa: TC001 - Typer reads the annotations

if TYPE_CHECKING:
    from iso20k_gap.core.catalogue import Clause
    from iso20k_gap.core.manuscript import Manuscript
    from iso20k_gap.files.assessment_folder import AssessmentFolder

DOCUMENTS = "documents"


def document(
    directory: Directory,
    clause: Annotated[
        str,
        typer.Argument(metavar="CLAUSE", help="Or one above it.", autocompletion=completion.clause),
    ] = "",
    missing: Annotated[
        bool, typer.Option("--missing", help="All documents the register lacks.")
    ] = False,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help="md or docx; both when left out.",
            autocompletion=completion.fixed("md", "docx"),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR2", help="Default: DIR/documents."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are there already.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the skeleton of the document a clause asks for.

    With --missing, files that are there already are left alone.

    Examples: iso20k-gap document acme 8.6.1; iso20k-gap document acme --missing -f docx
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.files import guides
    from iso20k_gap.reports.guides import RENDERERS

    endings = _endings(formats)
    folder = steps.read(directory)
    wanted = {
        (output or directory / DOCUMENTS) / _file_name(folder, each, ending): (each, ending)
        for each in _chosen(folder, clause, missing=missing)
        for ending in endings
    }
    left = set() if overwrite else guides.present(wanted)
    if left and not missing:
        guides.refuse(left)
    files = {path: what for path, what in wanted.items() if path not in left}
    contents = {
        path: RENDERERS[ending](_skeleton(folder, each)) for path, (each, ending) in files.items()
    }
    for path, content in contents.items():
        steps.write(path, content)
    if as_json:
        settings.print_json({"written": [*map(str, files)], "left": sorted(map(str, left))})
    else:
        for path in files:
            settings.out().print(str(path), soft_wrap=True)
    _tell(len(files), len(left))


def _tell(written: int, left: int) -> None:
    from iso20k_gap.language import _, ngettext

    kept = ngettext(
        "{count} was there already and is left alone",
        "{count} were there already and are left alone",
        left,
    ).format(count=left)
    nothing = _("nothing to write") if left else _("no document is missing")
    done = ngettext("wrote {count} file", "wrote {count} files", written).format(count=written)
    told = done if written else nothing
    settings.err().print(f"{told}; {kept}" if left else told)


def _endings(formats: list[str] | None) -> list[str]:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.reports.guides import RENDERERS

    chosen = list(dict.fromkeys(formats or RENDERERS))
    known = ", ".join(RENDERERS)
    wrong = [
        Complaint(
            f"there is no format {each!r}", did_you_mean(each, RENDERERS) or f"formats: {known}"
        )
        for each in chosen
        if each not in RENDERERS
    ]
    if wrong:
        raise UsageError(*wrong)
    return chosen


def _chosen(folder: AssessmentFolder, name: str, *, missing: bool) -> list[Clause]:
    """The lowest clauses a person means, by number or by what the register lacks."""
    from iso20k_gap.cli import steps
    from iso20k_gap.core.catalogue import is_under
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.core.skeleton import lacking
    from iso20k_gap.errors import Complaint, UsageError

    if bool(name) == missing:
        raise UsageError(Complaint("give either a clause or --missing"))
    if missing:
        return [*lacking(steps.evaluated(folder))]
    catalogue = folder.catalogue
    found = [each for each in catalogue.lowest if is_under(each.id, name)]
    if not found:
        what = f"edition {catalogue.edition.id} has no clause {name!r} with requirements"
        known = [each.id for each in catalogue.lowest]
        raise UsageError(Complaint(what, did_you_mean(name.partition("-")[0], known)))
    return found


def _skeleton(folder: AssessmentFolder, clause: Clause) -> Manuscript:
    from iso20k_gap.cli.guides import people_of
    from iso20k_gap.core.skeleton import build, setting
    from iso20k_gap.files import guides

    today = settings.current().today
    given = setting(folder.assessment, folder.catalogue, today, people_of(folder))
    return build(folder.catalogue, clause, guides.document_for(folder.catalogue, clause), given)


def _file_name(folder: AssessmentFolder, clause: Clause, ending: str) -> str:
    """A name such as `8.6.1-incident-management.docx`, the same in every language."""
    import re

    from iso20k_gap.files import guides, library

    catalogue = library.shipped_catalogue(folder.catalogue.edition.id)
    title = guides.document_for(catalogue, catalogue.clause_by_id[clause.id]).title
    return f"{clause.id}-{re.sub('[^a-z0-9]+', '-', title.casefold()).strip('-')}.{ending}"
