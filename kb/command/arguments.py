"""The command line of `kb`: its commands and options, each with examples."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kb.command import (
    build_arguments,
    import_arguments,
    mcp_arguments,
    option_values,
    propose_arguments,
)
from kb.command.command_parser import (
    Commands,
    Help,
    command,
    engine_option,
    index_option,
    json_option,
    listening_options,
)
from kb.model.entries import KINDS

SHIPPED = Path(__file__).resolve().parents[2] / "evidence"
HITS = 10  # what fits a screen


class Misuse(Exception):
    """The request can't be carried out; the message is one sentence that says why and what to
    do.
    """


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Turn an operating system error into one sentence."""
    try:
        yield
    except OSError as error:
        raise Misuse(f"{what}: {error.strerror or error}") from error


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Parse the command and its options; may print help or one error and exit (0 or 2).

    Search words may start with `-`; argparse only accepts those that contain a space, so they get
    one.
    """
    parser = _parser(words)
    searching = words[:1] == ["search"]
    spaced = [
        f" {word}" if searching and word[:1] == "-" and word[:2] != "--" and word != "-h" else word
        for word in words
    ]
    arguments, more = parser.parse_known_args(spaced)
    if more and (not searching or any(word.startswith("-") for word in more)):
        parser.error(
            f"unknown option or argument: {' '.join(more)} (see kb {arguments.command} --help)"
        )
    if searching:
        arguments.words = [word.strip() for word in arguments.words + more]
    return arguments


def default_evidence() -> Path:
    """`./evidence` if it's a collection, else the one that comes with the project, next to this
    package.
    """
    here = Path("evidence")
    return here if (here / "collection.yaml").is_file() else SHIPPED


def take_folders(arguments: argparse.Namespace) -> None:
    """Name the collections, or the default one; only `serve` takes several.

    Raises Misuse for others, and for a folder that can't be read.
    """
    arguments.collections = arguments.evidence or [default_evidence()]
    arguments.evidence = arguments.collections[0]
    if len(arguments.collections) > 1 and arguments.command != "serve":
        raise Misuse(f"kb {arguments.command} takes one collection; give --evidence once")
    for folder in arguments.collections:
        with refusing(f"{folder} can't be read"):
            next(folder.iterdir(), None)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kb",
        formatter_class=Help,
        description="Evidence about treatments, kept as YAML files: check, search, serve and export"
        " it.",
        epilog="""examples:
  kb serve                      open it in a browser at http://127.0.0.1:8000
  kb search heat pack           search it here
  kb new intervention "Reiki"   create an entry, edit the file, then
  kb check                      see what to fix

