"""The words of the command line, in the language of its reader."""

from __future__ import annotations

import argparse
import math
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from twingraph.texts import LANGS, text
from twingraph.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twingraph.texts import Lang

    Group = argparse._ArgumentGroup  # noqa: SLF001 - argparse gives it no public name

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
CHECK_FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "turtle", "markdown")
DIFF_FORMATS = ("text", "markdown", "json")
SEVERITIES = ("violation", "warning", "info")
SERVE_NUMBERS = {"workers": "N", "max-rows": "N", "max-bytes": "N", "memory": "MB", "cache": "MB"}
TRIPLE_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld")


class Parser(argparse.ArgumentParser):
    """An argument parser whose own words are bilingual and whose errors exit with 2."""

    lang: Lang = "en"

    def format_usage(self) -> str:
        """Return the usage line."""
        return super().format_usage().replace("usage: ", text("usage", self.lang), 1)

    def format_help(self) -> str:
        """Return the whole help."""
        return super().format_help().replace("usage: ", text("usage", self.lang), 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, and exit with 2."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {message}\n")


def build_parser(lang: Lang, words: Sequence[str] = ()) -> Parser:
    """Build the parser, with help in one language.

    Args:
        lang: The language.
        words: The words to be parsed; if a command is their first, the others are not built.
    """
    program = Parser(prog="twingraph", description=text("help-program", lang), add_help=False)
    program.lang = lang
    options = program.add_argument_group(text("options", lang))
    _common(options, lang)
    options.add_argument(
        "--version", action="version", version=f"twingraph {__version__}", help=text("help-version", lang)
    )
    verbs = program.add_subparsers(
        title=text("commands", lang), metavar="COMMAND", required=True, parser_class=Parser, dest="command"
    )
    for name in [words[0]] if words and words[0] in COMMANDS else COMMANDS:
        module, add_words = COMMANDS[name]
        say = text("help-command-format" if name == "format" else f"help-{name}", lang)
        verb: Parser = verbs.add_parser(name, help=say, description=say, add_help=False)
        verb.lang = lang
        verb.set_defaults(module=module)
        operands = verb.add_argument_group(text("arguments", lang))
        group = verb.add_argument_group(text("options", lang))
        _common(group, lang)
        group.add_argument("--graph", type=Path, metavar="DIR", help=text("help-graph", lang))
        add_words(operands, group, lang)
    return program


def _common(group: Group, lang: Lang) -> None:
    group.add_argument("-h", "--help", action="help", help=text("help-help", lang))
    group.add_argument("--lang", choices=LANGS, help=text("help-lang", lang))


def _adding(group: Group, lang: Lang) -> None:
    group.add_argument("--add", action="append", default=[], type=Path, metavar="FILE", help=text("help-add", lang))


def _answering(group: Group, lang: Lang) -> None:
    group.add_argument("-o", "--output", type=Path, metavar="FILE", help=text("help-output", lang))
    group.add_argument("--timeout", metavar="SECONDS", help=text("help-timeout", lang))


def _remote(group: Group, lang: Lang) -> None:
    group.add_argument("--endpoint", metavar="URL", help=text("help-endpoint", lang))
    group.add_argument("--user", metavar="NAME", help=text("help-user", lang))
    group.add_argument("--auth", choices=("basic", "digest"), help=text("help-auth", lang))
    group.add_argument("--retries", type=int, metavar="N", help=text("help-retries", lang))
    group.add_argument("--store", metavar="NAME", help=text("help-store", lang))


def _query(operands: Group, group: Group, lang: Lang) -> None:
    _adding(group, lang)
    operands.add_argument("name", metavar="NAME", help=text("help-query-name", lang))
    operands.add_argument("values", nargs="*", metavar="NAME=VALUE", help=text("help-query-values", lang))
    formats = (*TABLE_FORMATS, "sparql")
    group.add_argument("--format", choices=formats, default="table", help=text("help-query-format", lang))
    _answering(group, lang)
    group.add_argument("--sources", action="store_true", help=text("help-sources", lang))
    _remote(group, lang)


def _queries(operands: Group, group: Group, lang: Lang) -> None:
    operands.add_argument("name", nargs="?", metavar="NAME", help=text("help-query-name", lang))
    group.add_argument("--format", choices=("text", "markdown", "turtle"), default="text", help=text("help-page", lang))


