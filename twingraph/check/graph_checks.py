"""Graph checks: SPARQL queries of which each row is a finding, ``queries/check/*.rq``.

Each file is one check and one rule, called by the file's name. Its header (``#+`` YAML) says what the problem is, how
to solve it and how grave it is; each row of its SELECT query names in ``?focus`` the thing that a finding is about, and
may name ``?path`` and ``?value``. ``docs/checking.md`` tells how to write one. A folder's own checks are run beside
those of the package; one of the same name takes its place.
"""

from __future__ import annotations

import contextlib
import math
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Self, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from twingraph.check.findings import SEVERITIES, Finding, Place, Related
from twingraph.check.headers import error_finding, query_finding
from twingraph.check.locate import Locator
from twingraph.check.shapes import readable
from twingraph.check.syntax import text_of
from twingraph.check.texts import message
from twingraph.engine import asks_elsewhere
from twingraph.errors import GraphError
from twingraph.layout import CONFIG, GraphFolder, read_config
from twingraph.near import near
from twingraph.queries.header import Header
from twingraph.sparql_text import line_and_column, tokens
from twingraph.terms import PREFIXES
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twingraph.check.findings import Severity
    from twingraph.check.shapes import Shapes
    from twingraph.errors import TimeLimitError

    Term = NamedNode | BlankNode | Literal

FOCUS: Final = "focus"
#: How long each check may take unless ``twingraph.toml`` says otherwise.
SECONDS: Final = 60.0
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_HOLE: Final = re.compile(r"\{(\w+)\}")


class GraphCheck(NamedTuple):
    """One graph check.

    Attributes:
        name: What findings call it: the file's name without suffix.
        path: Its file.
        query: Its text, header and all.
        severity: How grave its findings are.
        texts: Problem and solution, by language; variables of the query stand in braces.
        limits: What it does not see, by language, if its header says so.
    """

    name: str
    path: Path
    query: str
    severity: Severity
    texts: Mapping[str, str]
    limits: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def read(cls, path: Path, text: str) -> Self:
        """Read a check from the text of its file.

        Raises:
            GraphError: Its header lacks a key, has one too many, or is no YAML; the error names file and line.
        """
        header = Header.read(path, text)
        top = header.mapping
        header.check_keys("check", top)
        said = {key: header.as_mapping(top[key], key) for key in ("problem", "solution", "limits") if key in top}
        for key, value in said.items():
            header.check_keys("texts", value, key)
        header.check_choice(top["severity"], SEVERITIES, "severity", "severity")
        header.as_list(top["tags"], "tags")
        texts: dict[str, str] = {lang: f"{said['problem'][lang]} {said['solution'][lang]}" for lang in LANGS}
        return cls(path.stem, path, text, top["severity"], texts, said.get("limits", {}))


def read_check(file: Path, taken: Collection[str] = ()) -> GraphCheck | list[Finding]:
    """Return a check, or what is wrong with its file.

    Args:
        file: The file.
        taken: The names of other rules.
    """
    text = text_of(file)
    if isinstance(text, Finding):
        return [text]
    try:
        check = GraphCheck.read(file, text)
    except GraphError as error:
        return [error_finding(error, file)]
    if file.stem in taken:
        return [Finding("violation", "check-name", message("check-name", name=file.stem), file, 1)]
    return _wrong(check) or check


def graph_checks(folder: GraphFolder, taken: Collection[str] = ()) -> tuple[list[GraphCheck], list[Finding]]:
    """Return the checks of a graph folder that can be run, by name, and what is wrong with the others."""
    checks: list[GraphCheck] = []
    unfit: list[Finding] = []
    for file in folder.check_files():
        found = read_check(file, taken)
        if isinstance(found, GraphCheck):
            checks.append(found)
        else:
            unfit += found
    return checks, unfit


def shape_checks() -> list[GraphCheck]:
    """Return the checks of the package that are asked of shapes: whether these are well-formed."""
    files = sorted((GraphFolder.bundled().queries / "check" / "shapes").glob("*.rq"))
    return [GraphCheck.read(file, file.read_text(encoding="utf-8")) for file in files]


def shape_findings(
    folder: GraphFolder, shapes: Shapes, prefixes: Mapping[str, str], seconds: float
) -> Iterator[Finding]:
    """Yield which shapes are not well-formed, and set these aside so that the others can be used.

    Engines refuse all shapes for one of these, or pass over it, or never end.
    """
    graphs = Store()
    for file, quads in shapes.stated.items():
        name = NamedNode(folder.graph_name(file))
        graphs.extend(Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads)
    locator = Locator(folder, graphs, files=shapes.stated)

    def place(focus: Term, path: str | None, value: Term | None) -> Place | None:
        shapes.broken.add(focus)
        return locator.place(focus, path, value)

    for each in asked(shape_checks(), shapes.store, seconds):
        yield from graph_check_findings(each, place, prefixes)


def time_limit(folder: GraphFolder) -> float:
    """Return how many seconds each check of a graph folder may take.

    Raises:
        GraphError: Its ``twingraph.toml`` gives no number above zero.
    """
    file = folder.root / CONFIG
    table = read_config(file).check
    value = table.get("timeout", SECONDS)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        raise GraphError("bad-check-timeout", file=file, value=value)
    return float(value)


