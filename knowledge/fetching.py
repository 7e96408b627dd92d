"""Fetching: a document named by ``pubmed:PMID`` or ``label:DRUG``, as the file that the service sends."""

import re
from typing import NamedTuple

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from knowledge.record import LABEL_PATH, label_record
from knowledge.remote import Remote, RemoteError

SPECS = 'Name it as pubmed:PMID or label:DRUG, for example "pubmed:28076709" or "label:lutathera".'
_PMID = re.compile(r"[1-9]\d{0,8}")
_DRUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .'-]{1,79}")
_SET_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NO_SUCH_ID = "ID list is empty"
"""What efetch says, with status 400, to a number that no article has."""


class SpecError(ValueError):
    """Nothing can be fetched under this name; the message says so, and what would be right."""


class Fetched(NamedTuple):
    """A file as it was sent, unread, and the name to keep it under."""

    content: bytes
    name: str


def fetch(spec: str, remote: Remote) -> Fetched:
    """The PubMed XML of an article, or the newest openFDA label of a drug (brand, generic name or set id).

    Raises SpecError for a name that is wrong or that nothing is registered under, RemoteError for a service that
    gives no usable answer.
    """
    kind, _, name = (part.strip() for part in spec.partition(":"))
    if kind == "pubmed" and _PMID.fullmatch(name):
        return _article(name, remote)
    if kind == "label" and _DRUG.fullmatch(name):
        return _label(name.lower(), remote)
    raise SpecError(f"{spec!r} names nothing that can be fetched. {SPECS}")


def _article(pmid: str, remote: Remote) -> Fetched:
    content = remote.get("PubMed", "efetch.fcgi", {"db": "pubmed", "id": pmid, "retmode": "xml"}, absent=_NO_SUCH_ID)
    found = None if content is None else _articles(content)
    if content is None or not found:
        raise SpecError(f"PubMed has no article {pmid}.")
    if pmid not in found:
        raise RemoteError(f"PubMed sent another article than {pmid}.")
    return Fetched(content, f"pubmed-{pmid}.xml")


def _articles(content: bytes) -> frozenset[str]:
    """The PMIDs of the articles and book chapters in an efetch answer; empty for an empty set."""
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException):
        raise RemoteError("PubMed gave an answer that cannot be read.") from None
    paths = ("PubmedArticle/MedlineCitation/PMID", "PubmedBookArticle/BookDocument/PMID")
    return frozenset((pmid.text or "").strip() for path in paths for pmid in root.findall(path))


def _label(drug: str, remote: Remote) -> Fetched:
    for search in _searches(drug):
        params = {"search": search, "sort": "effective_time:desc", "limit": "1"}
        content = remote.get("openFDA", LABEL_PATH, params)
        if content is not None:
            label_record(content)
            return Fetched(content, f"label-{re.sub(r'[^a-z0-9]+', '-', drug).strip('-')}.json")
    raise SpecError(f"openFDA has no label of {drug}.")


def _searches(drug: str) -> tuple[str, ...]:
    """Brand before generic name, for a generic name may have many labels with other indications."""
    if _SET_ID.fullmatch(drug):
        return (f'set_id:"{drug}"',)
    fields = ("brand_name", "generic_name", "substance_name")
    return tuple(f'openfda.{field}:"{drug}"' for field in fields)
