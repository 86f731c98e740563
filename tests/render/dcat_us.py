"""What DCAT-US 3.0 asks of a ``data.json``, as a JSON Schema of our own made from its documentation.

Source: https://resources.data.gov/resources/dcat-us3/ and the pages of its classes (Catalog, Dataset, Distribution, Kind,
Organization, Agent, Document, Concept, Checksum, PeriodOfTime, Standard). Only what we write may stand in it, so that a
misspelt key is found.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_IRI: Schema = {"type": "string", "pattern": "^https://[^ ]+$"}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_TEXT: Schema = {"type": "string", "minLength": 1}
_LANGUAGE: Schema = {"type": "string", "pattern": "^[a-z]{2}$"}


def _object(kind: str, needed: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {"@type": {"const": kind}, "@id": _IRI, **properties},
        "required": needed.split(),
        "additionalProperties": False,
    }


_DOCUMENT = _object("Document", "title", title=_TEXT, accessURL=_IRI)
_DISTRIBUTION = _object(
    "Distribution",
    "downloadURL mediaType",  # the second is always to stand beside the first
    title=_TEXT,
    accessURL=_IRI,
    downloadURL=_IRI,
    mediaType={"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
    byteSize={"type": "string", "pattern": "^[0-9]+$"},
    checksum=_object(
        "Checksum",
        "algorithm checksumValue",
        algorithm={"const": "SHA-256"},
        checksumValue={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    ),
    license=_TEXT,
)
_DATASET = _object(
    "Dataset",
    "title description publisher contactPoint identifier",
    identifier=_TEXT,
    title=_TEXT,
    description=_TEXT,
    publisher=_object("Organization", "name", name=_TEXT),
    contactPoint=_object(
        "Kind", "fn hasEmail", fn=_TEXT, hasEmail={"type": "string", "pattern": r"^mailto:[\w.+-]+@[\w.-]+\.[\w.-]+$"}, tel=_TEXT
    ),
    landingPage=_DOCUMENT,
    language=_LANGUAGE,
    issued=_DATE,
    modified=_DATE,
    keyword={"type": "array", "items": _TEXT, "minItems": 1},
    theme={"type": "array", "items": _object("Concept", "prefLabel", prefLabel=_TEXT), "minItems": 1},
    temporal={"type": "array", "items": _object("PeriodOfTime", "startDate endDate", startDate=_DATE, endDate=_DATE)},
    accrualPeriodicity={"enum": ["asNeeded", "monthly", "quarterly", "biannually", "annually"]},
    distribution={"type": "array", "items": _DISTRIBUTION, "minItems": 1},
)
CATALOG = _object(
    "Catalog",
    "dataset",
    conformsTo=_object("Standard", "title", title=_TEXT),
    title=_TEXT,
    description=_TEXT,
    publisher=_object("Agent", "name", name=_TEXT),
    homepage=_DOCUMENT,
    language=_LANGUAGE,
    modified=_DATE,
    dataset={"type": "array", "items": _DATASET, "minItems": 1},
)
