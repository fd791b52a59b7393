"""A Turtle text as a tree that keeps what a graph forgets: order, comments and the way each term is written."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Commented:
    """Something that comments may hang on.

    Attributes:
        before: The comments on lines of their own above it. At the top level an empty text stands for a blank line.
        after: The comment at the end of its line.
    """

    before: list[str] = field(default_factory=list)
    after: str | None = None


@dataclass(slots=True)
class Term(Commented):
    """An IRI, a literal or the label of a blank node.

    Attributes:
        text: Its first token, as written.
        kind: The kind of that token.
        suffix: The language (``@en``) or datatype (``^^xsd:date``) of a literal.
    """

    text: str
    kind: str
    suffix: str = field(default="", kw_only=True)

    @property
    def written(self) -> str:
        """The whole term."""
        return self.text + self.suffix


@dataclass(slots=True)
class Bracket(Commented):
    """A blank node ``[ … ]`` or a list ``( … )``.

    Attributes:
        kind: ``[`` or ``(``.
        properties: What is said of a blank node.
        items: The members of a list.
        opened: The comment on the line of the opening bracket, after it.
        inside: The comments before the closing bracket.
        flat: The whole on one line, where that can be; set by :mod:`twingraph.format.arrange`.
    """

    kind: str
    properties: list[Property] = field(default_factory=list)
    items: list[Value] = field(default_factory=list)
    opened: str | None = None
    inside: list[str] = field(default_factory=list)
    flat: str | None = None


Value = Term | Bracket


@dataclass(slots=True)
class Property(Commented):
    """A predicate and its values."""

    verb: Term
    values: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Block(Commented):
    """What is said of one subject, up to the dot; ``inside`` are comments between the last value and the dot."""

    subject: Value
    properties: list[Property] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Directive(Commented):
    """A declaration of a prefix (``name`` is without its colon) or, where ``name`` is None, of the base."""

    name: str | None
    iri: str


@dataclass(slots=True)
class Document:
    """A whole text; ``end`` are the comments after the last block."""

    items: list[Block | Directive] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    end: list[str] = field(default_factory=list)
