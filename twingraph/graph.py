"""The knowledge graph, opened: what the program's other parts and its users ask."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar, cast

from pyoxigraph import QueryBoolean, QueryTriples, RdfFormat

from twingraph.engine import ask, asks_elsewhere, query_error, select
from twingraph.errors import GraphError, UsageError
from twingraph.layout import GraphFolder
from twingraph.loader import load
from twingraph.names import Names
from twingraph.queries.catalogue import Catalogue
from twingraph.queries.parameters import to_terms
from twingraph.queries.results import Result
from twingraph.snapshot import read_snapshot, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx
    import rdflib
    from pyoxigraph import QuerySolutions, Store

    from twingraph.explain import Explanation
    from twingraph.provenance import Source
    from twingraph.texts import Lang

_Answer = TypeVar("_Answer", bound="QuerySolutions | QueryBoolean | QueryTriples")


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
        self._on_disk: Path | None = None

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
            kg = cls(found, kept.store, names, Catalogue(found, kept.queries))
            kg._on_disk = kept.home / "store"
            return kg
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
        self,
        name: str,
        values: Mapping[str, object] | None = None,
        /,
        *,
        lang: Lang = "en",
        timeout: float | None = None,
        **named: object,
    ) -> Result:
        """Ask a named query.

        Args:
            name: The query's name, such as ``twins-of``.
            values: Its parameters: names in any language or spelling, identifiers, IRIs, dates, numbers.
            lang: The language of labels, ``en`` or ``ru``.
            timeout: A time limit in seconds (see :mod:`twingraph.limit`).
            **named: Parameters, as keywords.

        Raises:
            UsageError: The query, a parameter or a value is not known or not right.
            GraphError: The query's file is broken.
            TimeLimitError: The time was up; like every error of asking, it is raised when the answer is first read.
        """
        text = self.bind(name, {**(values or {}), **named}, lang=lang)
        query = self.queries[name]

        def broken(error: SyntaxError) -> GraphError:
            wrong = query_error(error)
            return GraphError("broken-query", file=query.path, line=wrong.line, reason=wrong.reason)

        try:
            if asks_elsewhere(text):
                raise UsageError("no-service")
        except SyntaxError as error:
            raise broken(error) from error

        def ask() -> QuerySolutions:
            try:
                answer = self._limited(timeout, lambda store: select(store, text))
            except SyntaxError as error:
                raise broken(error) from error
            except TypeError as error:
                raise GraphError("query-not-select", file=query.path) from error
            return answer

        _check(timeout)
        return Result(ask, query.columns, query.rows, self.sources)

    def sparql(self, text: str, *, timeout: float | None = None) -> Result | bool | QueryTriples:
        """Ask a SPARQL 1.1 query; the prefixes of :data:`twingraph.terms.PREFIXES` need no declaration.

        Args:
            text: The query.
            timeout: A time limit in seconds (see :mod:`twingraph.limit`).

        Returns:
            A :class:`Result` for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises:
            UsageError: The text is no SPARQL query; the error names its line.
            TimeLimitError: The time was up.
        """
        answer = self.ask(text, timeout=timeout)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QueryTriples):
            return answer
        first = [answer]
        return Result(
            lambda: first.pop() if first else cast("QuerySolutions", self.ask(text, timeout=timeout)),
            trace=self.sources,
        )

    def sources(self, result: Result, lang: Lang = "en") -> list[tuple[Source, ...]]:
        """Return for each row of an answer the passages and conclusions that support it.

        A row can be traced as far as it names things by their IRIs; see :mod:`twingraph.provenance`.

        Args:
            result: The answer to a query on this graph.
            lang: The language in which conclusions give their reasoning.
        """
        from twingraph.provenance import sources  # noqa: PLC0415 - few ask for them

        return sources(partial(select, self.store), self.folder, result, lang)

    def explain(self, text: str) -> Explanation:
        """Say what is to be said of a SPARQL query without running it (see :mod:`twingraph.explain`).

        Unknown terms, prefixes that are not declared, variables that are never bound, texts without their language,
        and how many triples each pattern matches by itself; a query that is not valid is told as a remark.

        Raises:
            UsageError: The query would ask another computer.
        """
        from twingraph.explain import explain  # noqa: PLC0415 - few ask for it

        return explain(self, text)

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

    def to_networkx(
        self,
        kind: str | None = None,
        scope: str | None = None,
        on: str | None = None,
        lang: Lang = "en",
    ) -> nx.MultiGraph[str]:
        """Return the network of ties as a networkx graph: a node a place, an edge a tie (see :mod:`twingraph.network`).

        Args:
            kind: A kind of tie, narrower ones included.
            scope: ``international`` or ``domestic``; both without.
            on: A date: ties known not to have held then are left out, and ``held`` of an edge says what is known.
            lang: The language of labels.

        Raises:
            UsageError: networkx is not installed, or a value is not known or not right.
        """
        from twingraph.network import to_networkx  # noqa: PLC0415 - few call it

        return to_networkx(self.query("network", {"kind": kind, "scope": scope, "on": on}, lang=lang))

    def ask(self, text: str, *, timeout: float | None = None) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask a SPARQL query and return the engine's own answer, which writes itself in the W3C's formats.

        Raises:
            UsageError: The text is no SPARQL query, or would ask another computer.
            TimeLimitError: The time was up.
        """
        try:
            return self._limited(timeout, lambda store: ask(store, text))
        except SyntaxError as error:
            wrong = query_error(error)
            raise UsageError("bad-sparql", line=wrong.line, reason=wrong.reason) from error

    def _limited(self, timeout: float | None, ask: Callable[[Store], _Answer]) -> _Answer:
        """Ask the store, within a time limit if there is one."""
        if timeout is None:
            return ask(self.store)
        from twingraph.limit import reopened, within  # noqa: PLC0415 - of no use without a limit

        return cast("_Answer", within(timeout, lambda: ask(reopened(self.store, self._on_disk))))


def _check(timeout: float | None) -> None:
    """Refuse a wrong limit at once, not when the answer is read."""
    if timeout is not None:
        from twingraph.limit import seconds_of  # noqa: PLC0415 - of no use without a limit

        seconds_of(timeout)
