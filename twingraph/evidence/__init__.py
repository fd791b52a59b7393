"""What the documents really say: evidence checked against the texts, and nothing left unread.

Modules, from the text upwards:

* :mod:`documents` reads a source text, :mod:`sentences` cuts it;
* :mod:`words`, :mod:`names`, :mod:`dates`, :mod:`numbers` and :mod:`wordings` find a name, a date, a number
  or a wording in a stretch of text, :mod:`values` asks the one that the property's rule names;
* :mod:`records` reads what the graph says of documents, evidence and omissions;
* :mod:`verify` and :mod:`ledger` yield what is wrong, as :class:`Problem`;
* :mod:`find` gives the offsets of a text, :mod:`show` gives quotations in their place.
"""

from twingraph.evidence.documents import SourceText
from twingraph.evidence.find import Match, find
from twingraph.evidence.ledger import Entry, entries, gaps
from twingraph.evidence.problems import Problem
from twingraph.evidence.show import Quotation, quotations
from twingraph.evidence.verify import verify

__all__ = [
    "Entry",
    "Match",
    "Problem",
    "Quotation",
    "SourceText",
    "entries",
    "find",
    "gaps",
    "quotations",
    "verify",
]
