"""``twingraph check``: what is wrong, at file and line."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from twingraph.check.report import text_report
from twingraph.check.run import check as run_check
from twingraph.check.run import fails
from twingraph.errors import UsageError
from twingraph.format.files import folder_to_write
from twingraph.layout import GraphFolder
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse

    from twingraph.texts import Lang


def check(options: argparse.Namespace) -> int:
    """``twingraph check [DIR]``: print the findings; exit with 1 if one is a violation."""
    if options.folder is not None and options.graph is not None:
        raise UsageError("two-folders", folder=options.folder, graph=options.graph)
    given = options.folder or options.graph
    folder = folder_to_write(given) if options.fix else GraphFolder.find(given)
    documents = options.documents or folder.documents
    if documents is not None and not documents.is_dir():
        raise UsageError("no-documents-folder", folder=documents)
    if documents is None:
        print(f"twingraph: {text('without-documents', options.lang)}", file=sys.stderr)
    unwritten = _fix(folder, options.lang) if options.fix else 0
    findings = run_check(folder, documents=documents, engine=options.engine)
    # A reader that has had enough (`… | head`) must not turn violations into success.
    with contextlib.suppress(BrokenPipeError):
        for line in text_report(findings, options.lang, notes=options.notes):
            print(line)
        sys.stdout.flush()
        return unwritten or (1 if fails(findings) else 0)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return unwritten or (1 if fails(findings) else 0)


def _fix(folder: GraphFolder, lang: Lang) -> int:
    """Do what ``--fix`` does, and tell it beside the findings; return the exit code of what failed, else 0."""
    from twingraph.check.deprecated import fix

    code = 0
    for file, error in fix(folder):
        print(error.message(lang) if error else text("format-rewritten", lang, file=file), file=sys.stderr)
        code = max(code, error.exit_code if error else 0)
    return code
