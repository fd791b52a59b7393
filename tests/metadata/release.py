"""A release as an export leaves it: a graph folder with settings, files of data, and the descriptions beside them."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import DefaultGraph, RdfFormat

from tests.conftest import ROOT, WORLD
from twingraph.export.forms import FORMS
from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.layout import GraphFolder
from twingraph.loader import load

HERE = Path(__file__).resolve().parent
DATASETS = {
    "world": "https://example.org/world/id/dataset/world",
    "real": "https://w3id.org/twingraph/id/dataset/twingraph",
}
DATA = {
    "twingraph.nt": RdfFormat.N_TRIPLES,
    "twingraph.nq": RdfFormat.N_QUADS,
    "twingraph.ttl": RdfFormat.TURTLE,
    "twingraph.trig": RdfFormat.TRIG,
    "twingraph.rdf": RdfFormat.RDF_XML,
}
FORMS_HERE = ("dcat", "void", "schema-org", "lod-cloud")
MADE = (
    "catalog.ttl",
    "catalog.rdf",
    "catalog.jsonld",
    "void.ttl",
    ".well-known/void",
    "dataset.jsonld",
    "lod-cloud.json",
)


class Made(NamedTuple):
    """A release that is written: its graph, its folder, where that is announced to lie, and its dataset."""

    release: Release
    folder: Path
    address: str
    dataset: str


def copy_of(name: str, place: Path, address: str | None) -> GraphFolder:
    """Copy a graph folder, and tell its copy where its releases lie, if anywhere."""
    if name == "world":
        shutil.copytree(WORLD, place)
        shutil.copy(HERE / "dataset.ttl", place / "data" / "dataset.ttl")
    else:
        for part in ("ontology", "data", "shapes", "queries"):
            shutil.copytree(ROOT / part, place / part)
        shutil.copy(ROOT / "twingraph.toml", place / "twingraph.toml")
    if address is not None:
        table = (HERE / "publish.toml").read_text(encoding="utf-8").format(address=address)
        with (place / "twingraph.toml").open("a", encoding="utf-8") as config:
            config.write(table)
    return GraphFolder.find(place)


def read(folder: GraphFolder) -> Release:
    return Release(folder, load(folder), Settings.read(folder))


def write_data(release: Release, into: Path) -> None:
    """Write files of data as other forms do, and some that are no data."""
    for name, form in DATA.items():
        graph = None if form.supports_datasets else DefaultGraph()
        packed = release.store.dump(format=form, from_graph=graph) or b""
        (into / name).write_bytes(packed)
        (into / f"{name}.gz").write_bytes(gzip.compress(packed, mtime=0))
    (into / "ontology.ttl").write_text("", encoding="utf-8")
    (into / "context.jsonld").write_text("{}", encoding="utf-8")
    (into / "tables").mkdir()
    with (into / "tables" / "таблица 1.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([["a", "b"], ["1", "2"]])
    (into / "map.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8")
    (into / "network.graphml").write_text("<graphml/>", encoding="utf-8")
    (into / "site").mkdir()
    (into / "site" / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (into / "site" / "data.ttl").write_text("", encoding="utf-8")
    (into / "manifest.json").write_text("{}", encoding="utf-8")
    (into / "LICENCE").write_text("CC0", encoding="utf-8")


def write_descriptions(release: Release, into: Path) -> None:
    for name in FORMS_HERE:
        FORMS[name].writer().write(release, into)
