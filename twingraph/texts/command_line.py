"""Help of the command line."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
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
    "export-no-site": (
        "[publish] of twingraph.toml does not set site: the site gets no sitemap and no canonical addresses",
        "в [publish] файла twingraph.toml не задано site: у сайта нет карты сайта и канонических адресов",
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
