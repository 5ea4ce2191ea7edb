"""`kb propose` and `kb proposals`: the editing site, its people, and the list for a terminal."""

import gc
import getpass
import json
import logging
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime

from kb.command.arguments import Misuse
from kb.command.serving import Limits, Server, address, listen
from kb.command.terminal import Progress, finish, say, speaks_unicode
from web.core.security import HEADERS
from web.editing import editing_wording as wording
from web.editing.editing_app import Settings, create_editing_app, users_file
from web.editing.guard import LARGEST
from web.editing.people import Proxy, Unusable, Users, networks
from web.editing.proposal import Proposal, days_ago
from web.editing.repository import Unfit
from web.editing.store import Store

FINE = 0


def run(arguments: Namespace) -> int:
    """Do what was typed; raises `Misuse`."""
    try:
        if arguments.command == "proposals":
            return _list(arguments)
        return _users(arguments) if arguments.people else _serve(arguments)
    except (Unfit, Unusable) as error:
        raise Misuse(str(error)) from error


def _serve(arguments: Namespace) -> int:
    if arguments.user_header and not arguments.trusted_proxy:
        raise Misuse(wording.HEADER_NEEDS_PROXY)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    settings = Settings(
        arguments.users,
        Proxy(arguments.user_header, networks(arguments.trusted_proxy)),
        arguments.host,
        arguments.public_url or "",
        arguments.site or "",
        arguments.push,
    )
    with listen(arguments.host, arguments.port) as listening:
        with Progress(wording.READING.format(evidence=arguments.evidence)):
            app = create_editing_app(arguments.evidence, settings)
        limits = Limits(100, body_bytes=4 * LARGEST)  # what is only too large gets a page of ours
        server = Server(app, listening, limits, HEADERS)
        branch = app.extensions["workshop"].store.repository.branch
        say(wording.EDITING.format(evidence=arguments.evidence, branch=branch))
        say(wording.AT.format(address=address(listening)))
        if not app.extensions["door"].users.all():
            say(wording.NOBODY_YET)
        finish()
        gc.enable()  # this command lasts
        server.end_on_signals()
        server.run()
        app.extensions["workshop"].pushing.finish()
    return FINE


def _users(arguments: Namespace) -> int:
    users = Users(arguments.users or users_file(arguments.evidence))
    if arguments.action == "list":
        say("\n".join(f"{one.name:<24}{one.role:<10}{one.email}" for one in users.all().values()))
    elif arguments.action == "remove":
        users.remove(arguments.name)
        say(wording.REMOVED.format(name=arguments.name))
    else:
        password = "" if arguments.no_password else _password()
        before = users.named(arguments.name)
        user = users.add(arguments.name, arguments.role, arguments.email, password)
        said = wording.ROLE_CHANGED if before else wording.ROLE_GIVEN
        was, now = (_with_article(one.role) if one else "" for one in (before, user))
        say(said.format(name=user.name, was=was, now=now, path=users.path))
    return FINE


def _with_article(role: str) -> str:
    return f"an {role}" if role.startswith("e") else f"a {role}"


def _password() -> str:
    """A password from the terminal, asked for twice, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        typed = sys.stdin.readline().rstrip("\r\n")
    elif (typed := getpass.getpass("Password: ")) != getpass.getpass("Again: "):
        raise Misuse(wording.PASSWORDS_DIFFER)
    if not typed:
        raise Misuse(wording.NOT_TYPED)
    return typed


def _list(arguments: Namespace) -> int:
    found = [one for one in Store(arguments.evidence).proposals() if arguments.all or one.is_open]
    if arguments.json:
        rows = [_record(one) for one in found]
        say(json.dumps({"proposals": rows}, ensure_ascii=not speaks_unicode()))
    else:
        say("\n".join(_lines(found)))
    return FINE


def _record(proposal: Proposal) -> dict[str, object]:
    return {
        "entry": proposal.name.entry,
        "number": proposal.name.number,
        "branch": proposal.name.branch,
        "file": proposal.file,
        "state": proposal.state,
        "authors": list(proposal.authors),
        "begun": proposal.began.isoformat(),
        "touched": proposal.touched.isoformat(),
    }


def _lines(found: list[Proposal]) -> Iterator[str]:
    now = datetime.now(UTC)
    for one in found:
        days = max((now - one.touched.astimezone(UTC)).days, 0)
        yield wording.OPEN_PROPOSAL.format(
            branch=one.name.branch,
            state=one.state,
            authors=", ".join(one.authors),
            ago=days_ago(days),
        )
    if not found:
        yield wording.NO_PROPOSALS
