"""`capability.yaml`: what respondents said about the processes' attributes."""

from pathlib import Path

from pydantic import ValidationError

from iso20k_gap.core.capability import ATTRIBUTES, CapabilityInput, unknown_attributes
from iso20k_gap.core.consistency import did_you_mean
from iso20k_gap.errors import MOST_COMPLAINTS, InputError
from iso20k_gap.files import yaml_file
from iso20k_gap.files.assessment_folder import without_x_keys
from iso20k_gap.files.own_files import refuse_ways_out

CAPABILITY = "capability.yaml"


def read(path: Path) -> CapabilityInput:
    """The capability input in a file, or in the `capability.yaml` of a folder.

    Raises:
        InputError: every complaint about the file.
    """
    if path.is_dir():
        refuse_ways_out(path)
        path /= CAPABILITY
    document = yaml_file.read(path)
    try:
        given = CapabilityInput.model_validate(without_x_keys(document.data))
    except ValidationError as error:
        raise InputError(*yaml_file.complaints_of(error, document)) from None
    complaints = [
        document.complaint(
            ("processes", process, name),
            f"ISO/IEC 33020 has no process attribute {name!r}",
            did_you_mean(name, ATTRIBUTES) or "attributes: " + ", ".join(ATTRIBUTES),
        )
        for process, name in unknown_attributes(given)[:MOST_COMPLAINTS]
    ]
    if complaints:
        raise InputError(*complaints)
    return given
