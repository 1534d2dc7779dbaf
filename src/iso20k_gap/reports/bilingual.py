"""Two languages side by side: one document made of the same document said twice.

Both come from the same templates and the same data, so they have the same elements and differ in
texts only. Where a text differs, both stand in the element, the second marked with its language.
A link holds nothing but text: a PDF would tag an element in it as a link without a name.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

TOKEN = re.compile(
    r"<!--.*?-->|<!DOCTYPE[^>]*>|<(?P<raw>style|script)\b[^>]*>.*?</(?P=raw)>|<[^>]+>|[^<]+",
    re.DOTALL,
)
NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
IDENTITY = re.compile(r'\s(?:id|name|for|aria-labelledby|aria-describedby|headers)="[^"]*"')
CLASS = re.compile(r'\sclass="([^"]*)"')
VOID = {"meta", "link", "br", "col", "img", "input", "hr", "wbr"}
WHOLE = {"style", "script", "template"}
"""Elements that stay as they are in the first language."""

INLINE = {"span", "b", "i", "em", "strong", "a", "code", "abbr", "small", "sub", "sup", "br", "wbr"}
ONCE = 'class="places"'
"""What lists in the first language only the headings that stand in both."""

SHORT = {"h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "figcaption", "title", "summary"}
"""Elements whose two texts stand in one line; in all others the second goes beside or below."""

NUMBER = re.compile(r'(?:<span class="label">[^<]*</span>|\d[\d.]*) ')
"""The number that a heading begins with."""

BETWEEN = " · "


@dataclass
class Node:
    """An element by its start tag; `name` is empty for what is no element but a whole token."""

    name: str
    start: str
    children: list["Node | str"] = field(default_factory=list)
    closed: bool = False

    def __str__(self) -> str:
        """The markup it was read from."""
        inner = "".join(str(each) for each in self.children)
        return f"{self.start}{inner}" + ("" if self.closed else f"</{self.name}>")


def paired(first: str, second: str, languages: tuple[str, str]) -> str:
    """The document in both languages; `languages` are their codes.

    Where the two do not have the same elements, the first stands alone.
    """
    merger = _Merger(*languages)
    return "".join(merger.merged(_tree(first), _tree(second)))


def _tree(markup: str) -> list[Node | str]:
    """The document as nested elements; it was made by templates, so it is well-formed."""
    roots: list[Node | str] = []
    open_nodes: list[Node] = []
    for match in TOKEN.finditer(markup):
        token = match.group()
        place = open_nodes[-1].children if open_nodes else roots
        if token.startswith("</"):
            open_nodes.pop()
        elif not token.startswith("<"):
            place.append(token)
        else:
            node = _node(token)
            place.append(node)
            if not node.closed:
                open_nodes.append(node)
    return roots


def _node(token: str) -> Node:
    found = NAME.match(token)
    name = found.group(1).lower() if found else ""
    closed = not name or name in WHOLE | VOID or token.endswith("/>")
    return Node(name, token, closed=closed)


@dataclass(frozen=True)
class _Merger:
    """Merges two trees; gives markup piece by piece."""

    first: str
    second: str

    def merged(self, ours: list[Node | str], theirs: list[Node | str]) -> Iterator[str]:
        if _shape(ours) != _shape(theirs):
            yield "".join(map(str, ours))
            return
        for mine, other in zip(ours, theirs, strict=True):
            if isinstance(mine, Node) and isinstance(other, Node):
                yield from self._element(mine, other)
            else:
                yield (
                    str(mine)
                    if str(mine).strip() == str(other).strip()
                    else self._both(str(mine), str(other))
                )

    def _element(self, mine: Node, other: Node) -> Iterator[str]:
        if mine.closed or str(mine) == str(other) or ONCE in mine.start:
            yield str(mine)
        elif mine.name == "a" and not any(isinstance(each, Node) for each in mine.children):
            alike = _alike_at_first(self._plain(mine), self._plain(other))
            yield f"{mine.start}{self._plain(mine)}{BETWEEN}{self._plain(other)[alike:]}</a>"
        elif mine.name == "title":
            yield f"{mine.start}{self._plain(mine)}{BETWEEN}{self._plain(other)}</title>"
        elif mine.name in ("text", "tspan"):
            yield str(mine)
        elif _is_leaf(mine):
            yield from self._leaf(mine, other)
        else:
            yield mine.start
            yield from self.merged(mine.children, other.children)
            yield f"</{mine.name}>"

    def _leaf(self, mine: Node, other: Node) -> Iterator[str]:
        inner, beside = ("".join(map(str, each.children)).strip() for each in (mine, other))
        if _says_the_same(_text(inner), _text(beside)):
            yield str(mine)
            return
        short = mine.name in SHORT | INLINE
        if _is_told_in_pieces(mine, other):
            yield mine.start if short else _marked(mine.start, "pieces")
            yield from self.merged(mine.children, other.children)
        elif short:
            alike = _alike_at_first(inner, beside)
            yield mine.start + inner[:alike]
            yield self._both(inner[alike:], IDENTITY.sub("", beside[alike:]))
        else:
            yield _marked(mine.start, "two")
            yield self._both(inner, IDENTITY.sub("", beside), short=False)
        yield f"</{mine.name}>"

    def _both(self, inner: str, beside: str, *, short: bool = True) -> str:
        between = BETWEEN if short else " "
        return (
            f'<span class="first" lang="{escape(self.first)}">{inner}</span>'
            f'<span class="between">{between}</span>'
            f'<span class="second" lang="{escape(self.second)}">{beside}</span>'
        )

    @staticmethod
    def _plain(node: Node) -> str:
        return "".join(map(str, node.children))


def _shape(nodes: list[Node | str]) -> list[str]:
    return [each.name or "!" if isinstance(each, Node) else "" for each in nodes]


def _is_leaf(node: Node) -> bool:
    """Whether there is nothing but text and inline elements in it."""
    every: Callable[[Node], bool] = lambda each: each.name in INLINE and _is_leaf(each)  # noqa: E731
    return all(isinstance(each, str) or every(each) for each in node.children)


def _is_told_in_pieces(mine: Node, other: Node) -> bool:
    """Whether each piece of a leaf stands for itself, so that what is the same stands once.

    So it is where pieces have elements of their own, where one has a label before it, and where
    words that people typed stand between pieces that differ.
    """
    if _shape(mine.children) != _shape(other.children):
        return False
    nodes = [each for each in mine.children if isinstance(each, Node)]
    texts = [
        (each, str(beside))
        for each, beside in zip(mine.children, other.children, strict=True)
        if isinstance(each, str) and any(sign.isalpha() for sign in each)
    ]
    labelled = bool(nodes) and nodes[0] is mine.children[0] and nodes[0].name == "b"
    same = any(each == beside for each, beside in texts)
    return bool(nodes) and (not texts or labelled or same)


def _alike_at_first(inner: str, beside: str) -> int:
    """How much of two headings is the same number at their beginning."""
    mine, other = NUMBER.match(inner), NUMBER.match(beside)
    return mine.end() if mine and other and mine[0] == other[0] else 0


def _says_the_same(first: str, second: str) -> bool:
    """Whether there is nothing to tell apart: the same text, or figures without words."""
    return first == second or not any(sign.isalpha() for sign in first + second)


def _text(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup).strip()


def _marked(start: str, word: str) -> str:
    """A start tag with one more class."""
    if CLASS.search(start):
        return CLASS.sub(lambda match: f' class="{match.group(1)} {word}"', start, count=1)
    return f'{start[:-1]} class="{word}">'
