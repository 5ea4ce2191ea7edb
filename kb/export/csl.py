"""CSL-JSON: the items that reference managers and citation processors share."""

import json
from collections.abc import Iterable

from pydantic import JsonValue

from kb.export.authors import listed, parted
from kb.export.csl_fields import date_parts, line, remarks, title_line
from kb.export.page_range import page_range
from kb.model.source import Name, Source

# The fields that have the same name and meaning here and there.
SHARED = (
    "container-title",
    "container-title-short",
    "publisher",
    "publisher-place",
    "edition",
    "genre",
    "number",
    "language",
    "volume",
    "issue",
    "page",
    "DOI",
    "PMID",
    "PMCID",
    "ISSN",
    "URL",
)


def csl_json(sources: Iterable[Source]) -> str:
    """The sources as one CSL-JSON file, in the given order."""
    return json.dumps([csl_item(source) for source in sources], ensure_ascii=False, indent=1) + "\n"


def csl_item(source: Source) -> dict[str, JsonValue]:
    """A source as a CSL item; unknown values are left out."""
    shared = {name: line(getattr(source, name.replace("-", "_")) or "") for name in SHARED}
    item: dict[str, JsonValue] = {
        "id": source.id,
        "type": source.type,
        "title": title_line(source),
        "author": [_name(author) for author in listed(source)],
        "editor": [_name(editor) for editor in source.editor],
        "issued": _date(source.issued),
        "accessed": _date(source.accessed),
        **shared,
        "page": line(page_range(source)),
        "status": source.standing,
        "note": "\n".join(remarks(source)),
    }
    return {name: value for name, value in item.items() if value}


def _date(day: str | None) -> JsonValue:
    parts: list[JsonValue] = list(date_parts(day))
    return {"date-parts": [parts]} if parts else None


def _name(author: Name) -> JsonValue:
    parts = parted(author).model_dump(by_alias=True)
    return {name: line(part) for name, part in parts.items() if part}
