"""What is served: a graph, what its pages are made of, and the name of its release."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.graph import KnowledgeGraph
from twingraph.serve.watching import watched
from twingraph.version import __version__

if TYPE_CHECKING:
    from twingraph.serve.pages.pages import Pages
    from twingraph.site.site import Site


@dataclass(frozen=True)
class Opened:
    """A graph that is served; made once, before processes are forked, and never changed.

    Attributes:
        kg: The graph.
        documents: The folder of the source documents, if they are at hand.
        timeout: How many seconds a SPARQL query may take.
        rows: How many rows a SPARQL answer may have.
        bytes: How many bytes a SPARQL answer may have.
    """

    kg: KnowledgeGraph
    documents: Path | None = None
    timeout: float = 10.0
    rows: int = 100_000
    bytes: int = 50_000_000

    @classmethod
    def open(cls, folder: str | Path | None = None, *, documents: str | Path | None = None) -> Self:
        """Open a graph folder, as :meth:`twingraph.graph.KnowledgeGraph.open`.

        Raises:
            UsageError: The folder does not exist or is no graph folder.
            GraphError: One of its files is broken or unreadable.
        """
        return cls(KnowledgeGraph.open(folder), None if documents is None else Path(documents))

    @cached_property
    def release(self) -> Release:
        """The graph as forms of export see it."""
        return Release(self.kg.folder, self.kg.store, Settings.read(self.kg.folder))

    @cached_property
    def site(self) -> Site:
        """The graph as pages see it."""
        from twingraph.site.site import Site  # noqa: PLC0415 - takes time, and no program but a browser wants pages

        return Site(self.release)

    @cached_property
    def pages(self) -> Pages:
        """The explorer's pages; :meth:`~twingraph.serve.pages.pages.Pages.prepare` makes what they share."""
        from twingraph.serve.pages.pages import Pages  # noqa: PLC0415 - as site

        return Pages(self)

    @cached_property
    def tag(self) -> str:
        """A name of the release: another one as soon as a file, a limit or the program is another one."""
        digest = hashlib.sha256(f"{__version__} {self.timeout} {self.rows} {self.bytes}".encode())
        for name, file in watched(self.kg.folder, self.documents).items():
            digest.update(f"{name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()[:16]
