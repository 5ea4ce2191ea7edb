"""A small collection in a git repository, as editors have it."""

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher

from small_collection import write_collection
from web.editing.git import Person

ANN = Person("ann", "ann@example.org")
BOB = Person("bob", "bob@example.org")
HOPPING = "interventions/hopping.yaml"
ALONE = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}


def git(folder: Path, *words: str) -> str:
    """What a git command prints."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True, env=ALONE
    )
    return done.stdout.strip()


def in_git(folder: Path) -> Path:
    """A clone with a committed collection; the collection's folder in it."""
    shutil.copytree(_begun().name, folder, dirs_exist_ok=True)
    git(folder, "update-index", "--refresh")
    return folder / "evidence"


@cache
def _begun() -> "TemporaryDirectory[str]":
    """The clone that the others are copies of."""
    kept = TemporaryDirectory()
    write_collection(Path(kept.name) / "evidence")
    commit_all(Path(kept.name))
    return kept


def commit_all(folder: Path) -> None:
    """Make a folder a git repository with all that is in it."""
    git(folder, "init", "-q", "-b", "main", "--template=")
    git(folder, "config", "user.name", "Server")
    git(folder, "config", "user.email", "server@example.org")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "collection: begun")


PASSWORD = "a long password"  # noqa: S105 - of people who don't exist
# What is kept of it, made in less time than a real one deserves.
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def let_in(clone: Path, roles: dict[str, str]) -> Path:
    """Let people log in with the password; gives the file of users."""
    users = clone / ".git" / "kb" / "users.json"
    rows = [
        {"name": name, "role": role, "email": f"{name.lower()}@example.org", "hash": HASH}
        for name, role in roles.items()
    ]
    users.parent.mkdir(exist_ok=True, mode=0o700)
    users.touch(mode=0o600)
    users.write_text(json.dumps(rows))
    return users
