"""`action`: what people decide about an action of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory, Json  # noqa: TC001 - Typer reads the annotations

if TYPE_CHECKING:
    from iso20k_gap.core.plan import PlannedAction
    from iso20k_gap.files.assessment_folder import AssessmentFolder

EFFORTS = 3
StatusName = Literal["open", "in_progress", "done", "dropped"]
"""The statuses of `core.plan`, written out so that the help needs no heavy import."""


def action(
    directory: Directory,
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The action, such as 8.6.1-A1.",
            autocompletion=completion.action,
        ),
    ],
    status: Annotated[StatusName | None, typer.Option("--status", help="How far it is.")] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            help="A person or a role; '' takes it back.",
            autocompletion=completion.owner,
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--start", metavar="YYYY-MM-DD", help="Its first day; '' takes it back."),
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="YYYY-MM-DD", help="Its last day; '' takes it back."),
    ] = None,
    percent: Annotated[
        int | None, typer.Option("--percent", min=0, max=100, help="How much of it is done.")
    ] = None,
    effort: Annotated[
        str | None,
        typer.Option("--effort", metavar="LOW,LIKELY,HIGH", help="Person-days; '' takes it back."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(
            "--after",
            metavar="ID,...",
            help="What it waits for; 'none', or '' to undo.",
            autocompletion=completion.action,
        ),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="A note; '' takes it back.")] = None,
    as_json: Json = False,
) -> None:
    """Decide about one action of the plan; decisions win over what is computed.

    Example: iso20k-gap action acme 8.6.1-A1 --status in_progress --owner "Jane Doe" --percent 30
    """
    from iso20k_gap.cli import plan_order, steps
    from iso20k_gap.files import plan_file

    folder = steps.read(directory)
    _refuse_unknown(folder, identifier)
    given = {
        "status": status,
        "owner": owner,
        "start": start,
        "due": due,
        "percent": percent,
        "effort": effort,
        "prerequisites": after,
        "note": note,
    }
    values = _values({key: value for key, value in given.items() if value is not None})
    if values:
        plan_file.change(directory, folder.catalogue, identifier, values)
    made = plan_order.planned(folder, steps.evaluated(folder))
    found = next((each for each in made.actions if each.id == identifier), None)
    if as_json:
        from iso20k_gap.reports.plan_table import action_data

        settings.print_json({"id": identifier, "action": action_data(found) if found else None})
        return
    settings.out().print(_line(identifier, found), soft_wrap=True)
    plan_order.warn(
        directory, [each for each in made.doubts if each.path[:2] == ("actions", identifier)]
    )


def _refuse_unknown(folder: AssessmentFolder, identifier: str) -> None:
    from iso20k_gap.core.consistency import did_you_mean
    from iso20k_gap.errors import Complaint, UsageError

    known = folder.catalogue.actions
    if identifier not in known:
        what = f"there is no action {identifier!r} in edition {folder.catalogue.edition.id}"
        raise UsageError(Complaint(what, did_you_mean(identifier, known) or "see: plan DIR"))


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """What is to be written; None takes a decision back. All complaints at once."""
    from iso20k_gap.errors import Complaint, InputError, UsageError

    readers = {"start": _date, "due": _date, "effort": _effort, "prerequisites": _list}
    complaints: list[Complaint] = []
    values: dict[str, Any] = {}
    for key, value in given.items():
        try:
            read = readers.get(key, _plain)
            values[key] = None if value == "" else read(key, value)
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise UsageError(*complaints)
    return values


def _plain(key: str, value: Any) -> Any:
    del key
    return value


def _date(key: str, text: str) -> Any:
    return settings.read_date(text, f"--{key}")


def _effort(key: str, text: str) -> dict[str, float]:
    from iso20k_gap.errors import Complaint, UsageError

    try:
        days = [float(part) for part in text.replace("/", ",").split(",")]
    except ValueError:
        days = []
    days = days * EFFORTS if len(days) == 1 else days
    if len(days) != EFFORTS or not 0 < days[0] <= days[1] <= days[2] < float("inf"):
        what = f"--{key} {text!r} is no effort"
        raise UsageError(Complaint(what, "write low,likely,high in days, such as 2,3.5,6"))
    return dict(zip(("low", "likely", "high"), days, strict=True))


def _list(key: str, text: str) -> list[str]:
    del key
    return [] if text == "none" else [part.strip() for part in text.split(",") if part.strip()]


def _line(identifier: str, found: PlannedAction | None) -> str:
    from iso20k_gap.core.plan import Status
    from iso20k_gap.core.printable import harmless
    from iso20k_gap.language import N_, _, role
    from iso20k_gap.reports import words

    # for translators: the underscore is there because people type it so in English
    statuses = {**words.STATUSES, Status.IN_PROGRESS: N_("in_progress")}
    if found is None:
        gone = _("{action}: no finding asks for it any more; kept in plan.yaml")
        return gone.format(action=identifier)
    form = (
        _("{action} {status}, {share}, {owner}, {first} to {last}; decided: {fields}")
        if found.decided
        else _("{action} {status}, {share}, {owner}, {first} to {last}")
    )
    return harmless(
        form.format(
            action=found.id,
            status=_(statuses[found.status]),
            share=words.per_cent(found.percent),
            owner=role(found.owner),
            first=words.day(found.start),
            last=words.day(found.end),
            fields=", ".join(_(words.DECIDED[each]) for each in found.decided),
        )
    )
