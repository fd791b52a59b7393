"""The map as GeoJSON (RFC 7946): ``places.geojson`` with points, ``ties.geojson`` with great circles between them."""

from __future__ import annotations

import json
import logging
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from twingraph.export.circles import great_circle
from twingraph.export.edges import network
from twingraph.export.records import gather

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from twingraph.export.edges import Edge, Network
    from twingraph.export.release import Release

PLACES: Final = "places.geojson"
TIES: Final = "ties.geojson"

_log = logging.getLogger("twingraph")


def write(release: Release, into: Path) -> None:
    """Write both maps.

    A place without coordinates is not on them, and a tie of which an end has none has no line: no point is borrowed
    from the seat of a district or from the city around it. How many are left out is logged.
    """
    found = network(release)
    about = _about(release)
    places = _places(found)
    ties = [feature for edge in found.edges if (feature := _line(found, edge))]
    lacking, without = len(found.places) - len(places), len(found.edges) - len(ties)
    if lacking:
        _log.warning("geojson: places without coordinates, left out of %s: %d", PLACES, lacking)
    if without or found.apart:
        _log.warning("geojson: ties without a line, left out of %s: %d", TIES, without + len(found.apart))
    _write(into / PLACES, {"type": "FeatureCollection", "name": "places", **about, "features": places})
    _write(into / TIES, {"type": "FeatureCollection", "name": "ties", **about, "features": ties})


def _write(file: Path, collection: Mapping[str, Any]) -> None:
    """Write a collection, a feature a line."""
    head = json.dumps({**collection, "features": []}, ensure_ascii=False).removesuffix("]}")
    features = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in collection["features"])
    file.write_text(f"{head}\n{features}\n]}}\n", encoding="utf-8", newline="\n")


def _places(found: Network) -> list[dict[str, Any]]:
    ties = Counter(end for edge in found.edges for end in (edge.place, edge.partner))
    features = []
    for place in found.places.values():
        if place.position is None:
            continue
        known = {name: value for name, value in place.values.items() if name not in ("longitude", "latitude")}
        # A point of the graph is of the place itself; what has none is not on the map.
        properties = {"place": place.iri, **known, "ties": ties[place.iri], "point_is_of_the_place_itself": True}
        point = {"type": "Point", "coordinates": place.position}
        features.append({"type": "Feature", "id": place.iri, "geometry": point, "properties": properties})
    return features


def _line(found: Network, edge: Edge) -> dict[str, Any] | None:
    start, end = found.places[edge.place], found.places[edge.partner]
    if start.position is None or end.position is None:
        return None
    lines = great_circle(start.position, end.position)
    if lines is None:
        return None
    geometry = (
        {"type": "LineString", "coordinates": lines[0]}
        if len(lines) == 1
        else {"type": "MultiLineString", "coordinates": lines}
    )
    ends = {
        f"{name}{tail}": value
        for name, place in (("from", start), ("to", end))
        for tail, value in (
            ("", place.iri),
            *((f"_{lang}", place.values.get(f"label_{lang}", "")) for lang in ("en", "ru")),
        )
    }
    return {"type": "Feature", "id": edge.id, "geometry": geometry, "properties": {**edge.values, **ends}}


def _about(release: Release) -> dict[str, str]:
    """Licence and attribution, where the folder gives them."""
    told = {
        name: record.one(name)
        for record in gather(release, "about", "dataset").values()
        for name in ("license", "rights_en", "rights_ru")
    }
    return {name: value for name, value in told.items() if value}
