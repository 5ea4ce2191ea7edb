"""What a deployment starts from: nginx, a container, a systemd unit, locked versions."""

import configparser
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT, Serve
from small_collection import write_collection

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
DOCS = ROOT / "docs" / "deploying"


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def nginx(folder: Path, behind: int) -> Iterator[int]:
    """The documented nginx with ports and folders of this machine; gives its port."""
    port = a_free_port()
    text = (DOCS / "nginx.conf").read_text(encoding="utf-8")
    for documented, here in (
        ("server kb:8000;", f"server 127.0.0.1:{behind};"),
        ("listen 8080 ", f"listen 127.0.0.1:{port} "),
        ("/tmp/", f"{folder}/"),  # noqa: S108 - the documented place
    ):
        assert documented in text
        text = text.replace(documented, here)
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"]
    assert subprocess.run([*command, "-t"], capture_output=True, check=False).returncode == 0
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            for _ in range(100):
                with socket.socket() as trying:
                    if trying.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_behind_nginx_idle_and_slow_clients_keep_no_reader_from_an_answer(
    serve: Serve, tmp_path: Path
) -> None:
    with (
        serve() as server,
        nginx(tmp_path, int(server.address.rsplit(":", 1)[1])) as port,
        ExitStack() as stack,
    ):
        for number in range(190):  # one address may have 200
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" if number % 2 else b"GE")
        began = time.monotonic()
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/search?q=yoga", headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        seconds = time.monotonic() - began
        connection.close()
    assert answer.status == 200
    assert "default-src 'none'" in str(answer.headers["Content-Security-Policy"])
    assert seconds < 5


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_passes_on_the_longest_search(serve: Serve, tmp_path: Path) -> None:
    with serve() as server, nginx(tmp_path, int(server.address.rsplit(":", 1)[1])) as port:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/search?q=" + "%E2%80%94" * 10_000)
        assert connection.getresponse().status == 200
        connection.close()


def test_the_container_is_not_root_and_installs_locked_versions() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    told = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "HEALTHCHECK", "CMD"}
    assert {instruction for instruction, _ in told} <= known
    assert ["USER", "kb"] in told
    assert "HEALTHCHECK" in {instruction for instruction, _ in told}
    assert any("--require-hashes -r /tmp/requirements.lock" in rest for _, rest in told)


def test_what_compose_starts_is_read_only_without_rights_and_healthy_first() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert set(services) >= {"kb", "nginx"}
    for name, service in services.items():
        assert service.get("read_only") or name == "opensearch"  # writes its settings
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
    assert services["nginx"]["depends_on"]["kb"]["condition"] == "service_healthy"
    assert services["opensearch"]["profiles"] == ["cluster"]
    assert "ports" not in services["opensearch"]


def test_the_unit_is_one_systemd_takes_and_shut_in(tmp_path: Path) -> None:
    text = (DOCS / "evidence-kb.service").read_text(encoding="utf-8")
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    unit.read_string(text)
    service = unit["Service"]
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    if analyze := shutil.which("systemd-analyze"):
        here = tmp_path / "evidence-kb.service"
        here.write_text(text.replace("/opt/evidence-kb/bin/kb", sys.executable), encoding="utf-8")
        checked = subprocess.run(
            [analyze, "verify", str(here)], capture_output=True, text=True, check=False
        )
        assert "evidence-kb.service" not in checked.stderr, checked.stderr


def locked() -> dict[str, str]:
    """The versions of the lock file by name."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pairs = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pairs}


def test_every_library_is_locked_within_its_range() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    wanted = [
        Requirement(line) for line in setup["options"]["install_requires"].split("\n") if line
    ]
    outside = [
        str(one) for one in wanted
        if not one.specifier.contains(locked().get(canonicalize_name(one.name), "0"))
    ]  # fmt: skip
    assert outside == [], "run `make lock`"


def test_every_locked_version_has_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in text
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.partition("\n")[2])
    unhashed = [block for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert unhashed == []


def test_another_wsgi_server_learns_from_the_environment_what_to_serve(
    tmp_path: Path, surroundings: Mapping[str, str]
) -> None:
    ask = "import web.wsgi as w; print(w.application.test_client().get('/healthz').status_code)"
    evidence, index = write_collection(tmp_path / "evidence"), tmp_path / "index"
    asked = subprocess.run(
        [sys.executable, "-c", ask],
        env={**surroundings, "KB_EVIDENCE": str(evidence), "KB_INDEX": str(index)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout == "200\n"
    assert any(index.iterdir())
