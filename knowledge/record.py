"""Record: what PubMed, Crossref or openFDA says about an identifier; title and year, nothing else is taken."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal
from urllib.parse import quote

from knowledge.case import Value
from knowledge.remote import Remote, RemoteError, ServiceName

IdentifierKind = Literal["pmid", "doi", "set_id"]
SERVICE: Mapping[IdentifierKind, ServiceName] = {"pmid": "PubMed", "doi": "Crossref", "set_id": "openFDA"}
LABEL_PATH = "drug/label.json"


class Record(Value):
    """A document as the service that registered it names it."""

    title: str
    year: int | None
    names: tuple[str, ...] = ()
    """Of a drug label, which has no title: its brand names, or else its generic names."""
    retracted: bool = False


def record(remote: Remote, kind: IdentifierKind, value: str) -> Record | None:
    """What is registered under an identifier; ``None`` where nothing is. Raises RemoteError."""
    return _ASKED[kind](remote, value)


def pubmed(remote: Remote, pmid: str) -> Record | None:
    """The article with this PMID, by esummary, which answers 200 for a number that it does not know."""
    if not pmid.isdecimal():
        return None
    content = remote.get("PubMed", "esummary.fcgi", {"db": "pubmed", "id": pmid, "retmode": "json"})
    if content is None:
        return None
    answer = _object("PubMed", content)
    if "result" not in answer and "Invalid uid" in str(answer.get("esummaryresult")):
        return None
    found = _part(answer.get("result"), pmid)
    if found is None:
        raise _unreadable("PubMed")
    if "error" in found:
        return None
    return Record(
        title=str(found.get("title") or found.get("booktitle") or ""),
        year=_year(found.get("pubdate")) or _year(found.get("epubdate")),
        retracted="Retracted Publication" in (found.get("pubtype") or ()),
    )


def crossref(remote: Remote, doi: str) -> Record | None:
    """The work with this DOI; its subtitle is part of its title, and print counts before the first issue online."""
    content = remote.get("Crossref", f"works/{quote(doi, safe='')}")
    if content is None:
        return None
    work = _part(_object("Crossref", content), "message")
    if work is None:
        raise _unreadable("Crossref")
    title, subtitle = _first(work.get("title")), _first(work.get("subtitle"))
    years = (_date_parts_year(work.get(name)) for name in ("published-print", "issued", "published-online"))
    return Record(
        title=f"{title}: {subtitle}" if subtitle and subtitle not in title else title,
        year=next((year for year in years if year), None),
    )


def label(remote: Remote, set_id: str) -> Record | None:
    """The drug label with this set id, in its newest version."""
    content = remote.get("openFDA", LABEL_PATH, {"search": f'set_id:"{set_id}"', "limit": "1"})
    return None if content is None else label_record(content)


def label_record(content: bytes) -> Record:
    """The first label of an openFDA answer. Raises RemoteError where it holds none."""
    results = _object("openFDA", content).get("results")
    found = results[0] if isinstance(results, list) and results and isinstance(results[0], dict) else {}
    if not found.get("set_id"):
        raise RemoteError("openFDA gave an answer without a label in it.")
    harmonized = _part(found, "openfda") or {}
    brands, generics = (_texts(harmonized.get(name)) for name in ("brand_name", "generic_name"))
    elements = _texts(found.get("spl_product_data_elements"))
    title = f"{', '.join(brands)} ({', '.join(generics)})" if brands and generics else ", ".join(brands or generics)
    return Record(
        title=title or _first(elements)[:120], year=_year(found.get("effective_time")), names=brands or generics
    )


_ASKED: Mapping[IdentifierKind, Callable[[Remote, str], Record | None]] = {
    "pmid": pubmed,
    "doi": crossref,
    "set_id": label,
}


def _unreadable(service: ServiceName) -> RemoteError:
    return RemoteError(f"{service} gave an answer that cannot be read.")


def _object(service: ServiceName, content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except ValueError:
        raise _unreadable(service) from None
    if not isinstance(answer, dict):
        raise _unreadable(service)
    return answer


def _part(value: object, name: str) -> dict[str, Any] | None:
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(text) for text in value) if isinstance(value, list) else ()


def _first(value: object) -> str:
    return next((str(text) for text in value if text), "") if isinstance(value, list | tuple) else ""


def _year(value: object) -> int | None:
    """The year that a date begins with: ``2018 May 17``, ``20150401``."""
    start = str(value or "")[:4]
    return int(start) if len(start) == 4 and start.isdecimal() else None


def _date_parts_year(value: object) -> int | None:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    return _year(first[0]) if isinstance(first, list) and first else None
