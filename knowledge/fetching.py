"""Fetching: a document named by ``pubmed:PMID`` or ``label:DRUG``, as the file that the service sends."""

import re
from typing import NamedTuple

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from knowledge.record import LABEL_PATH, label_record, labels_found, sound_object
from knowledge.remote import ABSENT, Remote, RemoteError

SPECS = 'Name it as pubmed:PMID or label:DRUG, for example "pubmed:28076709" or "label:lutathera".'
_PMID = re.compile(r"[1-9]\d{0,8}")
_DRUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .'-]{1,79}")
_SET_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class SpecError(ValueError):
    """Nothing can be fetched under this name; the message says so, and what would be right."""


class Fetched(NamedTuple):
    """A file as it was sent, unread, and the name to keep it under."""

    content: bytes
    name: str
    note: str = ""
    """What who asked should know of it, in one sentence; mostly empty."""


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
    params = {"db": "pubmed", "id": pmid, "retmode": "xml"}
    content = remote.get("PubMed", "efetch.fcgi", params, sound=_sound_xml)
    found = None if content is None else _articles(content)
    if content is None or not found:
        raise SpecError(f"PubMed has no article {pmid}.")
    if pmid not in found:
        raise RemoteError(f"PubMed sent another article than {pmid}.")
    return Fetched(content, f"pubmed-{pmid}.xml")


def _articles(content: bytes) -> frozenset[str]:
    """The PMIDs of the articles and book chapters in an efetch answer; empty for an empty set."""
    root = ElementTree.fromstring(content)
    paths = ("PubmedArticle/MedlineCitation/PMID", "PubmedBookArticle/BookDocument/PMID")
    return frozenset((pmid.text or "").strip() for path in paths for pmid in root.findall(path))


def _sound_xml(content: bytes) -> bool:
    """Whether a body is a whole set of articles, or the word that there is none; efetch tells its faults with 200."""
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException):
        return False
    return root.tag == "PubmedArticleSet" or ABSENT["PubMed"] in (root.findtext("ERROR") or "")


def _label(drug: str, remote: Remote) -> Fetched:
    for search in _searches(drug):
        params = {"search": search, "sort": "effective_time:desc", "limit": "1"}
        content = remote.get("openFDA", LABEL_PATH, params, sound=sound_object)
        if content is not None:
            found, many = label_record(content), labels_found(content)
            others = f"openFDA has {many} labels of {drug}; the newest was taken, {found.title or 'without a name'} "
            note = f"{others}(set id {found.set_id}). To take another one, name it as label: and its set id."
            name = f"label-{re.sub(r'[^a-z0-9]+', '-', drug).strip('-')}.json"
            return Fetched(content, name, note if many > 1 else "")
    raise SpecError(f"openFDA has no label of {drug}.")


def _searches(drug: str) -> tuple[str, ...]:
    """Brand before generic name, for a generic name may have many labels with other indications."""
    if _SET_ID.fullmatch(drug):
        return (f'set_id:"{drug}"',)
    fields = ("brand_name", "generic_name", "substance_name")
    return tuple(f'openfda.{field}:"{drug}"' for field in fields)
