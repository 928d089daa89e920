"""What stands before a secured cluster: TLS with a certificate of an authority made for the occasion, users with
passwords, and readers who may write nothing. It passes on what it lets through to a node on loopback."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.cluster.nodes import Unavailable

_PASSED_ON = ("content-type", "content-encoding", "accept-encoding", "accept")
_READING = ("_search", "_msearch", "_mget", "_count")
"""What is asked with POST and changes nothing."""


@dataclass(frozen=True)
class Certificate:
    """Files: of the authority, of the server's certificate, of its key."""

    authority: Path
    server: Path
    key: Path


def certificate(folder: Path, host: str = "IP:127.0.0.1") -> Certificate:
    """A certificate for a host by an authority of its own. Raises Unavailable where there is no openssl."""
    if shutil.which("openssl") is None:
        raise Unavailable("there is no openssl on this machine")
    folder.mkdir(parents=True, exist_ok=True)
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    (folder / "names").write_text(f"subjectAltName={host}\n", "ascii")
    for command in (
        ["req", "-x509", *key, "-days", "2", "-subj", "/CN=test authority", "-keyout", "ca.key", "-out", "ca.pem"],
        ["req", *key, "-subj", "/CN=test node", "-keyout", "node.key", "-out", "node.csr"],
        ["x509", "-req", "-in", "node.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
         "-extfile", "names", "-out", "node.pem"],
    ):  # fmt: skip
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return Certificate(folder / "ca.pem", folder / "node.pem", folder / "node.key")


@dataclass(frozen=True)
class User:
    """A password, and whether its user may write."""

    password: str
    writes: bool = True


def _authorization(name: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"


class _Server(ThreadingHTTPServer):
    """Shakes hands in the thread of a connection, so that one who refuses our certificate holds up nobody."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self._context = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        with contextlib.suppress(ssl.SSLError, OSError), self._context.wrap_socket(request, server_side=True) as secure:
            super().finish_request(secure, client_address)


@contextlib.contextmanager
def tls_front(node: str, of: Certificate, users: Mapping[str, User]) -> Iterator[str]:
    """The address, `https://127.0.0.1:port`, at which users reach a node as long as the block runs."""
    where = urlsplit(node)
    known = {
        f"Basic {base64.b64encode(f'{name}:{user.password}'.encode()).decode()}": user for name, user in users.items()
    }

    class Front(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def passed(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            user = known.get(self.headers.get("authorization", ""))
            if user is None:
                self._say(401, b"Unauthorized", "text/plain")
            elif not user.writes and not self._reads():
                reason = f"no permissions for [{self.command.lower()}] and User [name=reader]"
                self._say(403, json.dumps({"error": {"type": "security_exception", "reason": reason}}).encode())
            else:
                self._pass_on(content)

        def _reads(self) -> bool:
            last = urlsplit(self.path).path.rpartition("/")[2]
            return self.command in ("GET", "HEAD") or (self.command == "POST" and last in _READING)

        def _pass_on(self, content: bytes) -> None:
            assert where.hostname
            connection = http.client.HTTPConnection(where.hostname, where.port, timeout=120)
            with contextlib.closing(connection):
                headers = {name: value for name in _PASSED_ON if (value := self.headers.get(name))}
                connection.request(self.command, self.path, content, headers)
                answer = connection.getresponse()
                encoding = answer.getheader("content-encoding", "")
                self._say(answer.status, answer.read(), answer.getheader("content-type", ""), encoding)

        def _say(self, status: int, body: bytes, kind: str = "application/json", encoding: str = "") -> None:
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                if encoding:
                    self.send_header("content-encoding", encoding)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = passed  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(of.server, of.key)
    server = _Server(context, Front)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
