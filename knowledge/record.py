"""Record: what PubMed, Crossref or openFDA says about an identifier; title and year, nothing else is taken."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal
from urllib.parse import quote

from knowledge.case import Value
from knowledge.readers.article import says_retracted
from knowledge.remote import Remote, RemoteError, ServiceName

IdentifierKind = Literal["pmid", "doi", "set_id"]
SERVICE: Mapping[IdentifierKind, ServiceName] = {"pmid": "PubMed", "doi": "Crossref", "set_id": "openFDA"}
LABEL_PATH = "drug/label.json"
_RETRACTIONS = frozenset({"retraction", "withdrawal", "removal"})
"""Kinds of update in Crossref after which an article must not be cited; a correction or a concern is none."""
_CONTENTS = frozenset({"result", "results", "message"})
"""Where each service puts what was asked for."""
_NOTICES = frozenset({"Retraction of Publication", "Retraction Notice"})


class Record(Value):
    """A document as the service that registered it names it."""

    title: str
    year: int | None
    names: tuple[str, ...] = ()
    """Of a drug label, which has no title: its brand names, or else its generic names."""
    other_years: tuple[int, ...] = ()
    """Of the publication online, where it is not the year of the print."""
    set_id: str = ""
    """Of a drug label."""
    retracted: bool = False
    notice: bool = False
    """True for the notice that retracts an article, which is not the article."""


def record(remote: Remote, kind: IdentifierKind, value: str) -> Record | None:
    """What is registered under an identifier; ``None`` where nothing is. Raises RemoteError."""
    return _ASKED[kind](remote, value)


def pubmed(remote: Remote, pmid: str) -> Record | None:
    """The article with this PMID, by esummary, which answers 200 for a number that it does not know."""
    if not pmid.isdecimal():
        return None
    params = {"db": "pubmed", "id": pmid, "retmode": "json"}
    content = remote.get("PubMed", "esummary.fcgi", params, sound=_sound_summary)
    if content is None:
        return None
    answer = _object("PubMed", content)
    if "result" not in answer and _unknown_uid(answer):
        return None
    found = _part(answer.get("result"), pmid)
    if found is None:
        raise _unreadable("PubMed")
    if "error" in found:
        return None
    kinds = set(_texts(found.get("pubtype")))
    title = str(found.get("title") or found.get("booktitle") or "")
    year, *others = _years(_year(found.get(name)) for name in ("pubdate", "epubdate", "sortpubdate"))
    return Record(
        title=title,
        year=year,
        other_years=tuple(others),
        retracted="Retracted Publication" in kinds or says_retracted(title),
        notice=bool(kinds & _NOTICES),
    )


def crossref(remote: Remote, doi: str) -> Record | None:
    """The work with this DOI; its subtitle is part of its title, and print counts before the first issue online."""
    path = f"works/{quote(doi, safe='')}"
    content = remote.get("Crossref", path, sound=sound_object)
    if content is None:
        _refuse_registered(remote, path)
        return None
    work = _part(_object("Crossref", content), "message")
    if work is None:
        raise _unreadable("Crossref")
    title, subtitle = _first(work.get("title")), _first(work.get("subtitle"))
    dates = ("published-print", "issued", "published-online")
    year, *others = _years(_date_parts_year(work.get(name)) for name in dates)
    return Record(
        title=f"{title}: {subtitle}" if subtitle and subtitle not in title else title,
        year=year,
        other_years=tuple(others),
        retracted=_updates(work.get("updated-by")) or says_retracted(title),
        notice=_updates(work.get("update-to")),
    )


def _refuse_registered(remote: Remote, path: str) -> None:
    """A DOI without a work may be registered all the same, which is no answer about it, so RemoteError.

    It is another agency's, or Crossref's own, whose works lag behind what it registers (CrossRef/rest-api-doc 486).
    """
    content = remote.get("Crossref", f"{path}/agency", sound=sound_object)
    agency = None if content is None else _part(_part(_object("Crossref", content), "message"), "agency")
    named = str((agency or {}).get("id") or "")
    if named == "crossref":
        raise RemoteError("Crossref registered this DOI but does not give its record; try again later.")
    if named:
        raise RemoteError(
            f"Crossref says that another agency registered this DOI ({named[:40]}); look it up at doi.org."
        )


def _updates(value: object) -> bool:
    """Whether one of a work's updates is a retraction, whoever told Crossref of it."""
    updates = value if isinstance(value, list) else []
    return any(isinstance(one, dict) and str(one.get("type")).lower() in _RETRACTIONS for one in updates)


def label(remote: Remote, set_id: str) -> Record | None:
    """The drug label with this set id, in its newest version."""
    params = {"search": f'set_id:"{set_id}"', "limit": "1"}
    content = remote.get("openFDA", LABEL_PATH, params, sound=sound_object)
    return None if content is None else label_record(content)


def labels_found(content: bytes) -> int:
    """How many labels an openFDA answer is one of; 1 where it does not say."""
    results = _part(_object("openFDA", content).get("meta"), "results") or {}
    total = results.get("total")
    return total if isinstance(total, int) else 1


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
        title=title or _first(elements)[:120],
        year=_year(found.get("effective_time")),
        names=brands or generics,
        set_id=str(found["set_id"]),
    )


_ASKED: Mapping[IdentifierKind, Callable[[Remote, str], Record | None]] = {
    "pmid": pubmed,
    "doi": crossref,
    "set_id": label,
}


def sound_object(content: bytes) -> bool:
    """Whether a body is a JSON object that is no bare error; an error page is not, nor is half an answer."""
    try:
        answer = json.loads(content)
    except ValueError:
        return False
    return isinstance(answer, dict) and not (
        set(answer) & {"message", "results", "result"} == set() and "error" in answer
    )


def _sound_summary(content: bytes) -> bool:
    """The same for esummary, which also tells that it is overloaded, or fails inside, with status 200."""
    if not sound_object(content):
        return False
    answer = json.loads(content)
    return "result" in answer or _unknown_uid(answer)


def _unknown_uid(answer: Mapping[str, Any]) -> bool:
    return "Invalid uid" in str(answer.get("esummaryresult"))


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


def _years(found: Iterable[int | None]) -> list[int | None]:
    """The years, each once and in order; a single None where there are none."""
    return [*dict.fromkeys(year for year in found if year)] or [None]


def _date_parts_year(value: object) -> int | None:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    return _year(first[0]) if isinstance(first, list) and first else None
