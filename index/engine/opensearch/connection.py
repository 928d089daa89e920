"""Talking to the cluster: where it is and who we are there (the address as given, credentials of the environment or a
private file); one call at a time over opensearch-py, whatever goes wrong as one sentence.
"""

from __future__ import annotations

import logging
import os
import re
import ssl
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from inyo.index.engine.interface import EngineError
from inyo.index.own.atomic_files import expanded, own_folder
from inyo.index.values.problems import mistake, why

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

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


OLDEST, TOO_NEW = (2, 4), (4, 0)
"""Versions of OpenSearch: from, and up to but without."""
PATIENCE = 10.0
"""Seconds for an answer; a cluster that needs longer is overloaded."""
LONG = 120.0
"""The same for what writes."""
_RETRIES = 3
_BUSY = (429, 502, 503, 504)
_TRIES, _LONGEST_PAUSE = 8, 8.0
_RED = ("no_shard_available", "cluster_block", "all shards failed", "cluster_manager_not_discovered")
"""What a cluster says while a node is missing: for a few seconds, until others take its place, or for good."""


def _tries() -> Iterator[int]:
    """How often a busy cluster is asked, with a pause between that grows."""
    for number in range(_TRIES):
        if number:
            time.sleep(min(0.1 * 2**number, _LONGEST_PAUSE))
        yield number


class _Json:
    """msgspec in place of the client's own JSON: three times as fast on answers with thousands of passages."""

    mimetype = "application/json"

    def loads(self, text: str | bytes) -> Any:
        from opensearchpy.exceptions import SerializationError

        try:
            return msgspec.json.decode(text)
        except ValueError as error:
            raise SerializationError("what came is no JSON", error) from error

    def dumps(self, data: Any) -> str | bytes:
        return data if isinstance(data, str | bytes) else msgspec.json.encode(data)


class Missing(EngineError):
    """What was asked for is not there."""


class Conflict(EngineError):
    """Another process was first."""


class Connection:
    """A cluster and the collection's name there. Safe in several threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._client = _client(address)
        self._checked = False

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        parameters: Mapping[str, Any] | None = None,
        patience: float = PATIENCE,
    ) -> Any:
        """What the cluster answers. Waits while it says that it is busy. Raises EngineError, Missing, Conflict."""
        self._check()
        said = ""
        for _ in _tries():
            try:
                return self._once(method, path, body, parameters, patience)
            except _Busy as error:
                said = str(error)
        raise EngineError(said)

    def _check(self) -> None:
        """Whether it is a cluster that we can use; once."""
        if self._checked:
            return
        info = self._once("GET", "/", None, None, PATIENCE)
        version = info.get("version", {}) if isinstance(info, dict) else {}
        number = str(version.get("number", "?"))
        if version.get("distribution") != "opensearch":
            raise EngineError(f"What answers at {self.address.shown} is no OpenSearch.")
        try:
            parsed = tuple(int(part) for part in number.split(".")[:2])
        except ValueError:
            parsed = (0, 0)
        if not OLDEST <= parsed < TOO_NEW:
            raise EngineError(
                f"{self.address.shown} runs OpenSearch {printable(number)[:20]}; "
                f"inyo knows versions {OLDEST[0]}.{OLDEST[1]} to {TOO_NEW[0] - 1}.x."
            )
        self._checked = True

    def _once(self, method: str, path: str, body: Any, parameters: Mapping[str, Any] | None, patience: float) -> Any:
        with _sentences(self.address):
            return self._client.transport.perform_request(
                method, path, params={**(parameters or {}), "request_timeout": patience}, body=body
            )

    def bulk(self, actions: Sequence[tuple[dict[str, Any], Any]]) -> None:
        """Carry out actions, each with its document (None for a deletion). What the cluster is too busy for is sent
        again; what exists already or is not there any more is as wanted. Raises EngineError."""
        left = list(actions)
        for _ in _tries():
            lines = [line for pair in left for line in pair if line is not None]
            payload = b"\n".join(map(msgspec.json.encode, lines)) + b"\n"
            answer = self.call("POST", "/_bulk", payload, patience=LONG)
            again = []
            for one, item in zip(left, answer["items"], strict=True):
                (result,) = item.values()
                status = int(result.get("status", 500))
                if status in _BUSY:
                    again.append(one)
                else:
                    check_item(result, self.address)
            if not again:
                return
            left = again
        raise EngineError(f"{self.address.shown} is too busy to take documents; what it took is kept. Try again later.")

    def searches(
        self, index: str, bodies: Sequence[dict[str, Any]], patience: float = PATIENCE
    ) -> list[dict[str, Any]]:
        """Several searches in one call. Raises EngineError where one fails, or parts of the index do not answer."""
        if not bodies:
            return []
        payload = b"".join(b"{}\n" + msgspec.json.encode(body) + b"\n" for body in bodies)
        for _ in _tries():
            answers: list[dict[str, Any]]
            answers = self.call("POST", f"/{index}/_msearch", payload, patience=patience)["responses"]
            wrong = next((each for each in answers if "error" in each or each["_shards"]["failed"]), None)
            if wrong is None:
                if any(each["timed_out"] for each in answers):
                    raise EngineError(f"{self.address.shown} is too slow for this search; ask for less.")
                return answers
            status = int(wrong.get("status", 503)) if "error" in wrong else 503
            if status == 404:
                raise Missing(f"A part of {self.address.shown} is missing: inyo index --rebuild makes it anew.")
            if status not in _BUSY:
                raise EngineError(f"{self.address.shown} could not search: {_reason(wrong['error'])}.")
        raise EngineError(f"The cluster at {self.address.shown} is red: parts of the index are on no node that runs.")

    def scan(
        self, index: str, body: dict[str, Any], sort: Sequence[str], page: int = 2_000
    ) -> Iterator[dict[str, Any]]:
        """All documents that match, in order of fields whose values differ, page by page."""
        after: list[Any] = []
        while True:
            asked = {"query": {"match_all": {}}, **body, "size": page, "sort": sort, "track_total_hits": False}
            (answer,) = self.searches(index, [{**asked, "search_after": after} if after else asked], LONG)
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < page:
                return
            after = hits[-1]["sort"]

    def health(self) -> tuple[str, int]:
        """The colour of the collection's indices, and how many nodes there are."""
        found = self.call("GET", f"/_cluster/health/{self.address.name}-*", parameters={"timeout": "2s"})
        return str(found["status"]), int(found["number_of_nodes"])

    def close(self) -> None:
        self._client.close()


