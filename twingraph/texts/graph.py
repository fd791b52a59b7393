"""Errors of the graph folder."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "no-folder": (
        "there is no folder {folder}; give an existing graph folder to --graph",
        "нет папки {folder}; укажите в --graph существующую папку графа",
    ),
    "no-frontend": (
        (
            "{file} is not there: it comes from npm when the program is built; in a checkout run: "
            "python twingraph/site/frontend/build.py"
        ),
        (
            "нет {file}: он берётся из npm при сборке программы; в рабочей копии выполните: "
            "python twingraph/site/frontend/build.py"
        ),
    ),
    "no-data": (
        "{folder} is no graph folder: it holds no data/; give the folder above data/ to --graph",
        "{folder} не папка графа: в ней нет data/; укажите в --graph папку, в которой лежит data/",
    ),
    "broken-config": (
        "{file}: this is not valid TOML: {reason}",
        "{file}: это не TOML: {reason}",
    ),
    "unknown-setting": (
        "{file}: there is no setting {key}; known: {known}",
        "{file}: настройки {key} нет; есть: {known}",
    ),
    "setting-not-text": (
        '{file}: the setting {key} must be a text: {key} = "…"',
        '{file}: значение {key} должно быть строкой: {key} = "…"',
    ),
    "setting-not-address": (
        (
            "{file}: the setting {key} must be an address such as https://example.org/twingraph/, that of a folder "
            "without ? and #, not {value}"
        ),
        (
            "{file}: значение {key} должно быть адресом вида https://example.org/twingraph/, у папки — без ? и #, а не "
            "{value}"
        ),
    ),
    "setting-not-email": (
        "{file}: the setting {key} must be an address such as editors@example.org, without mailto:, not {value}",
        "{file}: значение {key} должно быть адресом вида editors@example.org, без mailto:, а не {value}",
    ),
    "setting-empty": (
        "{file}: the setting {key} is empty: fill it or take it out",
        "{file}: значение {key} пусто: заполните его или уберите",
    ),
    "two-pages": (
        "two pages of the site would lie at {path}: give one of these things another IRI",
        "две страницы сайта легли бы в {path}: дайте одной из этих вещей другой IRI",
    ),
    "setting-not-table": (
        "{file}: {key} must be a table: [{key}]",
        "{file}: {key} должно быть таблицей: [{key}]",
    ),
    "bad-rules": (
        "{file}: rules must be the http(s) address of a page, without spaces and without #…: not {rules}",
        "{file}: rules должно быть адресом страницы http(s) без пробелов и без #…: не {rules}",
    ),
    "unknown-severity-rule": (
        "{file}: [check.severity] names a rule that there is not: {rule}; did you mean {near}?",
        "{file}: в [check.severity] названо правило, которого нет: {rule}; может быть, {near}?",
    ),
    "bad-check-timeout": (
        "{file}: timeout in [check] says {value}; write a number of seconds above zero, for example 60",
        "{file}: timeout в [check] равен {value}; напишите число секунд больше нуля, например 60",
    ),
    "severity-form": (
        '{file}: write the severity of {rule} so: "{rule}" = {{severity = "…", reason = "…"}}',
        '{file}: степень правила {rule} пишется так: "{rule}" = {{severity = "…", reason = "…"}}',
    ),
    "severity-reason": (
        '{file}: the severity of {rule} is changed without a reason; say why: reason = "…"',
        '{file}: степень правила {rule} изменена без причины; скажите почему: reason = "…"',
    ),
    "unknown-severity": (
        "{file}: {rule}: there is no severity {given}; there are: {known}",
        "{file}: {rule}: степени {given} нет; есть: {known}",
    ),
    "no-baseline": (
        "the baseline {file} cannot be read: {reason}; twingraph check --format json -o {file} writes one",
        "базовый отчёт {file} не читается: {reason}; его пишет twingraph check --format json -o {file}",
    ),
    "bad-baseline": (
        "{file} is no baseline: {reason}; twingraph check --format json -o {file} writes one",
        "{file} не базовый отчёт: {reason}; его пишет twingraph check --format json -o {file}",
    ),
    "no-git": (
        "revisions are read with git, which is not installed",
        "ревизии читаются через git, а он не установлен",
    ),
    "no-repository": (
        "{folder} is in no git repository that can be asked ({reason})",
        "{folder} не лежит в репозитории git, который можно спросить ({reason})",
    ),
    "no-revision": (
        "the repository has no revision {revision}; fetch it, or name another",
        "в репозитории нет ревизии {revision}; получите её или назовите другую",
    ),
    "git-failed": (
        "git {command} failed: {reason}",
        "git {command} не выполнен: {reason}",
    ),
    "diff-no-side": (
        "{word} is neither a graph folder nor a revision of {folder}; name a folder that holds data/, or a commit",
        "{word} — не папка графа и не ревизия {folder}; назовите папку, в которой есть data/, или коммит",
    ),
    "diff-no-graph": (
        "{revision}: at this revision there was no graph in {folder}: it held no data/",
        "{revision}: в этой ревизии в {folder} не было графа: не было data/",
    ),
    "diff-nowhere": (
        "this is no graph folder; name two folders, or the folder whose revisions are meant by --graph DIR",
        "это не папка графа; назовите две папки либо папку, ревизии которой нужны, через --graph DIR",
    ),
    "diff-timeout": (
        "--timeout limits queries; give it with --answers",
        "--timeout ограничивает запросы; указывайте его с --answers",
    ),
    "diff-triples": (
        "--answers tells rows, --triples statements; give one of them",
        "--answers показывает строки, --triples утверждения; укажите что-то одно",
    ),
}
