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
    "site": Form(
        "site",
        "a static site: a page for each thing, lists, the ontology",
        "статический сайт: страница каждой вещи, списки, онтология",
    ),
}
"""The forms by name, in the order in which they are told and written."""
