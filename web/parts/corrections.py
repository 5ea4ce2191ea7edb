"""Where readers suggest a correction: the collection's own address, told which page they read."""

from urllib.parse import quote

from kb.model.web_address import mail_address, web_address_flaw


def correction_url(feedback: str, path: str) -> str:
    """The link for a page: a mail with the page's address as its subject, or a web address as it
    is; empty where the collection gives neither.
    """
    if mail := mail_address(feedback):
        return f"mailto:{quote(mail, safe='@')}?subject={quote(f'Correction: {path}')}"
    return "" if web_address_flaw(feedback) else feedback
