"""A server's folder as OpenSearch's own distribution has it, laid out from Maven Central's jars.

It is made once for each version and kept in the folder of temporary files.
"""

import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
# Each version of the server with the Java it needs, the version of log4j, and other options.
VERSIONS = {"3.9.0": (21, "2.25.5", ()), "2.19.6": (17, "2.25.4", ("-P", "!three"))}
# module: its own jars, its class, and the modules that it extends
MODULES = {
    "transport-netty4": (
        r"transport-netty4-client|netty-|opensearch-netty4",
        "org.opensearch.transport.Netty4{}Plugin",
        "",
    ),
    "lang-painless": (
        r"lang-painless|opensearch-scripting-painless-spi|antlr4-runtime|asm-",
        "org.opensearch.painless.Painless{}Plugin",
        "",
    ),
    "analysis-common": (
        r"analysis-common",
        "org.opensearch.analysis.common.CommonAnalysis{}Plugin",
        "lang-painless",
    ),
}
SKIPPED = (
    r"netty-codec-native-quic.*-(osx|windows|linux-aarch)|error_prone|jspecify"
    r"|jakarta\.annotation|jzlib|log4j-jul"
)
LONGEST = 600  # seconds for the first download


class NotHere(Exception):
    """What a server needs is missing from this machine."""


@cache
def java(version: str = "3.9.0") -> str:
    """The first Java here that is new enough. Raises NotHere."""
    least = VERSIONS[version][0]
    named = [os.environ["JAVA_HOME"]] if os.environ.get("JAVA_HOME") else []
    homes = [*named, *map(str, sorted(Path("/usr/lib/jvm").glob("*")))]
    for found in (*(f"{home}/bin/java" for home in homes), shutil.which("java") or ""):
        if Path(found).is_file() and _version(found) >= least:
            return found
    raise NotHere(f"Java {least} or newer")


def _version(java: str) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    number = re.search(r'version "(\d+)', told)
    return int(number[1]) if number else 0


def server_home(version: str = "3.9.0") -> Path:
    """The folder of a server. Raises NotHere."""
    home = Path(tempfile.gettempdir()) / f"evidence-kb-opensearch-{version}-{os.getuid()}"
    if not home.exists():
        aside = Path(tempfile.mkdtemp(prefix="evidence-kb-jars-"))
        try:
            _fetch(version, aside / "jars")
            _lay_out(version, aside / "jars", aside / "home")
            _settle(aside / "home", home)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return home


def _settle(made: Path, home: Path) -> None:
    """Put it in its place, where another process may have been faster."""
    try:
        made.rename(home)
    except OSError:
        if not home.exists():
            raise


def _fetch(version: str, jars: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NotHere("Maven")
    _, log4j, options = VERSIONS[version]
    told = (f"-DoutputDirectory={jars}", f"-Dopensearch={version}", f"-Dlog4j={log4j}")
    command = [maven, "-q", "-B", *options, "-f", str(POM), "dependency:copy-dependencies", *told]
    environment = {**os.environ, "JAVA_HOME": str(Path(java(version)).parent.parent)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    if done.returncode:
        raise NotHere(f"a Maven that reaches its repository ({done.stdout[-300:]})")


def _lay_out(version: str, jars: Path, home: Path) -> None:
    for folder in ("bin", "lib", "config", "logs", "plugins", "extensions"):
        (home / folder).mkdir(parents=True)
    for name, (_, plugin, extends) in MODULES.items():
        (home / "modules" / name).mkdir(parents=True)
        _describe(home / "modules" / name, version, plugin, extends)
    for jar in sorted(jars.glob("*.jar")):
        if not re.match(SKIPPED, jar.name):
            shutil.copyfile(jar, _place(jar.name, home) / jar.name)


def _place(jar: str, home: Path) -> Path:
    owners = (name for name, (own, _, _) in MODULES.items() if re.match(own, jar))
    module = next(owners, None)
    return home / "modules" / module if module else home / "lib"


def _describe(folder: Path, version: str, plugin: str, extends: str) -> None:
    """The descriptor of a module; before 3.0 also what it may do."""
    old = version.startswith("2.")
    told = {
        "name": folder.name,
        "description": folder.name,
        "version": version,
        "opensearch.version": version,
        "java.version": "11" if old else "21",
        "classname": plugin.format("" if old else "Module"),
        "extended.plugins": extends,
        "has.native.controller": "false",
    }
    lines = "".join(f"{name}={value}\n" for name, value in told.items())
    (folder / "plugin-descriptor.properties").write_text(lines)
    if old:
        allowed = "grant { permission java.security.AllPermission; };\n"
        (folder / "plugin-security.policy").write_text(allowed)
