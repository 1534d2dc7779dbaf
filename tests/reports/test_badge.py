"""The badge: well-formed, self-contained, and saying what the verdict says."""

import pytest

from builders import everything
from gating import HOSTILE, gate_view, parsed
from iso20k_gap.reports import badge

SVG = "{http://www.w3.org/2000/svg}"


def texts(page):
    return [each.text for each in parsed(page).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("policy", "said", "colour"),
    [
        ({"fail_on": "major"}, "✗ gate failed", badge.FAILED),
        ({"max_majors": 3}, "✓ gate passed", badge.PASSED),
    ],
)
def test_it_says_verdict_and_conformity(policy, said, colour):
    """Gate, readiness and conformity are words; the colour only goes with them."""
    view = gate_view(**policy)
    page = badge.render(view)
    name, text = texts(page)

    assert name == "ISO/IEC 20000-1:2018"
    assert text.startswith(said)
    assert view.evaluation.verdict.state.value in text
    assert "% conform" in text
    assert colour in page.decode()


def test_nothing_comes_from_outside():
    """No link, image, script or style sheet."""
    page = badge.render(gate_view(fail_on="major")).decode()

    assert page.count("http") == 1  # the namespace
    assert "href" not in page
    assert "script" not in page


def test_full_conformity_is_not_rounded_up():
    """99.7 % is not 100 %."""
    view = gate_view({**everything("F"), "8.6.1-01": "L"}, fail_on="major")

    assert "99.7 % conform" in texts(badge.render(view))[1]


def test_any_text_stays_text():
    """Whatever is put on a badge is escaped."""
    page = badge.badge(HOSTILE, HOSTILE, "#000")
    root = parsed(page)

    assert {each.tag for each in root.iter()} == {
        f"{SVG}{name}" for name in ("svg", "title", "clipPath", "rect", "g", "text")
    }
