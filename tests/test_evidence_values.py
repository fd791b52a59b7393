"""What a stretch of text must hold so that it is evidence: words, names, dates, numbers, wordings."""

from __future__ import annotations

import hashlib

import pytest

from twingraph.evidence import SourceText
from twingraph.evidence.dates import holds_date, mentions
from twingraph.evidence.names import NamedIn
from twingraph.evidence.numbers import figures, holds_duration, holds_number
from twingraph.evidence.sentences import sentences
from twingraph.evidence.verify import on_boundaries
from twingraph.evidence.wordings import holds_title, holds_wording
from twingraph.evidence.words import stem, words

# --- Texts and words


def test_offsets_count_code_points_of_the_raw_text(tmp_path):
    path = tmp_path / "a.txt"
    data = "Ёлка\u00a0и 𝄞\r\nдом".encode()
    path.write_bytes(data)
    source = SourceText.read(path)
    assert source.text == "Ёлка\u00a0и 𝄞\r\nдом"
    assert len(source.text) == 13
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.position(source.text.index("дом")) == (2, 1)


def test_words_keep_their_places_and_lose_case_and_yo():
    text = "в «Могилёве»\n и Ла-Кроссе"
    found = words(text)
    assert [w.folded for w in found] == ["в", "могилеве", "и", "ла", "кроссе"]
    assert [text[w.start : w.end] for w in found][1] == "Могилёве"


def test_decomposed_letters_stress_and_soft_hyphens_do_not_split_words():
    assert [w.folded for w in words("го\u0301род Край Смо\u00adленск".replace("й", "и\u0306"))] == [
        "город",
        "край",
        "смоленск",
    ]


def test_stems():
    assert stem("крагуевац") == stem("крагуевцем")
    assert stem("хаген") != stem("хагиден")


# --- Sentences


def test_sentences_are_cut_at_lines_and_not_at_abbreviations():
    text = "\nСвязи с г. Хаген (ФРГ) крепнут. Их много.\r\n- торф;\n- обувь;\n \u00a0\nКонец"
    found = list(sentences(text))
    assert [s.text for s in found] == ["Связи с г. Хаген (ФРГ) крепнут.", "Их много.", "- торф;", "- обувь;", "Конец"]
    assert all(text[s.start : s.end] == s.text for s in found)


# --- Names

NAMED = [
    ("Витебск", "между г. Витебском и другими"),
    ("Витебск", "с Витебском"),
    ("Смоленск", "городов Смоленск и Хаген"),
    ("Хаген", "молодёжи Хагена"),
    ("Варшава", "городом Варшавой"),
    ("Тюль", "с Тюлем"),
    ("Тарговиште", "г. Тарговиште"),
    ("Крагуевац", "из Крагуевца"),
    ("Цзиндэчжэнь", "городом Цзиндэчжэнь"),
    ("Герьен", "города Герьена"),
    ("Урсынов", "районом Урсынов города Варшавы"),
    ("Союз гмин Кутновского региона", "Союзом гмин Кутновского региона"),
    ("Сафоновский район", "образования «Сафоновский район»"),
    ("Вяземский район", "между Вяземским районом"),
    ("Толочинский район", "Толочинского района"),
    ("город Десногорск", "в Десногорске"),
    ("Десногорск", "образования «город Десногорск»"),
    ("Администрация Железногорска", "администрацией города Железногорска"),
    ("Шосткинский исполнительный комитет", "Шосткинским исполнительным комитетом"),
    ("исполком Стахановского горсовета", "исполкомом Стахановского\nгорсовета"),
    ("Могилёв", "прибыли в Могилев"),
    ("Могилев", "в Могилёве"),
    ("Саратога Спрингс", "близ города\nСаратога Спрингс"),
    ("Саратога-Спрингс", "в Саратоге Спрингс"),
    ("Ла-Кросс", "из Ла-Кросса"),
    ("Нью-Йорк", "город Нью-\nЙорк"),
    ("Санкт-Петербург", "Санкт-Петербурга"),
    ("Смоленск", "Смо-\nленска"),
    ("Александр Иванов", "Александром ИВАНОВЫМ"),
    ("Владимир Коршиков", "Владимиру Коршикову"),
    ("В. В. Путин", "В.В. Путиным"),
    ("Российская Федерация", "Российской\u00a0Федерации"),
    ("ФРГ", "(ФРГ)"),
    ("Чехов", "между Чеховым и"),
    ("Тула", "из Тулы"),
    ("меморандум о взаимопонимании", "Меморандума о взаимопонимании"),
    ("Подмосковье", "города Подмосковья"),
]

