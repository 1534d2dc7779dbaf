"""The scope statement: a check of the recorded one by ISO/IEC 20000-3, and a proposal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from iso20k_gap.core.assessment import SCREENING, SELF, Assessment, PartyKind
from iso20k_gap.core.guidance import Fact
from iso20k_gap.core.scope_elements import (
    SHORTEST_PHRASE,
    ScopeElement,
    ScopeGuide,
    holds,
    said,
    words_of,
)
from iso20k_gap.language import N_, _, listed, pgettext


@dataclass(frozen=True)
class Remarks:
    """What a check found: complaints have to be mended, hints are for thought."""

    complaints: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class ElementCheck:
    """One element held against the recorded scope."""

    element: ScopeElement
    remarks: Remarks

    @property
    def met(self) -> bool:
        """Whether there is nothing to complain about."""
        return not self.remarks.complaints


@dataclass(frozen=True)
class ScopeReview:
    """The recorded scope, its check, and a proposal; `left_out` names what others perform."""

    recorded: str
    proposed: str
    left_out: tuple[str, ...]
    checks: tuple[ElementCheck, ...]
    reminders: tuple[Fact, ...]

    @property
    def complaints(self) -> tuple[str, ...]:
        """Every complaint, in the order of the elements."""
        return tuple(each for check in self.checks for each in check.remarks.complaints)


def review(assessment: Assessment, guide: ScopeGuide) -> ScopeReview:
    """Check the recorded scope and propose a wording."""
    reader = _Reader(assessment, guide)
    names = {each.id: each.name for each in assessment.parties}
    return ScopeReview(
        recorded=assessment.organisation.scope,
        proposed=propose(assessment),
        left_out=tuple(
            _("{service} (performed by {party})").format(
                service=each.name, party=names.get(each.performed_by, each.performed_by)
            )
            for each in assessment.services
            if each.performed_by != SELF
        ),
        checks=tuple(
            ElementCheck(element, reader.check(element.id))
            for element in guide.elements
            if assessment.edition in element.editions
        ),
        reminders=guide.reminders,
    )


def propose(assessment: Assessment) -> str:
    """A scope statement in the usual form; empty where no service is the organisation's own."""
    own = [each.name for each in assessment.services if each.performed_by == SELF]
    if not own:
        return ""
    organisation = assessment.organisation
    who = organisation.name
    if organisation.unit:
        form = pgettext("scope", "{organisation}, {unit},")
        who = form.format(organisation=organisation.name, unit=organisation.unit)
    # for translators: sites, customers and technology are the phrases with "scope", or nothing
    form = _(
        "The service management system of {who} that delivers {services}{sites}{customers}"
        "{technology}."
    )
    return form.format(
        who=who,
        services=listed(own),
        sites=_phrase(pgettext("scope", " from {names}"), organisation.sites),
        customers=_phrase(pgettext("scope", " to {names}"), organisation.customers),
        technology=_phrase(pgettext("scope", " using {names}"), organisation.technology),
    )


def _phrase(form: str, names: Sequence[str]) -> str:
    return form.format(names=listed(names)) if names else ""


NONE_LISTED = {
    "sites": N_("assessment.yaml lists no sites; the scope needs none"),
    "customers": N_("assessment.yaml lists no customers; the scope needs none"),
    "technology": N_("assessment.yaml lists no technology; the scope needs none"),
}
SOME_NAMED = {
    "sites": N_("the scope names some sites, but not {name}"),
    "customers": N_("the scope names some customers, but not {name}"),
    "technology": N_("the scope names some technology, but not {name}"),
}


