"""An application over real HTTP, as long as a block lasts."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress.server import create_server


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve on a free port of this machine; gives the address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = create_server(app, sockets=[listening], asyncore_loop_timeout=0.1)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.task_dispatcher.shutdown(timeout=5)  # else a worker may wake a loop that is gone
            server.close()
            thread.join(timeout=10)
