"""The kinds of problems that the server tells, in English and in Russian: what they mean, and how to mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from twingraph.texts import Lang


class Kind(NamedTuple):
    """A kind of problem.

    Attributes:
        status: The status of the response.
        title: What it is called, in English and in Russian.
        about: What it means and what to do, in English and in Russian.
    """

    status: int
    title: tuple[str, str]
    about: tuple[str, str]


KINDS: Final[dict[str, Kind]] = {
    "not-found": Kind(
        404,
        ("There is nothing at this address", "По этому адресу ничего нет"),
        (
            "The graph has nothing with this identifier. The members `near` and the page list what is spelt alike.",
            "В графе нет ничего с таким идентификатором. Поле `near` и страница перечисляют похожие.",
        ),
    ),
    "gone": Kind(
        410,
        ("This was removed", "Это удалено"),
        (
            "The graph says that this thing is no more and that nothing takes its place.",
            "Граф говорит, что этой вещи больше нет и её ничто не заменяет.",
        ),
    ),
    "not-acceptable": Kind(
        406,
        ("There is no such form", "Такого вида нет"),
        (
            "`Accept` refuses every form that there is; `forms` lists them.",
            "`Accept` исключает все виды, какие есть; они перечислены в `forms`.",
        ),
    ),
    "not-allowed": Kind(
        405,
        ("This method is not answered here", "Этот метод здесь не обслуживается"),
        ("`Allow` lists the methods that are.", "Возможные методы перечислены в `Allow`."),
    ),
    "unknown-query": Kind(
        404,
        ("There is no such query", "Такого запроса нет"),
        (
            "`queries.json` lists the named queries; `near` has those of like names.",
            "Именованные запросы перечислены в `queries.json`; похожие — в `near`.",
        ),
    ),
    "unknown-form": Kind(
        404,
        ("There is no such form", "Такого вида нет"),
        (
            "The suffix of the address is that of no form; `forms` lists them.",
            "Окончание адреса не называет никакого вида; они перечислены в `forms`.",
        ),
    ),
    "unknown-parameter": Kind(
        400,
        ("The query has no such parameter", "У запроса нет такого параметра"),
        (
            (
                "A parameter that is not known is refused, since the answer would not be the one that was meant; `near`"
                " has the parameters of like names, or all of them."
            ),
            (
                "Неизвестный параметр отклоняется, так как ответ был бы не тем, который имелся в виду; в `near` —"
                " похожие параметры или все."
            ),
        ),
    ),
    "repeated-parameter": Kind(
        400,
        ("A parameter is given more than once", "Параметр указан несколько раз"),
        ("Each parameter has one value.", "У каждого параметра одно значение."),
    ),
    "missing-parameter": Kind(
        400,
        ("A parameter is missing", "Не хватает параметра"),
        (
            "The query cannot be asked without it; the text gives an example.",
            "Без него запрос задать нельзя; в тексте есть пример.",
        ),
    ),
    "bad-value": Kind(
        400,
        ("A value is not right", "Значение неверно"),
        ("The text says what the parameter takes.", "В тексте сказано, что принимает параметр."),
    ),
    "unknown-name": Kind(
        404,
        ("Nothing has this name", "Такого названия нет"),
        (
            (
                "No thing of the kind that the parameter takes has this name, spelling or identifier; `near` has names"
                " that are spelt alike."
            ),
            (
                "Ни у одной вещи того рода, который принимает параметр, нет такого названия, написания или"
                " идентификатора; похожие названия — в `near`."
            ),
        ),
    ),
    "ambiguous-name": Kind(
        409,
        ("Several things have this name", "Так называется несколько вещей"),
        (
            (
                "No guess is made: `candidates` has each of them with its identifier, its name, its kind and the"
                " address that asks for it."
            ),
            (
                "Догадок не делается: в `candidates` каждая из них с идентификатором, названием, родом и адресом,"
                " который спрашивает именно о ней."
            ),
        ),
    ),
}
"""The kinds of problems that have a name, by the name that stands in their ``type``."""

PHRASES: Final[dict[int, tuple[str, str]]] = {
    400: ("The request cannot be understood", "Запрос непонятен"),
    413: ("The request is too large", "Запрос слишком велик"),
    414: ("The address is too long", "Адрес слишком длинный"),
    415: ("This form is not read", "Такой вид не читается"),
    500: ("This failed, and it is not your fault", "Не получилось, и не по вашей вине"),
    503: ("The server has no time for this now", "Сейчас у сервера нет на это времени"),
}
"""What other statuses are called."""

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "problems": ("What may go wrong", "Что может пойти не так"),
    "problems-about": (
        "What the server answers when it cannot answer, as Problem Details (RFC 9457); each has its status.",
        "Что сервер отвечает, когда ответить не может, — в виде Problem Details (RFC 9457), каждое со своим кодом.",
    ),
    "perhaps": ("Perhaps you meant", "Возможно, имелось в виду"),
    "nothing-called": ("There is nothing at {path}.", "По адресу {path} ничего нет."),
    "removed": ("{iri} was removed.", "{iri} удалено."),
    "near": ("Near it: {near}.", "Похожее: {near}."),
    "forms": ("There are: {forms}.", "Есть: {forms}."),
    "no-suffix": (
        "There is no form .{suffix}; there are: {forms}",
        "Вида .{suffix} нет; есть: {forms}",
    ),
    "repeated": (
        "parameter {name} is given {times} times; give it once",
        "параметр {name} указан {times} раза; укажите его один раз",
    ),
    "empty": (
        "parameter {name} is empty; give a value, or leave the parameter out",
        "параметр {name} пуст; укажите значение или уберите параметр",
    ),
    "no-query": ("there is no query {name}; near: {near}", "нет запроса {name}; похожие: {near}"),
    "no-parameter": (
        "there is no parameter {name} here; there are: {known}",
        "здесь нет параметра {name}; есть: {known}",
    ),
}
"""What problems and their pages say besides."""


def say(lang: Lang, key: str, /, **values: object) -> str:
    """Return the text of a key in a language, its braces filled with the values."""
    return TEXTS[key][lang == "ru"].format(**values)


def told(key: str, /, **values: object) -> Callable[[Lang], str]:
    """Return what gives the text of a key in the language it is called with."""
    return lambda lang: say(lang, key, **values)
