"""`assess`: the interactive questionnaire."""

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, configured, settings
from iso20k_gap.cli.arguments import Directory
from iso20k_gap.language import _, ngettext, role

if TYPE_CHECKING:
    from pathlib import Path

    from iso20k_gap.core.assessment import Assessment
    from iso20k_gap.core.catalogue import Catalogue
    from iso20k_gap.core.questionnaire import Draft, Only
    from iso20k_gap.errors import GapError
    from iso20k_gap.files.assessment_folder import AssessmentFolder
    from iso20k_gap.interview.answering import Sitting
    from iso20k_gap.interview.asker import Changes, Keeper
    from iso20k_gap.interview.session import Session


ONLY = ("all", "unanswered", "gaps", "unconfirmed", "stale")


def assess(
    directory: Directory,
    clause: Annotated[
        str,
        typer.Option(
            "--clause",
            help="Only this clause or requirement: 8.6, 8.6.1-03.",
            autocompletion=completion.clause_or_requirement,
        ),
    ] = "",
    only: Annotated[
        str,
        typer.Option(
            "--only",
            help="Only unanswered, gaps, unconfirmed or stale.",
            autocompletion=completion.fixed(*ONLY),
        ),
    ] = "all",
    role: Annotated[
        str,
        typer.Option(
            "--role", help="Only what this role answers for.", autocompletion=completion.role
        ),
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="NAME",
            help="Who rates; else the assessor of your settings, or the only one of the folder.",
            autocompletion=completion.person,
        ),
    ] = "",
    plain: Annotated[
        bool, typer.Option("--plain", help="Labelled lines for screen readers; nothing redrawn.")
    ] = False,
) -> None:
    """Ask what is not answered yet; each answer is saved before the next question shows.

    One key rates, ? shows all keys. Leave at any time; the same command goes on where you left.
    On a pipe one line is one command: F, or "L seen in the tool", or "j 8.6".

    Example: iso20k-gap assess acme --clause 8.6 --by "A. Smith"
    """
    from iso20k_gap.cli import asking, steps
    from iso20k_gap.interview.session import Session

    folder = steps.read(directory)
    sitting = _sitting(folder, _only(only), _clause(folder.catalogue, clause), role, by)
    with asking.asker(folder.rulebook.scale, plain=plain) as asker:
        session = Session(sitting, folder.assessment, asker, _keeper(folder))
        ending = asking.hold(session.run) if session.walk.members else None
    with suppress(OSError):  # a closed terminal hears no farewell
        _tell(session, directory, ending)
    if ending:
        raise ending


def _stopped(session: "Session", again: str) -> str:
    count = len(session.table.changed)
    # for translators: {command} is the command that goes on
    form = ngettext(
        "Stopped; {count} answer is saved. Go on with: {command}",
        "Stopped; {count} answers are saved. Go on with: {command}",
        count,
    )
    return form.format(count=count, command=again)


def _only(name: str) -> "Only":
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.core.questionnaire import Only
    from iso20k_gap.errors import Complaint, UsageError

    if name not in list(Only):
        hint = did_you_mean(name, Only) or ", ".join(Only)
        raise UsageError(Complaint(f"--only {name!r} is not known", hint))
    return Only(name)


def _clause(catalogue: "Catalogue", name: str) -> str:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError

    known = [*catalogue.clause_by_id, *catalogue.by_id]
    if name and name not in known:
        what = f"--clause {name!r} is no clause of edition {catalogue.edition.id}"
        raise UsageError(Complaint(what, did_you_mean(name, known)))
    return name


def _role(catalogue: "Catalogue", name: str) -> str:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError

    known = catalogue.edition.roles
    roles = {role(each).casefold(): each for each in known}
    roles |= {each.casefold(): each for each in known}
    if name and name.casefold() not in roles:
        hint = did_you_mean(name, known) or f"roles: {', '.join(known)}"
        raise UsageError(Complaint(f"--role {name!r} is not known", hint))
    return roles.get(name.casefold(), "")


def _sitting(
    folder: "AssessmentFolder", only: "Only", clause: str, role: str, by: str
) -> "Sitting":
    from iso20k_gap.files import library
    from iso20k_gap.interview.answering import Sitting

    assessment = folder.assessment
    return Sitting(
        catalogue=folder.catalogue,
        questionnaire=library.load_questionnaire(assessment.edition, assessment.questionnaire),
        rulebook=folder.rulebook,
        today=settings.current().today,
        by=by or _usual(assessment),
        only=only,
        clause=clause,
        role=_role(folder.catalogue, role),
    )


def _usual(assessment: "Assessment") -> str:
    """Who rates where nobody is named: the assessor of the settings, else the folder's only one."""
    sole = assessment.assessors[0] if len(assessment.assessors) == 1 else ""
    return str(configured.value("assessor")) or sole


def _keeper(folder: "AssessmentFolder") -> "Keeper":
    """Answers go to the folder's files, drafts beside them."""
    from iso20k_gap.files import drafts_file
    from iso20k_gap.interview.asker import Keeper

    drafts = drafts_file.read(folder.path)

    def put_aside(identifier: str, draft: "Draft | None") -> None:
        drafts_file.put(folder.path, identifier, drafts.get(identifier), draft)
        drafts.pop(identifier, None)
        if draft is not None:
            drafts[identifier] = draft

    return Keeper(lambda changes: _save(folder, changes), put_aside, dict(drafts))


def _save(folder: "AssessmentFolder", changes: "Changes") -> "Assessment":
    from iso20k_gap.files import answers_file
    from iso20k_gap.interview.asker import Clash, ClashError

    try:
        answers_file.save(folder, changes)
    except answers_file.ConflictError as error:
        clashes = [Clash(each.requirement, each.theirs, each.ours) for each in error.conflicts]
        raise ClashError(clashes, folder.assessment) from error
    return folder.assessment


def _tell(session: "Session", directory: "Path", ending: "GapError | None") -> None:
    """Say what the sitting brought and how to go on; broken off, on one line."""
    from iso20k_gap.core.printable import harmless

    again = _again(directory, session)
    console = settings.err()
    if ending:
        console.print(harmless(_stopped(session, again)), soft_wrap=True)
        return
    if not session.walk.members:
        nothing = _("There is nothing to ask: no question for {selection}.")
        chosen = _chosen(session.table.sitting)
        console.print(harmless(nothing.format(selection=chosen)))
        return
    for line in session.summary().lines():
        console.print(harmless(line), soft_wrap=True)
    following = again if session.table.left else f"iso20k-gap status {directory}"
    console.print(harmless(_("Next: {command}").format(command=following)), soft_wrap=True)


def _chosen(sitting: "Sitting") -> str:
    parts = (
        _("clause {clause}").format(clause=sitting.clause) if sitting.clause else "",
        _("role {role}").format(role=role(sitting.role)) if sitting.role else "",
        # for translators: {which} is the value of the option --only and stays
        _("only {which}").format(which=sitting.only.value),
    )
    return ", ".join(part for part in parts if part)


def _again(directory: "Path", session: "Session") -> str:
    """The command that goes on with this sitting."""
    import shlex

    sitting = session.table.sitting
    named = "" if sitting.by == _usual(session.table.assessment) else sitting.by
    options = {
        "--clause": sitting.clause,
        "--only": "" if sitting.only.value == "all" else sitting.only.value,
        "--role": sitting.role,
        "--by": named,
    }
    words = [word for pair in options.items() if pair[1] for word in pair]
    return shlex.join(["iso20k-gap", "assess", str(directory), *words])
