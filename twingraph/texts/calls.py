"""Errors of calls."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "unknown-query": (
        "there is no query {name}; near: {known} (`twingraph queries` lists all)",
        "нет запроса {name}; похожие: {known} (все перечислит `twingraph queries`)",
    ),
    "unknown-parameter": (
        "the query {query} has no parameter {name}; near: {known} (`twingraph queries {query}` describes them)",
        "у запроса {query} нет параметра {name}; похожие: {known} (их опишет `twingraph queries {query}`)",
    ),
    "missing-parameter": (
        "the query {query} needs {name}; for example: {name}={example}",
        "запросу {query} нужен параметр {name}; например: {name}={example}",
    ),
    "not-an-assignment": (
        "{word}: parameters are written name=value, for example place=Smolensk",
        "{word}: параметры пишутся имя=значение, например place=Смоленск",
    ),
    "twice-given": ("the parameter {name} is given twice", "параметр {name} указан дважды"),
    "value-not-allowed": (
        "{name}={value}: this parameter may be: {known}",
        "{name}={value}: допустимые значения: {known}",
    ),
    "bad-date": (
        "{name}={value}: this is no date; write 2003-09-27, 2003-09 or 2003",
        "{name}={value}: это не дата; пишите 2003-09-27, 2003-09 или 2003",
    ),
    "bad-integer": (
        "{name}={value}: this is no whole number",
        "{name}={value}: это не целое число",
    ),
    "unknown-language": (
        "there are no labels in {given}; known: {known}",
        "названий на языке {given} нет; есть: {known}",
    ),
    "unknown-name": (
        "{kind_en}: nothing in this graph is called {name}; near: {near_en}",
        "{kind_ru}: в этом графе ничто не называется {name}; похожие: {near_ru}",
    ),
    "nothing-near": ("nothing", "нет"),
    "kind-place": ("place", "место"),
    "kind-country": ("country", "страна"),
    "kind-region": ("region", "регион"),
    "kind-form": ("form of agreement", "форма соглашения"),
    "kind-purpose": ("purpose of agreement", "предназначение соглашения"),
    "kind-tie-kind": ("kind of tie", "род связи"),
    "kind-status-value": ("status", "состояние"),
    "kind-field": ("field of cooperation", "область сотрудничества"),
    "kind-document": ("document", "документ"),
    "kind-property": ("property", "свойство"),
    "kind-entity": ("thing", "объект"),
    "ambiguous-name": (
        "{name} can mean several things; give the IRI of one:\n{listing_en}",
        "{name} может значить разное; укажите IRI нужного:\n{listing_ru}",
    ),
    "bad-sparql": (
        "line {line}: this is no SPARQL query: {reason}",
        "строка {line}: это не запрос SPARQL: {reason}",
    ),
    "no-service": (
        "SERVICE would ask another computer, which twingraph does not do; load its data, or ask it itself",
        "SERVICE обратился бы к другому компьютеру, а twingraph этого не делает; загрузите данные или спросите там",
    ),
}
