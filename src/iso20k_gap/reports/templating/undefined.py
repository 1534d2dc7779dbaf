"""What stands for a value that is not there: it is noted when used, and drawing goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Undefined

OPERATIONS = (
    "add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "floordiv", "rfloordiv",
    "mod", "rmod", "pow", "rpow", "pos", "neg", "lt", "le", "gt", "ge", "call", "getitem",
)  # fmt: skip
"""Operations whose result is as undefined as what they are done with."""


@dataclass(frozen=True)
class Missing:
    """What is missing: a name, or something of that name in an object; or what is forbidden."""

    name: str
    where: str = ""
    forbidden: str = ""
    known: tuple[str, ...] = ()


def noting(take: Callable[[Missing], None]) -> type[Undefined]:
    """A kind of undefined that tells `take` what is missing whenever it is used."""
    from jinja2 import Undefined

    def note(self: Any, *_: Any, **__: Any) -> Any:
        take(_missing(self))
        return self

    operations = {f"__{name}__": note for name in OPERATIONS}
    own = {"_note": note, "__slots__": (), **operations}
    return type("Noted", (_Lasting, Undefined), own)


def _missing(undefined: Any) -> Missing:
    from jinja2 import UndefinedError
    from jinja2.utils import missing

    thing, name = undefined._undefined_obj, str(undefined._undefined_name)  # noqa: SLF001 - documented fields of Undefined
    if undefined._undefined_exception is not UndefinedError:  # noqa: SLF001 - as above
        return Missing(name, forbidden=undefined._undefined_message)  # noqa: SLF001 - as above
    if thing is missing:
        return Missing(name)
    known = tuple(each for each in dir(thing) if not each.startswith("_"))
    return Missing(name, type(thing).__name__, known=known)


class _Lasting:
    """Is empty, false and without end: whatever is asked of it, it notes and goes on."""

    __slots__ = ()
    _note: Callable[[], Any]

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        return self._note()

    def __str__(self) -> str:
        self._note()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def __bool__(self) -> bool:
        self._note()
        return False

    def __eq__(self, other: object) -> bool:
        self._note()
        return self is other

    def __hash__(self) -> int:
        return 0
