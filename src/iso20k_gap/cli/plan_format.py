"""The names of the plan's forms; what draws them is in `reports.plan_formats`."""

from enum import StrEnum


class Format(StrEnum):
    """The forms of the plan."""

    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    ICS = "ics"
    MSPDI = "mspdi"
    CSV = "csv"
    JSON = "json"
    JIRA = "jira"
    GITHUB = "github"
