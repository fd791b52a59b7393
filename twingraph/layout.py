"""Where the parts of a graph lie: a folder is a knowledge graph.

A graph folder has ``data/`` and, beside it, any of ``ontology/``, ``shapes/`` and ``queries/``; a part that it lacks
is that of the graph which comes with the package. ``twingraph.toml`` may set::

    base = "https://example.org/world/"   # what the names of its named graphs begin with
    documents = "documents"               # where the source documents lie, relative to the folder
    rules = "https://example.org/rules"   # the page on which each rule of the check has an anchor

    [check]
    timeout = 60                          # how many seconds each graph check may take

    [check.severity]                      # severities other than the rules' own, each with its reason
    "not-read" = {severity = "off", reason = "an archive of old files stands in data/"}
"""

from __future__ import annotations

import stat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import quote

from twingraph.errors import GraphError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG = "twingraph.toml"
DEFAULT_BASE = "https://w3id.org/twingraph/"
_NOT_IN_IRIS = set('<>"{}|^`\\ \t\n\r')
PARTS = ("ontology", "data", "shapes", "queries")
_TABLES = ("check", "publish")


class GraphFolder(NamedTuple):
    """The parts of one graph folder.

    Attributes:
        root: The folder itself.
        ontology: Ontology, vocabularies, alignments and ``rules/``.
        data: Places, bodies, links and documents.
        shapes: SHACL shapes.
        queries: Named queries and, below it, the queries that the program itself asks.
        base: What the IRIs of its named graphs begin with; ends with ``/`` or ``#``.
        documents: The folder of the source documents' texts, if the configuration names one.
        rules: The address of the page on which each rule of the check has an anchor, if the configuration names one.
        added: RDF files outside the folder that are loaded beside it, such as another source's ties.
    """

    root: Path
    ontology: Path
    data: Path
    shapes: Path
    queries: Path
    base: str = DEFAULT_BASE
    documents: Path | None = None
    rules: str | None = None
    added: tuple[Path, ...] = ()

    @classmethod
    def find(cls, folder: str | Path | None = None) -> Self:
        """Return the folder given, else the one that the working directory stands in, else the package's own.

        Raises:
            UsageError: The folder given does not exist or holds no ``data/``.
            GraphError: Its ``twingraph.toml`` is broken.
        """
        if folder is not None:
            root = Path(folder)
            if not root.is_dir():
                raise UsageError("no-folder", folder=folder)
            if not (root / "data").is_dir():
                raise UsageError("no-data", folder=folder)
            return cls._at(root)
        here = Path.cwd()
        for root in (here, *here.parents):
            if (root / "data").is_dir() and ((root / "ontology").is_dir() or (root / CONFIG).is_file()):
                return cls._at(root)
        return cls.bundled()

    @classmethod
    def bundled(cls) -> Self:
        """Return the graph that comes with the package: in a wheel inside it, in a checkout beside it."""
        package = Path(__file__).resolve().parent
        inside = package / "bundled"
        return cls._at(inside if inside.is_dir() else package.parent, borrow=False)

    @classmethod
    def _at(cls, root: Path, *, borrow: bool = True) -> Self:
        config = read_config(root / CONFIG).settings
        parts = {name: root / name for name in PARTS}
        lacking = [name for name, path in parts.items() if not path.is_dir()]
        # Checks of its own are run beside the package's: a folder with nothing but these still borrows the queries.
        if "queries" not in lacking and {path.name for path in parts["queries"].glob("*")} == {"check"}:
            lacking.append("queries")
        if lacking and borrow:
            own = cls.bundled()
            parts |= {name: getattr(own, name) for name in lacking}
        documents = config.get("documents")
        return cls(
            root,
            ontology=parts["ontology"],
            data=parts["data"],
            shapes=parts["shapes"],
            queries=parts["queries"],
            base=config.get("base", DEFAULT_BASE),
            documents=root / documents if documents else None,
            rules=config.get("rules"),
        )

    def turtle_files(self) -> list[Path]:
        """Return the files of the ontology and of the data, in a stable order."""
        return [*sorted(self.ontology.rglob("*.ttl")), *sorted(self.data.rglob("*.ttl"))]

    def rdf_files(self) -> list[Path]:
        """Return all files that are loaded: those of ontology and data, and the added ones."""
        return [*self.turtle_files(), *self.added]

    def shape_files(self) -> list[Path]:
        """Return the files of the shapes, in a stable order."""
        return sorted(self.shapes.rglob("*.ttl"))

    def query_files(self) -> list[Path]:
        """Return the named queries, in the order of their names."""
        return sorted(path for path in self.queries.glob("*.rq") if path.is_file())

    def check_files(self) -> list[Path]:
        """Return the queries of the graph checks by name: those of the package and the folder's own, which go first."""
        files: dict[str, Path] = {}
        for queries in (self.bundled().queries, self.root / "queries"):
            files |= {path.stem: path for path in (queries / "check").glob("*.rq")}
        return [files[name] for name in sorted(files)]

    def rule_files(self) -> list[Path]:
        """Return the rules that derive facts, in the order in which they are run."""
        return sorted((self.ontology / "rules").glob("*.rq"))

    def graph_name(self, path: Path) -> str:
        """Return the IRI of the named graph that a file is loaded as: its path in the folder, without suffix.

        An added file is in the part ``added``, whatever folder it lies in.
        """
        if path in self.added:
            return f"{self.base}graph/added/{quote(path.stem)}"
        for name in PARTS:
            part = getattr(self, name)
            if path.is_relative_to(part):
                return f"{self.base}graph/{name}/{quote(path.relative_to(part).with_suffix('').as_posix())}"
        raise ValueError(path)

    @property
    def derived_graph(self) -> str:
        """The IRI of the named graph that holds what the rules derive."""
        return f"{self.base}graph/derived"

    def machinery(self, name: str) -> str:
        """Return the text of a query that the program itself asks, such as ``show/statements``."""
        return self.machinery_file(name).read_text(encoding="utf-8")

    def machinery_file(self, name: str) -> Path:
        """Return the file of a query that the program itself asks; a folder need not bring these along."""
        own = self.queries / f"{name}.rq"
        return own if own.is_file() else self.bundled().queries / f"{name}.rq"


