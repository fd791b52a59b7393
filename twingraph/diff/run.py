"""From two graphs to what changed between them, in the words of the domain."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from twingraph.diff.asking import askers
from twingraph.diff.model import Change, Derived, Difference, Section, Thing, Value
from twingraph.diff.passages import passage
from twingraph.diff.records import changed_records
from twingraph.diff.renames import renames
from twingraph.diff.statements import compare
from twingraph.diff.texts import say
from twingraph.terms import PREFIXES, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Triple

    from twingraph.diff.asking import Asker
    from twingraph.diff.model import Passage
    from twingraph.diff.renames import Rename
    from twingraph.diff.sides import Side
    from twingraph.layout import GraphFolder
    from twingraph.texts import Lang

    Row = dict[str, Any]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def difference(old: Side, new: Side, lang: Lang = "en") -> Difference:
    """Return what changed between two graphs.

    Args:
        old: The older graph.
        new: The newer one.
        lang: The language of labels.

    Raises:
        GraphError: A file of one of them is broken.
    """
    statements = compare(old, new)
    prefixes = _prefixes(old.folder, new.folder)
    nameless = (_nameless(statements.added), _nameless(statements.removed))
    if not statements:
        return Difference(old.title, new.title, (), (), (), statements, (0, 0), prefixes)
    with askers(old, new, statements, lang) as (ask_old, ask_new):
        told = _Telling(ask_old, ask_new, prefixes, lang)
        records = changed_records(ask_old("records"), ask_new("records"), told.renamed, told.named)
        derived = _derived(ask_old, ask_new, told)
    return Difference(
        old.title,
        new.title,
        told.sections(),
        records,
        derived,
        statements,
        nameless,
        prefixes,
    )


def _nameless(triples: Iterable[Triple]) -> int:
    return sum(isinstance(triple.subject, BlankNode) for triple in triples)


class _Telling:
    """Puts what the queries answer into sections, things and changes.

    Attributes:
        renamed: The renames, by the IRI before.
    """

    def __init__(self, ask_old: Asker, ask_new: Asker, prefixes: Mapping[str, str], lang: Lang) -> None:
        self._prefixes = prefixes
        self._lang = lang
        self._before, self._after = _by_thing(ask_old("statements")), _by_thing(ask_new("statements"))
        self._evidence = _evidence(ask_old("evidence")), _evidence(ask_new("evidence"))
        self._gone, self._come = _classes(ask_old("things")), _classes(ask_new("things"))
        self._labels = _labels(ask_old("labels")) | _labels(ask_new("labels"))
        self._headings: dict[str, tuple[int, str, str]] = {}
        for row in (*ask_new("headings"), *ask_old("headings")):
            heading = (int(row["order"].value), row["key"].value, row["title"].value)
            thing = row["thing"].value
            self._headings[thing] = min(heading, self._headings.get(thing, heading))
        redirects = [(row["thing"].value, row["replacement"].value) for row in ask_new("redirects")]
        self.renamed: dict[str, Rename] = renames(
            {iri: self._before.get(iri, []) for iri in self._gone},
            {iri: self._after.get(iri, []) for iri in self._come},
            redirects,
        )

    def named(self, iri: str) -> str:
        """Return what a thing is called, else its IRI in short."""
        return self._labels.get(iri) or short(iri, self._prefixes)

    def sections(self) -> tuple[Section, ...]:
        """Return what changed, by headings."""
        found: dict[tuple[int, str, str], tuple[list[Thing], ...]] = defaultdict(lambda: ([], [], [], []))
        new_names = {rename.after for rename in self.renamed.values()}
        for iri, kinds in self._come.items():
            if iri not in new_names:
                facts = _facts(self._changes([], self._after.get(iri, [])))
                found[self._heading(iri)][0].append(Thing(iri, self.named(iri), kinds, facts))
        for iri, kinds in self._gone.items():
            rename = self.renamed.get(iri)
            if rename is None:
                facts = _facts(self._changes(self._before.get(iri, []), []))
                found[self._heading(iri)][1].append(Thing(iri, self.named(iri), kinds, facts))
            else:
                after = rename.after
                facts = self._changes(self._before.get(iri, []), self._after.get(after, []))
                told = Thing(after, self.named(after), self._come[after], facts, iri, rename.certain)
                found[self._heading(after)][2].append(told)
        for iri in (self._before.keys() | self._after.keys()) - self._gone.keys() - self._come.keys():
            facts = self._changes(self._before.get(iri, []), self._after.get(iri, []))
            found[self._heading(iri)][3].append(Thing(iri, self.named(iri), (), facts))
        return tuple(
            Section(key, title, *(tuple(sorted(things, key=_order)) for things in lists))
            for (_, key, title), lists in sorted(found.items())
        )

    def _heading(self, iri: str) -> tuple[int, str, str]:
        return self._headings.get(iri, (99, "other", say("other-things", self._lang)))

    def _changes(self, before: Sequence[Row], after: Sequence[Row]) -> tuple[Change, ...]:
        """Return the changes of one thing: by property, and for texts that have a language by that too."""
        values: dict[tuple[str, str], tuple[dict[str, Value], dict[str, Value]]] = defaultdict(lambda: ({}, {}))
        labels: dict[str, str] = {}
        names: set[str] = set()
        for number, rows in enumerate((before, after)):
            for row in rows:
                iri = row["property"].value
                label = row["propertyLabel"]
                labels[iri] = label.value if label is not None else short(iri, self._prefixes)
                if row["name"] is not None and row["name"].value == "true":
                    names.add(iri)
                lang = getattr(row["value"], "language", None) or ""
                # What is said in one way only is one change, whatever its language.
                values[iri, lang][number].setdefault(str(row["value"]), self._value(row, number))
        changes = []
        for (iri, _), (was, now) in values.items():
            # What is stated of a renamed thing as it was is no change.
            old = {term: value for term, value in was.items() if term not in now}
            new = {term: value for term, value in now.items() if term not in was}
            if not old and not new:
                continue
            # The renaming of what a value names is told once, there.
            follows = bool(old) and {self._now(term) for term in old} == set(new)
            changes.append(Change(iri, labels[iri], _ordered(old), _ordered(new), iri in names, follows))
        return tuple(sorted(changes, key=lambda each: (not each.name, each.label, each.property, _lang_of(each))))

    def _now(self, term: str) -> str:
        rename = self.renamed.get(term[1:-1])
        return f"<{rename.after}>" if rename else term

    def _value(self, row: Row, number: int) -> Value:
        term = row["value"]
        precision = row["precision"].value if row["precision"] is not None else None
        key = (row["thing"].value, row["property"].value, str(term))
        evidence = tuple(self._evidence[number].get(key, ()))
        if isinstance(term, Literal):
            return Value(str(term), term.value, term.language, precision, evidence)
        if isinstance(term, NamedNode):
            label = row["valueLabel"]
            text = label.value if label is not None else self.named(term.value)
            return Value(str(term), text, None, None, evidence)
        return Value(str(term), say("nameless-value", self._lang), None, None, evidence)


def _facts(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Leave out of what is stated of a thing that came or went what its kinds say already."""
    return tuple(change for change in changes if change.property != _TYPE)


