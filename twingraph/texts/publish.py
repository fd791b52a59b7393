"""Publishing: errors and what is told of it."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
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
}
