"""The results in figures and charts: overall, by clause group, by clause, by process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from iso20k_gap.core.catalogue import Clause
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.rating import Rating
from iso20k_gap.core.scoring import Tally
from iso20k_gap.language import _
from iso20k_gap.reports import charts, heat_map, radar, words
from iso20k_gap.reports.charts import Level

PROCESSES = {"2011": (("5", "6", "7", "8", "9"), 2)}
"""Which clauses hold an edition's processes, and how many numbers a process has."""
PROCESSES_DEFAULT = (("8",), 3)
BANDS = (("n", Fraction(15, 100)), ("p", Fraction(1, 2)), ("l", Fraction(85, 100)))
BAND_NAMES = {"n": "N", "p": "P", "l": "L", "f": "F", "open": "–"}


@dataclass(frozen=True)
class ClauseRow:
    """One clause in figures; `counts` are N, P, L, F, not rated and no occurrence."""

    id: str
    title: str
    depth: int
    lowest: bool
    counts: tuple[int, ...]
    coverage: str
    conformity: str
    achievement: str
    tone: str


@dataclass(frozen=True)
class ResultsChapter:
    """All charts and tables of the results."""

    lead: str
    overall: charts.BarChart
    heat_map: heat_map.TileChart
    conformity: charts.BarChart
    achievement: charts.BarChart
    ratings: charts.StackChart
    radar: radar.Radar
    processes: tuple[tuple[str, str, str, str], ...]
    clauses: tuple[ClauseRow, ...]


def results_chapter(evaluation: Evaluation) -> ResultsChapter:
    """Draw and tabulate the results."""
    catalogue, card = evaluation.catalogue, evaluation.scorecard
    groups = [catalogue.clause_by_id[each] for each in catalogue.groups]
    conformity = [_conformity(each, card.by_clause[each.id]) for each in groups]
    achievement = [_achievement(each, card.by_clause[each.id]) for each in groups]
    processes = _processes(evaluation)
    return ResultsChapter(
        lead=_lead(evaluation),
        overall=overall_chart(evaluation, "overall"),
        heat_map=_heat_map(evaluation, groups),
        conformity=_bars("conformity", _("Conformity by clause group"), conformity),
        achievement=_bars("achievement", _("Achievement by clause group"), achievement),
        ratings=_ratings(evaluation, groups),
        radar=radar.radar("processes", _told(_("Achievement by process"), processes), processes),
        processes=tuple(
            (each.label, each.note, words.percentage(each.share), words.span(each.reach))
            for each in processes
        ),
        clauses=tuple(_row(evaluation, each) for each in catalogue.clauses),
    )


def overall_chart(evaluation: Evaluation, identifier: str) -> charts.BarChart:
    """The overall numbers, each with the range it may still move in."""
    card, tally = evaluation.scorecard, evaluation.scorecard.overall
    levels = [
        Level(
            _("Conformity"),
            tally.conformity,
            tally.conformity_range,
            _("{part} of {whole} rated").format(part=tally.full, whole=tally.rated),
        ),
        Level(
            _("Achievement by requirement"),
            tally.achievement,
            tally.achievement_range,
            _("weighted mean"),
        ),
        Level(
            _("Achievement by clause"),
            card.achievement_by_clause,
            card.achievement_by_clause_range,
            _("mean of lowest clauses"),
        ),
        *_completeness(tally),
    ]
    title = _("Overall numbers; conformity {conformity}").format(
        conformity=words.percentage(tally.conformity)
    )
    return charts.bar_chart(identifier, title, levels)


def _completeness(tally: Tally) -> Iterator[Level]:
    """How much is rated, and how much of what is met is shown."""
    applicable = _("{part} of {whole} applicable")
    yield Level(
        _("Coverage"),
        tally.coverage,
        note=applicable.format(part=tally.rated, whole=tally.applicable),
    )
    full = _("{part} of {whole} rated F")
    yield Level(
        _("Evidenced"),
        tally.evidenced,
        note=full.format(part=tally.evidenced_full, whole=tally.full),
    )


def _bars(identifier: str, name: str, levels: Sequence[Level]) -> charts.BarChart:
    return charts.bar_chart(identifier, _told(name, levels), levels)


def _told(name: str, levels: Sequence[Level]) -> str:
    known = [(each.share, each) for each in levels if each.share is not None]
    if not known:
        return _("{name}: nothing rated yet").format(name=name)
    share, weakest = min(known, key=lambda pair: pair[0])
    if share == max(known, key=lambda pair: pair[0])[0]:
        return _("{name}: {share} throughout").format(name=name, share=words.percentage(share))
    return _("{name}; lowest: {place}, {share}").format(
        name=name,
        place=f"{weakest.label} {weakest.note}".rstrip(),
        share=words.percentage(share),
    )


