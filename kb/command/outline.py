"""Prints a record as an outline, for `kb show`: everything present, nothing absent."""

from collections.abc import Iterator, Mapping, Sequence

# a number's digits as printed stand for the number
PRINTED = "-printed"


def outline(value: object, depth: int = 0) -> Iterator[str]:
    """The lines of a record: `name: value`, parts indented, absent and empty values omitted."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if f"{name}{PRINTED}" not in value:
                yield from _named(str(name).removesuffix(PRINTED), part, depth)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from _item(part, depth)
    else:
        yield "  " * depth + _words(value)


def _named(name: str, part: object, depth: int) -> Iterator[str]:
    if part is None or part == [] or part == {} or part is False:
        return
    if isinstance(part, Mapping | list | tuple):
        yield f"{'  ' * depth}{name}:"
        yield from outline(part, depth + 1)
    else:
        yield f"{'  ' * depth}{name}: {_words(part)}"


def _item(part: object, depth: int) -> Iterator[str]:
    """A list item: its first line has the hyphen, the others are indented below it."""
    lines = list(outline(part))
    for number, line in enumerate(lines):
        yield "  " * depth + ("- " if number == 0 else "  ") + line


def _words(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