NOT_NAMED = [
    ("Вязьма", "Вяземским районом"),
    ("Вяземский район", "город Вязьма"),
    ("Вяземский район", "Вяземский завод и другой район"),
    ("Сафоново", "«Сафоновский район»"),
    ("Толочин", "Толочинского района"),
    ("Кутно", "Союзом гмин Кутновского региона"),
    ("Стаханов", "Стахановского горсовета"),
    ("Чехов", "Чеховского муниципального района"),
    ("Витебск", "в Витебском районе"),
    ("Смоленск", "в Смоленском муниципальном районе"),
    ("Смоленск", "Смоленской области"),
    ("Дубна", "в Дубно"),
    ("Орша", "в Торше"),
    ("Тула", "город Тулл"),
    ("Хаген", "ген и Ха"),
    ("Союз гмин Кутновского региона", "гмин Кутновского региона"),
    ("Саратога Спрингс", "Спрингс Саратога"),
    ("Саратога Спрингс", "Саратога"),
    ("Александр Иванов", "Олег Иванов"),
    ("ФРГ", "ГДР"),
    ("Россия", "российский"),
    ("В. В. Путин", "В. Путин"),
    ("Гомель", "Гамель"),
    ("", "Гомель"),
]


@pytest.mark.parametrize(("name", "text"), NAMED)
def test_a_name_is_found_in_its_forms(name, text):
    assert NamedIn(text, 0, len(text)).hits([name])


@pytest.mark.parametrize(("name", "text"), NOT_NAMED)
def test_another_name_is_not_found(name, text):
    assert not NamedIn(text, 0, len(text)).hits([name])


def test_a_name_must_lie_within_the_stretch_but_its_noun_may_follow():
    text = "в Витебском районе и в Витебске"
    assert not NamedIn(text, 2, 11).hits(["Витебск"])
    assert not NamedIn(text, 0, 18).hits(["Витебск"])
    hits = NamedIn(text, 0, len(text)).hits(["Витебск"])
    assert [text[h.start : h.end] for h in hits] == ["Витебске"]


# --- Dates

HELD_DATES = [
    ("1985-11-15", "от 15 ноября 1985 года"),
    ("1985-11-15", "15\u00a0ноября\n1985 г."),
    ("2010-09-25", "от 25.09.2010."),
    ("2017-03-31", "12:05 31.03.2017"),
    ("2010-09-25", "2010-09-25"),
    ("1981-05", "май 1981 года"),
    ("1998-08", "в августе 1998 года"),
    ("2002", "2002 год"),
    ("2009", "в 2009 году"),
    ("2017-03-30", "30 – 31 марта 2017 года"),
    ("2017-03-31", "30 – 31 марта 2017 года"),
    ("2017-03-30", "с 30 марта по 2 апреля 2017 года"),
    ("2009-05-07", "7 мая 2009"),
    ("1985-11-15", "15 НОЯБРЯ 1985"),
]

NOT_HELD_DATES = [
    ("1985-11-16", "от 15 ноября 1985 года"),
    ("1985-11-05", "от 15 ноября 1985 года"),
    ("1985-11-15", "15 ноября"),
    ("1985-11-15", "15 ноября 1986 года"),
    ("1985-11-15", "ноября 1985 года"),
    ("1985-11", "15 ноября 1985 года"),
    ("1985", "ноябрь 1985 года"),
    ("1985", "15.11.1985"),
    ("2010-09-25", "09.25.2010"),
    ("2010-09-05", "25.09.2010"),
    ("1981-03", "май 1981 года"),
    ("2002", "12002 и 20021"),
    ("2002", "много лет"),
    ("2017-03-29", "30 – 31 марта 2017 года"),
    ("1981-05", "Майя 1981"),
]


@pytest.mark.parametrize(("value", "text"), HELD_DATES)
def test_a_date_is_found(value, text):
    assert holds_date(text, 0, len(text), value)


@pytest.mark.parametrize(("value", "text"), NOT_HELD_DATES)
def test_another_date_or_precision_is_not_found(value, text):
    assert not holds_date(text, 0, len(text), value)


@pytest.mark.parametrize(
    ("value", "text", "held"),
    [
        ("2017-03-30", "30 – 31 марта", True),
        ("2010-08", "в августе прошлого года", True),
        ("2010-07", "в августе прошлого года", False),
        ("2017-04-30", "30 – 31 марта", False),
        ("2016-03-30", "30 марта 2017 года", False),
        ("2017-03-30", "в этот день", False),
        ("1990", "в 90-ые годы", True),
        ("1999", "в 90-е годы", True),
        ("1989", "в 90-е годы", False),
        ("2017-03-30", "весной 2017 года", True),
        ("2018-03-30", "весной 2017 года", False),
    ],
)
def test_part_of_an_implied_date_is_enough_if_nothing_contradicts(value, text, held):
    assert holds_date(text, 0, len(text), value, partial=True) is held


def test_a_date_may_not_be_cut_by_the_stretch():
    text = "15 ноября 1985 года"
    assert not holds_date(text, 1, len(text), "1985-11-05")
    assert not holds_date(text, 0, 13, "1985-11-15")


def test_a_value_that_is_no_date_is_refused():
    with pytest.raises(ValueError, match="199X"):
        holds_date("1990", 0, 4, "199X")


