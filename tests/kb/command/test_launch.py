"""What the command leaves out of its start: nothing of it is missing for those who use it."""

import subprocess
import sys

import pytest

COMMAND = """
import sys
from kb.command.launch import launch
sys.argv = ["kb", "--help"]
try:
    launch()
except SystemExit:
    pass
import pydantic.plugin._loader as loader
assert "email" not in sys.modules, "the start reads mail"
"""


def run(code: str) -> str:
    command = [sys.executable, "-c", COMMAND + code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[
        -2
    ]


@pytest.mark.parametrize(
    "use",
    [
        "from importlib.metadata import version; print(version('numpy'))",
        "import importlib.metadata; print(importlib.metadata.version('numpy'))",
        "import importlib.metadata as it; print(it.version('numpy')); it.Distribution",
        "print(sys.modules['importlib.metadata'].version('numpy'))",
        "found, = loader.entry_points(group='console_scripts', name='f2py')"
        "; print(found.dist.version)",
    ],
)
def test_packages_are_known_as_ever_once_asked_for(use: str) -> None:
    import numpy as np

    assert run(use) == np.__version__


def test_what_no_package_module_has_is_an_error() -> None:
    code = "import importlib.metadata as it; print(hasattr(it, 'nothing'))"
    assert run(code) == "False"
