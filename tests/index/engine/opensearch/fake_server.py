"""A server that answers as an OpenSearch cluster might, well or badly: no Java needed."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WELL = {"version": {"distribution": "opensearch", "number": "2.19.0"}}


@dataclass
class Fake:
    """What it answers: status and body by path, the last of several for good; `asked` what it was asked."""

    answers: dict[str, list[tuple[int, Any]]] = field(default_factory=lambda: {"/": [(200, WELL)]})
    wait: float = 0.0
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    address: str = ""


@contextlib.contextmanager
def fake() -> Iterator[Fake]:
    """A server on loopback as long as the block runs."""
    made = Fake()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            path = self.path.partition("?")[0]
            made.asked.append((self.command, path, dict(self.headers.items()), self.rfile.read(size)))
            threading.Event().wait(made.wait)
            left = made.answers.get(path, [(404, {"error": {"type": "index_not_found_exception"}, "status": 404})])
            status, body = left.pop(0) if len(left) > 1 else left[0]
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}/archive"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