def is_special(path: Path) -> bool:
    """Return whether something is a pipe, a device or a socket: reading it might never end."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


class Config(NamedTuple):
    """What ``twingraph.toml`` says.

    Attributes:
        settings: The settings at its top.
        check: Its table ``[check]``, which the check itself reads.
        publish: Its table ``[publish]``, which :mod:`twingraph.export.settings` reads.
    """

    settings: Mapping[str, str] = MappingProxyType({})
    check: Mapping[str, object] = MappingProxyType({})
    publish: Mapping[str, object] = MappingProxyType({})


def read_config(path: Path) -> Config:
    """Read ``twingraph.toml``.

    An absent file is an empty one.

    Raises:
        GraphError: It is broken, or has a setting that there is not.
    """
    if not path.exists():
        return Config()
    import tomllib  # noqa: PLC0415 - costs start-up time, and few folders have this file

    try:
        config = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GraphError("broken-config", file=path, reason=error) from error
    except OSError as error:
        raise GraphError("unreadable", file=path, reason=error.strerror) from error
    tables = {name: config.pop(name, {}) for name in _TABLES}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise GraphError("setting-not-table", file=path, key=name)
    known = ("base", "documents", "rules")
    for key, value in config.items():
        if key not in known:
            raise GraphError("unknown-setting", file=path, key=key, known=", ".join((*known, *_TABLES)))
        if not isinstance(value, str):
            raise GraphError("setting-not-text", file=path, key=key)
    base = config.get("base", DEFAULT_BASE)
    if not base.startswith(("http://", "https://")) or not base.endswith(("/", "#")) or set(base) & _NOT_IN_IRIS:
        raise GraphError("bad-base", file=path, base=base)
    rules = config.get("rules")
    if rules is not None and (not rules.startswith(("http://", "https://")) or set(rules) & {*_NOT_IN_IRIS, "#"}):
        raise GraphError("bad-rules", file=path, rules=rules)
    return Config(config, **tables)
