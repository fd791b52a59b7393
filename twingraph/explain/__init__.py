"""What is to be said of a query that is not run: what in it cannot be right, and how much each pattern matches.

* :mod:`patterns` reads the triple patterns with their places;
* :mod:`known` says which terms the graph knows, and what is near to one that it does not;
* :mod:`variables` and :mod:`matches` make remarks, :mod:`run` gathers them;
* :mod:`explanation` holds the typed values.
"""

from twingraph.explain.explanation import Explanation, Matches, Remark
from twingraph.explain.run import explain, unknown_terms

__all__ = ["Explanation", "Matches", "Remark", "explain", "unknown_terms"]