exit codes: 0 success, 1 errors found, 2 usage error. `kb COMMAND --help` for details.""",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    typed = COMMANDS.get(next(iter(words), ""))
    for add in (typed,) if typed else COMMANDS.values():  # the typed one alone is soon ready
        add(commands)
    return parser


def _serve(commands: Commands) -> None:
    parser = command(
        commands,
        "serve",
        "Serve the collection as a website that follows edits",
        """  kb serve                              http://127.0.0.1:8000
  kb serve --port 8001 --edit           for editors: /problems lists what to fix
  kb serve --host 0.0.0.0               for every machine that can reach this one
  kb serve --evidence a --evidence b    several collections, each at /c/<id>/""",
    )
    listening_options(parser, 8000)
    parser.add_argument(
        "--public-url",
        type=option_values.site_url,
        metavar="URL",
        help=(
            "the address readers reach it at, such as https://kb.example or https://host.example/kb;"
            " without it, pages have no canonical URL"
        ),
    )
    propose_arguments.url_option(parser)
    parser.add_argument(
        "--edit", action="store_true", help="show editors their problems at /problems"
    )
    index_option(parser)
    engine_option(parser)


def _check(commands: Commands) -> None:
    parser = command(
        commands,
        "check",
        "Validate all files and list what to fix",
        """  kb check                            every problem with its file, line, column and a fix
  kb check --format json                for other programs
  kb check --format github              as annotations on a pull request""",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="output format (default: %(default)s)",
    )


def _index(commands: Commands) -> None:
    parser = command(
        commands,
        "index",
        "Build the search index in advance (serve and search build it if it's missing)",
        """  kb index
  kb index --index /var/cache/kb        for use with kb serve --index /var/cache/kb
  kb index --engine opensearch          publish to a search cluster, for kb serve to read""",
    )
    index_option(parser)
    engine_option(parser)


def _search(commands: Commands) -> None:
    parser = command(
        commands,
        "search",
        "Search the collection",
        """  kb search heat pack
  kb search '"heat wrap"' -exercise     a phrase, and a word to exclude
  kb search kind:intervention outcome:pain yoga
  kb search flexeril --json --limit 3""",
    )
    parser.add_argument(
        "words", nargs="+", metavar="WORDS", help="what to search for; words may start with -"
    )
    parser.add_argument(
        "--limit",
        type=option_values.limit,
        default=HITS,
        help="maximum number of results (default: %(default)s)",
    )
    parser.add_argument("--kind", choices=tuple(KINDS), help="only entries of this kind")
    parser.add_argument(
        "--exact", action="store_true", help="search exactly as typed, without corrections"
    )
    parser.add_argument("--explain", action="store_true", help="explain each score")
    json_option(parser)
    index_option(parser)
    engine_option(parser)


def _show(commands: Commands) -> None:
    parser = command(
        commands,
        "show",
        "Show an entry with all derived values",
        """  kb show yoga
  kb show yoga --json""",
    )
    parser.add_argument("id", metavar="ID", help="the entry's id (its file name without .yaml)")
    json_option(parser)


def _stats(commands: Commands) -> None:
    json_option(
        command(
            commands,
            "stats",
            "Count entries, findings and sources",
            """  kb stats
  kb stats --json""",
        )
    )


def _dump(commands: Commands) -> None:
    command(
        commands,
        "dump",
        "Print every entry as a line of JSON, as in show --json",
        """  kb dump > entries.jsonl
  kb dump | head -n 1""",
    )


def _export(commands: Commands) -> None:
    parser = command(
        commands,
        "export",
        "Export the whole collection for other programs",
        """  kb export csv                       all tables as a data package, in evidence-csv
  kb export sqlite --out data         then: datasette data
  kb export release --since v1        every form, with checksums and what changed""",
    )
    parser.add_argument(
        "format", metavar="FORMAT", help="csv, sqlite, parquet, fhir, jsonl, json-ld or release"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="PATH",
        help="output folder or file (default: named after the format, here)",
    )
    parser.add_argument(
        "--version",
        default="",
        metavar="TEXT",
        help="version name (default: the date of its last change)",
    )
    parser.add_argument(
        "--since", metavar="TAG", help="for a release: list changes since this tag or commit"
    )


def _diff(commands: Commands) -> None:
    parser = command(
        commands,
        "diff",
        "Show in words what changed between two versions of the collection",
        """  kb diff v1 v2              two tags, commits or folders
  kb diff HEAD~10            from that commit to the current files""",
    )
    parser.add_argument("before", metavar="A", help="a commit, tag or folder")
    parser.add_argument(
        "after", metavar="B", nargs="?", help="another (default: the current files)"
    )
    json_option(parser)


def _stale(commands: Commands) -> None:
    json_option(
        command(
            commands,
            "stale",
            "List what's due: old searches, overdue reviews, lapsed guidelines, newer versions",
            """  kb stale
  kb stale --json""",
        )
    )


def _sources(commands: Commands) -> None:
    parser = command(
        commands,
        "sources",
        "Check sources against retractions or fetched records, or list unfinished ones (offline)",
        """  kb sources --against retractions.csv    in Retraction Watch's columns
  kb sources --unfinished                 sources without an identifier, authors, year or journal
  kb sources --verify fetched.csl.json    compare title, year, first author, DOI and PMID""",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help="a list of retractions, corrections and expressions of concern, as CSV",
    )
    what.add_argument("--unfinished", action="store_true", help="list unfinished records")
    what.add_argument(
        "--verify",
        type=Path,
        metavar="FILE",
        help="records from elsewhere, as CSL-JSON or any format kb import reads",
    )
    json_option(parser)


def _schema(commands: Commands) -> None:
    command(
        commands,
        "schema",
        "Write the JSON Schemas that give YAML editors completion and help",
        """  kb schema                   run it after adding a source or vocabulary word""",
    )


def _new(commands: Commands) -> None:
    parser = command(
        commands,
        "new",
        "Create an entry or a collection from a template",
        """  kb new collection migraine             a folder with collection.yaml and a vocabulary
  kb new condition "Migraine"            writes conditions/migraine.yaml
  kb new intervention "Reiki"            writes interventions/reiki.yaml
  kb new claim "Sleep cures migraine"    writes claims/sleep-cures-migraine.yaml
  kb new source "Able 2025"              author and year; writes sources/able-2025.yaml""",
    )
    parser.add_argument("kind", choices=("collection", *KINDS), help="what to create")
    parser.add_argument(
        "name",
        metavar="NAME",
        help="its name, which its id is made from; for a collection, its folder",
    )


def _eval(commands: Commands) -> None:
    parser = command(
        commands,
        "eval",
        "Measure search ranking on a judged collection in BEIR format (jsonl, tsv)",
        """  kb eval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv
  kb eval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv --json""",
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        required=True,
        metavar="FILE",
        help="documents: _id, title and text, one JSON object per line",
    )
    parser.add_argument(
        "--queries",
        type=Path,
        required=True,
        metavar="FILE",
        help="queries: _id and text, one JSON object per line",
    )
    parser.add_argument(
        "--qrels",
        type=Path,
        required=True,
        metavar="FILE",
        help="judgements: query, document and score, with a header line",
    )
    json_option(parser)
    engine_option(parser)


COMMANDS: Mapping[str, Callable[[Commands], None]] = {
    "serve": _serve,
    "check": _check,
    "index": _index,
    "search": _search,
    "show": _show,
    "stats": _stats,
    "dump": _dump,
    "export": _export,
    "build": build_arguments.build,
    "diff": _diff,
    "stale": _stale,
    "sources": _sources,
    "schema": _schema,
    "new": _new,
    "import": import_arguments.references,
    "propose": propose_arguments.propose,
    "proposals": propose_arguments.proposals,
    "mcp": mcp_arguments.mcp,
    "eval": _eval,
}
