"""The application for another WSGI server, such as granian or gunicorn, set by the environment.

`KB_EVIDENCE` names the collection, or several between colons (on Windows semicolons), `KB_INDEX`
where indexes are kept, `KB_PUBLIC_URL` the address readers reach it at; all may be left out, as for
`kb serve`. `KB_ENGINE=opensearch` serves what is published in the cluster.
"""

import os
from pathlib import Path

from kb.command.arguments import default_evidence
from web.catalogue.catalogue_app import Serving, create_site


def _folders(name: str) -> list[Path]:
    return [Path(path) for path in os.environ.get(name, "").split(os.pathsep) if path]


application = create_site(
    Serving(
        _folders("KB_EVIDENCE") or [default_evidence()],
        next(iter(_folders("KB_INDEX")), None),
        watch=True,
        public=os.environ.get("KB_PUBLIC_URL", ""),
        published=os.environ.get("KB_ENGINE") == "opensearch",
    )
)
