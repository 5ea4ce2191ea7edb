"""An intervention as its page shows it: the answer card first, then every layer below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kb.answer import Answer, answer
from kb.library import Library
from kb.model import Delivery, Harm, Intervention, Recommendation
from web.citing import Citing, citing
from web.findings import Group, Row, groups, row
from web.links import Link, links
from web.signs import CERTAINTY, DIRECTION, MAGNITUDE, STRENGTH, Sign

ACUTE_ONLY = "Acute pain only. "
SOURCES_DISAGREE = "Sources disagree: "


@dataclass(frozen=True)
class Notes:
    """What keeps a reader of the answer card from reading too much into it; empty where nothing is to be said."""

    acute_only: str = ""
    sources_disagree: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A recommendation with its words looked up."""

    recommendation: Recommendation
    direction: str
    strength: str
    stages: tuple[str, ...]
    certainty: Sign | None


@dataclass(frozen=True)
class Body:
    """What one guideline body says: what holds now first, newest first."""

    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class InterventionPage:
    """Everything the page of an intervention needs beside the entry."""

    entry: Intervention
    category: str
    citing: Citing
    keys: tuple[Row, ...]
    certainty: Sign
    certainty_more: str
    magnitude: Sign
    notes: Notes
    main_harm: Harm | None
    given: tuple[str, ...]
    groups: tuple[Group, ...]
    bodies: tuple[Body, ...]
    bodies_disagree: str
    related: tuple[Link, ...]
    contents: tuple[Link, ...]
    overdue: bool


def intervention_page(entry: Intervention, library: Library, today: date) -> InterventionPage:
    """The page of an intervention."""
    told = answer(entry, library)
    return InterventionPage(
        entry=entry,
        category=library.vocabulary.categories[entry.category].name,
        citing=_citing(entry, told, library),
        keys=tuple(row(finding, entry, library) for finding, _ in told.key),
        certainty=CERTAINTY[told.certainty],
        certainty_more=_counted(told),
        magnitude=MAGNITUDE[told.magnitude],
        notes=_notes(told),
        main_harm=told.harm,
        given=_given(entry.delivery),
        groups=groups(entry, library),
        bodies=_bodies(entry, library),
        bodies_disagree=_disagreement(entry.recommendations),
        related=links(entry.related, library),
        contents=tuple(_contents(entry)),
        overdue=today - entry.reviewed > timedelta(days=library.collection.review_after),
    )


def _citing(entry: Intervention, told: Answer, library: Library) -> Citing:
    """Sources numbered in the order the page shows them."""
    grouped = tuple(row.finding for group in groups(entry, library) for row in group.rows)
    card = (entry.summary, tuple(finding for finding, _ in told.key), told.harm, entry.delivery[:1])
    return citing((*card, entry.disagreements, grouped, entry), library)


def _counted(told: Answer) -> str:
    """How many of the key findings are graded; empty where there are none."""
    return told.certainty_words.partition("(")[2].rstrip(")")


def _notes(told: Answer) -> Notes:
    """The card's notes by their opening words; what the sources disagree on is told in full further down the page."""
    acute = [words.removeprefix(ACUTE_ONLY) for words in told.notes if words.startswith(ACUTE_ONLY)]
    disagree = [words for words in told.notes if words.startswith(SOURCES_DISAGREE)]
    others = tuple(words for words in told.notes if not words.startswith((ACUTE_ONLY, SOURCES_DISAGREE)))
    return Notes("".join(acute[:1]), bool(disagree), others)


def _given(delivery: tuple[Delivery, ...]) -> tuple[str, ...]:
    """How it is given, in the pieces of the first way: what, how much, how long, by whom; what else only where that is all."""
    pieces = ((way.what, way.dose, way.duration, f"by {way.who}" if way.who else None) for way in delivery[:1])
    found = tuple(piece for way in pieces for piece in way if piece)
    return found or tuple(way.words for way in delivery[:1] if way.words)


def _bodies(entry: Intervention, library: Library) -> tuple[Body, ...]:
    latest = sorted(entry.recommendations, key=lambda said: (said.superseded, -(said.year or 0)))
    names = dict.fromkeys(said.body for said in latest)
    return tuple(Body(name, tuple(_said(said, library) for said in latest if said.body == name)) for name in names)


def _said(said: Recommendation, library: Library) -> Said:
    return Said(
        recommendation=said,
        direction=DIRECTION[said.direction],
        strength=STRENGTH[said.strength],
        stages=tuple(library.vocabulary.stages[id].name for id in said.stage),
        certainty=CERTAINTY[said.certainty] if said.certainty else None,
    )


def _disagreement(said: tuple[Recommendation, ...]) -> str:
    """Who is for and who against, where those that hold now differ; empty where they don't."""
    now = [one for one in said if not one.superseded]
    sides = {words: list(dict.fromkeys(one.body for one in now if one.direction == way)) for way, words in DIRECTION.items()}
    named = [f"{words}: {', '.join(bodies)}." for words, bodies in sides.items() if bodies]
    return " ".join(named) if len(named) > 1 else ""


def _contents(entry: Intervention) -> Iterator[Link]:
    if entry.disagreements:
        yield Link("Disagreements", "#disagreements")
    if entry.findings:
        yield Link(f"All {len(entry.findings)} findings", "#findings")
    yield Link("Harms and cautions", "#harms")
    yield Link("How it is given", "#delivery")
    yield Link("Recommendations", "#recommendations")
    yield Link("Sources", "#sources")
    yield Link("Changes", "#changes")
