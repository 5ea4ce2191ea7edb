"""Types of option values: numbers within limits, and a site's URL."""

import argparse
import re

from kb.model.web_address import web_address_flaw

SITE_PATH = re.compile(r"\w[\w.~-]*(?:/\w[\w.~-]*)*", re.ASCII)
MOST_HITS = 1000  # what one answer may hold: a bound on the work a request can ask for


def public_url(text: str) -> str:
    """An http(s) URL of a whole site: no path, user name, password or query."""
    url = text.strip().rstrip("/")
    wrong = web_address_flaw(url) not in (None, "host")  # localhost is one here
    if wrong or url.count("/") != 2 or any(letter in url for letter in "?#"):
        raise argparse.ArgumentTypeError(
            f"expected a web address such as https://kb.example, not {text.strip()!r}"
        )
    return url


def site_url(text: str) -> str:
    """An http(s) address of a site, which may be below a path: https://host.example/kb."""
    url = text.strip().rstrip("/")
    host, path = "/".join(url.split("/")[:3]), "/".join(url.split("/")[3:])
    if path and not SITE_PATH.fullmatch(path):
        raise argparse.ArgumentTypeError(
            "expected a path of letters, digits, hyphens and dots, such as"
            f" https://host.example/kb, not {text.strip()!r}"
        )
    return f"{public_url(host)}/{path}" if path else public_url(host)


def port(text: str) -> int:
    """A port; 0 picks any free port."""
    return _whole(text, 0, 65535)


def connections(text: str) -> int:
    """The maximum number of open connections."""
    return _whole(text, 10, 60_000)


def threads(text: str) -> int:
    """The number of worker threads."""
    return _whole(text, 1, 64)


def limit(text: str) -> int:
    """The maximum number of hits."""
    return _whole(text, 1, MOST_HITS)


def _whole(text: str, least: int, most: int) -> int:
    number = int(text) if text.strip().isascii() and text.strip().isdigit() else None
    if number is None or not least <= number <= most:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from {least} to {most}, not {text.strip()!r}"
        )
    return number
