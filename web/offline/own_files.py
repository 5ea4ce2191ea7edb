"""The files that only a copy has: its scripts, what its search knows, and what installs it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from rjsmin import jsmin

from kb.model.library import Library

BROWSER = Path(__file__).with_name("browser")
# in this order
SEARCH_SCRIPTS = (
    "analysis",
    "engine",
    "spelling",
    "emergencies",
    "query",
    "answers",
    "excerpts",
    "search",
    "results",
)
PAGE_SCRIPT, SEARCH_SCRIPT = "static/offline.js", "static/search.js"
SEARCH_DATA, WORKER, MANIFEST = "static/search-data.js", "worker.js", "manifest.webmanifest"
VERSION = "{version}"


def own_files(library: Library, search_data: bytes) -> Mapping[str, bytes]:
    """The scripts and the manifest, by their names from the root of the copy."""
    return {
        PAGE_SCRIPT: classic(_script("offline")),
        SEARCH_SCRIPT: classic(b"".join(b"{" + _script(name) + b"}" for name in SEARCH_SCRIPTS)),
        SEARCH_DATA: search_data,
        MANIFEST: _manifest(library),
    }


def classic(script: bytes) -> bytes:
    """A module that imports nothing as a script: pages opened from a disk can't load modules."""
    return b'"use strict";\n(() => {\n' + script + b"})();\n"


def worker(digests: Iterable[str]) -> bytes:
    """What keeps the copy in a browser; it differs whenever any file does, in whatever order they
    were made.
    """
    version = short_digest("".join(sorted(digests)).encode())
    return _script("worker").replace(VERSION.encode(), version)


def short_digest(data: bytes) -> bytes:
    """What stands for the content of files in an address or name."""
    return hashlib.blake2b(data, digest_size=6).hexdigest().encode()


def _script(name: str) -> bytes:
    """A script without comments and needless white space, a quarter of it."""
    small: bytes = jsmin((BROWSER / f"{name}.js").read_bytes())
    return small


def _manifest(library: Library) -> bytes:
    told = {
        "name": library.collection.title,
        "short_name": "Evidence",
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [{"src": "static/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
