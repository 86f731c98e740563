"""Mistakes that pydantic finds in a value, as problems in our words."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from decimal import Decimal

from pydantic_core import ErrorDetails

from generator.late import late
from generator.model.labels import Labels
from generator.names import local_name
from generator.problems import Mend, Problem, Spot
from generator.text import nearest

# Names of files, as they are written one after another.
_PARTED = late(r"[、，,;；]")
_FILE = late(r"[^\s{}\[\]:：]{1,60}\.[A-Za-z0-9]{2,5}")
# One that may have blanks in it, but not after an ending, where another begins.
_ONE_FILE = late(r"(?:(?!\.[A-Za-z0-9]{2,5}\s)[^\n\t{}\[\]:：]){1,200}\.[A-Za-z0-9]{2,5}")
# The end of an address that is no file: its last part has no ending, or is the host.
_LAST_IS_FOLDER = late(r"(?:^|//)(?:[\w-]+\.)+[\w-]+/?$|/[^\s./?#]+/?$")
# What pydantic calls a mistake, and what we call it.
_CODES = {
    "missing": "field-missing",
    "literal_error": "value-not-listed",
    "bool_parsing": "value-not-listed",
    "bool_type": "value-not-listed",
    "string_pattern_mismatch": "value-malformed",
    "date-notation": "date-notation",
    "date-impossible": "date-impossible",
    "date-year": "date-year",
    "date-day-missing": "date-day-missing",
    "number-invalid": "number-invalid",
    "number-too-small": "number-too-small",
    "number-too-large": "number-too-large",
    "int_from_float": "number-fraction",
    "int_type": "number-invalid",
    "too_short": "field-missing",
    "formula-invalid": "formula-invalid",
    "pattern-invalid": "pattern-invalid",
    "period-unreadable": "period-unreadable",
}
_EXPECTED = {
    "string_type": "text",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "mapping_type": "mapping",
    "dataclass_type": "mapping",
    "date_type": "date",
    "date_from_datetime_parsing": "date",
    "decimal_type": "number",
}
# Written forms of the patterns of the model, for the message.
_FORMS = {
    r"^[^\t\n]*$": "one line without tabs",
    r"^[a-z0-9][a-z0-9_-]*$": "a-z 0-9 - _",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "MM-DD",
    r"^https?://[^\s/?#]+(/[^\s?#]*)?/$": "https://www.example.org/…/",
    r"^https?://[^\s/?#]+(/\S*)?$": "https://www.example.org/…",
    r"^(https?://[^\s/?#]+(/[^\s?#]*)?/|(\.\./)*([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+)$": "health/, ../health/, https://www.example.org/…/",
}


def mistake(details: ErrorDetails, spot: Spot, labels: Labels | None) -> Problem:
    """The problem of a value below a spot, in the words that the value is written in."""
    kind = details["type"]
    # Typed steps of unions and the like are no steps of the file.
    steps = tuple(step.rstrip("_") if isinstance(step, str) else step for step in details["loc"])
    place = spot.at(*steps)
    names = [step for step in place.path if isinstance(step, str)]
    context = {name: str(value) for name, value in details.get("ctx", {}).items()}
    found = details["input"]
    values = {"field": names[-1] if names else posixpath.basename(spot.file), "value": _shown(found), **context}
    if kind == "missing":
        return Problem("field-missing", spot.at(*steps[:-1]), values)
    if kind in _EXPECTED or kind not in _CODES:
        example = labels.text.get(f"example_{values['field']}", "") if labels and not isinstance(found, dict) else ""
        if labels and not example and len(names) > 1:
            example = labels.text.get(f"example_in_{names[-2]}", "").replace("NAME", names[-1])
        values |= {"example": _files(found, labels) or example if labels and values["field"] == "attachments" else example}
        if labels and not example and names and names[-1] == place.path[-1]:
            values |= _as_expected(found, _EXPECTED.get(kind, ""), labels)
        return Problem("value-type", place, values | {"expected": _EXPECTED.get(kind, details["msg"]), "found": _kind(found)})
    if kind == "literal_error":
        known = [name.strip().strip("'") for name in context["expected"].replace(" or ", ", ").split(",")]
        if labels and not str(found).isascii():
            known = [labels.values.get(name, (name,))[0] for name in known]
        values |= {"known": ", ".join(known), "suggestion": nearest(str(found), known)}
    if kind.startswith("bool"):
        values |= {"known": "true, false" if str(found).isascii() else "是, 否"}
    if kind == "date-notation" and not any(map(str.isnumeric, str(found))):
        values["day"] = "2023-02-03"  # as an example, where there may be none
    if kind == "string_pattern_mismatch":
        values["value"] = values["value"].replace("\n", " ").replace("\t", " ")
        values["form"] = _FORMS.get(context["pattern"], context["pattern"])
        if right := _folder_meant(str(found), context["pattern"]):
            mend = Mend(str(found), right) if right.startswith(str(found)) else None  # http or https is for a person to say
            return Problem(_CODES[kind], place, values | {"form": right}, mend=mend)
    # Of a date only what it can be in one way is mended: not a number of days, which may be another number.
    certain = kind == "date-notation" and "suggestion" in context and _is_certain(str(found), context["suggestion"])
    return Problem(_CODES[kind], place, values, mend=Mend(found, context["suggestion"]) if certain else None)


def _folder_meant(written: str, pattern: str) -> str:
    """The address of a folder that was written without its last slash, or without what stands before the host; else nothing."""
    address = written.strip()
    if "/" in pattern[-3:] and _LAST_IS_FOLDER.search(address):
        tried = [f"{address}/", *([] if "://" in address else [f"https://{address.rstrip('/')}/"])]
        return next((one for one in tried if re.fullmatch(pattern, one)), "")
    return ""


def is_file_name(text: str) -> bool:
    """True for a text that names one file."""
    return (_ONE_FILE.fullmatch(text.strip()) is not None or bool(local_name(text))) and not _PARTED.search(text)


def _files(found: object, labels: Labels) -> str:
    """The attachments that a text names by their files, as they should be written; nothing where it names none."""
    parts = _PARTED.split(found) if isinstance(found, str) else []
    files = [file.strip() for file in (parts[0].split() if len(parts) == 1 else parts)]
    if not files or not all(_FILE.fullmatch(file) for file in files):
        return ""
    return labels.text["files_attached"].format(files=", ".join(files))


def _as_expected(found: object, expected: str, labels: Labels) -> dict[str, str]:
    """The value of the hint that shows the entries that were written in the form expected; none where they cannot be put so."""
    entries = list(found.values()) if isinstance(found, dict) else found
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        return {}
    if expected == "list":
        return {"as_list": ", ".join(entries)}
    return {"as_text": labels.text["list_join"].join(entries)} if expected == "text" and isinstance(found, list) else {}


def _is_certain(found: str, day: str) -> bool:
    """True if a date in another notation can be read in one way only: it has its year in full."""
    return day[:4] in unicodedata.normalize("NFKC", found) or not any(sign.isdigit() for sign in found)


def _kind(value: object) -> str:
    return "mapping" if isinstance(value, dict) else "list" if isinstance(value, list | tuple) else "text"


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, str | Decimal) else ""
    return text if len(text) <= 60 else text[:59] + "…"
