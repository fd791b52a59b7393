"""Is a graph folder right, and if not, where and why?

:func:`check` does everything in order and returns findings, each with its place in a file:

* :mod:`syntax` -- each file is valid Turtle;
* :mod:`vocabulary` -- every term that is ours is defined;
* :mod:`core` and :mod:`constraints` -- the shapes are met: SHACL Core by an engine, SPARQL constraints set at
  a time;
* :mod:`evidence` -- every statement of a document has evidence that holds, and the ledger has no gap;
* :mod:`headers` -- every named query is whole;
* :mod:`merge` leaves out what only follows from another finding, :mod:`locate` and :mod:`positions` find the
  places, :mod:`severities` grades as the folder wants it, :mod:`fingerprints` makes findings known from one check to
  the next;
* :mod:`baseline` and :mod:`changed` leave out what is not new, :mod:`report` tells the rest, and :mod:`rulebook` says
  what each rule is.
"""

from twingraph.check.findings import Finding, Place, Severity
from twingraph.check.report import text_report
from twingraph.check.run import check, fails

__all__ = ["Finding", "Place", "Severity", "check", "fails", "text_report"]
