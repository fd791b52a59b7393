"""``twingraph export``: the graph in other forms, in one folder."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from twingraph.errors import TwinGraphError, UsageError
from twingraph.export.forms import FORMS
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from twingraph.export.run import Step
    from twingraph.texts import Lang

_CLEAR = "\r\x1b[K"
_MEGABYTE = 1_000_000
_WIDTH = 16


def export(options: argparse.Namespace) -> int:
    """``twingraph export [FORMAT …] -o DIR``: write the graph; ``--list``: tell the forms."""
    if options.list:
        if options.forms or options.all or options.output:
            raise UsageError("export-only-list")
        width = max(_WIDTH, *map(len, FORMS))
        for name, form in FORMS.items():
            print(f"{name:{width}}  {form.ru if options.lang == 'ru' else form.en}")
        return 0
    if options.all and options.forms:
        raise UsageError("export-all-and-forms")
    if not (options.all or options.forms):
        raise UsageError("export-which", known=", ".join(FORMS))
    if options.output is None:
        raise UsageError("export-where")

    from twingraph.export.run import chosen
    from twingraph.export.run import export as write
    from twingraph.layout import GraphFolder

    names = chosen(FORMS if options.all else options.forms)
    told = _Warnings(options.lang)
    logger = logging.getLogger("twingraph")
    logger.addHandler(told)
    try:
        files = write(GraphFolder.find(options.graph), names, options.output, _progress(options.lang))
    finally:
        logger.removeHandler(told)
        if sys.stderr.isatty():
            print(_CLEAR, end="", file=sys.stderr, flush=True)
    size = sum(file.bytes for file in files) / _MEGABYTE
    done = text("export-done", options.lang, folder=options.output, files=len(files), size=size)
    print(done, file=sys.stderr)
    return 0


def _progress(lang: Lang) -> Callable[[Step], None]:
    def tell(step: Step) -> None:
        if sys.stderr.isatty():
            key = f"export-step-{step.name}" if step.name in ("graph", "manifest") else "export-step"
            line = text(key, lang, name=step.name, number=step.number, count=step.of)
            print(f"{_CLEAR}twingraph: {line}", end="", file=sys.stderr, flush=True)

    return tell


class _Warnings(logging.Handler):
    """Shows what forms warn of, once each; an error given as the message is told in the reader's language."""

    def __init__(self, lang: Lang) -> None:
        super().__init__(logging.WARNING)
        self._lang = lang
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        said = record.msg
        message = said.message(self._lang) if isinstance(said, TwinGraphError) else record.getMessage()
        if message not in self._told:
            self._told.add(message)
            start = _CLEAR if sys.stderr.isatty() else ""
            print(f"{start}twingraph: {text('warning', self._lang)}: {message}", file=sys.stderr)
