"""Finds a library's entries from what readers type. Knows nothing about the web."""

import os

# Read when numpy is loaded: else it starts a thread a core for products of matrices, which are
# small here, and every such product takes twice the processor's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
