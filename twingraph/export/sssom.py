"""The identity links as SSSOM, the Simple Standard for Sharing Ontological Mappings: ``links.sssom.tsv``.

The metadata of the set stand above the table in comment lines that hold YAML, with the prefixes of all names used. No
confidence is given: the links have grounds, not numbers. See https://mapping-commons.github.io/sssom/.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from twingraph.export.records import gather
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from twingraph.export.records import Record
    from twingraph.export.release import Release

LINKS: Final = "links.sssom.tsv"
UNSPECIFIED: Final = "https://w3id.org/sssom/license/unspecified"
"""What the standard has for a set whose licence is not known."""

_COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "comment",
)
_NAMES: Final = {
    "http://www.wikidata.org/entity/": "wikidata",
    "https://sws.geonames.org/": "geonames",
    "https://w3id.org/semapv/vocab/": "semapv",
    PREFIXES["skos"]: "skos",
}
_SPACE: Final = re.compile(r"^(.*[/#])[^/#]+/?$")


def write(release: Release, into: Path) -> None:
    """Write the links."""
    import yaml  # noqa: PLC0415 - slow to import

    prefixes = _Prefixes()
    rows = [_mapping(record, prefixes) for record in gather(release, "sssom", "link").values()]
    rows.sort()
    table = StringIO()
    lines = csv.writer(table, delimiter="\t", lineterminator="\n")
    lines.writerow(_COLUMNS)
    lines.writerows(rows)
    metadata = {**_about(release), "curie_map": dict(sorted(prefixes.spaces.items()))}
    head = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=1000)
    text = "".join(f"#{line}\n" for line in head.splitlines()) + table.getvalue()
    (into / LINKS).write_text(text, encoding="utf-8", newline="\n")


class _Prefixes:
    """The prefixes of the names that were shortened."""

    def __init__(self) -> None:
        self.spaces: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """Return an IRI as prefix and name; what follows the last slash is the name, with a slash that ends it."""
        found = _SPACE.match(iri)
        space = found[1] if found else iri
        prefix = _NAMES.get(space) or self._made(space)
        self.spaces[prefix] = space
        return f"{prefix}:{iri.removeprefix(space)}"

    def _made(self, space: str) -> str:
        """Return the prefix of a namespace, made of its last part."""
        word = re.sub(r"\W", "_", space.rstrip("/#").rpartition("/")[2].lower(), flags=re.ASCII)
        names = [word, *(f"{word}{number}" for number in range(2, len(self.spaces) + 3))]
        taken = set(_NAMES.values())
        return next(name for name in names if self.spaces.get(name, space) == space and name not in taken)


def _mapping(record: Record, prefixes: _Prefixes) -> list[str]:
    ids = {name: prefixes.short(record.one(name) or "") for name in ("place", "relation", "target", "justification")}
    # The standard has one column for notes, and no languages in it.
    notes = [
        ". ".join(text.rstrip(".") for text in (record.one(f"trust_{lang}"), record.one(f"comment_{lang}")) if text)
        for lang in ("en", "ru")
    ]
    return [
        ids["place"],
        record.one("place_en") or "",
        ids["relation"],
        ids["target"],
        ids["justification"],
        " ".join(" / ".join(dict.fromkeys(filter(None, notes))).split()),
    ]


def _about(release: Release) -> dict[str, Any]:
    """Return the metadata of the set, as far as the folder and its settings give them."""
    site = release.settings.download
    about: dict[str, Any] = {
        "mapping_set_id": f"{site}{LINKS}" if site else f"{release.folder.base.rstrip('#')}#identity-links",
        "license": UNSPECIFIED,
    }
    for record in gather(release, "about", "dataset").values():
        if license_ := record.one("license"):
            about["license"] = license_
        told = {
            "mapping_set_title": record.one("title_en"),
            "mapping_set_version": record.one("version"),
            "publication_date": record.one("issued"),
        }
        about |= {slot: value for slot, value in told.items() if value}
        if creators := record.all("creator_en"):
            about["creator_label"] = creators
    about["comment"] = (
        "Judgements that an entry of another dataset describes a place, with the grounds of each in English and"
        " Russian. An exact match needs two agreeing sources, or the same place in GeoNames; a close match may be of"
        " another unit."
        " / Суждения о том, что запись другого набора данных описывает место, с основаниями по-английски и по-русски."
        " Точное соответствие требует двух согласных источников или того же места в GeoNames; близкое может относиться"
        " к другой единице."
    )
    return about
