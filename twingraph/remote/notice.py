"""What is worth telling while a store is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.texts import Lang


class Notice(NamedTuple):
    """What the user of a remote store should see while it is asked, and is no error.

    Attributes:
        key: The key of the text in :data:`twingraph.texts.TEXTS`.
        values: What the text's braces are filled with.
    """

    key: str
    values: Mapping[str, object]

    def message(self, lang: Lang = "en") -> str:
        """Return the text of the notice in the language asked for."""
        return text(self.key, lang, **self.values)
