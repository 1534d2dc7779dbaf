"""The report as HTML: one offline file, well-formed, with every stored field."""

import base64
import hashlib
import re
from datetime import date

import pytest

from builders import evaluation, everything
from documents import Page, filled, small, view
from iso20k_gap.reports import html, words


@pytest.fixture(scope="module")
def page():
    """The report of an assessment with every field filled."""
    return Page(html.render(view(filled())))


def stored_words(data) -> list[str]:
    """Every word, number and date a person stored, as a document shows it."""
    if isinstance(data, dict):
        return [each for value in data.values() for each in stored_words(value)]
    if isinstance(data, list):
        return [each for value in data for each in stored_words(value)]
    return [] if data is None or isinstance(data, bool) else [str(data)]


def test_every_stored_field_is_in_the_document(page):
    """Also whether evidence was seen, who confirmed, and what was set aside."""
    shown = {
        "internal_supplier": "internal supplier",
        "no_occurrence": "no occurrence",
        "7/2": "3.5",
        "self": "the organisation",
    }
    for word in stored_words(filled().assessment.model_dump(mode="json")):
        forms = {shown.get(word, word)}
        if re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            forms.add(words.long_day(date.fromisoformat(word)))
        assert any(form in page.text for form in forms), word
    for word in ("not confirmed", "not seen", "not all clauses", "5 or more minor"):
        assert word in page.text


def test_nothing_comes_from_outside(page):
    """No address but fragments and embedded fonts; the policy forbids all else."""
    assert all(value.startswith("#") for value in page.values("href"))
    assert page.values("src") == []
    content = html.render(view(small())).decode()
    assert set(re.findall(r"url\(\"?(\w+:)", content)) == {"data:"}
    assert "http:" not in content
    assert "https:" not in content
    (policy,) = [each for each in page.values("content") if each.startswith("default-src")]
    assert policy.startswith("default-src 'none'")


def test_the_only_script_is_the_one_the_policy_names(page):
    """Its hash stands in the policy, so nothing else can run."""
    content = html.render(view(small())).decode()
    (script,) = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert any(f"'sha256-{digest}'" in each for each in page.values("content"))
    assert page.tags.count("script") == 1


def test_structure_serves_keyboard_and_screen_readers(page):
    """Language, landmarks, a skip link, one h1, no level left out, unique ids, labelled charts."""
    assert ("html", "lang", "en") in page.attributes
    assert page.tags.count("h1") == 1
    assert page.tags.count("main") == page.tags.count("nav") == 1
    assert page.values("href")[0] == "#main"
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    for value in page.values("aria-labelledby"):
        assert set(value.split()) <= set(ids)
    assert page.tags.count("svg") == page.tags.count("title") - 1 == page.tags.count("desc")
    assert page.values("role").count("img") == page.tags.count("svg")
    assert page.tags.count("th") == page.values("scope").count("col") + page.values("scope").count(
        "row"
    )


@pytest.mark.parametrize("ratings", [{}, everything("N"), {**everything("F"), "8.6.1": "P"}])
def test_every_link_has_a_target(ratings):
    """Findings, requirements, evidence and actions point to where they are told."""
    page = Page(html.render(view(evaluation(ratings))))
    ids = {*page.values("id")}

    assert {value[1:] for value in page.values("href")} <= ids
    assert page.open == []


def test_every_finding_can_be_filtered(page):
    """Each card carries its grade and its words; each grade has a box."""
    cards = page.values("data-grade")

    assert len(cards) == len(page.values("data-search")) == page.tags.count("article")
    boxes = [value for tag, name, value in page.attributes if (tag, name) == ("input", "value")]
    assert set(cards) <= set(boxes) == {"major", "minor", "opportunity"}


def test_a_screening_is_marked_as_one():
    """A banner on the cover, and no readiness anywhere."""
    page = Page(html.render(view(small(everything("F"), questionnaire="screening"))))

    assert "SCREENING" in page.text
    assert "Screening: no verdict" in page.text


def test_same_inputs_give_the_same_bytes():
    """Nothing of the clock, the machine or a random seed."""
    assert html.render(view(small())) == html.render(view(small()))
