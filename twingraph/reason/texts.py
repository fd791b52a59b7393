"""What the report of reasoning says, in English and in Russian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from twingraph.texts import Lang

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "consistent": (
        "Consistent: the statements do not contradict each other.",
        "Противоречий нет: утверждения могут быть верны все вместе.",
    ),
    "inconsistent": (
        "Inconsistent: the statements contradict each other.",
        "Противоречие: утверждения не могут быть верны все вместе.",
    ),
    "unsatisfiable": (
        "Classes or properties that nothing can be of or have: {count}.",
        "Классов и свойств, под которые ничто не может подпасть: {count}.",
    ),
    "satisfiable": (
        "No class is unsatisfiable.",
        "Невыполнимых классов нет.",
    ),
    "no-verdict-on-classes": (
        "The reasoner can judge classes only when the statements do not contradict each other.",
        "О классах машина вывода судит, только когда утверждения не противоречат друг другу.",
    ),
    "more-after": (
        "There may be more than is told here: mend these and run again.",
        "Могут быть и другие противоречия: исправьте эти и запустите снова.",
    ),
    "more": ("… and {count} more like these", "… и ещё таких: {count}"),
    "over": (
        "Reasoned over {count} statements (ontology, data, what rules derive).",
        "Утверждений, по которым велось рассуждение: {count} (онтология, данные, выведенное правилами).",
    ),
    # What clashes.
    "disjoint": (
        "{what}: {classes}; nothing can be both",
        "{what}: {classes}; ничто не может быть и тем и другим",
    ),
    "nothing": (
        "{what}: is of a class that nothing can be of",
        "{what}: относится к классу, в котором ничего быть не может",
    ),
    "irreflexive": (
        "{what}: stands to itself in a relation in which nothing does ({classes})",
        "{what}: состоит с собой в отношении, в котором ничто с собой не состоит ({classes})",
    ),
    "asymmetric": (
        "{what}: a relation that holds one way only is stated both ways ({classes})",
        "{what}: отношение, возможное лишь в одну сторону, указано в обе ({classes})",
    ),
    "disjoint-properties": (
        "{what}: two properties that never hold of the same two are stated of them ({classes})",
        "{what}: о двух вещах указаны оба свойства, вместе невозможные ({classes})",
    ),
    "functional": (
        "{what}: two values of a property that can have one ({classes})",
        "{what}: два значения свойства, у которого может быть одно ({classes})",
    ),
    "same-and-different": (
        "{what}: is stated to be the same as another thing, and different from it",
        "{what}: указано, что это то же самое, что и другая вещь, и что это не она",
    ),
    "range": (
        "{what}: a value that is not of the datatype which values of the property are of ({classes})",
        "{what}: значение не того типа данных, что у значений этого свойства ({classes})",
    ),
    "minimal": (
        "these statements cannot all be true, and each is needed for that (found by trying)",
        "эти утверждения не могут быть верны все вместе, и без любого из них противоречия нет (найдено перебором)",
    ),
    "shrunk": (
        "these statements cannot all be true; trying was stopped before it was known which are needed for that",
        "эти утверждения не могут быть верны все вместе; перебор остановлен раньше, чем найдены все лишние",
    ),
    "minimal-of-class": (
        "by these statements, each of which is needed for that (found by trying):",
        "так по этим утверждениям, и каждое для этого нужно (найдено перебором):",
    ),
    "shrunk-of-class": (
        "by these statements; trying was stopped before it was known which are needed for that:",
        "так по этим утверждениям; перебор остановлен раньше, чем найдены все лишние:",
    ),
    "unsatisfiable-class": (
        "{what}: nothing can be of this class, since it would be {classes}, and nothing can be both",
        "{what}: в этом классе ничего быть не может: оно было бы {classes}, а вместе это невозможно",
    ),
    "unsatisfiable-class-nothing": (
        "{what}: nothing can be of this class",
        "{what}: в этом классе ничего быть не может",
    ),
    "unsatisfiable-from": (
        "{what}: nothing can have this property, since its subject would be {classes}, and nothing can be both",
        "{what}: этого свойства ни у чего быть не может: его носитель был бы {classes}, а вместе это невозможно",
    ),
    "unsatisfiable-to": (
        "{what}: nothing can be the value of this property, since it would be {classes}, and nothing can be both",
        "{what}: значением этого свойства ничто быть не может: оно было бы {classes}, а вместе это невозможно",
    ),
    "unsatisfiable-found": (
        "{what}: nothing can be of this class",
        "{what}: в этом классе ничего быть не может",
    ),
    "and": (" and ", " и "),
    # Why.
    "from": ("so it is the subject of {end}: {name}", "значит, это носитель свойства {end}: {name}"),
    "to": ("so it is a value of {end}: {name}", "значит, это значение свойства {end}: {name}"),
    "values": (
        "so it is a value of {end}, here only: {name}",
        "значит, это значение свойства {end}, здесь только: {name}",
    ),
    "because": ("because", "потому что"),
    "clash": ("what rules it out:", "что это исключает:"),
    "derived": ("derived by a rule", "выведено правилом"),
    "not-in-files": ("in no file: it follows from others", "в файлах нет: следует из других"),
    # Notes.
    "equivalent": (
        "note: these classes are found to be one, which nobody states: {classes}",
        "замечание: эти классы оказались одним, хотя этого никто не указал: {classes}",
    ),
    "left-out": (
        "Left out of the reasoner's copy ({count} statements):",
        "В копию для машины вывода не вошло (утверждений: {count}):",
    ),
    "nothing-left-out": ("Nothing was left out.", "Не пропущено ничего."),
    "left-datatype": (
        "values of datatypes that OWL 2 does not have, at which HermiT stops (SHACL checks them): {what}",
        "значения типов данных, которых в OWL 2 нет и на которых HermiT останавливается (их проверяет SHACL): {what}",
    ),
    "left-annotation": (
        "annotations, from which nothing follows in OWL: {count}, of {properties} properties",
        "аннотации, из которых в OWL ничего не следует: {count}, свойств: {properties}",
    ),
    "left-undeclared": (
        "properties that the graph does not declare: {what}",
        "свойства, которые граф не объявляет: {what}",
    ),
    "left-sort": (
        "literals where a property has things as values, or the reverse (`twingraph check` tells where): {what}",
        "литералы у свойств, чьи значения — вещи, или наоборот (где — скажет `twingraph check`): {what}",
    ),
    "left-import": ("imports, which are not fetched: {count}", "импорты (не загружаются): {count}"),
    # Progress.
    "step-search": ("searching for contradictions …", "ищу противоречия …"),
    "step-reasoner": ("HermiT is reasoning …", "HermiT рассуждает …"),
    "step-shrink": (
        "looking for the statements that clash: run {runs} of at most {most}, {left} statements …",
        "ищу утверждения, которые противоречат друг другу: запуск {runs}, самое большее {most}; утверждений: {left} …",
    ),
}


def say(key: str, lang: Lang = "en", /, **values: object) -> str:
    """Return a text in a language, its braces filled in."""
    return TEXTS[key][lang == "ru"].format(**values)
