"""The server: nobody keeps others from an answer, and an end loses none."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection

import pytest

from conftest import Serve
from kb.command.serving import Limits, Server, listen
from web.core.security import HEADERS

PROMPT = 5.0  # seconds: what tells a server that answers from one that is shut


def hello(environ: dict[str, object], start: Callable[..., object]) -> list[bytes]:
    """An application that takes as long as its address says, in tenths of a second."""
    time.sleep(int(str(environ["QUERY_STRING"]) or 0) / 10)
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


@contextmanager
def serving(limits: Limits) -> Iterator[tuple[Server, int]]:
    with listen("127.0.0.1", 0) as listening:
        server = Server(hello, listening, limits, HEADERS)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield server, listening.getsockname()[1]
        finally:
            server.end()
            assert server.wait(20)
            thread.join(20)


def connected(stack: ExitStack, port: int) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))


def asked(port: int, path: str = "/") -> tuple[int, float]:
    """The status of an answer, and the seconds it took."""
    began = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - began


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_idle_connections_keep_no_reader_from_an_answer(first: bytes, serve: Serve) -> None:
    with serve() as server, ExitStack() as stack:
        port = int(server.address.rsplit(":", 1)[1])
        for _ in range(150):
            idle = connected(stack, port)
            idle.sendall(first.replace(b"GET /", b"GET /healthz"))
        status, seconds = asked(port, "/healthz")
    assert status == 200
    assert seconds < PROMPT


def test_clients_that_send_slowly_keep_no_reader_from_an_answer(serve: Serve) -> None:
    with serve() as server, ExitStack() as stack:
        port = int(server.address.rsplit(":", 1)[1])
        slow = [connected(stack, port) for _ in range(120)]
        for letter in b"GE":
            for one in slow:
                one.sendall(bytes([letter]))
            status, seconds = asked(port, "/healthz")
            assert status == 200
            assert seconds < PROMPT


def test_when_all_connections_are_taken_the_quiet_ones_give_way() -> None:
    with serving(Limits(connections=20)) as (_, port), ExitStack() as stack:
        for _ in range(40):
            connected(stack, port)
        status, seconds = asked(port)
    assert status == 200
    assert seconds < PROMPT


def is_closed(one: socket.socket, within: float) -> bool:
    one.settimeout(within)
    try:
        return one.recv(1) == b""
    except TimeoutError:
        return False


def test_a_request_that_never_ends_is_ended() -> None:
    with serving(Limits(request=1, idle=60)) as (_, port), ExitStack() as stack:
        slow = connected(stack, port)
        for letter in b"GET /":
            slow.sendall(bytes([letter]))
            time.sleep(0.3)
        assert is_closed(slow, 8)


def test_an_idle_connection_is_ended_and_one_in_use_is_not() -> None:
    with serving(Limits(idle=2)) as (_, port), ExitStack() as stack:
        idle = connected(stack, port)
        used = HTTPConnection("127.0.0.1", port, timeout=10)
        for _ in range(6):
            used.request("GET", "/")
            assert used.getresponse().read() == b"hello"
            time.sleep(0.4)
        assert is_closed(idle, 5)
        used.close()


def test_what_is_under_way_at_the_end_is_answered_and_nobody_new_is() -> None:
    answers: list[tuple[int, float]] = []
    with serving(Limits()) as (server, port):
        asking = threading.Thread(target=lambda: answers.append(asked(port, "/?10")))
        asking.start()
        time.sleep(0.3)
        server.end()
        asking.join()
        with pytest.raises(OSError):
            asked(port)
    assert answers[0][0] == 200


def test_the_end_waits_no_longer_than_its_bound() -> None:
    with serving(Limits(finishing=1)) as (server, port), ExitStack() as stack:
        connected(stack, port).sendall(b"GET /?40 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.3)
        server.end()
        began = time.monotonic()
        server.wait(10)
        assert time.monotonic() - began < 3.8


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * Limits.header_bytes, 431),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: deflate\r\n\r\n", 501),
    ],
)
def test_answers_below_the_application_carry_the_same_headers(sent: bytes, status: int) -> None:
    with serving(Limits()) as (_, port), ExitStack() as stack:
        connection = connected(stack, port)
        connection.sendall(sent)
        answer = b""
        with suppress(ConnectionResetError):  # what was sent too much is never read
            while piece := connection.recv(65536):
                answer += piece
    head = answer.split(b"\r\n\r\n")[0].decode()
    assert f" {status} " in head.split("\r\n")[0]
    lines = {line.partition(": ")[0].lower() for line in head.split("\r\n")[1:]}
    assert {name.lower() for name in HEADERS} <= lines
