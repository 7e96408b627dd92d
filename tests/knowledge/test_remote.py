"""The client of the public services: its pace, its patience, and what it says when it gets no answer."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from knowledge.pace import Pace
from knowledge.remote import NoNetworkError, Remote, RemoteError, Service, services
from tests.fake_registries import LABELS, Registries, registries

SERVER_FAULT = (500, {}, b"")


class Clock:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.slept_s: list[float] = []

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.now_s += seconds


@pytest.fixture
def held() -> Iterator[Registries]:
    with registries() as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()


def urls(held: Registries) -> tuple[str, str, str]:
    return f"{held.base_url}/ncbi", f"{held.base_url}/crossref", f"{held.base_url}/openfda"


@pytest.fixture
def remote(held: Registries, clock: Clock) -> Iterator[Remote]:
    with Remote(services(*urls(held)), clock=clock, sleep=clock.sleep) as found:
        yield found


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def failure(remote: Remote, name: str = "Crossref") -> str:
    with pytest.raises(RemoteError) as caught:
        remote.get(name, "works/x")  # type: ignore[arg-type]
    assert not isinstance(caught.value, NoNetworkError)
    return str(caught.value)


@pytest.mark.parametrize(("per_second", "requests"), [(3.0, 10), (10.0, 25), (4.0, 12)])
def test_no_window_of_a_second_holds_more_requests_than_allowed(per_second: float, requests: int, clock: Clock) -> None:
    pace = Pace(per_second, clock, clock.sleep)
    sent = []
    for _ in range(requests):
        pace.wait()
        sent.append(clock.now_s)
    assert sent[0] == 100.0
    assert all(later - earlier >= 0.999 for earlier, later in zip(sent, sent[int(per_second) :], strict=False))


def test_who_is_slower_than_the_limit_does_not_wait(clock: Clock) -> None:
    pace = Pace(3, clock, clock.sleep)
    for _ in range(4):
        pace.wait()
        clock.now_s += 0.5
    assert clock.slept_s == []


def test_the_published_limits_are_kept_and_a_key_or_an_address_raises_them() -> None:
    plain = {service.name: service.per_second for service in services()}
    known = {service.name: service.per_second for service in services(ncbi_api_key="k", mailto="a@example.org")}
    assert plain == {"PubMed": 3, "Crossref": 5, "openFDA": 4}
    assert known == {"PubMed": 10, "Crossref": 10, "openFDA": 4}


def test_a_key_is_sent_and_never_shown(held: Registries, clock: Clock) -> None:
    asked = services(*urls(held), ncbi_api_key="geheim", mailto="a@example.org")
    held.first = [(403, {}, b"")]
    with Remote(asked, clock=clock, sleep=clock.sleep) as remote, pytest.raises(RemoteError) as caught:
        remote.get("PubMed", "esummary.fcgi")
    assert "api_key=geheim" in held.asked[0]
    assert "geheim" not in f"{caught.value}{asked}"


def test_requests_are_spaced_by_service(held: Registries, remote: Remote, clock: Clock) -> None:
    for _ in range(3):
        remote.get("Crossref", "works/x")
        remote.get("openFDA", "drug/label.json", {"search": "x"})
    assert clock.now_s == pytest.approx(100.5)
    assert len(held.asked) == 6


def test_not_found_is_an_answer_and_is_not_asked_twice(held: Registries, remote: Remote) -> None:
    assert remote.get("Crossref", "works/x") is None
    assert len(held.asked) == 1


def test_a_fault_of_the_server_is_retried_with_longer_waits(held: Registries, remote: Remote, clock: Clock) -> None:
    held.first = [SERVER_FAULT, (503, {}, b""), (200, {}, b"{}")]
    assert remote.get("Crossref", "works/x") == b"{}"
    assert clock.slept_s == [0.5, 1.0]


def test_a_retry_waits_as_long_as_the_service_asks(held: Registries, remote: Remote, clock: Clock) -> None:
    date = {"Date": "Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2026 07:28:11 GMT"}
    held.first = [(429, {"Retry-After": "7"}, b""), (429, {"Retry-After": "soon"}, b""), (503, date, b"")]
    assert remote.get("Crossref", "works/x") is None
    assert [clock.slept_s[0], clock.slept_s[1]] == [7.0, 1.0]
    assert clock.slept_s[2] >= 2.0


def test_a_retry_after_that_is_a_date_is_counted_from_the_date_of_the_answer() -> None:
    from knowledge.remote import _retry_after_s

    headers = {"Date": "Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After": "Wed, 21 Oct 2026 07:28:11 GMT"}
    assert _retry_after_s(httpx.Response(503, headers=headers)) == 11.0
    assert _retry_after_s(httpx.Response(503)) is None


def test_an_hour_is_not_waited_for(held: Registries, remote: Remote, clock: Clock) -> None:
    held.first = [(429, {"Retry-After": "3600"}, b"")]
    assert failure(remote) == "Crossref asks to wait 3600 seconds; try again after that."
    assert clock.slept_s == []


def test_never_more_attempts_than_set(held: Registries, remote: Remote) -> None:
    held.first = [SERVER_FAULT] * 10
    assert failure(remote) == "Crossref has a fault of its own (status 500)."
    assert len(held.asked) == 4


def test_a_refusal_is_not_retried(held: Registries, remote: Remote) -> None:
    held.first = [(403, {}, b"")]
    assert failure(remote) == "Crossref refused the request (status 403)."
    assert len(held.asked) == 1


def test_a_connection_that_breaks_off_is_retried_and_told(held: Registries, remote: Remote) -> None:
    held.stop_after = 0
    assert failure(remote) == "Crossref broke the connection off."
    assert len(held.asked) == 4


def test_a_service_that_says_nothing_is_not_waited_for_for_ever(clock: Clock) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        asked = Service(name="Crossref", base_url=f"http://127.0.0.1:{silent.getsockname()[1]}", per_second=5)
        with Remote([asked], clock=clock, sleep=clock.sleep, attempts=2, timeout=httpx.Timeout(0.05)) as remote:
            assert failure(remote) == "Crossref did not answer in time."


def test_without_any_connection_it_is_the_network(clock: Clock) -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}"
    with (
        Remote(services(nowhere, nowhere, nowhere), clock=clock, sleep=clock.sleep) as remote,
        pytest.raises(NoNetworkError, match=r"^No connection .*\.$"),
    ):
        remote.get("PubMed", "esummary.fcgi")


def test_one_service_that_is_down_is_not_taken_for_the_network(held: Registries, clock: Clock) -> None:
    asked = services(urls(held)[0], f"http://127.0.0.1:{closed_port()}", urls(held)[2])
    with Remote(asked, clock=clock, sleep=clock.sleep) as remote:
        assert failure(remote) == "Crossref cannot be reached."


@pytest.mark.skipif(not LABELS.exists(), reason="the real openFDA answers are not there: shared/realdata/openfda_label")
def test_the_real_error_answers_of_openfda_are_read(held: Registries, remote: Remote) -> None:
    held.first = [(404, {}, (LABELS / "404.json").read_bytes())]
    assert remote.get("openFDA", "drug/label.json", {"search": "x"}) is None
    held.first = [(500, {}, (LABELS / "500.json").read_bytes())] * 4
    with pytest.raises(RemoteError, match="status 500"):
        remote.get("openFDA", "drug/label.json", {"search": "x"})
