from __future__ import annotations

import string

import pytest

from twingraph.check.texts import TEXTS as CHECK_TEXTS
from twingraph.diff.texts import TEXTS as DIFF_TEXTS
from twingraph.evidence.texts import TEXTS as EVIDENCE_TEXTS
from twingraph.reason.texts import TEXTS as REASON_TEXTS
from twingraph.texts import TEXTS, preferred_lang

CATALOGUES = (TEXTS, CHECK_TEXTS, DIFF_TEXTS, EVIDENCE_TEXTS, REASON_TEXTS)
ALL = [pair for catalogue in CATALOGUES for pair in catalogue.items()]


def braces(text: str) -> set[str]:
    return {name.partition("_")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("key", "pair"), ALL, ids=[key for key, _ in ALL])
def test_both_languages_say_the_same_things(key, pair):
    english, russian = pair.values() if isinstance(pair, dict) else pair
    assert braces(english) == braces(russian)
    assert english.isascii() or set(english) - set(string.printable) <= set("–—…«»“”’№→≥")
    assert any("а" <= letter <= "я" for letter in russian.lower())


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ru_RU.UTF-8", "LANG": "en_GB.UTF-8"}, "ru"),
        ({}, "en"),
    ],
)
def test_the_locale_gives_the_language(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], lang: str):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    assert preferred_lang() == lang
