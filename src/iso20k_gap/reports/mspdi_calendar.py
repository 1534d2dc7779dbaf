"""Calendars in Microsoft Project's XML: the working week, days off, and each person's absences."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from iso20k_gap.language import _, pgettext, role
from iso20k_gap.reports.rendering import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from iso20k_gap.core.working_time import WorkingTime

HOURS = 8
SHIFTS = (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00"))
PROJECT_CALENDAR = 1
EXCEPTION = 0
DAY = timedelta(days=1)


def add(parent: ET.Element, name: str, value: Any = None) -> ET.Element:
    """Add an element with a text, or an empty one."""
    element = ET.SubElement(parent, name)
    if value is not None:
        element.text = str(value)
    return element


def at(day: date, *, end: bool = False) -> str:
    """A working day's begin or end."""
    return f"{day}T{SHIFTS[-1][1] if end else SHIFTS[0][0]}"


def hours(amount: float) -> str:
    """A duration in working hours and minutes, as XML has it."""
    whole, minutes = divmod(round(amount * 60), 60)
    return f"PT{whole}H{minutes}M0S"


def clean(text: str) -> str:
    """The text with one kind of line end and nothing that XML cannot hold."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def add_calendars(root: ET.Element, time: WorkingTime, people: Mapping[str, int]) -> None:
    """Add the project's calendar, and one for each person upon it."""
    calendars = add(root, "Calendars")
    whole = _calendar(calendars, PROJECT_CALENDAR, pgettext("calendar", "Plan")[:50], base=None)
    days = add(whole, "WeekDays")
    for weekday in range(1, 8):
        # Project counts from Sunday, which is 1.
        _weekday(days, weekday % 7 + 1, works=weekday in time.weekdays)
    _exceptions(whole, days, time.off)
    for name, number in people.items():
        own = _calendar(calendars, number + 1, clean(role(name))[:50], base=PROJECT_CALENDAR)
        if away := time.absent.get(name):
            _exceptions(own, add(own, "WeekDays"), away)


def _calendar(parent: ET.Element, uid: int, name: str, base: int | None) -> ET.Element:
    calendar = add(parent, "Calendar")
    for key, value in (
        ("UID", uid),
        ("Name", name),
        ("IsBaseCalendar", int(base is None)),
        ("BaseCalendarUID", -1 if base is None else base),
    ):
        add(calendar, key, value)
    return calendar


def _weekday(days: ET.Element, kind: int, *, works: bool) -> ET.Element:
    day = add(days, "WeekDay")
    add(day, "DayType", kind)
    add(day, "DayWorking", int(works))
    if works:
        times = add(day, "WorkingTimes")
        for begin, end in SHIFTS:
            time = add(times, "WorkingTime")
            add(time, "FromTime", begin)
            add(time, "ToTime", end)
    return day


def _exceptions(calendar: ET.Element, days: ET.Element, off: Iterable[date]) -> None:
    """Tell days off twice: as older programs read them, and as newer ones do."""
    spans = list(_spans(off))
    for span in spans:
        _period(_weekday(days, EXCEPTION, works=False), span)
    if not spans:
        return
    exceptions = add(calendar, "Exceptions")
    for first, last in spans:
        exception = add(exceptions, "Exception")
        add(exception, "EnteredByOccurrences", 0)
        _period(exception, (first, last))
        add(exception, "Occurrences", (last - first).days + 1)
        add(exception, "Name", _("not working"))
        add(exception, "Type", 1)
        add(exception, "DayWorking", 0)


def _period(parent: ET.Element, span: tuple[date, date]) -> None:
    period = add(parent, "TimePeriod")
    add(period, "FromDate", f"{span[0]}T00:00:00")
    add(period, "ToDate", f"{span[1]}T23:59:00")


def _spans(days: Iterable[date]) -> Iterable[tuple[date, date]]:
    """Days that follow each other, as spans."""
    listed = sorted(set(days))
    breaks = [place for place, (one, two) in enumerate(pairwise(listed), 1) if two - one > DAY]
    for first, last in pairwise([0, *breaks, len(listed)]):
        if first < last:
            yield listed[first], listed[last - 1]
