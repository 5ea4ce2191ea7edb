"""The collection as an assistant asks it: by the protocol's own client, over streams and HTTP."""

import re
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from conftest import ROOT, Run
from kb.loading import load
from kb.model.library import Library
from processes import KB, running
from web.assistants.mcp_server import mcp_server
from web.assistants.tools import TOOLS
from web.core.reload import Live

MIGRAINE = ROOT / "tests" / "migraine"
SITE = "https://kb.example"
Asking = Callable[[Client], Awaitable[Any]]
Json = dict[str, Any]


@pytest.fixture(scope="module")
def live(evidence: Path, shipped_index: Path) -> Live:
    """The shipped collection as it is served."""
    return Live(evidence, shipped_index, "arrays")


def asked(live: Live, tool: str, **arguments: object) -> Json:
    """A tool's answer."""
    found: Json = answered(Client(mcp_server(lambda: live.state, SITE)), call(tool, arguments))
    return found


def answered(client: Client, asking: Asking) -> Any:  # noqa: ANN401
    """What a conversation comes to."""

    async def converse() -> Any:  # noqa: ANN401
        with anyio.fail_after(60):
            async with client as connected:
                return await asking(connected)

    return anyio.run(converse)


def call(tool: str, arguments: Mapping[str, object]) -> Asking:
    async def asking(client: Client) -> Json:
        result = await client.call_tool(tool, dict(arguments))
        assert not result.is_error, result.content
        found: Json = result.structured_content
        return found

    return asking


async def everything(client: Client) -> Json:
    """Each tool asked once, and an entry read as a resource."""
    library = load(MIGRAINE)
    first, second, *_ = [id for id, one in library.interventions.items() if one.findings]
    told = {}
    questions: dict[str, Json] = {
        "search": {"q": library.interventions[first].name},
        "entry": {"id": first},
        "finding": {"intervention": [first]},
        "compare": {"with": [first, second]},
        "guidelines": {},
        "red_flags": {},
    }
    for tool, arguments in questions.items():
        told[tool] = await call(tool, arguments)(client)
    told["resource"] = (await client.read_resource(f"evidence://entries/{first}")).contents[0]
    return told


def holds(told: Json) -> None:
    """Each answer has its sentences, certainty, sources and addresses."""
    library = load(MIGRAINE)
    assert set(told) == {tool.name for tool in TOOLS} | {"resource"}
    hit, finding = told["search"]["hits"][0], told["finding"]["findings"][0]
    derived = library.answers[finding["intervention"]].findings[finding["id"]]
    assert finding["statement"] == derived.text
    assert finding["shown-certainty"] == derived.level
    assert finding["url"] == f"{SITE}/interventions/{finding['intervention']}#{finding['id']}"
    assert finding["source"] in told["finding"]["cited-sources"]
    assert hit["finding"]["statement"] and hit["finding"]["certainty"]
    assert hit["finding"]["source"] in told["search"]["cited-sources"]
    assert told["entry"]["findings"] and told["entry"]["cited-sources"]
    assert told["compare"]["outcomes"] or told["compare"]["with"]
    assert told["resource"].mime_type == "application/json"


def test_it_is_asked_over_standard_streams(surroundings: Mapping[str, str]) -> None:
    words = ["mcp", "--evidence", str(MIGRAINE), "--public-url", SITE]
    started = StdioServerParameters(command=str(KB[0]), args=words, env=dict(surroundings))
    with Path("/dev/null").open("w") as quiet:
        holds(answered(Client(stdio_client(started, errlog=quiet)), everything))


@pytest.fixture(scope="module")
def address(surroundings: Mapping[str, str]) -> Iterator[str]:
    """Where it is served over HTTP."""
    words = ["mcp", "--http", "--port", "0", "--evidence", str(MIGRAINE), "--public-url", SITE]
    with running(*KB, *words, env=surroundings) as process:
        line = process.stdout.readline() if process.stdout else ""
        yield next(word for word in line.split() if word.startswith("http://"))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_it_is_asked_over_http(address: str, mode: str) -> None:
    """By clients of today, and by those that begin with a handshake."""
    holds(answered(Client(address, mode=mode), everything))


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "", {"Accept": "text/event-stream"}, 405),
        ("DELETE", "", {}, 405),
        ("POST", "", {"Host": "elsewhere.example"}, 421),
        ("POST", "", {"Origin": "https://elsewhere.example"}, 403),
        ("POST", "", {"Content-Type": "text/plain"}, 400),
        ("POST", "/more", {}, 404),
    ],
)
def test_what_is_no_question_is_refused(
    address: str, method: str, path: str, headers: Mapping[str, str], status: int
) -> None:
    asking = {"Content-Type": "application/json", "Accept": "application/json", **headers}
    answer = httpx.request(method, address + path, headers=asking, content=b"{}", timeout=30)
    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (status, "nosniff")


