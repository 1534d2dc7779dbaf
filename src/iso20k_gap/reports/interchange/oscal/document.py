"""What every OSCAL document has: its metadata, what it refers to, and its own UUID."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iso20k_gap.core.printable import json_text
from iso20k_gap.reports.chapters.cover import generator
from iso20k_gap.reports.interchange.identity import uuid_of, uuid_of_content
from iso20k_gap.reports.interchange.oscal.values import (
    filled,
    line,
    lines,
    moment,
    plain,
    prop,
    token,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from iso20k_gap.core.catalogue import Edition

VERSION = "1.2.1"
"""The OSCAL version the documents say they are of; 1.2.2 and 1.2.3 read them too."""

OWN_WORDS = (
    "All requirements are told in our own words. The text of the standard is ISO's: buy it from "
    "iso.org."
)
JSON, TEXT = "application/json", "text/plain"


@dataclass(frozen=True)
class Resource:
    """A thing a document refers to: `#uuid` is its address, `place` a file or page with it.

    Without a place, the description is all there is, and is carried along as a text file.
    """

    uuid: str
    title: str
    description: str
    place: str = ""
    version: str = ""

    @property
    def address(self) -> str:
        """How the document refers to it."""
        return f"#{self.uuid}"

    def data(self) -> dict[str, Any]:
        """The resource as OSCAL writes it."""
        version = [{"name": "version", "value": plain(self.version)}] if self.version else []
        return filled(
            {
                "uuid": self.uuid,
                "title": line(self.title),
                "description": lines(self.description),
                "props": version,
                "rlinks": [self._link()] if self.place else [],
                "base64": None if self.place else self._text(),
            }
        )

    def _link(self) -> dict[str, str]:
        media = {"media-type": JSON} if self.place.endswith(".json") else {}
        return {"href": self.place, **media}

    def _text(self) -> dict[str, str]:
        value = b64encode(self.description.encode()).decode()
        return {"filename": f"{token(self.title)}.txt", "media-type": TEXT, "value": value}


def catalogue_file(edition: Edition) -> str:
    """What the file with an edition's OSCAL catalog is called."""
    return f"iso20000-1-{edition.id}-oscal-catalog.json"


def catalogue_resource(edition: Edition) -> Resource:
    """Our catalogue of an edition."""
    return Resource(
        uuid=uuid_of("catalogue", edition.id),
        title=f"{edition.label}, {edition.title}",
        description=f"The requirements of {edition.label} in our own words, as an OSCAL catalog.",
        place=catalogue_file(edition),
        version=str(edition.version),
    )


def metadata(title: str, version: str, on: date, **more: Any) -> dict[str, Any]:
    """Title, version and day of a document, then whatever else is given."""
    props = [prop("generator", generator()), *more.pop("props", [])]
    return filled(
        {
            "title": line(title),
            "last-modified": moment(on),
            "version": plain(version),
            "oscal-version": VERSION,
            "props": props,
            **more,
        }
    )


def document(kind: str, body: Mapping[str, Any]) -> bytes:
    """A whole document as JSON; its UUID follows from its content."""
    whole = {kind: {"uuid": uuid_of_content(kind, body), **filled(body)}}
    return f"{json_text(whole)}\n".encode()