def _sparql(operands: Group, group: Group, lang: Lang) -> None:
    _adding(group, lang)
    operands.add_argument("query", metavar="QUERY", help=text("help-sparql-query", lang))
    group.add_argument("--format", choices=TABLE_FORMATS + TRIPLE_FORMATS, help=text("help-format", lang))
    _answering(group, lang)
    group.add_argument("--explain", action="store_true", help=text("help-explain", lang))
    _remote(group, lang)


def _show(operands: Group, group: Group, lang: Lang) -> None:
    _adding(group, lang)
    operands.add_argument("thing", metavar="THING", help=text("help-show-thing", lang))


def _evidence(operands: Group, group: Group, lang: Lang) -> None:
    operands.add_argument("thing", nargs="?", metavar="THING", help=text("help-evidence-thing", lang))
    group.add_argument("--documents", type=Path, metavar="DIR", help=text("help-documents", lang))
    what = group.add_mutually_exclusive_group()
    what.add_argument("--find", nargs=2, metavar=("TEXT", "DOCUMENT"), help=text("help-evidence-find", lang))
    what.add_argument("--ledger", action="store_true", help=text("help-evidence-ledger", lang))


def _check(operands: Group, group: Group, lang: Lang) -> None:
    operands.add_argument("folder", nargs="?", type=Path, metavar="DIR", help=text("help-check-folder", lang))
    group.add_argument("--documents", type=Path, metavar="DIR", help=text("help-documents", lang))
    group.add_argument("--notes", action="store_true", help=text("help-notes", lang))
    group.add_argument("--format", choices=CHECK_FORMATS, default="text", help=text("help-check-format", lang))
    group.add_argument("-o", "--output", type=Path, metavar="FILE", help=text("help-output", lang))
    group.add_argument("--fail-on", choices=SEVERITIES, default="violation", help=text("help-fail-on", lang))
    group.add_argument("--baseline", type=Path, metavar="FILE", help=text("help-baseline", lang))
    group.add_argument("--changed", metavar="REV", help=text("help-changed", lang))
    group.add_argument("--base", metavar="REV", help=text("help-check-base", lang))
    group.add_argument("--reason", action="store_true", help=text("help-check-reason", lang))
    group.add_argument("--engine", choices=("fast", "pyshacl"), default="fast", help=text("help-engine", lang))
    group.add_argument("--fix", action="store_true", help=text("help-check-fix", lang))


def _format(operands: Group, group: Group, lang: Lang) -> None:
    operands.add_argument("files", nargs="*", type=Path, metavar="FILE", help=text("help-format-files", lang))
    group.add_argument("--check", action="store_true", help=text("help-format-check", lang))
    group.add_argument("--diff", action="store_true", help=text("help-format-diff", lang))
    group.add_argument("--stdin-filename", metavar="NAME", help=text("help-format-stdin", lang))


def _reason(operands: Group, group: Group, lang: Lang) -> None:
    _adding(group, lang)
    operands.add_argument("folder", nargs="?", type=Path, metavar="DIR", help=text("help-reason-folder", lang))
    group.add_argument("--format", choices=("text", "json"), default="text", help=text("help-format", lang))
    group.add_argument(
        "--timeout", type=_seconds(lang), default=600.0, metavar="SECONDS", help=text("help-reason-timeout", lang)
    )


def _diff(operands: Group, group: Group, lang: Lang) -> None:
    operands.add_argument("old", metavar="OLD", help=text("help-diff-old", lang))
    operands.add_argument("new", nargs="?", metavar="NEW", help=text("help-diff-new", lang))
    group.add_argument("--format", choices=DIFF_FORMATS, default="text", help=text("help-format", lang))
    group.add_argument("-o", "--output", type=Path, metavar="FILE", help=text("help-output", lang))
    group.add_argument("--triples", action="store_true", help=text("help-diff-triples", lang))
    group.add_argument("--answers", nargs="*", metavar="NAME", help=text("help-diff-answers", lang))
    group.add_argument("--timeout", metavar="SECONDS", help=text("help-diff-timeout", lang))
    group.add_argument("--exit-code", action="store_true", help=text("help-diff-exit-code", lang))