def test_a_question_larger_than_any_is_refused(address: str) -> None:
    with httpx.Client(timeout=30) as client:
        answer = client.post(address, content=b" " * 70_000)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("search", {}, "q is missing."),
        ("search", {"q": "yoga", "kidn": "source"}, 'unknown parameter "kidn"'),
        (
            "search",
            {"q": "yoga", "stage": ["acte"]},
            '"acte" isn\'t a valid stage; did you mean `acute`?',
        ),
        ("search", {"q": {"a": 1}}, "A value must be text"),
        ("search", {"q": "yoga", "limit": 1000}, "limit must be a whole number from 1 to 20"),
        ("entry", {"id": "yga"}, "did you mean `yoga`?"),
        ("finding", {"intervention": "yga"}, "did you mean `yoga`?"),
        ("finding", {"finding": "nobody-2020--1"}, "No such finding: nobody-2020--1."),
        ("compare", {"with": ["yoga"]}, "with takes the ids of two to four interventions."),
        ("compare", {"with": ["yoga", "pilats"]}, "did you mean `pilates`?"),
        ("guidelines", {"stage": "never"}, '"never" isn\'t a valid stage'),
        ("red_flags", {"q": ["a", "b"]}, "q can be given only once."),
        ("nothing", {}, "There is no tool 'nothing'."),
    ],
)
def test_a_wrong_question_is_answered_with_what_would_be_right(
    live: Live, tool: str, arguments: Mapping[str, object], reason: str
) -> None:
    async def asking(client: Client) -> Any:  # noqa: ANN401
        return await client.call_tool(tool, dict(arguments))

    result = answered(Client(mcp_server(lambda: live.state)), asking)
    assert result.is_error
    assert reason in result.content[0].text


def test_red_flags_come_first(live: Live) -> None:
    found = asked(live, "search", q="yoga, and I can't pee")
    assert next(iter(found)) == "red-flags"
    assert [flag["id"] for flag in found["red-flags"]] == ["rf-bladder-bowel"]
    assert found["red-flags"][0]["action"] and found["red-flags"][0]["sources"]
    assert asked(live, "red_flags", q="I can't pee")["red-flags"] == found["red-flags"]


def test_an_intervention_named_by_a_red_flag_comes_with_it(live: Live) -> None:
    library = live.state.library
    named = [id for id, answer in library.answers.items() if answer.red_flags]
    for id in named:
        flags = [one.flag.id for one in library.answers[id].red_flags]
        for tool, arguments in (("entry", {"id": id}), ("red_flags", {"intervention": [id]})):
            found = asked(live, tool, **arguments)["red-flags"]
            assert {flag["id"] for flag in found} == set(flags)
    assert named


def test_without_anything_said_all_red_flags_are_given(live: Live) -> None:
    conditions = live.state.library.conditions.values()
    every = [flag.id for one in conditions for flag in one.red_flags]
    assert [flag["id"] for flag in asked(live, "red_flags")["red-flags"]] == every


def texts(value: object) -> Iterator[str]:
    """Every text of an answer that is long enough to be a sentence."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str) and " " in value:
        yield value


def own_words(library: Library) -> str:
    """All that the collection holds or that is derived of it."""
    from kb.export.json_records import record

    said = [text for entry in library.entries() for text in texts(record(entry, library))]
    derived = [one for answer in library.answers.values() for one in answer.findings.values()]
    return "\n".join([*said, *(one.plain for one in derived)])


def test_no_sentence_is_its_own(live: Live) -> None:
    library = live.state.library
    own = own_words(library)
    for tool, arguments in (
        ("entry", {"id": "yoga"}),
        ("finding", {"intervention": ["yoga"], "limit": 50}),
        ("red_flags", {}),
    ):
        answer = asked(live, tool, **arguments)
        del answer["cited-sources"]  # references, which pages have too
        for finding in answer.get("findings", ()):
            finding.pop("reference", None)
        assert [text for text in texts(answer) if text not in own] == []


def test_every_finding_is_found_by_its_id(live: Live) -> None:
    for one in asked(live, "entry", id="yoga")["findings"]:
        found = asked(live, "finding", finding=one["finding"], intervention="yoga")["findings"]
        assert [other["statement"] for other in found] == [one["statement"]]


def test_guidelines_are_those_that_the_entry_names(live: Live) -> None:
    said = {one.body for one in live.state.library.interventions["yoga"].recommendations}
    (row,) = asked(live, "guidelines", intervention="yoga", stage="chronic")["rows"]
    assert {position["body"] for position in row["positions"]} <= said


def test_every_entry_is_listed_as_a_resource(live: Live) -> None:
    async def listing(client: Client) -> list[str]:
        uris: list[str] = []
        cursor = None
        while True:
            page = await client.list_resources(cursor=cursor)
            uris += [one.uri for one in page.resources]
            cursor = page.next_cursor
            if cursor is None:
                return uris

    uris = answered(Client(mcp_server(lambda: live.state)), listing)
    ids = [entry.id for entry in live.state.library.entries()]
    assert uris == [f"evidence://entries/{id}" for id in ids]


@pytest.mark.parametrize("uri", ["evidence://entries/yga", "file:///etc/passwd"])
def test_an_unknown_resource_is_an_error(live: Live, uri: str) -> None:
    async def reading(client: Client) -> None:
        with pytest.raises(MCPError, match="No entry"):
            await client.read_resource(uri)

    answered(Client(mcp_server(lambda: live.state)), reading)


def test_tools_only_read_and_name_this_collections_words(live: Live) -> None:
    async def listing(client: Client) -> Any:  # noqa: ANN401
        return (await client.list_tools()).tools

    tools = answered(Client(mcp_server(lambda: live.state)), listing)
    assert [tool.name for tool in tools] == [tool.name for tool in TOOLS]
    assert all(tool.annotations.read_only_hint for tool in tools)
    stages = tools[0].input_schema["properties"]["stage"]["items"]["enum"]
    assert stages == [*live.state.library.vocabulary.stages]


def test_without_the_library_the_command_says_what_to_install(
    kb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if re.match(r"(web\.assistants|mcp)\b", name)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    done = kb("mcp")
    assert done.returncode == 2
    assert "pip install 'evidence-kb[mcp]'" in done.stderr
