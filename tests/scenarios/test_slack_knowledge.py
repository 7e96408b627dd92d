"""The knowledge store goes away while the bot runs: it says so, does what needs no search, and recovers by itself."""

import io
import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from bot.compose import consultant as compose
from bot.settings import Settings
from chains.ground import NOT_SEARCHED
from tests import chroma_server
from tests.scenarios.conftest import running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import Call, FakeSlack
from tests.scenarios.payloads import mention, message
from tests.scenarios.test_slack_operations import get

if TYPE_CHECKING:
    from chains.consult import Consultant

CASE = "62F pNET, Ki-67 8 %, mitoses 3 per 2 mm2, liver mets Krenning 3. Prognosis?"
SAID = "The sources cannot be searched just now, as the knowledge store does not answer"


class Server:
    """A Chroma server that a test stops and starts again on the same port, with what it held."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._own = stack.enter_context(ExitStack())

    def start(self) -> None:
        self._own.enter_context(chroma_server.running(self._folder, self.port))

    def stop(self) -> None:
        self._own.close()

    def signal(self, number: int) -> None:
        for connection in psutil.net_connections("tcp"):
            if connection.laddr.port == self.port and connection.status == psutil.CONN_LISTEN and connection.pid:
                os.kill(connection.pid, number)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with ExitStack() as stack:
        found = Server(tmp_path_factory.mktemp("chroma"), stack)
        found.start()
        yield found


@pytest.fixture(scope="module")
def real(server: Server, tmp_path_factory: pytest.TempPathFactory) -> "Consultant":
    """A consultant whose passages are on that server."""
    return compose(Settings(NETBOARD_DATA=tmp_path_factory.mktemp("knowledge"), CHROMA_URL=server.url))


def asked(door: Door, slack: FakeSlack, text: str) -> Call:
    """The reply to a new question."""
    ts = slack.new_ts()
    door.event(mention(ts, text))
    return slack.wait_for_posts(1, ts, timeout=30)[0]


def words(post: Call) -> str:
    """What a message shows, with plain spaces where a line must not end."""
    return post.blocks_text.replace("\N{NO-BREAK SPACE}", " ")


def looked_up(door: Door, slack: FakeSlack, text: str) -> str:
    """The answer to a slash command."""
    slack.responses.clear()
    door.command(text)
    return str(slack.wait_for_responses(timeout=30)[-1].arguments["text"])


def is_ready(port: int | None) -> bool:
    return get(port, "/readyz")[0] == 200


def holds_what_needs_no_search(door: Door, slack: FakeSlack, port: int | None) -> None:
    """While nothing can be searched: rules and lookups answer, questions about the evidence are told in a sentence."""
    case = asked(door, slack, CASE)
    assert SAID in case.arguments["text"]
    assert "grade 2" in case.blocks_text
    assert "G2 by WHO 2022, from Ki-67 8 % and 3 mitoses" in words(case)
    assert "does not answer the question" not in case.blocks_text
    assert NOT_SEARCHED in case.blocks_text
    evidence = asked(door, slack, "What did NETTER-2 show?").arguments["text"]
    assert evidence.startswith(SAID)
    assert "Something went wrong" not in evidence
    assert looked_up(door, slack, "grade 8% 3").startswith("G2")
    assert looked_up(door, slack, "drug everolimus").startswith(SAID)
    assert not is_ready(port)
    assert get(port, "/healthz")[0] == 200


def test_a_chroma_server_that_goes_down_is_told_and_used_again_once_it_is_back(
    server: Server,
    real: "Consultant",
    slack: FakeSlack,
    data: Path,
    logged: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.health.FRESH_S", 0.0)
    with running(slack, real, data, "http") as (door, service):  # type: ignore[arg-type]
        whole = asked(door, slack, CASE)
        assert is_ready(service.port)
        server.stop()
        holds_what_needs_no_search(door, slack, service.port)
        first = asked(door, slack, CASE)
        trail = [json.loads(entry.details) for entry in service._store.trail.entries()]
        server.start()
        deadline = time.monotonic() + 20
        while not is_ready(service.port) and time.monotonic() < deadline:
            time.sleep(0.1)
        again = asked(door, slack, CASE)
        assert is_ready(service.port)
        assert SAID not in looked_up(door, slack, "drug Lutathera")
        thread = str(first.arguments["thread_ts"])
        door.event(message(slack.new_ts(), "and the prognosis now?", thread_ts=thread))
        later = slack.wait_for_posts(2, thread, timeout=30)[1]
    assert SAID not in later.arguments["text"]
    assert "Ki-67 8 %" in words(later), "what was told meanwhile is not known"
    assert again.blocks_text == whole.blocks_text
    assert [entry.get("unsearched", False) for entry in trail[:3]] == [False, True, True]
    assert logged.getvalue().count('"not_searched"') == 3
    assert '"failed"' not in logged.getvalue()
    assert slack.problems == []


def test_a_chroma_server_that_hangs_holds_no_worker_longer_than_a_call_may_take(
    server: Server, slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.store.TIMEOUT_S", 2.0)
    real = compose(Settings(NETBOARD_DATA=data, CHROMA_URL=server.url))
    with running(slack, real, data, "http") as (door, _):  # type: ignore[arg-type]
        asked(door, slack, CASE)
        server.signal(signal.SIGSTOP)
        try:
            begun = time.monotonic()
            assert SAID in asked(door, slack, CASE).arguments["text"]
            assert time.monotonic() - begun < 10
        finally:
            server.signal(signal.SIGCONT)
        assert SAID not in asked(door, slack, CASE).arguments["text"]


def test_an_embedded_store_that_is_spoilt_or_gone_never_breaks_an_answer(
    slack: FakeSlack, data: Path, logged: io.StringIO
) -> None:
    own = compose(Settings(NETBOARD_DATA=data))
    folder = data / "knowledge"
    with running(slack, own, data, "http") as (door, _):  # type: ignore[arg-type]
        whole = asked(door, slack, CASE)
        for file in (file for file in (folder / "chroma").rglob("*") if file.is_file()):
            file.write_bytes(b"spoilt" * (file.stat().st_size // 6 + 1))
        told = [asked(door, slack, CASE)]
        shutil.rmtree(folder)
        told.append(asked(door, slack, CASE))
        assert looked_up(door, slack, "grade 8% 3").startswith("G2")
    # what Chroma holds in memory may still serve; else the bot says that nothing can be searched
    assert all(one.blocks_text == whole.blocks_text or SAID in one.arguments["text"] for one in told)
    assert '"failed"' not in logged.getvalue()
