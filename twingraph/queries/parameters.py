"""From the values of a call to the RDF terms that a query is bound with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from twingraph.dates import PartialDate
from twingraph.errors import UsageError
from twingraph.near import near_or_all
from twingraph.queries.header import ENTITY_TYPES, LANG
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twingraph.names import Names
from twingraph.queries.header import NamedQuery, Parameter

Terms = dict[str, "Sequence[NamedNode | Literal] | None"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
# No more digits than fit in the 64 bits that stores reckon with.
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


def to_terms(query: NamedQuery, values: Mapping[str, object], names: Names, lang: str) -> Terms:
    """Turn the values of a call into terms, by parameter.

    Args:
        query: The query that is called.
        values: Parameter names with values; a value is a text, or what a text of its type would mean (an integer, a
            date, a :class:`PartialDate`). None and the empty text mean that the parameter is not given.
        names: Resolves names to things.
        lang: The language of labels.

    Raises:
        UsageError: A parameter is unknown, missing, or not of its type; :class:`UnknownNameError` and
            :class:`AmbiguousNameError` for names of things.
    """
    if lang not in LANGS:
        raise UsageError("unknown-language", given=lang, known=", ".join(LANGS))
    for name in values:
        if name not in query.parameters:
            known = near_or_all(name, query.parameters, 1)
            raise UsageError("unknown-parameter", query=query.name, name=name, known=known)
    terms: Terms = {LANG: [Literal(lang)]}
    for name, parameter in query.parameters.items():
        value = values.get(name)
        if value is None or value == "":
            if parameter.required:
                example = query.example.get(name, "…")
                raise UsageError("missing-parameter", query=query.name, name=name, example=example)
            terms[name] = None
        else:
            terms[name] = [_term(parameter, value, names)]
    return terms


def _term(parameter: Parameter, value: object, names: Names) -> NamedNode | Literal:
    text = value.value if isinstance(value, NamedNode | Literal) else str(value).strip()
    if parameter.type in ENTITY_TYPES:
        return names.resolve(text, parameter.type)
    if parameter.values and text not in parameter.values:
        raise UsageError("value-not-allowed", name=parameter.name, value=text, known=", ".join(parameter.values))
    if parameter.type == "date":
        try:
            day = getattr(PartialDate.parse(text), parameter.bound)
        except ValueError as error:
            raise UsageError("bad-date", name=parameter.name, value=text) from error
        return Literal(day.isoformat(), datatype=NamedNode(f"{_XSD}date"))
    if parameter.type == "integer":
        if not _INTEGER.fullmatch(text):
            raise UsageError("bad-integer", name=parameter.name, value=text)
        return Literal(str(int(text)), datatype=NamedNode(f"{_XSD}integer"))
    return Literal(text)
