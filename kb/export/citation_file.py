"""How to cite the collection as a whole: a CITATION.cff file (Citation File Format 1.2.0)."""

import json
from collections.abc import Iterator
from datetime import date

from kb.export.edition import Edition
from kb.model.library import Library


def citation_cff(library: Library, of: Edition, released: date) -> str:
    """The file; its author is the publisher or, if none is named, the collection."""
    return "".join(f"{line}\n" for line in _lines(library, of, released))


def _lines(library: Library, of: Edition, released: date) -> Iterator[str]:
    """YAML with JSON-quoted texts, so that any text is safe."""
    collection = library.collection
    yield "cff-version: 1.2.0"
    yield "message: If you use this data, please cite it as below."
    yield "type: dataset"
    yield f"title: {_text(collection.title)}"
    yield f"abstract: {_text(collection.description)}"
    yield "authors:"
    yield f"  - name: {_text(collection.publisher or collection.title)}"
    yield f"version: {_text(of.version)}"
    yield f"date-released: {released.isoformat()}"
    yield f"license: {collection.licence}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
