"""What the interactive pages say, in English and Russian; names and questions come from the graph and its queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.texts import Lang

_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    # Map, timeline, network.
    "map-title": ("Map of ties", "Карта связей"),
    "map-lead": (
        (
            "Each line is a tie of two places, drawn the shortest way over the globe; the order of the "
            "two means nothing. "
            "Colour tells the kind of tie, the line's pattern the status that a document reports, at whatever time."
        ),
        (
            "Каждая линия — связь двух мест, проведённая кратчайшим путём по земному шару; порядок "
            "двух ничего не значит. "
            "Цвет — род связи, рисунок линии — состояние, о котором сообщает документ, на какое бы то ни было время."
        ),
    ),
    "no-coordinates": (
        "Not on the map, since the place's coordinates are not known: {names}",
        "Нет на карте, так как координаты места неизвестны: {names}",
    ),
    "network-title": ("Network of ties", "Сеть связей"),
    "network-lead": (
        (
            "Places that ties hold together stand together; how near two of them stand on the page means nothing. "
            "Colour tells the kind of tie, the line's pattern the status that a document reports, at whatever time."
        ),
        (
            "Места, скреплённые связями, стоят вместе; расстояние на странице ничего не значит. "
            "Цвет — род связи, рисунок линии — состояние, о котором сообщает документ, на какое бы то ни было время."
        ),
    ),
    "timeline-title": ("Timeline of signings", "Хронология подписаний"),
    "timeline-lead": (
        (
            "Agreements by the time of signing. A dot is a day, a short bar a month, a long bar a "
            "whole year or longer: "
            "the agreement was signed at some time within it. Agreements without a date stand at the end of the table."
        ),
        (
            "Соглашения по времени подписания. Точка — день, короткая полоса — месяц, длинная — целый год или больше: "
            "соглашение подписано когда-то в этих пределах. Соглашения без даты стоят в конце таблицы."
        ),
    ),
    "picture": ("Picture; the same stands in the table below", "Рисунок; то же — в таблице ниже"),
    "picture-help": (
        "Arrow keys move the picture, + and − bring it nearer and farther, 0 shows all of it.",
        "Стрелки двигают рисунок, + и − приближают и отдаляют, 0 показывает всё.",
    ),
    "nearer": ("Nearer", "Приблизить"),
    "farther": ("Farther", "Отдалить"),
    "show-all": ("Show all", "Показать всё"),
    "kinds": ("Kinds of tie", "Род связи"),
    "statuses": ("Status", "Состояние"),
    "several": ("several", "несколько"),
    "filter": ("Filter", "Отбор"),
    "country": ("Country", "Страна"),
    "kind": ("Kind", "Род"),
    "status": ("Status", "Состояние"),
    "form": ("Form", "Форма"),
    "any": ("any", "любой"),
    "any-country": ("any", "любая"),
    "any-status": ("any", "любое"),
    "any-form": ("any", "любая"),
    "signed-from": ("Signed from (year)", "Подписано с (год)"),
    "signed-to": ("to (year)", "по (год)"),
    "reset": ("Clear", "Сбросить"),
    "period-note": (
        "With years, only what has an agreement that may have been signed then is shown; what is undated is left out.",
        (
            "Если указаны годы, показано только то, под чем есть соглашение, которое могло быть подписано тогда; "
            "недатированное пропущено."
        ),
    ),
    "shown-of": ("Shown: {shown} of {all}", "Показано: {shown} из {all}"),
    "needs-scripts": (
        "Without JavaScript the table and the picture show everything; only the filters do not work.",
        "Без JavaScript таблица и рисунок показывают всё; не работает только отбор.",
    ),
    "table": ("Table", "Таблица"),
    "same-as-query": (
        "This is the answer to a question that can be asked anew:",
        "Это ответ на вопрос, который можно задать снова:",
    ),
    "tie": ("Tie", "Связь"),
    "place": ("Place", "Место"),
    "partner": ("Partner", "Партнёр"),
    "agreements": ("Agreements listed under it", "Приведённые под ней соглашения"),
    "undated": ("undated", "без даты"),
    "inferred": ("inferred", "выведено"),
    "others": ("by other parties", "другие стороны"),
    "doubt-kind": ("kind: {how}", "род: {how}"),
    "doubt-parties": ("parties: {how}", "стороны: {how}"),
    "doubt-date": ("date: {how}", "дата: {how}"),
    "doubt-listed": ("under this tie: {how}", "под этой связью: {how}"),
    "too-many": (
        "Shown are the first {shown} of {all}; the question below gives all of them.",
        "Показаны первые {shown} из {all}; все даёт вопрос ниже.",
    ),
    "decades": ("Signings by decade", "Подписания по десятилетиям"),
    "decade": ("Decade", "Десятилетие"),
    "decade-name": ("{year}s", "{year}-е"),
    "years": ("Years", "Годы"),
    "signings": ("Signings", "Подписаний"),
    "across": ("not known to one decade", "неизвестно, в каком десятилетии"),
    "all-signings": ("All agreements", "Все соглашения"),
    "date": ("Signed", "Подписано"),
    "precision": ("Known to the", "Точность"),
    "day": ("day", "день"),
    "month": ("month", "месяц"),
    "year": ("year", "год"),
    "bounds": ("bounds", "пределы"),
    "between": ("between {first} and {last}", "между {first} и {last}"),
    "not-before": ("not before {first}", "не раньше {first}"),
    "not-after": ("not after {last}", "не позже {last}"),
    "agreement": ("Agreement", "Соглашение"),
    "parties": ("Parties", "Стороны"),
    "sources": ("Source", "Источник"),
    # Named queries.
    "queries-title": ("Questions to the graph", "Вопросы к графу"),
    "queries-lead": (
        (
            "Each question is a SPARQL query with parameters: answered here for an example, asked of "
            "the whole graph with "
            "the program, in Python, or in the editor of this site."
        ),
        (
            "Каждый вопрос — запрос SPARQL с параметрами: здесь — ответ на пример; задать его всему "
            "графу можно программой, "
            "на Python или в редакторе этого сайта."
        ),
    ),
    "parameters": ("Parameters", "Параметры"),
    "name": ("Name", "Имя"),
    "type": ("Type", "Тип"),
    "meaning": ("Meaning", "Значение"),
    "required": ("required", "обязателен"),
    "answer": ("Answer", "Ответ"),
    "answer-to": ("Answer for {values}", "Ответ: {values}"),
    "answer-to-all": ("Answer for the whole graph", "Ответ по всему графу"),
    "rows-count": ("Rows: {count}", "Строк: {count}"),
    "more-rows": ("and {count} more rows: see the downloads", "и ещё строк: {count}; все — в файлах"),
    "no-rows": ("The graph has no row for this.", "В графе нет ни одной строки для этого."),
    "no-example": (
        "The query must be told what it is about, and its example names what this graph does not have: {reason}",
        "Запросу нужно сказать, о чём он, а его пример называет то, чего в этом графе нет: {reason}",
    ),
    "how-to-read": ("How to read it", "Как это читать"),
    "downloads": ("Download the whole answer:", "Скачать ответ целиком:"),
    "ask-it": ("Ask it yourself", "Задать самому"),
    "command": ("On the command line", "В командной строке"),
    "python": ("In Python", "На Python"),
    "in-editor": ("Open in the SPARQL editor", "Открыть в редакторе SPARQL"),
    "query": ("Query", "Запрос"),
    "ask-elsewhere": ("The same from a program", "То же из программы"),
    # The editor.
    "sparql-title": ("SPARQL editor", "Редактор SPARQL"),
    "sparql-lead": (
        (
            "Queries run in your browser, on the whole graph: nothing is sent anywhere. The data ({size}) are fetched "
            "when the first query is run."
        ),
        (
            "Запросы выполняются в вашем браузере, на всём графе: ничего никуда не отправляется. Данные ({size}) "
            "загружаются при первом запросе."
        ),
    ),
    "sparql-graphs": (
        (
            "Without GRAPH a query sees every statement once; GRAPH ?graph tells which document says it. Known without "
            "declaration: {prefixes}."
        ),
        (
            "Без GRAPH запрос видит каждое утверждение один раз; GRAPH ?graph говорит, какой документ это утверждает. "
            "Известны без объявления: {prefixes}."
        ),
    ),
    "sparql-needs-scripts": (
        (
            "The editor needs JavaScript and WebAssembly. Without them: the answers to the named "
            "questions, or the data "
            "for a program of your own:"
        ),
        (
            "Редактору нужны JavaScript и WebAssembly. Без них: ответы на именованные вопросы или данные для вашей "
            "программы:"
        ),
    ),
    "choose-query": ("Start from a question", "Начать с вопроса"),
    "own-query": ("a query of your own", "собственный запрос"),
    "query-text": ("Query", "Запрос"),
    "run": ("Run", "Выполнить"),
    "stop": ("Stop", "Остановить"),
    "run-keys": ("Ctrl+Enter runs the query, Esc stops it.", "Ctrl+Enter выполняет запрос, Esc останавливает."),
    "as-csv": ("CSV", "CSV"),
    "as-tsv": ("TSV", "TSV"),
    "as-json": ("JSON", "JSON"),
    "as-triples": ("N-Triples", "N-Triples"),
    "is-loading": ("Data loaded: {loaded} of {all}", "Загружено данных: {loaded} из {all}"),
    "is-reading": ("Data read: {loaded} of {all}", "Прочитано данных: {loaded} из {all}"),
    "is-running": ("Running …", "Выполняется…"),
    "is-stopped": ("Stopped after {seconds} s.", "Остановлено через {seconds} с."),
    "is-done": ("Rows: {count}, {seconds} s", "Строк: {count}, {seconds} с"),
    "is-done-triples": ("Triples: {count}, {seconds} s", "Троек: {count}, {seconds} с"),
    "is-yes": ("Yes ({seconds} s)", "Да ({seconds} с)"),
    "is-no": ("No ({seconds} s)", "Нет ({seconds} с)"),
    "is-first": (
        "Shown are the first {shown} rows; the files hold all.",
        "Показаны первые строки, {shown}; в файлах — все.",
    ),
    "show-more": ("Show more", "Показать ещё"),
    "is-broken": ("This is no SPARQL query: {reason}", "Это не запрос SPARQL: {reason}"),
    "is-failed": ("The query failed: {reason}", "Запрос не выполнен: {reason}"),
    "is-too-large": (
        "The answer is too large for a browser; a LIMIT makes it smaller.",
        "Ответ слишком велик для браузера; LIMIT его уменьшит.",
    ),
    "is-no-data": ("The data cannot be loaded: {reason}", "Данные не загружаются: {reason}"),
    "is-no-engine": (
        "The SPARQL engine cannot be started: {reason}",
        "Обработчик SPARQL не запускается: {reason}",
    ),
    "is-service": (
        "SERVICE is refused: nothing on this site asks another computer.",
        "SERVICE не выполняется: этот сайт не обращается к другим компьютерам.",
    ),
    "line": ("line {line}", "строка {line}"),
    "result": ("Result", "Результат"),
    # Search.
    "search-title": ("Search", "Поиск"),
    "search-lead": (
        (
            "By any name in Russian or English, former names and other spellings included; case, ё and hyphens do not "
            "matter."
        ),
        (
            "По любому названию на русском или английском, включая прежние и другие написания; регистр, ё и дефисы не "
            "важны."
        ),
    ),
    "search-for": ("Name", "Название"),
    "search-needs-scripts": (
        "The search needs JavaScript. Without it, the lists have everything:",
        "Поиску нужен JavaScript. Без него всё есть в списках:",
    ),
    "search-none": ("Nothing has such a name.", "Ничего с таким названием нет."),
    "search-found": ("Found: {count}", "Найдено: {count}"),
    "search-first": ("Found: {count}; the first {shown}", "Найдено: {count}; первые {shown}"),
    "search-also": ("also: {name}", "также: {name}"),
    "search-failed": ("The list of names cannot be loaded: {reason}", "Список названий не загружается: {reason}"),
}


def say(lang: Lang, key: str, /, **values: object) -> str:
    """Return the text of a key in a language, its braces filled with the values."""
    return _TEXTS[key][LANGS.index(lang)].format(**values)


def for_script(lang: Lang, *prefixes: str) -> dict[str, str]:
    """Return the texts whose keys begin so, with their braces: scripts fill them."""
    return {key: texts[LANGS.index(lang)] for key, texts in _TEXTS.items() if key.startswith(prefixes)}
