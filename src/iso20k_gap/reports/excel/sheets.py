"""What the sheets are called in the language spoken; in the code each goes by its English name."""

from iso20k_gap.language import pgettext
from iso20k_gap.reports.packs.cells import LONGEST_NAME, sheet_name


def sheet_names() -> dict[str, str]:
    """The names by the English ones; no two are the same, and each is one a workbook takes."""
    # for translators: names of sheets, 31 signs at most, without [ ] : * ? / and backslash
    said = {
        "Summary": pgettext("sheet", "Summary"),
        "Results": pgettext("sheet", "Results"),
        "Charts": pgettext("sheet", "Charts"),
        "Numbers": pgettext("sheet", "Numbers"),
        "Findings": pgettext("sheet", "Findings"),
        "Answers": pgettext("sheet", "Answers"),
        "Documents register": pgettext("sheet", "Documents register"),
        "Evidence": pgettext("sheet", "Evidence"),
        "Other parties": pgettext("sheet", "Other parties"),
        "Gates": pgettext("sheet", "Gates"),
        "Plan": pgettext("sheet", "Plan"),
        "Milestones": pgettext("sheet", "Milestones"),
        "Comparison": pgettext("sheet", "Comparison"),
        "Remarks": pgettext("sheet", "Remarks"),
        "Assessment": pgettext("sheet", "Assessment"),
        "Overview": pgettext("sheet", "Overview"),
        "Actions": pgettext("sheet", "Actions"),
        "Gantt": pgettext("sheet", "Gantt"),
        "Workload": pgettext("sheet", "Workload"),
        "Goals": pgettext("sheet", "Goals"),
        "RACI": pgettext("sheet", "RACI"),
        "Budget": pgettext("sheet", "Budget"),
        "Long texts": pgettext("sheet", "Long texts"),
    }
    taken: set[str] = set()
    return {own: _free(sheet_name(name), taken) for own, name in said.items()}


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where another sheet is called so; case does not count."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name[: LONGEST_NAME - 3].strip()} {number}"
    taken.add(free.casefold())
    return free
