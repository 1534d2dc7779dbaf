"""The guides that ship with the program: scope, certification, training, documents."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from iso20k_gap.core.catalogue import Catalogue, Clause
from iso20k_gap.core.certification_guide import CertificationGuide
from iso20k_gap.core.document_guide import DocumentGuide, DocumentGuides, derive
from iso20k_gap.core.guidance import Sources
from iso20k_gap.core.scope_elements import ScopeGuide
from iso20k_gap.core.training import TrainingGuide
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files import yaml_file
from iso20k_gap.shipped import data_root

Kind = TypeVar("Kind", bound=BaseModel)


def _folder() -> Path:
    return data_root() / "clauses" / "guides"


def _load(kind: type[Kind], name: str) -> Kind:
    return yaml_file.record(kind, yaml_file.read(_folder() / name))


@cache
def load_sources() -> Sources:
    """Where the guides' facts come from.

    Raises:
        InputError: the shipped file is broken.
    """
    return _load(Sources, "sources.yaml")


@cache
def load_scope() -> ScopeGuide:
    """The guide to scope statements.

    Raises:
        InputError: the shipped file is broken.
    """
    return _load(ScopeGuide, "scope.yaml")


@cache
def load_certification() -> CertificationGuide:
    """The guide to certification.

    Raises:
        InputError: the shipped file is broken.
    """
    return _load(CertificationGuide, "certification.yaml")


@cache
def load_training() -> TrainingGuide:
    """The guide to training.

    Raises:
        InputError: the shipped file is broken.
    """
    return _load(TrainingGuide, "training.yaml")


@cache
def load_documents(edition: str) -> dict[str, DocumentGuide]:
    """The documents of an edition by clause; empty where none are written for it.

    Raises:
        InputError: a shipped file is broken.
    """
    paths = sorted((_folder() / f"documents-{edition}").glob("*.yaml"))
    groups = [yaml_file.record(DocumentGuides, yaml_file.read(path)) for path in paths]
    return {guide.clause: guide for group in groups for guide in group.guides}


def document_for(catalogue: Catalogue, clause: Clause) -> DocumentGuide:
    """The document a lowest clause asks for, as written for its edition or else derived."""
    written = load_documents(catalogue.edition.id).get(clause.id)
    return written or derive(catalogue, clause)


def present(paths: Iterable[Path]) -> set[Path]:
    """Those of the paths at which something lies already."""
    return {path for path in paths if path.exists()}


def refuse(paths: Iterable[Path]) -> None:
    """Refuse to write over files that a person may have filled in.

    Raises:
        InputError: one complaint for each file.
    """
    remedy = "take another folder with -o, or replace them with --overwrite"
    what = "the file is there already"
    raise InputError(*(Complaint(what, remedy, str(path)) for path in sorted(paths)))
