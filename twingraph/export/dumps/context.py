"""The JSON-LD context of a graph: what its keys mean, from its ontology and from what it says.

How the values of a property are written follows from what they are, all of them: things, texts with a language, texts
of one datatype. So a value needs no wrapping unless those of its property are of several kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from twingraph.export.dumps.prefixes import prefixes
from twingraph.export.dumps.terms import RDF, XSD, Names
from twingraph.terms import TG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.export.release import Release

_BARE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_PLAIN_PATH: Final = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_~-]+)*\Z")
_ALIASES: Final = {"id": "@id", "type": "@type"}
#: What JSON says by itself, so that no datatype need be told.
_NATIVE: Final = (f"{XSD}string", f"{XSD}integer", f"{XSD}boolean")


@dataclass(frozen=True, slots=True)
class Context:
    """What keys and short IRIs mean.

    Attributes:
        told: The context as JSON.
        base: What relative IRIs are relative to.
        kinds: Of each property, by its IRI, what all its values are: ``@id``, ``@language``, or a datatype.
    """

    told: Mapping[str, object]
    base: str
    kinds: Mapping[str, str]
    _names: Names
    _keys: dict[str, str] = field(default_factory=dict, repr=False)

    def kind(self, iri: str) -> str | None:
        """Return what all values of a property are; None if they need telling, each by itself."""
        return self.kinds.get(iri)

    def key(self, iri: str) -> str:
        """Return the key of a property."""
        found = self._keys.get(iri)
        if found is None:
            found = self._keys[iri] = _bare(iri) or self._compact(iri)
        return found

    def type(self, term: str) -> str:
        """Return a class or datatype, given as N-Triples writes it."""
        return term if term[0] == "_" else self.key(term[1:-1])

    def iri(self, iri: str) -> str:
        """Return an IRI as the value of ``@id``."""
        if iri.startswith(self.base) and _PLAIN_PATH.match(iri, len(self.base)):
            return iri[len(self.base) :]
        return self._compact(iri)

    def _compact(self, iri: str) -> str:
        found = self._names.split(iri)
        return f"{found[0]}:{found[1]}" if found else iri


def context(release: Release) -> Context:
    """Return the context of a release."""
    if "context" not in release.kept:
        release.kept["context"] = _made(release)
    made = release.kept["context"]
    assert isinstance(made, Context)  # noqa: S101 - as just made
    return made


def _made(release: Release) -> Context:
    kinds: dict[str, set[str]] = {}
    types: set[str] = set()
    schemes: set[str] = set()
    for row in release.select("context"):
        term, kind = row["term"], row["kind"]
        schemes |= {scheme.value for name in ("subjectScheme", "valueScheme") if (scheme := row[name]) is not None}
        if term is not None and kind is None:
            types.add(term.value)
        elif term is not None and kind is not None:
            kinds.setdefault(term.value, set()).add(kind.value)
    for iri in (*kinds, *types, *(kind for found in kinds.values() for kind in found)):
        scheme_of, _, rest = iri.partition(":")
        if not rest.startswith("//"):
            schemes.add(scheme_of)
    kinds.pop(f"{RDF}type", None)
    only = {iri: found.copy().pop() for iri, found in kinds.items() if len(found) == 1}
    only = {iri: kind for iri, kind in only.items() if kind not in _NATIVE}

    base = f"{release.folder.base}id/"
    own = {bare for iri in (*kinds, *types) if (bare := _bare(iri))}
    # A prefix may be no key, nor the scheme of an IRI (`geo:` is both), nor stand for what the base makes short.
    known = {
        prefix: space
        for prefix, space in prefixes(release).items()
        if prefix not in own and prefix not in _ALIASES and prefix not in schemes and not space.startswith(base)
    }
    names = Names(known)
    made = Context({}, base, only, names)
    told: dict[str, object] = {"@version": 1.1, **_ALIASES}
    told |= {prefix: {"@id": space, "@prefix": True} for prefix, space in sorted(known.items())}
    for iri in sorted({*kinds, *types}, key=made.key):
        more = _coercion(made, only.get(iri))
        if _bare(iri) or more:
            told[made.key(iri)] = {"@id": iri, **more}
    return Context(told, base, only, names)


def _coercion(made: Context, kind: str | None) -> dict[str, str]:
    """Return what the context says of the values of a property."""
    if kind is None:
        return {}
    if kind == "@language":
        return {"@container": kind}
    return {"@type": kind if kind == "@id" else made.key(kind)}


def _bare(iri: str) -> str | None:
    """Return the bare name of a term of the ontology, None for others."""
    name = iri[len(TG) :] if iri.startswith(TG) else ""
    return name if _BARE.match(name) and name not in _ALIASES else None
