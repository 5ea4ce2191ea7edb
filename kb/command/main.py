"""The `kb` command. The only module here that imports search and web; imports that only some
commands need are local, so that a search doesn't wait for them.
"""

import gc
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kb.command.arguments import Misuse, parse, refusing, take_folders
from kb.command.outline import outline
from kb.command.terminal import (
    Progress,
    Unheard,
    complain,
    finish,
    in_json,
    prepare,
    say,
    tell,
)
from kb.library_cache import default_directory
from kb.loading import Unreadable, load
from kb.model.library import Library
from kb.reading.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from search.answering.results import Results
    from search.answering.searcher import Index

FINE, ERRORS, MISUSED = 0, 1, 2


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 success, 1 errors found, 2 usage error."""
    prepare()
    try:
        return _run(sys.argv[1:] if words is None else words)
    except (Misuse, Unreadable, Unheard) as error:
        complain(str(error))
        return MISUSED
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _run(words: Sequence[str]) -> int:
    try:
        arguments = parse(words)
        take_folders(arguments)
        return COMMANDS[arguments.command](arguments)
    finally:
        finish()


def serve(arguments: Namespace) -> int:
    """Serve until stopped; the port is opened first, so that a conflict is reported immediately."""
    import logging  # only a server has a log

    from kb.command.serving import Limits, Server, address, listen
    from web.catalogue.catalogue_app import Serving, create_site, titles
    from web.core.security import HEADERS

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(FINE))  # until the server takes over
    published = arguments.engine == "opensearch" and not arguments.edit
    folders = " and ".join(map(str, arguments.collections))
    doing = "opening what is published" if published else f"reading and indexing {folders}"
    with listen(arguments.host, arguments.port) as listening:
        with Progress(doing), _engine(arguments):
            serving = Serving(
                arguments.collections,
                _index_folder(arguments),
                engine=arguments.engine,
                edit=arguments.edit,
                watch=True,
                public=arguments.public_url or "",
                editing=arguments.propose_url or "",
                published=published,
            )
            if arguments.propose_url and serving.several:
                raise Misuse("--propose-url is for one collection; use `editing` in each")
            app = create_site(serving)
        limits = Limits(arguments.connections, threads=arguments.threads)
        server = Server(app, listening, limits, HEADERS)
        served = " and ".join(titles(app)) if published else folders
        say(f"Serving {served} at {address(listening)} (stop with Ctrl-C)")
        finish()
        gc.enable()  # this command lasts
        server.end_on_signals()
        server.run()
    return FINE


def check(arguments: Namespace) -> int:
    """Report every problem; returns 1 if a file is withheld."""
    from kb.command import reports

    report = reports.checked(arguments.evidence, lambda: _library(arguments))
    forms = {"text": reports.as_text, "json": reports.as_json, "github": reports.as_github}
    say(forms[arguments.format](report))
    return ERRORS if report.errors else FINE


def index(arguments: Namespace) -> int:
    """Build an engine's index if it's missing; publish it where that is in a cluster."""
    library = _library(arguments)
    if arguments.engine == "opensearch":
        return _publish(library, arguments)
    _opened(library, arguments)
    say(f"Indexed {sum(1 for _ in library.entries()):,} entries in {_index_folder(arguments)}")
    return FINE


def _publish(library: Library, arguments: Namespace) -> int:
    with Progress("publishing") as progress, _engine(arguments):
        from search.publishing import publish

        done = publish(library, _index_folder(arguments), progress)
    say(f"Published {done.entries:,} entries as {done.alias} ({done.name}), {done.sent:,} sent")
    return FINE


def search(arguments: Namespace) -> int:
    """Print hits, as text or JSON."""
    from search.answering.results import Request

    filters = {"kind": (arguments.kind,)} if arguments.kind else {}
    request = Request(
        " ".join(arguments.words),
        filters,
        limit=arguments.limit,
        exact=arguments.exact,
        explain=arguments.explain,
    )
    library = _library(arguments)
    index = _opened(library, arguments)
    with _engine(arguments):
        results = index.search(request)
    say(in_json(results.as_json()) if arguments.json else "\n".join(_told(results, library)))
    return FINE


def show(arguments: Namespace) -> int:
    """Print one entry with all derived values; returns 1 if it's withheld."""
    from kb.export.json_records import record

    library = _library(arguments)
    entry = library.entry(arguments.id)
    if entry is None:
        return _absent(arguments.id, library)
    shown = record(entry, library)
    say(in_json(shown) if arguments.json else "\n".join(outline(shown)))
    return FINE


def stats(arguments: Namespace) -> int:
    """Print how much of what there is."""
    from kb.command.reports import counts_of

    counts = counts_of(_library(arguments))
    say(in_json(counts) if arguments.json else "\n".join(outline(counts)))
    return FINE


def dump(arguments: Namespace) -> int:
    """Print every entry as a line of JSON, until the reader stops."""
    from kb.export.json_records import record

    library = _library(arguments)
    for entry in library.entries():
        if not say(in_json(record(entry, library))):
            break
    return FINE


def export(arguments: Namespace) -> int:
    """Export the whole collection for other programs."""
    from kb.command import exporting

    return exporting.export(arguments, _library(arguments), _files_at)


def build(arguments: Namespace) -> int:
    """Write the site as files that work without a server."""
    from web.offline import build_command

    with _engine(arguments):
        return build_command.run(arguments, _index_folder(arguments))


def diff(arguments: Namespace) -> int:
    """Print what changed between two versions of a collection."""
    from kb.command import diffing

    found = diffing.compared(arguments, _files_at)
    say(in_json(diffing.record(found)) if arguments.json else "\n".join(diffing.lines(found)))
    return FINE


