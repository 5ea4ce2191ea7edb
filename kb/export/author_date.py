"""A source as one plain line in the two manners that name author and year first: APA (7th edition)
and Harvard (Cite Them Right).
"""

from collections.abc import Iterator, Sequence

from kb.export.authors import in_order, with_initials
from kb.export.citations import addresses, sentence, title
from kb.export.page_range import pages
from kb.model.dates import month_first, partial_in_words
from kb.model.source import STANDING, Name, Source

APA_MOST, HARVARD_MOST = 20, 3  # authors named before the list is cut
MORE = "[further authors not seen]"
# What is a part of what it appeared in: its pages follow that.
PARTS = frozenset({"chapter", "paper-conference"})
WHOLE = frozenset({"report", "webpage", "book", "dataset", "standard"})


def apa(source: Source) -> str:
    """`Meyer, H. E., & Okafor, L.-H. (2011). Title. Journal, 155(9), 569–578. https://doi.org/...`;
    without authors the title comes first.
    """
    people = _apa_people(source.author, whole=source.author_complete)
    when, what = f"({_apa_date(source)}).", sentence(_titled(source, _apa_inside(source)))
    opening = (sentence(people), when, what) if people else (what, when)
    places = map(sentence, _apa_places(source))
    standing = f"({STANDING[source.standing]})" if source.standing else ""
    return _joined(*opening, *places, _apa_address(source), standing)


def harvard(source: Source) -> str:
    """`Meyer, H.E. and Okafor, L.-H. (2011) ‘Title’, Journal, 155(9), pp. 569–578. Available at:
    https://doi.org/...`; without authors the title comes first.
    """
    what = _titled(source) if source.type in WHOLE else f"‘{_titled(source)}’"
    people = _harvard_people(source.author, whole=source.author_complete)
    when = f"({source.issued[:4] if source.issued else 'no date'})"
    opening = _joined(people, when, what) if people else _joined(what, when)
    cited = ", ".join([opening, *_harvard_places(source)])
    published = _harvard_published(source)
    return _joined(*map(sentence, filter(None, (cited, published))), _harvard_address(source))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _titled(source: Source, inside: str = "") -> str:
    """The title with the edition, the number and what else it has itself."""
    edition = f"{source.edition} ed." if source.edition and source.type not in PARTS else ""
    number = f"{source.genre or 'No.'} {source.number}" if source.number else ""
    told = ", ".join(filter(None, (edition, number, inside)))
    return f"{title(source)} ({told})" if told else title(source)


def _apa_people(names: Sequence[Name], *, whole: bool) -> str:
    """All of up to 20, else the first 19 and the last. The style has no `et al.` for lists: where
    not all were seen, that is said in the square brackets it has for what isn't on the work.
    """
    people = [with_initials(name, " ") for name in names]
    if not whole:
        return ", ".join([*people, MORE]) if people else ""
    if len(people) > APA_MOST:
        return f"{', '.join(people[: APA_MOST - 1])}, … {people[-1]}"
    return ", & ".join(filter(None, (", ".join(people[:-1]), *people[-1:])))


def _harvard_people(names: Sequence[Name], *, whole: bool) -> str:
    people = [with_initials(name, "") for name in names]
    if people and (not whole or len(people) > HARVARD_MOST):
        return f"{people[0]} et al."
    return " and ".join(filter(None, (", ".join(people[:-1]), *people[-1:])))


def _apa_date(source: Source) -> str:
    """The day of a page on the web, and the year of all else."""
    if not source.issued:
        return "n.d."
    by_day = source.type == "webpage"
    return month_first(source.issued, year_first=True) if by_day else source.issued[:4]


def _numbers(source: Source) -> str:
    return f"{source.volume or ''}{f'({source.issue})' if source.issue else ''}"


def _pages(source: Source, *, marked: bool) -> str:
    """`569–578`, with `p.` or `pp.` in front where these are marked."""
    first, last = pages(source)
    mark = ("pp. " if last else "p. ") if marked and first else ""
    return f"{mark}{first}–{last}" if last else f"{mark}{first}"


def _apa_inside(source: Source) -> str:
    """The pages of what has neither a journal nor a volume."""
    elsewhere = source.container_title or _numbers(source)
    return "" if elsewhere or source.type in PARTS else _pages(source, marked=True)


def _apa_places(source: Source) -> Iterator[str]:
    if source.type in PARTS:
        yield _apa_within(source)
    elif source.container_title:
        parts = (source.container_title, _numbers(source), _pages(source, marked=False))
        yield ", ".join(part for part in parts if part)
    elif numbers := _numbers(source):
        yield ", ".join(filter(None, (numbers, _pages(source, marked=False))))
    if source.publisher and source.publisher not in {one.literal for one in source.author}:
        yield source.publisher


def _apa_within(source: Source) -> str:
    """`In C. D. Brook (Ed.), Sand at work (2nd ed., pp. 12–19)`."""
    edition = f"{source.edition} ed." if source.edition else ""
    told = ", ".join(filter(None, (edition, _pages(source, marked=True))))
    editors = " & ".join(in_order(editor) for editor in source.editor)
    role = "Ed." if len(source.editor) == 1 else "Eds."
    by = f"{editors} ({role})," if editors else ""
    into = "In" if by or source.type == "chapter" else ""
    return _joined(into, by, source.container_title or "", f"({told})" if told else "")


def _harvard_places(source: Source) -> Iterator[str]:
    if source.type in PARTS:
        yield _harvard_within(source)
        return
    where = (source.container_title, _numbers(source))
    yield from (part for part in where if part)
    if any(where) and (printed := _pages(source, marked=True)):
        yield printed


def _harvard_within(source: Source) -> str:
    """`in Brook, C.D. (ed.) Sand at work. 2nd edn`."""
    role = "(ed.)" if len(source.editor) == 1 else "(eds)"
    by = f"{_harvard_people(source.editor, whole=True)} {role}" if source.editor else ""
    into = "in" if by or source.type == "chapter" else ""
    within = _joined(into, by, source.container_title or "")
    return f"{sentence(within)} {source.edition} edn" if source.edition else within


def _harvard_published(source: Source) -> str:
    """`Sandwich: Sand Press, pp. 12–19`, where no journal has the pages."""
    if source.container_title and source.type not in PARTS | WHOLE:
        return ""
    elsewhere = source.type not in PARTS and (source.container_title or _numbers(source))
    printed = "" if elsewhere else _pages(source, marked=True)
    place = ": ".join(filter(None, (source.publisher_place, source.publisher)))
    return ", ".join(filter(None, (place, printed)))


def _apa_address(source: Source) -> str:
    address = next((one.url for one in addresses(source)), "")
    if not address or source.DOI or not source.accessed:
        return address
    return f"Retrieved {month_first(source.accessed)}, from {address}"


def _harvard_address(source: Source) -> str:
    address = next((one.url for one in addresses(source)), "")
    opened = source.accessed if not source.DOI else None
    read = f" (Accessed: {partial_in_words(opened)})" if opened else ""
    return f"Available at: {address}{read}." if address else ""
