"""The stylesheet, scripts and icon, each under an address that names its content: a browser fetches
one once and never asks again.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

YEAR = 365 * 24 * 3600
VERSION = "v"


def register(app: Flask) -> None:
    """Give templates the addresses of static files, with their content named, and let browsers
    cache what they request.
    """
    folder = Path(str(app.static_folder))
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    addresses = {
        name: f"{app.static_url_path}/{name}?{VERSION}={version(path)}"
        for name, path in files.items()
    }
    app.add_template_global(addresses.__getitem__, "static_url")

    @app.after_request
    def allow_caching(response: Response) -> Response:
        if request.endpoint != "static" or response.status_code not in (200, 304):
            return response
        if request.args.get(VERSION) == _asked(folder):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        response.direct_passthrough = False
        # small files: whole, so that they are compressed and closed like any answer
        response.make_sequence()
        return response


@lru_cache
def version(path: Path) -> str:
    """What stands for the content of a file, as long as this process runs."""
    return hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()


def _asked(folder: Path) -> str:
    return version(folder / (request.view_args or {})["filename"])
