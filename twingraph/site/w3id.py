"""Rules for w3id.org: from the permanent identifiers of the graph to its site, in the form that is asked for.

They go into ``twingraph/.htaccess`` of the repository https://github.com/perma-id/w3id.org, and work in any Apache with
``mod_rewrite``. The form that a client names first wins; who names none gets the page, in the language preferred.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import urlsplit

from twingraph.layout import DEFAULT_BASE

FILE: Final = "w3id/.htaccess"
HOST: Final = "w3id.org"

_RULES: Final = Path(__file__).parent / "templates" / "htaccess.txt"


def rules(site: str, base: str = DEFAULT_BASE) -> str | None:
    """Return the rules that lead to a site.

    Args:
        site: The address of the site, which ends with a slash.
        base: What the identifiers begin with.

    Returns:
        The rules; None if the identifiers are not those of w3id.org, or if the site lies there itself.
    """
    if urlsplit(base).hostname != HOST or urlsplit(site).hostname == HOST:
        return None
    # % begins a back-reference to a condition, $ one to a rule.
    return Template(_RULES.read_text(encoding="utf-8")).substitute(
        site=site.replace("%", r"\%").replace("$", r"\$"), base=base
    )
