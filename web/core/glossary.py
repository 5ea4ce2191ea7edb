"""The words a page explains where they first occur: found in text by name, synonym and
abbreviation.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kb.model.collection import Term
from kb.model.library import Library

# What is looked for of a term: its id, its definition, and its names with whether their letters'
# case counts.
Words = tuple[str, str, tuple[tuple[str, bool], ...]]
CITE = re.compile(r"\s*\[@[^\]]*\]")


@dataclass(frozen=True)
class Meaning:
    """What a word means, in one plain line, and where it is among the terms."""

    id: str
    definition: str

    @property
    def url(self) -> str:
        """Its place on the page of terms."""
        return f"/terms#term-{self.id}"


@dataclass(frozen=True)
class Glossary:
    """The words to explain; `pattern` is None if there are none."""

    pattern: re.Pattern[str] | None = None
    meanings: dict[str, Meaning] = field(default_factory=dict)

    def split(self, text: str, seen: set[str]) -> Iterator[tuple[str, Meaning | None]]:
        """The text in pieces, a word to be explained with its meaning; `seen` are terms of this
        block explained already, and grows.
        """
        at = 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            meaning = self.meaning(match[0])
            if meaning is None or meaning.id in seen:
                continue
            seen.add(meaning.id)
            yield text[at : match.start()], None
            yield match[0], meaning
            at = match.end()
        yield text[at:], None

    def meaning(self, word: str) -> Meaning | None:
        """What a word or name means, where one of the terms is called so."""
        lowered = word.casefold()
        return (
            self.meanings.get(word)
            or self.meanings.get(lowered)
            or self.meanings.get(lowered.removesuffix("s"))
        )


NOTHING = Glossary()


def glossary(library: Library) -> Glossary:
    """The words this collection explains; the same object for the same terms."""
    common = {stage.name.casefold() for stage in library.vocabulary.stages.values()}
    focus = library.collection.focus_phrase.casefold()
    return words(
        term for term in library.vocabulary.terms.values() if _explained(term, focus, common)
    )


def words(terms: Iterable[Term]) -> Glossary:
    """These terms, to be found in text; the same object for the same terms."""
    return _made(
        tuple((term.id, CITE.sub("", term.definition), tuple(_names(term))) for term in terms)
    )


def _explained(term: Term, focus: str, common: set[str]) -> bool:
    """Lay words that only point elsewhere, and what every page speaks of, need no mark in the
    text.
    """
    name = term.name.casefold()
    points_elsewhere = bool(term.means) and not term.abbreviation
    return not (term.search_only or points_elsewhere) and name not in common and focus not in name


def _names(term: Term) -> Iterator[tuple[str, bool]]:
    """A synonym that is one ordinary word (control, cramp) means other things as well, so it is not
    looked for.
    """
    telling = (name for name in term.synonyms if " " in name or name != name.lower())
    yield from ((name, name[1:] != name[1:].lower()) for name in (term.name, *telling))
    if term.abbreviation:
        yield term.abbreviation, True


@lru_cache(maxsize=8)
def _made(terms: tuple[Words, ...]) -> Glossary:
    if not terms:
        return NOTHING
    meanings: dict[str, Meaning] = {}
    for id, definition, names in terms:
        for name, cased in names:
            meanings.setdefault(name if cased else name.casefold(), Meaning(id, definition))
    exact, loose = _alternatives(terms, cased=True), _alternatives(terms, cased=False)
    parts = [part for part in (exact, f"(?i:{loose})s?" if loose else "") if part]
    return Glossary(re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), meanings)


def _alternatives(terms: Iterable[Words], *, cased: bool) -> str:
    """The longest first, so that a word within another is not taken for it."""
    names = {
        name
        for _, _, all_names in terms
        for name, its_case_counts in all_names
        if its_case_counts is cased
    }
    found = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return f"(?:{found})" if found else ""
