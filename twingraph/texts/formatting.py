"""Errors of formatting."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "not-utf8": (
        "{file}: not in UTF-8 (byte {byte}); save the file in that encoding",
        "{file}: не в кодировке UTF-8 (байт {byte}); сохраните файл в ней",
    ),
    "format-syntax": (
        "{file}:{line}:{column}: this is not Turtle, and is left as it is: {reason}",
        "{file}:{line}:{column}: это не Turtle, файл оставлен как есть: {reason}",
    ),
    "format-not-turtle-1-1": (
        "{file}:{line}:{column}: this is not Turtle 1.1, which is what the formatter writes; it is left as it is",
        "{file}:{line}:{column}: это не Turtle 1.1, на котором пишет форматирование; файл оставлен как есть",
    ),
    "format-too-deep": (
        "{file}:{line}:{column}: brackets nested over {depth} deep, file left as it is; give inner things IRIs",
        "{file}:{line}:{column}: скобки вложены глубже {depth}, файл оставлен как есть; дайте внутренним узлам IRI",
    ),
    "format-too-long": (
        "{file}: a value or comment is longer than 16 MiB; the file is left as it is; keep such a text beside it",
        "{file}: значение или комментарий длиннее 16 МиБ; файл оставлен как есть; храните такой текст отдельно",
    ),
    "format-no-file": ("{file}: there is no such file or folder", "{file}: нет такого файла или папки"),
    "format-no-turtle": (
        "{file}: only Turtle is formatted, in files that end in {endings}",
        "{file}: форматируется только Turtle, в файлах с окончанием {endings}",
    ),
    "format-empty-folder": (
        "{folder}: there is no Turtle file (*.ttl) in this folder",
        "{folder}: в этой папке нет файлов Turtle (*.ttl)",
    ),
    "format-nothing-given": (
        "this is no graph folder; name files or folders, or a graph folder by --graph DIR",
        "это не папка графа; назовите файлы или папки, либо папку графа через --graph DIR",
    ),
    "format-only-stdin": (
        "- stands for standard input; give no other file beside it",
        "- означает стандартный ввод; других файлов рядом с ним не указывайте",
    ),
    "format-not-written": (
        "{file}: cannot be written ({reason}); it is as it was",
        "{file}: не записывается ({reason}); файл остался прежним",
    ),
}
