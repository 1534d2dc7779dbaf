"""What a pack is made of and where it goes: the selection asked for, the formats, the files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from iso20k_gap import language
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.pack import Pack, Selection, Source, build, named_roles, roles_held
from iso20k_gap.errors import Complaint, UsageError
from iso20k_gap.files import drafts_file, library, plan_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from iso20k_gap.files.assessment_folder import AssessmentFolder

STDOUT = Path("-")
FORMATS = ("xlsx", "html")
MANY = 40


def source_of(folder: AssessmentFolder) -> Source:
    """What packs of a folder are made from and merged into."""
    assessment = folder.assessment
    return Source(
        catalogue=folder.catalogue,
        questionnaire=library.load_questionnaire(assessment.edition, assessment.questionnaire),
        scale=library.load_scale(assessment.scale),
        assessment=assessment,
        drafts=drafts_file.read(folder.path),
    )


def pack_for(folder: AssessmentFolder, selection: Selection, today: date) -> Pack:
    """The pack for a selection.

    Raises:
        UsageError: no question fits it.
    """
    pack = build(source_of(folder), selection, today)
    if not pack.items:
        wanted = {"role": selection.role, "clause": selection.clause, "person": selection.person}
        named = ", ".join(f"{name} {text}" for name, text in wanted.items() if text)
        raise UsageError(Complaint(f"there is no question for {named}", "choose more widely"))
    return pack


def selection_of(folder: AssessmentFolder, role: str, clause: str, person: str) -> Selection:
    """What was asked for, with names as the catalogue has them.

    Raises:
        UsageError: a role, clause or person is not known.
    """
    catalogue = folder.catalogue
    spoken = {language.role(each).casefold(): each for each in catalogue.edition.roles}
    role = _known("--role", spoken.get(role.casefold(), role), catalogue.edition.roles)
    clause = _known("--clause", clause, [*catalogue.clause_by_id, *catalogue.by_id])
    person = " ".join(person.split())
    if not person or role or clause:
        return Selection(role, clause, person)
    decisions = plan_file.read(folder.path, catalogue)
    held = roles_held(person, catalogue, folder.assessment, decisions)
    if not held:
        roles = {each.casefold() for each in catalogue.edition.roles}
        people = named_roles(folder.assessment, decisions)
        named = sorted({name for name, role in people if role.casefold() in roles})
        what = f"--person {person!r}: nobody of that name has a role in plan.yaml or the interviews"
        hint = did_you_mean(person, named) or "say what about with --role or --clause"
        raise UsageError(Complaint(what, hint))
    return Selection(person=person, roles=held)


def _known(option: str, name: str, names: Iterable[str]) -> str:
    by_name = {each.casefold(): each for each in names}
    if name and name.casefold() not in by_name:
        listed = list(by_name.values())
        hint = did_you_mean(name, listed) or f"such as {', '.join(listed[:MANY])}"
        raise UsageError(Complaint(f"{option} {name!r} is not known", hint))
    return by_name.get(name.casefold(), "")


def formats_of(named: Sequence[str], output: Path | None) -> list[str]:
    """The formats asked for; none asked for is the one the output's ending names, else xlsx.

    Raises:
        UsageError: there is no such format.
    """
    ending = output.suffix[1:].lower() if output else ""
    wanted = [each.strip().lower() for each in named] or [ending if ending in FORMATS else "xlsx"]
    complaints = [
        Complaint(
            f"there is no pack format {each!r}",
            did_you_mean(each, FORMATS) or f"formats: {', '.join(FORMATS)}",
        )
        for each in wanted
        if each not in FORMATS
    ]
    if complaints:
        raise UsageError(*complaints)
    return list(dict.fromkeys(wanted))


def places_of(
    directory: Path, formats: Sequence[str], output: Path | None, pack: Pack
) -> list[tuple[str, Path]]:
    """Where each format goes.

    Raises:
        UsageError: several formats for one stream.
    """
    if output == STDOUT and len(formats) > 1:
        raise UsageError(Complaint("several formats cannot go to stdout", "name a folder with -o"))
    if output is not None and len(formats) == 1 and not output.is_dir():
        return [(formats[0], output)]
    head = pack.head
    whom = _slug(" ".join(filter(None, (head.person, head.role, head.clause)))) or "questions"
    name = f"{directory.resolve().name}-{whom}"
    return [(each, (output or Path()) / f"{name}.{each}") for each in formats]


def _slug(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text.casefold()).strip("-.")[:80]
