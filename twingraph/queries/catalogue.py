"""The named queries of a graph folder, each read when it is first asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twingraph.errors import GraphError, UsageError
from twingraph.near import near_or_all
from twingraph.queries.binding import Template
from twingraph.queries.header import Header, NamedQuery

if TYPE_CHECKING:
    from twingraph.layout import GraphFolder


class Catalogue(Mapping[str, NamedQuery]):
    """Named queries by name, in the order of their names.

    Args:
        folder: The graph folder.
        prepared: What :meth:`prepare` gave for these very files.
    """

    def __init__(self, folder: GraphFolder, prepared: Mapping[str, Any] | None = None) -> None:
        self._paths = {path.stem: path for path in folder.query_files()}
        self._prepared = prepared or {}
        self._read: dict[str, NamedQuery] = {}

    def __getitem__(self, name: str) -> NamedQuery:
        """Return a named query.

        Raises:
            UsageError: There is no query of this name; the error suggests near names.
            GraphError: Its header is broken.
        """
        if name not in self._read:
            path = self._paths.get(name)
            if path is None:
                raise UsageError("unknown-query", name=name, known=near_or_all(name, self._paths))
            if name in self._prepared:
                header, pieces = self._prepared[name]
                self._read[name] = NamedQuery.build(path, Template(pieces), Header(path, header))
            else:
                self._read[name] = NamedQuery.read_file(path)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def prepare(self) -> dict[str, Any]:
        """Return the queries as plain values, which a snapshot keeps so that headers need not be read again.

        One whose header is broken is left out: it is told when it is asked for.
        """
        prepared = {}
        for name in self:
            with contextlib.suppress(GraphError):
                prepared[name] = (self[name].header, self[name].template.pieces)
        return prepared
