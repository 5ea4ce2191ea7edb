"""Which documents meet the filters, how many have each value, and how they're sorted: a
straightforward implementation of an `EngineRequest`.

Filters on parts must all be met by one part. A facet's counts ignore its own filter, so they show
how many documents each value would give.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from search.engines.protocol import Attributes, EngineRequest

Chosen = Mapping[str, frozenset[str]]


def _split(request: EngineRequest, but: str = "") -> tuple[Chosen, Chosen]:
    """The filters on whole documents and those on parts, without the facet `but`."""
    kept = {facet: values for facet, values in request.filters.items() if facet != but}
    return (
        {facet: values for facet, values in kept.items() if facet not in request.part_facets},
        {facet: values for facet, values in kept.items() if facet in request.part_facets},
    )


def _has(attributes: Attributes, whole: Chosen) -> bool:
    return all(
        not values.isdisjoint(attributes.values.get(facet, ())) for facet, values in whole.items()
    )


def part_has(part: Mapping[str, str], chosen: Chosen) -> bool:
    """Whether a part meets these filters."""
    for facet, values in chosen.items():  # noqa: SIM110 - a loop takes half the time
        if part.get(facet) not in values:
            return False
    return True


def meets(attributes: Attributes, request: EngineRequest) -> bool:
    """Whether the document meets all filters, with those on parts met by one part."""
    whole, parts = _split(request)
    return _has(attributes, whole) and (
        not parts or any(part_has(part, parts) for part in attributes.parts)
    )


def first_part(parts: Iterable[Mapping[str, str]], chosen: Chosen) -> int | None:
    """The number of a document's first part that meets these filters; None without any."""
    if not chosen:
        return None
    for number, part in enumerate(parts):
        if part_has(part, chosen):
            return number
    return None


def counts(documents: Iterable[Attributes], request: EngineRequest) -> dict[str, dict[str, int]]:
    """For each facet in `request.count`, how many matching documents have each value, most frequent
    first.
    """
    matching = tuple(documents)
    return {facet: _count(facet, matching, request) for facet in request.count}


def _count(facet: str, matching: Sequence[Attributes], request: EngineRequest) -> dict[str, int]:
    whole, parts = _split(request, but=facet)
    found: dict[str, int] = {}
    for attributes in matching:
        if _has(attributes, whole):
            for value in _values(facet, attributes, request, parts):
                found[value] = found.get(value, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _values(facet: str, attributes: Attributes, request: EngineRequest, parts: Chosen) -> set[str]:
    meeting = [part for part in attributes.parts if part_has(part, parts)]
    if facet in request.part_facets:
        return {part[facet] for part in meeting if facet in part}
    return set(attributes.values.get(facet, ())) if meeting or not parts else set()


def ordering(
    request: EngineRequest,
) -> Callable[[tuple[Attributes, float, str]], tuple[float, float, str, str]]:
    """The sort key for (attributes, score, id); ties by name, then id."""
    _, chosen = _split(request)
    return lambda one: (
        -_rank(one[0], request.sort, chosen),
        -one[1] if request.sort != "name" else 0.0,
        one[0].name,
        one[2],
    )


def _rank(attributes: Attributes, sort: str, chosen: Chosen) -> float:
    """The rank of what is shown: if there are filters on parts, the rank of the part that meets
    them.
    """
    if sort in ("relevance", "name"):
        return 0.0
    number = first_part(attributes.parts, chosen)
    if number is not None and sort in attributes.part_ranks[number]:
        return attributes.part_ranks[number][sort]
    return attributes.ranks.get(sort, -1)
