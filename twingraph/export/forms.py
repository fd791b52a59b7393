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
}
"""The forms by name, in the order in which they are told and written."""
