"""The answer box for a question about the site itself, and the page that says more."""

from collections.abc import Mapping

from kb.model.collection import Collection
from search.answering import site_messages
from search.answering.answer_box import AnswerBox
from search.text.site_words import Site

PAGES: Mapping[Site, str] = {
    "cite": "/about",
    "mistake": "/about",
    "references": "/data",
    "data": "/data",
    "gaps": "/gaps",
    "current": "/freshness",
    "rating": "/about#certainty",
    "advice": "/about",
    "licence": "/about#licence",
    "about": "/about",
}


def site_box(asked: Site, collection: Collection) -> AnswerBox:
    """What the site says of itself, or that the collection doesn't record it."""
    text = site_messages.SITE.get(asked, "")
    if asked == "mistake" and (address := collection.feedback or collection.contact):
        text = site_messages.write_to(address)
    elif asked == "about":
        text = site_messages.behind(collection)
    elif asked == "licence":
        text = site_messages.licensed(collection.licence)
    elif asked == "current" and collection.searched_until:
        text = f"{site_messages.looked_for(collection.searched_until)} {text}"
    if text:
        return AnswerBox("site", text, url=PAGES[asked])
    return AnswerBox("none", site_messages.NOT_OF_SITE[asked], url=PAGES[asked])
