"""What the checks say, in English and in Russian: what is wrong, why, and how to mend it.

A SHACL shape brings its own message (``sh:message``); here stand those of all other rules. Braces are filled
in by :func:`message`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.near import near

if TYPE_CHECKING:
    from collections.abc import Collection

TEXTS: Final[dict[str, dict[str, str]]] = {
    "syntax": {
        "en": "This is not valid Turtle. {reason}",
        "ru": "Это не Turtle. {reason}",
    },
    "encoding": {
        "en": "The file is not in UTF-8 (byte {byte}).{near} Save it in UTF-8.",
        "ru": "Файл не в кодировке UTF-8 (байт {byte}).{near} Сохраните его в UTF-8.",
    },
    "byte-order-mark": {
        "en": "The file begins with a byte order mark, which readers of Turtle and SPARQL refuse. Save it as UTF-8"
        " without one.",
        "ru": "Файл начинается с метки порядка байтов, которую читатели Turtle и SPARQL не принимают."
        " Сохраните его в UTF-8 без неё.",
    },
    "unreadable": {
        "en": "The file cannot be read: {reason}.",
        "ru": "Файл не читается: {reason}.",
    },
    "not-read": {
        "en": "This file is not read: only files that end in {ending} are, and the ending is written so. Rename it, or"
        " convert it if its format is another.",
        "ru": "Этот файл не читается: читаются только файлы с окончанием {ending}, записанным именно так. Переименуйте"
        " его или переведите из другого формата.",
    },
    "no-data": {
        "en": "There is no Turtle file (*.ttl) in this folder: the graph has no data, and nothing was checked.",
        "ru": "В этой папке нет ни одного файла Turtle (*.ttl): в графе нет данных, и проверять было нечего.",
    },
    "no-ontology": {
        "en": "There is no Turtle file (*.ttl) in this folder: no term is defined. Remove the folder, and the graph"
        " borrows the ontology of the package.",
        "ru": "В этой папке нет ни одного файла Turtle (*.ttl): ни один термин не определён. Удалите папку, и граф"
        " возьмёт онтологию пакета.",
    },
    "no-shapes": {
        "en": "There is no Turtle file (*.ttl) in this folder: nothing was checked by SHACL. Remove the folder, and the"
        " graph borrows the shapes of the package.",
        "ru": "В этой папке нет ни одного файла Turtle (*.ttl): проверки SHACL не было. Удалите папку, и граф возьмёт"
        " формы пакета.",
    },
    "rule": {
        "en": "This rule cannot be run: {reason}. Until it is mended no facts are derived, and what depends on them is"
        " not checked.",
        "ru": "Это правило не выполняется: {reason}. Пока оно не исправлено, факты не выводятся, и то, что от них"
        " зависит, не проверяется.",
    },
    "rule-form": {
        "en": "A rule must be a CONSTRUCT query. Until it is mended no facts are derived, and what depends on them is"
        " not checked.",
        "ru": "Правило должно быть запросом CONSTRUCT. Пока оно не исправлено, факты не выводятся, и то, что от них"
        " зависит, не проверяется.",
    },
    "parameter-block": {
        "en": "The parameter {name} has no block VALUES ?{name} {{ … }}: without one a call cannot set it.",
        "ru": "У параметра {name} нет блока VALUES ?{name} {{ … }}: без него вызов не может его задать.",
    },
    "parameter-scope": {
        "en": "A condition in this group uses ?{name}, which is not bound here: SPARQL evaluates nested groups on their"
        " own. Repeat the block VALUES ?{name} {{ … }} inside this group.",
        "ru": "Условие в этой группе использует ?{name}, но здесь эта переменная не связана: вложенные группы SPARQL"
        " вычисляет отдельно. Повторите блок VALUES ?{name} {{ … }} внутри группы.",
    },
    "query": {
        "en": "The query is not valid: {reason}",
        "ru": "Запрос написан неверно: {reason}",
    },
    "query-select": {
        "en": "A named query must be a SELECT query: its answer is a table.",
        "ru": "Именованный запрос должен быть запросом SELECT: его ответ — таблица.",
    },
    "header-column": {
        "en": "The query selects ?{name}, which the header does not describe.{near} Describe it under columns.",
        "ru": "Запрос выбирает ?{name}, а заголовок этого столбца не описывает.{near} Опишите его в columns.",
    },
    "column-select": {
        "en": "The header describes the column {name}, which the query does not select.{near}",
        "ru": "Заголовок описывает столбец {name}, а запрос его не выбирает.{near}",
    },
    "tag-near": {
        "en": "No other query has the tag {name}.{near}",
        "ru": "Метки {name} нет ни у одного другого запроса.{near}",
    },
    "example-value": {
        "en": "The example cannot be called with this value of {name}: {reason}.",
        "ru": "Пример нельзя вызвать с таким значением {name}: {reason}.",
    },
    "example-empty": {
        "en": "The example has no answer: take values for which the graph knows one.",
        "ru": "У примера нет ответа: возьмите значения, для которых он в графе есть.",
    },
    "query-golden": {
        "en": "The query has no golden answers: write down in {file} what it must answer on a small invented graph.",
        "ru": "У запроса нет эталонных ответов: запишите в {file}, что он должен ответить на маленьком"
        " вымышленном графе.",
    },
    "golden-query": {
        "en": "There are golden answers for a query {name}, and no such query.{near}",
        "ru": "Есть эталонные ответы запроса {name}, а такого запроса нет.{near}",
    },
    "unknown-class": {
        "en": "There is no class {term}.{near} Use a class that the ontology defines, or define it there.",
        "ru": "Нет класса {term}.{near} Возьмите класс, определённый в онтологии, или определите его там.",
    },
    "unknown-property": {
        "en": "There is no property {term}.{near} Use a property that the ontology defines, or define it there.",
        "ru": "Нет свойства {term}.{near} Возьмите свойство, определённое в онтологии, или определите его там.",
    },
    "unknown-concept": {
        "en": "There is no concept {term} in the vocabulary.{near} Use one that ontology/vocabularies"
        " defines, or add"
        " it there.",
        "ru": "В словаре нет понятия {term}.{near} Возьмите понятие из ontology/vocabularies или добавьте его туда.",
    },
    "unknown-term": {
        "en": "The ontology does not define {term}.{near} Correct the name, or define the term.",
        "ru": "Онтология не определяет {term}.{near} Исправьте имя или определите этот термин.",
    },
    "unknown-thing": {
        "en": "The graph describes no {term}.{near} Nothing is found by it.",
        "ru": "Граф не описывает {term}.{near} По этому адресу ничего не найти.",
    },
    "undeclared-class": {
        "en": "Declare {term} as an owl:Class: OWL 2 DL wants every class declared, a foreign one too.",
        "ru": "Объявите {term} как owl:Class: в OWL 2 DL объявляют каждый класс, в том числе чужой.",
    },
    "undeclared-property": {
        "en": "Declare {term} as an object, datatype or annotation property: OWL 2 DL wants every"
        " property declared, a foreign one too.",
        "ru": "Объявите {term} объектным свойством, свойством-значением или аннотацией: в OWL 2 DL"
        " объявляют каждое свойство, в том числе чужое.",
    },
    "contradiction": {
        "en": "The statements contradict each other: {told}",
        "ru": "Утверждения противоречат друг другу: {told}",
    },
    "contradictions": {
        "en": "The reasoner finds {count} contradictions more; they are told when these are mended.",
        "ru": "Противоречий есть ещё {count}; они будут названы, когда исправлены эти.",
    },
    "unsatisfiable": {
        "en": "Nothing can be of this class or have this property: {told}",
        "ru": "Ничто не может быть этого класса или иметь это свойство: {told}",
    },
    "iri-removed": {
        "en": "{term} is gone; it stood in {file}, line {line}, at {revision}. What others point at"
        " must last: put it back, marked owl:deprecated true, with dcterms:isReplacedBy if"
        " something takes its place.",
        "ru": "{term} исчез; он стоял в {file}, строка {line}, в {revision}. То, на что ссылаются"
        " другие, должно оставаться: верните его с пометкой owl:deprecated true и с"
        " dcterms:isReplacedBy, если его что-то заменяет.",
    },
    "unknown-shacl": {
        "en": "SHACL has no term {term}.{near} Engines pass over what they do not know, so nothing would be checked by"
        " it.",
        "ru": "В SHACL нет термина {term}.{near} Проверяющие программы пропускают неизвестное, и проверки не было бы.",
    },
    "deprecated-term": {
        "en": "{term} is deprecated.{instead}",
        "ru": "Термин {term} устарел.{instead}",
    },
    "deprecated-one": {
        "en": " Use {term}; twingraph check --fix puts it there.",
        "ru": " Берите {term}; его подставит twingraph check --fix.",
    },
    "deprecated-several": {
        "en": " Use one of these, whichever fits: {terms}.",
        "ru": " Возьмите подходящий из этих: {terms}.",
    },
    "deprecated-none": {
        "en": " See its definition in the ontology for what to write instead.",
        "ru": " Что писать вместо него, говорит его определение в онтологии.",
    },
    "near": {
        "en": " Did you mean {near}?",
        "ru": " Может быть, {near}?",
    },
    "shape": {
        "en": "{shape}: {component} is not met. The shape has no message of its own: give it an sh:message.",
        "ru": "{shape}: не выполнено {component}. У формы нет своего сообщения: дайте ей sh:message.",
    },
    "shapes": {
        "en": "The shapes cannot be used: {reason}. Nothing was checked by SHACL.",
        "ru": "Формами нельзя воспользоваться: {reason}. Проверки SHACL не было.",
    },
    "constraint-syntax": {
        "en": "The SPARQL constraint of {shape} is not a valid SELECT query: {reason}",
        "ru": "Ограничение SPARQL формы {shape} не является правильным запросом SELECT: {reason}",
    },
    "constraint-target": {
        "en": "The SPARQL constraint of {shape} has no target: give the shape an sh:targetClass.",
        "ru": "У ограничения SPARQL формы {shape} нет цели: дайте форме sh:targetClass.",
    },
    "constraint-path": {
        "en": "The SPARQL constraint of {shape} uses $PATH, but the shape has no sh:path that can be"
        " written in SPARQL."
        " Name the property in the query instead.",
        "ru": "Ограничение SPARQL формы {shape} использует $PATH, но у формы нет sh:path, который можно"
        " записать в"
        " SPARQL. Назовите свойство в самом запросе.",
    },
    "constraint-this": {
        "en": "The SPARQL constraint of {shape} uses $this in a nested group or subquery (line {line} of"
        " the query)"
        " that does not bind it before by a triple of its own; all targets are asked about at once, so it"
        " would be"
        " unbound there. Begin that group with a triple that has $this, or move the condition outwards.",
        "ru": "Ограничение SPARQL формы {shape} использует $this во вложенной группе или подзапросе (строка"
        " {line}"
        " запроса), где он не связан перед тем собственной тройкой; обо всех узлах спрашивается сразу,"
        " поэтому там"
        " он был бы не связан. Начните группу с тройки, в которой есть $this, или вынесите условие наружу.",
    },
    "constraint-select": {
        "en": "The SPARQL constraint of {shape} does not select $this (or a subquery that uses $this does"
        " not). Add"
        " $this to the SELECT clause.",
        "ru": "Ограничение SPARQL формы {shape} не выбирает $this (или этого не делает подзапрос с $this)."
        " Добавьте"
        " $this в SELECT.",
    },
    "constraint-group": {
        "en": "The SPARQL constraint of {shape} counts or aggregates without GROUP BY $this; all targets"
        " are asked"
        " about at once, so they would be mixed. Add $this to GROUP BY.",
        "ru": "Ограничение SPARQL формы {shape} считает без GROUP BY $this; обо всех узлах спрашивается"
        " сразу, и они"
        " смешались бы. Добавьте $this в GROUP BY.",
    },
    "constraint-refused": {
        "en": "The SPARQL constraint of {shape} uses {word}, which SHACL forbids in a constraint or which"
        " would mix"
        " the targets, since all are asked about at once. Write it without.",
        "ru": "Ограничение SPARQL формы {shape} использует {word}: SHACL это запрещает, или же узлы"
        " смешались бы,"
        " поскольку обо всех спрашивается сразу. Обойдитесь без этого.",
    },
    "check-form": {
        "en": "A graph check must be a SELECT query.",
        "ru": "Проверка графа должна быть запросом SELECT.",
    },
    "check-focus": {
        "en": "The query does not select ?focus, the thing that a finding is about. Add it to the SELECT clause.",
        "ru": "Запрос не выбирает ?focus — то, о чём находка. Добавьте ?focus в SELECT.",
    },
    "check-hole": {
        "en": "The message has {hole} in braces, which the query does not select.{near} Select ?{hole}, or correct the"
        " name.",
        "ru": "В сообщении есть {hole} в скобках, а запрос такой переменной не выбирает.{near} Выберите ?{hole} или"
        " исправьте имя.",
    },
    "check-name": {
        "en": "There is another rule called {name}. Rename the file: its name is what findings call the check.",
        "ru": "Правило {name} уже есть. Переименуйте файл: его именем находки называют проверку.",
    },
    "check-service": {
        "en": "SERVICE would ask another computer, which a check does not do. Load its data beside the graph instead.",
        "ru": "SERVICE обратился бы к другому компьютеру, а проверка этого не делает. Загрузите его данные вместе с"
        " графом.",
    },
    "check-time-limit": {
        "en": "This check was not finished within {seconds} seconds and was stopped; what it would have found is not"
        " told. Begin the query with its most selective pattern, or raise the limit: timeout in [check] of"
        " twingraph.toml.",
        "ru": "Проверка не закончилась за {seconds} с и была остановлена; её находок нет. Начните запрос с самого"
        " избирательного шаблона или увеличьте предел: timeout в [check] файла twingraph.toml.",
    },
    "check-failed": {
        "en": "This check could not be finished: {reason}. What it would have found is not told.",
        "ru": "Проверку не удалось закончить: {reason}. Её находок нет.",
    },
    "no-engine": {
        "en": "The engine {engine} is not installed: pip install 'twingraph[{engine}]'.",
        "ru": "Не установлен {engine}: pip install 'twingraph[{engine}]'.",
    },
}


def message(rule: str, **values: object) -> dict[str, str]:
    """Return the message of a rule in every language, its braces filled in.

    A value that is itself a message (a mapping by language) is filled in by language.
    """
    return {
        lang: text.format(**{name: value[lang] if isinstance(value, dict) else value for name, value in values.items()})
        for lang, text in TEXTS[rule].items()
    }


def did_you_mean(word: str, known: Collection[str], *, alike: float = 0.6) -> dict[str, str]:
    """Return the question whether a known word was meant, to be filled into a message; empty if none is near."""
    found = near(word, known, 1, alike=alike)
    return message("near", near=found[0]) if found else {"en": "", "ru": ""}
