"""The command line of `kb propose` and `kb proposals`."""

import argparse
from pathlib import Path

from kb.command import option_values
from kb.command.command_parser import Commands, command, json_option

ROLES = ("reader", "editor", "reviewer")


def propose(commands: Commands) -> None:
    """The editing site and its users."""
    parser = command(
        commands,
        "propose",
        "Serve an editing site where changes are proposed in forms, reviewed and kept in git",
        """  kb propose users add ann --role editor      asks for a password
  kb propose users add bob --role reviewer
  kb propose                                  http://127.0.0.1:8002
  kb propose --push origin                    push proposals as they're saved""",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)"
    )
    parser.add_argument(
        "--port",
        type=option_values.port,
        default=8002,
        help="the port (default: %(default)s; 0 picks any free port)",
    )
    parser.add_argument(
        "--public-url",
        type=option_values.public_url,
        metavar="URL",
        help="the editing site's address; with https, cookies need TLS",
    )
    parser.add_argument(
        "--site",
        type=option_values.public_url,
        metavar="URL",
        help="the public site's address, to link to",
    )
    parser.add_argument(
        "--users", type=Path, metavar="FILE", help="the file of users (default: in git's folder)"
    )
    parser.add_argument(
        "--user-header",
        default="",
        metavar="NAME",
        help="header in which a reverse proxy gives the user's name; needs --trusted-proxy",
    )
    parser.add_argument(
        "--trusted-proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="an address or network of a reverse proxy, whose X-Forwarded-For and user header are"
        " believed; may be given several times",
    )
    parser.add_argument(
        "--push", default="", metavar="REMOTE", help="push every proposal to this git remote"
    )
    _users(parser)


def _users(parser: argparse.ArgumentParser) -> None:
    """`kb propose users ...`"""
    people = parser.add_subparsers(dest="people", metavar="users", required=False)
    users = people.add_parser("users", help="list, add and remove people", allow_abbrev=False)
    users.add_argument("action", choices=("list", "add", "remove"), help="what to do")
    users.add_argument("name", nargs="?", default="", metavar="NAME", help="whom")
    users.add_argument(
        "--role", choices=ROLES, default="editor", help="what they may do (default: %(default)s)"
    )
    users.add_argument("--email", default="", help="their address in git's history")
    users.add_argument(
        "--no-password", action="store_true", help="for people whom a reverse proxy names"
    )
    for name in ("--evidence", "--users"):
        users.add_argument(name, type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def proposals(commands: Commands) -> None:
    """The list of proposals."""
    parser = command(
        commands,
        "proposals",
        "List open proposals with their state and age",
        """  kb proposals
  kb proposals --all --json""",
    )
    parser.add_argument("--all", action="store_true", help="closed ones too")
    json_option(parser)


def url_option(parser: argparse.ArgumentParser) -> None:
    """The URL where the public site invites proposals."""
    parser.add_argument(
        "--propose-url",
        type=option_values.public_url,
        metavar="URL",
        help="the address of the editing site (kb propose), for a link on each entry",
    )
