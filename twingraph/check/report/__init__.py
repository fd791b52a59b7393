"""Findings told in the forms that people and programs read.

Each form is a module with a function ``lines``, which yields the lines of a :class:`Report`; it is imported when it is
asked for.

* :mod:`text` for a terminal, :mod:`markdown` for a pull request;
* :mod:`json` for programs and as a baseline, :mod:`sarif` for code scanning;
* :mod:`github` for the log of a GitHub workflow, :mod:`gitlab` for GitLab's Code Quality, :mod:`junit` for Jenkins and
  GitLab;
* :mod:`turtle`, the validation report of SHACL.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from twingraph.check.report.model import Report
from twingraph.check.report.text import text_line, text_report
from twingraph.check.report.words import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS: Final = ("text", "json", "sarif", "junit", "github", "gitlab", "turtle", "markdown")

__all__ = ["FORMATS", "Report", "report_lines", "summary", "text_line", "text_report"]


def report_lines(form: str, report: Report) -> Iterator[str]:
    """Yield the lines of a report in one of :data:`FORMATS`."""
    lines: Iterator[str] = importlib.import_module(f"{__name__}.{form}").lines(report)
    return lines
