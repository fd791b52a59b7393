"""The command line: a thin layer over the Python interface.

Exit codes: 0 fine, 1 findings, 2 usage, 3 operation failed, 4 bug. Results go to standard output, the rest to
standard error. A command's module is imported when the command is given, so that help is instant.
"""

from __future__ import annotations

import importlib
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from twingraph.cli.parser import build_parser
from twingraph.errors import TwinGraphError
from twingraph.texts import LANGS, preferred_lang, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twingraph.texts import Lang

FAILED = 3
BUG = 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The words of the command line; those of this process when None.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if sys.stdout is None:  # closed by who called us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open until the end
    lang = _wanted_lang(words)
    code: int
    try:
        options = build_parser(lang, words).parse_args(words)
        options.lang = lang
        command = importlib.import_module(f"twingraph.cli.{options.module}")
        code = getattr(command, options.command)(options)
        sys.stdout.flush()
    except TwinGraphError as error:
        print(f"twingraph: {error.message(lang)}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader has had enough (`… | head`); nothing is wrong, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"twingraph: {text('not-written', lang, reason=error)}", file=sys.stderr)
        return FAILED
    except Exception:  # noqa: BLE001 - the last resort, which tells a bug from bad input
        import traceback

        traceback.print_exc()
        print(f"twingraph: {text('bug', lang)}", file=sys.stderr)
        return BUG
    return code


def run() -> NoReturn:
    """Run the command of this process and end the process.

    It ends without taking interpreter and store apart piece by piece, which would take longer than many an answer:
    everything printed has been flushed, and no command leaves anything open to be written.
    """
    # The engine does not look for signals while it works: Ctrl-C ends the process as it would any other program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    code = main()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(code)


def _wanted_lang(words: Sequence[str]) -> Lang:
    """Find the language before the words are parsed, since help and errors are told in it too."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        value = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if value in LANGS:
            return value
    return preferred_lang()
