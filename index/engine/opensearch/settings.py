"""Where the cluster is and who we are there: the address as given, credentials of the environment or a private file."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from inyo.index.engine.interface import EngineError
from inyo.index.own.atomic_files import expanded, own_folder
from inyo.index.values.problems import why

FILE = "engine.conf"
"""Of the folder for settings: `user`, `password`, `key`, `ca`, each with its value behind `=`."""
_PREFIX = "INYO_ENGINE_"
_NAMES = ("user", "password", "key", "ca")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_LARGEST = 1 << 16
_LOOPBACK = ("localhost", "::1")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are: a user with a password, or a key; `ca` a file of certificates to trust. Never shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    ca: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster: its nodes as `scheme://host:port`, and the name of the collection's indices there."""

    nodes: tuple[str, ...]
    name: str
    credentials: Credentials = Credentials()

    @property
    def shown(self) -> str:
        """For sentences: nodes and name, nothing secret."""
        return f"{','.join(self.nodes)}/{self.name}"


def address_of(text: str, environment: Mapping[str, str] | None = None) -> Address:
    """The address `https://host:9200,other:9200/name` with the credentials that belong to it. Raises EngineError."""
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets without an address in them, letters that are taken for others
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise EngineError("An engine is given as https://host:9200/name: the address of a cluster, and a name there.")
    if "@" in parts.netloc:
        raise EngineError(
            f"Others see the password in an address. Leave it out and set {_PREFIX}USER and {_PREFIX}PASSWORD, "
            f"or write them to {_file()}."
        )
    name = parts.path.strip("/")
    if not _NAME.fullmatch(name):
        raise EngineError(
            f"The engine's address ends in no name that indices can have: «{printable(name[:80])}». Give one of small "
            f"Latin letters, digits, - and _, as in {parts.scheme}://{printable(parts.netloc[:80])}/archive."
        )
    credentials = _credentials(os.environ if environment is None else environment)
    secret = bool(credentials.password or credentials.key)
    nodes = []
    for host in parts.netloc.split(","):
        nodes.append(_node(parts.scheme, host, secret))
    return Address(tuple(nodes), name, credentials)


def _node(scheme: str, host: str, secret: bool) -> str:
    try:
        one = urlsplit(f"{scheme}://{host}")
        where, port = one.hostname, one.port or 9200
    except ValueError:
        where, port = None, 0
    if not where:
        raise EngineError(f"«{printable(host[:80])}» in the engine's address is no host with a port, as in host:9200.")
    if secret and scheme == "http" and not (where in _LOOPBACK or where.startswith("127.")):
        raise EngineError(f"http:// would send the password to {where} for all to read; use https://.")
    return f"{scheme}://{f'[{where}]' if ':' in where else where}:{port}"


def _credentials(environment: Mapping[str, str]) -> Credentials:
    given = {name: environment.get(_PREFIX + name.upper(), "") for name in _NAMES}
    named = environment.get(_PREFIX + "FILE", "")
    file = expanded(named) if named else _file()
    kept = _read(file, must_be=bool(named)) if named or not any(given.values()) else {}
    values = {name: given[name] or kept.get(name, "") for name in _NAMES}
    if bool(values["user"]) != bool(values["password"]):
        missing = "password" if values["user"] else "user"
        raise EngineError(
            f"For the engine there is no {missing}: set {_PREFIX}{missing.upper()}, or write it to {file}."
        )
    return Credentials(**values)


def _file() -> Path:
    return own_folder("config") / FILE


def _read(file: Path, must_be: bool) -> dict[str, str]:
    """The values of a private file. One that others may read is refused, for they know the password already."""
    try:
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise EngineError(f"{file} is no file; the engine's user and password are read from a file.")
            if status.st_mode & 0o077 or status.st_uid not in (os.getuid(), 0):
                raise EngineError(
                    f"Others may read {file}, which holds the engine's password. Change that, then: chmod 600 {file}"
                )
            content = opened.read(_LARGEST).decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        if must_be:
            raise EngineError(f"{file}, where the engine's user and password should be, is not there.") from None
        return {}
    except OSError as error:
        raise EngineError(f"{file} with the engine's user and password cannot be read: {why(error)}.") from error
    values = {}
    for number, line in enumerate(content.splitlines(), 1):
        name, equals, value = line.partition("=")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not equals or name.strip() not in _NAMES:
            raise EngineError(f"Line {number} of {file} is none of {', '.join(f'{each} = …' for each in _NAMES)}.")
        values[name.strip()] = value.strip()
    return values


def printable(text: str) -> str:
    """Text of others for a sentence: what cannot be printed becomes a space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
