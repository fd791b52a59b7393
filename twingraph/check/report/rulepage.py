"""The page of all rules, ``docs/rules.md``: each has a heading, which links from reports lead to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from twingraph.check.report.words import SEVERITY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twingraph.check.rulebook import Rule
    from twingraph.texts import Lang

_TITLE: Final = {"en": "# Rules of the check", "ru": "# Правила проверки"}
_INTRO: Final = {
    "en": "What `twingraph check` finds, by the rule that a finding names: how grave it is, what it asks of what, and"
    " how to mend it. `…` stands for what differs from finding to finding.",
    "ru": "Что находит `twingraph check`, по правилам, которые названы в находках: степень, о чём правило и как"
    " исправить. `…` стоит вместо того, что у каждой находки своё.",
}
_GROUPS: Final = {
    "graph": {"en": "Files, vocabulary, rules and queries", "ru": "Файлы, словарь, правила и запросы"},
    "check": {"en": "Graph checks", "ru": "Проверки графа"},
    "shapes": {"en": "Well-formed shapes", "ru": "Правильно построенные формы"},
    "header": {"en": "Headers of queries", "ru": "Заголовки запросов"},
    "evidence": {"en": "Evidence and ledger", "ru": "Свидетельства и полнота"},
}
_LIMITS: Final = {"en": "*Limits:* {limits}", "ru": "*Границы:* {limits}"}
_SHAPES: Final = {"en": "Shapes: {name}", "ru": "Формы: {name}"}


def rule_page(rules: Mapping[str, Rule], lang: Lang) -> str:
    """Return the page of some rules in a language, as Markdown."""
    return "\n".join(_lines(rules, lang)) + "\n"


def _lines(rules: Mapping[str, Rule], lang: Lang) -> Iterator[str]:
    yield _TITLE[lang]
    yield ""
    yield _INTRO[lang]
    groups: dict[str, list[Rule]] = {}
    for rule in sorted(rules.values(), key=lambda rule: (isinstance(rule.group, Path), str(rule.group))):
        groups.setdefault(_group(rule, lang), []).append(rule)
    for title, members in groups.items():
        yield ""
        yield f"## {title}"
        for rule in sorted(members, key=lambda rule: rule.id):
            yield ""
            yield f"### {rule.id}"
            yield ""
            about = [f"`{name}`" for name in rule.about]
            yield " · ".join((f"*{SEVERITY_NAMES[lang][rule.severity]}*", *about))
            yield ""
            yield rule.message.get(lang) or rule.message["en"]
            if rule.limits:
                yield ""
                yield _LIMITS[lang].format(limits=rule.limits[lang])


def _group(rule: Rule, lang: Lang) -> str:
    if isinstance(rule.group, Path):
        return _SHAPES[lang].format(name=rule.group.stem)
    return _GROUPS[rule.group][lang]
