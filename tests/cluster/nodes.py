"""OpenSearch nodes on this machine for tests and measurements: from Maven's artifacts, on loopback, in a folder of
their own. `python -m tests.cluster.nodes 3` starts three until its input ends."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent
HEAP = "384m"
_PATIENCE = 120.0
_LOGGING = """status = error
rootLogger.level = warn
rootLogger.appenderRef.o.ref = o
appender.o.type = Console
appender.o.name = o
appender.o.layout.type = PatternLayout
appender.o.layout.pattern = %d %p %c{1} %m%n
"""


class Unavailable(Exception):
    """No cluster can be started here; the message says why."""


@cache
def class_path() -> str:
    """The class path of a node. Raises Unavailable where Java, Maven or the artifacts are not to be had."""
    for program in ("java", "javac", "mvn"):
        if shutil.which(program) is None:
            raise Unavailable(f"there is no {program} on this machine")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "path"
        command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:build-classpath"]
        try:
            done = subprocess.run(
                [*command, f"-Dmdep.outputFile={file}"], capture_output=True, timeout=600, stdin=subprocess.DEVNULL
            )
        except subprocess.TimeoutExpired as error:
            raise Unavailable("Maven did not bring OpenSearch within ten minutes") from error
        if done.returncode or not file.exists():
            raise Unavailable("Maven could not bring OpenSearch")
        jars = file.read_text("utf-8").strip()
        classes = _kept("classes")
        (classes / "log4j2.properties").write_text(_LOGGING, "utf-8")
        compiled = subprocess.run(
            ["javac", "-cp", jars, "-d", str(classes), str(HERE / "Node.java")], capture_output=True
        )
        if compiled.returncode:
            raise Unavailable(f"Node.java cannot be compiled: {compiled.stderr.decode()[:300]}")
    return f"{classes}{os.pathsep}{jars}"


def _kept(name: str) -> Path:
    folder = Path(tempfile.gettempdir()) / f"inyo-cluster-{os.getuid()}" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@dataclass
class Cluster:
    """Nodes that form one cluster. They end with this process at the latest: each ends when its input does."""

    folder: Path
    http: list[int]
    transport: list[int]
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    logs: list[IO[bytes]] = field(default_factory=list)
    heap: str = HEAP

    @property
    def address(self) -> str:
        """Where the first node that runs answers."""
        return f"http://127.0.0.1:{self.http[min(self.processes)]}"

    @property
    def addresses(self) -> list[str]:
        """Where all nodes answer, those that do not run included."""
        return [f"http://127.0.0.1:{port}" for port in self.http]

    def start(self, number: int) -> None:
        """Start a node (again)."""
        names = ",".join(f"node{each}" for each in range(len(self.http)))
        seeds = ",".join(f"127.0.0.1:{port}" for port in self.transport)
        settings = {
            "cluster.name": self.folder.name,
            "node.name": f"node{number}",
            "path.home": str(self.folder / f"node{number}"),
            "network.host": "127.0.0.1",
            "http.port": str(self.http[number]),
            "transport.port": str(self.transport[number]),
            "http.type": "netty4",
            "transport.type": "netty4",
            "discovery.seed_hosts": seeds,
            "cluster.initial_cluster_manager_nodes": names,
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        (self.folder / f"node{number}").mkdir(parents=True, exist_ok=True)
        log = (self.folder / f"node{number}.log").open("ab")
        self.logs.append(log)
        self.processes[number] = subprocess.Popen(
            ["java", "-Xms128m", f"-Xmx{self.heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4",
             "-Djava.awt.headless=true", "-cp", class_path(), "TestNode", *(f"{k}={v}" for k, v in settings.items())],
            stdin=subprocess.PIPE, stdout=log, stderr=log,
        )  # fmt: skip

    def kill(self, number: int) -> None:
        """End a node at once, as when a machine fails."""
        process = self.processes.pop(number)
        process.kill()
        process.wait()

    def wait(self, nodes: int, status: str = "yellow") -> None:
        """Until so many nodes have found each other. Raises Unavailable."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(OSError, ValueError):
                url = f"{self.address}/_cluster/health?wait_for_nodes=>={nodes}&wait_for_status={status}&timeout=5s"
                with urllib.request.urlopen(url, timeout=10) as answer:
                    health = json.load(answer)
                    if health["number_of_nodes"] >= nodes and not health["timed_out"]:
                        return
            if any(each.poll() is not None for each in self.processes.values()):
                break
            time.sleep(0.3)
        tail = "\n".join(file.read_text("utf-8", "replace")[-600:] for file in self.folder.glob("*.log"))
        raise Unavailable(f"the nodes did not start: {tail}")

    def memory(self) -> list[int]:
        """Kilobytes of memory each node has."""
        lines = (Path(f"/proc/{each.pid}/status").read_text("ascii") for each in self.processes.values())
        return [int(text.partition("VmRSS:")[2].split()[0]) for text in lines]

    def stop(self) -> None:
        """End all nodes for sure, and take away their folder."""
        for process in self.processes.values():
            process.kill()
        for process in self.processes.values():
            process.wait()
        self.processes.clear()
        for log in self.logs:
            log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def cluster(nodes: int = 1, heap: str = HEAP) -> Iterator[Cluster]:
    """A cluster as long as the block runs. Raises Unavailable where there can be none."""
    class_path()
    ports = _ports(2 * nodes)
    made = Cluster(Path(tempfile.mkdtemp(prefix="inyo-nodes-")), ports[:nodes], ports[nodes:], heap=heap)
    try:
        for number in range(nodes):
            made.start(number)
        made.wait(nodes)
        yield made
    finally:
        made.stop()


if __name__ == "__main__":
    with cluster(int(sys.argv[1]) if len(sys.argv) > 1 else 1) as running:
        print(*running.addresses, flush=True)
        sys.stdin.read()
