"""What only a server's pages say, in English and Russian; the rest is in the texts of the static site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.texts import Lang

_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "show": ("Show", "Показать"),
    "all-ties": ("All ties on the map", "Все связи на карте"),
    # Search.
    "search": ("Search", "Найти"),
    "nearly": ("Nothing has such a name. Similar names:", "Ничего с таким названием нет. Похожие названия:"),
    "look-in-lists": ("Everything stands in the lists:", "Всё есть в списках:"),
    # A place.
    "on-day": ("Ties as of", "Связи на дату"),
    "on-day-example": ("for example 1990 or 2003-09-27", "например, 1990 или 2003-09-27"),
    "on-day-title": ("On the day", "На этот день"),
    "on-day-note": (
        (
            "As of {day}: ties known not to have begun or to have ended by then are left out ({left} of {all}). “On "
            "the day” is reckoned from dates; no document states it. A year or a month means its last day."
        ),
        (
            "На {day}: связи, о которых известно, что к этому дню они не начались или прекратились, пропущены "
            "({left} из {all}). «На этот день» рассчитано по датам, документы этого не говорят. Год или месяц значит "
            "его последний день."
        ),
    ),
    "all-days": ("without a date", "без даты"),
    "what-happened": ("In order of time", "По порядку времени"),
    "events": ("Events", "Мероприятия"),
    "bodies": ("Bodies that act for it", "Органы, действующие от его имени"),
    "same-question": ("The question behind this:", "Вопрос, на который это ответ:"),
    # Documents.
    "in-the-text": ("In the text", "В тексте"),
    "no-texts": (
        "The text of the document is not at hand here; its characters are told by number.",
        "Текста документа здесь нет; места названы номерами знаков.",
    ),
    "wrong-text": (
        "The file at hand is not the document that was read, so none of it is shown: {reason}",
        "Имеющийся файл — не тот документ, который читался, поэтому он не показан: {reason}",
    ),
    "ledger": ("What was read out of it", "Что из него взято"),
    "ledger-note": (
        (
            "Of {all} sentences {taken} give something to the graph, from {omitted} nothing is taken, for the reasons "
            "told; {gaps} are neither."
        ),
        (
            "Предложений: {all}; из них что-то дали графу: {taken}; не дали ничего по указанным причинам: {omitted}; "
            "ни то ни другое: {gaps}."
        ),
    ),
    "ledger-offsets": (
        (
            "Of {all} characters {taken} support a statement, {omitted} are passed over for the reasons told below; "
            "the rest are spaces, signs and words between them."
        ),
        (
            "Из {all} знаков {taken} подтверждают утверждения, {omitted} пропущены по причинам, указанным ниже; "
            "остальные — пробелы, знаки и слова между ними."
        ),
    ),
    "text-of": ("The text", "Текст"),
    "mark-taken": ("supports a statement; follow it to see which", "подтверждает утверждение; ссылка ведёт к нему"),
    "mark-omitted": ("passed over, with the reason", "пропущено, с указанием причины"),
    "mark-gap": ("neither", "ни то ни другое"),
    "passages-by-number": (
        "What is taken from which characters of the document, in the order of its text.",
        "Что взято из каких знаков документа, в порядке его текста.",
    ),
    # Queries.
    "ask": ("Ask", "Спросить"),
    "clear": ("Clear", "Сбросить"),
    "choose": ("any", "любое"),
    "must-choose": ("choose", "выберите"),
    "date-form": ("2003-09-27, 2003-09 or 2003", "2003-09-27, 2003-09 или 2003"),
    "required": ("required", "обязательно"),
    "refused": ("This cannot be asked: {reason}", "Так спросить нельзя: {reason}"),
    "candidates": ("Which of these is meant?", "Что имеется в виду?"),
    "example-shown": (
        "Below stands the answer to an example; the fields ask for something else.",
        "Ниже — ответ на пример; поля позволяют спросить о другом.",
    ),
    "as-map": ("On the map", "На карте"),
    # The editor.
    "sparql-lead": (
        (
            "Queries are answered by this server: read-only, at most {seconds} seconds and {rows} rows each. The "
            "query stands in the address after #, which is not sent; running it sends it."
        ),
        (
            "Запросы выполняет этот сервер: только чтение, не больше {seconds} секунд и {rows} строк на запрос. "
            "Запрос стоит в адресе после # и не отправляется, пока не выполнен."
        ),
    ),
    "sparql-plain": (
        "Without JavaScript the answer comes as a file, in SPARQL's own formats.",
        "Без JavaScript ответ приходит файлом, в форматах SPARQL.",
    ),
    "endpoint": ("Endpoint for programs:", "Адрес для программ:"),
    "is-nowhere": (
        "The answer names no place whose coordinates are known.",
        "В ответе нет мест, координаты которых известны.",
    ),
    "is-map": ("Map", "Карта"),
    "is-terms": (
        "Terms: {count}; arrows choose, Enter takes, Esc leaves",
        "Терминов: {count}; стрелки — выбор, Enter — взять, Esc — закрыть",
    ),
    "is-refused": ("The server did not answer the query: {reason}", "Сервер не ответил на запрос: {reason}"),
    "is-busy": (
        "The server is busy; try again in a few seconds.",
        "Сервер занят; повторите через несколько секунд.",
    ),
    "terms": ("Terms", "Термины"),
}


def words(lang: Lang, key: str, /, **values: object) -> str:
    """Return the text of a key in a language, its braces filled with the values."""
    return _TEXTS[key][LANGS.index(lang)].format(**values)


def for_script(lang: Lang, *prefixes: str) -> dict[str, str]:
    """Return the texts whose keys begin so, with their braces: scripts fill them."""
    return {key: texts[LANGS.index(lang)] for key, texts in _TEXTS.items() if key.startswith(prefixes)}
