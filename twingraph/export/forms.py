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
        extra: The extra of this package that it needs.
        needs: The module that this extra brings.
    """

    module: str
    en: str
    ru: str
    last: bool = False
    extra: str | None = None
    needs: str | None = None

    def writer(self) -> Writer:
        """Import the module."""
        module: Writer = import_module(f"twingraph.export.{self.module}")
        return module


FORMS: Final[dict[str, Form]] = {
    "nquads": Form(
        "dumps.nquads", "the graph as N-Quads, with its named graphs", "граф в N-Quads, с именованными графами"
    ),
    "trig": Form("dumps.trig", "the graph as TriG, with its named graphs", "граф в TriG, с именованными графами"),
    "ntriples": Form("dumps.ntriples", "all statements as N-Triples", "все утверждения в N-Triples"),
    "turtle": Form("dumps.turtle", "all statements as Turtle", "все утверждения в Turtle"),
    "rdfxml": Form("dumps.rdfxml", "all statements as RDF/XML", "все утверждения в RDF/XML"),
    "jsonld": Form(
        "dumps.jsonld", "all statements as JSON-LD, with its context", "все утверждения в JSON-LD, с контекстом"
    ),
    "parts": Form(
        "dumps.parts",
        "what documents say, other data, what is derived, ontology and vocabularies, each by itself",
        "сказанное в документах, прочие данные, выведенное, онтология и словари — порознь",
    ),
    "csv": Form("tables", "CSV tables with CSVW metadata", "таблицы CSV с метаданными CSVW"),
    "network": Form(
        "networks",
        "the network of ties in GraphML and GEXF",
        "сеть связей в GraphML и GEXF",
        extra="network",
        needs="networkx",
    ),
    "geojson": Form("geojson", "places and ties as a map in GeoJSON", "места и связи как карта в GeoJSON"),
    "wikidata": Form(
        "wikidata", "QuickStatements for twin ties that are certain", "QuickStatements для достоверных побратимств"
    ),
    "sssom": Form("sssom", "identity links in SSSOM", "ссылки тождества в SSSOM"),
    "site": Form(
        "site",
        "a static site: a page for each thing, lists, the ontology",
        "статический сайт: страница каждой вещи, списки, онтология",
        extra="site",
        needs="jinja2",
    ),
    "dcat": Form("dcat", "catalogue in DCAT-AP 3", "каталог DCAT-AP 3", last=True),
    "void": Form("void", "description in VoID, with counts", "описание VoID, со счётом", last=True),
    "schema-org": Form("schema_org", "description in schema.org, for dataset search", "описание schema.org", last=True),
    "lod-cloud": Form("lod_cloud", "record for the LOD cloud", "запись для LOD cloud", last=True),
}
"""The forms by name, in the order in which they are told and written."""
