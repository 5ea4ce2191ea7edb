"""What an answer for an assistant carries besides: the sources it names, and whole addresses."""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from kb.export.citations import addresses, reference
from kb.model.library import Library
from kb.model.scalars import CITE

Json = dict[str, JsonValue]
NAMES_SOURCES = ("source", "sources", "retracted")


def with_sources(answer: Json, library: Library, public: str) -> Json:
    """The answer, without what is absent, and after it each source that it names."""
    found = dict.fromkeys(id for id in _cited(answer) if id in library.sources)
    sources: Json = {id: _source(id, library) for id in found}
    whole = {name: _whole(part, public) for name, part in answer.items() if part is not None}
    return {**whole, "cited-sources": _whole(sources, public)}


def _source(id: str, library: Library) -> Json:
    source = library.sources[id]
    return {
        "reference": reference(source),
        "urls": [one.url for one in addresses(source)],
        "status": source.status.kind if source.status else None,
        "url": f"/sources/{id}",
    }


def _cited(value: JsonValue, name: str = "") -> Iterator[str]:
    """The ids of sources: in the fields that have one, and in prose."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _cited(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _cited(part, name)
    elif isinstance(value, str):
        yield from ([value] if name in NAMES_SOURCES else [])
        yield from (cite[1] for cite in CITE.finditer(value))


def _whole(value: JsonValue, public: str, name: str = "") -> JsonValue:
    """With addresses that lead there from anywhere, where the site has one."""
    if isinstance(value, Mapping):
        parts = {key: _whole(part, public, key) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in (None, [], {})}
    if isinstance(value, list):
        return [_whole(part, public) for part in value]
    return f"{public}{value}" if name == "url" and str(value).startswith("/") else value
