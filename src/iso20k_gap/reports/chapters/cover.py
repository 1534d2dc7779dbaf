"""The cover: who, what edition, which day, and the verdict in one line."""

from dataclasses import dataclass
from datetime import date

from iso20k_gap import __version__
from iso20k_gap.core.assessment import SCREENING
from iso20k_gap.core.branding import Branding
from iso20k_gap.core.evaluation import Evaluation
from iso20k_gap.core.logo import Logo
from iso20k_gap.core.readiness import State, Verdict
from iso20k_gap.core.scoring import Tally
from iso20k_gap.language import N_, _
from iso20k_gap.reports import words
from iso20k_gap.reports.approvals_view import ApprovalView, latest

NAME_LIMIT, SCOPE_LIMIT = 160, 620
SMALL = 12 / 78
HEIGHTS = (
    ("organisation", 26 / 46),
    ("unit", 16 / 75),
    ("scope", 16 / 82),
    ("edition", SMALL),
    ("assessors", SMALL),
)
"""How many points of height a Latin letter takes on the cover; other scripts are wider, and have
more bytes a letter."""

SPARE = 150
"""The points of height the cover has for what people wrote."""

HEADLINES = {
    State.NOT_READY: N_("Not ready for certification"),
    State.STAGE_1: N_("Ready for Stage 1, not yet for Stage 2"),
    State.STAGE_2: N_("Ready for Stage 1 and Stage 2"),
    State.UNDETERMINED: N_("No verdict yet: too much is not rated"),
}
NOTICE = N_(
    "Independent of ISO. All requirements are told in our own words; this report does not "
    "replace buying and reading the standard."
)
REDACTION = N_(
    "Redacted: names of people and parties, notes, reasons and remarks, and the titles and places "
    "of evidence are left out; numbered names stand in their place."
)


@dataclass(frozen=True)
class VerdictView:
    """The verdict in words, with a mark besides the colour."""

    headline: str
    state: str
    mark: str
    tone: str
    remark: str


@dataclass(frozen=True)
class Cover:
    """What the first page says; a brief report has no page of its own for it."""

    organisation: str
    running: str
    unit: str
    scope: str
    standard: str
    edition: str
    dated: str
    day: date
    assessors: str
    basis: str
    screening: bool
    verdict: VerdictView
    content_hash: str
    generator: str
    notice: str
    brief: bool
    redaction: str
    brand: Branding
    prepared: str
    logo: Logo | None
    approvals: tuple[ApprovalView, ...]

    @property
    def is_long(self) -> bool:
        """Whether what people wrote may need more than the page; it flows on to the next then."""
        return (
            sum(len(getattr(self, name).encode()) * share for name, share in HEIGHTS)
            + sum(
                len(text.encode()) * SMALL for text in (self.brand.contact, self.brand.disclaimer)
            )
            > SPARE
        )


@dataclass(frozen=True)
class Dress:
    """How the cover is dressed: brief or a page of its own, redacted or not, logo, approvals."""

    brief: bool = False
    redacted: bool = False
    logo: Logo | None = None
    approvals: tuple[ApprovalView, ...] = ()


PLAIN = Dress()


def cover(evaluation: Evaluation, content_hash: str, dress: Dress = PLAIN) -> Cover:
    """Put the cover into words."""
    assessment = evaluation.assessment
    organisation = assessment.organisation
    tally = evaluation.scorecard.overall
    screening = assessment.questionnaire == SCREENING
    return Cover(
        organisation=words.shortened(organisation.name, NAME_LIMIT),
        running=words.shortened(organisation.name, 56),
        unit=words.shortened(organisation.unit, NAME_LIMIT),
        scope=words.shortened(organisation.scope, SCOPE_LIMIT),
        standard=assessment.label or evaluation.catalogue.edition.label,
        edition=edition_label(evaluation),
        dated=words.long_day(evaluation.date),
        day=evaluation.date,
        assessors=words.shortened(", ".join(assessment.assessors), 240) or words.NONE,
        basis=_basis(tally, screening=screening),
        screening=screening,
        verdict=verdict_view(evaluation.verdict, screening=screening),
        content_hash=content_hash,
        generator=generator(),
        notice=_(NOTICE),
        brief=dress.brief,
        redaction=_(REDACTION) if dress.redacted else "",
        brand=assessment.branding,
        prepared=words.shortened(assessment.branding.name, 48),
        logo=dress.logo,
        approvals=latest(dress.approvals),
    )


def maker(cover: Cover) -> str:
    """Who prepared the document, with contact; empty if nobody is named."""
    return "\n".join(part for part in (cover.brand.name, cover.brand.contact) if part)


def _basis(tally: Tally, *, screening: bool) -> str:
    text = (
        _("Screening: {rated} of {applicable} applicable requirements rated")
        if screening
        else _("Full assessment: {rated} of {applicable} applicable requirements rated")
    )
    return text.format(rated=tally.rated, applicable=tally.applicable)


def generator() -> str:
    """The program and its version."""
    return f"iso20k-gap {__version__}"


def edition_label(evaluation: Evaluation) -> str:
    """The edition with its amendments, and the adoption it is known by."""
    edition = evaluation.catalogue.edition
    label = evaluation.assessment.label or edition.label
    text = label
    if evaluation.assessment.amendments and edition.amendments:
        amendments = words.listed(each.id for each in edition.amendments)
        # for translators: as in "ISO/IEC 20000-1:2018 with Amd 1:2024"
        text = _("{edition} with {amendments}").format(edition=label, amendments=amendments)
    if label == edition.label:
        return text
    return _("{adoption} (adoption of {edition})").format(adoption=text, edition=edition.label)


def verdict_view(verdict: Verdict, *, screening: bool) -> VerdictView:
    """The verdict in words; a screening has none."""
    if screening:
        headline = _("Screening: no verdict")
        return VerdictView(headline, "no verdict", "○", "open", verdict.remark)
    return VerdictView(
        headline=_(HEADLINES[verdict.state]),
        state=verdict.state.value,
        mark=words.STATE_MARKS[verdict.state],
        tone=words.STATE_TONES[verdict.state],
        remark=verdict.remark,
    )
