"""Web addresses: what may become a link, and why other text may not."""

import re
from typing import Literal
from urllib.parse import urlsplit

Flaw = Literal["form", "user-name", "port", "host"]
UNSAFE = re.compile(r"[\s\\\"<>\x00-\x20\x7f]")
LABEL = r"[^\W_]([\w-]*[^\W_])?"
MAIL = re.compile(r"(?:mailto:)?([^\s@:/?]+@[^\s@:/?]+)")
HOST = re.compile(rf"({LABEL}\.)+{LABEL}\.?|\[[0-9a-fA-F:.]+\]")


def web_address_flaw(url: str) -> Flaw | None:
    """Why this isn't an http(s) URL that may become a link, or None if it is.

    A user name before the host makes one site look like another, and a host without a dot is a
    machine on the reader's own network.
    """
    if UNSAFE.search(url):
        return "form"
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return "form"
        if "@" in parts.netloc:
            return "user-name"
    except ValueError:
        return "form"
    try:
        port = parts.port
    except ValueError:
        return "port"
    if port == 0 or parts.netloc.endswith(":"):
        return "port"
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
    return None if HOST.fullmatch(host) else "host"


def mail_address(text: str) -> str:
    """The email address in a text, with or without `mailto:`; empty if it isn't one."""
    found = MAIL.fullmatch(text)
    return found[1] if found else ""
