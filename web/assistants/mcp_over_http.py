"""The protocol's streamable HTTP as a WSGI application, so that it is served by the server that
serves pages, with its limits: each question is one POST, and its answer one JSON.
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from werkzeug.wrappers import Request, Response

from web.assistants import assistant_wording as wording
from web.core.security import HEADERS, LOOPBACK

PATH = "/mcp"
LONGEST = 30  # seconds for an answer
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Message = MutableMapping[str, Any]


@contextmanager
def mcp_application(server: Server[object], own: frozenset[str]) -> Iterator[Wsgi]:
    """The application, as long as the block lasts. `own` are the host names it answers to, any
    where there are none: else a page elsewhere whose name was pointed at this machine could ask.
    """
    manager = StreamableHTTPSessionManager(
        server, json_response=True, stateless=True, security_settings=_security(own)
    )
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(manager.run()):
        yield _Application(portal, manager)


def own_hosts(host: str, public: str) -> frozenset[str]:
    """The names a server on that address answers to; none where others are to reach it."""
    if host not in LOOPBACK:
        return frozenset()
    return LOOPBACK | {public.partition("://")[2]} - {""}


def _security(own: frozenset[str]) -> TransportSecuritySettings:
    named = [f"[{name}]" if ":" in name and "." not in name else name for name in sorted(own)]
    hosts = [form for name in named for form in (name, f"{name}:*")]
    origins = [f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=bool(own), allowed_hosts=hosts, allowed_origins=origins
    )


class _Application:
    def __init__(self, portal: BlockingPortal, manager: StreamableHTTPSessionManager) -> None:
        self._portal, self._manager = portal, manager

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        request = Request(environ)
        response = self._response(request)
        response.headers.extend(HEADERS)
        return response(environ, start_response)

    def _response(self, request: Request) -> Response:
        if request.path.rstrip("/") != PATH:
            return Response(wording.WRONG_PATH.format(path=PATH), 404)
        if request.method != "POST":  # nothing is ever said unasked, and no session is kept
            return Response(status=405, headers={"Allow": "POST"})
        return self._portal.call(self._answered, request, request.get_data())

    async def _answered(self, request: Request, body: bytes) -> Response:
        exchange = _Exchange(body)
        with anyio.move_on_after(LONGEST):
            await self._manager.handle_request(_scope(request), exchange.receive, exchange.send)
            return exchange.response
        return Response(status=503)


class _Exchange:
    """One question and its answer, as an ASGI application has them."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body
        self.response = Response(status=500)

    async def receive(self) -> Message:
        """The question, once; then nothing more comes."""
        if self._body is None:
            await anyio.sleep_forever()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Take part of the answer."""
        if message["type"] == "http.response.start":
            headers = [(name.decode("latin-1"), value.decode("latin-1"))
                       for name, value in message["headers"]]  # fmt: skip
            self.response = Response(status=message["status"], headers=headers)
        elif message["type"] == "http.response.body":
            self.response.data += message.get("body", b"")


def _scope(request: Request) -> Message:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1"))
               for name, value in request.headers]  # fmt: skip
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": request.query_string,
        "root_path": "",
        "headers": headers,
        "client": None,
        "server": None,
    }
