"""What guides are made of: every fact with its source, and a warning where nothing confirms it."""

import pytest

from iso20k_gap.core.guidance import Fact, Sources


def fact(text="Ask early", source="ISO", *, confirmed=True):
    """A fact as a guide states it."""
    return Fact(text=text, source=source, confirmed=confirmed)


@pytest.mark.parametrize(
    ("confirmed", "told"),
    [(True, "Ask early [ISO]"), (False, "Ask early [unconfirmed, ISO]")],
)
def test_a_fact_is_told_with_its_source(confirmed, told):
    """And with a warning where no public source confirms it."""
    assert fact(confirmed=confirmed).told == told


def test_sources_are_listed_once_and_in_the_order_of_their_file():
    """Only those that were used."""
    sources = Sources(schema=1, sources={"IAF": "iaf.nu", "ISO": "iso.org", "ILAC": "ilac.org"})

    assert sources.listed([fact(), fact(source="IAF"), fact()]) == ("IAF: iaf.nu", "ISO: iso.org")
    assert sources.listed([]) == ()
