"""What is due in the collection, for readers who ask how current it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, render_template

from kb.model.collection import Collection
from kb.model.dates import in_words, partial_in_words
from kb.overviews.freshness import Due, due, search_due_before
from web.core.links import Link, entry_url
from web.core.markdown import plain_text
from web.core.reload import State, state

blueprint = Blueprint("freshness", __name__)
SHOWN = 200  # of each reason: the page stays light however large the collection is


@dataclass(frozen=True)
class Item:
    """An entry that is due, since when, and what seems to be a newer version of it."""

    link: Link
    since: str
    searched: bool
    newer: tuple[Link, ...]


@dataclass(frozen=True)
class Listed:
    """The items of one reason, the longest due first, and how many there are in all."""

    count: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class FreshnessPage:
    """Everything the page needs; `due` has the items of each reason that has any."""

    collection: Collection
    limit: str
    interventions: int
    due: dict[str, Listed]


@blueprint.get("/freshness")
def freshness() -> str:
    """What is due today."""
    page = freshness_page(state(), datetime.now(UTC).date())
    return render_template("freshness.html", page=page)


def freshness_page(state: State, today: date) -> FreshnessPage:
    """The page of that day."""
    library = state.library
    return FreshnessPage(
        collection=library.collection,
        limit=in_words(search_due_before(library, today)),
        interventions=len(library.interventions),
        due={
            reason: Listed(len(here), tuple(map(_item, here[:SHOWN])))
            for reason, here in due(library, state.marked, today).items()
            if here
        },
    )


def _item(one: Due) -> Item:
    return Item(
        link=Link(plain_text(one.entry.title), entry_url(one.entry)),
        since=partial_in_words(one.since),
        searched=one.searched,
        newer=tuple(Link(source.title, entry_url(source)) for source in one.newer),
    )
