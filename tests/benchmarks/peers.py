"""The peers: the same work done with raw pyoxigraph and rdflib, as one would write it without this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

if TYPE_CHECKING:
    import rdflib

    from twingraph.layout import GraphFolder


def oxigraph_load(folder: GraphFolder, *, default_graph: bool = False) -> Store:
    """Load the files with pyoxigraph into named graphs, and once more into the default graph if wanted."""
    store = Store()
    for path in folder.turtle_files():
        store.load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(folder.graph_name(path)))
    if default_graph:
        for path in folder.turtle_files():
            store.load(path=path, format=RdfFormat.TURTLE, to_graph=DefaultGraph())
    return store


def oxigraph_select(store: Store, text: str) -> int:
    """Ask a query and fetch its solutions; returns how many."""
    return len(list(store.query(text)))  # type: ignore[arg-type]


def rdflib_load(folder: GraphFolder) -> rdflib.Dataset:
    """Parse the files with rdflib into named graphs."""
    import rdflib  # noqa: PLC0415 - slow to import, and only some runs want it

    dataset = rdflib.Dataset()
    for path in folder.turtle_files():
        dataset.graph(rdflib.URIRef(folder.graph_name(path))).parse(path, format="turtle")
    return dataset


def rdflib_select(dataset: rdflib.Dataset, text: str) -> int:
    """Ask a query and fetch its solutions; returns how many."""
    return len(list(dataset.query(text)))
