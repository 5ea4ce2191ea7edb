"""Measures search, pages and version 0.1, prints, and writes docs/benchmarks.md; BENCH=full adds a
collection of 100,000 entries. `python -m bench versions` prints the section on version 0.1 alone.
"""

import os
import sys
from pathlib import Path

from bench.measuring import ROUNDS, measure
from bench.pages import measure_pages
from bench.report import grown, report
from bench.versions import measure_versions

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
SIZES, FULL = (1_000, 10_000), (100_000,)


def main() -> None:
    """Measure every size."""
    if sys.argv[1:] == ["versions"]:
        print(grown(measure_versions()))
        return
    named = tuple(map(int, sys.argv[1:]))
    sizes = named or (*SIZES, *(FULL if os.environ.get("BENCH") == "full" else ()))
    pages, versions = measure_pages(), measure_versions()
    page = report({size: measure(size) for size in sizes}, ROUNDS, pages, versions)
    print(page)
    if not named:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
