"""The server: errors and what is told of it."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
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
    "serve-not-encoded": (
        "letters beyond ASCII must be percent-encoded in an address, as curl -G --data-urlencode does",
        "буквы не из ASCII в адресе нужно кодировать процентами, как делает curl -G --data-urlencode",
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
}
