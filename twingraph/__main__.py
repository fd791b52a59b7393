"""``python -m twingraph`` is the command ``twingraph``."""

from twingraph.cli import run

if __name__ == "__main__":
    run()
