"""Who may read, propose and review: a file of users with argon2 hashes, or the names a reverse
proxy sends from a declared address.
"""

import json
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.editing import editing_wording as wording
from web.editing.git import Person, key_of

Role = Literal["reader", "editor", "reviewer"]
ROLES: tuple[Role, ...] = get_args(Role)
NAME = re.compile(r"[\w][\w .'-]{0,59}")
SHORTEST_PASSWORD = 10  # characters; length is what counts
LONGEST_PASSWORD = 1024
HASHER = PasswordHasher()
# What a name that isn't known is compared with, so that it takes as long as one that is.
NOBODY = HASHER.hash(secrets.token_hex())


class Unusable(ValueError):
    """Why a name, password or file of users can't be used, as one sentence."""


@dataclass(frozen=True)
class User:
    """Somebody with a role; without a hash they come by the reverse proxy alone."""

    name: str
    role: Role
    email: str
    hash: str = ""

    @property
    def person(self) -> Person:
        """Who they are in git."""
        return Person(self.name, self.email)

    @property
    def may_edit(self) -> bool:
        """Whether they may propose."""
        return self.role in ("editor", "reviewer")

    @property
    def may_review(self) -> bool:
        """Whether they may accept what others propose."""
        return self.role == "reviewer"


class Users:
    """The file of users; read again when it changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._users: dict[str, User] = {}

    def all(self) -> dict[str, User]:
        """Every user by their name in small letters; raises `Unusable`."""
        try:
            now = self.path.stat()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Unusable(
                wording.CANT_READ_USERS.format(path=self.path, error=error.strerror)
            ) from error
        if self._seen != (now.st_mtime_ns, now.st_size):
            self._users = self._read()
            self._seen = (now.st_mtime_ns, now.st_size)
        return self._users

    def named(self, name: str) -> User | None:
        """The user of a name, or None."""
        return self.all().get(key_of(name))

    def checked(self, name: str, password: str) -> User | None:
        """The user with this name and password, or None; takes as long for both."""
        user = self.named(name)
        given = password[:LONGEST_PASSWORD]
        try:
            HASHER.verify(user.hash if user and user.hash else NOBODY, given)
        except (VerificationError, InvalidHashError):
            return None
        return user

    def add(self, name: str, role: Role, email: str = "", password: str = "") -> User:
        """Add somebody, or give them another role or password; raises `Unusable`."""
        name = cleaned(name)
        if password and len(password) < SHORTEST_PASSWORD:
            raise Unusable(wording.TOO_SHORT.format(least=SHORTEST_PASSWORD))
        if email and not re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", email):
            raise Unusable(wording.NOT_AN_EMAIL.format(email=email))
        there = self.named(name)
        if not there and len(_alphabets(name)) > 1:
            raise Unusable(wording.TWO_ALPHABETS.format(name=name))
        if there and there.name.casefold() != name.casefold():
            raise Unusable(wording.TOO_LIKE.format(name=name, other=there.name))
        made = HASHER.hash(password) if password else ""
        user = User(name, role, email or f"{key_of(name).replace(' ', '.')}@localhost", made)
        self._write({**self.all(), key_of(name): user})
        return user

    def remove(self, name: str) -> None:
        """Remove somebody; raises `Unusable` where there is nobody of that name."""
        rest = {key: user for key, user in self.all().items() if key != key_of(name)}
        if len(rest) == len(self.all()):
            raise Unusable(wording.NO_USER.format(name=name))
        self._write(rest)

    def _read(self) -> dict[str, User]:
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
            users = [
                User(cleaned(row["name"]), _role(row["role"]), row["email"], row.get("hash", ""))
                for row in rows
                if _all_text(row)
            ]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unusable(wording.NOT_USERS.format(path=self.path, error=error)) from error
        found = {key_of(user.name): user for user in users}
        if len(found) < len(users):
            raise Unusable(wording.USERS_ALIKE.format(path=self.path))
        return found

    def _write(self, users: dict[str, User]) -> None:
        rows = [vars(user) for user in sorted(users.values(), key=lambda user: key_of(user.name))]
        write_secretly(self.path, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        self._seen = None


@dataclass(frozen=True)
class Proxy:
    """The header a reverse proxy names people in, if it does, and the addresses it has."""

    header: str = ""
    addresses: tuple[IPv4Network | IPv6Network, ...] = ()

    def trusts(self, address: str | None) -> bool:
        """Whether what comes from an address may name people."""
        return bool(self.header) and self.stands_at(address)

    def stands_at(self, address: str | None) -> bool:
        """Whether an address is a declared one."""
        try:
            there = ip_address(address or "")
        except ValueError:
            return False
        return any(there in network for network in self.addresses)


def networks(given: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses and networks as they are typed; raises `Unusable`."""
    try:
        return tuple(ip_network(one) for one in given)
    except ValueError as error:
        raise Unusable(wording.NOT_AN_ADDRESS.format(error=error)) from error


def cleaned(name: str) -> str:
    """A name with its white space in order; raises `Unusable`."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not NAME.fullmatch(name):
        raise Unusable(wording.NOT_A_NAME.format(name=name[:60]))
    return name


def _alphabets(name: str) -> set[str]:
    """Those of its letters that others are taken for."""
    kinds = {unicodedata.name(sign, "").partition(" ")[0] for sign in name if sign.isalpha()}
    return kinds & {"LATIN", "CYRILLIC", "GREEK"}


def secret(path: Path) -> bytes:
    """What signs sessions: made once and kept where only this user reads it."""
    try:
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        write_secretly(path, secrets.token_hex(32))
        return secret(path)


def write_secretly(path: Path, text: str) -> None:
    """Write a file that only this user reads, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    Path(name).replace(path)


def _all_text(row: dict[str, object]) -> bool:
    if all(isinstance(value, str) for value in row.values()):
        return True
    raise ValueError(wording.NOT_TEXT.format(row=row))


def _role(text: str) -> Role:
    for role in ROLES:
        if role == text:
            return role
    raise ValueError(wording.NOT_A_ROLE.format(text=text))
