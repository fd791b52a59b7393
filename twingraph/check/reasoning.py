"""What the reasoner finds, as findings at the lines of the statements that clash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from twingraph.check.findings import Finding, Related
from twingraph.check.texts import message
from twingraph.graph import KnowledgeGraph
from twingraph.reason import reason
from twingraph.reason.report import headline
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from twingraph.check.locate import Locator
    from twingraph.layout import GraphFolder
    from twingraph.reason import Claim, Clash


def reason_findings(folder: GraphFolder, store: Store, locator: Locator) -> Iterator[Finding]:
    """Yield each contradiction, and each class and property that nothing can be of or have.

    Args:
        folder: The graph folder.
        store: Its loaded store.
        locator: Finds places in its files.

    Raises:
        ReasonerError: There is no Java, or the reasoner gave no answer.
        UsageError: owlready2 is not installed.
    """
    found = reason(KnowledgeGraph(folder, store))
    for clash in found.clashes:
        yield _finding("contradiction", clash, folder)
    if found.more:
        yield Finding("violation", "contradictions", message("contradictions", count=found.more), folder.data)
    for clash in found.unsatisfiable:
        finding = _finding("unsatisfiable", clash, folder)
        place = locator.subject(NamedNode(clash.thing)) if clash.thing is not None else None
        yield finding.at(place)


def _finding(rule: str, clash: Clash, folder: GraphFolder) -> Finding:
    """Make a finding at the first fact in the data, else at the first statement of the ontology."""
    facts = [*clash.claims, *(why.claim for side in clash.sides for why in side.reasons if why.claim is not None)]
    axioms = [*(axiom for side in clash.sides for why in side.reasons for axiom in why.axioms), *clash.axioms]
    told = {lang: _told(clash, facts, lang) for lang in LANGS}
    stated = [Related(claim.text, place) for claim in dict.fromkeys([*facts, *axioms]) for place in claim.places]
    stated.sort(key=lambda one: not one.place.file.is_relative_to(folder.data))  # sorting keeps the order otherwise
    finding = Finding("violation", rule, message(rule, told=told), focus=clash.thing, related=tuple(stated[1:]))
    return finding.at(stated[0].place if stated else None)


def _told(clash: Clash, facts: list[Claim], lang: str) -> str:
    """Return what clashes, and the facts by which it does, in a line."""
    texts = "; ".join(dict.fromkeys(fact.text for fact in facts))
    head = headline(clash, lang).rstrip(".:")  # type: ignore[arg-type]
    return f"{head}. {texts}." if texts else f"{head}."
