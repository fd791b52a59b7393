"""What the program says to people, in English and Russian.

Help and errors of the program stand here; findings of a check have their texts beside their checks and, for SHACL, in
the shapes; questions and column titles stand in the headers of the queries.
"""

from __future__ import annotations

import os
from typing import Final, Literal

Lang = Literal["en", "ru"]
LANGS: Final[tuple[Lang, ...]] = ("en", "ru")


_LONGEST = 300


def text(key: str, lang: Lang = "en", /, **values: object) -> str:
    """Return the text of a key in a language, its braces filled with the values; very long ones are shortened."""
    filled = {name: _shortened(value) for name, value in values.items()}
    return TEXTS[key][LANGS.index(lang)].format(**filled)


def _shortened(value: object) -> object:
    told = str(value)
    return value if "\n" in told or len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def preferred_lang() -> Lang:
    """Return the language of the user's locale (``LC_ALL``, ``LC_MESSAGES``, ``LANG``): Russian, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "ru" if value.startswith("ru") else "en"
    return "en"


TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Errors of the graph folder.
    "no-folder": (
        "there is no folder {folder}; give an existing graph folder to --graph",
        "нет папки {folder}; укажите в --graph существующую папку графа",
    ),
    "no-data": (
        "{folder} is no graph folder: it holds no data/; give the folder above data/ to --graph",
        "{folder} не папка графа: в ней нет data/; укажите в --graph папку, в которой лежит data/",
    ),
    "broken-config": (
        "{file}: this is not valid TOML: {reason}",
        "{file}: это не TOML: {reason}",
    ),
    "unknown-setting": (
        "{file}: there is no setting {key}; known: {known}",
        "{file}: настройки {key} нет; есть: {known}",
    ),
    "setting-not-text": (
        '{file}: the setting {key} must be a text: {key} = "…"',
        '{file}: значение {key} должно быть строкой: {key} = "…"',
    ),
    "bad-base": (
        "{file}: base must be an http(s) IRI that ends with / or #, and is {base}",
        "{file}: base должен быть IRI (http или https) с / или # в конце, а он {base}",
    ),
    "broken-turtle": (
        "{file}:{line}:{column}: this is not valid {form}: {reason}; `twingraph check` tells more",
        "{file}:{line}:{column}: ошибка в {form}: {reason}; подробнее скажет `twingraph check`",
    ),
    "not-one-graph": (
        "{file}: {form} may hold several graphs, and a file is loaded as one; convert it to Turtle or N-Triples",
        "{file}: в {form} бывает несколько графов, а файл загружается как один; переведите его в Turtle или N-Triples",
    ),
    "broken-query": (
        "{file}:{line}: this is not valid SPARQL: {reason}",
        "{file}:{line}: ошибка в SPARQL: {reason}",
    ),
    "rule-not-construct": (
        "{file}: a rule must be a CONSTRUCT query",
        "{file}: правило должно быть запросом CONSTRUCT",
    ),
    "unreadable": ("{file}: this file cannot be read: {reason}", "{file}: файл не читается: {reason}"),
    # Errors of formatting.
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
    # Errors of query headers.
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
    # Errors of calls.
    "unknown-query": (
        "there is no query {name}; near: {known} (`twingraph queries` lists all)",
        "нет запроса {name}; похожие: {known} (все перечислит `twingraph queries`)",
    ),
    "unknown-parameter": (
        "the query {query} has no parameter {name}; near: {known} (`twingraph queries {query}` describes them)",
        "у запроса {query} нет параметра {name}; похожие: {known} (их опишет `twingraph queries {query}`)",
    ),
    "missing-parameter": (
        "the query {query} needs {name}; for example: {name}={example}",
        "запросу {query} нужен параметр {name}; например: {name}={example}",
    ),
    "not-an-assignment": (
        "{word}: parameters are written name=value, for example place=Smolensk",
        "{word}: параметры пишутся имя=значение, например place=Смоленск",
    ),
    "twice-given": ("the parameter {name} is given twice", "параметр {name} указан дважды"),
    "value-not-allowed": (
        "{name}={value}: this parameter may be: {known}",
        "{name}={value}: допустимые значения: {known}",
    ),
    "bad-date": (
        "{name}={value}: this is no date; write 2003-09-27, 2003-09 or 2003",
        "{name}={value}: это не дата; пишите 2003-09-27, 2003-09 или 2003",
    ),
    "bad-integer": (
        "{name}={value}: this is no whole number",
        "{name}={value}: это не целое число",
    ),
    "unknown-language": (
        "there are no labels in {given}; known: {known}",
        "названий на языке {given} нет; есть: {known}",
    ),
    "unknown-name": (
        "{kind_en}: nothing in this graph is called {name}; near: {near_en}",
        "{kind_ru}: в этом графе ничто не называется {name}; похожие: {near_ru}",
    ),
    "nothing-near": ("nothing", "нет"),
    "kind-place": ("place", "место"),
    "kind-country": ("country", "страна"),
    "kind-region": ("region", "регион"),
    "kind-form": ("form of agreement", "форма соглашения"),
    "kind-purpose": ("purpose of agreement", "предназначение соглашения"),
    "kind-tie-kind": ("kind of tie", "род связи"),
    "kind-status-value": ("status", "состояние"),
    "kind-field": ("field of cooperation", "область сотрудничества"),
    "kind-document": ("document", "документ"),
    "kind-property": ("property", "свойство"),
    "kind-entity": ("thing", "объект"),
    "ambiguous-name": (
        "{name} can mean several things; give the IRI of one:\n{listing_en}",
        "{name} может значить разное; укажите IRI нужного:\n{listing_ru}",
    ),
    "bad-sparql": (
        "line {line}: this is no SPARQL query: {reason}",
        "строка {line}: это не запрос SPARQL: {reason}",
    ),
    "no-service": (
        "SERVICE would ask another computer, which twingraph does not do; load its data, or ask it itself",
        "SERVICE обратился бы к другому компьютеру, а twingraph этого не делает; загрузите данные или спросите там",
    ),
    "query-not-select": (
        "{file}: a named query must be a SELECT query",
        "{file}: именованный запрос должен быть запросом SELECT",
    ),
    "empty-query": (
        "the query is empty; give a SPARQL query, a file, or - for standard input",
        "запрос пуст; укажите запрос SPARQL, файл или - для стандартного ввода",
    ),
    "empty-text": (
        "there is nothing to find; give the words as they stand in the document",
        "искать нечего; укажите слова так, как они стоят в документе",
    ),
    "no-query-file": (
        "there is no file {file}; give a SPARQL query, a file that exists, or - for standard input",
        "нет файла {file}; укажите запрос SPARQL, существующий файл или - для стандартного ввода",
    ),
    "format-not-for-triples": (
        "triples can be written as: {known}; {format} is for tables",
        "тройки пишутся в форматах: {known}; {format} годится для таблиц",
    ),
    "format-not-for-tables": (
        "a table can be written as: {known}; {format} is for triples",
        "таблица пишется в форматах: {known}; {format} годится для троек",
    ),
    "extra-missing": (
        "this needs the package {module}; install it with: pip install 'twingraph[{extra}]'",
        "для этого нужен пакет {module}; установите: pip install 'twingraph[{extra}]'",
    ),
    "no-documents": (
        "the source documents are needed; give their folder to --documents",
        "нужны исходные документы; укажите их папку в --documents",
    ),
    "no-documents-folder": (
        "there is no folder {folder}; give the folder of the source documents to --documents",
        "нет папки {folder}; укажите в --documents папку исходных документов",
    ),
    "no-document": (
        "there is no document {name} in {folder}; there are: {known}",
        "в {folder} нет документа {name}; есть: {known}",
    ),
    "nothing-found": (
        "{document}: the text does not stand in it; copy it from the document, with its very spelling",
        "{document}: такого текста в нём нет; скопируйте его из документа буква в букву",
    ),
    "not-written": (
        "reading or writing failed: {reason}; see whether the disk is full and the file is yours",
        "ошибка чтения или записи: {reason}; проверьте, есть ли место на диске и права на файл",
    ),
    "bug": (
        "this is a bug in twingraph; please report it with the lines above",
        "это ошибка в самом twingraph; пожалуйста, сообщите о ней вместе со строками выше",
    ),
    # Answers.
    "no-rows": ("no rows", "нет строк"),
    "yes": ("yes", "да"),
    "no": ("no", "нет"),
    "derived": ("derived", "выведено"),
    "sources": ("Sources", "Источники"),
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
    # Help.
    "help-program": (
        "The knowledge graph of municipal international ties: ask it, trace its answers, check it.",
        "Граф знаний о международных связях городов: спросить, проследить ответ до источника, проверить.",
    ),
    "help-graph": (
        "graph folder (default: the one you stand in, else the one that comes with twingraph)",
        "папка графа (по умолчанию та, в которой вы находитесь, иначе та, что идёт с twingraph)",
    ),
    "help-page": (
        "how to describe the query: text, or its page of documentation in markdown",
        "как описать запрос: текстом (text) или страницей документации (markdown)",
    ),
    "help-add": (
        "an RDF file to load beside the graph, as a named graph of its own (may be given several times)",
        "файл RDF, который загрузить рядом с графом отдельным именованным графом (можно указать несколько раз)",
    ),
    "help-lang": ("language of labels and messages: en or ru", "язык названий и сообщений: en или ru"),
    "help-format": ("output format", "формат вывода"),
    "help-query-format": (
        "output format; sparql prints the query itself with its parameters filled in",
        "формат вывода; sparql печатает сам запрос с подставленными параметрами",
    ),
    "help-query": (
        "ask a named query: twingraph query twins-of place=Smolensk",
        "задать именованный запрос: twingraph query twins-of place=Смоленск",
    ),
    "help-query-name": (
        "name of the query (`twingraph queries` lists them)",
        "имя запроса (их перечислит `twingraph queries`)",
    ),
    "help-query-values": ("parameters: name=value", "параметры: имя=значение"),
    "help-queries": (
        "list the named queries, or describe one",
        "перечислить именованные запросы или описать один",
    ),
    "help-sparql": ("ask a query in SPARQL", "задать запрос на SPARQL"),
    "help-sparql-query": (
        "the query, a file that holds it, or - for standard input",
        "запрос, файл с запросом или - для стандартного ввода",
    ),
    "help-show": (
        "show all that is known of a thing, with its sources",
        "показать всё, что известно об объекте, с источниками",
    ),
    "help-show-thing": ("a name, an identifier or an IRI", "название, идентификатор или IRI"),
    "help-evidence": (
        "show the passages behind a thing, verify them, or find offsets",
        "показать места в документах, проверить их или найти смещения",
    ),
    "help-evidence-thing": (
        "the thing whose evidence is shown (default: all evidence is verified)",
        "объект, чьи свидетельства показать (по умолчанию проверяются все)",
    ),
    "help-evidence-find": (
        "print the offsets of a text in a document, and the Turtle to paste",
        "найти смещения текста в документе и напечатать готовый Turtle",
    ),
    "help-evidence-ledger": (
        "show, sentence by sentence, what was read out of each document",
        "показать по предложениям, что взято из каждого документа",
    ),
    "help-documents": ("folder of the source documents", "папка исходных документов"),
    "help-check": (
        "check syntax, vocabulary, shapes, evidence, ledger and queries",
        "проверить синтаксис, словарь, формы, свидетельства, полноту и запросы",
    ),
    "help-check-folder": ("the graph folder to check", "папка графа, которую проверить"),
    "help-check-fix": (
        "first write the Turtle files in the house form and replace deprecated terms in data",
        "сначала привести файлы Turtle к принятому виду и заменить в данных устаревшие термины",
    ),
    "help-command-format": ("write Turtle files in the house form", "привести файлы Turtle к принятому виду"),
    "help-format-files": (
        "files or folders; - is standard input (default: ontology, data and shapes of the graph folder)",
        "файлы или папки; - стандартный ввод (по умолчанию онтология, данные и формы папки графа)",
    ),
    "help-format-check": (
        "write nothing; tell which files would change, and exit with 1 if any would",
        "ничего не записывать; назвать файлы, которые изменились бы, и завершиться с кодом 1, если они есть",
    ),
    "help-format-diff": (
        "write nothing; print what would change, and exit with 1 if anything would",
        "ничего не записывать; напечатать изменения и завершиться с кодом 1, если они есть",
    ),
    "help-format-stdin": (
        "what messages call standard input",
        "как называть стандартный ввод в сообщениях",
    ),
    "format-rewritten": ("{file}: rewritten", "{file}: переписан"),
    "format-differs": ("not in the house form; should be: {becomes}", "не в принятом виде; должно быть: {becomes}"),
    "format-differs-mark": (
        "not in the house form; begins with a byte order mark",
        "не в принятом виде; начинается с метки порядка байтов",
    ),
    "format-differs-ends": (
        "not in the house form; the line should end in a line feed alone",
        "не в принятом виде; строка должна кончаться одним переводом строки (LF)",
    ),
    "format-differs-empty": (
        "not in the house form; should be an empty line",
        "не в принятом виде; должна быть пустая строка",
    ),
    "format-differs-over": (
        "not in the house form; the file should end before this line",
        "не в принятом виде; файл должен кончаться перед этой строкой",
    ),
    "format-done": (
        "files rewritten: {changed}; left as they are: {same}; with errors: {failed}",
        "переписано файлов: {changed}; оставлено как есть: {same}; с ошибками: {failed}",
    ),
    "format-would-change": (
        "files that would change: {changed}; in the house form: {same}; with errors: {failed}",
        "изменилось бы файлов: {changed}; в принятом виде: {same}; с ошибками: {failed}",
    ),
    "help-notes": (
        "tell notes one by one, not only their number",
        "перечислить замечания, а не только их число",
    ),
    "help-engine": (
        "SHACL engine: fast, or pyshacl as the reference",
        "движок SHACL: fast или эталонный pyshacl",
    ),
    "help-version": ("print the version and exit", "напечатать версию и выйти"),
    "help-help": ("show this help and exit", "показать эту справку и выйти"),
    "arguments": ("arguments", "аргументы"),
    "options": ("options", "параметры"),
    "commands": ("commands", "команды"),
    "usage": ("usage: ", "использование: "),
}
