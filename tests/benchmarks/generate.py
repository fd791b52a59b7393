"""Write a graph folder of the form of ours, of any size: ``python -m tests.benchmarks.generate DIR --triples 300000``.

Everything in it is invented, and the same arguments give the same bytes. It conforms to the shapes, so that a check of
it finds no violation, unless ``--faults`` seeds some; these are then listed in ``faults.json``. ``samples.json`` holds
a value for each type of parameter, to ask the named queries with. The texts of its documents do not exist, so that
evidence is there but not to be verified.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.benchmarks.faults import Faults
from tests.benchmarks.names import Names
from tests.benchmarks.story import Story
from tests.benchmarks.turtle import BASE, PREFIXES, Block, both, typed, write
from tests.benchmarks.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_TRIPLES: Final = 300_000


def generate(folder: Path, triples: int = DEFAULT_TRIPLES, *, seed: int = 1, faults: int = 0) -> int:
    """Write a graph folder.

    Args:
        folder: Where to; it is made if need be. It should be empty, for no file is removed.
        triples: How many triples its data shall have, about (to one document's size).
        seed: Another seed gives another world.
        faults: How many faults to seed.

    Returns:
        How many triples were written.
    """
    rng = random.Random(seed)  # noqa: S311 - chance that can be repeated is what is wanted
    names = Names(rng)
    world = World(rng, names, triples)
    seeder = Faults(faults, triples)
    story = Story(rng, names, world, seeder)
    data = folder / "data"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "twingraph.toml").write_text(f'base = "{BASE}"\n', encoding="utf-8")

    written = _write(data / "dataset.ttl", [_dataset()], "An invented data set.")
    written += _write(data / "places" / "countries.ttl", list(world.country_blocks()), "Invented countries.")
    written += _write(data / "places" / "regions.ttl", list(world.region_blocks()), "Invented regions.")
    for country in world.countries:
        blocks = list(world.place_blocks(country))
        if blocks:
            path = data / "places" / f"{country.code.lower()}.ttl"
            written += _write(path, blocks, f"Invented places of {country.name.en}.")
    written += _write(data / "links" / "gazetteer.ttl", list(world.link_blocks()), "Invented judgements of identity.")

    found: list[dict[str, str | int]] = []
    documents: list[str] = []
    for record in story.documents():
        seeder.evidence(record)
        path = data / "documents" / f"{record.slug}.ttl"
        blocks = record.blocks()
        lines = write(path, blocks, f"What {record.slug} says.")
        count = sum(map(len, blocks))
        found += seeder.close(count, lines, path.relative_to(folder).as_posix())
        documents.append(record.slug)
        written += count
        if written >= triples:
            break
    written += _write(data / "bodies" / "bodies.ttl", list(world.body_blocks()), "Invented bodies.")
    _write_json(folder / "samples.json", _samples(world, story, documents))
    if faults:
        _write_json(folder / "faults.json", found)
    return written


def _write(path: Path, blocks: list[Block], comment: str) -> int:
    write(path, blocks, comment)
    return sum(map(len, blocks))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _dataset() -> Block:
    block = Block(f"<{BASE}dataset>", "dcat:Dataset")
    block.add("dcterms:creator", '"tests/benchmarks/generate.py"')
    block.add("dcterms:description", *both("Invented; it serves benchmarks.", "Вымышлен, служит для измерений."))
    block.add("dcterms:issued", typed("2026-11-21", "date"))
    block.add("dcterms:license", "<https://creativecommons.org/publicdomain/zero/1.0/>")
    block.add("dcterms:title", *both("An invented data set", "Вымышленный набор данных"))
    return block


def _samples(world: World, story: Story, documents: list[str]) -> dict[str, str]:
    """Return a value by name or type of parameter; the place is the one with the most ties."""
    busiest = max(story.busiest, key=lambda term: (story.busiest[term], term))
    place = next(city for city in world.cities if city.term == busiest)
    abroad = [city for city in world.cities if city.country is not world.countries[0]]
    country = max(abroad, key=lambda city: (story.busiest.get(city.term, 0), city.term)).country
    assert place.within is not None
    return {
        # By the name of a parameter where its type says too little.
        "agreement": _iri(story.samples["agreement"]),
        "event": _iri(story.deeds.events[0]),
        "state": world.former.name.ru,
        "tie": _iri(story.samples["tie"]),
        # By type.
        "place": place.name.ru,
        "country": country.name.ru,
        "region": place.within.name.ru,
        "form": "treaty",
        "purpose": "cooperation",
        "tie-kind": "twinning",
        "status-value": "dormant",
        "property": "party",
        "field": "culture",
        "document": documents[0],
        "entity": _iri(place.term),
        "text": "Договор",
        "integer": "10",
        "date": "2000",
    }


def _iri(term: str) -> str:
    prefix, _, name = term.partition(":")
    return PREFIXES[prefix] + name


def main(argv: Sequence[str] | None = None) -> int:
    """Run the generator as a command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generate", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--triples", type=int, default=DEFAULT_TRIPLES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=0, help="how many faults to seed; listed in DIR/faults.json")
    options = parser.parse_args(argv)
    written = generate(options.folder, options.triples, seed=options.seed, faults=options.faults)
    print(f"{options.folder}: {written} triples", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
