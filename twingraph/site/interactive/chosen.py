"""What is chosen of the ties and agreements that a page shows; as ``frontend/scripts/filters.js`` understands it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_YEAR: Final = re.compile(r"[0-9]{1,4}")
_NEVER: Final = 10_000


class Chosen(NamedTuple):
    """What is chosen.

    Attributes:
        values: The keys of what a row must have, by the name of the filter: ``{"country": "belarus"}``.
        years: The first and the last year in which an agreement may have been signed, as they were typed.
    """

    values: Mapping[str, str]
    years: tuple[str, str] = ("", "")

    @classmethod
    def read(cls, address: Mapping[str, str], names: Iterable[str]) -> Chosen:
        """Read what is chosen from the query string of an address.

        >>> Chosen.read({"country": "belarus", "from": "1990", "view": "1_2_3"}, ["country", "kind"])
        Chosen(values={'country': 'belarus'}, years=('1990', ''))
        """
        given = {name: address.get(name, "").strip() for name in (*names, "from", "to")}
        years = given.pop("from"), given.pop("to")
        return cls({name: value for name, value in given.items() if value}, years)

    @property
    def all(self) -> dict[str, str]:
        """Everything that is chosen, by its name in the address."""
        return {**self.values, **{name: year for name, year in zip(("from", "to"), self.years, strict=True) if year}}

    def fits(self, data: Mapping[str, str]) -> bool:
        """Return whether a row is among what is chosen.

        Args:
            data: What the row says of itself, separated by spaces; ``years`` are such as ``1992-1992``.

        >>> Chosen({}, ("1990", "")).fits({"years": "1985-1985 1992-2001"})
        True
        """
        if any(value not in data.get(name, "").split() for name, value in self.values.items()):
            return False
        given = [int(year) if _YEAR.fullmatch(year) else None for year in self.years]
        if given == [None, None]:
            return True
        first, last = (0 if given[0] is None else given[0]), (_NEVER if given[1] is None else given[1])
        spans = (span.split("-") for span in data.get("years", "").split())
        return any(int(begin or 0) <= last and int(end or _NEVER) >= first for begin, end in spans)


EVERYTHING: Final = Chosen({})
"""Nothing is chosen: all is shown."""
