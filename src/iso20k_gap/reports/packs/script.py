"""The words of the script on a pack's page; it fills in what stands in `{braces}` itself."""

from typing import Any

from iso20k_gap.language import _, ngettext


def words(total: int) -> dict[str, Any]:
    """What the script says, by name; what goes with a number has its forms for up to `total`."""
    return {
        # for translators: said aloud for a field, such as: Evidence 2 for 8.6.1-03, Title
        "piece": _("Evidence {number} for {question}, {field}"),
        "why": _("say why nothing occurred"),
        "untitled": _("evidence {number} has no title"),
        "reversed": _("evidence {number} ends before it begins"),
        "half_date": _("a date is not complete"),
        "progress": _("{done} of {total} answered"),
        "open": _plural(total, "{count} open", "{count} open"),
        "none_open": _("all answered"),
        "saved": _("Saved in this browser at {time}."),
        "full": _(
            "This browser cannot keep your answers any more. "
            "Download them before you close the page."
        ),
        "loaded": _plural(
            total,
            "{taken} of {count} answer loaded from {file}.",
            "{taken} of {count} answers loaded from {file}.",
        ),
        "other_pack": _("It was made with another pack."),
        "other_edition": _(
            "{file} belongs to another edition, questionnaire or scale. Nothing was changed."
        ),
        "no_answers": _("{file} is not a file of answers. Nothing was changed."),
        "look": _("Nothing was downloaded. Please look at this first:"),
        "name": _("Enter your name"),
        "downloaded": _plural(
            total,
            "{count} answer downloaded as {file}. Send this file back.",
            "{count} answers downloaded as {file}. Send this file back.",
        ),
        "complete": _("Every question is answered."),
        "kept": _("Your answers are kept in this browser as you go."),
        "not_kept": _(
            "This browser does not keep your answers. Download them before you close the page."
        ),
        "back": _plural(
            total,
            "{count} answer kept from {time} is back.",
            "{count} answers kept from {time} are back.",
        ),
        "unreadable": _("What this browser kept cannot be read; the page begins anew."),
    }


def _plural(total: int, one: str, many: str) -> dict[str, Any]:
    """The forms of a text, and for each number from 0 on which of them goes with it."""
    said = [ngettext(one, many, count) for count in range(total + 1)]
    forms = list(dict.fromkeys(said))
    return {"forms": forms, "which": "".join(str(forms.index(each)) for each in said)}
