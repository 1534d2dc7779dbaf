"""How many examples the laws are tried on that take long for each."""

from hypothesis import settings

ALL = 300
"""What `--slow` tries at least."""


def examples(few: int) -> settings:
    """So few examples, or all of them with `--slow`."""
    return settings(max_examples=ALL if settings().max_examples >= ALL else few)
