"""`scope`, `certification` and `training`: guidance around the standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _

if TYPE_CHECKING:
    from iso20k_gap.core.manuscript import Manuscript
    from iso20k_gap.files.assessment_folder import AssessmentFolder

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write FILE.md or FILE.docx.")
]


def scope(directory: Directory, as_json: Json = False, output: Output = None) -> None:
    """Check the recorded scope statement and propose a wording.

    Example: iso20k-gap scope acme -o scope.docx
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.core.scope import review
    from iso20k_gap.files import guides
    from iso20k_gap.reports.guides.scope import scope_data, scope_manuscript

    assessment = steps.read(directory).assessment
    reviewed, sources = review(assessment, guides.load_scope()), guides.load_sources()
    today = settings.current().today
    manuscript = scope_manuscript(reviewed, assessment, sources, today)
    _deliver(manuscript, scope_data(reviewed, sources) if as_json else None, output)


def certification(
    directory: Directory,
    as_json: Json = False,
    consultancy_ended: Annotated[
        str, typer.Option(metavar="DATE", help="When consultancy by the body's people ended.")
    ] = "",
    internal_audit_by_body: Annotated[
        list[str] | None, typer.Option(metavar="DATE", help="Internal audit it did; repeatable.")
    ] = None,
    certified_on: Annotated[
        str, typer.Option(metavar="DATE", help="Day of the certification decision.")
    ] = "",
    output: Output = None,
) -> None:
    """Guide to the certificate: body, impartiality, preparation, dates.

    Dates given here count instead of those under `certification` in assessment.yaml.

    Example: iso20k-gap certification acme --consultancy-ended 2026-03-31
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.core.certification_guide import advise
    from iso20k_gap.files import guides
    from iso20k_gap.reports.guides import certification as view

    folder = steps.read(directory)
    given: dict[str, Any] = {}
    if consultancy_ended:
        name = "--consultancy-ended"
        given["consultancy_ended"] = settings.read_date(consultancy_ended, name)
    if internal_audit_by_body:
        name = "--internal-audit-by-body"
        given["internal_audit_by_body"] = tuple(
            settings.read_date(each, name) for each in internal_audit_by_body
        )
    if certified_on:
        given["decision"] = settings.read_date(certified_on, "--certified-on")
    told = folder.assessment.certification.model_copy(update=given)
    folder.assessment = folder.assessment.model_copy(update={"certification": told})
    evaluation = steps.evaluated(folder)
    guide, sources = guides.load_certification(), guides.load_sources()
    parts = (advise(evaluation, guide), guide, evaluation, sources)
    data = view.certification_data(*parts) if as_json else None
    _deliver(view.certification_manuscript(*parts), data, output)


def training(
    directory: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The assessment folder.")
    ] = None,
    edition: Annotated[
        str,
        typer.Option(
            "--edition", help="2018 or 2011, without DIR.", autocompletion=completion.edition
        ),
    ] = "",
    as_json: Json = False,
    output: Output = None,
) -> None:
    """Say who needs which training, by role and by the gaps of an assessment.

    Examples: iso20k-gap training acme; iso20k-gap training --edition 2018
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.core.training import needs
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.files import guides, library
    from iso20k_gap.reports.guides import training as view

    if (directory is None) == (not edition):
        raise UsageError(Complaint("give either an assessment folder or --edition"))
    guide, sources = guides.load_training(), guides.load_sources()
    today = settings.current().today
    if directory is None:
        name, label = library.edition_of(edition)
        found = needs(library.load_catalogue(name), guide)
        occasion = view.Occasion("", label, today)
    else:
        folder = steps.read(directory)
        people = {role: [name] for role, name in people_of(folder).items()}
        found = needs(folder.catalogue, guide, folder.assessment, people)
        label = folder.assessment.label or folder.catalogue.edition.label
        occasion = view.Occasion(folder.assessment.organisation.name, label, today)
    data = view.training_data(found, guide, sources) if as_json else None
    _deliver(view.training_manuscript(found, guide, sources, occasion), data, output)


def people_of(folder: AssessmentFolder) -> dict[str, str]:
    """Who stands behind each role, as the plan's owners say."""
    from iso20k_gap.files import plan_file

    decisions = plan_file.read(folder.path, folder.catalogue)
    return {each.role: each.name for each in decisions.owners if each.name}


def _deliver(manuscript: Manuscript, data: Any, output: Path | None) -> None:
    """Show a manuscript, or print it as JSON, or write it where `output` says."""
    from iso20k_gap.cli import steps
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.core.printable import json_text
    from iso20k_gap.errors import Complaint, UsageError
    from iso20k_gap.reports.guides import RENDERERS, screen

    if output is None:
        if data is not None:
            settings.print_json(data)
            return
        console = settings.out()
        for part in screen.parts(manuscript):
            console.print(part)
        return
    ending = output.suffix.removeprefix(".") or "md"
    if data is not None:
        content = f"{json_text(data)}\n".encode()
    elif ending in RENDERERS:
        content = RENDERERS[ending](manuscript)
    else:
        what = f"-o {output}: there is no format {ending!r}"
        hint = did_you_mean(ending, RENDERERS) or f"formats: {', '.join(RENDERERS)}"
        raise UsageError(Complaint(what, hint))
    steps.write(output, content)
    if str(output) != "-":
        settings.err().print(_("wrote {path}").format(path=output))
