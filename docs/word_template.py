"""Makes the Word template anew: `python docs/word_template.py`.

The template may as well be restyled in Word and saved: the report takes its styles, page, header
and footer from it, and nothing of its text.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from iso20k_gap.reports.word.package import sealed

TEMPLATE = Path(__file__).parents[1] / "report_templates" / "docx" / "report.docx"
FONT = "Calibri"
INK, SOFT, ACCENT, RULE, TINT = "1B2A41", "55617A", "0B6582", "D3D9E3", "F3F5F9"
KEPT = {
    "Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet",
    "List Number", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List",
    "Header Char", "Footer Char", "Heading 1 Char", "Heading 2 Char", "Heading 3 Char",
    "Title Char", "Subtitle Char", "Table Normal",
}  # fmt: skip
PARAGRAPHS: dict[str, dict[str, Any]] = {
    "Normal": {"size": 10, "after": 6, "color": INK},
    "Title": {"size": 34, "bold": True, "color": INK, "before": 120, "after": 6},
    "Subtitle": {"size": 16, "color": ACCENT, "after": 18},
    "Heading 1": {"size": 18, "bold": True, "color": INK, "before": 0, "after": 6},
    "Heading 2": {"size": 14, "bold": True, "color": INK, "before": 10, "after": 4},
    "Heading 3": {"size": 11, "bold": True, "color": ACCENT, "before": 10, "after": 3},
    "Caption": {"size": 9, "color": SOFT, "bold": True, "before": 8, "after": 3},
    "List Bullet": {"size": 10, "after": 3, "color": INK},
    "List Number": {"size": 10, "after": 3, "color": INK},
    "Header": {"size": 8, "color": SOFT},
    "Footer": {"size": 8, "color": SOFT},
    "toc 1": {"size": 10.5, "after": 4, "color": INK},
    "TOC Heading": {"size": 20, "bold": True, "color": INK, "after": 10},
    "Verdict": {"size": 15, "bold": True, "color": INK, "before": 6, "after": 10},
    "Soft": {"size": 9, "color": SOFT, "after": 6},
    "Table Gap": {"size": 4, "after": 2},
    "Lead": {"size": 9.5, "color": SOFT, "after": 4},
    "Figure": {"size": 10, "after": 6},
    "Table Text": {"size": 8.5, "before": 1, "after": 1, "color": INK},
    "Table Number": {"size": 8.5, "before": 1, "after": 1, "color": INK},
    "Table Head": {"size": 8.5, "before": 2, "after": 2, "bold": True, "color": "FFFFFF"},
    "Table Head Number": {"size": 8.5, "before": 2, "after": 2, "bold": True, "color": "FFFFFF"},
}
CHARACTERS = {
    "Strong": INK,
    "Label": SOFT,
    "Grade Major": "9E2A1B",
    "Grade Minor": "7D5200",
    "Grade Opportunity": "1D5FA0",
    "Tone Good": "17664F",
    "Tone Bad": "9E2A1B",
    "Tone Fair": "7D5200",
}
TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="%(id)s">
  <w:name w:val="%(name)s"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr><w:tblBorders>%(borders)s</w:tblBorders>
  <w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>%(first)s
</w:style>"""
RULED = (
    f'<w:bottom w:val="single" w:sz="4" w:color="{RULE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:color="{RULE}"/>'
)
FIRST_ROW = f"""<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>
  <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{INK}"/><w:vAlign w:val="bottom"/></w:tcPr>
</w:tblStylePr>"""
BINDING = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
)
AFTER_SHADE = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
"""What the schema wants behind a paragraph's border and ground."""

WORDS_OWN = ("toc 1", "TOC Heading", "Strong")
UNUSED = ("/thumbnail", "/stylesWithEffects")
CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
ABOUT = (
    "This file lends its looks to the Word reports. Change the styles, the page, the header and "
    "the footer, and save it; its text is not taken over. The fields in header and footer take the "
    "document's title, subject and page."
)


def main() -> None:
    """Write the template."""
    document = docx.Document()
    _drop_styles(document)
    for name, look in PARAGRAPHS.items():
        _paragraph_style(document, name, look)
    for name, colour in CHARACTERS.items():
        style = _style(document, name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold, style.font.color.rgb = name != "Label", RGBColor.from_string(colour)
    for identifier, name, first in (
        ("GapTable", "Gap Table", FIRST_ROW),
        ("FactsTable", "Facts Table", ""),
    ):
        fields = {"id": identifier, "name": name, "borders": RULED, "first": first}
        document.styles.element.append(parse_xml(TABLE % fields))
    _details(document)
    _page(document)
    for name in PARAGRAPHS:
        document.add_paragraph(ABOUT if name == "Normal" else name, style=name)
    properties = document.core_properties
    properties.title, properties.subject, properties.comments = "Title", "Organisation", ""
    properties.author = "iso20k-gap"
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    for relations in (document.part.rels, document.part.package.rels):
        for name in [each for each in relations if relations[each].reltype.endswith(UNUSED)]:
            del relations[name]
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(sealed(document))


def _drop_styles(document: Any) -> None:
    for style in list(document.styles):
        if style.name not in KEPT:
            style.delete()


def _style(document: Any, name: str, kind: WD_STYLE_TYPE) -> Any:
    known = {style.name for style in document.styles}
    if name in known:
        return document.styles[name]
    return document.styles.add_style(name, kind, builtin=name in WORDS_OWN)


def _paragraph_style(document: Any, name: str, look: dict[str, Any]) -> None:
    style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = FONT, Pt(look["size"])
    style.font.bold = look.get("bold", False)
    if "color" in look:
        style.font.color.rgb = RGBColor.from_string(look["color"])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FONT)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.get("before", 0)), Pt(look.get("after", 0))
    shape.line_spacing = 1.0 if name.startswith("Table") else 1.08
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _details(document: Any) -> None:
    styles = document.styles
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "TOC Heading", "Lead"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["Figure"].paragraph_format.keep_together = True
    styles["Caption"].font.italic = False
    styles["Subtitle"].font.italic = False
    for name in ("Table Number", "Table Head Number"):
        styles[name].paragraph_format.alignment = 2
    shape = styles["Verdict"].element.get_or_add_pPr()
    border = f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{ACCENT}"/>'
    for markup in (
        f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>",
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{TINT}"/>',
    ):
        shape.insert_element_before(parse_xml(markup), *AFTER_SHADE)
    language = parse_xml(
        f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    )
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    section.header_distance = section.footer_distance = Cm(1)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    _bound(head, "subject", "Organisation")
    head.add_run("  |  ")
    _bound(head, "title", "Title")
    foot = section.footer.paragraphs[0]
    foot.alignment = 2
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _bound(paragraph: Any, name: str, shown: str) -> None:
    paragraph._p.append(  # noqa: SLF001 - python-docx has no words for it
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{name.capitalize()}"/>'
            f'<w:dataBinding w:prefixMappings="{BINDING}" '
            f'w:xpath="/cp:coreProperties[1]/dc:{name}[1]" w:storeItemID="{CORE}"/><w:text/>'
            f"</w:sdtPr><w:sdtContent><w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def _field(paragraph: Any, code: str) -> None:
    paragraph._p.append(  # noqa: SLF001 - python-docx has no words for it
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


if __name__ == "__main__":
    main()
