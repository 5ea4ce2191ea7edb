"""What all pages of the editing application share: the store, the collection, who is asking."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, current_app

from web.editing.combining import fields_of
from web.editing.drafting import Draft, Drafting, title_of
from web.editing.guard import user
from web.editing.people import User
from web.editing.proposal import Name, Proposal
from web.editing.pushing import Pushing
from web.editing.store import Store
from web.editing.yaml_text import Plain


@dataclass(frozen=True)
class Workshop:
    """The proposals of a collection and what they are read against."""

    store: Store
    drafting: Drafting
    pushing: Pushing

    def draft_of(self, proposal: Proposal) -> Draft:
        """The file of a proposal as last saved."""
        return self.draft_at(proposal, proposal.tip)

    def draft_at(self, proposal: Proposal, commit: str) -> Draft:
        """The file of a proposal as of a commit."""
        data = self.store.file(commit, proposal.file) or b""
        return self.drafting.draft(data, proposal.file, self.store.main)

    def title_of(self, proposal: Proposal) -> str:
        """What an entry that isn't published is called in its proposal, or its id."""
        data = self.store.file(proposal.tip, proposal.file) or b""
        return title_of(fields_of(data, proposal.file)) or proposal.name.entry

    def proposed_sources(self) -> Iterator[tuple[Proposal, dict[str, Plain]]]:
        """What each open proposal of a source says."""
        for one in self.store.proposals():
            if one.is_open and one.file.startswith("sources/"):
                said = fields_of(self.store.file(one.tip, one.file) or b"", one.file)
                yield one, said or {}


def workshop() -> Workshop:
    """The workshop of this application."""
    found: Workshop = current_app.extensions["workshop"]
    return found


def known_proposal(entry: str, number: int) -> Proposal:
    """The proposal of an address; aborts with 404 where there is none."""
    found = workshop().store.proposal(Name(entry, number))
    if found is None:
        abort(404)
    return found


def who() -> User:
    """Who is asking; the guard let nobody else in."""
    found = user()
    if found is None:
        abort(403)
    return found
