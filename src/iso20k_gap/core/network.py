"""Tasks and what they wait for, as a network: circles in it, and the chain that sets its end.

Nothing here calls itself, so that a chain of any length is no trouble.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

Network = Mapping[str, Sequence[str]]
"""Every task with those it waits for; all of these are tasks of it too."""


@dataclass(frozen=True)
class Knot:
    """Tasks that all wait for each other; `loop` is one circle among them, each after the next."""

    tasks: frozenset[str]
    loop: tuple[str, ...]


def knots(network: Network) -> Iterator[Knot]:
    """The circles of a network: one knot for all tasks that are tied together."""
    followers: dict[str, list[str]] = {name: [] for name in network}
    for name, before in network.items():
        for each in before:
            followers[each].append(name)
    left = set(network)
    place = {name: number for number, name in enumerate(network)}
    for root in reversed(_deepest_first(network)):
        group = _reached(root, followers, left)
        if len(group) > 1 or (group and root in network[root]):
            yield Knot(frozenset(group), _loop(network, frozenset(group), place))


def _deepest_first(network: Network) -> list[str]:
    """The tasks, each after all it leads to that were not met before."""
    seen: set[str] = set()
    order: list[str] = []
    for root in network:
        stack = [] if root in seen else [(root, iter(network[root]))]
        seen.add(root)
        while stack:
            name, rest = stack[-1]
            onward = next((each for each in rest if each not in seen), None)
            if onward is None:
                order.append(name)
                stack.pop()
            else:
                seen.add(onward)
                stack.append((onward, iter(network[onward])))
    return order


def _reached(root: str, followers: Network, left: set[str]) -> list[str]:
    """What is reached from a task among those left, which are taken away."""
    group = []
    stack = [root]
    while stack:
        name = stack.pop()
        if name in left:
            left.discard(name)
            group.append(name)
            stack.extend(followers[name])
    return group


def _loop(network: Network, group: frozenset[str], place: Mapping[str, int]) -> tuple[str, ...]:
    """One circle within a knot, beginning with the task that the network names first."""
    name = min(group, key=lambda each: place[each])
    walked: dict[str, int] = {}
    while name not in walked:
        walked[name] = len(walked)
        name = next(each for each in network[name] if each in group)
    loop = list(walked)[walked[name] :]
    first = loop.index(min(loop, key=lambda each: place[each]))
    return (*loop[first:], *loop[:first])


def driving_chain(
    network: Network, ends: Mapping[str, date], days: Mapping[str, int]
) -> tuple[str, ...]:
    """The chain that sets the end: back from what ends last, each time to what ended last.

    Among equals the longer chain of `days` counts, then the order of the network. Links within
    a knot say nothing and are left out; tasks without an end are passed over.
    """
    tied = {name: number for number, each in enumerate(knots(network)) for name in each.tasks}
    graph = {
        name: [
            each
            for each in network[name]
            if each in ends and (each not in tied or tied[each] != tied.get(name))
        ]
        for name in network
        if name in ends
    }
    place = {name: -number for number, name in enumerate(network)}
    length: dict[str, int] = {}
    cause: dict[str, str] = {}

    def weight(name: str) -> tuple[date, int, int]:
        return ends[name], length[name], place[name]

    for name in TopologicalSorter(graph).static_order():
        cause[name] = max(graph[name], key=weight, default="")
        length[name] = days[name] + length.get(cause[name], 0)
    chain = [max(graph, key=weight)] if graph else []
    while chain and cause[chain[-1]]:
        chain.append(cause[chain[-1]])
    return tuple(reversed(chain))
