"""The entry point of the installed `kb` command.

Nearly all objects a command creates live until it ends: garbage collection, on the way and at exit,
took a quarter of a search's time.
"""

import gc
import os


def launch() -> int:
    """Run the typed command and return its exit code."""
    gc.disable()
    # else pydantic looks through every installed package for plugins, of which none is used
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from kb.command.main import main

        return main()
    finally:
        gc.freeze()  # Python looks through everything at its end, but for what is set aside
