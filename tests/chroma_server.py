"""A real Chroma server on loopback, started and stopped by tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import chromadb
from chromadb.config import Settings

START_S = 60.0


@contextmanager
def running(folder: Path, port: int | None = None) -> Iterator[str]:
    """A real Chroma server on loopback, on any port or a given one; it is stopped at the end of the block."""
    if port is None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--path", str(folder / "server")],
            cwd=folder,
            stdout=log,
            stderr=log,
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
        )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_S
        while not _beats(url):
            assert process.poll() is None, (folder / "log").read_text(errors="replace")
            assert time.monotonic() < deadline, "the Chroma server did not start in time"
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _beats(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def emptied(url: str) -> str:
    """The server without any collection, as it was when it started."""
    host, port = url.removeprefix("http://").split(":")
    client = chromadb.HttpClient(host, int(port), settings=Settings(anonymized_telemetry=False, _env_file=None))
    for collection in client.list_collections():
        client.delete_collection(collection.name)
    return url
