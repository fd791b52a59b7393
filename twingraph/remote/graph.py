"""A graph in a SPARQL store elsewhere, asked by the names of the queries that lie here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.engine import names_service, query_error
from twingraph.errors import GraphError, UsageError
from twingraph.layout import GraphFolder
from twingraph.limit import seconds_of
from twingraph.names import Names
from twingraph.queries.catalogue import Catalogue
from twingraph.queries.header import LANG, STORES
from twingraph.queries.parameters import to_terms
from twingraph.queries.results import Result
from twingraph.remote import answers
from twingraph.remote.address import Address, Credentials
from twingraph.remote.notice import Notice
from twingraph.remote.query_text import form, with_language, with_prefixes
from twingraph.remote.stores import recognise
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from twingraph.provenance import Source
    from twingraph.queries.header import NamedQuery
    from twingraph.remote.http import Reply
    from twingraph.texts import Lang

TIMEOUT = 60.0
RETRIES = 3


class RemoteGraph:
    """A graph in a SPARQL 1.1 store, with the methods by which a :class:`KnowledgeGraph` is asked.

    Queries and their headers come from a folder here, names are looked up in the store. The store holds what
    ``KnowledgeGraph.store.dump`` writes: a named graph for each file, and the default graph with every statement once.

    Args:
        url: The address of its query service, of HTTP or HTTPS, without user and password.
        folder: The graph folder that the queries come from; as :meth:`KnowledgeGraph.open` finds it.
        user: The user to ask as.
        password: The user's password.
        token: A bearer token, instead of user and password.
        auth: How the password is sent, ``basic`` or ``digest``.
        timeout: The time limit of one request, its repetitions included, in seconds.
        retries: How often a store that says that it is busy is asked again.
        store: Which store it is, one of :data:`twingraph.queries.header.STORES`; by default it is asked.
        on_notice: Is told what is no error and should be seen: that a busy store is waited for, that nothing tells
            whether a query holds on this store.

    Attributes:
        folder: The folder of the queries.
        names: Resolves names, identifiers and IRIs to things of the remote graph.
        queries: The named queries: headers and texts by name.

    Raises:
        UsageError: An argument is not right, or SPARQLWrapper is not installed.
    """

    def __init__(
        self,
        url: str,
        folder: str | Path | None = None,
        *,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        auth: str = "basic",
        timeout: float = TIMEOUT,
        retries: int = RETRIES,
        store: str | None = None,
        on_notice: Callable[[Notice], None] | None = None,
    ) -> None:
        address = Address.parse(url)
        credentials = Credentials(user, password, token, auth).checked()
        if retries < 0:
            raise UsageError("bad-retries", value=retries)
        if store is not None and store not in STORES:
            raise UsageError("unknown-store", store=store, known=", ".join(STORES))
        try:
            from twingraph.remote.request import Asker  # noqa: PLC0415 - its library is an extra
        except ModuleNotFoundError as error:
            raise UsageError("extra-missing", module=error.name, extra="remote") from error
        self.folder = GraphFolder.find(folder)
        self.names = Names(self._rows, self.folder)
        self.queries = Catalogue(self.folder)
        self._url = address.url
        self._asker = Asker(address, credentials, timeout=seconds_of(timeout), retries=retries, on_notice=on_notice)
        self._on_notice = on_notice
        self._store = store
        self._headers: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        return f"<RemoteGraph {self._url}>"

    def which_store(self) -> str | None:
        """Return which store this is, as it was given or as the store tells; None if nothing tells it.

        Raises:
            RemoteError: The store does not answer.
        """
        if self._store is None:
            if self._headers is None:
                self._fetch("ASK {}")
            self._store = recognise(self._url, self._headers or {})
        return self._store

    def bind(self, name: str, values: Mapping[str, object] | None = None, *, lang: Lang = "en") -> str:
        """Return the text of a named query with its parameters bound, so that other stores need to know less.

        Blocks of parameters that are not given are taken out; the language stands wherever it is asked for.

        Raises:
            UsageError, RemoteError: As :meth:`query`.
        """
        query = self.queries[name]
        terms = to_terms(query, values or {}, self.names, lang)
        return with_language(
            query.template.bind({**terms, LANG: None}, open_blocks="remove"),
            lang,
            otherwise=query.template.bind(terms, open_blocks="remove"),
        )

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
            timeout: A time limit in seconds; that of this graph if none is given.
            **named: Parameters, as keywords.

        Raises:
            UsageError: The query, a parameter or a value is not known or not right, or the query's header says that
                it does not hold on this store.
            GraphError: The query's file is broken.
            RemoteError: The store does not answer, or with an error.
        """
        query = self.queries[name]
        self._check_portability(query)
        text = self.bind(name, {**(values or {}), **named}, lang=lang)
        if names_service(text):
            raise UsageError("no-service")
        try:
            if form(text) != "select":
                raise GraphError("query-not-select", file=query.path)
        except SyntaxError as error:
            wrong = query_error(error)
            raise GraphError("broken-query", file=query.path, line=wrong.line, reason=wrong.reason) from error
        return Result(
            answers.rows(self._fetch(text, timeout=timeout), self._url), query.columns, query.rows, self.sources
        )

    def sparql(self, text: str, *, timeout: float | None = None) -> Result | bool | QueryTriples:
        """Ask a SPARQL 1.1 query; the prefixes of :data:`twingraph.terms.PREFIXES` need no declaration.

        Args:
            text: The query.
            timeout: A time limit in seconds; that of this graph if none is given.

        Returns:
            A :class:`Result` for SELECT, a bool for ASK, triples for CONSTRUCT and DESCRIBE.

        Raises:
            UsageError: The text is no SPARQL query; the error names its line.
            RemoteError: The store does not answer, or with an error.
        """
        answered = self._form(text)
        reply = self._fetch(with_prefixes(text), triples=answered == "triples", timeout=timeout)
        if answered == "ask":
            return bool(answers.boolean(reply, self._url))
        if answered == "triples":
            return answers.triples(reply, self._url)
        return Result(answers.rows(reply, self._url), trace=self.sources)

    def sources(self, result: Result, lang: Lang = "en") -> list[tuple[Source, ...]]:
        """Return for each row of an answer what supports it, as :meth:`KnowledgeGraph.sources` does.

        Raises:
            RemoteError: The store does not answer, or with an error.
        """
        from twingraph.provenance import sources  # noqa: PLC0415 - few ask for them

        return sources(self._rows, self.folder, result, lang)

    def ask(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask a SPARQL query and return the answer as the engine here would, which writes the W3C's formats.

        Raises:
            UsageError, RemoteError: As :meth:`sparql`.
        """
        answered = self._form(text)
        reply = self._fetch(with_prefixes(text), triples=answered == "triples")
        if answered == "ask":
            return answers.boolean(reply, self._url)
        return answers.triples(reply, self._url) if answered == "triples" else answers.rows(reply, self._url)()

    def _form(self, text: str) -> str:
        if names_service(text):
            raise UsageError("no-service")
        try:
            return form(text, PREFIXES)
        except SyntaxError as error:
            wrong = query_error(error)
            raise UsageError("bad-sparql", line=wrong.line, reason=wrong.reason) from error

    def _rows(self, text: str) -> QuerySolutions:
        return answers.rows(self._fetch(text), self._url)()

    def _fetch(self, text: str, *, triples: bool = False, timeout: float | None = None) -> Reply:
        reply = self._asker.ask(text, triples=triples, seconds=None if timeout is None else seconds_of(timeout))
        self._headers = reply.headers
        return reply

    def _check_portability(self, query: NamedQuery) -> None:
        if not query.portability:
            return
        store = self.which_store()
        if store is not None and store in query.portability:
            told = {f"reason_{lang}": reason for lang, reason in query.portability[store].items()}
            raise UsageError("query-not-for-store", query=query.name, store=store, **told)
        if store is None and self._on_notice:
            told = {"query": query.name, "known": ", ".join(query.portability), "url": self._url}
            self._on_notice(Notice("remote-which-store", told))
