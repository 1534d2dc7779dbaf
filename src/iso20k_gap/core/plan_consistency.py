"""Do a plan's decisions fit the catalogue and each other? Complaints come back as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from iso20k_gap.core.actions import needs
from iso20k_gap.core.catalogue import Catalogue
from iso20k_gap.core.consistency import Misfit, did_you_mean
from iso20k_gap.core.network import knots
from iso20k_gap.core.plan import PlanDecisions
from iso20k_gap.errors import MOST_COMPLAINTS


def check_decisions(catalogue: Catalogue, decisions: PlanDecisions) -> tuple[Misfit, ...]:
    """What in a plan's decisions does not fit, up to 500 times; paths lie in `plan.yaml`."""
    checker = _Checker(catalogue, decisions)
    every = chain(
        checker.dates(),
        checker.owners(),
        checker.capacities(),
        checker.prerequisites(),
        checker.budget(),
        checker.circle(),
    )
    return tuple(islice(every, MOST_COMPLAINTS))


def unknown_actions(catalogue: Catalogue, named: dict[str, object]) -> Iterator[Misfit]:
    """Decisions about actions that the catalogue does not have."""
    for name in named:
        if name not in catalogue.actions:
            what = f"there is no action {name} in edition {catalogue.edition.id}"
            yield Misfit(("actions", name), what, did_you_mean(name, catalogue.actions))


@dataclass(frozen=True)
class _Checker:
    catalogue: Catalogue
    decisions: PlanDecisions

    def dates(self) -> Iterator[Misfit]:
        start, stage2 = self.decisions.start, self.decisions.stage2
        if start and stage2 and stage2 < start:
            what = f"stage2 {stage2} lies before the plan's start {start}"
            yield Misfit(("stage2",), what, "correct one of the dates")

    @property
    def roles(self) -> set[str]:
        """Every role there is, and every owner people decided on."""
        roles = {each.owner for each in self.catalogue.requirements}
        roles |= {each.owner for each in self.catalogue.clauses if each.owner}
        return roles | {each.owner for each in self.decisions.actions.values() if each.owner}

    def owners(self) -> Iterator[Misfit]:
        roles, seen = self.roles, set[str]()
        for number, owner in enumerate(self.decisions.owners):
            path = ("owners", number, "role")
            if owner.role in seen:
                yield Misfit(path, f"the role {owner.role!r} has two owners", "keep one of them")
            seen.add(owner.role)
            if owner.role not in roles:
                what = f"no action belongs to the role {owner.role!r}"
                yield Misfit(path, what, did_you_mean(owner.role, roles))

    def capacities(self) -> Iterator[Misfit]:
        week = len(set(self.decisions.calendar.working_days))
        given: dict[str, float] = {}
        for number, owner in enumerate(self.decisions.owners):
            days, path = owner.days_per_week, ("owners", number, "days_per_week")
            name = owner.name or owner.role
            if days is None:
                continue
            if days > week:
                what = f"{name} has {days:g} days a week, but a week has {week} working days"
                yield Misfit(path, what, "lower it, or add to calendar.working_days")
            if given.setdefault(name, days) != days:
                what = f"{name} has {given[name]:g} and {days:g} days a week"
                yield Misfit(path, what, "it is one figure for all roles of a person")
        if self.decisions.default_days_per_week > week:
            what = f"default_days_per_week is more than the {week} working days of a week"
            yield Misfit(("default_days_per_week",), what, "lower it")

    def prerequisites(self) -> Iterator[Misfit]:
        known = self.catalogue.actions
        for action, decision in self.decisions.actions.items():
            for number, name in enumerate(decision.prerequisites or ()):
                if name not in known:
                    what = f"{action}: there is no action {name} to wait for"
                    path = ("actions", action, "prerequisites", number)
                    yield Misfit(path, what, did_you_mean(name, known))

    def budget(self) -> Iterator[Misfit]:
        rates, roles = self.decisions.budget, self.roles
        people = roles | {each.name for each in self.decisions.owners if each.name}
        for group, names, known in (
            ("roles", rates.roles, roles),
            ("owners", rates.owners, people),
        ):
            for name in names:
                if name not in known:
                    what = f"budget.{group}: no action belongs to {name!r}"
                    yield Misfit(("budget", group, name), what, did_you_mean(name, known))
        for number, cost in enumerate(rates.fixed):
            if cost.action and cost.action not in self.catalogue.actions:
                what = f"{cost.name}: there is no action {cost.action}"
                path = ("budget", "fixed", number, "action")
                yield Misfit(path, what, did_you_mean(cost.action, self.catalogue.actions))

    def circle(self) -> Iterator[Misfit]:
        """Every circle that the decided prerequisites make, once."""
        known = self.catalogue.actions
        decided = {
            name: each.prerequisites
            for name, each in self.decisions.actions.items()
            if each.prerequisites is not None and name in known
        }
        if not decided:
            return
        waits = {**needs(self.catalogue), **decided}
        network = {name: tuple(each for each in known if each in waits[name]) for name in known}
        for knot in knots(network):
            guilty = next((each for each in decided if each in knot.tasks), next(iter(decided)))
            loop = " -> ".join((*knot.loop, knot.loop[0]))
            what = f"actions wait for each other in a circle: {loop}"
            yield Misfit(("actions", guilty, "prerequisites"), what, "take one of them away")
