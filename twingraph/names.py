"""From what a person types to a thing of the graph: names in any language and spelling, identifiers, IRIs.

Which things have which names is asked of the graph by ``queries/names/<type>.rq`` (columns ``thing`` and ``name``);
here names are only folded and compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from twingraph.errors import AmbiguousNameError, UnknownNameError
from twingraph.near import near
from twingraph.queries.binding import Template
from twingraph.terms import PREFIXES
from twingraph.texts import LANGS, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import QuerySolution

    from twingraph.layout import GraphFolder
    from twingraph.texts import Lang

_NEAR = 5
# Letters with a stroke, and the dotless i, which Unicode does not decompose.
_STROKES = str.maketrans("łđøħŧı", "ldohti")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class Described(NamedTuple):
    """A thing as it is told to a person who must choose."""

    iri: str
    label: str
    kind: str
    where: str


def fold(name: str) -> str:
    """Return a name as names are compared: without case, accents, ё, punctuation.

    >>> fold("Могилёв") == fold("МОГИЛЕВ")
    True
    >>> fold("Saint-Étienne")
    'saint etienne'
    """
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", name.casefold().translate(_STROKES)) if not unicodedata.combining(c)
    )
    return _BETWEEN_WORDS.sub(" ", bare).strip()


def _identifier(name: str) -> str:
    """Return the IRI or the identifier that a person may have copied, as the index has it.

    Pages of Wikidata and GeoNames stand for what they are about; a prefix of the graph is written out.
    """
    name = name.strip().removeprefix("<").removesuffix(">")
    page = re.match(r"https?://(?:www\.|m\.)?(?:wikidata\.org/wiki/(Q\d+)|geonames\.org/(\d+))\b", name)
    if page:
        return (page[1] or page[2]).casefold()
    prefix, colon, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}" if colon and prefix in PREFIXES and not local.startswith("//") else name


class Index(NamedTuple):
    """The names of the things of one kind.

    Attributes:
        things: For each name, folded and as it stands, the IRIs of the things that have it.
        shown: The names as they are shown to a person.
    """

    things: dict[str, list[str]]
    shown: list[str]


class Names:
    """The names of a graph's things, by parameter type.

    Args:
        select: Asks the graph a SELECT query, wherever the graph is.
        folder: Its folder, for the queries that ask for names.
        prepared: Gives the index of a kind, if it was made before of this very graph.
    """

    def __init__(
        self,
        select: Callable[[str], Iterable[QuerySolution]],
        folder: GraphFolder,
        prepared: Callable[[str], Index | None] | None = None,
    ) -> None:
        self._select = select
        self._folder = folder
        self._prepared = prepared
        self._indexes: dict[str, Index] = {}

    def resolve(self, name: str, kind: str) -> NamedNode:
        """Return the one thing of a kind that has this name, identifier or IRI.

        Args:
            name: What a person typed.
            kind: A parameter type, such as ``place`` or ``type``.

        Raises:
            UnknownNameError: Nothing of the kind has this name; the error suggests near names.
            AmbiguousNameError: Several things have it; the error lists them.
        """
        index = self.index(kind).things
        found = index.get(_identifier(name)) or index.get(fold(name)) or []
        if len(found) == 1:
            return NamedNode(found[0])
        if found:
            listings = {f"listing_{lang}": self._listing(found, lang) for lang in LANGS}
            raise AmbiguousNameError("ambiguous-name", name=name, candidates=found, **listings)
        near_names = self._near(name, kind)
        told = {f"near_{lang}": near_names or text("nothing-near", lang) for lang in LANGS}
        told |= {f"kind_{lang}": text(f"kind-{kind}", lang) for lang in LANGS}
        raise UnknownNameError("unknown-name", name=name, **told)

    def describe(self, things: Iterable[str], lang: Lang = "en") -> list[Described]:
        """Return label, class and whereabouts of things, in the order of their labels."""
        query = Template.cut(self._folder.machinery("names/describe")).bind(
            {"thing": [NamedNode(thing) for thing in things], "lang": [Literal(lang)]}
        )
        return [Described(*("" if term is None else term.value for term in row)) for row in self._select(query)]

    def _listing(self, things: Iterable[str], lang: Lang) -> str:
        return "\n".join(
            f"  {each.label} ({', '.join(filter(None, (each.kind, each.where)))})  {each.iri}"
            for each in self.describe(things, lang)
        )

    def index(self, kind: str) -> Index:
        """Return all names of the things of a kind, a parameter type."""
        if kind not in self._indexes:
            self._indexes[kind] = (self._prepared and self._prepared(kind)) or self._ask(kind)
        return self._indexes[kind]

    def _ask(self, kind: str) -> Index:
        things: dict[str, dict[str, None]] = defaultdict(dict)
        shown: dict[str, None] = {}
        for row in self._select(self._folder.machinery(f"names/{kind}")):
            if not isinstance(row[0], NamedNode):
                continue  # what has no IRI cannot be asked for
            thing, name = row[0].value, row[1].value
            kind_and_slug = thing.replace("#", "/").rsplit("/", 2)[1:]
            keys = [thing, name, kind_and_slug[-1], "/".join(kind_and_slug), ":".join(kind_and_slug)]
            if isinstance(row[1], Literal):
                keys.append(fold(name))
                shown[name] = None
            else:
                keys.append(name.rstrip("/").rpartition("/")[2].casefold())
            for key in keys:
                things[key][thing] = None
        return Index({name: list(found) for name, found in things.items()}, list(shown))

    def _near(self, name: str, kind: str) -> str:
        by_fold = {fold(shown): shown for shown in self.index(kind).shown}
        return ", ".join(by_fold[key] for key in near(fold(name), by_fold, _NEAR))
