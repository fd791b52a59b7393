"""The namespaces that Python must know: the prefixes known in queries without being declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TG: Final = "https://w3id.org/twingraph/ontology#"
ID: Final = "https://w3id.org/twingraph/id/"

# Folders below ID that data and vocabularies use; each is a prefix of its own name.
_KINDS = (
    "agreement",
    "body",
    "certainty",
    "document",
    "event",
    "event-kind",
    "evidence",
    "exchange-kind",
    "field",
    "form",
    "person",
    "place",
    "purpose",
    "scheme",
    "status",
    "status-value",
    "tie",
    "tie-kind",
)

PREFIXES: Final[dict[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tg": TG,
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
} | {kind: f"{ID}{kind}/" for kind in _KINDS}


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return an IRI as ``prefix:name``, else between angle brackets."""
    fitting = [(len(space), prefix) for prefix, space in prefixes.items() if iri.startswith(space) and space]
    if not fitting:
        return f"<{iri}>"
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"
