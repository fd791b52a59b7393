"""``twingraph show``: a thing as a person would read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.graph import KnowledgeGraph
from twingraph.show import describe
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from twingraph.show import Entity, Statement
    from twingraph.texts import Lang


def show(options: argparse.Namespace) -> int:
    """``twingraph show THING``: print what is said of a thing, what names it, and where that stands."""
    kg = KnowledgeGraph.open(options.graph, add=options.add, snapshot=True)
    entity = describe(kg, kg.names.resolve(options.thing, "entity"), options.lang)
    print("\n".join(_lines(entity, options.lang)))
    return 0


def _lines(entity: Entity, lang: Lang) -> Iterator[str]:
    yield entity.label + (f" ({', '.join(entity.kinds)})" if entity.kinds else "")
    yield entity.iri
    yield from entity.said
    documents = {
        source.document: source.label
        for statement in (*entity.statements, *entity.mentions)
        for source in statement.sources
    }
    numbers = {document: number for number, document in enumerate(documents, 1)}
    yield from _block(entity.statements, numbers, lang)
    if entity.mentions:
        yield from ("", text("mentioned-by", lang))
        yield from _block(entity.mentions, numbers, lang)
    if numbers:
        yield from ("", text("sources", lang))
        for document, number in numbers.items():
            yield f"  [{number}] {documents[document]}  {document}"


def _block(statements: Iterable[Statement], numbers: dict[str, int], lang: Lang) -> Iterator[str]:
    last = None
    for statement in statements:
        heading = statement.property
        if statement.kind:
            heading = f"{statement.kind}: {heading}"
        if statement.derived:
            heading += f" ({text('derived', lang)})"
        if heading != last:
            yield from ("", f"  {heading}")
            last = heading
        spans = "; ".join(f"[{numbers[each.document]}] {each.start}–{each.end}" for each in statement.sources)
        yield f"    {statement.value}" + (f"  {spans}" if spans else "")
