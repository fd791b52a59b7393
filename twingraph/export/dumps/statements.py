"""The statements of a release as lines of N-Triples or N-Quads: sorted, each once, with stable blank nodes.

Blank nodes are named as RDFC-1.0, the W3C's canonical form, names those of the whole graph; so they have the same names
in every dump. Lines are sorted by bytes, as ``LC_ALL=C sort`` does. Sorting is by pieces on disk that are then merged.
"""

from __future__ import annotations

import heapq
import io
import re
import tempfile
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from twingraph.errors import ExportError
from twingraph.export.dumps.terms import read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Literal

    from twingraph.export.dumps.terms import Node
    from twingraph.export.release import Release

#: The parts of a graph, in the order in which they are told; what is in none of the first three is "data".
PARTS: Final = ("documents", "data", "derived", "ontology", "vocabularies")

_PIECE: Final = 24_000_000
_WITH_BLANK: Final = re.compile(rb"_:|<[^>]*> <[^>]*> _:")
#: What RDF 1.2 adds and the readers of today's forms do not know: statements about statements, directions of texts.
_RDF_1_2: Final = re.compile(rb'^\S+ <[^>]*> (?:<<|".*"@[A-Za-z0-9-]+--)', re.MULTILINE)


def graphs(release: Release) -> dict[str, str]:
    """Return the part that each named graph belongs to, by the graph's name, in the order of names."""
    told: dict[str, str] = {}
    order = ("documents", "ontology", "vocabularies")
    for row in release.select("parts"):
        graph, part = row["graph"], row["part"]
        if graph is None or part is None:
            continue
        known = told.setdefault(graph.value, part.value)
        if order.index(part.value) < order.index(known):
            told[graph.value] = part.value
    names = sorted(graph.value for graph in release.store.named_graphs() if isinstance(graph, NamedNode))
    derived = release.folder.derived_graph
    return {name: "derived" if name == derived else told.get(name, "data") for name in names}


def blank_lines(release: Release) -> Mapping[str, list[bytes]]:
    """Return the lines about blank nodes by graph, with the names that RDFC-1.0 gives to the nodes."""
    if "blank-lines" not in release.kept:
        found = Dataset(
            Quad(
                cast("NamedNode | BlankNode", row["subject"]),
                cast("NamedNode", row["predicate"]),
                cast("NamedNode | BlankNode | Literal", row["object"]),
                cast("NamedNode", row["graph"]),
            )
            for row in release.select("blank-nodes")
        )
        found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        by_graph: dict[str, list[Triple]] = defaultdict(list)
        for quad in found:
            by_graph[cast("NamedNode", quad.graph_name).value].append(quad.triple)
        release.kept["blank-lines"] = {
            graph: (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
            for graph, triples in by_graph.items()
        }
    return cast("Mapping[str, list[bytes]]", release.kept["blank-lines"])


def lines_of(release: Release, graph: str) -> list[bytes]:
    """Return the lines of a named graph, in no order.

    Raises:
        ExportError: The graph holds what is not of RDF 1.1.
    """
    buffer = io.BytesIO()
    release.store.dump(buffer, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
    content = buffer.getvalue()
    if (b"<<" in content or b"--" in content) and (found := _RDF_1_2.search(content)):
        line = content[found.start() : content.index(b"\n", found.start())].decode()
        raise ExportError("export-rdf-1-2", graph=graph, statement=line)
    # Not splitlines(), which divides at other signs too, if only in texts.
    lines = content.split(b"\n")
    lines.pop()
    lines = [line + b"\n" for line in lines]
    blank = blank_lines(release).get(graph)
    if blank:
        lines = [line for line in lines if not _WITH_BLANK.match(line)] + blank
    return lines


def sorted_triples(release: Release, names: Iterable[str], output: Path) -> None:
    """Write what named graphs say, each statement once, as sorted lines of N-Triples."""
    _write_sorted((lines_of(release, name) for name in names), output)


def sorted_quads(release: Release, names: Iterable[str], output: Path) -> None:
    """Write what named graphs say as sorted lines of N-Quads: the canonical form of RDFC-1.0, if these are all."""

    def quads() -> Iterator[list[bytes]]:
        for name in names:
            end = f"<{name}> .\n".encode()
            yield [line[:-2] + end for line in lines_of(release, name)]

    _write_sorted(quads(), output)


@contextmanager
def sorted_nodes(release: Release, names: Iterable[str], scratch: Path) -> Iterator[Iterator[Node]]:
    """Give what named graphs say node by node, in order; the lines lie in a file in ``scratch`` meanwhile."""
    with tempfile.TemporaryDirectory(prefix=".", dir=scratch) as own:
        file = Path(own) / "sorted.nt"
        sorted_triples(release, names, file)
        yield read_nodes(file)


def _write_sorted(batches: Iterable[Sequence[bytes]], output: Path) -> None:
    """Sort lines, leave out those that stand twice, and write them."""
    with ExitStack() as until_the_end:
        pieces: list[Iterable[bytes]] = []
        waiting: list[bytes] = []
        size = 0
        for batch in batches:
            waiting += batch
            size += sum(map(len, batch))
            if size > _PIECE:
                piece = until_the_end.enter_context(tempfile.TemporaryFile(dir=output.parent))
                waiting.sort()
                piece.writelines(waiting)
                piece.seek(0)
                pieces.append(piece)
                waiting, size = [], 0
        waiting.sort()
        merged = heapq.merge(*pieces, waiting) if pieces else waiting
        with output.open("wb") as file:
            file.writelines(line for line, _ in groupby(merged))
