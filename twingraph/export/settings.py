"""``[publish]`` in ``twingraph.toml``: where the graph is to be found, and who answers for it.

Nothing is announced that does not exist: what is not set here is left out of descriptions, with a warning.

.. code-block:: toml

    [publish]
    site = "https://example.org/twingraph/"            # where the static site lies
    download = "https://example.org/twingraph/files/"  # where the files of a release lie
    endpoint = "https://example.org/sparql"            # a SPARQL endpoint
    contact-name = "Editors"
    contact-email = "editors@example.org"
    contact-page = "https://example.org/contact"
    publisher-name = "TwinGraph contributors"
    publisher-page = "https://example.org/"

Tables below it, such as ``[publish.museum]``, are stores to publish in (:mod:`twingraph.publish.target`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from twingraph.errors import GraphError
from twingraph.layout import CONFIG, read_config

if TYPE_CHECKING:
    from twingraph.layout import GraphFolder

_ADDRESSES: Final = ("site", "download", "endpoint", "contact_page", "publisher_page")
_FOLDERS: Final = ("site", "download")
_EMAIL: Final = re.compile(r"[^@\s:/<>]+@[^@\s:/<>]+\.[^@\s:/<>]+")
_NOT_IN_IRIS: Final = frozenset(' <>"{}|\\^`')


@dataclass(frozen=True, slots=True)
class Settings:
    """The table; None stands for what is not set. ``site`` and ``download`` end with a slash."""

    site: str | None = None
    download: str | None = None
    endpoint: str | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    contact_page: str | None = None
    publisher_name: str | None = None
    publisher_page: str | None = None

    @classmethod
    def read(cls, folder: GraphFolder) -> Self:
        """Read the table of a graph folder.

        Raises:
            GraphError: It has a key that there is not, or a value that is not right.
        """
        file = folder.root / CONFIG
        table = read_config(file).publish
        known = {field.name.replace("_", "-"): field.name for field in fields(cls)}
        values: dict[str, str] = {}
        for key, value in table.items():
            if isinstance(value, dict):  # a store to publish in, which :mod:`twingraph.publish.target` reads
                continue
            if key not in known:
                raise GraphError("unknown-setting", file=file, key=f"publish.{key}", known=", ".join(known))
            if not isinstance(value, str):
                raise GraphError("setting-not-text", file=file, key=f"publish.{key}")
            name = known[key]
            if name in _ADDRESSES and not _is_address(value, whole=name not in _FOLDERS):
                raise GraphError("setting-not-address", file=file, key=f"publish.{key}", value=value)
            if name == "contact_email" and not _EMAIL.fullmatch(value):
                raise GraphError("setting-not-email", file=file, key=f"publish.{key}", value=value)
            if not value.strip():
                raise GraphError("setting-empty", file=file, key=f"publish.{key}")
            values[name] = f"{value.rstrip('/')}/" if name in _FOLDERS else value
        return cls(**values)


def _is_address(text: str, *, whole: bool) -> bool:
    """Tell whether a text is an address on the web; to one that is not whole, a path is added."""
    if set(text) & _NOT_IN_IRIS:
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and (whole or not (parts.query or parts.fragment))
