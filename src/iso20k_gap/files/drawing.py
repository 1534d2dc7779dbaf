"""Whether an SVG is a plain drawing: no script, nothing from outside, and drawn in no time."""

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

MOST_ELEMENTS, DEEPEST = 3_000, 40
MOST_DRAWN = 10_000
"""Elements drawn once every `use` has been followed; uses of uses multiply."""

LONGEST_CHAIN = 200
MOST_RULES = 200
"""Style rules, each of which is held against each element."""

ACTIVE = re.compile(
    r"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|<\s*(?:\w+:)?(?:script|foreignObject|iframe|image|marker)\b"
    r"|\bon\w+\s*=|@import|(?:href|src)\s*=\s*[\"']\s*(?!#)|url\(\s*[\"']?\s*(?!#)"
    r"|encoding\s*=\s*[\"'](?!utf-8[\"'])|spreadMethod\s*=\s*[\"']\s*(?!pad)",
    re.IGNORECASE,
)
"""What makes an SVG more than a drawing, asks for something from outside, or never ends."""

REFERENCE = re.compile(r"url\(\s*[\"']?\s*#([^\"')\s]*)")


def flaw(text: str) -> str:
    """What is wrong with an SVG as a logo; empty if nothing is."""
    if found := ACTIVE.search(text):
        return f"the SVG holds more than a drawing: {found[0]!r}"
    try:
        root = ET.fromstring(text)  # noqa: S314 - it declares no entities, see ACTIVE
    except (ET.ParseError, ValueError, LookupError):
        return "the SVG is damaged"
    return next(_excesses(root), "")


def _excesses(root: "Element") -> Iterator[str]:
    """What would take too long to draw."""
    elements = list(_walked(root))
    rules = sum((each.text or "").count("{") for each, _ in elements)
    if len(elements) > MOST_ELEMENTS or rules > MOST_RULES:
        yield f"the SVG is too rich: {len(elements)} elements and {rules} style rules"
    elif any(depth > DEEPEST for _, depth in elements):
        yield "the SVG is nested too deeply"
    elif _Weight(root).whole(len(elements)) > MOST_DRAWN:
        yield f"the SVG draws more than {MOST_DRAWN} elements with all its repetitions"


Element = ET.Element


def _walked(root: Element) -> Iterator[tuple[Element, int]]:
    """Every element with its depth, without recursion."""
    todo = [(root, 0)]
    while todo:
        element, depth = todo.pop()
        yield element, depth
        todo += [(each, depth + 1) for each in element]


class _Weight:
    """How many elements are drawn for one, what it uses included; a circle weighs too much."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._by_id = {each.get("id"): each for each in root.iter() if each.get("id")}
        self._known: dict[Element, int] = {}

    def whole(self, elements: int) -> int:
        """The weight of the drawing; what a style rule uses counts once for every element."""
        styled = REFERENCE.findall(" ".join(each.text or "" for each in self._root.iter()))
        return self._of(self._root) + elements * sum(map(self._of, self._targets(styled)))

    def _of(self, element: Element, depth: int = 0) -> int:
        """The weight of an element, at most one more than any drawing may have."""
        if depth > LONGEST_CHAIN:
            return MOST_DRAWN + 1
        if element not in self._known:
            self._known[element] = MOST_DRAWN + 1  # holds while its own parts are weighed
            parts = [*element, *self._used(element)]
            weight = 1 + sum(self._of(each, depth + 1) for each in parts)
            self._known[element] = min(MOST_DRAWN + 1, weight)
        return self._known[element]

    def _used(self, element: Element) -> Iterator[Element]:
        """What an element draws besides its own parts."""
        for name, value in element.attrib.items():
            if element.tag.endswith("use") and name.endswith("href"):
                yield from self._targets([value.strip().removeprefix("#")])
            else:
                yield from self._targets(REFERENCE.findall(value))

    def _targets(self, names: Iterable[str]) -> Iterator[Element]:
        """The elements of these ids; a gradient draws nothing of its own."""
        found = (self._by_id.get(name) for name in names)
        yield from (each for each in found if each is not None and "Gradient" not in each.tag)