def stale(arguments: Namespace) -> int:
    """Print what is due."""
    from kb.command import keeping

    library, today = _library(arguments), date.today()
    record = keeping.stale_record(library, today)
    tell(arguments, record, keeping.stale_lines(library, today))
    return FINE


def sources(arguments: Namespace) -> int:
    """Compare the sources with a list of retractions or with fetched records (returns 1 if they
    differ), or list unfinished ones.
    """
    from kb.command import source_checks

    differ = source_checks.report(arguments, _library(arguments))
    return ERRORS if differ else FINE


def evaluate(arguments: Namespace) -> int:
    """Measure ranking on a judged collection; reads no evidence."""
    from search import evaluating

    try:
        with (
            refusing(f"{arguments.corpus}, {arguments.queries} or {arguments.qrels} can't be read"),
            Progress("measuring"),
            _engine(arguments),
        ):
            measured = evaluating.evaluate(
                evaluating.read(arguments.corpus, arguments.queries, arguments.qrels),
                arguments.engine,
            )
    except evaluating.Unjudged as error:
        raise Misuse(str(error)) from error
    say(
        in_json(measured)
        if arguments.json
        else "\n".join(f"{name:<12}{value}" for name, value in measured.items())
    )
    return FINE


def write(arguments: Namespace) -> int:
    """Write the JSON Schemas of a collection, or an entry or a collection from a template."""
    from kb.command import writing

    return (writing.schema if arguments.command == "schema" else writing.new)(arguments)


def import_references(arguments: Namespace) -> int:
    """Import sources from reference files; returns 1 if something couldn't be imported."""
    from kb.command import importer

    done = importer.import_files(arguments)
    tell(arguments, importer.import_record(done), importer.import_lines(done))
    return ERRORS if done.incomplete else FINE


def propose(arguments: Namespace) -> int:
    """Serve the editing site, tend its users, or list proposals."""
    with _extra("propose"):
        from web.editing import propose_command
    return propose_command.run(arguments)


def mcp(arguments: Namespace) -> int:
    """Serve assistants, by the Model Context Protocol."""
    with _extra("mcp"):
        from web.assistants import mcp_command
    with _engine(arguments):
        return mcp_command.run(arguments)


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "serve": serve,
    "check": check,
    "index": index,
    "search": search,
    "show": show,
    "stats": stats,
    "dump": dump,
    "export": export,
    "build": build,
    "diff": diff,
    "stale": stale,
    "sources": sources,
    "schema": write,
    "new": write,
    "import": import_references,
    "propose": propose,
    "proposals": propose,
    "mcp": mcp,
    "eval": evaluate,
}


def _files_at(evidence: Path, name: str) -> Mapping[str, bytes]:
    """The files of a collection as they were at a commit or tag."""
    from web.editing.history import Unfit, files_at

    try:
        return files_at(evidence, name)
    except Unfit as error:
        raise Misuse(str(error)) from error


def _library(arguments: Namespace) -> Library:
    folder = arguments.evidence
    with Progress(f"reading {folder}"):
        return load(folder, cache=_index_folder(arguments))


def _opened(library: Library, arguments: Namespace) -> "Index":
    from search.opening import open_index

    with Progress("indexing") as progress, _engine(arguments):
        return open_index(
            library, _index_folder(arguments), engine=arguments.engine, progress=progress
        )


def _index_folder(arguments: Namespace) -> Path:
    return getattr(arguments, "index", None) or default_directory()


@contextmanager
def _engine(arguments: Namespace) -> Iterator[None]:
    """Reject an unknown engine, one that can't answer, or an index that can't be written, in one
    sentence.
    """
    from search.opening import ENGINES, IndexUnwritable, Unavailable

    if arguments.engine not in ENGINES:
        raise Misuse(f"no search engine {arguments.engine!r}; use {', '.join(ENGINES)}")
    try:
        with _extra("opensearch"):
            yield
    except (IndexUnwritable, Unavailable) as error:
        raise Misuse(str(error)) from error


@contextmanager
def _extra(name: str) -> Iterator[None]:
    """Say what to install where a library that only some uses need is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise Misuse(f"{error.name} is missing; pip install 'evidence-kb[{name}]'") from error


def _told(results: "Results", library: Library) -> Iterator[str]:
    """Search results as text: red flags, what was understood differently, the hits."""
    for condition in library.conditions.values():
        for flag in condition.red_flags:
            if flag.id in results.red_flags:
                yield f"Red flag: {flag.lay or flag.sign}. {flag.action}"
    yield from results.changed
    if results.answer:
        yield results.answer.text
    for hit in results.hits:
        yield (
            f"\n{hit.title}"
            f" ({', '.join(part for part in (hit.kind, hit.certainty, hit.magnitude) if part)}) "
            f" {hit.url}"
        )
        if hit.warning:
            yield f"  ! {hit.warning}"
        yield "  " + "".join(f"*{text}*" if matched else text for text, matched in hit.excerpt)
        if hit.parts:
            yield f"  found in {', '.join(hit.matched)}; score {hit.score:g}:"
            yield from (f"    {score:10.4f}  {part}" for part, score in hit.parts)
    yield (
        f"\n{len(results.hits):,} of {results.total:,}"
        if results.hits
        else "No results. Try fewer or other words."
    )
    yield from (f"{offer.text}: {offer.url}" for offer in results.offers)


def _absent(id: str, library: Library) -> int:
    """Say why an entry can't be shown."""
    if id in library.withheld:
        complain(f"{id} isn't published: its file has errors; see kb check")
        return ERRORS
    near = did_you_mean(
        id, [*(entry.id for entry in library.entries()), *library.withheld], "try kb search"
    )
    raise Misuse(f"no entry {id!r} here; {near}")
