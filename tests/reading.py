"""Reads documents back as text, as a person would see them."""

import html as markup
import io
import json
import re

import docx
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from iso20k_gap.reports.formats import Format


def text_of(form: Format, content: bytes) -> str:
    """Everything a form shows, as text with single spaces."""
    if form is Format.XLSX:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = [
            row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
        ]
        text = " ".join(str(value) for row in rows for value in row)
    elif form is Format.DOCX:
        body = docx.Document(io.BytesIO(content)).element.body
        text = " ".join(
            "".join(each.text or "" for each in part.iter(qn("w:t")))
            for part in body.iter(qn("w:p"))
        )
    elif form is Format.HTML:
        body = re.sub(r"<(style|script)\b.*?</\1>", "", content.decode(), flags=re.DOTALL)
        text = markup.unescape(re.sub(r"<[^>]*>", " ", body))
    elif form is Format.MD:
        text = re.sub(r"\\(.)", r"\1", content.decode().replace("<br>", " "))
    else:
        text = json.dumps(json.loads(content), ensure_ascii=False)
    return " ".join(text.split())
