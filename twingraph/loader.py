"""From files to a store: every file a named graph, and the default graph all of them once.

The default graph is materialised because pyoxigraph's union default graph counts a triple twice that two documents
state, and overrides ``FROM``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from twingraph.engine import asks_elsewhere, construct, query_error
from twingraph.errors import GraphError
from twingraph.layout import is_special

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from twingraph.layout import GraphFolder

MATERIALISE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def load(folder: GraphFolder, *, skip: Collection[Path] = (), instead: Mapping[Path, str] | None = None) -> Store:
    """Load ontology and data, and derive what the rules say.

    Args:
        folder: The graph folder.
        skip: Files to leave out (those that are known to be broken).
        instead: Turtle to load in the place of what broken files hold.

    Raises:
        GraphError: A file is not valid Turtle or cannot be read, or a rule is not valid SPARQL.
    """
    store = load_stated(folder, skip=skip, instead=instead)
    derive(store, folder)
    return store


def load_stated(
    folder: GraphFolder, *, skip: Collection[Path] = (), instead: Mapping[Path, str] | None = None
) -> Store:
    """Load ontology and data as :func:`load` does, and derive nothing.

    Raises:
        GraphError: A file is not valid Turtle or cannot be read.
    """
    store = Store()
    for path in folder.rdf_files():
        graph = NamedNode(folder.graph_name(path))
        if instead is not None and path in instead:
            text = instead[path].encode()
            store.load(text, format=RdfFormat.TURTLE, to_graph=graph, base_iri=path.resolve().as_uri())
        elif path not in skip:
            # What a user adds may come through a pipe; a file of the folder does not.
            if path not in folder.added and is_special(path):
                raise GraphError("not-a-file", file=path)
            load_file(store, path, graph)
    store.update(MATERIALISE)
    return store


def load_file(store: Store, path: Path, graph: NamedNode | DefaultGraph) -> None:
    """Load one file into one graph of the store.

    The file's name says which form of RDF it is; without a known suffix it is Turtle.

    Raises:
        GraphError: The file is not valid or cannot be read.
    """
    form = RdfFormat.from_extension(path.suffix.removeprefix(".")) or RdfFormat.TURTLE
    if form.supports_datasets:
        raise GraphError("not-one-graph", file=path, form=form.name)
    try:
        store.load(path=path, format=form, to_graph=graph, base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        raise GraphError(
            "broken-turtle", file=path, form=form.name, line=error.lineno, column=error.offset, reason=error.msg
        ) from error
    except MemoryError as error:
        raise GraphError("too-long", file=path) from error
    except (OSError, ValueError) as error:
        raise GraphError("unreadable", file=path, reason=getattr(error, "strerror", None) or error) from error


def derive(store: Store, folder: GraphFolder) -> None:
    """Run the rules one after the other; each sees what those before it derived.

    What a rule derives goes into the derived graph and, once, into the default graph.

    Raises:
        GraphError: A rule is not a valid CONSTRUCT query, or would ask another computer.
    """
    graph = NamedNode(folder.derived_graph)
    for path in folder.rule_files():
        try:
            text = path.read_text(encoding="utf-8")
            if asks_elsewhere(text, {}):
                raise GraphError("rule-service", file=path)
            triples = list(construct(store, text))
        except (OSError, UnicodeDecodeError) as error:
            raise GraphError("unreadable", file=path, reason=error) from error
        except SyntaxError as error:
            wrong = query_error(error)
            raise GraphError("broken-query", file=path, line=wrong.line, reason=wrong.reason) from error
        except TypeError as error:
            raise GraphError("rule-not-construct", file=path) from error
        store.extend(
            Quad(triple.subject, triple.predicate, triple.object, target)
            for triple in triples
            for target in (graph, DefaultGraph())
        )
