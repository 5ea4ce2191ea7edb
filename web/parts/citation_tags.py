"""The `citation_*` tags of a page, which reference managers and scholarly search engines read."""

from collections.abc import Iterator

from kb.export.authors import inverted
from kb.export.csl_fields import date_parts
from kb.export.page_range import pages
from kb.model.entries import Entry
from kb.model.source import Source
from web.core.markdown import plain_text

Tags = tuple[tuple[str, str], ...]
# What a journal is called where the source is no article.
CONTAINERS = {
    "article-journal": "citation_journal_title",
    "chapter": "citation_inbook_title",
    "paper-conference": "citation_conference_title",
}
PUBLISHERS = {"report": "citation_technical_report_institution"}


def source_tags(source: Source) -> Tags:
    """A source as its page states it; what is not known is left out."""
    return tuple((name, value) for name, value in _of_source(source) if value)


def entry_tags(entry: Entry, collection: str, day: str, address: str) -> Tags:
    """An entry of the collection, which is its own author; `address` is empty if it has
    no public one.
    """
    tags = (
        ("citation_title", plain_text(entry.title)),
        ("citation_author", collection),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_language", "en"),
        ("citation_public_url", address),
    )
    return tuple((name, value) for name, value in tags if value)


def _of_source(source: Source) -> Iterator[tuple[str, str | None]]:
    first, last = pages(source)
    yield "citation_title", source.title
    yield from (("citation_author", inverted(author)) for author in source.author)
    yield "citation_publication_date", "/".join(f"{part:02}" for part in date_parts(source.issued))
    yield CONTAINERS.get(source.type, "citation_series_title"), source.container_title
    yield PUBLISHERS.get(source.type, "citation_publisher"), source.publisher
    yield from (("citation_volume", source.volume), ("citation_issue", source.issue))
    yield from (("citation_firstpage", first), ("citation_lastpage", last))
    yield from (
        ("citation_issn", source.ISSN),
        ("citation_doi", source.DOI),
        ("citation_pmid", source.PMID),
    )
