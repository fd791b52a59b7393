"""What the reports of a difference say, in English and in Russian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from twingraph.texts import Lang


def say(key: str, lang: Lang, **values: object) -> str:
    """Return a text in a language, its braces filled in."""
    return TEXTS[key][lang].format(**values)


TEXTS: Final[dict[str, dict[str, str]]] = {
    "heading": {"en": "What changed", "ru": "Что изменилось"},
    "sides": {"en": "From {old} to {new}", "ru": "От {old} к {new}"},
    "nothing": {"en": "No difference.", "ru": "Различий нет."},
    "no-words": {
        "en": "Nothing changed that is told in words.",
        "ru": "Ничего из того, о чём говорится словами, не изменилось.",
    },
    "other-things": {"en": "Other things", "ru": "Прочее"},
    "nameless-value": {"en": "(something without a name)", "ru": "(нечто без имени)"},
    "what": {"en": "What", "ru": "Что"},
    "added": {"en": "Added", "ru": "Добавлено"},
    "removed": {"en": "Removed", "ru": "Удалено"},
    "renamed": {"en": "Other IRI", "ru": "Другой IRI"},
    "changed": {"en": "Changed", "ru": "Изменено"},
    "thing": {"en": "Thing", "ru": "Предмет"},
    "property": {"en": "What is said", "ru": "Что сказано"},
    "before": {"en": "Before", "ru": "Было"},
    "after": {"en": "After", "ru": "Стало"},
    "evidence": {"en": "Evidence", "ru": "Свидетельство"},
    "none": {"en": "nothing", "ru": "ничего"},
    "no-evidence": {"en": "without evidence", "ru": "без свидетельства"},
    "inferred": {"en": "inferred", "ru": "вывод"},
    "redirected": {"en": "renamed: {before} → {after}", "ru": "переименовано: {before} → {after}"},
    "perhaps-renamed": {
        "en": "perhaps renamed (the same is said of both): {before} → {after}",
        "ru": "возможно, переименовано (о том и другом сказано одно и то же): {before} → {after}",
    },
    "follows": {
        "en": "Statements that only name a renamed thing anew: {count}.",
        "ru": "Утверждений, где лишь по-новому назван переименованный предмет: {count}.",
    },
    "records": {"en": "Only the evidence changed", "ru": "Изменилось только свидетельство"},
    "record-counts": {
        "en": "moved {moved}, said otherwise {reworded}, added {added}, withdrawn {withdrawn};"
        " passages set aside that changed: {aside}",
        "ru": "сдвинуто {moved}, сказано иначе {reworded}, добавлено {added}, снято {withdrawn};"
        " изменилось отложенных мест: {aside}",
    },
    "record-moved": {"en": "moved", "ru": "сдвинуто"},
    "record-reworded": {"en": "said otherwise", "ru": "сказано иначе"},
    "record-added": {"en": "added", "ru": "добавлено"},
    "record-withdrawn": {"en": "withdrawn", "ru": "снято"},
    "aside": {"en": "passage set aside", "ru": "отложенное место"},
    "derived": {"en": "Derived by rules", "ru": "Выведено правилами"},
    "triples": {"en": "Triples", "ru": "Триплеты"},
    "triple-counts": {
        "en": "stated: +{added} -{removed}; derived: +{derived_added} -{derived_removed}; in other files: {moved}",
        "ru": "записано: +{added} -{removed}; выведено: +{derived_added} -{derived_removed}; в других файлах: {moved}",
    },
    "nameless": {
        "en": "Of these, about blank nodes, of which nothing is said above: +{added} -{removed}.",
        "ru": "Из них о безымянных узлах, о которых выше не сказано: +{added} -{removed}.",
    },
    "triples-stated": {"en": "Stated", "ru": "Записано"},
    "triples-derived": {"en": "Derived", "ru": "Выведено"},
    "triples-moved": {"en": "In other files", "ru": "В других файлах"},
    "nowhere": {"en": "no other file", "ru": "ни в каком другом"},
    "more": {"en": "… and {count} more; JSON tells all.", "ru": "… и ещё {count}; в JSON сказано всё."},
    "answers": {"en": "Answers that differ", "ru": "Ответы, которые различаются"},
    "answers-same": {
        "en": "Calls whose answers are the same: {same}.",
        "ru": "Вызовов с одинаковым ответом: {same}.",
    },
    "answers-none": {"en": "No answer differs.", "ru": "Ответы не различаются."},
    "answers-only-old": {
        "en": "The query is only on the old side.",
        "ru": "Запрос есть только на старой стороне.",
    },
    "answers-only-new": {
        "en": "The query is only on the new side.",
        "ru": "Запрос есть только на новой стороне.",
    },
    "answers-unasked": {"en": "Not asked of either side:", "ru": "Не спрошено ни у одной стороны:"},
    "answers-unasked-old": {
        "en": "It could not be asked of the old side: {reason}",
        "ru": "Старую сторону спросить не удалось: {reason}",
    },
    "answers-unasked-new": {
        "en": "It could not be asked of the new side: {reason}",
        "ru": "Новую сторону спросить не удалось: {reason}",
    },
    "rows-added": {"en": "Rows added: {count}", "ru": "Добавлено строк: {count}"},
    "rows-removed": {"en": "Rows removed: {count}", "ru": "Удалено строк: {count}"},
    "asking": {"en": "asking {name} ({number} of {count})", "ru": "спрашивается {name} ({number} из {count})"},
}
