"""The knowledge graph, opened: what the program's other parts and its users ask."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyoxigraph import QueryBoolean, QueryTriples, RdfFormat

from twingraph.engine import asks_elsewhere, query_error, select
from twingraph.errors import GraphError, UsageError
from twingraph.layout import GraphFolder
from twingraph.loader import load
from twingraph.names import Names
from twingraph.queries.catalogue import Catalogue
from twingraph.queries.parameters import to_terms
from twingraph.queries.results import Result
from twingraph.snapshot import read_snapshot, write_snapshot
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import rdflib
    from pyoxigraph import QuerySolutions, Store

    from twingraph.texts import Lang


class KnowledgeGraph:
    """A graph folder, loaded into memory with what its rules derive.

    Named graphs hold what each file says; the default graph holds every statement once.

    Attributes:
        folder: The parts of the graph.
        store: The loaded store.
        names: Resolves names, identifiers and IRIs to things.
        queries: The named queries: headers and texts by name.
    """

    def __init__(
        self, folder: GraphFolder, store: Store, names: Names | None = None, queries: Catalogue | None = None
    ) -> None:
        self.folder = folder
        self.store = store
        self.names = names or Names(partial(select, store), folder)
        self.queries = queries or Catalogue(folder)

    @classmethod
    def open(cls, folder: str | Path | None = None, *, add: Iterable[str | Path] = (), snapshot: bool = False) -> Self:
        """Open the folder given, else the one the working directory stands in, else the package's own graph.

        Args:
            folder: The graph folder.
            add: RDF files to load beside it, such as another source's ties; each is a named graph of its own.
            snapshot: Whether to use and leave a snapshot on disk (see :mod:`twingraph.snapshot`), which opens sooner
                and answers a little slower than a graph in memory: right for a process that asks one question.

        Raises:
            UsageError: The folder does not exist or is no graph folder.
            GraphError: One of its files is broken or unreadable.
        """
        found = GraphFolder.find(folder)._replace(added=tuple(map(Path, add)))
        snapshot = snapshot and not found.added
        kept = read_snapshot(found) if snapshot else None
        if kept is not None:
            names = Names(partial(select, kept.store), found, kept.names)
            return cls(found, kept.store, names, Catalogue(found, kept.queries))
        kg = cls(found, load(found))
        if snapshot:
            write_snapshot(found, kg.store, kg.names, kg.queries)
        return kg

    def bind(self, name: str, values: Mapping[str, object] | None = None, *, lang: Lang = "en") -> str:
        """Return the text of a named query with its parameters bound, ready for any SPARQL engine.

        Raises:
            UsageError: As :meth:`query`.
        """
        query = self.queries[name]
        return query.template.bind(to_terms(query, values or {}, self.names, lang))

    def query(
        self, name: str, values: Mapping[str, object] | None = None, /, *, lang: Lang = "en", **named: object
    ) -> Result:
        """Ask a named query.

        Args:
            name: The query's name, such as ``twins-of``.
            values: Its parameters: names in any language or spelling, identifiers, IRIs, dates, numbers.
            lang: The language of labels, ``en`` or ``ru``.
            **named: Parameters, as keywords.

        Raises:
            UsageError: The query, a parameter or a value is not known or not right.
            GraphError: The query's file is broken.
        """
        text = self.bind(name, {**(values or {}), **named}, lang=lang)
        query = self.queries[name]
        if asks_elsewhere(text):
            raise UsageError("no-service")

        def ask() -> QuerySolutions:
            try:
                return select(self.store, text)
            except SyntaxError as error:
                wrong = query_error(error)
                raise GraphError("broken-query", file=query.path, line=wrong.line, reason=wrong.reason) from error
            except TypeError as error:
                raise GraphError("query-not-select", file=query.path) from error

        return Result(ask, query.columns, query.rows)

    def sparql(self, text: str) -> Result | bool | QueryTriples:
        """Ask a SPARQL 1.1 query; the prefixes of :data:`twingraph.terms.PREFIXES` need no declaration.

        Returns:
            A :class:`Result` for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises:
            UsageError: The text is no SPARQL query; the error names its line.
        """
        answer = self.ask(text)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QueryTriples):
            return answer
        first = [answer]
        return Result(lambda: first.pop() if first else select(self.store, text, PREFIXES))

    def to_rdflib(self, *, copy: bool = True) -> rdflib.Dataset:
        """Return the graph as an rdflib ``Dataset``.

        Args:
            copy: True for a copy in rdflib's own memory; False for a view of this store through ``oxrdflib``, which
                is ready at once and whose queries are answered by Oxigraph.

        Raises:
            UsageError: rdflib or oxrdflib is not installed.
        """
        try:
            import rdflib  # noqa: PLC0415 - takes a third of a second

            if not copy:
                from oxrdflib import OxigraphStore  # noqa: PLC0415

                return rdflib.Dataset(store=OxigraphStore(store=self.store))
        except ModuleNotFoundError as error:
            raise UsageError("extra-missing", module=error.name, extra="rdflib") from error
        dataset = rdflib.Dataset()
        dataset.parse(data=self.store.dump(format=RdfFormat.N_QUADS), format="nquads")
        return dataset

    def ask(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask a SPARQL query and return the engine's own answer, which writes itself in the W3C's formats.

        Raises:
            UsageError: The text is no SPARQL query, or would ask another computer.
        """
        if asks_elsewhere(text):
            raise UsageError("no-service")
        try:
            return self.store.query(text, prefixes=PREFIXES)
        except SyntaxError as error:
            wrong = query_error(error)
            raise UsageError("bad-sparql", line=wrong.line, reason=wrong.reason) from error