class _Busy(Exception):
    """The cluster asks for patience."""


@contextmanager
def _sentences(address: Address) -> Iterator[None]:
    from opensearchpy import exceptions as of_client

    where = address.shown
    try:
        yield
    except of_client.SSLError as error:
        raise EngineError(
            f"The certificate of {where} is not one that this machine trusts. Give the file of its authority as "
            f"INYO_ENGINE_CA, or `ca = …` in the file with the password."
        ) from error
    except of_client.ConnectionTimeout as error:
        raise EngineError(
            f"{where} does not answer in time; see whether the cluster is well, and try again."
        ) from error
    except of_client.ConnectionError as error:
        said = f"Nothing answers at {where}; see whether the cluster runs and the address is right."
        raise EngineError(said) from error
    except of_client.TransportError as error:
        raise _of_status(error, where) from error
    except of_client.OpenSearchException as error:
        raise EngineError(f"{where} answers with what is no answer of OpenSearch.") from error


def _of_status(error: Any, where: str) -> Exception:
    status = error.status_code
    if status in _BUSY:
        kind = str(error.error)
        if any(word in kind or word in str(error.info) for word in _RED):
            return _Busy(f"The cluster at {where} is red: parts of the index are on no node that runs.")
        return _Busy(f"The cluster at {where} is overloaded; try again later.")
    if status == 401:
        return EngineError(
            f"{where} wants a user and a password, or others than these: see INYO_ENGINE_USER, INYO_ENGINE_PASSWORD."
        )
    if status == 403:
        return EngineError(f"{where} forbids this user what inyo needs there: {_reason(error.info)}.")
    if status == 404:
        return Missing(f"{where}: there is no such index.")
    if status == 409:
        return Conflict(f"{where}: another process was first.")
    return EngineError(f"{where} refuses: {_reason(error.info)}.")


def check_item(result: Mapping[str, Any], address: Address) -> None:
    """What a cluster says of one action of several. Raises EngineError where it will never carry it out."""
    status = int(result.get("status", 500))
    if status == 403:
        raise EngineError(f"{address.shown} forbids this user to write: {_reason(result.get('error'))}.")
    if status >= 300 and status not in (404, 409, *_BUSY):
        raise EngineError(f"{address.shown} did not take a document: {_reason(result.get('error'))}.")


def _reason(error: Any) -> str:
    """The cause in the cluster's own words, printable and short."""
    while isinstance(error, dict):
        error = error.get("error") or error.get("caused_by") or error.get("reason") or error.get("type") or "?"
    return printable(str(error))[:240].rstrip(". ")


def _authority(file: str) -> str:
    """A file of certificates to trust, which is looked at now: later its faults would be taken for the server's."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=file)
    except ssl.SSLError as error:
        raise EngineError(f"{file}, given as the engine's `ca`, holds no certificate that can be read.") from error
    except OSError as error:
        raise EngineError(f"{file}, given as the engine's `ca`, cannot be read: {why(error)}.") from error
    return file


def _client(address: Address) -> OpenSearch:
    try:
        from opensearchpy import OpenSearch
    except ImportError:
        raise EngineError("A cluster as engine needs one package more: pip install 'inyo[opensearch]'") from None
    for name in ("opensearch", "urllib3"):  # what they would print is said in a sentence, and the screen is not theirs
        logging.getLogger(name).addHandler(logging.NullHandler())
    who = address.credentials
    options: dict[str, Any] = {}
    if who.key:
        options["headers"] = {"authorization": f"ApiKey {who.key}"}
    elif who.user:
        options["http_auth"] = (who.user, who.password)
    if address.nodes[0].startswith("https:"):
        options.update(verify_certs=True, ssl_show_warn=False)
        if who.ca:
            options["ca_certs"] = _authority(who.ca)
    try:
        return OpenSearch(
            list(address.nodes),
            serializer=_Json(),
            http_compress=not address.nodes[0].startswith("http://127."),
            timeout=PATIENCE,
            max_retries=_RETRIES,
            retry_on_timeout=len(address.nodes) > 1,
            retry_on_status=(),
            **options,
        )
    except (OSError, ValueError) as error:
        raise EngineError(f"{address.shown} cannot be asked with these settings ({mistake(error)}).") from error
