"""What changed between two graphs: in the words of the domain, in triples, and in the answers to named queries."""

from twingraph.diff.model import Difference
from twingraph.diff.run import difference
from twingraph.diff.sides import Side, open_sides

__all__ = ["Difference", "Side", "difference", "open_sides"]
