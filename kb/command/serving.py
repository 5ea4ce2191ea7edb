"""The server behind `kb serve`: waitress with our limits, and a graceful shutdown.

One thread handles all connections, a few threads make responses. An idle or slow connection only
costs memory, is closed when its time is up, and makes way for a new one when all are taken.
"""

import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask

from kb.command.arguments import Misuse

SPARE_FILES = 100  # open files that are not connections: the index, the log, files being read
LEFT_OVER = 5  # seconds for threads whose answers nobody waits for any more
ROUND = 0.5  # seconds at most between two looks at what is due


@dataclass(frozen=True)
class Limits:
    """The limits of a server: sizes in bytes, times in seconds.

    A page takes a few milliseconds, so four threads on two cores serve hundreds of requests a
    second; more threads only slow each other down. Requests are only URLs and one short form.
    """

    connections: int = 1_000
    idle: int = 30  # between two requests of one connection
    request: int = 15  # from the first byte of a request to its last
    sending: int = 60  # without a byte taken by the reader
    threads: int = 4
    header_bytes: int = 160 * 1024  # the longest address a form makes, and room for cookies
    body_bytes: int = 64 * 1024
    finishing: int = 10  # for what is under way when the server is asked to stop


class _Channel(HTTPChannel):
    """A connection with a time limit."""

    limits: Limits
    headers: Mapping[str, str]
    began: float | None = None  # when the request that is being received began

    def received(self, data: bytes) -> bool:
        """Take what arrived, and note when an unfinished request started."""
        answer = super().received(data)
        unfinished = self.request is not None and not self.request.completed
        self.began = (self.began or time.time()) if unfinished else None
        return bool(answer)

    def is_due(self, now: float) -> bool:
        """Whether this connection's time is up."""
        if self.requests:
            return False
        if self.total_outbufs_len:
            return now - self.last_activity > self.limits.sending
        if self.began is not None:
            return now - self.began > self.limits.request
        return now - self.last_activity > self.limits.idle


class _Error(ErrorTask):
    """A response that the server gives without the application, with the same headers as every
    response.
    """

    channel: _Channel

    def execute(self) -> None:
        """Write the response."""
        self.response_headers = [*self.response_headers, *self.channel.headers.items()]
        super().execute()


class Server:
    """Serves an application on a listening socket until stopped.

    `headers` are added to responses the server gives without the application, such as 400 and 431.
    """

    def __init__(
        self,
        application: Callable[..., Any],
        listening: socket.socket,
        limits: Limits,
        headers: Mapping[str, str],
    ) -> None:
        self._limits = limits
        self._ending: float | None = None
        self._over = threading.Event()
        made: Any = create_server(  # its declared types are wider than what it makes
            application,
            sockets=[listening],
            ident=None,
            threads=limits.threads,
            connection_limit=limits.connections + SPARE_FILES,
            backlog=limits.connections,
            asyncore_use_poll=True,  # select() ends at 1,024 files
            max_request_header_size=limits.header_bytes,
            max_request_body_size=limits.body_bytes,
            channel_timeout=24 * 3600,  # decided here
        )
        made.channel_class = type(
            "Channel",
            (_Channel,),
            {"limits": limits, "headers": headers, "error_task_class": _Error},
        )
        self._waitress = made
        _allow_files(limits.connections + SPARE_FILES)

    def end(self, *_: int | FrameType | None) -> None:
        """Finish current responses within `finishing` seconds, then let `run` return."""
        if self._ending is None:
            self._ending = time.time()
            self._waitress.pull_trigger()

    def end_on_signals(self) -> None:
        """Let SIGTERM, SIGINT and SIGHUP (a closed terminal) stop the server; call it in the main
        thread.
        """
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self.end)

    def run(self) -> None:
        """Serve until `end` is called."""
        looked = 0.0
        while not self._is_over():
            self._waitress.asyncore.loop(
                timeout=ROUND, map=self._waitress._map, use_poll=True, count=1
            )
            if time.time() - looked >= ROUND:
                looked = time.time()
                self._close_what_is_due(looked)
        self._over.set()
        self._waitress.task_dispatcher.shutdown(timeout=LEFT_OVER)
        self._waitress.asyncore.close_all(self._waitress._map)

    def wait(self, seconds: float) -> bool:
        """Wait up to this many seconds; returns whether the server has stopped."""
        return self._over.wait(seconds)

    def _is_over(self) -> bool:
        if self._ending is None:
            return False
        if self._waitress.accepting:
            self._waitress.accepting = False
            self._waitress.asyncore.dispatcher.close(self._waitress)  # nobody new
        busy = any(one.requests or one.total_outbufs_len for one in self._channels())
        return not busy or time.time() - self._ending > self._limits.finishing

    def _close_what_is_due(self, now: float) -> None:
        for channel in self._channels():
            channel.will_close = channel.will_close or channel.is_due(now)
        too_many = len(self._channels()) - self._limits.connections
        if too_many >= 0:
            quiet = [one for one in self._channels() if not (one.requests or one.will_close)]
            quiet.sort(key=lambda one: one.last_activity)
            for channel in quiet[: too_many + self._limits.connections // 10]:
                channel.will_close = True

    def _channels(self) -> list[_Channel]:
        return list(self._waitress.active_channels.values())


def _allow_files(wanted: int) -> None:
    """Raise this process's limit of open files, as far as the system allows."""
    if sys.platform == "win32":  # which has no such limit
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket that a `with` closes.

    Raises `Misuse` if another program uses the port, or the address isn't this machine's.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]  # what follows repeats the address
        raise Misuse(
            f"cannot listen on {host} port {port}: {reason}; choose another with --port or --host"
        ) from error


def address(listening: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
