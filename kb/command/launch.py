"""The entry point of the installed `kb` command.

Nearly all objects a command creates live until it ends: garbage collection, on the way and at exit,
took a quarter of a search's time.
"""

import gc
import os
import sys
from types import SimpleNamespace

# What pydantic loads to look through every installed package for plugins, of which none is used.
LOADER = "pydantic.plugin._loader"


def launch() -> int:
    """Run the typed command and return its exit code."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Else it is imported even so, with all that reads packages' metadata: 3 % of a search.
    sys.modules.setdefault(LOADER, SimpleNamespace(get_plugins=tuple))  # type: ignore[arg-type]
    try:
        from kb.command.main import main

        return main()
    finally:
        gc.freeze()  # Python looks through everything at its end, but for what is set aside
