"""`plan.yaml`: what people decided about the plan."""

from pathlib import Path

from pydantic import ValidationError

from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.errors import InputError
from iso20k_gap.files import yaml_file
from iso20k_gap.files.assessment_folder import (
    PLAN,
    refuse_other_schema,
    without_empty,
    without_x_keys,
)


def read(folder: Path, catalogue: Catalogue) -> PlanDecisions:
    """The folder's plan decisions; without a plan file, the defaults.

    Raises:
        InputError: every complaint about the file.
    """
    path = folder / PLAN
    if not path.is_file():
        return PlanDecisions()
    document = yaml_file.read(path)
    refuse_other_schema(document)
    try:
        decisions = PlanDecisions.model_validate(without_empty(without_x_keys(document.data)))
    except ValidationError as error:
        raise InputError(*yaml_file.complaints_of(error, document)) from None
    complaints = [
        document.complaint(
            ("actions", each),
            f"there is no action {each} in the catalogue",
            did_you_mean(each, catalogue.actions),
        )
        for each in decisions.actions
        if each not in catalogue.actions
    ]
    if complaints:
        raise InputError(*complaints)
    return decisions
