"""What parameters and answers look like, as JSON Schema (2020-12): made of the headers and of the graph's names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from twingraph.queries.header import ENTITY_TYPES
from twingraph.texts import LANGS, text

if TYPE_CHECKING:
    from twingraph.graph import KnowledgeGraph
    from twingraph.queries.header import Column, NamedQuery, Parameter
    from twingraph.texts import Lang

MOST: Final = 300
"""A kind with more things than these is not enumerated: its parameter takes any name."""

_SAID: Final[dict[str, tuple[str, str]]] = {
    "any-name": (
        "a name in any language or spelling, a former name, an identifier (ISO, Wikidata, GeoNames), or an IRI",
        "название на любом языке, в любом написании, прежнее название, идентификатор (ISO, Wikidata, GeoNames) или IRI",
    ),
    "date": ("a day, a month or a year: 2003-09-27, 2003-09, 2003", "день, месяц или год: 2003-09-27, 2003-09, 2003"),
    "integer": ("a whole number", "целое число"),
    "row": ("a row; what is not known has no member", "строка; чего не известно, того поля нет"),
    "answer": ("SPARQL 1.1 Query Results JSON", "ответ в виде SPARQL 1.1 Query Results JSON"),
    "reckoned": ("reckoned by the query, stated by no document", "вычислено запросом, документы этого не говорят"),
    "iris": ("IRIs with spaces between", "IRI через пробел"),
}
_INTEGERS: Final = 10**18 - 1
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_DATES: Final = (f"{_XSD}date", f"{_XSD}gYearMonth", f"{_XSD}gYear")


def said(key: str, lang: Lang) -> str:
    """Return a text of these schemas in a language."""
    return _SAID[key][LANGS.index(lang)]


def type_name(kind: str) -> str:
    """Return the name of the schema of a parameter type: ``TieKind`` for ``tie-kind``."""
    return "".join(part.capitalize() for part in kind.split("-"))


def of_type(kg: KnowledgeGraph, kind: str, lang: Lang) -> dict[str, Any]:
    """Return the schema of a parameter type; things that are few are enumerated from the data."""
    if kind in ENTITY_TYPES:
        known = enumeration(kg, kind, lang)
        any_name = {"type": "string", "pattern": r"\S", "description": said("any-name", lang)}
        title = text(f"kind-{kind}", lang)
        if not known:
            return {"title": title} | any_name
        listed = {"oneOf": [{"const": key, "title": label} for key, label in known]}
        return {"title": title, "anyOf": [{"type": "string"} | listed, any_name]}
    if kind == "date":
        year = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
        forms = [
            {"type": "string", "pattern": f"^{year}$"},
            {"type": "string", "pattern": f"^{year}-(0[1-9]|1[0-2])$"},
            {"type": "string", "format": "date"},
        ]
        return {"anyOf": forms, "description": said("date", lang)}
    if kind == "integer":
        return {"type": "integer", "minimum": -_INTEGERS, "maximum": _INTEGERS, "description": said("integer", lang)}
    return {"type": "string", "pattern": r"\S"}


def enumeration(kg: KnowledgeGraph, kind: str, lang: Lang) -> list[tuple[str, str]]:
    """Return for each thing of a kind the shortest text that means nothing else, and its label; none if many."""
    things = kg.names.index(kind).things
    iris = {iri for found in things.values() for iri in found}
    if len(iris) > MOST:
        return []
    found = []
    for each in kg.names.describe(sorted(iris), lang):
        parts = each.iri.replace("#", "/").rsplit("/", 2)
        key = next((key for key in (parts[-1], "/".join(parts[-2:])) if things.get(key) == [each.iri]), each.iri)
        found.append((key, each.label or key))
    return sorted(found)


def of_parameter(parameter: Parameter) -> dict[str, Any]:
    """Return the schema of a parameter."""
    if parameter.values:
        return {"type": "string", "enum": list(parameter.values)}
    return {"$ref": f"#/components/schemas/{type_name(parameter.type)}"}


def of_answer(query: NamedQuery, lang: Lang) -> dict[str, Any]:
    """Return the schema of an answer in JSON."""
    names = list(query.columns)
    head = {
        "type": "object",
        "required": ["vars"],
        "properties": {"vars": {"const": names}, "link": {"type": "array", "items": {"type": "string"}}},
    }
    results = {
        "type": "object",
        "required": ["bindings"],
        "properties": {"bindings": {"type": "array", "items": of_row(query, lang)}},
    }
    return {
        "type": "object",
        "description": said("answer", lang),
        "required": ["head", "results"],
        "properties": {"head": head, "results": results},
    }


def of_row(query: NamedQuery, lang: Lang) -> dict[str, Any]:
    """Return the schema of a row in JSON: a member for each column that has a value."""
    columns = {name: _of_column(column, lang) for name, column in query.columns.items()}
    return {
        "type": "object",
        "description": said("row", lang),
        "properties": columns,
        "additionalProperties": False,
    }


def _of_column(column: Column, lang: Lang) -> dict[str, Any]:
    notes = [said("iris", lang)] if column.type == "iris" else []
    notes += [said("reckoned", lang)] if column.reckoned else []
    described = {"description": "; ".join(notes)} if notes else {}
    return {"$ref": f"#/components/schemas/{_term(column.type)}", "title": column.title[lang]} | described


def _term(kind: str) -> str:
    return f"{type_name(kind)}Term"


def terms() -> dict[str, Any]:
    """Return the schemas of the terms that stand in answers, by name."""

    def term(sort: str, value: dict[str, Any], **more: Any) -> dict[str, Any]:
        properties = {"type": {"const": sort}, "value": {"type": "string"} | value} | more
        return {
            "type": "object",
            "required": ["type", "value", *(name for name in more if name == "datatype")],
            "properties": properties,
            "additionalProperties": False,
        }

    plain = term("literal", {}, **{"xml:lang": {"type": "string"}})
    return {
        _term("iri"): term("uri", {"format": "iri"}),
        _term("iris"): plain,
        _term("text"): plain,
        _term("date"): term("literal", {"pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}, datatype={"enum": list(_DATES)}),
        _term("integer"): term("literal", {"pattern": "^-?[0-9]+$"}, datatype={"const": f"{_XSD}integer"}),
        _term("decimal"): term("literal", {}, datatype={"enum": [f"{_XSD}decimal", f"{_XSD}double"]}),
        _term("boolean"): term("literal", {"enum": ["true", "false"]}, datatype={"const": f"{_XSD}boolean"}),
    }
