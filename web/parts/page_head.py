"""What the head of a page says to programs: its description, the tags for reference managers,
and linked data.
"""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from kb.export.entry_citation import updated
from kb.model.entries import Entry
from kb.model.library import Library
from kb.model.source import Source
from web.core.links import entry_url
from web.core.reload import state
from web.parts.citation_tags import Tags, entry_tags, source_tags
from web.parts.schema_org import description, json_ld

# What search engines and messengers show of a description; the rest would only weigh.
LONGEST = 300


@dataclass(frozen=True)
class Head:
    """The head of an entry's page."""

    description: str
    citation: Tags
    json_ld: dict[str, Any]


def register(app: Flask) -> None:
    """Give the templates the heads of entries."""
    app.context_processor(
        lambda: {
            "head_of": lambda entry: head_of(
                entry, state().library, str(current_app.config["PUBLIC"])
            )
        }
    )


def head_of(entry: Entry, library: Library, public: str) -> Head:
    """The head of an entry's page; `public` is the site's address, or empty."""
    return Head(
        shortened(description(entry, library)),
        _tags(entry, library, public),
        json_ld(entry, library, public),
    )


def shortened(text: str) -> str:
    """The text, or as many whole words of it as there is room for."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rpartition(" ")[0] + "\u2026"


def _tags(entry: Entry, library: Library, public: str) -> Tags:
    if isinstance(entry, Source):
        return source_tags(entry)
    address = f"{public}{entry_url(entry)}" if public else ""
    return entry_tags(entry, library.collection.title, updated(entry).isoformat(), address)