def test_mentions_keep_apart_what_is_apart():
    found = mentions("30 марта приехали, а 2 апреля 2017 года уехали")
    assert [(m.year, m.month, m.day) for m in found] == [(None, 3, 30), (2017, 4, 2)]


# --- Numbers

HELD_NUMBERS = [
    ("150", "почти 150 гостей"),
    ("75", "75-летия завода"),
    ("55", "55-летия города"),
    ("9", "в девятом форуме"),
    ("9", "IX форум"),
    ("14", "XIV съезд"),
    ("9", "9-й форум"),
    ("17000000", "примерно 17 миллионов рублей"),
    ("17000000", "17 млн рублей"),
    ("1500000", "1,5 миллиона"),
    ("600", "свыше 600 тонн"),
    ("12500", "12 500 человек"),
    ("12500", "12\u00a0500 человек"),
    ("2", "двум городам"),
    ("25", "двадцать пять школьников"),
    ("21", "двадцать первый слёт"),
    ("125", "сто двадцать пять"),
    ("1", "первая делегация"),
    ("20", "отметили его двадцатилетие"),
    ("3", "трое"),
    ("2000", "две тысячи"),
]

NOT_HELD_NUMBERS = [
    ("15", "почти 150 гостей"),
    ("17", "примерно 17 миллионов рублей"),
    ("9", "в десятом форуме"),
    ("500", "12 500 человек"),
    ("20", "двадцать пять школьников"),
    ("5", "двадцать пять школьников"),
    ("15", "15 ноября 1985 года"),
    ("1985", "15 ноября 1985 года"),
    ("2", "два миллиона"),
    ("10", "десятки проектов"),
    ("100", "станция"),
    ("1", "много"),
    ("5", "образный"),
]


@pytest.mark.parametrize(("value", "text"), HELD_NUMBERS)
def test_a_number_is_found(value, text):
    assert holds_number(text, 0, len(text), value)


@pytest.mark.parametrize(("value", "text"), NOT_HELD_NUMBERS)
def test_another_number_is_not_found(value, text):
    assert not holds_number(text, 0, len(text), value)


@pytest.mark.parametrize(
    ("value", "text", "held"),
    [
        ("P5Y", "в течение 5-ти лет", True),
        ("P5Y", "на пять лет", True),
        ("P5Y", "пятилетний срок", True),
        ("P1Y", "на один год", True),
        ("P6M", "на 6 месяцев", True),
        ("P14D", "на две недели", True),
        ("P1Y6M", "на 1 год и 6 месяцев", True),
        ("P5Y", "5 месяцев", False),
        ("P5Y", "в течение 6-ти лет", False),
        ("P5M", "5 лет", False),
        ("P1Y6M", "на 1 год", False),
    ],
)
def test_a_length_of_time(value, text, held):
    assert holds_duration(text, 0, len(text), value) is held


def test_values_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="many"):
        holds_number("5", 0, 1, "many")
    with pytest.raises(ValueError, match="PT5H"):
        holds_duration("5", 0, 1, "PT5H")


def test_figures_have_places():
    text = "на 5 лет"
    (figure,) = figures(text)
    assert text[figure.start : figure.end] == "5"


# --- Wordings


@pytest.mark.parametrize(
    ("wording", "text", "held"),
    [
        ("об обмене информацией", "соглашение об\nобмене  информацией", True),
        ("программа «Мост»", 'программа "Мост"', True),
        ("торгово-экономической", "торгово-\nэкономической", True),
        ("торгово-экономической", "торгово- экономической", True),
        ("договор … Хаген", "Договор между г. Хаген", True),
        ("Хаген … договор", "Договор между г. Хаген", False),
        ("обмене", "обмен", False),
        ("обмен", "обмене", False),
        ("мен", "обмен", False),
        ("…", "обмен", False),
    ],
)
def test_wording(wording, text, held):
    assert holds_wording(text, 0, len(text), wording) is held


@pytest.mark.parametrize(
    ("title", "text", "held"),
    [
        ("Меморандум о взаимопонимании", "подписанного Меморандума о взаимопонимании", True),
        ("Международный молодёжный проект «Мост»", "в Международном молодежном проекте «Мост»", True),
        ("Договор о дружбе", "Договор о дружбе", True),
        ("Договор о дружбе", "Договор о дружб", False),
        ("Договор о дружбе", "Договор о сотрудничестве", False),
        ("Договор о дружба", "Договор о дружбе", False),
        ("Договор о дружбе и сотрудничестве", "Договор о сотрудничестве и дружбе", False),
        ("", "Договор", False),
    ],
)
def test_title(title, text, held):
    assert holds_title(text, 0, len(text), title) is held


def test_boundaries():
    text = "от 5-ти лет"
    assert on_boundaries(text, 3, 7)
    assert not on_boundaries(text, 2, 7)
    assert not on_boundaries(text, 3, 6)
    assert not on_boundaries(text, 0, 1)
    assert on_boundaries(text, 0, len(text))
