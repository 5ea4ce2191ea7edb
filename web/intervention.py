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


@dataclass(frozen=True)
class Note:
    """A line of the answer card that keeps a reader from reading too much into it."""

    heading: str
    words: str
    link: Link | None = None


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
    notes: tuple[Note, ...]
    main_harm: Harm | None
    delivery: Delivery | None
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
        notes=tuple(_note(words) for words in told.notes),
        main_harm=told.harm,
        delivery=entry.delivery[0] if entry.delivery else None,
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
    card = (entry.summary, told.notes, tuple(finding for finding, _ in told.key), told.harm, entry.delivery[:1])
    return citing((*card, entry.disagreements, grouped, entry), library)


def _counted(told: Answer) -> str:
    """How many of the key findings are graded, in brackets; empty where there are none."""
    return f"({told.certainty_words.partition('(')[2]}" if "(" in told.certainty_words else ""


def _note(words: str) -> Note:
    """A line of the card; what it opens with becomes its heading."""
    if words.startswith("Acute pain only. "):
        return Note("Acute pain only.", words.removeprefix("Acute pain only. "))
    if words.startswith("Sources disagree: "):
        return Note("Sources disagree:", words.removeprefix("Sources disagree: "), Link("More", "#disagreements"))
    return Note("", words, Link("Why this matters", "/about#spasm"))


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
