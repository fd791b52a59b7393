"""The forms of export: a name, the module that writes it, and what it is."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from twingraph.export.release import Release


class Writer(Protocol):
    """What a module of a form has: ``write``."""

    def write(self, release: Release, into: Path) -> None:
        """Write the files of the form into a folder, which may hold those of other forms."""


class Form(NamedTuple):
    """A form of export.

    Attributes:
        module: The module, below this package.
        en: What it is, in English, in a line.
        ru: The same in Russian.
        last: Whether it describes the other files, so that it is written after them.
    """

    module: str
    en: str
    ru: str
    last: bool = False

    def writer(self) -> Writer:
        """Import the module."""
        module: Writer = import_module(f"twingraph.export.{self.module}")
        return module


FORMS: Final[dict[str, Form]] = {
    "csv": Form("tables", en="CSV tables with CSVW metadata", ru="таблицы CSV с метаданными CSVW"),
    "network": Form("networks", en="the network of ties in GraphML and GEXF", ru="сеть связей в GraphML и GEXF"),
    "geojson": Form("geojson", en="places and ties as a map in GeoJSON", ru="места и связи как карта в GeoJSON"),
    "wikidata": Form(
        "wikidata",
        en="QuickStatements for twin ties that are certain",
        ru="QuickStatements для достоверных побратимств",
    ),
    "sssom": Form("sssom", en="identity links in SSSOM", ru="ссылки тождества в SSSOM"),
}
"""The forms by name, in the order in which they are told and written."""
