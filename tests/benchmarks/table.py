"""The lines of a benchmark, and how they are laid out."""

from __future__ import annotations

from dataclasses import dataclass

from tabulate import tabulate

_MS = 1000.0


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison.

    Attributes:
        graph: The graph it was made on.
        what: What was timed.
        ours: Our time in seconds.
        peer: The peer's name.
        theirs: The peer's time in seconds; None if it was cut.
        cut: After how many seconds the peer was cut.
        note: Anything else to be told, such as the number of rows.
        bound: Whether the issue's bound is kept; None where there is none.
    """

    graph: str
    what: str
    ours: float
    peer: str = ""
    theirs: float | None = None
    cut: float | None = None
    note: str = ""
    bound: bool | None = None

    @property
    def ratio(self) -> str:
        """How many times as long as the peer we take."""
        if self.cut is not None:
            return f"< {self.ours / self.cut:.3g}"
        return f"{self.ours / self.theirs:.3g}" if self.theirs else ""


def duration(seconds: float) -> str:
    """Return a time in milliseconds or seconds.

    >>> duration(0.01234), duration(2.5)
    ('12.3 ms', '2.5 s')
    """
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * _MS:.3g} ms"


def cells(line: Line) -> tuple[str, ...]:
    """Return a line as texts, in the order of the table's columns."""
    return (
        line.graph,
        line.what,
        duration(line.ours),
        line.peer,
        f"cut after {line.cut:g} s" if line.cut is not None else duration(line.theirs) if line.theirs else "",
        line.ratio,
        {True: "kept", False: "BROKEN", None: ""}[line.bound],
        line.note,
    )


def describe(line: Line) -> str:
    """Return a line as one line of text."""
    return "; ".join(cell for cell in cells(line) if cell)


def lay_out(lines: list[Line]) -> str:
    """Return the lines as a table."""
    rows = [cells(line) for line in lines]
    titles = ("graph", "what", "ours", "peer", "theirs", "ours/theirs", "bound", "note")
    right = ("left", "left", "right", "left", "right", "right", "left", "left")
    return tabulate(rows, titles, tablefmt="pipe", colalign=right, disable_numparse=True)


def summary(lines: list[Line]) -> str:
    """Return which bounds are kept."""
    bounded = [line for line in lines if line.bound is not None]
    broken = [line for line in bounded if not line.bound]
    head = f"Bounds kept: {len(bounded) - len(broken)} of {len(bounded)}."
    return "\n".join(
        [head, *(f"  broken: {line.graph}: {line.what} ({line.ratio} of {line.peer}; {line.note})" for line in broken)]
    )
