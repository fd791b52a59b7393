"""``python -m twingraph`` is the command ``twingraph``."""

from twingraph.cli import run

run()
