"""A new assessment folder: its files, with comments that say what goes where."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import library, schemas, work_calendar
from iso20k_gap.files.answer_block import dumped
from iso20k_gap.files.assessment_folder import ANSWERS, ASSESSMENT, PLAN
from iso20k_gap.files.atomic import replace_file

SCHEMAS = ".schema"


@dataclass(frozen=True)
class Beginning:
    """What a new assessment begins with."""

    edition: str
    organisation: str
    scope: str
    questionnaire: str
    scale: str
    assessors: tuple[str, ...]
    today: date
    country: str = ""
    subdivision: str = ""


def make(path: Path, beginning: Beginning) -> list[Path]:
    """Make the folder and give the files written.

    Raises:
        InputError: the folder already holds an assessment, or a name is unknown.
        RenderError: the disk refuses.
    """
    if (path / ASSESSMENT).exists():
        what = f"{path} already holds an assessment"
        raise InputError(Complaint(what, "choose another folder, or go on with it"))
    if path.exists() and not path.is_dir():
        raise InputError(Complaint(f"{path} is a file", "choose another folder"))
    edition, label = library.edition_of(beginning.edition)
    library.load_questionnaire(edition, beginning.questionnaire)
    library.load_scale(beginning.scale)
    catalogue = library.load_catalogue(edition)
    text = _assessment(beginning, edition, label, catalogue.edition.version)
    plan = empty_plan(beginning.country, beginning.subdivision)
    files = {
        **{
            f"{SCHEMAS}/{name}.schema.json": text for name, text in schemas.folder_schemas().items()
        },
        PLAN: plan,
        ASSESSMENT: text,
    }
    for name, content in files.items():
        replace_file(path / name, content.encode())
    (path / ANSWERS).mkdir(exist_ok=True)
    return [path / ASSESSMENT, path / PLAN, path / ANSWERS]


def _assessment(beginning: Beginning, edition: str, label: str, version: int) -> str:
    head = {
        "schema": 1,
        "edition": edition,
        "label": label,
        "catalogue_version": version,
        "questionnaire": beginning.questionnaire,
        "scale": beginning.scale,
        "started": beginning.today,
    }
    people = {"assessors": list(beginning.assessors)} if beginning.assessors else {}
    organisation = {"name": beginning.organisation, "scope": beginning.scope}
    return (
        "# yaml-language-server: $schema=.schema/assessment.schema.json\n"
        + dumped(head)
        + "\n"
        + dumped({"organisation": organisation})
        + "  # unit: Managed services division\n  # people: 120\n  # sites: [Dublin, Cork]\n\n"
        + (dumped(people) if people else "# assessors: [Name of the assessor]\n")
        + COMMENTS
    )


COMMENTS = """
# Services in scope; performed_by is self, or the id of a party below.
# services:
#   - {name: Managed workplace, description: Desktops and support, performed_by: self}

# Other parties that perform services, components or processes in scope.
# kind: external_supplier, internal_supplier or customer_as_supplier
# parties:
#   - {id: netco, name: NetCo Ltd, kind: external_supplier, provides: WAN lines}

# Dates the Stage 2 verdict asks for.
# operation:
#   since: 2026-08-01
#   internal_audit: {completed: 2026-11-02, complete: true}
#   management_review: 2026-11-10
#   continuity_test: 2026-10-05

# scoring:
#   weights: {"8.6": 2}
#   systemic_minors: 3

# An assessor's own grade for a predicted finding: none, opportunity, minor or major.
# overrides:
#   - {finding: F-8.6.1-03, grade: minor, reason: Closed in the system of record, by: Name}

# strengths:
#   - {clause: 8.6.2, text: Request catalogue is complete and used}
"""


def empty_plan(country: str = "", subdivision: str = "") -> str:
    """A plan file in which nothing is decided yet but whose public holidays count.

    Raises:
        InputError: no public holidays are known there.
    """
    if not country:
        return EMPTY_PLAN
    misfits = work_calendar.misfits(country, subdivision)
    complaints = [Complaint(each.what, each.remedy, "the setting new.country") for each in misfits]
    if complaints:
        raise InputError(*complaints)
    named = {"country": country, **({"subdivision": subdivision} if subdivision else {})}
    calendar = "# calendar:\n#   country: IE\n#   closed:\n#     - {"
    begun = dumped({"calendar": named}) + "#   closed:\n#     - {"
    return EMPTY_PLAN.replace(calendar, begun)


EMPTY_PLAN = """\
# yaml-language-server: $schema=.schema/plan.schema.json
schema: 1
# start: 2026-12-01
# stage2: 2027-09-15
default_days_per_week: 1
# calendar:
#   country: IE
#   closed:
#     - {from: 2026-12-24, to: 2027-01-03, label: Year-end closure}
# owners:
#   - {role: Change manager, name: Jane Doe, days_per_week: 1.5}
# budget:
#   currency: EUR
#   day_rate: 620
#   roles: {Internal audit lead: 950}
#   owners: {Jane Doe: 700}
#   fixed:
#     - {name: Certification body, amount: 9800}
#     - {name: Discovery tool, amount: 4200, action: 8.2.6-A1}
# actions:
#   8.6.2-A1: {status: in_progress, owner: Jane Doe, due: 2027-02-26, percent: 30}
"""
