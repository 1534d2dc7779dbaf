"""What an organisation has handed over whole to other parties: its services, its processes."""

from collections.abc import Iterator, Sequence

from iso20k_gap.core.assessment import SELF, Assessment
from iso20k_gap.core.catalogue import Catalogue, Requirement, is_under


def handed_over(
    catalogue: Catalogue, assessment: Assessment, shared: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What others perform all of: the gate's name and the noun; processes are below `shared`."""
    services = assessment.services
    if services and all(service.performed_by != SELF for service in services):
        yield "all-services-by-others", "service"
    processes = [
        performable
        for clause in catalogue.lowest
        if any(is_under(clause.id, each) for each in shared)
        and (performable := [each for each in clause.requirements if each.others])
    ]
    if processes and all(_is_by_others(assessment, each) for each in processes):
        yield "all-processes-by-others", "process"


def _is_by_others(assessment: Assessment, requirements: list[Requirement]) -> bool:
    answers = [assessment.answers.get(each.id) for each in requirements]
    given = [answer for answer in answers if answer]
    return bool(given) and all(answer.performed_by != SELF for answer in given)
