"""What a name may mean, and what is near to one that means nothing: machine-readable, with what to ask instead."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from twingraph.errors import AmbiguousNameError, UnknownNameError
from twingraph.names import fold
from twingraph.near import near
from twingraph.queries.header import ENTITY_TYPES
from twingraph.serve.negotiation import language, root
from twingraph.serve.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Request

    from twingraph.graph import KnowledgeGraph
    from twingraph.queries.header import NamedQuery, Parameter

_NEAR = 5


def ambiguous(
    kg: KnowledgeGraph, query: NamedQuery, values: Mapping[str, str], error: AmbiguousNameError, request: Request
) -> Problem:
    """Make the problem of a name that several things have: each of them, and the address that asks for it."""
    parameter = _failing(kg, query, values)
    found = []
    for each in kg.names.describe(error.candidates, language(request)):
        asked = [
            (name, each.iri if parameter is not None and name == parameter.name else value)
            for name, value in request.args.items(multi=True)
        ]
        told = {"iri": each.iri, "label": each.label, "kind": each.kind, "where": each.where}
        path = f"{root(request).rstrip('/')}{quote(request.path)}"
        found.append({name: value for name, value in told.items() if value} | {"url": f"{path}?{urlencode(asked)}"})
    more = {"parameter": parameter.name} if parameter is not None else {}
    return Problem.of(error, **more, candidates=found)


def unknown(kg: KnowledgeGraph, query: NamedQuery, values: Mapping[str, str], error: UnknownNameError) -> Problem:
    """Make the problem of a name that nothing has, with names that are spelt alike."""
    parameter = _failing(kg, query, values)
    if parameter is None:
        return Problem.of(error)
    shown = {fold(each): each for each in kg.names.index(parameter.type).shown}
    found = [shown[each] for each in near(fold(values[parameter.name][:200]), shown, _NEAR)]
    return Problem.of(error, parameter=parameter.name, near=found)


def _failing(kg: KnowledgeGraph, query: NamedQuery, values: Mapping[str, str]) -> Parameter | None:
    """Return the first parameter whose name means no thing, or several."""
    for name, parameter in query.parameters.items():
        if parameter.type in ENTITY_TYPES and name in values:
            try:
                kg.names.resolve(values[name].strip(), parameter.type)
            except (AmbiguousNameError, UnknownNameError):
                return parameter
    return None
