"""CSL-JSON and CSL-YAML, and Crossref's items, which are nearly CSL."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kb.importing.record import Given, ImportRefused, Record, gathered
from kb.model.source import Name, Source
from kb.reading.nodes import plain
from kb.reading.shape import Shape, fields
from kb.reading.yaml_reader import read_yaml

# Crossref's names for the same.
OTHERS: Mapping[str, str] = {
    "short-container-title": "container-title-short",
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
    "published": "issued",
    "published-print": "issued",
    "published-online": "issued",
    "article-number": "article-number",
    "publisher-location": "publisher-place",
    "edition-number": "edition",
}
RANKS = {"issued": 0, "published-print": 1, "published": 2, "published-online": 3}
# What an item says about itself, and not about the publication.
ASIDE = frozenset({"id", "citation-key", "citation-label"})
PEOPLE = frozenset({"author", "editor"})
DATES = frozenset({"issued", "accessed", "published", "published-print", "published-online"})
ACCEPTED = {**{name: name for name in fields(Source)}, **OTHERS}
PARTS = frozenset(fields(Name))


def csl_json_records(text: str) -> Iterator[Record]:
    """The references of a CSL-JSON file: a list of items, one item, or a Crossref response."""
    try:
        read = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise ImportRefused(
            f"it can't be read any further on line {line}: the file is cut off or has a mistake"
            " there; export it again"
        ) from error
    yield from csl_records(read, "CSL-JSON")


def csl_yaml_records(text: str) -> Iterator[Record]:
    """The references of a CSL-YAML file, as pandoc writes it: a list, or one under `references`."""
    root, problems = read_yaml(text, "", Shape())
    wrong = [one for one in problems if one.rule in ("yaml", "depth", "alias", "merge-conflict")]
    if root is None or wrong:
        first = wrong[0] if wrong else None
        said = f" (line {first.line}: {first.message})" if first else ""
        raise ImportRefused(f"the file can't be read as CSL-YAML{said}; export it again")
    yield from csl_records(plain(root), "CSL-YAML")


def csl_records(read: object, form: str) -> Iterator[Record]:
    """The references in what was read."""
    items = _items(read)
    odd = next((n for n, item in enumerate(items, 1) if not isinstance(item, dict)), 0)
    if odd or not items:
        what = f"item {odd} of its list isn't one" if odd else "it has no list of them"
        raise ImportRefused(f"the file has no references as {form}: {what}; export it again")
    for number, item in enumerate(items, 1):
        yield csl_record(item, f"record {number}{_named(item)}")


def _items(read: object) -> list[Any]:
    if isinstance(read, dict):
        for key in ("references", "items", "message"):
            if key in read:
                return _items(read[key])
        return [read] if "title" in read or "type" in read else []
    return read if isinstance(read, list) else []


def _named(item: Mapping[str, object]) -> str:
    id = item.get("id")
    return f" ({id})" if isinstance(id, str | int) and str(id) else ""


def csl_record(item: Mapping[str, Any], place: str) -> Record:
    """One item as a record."""
    given = [
        one
        for name, value in item.items()
        if name not in ASIDE and name != "type"
        for one in _given(name, value)
    ]
    record = gathered(place, str(item.get("type", "")), given, ACCEPTED, RANKS)
    return replace(record, key=str(item.get("id", "")))


def _given(name: str, value: object) -> Iterator[Given]:
    if name in PEOPLE:
        yield from (_person(name, one) for one in _listed(value))
    elif name in DATES:
        yield Given(name, _date(value))
    elif name == "note" and isinstance(value, str):
        yield from _extra(value)
    else:
        for one in _listed(value):
            if isinstance(one, str | int | float) and not isinstance(one, bool):
                yield Given(name, str(one))
            elif one:
                yield Given(name, json.dumps(one, ensure_ascii=False)[:200])


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _person(name: str, value: object) -> Given:
    if not isinstance(value, dict):
        return Given(name, str(value))
    if body := value.get("name") or value.get("literal"):
        return Given(name, str(body), {"literal": str(body)})
    parts = {key: str(text) for key, text in value.items() if key in PARTS and text}
    return Given(name, " ".join(parts.values()), parts)


def _date(value: object) -> str:
    """A CSL date as year-month-day: from `date-parts`, `raw`, text, or pandoc's fields."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, dict):
        return str(value)
    parts = value.get("date-parts") or [[value.get(key) for key in ("year", "month", "day")]]
    first = parts[0] if isinstance(parts, list) and parts else []
    numbers = [str(part) for part in first if part] if isinstance(first, list) else []
    if numbers and all(part.isdigit() for part in numbers):
        return "-".join([f"{int(numbers[0]):04}", *(f"{int(part):02}" for part in numbers[1:3])])
    return str(value.get("raw") or value.get("literal") or "")


def _extra(note: str) -> Iterator[Given]:
    """Zotero keeps values without a CSL-JSON field in lines of the note: `PMID: 123`."""
    rest = []
    for line in note.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip() in ("PMID", "PMCID", "DOI") and value.strip():
            yield Given(name.strip(), value.strip())
        elif line.strip():
            rest.append(line.strip())
    if rest:
        yield Given("note", " ".join(rest))
