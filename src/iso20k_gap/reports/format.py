"""The names of the gap report's forms; what draws them is in `formats`."""

from enum import StrEnum


class Format(StrEnum):
    """The forms of the gap report; the value is the file's ending too."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    MD = "md"
    JSON = "json"
