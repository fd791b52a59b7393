"""Do the headers of named queries keep to the shapes of queries, and where does each thing that they say stand?

The headers are told as RDF (:mod:`twingraph.queries.rdf`) and validated together with the graph, in one run of the
engine; what is wrong is told at the header's key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from twingraph.check.findings import Place
from twingraph.errors import GraphError
from twingraph.queries.header import NamedQuery
from twingraph.queries.rdf import iri, part_iri, query_iri, query_triples

if TYPE_CHECKING:
    from pathlib import Path

    from twingraph.layout import GraphFolder

#: The key of the header from which each property of a query is taken, and of its parameters and columns.
_KEYS: Final = {
    iri("rdfs:comment").value: "question",
    iri("schema:keywords").value: "tags",
    iri("skos:scopeNote").value: "read",
    iri("skos:editorialNote").value: "portability",
    iri("sh:parameter").value: "parameters",
    iri("csvw:column").value: "columns",
    iri("csvw:primaryKey").value: "rows",
}
_PART_KEYS: Final = {
    iri("schema:additionalType").value: "type",
    iri("sh:pattern").value: "values",
    iri("sh:optional").value: "required",
    iri("csvw:datatype").value: "type",
    iri("csvw:aboutUrl").value: "label",
    iri("skos:note").value: "reckoned",
}
_OFFSET: Final = len("#+") + 1


class QueryHeaders:
    """The headers of a folder's own named queries, as RDF.

    Queries that a folder borrows from the package are checked where they belong.

    Args:
        folder: The graph folder.

    Attributes:
        queries: The queries whose headers can be read.
    """

    def __init__(self, folder: GraphFolder) -> None:
        self.queries: list[NamedQuery] = []
        self._base = folder.base
        self._at: dict[str, tuple[Path, tuple[str, ...]]] = {}
        for file in folder.query_files() if owns_queries(folder) else ():
            try:
                query = NamedQuery.read_file(file)
            except GraphError:
                continue  # told elsewhere
            self.queries.append(query)
            self._at[query_iri(query, folder.base).value] = (file, ())
            for part, names in (("parameter", query.parameters), ("column", query.columns)):
                for name in names:
                    self._at[part_iri(query, folder.base, part, name).value] = (file, (f"{part}s", name))

    def data(self) -> str:
        """Return the headers as N-Triples."""
        triples = (triple for query in self.queries for triple in query_triples(query, self._base))
        return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()

    def place(self, focus: object, path: str | None = None, value: object = None) -> Place | None:
        """Return where a header says this; None if it is not about a query."""
        if not isinstance(focus, NamedNode) or focus.value not in self._at:
            return None
        file, keys = self._at[focus.value]
        example = path == iri("skos:example").value
        if example:
            keys = ("example", *keys[1:])
        else:
            key = (_PART_KEYS if keys else _KEYS).get(path or "")
            keys = (*keys, key) if key else keys
        if isinstance(value, Literal) and value.language:
            keys = (*keys, value.language)
        return key_place(file, *keys)


def owns_queries(folder: GraphFolder) -> bool:
    """Return whether the named queries of a folder are its own."""
    return folder.queries.is_relative_to(folder.root)


def key_place(file: Path, *keys: str) -> Place:
    """Return where a key stands in the header of a query file: as far down the keys as there are.

    Args:
        file: The query file.
        *keys: The key at the top, the key below it, and so on.
    """
    import yaml  # noqa: PLC0415 - only a finding needs it

    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line[2:])
    place = Place(file, 1)
    try:
        # The same loader that reads headers: the two of yaml do not agree on every text.
        node: Any = yaml.compose("\n".join(lines), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return place
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((name, value) for name, value in pairs if name.value == key), None)
        if found is None:
            break
        name, node = found
        start, end = name.start_mark, name.end_mark
        place = Place(file, start.line + 1, start.column + _OFFSET, end.line + 1, end.column + _OFFSET)
    return place
