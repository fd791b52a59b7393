"""The SPARQL editor: the page, the dump that it loads, and what its script must know."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset

from twingraph.errors import UsageError
from twingraph.layout import DEFAULT_BASE
from twingraph.site.interactive.graph import root_of
from twingraph.site.interactive.questions import ask_example
from twingraph.site.interactive.texts import for_script
from twingraph.terms import PREFIXES
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from twingraph.site.interactive.graph import Explorer
    from twingraph.texts import Lang

DUMP: Final = "data/twingraph.nq.gz"
"""The file that the editor loads: named graphs, and every statement once without a graph."""


def sparql_pages(explorer: Explorer) -> Iterator[tuple[str, bytes]]:
    """Yield the dump, the editor in each language, and what its script reads."""
    plain = dump(explorer.release.store)
    packed = gzip.compress(plain, compresslevel=9, mtime=0)
    yield DUMP, packed
    for lang in LANGS:
        root = root_of("sparql", lang)
        page = explorer.page(
            "sparql.html",
            "sparql",
            lang,
            size=_size(len(packed), lang),
            prefixes=", ".join(f"{name}:" for name in PREFIXES),
            dump=f"{root}{DUMP}",
            queries=list(explorer.kg.queries.values()),
        )
        yield page
        settings = {
            "lang": lang,
            "root": root,
            "data": f"{root}{DUMP}",
            "packed": len(packed),
            "plain": len(plain),
            "bases": list(dict.fromkeys((explorer.release.folder.base, DEFAULT_BASE))),
            "prefixes": PREFIXES,
            "queries": queries_of(explorer, lang),
            "texts": for_script(lang, "is-", "line", "show-more", "own-query"),
        }
        content = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
        yield f"{page[0].removesuffix('index.html')}editor.json", content.encode()


def dump(store: Store) -> bytes:
    """Return a store as N-Quads, in the order of the lines, blank nodes named by what is said of them (RDFC-1.0)."""
    plain, blank = [], Dataset()
    for quad in store:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            blank.add(quad)
        else:
            plain.append(str(quad))
    blank.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(f"{line} .\n" for line in sorted([*plain, *map(str, blank)])).encode()


def queries_of(explorer: Explorer, lang: Lang) -> list[dict[str, str]]:
    """Return the named queries as texts to begin with: bound to their examples, without headers."""
    found = []
    for query in explorer.kg.queries.values():
        asked = ask_example(explorer, query, lang)
        try:
            text = explorer.kg.bind(query.name, asked.values, lang=lang)
        except UsageError:
            # It must be told what it is about: the text has a thing of another graph, for the user to put another in.
            text = query.template.bind({})
        lines = [line for line in text.splitlines() if not line.startswith("#+")]
        found.append(
            {"name": query.name, "text": "\n".join([f"# {query.question[lang].strip()}", *lines]).strip() + "\n"}
        )
    return found


def _size(size: int, lang: Lang) -> str:
    """Return a number of bytes as people read it.

    >>> _size(1_234_567, "ru")
    '1,2 МБ'
    """
    units = {"en": ("kB", "MB"), "ru": ("кБ", "МБ")}[lang]
    text = f"{size / 1e6:.1f} {units[1]}" if size >= 1_000_000 else f"{max(round(size / 1e3), 1)} {units[0]}"
    return text.replace(".", ",") if lang == "ru" else text
