"""What all commands of `kb` share: help with examples, and common options."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kb.command import option_values

if TYPE_CHECKING:  # argparse gives the type of its commands no public name
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = object

ENGINE = "arrays"


class Help(argparse.RawDescriptionHelpFormatter):
    """A help formatter that keeps the line breaks of examples."""


def command(commands: Commands, name: str, what: str, examples: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=what,
        description=f"{what}.",
        epilog=f"examples:\n{examples}",
        formatter_class=Help,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--evidence",
        type=Path,
        action="append",
        metavar="DIR",
        help=("the collection (default: ./evidence if it is one, else the one that comes with kb)"),
    )
    return parser


def index_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--index",
        type=Path,
        metavar="DIR",
        help="where to keep indexes (default: the user's cache folder)",
    )


def engine_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine", default=ENGINE, metavar="NAME", help="the search engine (default: %(default)s)"
    )


def listening_options(parser: argparse.ArgumentParser, port: int) -> None:
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen on (default: %(default)s, local only)",
    )
    parser.add_argument(
        "--port",
        type=option_values.port,
        default=port,
        help="the port (default: %(default)s; 0 takes any that is free)",
    )
    parser.add_argument(
        "--connections",
        type=option_values.connections,
        default=1_000,
        metavar="N",
        help="connections kept open at once (default: %(default)s)",
    )
    parser.add_argument(
        "--threads",
        type=option_values.threads,
        default=4,
        metavar="N",
        help="answers made at once (default: %(default)s)",
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object, for other programs"
    )
