"""Branding: name, contact, colour, logo and disclaimer on the cover, checked and escaped."""

import base64
import io
import struct
import zipfile
import zlib

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from builders import new_folder
from documents import RATED, Page, planned, small
from iso20k_gap.cli.app import main
from iso20k_gap.core.branding import Branding
from iso20k_gap.core.colour import contrast
from iso20k_gap.core.logo import Logo
from iso20k_gap.core.redaction import redacted
from iso20k_gap.errors import InputError
from iso20k_gap.files import logo_file
from iso20k_gap.reports import (
    html,
    markdown,
    pdf,
    plan_document,
    plan_xlsx,
    report_docx,
    report_xlsx,
)
from iso20k_gap.reports.contents import Audience
from iso20k_gap.reports.formats import Format
from iso20k_gap.reports.view import Order, build_view
from reading import text_of

BRAND = {
    "name": "Hart & <b>Bold</b>",
    "contact": "ada@hart.example",
    "accent": "#7A1F5C",
    "logo": "img/logo.svg",
    "disclaimer": "No warranty <i>whatever</i>.",
}
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">'
    b'<rect width="80" height="20"/></svg>'
)


def png(width, height):
    """A PNG of one grey."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def doubled(levels, use):
    """Groups of which each draws the one before it twice."""
    groups = (b"<g id='a%d'>%s</g>" % (n, 2 * (use % (n - 1))) for n in range(1, levels + 1))
    return b"<g id='a0'/>" + b"".join(groups)


CHAIN = b"".join(b"<g id='b%d'><use href='#b%d'/></g>" % (n, n + 1) for n in range(999))


def shown(logo=None, audience=Audience.FULL, **brand):
    made = small(RATED, branding=brand or BRAND)
    return build_view(made, planned(made), Order(audience, logo=logo))


def test_the_cover_and_the_running_header_carry_the_brand():
    """Escaped; the colour is in the style, the logo an image that holds its own bytes."""
    page = html.render(shown(Logo("image/svg+xml", SVG))).decode()
    taken = Page(page.encode())

    assert "Hart &amp; &lt;b&gt;Bold&lt;/b&gt;" in page
    assert "<b>Bold</b>" not in page
    assert "No warranty <i>" not in page
    assert ":root { --accent: #7a1f5c }" in page
    assert taken.values("src") == [f"data:image/svg+xml;base64,{base64.b64encode(SVG).decode()}"]
    assert "img-src data:" in page


def names(content):
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.namelist()


PNG = Logo("image/png", png(60, 20))


def test_word_shows_name_logo_and_disclaimer():
    """On the cover, and above the board's report, with words for those who do not see it."""
    for audience in Audience:
        content = report_docx.render(shown(PNG, audience))
        document = docx.Document(io.BytesIO(content))
        drawn = document.inline_shapes[0]
        told = next(document.element.body.iter(qn("wp:docPr"))).get("descr")
        text = "".join(each.text or "" for each in document.element.body.iter(qn("w:t")))

        assert told == BRAND["name"]
        assert drawn.height.cm == pytest.approx(1.1, abs=0.01)
        assert content == report_docx.render(shown(PNG, audience))
        if audience is not Audience.BOARD:
            assert BRAND["name"] in text
            assert BRAND["disclaimer"] in text
    assert not any(name.startswith("word/media") for name in names(report_docx.render(shown())))


def test_a_wide_logo_stays_on_the_page():
    """It is made smaller both ways."""
    content = report_docx.render(shown(Logo("image/png", png(4000, 40))))
    drawn = docx.Document(io.BytesIO(content)).inline_shapes[0]

    assert drawn.width.cm == pytest.approx(8, abs=0.01)
    assert drawn.height.cm == pytest.approx(0.08, abs=0.01)


