"""Two versions of an entry brought together field by field, by what both started from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from web.editing.alignment import keyed
from web.editing.yaml_text import Plain, one_line

Step = str | int
Place = tuple[Step, ...]  # the fields and items that lead to a value, as one version counts them


@dataclass(frozen=True)
class Absent:
    """Where a version has nothing."""


ABSENT = Absent()
Value = Plain | Absent


@dataclass(frozen=True)
class Conflict:
    """A field that both versions changed, each to something else.

    `place` is where it is in `mine`; `name` says it for people and stays the same in all versions.
    """

    name: str
    place: Place
    base: Value
    mine: Value
    theirs: Value


@dataclass(frozen=True)
class Merged:
    """What both versions say together; where they are in conflict, it says what `theirs` does."""

    value: dict[str, Plain]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class Difference:
    """A field that differs: `before` and `after` it."""

    name: str
    place: Place
    before: Value
    after: Value


def merged(
    base: Mapping[str, Plain],
    mine: Mapping[str, Plain],
    theirs: Mapping[str, Plain],
    chosen: Mapping[str, bool] | None = None,
) -> Merged:
    """Bring two versions together; a conflict whose name is `chosen` takes mine where true."""
    merging = _Merging(chosen or {})
    value = merging.fields(dict(base), dict(mine), dict(theirs), "", ())
    return Merged(value, tuple(merging.conflicts))


def differences(
    before: Mapping[str, Plain],
    after: Mapping[str, Plain],
    base: Mapping[str, Plain] | None = None,
) -> tuple[Difference, ...]:
    """Every field that differs, in the order of `after`; items are named as in `base`, by default
    `before`.
    """
    old = dict(before)
    return tuple(_differences(old if base is None else dict(base), old, dict(after), "", ()))


class _Merging:
    def __init__(self, chosen: Mapping[str, bool]) -> None:
        self.chosen = chosen
        self.conflicts: list[Conflict] = []

    def value(self, base: Value, mine: Value, theirs: Value, name: str, place: Place) -> Value:
        if _same(mine, theirs) or _same(base, mine):
            return theirs
        if _same(base, theirs):
            return mine
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self.fields(base if isinstance(base, dict) else {}, mine, theirs, name, place)
        if isinstance(mine, list) and isinstance(theirs, list):
            return self.items(base if isinstance(base, list) else [], mine, theirs, name, place)
        if name not in self.chosen:
            self.conflicts.append(Conflict(name, place, base, mine, theirs))
        return mine if self.chosen.get(name) else theirs

    def fields(
        self,
        base: dict[str, Plain],
        mine: dict[str, Plain],
        theirs: dict[str, Plain],
        name: str,
        place: Place,
    ) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        for field in _together(list(theirs), list(mine)):
            value = self.value(
                base.get(field, ABSENT),
                mine.get(field, ABSENT),
                theirs.get(field, ABSENT),
                _below(name, field),
                (*place, field),
            )
            if not isinstance(value, Absent):
                result[field] = value
        return result

    def items(
        self, base: list[Plain], mine: list[Plain], theirs: list[Plain], name: str, place: Place
    ) -> list[Plain]:
        old, own, other = (_by_key(items, base) for items in (base, mine, theirs))
        order = list(other)
        if [key for key in order if key in old] == [key for key in old if key in other]:
            order = _together(list(own), order)
        else:
            order = _together(order, list(own))
        result: list[Plain] = []
        places = {key: number for number, key in enumerate(own)}
        for key in order:
            value = self.value(
                old.get(key, ABSENT),
                own.get(key, ABSENT),
                other.get(key, ABSENT),
                _item(name, key),
                (*place, places.get(key, len(places))),
            )
            if not isinstance(value, Absent):
                result.append(value)
        return result


def _by_key(items: list[Plain], base: Sequence[Plain]) -> dict[str, Plain]:
    return dict(zip(keyed(items, base), items, strict=True))


def _together(leading: list[str], more: list[str]) -> list[str]:
    """All names in the leading order; the others each behind the one they follow."""
    order = list(leading)
    for number, name in enumerate(more):
        if name not in leading:
            before = more[number - 1] if number else None
            order.insert(order.index(before) + 1 if before is not None else 0, name)
    return order


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Absent) or isinstance(other, Absent):
        return isinstance(one, Absent) and isinstance(other, Absent)
    return one_line(one) == one_line(other)


def _below(name: str, field: str) -> str:
    return f"{name}.{field}" if name else field


def _item(name: str, key: str) -> str:
    """An item by its id, its words, or its number from 1; a new one by a digest of what it says."""
    mark, rest = key[0], key[1:]
    if mark == "=":
        return f"{name}[{int(rest.partition('~')[0]) + 1}]"
    if mark == "+":
        return f"{name}[new {blake2b(rest.encode(), digest_size=3).hexdigest()}]"
    return f"{name}[{rest}]"


def _differences(
    base: Value, before: Value, after: Value, name: str, place: Place
) -> Iterator[Difference]:
    if _same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        started = base if isinstance(base, dict) else {}
        for field in _together(list(after), list(before)):
            first, old, new = (one.get(field, ABSENT) for one in (started, before, after))
            yield from _differences(first, old, new, _below(name, field), (*place, field))
    elif isinstance(before, list) and isinstance(after, list):
        started_with = base if isinstance(base, list) else before
        yield from _item_differences(started_with, before, after, name, place)
    else:
        yield Difference(name, place, before, after)


def _item_differences(
    base: list[Plain], before: list[Plain], after: list[Plain], name: str, place: Place
) -> Iterator[Difference]:
    first, old, new = (_by_key(items, base) for items in (base, before, after))
    places = {key: number for number, key in enumerate(new)}
    found = False
    for key in _together(list(new), list(old)):
        for one in _differences(
            first.get(key, ABSENT),
            old.get(key, ABSENT),
            new.get(key, ABSENT),
            _item(name, key),
            (*place, places.get(key, len(places))),
        ):
            found = True
            yield one
    if not found:
        yield Difference(name, place, before, after)  # the order alone
