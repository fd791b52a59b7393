"""Remarks on a query that is not run."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "did-you-mean": ("; did you mean {near}?", "; возможно, {near}?"),
    "or": (" or ", " или "),
    "note": ("note: ", "замечание: "),
    "explain-fine": ("nothing suspicious", "ничего подозрительного"),
    "explain-matches": (
        "triples that match each pattern by itself:",
        "сколько троек отвечает каждому образцу отдельно:",
    ),
    "explain-undeclared": ("the prefix {prefix} is not declared", "приставка {prefix} не объявлена"),
    "explain-keyword": ("{word} is no word of SPARQL", "{word} — не слово языка SPARQL"),
    "explain-syntax": ("this is no SPARQL query: {reason}", "это не запрос SPARQL: {reason}"),
    "explain-unknown-property": (
        "{term}: this graph has no such property",
        "{term}: такого свойства в графе нет",
    ),
    "explain-unknown-class": ("{term}: this graph has no such class", "{term}: такого класса в графе нет"),
    "explain-unknown-thing": ("{term}: this graph has no such thing", "{term}: такого объекта в графе нет"),
    "explain-unknown-graph": ("{term}: there is no such named graph", "{term}: такого именованного графа нет"),
    "explain-no-property": (
        "{term} is no property, and stands where one is expected",
        "{term} — не свойство, а стоит на месте свойства",
    ),
    "explain-no-class": (
        "{term} is no class, and stands where one is expected",
        "{term} — не класс, а стоит на месте класса",
    ),
    "explain-unbound": ("{variable} is never given a value", "{variable} нигде не получает значения"),
    "explain-once": ("{variable} occurs only once", "{variable} встречается только один раз"),
    "explain-literal": (
        "no value here is {literal}: language and datatype are part of a literal",
        "значения {literal} здесь нет: язык и тип — часть литерала",
    ),
    "explain-subclasses": (
        "{term}: nothing is said to be of this very class, but {count} are of classes below it",
        "{term}: самого этого класса ничто не имеет, а классы ниже него имеют {count}",
    ),
    "explain-empty-pattern": (
        "no triple matches {pattern}; {term} has {count}",
        "образцу {pattern} не отвечает ни одна тройка; у {term} их {count}",
    ),
    "explain-empty-path": (
        "a property of the path in {pattern} has no triple here",
        "у одного из свойств пути в {pattern} здесь нет ни одной тройки",
    ),
    "explain-unused": (
        "no triple matches {pattern}: {term} is known, but nothing is said with it here",
        "образцу {pattern} не отвечает ни одна тройка: {term} известно, но здесь с ним ничего не сказано",
    ),
    "no-row-since": ("no row; {remark}; see --explain", "нет строк; {remark}; подробнее — --explain"),
}
