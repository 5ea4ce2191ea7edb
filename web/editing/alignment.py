"""Which item of one list is which of another: by its id, its text, or all it says."""

import json
from collections.abc import Mapping, Sequence

from web.editing.yaml_text import Plain, one_line

Pairs = tuple[tuple[int | None, int | None], ...]
ALIKE = 0.5  # of all fields: from here on an item is the same one, changed


def aligned(before: Sequence[Plain], after: Sequence[Plain]) -> Pairs:
    """Pairs of places, in the order of `after`; None for an item that came or is gone.

    What is gone is listed where it was, behind the item it followed. An item with another id is
    the same one if most of it is as it was.
    """
    keys = keyed(before, before)
    places = {key: place for place, key in enumerate(keys)}
    olds = [places.get(key) for key in keyed(after, before)]
    came = [place for place, old in enumerate(olds) if old is None]
    gone = [place for place in range(len(before)) if place not in olds]
    again = _matched([after[place] for place in came], [before[place] for place in gone])
    for new, old in again.items():
        olds[came[new]] = gone[old]
    pairs: list[tuple[int | None, int | None]] = [(old, place) for place, old in enumerate(olds)]
    found = {old for old, _ in pairs}
    for place in range(len(before)):
        if place not in found:
            at = next((i + 1 for i, (old, _) in enumerate(pairs) if old == place - 1), 0)
            pairs.insert(at if place else 0, (place, None))
    return tuple(pairs)


def keyed(items: Sequence[Plain], base: Sequence[Plain]) -> tuple[str, ...]:
    """A key for each item that the same item has in other lists keyed by the same base."""
    own = [_own_key(item) for item in items]
    if all(own) and len(set(own)) == len(own):
        return tuple(own)
    found = _matched(items, base)
    keys: list[str] = []
    for place, item in enumerate(items):
        key = f"={found[place]}" if place in found else f"+{_written(item)}"
        keys.append(key if key not in keys else f"{key}~{place}")
    return tuple(keys)


def likeness(one: Plain, other: Plain) -> float:
    """How much of what two items say is the same, from 0 to 1."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return 1.0 if one_line(one) == one_line(other) else 0.0
    names = {*one, *other}
    same = sum(one_line(one.get(name, "")) == one_line(other.get(name, "")) for name in names)
    return same / len(names) if names else 1.0


def _own_key(item: Plain) -> str:
    if isinstance(item, Mapping):
        id = item.get("id")
        return f"#{id}" if isinstance(id, str) else ""
    return f"'{one_line(item)}" if isinstance(item, str) else ""


def _written(item: Plain) -> str:
    return json.dumps(one_line(item), sort_keys=True, ensure_ascii=False)


def _matched(items: Sequence[Plain], base: Sequence[Plain]) -> dict[int, int]:
    """By the place of an item, that of the one of the base it is: the same, else the likest."""
    scores = sorted(
        (
            (-likeness(item, old), abs(place - there), place, there)
            for place, item in enumerate(items)
            for there, old in enumerate(base)
        ),
    )
    found: dict[int, int] = {}
    for score, _, place, there in scores:
        alike = -score >= ALIKE or (len(items) == len(base) and place == there and -score > 0)
        if alike and place not in found and there not in found.values():
            found[place] = there
    return found