def _conformity(clause: Clause, tally: Tally) -> Level:
    return Level(f"{clause.id} {clause.title}", tally.conformity, tally.conformity_range)


def _achievement(clause: Clause, tally: Tally) -> Level:
    return Level(f"{clause.id} {clause.title}", tally.achievement, tally.achievement_range)


def _lead(evaluation: Evaluation) -> str:
    tally = evaluation.scorecard.overall
    if not tally.rated:
        return _("Nothing is rated yet: every number may still become anything from 0 to 100 %.")
    return " ".join([_achieved(tally), *([_unrated(tally)] if tally.unrated else [])])


def _achieved(tally: Tally) -> str:
    conformity = words.percentage(tally.conformity)
    if not tally.full:
        return words.counted(
            tally.rated,
            "Of {count} rated requirement, none are fully achieved: conformity {conformity}.",
            "Of {count} rated requirements, none are fully achieved: conformity {conformity}.",
            conformity=conformity,
        )
    if tally.rated == 1:
        text = _("Of 1 rated requirement, 1 is fully achieved: conformity {conformity}.")
        return text.format(conformity=conformity)
    return words.counted(
        tally.full,
        "Of {rated} rated requirements, {count} is fully achieved: conformity {conformity}.",
        "Of {rated} rated requirements, {count} are fully achieved: conformity {conformity}.",
        rated=tally.rated,
        conformity=conformity,
    )


def _unrated(tally: Tally) -> str:
    reach = tally.conformity_range
    return words.counted(
        tally.unrated,
        "{count} is not rated, so it lies between {lowest} and {highest} once everything is.",
        "{count} are not rated, so it lies between {lowest} and {highest} once everything is.",
        lowest=words.figure(reach.lowest) if reach else words.NONE,
        highest=words.percentage(reach.highest if reach else None),
    )


def band(achievement: Fraction | None) -> str:
    """The tone of an achievement, by the bounds of ISO/IEC 33020."""
    if achievement is None:
        return "open"
    return next((tone for tone, bound in BANDS if achievement <= bound), "f")


def _heat_map(evaluation: Evaluation, groups: Sequence[Clause]) -> heat_map.TileChart:
    lowest = evaluation.catalogue.lowest
    rows = [
        (group.id, [_tile(evaluation, each) for each in lowest if each.group == group.id])
        for group in groups
    ]
    levels = [level for _group, members in rows for level, _tone, _band in members]
    return heat_map.tile_chart(
        "heat-map", _told(_("Achievement of the lowest clauses"), levels), rows
    )


def _tile(evaluation: Evaluation, clause: Clause) -> tuple[Level, str, str]:
    tally = evaluation.scorecard.by_clause[clause.id]
    tone = band(tally.achievement)
    partly = " *" if tally.rated and tally.unrated else ""
    level = Level(clause.id, tally.achievement, tally.achievement_range, clause.title)
    return level, tone, BAND_NAMES[tone] + partly


def _processes(evaluation: Evaluation) -> list[Level]:
    tops, depth = PROCESSES.get(evaluation.catalogue.edition.id, PROCESSES_DEFAULT)
    clauses = [each for each in evaluation.catalogue.clauses if each.id.partition(".")[0] in tops]
    processes = [
        each
        for each in clauses
        if evaluation.catalogue.under(each.id)
        and (each.id.count(".") == depth - 1 or (each.sentences and each.id.count(".") < depth))
    ]
    tallies = evaluation.scorecard.by_clause
    return [
        Level(each.id, tallies[each.id].achievement, tallies[each.id].achievement_range, each.title)
        for each in processes
    ]


def _counts(evaluation: Evaluation, clause: str) -> tuple[int, ...]:
    tally = evaluation.scorecard.by_clause[clause]
    given = [
        evaluation.assessment.answers.get(each.id) for each in evaluation.catalogue.under(clause)
    ]
    ratings = [each.rated for each in given if each]
    return (*(ratings.count(each) for each in Rating), tally.unrated, tally.excluded)


def _ratings(evaluation: Evaluation, groups: Sequence[Clause]) -> charts.StackChart:
    tones = (*(each.lower() for each in Rating), "open", "none")
    rows = [
        (f"{each.id} {each.title}", list(zip(tones, _counts(evaluation, each.id), strict=True)))
        for each in groups
    ]
    title = _("How the ratings are spread over the clause groups")
    return charts.stack_chart("ratings", title, rows)


def _row(evaluation: Evaluation, clause: Clause) -> ClauseRow:
    tally = evaluation.scorecard.by_clause[clause.id]
    return ClauseRow(
        id=clause.id,
        title=clause.title,
        depth=clause.id.count("."),
        lowest=bool(clause.sentences),
        counts=_counts(evaluation, clause.id),
        coverage=words.percentage(tally.coverage),
        conformity=words.percentage(tally.conformity),
        achievement=words.percentage(tally.achievement),
        tone=band(tally.achievement),
    )
