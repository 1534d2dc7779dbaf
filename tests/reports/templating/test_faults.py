"""What `template check` says: each kind of fault, all at once, with its line and how to mend it."""

import pytest

from documents import filled, planned, small
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.core.planning import make_plan
from iso20k_gap.reports import html, markdown, pdf, rendering
from iso20k_gap.reports.chapters.comparison import History
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.plan_document import plan_view
from iso20k_gap.reports.templating import inventory
from iso20k_gap.reports.templating.faults import check, faults
from iso20k_gap.reports.templating.trial import Sample
from iso20k_gap.reports.view import Order, build_view

COVER, GATES, PARTS = "cover.html.j2", "chapters/gates.html.j2", "_parts.html.j2"
EXTENDS = '{% extends "shipped/cover.html.j2" %}\n'


@pytest.fixture(scope="module")
def samples():
    """Two small reports and a plan."""
    made = filled()
    return [
        Sample("filled", build_view(made, planned(made))),
        Sample("empty", build_view(small({}), None)),
        Sample("plan", plan_view(made, make_plan(made, PlanDecisions()))),
    ]


def told(found):
    return [(each.file, each.line, each.what) for each in found]


@pytest.mark.parametrize(
    ("name", "text", "line", "what", "remedy"),
    [
        (COVER, "a\n{% if %}", 2, "broken template", ""),
        (COVER, "a\n{{ b", 2, "broken template", ""),
        (COVER, "{% block a %}{% endblock %}\n{% block a %}{% endblock %}", 2, "defined twice", ""),
        (COVER, EXTENDS + "{% block titel %}{% endblock %}", 2, "no block 'titel'", "title"),
        (COVER, EXTENDS + "\n<p>lost</p>", 3, "outside every block", "into one of the blocks"),
        (COVER, EXTENDS + "{% include 'masthead.html.j2' %}", 2, "outside every block", ""),
        (COVER, '{% extends "cover.html.j2" %}', 1, "extends itself", "shipped/cover.html.j2"),
        (COVER, '{% extends "shipped/covr.html.j2" %}', 1, "no template", "shipped/cover.html.j2"),
        (COVER, "\n{% include 'nosuch.html.j2' %}", 2, "no template 'nosuch.html.j2'", ""),
        (COVER, "{% import '../../x' as y %}", 1, "no template '../../x'", ""),
        (COVER, "{{ view.title | uper }}", 1, "no filter 'uper'", "upper"),
        (COVER, "{{ view.title | safe }}", 1, "no filter 'safe'", "always shown as text"),
        (COVER, "{% if view is defned %}{% endif %}", 1, "no test 'defned'", "defined"),
        (COVER, "{% autoescape false %}{% endautoescape %}", 1, "escaping", "always shown as text"),
        (COVER, "\n\n{{ veiw.title }}", 3, "'veiw' is not defined", "view"),
        (COVER, "{{ view.__class__ }}", 1, "sandbox forbids '__class__'", ""),
        (COVER, "{{ view['__class__'] }}", 1, "sandbox forbids '__class__'", ""),
        (COVER, "{{ view.cover.scoop }}", 1, "Cover has no 'scoop'", "scope"),
        (COVER, "{{ view.cover.unit.x.y.z }}", 1, "str has no 'x'", ""),
        (COVER, "{{ 1 / 0 }}", 1, "this fails: division by zero", "filled"),
        (COVER, "\n{{ view.cover.day + 'x' }}", 2, "this fails: unsupported operand", ""),
        (COVER, "{% include 'chapters/' ~ view.title %}", 1, "no template 'chapters/Gap", ""),
        (COVER, '<img src="https://x.example/y.png">', 1, "from outside", "data: address"),
        (COVER, "<img src=//x.example/y.png>", 1, "from outside", "data: address"),
        (COVER, "<link rel=stylesheet href=x.css>", 1, "from outside", "data: address"),
        (COVER, "<script>alert(1)</script>", 1, "wants to run", "no script"),
        (COVER, '<p onclick="x()">', 1, "wants to run", "no script"),
        (COVER, '<a href="javascript:x()">', 1, "wants to run", "no script"),
        ("base.css", "a{}\n@import 'x.css';", 2, "from outside", "data: address"),
        ("print.css", "a{background:url(http://x)}", 1, "from outside", "data: address"),
        ("screen.css", "a{background:url(x.png)}", 1, "from outside", "data: address"),
        ("covr.html.j2", "x", 0, "no report uses", "cover.html.j2"),
        (PARTS, "{% macro heading(view, id) %}{% endmacro %}", 0, "macro 'badge' is missing", ""),
        (GATES, "{% import '_parts.html.j2' as p %}{{ p.nope() }}", 1, "no macro 'nope'", ""),
        ("report.md.j2", "\n{{ view.nosuch }}", 2, "ReportView has no 'nosuch'", ""),
        ("plan.html.j2", "\n{{ view.nosuch }}", 2, "PlanView has no 'nosuch'", ""),
        ("masthead.html.j2", "{{ veiw }}", 1, "'veiw' is not defined", "view"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(name, text, line, what, remedy, samples):
    """Whether it shows on reading or on filling."""
    found = check({name: text}, samples)
    (fault,) = [each for each in found if what in each.what and each.line == line][:1] or [None]

    assert fault, told(found)
    assert fault.file == name
    assert remedy in fault.remedy


def test_an_address_put_together_is_found_in_the_page(samples):
    """Where no line of a template shows it."""
    text = "{% set host = 'x.example' %}<img src=\"{{ 'https' }}://{{ host }}/y.png\">"

    assert any("the page asks for something" in each.what for each in check({COVER: text}, samples))


def test_everything_is_told_at_once(samples):
    """Several faults in a line, in a file and in several files; a broken file hides no other."""
    own = {
        COVER: EXTENDS + "{% block titel %}{% endblock %}\n{% block scope %}{{ veiw }} "
        "{{ view.cover.scoop | saef }}\n{{ view.cover.oder }}{% endblock %}",
        GATES: "{{ view.gates.one }}\n{% for x in view.gates.two %}{% endfor %}\n{{ 1 / 0 }}",
        "base.css": "{% if %}",
    }
    found = told(check(own, samples))

    for expected in (
        ("base.css", 1, "broken template"),
        (GATES, 1, "GatesChapter has no 'one'"),
        (GATES, 2, "GatesChapter has no 'two'"),
        (GATES, 3, "this fails: division by zero"),
        (COVER, 2, "what it extends has no block 'titel'"),
        (COVER, 3, "'veiw' is not defined here"),
        (COVER, 3, "there is no filter 'saef'"),
        (COVER, 3, "Cover has no 'scoop'"),
        (COVER, 4, "Cover has no 'oder'"),
    ):
        assert any(each[:2] == expected[:2] and expected[2] in each[2] for each in found), expected
    assert len(found) == len(set(found)) == 9


ENDS = "{% endblock %}"
METHOD = "chapters/method.html.j2"
RIGHT = {
    "nothing changed": (COVER, EXTENDS),
    "super": (COVER, EXTENDS + "{% block title %}{{ super() }}<p>x</p>" + ENDS),
    "a block in a block": (COVER, EXTENDS + "{% block facts %}{% block mine %}" + ENDS * 2),
    "an import": (
        COVER,
        EXTENDS
        + '{% import "_parts.html.j2" as parts %}{% block title %}'
        + "{{ parts.facts(view.method.facts) if view.method is defined }}"
        + ENDS,
    ),
    "remarks": (COVER, "{# <script> #}<!-- src=http:// --><a href='https://iso.org'>ISO</a>"),
    "defaults": (COVER, "{{ view.nosuch | default('none') }}{{ view.nosuch is defined }}"),
    "data": (COVER, "<img src='data:image/png;base64,AAAA'><p>location=1, reason=http</p>"),
    "a style": ("base.css", '{% extends "shipped/base.css" %}{% block more %}a{}' + ENDS),
    "a picture": ("base.css", "/* @import url(http://x) */ a { background: url(data:x,AA) }"),
    "names of the parent": (
        METHOD,
        (
            f'{{% extends "shipped/{METHOD}" %}}'
            "{% block limits %}{% for limit in method.limits %}<p>{{ limit }}</p>{% endfor %}"
            "{{ parts.facts(method.facts) }}{% endblock %}"
        ),
    ),
    "names of those that include it": (
        "chapters/finding.html.j2",
        "<p id='{{ finding.id }}'>{{ parts.badge(finding.grade) }}</p>",
    ),
    "a single macro": (
        PARTS,
        (
            '{% from "shipped/_parts.html.j2" import heading, badge, rated, evidence, ref, '
            "links, facts, standing %}{% macro rating(each) %}[{{ each.symbol }}]{% endmacro %}"
        ),
    ),
    "Markdown": (
        "markdown/gates.md.j2",
        '{% extends "shipped/markdown/gates.md.j2" %}{% block track %}None.' + ENDS,
    ),
}


@pytest.mark.parametrize(("name", "text"), list(RIGHT.values()), ids=list(RIGHT))
def test_what_is_right_is_let_through(name, text, samples):
    """Blocks, macros, own partials, links and remarks."""
    assert told(check({name: text}, samples)) == []


def test_own_partials_are_used_by_own_templates(samples):
    """A name of one's own is right where an own template asks for it."""
    own = {COVER: "{% include '_mine.html.j2' %}", "_mine.html.j2": "<p>{{ view.title }}</p>"}

    assert told(check(own, samples)) == []
    assert [each.file for each in faults({"_mine.html.j2": "x"})] == ["_mine.html.j2"]


def test_copies_of_all_shipped_templates_are_right(samples):
    """Nothing is said against what is shipped."""
    assert told(check(inventory.templates(), samples)) == []


def test_every_template_has_blocks_or_macros():
    """So that any part of a document can be changed by itself."""
    for name in inventory.templates():
        tree = inventory.tree(name)
        assert inventory.blocks(name) or inventory.macro_names(tree), name


def extending(name):
    """An own template that puts a mark before every block of a shipped one, by block."""
    marks = {
        block: f"own-{name}-{block}-".replace("/", "-").replace(".", "-")
        for block in inventory.blocks(name)
    }
    blocks = [
        f"{{% block {block} %}}{mark}{{{{ super() }}}}{{% endblock %}}"
        for block, mark in marks.items()
    ]
    return f'{{% extends "shipped/{name}" %}}' + "".join(blocks), marks


def pages(name, text, samples):
    """The documents of samples with one own template."""
    loader = rendering.loader_for({name: text})
    if name.endswith(".md.j2"):
        words = rendering.environment(rendering.marked(markdown.escaped), loader)
        for sample in samples[:2]:
            yield words.get_template(markdown.PAGE).render(view=sample.view)
        return
    page = rendering.environment(rendering.escaped, loader)
    body = "plan.html.j2" if name in PLAN_ONLY else "report.html.j2"
    for sample in samples[2:] if name in PLAN_ONLY else samples[:2]:
        yield page.get_template(html.FRAME).render(**html.screen_context(sample.view, body))
        yield page.get_template(pdf.FRAME).render(**pdf.print_context(sample.view, body))


PLAN_ONLY = ("plan.html.j2", "chapters/plan_sheets.html.j2")


@pytest.mark.parametrize("name", [each for each in inventory.templates() if "_" not in each[:1]])
def test_every_block_can_be_replaced(name, samples):
    """An own template that extends the shipped one is what then stands there."""
    made = filled()
    before = small({})
    history = History("spring", before, (("spring", before),))
    board = build_view(made, planned(made), Order(Audience.BOARD))
    compared = Sample("compared", build_view(made, planned(made), Order(history=history)))
    usual = [compared, Sample("board", board), samples[2]]
    text, marks = extending(name)
    shown = "".join(pages(name, text, usual))

    assert {block for block, mark in marks.items() if mark not in shown} == set()
