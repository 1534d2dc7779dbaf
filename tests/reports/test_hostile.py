"""What people typed stays text in every document: no markup, link, template, address or script."""

import logging
import re

import pypdfium2
import pytest

from builders import answers
from documents import Page, small, view
from iso20k_gap.core.assessment import Answer
from iso20k_gap.reports import html, markdown, pdf
from iso20k_gap.reports.rendering import filled, html_environment, printable

MARKUP = "<script>alert(1)</script>\"><img src=x onerror=alert(1)></title></style></svg>'&amp;"
TEMPLATE = "{{ 7*7 }} {% include '/etc/passwd' %} {# x #} ${7*7}"
ADDRESS = (
    "javascript:alert(1) file:///etc/passwd http://evil.example/x.png url(http://evil.example)"
)
MARKS = "# h | cell ![i](http://evil.example/i.png) [l](javascript:alert(1)) ```x``` <!-- - 1. ***"
HEBREW = "דוח פערים לארגון"
ARABIC = "تقرير تحليل الفجوات"
CHINESE = "差距分析报告供管理层使用。" * 40
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaen" * 12
LONG_NOTE = "The register was read line by line with its owner. " * 80
CONTROL = "bell\x07 escape\x1b[31m override\u202eabc"
ALL = f"{MARKUP} {TEMPLATE} {ADDRESS} {MARKS} {CONTROL}"


def hostile():
    """An evaluation with something hostile in every place where people type."""
    made = answers({"4.1": "P", "8.6.1": "L"}) | answers({"4.1-01": "P"}, note=LONG_NOTE)
    piece = {"title": ALL, "location": ADDRESS, "sha256": MARKUP}
    notes = dict(zip(("8.6.1-01", "8.6.1-02", "8.6.1-03", "8.6.1-04", "8.6.1-05"),
                     (ALL, LONG_WORD, ARABIC, HEBREW, CHINESE), strict=True))  # fmt: skip
    for name, note in notes.items():
        fields = {"rating": "P", "note": note, "evidence": [piece], "performed_by": "p",
                  "rated_by": ALL, "origin": MARKUP}  # fmt: skip
        made[name] = Answer.model_validate(fields)
    made["8.6.1-06"] = Answer(rating="no_occurrence", reason=ALL)
    person = {"name": ALL, "role": MARKUP}
    return small(
        answers=made,
        label=MARKUP,
        organisation={"name": ALL, "scope": ALL * 8, "unit": LONG_WORD, "sector": MARKUP,
                      "sites": [ARABIC, MARKUP], "contact": ADDRESS},
        services=[{"name": MARKUP, "description": TEMPLATE, "performed_by": "p"}],
        assessors=[ALL, LONG_WORD], interviews=[person],
        parties=[{"id": "p", "name": ALL, "kind": "external_supplier", "provides": MARKS}],
        overrides=[{"finding": "F-8.6.1-01", "grade": "major", "reason": ALL, "by": MARKUP}],
        strengths=[{"clause": "8.6.1", "text": ALL}],
        observations=[{"clause": "8.6.1", "text": MARKS}],
        limits=ALL,
    )  # fmt: skip


DECISIONS = {
    "owners": [{"role": "Incident manager", "name": MARKUP}],
    "actions": {"8.6.1-A1": {"owner": ALL, "note": ALL}},
}


@pytest.fixture(scope="module")
def shown():
    """The hostile report in words."""
    return view(hostile(), **DECISIONS)


@pytest.fixture(scope="module")
def page(shown):
    """The hostile report as HTML."""
    return html.render(shown).decode()


def test_html_holds_no_tag_that_was_typed(page):
    """One script, ours; no image, no handler, no link but inside the page."""
    assert page.count("<script") == page.count("</script>") == 1
    taken = Page(page.encode())
    assert not {"img", "iframe", "object", "embed", "base", "link"} & {*taken.tags}
    assert not [name for _, name, _ in taken.attributes if name.startswith("on")]
    assert all(address.startswith("#") for address in taken.values("href"))
    assert taken.values("src") == []
    assert taken.open == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_template_marks_stay_text(page):
    """Nothing that was typed is computed or included."""
    assert "{{ 7*7 }}" in page
    assert "{% include &#39;/etc/passwd&#39; %}" in page
    assert "root:" not in page


def test_charts_hold_no_typed_markup(page):
    """Inside every SVG there are only the elements that we draw."""
    drawn = {"svg", "title", "desc", "text", "line", "rect", "polygon", "circle", "path", "g"}

    for chart in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert set(re.findall(r"<(\w+)", chart)) <= drawn


def test_control_characters_become_visible(page, shown):
    """They neither ring nor turn the line around."""
    for content in (page, markdown.render(shown).decode()):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", content)
        assert "bell\ufffd" in content
    assert printable("a\tb\nc é 漢 " + ARABIC) == "a\tb\nc é 漢 " + ARABIC


def test_markdown_holds_no_link_or_image_that_was_typed(shown):
    """Brackets, bars and tags are escaped; addresses do not become links."""
    content = markdown.render(shown).decode()

    assert not re.search(r"(?<!\\)\[[^\]]*\]\(", content)
    assert not re.search(r"(?<!\\)<(?!br>)", content)
    assert not re.search(r"https?://", content)
    assert "{{ 7\\*7 }}" in content


def test_pdf_is_drawn_from_anything(shown, caplog):
    """Markup, 4,000 signs, endless words, right-to-left and Chinese; nothing is fetched."""
    records: list[str] = []
    logger = logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: records.append(record.getMessage())
    logger.addHandler(handler)
    try:
        document = pypdfium2.PdfDocument(pdf.render(shown))
    finally:
        logger.removeHandler(handler)
    pages = [" ".join(each.get_textpage().get_text_range().split()) for each in document]
    whole = " ".join(pages)

    assert not [each for each in records if "unsupported by fonts" not in each]
    assert "<script>alert(1)</script>" in whole
    assert "{{ 7*7 }}" in whole
    assert "2 Scope, method and limits" in pages[3], "the summary grew over its page"
    assert len(pages) < 120
    boxes = [each for each in records if "unsupported by fonts" in each]
    told = [each for each in caplog.messages if "shows boxes" in each]
    assert bool(told) == bool(boxes), "signs that no font has are told"


def test_templates_cannot_reach_into_the_program():
    """The sandbox refuses what a template of someone else might try."""
    environment = html_environment()
    for attack in ("{{ ''.__class__.__mro__ }}", "{{ x.append(1) }}"):
        template = environment.from_string(attack)
        with pytest.raises(Exception, match=r"unsafe|undefined|not safely callable"):
            template.render(x=[])


def test_a_name_that_is_missing_is_an_error_with_the_template():
    """StrictUndefined: no hole in a report goes unseen."""
    from iso20k_gap.errors import RenderError

    with pytest.raises(RenderError, match=r"report.html.j2"):
        filled(html_environment(), "report.html.j2")
