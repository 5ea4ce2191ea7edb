"""A source: the reference, and every place that cites it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from kb.export.citations import Address, addresses, reference, short
from kb.model.dates import partial_in_words
from kb.model.entries import Claim, Condition, Entry, Intervention
from kb.model.library import Library
from kb.model.source import Source
from kb.overviews.unfinished import LACKING, lacks
from web.core import wording
from web.core.entry_lookup import entry_or_abort
from web.core.links import Link, entry_url, links
from web.core.pagination import Pager, pager
from web.core.query_args import Args, address, unknown
from web.core.reload import state
from web.parts.cited_sources import cited
from web.parts.labels import DESIGN, Label, standing
from web.parts.search_dates import search_of

blueprint = Blueprint("source", __name__)


@dataclass(frozen=True)
class Part:
    """A part of an entry that cites a source; `url` is its anchor, or empty."""

    what: str
    words: str
    url: str


@dataclass(frozen=True)
class Use:
    """An entry that cites a source, and the parts of it that do."""

    title: str
    url: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class SourcePage:
    """Everything the page of a source needs besides the entry; without an author its name is its
    title.
    """

    source: Source
    name: str
    design: str
    reference: str
    searched: str
    status: Label | None
    since: str
    addresses: tuple[Address, ...]
    newer: tuple[Link, ...]
    uses: tuple[Use, ...]
    pager: Pager
    notices: tuple[str, ...]
    lacks: tuple[str, ...]


@blueprint.get("/sources/<id>")
def source(id: str) -> str:
    """One source, and what it is cited for."""
    library = state().library
    entry = entry_or_abort(library.sources, id)
    page = source_page(entry, request.args, library)
    return render_template("source.html", source=entry, page=page)


def source_page(source: Source, args: Args, library: Library) -> SourcePage:
    """The page of a source; the entries that cite it are shown a page at a time."""
    citing = tuple(
        entry for entry in library.mentioning(source.id) if source.id in set(cited(entry))
    )
    pages = pager(args, len(citing), lambda number: _url(source, number))
    bands = _bands(source.id, library) if pages.number == 1 else ()
    return SourcePage(
        source=source,
        name=short(source) if source.author else source.title,
        design=DESIGN[source.design],
        reference=reference(source),
        searched=search_of(source),
        status=standing(source),
        since=partial_in_words(source.status.date) if source.status else "",
        addresses=addresses(source),
        newer=links(source.superseded_by, library),
        uses=(*bands, *(_use(entry, source.id, library) for entry in citing[pages.part])),
        pager=pages,
        notices=(*pages.notices, *unknown(args, ("page",))),
        lacks=tuple(LACKING[lack] for lack in lacks(source)),
    )


def _url(source: Source, number: int) -> str:
    return address(entry_url(source), {"page": [str(number)] if number > 1 else []})


def _bands(id: str, library: Library) -> tuple[Use, ...]:
    """The thresholds the source is cited for."""
    bands = tuple(
        Part("Bands", band.id, "") for band in library.collection.thresholds if band.source == id
    )
    return (Use(wording.CITED_FOR["bands"], "/about#thresholds", bands),) if bands else ()


def _use(entry: Entry, id: str, library: Library) -> Use:
    parts = tuple(part for part, what in _parts(entry, id, library) if id in cited(what))
    return Use(entry.title, entry_url(entry), parts)


def _parts(entry: Entry, id: str, library: Library) -> Iterator[tuple[Part, object]]:
    """The parts of an entry as a reader would name them, each with what it holds."""
    if isinstance(entry, Intervention):
        yield from _of_intervention(entry, id, library)
    elif isinstance(entry, Condition):
        yield from _of_condition(entry)
    elif isinstance(entry, Claim):
        yield Part("Claim", entry.claim, ""), (entry.why, entry)


def _of_intervention(
    entry: Intervention, id: str, library: Library
) -> Iterator[tuple[Part, object]]:
    url = entry_url(entry)
    yield Part("Summary", entry.summary, ""), entry.summary
    # Statements are made only of the findings that are asked for: a collection has thousands.
    for finding in (finding for finding in entry.findings if id in cited(finding)):
        yield (
            Part(
                "Finding",
                library.answers[entry.id].findings[finding.id].text,
                f"{url}#{finding.id}",
            ),
            finding,
        )
    for harm in entry.harms:
        yield Part("Harm", harm.what, f"{url}#harms"), harm
    for caution in entry.cautions:
        yield Part("Caution", caution.what, f"{url}#cautions"), caution
    for way in entry.delivery:
        yield (
            Part(
                wording.CITED_FOR["delivery"],
                way.what or way.dose or way.words or way.duration or way.who or "",
                f"{url}#delivery",
            ),
            way,
        )
    for said in entry.recommendations:
        yield (
            Part(
                "Recommendation",
                f"{said.body}, {said.population}: {said.direction}",
                f"{url}#recommendations",
            ),
            said,
        )
    for differing in entry.disagreements:
        yield Part("Disagreement", differing.what, f"{url}#disagreements"), differing


def _of_condition(entry: Condition) -> Iterator[tuple[Part, object]]:
    url = entry_url(entry)
    yield Part("Summary", entry.summary, ""), entry.summary
    for flag in entry.red_flags:
        yield Part(wording.CITED_FOR["flag"], flag.sign, f"{url}#{flag.id}"), flag
    for factor in entry.factors:
        yield Part(wording.CITED_FOR["factor"], factor.factor, f"{url}#{factor.id}"), factor
    for kind in entry.kinds:
        yield Part("Kind", kind.kind, f"{url}#{kind.id}"), kind
    for burden in entry.burden:
        yield Part("Burden", f"{burden.measure}: {burden.value}", f"{url}#{burden.id}"), burden
    for step in entry.pathway:
        yield Part("Pathway", step.title, f"{url}#{step.id}"), step
    for caveat in entry.caveats:
        yield Part("Caveat", caveat.what, f"{url}#caveats"), caveat
