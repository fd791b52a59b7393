"""The statements of a release as lines of N-Triples or N-Quads: sorted, each once, with stable blank nodes.

Blank nodes are named as RDFC-1.0, the W3C's canonical form, names those of the whole graph; so they have the same names
in every dump. Lines are sorted by bytes, as ``LC_ALL=C sort`` does. Sorting is by pieces on disk that are then merged.
"""

from __future__ import annotations

import io
import re
import tempfile
from bisect import bisect_right
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from itertools import islice
from operator import eq
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

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
_RDF_1_2: Final = re.compile(rb'^\S+ <[^>]*> (?:<<|".*"@[A-Za-z0-9-]+--(?:ltr|rtl) \.$).*', re.MULTILINE)
#: One of these stands wherever that does; to look for them takes little.
_SIGNS_OF_1_2: Final = (b"> <<(", b"--ltr .\n", b"--rtl .\n")


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
    if any(sign in content for sign in _SIGNS_OF_1_2) and (found := _RDF_1_2.search(content)):
        raise ExportError("export-rdf-1-2", graph=graph, statement=found[0].decode())
    lines = content.splitlines(keepends=True)
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
    with ExitStack() as until_the_end, output.open("wb") as file:
        pieces: list[IO[bytes]] = []
        waiting: list[bytes] = []
        size = 0
        for batch in batches:
            waiting += batch
            size += sum(map(len, batch))
            if size > _PIECE:
                piece = until_the_end.enter_context(tempfile.TemporaryFile(dir=output.parent))
                piece.writelines(_in_order(waiting))
                piece.seek(0)
                pieces.append(piece)
                waiting, size = [], 0
        for lines in _merged(pieces, _in_order(waiting)):
            file.writelines(lines)


def _in_order(lines: list[bytes]) -> list[bytes]:
    """Put lines in order, each once."""
    lines.sort()
    twice = any(map(eq, lines, islice(lines, 1, None)))
    return list(dict.fromkeys(lines)) if twice else lines


def _merged(pieces: Sequence[IO[bytes]], more: list[bytes]) -> Iterator[list[bytes]]:
    """Merge what is in order in each of several files and in memory.

    A batch holds what comes before the least of the last lines read: so much is known to be whole.
    """
    size = max(_PIECE // (len(pieces) + 1), 1)
    buffers = [more, *(piece.readlines(size) for piece in pieces)]
    while any(buffers):
        end = min(buffer[-1] for buffer in buffers if buffer)
        batch: list[bytes] = []
        for number, buffer in enumerate(buffers):
            known = bisect_right(buffer, end)
            batch += buffer[:known]
            left = buffer[known:]
            buffers[number] = left or (pieces[number - 1].readlines(size) if number and buffer else [])
        yield _in_order(batch)
