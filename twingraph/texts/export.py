"""Export: errors, warnings and what is told of it."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
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
    "export-mount": (
        "a file system begins at {folder}, so no new folder can take its place; give one within it to -o, as {below}",
        "{folder} — точка монтирования, заменить её новой папкой нельзя; укажите в -o папку внутри неё, скажем {below}",
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
}
