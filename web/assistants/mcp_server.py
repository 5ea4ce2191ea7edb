"""The collection as a server of the Model Context Protocol: tools, and each entry as a resource."""

import json
from collections.abc import Callable
from importlib.metadata import version

import mcp_types as types
from anyio import to_thread
from mcp.server import Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from werkzeug.exceptions import BadRequest

from kb.export.json_records import record
from kb.model.entries import Entry
from kb.model.library import Library
from kb.overviews.found_rows import FoundIds, listing
from web.api.api_wording import ABOUT
from web.assistants import assistant_wording as wording
from web.assistants.cited_in import Json, with_sources
from web.assistants.tools import TOOLS, Tool, missing
from web.core.reload import State

SCHEME, JSON = "evidence://entries/", "application/json"
LISTED = 100  # resources on a page
READS = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
Context = ServerRequestContext[object]


class Collection:
    """What the server answers; `now` gives what is served at the moment, `public` is the address of
    the site, or empty.
    """

    def __init__(self, now: Callable[[], State], public: str = "") -> None:
        self._now, self._public = now, public.rstrip("/")

    @property
    def library(self) -> Library:
        """The collection as it is now."""
        return self._now().library

    async def tools(
        self, _: Context, __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        """What can be asked."""
        return types.ListToolsResult(tools=[_described(tool, self.library) for tool in TOOLS])

    async def call(self, _: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
        """The answer of a tool; an error in the question is an answer too."""
        tool = next((one for one in TOOLS if one.name == asked.name), None)
        try:
            if tool is None:
                raise BadRequest(wording.NO_TOOL.format(name=asked.name[:60]))
            given = (asked.arguments or {}, self._now(), self._public)
            answer = await to_thread.run_sync(tool.call, *given)  # others are answered meanwhile
        except BadRequest as error:
            return types.CallToolResult(content=[_text(str(error.description))], is_error=True)
        return types.CallToolResult(content=[_text(_json(answer))], structured_content=answer)

    async def resources(
        self, _: Context, asked: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """The entries, by kind and id."""
        start = _start(asked.cursor if asked else None)
        now = self._now()
        found = FoundIds(listing(), now.marked)
        ids = found[start : start + LISTED]
        now.library.expect(ids)
        more = str(start + LISTED) if start + LISTED < len(found) else None
        shown = [_resource(entry) for entry in map(now.library.entry, ids) if entry]
        return types.ListResourcesResult(resources=shown, next_cursor=more)

    async def templates(
        self, _: Context, __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """How an entry's resource is called."""
        template = types.ResourceTemplate(
            name="entry", uri_template=f"{SCHEME}{{id}}", mime_type=JSON
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read(
        self, _: Context, asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """An entry with everything derived; raises MCPError where there is none."""
        id, library = asked.uri.removeprefix(SCHEME), self.library
        entry = library.entry(id) if asked.uri.startswith(SCHEME) else None
        if entry is None:
            raise MCPError(types.INVALID_PARAMS, missing(id[:100], library))
        whole = _json(with_sources(record(entry, library), library, self._public))
        text = types.TextResourceContents(uri=asked.uri, mime_type=JSON, text=whole)
        return types.ReadResourceResult(contents=[text])


def mcp_server(now: Callable[[], State], public: str = "") -> Server[object]:
    """The server over what is served at each moment."""
    collection = Collection(now, public)
    return Server(
        "evidence-kb",
        version=version("evidence-kb"),
        title=collection.library.collection.title,
        instructions=ABOUT,
        on_list_tools=collection.tools,
        on_call_tool=collection.call,
        on_list_resources=collection.resources,
        on_list_resource_templates=collection.templates,
        on_read_resource=collection.read,
    )


def _described(tool: Tool, library: Library) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.says,
        input_schema=tool.schema(library),
        annotations=READS,
    )


def _resource(entry: Entry) -> types.Resource:
    return types.Resource(
        name=entry.id, title=entry.title, uri=f"{SCHEME}{entry.id}", mime_type=JSON
    )


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise MCPError(types.INVALID_PARAMS, wording.NO_SUCH_PAGE)
    return int(cursor)


def _text(text: str) -> types.TextContent:
    return types.TextContent(text=text)


def _json(answer: Json) -> str:
    return json.dumps(answer, ensure_ascii=False)
