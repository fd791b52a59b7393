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
    "licence": ("Licence", "Лицензия"),
    "as-data": ("This page as data:", "Эта страница как данные:"),
    "dated": ("data of", "данные от"),
    "unnamed": ("Knowledge graph of municipal ties", "Граф знаний о связях городов"),
    # Sections: lists of things.
    "agreements": ("Agreements", "Соглашения"),
    "statuses": ("Statuses", "Состояния"),
    "activities": ("What was done", "Что было сделано"),
    "intentions": ("What is only meant", "Что лишь намечено или предложено"),
    "bodies": ("Bodies", "Органы и организации"),
    "people": ("People, groups and posts", "Люди, группы и должности"),
    "newspapers": ("Newspapers", "Газеты"),
    "particulars": (
        "Policies, provisions, signatures, quantities",
        "Политика, положения, подписи, количества",
    ),
    "evidence": ("Evidence, conclusions, omissions", "Свидетельства, выводы, пропуски"),
    "links": ("Identity links and names", "Ссылки тождества и названия"),
    "concepts": ("Vocabularies and concepts", "Словари и понятия"),
    "datasets": ("Datasets and ontologies", "Наборы данных и онтологии"),
    "none": ("There are none.", "Их нет."),
    "definition": ("definition", "определение"),
    "things-note": (
        "Everything that the graph holds, by section and class. A thing of several classes stands under each.",
        "Всё, что есть в графе, по разделам и классам. Вещь нескольких классов стоит в каждом.",
    ),
    # Home.
    "search-for": ("Find a place, a tie, an agreement", "Найти место, связь, соглашение"),
    "search-example": ("Smolensk", "Смоленск"),
    "holds": ("What the graph holds", "Что есть в графе"),
    "holds-note": (
        (
            "Each thing is counted once. What is only planned, proposed, recommended or held is counted apart from "
            "what was done."
        ),
        (
            "Каждая вещь учтена один раз. Намеченное, предложенное, рекомендованное и мнения учтены отдельно от "
            "сделанного."
        ),
    ),
    "read-documents": ("Documents read", "Прочитанные документы"),
    # The page of a thing.
    "partners": ("Ties", "Связи"),
    "partner": ("Partner", "Партнёр"),
    "tie": ("tie", "связь"),
    "through": ("party named:", "названная сторона:"),
    "kind": ("Kind", "Род"),
    "status": ("Status", "Состояние"),
    "not-stated": ("not stated", "не указано"),
    "form-not-stated": ("form not stated", "форма не указана"),
    "no-date": ("date not stated", "дата не указана"),
    "no-agreement": ("none in the sources", "в источниках нет"),
    "other-parties": ("parties other than these two:", "иные стороны:"),
    "as-of": ("as of", "на"),
    "not-before": ("as of a day no earlier than", "на день не раньше"),
    "not-after": ("no later than", "не позже"),
    "status-of": ("of", "—"),
    "partners-note": (
        (
            "Kind, status, form and date are as the source beside them gives them; where none does, it says so. An "
            "agreement listed under a tie may have been signed by others."
        ),
        (
            "Род, состояние, форма и дата таковы, как их даёт источник рядом; где не даёт никто, так и сказано. "
            "Соглашение, приведённое под связью, могли подписать и другие."
        ),
    ),
    "statements": ("What is stated", "Что утверждается"),
    "property": ("Property", "Свойство"),
    "value": ("Value", "Значение"),
    "source": ("Source", "Источник"),
    "derived": ("derived by rule", "выведено правилом"),
    "inferred": ("inferred", "вывод"),
    "said-by": ("said by", "слова:"),
    "offsets": ("characters {start} to {end} of the document", "знаки документа с {start} по {end}"),
    "file": ("file", "файл"),
    "elsewhere": ("In other datasets", "В других наборах данных"),
    "entry": ("Entry", "Запись"),
    "relation": ("Relation", "Отношение"),
    "trust": ("On the word of", "На чём основано"),
    "judgement": ("Judgement", "Суждение"),
    "mentions": ("What names it", "Где упомянуто"),
    "passages": ("Passages", "Места документа"),
    "passages-note": (
        (
            "What is taken from which characters of the document, in the order of its text. The text itself is not "
            "published."
        ),
        "Что взято из каких знаков документа, в порядке его текста. Сам текст не публикуется.",
    ),
    "characters": ("Characters", "Знаки"),
    "said-of": ("Said of", "О чём"),
    "passed-over": ("nothing is taken from this:", "отсюда ничего не взято:"),
    "flag-intention": ("intention or opinion", "намерение или мнение"),
    "flag-ended": ("a source calls it ended", "по словам источника, прекращено"),
    "flag-dormant": ("a source calls it dormant", "по словам источника, не осуществляется"),
    "flag-suspended": ("a source calls it suspended", "по словам источника, приостановлено"),
    "flag-former": ("former state", "бывшее государство"),
    "flag-domestic": ("within one country", "в пределах одной страны"),
    "flag-replaced": ("replaced", "заменено"),
    "intention-notice": (
        "This is what somebody plans, proposes, recommends or holds. The graph does not say that it was done.",
        "Это чей-то план, предложение, рекомендация или мнение. Граф не утверждает, что это сделано.",
    ),
    # Data.
    "data-note": (
        "The graph as files, which any RDF program reads. Texts of source documents are no part of it.",
        "Граф в файлах, которые прочтёт любая программа для RDF. Тексты документов в него не входят.",
    ),
    "version": ("Version {version}.", "Версия {version}."),
    "whole-graph": ("The whole graph", "Весь граф"),
    "as-quads": (
        "N-Quads: each statement in the named graph of the file or document that makes it",
        "N-Quads: каждое утверждение в именованном графе файла или документа, который его делает",
    ),
    "as-turtle": (
        "Turtle: all {count} statements once, without saying who makes them",
        "Turtle: все утверждения ({count}) по одному разу, без указания, чьи они",
    ),
    "other-forms": ("other forms", "другие форматы"),
    "endpoint": ("SPARQL endpoint:", "Точка доступа SPARQL:"),
    "each-thing": ("Each thing", "Каждая вещь"),
    "each-thing-note": (
        (
            "The page of each thing lies at the path of its identifier; beside it, with the endings .ttl and .jsonld, "
            "every statement that names the thing."
        ),
        (
            "Страница каждой вещи лежит по пути её идентификатора; рядом, с окончаниями .ttl и .jsonld, — все "
            "утверждения, в которых вещь названа."
        ),
    ),
    "named-graphs": ("Named graphs", "Именованные графы"),
    "named-graphs-note": (
        "What a document says stands in the graph of that document. What rules derive stands apart.",
        "Сказанное в документе стоит в графе этого документа. Выведенное правилами стоит отдельно.",
    ),
    "statements-count": ("Statements", "Утверждений"),
    # The ontology.
    "contents": ("Contents", "Содержание"),
    "hierarchy": ("Hierarchy of classes", "Иерархия классов"),
    "classes": ("Classes", "Классы"),
    "object-properties": ("Properties between things", "Свойства между вещами"),
    "data-properties": ("Properties with literal values", "Свойства со значениями-литералами"),
    "annotation-properties": ("Annotations", "Аннотации"),
    "vocabularies": ("Vocabularies", "Словари"),
    "example": ("Example", "Пример"),
    "in-the-graph": ("in the graph", "в графе"),
    "yes": ("yes", "да"),
    "aspect-wider": ("wider", "шире"),
    "aspect-narrower": ("narrower", "уже"),
    "aspect-domain": ("said of", "говорится о"),
    "aspect-range": ("value is", "значение"),
    "aspect-inverse": ("inverse", "обратное"),
    "aspect-disjoint": ("never also", "не бывает одновременно"),
    "aspect-domain-of": ("has properties", "имеет свойства"),
    "aspect-range-of": ("is a value of", "бывает значением"),
    "aspect-evidence-rule": ("rule of evidence", "правило свидетельства"),
    "aspect-aligned": ("elsewhere", "в других словарях"),
    "aspect-symmetric": ("symmetric", "симметрично"),
    "aspect-transitive": ("transitive", "транзитивно"),
    "aspect-irreflexive": ("irreflexive", "иррефлексивно"),
    "aspect-functional": ("functional", "функционально"),
    # Not found.
    "not-found": ("There is no page at this address.", "По этому адресу страницы нет."),
}
