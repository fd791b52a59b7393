"""Turtle in the house form, with its comments.

Data flows one way: text → tree (:mod:`~twingraph.format.read`) → the tree in order
(:mod:`~twingraph.format.arrange`) → text (:mod:`~twingraph.format.write`); :mod:`~twingraph.format.same` then holds
the new text against the old one, and :mod:`~twingraph.format.files` does this for files. docs/formatting.md tells the
form.
"""

from twingraph.format.turtle import format_turtle

__all__ = ["format_turtle"]
