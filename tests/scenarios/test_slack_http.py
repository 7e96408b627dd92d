"""HTTP mode: signatures, the health page, odd requests."""

import json
import os
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import web
from bot.web import WebServer
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import running
from tests.scenarios.door import post_signed
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import event_body, mention


@pytest.fixture(scope="module")
def port(slack: FakeSlack, consultant: FakeConsultant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with running(slack, consultant, tmp_path_factory.mktemp("http"), "http") as (door, _):
        assert door.port is not None
        yield door.port


BODY = json.dumps(event_body(mention("1750000000.000001", "G2 pNET, prognosis?")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "another"},
        {"age_s": 301},
        {"age_s": -301},
        {"headers": {"X-Slack-Signature": "v0=abc"}},
        {"headers": {"X-Slack-Signature": ""}},
        {"headers": {"X-Slack-Signature": "v0=\u00e9"}},
        {"headers": {"X-Slack-Request-Timestamp": "yesterday"}},
        {"headers": {"X-Slack-Request-Timestamp": ""}},
        {"body": b"{not json", "secret": "another"},
    ],
)
def test_a_wrong_signature_or_a_stale_timestamp_is_refused(
    wrong: dict[str, object], port: int, consultant: FakeConsultant
) -> None:
    asked = len(consultant.asked)  # the server is shared: what another test asked is no matter
    status, _ = post_signed(port, **({"body": BODY} | wrong))  # type: ignore[arg-type]
    assert status == 401
    assert len(consultant.asked) == asked


def test_the_url_verification_challenge_is_answered(port: int) -> None:
    body = json.dumps(
        {
            "token": "old",
            "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
            "type": "url_verification",
        }
    )
    status, answer = post_signed(port, body)
    assert status == 200
    assert "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P" in answer


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff\xfe", b"", b"payload=%7B", b"null", b"{" * 3000])
def test_a_signed_body_that_is_no_slack_payload_breaks_nothing(body: bytes, port: int) -> None:
    status, _ = post_signed(port, body)
    assert status in {400, 401, 404}
    assert post_signed(port, BODY.replace("app_mention", "reaction_added"))[0] == 200


def test_healthz_says_ok(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
        assert response.status == 200
        assert json.load(response) == {"status": "ok"}


@pytest.mark.parametrize(("path", "status"), [("/", 404), ("/slack/events", 405), ("/slack/install", 404)])
def test_other_pages_are_not_served(path: str, status: int, port: int) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5)
    assert refused.value.code == status


def test_a_body_over_a_megabyte_is_refused(port: int) -> None:
    try:
        status, _ = post_signed(port, b"x" * 1_200_000)
    except (urllib.error.URLError, ConnectionError):
        return  # closed while it was still being sent
    assert status == 413


def here(_environ: object, start: Any) -> list[bytes]:
    """Says that it is there."""
    start("200 OK", [("content-type", "text/plain")])
    return [b"here"]


def test_a_process_with_more_than_a_thousand_open_files_goes_on_serving() -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard not in {-1, resource.RLIM_INFINITY} and hard < 2_000:
        pytest.skip("no process here may open so many files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2_000), hard))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1_100)]
    server = WebServer(here, 0, "127.0.0.1")
    try:
        server.start()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=5) as response:
            assert response.read() == b"here"
    finally:
        for one in opened:
            os.close(one)
        server.stop()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_who_only_holds_connections_open_does_not_keep_slack_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than are taken at a time, each with half a request; the hundred of waitress's own are held for minutes."""
    assert web.CONNECTIONS > 400
    assert web.IDLE_S + web.LOOKED_AT_S < 30
    monkeypatch.setattr(web, "CONNECTIONS", 20)
    monkeypatch.setattr(web, "IDLE_S", 1)
    monkeypatch.setattr(web, "LOOKED_AT_S", 1)

    server = WebServer(here, 0, "127.0.0.1")
    server.start()
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
    try:
        for one in held:
            one.sendall(b"POST /slack/events HTTP/1.1\r\n")
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=20) as response:
            assert response.read() == b"here"
    finally:
        for one in held:
            one.close()
        server.stop()


def test_a_port_in_use_is_named(port: int, slack: FakeSlack, tmp_path: Path) -> None:
    from bot.serve import start
    from bot.settings import SetupError
    from tests.scenarios.conftest import settings_for

    settings = settings_for(slack, tmp_path, "http").model_copy(update={"port": port})
    with pytest.raises(SetupError, match=f"PORT: {port}"):
        start(settings, FakeConsultant())  # type: ignore[arg-type]


def test_a_server_whose_loop_is_awake_when_it_is_told_to_stop_stops() -> None:
    """A request that ends in the same moment wakes the loop, which then closes all before it is woken once more."""
    server = WebServer(lambda _environ, _start: [], 0, "127.0.0.1")
    server.start()
    trigger, loop = server._server.trigger, server._thread
    pull = trigger._physical_pull

    def late() -> None:
        pull()
        loop.join(5)
        pull()

    trigger._physical_pull = late
    server.stop()
    assert not loop.is_alive()
