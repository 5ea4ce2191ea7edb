"""Where readers suggest a correction: the collection's own address, told which page they read."""

from urllib.parse import quote

from kb.model.entries import FOLDERS
from kb.model.library import Library
from kb.model.web_address import mail_address, web_address_flaw
from web.core import wording


def correction_url(feedback: str, path: str) -> str:
    """The link for a page: a mail with the page's address as its subject, or a web address as it
    is; empty if the collection gives neither.
    """
    if mail := mail_address(feedback):
        return (
            f"mailto:{quote(mail, safe='@')}?subject={quote(wording.CORRECTION.format(path=path))}"
        )
    return "" if web_address_flaw(feedback) else feedback


def suggestion_url(editing: str, path: str, library: Library) -> str:
    """Where a change of the entry on a page is proposed; empty for pages of no entry, and where no
    editing site is named.
    """
    folder, _, id = path.removeprefix("/").partition("/")
    if folder not in FOLDERS or id not in getattr(library, folder):
        return ""
    flawed = web_address_flaw(editing) not in (None, "host")  # localhost is one here
    return "" if flawed else f"{editing.rstrip('/')}{path}"
