"""Pages are rendered and compressed once per version of the content: kept ready for whoever asks
next, and gone with that version.
"""

from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from typing import cast

from cachetools import LRUCache
from flask import Flask, Response, g, request
from flask_compress import Compress
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header

from kb.export.collection_formats import COLLECTION_FORMATS
from kb.export.formats import FORMATS
from web.core.reading_level import kept_level
from web.core.reload import State, state
from web.core.theme import kept_theme

# Of ready pages so many bytes are kept, those asked for last: every entry of the shipped collection
# at every level fits in.
MOST_BYTES = 10_000_000
# Longer addresses, and lists of encodings, are odd, and many of them could push out what people ask
# for often.
LONGEST = 1_000

TEXTS = [
    "text/html",
    "text/css",
    "text/javascript",
    "text/csv",
    "text/plain",
    "image/svg+xml",
    "application/json",
    "application/feed+json",
    "application/xml",
    "application/atom+xml",
    *(form.media_type for form in FORMATS.values()),
    *(form.media_type for form in COLLECTION_FORMATS.values() if form.file),
]

Key = tuple[str, ...]
Page = tuple[bytes, Headers]


class PageCache:
    """The pages that are ready for one State."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: LRUCache[Key, Page] = LRUCache(MOST_BYTES, getsizeof=lambda page: len(page[0]))

    def get(self, key: Key) -> Response | None:
        """The page, for this request alone; None if it is not ready."""
        with self._lock:
            page = self._pages.get(key)
        return Response(page[0], headers=page[1].copy()) if page else None

    def put(self, key: Key, page: Response) -> None:
        """Keep the page ready; one that is larger than all there is room for is not kept."""
        kept = page.get_data(), page.headers.copy()
        with self._lock:
            if self._pages.getsizeof(kept) <= MOST_BYTES:
                self._pages[key] = kept


def register(app: Flask) -> None:
    """Answer with pages that are ready; compress, tag and keep the others. What is done to answers
    in parts that are registered later is done before, and kept.
    """
    app.before_request(_cached_page)
    app.after_request(_stored)
    compress(app)
    # Runs before it: gzip writes down the time, so that a second later the same page is compressed
    # to other bytes.
    app.after_request(_tagged)


def compress(app: Flask) -> None:
    """Compress answers that are texts."""
    app.config["COMPRESS_MIMETYPES"] = TEXTS
    app.config["COMPRESS_BR_LEVEL"] = (
        1  # three times as quick as 3 for pages that are asked for once, and a tenth larger
    )
    app.config["COMPRESS_ALGORITHM"] = app.config["COMPRESS_ALGORITHM_STREAMING"] = ["br", "gzip"]
    app.config["COMPRESS_EVALUATE_CONDITIONAL_REQUEST"] = (
        False  # done here, for pages once they are tagged
    )
    Compress(app)


def _cached_page() -> Response | None:
    g.key = _key()
    page = g.cached = _cache(state()).get(g.key) if g.key else None
    return page


def _tagged(response: Response) -> Response:
    """Tag what is not for one reader alone by what it says, unless it is sent while it is made;
    compressing adds its own mark to the tag.
    """
    if _new(response) and not response.is_streamed:
        response.add_etag()
    return response


def _stored(response: Response) -> Response:
    """Keep a page that is not for one reader alone. Of whatever a reader has already, only that is
    said.
    """
    if _new(response) and response.mimetype == "text/html":
        if "Cookie" not in response.headers.get("Vary", ""):
            response.vary.add("Cookie")
        if g.get("key"):
            _cache(state()).put(g.key, response)
    conditional = any(name.startswith("HTTP_IF_") for name in request.environ)
    return cast(Response, response.make_conditional(request)) if conditional else response


def _new(response: Response) -> bool:
    return response.status_code == 200 and not g.get("cached") and not _private(response)


def _private(response: Response) -> bool:
    control = response.headers.get("Cache-Control", "")
    cookies = response.headers.getlist("Set-Cookie")
    return bool(cookies) or "private" in control or "no-store" in control


def _key() -> Key | None:
    """What a page is made from besides the content, each parsed once: the address, the level and
    theme the reader kept, the encoding, the day, and who drafts a change of it. None if the answer
    is not a page, or the address is odd.
    """
    if request.method != "GET" or request.endpoint is None:
        return None
    today = datetime.now(UTC).date().isoformat()
    drafts = repr(g.get("drafts", ()))
    key = (request.full_path, kept_level(request), kept_theme(request), _encoding(), today, drafts)
    return key if len(request.full_path) <= LONGEST else None


def _encoding() -> str:
    """The one encoding this answer is sent in; what compresses it is asked for this one alone."""
    best = _best(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
    request.environ["HTTP_ACCEPT_ENCODING"] = best
    return best


@lru_cache(maxsize=32)
def _best(accepted: str) -> str:
    encodings = parse_accept_header(accepted)
    return encodings.best_match(("br", "gzip", "identity")) or "identity"


def _cache(state: State) -> PageCache:
    return state.once("page cache", PageCache)
