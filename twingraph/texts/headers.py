"""Errors of query headers."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "header-missing": (
        "{file}:{line}: the query has no header; begin it with lines `#+ question: …`",
        "{file}:{line}: у запроса нет заголовка; начните его строками `#+ question: …`",
    ),
    "header-yaml": (
        "{file}:{line}: the header is not valid YAML: {reason}",
        "{file}:{line}: ошибка в YAML: {reason}",
    ),
    "header-mapping": (
        "{file}:{line}: `{key}` must hold keys with values",
        "{file}:{line}: в `{key}` должны быть ключи со значениями",
    ),
    "header-list": (
        "{file}:{line}: `{key}` must be a list: [one, two]",
        "{file}:{line}: `{key}` должен быть списком: [один, два]",
    ),
    "header-key": (
        "{file}:{line}: the header has no key `{key}`; did you mean: {known}",
        "{file}:{line}: в заголовке нет ключа `{key}`; возможно: {known}",
    ),
    "header-lacks": (
        "{file}:{line}: the header lacks `{lacking}`",
        "{file}:{line}: в заголовке не хватает `{lacking}`",
    ),
    "header-choice": (
        "{file}:{line}: `{key}` says {value}; it may say: {known}",
        "{file}:{line}: у `{key}` значение {value}; допустимы: {known}",
    ),
    "header-example": (
        "{file}:{line}: the example gives {key}, which is no parameter; parameters: {known}",
        "{file}:{line}: в примере есть {key}, а такого параметра нет; параметры: {known}",
    ),
}
