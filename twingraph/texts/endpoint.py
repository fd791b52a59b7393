"""Errors of the server's SPARQL endpoint."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
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
}
