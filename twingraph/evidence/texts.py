"""What the checks of evidence say, in English and in Russian: what is wrong, and how to mend it."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, dict[str, str]]] = {
    "document-file": {
        "en": "The file {file} is not in the folder {folder}: put it there, or mend the document's file name.",
        "ru": "Файла {file} нет в папке {folder}: положите его туда или исправьте имя файла у документа.",
    },
    "document-encoding": {
        "en": "The file {file} is not UTF-8 ({reason}): offsets can be counted only in a UTF-8 text.",
        "ru": "Файл {file} не в кодировке UTF-8 ({reason}): позиции считаются только в тексте UTF-8.",
    },
    "document-hash": {
        "en": "The file {file} is not the text that the document describes: its SHA-256 is {found}, not"
        " {stated}. Take the right file, or revise the offsets and the hash.",
        "ru": "Файл {file} — не тот текст, который описан у документа: его SHA-256 {found}, а не {stated}."
        " Возьмите верный файл или пересмотрите позиции и хеш.",
    },
    "document-length": {
        "en": "The text of {file} has {found} code points, the document says {stated}: count again.",
        "ru": "В тексте {file} {found} кодовых позиций, у документа указано {stated}: пересчитайте.",
    },
    "evidence-incomplete": {
        "en": "The evidence lacks {lacking}, so that nothing can be verified: state it, once.",
        "ru": "В свидетельстве не указано: {lacking}; проверить нельзя. Укажите, один раз.",
    },
    "evidence-elsewhere": {
        "en": "The evidence stands in the graph {graph}, which is not what {stated} says: put it into that"
        " document's file, or name the right document.",
        "ru": "Свидетельство стоит в графе {graph}, а это не то, что говорит {stated}: перенесите его в файл"
        " этого документа или назовите верный документ.",
    },
    "evidence-unstated": {
        "en": "The evidence supports a statement that the document's file does not make ({property}"
        " {value}): make the statement, or mend the evidence.",
        "ru": "Свидетельство подтверждает утверждение, которого нет в файле документа ({property} {value}):"
        " добавьте утверждение или исправьте свидетельство.",
    },
    "evidence-missing": {
        "en": "The document is made to say {property} {value}, but no evidence shows where: add it in the"
        " same file (twingraph evidence --find gives the offsets), or drop the statement.",
        "ru": "Документу приписано {property} {value}, но не показано, где это сказано: добавьте"
        " свидетельство в тот же файл (позиции даст twingraph evidence --find) или уберите утверждение.",
    },
    "evidence-span": {
        "en": "The span {start}–{end} does not lie within the text of {length} code points: count the"
        " offsets again (twingraph evidence --find).",
        "ru": "Отрезок {start}–{end} не лежит в тексте из {length} кодовых позиций: посчитайте позиции"
        " заново (twingraph evidence --find).",
    },
    "evidence-long": {
        "en": "The span of {length} code points is too long for this kind of value (at most {most}): point"
        " at the words that say it.",
        "ru": "Отрезок в {length} кодовых позиций слишком длинен для значения такого рода (не более {most}):"
        " укажите сами слова, которые это говорят.",
    },
    "evidence-boundary": {
        "en": "The span «{quoted}» begins or ends inside a word or with a space: the offsets are shifted.",
        "ru": "Отрезок «{quoted}» начинается или кончается внутри слова или пробелом: позиции сдвинуты.",
    },
    "evidence-name": {
        "en": "No name of {value} stands in «{quoted}» (known: {names}): mend the span or the value, or add"
        " this spelling as a skos:hiddenLabel.",
        "ru": "В «{quoted}» нет ни одного имени {value} (известны: {names}): исправьте отрезок или значение"
        " либо добавьте это написание как skos:hiddenLabel.",
    },
    "evidence-covered": {
        "en": "«{quoted}» names {other} ({name}), not {value}: mend the value, or point at the words that"
        " name {value} itself.",
        "ru": "«{quoted}» называет {other} ({name}), а не {value}: исправьте значение или укажите слова,"
        " которые называют само {value}.",
    },
    "evidence-date": {
        "en": "The date {value} does not stand in «{quoted}», at just this precision: mend the span or the date.",
        "ru": "Даты {value} именно с такой точностью нет в «{quoted}»: исправьте отрезок или дату.",
    },
    "evidence-number": {
        "en": "The number {value} does not stand in «{quoted}»: mend the span or the number.",
        "ru": "Числа {value} нет в «{quoted}»: исправьте отрезок или число.",
    },
    "evidence-text": {
        "en": "The text “{value}” does not stand in «{quoted}»: mend the span, or give the words of the document.",
        "ru": "Текста «{value}» нет в «{quoted}»: исправьте отрезок или приведите слова документа.",
    },
    "evidence-form": {
        "en": "{value} is not of a form that the rule “{evidence_rule}” can look for in a text: write a date"
        " as date, month or year, a number as integer, decimal or duration.",
        "ru": "{value} не имеет вида, который правило «{evidence_rule}» может искать в тексте: дата пишется"
        " как день, месяц или год, число — как целое, дробное или продолжительность.",
    },
    "evidence-rule": {
        "en": "The ontology gives {property} the evidence rule “{evidence_rule}”, which is none of {known}.",
        "ru": "Онтология даёт свойству {property} правило свидетельства «{evidence_rule}», а известны только {known}.",
    },
    "evidence-wording": {
        "en": "The wording “{wording}” does not stand in «{quoted}»: quote the words of the span.",
        "ru": "Выражения «{wording}» нет в «{quoted}»: приведите слова самого отрезка.",
    },
    "ledger-incomplete": {
        "en": "The omission lacks {lacking}: state it, once.",
        "ru": "У пропуска не указано: {lacking}. Укажите, один раз.",
    },
    "ledger-elsewhere": {
        "en": "The omission stands in the graph {graph}, which is not what {stated} says: put it into that"
        " document's file, or name the right document.",
        "ru": "Пропуск стоит в графе {graph}, а это не то, что говорит {stated}: перенесите его в файл этого"
        " документа или назовите верный документ.",
    },
    "ledger-span": {
        "en": "The span {start}–{end} does not lie within the text of {length} code points: count the offsets again.",
        "ru": "Отрезок {start}–{end} не лежит в тексте из {length} кодовых позиций: посчитайте позиции заново.",
    },
    "ledger-overlap": {
        "en": "Nothing is said to be taken from {start}–{end}, yet {other} points there"
        " ({other_start}–{other_end}): shorten the omission.",
        "ru": "Сказано, что из {start}–{end} ничего не взято, но туда указывает {other}"
        " ({other_start}–{other_end}): сократите пропуск.",
    },
    "ledger-gap": {
        "en": "Nothing is said about the sentence «{quoted}»: take evidence from it, or state why nothing is taken.",
        "ru": "О предложении «{quoted}» ничего не сказано: возьмите из него свидетельство или укажите,"
        " почему ничего не взято.",
    },
}