def test_workbooks_show_name_logo_and_disclaimer():
    """Report and plan, on the first sheet; the picture is as it was given."""
    made = small(RATED, branding=BRAND)
    plan = planned(made)
    for content in (report_xlsx.render(shown(PNG)), plan_xlsx.render(made, plan, PNG)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert package.read("xl/media/image1.png") == PNG.content
            drawing = package.read("xl/drawings/drawing1.xml").decode()
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        text = " ".join(str(value) for row in sheet.to_python() for value in row)

        assert 'descr="Hart &amp; &lt;b&gt;Bold&lt;/b&gt;"' in drawing
        assert BRAND["name"] in text
        assert BRAND["disclaimer"] in text
    assert not any("media" in name for name in names(report_xlsx.render(shown())))


def test_the_plan_shows_the_logo():
    """As a page, and on paper."""
    made = small(RATED, branding=BRAND)
    view = plan_document.plan_view(made, planned(made), PNG)
    first = pypdfium2.PdfDocument(plan_document.render_pdf(view))[0]

    assert b'<img class="logo" src="data:image/png;base64,' in plan_document.render_html(view)
    assert any(each.type == 3 for each in first.get_objects()), "an image"


def test_a_drawing_is_left_out_where_it_cannot_be_held(caplog):
    """Word and Excel take no SVG; that is said, and the rest is there."""
    logo = Logo("image/svg+xml", SVG)
    for content in (report_docx.render(shown(logo)), report_xlsx.render(shown(logo))):
        assert not any("media" in name for name in names(content))
    assert caplog.text.count("save it as PNG") == 2


@pytest.mark.parametrize("audience", list(Audience))
def test_redaction_is_told_in_word_and_excel(audience):
    """On the cover, or above the board's report."""
    made = small(RATED)
    view = build_view(made, planned(made), Order(audience, redacted=True))
    told = "Redacted: names of people and parties"

    assert told in text_of(Format.DOCX, report_docx.render(view))
    assert told in text_of(Format.XLSX, report_xlsx.render(view))


def test_without_a_logo_no_image_may_load():
    """The page's own policy names no images."""
    page = html.render(shown(name="Hart")).decode()

    assert "img-src" not in page
    assert "<img" not in page


@pytest.mark.parametrize("audience", list(Audience))
def test_the_pdf_draws_name_and_logo(audience):
    """On the cover, or on the board's first page."""
    logo = Logo("image/png", png(60, 20))
    first = pypdfium2.PdfDocument(pdf.render(shown(logo, audience)))[0]

    assert "Hart & <b>Bold</b>" in first.get_textpage().get_text_range()
    assert any(each.type == 3 for each in first.get_objects()), "an image"


def test_markdown_names_who_made_it():
    """Name, contact and disclaimer, as text."""
    content = markdown.render(shown()).decode()

    assert "Prepared by Hart & " in content.replace("\\", "")
    assert "ada@hart.example" in content
    assert "No warranty \\<i\\>" in content


def test_a_redacted_report_has_no_contact():
    """The name stays, it is the report's maker."""
    branding = redacted(small(RATED, branding=BRAND).assessment).branding

    assert branding.contact == ""
    assert branding.name == BRAND["name"]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("accent", "blue", "a colour such as"),
        ("accent", "#fff", "a colour such as"),
        ("accent", "#0b6582; } body { display: none", "a colour such as"),
        ("accent", "#ffd700", "a darker colour"),
        ("logo", "../logo.png", "inside the assessment folder"),
        ("logo", "a/../../logo.png", "inside the assessment folder"),
        ("logo", "/etc/logo.png", "inside the assessment folder"),
        ("logo", "http://evil.example/x.png", "inside the assessment folder"),
        ("logo", "logo.exe", "inside the assessment folder"),
    ],
)
def test_wrong_branding_is_refused(field, value, told):
    """With what would be right."""
    with pytest.raises(ValidationError, match=told):
        Branding.model_validate({field: value})


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_contrast_is_between_1_and_21_and_the_same_both_ways(one, other):
    """As WCAG defines it."""
    first, second = f"#{one:06x}", f"#{other:06x}"

    assert 1 <= contrast(first, second) <= 21.0001
    assert contrast(first, second) == contrast(second, first)


