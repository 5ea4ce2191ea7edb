"""Every field of every file emptied, left out or of another type: the collection loads all the
same, and an edit loses nothing that was served before.
"""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.loading import Unreadable, load
from small_collection import write_collection

LEFT_OUT = object()
LONG = "much too long " * 10_000
WRONG = {"empty": None, "left out": LEFT_OUT, "list": [1], "mapping": {}, "long": LONG, "number": 5}
Place = tuple[str | int, ...]


def places(held: dict[str, Any] | list[Any], at: Place = ()) -> Iterator[Place]:
    """The places of the values of a document, one of each shape."""
    items = held.items() if isinstance(held, dict) else enumerate(held[:1])
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


def changed(document: dict[str, Any], place: Place, value: object) -> str:
    """The document as YAML with that value in that place."""
    whole: Any = copy.deepcopy(document)
    *before, last = place
    held = whole
    for key in before:
        held = held[key]
    if value is LEFT_OUT:
        del held[last]
    else:
        held[last] = value
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize(
    "wrong",
    ["empty", *(pytest.param(kind, marks=pytest.mark.full) for kind in WRONG if kind != "empty")],
)
def test_no_field_of_any_type_stops_the_rest_from_being_read(wrong: str, tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    before = load(folder)
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        document = yaml.safe_load(text)
        for place in places(document):
            path.write_text(changed(document, place, WRONG[wrong]), encoding="utf-8")
            assert load(folder, before).size == before.size, (path, place)
            try:
                load(folder)
            except Unreadable as unreadable:  # the collection's own file or a list
                assert unreadable.problems, (path, place)
        path.write_text(text, encoding="utf-8")
    assert load(folder).problems == before.problems
