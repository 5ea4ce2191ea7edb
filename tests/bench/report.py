"""What was measured, as tables in Markdown that read well in a terminal too."""

import platform
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from os import cpu_count, getloadavg
from pathlib import Path
from statistics import median, quantiles

from bench.goals import Goal, goals, page_goals, version_goals
from bench.measuring import NEW, Measured
from bench.pages import CONNECTIONS, PAGES, SERVERS, Pages
from bench.questions import CLASSES, EACH, MODES
from bench.versions import (
    EDIT_VISIBLE,
    EDITS,
    FIRST,
    READY_AGAIN,
    ROUNDS,
    SEARCHED,
    SIZE,
    Compared,
)

Row = tuple[str, ...]
LIBRARIES = ("numpy", "tantivy", "bm25s", "Whoosh-Reloaded")
NAMES = {
    "ours": "this search",
    "fts5": "SQLite FTS5",
    "tantivy": "tantivy",
    "bm25s": "bm25s",
    "whoosh": "Whoosh",
}
INTRODUCTION = """# Benchmarks

`make bench` writes this page: search next to what people would use instead, on generated collections, and pages next to Datasette, all
in one run.

- An entry has a title, a summary of 30 words and a body of 250, drawn by Zipf's law from 30,000 words, a kind, a category, and
  one to three findings with a stage and a certainty. The same entries every time.
- A time is from the typed text to the hits with their titles: reading and understanding the query, finding, and what the mode
  adds. Everything is warm; each question is asked {times} times, the engines in turns, each in a process of its own.
- A build is the median of three, each in a process of its own; of bm25s and Whoosh it is one.
- A query that was understood before is not read again while its index is open; where the rarer words of phrases stand is kept, and whether
  a hit says the words together. Other questions, each asked only once after all the rest, show what they take without ("asked once").
- Hits of several words are ranked here by whether a passage says them together, which the others don't look at.
- Peers count facets in the best way they have: FTS5 by GROUP BY over the matches, tantivy by its own aggregations on fast
  fields. bm25s finds any of the words and nothing else; what it cannot do is left empty. Whoosh is behind the same interface as
  this search's arrays and is asked once.
- Matches are compared question by question; where they differ, that is said.
- Ratios are of medians, this search's time by the other's: below 1 this search is quicker.
"""


SERVED = """## Pages

The shipped collection over real HTTP, the servers in turns. Add-on treatments Datasette {datasette} serves the same entries from SQLite FTS5:
immutable, four facets, no suggestions of facets, 10 rows.

- A search is what real people would type (`tests/search/judged.tsv`), alone or with the name of a stage or an outcome behind it; none is asked
  for twice, so none is ready. Datasette is asked the same; it finds only what has all the words.
  Its "intervention" is a row, its "matrix" all rows with facets, its home its own.
- waitress is `kb serve`, one process; granian {granian} runs two processes of one thread; Datasette is one process, as it comes.
- Requests are made as browsers make them, by threads of one other process, on the same cores: pages are compressed here, and sent as they
  are by Datasette."""

GROWN = """## Next to version 0.1

{date}: the same machine, the versions in turns; medians. The collections of {size:,} entries are generated, each in the fields its version
reads; the shipped ones are each version's own ({files}). Version 0.1 is commit {first}.

- A search is a command of its own, {rounds} times, with the index and all that is kept in place. A server is ready again when the home page
  is answered, where no file has changed since an earlier start. An edit is visible when the entry's page shows it; {edits} times each.
  `make bench` writes this with the rest of the page, `python -m bench versions` in `tests/` prints it alone.
- CPU is the processor's time of the process, for an edit with the second after it; clock is what someone waits."""


def report(
    all_measured: Mapping[int, Mapping[str, Measured]],
    times: int,
    pages: Pages,
    versions: Mapping[str, Compared],
) -> str:
    """The whole page."""
    parts = [INTRODUCTION.format(times=times), _machine(*LIBRARIES)]
    for size, measured in all_measured.items():
        parts += [f"## {size:,} entries", _table(_building(measured)), _matches(measured)]
        parts += [_table(_asking(measured, mode)) for mode in (*MODES, NEW)]
        parts += [_met(tuple(goals(measured, size)))]
    parts += [SERVED.format(datasette=version("datasette"), granian=version("granian"))]
    parts += [_table(_serving(pages, connections)) for connections in CONNECTIONS]
    ready, anew = f"{pages.ready * 1000:.2f} ms", f"{pages.rendered * 1000:.1f} ms"
    parts += [
        f"Inside the application a page that is ready takes {ready}, the same page rendered again"
        f" {anew}."
    ]
    parts += [_met(tuple(page_goals(pages))), grown(versions)]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def grown(versions: Mapping[str, Compared]) -> str:
    """The section about this version next to version 0.1."""
    files = ", ".join(f"{name}: {one.files} files" for name, one in versions.items())
    introduction = GROWN.format(
        date=date.today().isoformat(),
        size=SIZE,
        files=files,
        first=FIRST,
        rounds=ROUNDS,
        edits=EDITS,
    )
    met = _met(tuple(version_goals(versions)))
    return "\n\n".join(
        (introduction, _machine("pydantic", "numpy"), _table(_comparing(versions)), met)
    )


