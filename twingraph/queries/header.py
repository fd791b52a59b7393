"""The header of a query file: comment lines ``#+`` at its top that hold YAML, after the manner of grlc.

A header says the question in English and Russian, tags, parameters, result columns, an example call, how to read
the answer, and where the query does not hold. ``docs/queries.md`` describes the keys.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from twingraph.errors import GraphError
from twingraph.near import near_or_all
from twingraph.queries.binding import Template

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

ENTITY_TYPES = (
    "place",
    "country",
    "region",
    "form",
    "purpose",
    "tie-kind",
    "status-value",
    "field",
    "document",
    "property",
    "entity",
)
"""Parameter types whose values are things of the graph; each has a query ``names/<type>.rq``."""
PARAMETER_TYPES = (*ENTITY_TYPES, "date", "integer", "text")
COLUMN_TYPES = ("iri", "iris", "text", "date", "integer", "decimal", "boolean")
"""Types of columns; ``iris`` is a text of IRIs with spaces between, the things that a row counts."""
STORES = ("blazegraph", "fuseki", "graphdb", "oxigraph", "qlever", "rdflib", "virtuoso")
"""The SPARQL stores on which a header may say that its query does not hold."""
LANG = "lang"
"""The variable that every query has for the language of its labels."""

_BILINGUAL = ("en", "ru")
_KEYS = {
    "header": (("question", "tags", "columns", "example", "read"), ("parameters", "rows", "portability")),
    "parameter": (("type", "en", "ru"), ("required", "bound", "values")),
    "column": (("type", "en", "ru"), ("label", "detail", "reckoned")),
    "texts": (_BILINGUAL, ()),
    "check": (("problem", "solution", "severity", "tags"), ("limits",)),
}


class Parameter(NamedTuple):
    """One parameter of a named query.

    Attributes:
        name: Its name, that of the variable.
        type: One of :data:`PARAMETER_TYPES`.
        meaning: What it is, by language.
        required: Whether a call must give it.
        bound: For a date of coarser precision: the first day that it may mean (``earliest``) or the last (``latest``).
        values: The texts allowed, where they are few.
    """

    name: str
    type: str
    meaning: Mapping[str, str]
    required: bool = False
    bound: str = "earliest"
    values: tuple[str, ...] = ()


class Column(NamedTuple):
    """One column of a named query's answer.

    Attributes:
        name: Its name, that of the variable.
        type: One of :data:`COLUMN_TYPES`.
        title: What stands above it, by language.
        label: The column that holds the readable name of what this one identifies.
        detail: Whether tables for people leave it out; the other formats have it.
        reckoned: Whether the query reckons its values, which no document states.
    """

    name: str
    type: str
    title: Mapping[str, str]
    label: str | None = None
    detail: bool = False
    reckoned: bool = False


class NamedQuery(NamedTuple):
    """A query file: its header and its text.

    Attributes:
        name: The file's name without suffix.
        path: The file.
        header: The header as it stands in the file.
        template: The text, which is SPARQL as it stands, cut at its parameters.
        question: The question it answers, by language.
        tags: What it is about.
        parameters: Its parameters, in the order of the header.
        columns: The columns of its answer, in the order of the header.
        example: A call that has an answer on the data it is written for: parameter names with values.
        read: How to read the answer, by language.
        rows: The columns that tell one row of a table from another: rows that are equal in them are told as one.
        portability: Stores on which it does not hold, one of :data:`STORES` each, with the reason by language.
    """

    name: str
    path: Path
    header: Mapping[str, Any]
    template: Template
    question: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, Column]
    example: Mapping[str, str]
    read: Mapping[str, str]
    rows: tuple[str, ...] = ()
    portability: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    @classmethod
    def read_file(cls, path: Path) -> Self:
        """Read a query file.

        Raises:
            GraphError: The file cannot be read, or its header lacks a key, has one too many, or is no YAML; the error
                names file and line.
        """
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise GraphError("unreadable", file=path, reason=error) from error
        return cls.build(path, Template.cut(text), Header.read(path, text))

    @classmethod
    def build(cls, path: Path, template: Template, header: Header) -> Self:
        """Make a named query of its parts.

        Raises:
            GraphError: The header lacks a key or has one too many; the error names file and line.
        """
        top = header.mapping
        header.check_keys("header", top)
        for key in ("question", "read"):
            header.check_keys("texts", header.as_mapping(top[key], key), key)
        parameters = header.as_mapping(top.get("parameters") or {}, "parameters")
        columns = header.as_mapping(top["columns"], "columns")
        example = header.as_mapping(top["example"] or {}, "example")
        for key in example:
            if key not in parameters:
                raise header.error("header-example", key=key, known=", ".join(parameters) or "–")
        return cls(
            path.stem,
            path,
            top,
            template,
            question=top["question"],
            tags=tuple(header.as_list(top["tags"], "tags")),
            parameters={name: header.parameter(name, value) for name, value in parameters.items()},
            columns={name: header.column(name, value, columns) for name, value in columns.items()},
            example={key: str(value) for key, value in example.items()},
            read=top["read"],
            rows=header.rows(columns),
            portability=header.portability(),
        )


class Header:
    """The content of a header, with errors that know the line.

    Args:
        path: The query file.
        mapping: What the YAML holds.
        lines: The lines of the YAML, if they are at hand: with them an error names the line of its key.
    """

    def __init__(self, path: Path, mapping: Mapping[str, Any], lines: Sequence[str] = ()) -> None:
        self.path = path
        self.mapping = mapping
        self._lines = lines

    @classmethod
    def read(cls, path: Path, text: str) -> Self:
        """Read the header of a query file's text.

        Raises:
            GraphError: There is none, or it is no YAML.
        """
        import yaml  # noqa: PLC0415 - most commands need none, or find it read already

        lines = []
        for line in text.splitlines():
            if not line.startswith("#+"):
                break
            lines.append(line[2:])
        header = cls(path, {}, lines)
        if not lines:
            raise header.error("header-missing")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            content = yaml.load("\n".join(lines), Loader=loader)  # noqa: S506 - both loaders are safe ones
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise header.error("header-yaml", line=mark.line + 1 if mark else 1, reason=error.problem) from error
        header.mapping = header.as_mapping(content, "header")
        return header

    def error(self, text: str, /, *, line: int | None = None, section: str = "", **values: object) -> GraphError:
        """Make an error that names the file and, where the key can be found, the line.

        Args:
            text: The key of the error's text.
            line: The line, if it is known.
            section: The top key below which to look for the key in ``values``.
            **values: What the text is filled with.
        """
        return GraphError(text, file=self.path, line=line or self._line(str(values.get("key", "")), section), **values)

    def _line(self, key: str, section: str) -> int:
        numbered = list(enumerate(self._lines, 1))
        start = next((line for line, each in numbered if each.strip().startswith(f"{section}:")), 1) if section else 1
        return next((line for line, each in numbered[start - 1 :] if key and f"{key}:" in each), start)

    def as_mapping(self, value: object, key: str, section: str = "") -> dict[str, Any]:
        """Return a value that must be a mapping."""
        if not isinstance(value, dict):
            raise self.error("header-mapping", key=key, section=section)
        return value

    def as_list(self, value: object, key: str, section: str = "") -> list[Any]:
        """Return a value that must be a list."""
        if not isinstance(value, list):
            raise self.error("header-list", key=key, section=section)
        return value

    def check_keys(self, what: str, value: Mapping[str, object], where: str = "") -> None:
        """Refuse a mapping that lacks a key or has one too many."""
        required, optional = _KEYS[what]
        known = (*required, *optional)
        for key in value:
            if key not in known:
                raise self.error("header-key", key=key, known=near_or_all(str(key), known, 1))
        for key in required:
            if key not in value:
                raise self.error("header-lacks", key=where, lacking=f"{where}.{key}" if where else key)

    def check_choice(self, value: object, choices: Collection[str], key: str, section: str) -> None:
        """Refuse a value that is not one of a few."""
        if value not in choices:
            raise self.error("header-choice", key=key, section=section, value=value, known=", ".join(choices))

    def parameter(self, name: str, value: object) -> Parameter:
        """Read what the header says of one parameter."""
        content = self.as_mapping(value, name, "parameters")
        self.check_keys("parameter", content, name)
        self.check_choice(content["type"], PARAMETER_TYPES, name, "parameters")
        bound = content.get("bound", "earliest")
        self.check_choice(bound, ("earliest", "latest"), name, "parameters")
        return Parameter(
            name,
            content["type"],
            {lang: content[lang] for lang in _BILINGUAL},
            required=content.get("required", False) is True,
            bound=bound,
            values=tuple(map(str, self.as_list(content.get("values") or [], name, "parameters"))),
        )

    def rows(self, columns: Collection[str]) -> tuple[str, ...]:
        """Read which columns tell one row of a table from another."""
        named = self.as_list(self.mapping.get("rows") or [], "rows")
        for name in named:
            self.check_choice(name, columns, "rows", "rows")
        return tuple(named)

    def portability(self) -> Mapping[str, Mapping[str, str]]:
        """Read on which stores the query does not hold, and why."""
        stores = self.as_mapping(self.mapping.get("portability") or {}, "portability")
        for store, reason in stores.items():
            self.check_choice(store, STORES, "portability", "portability")
            self.check_keys("texts", self.as_mapping(reason, store, "portability"), store)
        return stores

    def column(self, name: str, value: object, columns: Collection[str]) -> Column:
        """Read what the header says of one column."""
        content = self.as_mapping(value, name, "columns")
        self.check_keys("column", content, name)
        self.check_choice(content["type"], COLUMN_TYPES, name, "columns")
        label = content.get("label")
        if label is not None:
            self.check_choice(label, columns, name, "columns")
        titles = {lang: content[lang] for lang in _BILINGUAL}
        return Column(
            name,
            content["type"],
            titles,
            label,
            detail=content.get("detail", False) is True,
            reckoned=content.get("reckoned", False) is True,
        )
