"""The entry point of the installed `kb` command.

Nearly all objects a command creates live until it ends: garbage collection, on the way and at exit,
took a quarter of a search's time.
"""

import gc
import importlib
import os
import sys
from collections.abc import MutableSequence
from types import ModuleType
from typing import Any

METADATA = "importlib.metadata"


def launch() -> int:
    """Run the typed command and return its exit code."""
    gc.disable()
    # else pydantic looks through every installed package for plugins, of which none is used
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if METADATA not in sys.modules:
        sys.modules[METADATA] = importlib.metadata = _Metadata(METADATA)
    try:
        from kb.command.main import main

        return main()
    finally:
        gc.freeze()  # Python looks through everything at its end, but for what is set aside


class _Metadata(ModuleType):
    """Stands for the module until something of it is used: pydantic imports it for its plugins, and
    it imports what reads mail and archives.
    """

    __path__: MutableSequence[str] = []  # else importing a name from it looks for it

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        if sys.modules.get(METADATA) is self:
            del sys.modules[METADATA]
        return getattr(importlib.import_module(METADATA), name)

    def entry_points(self, **params: Any) -> Any:  # noqa: ANN401 - as the module's own
        """Find entry points; what pydantic imports by name, and calls if plugins are not off."""
        return self.__getattr__("entry_points")(**params)
