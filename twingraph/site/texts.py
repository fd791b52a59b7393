"""What the pages of the site say, in English and Russian; names of terms and things come from the graph."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    # The frame of each page.
    "skip": ("Skip to content", "К содержанию"),
    "navigation": ("Site", "Разделы сайта"),
    "you-are-here": ("You are here", "Вы здесь"),
    "other-language": ("Русский", "English"),
    "home": ("Home", "Главная"),
    "places": ("Places", "Места"),
    "ties": ("Ties", "Связи"),
    "documents": ("Documents", "Документы"),
    "things": ("All things", "Всё по видам"),
    "queries": ("Questions", "Вопросы"),
    "map": ("Map", "Карта"),
    "timeline": ("Timeline", "Хронология"),
    "network": ("Network", "Сеть"),
    "sparql": ("SPARQL", "SPARQL"),
    "search": ("Search", "Поиск"),
    "ontology": ("Ontology", "Онтология"),
    "data": ("Data", "Данные"),
    "licence": ("Data: {licence}", "Данные: {licence}"),
    "as-data": ("This page as data:", "Эта страница как данные:"),
    "issued": ("Data of {date}", "Данные от {date}"),
}
