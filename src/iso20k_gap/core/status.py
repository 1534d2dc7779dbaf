"""How far an action of the plan is."""

from enum import StrEnum


class Status(StrEnum):
    """How far an action is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"
