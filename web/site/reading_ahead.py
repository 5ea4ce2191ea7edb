"""What a server makes of the collection on first use, made before its first readers ask."""

from flask import Flask

from web.core.reload import Live

MOST = 1_000  # entries: what takes seconds


def read_ahead(app: Flask, live: Live) -> None:
    """Ask for each treatment by name at both levels: for what its findings say, its card and the
    templates. An edit ends it; of a large collection its readers make that.
    """
    state = live.state
    reader = app.test_client(use_cookies=False)
    for entry in state.library.interventions.values() if state.library.size <= MOST else ():
        for level in ("clinician", "plain"):
            if live.state is state:
                reader.get("/search", query_string={"q": entry.name, "level": level})