def _export(operands: Group, group: Group, lang: Lang) -> None:
    operands.add_argument("forms", nargs="*", metavar="FORMAT", help=text("help-export-forms", lang))
    group.add_argument("-o", "--output", type=Path, metavar="DIR", help=text("help-export-output", lang))
    group.add_argument("--all", action="store_true", help=text("help-export-all", lang))
    group.add_argument("--list", action="store_true", help=text("help-export-list", lang))


def _publish(operands: Group, group: Group, lang: Lang) -> None:
    operands.add_argument("target", metavar="TARGET", help=text("help-publish-target", lang))
    for name in ("query", "update", "gsp"):
        group.add_argument(f"--{name}-url", metavar="URL", help=text(f"help-publish-{name}-url", lang))
    group.add_argument("--protocol", choices=("update", "gsp"), help=text("help-publish-protocol", lang))
    group.add_argument("--default-graph", metavar="IRI", help=text("help-publish-default-graph", lang))
    group.add_argument("--user", metavar="NAME", help=text("help-user", lang))
    group.add_argument("--auth", choices=("basic", "digest"), help=text("help-auth", lang))
    group.add_argument("--store", metavar="NAME", help=text("help-store", lang))
    group.add_argument("--timeout", metavar="SECONDS", help=text("help-publish-timeout", lang))
    group.add_argument("--retries", type=int, metavar="N", help=text("help-retries", lang))
    group.add_argument("--dry-run", action="store_true", help=text("help-publish-dry-run", lang))
    group.add_argument("--verify", action="store_true", help=text("help-publish-verify", lang))


def _serve(operands: Group, group: Group, lang: Lang) -> None:  # noqa: ARG001 - it has no operands
    group.add_argument("--host", default="127.0.0.1", metavar="HOST", help=text("help-serve-host", lang))
    group.add_argument("--port", type=_whole(lang, 0), default=8000, metavar="PORT", help=text("help-serve-port", lang))
    group.add_argument("--documents", type=Path, metavar="DIR", help=text("help-documents", lang))
    for name, metavar in SERVE_NUMBERS.items():
        group.add_argument(f"--{name}", type=_whole(lang, 1), metavar=metavar, help=text(f"help-serve-{name}", lang))
    group.add_argument("--timeout", type=_seconds(lang), metavar="SECONDS", help=text("help-serve-timeout", lang))
    group.add_argument("--root-path", default="", metavar="PATH", help=text("help-serve-root-path", lang))
    group.add_argument("--proxy", action="store_true", help=text("help-serve-proxy", lang))
    group.add_argument("--reload", action="store_true", help=text("help-serve-reload", lang))
    group.add_argument("--log", choices=("text", "json"), default="text", help=text("help-serve-log", lang))
    group.add_argument("--open", action="store_true", help=text("help-serve-open", lang))
    group.add_argument("--get", metavar="PATH", help=text("help-serve-get", lang))
    group.add_argument("--accept", metavar="TYPE", help=text("help-serve-accept", lang))


def _whole(lang: Lang, least: int) -> Callable[[str], int]:
    def read(word: str) -> int:
        if word.isascii() and word.isdecimal() and len(word) < 16 and int(word) >= least:
            return int(word)
        raise argparse.ArgumentTypeError(text("bad-whole", lang, value=word, least=least))

    return read


def _seconds(lang: Lang) -> Callable[[str], float]:
    def read(word: str) -> float:
        with suppress(ValueError):
            if 0 < float(word) < math.inf:
                return float(word)
        raise argparse.ArgumentTypeError(text("bad-seconds", lang, value=word))

    return read


COMMANDS: dict[str, tuple[str, Callable[[Group, Group, Lang], None]]] = {
    "query": ("ask", _query),
    "queries": ("ask", _queries),
    "sparql": ("ask", _sparql),
    "show": ("show", _show),
    "evidence": ("evidence", _evidence),
    "check": ("check", _check),
    "reason": ("reason", _reason),
    "format": ("format", _format),
    "diff": ("diff", _diff),
    "export": ("export", _export),
    "publish": ("publish", _publish),
    "serve": ("serve", _serve),
}
"""The commands: the module below :mod:`twingraph.cli` that has a function of the command's name, and its words."""
