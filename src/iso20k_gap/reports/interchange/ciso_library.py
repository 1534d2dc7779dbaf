"""What CISO Assistant's libraries have in common: their head, their URNs, their YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from iso20k_gap.core.catalogue import Edition

PACKAGER = "iso20k-gap"
PROVIDER = "ISO/IEC"
COPYRIGHT = (
    "Numbers and titles of clauses are facts; all requirements are told in our own words. "
    "The text of the standard is ISO's: buy it from https://www.iso.org."
)
WIDTH = 100


@dataclass(frozen=True)
class Framework:
    """A framework in CISO Assistant: who packs it and how it is called there."""

    packager: str
    name: str

    @property
    def urn(self) -> str:
        """The framework's URN."""
        return self._urn("framework")

    @property
    def library(self) -> str:
        """The URN of the library the framework lies in."""
        return self._urn("library")

    def node(self, ref_id: str) -> str:
        """The URN of a clause or requirement; `Annex A` becomes `annex-a`."""
        return f"{self._urn('req_node')}:{ref_id.casefold().replace(' ', '-')}"

    def _urn(self, kind: str) -> str:
        return f"urn:{self.packager}:risk:{kind}:{self.name}"


ISO27001 = Framework("intuitem", "iso27001-2022")
"""ISO/IEC 27001:2022 as CISO Assistant ships it."""


def framework_of(edition: Edition) -> Framework:
    """Our framework of an edition."""
    return Framework(PACKAGER, f"iso20000-1-{edition.id}")


def head(urn: str, edition: Edition, on: date, **told: Any) -> dict[str, Any]:
    """The keys every library begins with."""
    return {
        "urn": urn,
        "locale": edition.language,
        **told,
        "copyright": COPYRIGHT,
        "version": edition.version,
        "publication_date": on,
        "provider": PROVIDER,
        "packager": PACKAGER,
    }


def dump(library: Mapping[str, Any]) -> bytes:
    """A library as YAML; whatever looks like a number, such as `8.10`, is quoted."""
    import yaml  # noqa: PLC0415 - only two formats need it

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(dict(library), Dumper=dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text.encode()
