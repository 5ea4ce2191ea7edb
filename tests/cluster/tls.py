"""TLS and a password before a node: a real nginx, with certificates of an authority of its own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cluster.server_home import NotHere
from processes import running

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
OPENSSL = shutil.which("openssl")
# Certificates by name: whom each is for, and its last day.
CERTIFICATES = {
    "good": ("IP:127.0.0.1", "20491231000000Z"),
    "expired": ("IP:127.0.0.1", "20010101000000Z"),
    "of-another": ("DNS:search.example.org", "20491231000000Z"),
}
AUTHORITY = """[ca]
default_ca = it
[it]
dir = {folder}
database = {folder}/index
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
"""
SERVER = """
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/{name}.pem;
    ssl_certificate_key {folder}/{name}.key;
    auth_basic "cluster";
    auth_basic_user_file {folder}/users;
    location / {{ proxy_pass {node}; proxy_set_header Authorization ""; }}
  }}
"""
WHOLE = """
user root;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
  access_log off;
  client_max_body_size 0;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {servers}
}}
"""


def _openssl(*words: str) -> None:
    subprocess.run([str(OPENSSL), *words], check=True, capture_output=True)


def authority(folder: Path) -> Path:
    """The certificate of a new authority."""
    folder.mkdir(parents=True, exist_ok=True)
    key, made = str(folder / "ca.key"), folder / "ca.pem"
    new = ("-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=An authority", "-days", "9")
    _openssl("req", *new, "-keyout", key, "-out", str(made))
    return made


def _certify(folder: Path, name: str, of: str, until: str) -> None:
    config = folder / "ca.cnf"
    config.write_text(AUTHORITY.format(folder=folder))
    (folder / "index").write_text("")
    (folder / "serial").write_text("01")
    key, asked = str(folder / f"{name}.key"), str(folder / f"{name}.csr")
    names = ("-subj", f"/CN={name}", "-addext", f"subjectAltName={of}")
    _openssl("req", "-newkey", "rsa:2048", "-nodes", *names, "-keyout", key, "-out", asked)
    days = ("-startdate", "20000101000000Z", "-enddate", until)
    by = (
        "-config",
        str(config),
        "-cert",
        str(folder / "ca.pem"),
        "-keyfile",
        str(folder / "ca.key"),
    )
    _openssl(
        "ca", "-batch", "-notext", *by, *days, "-in", asked, "-out", str(folder / f"{name}.pem")
    )


@contextmanager
def behind_tls(folder: Path, node: str, user: str, password: str) -> Iterator[Mapping[str, str]]:
    """The node behind each of the certificates: their addresses, as long as the block lasts. The
    authority's certificate is `ca.pem` in the folder. Raises NotHere.
    """
    if not NGINX or not OPENSSL:
        raise NotHere("nginx and openssl")
    authority(folder)
    (folder / "users").write_text(f"{user}:{{PLAIN}}{password}\n")
    ports = {}
    for name, (of, until) in CERTIFICATES.items():
        _certify(folder, name, of, until)
        with socket.create_server(("127.0.0.1", 0)) as taken:
            ports[name] = taken.getsockname()[1]
    servers = "".join(
        SERVER.format(port=port, folder=folder, name=name, node=node)
        for name, port in ports.items()
    )
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder, servers=servers))
    command = (NGINX, "-p", folder, "-c", "nginx.conf", "-g", "daemon off;")
    with running(*command):
        for port in ports.values():
            _wait(port)
        yield {name: f"https://127.0.0.1:{port}" for name, port in ports.items()}


def _wait(port: int) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")
