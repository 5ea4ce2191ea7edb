"""Programs from npm that tests run, installed once into `build/`."""

import fcntl
import subprocess
from pathlib import Path

OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def install(home: Path, *packages: str) -> Path:
    """The folder of the installed packages, after installing them where they aren't there yet.

    Test processes that come at once wait for the first: two npm in one folder fail.
    """
    home.mkdir(parents=True, exist_ok=True)
    finished = home / "finished"  # a killed npm leaves half a package
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists() or finished.read_text() != " ".join(packages):
            command = ["npm", "install", "--prefix", str(home), *OPTIONS, *packages]
            subprocess.run(command, check=True, timeout=300)
            finished.write_text(" ".join(packages))
    return home / "node_modules"
