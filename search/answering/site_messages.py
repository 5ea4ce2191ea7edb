"""All sentences of search about the site itself. This module makes no decisions."""

from collections.abc import Mapping
from datetime import date

from kb.model.collection import Collection
from kb.model.dates import in_words
from search.text.plain_text import plain_text
from search.text.site_words import Site


def licensed(licence: str) -> str:
    """The licence of the data."""
    return f"The data is under {licence}."


def looked_for(until: date) -> str:
    """Until when evidence was looked for."""
    return f"Evidence was last looked for on {in_words(until)}."


def write_to(address: str) -> str:
    """Where to report a mistake."""
    return f"Write to {address}."


def behind(collection: Collection) -> str:
    """Who publishes the collection and what they declare; empty if it doesn't say."""
    conflicts = collection.conflicts_of_interest
    said = (
        collection.publisher and f"Published by {collection.publisher}.",
        conflicts and f"Conflicts of interest: {plain_text(conflicts)}",
    )
    return " ".join(filter(None, said))


SITE: Mapping[Site, str] = {
    "cite": (
        "Each page gives its own citation, in several styles, under \u201cCite and export\u201d."
    ),
    "references": (
        "Each page exports its own sources for reference managers, under \u201cCite and"
        " export\u201d."
    ),
    "gaps": (
        "By treatment and outcome, one page shows where this collection has no finding. That"
        " doesn\u2019t mean no study exists."
    ),
    "data": "You can download all of the data, as tables, a database, FHIR or JSON.",
    "current": "Each page says when it was last checked against its sources.",
    "rating": (
        "Certainty is always the source\u2019s own rating, in the levels of GRADE, never ours."
        " Effect size is classified by published bands."
    ),
    "advice": (
        "This collection supports clinical judgement; it doesn\u2019t replace it. It isn\u2019t"
        " advice for any one person."
    ),
}
NOT_OF_SITE: Mapping[Site, str] = {
    "mistake": "No address for corrections is recorded for this collection.",
    "about": "No publisher, funding or conflicts of interest are recorded for this collection.",
}
# The pages that say more of the site.
SITE_PAGES: Mapping[Site, str] = {
    "cite": "About this collection",
    "mistake": "About this collection",
    "references": "Download the data",
    "data": "Download the data",
    "gaps": "Gaps in our evidence",
    "current": "How current this is",
    "rating": "How certainty and effect size are rated",
    "advice": "About this collection",
    "licence": "The licence of the data",
    "about": "About this collection",
}
