"""Nursery: processes of their own that need not import everything anew, forked from one that has done so.

A bot that is started imports for seconds before it does anything. A test that kills a process, or sets several to work
at once, is about what they do then: its processes are forked from one that has imported what they will, and from there
on run a program as ``python -c`` does, with streams, an environment and an end of their own. What a start shows by
itself, the tests look at that start Python (tests.command.apart). On other systems than Linux every process does.
"""

import functools
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TypeAlias

ROOT = Path(__file__).parent.parent
CAN_FORK = sys.platform == "linux"
"""Elsewhere there is no such socket, or no fork that libraries in use survive."""
IMPORTED = (
    "bot.serve", "bot.compose", "chains.consult", "knowledge.build", "tests.scenarios.answers", "chromadb", "wordllama",
)  # fmt: skip
MOST_BYTES = 1_000_000


class Child:
    """A forked process; what these tests ask of subprocess.Popen, it can be asked too."""

    def __init__(self, told: IO[str], streams: Mapping[str, IO[str] | None]) -> None:
        self._told = told
        self.pid = int(told.readline())
        self.stdin, self.stdout, self.stderr = (streams.get(name) for name in ("stdin", "stdout", "stderr"))
        self.returncode: int | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with self._told as told:
            self.returncode = int(told.readline())
        self._ended.set()

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.returncode if self._ended.is_set() else None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code once it has ended; a signal that ended it as its number below zero."""
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
        assert self.returncode is not None
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it still prints on both streams until it ends; nothing more is told it."""
        if self.stdin is not None:
            self.stdin.close()
        read = {stream: "" for stream in (self.stdout, self.stderr) if stream is not None}

        def drain(stream: IO[str]) -> None:
            with stream:
                read[stream] = stream.read()

        drains = [threading.Thread(target=drain, args=(stream,), daemon=True) for stream in read]
        for one in drains:
            one.start()
        self.wait(timeout)
        for one in drains:
            one.join(timeout)
        out, err = (read[stream] if stream is not None else "" for stream in (self.stdout, self.stderr))
        return out, err

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)


Process: TypeAlias = "Child | subprocess.Popen[str]"


def start(program: str, *arguments: str, environment: Mapping[str, str], log: IO[bytes] | None = None) -> Process:
    """``python -c program`` in the folder of the project; its output goes to ``log``, or where none is, to pipes."""
    if not CAN_FORK:
        output = log or subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            text=True,
            cwd=ROOT,
            env=dict(environment),
        )
    there, here = socket.socketpair()
    theirs, ours = {}, {}
    for name in ("stdin",) if log else ("stdin", "stdout", "stderr"):
        read, write = os.pipe()
        theirs[name], mine = (read, write) if name == "stdin" else (write, read)
        ours[name] = os.fdopen(mine, "w" if name == "stdin" else "r", encoding="utf-8")
    out, err = (log.fileno() if log else theirs[name] for name in ("stdout", "stderr"))
    asked = json.dumps({"program": program, "arguments": arguments, "environment": dict(environment)}).encode()
    with _LOCK:
        socket.send_fds(_nursery(), [asked], [theirs["stdin"], out, err, there.fileno()])
    for descriptor in theirs.values():
        os.close(descriptor)
    there.close()
    told = here.makefile("r", encoding="utf-8")
    here.close()
    return Child(told, ours)


_LOCK = threading.Lock()


@functools.cache
def _nursery() -> socket.socket:
    """The line to the process that forks, started by the first test that asks; it ends when this process does."""
    there, here = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with there:
        subprocess.Popen(
            [sys.executable, "-m", "tests.nursery", str(there.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[there.fileno()],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    return here


def _serve(line: socket.socket) -> tuple[str, list[str]]:
    """Fork for every request; in the child, what it is to run."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how the keepers ended
    while True:
        body, descriptors, _, _ = socket.recv_fds(line, MOST_BYTES, 4)
        if not body:
            raise SystemExit(0)
        if os.fork() == 0:
            break
        for descriptor in descriptors:
            os.close(descriptor)
    line.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, told = descriptors
    child = os.fork()
    if child:
        _keep(child, streams, told)
    os.close(told)
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
    asked = json.loads(body)
    os.environ.clear()
    os.environ.update(asked["environment"])
    return asked["program"], asked["arguments"]


def _keep(child: int, streams: list[int], told: int) -> None:
    """Say the number of the child, and how it ended, as only the process that forked it learns that."""
    for descriptor in streams:
        os.close(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(told, "w", encoding="utf-8") as teller:
        print(child, file=teller, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=teller)
    os._exit(0)


def _main() -> None:
    """Import, fork when asked, and in a child run its program to the end of this process."""
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()  # what was imported is shared by all, as long as no collector of garbage goes through it
    line = socket.socket(fileno=int(sys.argv[1]))
    program, arguments = _serve(line)
    sys.argv = ["-c", *arguments]
    exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102 - what ``python -c`` does


if __name__ == "__main__":
    _main()
