"""How each word of a query was understood, for other programs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from search.engines.query_tree import Not, Phrase, Term
from search.query.parser import Query
from search.query.query_changes import Change, Corrected, Ignored, NotFound
from search.query.word_nodes import synonym_runs
from search.query.word_roles import WordRoles, guideline_body, stages

ReadingKind = Literal[
    "repaired",
    "split",
    "joined",
    "synonym",
    "member",
    "qualifier",
    "stage",
    "outcome",
    "comparator",
    "measure",
    "body",
    "section",
    "identifier",
    "dropped",
    "excluded",
]


@dataclass(frozen=True)
class Reading:
    """How typed words were understood: a vocabulary id, or other words; empty if ignored."""

    kind: ReadingKind
    typed: str
    used: str

    def as_json(self) -> dict[str, str]:
        """As it appears in the JSON search response."""
        return {"kind": self.kind, "from": self.typed, "to": self.used}


def readings(
    query: Query, roles: Sequence[WordRoles], changes: Iterable[Change]
) -> tuple[Reading, ...]:
    """Everything that was understood, without duplicates."""
    found = (*_changed(changes), *excluded(query), *(one for part in roles for one in _read(part)))
    return tuple(dict.fromkeys(found))


def _changed(changes: Iterable[Change]) -> Iterator[Reading]:
    for change in changes:
        match change:
            case Corrected(typed, used):
                words = len(used.split()) - len(typed.split())
                kind: ReadingKind = "split" if words > 0 else "joined" if words else "repaired"
                yield Reading(kind, typed, used)
            case Ignored(word) | NotFound(word):
                yield Reading("dropped", word, "")
            case _:
                pass


def excluded(query: Query) -> Iterator[Reading]:
    """What a query excludes."""
    for part in query.parts:
        if isinstance(part, Not):
            match part.part:
                case Term(text):
                    yield Reading("excluded", text, "")
                case Phrase(words):
                    yield Reading("excluded", " ".join(words), "")
                case _:
                    pass


def _read(roles: WordRoles) -> Iterator[Reading]:
    for mention in roles.mentions:
        concept = mention.concept
        kind = "member" if concept.kind == "class" else concept.kind
        yield Reading(kind, roles.typed_at(mention.places), concept.id)
    known = roles.lexicon.stages
    for stage in stages(roles):
        at = [place for place in roles.places if known.get((roles.terms[place],)) == stage]
        yield Reading("stage", roles.typed_at(at), stage.id)
    if body := guideline_body(roles):
        yield Reading("body", roles.typed_at((roles.terms.index(body),)), body.upper())
    if section := roles.question.section:
        at = [place for place in roles.places if roles.asks_for_section[place]]
        yield Reading("section", roles.typed_at(at), section)
    for places, other in synonym_runs(roles):
        yield Reading("synonym", roles.typed_at(places), other)
