"""An application over real HTTP, as long as a block lasts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve on a free port of this machine; gives the address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        sockets: dict[int, Any] = {}
        server: Any = create_server(app, map=sockets, sockets=[listening])
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.task_dispatcher.shutdown(timeout=5)
            # Closed in the loop's own thread: from another, its sockets would be pulled away under
            # it.
            server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))
            thread.join(timeout=10)
