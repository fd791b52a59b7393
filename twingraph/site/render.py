"""From templates to pages: two languages, and links that hold wherever the site lies.

Every page is a folder with an ``index.html``: ``<path>/index.html`` in English, ``ru/<path>/index.html`` in Russian.
All links between pages are relative, so that the site works below any address.
"""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from twingraph.errors import UsageError
from twingraph.site.texts import TEXTS
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from twingraph.texts import Lang

LINKS: Final = ("places", "ties", "documents", "things", "ontology", "data")
"""The pages of this package that the navigation leads to."""
INTERACTIVE: Final = ("queries", "map", "timeline", "network", "sparql", "search")
"""The pages of :mod:`twingraph.site.interactive` that the navigation leads to."""
_ORDER: Final = (
    *("places", "ties", "documents", "things", "queries", "map"),
    *("timeline", "network", "sparql", "ontology", "data", "search"),
)


class Renderer:
    """Renders templates.

    Args:
        site: The address of the site, which ends with a slash, if it is known: for canonical addresses.
        name: What the graph is called, by language.
    """

    def __init__(self, site: str | None, name: dict[Lang, str]) -> None:
        self.site = site
        self.name = name
        self.environment = _environment()
        there = (*LINKS, *INTERACTIVE) if has_interactive() else LINKS
        self.navigation = tuple(path for path in _ORDER if path in there)

    def page(
        self,
        template: str,
        path: str,
        lang: Lang,
        *,
        alternates: Sequence[tuple[str, str]] = (),
        root: str | None = None,
        state: str = "",
        canonical: str | None = None,
        **values: Any,
    ) -> tuple[str, bytes]:
        """Render a page in one language.

        A template has, besides the values given here: ``lang``, ``root`` (what leads to the site's root), ``home``
        (what leads to the home page of the language), ``t`` (text by key), ``link`` (what leads to the page of a path
        in this language), ``path``, ``alternates``, ``other_language``, ``canonical``, ``navigation``.

        Args:
            template: The file's name in ``templates/``.
            path: The page's path, the same in both languages, without slashes at its ends: ``id/place/smolensk``.
            lang: The language.
            alternates: Other forms of the page's content: addresses relative to the site's root, and media types.
            root: What leads to the site's root, if not reckoned from the path.
            state: What is chosen on the page: ``?`` and names with values, which the other language's page gets, too.
            canonical: The canonical address of what the page shows, if it is not that of the page.
            values: What the template needs.

        Returns:
            The path of the file below the site's root, and its content.
        """
        folder = folder_of(path, lang)
        root = "../" * folder.count("/") if root is None else root
        other: Lang = "ru" if lang == "en" else "en"
        text = self.environment.get_template(template).render(
            lang=lang,
            other=other,
            root=root,
            home=f"{root}{folder_of('', lang)}" or "./",
            t=partial(text_of, lang),
            link=lambda page: f"{root}{folder_of(page, lang)}" or "./",
            path=path,
            alternates=[(f"{root}{address}", media) for address, media in alternates],
            other_language=f"{root}{folder_of(path, other)}{state}" or "./",
            canonical=canonical or (f"{self.site}{folder}" if self.site else None),
            other_canonical=f"{self.site}{folder_of(path, other)}" if self.site else None,
            navigation=self.navigation,
            name=self.name[lang],
            **values,
        )
        return f"{folder}index.html", text.encode()

    def add_templates(self, package: str) -> None:
        """Take templates of another package, too; they may build on those of this one."""
        import jinja2  # noqa: PLC0415 - of an extra

        loaders = [loader for loader in (self.environment.loader, jinja2.PackageLoader(package)) if loader is not None]
        self.environment.loader = jinja2.ChoiceLoader(loaders)


def folder_of(path: str, lang: Lang) -> str:
    """Return the folder of a page, relative to the site's root: empty, or ending with a slash."""
    return f"{'' if lang == 'en' else f'{lang}/'}{path}{'/' if path else ''}"


def text_of(lang: Lang, key: str, /, **values: object) -> str:
    """Return the text of a key in a language, its braces filled with the values."""
    return TEXTS[key][LANGS.index(lang)].format(**values)


def has_interactive() -> bool:
    """Tell whether the package has the interactive pages."""
    return find_spec("twingraph.site.interactive") is not None


def assets() -> list[tuple[str, bytes]]:
    """Return the files of ``assets/``, with their paths below the site's root."""
    folder = Path(__file__).parent / "assets"
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".map")
    return [(f"assets/{path.relative_to(folder).as_posix()}", path.read_bytes()) for path in found]


def _environment() -> Environment:
    try:
        import jinja2  # noqa: PLC0415 - of an extra
    except ModuleNotFoundError as error:
        raise UsageError("extra-missing", module="jinja2", extra="site") from error
    return jinja2.Environment(
        loader=jinja2.PackageLoader("twingraph.site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