def _wrong(check: GraphCheck) -> list[Finding]:
    """Return what keeps the query of a check from being run."""
    try:
        elsewhere = asks_elsewhere(check.query)
    except SyntaxError:
        elsewhere = query_finding(check.path) is None
    if elsewhere:
        start = next((token.start for token in tokens(check.query) if token.text == "SERVICE"), 0)
        at = line_and_column(check.query, start)
        return [Finding("violation", "check-service", message("check-service"), check.path, *at)]
    broken = query_finding(check.path)
    if broken is not None:
        return [broken]
    answer = Store().query(check.query, prefixes=PREFIXES)
    start = next((token.start for token in tokens(check.query) if token.text in _FORMS), 0)
    at = line_and_column(check.query, start)
    if not isinstance(answer, QuerySolutions):
        return [Finding("violation", "check-form", message("check-form"), check.path, *at)]
    names = [variable.value for variable in answer.variables]
    if FOCUS not in names:
        return [Finding("violation", "check-focus", message("check-focus"), check.path, *at)]
    return list(_empty_holes(check, names))


def _empty_holes(check: GraphCheck, names: list[str]) -> Iterator[Finding]:
    """Yield the names in braces that are no variables of the query."""
    for hole in sorted({hole for text in check.texts.values() for hole in _HOLE.findall(text)} - set(names)):
        start = check.query.find(f"{{{hole}}}")
        meant = near(hole, names, 1)
        told = message("check-hole", hole=hole, near=message("near", near=meant[0]) if meant else "")
        yield Finding("violation", "check-hole", told, check.path, *line_and_column(check.query, max(start, 0)))


class Asked(NamedTuple):
    """A check that was asked of a graph: the rows of its answer by variable, or why there is none."""

    check: GraphCheck
    answer: list[dict[str, Term | None]] | Stopped


def asked(checks: Iterable[GraphCheck], store: Store, seconds: float) -> list[Asked]:
    """Ask checks of a loaded graph, each for so many seconds at most."""
    return [Asked(check, _limited(store, check.query, seconds)) for check in checks]


@contextlib.contextmanager
def asked_beside(checks: Sequence[GraphCheck], store: Store, seconds: float) -> Iterator[Callable[[], list[Asked]]]:
    """Ask checks of a loaded graph in a child process while the body goes on, which is given what waits for them.

    There may be no other thread yet (see :mod:`twingraph.limit`).
    """
    from twingraph.errors import TimeLimitError  # noqa: PLC0415 - only a check needs these
    from twingraph.limit import beside  # noqa: PLC0415

    with beside(lambda: asked(checks, store, seconds)) as result:

        def answers() -> list[Asked]:
            try:
                return result()
            except TimeLimitError as error:
                return [Asked(check, _failed(error)) for check in checks]

        yield answers


def graph_check_findings(
    answered: Asked, place: Callable[[Term, str | None, Term | None], Place | None], prefixes: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what a check has found in a loaded graph, or that it could not be finished.

    Args:
        answered: The check and its answer.
        place: Tells where a statement stands.
        prefixes: Prefixes by which IRIs are written shortly.
    """
    check, answer = answered
    if isinstance(answer, Stopped):
        yield Finding("violation", answer.rule, answer.message, check.path, 1)
        return
    own = (Related(check.name, Place(check.path, 1)),)
    for terms in answer:
        focus, path, value = terms[FOCUS], terms.get("path"), terms.get("value")
        if focus is None:
            continue
        way = path.value if isinstance(path, NamedNode) else None
        yield Finding(
            check.severity,
            check.name,
            _filled(check.texts, terms, prefixes),
            focus=focus.value,
            path=way,
            value=value.value if value is not None else None,
            related=own,
        ).at(place(focus, way, value))


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a check was not finished: the rule and the message of the finding."""

    rule: str
    message: Mapping[str, str]


def _limited(store: Store, query: str, seconds: float) -> list[dict[str, Term | None]] | Stopped:
    """Ask within the limit; where the system cannot fork, there is none.

    The rows are read here, since the engine's answers belong to the thread that asked.
    """
    import os  # noqa: PLC0415 - only a check needs these

    from twingraph.errors import TimeLimitError  # noqa: PLC0415
    from twingraph.limit import within  # noqa: PLC0415

    def ask() -> QuerySolutions:
        return cast("QuerySolutions", store.query(query, prefixes=PREFIXES))

    try:
        answer = cast("QuerySolutions", within(seconds, ask)) if hasattr(os, "fork") else ask()
        names = [variable.value for variable in answer.variables]
        return [cast("dict[str, Term | None]", dict(zip(names, row, strict=True))) for row in answer]
    except TimeLimitError as error:
        if error.key == "time-limit":
            return _stopped("check-time-limit", seconds=f"{seconds:g}")
        return _failed(error)
    except (OSError, RuntimeError, ValueError) as error:
        return _stopped("check-failed", reason=error)


def _failed(error: TimeLimitError) -> Stopped:
    return _stopped("check-failed", reason={lang: error.message(lang) for lang in LANGS})


def _stopped(rule: str, **values: object) -> Stopped:
    return Stopped(rule, message(rule, **values))


def _filled(
    texts: Mapping[str, str], terms: Mapping[str, Term | None], prefixes: Mapping[str, str]
) -> Mapping[str, str]:
    def shown(match: re.Match[str]) -> str:
        return readable(terms[match[1]], prefixes) or "–"

    return {lang: _HOLE.sub(shown, text) for lang, text in texts.items()}
