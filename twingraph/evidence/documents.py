"""Source texts: the bytes of a file, their hash, and the text whose code points the offsets count."""

from __future__ import annotations

import errno
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from twingraph.layout import is_special

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source document, just as it stands in its file.

    Neither line ends nor spaces are touched: offsets count the code points of the raw text, from 0, and an
    end is exclusive, as in Python slices.

    Attributes:
        path: The file.
        text: Its text.
        sha256: The SHA-256 of its bytes, in lower-case hexadecimal digits.
    """

    path: Path
    text: str
    sha256: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file.

        Raises:
            OSError: There is no such file, or it cannot be read.
            UnicodeDecodeError: It is not UTF-8.
        """
        if is_special(path):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        data = path.read_bytes()
        return cls(path, data.decode("utf-8"), hashlib.sha256(data).hexdigest())

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return the line and the column, both counted from 1, at which an offset stands.

        >>> from pathlib import Path
        >>> SourceText(Path("a.txt"), "one\ntwo", "").position(5)
        (2, 2)
        """
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


class Shelf:
    """The folder of source texts; each is read once, when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts: dict[str, SourceText] = {}

    def get(self, file_name: str) -> SourceText:
        """Return the text of a file of the folder.

        Raises:
            OSError: There is no such file in the folder itself, or it cannot be read.
            UnicodeDecodeError: It is not UTF-8.
        """
        if file_name not in self._texts:
            path = self.folder / file_name
            if path.parent != self.folder or path.name != file_name:
                raise FileNotFoundError(file_name)
            self._texts[file_name] = SourceText.read(path)
        return self._texts[file_name]
