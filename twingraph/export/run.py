"""An export: the forms asked for, written into one folder that is whole or not there at all."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from twingraph.errors import ExportError, UsageError
from twingraph.export.forms import FORMS
from twingraph.export.manifest import File, describe, files_in, write_manifest
from twingraph.export.place import check_target, in_place_of
from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.loader import load
from twingraph.near import near_or_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from twingraph.layout import GraphFolder


class Step(NamedTuple):
    """What an export is about to do.

    Attributes:
        name: The form that is written; ``graph`` while the graph is loaded, ``manifest`` at the end.
        number: How many steps it is from the start, from 1.
        of: How many steps there are.
    """

    name: str
    number: int
    of: int


def chosen(names: Iterable[str]) -> list[str]:
    """Return the forms of these names in the order in which they are written: those that describe others come last.

    Raises:
        UsageError: There is no form of a name.
    """
    wanted = set(names)
    for name in sorted(wanted):
        if name not in FORMS:
            raise UsageError("unknown-form", name=name, near=near_or_all(name, FORMS))
    return sorted((name for name in FORMS if name in wanted), key=lambda name: FORMS[name].last)


def export(
    folder: GraphFolder,
    names: Iterable[str],
    target: Path,
    on_step: Callable[[Step], None] | None = None,
) -> list[File]:
    """Load a graph folder and write it in the forms asked for.

    Args:
        folder: The graph folder.
        names: The names of the forms.
        target: The folder to write; an earlier export there is replaced, and stays as it is if anything fails.
        on_step: Is told of each step before it is taken.

    Returns:
        The files written, without manifest and sums.

    Raises:
        UsageError: There is no form of a name, it needs an extra, or the folder holds what no export wrote.
        ExportError: The folder cannot be written, or a form cannot hold the graph.
        GraphError: The graph folder is broken.
    """
    forms = chosen(names)
    for form in (FORMS[name] for name in forms):
        if form.needs is not None and find_spec(form.needs) is None:
            raise UsageError("extra-missing", module=form.needs, extra=form.extra)
    place = check_target(target, (folder.ontology, folder.data, folder.shapes, folder.queries))
    settings = Settings.read(folder)
    steps = ["graph", *forms, "manifest"]

    def step(name: str) -> None:
        if on_step is not None:
            on_step(Step(name, steps.index(name) + 1, len(steps)))

    step("graph")
    release = Release(folder, load(folder), settings)
    try:
        with in_place_of(place) as into:
            wrote: dict[str, str] = {}
            for name in forms:
                step(name)
                FORMS[name].writer().write(release, into)
                for path in files_in(into):
                    wrote.setdefault(path.relative_to(into).as_posix(), name)
            step("manifest")
            files = describe(into, wrote)
            write_manifest(release, into, files)
    except OSError as error:
        raise ExportError("export-not-written", folder=target, reason=error.strerror or error) from error
    return files