def test_contrast_has_its_known_values():
    """Black on white is 21 to 1, a colour with itself 1 to 1."""
    assert round(contrast("#000000"), 6) == 21
    assert contrast("#123456", "#123456") == 1
    assert round(contrast("#767676"), 2) == 4.54


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "neither PNG, JPEG nor SVG"),
        (b"<html><svgx/></html>", "neither PNG, JPEG nor SVG"),
        (b"x" * (512 * 1024 + 1), "larger than"),
        (png(1, 1)[:20], "damaged"),
        (png(5000, 1), "pixels"),
        (b"\xff\xd8\xff\xe0\x00", "damaged"),
        (b"<svg><script>alert(1)</script></svg>", "more than a drawing"),
        (b"<svg onload='x()'/>", "more than a drawing"),
        (b"<svg ><image href='http://evil.example/x.png'/></svg>", "more than a drawing"),
        (b"<svg ><image xlink:href='file:///etc/passwd'/></svg>", "more than a drawing"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg >&a;</svg>", "more than a drawing"),
        (b"<svg ><style>@import 'x'</style></svg>", "more than a drawing"),
        (b"<svg ><rect style='fill:url(http://evil.example)'/></svg>", "more than a drawing"),
        (b"<svg ><image href='data:image/png;base64,x'/></svg>", "more than a drawing"),
        (b"<svg ><linearGradient spreadMethod='repeat'/></svg>", "more than a drawing"),
        (b"<?xml version='1.0' encoding='utf-7'?><svg ></svg>", "more than a drawing"),
        (b"<svg ><rect></svg>", "damaged"),
        (b"<svg >" + b"<g/>" * 3001 + b"</svg>", "too rich"),
        (b"<svg ><style>" + b"a{}" * 201 + b"</style></svg>", "too rich"),
        (b"<svg >" + b"<g>" * 50 + b"</g>" * 50 + b"</svg>", "nested too deeply"),
        (b"<svg >" + doubled(14, b"<use href='#a%d'/>") + b"</svg>", "draws more than"),
        (b"<svg >" + doubled(14, b"<g mask='url(#a%d)'/>") + b"</svg>", "draws more than"),
        (b"<svg ><g id='a'><use href='#a'/></g></svg>", "draws more than"),
        (b"<svg >" + CHAIN + b"</svg>", "draws more than"),
        (
            b"<svg ><style>.a{mask:url(#a9)}</style>"
            + doubled(9, b"<use href='#a%d'/>")
            + b"<g/>" * 99
            + b"</svg>",
            "draws more than",
        ),
    ],
)
def test_a_logo_that_is_no_plain_drawing_is_refused(tmp_path, content, told):
    """What it is counts, not what it is called."""
    (tmp_path / "logo.svg").write_bytes(content)

    with pytest.raises(InputError) as raised:
        logo_file.read(tmp_path, "logo.svg")
    assert told in str(raised.value.complaints[0])


def test_logos_that_are_taken(tmp_path):
    """PNG, JPEG and plain SVG, with references inside the drawing."""
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
    inner = b"<svg ><rect id='a' fill='url(#g)'/><use href='#a'/></svg>"
    for content, kind in ((png(4, 4), "png"), (jpeg, "jpeg"), (SVG, "svg+xml"),
                          (inner, "svg+xml")):  # fmt: skip
        (tmp_path / "logo.png").write_bytes(content)
        assert logo_file.read(tmp_path, "logo.png") == Logo(f"image/{kind}", content)


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    """A link is followed only to a file inside."""
    (tmp_path / "secret.svg").write_bytes(SVG)
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "logo.svg").symlink_to(tmp_path / "secret.svg")

    with pytest.raises(InputError) as raised:
        logo_file.read(folder, "logo.svg")
    assert "outside" in str(raised.value.complaints[0])


def test_the_command_reads_the_branding(tmp_path, capsys):
    """From `assessment.yaml`; a missing logo or a pale colour is told with its place."""
    folder = new_folder(tmp_path / "acme")
    file = folder / "assessment.yaml"
    text = file.read_text(encoding="utf-8")
    out, plan = tmp_path / "r.html", tmp_path / "p.html"
    (folder / "logo.svg").write_bytes(SVG)
    brand = "\nbranding: {name: Hart, logo: logo.svg, accent: '#7a1f5c'}\n"

    file.write_text(text + brand, encoding="utf-8")
    assert main(["report", str(folder), "-o", str(out)]) == 0
    assert "data:image/svg+xml" in out.read_text(encoding="utf-8")
    assert main(["plan", str(folder), "-f", "html", "-o", str(plan)]) == 0
    assert "data:image/svg+xml" in plan.read_text(encoding="utf-8")
    (folder / "logo.svg").unlink()
    assert main(["report", str(folder), "-o", str(out)]) == 3
    assert "the logo is missing" in capsys.readouterr().err
    file.write_text(text + brand.replace("#7a1f5c", "#ffee00"), encoding="utf-8")
    assert main(["report", str(folder), "-o", str(out)]) == 3
    assert "a darker colour" in capsys.readouterr().err
