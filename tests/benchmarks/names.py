"""Invented names, in Russian and transliterated, drawn without repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from random import Random


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


_FIRST: Final = words(
    "Вел Вис Гал Дар Дор Жар Зар Кал Кор Лаз Лин Мар Мир Нер Ост Пел Рин Руд Сан Сол Тор Ул Фал Хол Цер Эр"
)
_MIDDLE: Final = words("а и о у ави ели ено еро ида има ино ола ора ува ына")
_LAST: Final = words("бург вик град дол дорф лен мар мост ник рон слав стан тал фор хольм цен")
_GIVEN: Final = words(
    "Анвар Борис Виктор Глеб Данил Захар Игнат Карл Леон Марк Нил Олег Павел Роман Самуил Тимур Эмиль Юлиан"
)
_LETTERS: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        words("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"),
        strict=True,
    )
)


class Name(NamedTuple):
    """One name in both languages."""

    ru: str
    en: str

    @property
    def slug(self) -> str:
        """The name as a part of an IRI."""
        return slug(self.en)


def transliterate(text: str) -> str:
    """Write a Russian text in Latin letters.

    >>> transliterate("Велиград")
    'Veligrad'
    """
    letters = (_LETTERS.get(letter.lower(), letter).replace("_", "") for letter in text)
    return "".join(
        latin[:1].upper() + latin[1:] if letter.isupper() else latin
        for letter, latin in zip(text, letters, strict=True)
    )


def slug(text: str) -> str:
    """Return a text in Latin letters as a slug: letters a-z, digits and single hyphens."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split()
    return "-".join(words)


class Names:
    """Draws names that no other thing bears."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._drawn: set[str] = set()

    def stem(self) -> str:
        """Return a new stem in Russian; it ends in a consonant."""
        while True:
            # A longer stem now and then, so that the stock does not run out.
            middles = self._rng.choices((1, 2), (9, 1))[0] + len(self._drawn) // 4000
            stem = "".join(
                (
                    self._rng.choice(_FIRST),
                    *(self._rng.choice(_MIDDLE) for _ in range(middles)),
                    self._rng.choice(_LAST),
                )
            )
            if stem not in self._drawn:
                self._drawn.add(stem)
                return stem

    def person(self) -> Name:
        """Return a new given name with surname."""
        ru = f"{self._rng.choice(_GIVEN)} {self.stem()}ов"
        return Name(ru, transliterate(ru))
