"""A small collection in a git repository, as editors have it."""

import os
import subprocess
from pathlib import Path

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


def in_git(folder: Path, within: str = "evidence") -> Path:
    """A clone with a committed collection; the collection's folder in it."""
    evidence = write_collection(folder / within)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Server")
    git(folder, "config", "user.email", "server@example.org")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "collection: begun")
    return evidence
