"""Takes what the engine writes, up to a limit: an answer is whole, or it is none."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from twingraph.serve.sparql.refused import RefusedError

#: What stands before each row but the first in JSON (and perhaps within its texts), at the end of each line of TSV,
#: at the beginning of each row in XML.
_MARKS: Final = {
    QueryResultsFormat.JSON: (b",{", 1),
    QueryResultsFormat.TSV: (b"\n", -1),
    QueryResultsFormat.XML: (b"<result>", 0),
}
_JSON_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')
#: Characters that XML 1.0 has no way to write.
_NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_XML: Final = frozenset((QueryResultsFormat.XML, RdfFormat.RDF_XML))


class Writer:
    """A file in memory with limits, to which the engine writes some kilobytes at a time.

    Args:
        form: The form of the answer.
        rows: How many rows it may have; rows of CSV and triples are counted by who gives them.
        size: How many bytes it may have.

    Attributes:
        content: What was written.
    """

    def __init__(self, form: QueryResultsFormat | RdfFormat, rows: int, size: int) -> None:
        self.content = bytearray()
        self._is_xml = form in _XML
        self._is_json = form == QueryResultsFormat.JSON
        self._mark, self._besides = _MARKS.get(form, (b"", 0)) if isinstance(form, QueryResultsFormat) else (b"", 0)
        self._rows = rows
        self._size = size
        self._marks = 0
        self._next_look = 0

    def write(self, part: bytes) -> int:
        """Take some more of the answer.

        Raises:
            RefusedError: It has too many rows or bytes (413), or its form cannot write a character of it (406).
        """
        written = len(self.content)
        self.content += part
        if len(self.content) > self._size:
            raise RefusedError(413, "endpoint-too-many-bytes", most=self._size)
        if self._is_xml and _NOT_XML.search(self.content, max(0, written - 2)):
            raise RefusedError(406, "endpoint-not-in-xml")
        if self._mark:
            # A mark may lie across the border of two parts.
            self._marks += self.content.count(self._mark, max(0, written - len(self._mark) + 1))
            if self._marks + self._besides > self._rows and len(self.content) >= self._next_look:
                self._look()
        return len(part)

    def flush(self) -> None:
        """Do nothing: there is nothing behind this."""

    def whole(self) -> bytes:
        """Return the answer.

        Raises:
            RefusedError: It has too many rows (413).
        """
        if self._marks + self._besides > self._rows:
            self._look()
        return bytes(self.content)

    def _look(self) -> None:
        """Refuse too many rows, once marks within texts of JSON are left out; these are looked at now and then."""
        marks = self._marks
        if self._is_json:
            outside = _JSON_TEXT.sub(b"", self.content)
            marks = outside.partition(b'"')[0].count(self._mark)  # the last text may be there only in part
            self._next_look = 2 * len(self.content)
        if marks + self._besides > self._rows:
            raise too_many_rows(self._rows)


def too_many_rows(most: int) -> RefusedError:
    """Return the error of an answer with more rows, or triples, than it may have."""
    return RefusedError(413, "endpoint-too-many-rows", most=most)
