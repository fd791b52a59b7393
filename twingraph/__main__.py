"""``python -m twingraph`` is the command ``twingraph``."""

import sys

from twingraph.cli import main

sys.exit(main())
