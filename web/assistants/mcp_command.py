"""`kb mcp`: the collection for assistants, over standard streams or over HTTP."""

import gc
import logging
from argparse import Namespace

import anyio
from mcp.server import Server as McpServer
from mcp.server.stdio import stdio_server

from kb.command.serving import Limits, Server, address, listen
from kb.command.terminal import Progress, finish, say
from web.assistants import assistant_wording as wording
from web.assistants.mcp_over_http import PATH, mcp_application, own_hosts
from web.assistants.mcp_server import mcp_server
from web.core.reload import Live
from web.core.security import HEADERS

FINE = 0


def run(arguments: Namespace) -> int:
    """Serve until the client leaves, or until stopped; raises `Misuse`."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    return _over_http(arguments) if arguments.http else _over_streams(arguments)


def _server(arguments: Namespace) -> McpServer[object]:
    with Progress(wording.READING.format(evidence=arguments.evidence)):
        live = Live(arguments.evidence, arguments.index, arguments.engine)
    live.watch()
    gc.enable()  # this command lasts
    return mcp_server(lambda: live.state, arguments.public_url or "")


def _over_streams(arguments: Namespace) -> int:
    anyio.run(_converse, _server(arguments))
    return FINE


async def _converse(server: McpServer[object]) -> None:
    async with stdio_server() as (questions, answers):
        await server.run(questions, answers, server.create_initialization_options())


def _over_http(arguments: Namespace) -> int:
    own = own_hosts(arguments.host, arguments.public_url or "")
    with (
        listen(arguments.host, arguments.port) as listening,
        mcp_application(_server(arguments), own) as application,
    ):
        limits = Limits(arguments.connections, threads=arguments.threads)
        server = Server(application, listening, limits, HEADERS)
        say(
            wording.SERVING.format(
                evidence=arguments.evidence, address=f"{address(listening)}{PATH}"
            )
        )
        finish()
        server.end_on_signals()
        server.run()
    return FINE
