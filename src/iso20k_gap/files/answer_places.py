"""Where in the folder's files answers and rules stand, as pipelines want to point at them."""

from collections.abc import Mapping
from pathlib import Path

from iso20k_gap.core.gate_verdict import Place, Ruling
from iso20k_gap.files.assessment_folder import ANSWERS, ASSESSMENT, AssessmentFolder
from iso20k_gap.files.policy_file import PolicyFile


def home(folder: AssessmentFolder) -> Place:
    """The folder's main file: where something stands that stands nowhere else."""
    return Place(shown(folder, ASSESSMENT))


def answers(folder: AssessmentFolder) -> Mapping[str, Place]:
    """The place of every requirement's answer; without one, the file it would go into."""
    places = {}
    for group in folder.catalogue.groups:
        document = folder.documents.get(group)
        file = shown(folder, f"{ANSWERS}/{group}.yaml")
        for requirement in folder.catalogue.under(group):
            spot = document.heads.get(requirement.id, (1, 1)) if document else (1, 1)
            places[requirement.id] = Place(file, *spot) if document else home(folder)
    return places


def rule(folder: AssessmentFolder, file: PolicyFile, ruling: Ruling) -> Place:
    """The line of the policy file that a ruling follows; without one, the main file."""
    path = ("clauses", ruling.clause, ruling.rule) if ruling.clause else (ruling.rule,)
    line = file.line(path)
    name = _below(Path(file.document.file).resolve(), folder) if file.document else ""
    return Place(name, line) if line and name else home(folder)


def policy(folder: AssessmentFolder, file: PolicyFile) -> str:
    """The policy's file as `shown`, or its bare name where it lies elsewhere; else empty."""
    if file.document is None:
        return ""
    path = Path(file.document.file)
    return _below(path.resolve(), folder) or path.name


def shown(folder: AssessmentFolder, name: str) -> str:
    """A file of the folder as seen from the working folder, in CI the top of the repository.

    Where the assessment lies elsewhere, as seen from the assessment folder.
    """
    return _below((folder.path / name).resolve(), folder)


def _below(path: Path, folder: AssessmentFolder) -> str:
    for root in (Path.cwd(), folder.path):
        if path.is_relative_to(root.resolve()):
            name = path.relative_to(root.resolve()).as_posix()
            return name.encode(errors="replace").decode()
    return ""
