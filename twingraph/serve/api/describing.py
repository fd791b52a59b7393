"""The API, described: ``/openapi.json`` (OpenAPI 3.1) and the catalogue of queries, made of the queries' headers."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from werkzeug.wrappers import Response

from twingraph.queries.header import LANG
from twingraph.serve.api import schemas
from twingraph.serve.api.asking import FORMS, only
from twingraph.serve.negotiation import language, preferred_form, root, vary
from twingraph.serve.problem_texts import KINDS
from twingraph.serve.problems import MEDIA
from twingraph.texts import LANGS
from twingraph.version import __version__

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from twingraph.queries.header import NamedQuery, Parameter
    from twingraph.serve.opened import Opened
    from twingraph.texts import Lang

_OPENAPI: Final = "application/openapi+json"
_YAML: Final = "application/openapi+yaml"
_SAID: Final[dict[str, tuple[str, str]]] = {
    "title": ("the named queries", "именованные запросы"),
    "about": (
        (
            "Each operation asks one named query of the graph. Names are understood in any language and spelling; one"
            " that several things have is answered with the candidates, never with a guess. The form of the answer is"
            " that of `Accept`, or of the suffix of the address."
        ),
        (
            "Каждая операция задаёт графу один именованный запрос. Названия понимаются на любом языке и в любом"
            " написании; если так называется несколько вещей, ответ перечисляет их, догадок не делается. Вид ответа"
            " определяет `Accept` или окончание адреса."
        ),
    ),
    "as-form": ("in the form that the suffix names", "в виде, который называет окончание адреса"),
    "form": ("The form of the answer.", "Вид ответа."),
    "lang": (
        "The language of labels and of what goes wrong; without it, that of `Accept-Language`.",
        "Язык подписей и сообщений; без него — язык из `Accept-Language`.",
    ),
    "answer": ("The answer, complete.", "Ответ целиком."),
    "page": (
        "Who asks for HTML is led to the page of the query.",
        "Кто просит HTML, попадёт на страницу запроса.",
    ),
    "catalogue": ("The named queries, listed", "Перечень именованных запросов"),
    "catalogue-about": (
        "Each query with its question, parameters, columns and an example, in both languages.",
        "Каждый запрос с вопросом, параметрами, столбцами и примером, на двух языках.",
    ),
}
_ERRORS: Final = {
    400: ("unknown-parameter", "repeated-parameter", "missing-parameter", "bad-value"),
    404: ("unknown-name",),
    406: ("not-acceptable",),
    409: ("ambiguous-name",),
}


def _say(key: str, lang: Lang) -> str:
    return _SAID[key][LANGS.index(lang)]


class Describing:
    """Describes the API.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.kg = opened.kg
        self._written = lru_cache(maxsize=8)(self._write)
        self._types: dict[Lang, dict[str, Any]] = {}

    def openapi(self, request: Request, /) -> Response:
        """Answer ``/openapi.json`` and ``/openapi.yaml``, in the language asked for."""
        only(request, [LANG])
        lang = language(request)
        as_yaml = request.path.endswith(".yaml")
        content = self._written(lang, root(request), as_yaml)
        response = Response(content, content_type=_YAML if as_yaml else _OPENAPI)
        response.headers["Content-Language"] = lang
        if LANG not in request.args:
            vary(response, "Accept-Language")
        return response

    def _write(self, lang: Lang, at: str, as_yaml: bool) -> bytes:  # noqa: FBT001 - a key of what is kept
        document = self.document(lang, at)
        if not as_yaml:
            return _json(document)
        import yaml  # noqa: PLC0415 - few ask for it

        dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        text: str = yaml.dump(document, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120)
        return text.encode()

    def catalogue(self, request: Request, /) -> Response:
        """Answer ``/queries.json`` and ``/query``: what can be asked."""
        only(request, ())
        json_named = request.path.endswith(".json")
        if not json_named and preferred_form(request, ("application/json", "text/html")) == "text/html":
            folder = "ru/" if language(request) == "ru" else ""
            response = Response("queries\n", 303, content_type="text/plain; charset=utf-8")
            response.headers["Location"] = f"{root(request)}{folder}queries/"
        else:
            listed = {"queries": [self._listed(query, root(request)) for query in self._queries]}
            response = Response(_json(listed), content_type="application/json")
        if not json_named:
            vary(response, "Accept", "Accept-Language")
        return response

    @cached_property
    def _queries(self) -> list[NamedQuery]:
        return list(self.kg.queries.values())

    def _listed(self, query: NamedQuery, at: str) -> dict[str, Any]:
        asked = urlencode(query.example)
        return {
            "name": query.name,
            "url": f"{at}query/{quote(query.name)}",
            "page": f"{at}queries/{quote(query.name)}/",
            "question": {lang: query.question[lang].strip() for lang in LANGS},
            "read": {lang: " ".join(query.read[lang].split()) for lang in LANGS},
            "tags": list(query.tags),
            "parameters": [
                {
                    "name": each.name,
                    "type": each.type,
                    "required": each.required,
                    "meaning": dict(each.meaning),
                    **({"values": list(each.values)} if each.values else {}),
                }
                for each in query.parameters.values()
            ],
            "columns": [
                {
                    "name": each.name,
                    "type": each.type,
                    "title": dict(each.title),
                    **({"label": each.label} if each.label else {}),
                    **({"reckoned": True} if each.reckoned else {}),
                }
                for each in query.columns.values()
            ],
            "example": {
                "parameters": dict(query.example),
                "url": f"{at}query/{quote(query.name)}{'?' if asked else ''}{asked}",
            },
        }

    def document(self, lang: Lang, at: str) -> dict[str, Any]:
        """Return the description.

        Args:
            lang: The language of its texts.
            at: The path at which the server is seen, which ends with a slash.
        """
        if lang not in self._types:
            kinds = {each.type for query in self._queries for each in query.parameters.values() if not each.values}
            self._types[lang] = {
                schemas.type_name(kind): schemas.of_type(self.kg, kind, lang) for kind in sorted(kinds)
            }
        paths: dict[str, Any] = {"/queries.json": {"get": self._catalogue_operation(lang)}}
        for query in self._queries:
            paths[f"/query/{query.name}"] = {"get": self._operation(query, lang)}
            paths[f"/query/{query.name}.{{form}}"] = {"get": self._operation(query, lang, suffix=True)}
        answers = {f"{schemas.type_name(query.name)}Answer": schemas.of_answer(query, lang) for query in self._queries}
        site = self.opened.site
        return {
            "openapi": "3.1.1",
            "info": {
                "title": f"{site.said('label', lang) or 'TwinGraph'}: {_say('title', lang)}",
                "description": _say("about", lang),
                "version": site.said("version", lang) or __version__,
            },
            "servers": [{"url": at.rstrip("/") or "/"}],
            "tags": [{"name": tag} for tag in sorted({str(tag) for query in self._queries for tag in query.tags})],
            "paths": paths,
            "components": {
                "schemas": {"Problem": _problem(), **self._types[lang], **schemas.terms(), **answers},
                "parameters": {LANG: _lang_parameter(lang)},
                "responses": {
                    f"Error{status}": _error_response(kinds, lang)
                    for status, kinds in (_ERRORS | {404: ("unknown-name", "unknown-form")}).items()
                },
            },
        }

    def _operation(self, query: NamedQuery, lang: Lang, *, suffix: bool = False) -> dict[str, Any]:
        parameters = [self._parameter(query, each, lang) for each in query.parameters.values()]
        parameters.append({"$ref": f"#/components/parameters/{LANG}"})
        question = query.question[lang].strip()
        errors = {str(status): {"$ref": f"#/components/responses/Error{status}"} for status in _ERRORS}
        answered: dict[str, Any] = {"200": {"description": _say("answer", lang), "content": self._content(query)}}
        if suffix:
            form = {"type": "string", "enum": list(FORMS)}
            parameters.insert(
                0,
                {
                    "name": "form",
                    "in": "path",
                    "required": True,
                    "description": _say("form", lang),
                    "schema": form,
                    "example": "csv",
                },
            )
            del errors["406"]
        else:
            answered["303"] = {"description": _say("page", lang)}
        return {
            "operationId": f"{query.name}.form" if suffix else query.name,
            "summary": f"{question} ({_say('as-form', lang)})" if suffix else question,
            "description": " ".join(query.read[lang].split()),
            "tags": [str(tag) for tag in query.tags],
            "parameters": parameters,
            "responses": answered | errors,
        }

    @staticmethod
    def _parameter(query: NamedQuery, parameter: Parameter, lang: Lang) -> dict[str, Any]:
        told = {
            "name": parameter.name,
            "in": "query",
            "required": parameter.required,
            "description": parameter.meaning[lang],
            "schema": schemas.of_parameter(parameter),
        }
        if parameter.name in query.example:
            value = query.example[parameter.name]
            told["example"] = int(value) if parameter.type == "integer" else value
        return told

    @staticmethod
    def _content(query: NamedQuery) -> dict[str, Any]:
        """Return what an answer holds, by media type."""
        rows = {"schema": {"$ref": f"#/components/schemas/{schemas.type_name(query.name)}Answer"}}
        as_text: dict[str, Any] = {"schema": {"type": "string"}}
        # A form may be asked for by several names, which it is then answered with.
        return {
            media: rows if name == "json" else as_text
            for name, form in FORMS.items()
            for media in (form.media, *form.others)
        }

    def _catalogue_operation(self, lang: Lang) -> dict[str, Any]:
        listed = {
            "type": "object",
            "required": ["queries"],
            "properties": {
                "queries": {
                    "type": "array",
                    "items": {"type": "object", "required": ["name", "url", "question", "parameters", "columns"]},
                }
            },
        }
        return {
            "operationId": "queries",
            "summary": _say("catalogue", lang),
            "description": _say("catalogue-about", lang),
            "responses": {
                "200": {
                    "description": _say("catalogue", lang),
                    "content": {"application/json": {"schema": listed}},
                },
                "400": {"$ref": "#/components/responses/Error400"},
            },
        }


def _lang_parameter(lang: Lang) -> dict[str, Any]:
    return {
        "name": LANG,
        "in": "query",
        "description": _say("lang", lang),
        "schema": {"type": "string", "enum": list(LANGS)},
    }


def _error_response(kinds: tuple[str, ...], lang: Lang) -> dict[str, Any]:
    told = "; ".join(f"{kind}: {KINDS[kind].title[LANGS.index(lang)]}" for kind in kinds)
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": told, "content": {MEDIA: problem, "text/html": {"schema": {"type": "string"}}}}


def _problem() -> dict[str, Any]:
    """Return the schema of Problem Details (RFC 9457), with the members that are added here."""
    texts = {"type": "array", "items": {"type": "string"}}
    candidate = {
        "type": "object",
        "required": ["iri", "url"],
        "properties": {
            "iri": {"type": "string", "format": "iri"},
            "label": {"type": "string"},
            "kind": {"type": "string"},
            "where": {"type": "string"},
            "url": {"type": "string", "format": "uri-reference"},
        },
    }
    return {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "parameter": {"type": "string"},
            "near": texts,
            "allowed": texts,
            "forms": texts,
            "candidates": {"type": "array", "items": candidate},
        },
    }


def _json(content: object) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
