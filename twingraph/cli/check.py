"""``twingraph check``: what is wrong, at file and line."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twingraph.check.report import Report, report_lines
from twingraph.check.report.words import whole_summary
from twingraph.check.run import checked
from twingraph.cli.output import deliver
from twingraph.errors import UsageError
from twingraph.format.files import folder_to_write
from twingraph.layout import GraphFolder
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse

    from twingraph.texts import Lang


def check(options: argparse.Namespace) -> int:
    """``twingraph check [DIR]``: tell the findings; exit with 1 if one is as grave as ``--fail-on``."""
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
    report = _report(options, folder, documents)
    summary_file = os.environ.get("GITHUB_STEP_SUMMARY")
    if options.format == "github" and summary_file:
        with Path(summary_file).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in report_lines("markdown", report))
    if options.output is not None:
        deliver("".join(f"{line}\n" for line in report_lines(options.format, report)), options.output)
        print(f"twingraph: {whole_summary(report)}", file=sys.stderr)
        return unwritten or int(report.failed)
    # A reader that has had enough (`… | head`) must not turn violations into success.
    with contextlib.suppress(BrokenPipeError):
        for line in report_lines(options.format, report):
            print(line)
        sys.stdout.flush()
        return unwritten or int(report.failed)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return unwritten or int(report.failed)


def _report(options: argparse.Namespace, folder: GraphFolder, documents: Path | None) -> Report:
    """Check the folder, and leave out what was not asked for."""
    known = None
    if options.baseline is not None:
        from twingraph.check.baseline import compare, read_baseline

        known = read_baseline(options.baseline)
    revision = None
    if options.changed is not None:
        from twingraph.check.changed import caused_since
        from twingraph.revisions import Revision

        revision = Revision(folder.root, options.changed)
    base = revision
    if options.base is not None:
        from twingraph.revisions import Revision

        base = Revision(folder.root, options.base)
    findings, adjusted = checked(folder, documents=documents, engine=options.engine, reason=options.reason, base=base)
    left_out = gone = others = 0
    if known is not None:
        findings, left_out, gone = compare(findings, known)
    if revision is not None:
        findings, others = caused_since(revision, folder, findings, documents=documents, engine=options.engine)
    return Report(
        findings,
        folder,
        lang=options.lang,
        notes=options.notes,
        fail_on=options.fail_on,
        adjusted=adjusted,
        known=left_out,
        gone=gone,
        unchanged=others,
        since=options.changed,
    )


def _fix(folder: GraphFolder, lang: Lang) -> int:
    """Do what ``--fix`` does, and tell it beside the findings; return the exit code of what failed, else 0."""
    from twingraph.check.deprecated import fix

    code = 0
    for file, error in fix(folder):
        print(error.message(lang) if error else text("format-rewritten", lang, file=file), file=sys.stderr)
        code = max(code, error.exit_code if error else 0)
    return code