def _comparing(versions: Mapping[str, Compared]) -> Iterator[Row]:
    both = len(versions) > 1
    names = [f"{name}: CPU / clock, s" for name in versions]
    yield ("", *names, *(("CPU, 0.1 by now", "clock, 0.1 by now") if both else ()))
    for what in (SEARCHED, READY_AGAIN, EDIT_VISIBLE):
        took = [(one.cpu(what), one.clock(what)) for one in versions.values()]
        times = [f"{before / now:.1f}" for before, now in zip(took[0], took[-1], strict=True)]
        yield (what, *(f"{cpu:.2f} / {clock:.2f}" for cpu, clock in took), *(times if both else ()))


def _machine(*libraries: str) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    system = (
        f"{platform.system()} on {platform.machine()}, {cpu_count()} cores{_processor()},"
        f" {_memory()}"
    )
    load = f"load {getloadavg()[2]:.1f} over the last quarter of an hour"
    return (
        f"Measured on {system}, {load}; Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}, {versions}."
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    named = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), ""
    )
    return f" ({named})" if named else ""


def _memory() -> str:
    listed = Path("/proc/meminfo")
    line = listed.read_text(encoding="utf-8").splitlines()[0] if listed.exists() else ""
    return f"{int(line.split()[1]) / 1024**2:.0f} GB of memory" if line else "memory unknown"


def _table(rows: Iterator[Row]) -> str:
    """Rows as a Markdown table, the columns as wide as they must be."""
    listed = tuple(rows)
    widths = [max(len(row[place]) for row in listed) for place in range(len(listed[0]))]
    lines = [
        " | ".join(
            _set(cell, width, place)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in listed
    ]
    rule = " | ".join(
        "-" * (width - bool(place)) + ":" * bool(place) for place, width in enumerate(widths)
    )
    return "\n".join(f"| {line} |" for line in (lines[0], rule, *lines[1:]))


def _set(cell: str, width: int, place: int) -> str:
    return cell.rjust(width) if place else cell.ljust(width)


def _building(measured: Mapping[str, Measured]) -> Iterator[Row]:
    yield ("", *(NAMES[engine] for engine in measured))
    yield ("build, s", *(f"{one.build:.2f}" for one in measured.values()))
    yield ("index on disk, MB", *(f"{one.size / 1e6:.1f}" for one in measured.values()))
    yield ("first query, ms", *(f"{one.first * 1000:.1f}" for one in measured.values()))
    yield (
        "one-entry update until visible, ms",
        *(f"{median(one.changes) * 1000:.1f}" for one in measured.values()),
    )
    yield (
        "peak memory over the entries, MB",
        *(f"{one.peak / 1e6:.0f}" for one in measured.values()),
    )


def _matches(measured: Mapping[str, Measured]) -> str:
    """Whether all engines that count found the same number for each question."""
    lines = []
    for engine, one in measured.items():
        for sort in CLASSES:
            counts, ours = one.counts.get(sort, []), measured["ours"].counts[sort]
            other = sum(count not in (-1, mine) for count, mine in zip(counts, ours, strict=False))
            if other:
                lines.append(
                    f"{NAMES[engine]} counts other matches than this search for {other} of {EACH}"
                    f" questions of the class {sort}."
                )
    return (
        " ".join(lines) or "All engines that count matches find the same number for every question."
    )


def _asking(measured: Mapping[str, Measured], mode: str) -> Iterator[Row]:
    able = [engine for engine, one in measured.items() if any(key[1] == mode for key in one.times)]
    others = [engine for engine in able if engine != "ours"]
    yield (
        f"{mode}: p50 / p95, ms",
        *(NAMES[engine] for engine in able),
        *(f"ratio to {NAMES[engine]}" for engine in others),
    )
    for sort in CLASSES:
        times = {engine: measured[engine].times.get((sort, mode)) for engine in able}
        ours = median(times["ours"] or [0.0])
        shown = [
            f"{median(took) * 1000:.3f} / {quantiles(took, n=20)[-1] * 1000:.3f}" if took else ""
            for took in times.values()
        ]
        yield (
            sort,
            *shown,
            *(f"{ours / median(took):.2f}" if (took := times[engine]) else "" for engine in others),
        )


def _serving(pages: Pages, connections: int) -> Iterator[Row]:
    many = "1 connection" if connections == 1 else f"{connections} connections"
    yield (
        f"{many}: requests per second, p50 / p99, ms",
        *SERVERS,
        *(f"{server}, of datasette" for server in SERVERS[:-1]),
    )
    for page in PAGES:
        served = [pages.served[server, page, connections] for server in SERVERS]
        shown = (f"{one.rate:,.0f}, {one.p50 * 1000:.1f} / {one.p99 * 1000:.1f}" for one in served)
        yield (page, *shown, *(f"{one.rate / served[-1].rate:.1f}" for one in served[:-1]))


def _met(found: tuple[Goal, ...]) -> str:
    if not found:
        return ""
    missed = [one for one in found if not one.met]
    lines = [f"Goals met: {len(found) - len(missed)} of {len(found)}."]
    lines += [
        f"- **Missed**: {one.name}: {one.measured:.2f} {one.unit}, at"
        f" {'least' if one.at_least else 'most'} {one.bound:g} wanted."
        + (f" Why: {one.reason}." if one.reason else "")
        for one in missed
    ]
    return "\n".join(lines)
