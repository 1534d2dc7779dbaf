"""Packs that came back: read, checked, kept and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iso20k_gap.cli import settings
from iso20k_gap.core.conflict import EVIDENCE
from iso20k_gap.core.consistency import check_answer
from iso20k_gap.core.printable import harmless
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import answers_file, drafts_file, pack_file
from iso20k_gap.language import _, ngettext
from iso20k_gap.reports import pack_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from iso20k_gap.core.conflict import Conflict
    from iso20k_gap.core.merging import Merged
    from iso20k_gap.core.pack import Source
    from iso20k_gap.core.rating import Scale
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.files.pack_file import Returned
    from iso20k_gap.files.sent import Terms


def returned(files: Sequence[Path], folder: AssessmentFolder, terms: Terms) -> list[Returned]:
    """The packs that came back.

    Raises:
        InputError: every complaint about every file.
    """
    packs: list[Returned] = []
    complaints: list[Complaint] = []
    for path in dict.fromkeys(files):
        try:
            packs.append(pack_file.read(path, folder, terms))
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(*complaints)
    return packs


def refuse_misfits(folder: AssessmentFolder, merged: Merged) -> None:
    """Refuse answers that would not fit the catalogue or contradict themselves.

    Raises:
        InputError: every misfit, with the place it comes from.
    """
    rules = folder.rulebook.readiness
    complaints = [
        Complaint(misfit.what, misfit.remedy, merged.places[identifier])
        for identifier, answer in merged.answers.items()
        for misfit in check_answer(folder.catalogue, folder.assessment, rules, identifier, answer)
    ]
    if complaints:
        raise InputError(*dict.fromkeys(complaints))


def save(folder: AssessmentFolder, source: Source, merged: Merged) -> None:
    """Write the answers, and what was noted on questions not rated yet."""
    if merged.answers:
        answers_file.save(folder, merged.answers)
    for question, draft in merged.drafts.items():
        drafts_file.put(folder.path, question, source.drafts.get(question), draft)


def data(
    packs: Sequence[Returned], merged: Merged, *, dry_run: bool, written: bool
) -> dict[str, Any]:
    """Files, changes and conflicts as data."""
    files = [
        {
            "file": str(pack.path),
            "pack": pack.pack,
            "respondents": list(pack.respondents),
            "replies": len(pack.replies),
        }
        for pack in packs
    ]
    outcome = {"dry_run": dry_run, "written": written, "files": files}
    return {**outcome, **pack_terminal.merged_data(merged)}


def show(merged: Merged, scale: Scale) -> None:
    """Show what changes, and the contradictions side by side."""
    console = settings.out()
    if merged.changes:
        console.print(pack_terminal.changes_table(merged.changes, scale))
    for conflict, side in merged.decided:
        console.print()
        console.print(pack_terminal.conflict_table(conflict, scale))
        taken = pack_terminal.value_text(conflict.field, side.value, scale)
        console.print(harmless(f"   {_('decided: {value}').format(value=taken)}"))
    for conflict in merged.undecided:
        console.print()
        console.print(pack_terminal.conflict_table(conflict, scale))


def sum_up(packs: Sequence[Returned], merged: Merged, source: Source, *, dry_run: bool) -> None:
    """Say on stderr what came of it.

    Raises:
        InputError: contradictions are undecided, so nothing was written.
    """
    console = settings.err()
    for remark in (remark for pack in packs for remark in pack.remarks):
        console.print(harmless(remark), soft_wrap=True)
    if merged.undecided and not dry_run:
        raise InputError(*(_complaint(each, source.scale) for each in merged.undecided))
    console.print(", ".join(_outcome(packs, merged, dry_run=dry_run)), soft_wrap=True)


def _outcome(packs: Sequence[Returned], merged: Merged, *, dry_run: bool) -> Iterator[str]:
    """What came of it, part by part."""
    changes, files, answers = len(merged.changes), len(packs), len(merged.answers)
    yield ngettext("{count} change", "{count} changes", changes).format(count=changes)
    yield ngettext("from {count} file", "from {count} files", files).format(count=files)
    written = (
        ngettext("{count} answer would be written", "{count} answers would be written", answers)
        if dry_run
        else ngettext("{count} answer written", "{count} answers written", answers)
    )
    yield written.format(count=answers)
    if kept := sum(draft is not None for draft in merged.drafts.values()):
        notes = ngettext("{count} note kept until rated", "{count} notes kept until rated", kept)
        yield notes.format(count=kept)
    if open_ := len(merged.undecided):
        sides = ngettext(
            "{count} contradiction to decide", "{count} contradictions to decide", open_
        )
        yield sides.format(count=open_)
    if _brings_unseen(merged):
        yield _("new evidence counts once it was seen (--evidence-seen)")


def _brings_unseen(merged: Merged) -> bool:
    named = {
        (change.name, change.after[0]) for change in merged.changes if change.field == EVIDENCE
    }
    return any(
        (identifier, piece.title) in named and not piece.seen
        for identifier, answer in merged.answers.items()
        for piece in answer.evidence
    )


def _complaint(conflict: Conflict, scale: Scale) -> Complaint:
    sides = "; ".join(
        f"{pack_terminal.value_text(conflict.field, side.value, scale)} "
        f"({side.who or 'on file'}, {side.source})"
        for side in conflict.sides
    )
    what = f"{conflict.requirement}: the {conflict.field} is contradictory: {sides}"
    remedy = "nothing was written; decide with --prefer latest, disk, both, a name or a file"
    return Complaint(what, remedy)
