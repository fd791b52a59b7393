"""What changed, as values: what the reports of :mod:`twingraph.diff` tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.diff.statements import Statements


class Passage(NamedTuple):
    """Where a document says something, or a conclusion of ours from what it says.

    Attributes:
        record: The IRI of the record.
        document: The IRI of the document.
        label: What the document is called.
        file: The name of its file.
        start: The first code point; None for a conclusion.
        end: The code point after the last.
        inferred: Whether no text says so and we conclude it.
    """

    record: str
    document: str
    label: str | None
    file: str | None
    start: int | None
    end: int | None
    inferred: bool = False

    @property
    def name(self) -> str:
        """The file, or else the last part of the document's IRI."""
        return self.file or self.document.rpartition("/")[2]


class Value(NamedTuple):
    """A value of a property.

    Attributes:
        term: The RDF term, as N-Triples writes it.
        text: What it is in words.
        lang: The language of a text that has one.
        precision: How exact a date is.
        evidence: Where it is stated.
    """

    term: str
    text: str
    lang: str | None = None
    precision: str | None = None
    evidence: tuple[Passage, ...] = ()


class Change(NamedTuple):
    """Other values of one property of one thing.

    Attributes:
        property: The IRI of the property.
        label: What it is called.
        before: The values that only the old side has.
        after: The values that only the new side has.
        name: Whether it is a name of the thing.
        follows: Whether it only follows from the renaming of another thing.
    """

    property: str
    label: str
    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()
    name: bool = False
    follows: bool = False


class Thing(NamedTuple):
    """A thing of which something changed.

    Attributes:
        iri: Its IRI; on the new side if it has another there.
        label: What it is called.
        kinds: What kinds of thing it is, if it came or went.
        facts: What is stated of a thing that came or went; what changed of any other.
        was: The IRI that it had, if that is another.
        certain: Whether the data says that it was renamed; else it only looks so.
    """

    iri: str
    label: str
    kinds: tuple[str, ...] = ()
    facts: tuple[Change, ...] = ()
    was: str | None = None
    certain: bool = True


class Section(NamedTuple):
    """What changed of things of a sort.

    Attributes:
        key: The name of the sort for programs.
        title: Its name for people.
        added: Things that only the new side has.
        removed: Things that only the old side has.
        renamed: Things that have another IRI.
        changed: Things of which something else is stated.
    """

    key: str
    title: str
    added: tuple[Thing, ...] = ()
    removed: tuple[Thing, ...] = ()
    renamed: tuple[Thing, ...] = ()
    changed: tuple[Thing, ...] = ()


class Record(NamedTuple):
    """A change of evidence for a statement that did not change, or of a passage that is set aside.

    Attributes:
        change: ``moved`` (other characters), ``reworded`` (anything else said of it), ``added`` or ``withdrawn``.
        aside: Whether it is a passage from which nothing is taken.
        thing: The IRI of what the statement is about; None for a passage set aside.
        label: What that is called.
        property: The IRI of the property.
        property_label: What it is called.
        value: The value, in words.
        before: Where it was.
        after: Where it is.
    """

    change: str
    aside: bool
    thing: str | None
    label: str | None
    property: str | None
    property_label: str | None
    value: str | None
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]


class Derived(NamedTuple):
    """How many derived statements of a sort came and went.

    Attributes:
        term: The IRI of the property, or of the class that things are derived to be of.
        label: What it is called.
        added: How many are derived only from the new graph.
        removed: How many are derived only from the old graph.
    """

    term: str
    label: str
    added: int
    removed: int


class Difference(NamedTuple):
    """What changed between two graphs.

    Attributes:
        old: What the old one is called.
        new: What the new one is called.
        sections: What changed, in the words of the domain.
        records: What changed only in how it is supported.
        derived: What changed in what is derived.
        statements: The same in triples.
        nameless: How many of these are about blank nodes, which the sections do not speak of: came, went.
        prefixes: The prefixes that the files declare.
    """

    old: str
    new: str
    sections: tuple[Section, ...]
    records: tuple[Record, ...]
    derived: tuple[Derived, ...]
    statements: Statements
    nameless: tuple[int, int]
    prefixes: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.statements)
