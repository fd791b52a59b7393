"""What is wrong with the syntax of a statement, and how to mend it, in English and in Russian.

The kinds are those of :class:`twingraph.turtle.lenient.Wrong`; each text completes the message of the rule ``syntax``.
"""

from __future__ import annotations

from typing import Final

#: By kind: English, Russian. Braces are filled with the values of the fault.
WRONG: Final[dict[str, tuple[str, str]]] = {
    "refused": (
        "{reason}. Look at this place and at the end of the statement before it.",
        "{reason}. Посмотрите на это место и на конец утверждения перед ним.",
    ),
    # Ends of statements and what stands between their parts.
    "no-dot": (
        "The statement does not end: put a dot after this.",
        "Утверждение не закончено: поставьте после этого точку.",
    ),
    "no-dot-directive": (
        "A line that begins with @ ends with a dot: put one after this.",
        "Строка, которая начинается с @, кончается точкой: поставьте её после этого.",
    ),
    "no-semicolon": (
        "A semicolon is missing after this, before the next property.",
        "После этого, перед следующим свойством, не хватает точки с запятой.",
    ),
    "no-comma": (
        (
            "A comma is missing after this, before the next value of the same property (or a semicolon, if a property"
            " follows)."
        ),
        (
            "После этого, перед следующим значением того же свойства, не хватает запятой (или точки с запятой,"
            " если дальше"
            " свойство)."
        ),
    ),
    "semicolon-for-dot": (
        "After this semicolon a new statement begins: put a dot instead of it.",
        "После этой точки с запятой начинается новое утверждение: поставьте вместо неё точку.",
    ),
    "dot-for-semicolon": (
        "The statement before this ended with a dot, and here it goes on: put a semicolon instead of that dot.",
        (
            "Утверждение перед этим закончилось точкой, а здесь оно продолжается: поставьте вместо той точки точку с"
            " запятой."
        ),
    ),
    "no-value": (
        "A property without a value: write the value before this, or remove the property.",
        "Свойство без значения: напишите значение перед этим знаком или уберите свойство.",
    ),
    "no-value-comma": (
        "No value follows the comma before this: write one, or remove the comma.",
        "После запятой перед этим знаком нет значения: напишите его или уберите запятую.",
    ),
    "no-predicate": (
        "Nothing is said of the subject: write a property and a value before this.",
        "О подлежащем ничего не сказано: напишите перед этим свойство и значение.",
    ),
    "stray": (
        "“{mark}” has nothing to end or to join here: remove it.",
        "Знак «{mark}» здесь ничего не заканчивает и не соединяет: уберите его.",
    ),
    "list-comma": (
        "Members of a list in round brackets are separated by spaces: remove the comma.",
        "Члены списка в круглых скобках разделяются пробелами: уберите запятую.",
    ),
    "sign": (
        "A “{sign}” on its own is no number: write the number right after it, or remove it.",
        "Одинокий знак «{sign}» – не число: напишите число сразу за ним или уберите его.",
    ),
    "unexpected": (
        "“{word}” cannot stand here: a language or a datatype follows right after a text in quotation marks.",
        "«{word}» не может стоять здесь: язык или тип следует сразу за текстом в кавычках.",
    ),
    # Brackets.
    "open": (
        "This “{mark}” is not closed: put a “{closing}” where it ends.",
        "Эта скобка «{mark}» не закрыта: поставьте «{closing}» там, где она кончается.",
    ),
    "unopened": (
        "This “{mark}” closes nothing: remove it, or put the “{opening}” where it begins.",
        "Эта скобка «{mark}» ничего не закрывает: уберите её или поставьте «{opening}» там, где она начинается.",
    ),
    "brace": (
        "Turtle has no braces: remove “{char}” (graphs in braces are TriG).",
        "В Turtle нет фигурных скобок: уберите «{char}» (графы в фигурных скобках – это TriG).",
    ),
    "bracket-predicate": (
        (
            "A property must be a name or an IRI and cannot be in brackets; perhaps a semicolon or a property"
            " is missing"
            " before this."
        ),
        (
            "Свойство – это имя или IRI, в скобках его не бывает; возможно, перед этим не хватает точки с запятой или"
            " свойства."
        ),
    ),
    # Texts.
    "string-open": (
        "The text is not closed: put {mark} at its end. A text of several lines stands between three quotation marks.",
        "Текст не закрыт: поставьте {mark} в его конце. Текст из нескольких строк пишется в тройных кавычках.",
    ),
    "long-string-open": (
        "The text is not closed: put {mark} at its end.",
        "Текст не закрыт: поставьте {mark} в его конце.",
    ),
    "quote": (
        (
            'The text ends at this quotation mark, and yet it goes on: write \\" for a quotation mark within a text, or'
            " close the text that began before."
        ),
        (
            'Текст кончается на этой кавычке, а за ней ещё что-то есть: кавычка внутри текста пишется \\", или'
            " не закрыт"
            " текст, начатый раньше."
        ),
    ),
    "typographic": (
        'Texts stand in straight quotation marks: write " instead of {char}.',
        'Тексты пишутся в прямых кавычках: поставьте " вместо {char}.',
    ),
    "escape": (
        'There is no escape {escape}: write \\\\ for a backslash; \\t \\n \\r \\" \\u0000 are escapes.',
        'Последовательности {escape} нет: обратная косая черта пишется \\\\; есть \\t \\n \\r \\" \\u0000.',
    ),
    "language": (
        "“{word}” is no language tag: write one such as @en, @ru or @en-GB right after the text.",
        "«{word}» – не обозначение языка: напишите сразу за текстом @en, @ru или, например, @en-GB.",
    ),
    "language-underscore": (
        "A language tag has a hyphen and no underscore: write {better} instead of {word}.",
        "В обозначении языка пишется дефис, а не подчёркивание: {better} вместо {word}.",
    ),
    "caret": (
        "Two carets stand before a datatype: write ^^.",
        "Перед типом ставятся два знака ^: напишите ^^.",
    ),
    "no-datatype": (
        "After ^^ the datatype is missing: write for example xsd:date.",
        "После ^^ нет типа: напишите, например, xsd:date.",
    ),
    "too-long": (
        (
            "This text is {size} MB long, and no more than {limit} MB can be read: keep it in a file of its"
            " own, and state"
            " where that is."
        ),
        (
            "Длина этого текста – {size} МБ, а прочесть можно не больше {limit} МБ: храните его отдельным"
            " файлом и укажите,"
            " где он."
        ),
    ),
    # Names and IRIs.
    "prefix": (
        "The prefix {prefix}: is not declared: add its @prefix line at the head of the file. It is told once a file.",
        "Префикс {prefix}: не объявлен: добавьте строку @prefix в начало файла. О каждом префиксе сказано один раз.",
    ),
    "prefix-near": (
        "The prefix {prefix}: is not declared. Did you mean {near}:? It is told once a file.",
        "Префикс {prefix}: не объявлен. Может быть, {near}:? О каждом префиксе сказано один раз.",
    ),
    "prefix-known": (
        (
            "The prefix {prefix}: is not declared: add “@prefix {prefix}: <{iri}> .” at the head of the file."
            " It is told"
            " once a file."
        ),
        (
            "Префикс {prefix}: не объявлен: добавьте в начало файла «@prefix {prefix}: <{iri}> .» О каждом"
            " префиксе сказано"
            " один раз."
        ),
    ),
    "prefix-later": (
        "The prefix {prefix}: is declared only in line {line}: move its declaration before its first use.",
        "Префикс {prefix}: объявлен только в строке {line}: перенесите объявление выше, до первого употребления.",
    ),
    "prefix-colon": (
        "A prefix is declared with a colon: write {name}: here.",
        "Префикс объявляется с двоеточием: напишите здесь {name}:",
    ),
    "directive-end": (
        "After the IRI of a line that begins with @ comes a dot, and nothing else: remove this.",
        "После IRI в строке, которая начинается с @, идёт только точка: уберите это.",
    ),
    "prefix-dot": (
        "PREFIX and BASE without @ have no dot at their end: remove it.",
        "После PREFIX и BASE без @ точка не ставится: уберите её.",
    ),
    "directive": (
        (
            "A line that begins with @ or PREFIX declares a prefix or the base: @prefix name: <https://…> . or"
            " @base <https://…> ."
        ),
        "Строка с @ или PREFIX в начале объявляет префикс или базу: @prefix имя: <https://…> . или @base <https://…> .",
    ),
    "iri-space": (
        "An IRI has no spaces: write %20 for one, or remove it. (A “<” that begins no IRI has no place here.)",
        "В IRI не бывает пробелов: напишите %20 или уберите пробел. («<» без IRI здесь не ставится.)",
    ),
    "iri-character": (
        "An IRI cannot have the character {char}: write it in percent form, or remove it.",
        "В IRI не может быть знака {char}: запишите его через процент или уберите.",
    ),
    "iri-escape": (
        "An IRI has no backslash but for \\u0000 escapes: write / or %5C.",
        "В IRI обратная косая черта бывает только в записи \\u0000: напишите / или %5C.",
    ),
    "iri-open": (
        "The IRI is not closed: put a “>” at its end.",
        "IRI не закрыт: поставьте «>» в его конце.",
    ),
    "blank": (
        "“{word}” is no label of a blank node: after _: come letters and digits.",
        "«{word}» – не имя пустого узла: после _: идут буквы и цифры.",
    ),
    "bare-word": (
        (
            "“{word}” is no name: write a name with its prefix (prefix:{word}), an IRI between < and >, or a text in"
            " quotation marks."
        ),
        "«{word}» – не имя: напишите имя с префиксом (prefix:{word}), IRI между < и > или текст в кавычках.",
    ),
    "bare-text": (
        'A text stands in quotation marks: "{word}".',
        'Текст пишется в кавычках: "{word}".',
    ),
    # Values.
    "boolean": (
        "Truth values are written in small letters: true or false.",
        "Логические значения пишутся строчными буквами: true или false.",
    ),
    "number": (
        "“{word}” is no number: put it in quotation marks if it is a text, or correct it.",
        "«{word}» – не число: если это текст, поставьте его в кавычки, иначе исправьте.",
    ),
    "date": (
        'A date stands in quotation marks, with its datatype: "{word}"^^{type}.',
        'Дата пишется в кавычках и с типом: "{word}"^^{type}.',
    ),
    "literal-subject": (
        "A text, number or truth value cannot be what a statement is about: write a name or an IRI.",
        "Текст, число или логическое значение не может быть подлежащим: напишите имя или IRI.",
    ),
    "literal-predicate": (
        (
            "A text, number or truth value cannot be a property: write a name or an IRI; perhaps a comma is"
            " missing before"
            " this."
        ),
        (
            "Текст, число или логическое значение не может быть свойством: напишите имя или IRI; возможно,"
            " перед этим не"
            " хватает запятой."
        ),
    ),
    "blank-predicate": (
        "A blank node cannot be a property: write a name or an IRI.",
        "Пустой узел не может быть свойством: напишите имя или IRI.",
    ),
    "invisible": (
        "An invisible character ({char}) stands here: put a plain space in its place, or remove it.",
        "Здесь стоит невидимый знак ({char}): замените его обычным пробелом или уберите.",
    ),
    "character": (
        "The character {char} has no meaning here: remove it, or put what it belongs to in quotation marks.",
        "Знак {char} здесь ничего не значит: уберите его или поставьте то, к чему он относится, в кавычки.",
    ),
}

#: Why a file is no file that could be read.
SPECIAL: Final = {
    "en": "it is a pipe, a device or a socket, and no file",
    "ru": "это канал, устройство или сокет, а не файл",
}
GUESS: Final = {
    "en": " It is probably in {guess}.",
    "ru": " Похоже, это {guess}.",
}
"""What the encoding of a file probably is."""


def wrong_text(kind: str, values: dict[str, object]) -> dict[str, str]:
    """Return what is wrong and how to mend it, by language."""
    return {lang: text.format(**values) for lang, text in zip(("en", "ru"), WRONG[kind], strict=True)}
