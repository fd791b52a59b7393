"""What a release says of itself, gathered: dataset, settings, and the files that lie in its folder.

The descriptions (DCAT-AP, VoID, schema.org, the LOD cloud's record) are queries over this small graph. What the graph
knows of the dataset comes from queries over the whole graph; what only a run knows (addresses, sizes, checksums) stands
in terms of our own, below ``urn:twingraph:release:``, which no description shows.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Store

from twingraph.errors import TwinGraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from twingraph.export.release import Release

DESCRIPTIONS: Final = frozenset(
    ("catalog.jsonld", "catalog.rdf", "catalog.ttl", "dataset.jsonld", "lod-cloud.json", "void.ttl")
)
"""The files that describe the others, and are no distributions themselves."""

_ASIDE: Final = frozenset(("site", ".well-known"))
"""Folders whose files are no distributions: pages, not data."""

_NO_DATA: Final = frozenset(("SHA256SUMS", "context.jsonld", "manifest.json"))
"""What lies beside the data and holds none."""

_RELEASE: Final = "urn:twingraph:release"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LOG: Final = logging.getLogger("twingraph")


class Described(NamedTuple):
    """What a release says of itself.

    Attributes:
        release: The release, with the small graph as its store.
        dataset: The IRI of the dataset.
    """

    release: Release
    dataset: str

    @property
    def spaces(self) -> dict[str, str]:
        """The prefixes of the parts of the dataset's description."""
        return {"part": f"{self.dataset}#", "file": f"{self.dataset}#file/", "sha256": f"{self.dataset}#sha256/"}


class Held(NamedTuple):
    """What is known of a file by its name and its bytes.

    Attributes:
        name: Its path below the address of the files.
        bytes: How many bytes it has.
        sha256: The checksum, in hexadecimal digits.
        stem: What its name says that it holds (``queries/export/kinds.rq``).
    """

    name: str
    bytes: int
    sha256: str
    stem: str


def describe(release: Release, into: Path) -> Described | None:
    """Gather what a release says of itself.

    Args:
        release: The release.
        into: The folder in which its files lie.

    Returns:
        As :func:`describe_files`.
    """
    return describe_files(release, _held_in(into))


def describe_files(release: Release, files: Iterable[Held]) -> Described | None:
    """Gather what a release says of itself.

    Args:
        release: The release.
        files: Its files.

    Returns:
        The release with its description; None, after a warning, if the graph describes no dataset.
    """
    store = Store()
    described = replace(release, store=store)
    for name in ("dataset", "countries", "period"):
        store.extend(Quad(*triple) for triple in release.construct(name))
    dataset = next((row["dataset"] for row in described.select("described")), None)
    if not isinstance(dataset, NamedNode):
        warn("export-no-dataset")
        return None
    store.extend(_settings(release, dataset))
    store.extend(_files(release, dataset, files))
    store.extend([Quad(*triple) for triple in described.construct("kinds")])
    return Described(described, dataset.value)


def warn(key: str, **values: object) -> None:
    """Tell the user that something is left out, and why."""
    # An error as the message, so that who shows it can choose the language.
    _LOG.warning(TwinGraphError(key, **values))


def warn_unset(release: Release, *names: str) -> None:
    """Tell the user which of these settings of ``[publish]`` are not set, so that what they say is left out."""
    for name in names:
        if getattr(release.settings, name) is None:
            warn("export-unset", setting=name.replace("_", "-"))


def files_of(into: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a release that hold data, with their paths in its folder, in the order of these."""
    found = {path.relative_to(into).as_posix(): path for path in into.rglob("*") if path.is_file()}
    for name, path in sorted(found.items()):
        if name not in DESCRIPTIONS | _NO_DATA and name.split("/", 1)[0] not in _ASIDE:
            yield name, path


def _term(name: str) -> NamedNode:
    return NamedNode(f"{_RELEASE}:{name}")


def _settings(release: Release, dataset: NamedNode) -> Iterator[Quad]:
    """Yield the settings: addresses as IRIs, names as texts."""
    this = NamedNode(_RELEASE)
    yield Quad(this, _TYPE, _term("Release"))
    for end in ("", "#catalogue", *(["#sparql"] if release.settings.endpoint else [])):
        yield Quad(this, _term("described"), NamedNode(f"{dataset.value}{end}"))
    for field in fields(release.settings):
        value = getattr(release.settings, field.name)
        if value is None:
            continue
        first, *others = field.name.split("_")
        term = _term(first + "".join(other.capitalize() for other in others))
        if field.name == "contact_email":
            yield Quad(this, term, NamedNode(f"mailto:{quote(value, safe='@+')}"))
        elif field.name.endswith("_name"):
            yield Quad(this, term, Literal(value))
        else:
            yield Quad(this, term, NamedNode(value))


def _held_in(into: Path) -> Iterator[Held]:
    for name, path in files_of(into):
        stat = path.stat()
        yield Held(name, stat.st_size, _sha256(path, stat.st_size, stat.st_mtime_ns), path.name.partition(".")[0])


def _files(release: Release, dataset: NamedNode, files: Iterable[Held]) -> Iterator[Quad]:
    """Yield what is known of each file."""
    for name, size, digest, stem in files:
        node = NamedNode(f"{dataset.value}#file/{quote(name)}")
        packed = name.endswith(".gz")
        yield Quad(NamedNode(_RELEASE), _term("file"), node)
        yield Quad(node, _term("name"), Literal(name))
        yield Quad(node, _term("ending"), Literal(_ending(name.rpartition("/")[2].removesuffix(".gz"))))
        yield Quad(node, _term("stem"), Literal(stem))
        yield Quad(node, _term("packed"), Literal(packed))
        yield Quad(node, _term("bytes"), Literal(str(size)))
        yield Quad(node, _term("sha256"), Literal(digest, datatype=_xsd("hexBinary")))
        if release.settings.download is not None:
            yield Quad(node, _term("address"), NamedNode(f"{release.settings.download}{quote(name)}"))


@lru_cache(maxsize=1024)
def _sha256(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 - a file of other size or time is another one
    """Return the checksum of a file, which several descriptions tell and one reckons."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ending(name: str) -> str:
    """Return the end of a name that says what a file is: the last dot and what follows, or CSVW's long one."""
    metadata = "-metadata.json"
    return metadata if name.endswith(metadata) else f".{name.rpartition('.')[2]}"


def _xsd(name: str) -> NamedNode:
    return NamedNode(f"{_XSD}{name}")
