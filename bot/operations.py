"""Operations: what a machine asks the bot - alive, ready, figures - as pages for whichever server carries them."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from bot.health import Health
from bot.metrics import CONTENT_TYPE, Metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ALIVE, READY, METRICS = "/healthz", "/readyz", "/metrics"
_JSON = "application/json"
_WORDS = {200: "200 OK", 404: "404 Not Found", 405: "405 Method Not Allowed", 503: "503 Service Unavailable"}


class Page(NamedTuple):
    """What is answered to a request."""

    status: int
    content_type: str
    body: bytes


class Operations:
    """The three pages as a WSGI application, before another one where there is one."""

    def __init__(
        self,
        health: Health,
        metrics: Metrics,
        beyond: "WSGIApplication | None" = None,
        *,
        shows_metrics: bool = True,
    ) -> None:
        """``beyond`` answers every other path. Without ``shows_metrics`` the figures are not here: another port has
        them."""
        self._health = health
        self._metrics = metrics
        self._beyond = beyond
        self._paths = {ALIVE, READY, METRICS} if shows_metrics else {ALIVE, READY}

    def page(self, method: str, path: str) -> Page | None:
        """The page of a path; ``None`` for a path that is not of these."""
        if path not in self._paths:
            return None
        if method not in {"GET", "HEAD"}:
            return _json(405, {"error": "use GET"})
        if path == ALIVE:
            return _json(200, {"status": "ok"})
        if path == METRICS:
            return Page(200, CONTENT_TYPE, self._metrics.page())
        found = self._health.readiness()
        self._metrics.ready(found)
        status = "ready" if found.ready else "not ready"
        return _json(200 if found.ready else 503, {"status": status, "parts": found.parts})

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        method, path = str(environ.get("REQUEST_METHOD")), str(environ.get("PATH_INFO"))
        page = self.page(method, path)
        if page is None and self._beyond is not None:
            return self._beyond(environ, start_response)
        page = page or _json(404, {"error": "not found"})
        start_response(_WORDS[page.status], [("content-type", page.content_type)])
        return [] if method == "HEAD" else [page.body]


def _json(status: int, body: dict[str, object]) -> Page:
    return Page(status, _JSON, json.dumps(body).encode())
