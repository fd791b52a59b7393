"""The SPARQL editor, which asks ``/sparql`` of this server."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from twingraph.layout import DEFAULT_BASE
from twingraph.serve.pages.texts import for_script
from twingraph.site.interactive.geometry import project
from twingraph.site.interactive.graph import root_of
from twingraph.site.interactive.sparql import queries_of
from twingraph.site.interactive.texts import for_script as shared_texts
from twingraph.terms import PREFIXES, TG, short
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.serve.pages.pages import Pages
    from twingraph.texts import Lang

_DECIMALS: Final = 1
_NAME: Final = re.compile(r"[a-z-]+:[\w-]+")


def page(pages: Pages, lang: Lang, address: Mapping[str, str], state: str, endpoint: str) -> bytes:
    """Return the editor.

    Args:
        pages: The pages.
        lang: The language.
        address: The names and values of the address: ``query``, or the ``name`` of a named query.
        state: The same as they stand in the address.
        endpoint: The address of the endpoint, for programs.
    """
    opened = pages.opened
    wanted = "" if address.get("query") else address.get("name", "")
    named = next((each["text"] for each in _queries(pages, lang) if each["name"] == wanted), None)
    return pages.page(
        "served/sparql.html",
        "sparql",
        lang,
        prefixes=", ".join(f"{name}:" for name in PREFIXES),
        queries=list(opened.kg.queries.values()),
        text=address.get("query") or named or "SELECT * { ?s ?p ?o } LIMIT 10\n",
        seconds=f"{opened.timeout:g}",
        most=opened.rows,
        chosen=wanted if named else "",
        address=endpoint,
        state=state,
    )


def settings(pages: Pages, lang: Lang) -> bytes:
    """Return what the editor's script must know, as JSON."""
    if lang not in pages.kept:
        root = root_of("sparql", lang)
        site = pages.site
        content: dict[str, Any] = {
            "lang": lang,
            "root": root,
            "endpoint": f"{root}sparql",
            "points": f"{root}{'' if lang == LANGS[0] else f'{lang}/'}places.json",
            "bases": list(dict.fromkeys((site.release.folder.base, DEFAULT_BASE))),
            "prefixes": PREFIXES,
            "terms": _terms(pages, lang),
            "queries": [],
            "texts": shared_texts(lang, "is-", "line", "show-more", "own-query") | for_script(lang, "is-"),
        }
        pages.kept[lang] = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return pages.kept[lang]


def points(pages: Pages, lang: Lang) -> bytes:
    """Return the outlines of land, and where each place lies on the map, with its name, as JSON."""
    places = {
        iri: [*(round(value, _DECIMALS) for value in project(*at)), pages.explorer.name(iri, lang)]
        for iri, at in pages.where.items()
    }
    return json.dumps(
        {"land": pages.explorer.land, "places": places}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _terms(pages: Pages, lang: Lang) -> list[list[str]]:
    """Return what queries are written with: short name, name, what it is.

    The terms of the ontology and the concepts of its vocabularies, and whatever else is a property here.
    """
    index, things = pages.site.index, pages.explorer.things[lang]
    concepts = {
        thing.value
        for section, classes in index.things().items()
        for found in classes.values()
        for thing in found
        if section.name == "concepts"
    }
    used = {triple.property.value for triples in index.outgoing.values() for triple in triples}
    terms = (iri for iri in things if iri.startswith(TG))
    found = []
    for iri in {*terms, *concepts, *used}:
        name = short(iri, PREFIXES)
        if _NAME.fullmatch(name):
            found.append([name, *things.get(iri, ("", "", ""))[:2]])
    return sorted(found)


def _queries(pages: Pages, lang: Lang) -> list[dict[str, str]]:
    if lang not in pages.texts_of_queries:
        pages.texts_of_queries[lang] = queries_of(pages.explorer, lang)
    return pages.texts_of_queries[lang]