@dataclass(frozen=True)
class _Reader:
    """Reads one assessment's scope; each element has a method of its name."""

    assessment: Assessment
    guide: ScopeGuide

    @cached_property
    def text(self) -> tuple[str, ...]:
        return words_of(self.assessment.organisation.scope)

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """The scope without the names that are on record, where words mean what they say."""
        organisation = self.assessment.organisation
        names = (
            organisation.name,
            organisation.unit,
            *(each.name for each in self.assessment.services),
        )
        text = " " + " ".join(self.text) + " "
        for name in names:
            phrase = " ".join(words_of(name))
            text = text.replace(f" {phrase} ", " | ") if phrase else text
        return tuple(text.split())

    @property
    def anchored(self) -> bool:
        """Whether the scope points to the service catalogue."""
        return bool(said(self.guide.words.catalogue, self.text))

    def check(self, element: str) -> Remarks:
        checks = {
            "organisation": self._organisation,
            "services": self._services,
            "form": self._form,
            "sites": lambda: self._optional("sites"),
            "customers": lambda: self._optional("customers"),
            "technology": lambda: self._optional("technology"),
            "others": self._others,
            "width": self._width,
            "exclusions": self._exclusions,
        }
        return checks[element]()

    def _names(self, name: str) -> bool:
        """Whether the scope names an organisation, with or without its legal form."""
        words = words_of(name)
        ends = [word not in self.guide.legal_forms and len(word) > 1 for word in words]
        if not any(ends):
            return holds(self.text, words)
        first, last = ends.index(True), len(ends) - ends[::-1].index(True)
        return holds(self.text, words[first:last])

    def _organisation(self) -> Remarks:
        organisation = self.assessment.organisation
        names = [organisation.unit] if organisation.unit else []
        if self.assessment.edition != "2011" or not names:
            names.append(organisation.name)
        if any(self._names(name) for name in names):
            return Remarks()
        return Remarks((_("the scope does not name {name}").format(name=" / ".join(names)),))

    def _services(self) -> Remarks:
        services = self.assessment.services
        if not services:
            what = _("assessment.yaml lists no services, so nobody can tell whether the scope does")
            return Remarks((what,))
        own = [each.name for each in services if each.performed_by == SELF]
        if not own:
            return Remarks(
                (_("every service is performed by another party: no scope can conform"),)
            )
        if self.anchored:
            return Remarks(
                hints=(_("the scope points to the catalogue: give its version or date"),)
            )
        missing = [name for name in own if not set(words_of(name)) <= set(self.text)]
        return Remarks(
            tuple(
                _("the scope does not name the service {name}").format(name=name)
                for name in missing
            )
        )

    def _form(self) -> Remarks:
        if said(self.guide.words.system, self.text):
            return Remarks()
        return Remarks(hints=(_("the scope does not speak of a service management system"),))

    def _optional(self, what: str) -> Remarks:
        names = getattr(self.assessment.organisation, what)
        missing = [name for name in names if not holds(self.text, words_of(name))]
        if not names:
            return Remarks(hints=(_(NONE_LISTED[what]),))
        if len(missing) == len(names):
            return Remarks(hints=(_("left out: {names}").format(names=listed(missing)),))
        return Remarks(tuple(_(SOME_NAMED[what]).format(name=name) for name in missing))

    def _others(self) -> Remarks:
        parties = {each.id: each for each in self.assessment.parties}
        complaints = [
            _("the scope names {party}, whose work no certificate of yours covers").format(
                party=each.name
            )
            for each in parties.values()
            if each.kind is not PartyKind.CUSTOMER and self._names(each.name)
        ]
        for service in self.assessment.services:
            party = parties.get(service.performed_by)
            if party and self._is_claimed(service.name):
                complaints.append(
                    _("the scope claims {service}, which {party} performs").format(
                        service=service.name, party=party.name
                    )
                )
        for party in parties.values():
            complaints += [
                _("the scope claims {service}, which {party} provides").format(
                    service=piece.strip(), party=party.name
                )
                for piece in re.split(r"[,;]|\band\b", party.provides)
                if self._is_claimed(piece)
            ]
        return Remarks(tuple(dict.fromkeys(complaints)))

    def _is_claimed(self, name: str) -> bool:
        """Whether the scope names this where it is not part of an own service's name."""
        phrase = words_of(name)
        own = [each.name for each in self.assessment.services if each.performed_by == SELF]
        if len("".join(phrase)) < SHORTEST_PHRASE or any(holds(words_of(o), phrase) for o in own):
            return False
        return holds(self.text, phrase)

    def _width(self) -> Remarks:
        words = self.guide.words
        complaints = [
            _("'{word}' claims too much").format(word=word)
            for word in said(words.claiming, self.bare)
        ]
        if not self.anchored:
            wide = said(words.wide, self.bare)
            complaints += [
                _("'{word}' reads wider than what is assessed").format(word=word) for word in wide
            ]
        unit, name = self.assessment.organisation.unit, self.assessment.organisation.name
        if unit and self._names(name) and not self._names(unit):
            complaints.append(
                _("the scope reads as the whole organisation; assessed is {unit}").format(unit=unit)
            )
        hints = []
        if self.assessment.limits:
            hints.append(
                _("the assessment has limits: {limits}").format(limits=self.assessment.limits)
            )
        if self.assessment.questionnaire == SCREENING:
            hints.append(_("the assessment is a screening: it does not show that the scope is met"))
        return Remarks(tuple(complaints), tuple(hints))

    def _exclusions(self) -> Remarks:
        found = said(self.guide.words.excluding, self.bare)
        return Remarks(
            tuple(_("'{word}' speaks of an exclusion").format(word=word) for word in found)
        )