def _order(thing: Thing) -> tuple[str, str]:
    return (thing.label, thing.iri)


def _ordered(values: Mapping[str, Value]) -> tuple[Value, ...]:
    return tuple(sorted(values.values(), key=lambda value: (value.text, value.term)))


def _lang_of(change: Change) -> str:
    return next((value.lang or "" for value in (*change.before, *change.after)), "")


def _by_thing(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["thing"].value].append(row)
    return found


def _classes(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        label = row["classLabel"]
        found[row["thing"].value][label.value if label is not None else row["class"].value] = None
    return {thing: tuple(sorted(classes)) for thing, classes in found.items()}


def _labels(rows: Iterable[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:  # the best comes first
        found.setdefault(row["thing"].value, row["label"].value)
    return found


def _evidence(rows: Iterable[Row]) -> dict[tuple[str, str, str], list[Passage]]:
    found: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
    for row in rows:
        each = passage(row)
        places = found[row["thing"].value, row["property"].value, str(row["value"])]
        if each not in places:
            places.append(each)
    return found


def _derived(ask_old: Asker, ask_new: Asker, told: _Telling) -> tuple[Derived, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    labels: dict[str, str] = {}
    for number, rows in enumerate((ask_new("derived"), ask_old("derived"))):
        for row in rows:
            term = row["term"].value
            counts[term][number] = int(row["count"].value)
            labels[term] = row["label"].value if row["label"] is not None else told.named(term)
    found = (Derived(term, labels[term], *each) for term, each in counts.items())
    return tuple(sorted(found, key=lambda each: (each.label, each.term)))


def _prefixes(*folders: GraphFolder) -> dict[str, str]:
    """Return the prefixes that the files declare; one that means several things means what it does first."""
    known: dict[str, str] = {}
    for folder in reversed(folders):
        for path in folder.rdf_files():
            form = RdfFormat.from_extension(path.suffix.removeprefix(".")) or RdfFormat.TURTLE
            with path.open("rb") as file:
                reader = parse(input=file, format=form, base_iri=path.resolve().as_uri())
                next(reader, None)
                declared = getattr(reader, "prefixes", {})
            for prefix, space in declared.items():
                if prefix and space not in known.values():
                    known.setdefault(prefix, space)
    return {prefix: space for prefix, space in PREFIXES.items() if space not in known.values()} | known
