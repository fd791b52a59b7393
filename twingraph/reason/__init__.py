"""Whether the graph contradicts itself, and why.

* :func:`reason` -- ask HermiT whether ontology and data are consistent, and name what clashes;
* :class:`Reasoning` -- its answer;
* :class:`ReasonerError` -- there was no answer: no Java, a crash, no time.
"""

from twingraph.reason.claims import Claim
from twingraph.reason.hermit import ReasonerError, Verdict
from twingraph.reason.report import text_report
from twingraph.reason.run import reason
from twingraph.reason.why import Clash, Leftover, Reasoning, Side

__all__ = ["Claim", "Clash", "Leftover", "ReasonerError", "Reasoning", "Side", "Verdict", "reason", "text_report"]
