"""Errors of stores elsewhere."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "bad-endpoint": (
        "--endpoint needs the address of a SPARQL query service, such as https://example.org/sparql",
        "--endpoint: нужен адрес службы запросов SPARQL, например https://example.org/sparql",
    ),
    "secret-in-endpoint": (
        "the address holds a user or a password; give --user, and the password in TWINGRAPH_PASSWORD or ~/.netrc",
        "в адресе есть имя или пароль; укажите --user, а пароль — в TWINGRAPH_PASSWORD или ~/.netrc",
    ),
    "query-in-endpoint": (
        "the address already holds a query; give the address of the service alone",
        "в адресе уже есть запрос; укажите адрес самой службы",
    ),
    "user-and-token": (
        "both a user and a token ({variable}) are given; a store is asked with one of them",
        "указаны и пользователь, и токен ({variable}); нужно что-то одно",
    ),
    "bad-token": (
        "the token holds characters that no token has; set it anew, in one line, without spaces",
        "в токене есть недопустимые знаки; задайте его одной строкой без пробелов",
    ),
    "bad-user": (
        "the name of a user must not be empty or hold a colon",
        "имя пользователя не может быть пустым или содержать двоеточие",
    ),
    "no-password": (
        "there is no password for this user; set {variable}, or list the host with this login in ~/.netrc",
        "для этого пользователя нет пароля; задайте {variable} или запишите узел с этим именем в ~/.netrc",
    ),
    "no-user": (
        "a password is given and no user; name the user too",
        "пароль указан, а пользователь нет; укажите и пользователя",
    ),
    "unknown-auth": ("there is no authentication {auth}; known: {known}", "входа {auth} нет; есть: {known}"),
    "bad-netrc": ("{file}:{line}: this is not valid netrc", "{file}:{line}: ошибка в файле netrc"),
    "bad-retries": (
        "the number of retries must not be below zero, and is {value}",
        "число повторов не может быть меньше нуля, а оно {value}",
    ),
    "unknown-store": ("there is no store {store}; known: {known}", "хранилища {store} нет в списке; есть: {known}"),
    "query-not-for-store": (
        "the query {query} does not hold on {store}: {reason_en}",
        "запрос {query} неприменим в {store}: {reason_ru}",
    ),
    "needs-endpoint": (
        "{option} is for a store elsewhere; give its address with --endpoint",
        "{option} относится к хранилищу на другом компьютере; укажите его адрес в --endpoint",
    ),
    "add-and-endpoint": (
        "--add cannot add to a store elsewhere; leave it out, or leave out --endpoint",
        "--add не добавит файл в хранилище на другом компьютере; уберите --add или --endpoint",
    ),
    "remote-no-host": (
        "{url}: there is no host of this name; see whether the address is right and you are online",
        "{url}: узла с таким именем нет; проверьте адрес и подключение к сети",
    ),
    "remote-unreachable": (
        "{url} cannot be reached: {reason}; see whether the store runs and the address is right",
        "{url}: не удалось подключиться: {reason}; проверьте, запущено ли хранилище и верен ли адрес",
    ),
    "remote-certificate": (
        "{url}: its certificate is not to be trusted: {reason}; nothing was sent; tell who runs the store",
        "{url}: сертификату нельзя доверять: {reason}; ничего не отправлено; сообщите владельцу хранилища",
    ),
    "remote-timeout": (
        "{url} gave no whole answer within {seconds} s; ask for less, or allow more with --timeout",
        "{url}: за {seconds} с полного ответа нет; спросите меньше или увеличьте --timeout",
    ),
    "remote-cut": (
        "{url} broke off its answer; ask again, and ask for less if it happens again",
        "{url}: ответ оборвался; спросите ещё раз, а если повторится — спросите меньше",
    ),
    "remote-no-http": (
        "{url} does not answer as HTTP should ({reason}); see whether address and port are right, and ask again",
        "{url}: ответ не по правилам HTTP ({reason}); проверьте адрес и порт и спросите ещё раз",
    ),
    "remote-moved": (
        "{url} sends on to another place, {moved_to}; if you trust it, give that to --endpoint",
        "{url} отсылает в другое место, {moved_to}; если ему можно доверять, укажите его в --endpoint",
    ),
    "remote-bad-query": (
        "{url} does not accept the query: {reason}; perhaps this store does not know all of SPARQL 1.1",
        "{url}: запрос не принят: {reason}; возможно, это хранилище знает SPARQL 1.1 не полностью",
    ),
    "remote-unauthorized": (
        "{url} wants to know who asks ({reason}); give --user and its password, or TWINGRAPH_TOKEN, or mend them",
        "{url}: нужен вход ({reason}); укажите --user и его пароль либо TWINGRAPH_TOKEN или исправьте их",
    ),
    "remote-digest": (
        "{url} takes passwords only by digest; give --auth digest with --user",
        "{url} принимает пароль только по схеме digest; укажите --auth digest вместе с --user",
    ),
    "remote-forbidden": (
        "{url} does not let you ask ({reason}); ask as somebody who may",
        "{url}: нет права спрашивать ({reason}); войдите под тем, у кого оно есть",
    ),
    "remote-not-found": (
        "{url}: nothing is there (HTTP {status}); give the address of the query service, often …/sparql or …/query",
        "{url}: там ничего нет (HTTP {status}); укажите адрес службы запросов, часто это …/sparql или …/query",
    ),
    "remote-no-post": (
        "{url} does not take this kind of request (HTTP {status}); give the address of the query service",
        "{url} не принимает таких обращений (HTTP {status}); укажите адрес службы запросов",
    ),
    "remote-no-format": (
        "{url} cannot answer in a format that twingraph reads (HTTP {status}: {reason})",
        "{url} не может ответить в формате, который читает twingraph (HTTP {status}: {reason})",
    ),
    "remote-too-long": (
        "{url} finds the query too long (HTTP {status}); shorten it",
        "{url}: запрос слишком длинный (HTTP {status}); сократите его",
    ),
    "remote-busy": (
        "{url} is busy (HTTP {status}: {reason}); ask again later, or allow more with --retries",
        "{url}: хранилище занято (HTTP {status}: {reason}); спросите позже или увеличьте --retries",
    ),
    "remote-busy-long": (
        "{url} is busy (HTTP {status}) for {wait} s more, past the limit of {seconds} s; allow more with --timeout",
        "{url}: хранилище занято (HTTP {status}) ещё {wait} с, а предел — {seconds} с; увеличьте --timeout",
    ),
    "remote-status": (
        "{url} failed (HTTP {status}: {reason}); ask for less, or tell who runs the store",
        "{url}: сбой (HTTP {status}: {reason}); спросите меньше или сообщите владельцу хранилища",
    ),
    "remote-no-sparql": (
        "{url} answers with {media_type}, as no query service does; give its address, often …/sparql or …/query",
        "{url} отвечает в виде {media_type}, служба запросов так не делает; её адрес часто …/sparql или …/query",
    ),
    "remote-broken": (
        "the answer of {url} is not whole or not valid ({reason}); it ends: {end}; ask again, or ask for less",
        "ответ {url} неполон или ошибочен ({reason}); он кончается так: {end}; спросите ещё раз или меньше",
    ),
    "remote-waiting": (
        "the store is busy (HTTP {status}); asking again in {seconds} s ({attempt} of {attempts})",
        "хранилище занято (HTTP {status}); повтор через {seconds} с ({attempt} из {attempts})",
    ),
    "remote-which-store": (
        "the query {query} does not hold on {known}; whether {url} is one of them is not known (--store tells it)",
        "запрос {query} неприменим в {known}; относится ли к ним {url}, неизвестно (укажите --store)",
    ),
}
