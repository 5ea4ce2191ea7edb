"""An entry as one plain record for other programs: every field under its YAML name, and everything derived from it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import JsonValue

from kb.model.entries import Entry, Intervention
from kb.model.finding import Finding
from kb.model.library import Library
from kb.statements.answer import answer, shown_magnitude
from kb.statements.statement import state

FOLDER_OF = {
    "intervention": "interventions",
    "condition": "conditions",
    "claim": "claims",
    "source": "sources",
}


def record(entry: Entry, library: Library) -> dict[str, JsonValue]:
    """The entry as `kb show --json` and `kb dump` give it: absent things null, numbers as JSON numbers, dates as ISO text."""
    written = _plain(entry.model_dump(by_alias=True))
    if not isinstance(written, dict):
        raise TypeError(f"{entry.id} is no mapping")
    named: dict[str, JsonValue] = {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "url": url(entry),
    }
    derived = _derived(entry, library) if isinstance(entry, Intervention) else {}
    return {**named, **written, **derived}


def url(entry: Entry) -> str:
    """The address of an entry's page, from the root of the site."""
    return f"/{FOLDER_OF[entry.kind]}/{entry.id}"


def _derived(entry: Intervention, library: Library) -> dict[str, JsonValue]:
    card = answer(entry, library)
    return {
        "certainty": card.certainty,
        "certainty-words": card.certainty_words,
        "magnitude": card.magnitude,
        "magnitude-words": card.magnitude_words,
        "key": [finding.id for finding, _ in card.key],
        "notes": list(card.notes),
        "findings": [_finding(finding, entry, library) for finding in entry.findings],
    }


def _finding(finding: Finding, entry: Intervention, library: Library) -> JsonValue:
    statement = state(finding, entry, library)
    written = _plain(finding.model_dump(by_alias=True))
    derived: dict[str, JsonValue] = {
        "result": statement.result,
        "magnitude": statement.magnitude,
        "shown-magnitude": shown_magnitude(finding, statement),
        "statement": statement.text,
    }
    return {**written, **derived} if isinstance(written, dict) else derived


def _plain(value: object) -> JsonValue:
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{value!r} has no place in a record")
