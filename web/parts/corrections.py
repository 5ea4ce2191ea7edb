"""Where readers suggest a correction: the collection's own address, told which page they read."""

import re
from urllib.parse import quote

from kb.model.web_address import web_address_flaw

MAIL = re.compile(r"(?:mailto:)?([^\s@:/?]+@[^\s@:/?]+)")


def correction_url(feedback: str, path: str) -> str:
    """The link for a page: a mail with the page's address as its subject, or a web address as it
    is; empty where the collection gives neither.
    """
    if mail := MAIL.fullmatch(feedback):
        return f"mailto:{quote(mail[1], safe='@')}?subject={quote(f'Correction: {path}')}"
    return "" if web_address_flaw(feedback) else feedback
