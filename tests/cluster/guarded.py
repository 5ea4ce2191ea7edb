"""A server that knows users and their rights, with a plugin of ours that is compiled against it.

OpenSearch's own security plugin isn't among Maven Central's jars.
"""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from cluster.server_home import NotHere, java, server_home

SOURCE = Path(__file__).with_name("guard") / "Guard.java"
VERSION = "3.9.0"
# What the security plugin's groups of actions allow, by its documentation.
GROUPS = {
    "cluster_monitor": ("cluster:monitor/*",),
    "cluster_composite_ops_ro": (
        "indices:data/read/mget",
        "indices:data/read/msearch",
        "indices:admin/aliases/exists*",
        "indices:admin/aliases/get*",
    ),
    "read": ("indices:data/read*", "indices:admin/mappings/fields/get*"),
    "indices_all": ("indices:*",),
}


def guarded_home(folder: Path) -> Path:
    """The folder of a server with the plugin. Raises NotHere."""
    whole, compiler = server_home(VERSION), Path(java(VERSION)).with_name("javac")
    if not compiler.is_file():
        raise NotHere("a Java compiler")
    plugin = folder / "plugins" / "guard"
    plugin.mkdir(parents=True)
    for name in ("bin", "lib", "config", "modules", "extensions"):
        (folder / name).symlink_to(whole / name)
    classes = folder / "classes"
    command = [compiler, "-nowarn", "-cp", f"{whole}/lib/*", "-d", classes, SOURCE]
    subprocess.run([str(word) for word in command], check=True)
    jar = [compiler.with_name("jar"), "cf", plugin / "guard.jar", "-C", classes, "."]
    subprocess.run([str(word) for word in jar], check=True)
    (plugin / "plugin-descriptor.properties").write_text(
        f"name=guard\ndescription=guard\nversion=1\nopensearch.version={VERSION}\n"
        "java.version=21\nclassname=Guard\nextended.plugins=\nhas.native.controller=false\n"
    )
    return folder


def users(roles: Path, passwords: Mapping[str, str]) -> str:
    """A user of each role of a file in the security plugin's form, as the plugin reads them."""
    told = yaml.safe_load(roles.read_text(encoding="utf-8"))
    return "".join(
        f"{name}:{password}|{_patterns(told[name]['cluster_permissions'])}|"
        f"{_patterns(rights['allowed_actions'])}|{' '.join(rights['index_patterns'])}\n"
        for name, password in passwords.items()
        for rights in told[name]["index_permissions"]
    )


def _patterns(allowed: Iterable[str]) -> str:
    return " ".join(pattern for one in allowed for pattern in GROUPS.get(one, (one,)))
