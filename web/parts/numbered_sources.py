"""The sources of a page, numbered in the order a reader meets them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from kb.export.citations import Address, addresses, reference, short
from kb.model.library import Library
from kb.model.source import Source
from web.core import wording
from web.core.glossary import Glossary, glossary
from web.core.markdown import Cite, explain, render, without_cites
from web.parts.cited_sources import cited
from web.parts.labels import DOUBTED, Label, standing


@dataclass(frozen=True)
class Reference:
    """A source as a page lists it, with its best address and that of its free text; the others are
    on its own page. `source` is None if its file is withheld.
    """

    id: str
    number: int
    line: str
    addresses: tuple[Address, ...]
    status: Label | None = None
    source: Source | None = None


@dataclass(frozen=True)
class NumberedSources:
    """Which number each source of one page has, and how each is listed."""

    references: Mapping[str, Reference]
    words: Glossary
    explained: set[str] | None = (
        None  # where what terms mean is in the text itself: those explained so far
    )

    def cite(self, id: str) -> Cite | None:
        """How a cite of that source is shown, or None if the page does not list it."""
        found = self.references.get(id)
        return Cite(_label(found), f"#source-{id}", self.short(id)) if found else None

    def prose(self, text: str) -> Markup:
        """Editors' Markdown as safe HTML, its cites numbered and its terms explained."""
        return render(text, self.cite, self.words, self.explained)

    def on_paper(self, text: str) -> Markup:
        """The same without cites, where sources are named at the end."""
        return render(without_cites(text), lambda _: None, self.words, self.explained)

    def unexplained(self, text: str) -> Markup:
        """The same for headings and links, where no word may lead elsewhere."""
        return render(text, self.cite)

    def plain(self, text: str) -> Markup:
        """Text that is no Markdown, its terms explained."""
        return explain(text, self.words, self.explained)

    def not_cited_in(self, text: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The sources of a text that it does not cite itself."""
        return tuple(id for id in ids if id not in set(cited(text)))

    def status(self, id: str) -> Label | None:
        """The status of a source the page lists, or None."""
        found = self.references.get(id)
        return found.status if found else None

    def short(self, id: str) -> str:
        """First author and year."""
        found = self.references.get(id)
        return short(found.source) if found and found.source else id


def _label(cited: Reference) -> str:
    """The number, and that its source was retracted or may not be relied on."""
    if cited.status and cited.status.value in DOUBTED:
        return f"[{cited.number}, {cited.status.words.lower()}]"
    return f"[{cited.number}]"


def numbered_sources(parts: Iterable[object], library: Library) -> NumberedSources:
    """Number the sources of a page's parts, given in the order they are shown."""
    ids = dict.fromkeys(id for part in parts for id in cited(part))
    library.expect(ids)
    return NumberedSources(
        {id: _reference(id, number, library) for number, id in enumerate(ids, start=1)},
        glossary(library),
    )


def _reference(id: str, number: int, library: Library) -> Reference:
    source = library.sources.get(id)
    if source is None:
        return Reference(id, number, wording.BEING_CORRECTED.format(id=id), ())
    found = addresses(source)
    kept = found[:1] + tuple(one for one in found[1:] if one.label == source.PMCID)
    return Reference(id, number, reference(source), kept, standing(source), source)
