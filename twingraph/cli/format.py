"""``twingraph format``: Turtle in the house form."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twingraph.errors import TwinGraphError, UsageError
from twingraph.format.files import Change, change, folder_to_write, lines, own_files, turtle_files, write_text
from twingraph.format.turtle import NotTurtleError, format_turtle
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def format(options: argparse.Namespace) -> int:  # noqa: A001 - commands are found by their names
    """``twingraph format [FILE|DIR …]``: write files in the house form, or tell which are not."""
    if Path("-") in options.files:
        if len(options.files) > 1:
            raise UsageError("format-only-stdin")
        return _stream(options)
    files = turtle_files(options.files) if options.files else own_files(folder_to_write(options.graph))
    code = changed = failed = 0
    for file in files:
        try:
            made = change(file)
            if made is None:
                continue
            if options.diff or options.check:
                code = max(code, 1)
                _tell(made, file, options)
            else:
                write_text(file, made.new)
                print(text("format-rewritten", options.lang, file=file))
            changed += 1
        except TwinGraphError as error:
            print(error.message(options.lang), file=sys.stderr)
            code = max(code, _code(error))
            failed += 1
    done = "format-would-change" if options.check or options.diff else "format-done"
    same = len(files) - changed - failed
    print(text(done, options.lang, changed=changed, same=same, failed=failed), file=sys.stderr)
    return code


def _code(error: TwinGraphError) -> int:
    """Return the exit code of a file that was left alone: what is wrong *in* it is a finding."""
    return 1 if isinstance(error, NotTurtleError) or error.key == "not-utf8" else error.exit_code


def _tell(made: Change, file: object, options: argparse.Namespace) -> None:
    if options.diff:
        sys.stdout.writelines(_diff(made, str(file)))
    else:
        line, kind, becomes = made.first_difference()
        key = "format-differs" if kind == "line" else f"format-differs-{kind}"
        print(f"{file}:{line}: {text(key, options.lang, becomes=becomes)}")


def _diff(made: Change, file: str) -> Iterator[str]:
    for line in difflib.unified_diff(lines(made.old), lines(made.new), file, file):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _stream(options: argparse.Namespace) -> int:
    """Format standard input to standard output."""
    name = options.stdin_filename or "-"
    content = sys.stdin.buffer.read()
    try:
        old = content.decode("utf-8")
        new = format_turtle(old, file=name)
    except UnicodeDecodeError as error:
        print(text("not-utf8", options.lang, file=name, byte=error.start), file=sys.stderr)
        return 1
    except NotTurtleError as error:
        print(error.message(options.lang), file=sys.stderr)
        return 1
    if not (options.check or options.diff):
        sys.stdout.write(new)
        return 0
    if new == old:
        return 0
    _tell(Change(old, new), name, options)
    return 1
