"""What stands around answers."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "no-rows": ("no rows", "нет строк"),
    "yes": ("yes", "да"),
    "no": ("no", "нет"),
    "derived": ("derived", "выведено"),
    "sources": ("Sources", "Источники"),
    "inferred": ("inferred", "вывод"),
    "more-sources": ("+{count} more", "и ещё {count}"),
    "mentioned-by": ("Where it is named", "Где упоминается"),
    "parameters": ("Parameters", "Параметры"),
    "columns": ("Columns", "Столбцы"),
    "how-to-read": ("How to read the answer", "Как читать ответ"),
    "example": ("Example", "Пример"),
    "required": ("required", "обязательный"),
    "head-name": ("Name", "Имя"),
    "head-type": ("Type", "Тип"),
    "head-meaning": ("Meaning", "Значение"),
    "head-title": ("Title", "Заголовок"),
    "head-note": ("Note", "Примечание"),
    "column-reckoned": ("reckoned, stated by no document", "вычислено, ни в одном документе не сказано"),
    "column-label": ("its name is in `{label}`", "название — в `{label}`"),
    "column-detail": ("left out of tables", "в таблицах не показывается"),
    "does-not-hold": ("Where it does not hold", "Где не работает"),
    "query": ("Query", "Запрос"),
    "more-rows": ("… and {count} rows more", "… и ещё строк: {count}"),
    "no-evidence": (
        "{thing}: no document in this graph is evidence of it",
        "{thing}: ни один документ этого графа о нём не свидетельствует",
    ),
    "ledger-gap": ("nothing is said about this sentence", "об этом предложении ничего не сказано"),
    "ledger-evidence": ("evidence: {count}", "свидетельств: {count}"),
    "ledger-unread": (
        "{file}: this document cannot be read, and none of its sentences is accounted for: {reason}",
        "{file}: документ не читается, и ни одно его предложение не учтено: {reason}",
    ),
    "ledger-sum": (
        "sentences: {count}, unaccounted for: {missing}",
        "предложений: {count}, неучтённых: {missing}",
    ),
    "without-documents": (
        "no source documents given (--documents DIR): evidence is not compared with their text",
        "исходные документы не даны (--documents DIR): свидетельства не сверяются с текстом",
    ),
    "two-folders": (
        "two graph folders are given, {folder} and --graph {graph}; give one",
        "указаны две папки графа, {folder} и --graph {graph}; оставьте одну",
    ),
    "verified-all": (
        "every span holds what is claimed, no sentence is left out (evidence: {count}, documents: {documents})",
        "всё заявленное на своих местах, предложения не пропущены (свидетельства: {count}; документы: {documents})",
    ),
}
