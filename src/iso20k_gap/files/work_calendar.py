"""Public holidays by country, as plain dates for the plan."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from iso20k_gap.core.capacity import HORIZON_YEARS
from iso20k_gap.core.consistency import Misfit
from iso20k_gap.core.plan import Calendar
from iso20k_gap.errors import Complaint, InputError
from iso20k_gap.files.assessment_folder import PLAN


def public_holidays(calendar: Calendar, start: date) -> frozenset[date]:
    """The calendar's public holidays from the year of `start` to the plan's horizon.

    Raises:
        InputError: the country or subdivision is unknown.
    """
    if not calendar.country:
        return frozenset()
    complaints = [
        Complaint(each.what, each.remedy, PLAN)
        for each in misfits(calendar.country, calendar.subdivision)
    ]
    if complaints:
        raise InputError(*complaints)
    import holidays

    years = range(start.year - 1, start.year + HORIZON_YEARS + 1)
    subdivision = calendar.subdivision or None
    found = holidays.country_holidays(_code(calendar.country), subdiv=subdivision, years=years)
    return frozenset(found)


def misfits(country: str, subdivision: str) -> Iterator[Misfit]:
    """What is wrong with a country and subdivision as someone wrote them."""
    if not country:
        if subdivision:
            what = f"calendar.subdivision {subdivision!r} is given without a country"
            yield Misfit(("calendar", "subdivision"), what, "add 'country' above it")
        return
    code = _code(country)
    if not code:
        what = f"calendar.country: no public holidays are known for {country!r}"
        yield Misfit(("calendar", "country"), what, _nearest_country(country))
        return
    known = _subdivisions(code)
    if subdivision and subdivision not in known:
        what = f"calendar.subdivision: {code} has no subdivision {subdivision!r}"
        yield Misfit(("calendar", "subdivision"), what, _nearest(subdivision, known))


def _countries() -> dict[str, str]:
    """Two-letter codes by every way a country may be written, in lower case."""
    from holidays.registry import COUNTRIES

    named: dict[str, str] = {}
    for spaced, (name, code, *others) in COUNTRIES.items():
        for each in (spaced.replace("_", " "), name, code, *others):
            named[each.casefold()] = code
    return named


def _code(country: str) -> str:
    return _countries().get(country.strip().casefold(), "")


def _nearest_country(country: str) -> str:
    named = _countries()
    close = get_close_matches(country.casefold(), named, n=3)
    codes = [f"{named[each]} ({each.title()})" for each in close]
    hint = f"did you mean {' or '.join(codes)}? " if codes else ""
    return f"{hint}write the two-letter code of ISO 3166, such as IE"


def _subdivisions(code: str) -> tuple[str, ...]:
    import holidays

    entity = holidays.country_holidays(code)
    return (*entity.subdivisions, *entity.subdivisions_aliases)


def _nearest(subdivision: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(subdivision, known, n=3, cutoff=0.5)
    close = close or [each for each in known if each.casefold() == subdivision.casefold()]
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"subdivisions: {', '.join(known)}" if known else "leave it out"
