"""The application for another WSGI server, such as granian or gunicorn, set by the environment.

`KB_EVIDENCE` names the collection, `KB_INDEX` where indexes are kept, `KB_PUBLIC_URL` the address
readers reach it at; all may be left out, as for `kb serve`. `KB_ENGINE=opensearch` serves what is
published in the cluster.
"""

import os
from pathlib import Path

from kb.command.arguments import default_evidence
from web.application import create_app


def _folder(name: str) -> Path | None:
    return Path(os.environ[name]) if os.environ.get(name) else None


application = create_app(
    _folder("KB_EVIDENCE") or default_evidence(),
    _folder("KB_INDEX"),
    watch=True,
    public=os.environ.get("KB_PUBLIC_URL", ""),
    published=os.environ.get("KB_ENGINE") == "opensearch",
)
