"""Named queries: one file a question, whose header makes it a command, a call and a page of documentation."""

from twingraph.queries.header import Column, NamedQuery, Parameter
from twingraph.queries.results import IRI, Result, Row

__all__ = ["IRI", "Column", "NamedQuery", "Parameter", "Result", "Row"]
