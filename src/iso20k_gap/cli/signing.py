"""`sign`, `verify` and `key`: approvals, and whether they still stand."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iso20k_gap.cli import completion, settings
from iso20k_gap.cli.arguments import Directory, Json  # noqa: TC001 - Typer reads the annotations
from iso20k_gap.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from iso20k_gap.core.approval import Act, Approval, Statement

app = typer.Typer(help="Keys to sign approvals with.", no_args_is_help=True, rich_markup_mode=None)
KeyFile = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="Default: one in your configuration folder."),
]


class Covers(StrEnum):
    """What an approval can be about."""

    ALL = "all"
    ASSESSMENT = "assessment"


def sign(
    directory: Directory,
    approver: Annotated[str, typer.Option("--approver", help="Your name.")] = "",
    statement: Annotated[
        str, typer.Option("--statement", help="What you say about it, in your words.")
    ] = "",
    role: Annotated[
        str,
        typer.Option("--role", help="In which role you say it.", autocompletion=completion.role),
    ] = "",
    covers: Annotated[
        Covers, typer.Option("--covers", help="all, or assessment: without plan.yaml.")
    ] = Covers.ALL,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="Default: one in your configuration folder."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Approve the assessment as it stands and sign that; a later change lapses it.

    Comments, order, looks and the progress of actions are no change. Make a key once with
    iso20k-gap key new; the signed approval lies in DIR/approvals.

    Example: iso20k-gap sign acme --approver "A. Smith" --statement "Reviewed and approved"
    """
    from iso20k_gap.cli import steps
    from iso20k_gap.cli.statement import statement as statement_of
    from iso20k_gap.files import approvals, signing_key
    from iso20k_gap.reports import approvals_view

    approver = approver or _asked("Your name", "--approver")
    statement = statement or _asked("What you say about it", "--statement")
    act = _act(approver, role, statement, covers)
    folder = steps.read(directory)
    path = key or signing_key.default_path()
    _refuse_inside(path, directory)
    private = _private_key(path, named=key is not None)
    made = statement_of(folder, act, signing_key.public_half(private))
    _confirm(made)
    written, new = approvals.write(directory, made, private)
    if as_json:
        signed = approvals_view.signed_data(made)
        settings.print_json({"path": str(written), "new": new, **signed})
    else:
        settings.out().print(str(written), soft_wrap=True)
    if not new:
        settings.err().print("this very approval was there already")
    following = f"iso20k-gap verify {directory}"
    settings.err().print(_("Next: {command}").format(command=following), soft_wrap=True)


def _asked(prompt: str, option: str) -> str:
    from iso20k_gap.errors import Complaint, UsageError

    if not _asks():
        raise UsageError(Complaint(f"{option} is missing", f'add {option} "..."'))
    return str(typer.prompt(prompt, err=True))


def _asks() -> bool:
    return not settings.current().no_input and sys.stdin.isatty()


def _act(approver: str, role: str, statement: str, covers: Covers) -> Act:
    from pydantic import ValidationError

    from iso20k_gap.core.approval import Act
    from iso20k_gap.errors import Complaint, UsageError

    today = settings.current().today
    try:
        return Act.model_validate(
            {"approver": approver, "role": role, "date": today, "statement": statement,
             "covers": covers.value}
        )  # fmt: skip
    except ValidationError as error:
        raise UsageError(
            *(
                Complaint(
                    f"--{each['loc'][0]} does not do: {each['msg'].removeprefix('Value error, ')}"
                )
                for each in error.errors()
            )
        ) from None


def _refuse_inside(key: Path, directory: Path) -> None:
    from iso20k_gap.errors import Complaint, UsageError

    if key.resolve().is_relative_to(directory.resolve()):
        what = f"{key} lies in the assessment folder, which people share"
        raise UsageError(Complaint(what, "keep a key where only you can read it"))


def _private_key(path: Path, *, named: bool) -> Ed25519PrivateKey:
    """The key in a file; a person at a terminal may make their first one now."""
    from iso20k_gap.files import signing_key

    if not named and not path.exists() and _asks():
        typer.confirm(f"You have no signing key yet. Make one in {path}?", abort=True, err=True)
        signing_key.make(path)
    return signing_key.read(path, _passphrase)


