"""Whether to wait awake: a process that sleeps is woken late, one that does not takes a processor from others."""

from __future__ import annotations

from typing import Final

_LATE: Final = 2
_ASLEEP: Final = 20


class Awake:
    """Tells how long to wait awake for an answer, by how soon answers came before.

    After two in a row that came later than that, some are waited for asleep: either questions are not small now, or
    somebody else needs the processors.

    Args:
        seconds: For how long to wait awake.

    >>> awake = Awake(0.001)
    >>> for took in (0.0005, 0.5, 0.0005, 0.5, 0.5):
    ...     awake.answered(took, awake.seconds(alone=True))
    >>> [awake.seconds(alone=True) for _ in range(21)].count(0.0)
    20
    >>> awake.seconds(alone=True), awake.seconds(alone=False)
    (0.001, 0.0)
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._late = 0
        self._asleep = 0

    def seconds(self, *, alone: bool) -> float:
        """Return for how many seconds to wait awake.

        Args:
            alone: Whether nobody else asks anything, who would have to wait meanwhile.
        """
        if not alone:
            return 0.0
        if self._asleep:
            self._asleep -= 1
            return 0.0
        return self._seconds

    def answered(self, took: float, awake: float) -> None:
        """Note how soon an answer came.

        Args:
            took: After how many seconds.
            awake: How many of them were waited awake, at most.
        """
        if awake:
            self._late = self._late + 1 if took > awake else 0
            self._asleep = _ASLEEP if self._late >= _LATE else 0
