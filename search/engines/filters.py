"""Which documents meet the filters, how many have each value, and in which order they stand: the plain reading of an `Ask`.

Filters about parts must be met by one and the same part. A count of a facet leaves that facet's own filter out, so that it
says how many documents choosing the value would show.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from search.engines.protocol import Ask, Standing

Chosen = Mapping[str, frozenset[str]]


def _split(ask: Ask, but: str = "") -> tuple[Chosen, Chosen]:
    """The filters on whole documents and those on parts, without the facet `but`."""
    kept = {facet: values for facet, values in ask.filters.items() if facet != but}
    return (
        {facet: values for facet, values in kept.items() if facet not in ask.part_facets},
        {facet: values for facet, values in kept.items() if facet in ask.part_facets},
    )


def _has(standing: Standing, whole: Chosen) -> bool:
    return all(
        not values.isdisjoint(standing.values.get(facet, ())) for facet, values in whole.items()
    )


def _part_has(part: Mapping[str, str], chosen: Chosen) -> bool:
    return all(part.get(facet) in values for facet, values in chosen.items())


def meets(standing: Standing, ask: Ask) -> bool:
    """Whether the document meets all filters, those on parts through one part."""
    whole, parts = _split(ask)
    return _has(standing, whole) and (
        not parts or any(_part_has(part, parts) for part in standing.parts)
    )


def first_part(parts: Iterable[Mapping[str, str]], ask: Ask) -> int | None:
    """The number of the first of a document's parts that meets the filters on parts; None where there are no such filters."""
    _, chosen = _split(ask)
    if not chosen:
        return None
    return next((number for number, part in enumerate(parts) if _part_has(part, chosen)), None)


def counts(standings: Iterable[Standing], ask: Ask) -> dict[str, dict[str, int]]:
    """For each facet of `ask.count` how many of the matching documents have each value, the most frequent first."""
    matching = tuple(standings)
    return {facet: _count(facet, matching, ask) for facet in ask.count}


def _count(facet: str, matching: Sequence[Standing], ask: Ask) -> dict[str, int]:
    whole, parts = _split(ask, but=facet)
    found: dict[str, int] = {}
    for standing in matching:
        if _has(standing, whole):
            for value in _values(facet, standing, ask, parts):
                found[value] = found.get(value, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _values(facet: str, standing: Standing, ask: Ask, parts: Chosen) -> set[str]:
    meeting = [part for part in standing.parts if _part_has(part, parts)]
    if facet in ask.part_facets:
        return {part[facet] for part in meeting if facet in part}
    return set(standing.values.get(facet, ())) if meeting or not parts else set()


def ordering(ask: Ask) -> Callable[[tuple[Standing, float, str]], tuple[float, float, str, str]]:
    """The key that puts (standing, score, id) into the wanted order: the name, then the id, decide among equals."""
    return lambda one: (
        -_rank(one[0], ask),
        -one[1] if ask.sort != "name" else 0.0,
        one[0].name,
        one[2],
    )


def _rank(standing: Standing, ask: Ask) -> float:
    """The rank of what is shown: of the part that meets the filters where there are such filters."""
    if ask.sort in ("relevance", "name"):
        return 0.0
    number = first_part(standing.parts, ask)
    if number is not None and ask.sort in standing.part_ranks[number]:
        return standing.part_ranks[number][ask.sort]
    return standing.ranks.get(ask.sort, -1)