def _passphrase() -> str:
    from iso20k_gap.errors import InterviewStoppedError

    if not _asks():
        what = "the key is locked by a passphrase, and there is no terminal to ask for it in"
        raise InterviewStoppedError(what)
    return str(typer.prompt("Passphrase", hide_input=True, err=True))


def _confirm(statement: Statement) -> None:
    """Show what is approved; a person at a terminal is asked once more."""
    from iso20k_gap.core.printable import harmless
    from iso20k_gap.reports import approvals_terminal

    asks = _asks()
    for line in approvals_terminal.summary(statement):
        if asks:
            typer.echo(harmless(line), err=True)
        else:
            settings.err().print(harmless(line), soft_wrap=True)
    if asks:
        typer.confirm("Sign this?", abort=True, err=True)


def verify(
    directory: Directory,
    as_json: Json = False,
    trusted: Annotated[
        list[Path] | None,
        typer.Option(
            "--trusted", metavar="FILE", help="Whose key is whose: 'Name: ed25519:...' a line."
        ),
    ] = None,
    require: Annotated[
        bool, typer.Option("--require", help="Exit with 1 unless an approval stands.")
    ] = False,
) -> None:
    """Show every approval: whether it stands, has lapsed and by what change, or is broken.

    It proves that the holder of a key signed this state. Whose key that is, only --trusted tells;
    with it, approvals by other keys do not count.

    Examples: iso20k-gap verify acme; iso20k-gap verify acme --trusted keys.yaml --require
    """
    from iso20k_gap.cli import approvals, steps
    from iso20k_gap.core.approval import Standing
    from iso20k_gap.errors import ExitCode
    from iso20k_gap.files import trusted_keys
    from iso20k_gap.reports import approvals_terminal, approvals_view

    names = trusted_keys.read(trusted) if trusted else None
    folder = steps.read(directory)
    found = approvals.held(folder, names)
    if as_json:
        settings.print_json(approvals_view.verify_data(found, folder.catalogue))
    else:
        for line in approvals_terminal.lines(found, named=names is not None):
            settings.out().print(line)
    _refuse_broken(directory, found)
    if require and not any(each.standing is Standing.VALID for each in found):
        raise typer.Exit(ExitCode.GATE_FAILED)


def _refuse_broken(directory: Path, found: Sequence[Approval]) -> None:
    """End with what is wrong in the files; that an approval lapsed or is not trusted is not."""
    from iso20k_gap.errors import InputError
    from iso20k_gap.files import approvals

    if any(each.sealed.fault for each in found):
        raise InputError(*approvals.complaints(directory))


@app.command()
def new(
    file: KeyFile = None,
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help="Lock it by a passphrase, asked for now.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a signing key; prints its public half, for those who verify.

    Example: iso20k-gap key new
    """
    from iso20k_gap.files import signing_key

    path = file or signing_key.default_path()
    public = signing_key.make(path, _new_passphrase() if passphrase else "")
    _tell_key(path, public, as_json=as_json)


def _new_passphrase() -> str:
    from iso20k_gap.errors import Complaint, UsageError

    if not _asks():
        what = "a new passphrase is asked for, and there is no terminal to ask in"
        raise UsageError(Complaint(what, "leave --passphrase out, or run it in a terminal"))
    return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True))


def _tell_key(path: Path, public: str, *, as_json: bool) -> None:
    from iso20k_gap.reports import approvals_view

    if as_json:
        settings.print_json(approvals_view.key_data(str(path), public))
    else:
        settings.out().print(public, soft_wrap=True)
    console = settings.err()
    console.print(f"The private key is in {path}: keep it to yourself.", soft_wrap=True)
    console.print(
        "The line above is its public half. Hand it to those who verify, in a way in which they "
        "know that it is yours; they keep it in a file of lines such as 'Your Name: ed25519:...'.",
        soft_wrap=True,
    )


@app.command()
def show(file: KeyFile = None, as_json: Json = False) -> None:
    """Show the public half of your key, to hand on.

    Example: iso20k-gap key show
    """
    from iso20k_gap.files import signing_key

    path = file or signing_key.default_path()
    public = signing_key.public_half(signing_key.read(path, _passphrase))
    _tell_key(path, public, as_json=as_json)
