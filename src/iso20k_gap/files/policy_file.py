"""`policy.yaml`: what a pipeline accepts, read and checked against the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.policy import Policy
from iso20k_gap.errors import MOST_COMPLAINTS, Complaint, InputError
from iso20k_gap.files import yaml_file
from iso20k_gap.files.assessment_folder import (
    refuse_other_schema,
    without_empty,
    without_x_keys,
)
from iso20k_gap.files.yaml_file import Document, KeyPath

POLICY = "policy.yaml"


@dataclass(frozen=True)
class PolicyFile:
    """A policy and the file it was read from; None where there is no file."""

    policy: Policy
    document: Document | None = None

    def line(self, path: KeyPath) -> int:
        """The line of a rule in the file; 0 where the file does not name it."""
        spots = self.document.spots if self.document else {}
        return spots.get(path, (0, 0))[0]


def read(folder: Path, catalogue: Catalogue, given: Path | None = None) -> PolicyFile:
    """The policy in `given`, else in the folder's `policy.yaml`, else one that asks nothing.

    Raises:
        InputError: every complaint about the file.
    """
    path = given or folder / POLICY
    if given is None and not path.exists():
        return PolicyFile(Policy.model_construct())
    document = yaml_file.read(path)
    if not isinstance(document.data, dict) or "schema" in document.data:
        refuse_other_schema(document)
    try:
        policy = Policy.model_validate(without_empty(without_x_keys(document.data)))
    except ValidationError as error:
        raise InputError(*yaml_file.complaints_of(error, document)) from None
    complaints = tuple(islice(_misfits(policy, catalogue, document), MOST_COMPLAINTS))
    if complaints:
        raise InputError(*complaints)
    return PolicyFile(policy, document)


def _misfits(policy: Policy, catalogue: Catalogue, document: Document) -> Iterator[Complaint]:
    edition = catalogue.edition.id
    for clause in policy.clauses:
        if clause not in catalogue.clause_by_id:
            what = f"there is no clause {clause} in edition {edition}"
            hint = did_you_mean(clause, catalogue.clause_by_id)
            yield document.complaint(("clauses", clause), what, hint)
    known = [f"F-{each}" for each in (*catalogue.by_id, *catalogue.clause_by_id)]
    for number, waiver in enumerate(policy.waivers):
        if waiver.finding_id not in known:
            what = f"{waiver.finding} can be no finding of edition {edition}"
            hint = did_you_mean(waiver.finding_id, known)
            remedy = hint or "write a finding's id as `findings` shows it, such as F-8.6.1-03"
            yield document.complaint(("waivers", number, "finding"), what, remedy)
