"""The `kb` command as it is installed.

Nearly all that a command imports and makes lasts to its end: looking through it for garbage, on
the way and once more at the end, took a quarter of a search's time.
"""

import gc
import os


def launch() -> int:
    """Run the command that was typed; gives its exit code."""
    gc.disable()
    # else pydantic looks through every installed package for plugins, of which none is used, and
    # numpy starts a thread a core for products of matrices, which are small here
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from kb.command.main import main

        return main()
    finally:
        gc.freeze()  # Python looks through everything at its end, but for what is set aside
