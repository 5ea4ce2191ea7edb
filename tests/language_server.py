"""The YAML language server that editors run, from npm, driven over its standard streams."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any

from npm_packages import install

VERSION = "1.25.0"
SETTINGS = {
    "yaml": {
        "completion": True,
        "hover": True,
        "validate": True,
        "schemaStore": {"enable": False},  # only the schemas of the collection, nothing online
    }
}
Json = dict[str, Any]


def installed(folder: Path) -> Path:
    """The server's script, installed into the folder."""
    modules = install(folder / VERSION, f"yaml-language-server@{VERSION}")
    return modules / "yaml-language-server" / "bin" / "yaml-language-server"


@dataclass
class LanguageServer:
    """A running server, asked one thing at a time."""

    requests: IO[bytes]
    answers: IO[bytes]
    number: int = 0
    versions: dict[str, int] = field(default_factory=dict)

    def start(self) -> None:
        """Introduce ourselves as an editor that only completes and hovers."""
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def open(self, path: Path, text: str) -> None:
        """Open a file, or replace the text of an open one; it needn't be on disk."""
        uri = path.as_uri()
        if uri in self.versions:
            self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        version = self.versions[uri] = self.versions.get(uri, 0) + 1
        document = {"uri": uri, "languageId": "yaml", "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def completions(self, path: Path, line: int, column: int) -> Mapping[str, str]:
        """What is offered at a place (counted from 0): each label with what it inserts."""
        found = self.ask("textDocument/completion", _place(path, line, column))
        items = found["items"] if isinstance(found, dict) else found or ()
        return {item["label"]: item.get("insertText") or item["label"] for item in items}

    def hover(self, path: Path, line: int, column: int) -> str:
        """The help shown at a place."""
        found = self.ask("textDocument/hover", _place(path, line, column))
        return str(found["contents"]["value"]) if found else ""

    def ask(self, method: str, params: Json) -> Any:  # noqa: ANN401 - answers have no common type
        """Send a request and wait for its answer; what the server asks meanwhile gets none."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self.number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})

    def tell(self, method: str, params: Json) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.requests.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.requests.flush()

    def _receive(self) -> Json:
        length = 0
        while line := self.answers.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        return dict(json.loads(self.answers.read(length)))


def _place(path: Path, line: int, column: int) -> Json:
    position = {"line": line, "character": column}
    return {"textDocument": {"uri": path.as_uri()}, "position": position}


@contextmanager
def running(script: Path) -> Iterator[LanguageServer]:
    """The server, as long as the block lasts."""
    node = shutil.which("node")
    assert node, "npm is there, but not node"
    with subprocess.Popen([node, script, "--stdio"], stdin=PIPE, stdout=PIPE) as process:
        assert process.stdin
        assert process.stdout
        try:
            server = LanguageServer(process.stdin, process.stdout)
            server.start()
            yield server
        finally:
            process.kill()
