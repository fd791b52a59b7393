"""A snapshot answers like the graph, is made anew when a file changes, and is never needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import WORLD
from twingraph import KnowledgeGraph, UnknownNameError
from twingraph.layout import GraphFolder
from twingraph.snapshot import read_snapshot


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("TWINGRAPH_CACHE", str(folder))
    return folder


def open_twice(folder: Path) -> KnowledgeGraph:
    KnowledgeGraph.open(folder, snapshot=True)
    assert read_snapshot(GraphFolder.find(folder)) is not None
    return KnowledgeGraph.open(folder, snapshot=True)


def test_a_snapshot_answers_as_the_graph_does(cache: Path, world: KnowledgeGraph):
    kept = open_twice(WORLD)
    assert list(kept.queries) == list(world.queries)
    for name, query in world.queries.items():
        values = {key: "Veligrad" for key, each in query.parameters.items() if each.required}
        assert list(kept.query(name, lang="ru", **values)) == list(world.query(name, lang="ru", **values))
    with pytest.raises(UnknownNameError, match="near: Veligrad"):
        kept.query("twins-of", place="Veligrat")


def test_a_changed_file_makes_a_new_snapshot_and_the_old_one_goes(cache: Path, world_copy: Path):
    open_twice(world_copy)
    (old,) = cache.iterdir()
    places = world_copy / "data" / "places" / "norland.ttl"
    places.write_text(places.read_text(encoding="utf-8").replace('"Veligrad"@en', '"Weligrad"@en'), encoding="utf-8")
    kg = open_twice(world_copy)
    assert kg.names.resolve("Weligrad", "place").value.endswith("/place/veligrad")
    assert [path for path in cache.iterdir() if path == old] == []
    assert len(list(cache.iterdir())) == 1


def test_a_spoilt_snapshot_is_not_used(cache: Path, world: KnowledgeGraph):
    open_twice(WORLD)
    (home,) = cache.iterdir()
    (home / "manifest").write_text("something else", encoding="utf-8")
    assert read_snapshot(GraphFolder.find(WORLD)) is None
    assert len(KnowledgeGraph.open(WORLD, snapshot=True).query("ties")) == len(world.query("ties"))


def test_without_a_cache_everything_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, world: KnowledgeGraph):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    for where in ("off", str(tmp_path / "file" / "below")):
        monkeypatch.setenv("TWINGRAPH_CACHE", where)
        assert len(KnowledgeGraph.open(WORLD, snapshot=True).query("ties")) == len(world.query("ties"))
