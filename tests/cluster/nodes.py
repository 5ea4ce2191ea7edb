"""Nodes of a cluster, each a process of OpenSearch's own main class, on loopback."""

import json
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from cluster.server_home import java, server_home
from processes import running

LOGGING = """status = error
appender.file.type = File
appender.file.name = file
appender.file.fileName = {logs}/server.log
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d %p %c{{1.}} %m%n%throwable
rootLogger.level = warn
rootLogger.appenderRef.file.ref = file
"""
FLAGS = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xshare:auto",
    "-Xss1m",
    "-Dfile.encoding=UTF-8",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
    "-Dopensearch.distribution.type=tar",
    "-Dopensearch.bundled_jdk=false",
    # without native code a server doesn't notice that root runs it, which it would refuse
    "-Djna.nosys=true",
    "-Djna.nounpack=true",
)
UP = 120  # seconds until all nodes have found each other, on a busy machine too


def asked(address: str, path: str) -> dict[str, object]:
    """What a node answers to GET. Raises OSError."""
    with urllib.request.urlopen(address + path, timeout=5) as answer:  # noqa: S310 our own address
        found: dict[str, object] = json.load(answer)
        return found


@dataclass
class Nodes:
    """Running nodes, with the address of each; `start` starts the one with a number."""

    addresses: tuple[str, ...]
    start: Callable[[int], Popen[str]]
    processes: list[Popen[str]] = field(default_factory=list)

    def bring_back(self, number: int) -> None:
        """Start a node again that was killed, with what it had; don't wait for it."""
        self.processes[number] = self.start(number)

    def health(self, path: str = "") -> dict[str, object]:
        """What the first node that answers says of the cluster."""
        for address in self.addresses:
            with suppress(OSError):
                return asked(address, f"/_cluster/health{path}")
        return {}

    def holder(self, index: str) -> int:
        """The number of a node with a copy of the first shard of an index whose name ends so."""
        path = f"/_cat/shards/*{index}?h=node&format=json"
        with urllib.request.urlopen(self.addresses[0] + path, timeout=5) as answer:  # noqa: S310
            found: list[dict[str, str]] = json.load(answer)
        return int(found[0]["node"].removeprefix("node-"))

    def wait(self, count: int) -> None:
        """Wait until so many have found each other."""
        end = time.monotonic() + UP
        while self.health().get("number_of_nodes") != count:
            assert time.monotonic() < end, "the nodes did not find each other"
            assert all(one.poll() is None for one in self.processes), "a node did not start"
            time.sleep(0.2)

    def settle(self) -> None:
        """Wait until every shard has all its copies."""
        end = time.monotonic() + UP
        while self.health().get("status") != "green":
            assert time.monotonic() < end, "the shards were not copied"
            time.sleep(0.2)


@contextmanager
def nodes(
    folder: Path,
    count: int = 1,
    version: str = "3.9.0",
    heap: str = "384m",
    home: Path | None = None,
) -> Iterator[Nodes]:
    """So many nodes, as long as the block lasts; `home` is the folder of a server of one's own.
    Raises NotHere.
    """
    command = [java(version), f"-Xms{heap}", f"-Xmx{heap}", *FLAGS]
    if version.startswith("3."):
        command.append("--enable-native-access=ALL-UNNAMED")
    home, ports = home or server_home(version), _free_ports(2 * count)
    with ExitStack() as stack:

        def start(number: int) -> Popen[str]:
            own = folder / f"node-{number}"
            told = (f"-Djava.io.tmpdir={own / 'tmp'}", f"-Dopensearch.path.conf={own / 'config'}")
            words = [*command, *told, f"-Dopensearch.path.home={home}", "-cp", f"{home}/lib/*"]
            out = stack.enter_context((own / "out.txt").open("a"))
            main = "org.opensearch.bootstrap.OpenSearch"
            return stack.enter_context(running(*words, main, cwd=own, stdout=out, stderr=out))

        made = Nodes(tuple(f"http://127.0.0.1:{port}" for port in ports[:count]), start)
        for number in range(count):
            _configure(folder / f"node-{number}", number, ports, count)
            made.processes.append(start(number))
        made.wait(count)
        yield made


def _configure(own: Path, number: int, ports: list[int], count: int) -> None:
    for name in ("config", "logs", "data", "tmp"):
        (own / name).mkdir(parents=True, exist_ok=True)
    (own / "config" / "log4j2.properties").write_text(LOGGING.format(logs=own / "logs"))
    settings: dict[str, object] = {
        "cluster.name": f"evidence-{ports[0]}",
        "node.name": f"node-{number}",
        "path.data": str(own / "data"),
        "path.logs": str(own / "logs"),
        "network.host": "127.0.0.1",
        "http.port": ports[number],
        "transport.port": ports[count + number],
        "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in ports[count:]],
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "indices.query.bool.max_clause_count": 8192,
    }
    names = [f"node-{one}" for one in range(count)]
    alone: dict[str, object] = {"discovery.type": "single-node"}
    together: dict[str, object] = {"cluster.initial_cluster_manager_nodes": names}
    settings |= alone if count == 1 else together
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())
    (own / "config" / "opensearch.yml").write_text(lines)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        made = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in made]
