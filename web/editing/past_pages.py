"""`?at=` on an entry's page: the page as it was at a commit or on a day, with what differs today.

Such pages are for the reader who asked: search engines are kept away, and nothing keeps them ready.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask, Response, abort, g, request

from kb.model.entries import Claim, Condition, Entry, Intervention
from kb.model.library import Library
from kb.overviews.collection_changes import StatementChange, collection_changes
from web.core.entry_lookup import AT, NoVersion
from web.core.links import claim_id_at, entry_url
from web.core.reload import State, state
from web.editing import editing_wording as wording
from web.editing.editions import Busy, Edition, Editions, NoEdition

# The views whose pages have versions, each with the folder of its entries in a library.
PAGES = {
    "intervention.intervention": "interventions",
    "condition.condition": "conditions",
    "claim.claim": "claims",
}


@dataclass(frozen=True)
class PastPage:
    """What the frame says of an earlier page: when it was so, and what differs today.

    `parts` are the parts of the entry that are others now, `said` what editors wrote of it since.
    """

    day: date
    commit: str
    today: str
    gone: bool
    said: tuple[str, ...]
    parts: tuple[str, ...]
    statements: tuple[StatementChange, ...]

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return bool(self.gone or self.said or self.parts or self.statements)


def register(app: Flask, evidence: Path) -> None:
    """Answer `?at=` with the page as it was."""
    editions = Editions(evidence)
    app.extensions["editions"] = editions
    app.before_request(lambda: _look_back(editions))
    app.after_request(_for_this_reader_alone)
    app.context_processor(lambda: {"past": g.get("past"), "versions": editions.loads})


def _look_back(editions: Editions) -> None:
    asked = request.args.get(AT)
    folder = PAGES.get(request.endpoint or "")
    if not asked or folder is None:
        return
    try:
        edition = editions.at(asked)
    except NoEdition as error:
        raise NoVersion(str(error)) from error
    except Busy:
        abort(503)
    g.past = _past_page(folder, edition, state().library)
    g.state = State(edition.library, state().index, ())


def _past_page(folder: str, edition: Edition, today: Library) -> PastPage:
    id = next(iter((request.view_args or {}).values()), "")
    if folder == "claims":
        id = claim_id_at(id, edition.library)
    before: Entry | None = getattr(edition.library, folder).get(id)
    if before is None:
        raise NoVersion(wording.NO_PAGE_THEN.format(day=edition.day.isoformat()))
    now = getattr(today, folder).get(id)
    return PastPage(
        day=edition.day,
        commit=edition.commit,
        today=entry_url(now or before),
        gone=now is None,
        said=tuple(_said(before, now)),
        parts=tuple(_parts(before, now)),
        statements=tuple(_statements(id, edition.library, today)),
    )


def _said(before: Entry, now: Entry | None) -> Iterator[str]:
    if isinstance(before, Intervention | Condition | Claim) and isinstance(now, type(before)):
        known = set(before.changes)
        yield from (change.what for change in now.changes if change not in known)


def _parts(before: Entry, now: Entry | None) -> Iterator[str]:
    for field in type(before).model_fields if now else ():
        if field in wording.PARTS and getattr(before, field) != getattr(now, field):
            yield wording.PARTS[field]


def _statements(id: str, before: Library, now: Library) -> Iterator[StatementChange]:
    if id in before.interventions and id in now.interventions:
        changed = collection_changes(before, now).statements
        yield from (one for one in changed if one.intervention.id == id)


def _for_this_reader_alone(response: Response) -> Response:
    if AT in request.args and request.endpoint in PAGES:
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
