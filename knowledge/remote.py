"""Remote: the public services that are asked over HTTP; paced, retried, timed out, each failure one plain sentence."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Literal, Self

import httpx
from pydantic import Field
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from knowledge.case import Value
from knowledge.pace import Pace

ServiceName = Literal["PubMed", "Crossref", "openFDA"]
NCBI_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
CROSSREF_URL = "https://api.crossref.org"
OPENFDA_URL = "https://api.fda.gov"

ABSENT: Mapping[ServiceName, str] = {
    "PubMed": "ID list is empty",
    "Crossref": "Resource not found",
    "openFDA": "NOT_FOUND",
}
"""What each service says, with status 404, to an identifier that it does not know.

efetch says it with status 400 to what cannot be a PMID; to one that nobody has it sends an empty set with status 200.
"""
RELAYED = "proxy_stream()"
"""Stands in what efetch says, with status 400, where a fault of a server behind it is only passed on."""
ATTEMPTS = 4
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 60.0
TIMEOUT = httpx.Timeout(20.0, connect=5.0)
RETRIED_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
_UNCONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)


class RemoteError(Exception):
    """A service gave no usable answer; the message is one sentence that names the service."""


class NoNetworkError(RemoteError):
    """No connection can be made at all, to this service or to any other."""


class Service(Value):
    """A public service: where it is, how often it may be asked, what each request says about who asks."""

    name: ServiceName
    base_url: str
    per_second: float = Field(gt=0)
    signature: dict[str, str] = Field(default_factory=dict, repr=False)
    """Parameters of every request, such as a key; never shown."""


def services(
    ncbi_url: str | None = None,
    crossref_url: str | None = None,
    openfda_url: str | None = None,
    *,
    ncbi_api_key: str | None = None,
    mailto: str | None = None,
) -> tuple[Service, ...]:
    """The three services within their published limits; an empty address means the official one.

    E-utilities: 3 requests a second, 10 with a key. openFDA: 240 a minute. Crossref tells its limit in its answers
    (50 a second where it was read) and may lower it, so that 5 a second, and 10 for who gives an address to
    write to (its polite pool), are this project's own choice.
    """
    ncbi = {"tool": "netboard"} | ({"email": mailto} if mailto else {})
    ncbi |= {"api_key": ncbi_api_key} if ncbi_api_key else {}
    return (
        Service(name="PubMed", base_url=ncbi_url or NCBI_URL, per_second=10 if ncbi_api_key else 3, signature=ncbi),
        Service(
            name="Crossref",
            base_url=crossref_url or CROSSREF_URL,
            per_second=10 if mailto else 5,
            signature={"mailto": mailto} if mailto else {},
        ),
        Service(name="openFDA", base_url=openfda_url or OPENFDA_URL, per_second=240 / 60),
    )


class _AgainError(Exception):
    """A failure that may pass; ``retry_after_s`` is what the service asks for."""

    def __init__(self, problem: str, retry_after_s: float | None = None, unconnected: bool = False) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s
        self.unconnected = unconnected


class Remote:
    """One client for all services; use it as a context manager, or close it."""

    def __init__(
        self,
        asked: Iterable[Service],
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        attempts: int = ATTEMPTS,
        timeout: httpx.Timeout = TIMEOUT,
    ) -> None:
        """``clock`` and ``sleep`` can be replaced, so that a test does not wait."""
        self._services = {service.name: service for service in asked}
        self._pace = {name: Pace(service.per_second, clock, sleep) for name, service in self._services.items()}
        self._sleep = sleep
        self._attempts = attempts
        self._answered = False
        self._http = httpx.Client(
            timeout=timeout, follow_redirects=True, max_redirects=3, headers={"User-Agent": "netboard/0.1"}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(
        self,
        name: ServiceName,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        sound: Callable[[bytes], bool] = bool,
    ) -> bytes | None:
        """The body of an answer; ``None`` where the service says that it holds no such thing.

        That is status 404 or 400 with its words for it (ABSENT); a 404 of a proxy or of a wrong address says nothing
        about the thing. A body that is not ``sound`` (an error page or half an answer with status 200) is asked for
        again as a fault is. Raises RemoteError, or NoNetworkError when no service at all can be reached.
        """
        service = self._services[name]
        retrying = Retrying(
            stop=stop_after_attempt(self._attempts),
            retry=retry_if_exception_type(_AgainError),
            wait=_wait_s,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, service, path, {**(params or {}), **service.signature}, sound)
        except _AgainError as failure:
            if failure.unconnected and not self._answered and not self._any_other_answers(name):
                raise NoNetworkError(
                    "No connection to PubMed, Crossref or openFDA can be made; check the network and the proxy."
                ) from None
            raise RemoteError(f"{name} {failure}.") from None

    def _once(
        self,
        service: Service,
        path: str,
        params: Mapping[str, str],
        sound: Callable[[bytes], bool],
    ) -> bytes | None:
        """One attempt. Raises _AgainError for what may pass and RemoteError for what will not."""
        self._pace[service.name].wait()
        try:
            response = self._http.get(f"{service.base_url.rstrip('/')}/{path}", params=dict(params))
        except _UNCONNECTED as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise RemoteError(
                    f"{service.name} shows a certificate that is not trusted here; behind an inspecting proxy set "
                    "SSL_CERT_FILE to its certificate."
                ) from None
            raise _AgainError("cannot be reached", unconnected=True) from None
        except httpx.TimeoutException:
            raise _AgainError("did not answer in time") from None
        except httpx.TransportError:
            raise _AgainError("broke the connection off") from None
        except (httpx.RequestError, httpx.InvalidURL):
            raise RemoteError(f"{service.name} gave an answer that cannot be read.") from None
        self._answered = True
        if response.status_code in RETRIED_STATUS:
            raise self._put_off(service, response)
        if response.status_code in (400, 404) and ABSENT[service.name] in response.text:
            return None
        if response.status_code == 400 and RELAYED in response.text:
            raise _AgainError("has a fault of its own (status 400)")
        if not response.is_success:
            raise RemoteError(f"{service.name} refused the request (status {response.status_code}).")
        if not sound(response.content):
            raise _AgainError("gave an answer that cannot be read")
        return response.content

    def _put_off(self, service: Service, response: httpx.Response) -> Exception:
        """What to raise for a status that may pass: to wait for an hour is no retry, so that is told at once."""
        wait_s = _retry_after_s(response)
        if wait_s is not None and wait_s > LONGEST_WAIT_S:
            return RemoteError(f"{service.name} asks to wait {wait_s:.0f} seconds; try again after that.")
        if response.status_code == 429:
            return _AgainError("answers that it was asked too often (status 429)", wait_s)
        return _AgainError(f"has a fault of its own (status {response.status_code})", wait_s)

    def _any_other_answers(self, name: ServiceName) -> bool:
        """Whether another service gives any answer: tells one that is down from a network that is not there."""
        for service in self._services.values():
            if service.name != name:
                self._pace[service.name].wait()
                try:
                    self._http.get(service.base_url)
                except httpx.HTTPError:
                    continue
                self._answered = True
                return True
        return False


def _wait_s(state: RetryCallState) -> float:
    """Seconds before the next attempt: twice as long each time, and at least what the service asked for."""
    backoff_s = min(FIRST_WAIT_S * 2.0 ** (state.attempt_number - 1), LONGEST_WAIT_S)
    failure = state.outcome.exception() if state.outcome else None
    asked_s = failure.retry_after_s if isinstance(failure, _AgainError) else None
    return max(backoff_s, asked_s or 0.0)


def _retry_after_s(response: httpx.Response) -> float | None:
    """The seconds of a Retry-After header, which holds a number or a date; ``None`` where it holds neither."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
        sent = response.headers.get("Date")
        now = parsedate_to_datetime(sent) if sent else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None
