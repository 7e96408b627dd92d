"""Source: the references of an answer as a compact list of links, in small print."""

from collections.abc import Iterable, Iterator

from bot.render.limits import CONTEXT_TEXT
from bot.render.mrkdwn import escape, link
from knowledge.evidence import Reference, edition_beside
from knowledge.strength import MEANING

_HEAD = "*References*"
_NOT_NOTED = "authors not noted"
"""What the register says in place of authors that nobody wrote down; a title tells the reader more."""


def sources(references: Iterable[Reference], *, short: bool) -> Iterator[str]:
    """The list in texts of a context block each; one ends between references. Titles stand in the long answer only."""
    text = _HEAD
    for reference in references:
        line = _line(reference, short=short)
        if len(text) + len(line) + 1 > CONTEXT_TEXT:
            yield text
            text = line
        else:
            text = f"{text}\n{line}"
    if text != _HEAD:
        yield text


def _line(reference: Reference, *, short: bool) -> str:
    unchecked = "" if reference.checked else " (identifiers not checked)"
    design = f", {MEANING[reference.strength]}" if reference.kind == "research" and reference.strength else ""
    url = reference.url or (f"https://doi.org/{reference.doi}" if reference.doi else None)
    url = url or (f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/" if reference.pmid else "")
    url = url if len(url) <= 500 else ""
    edition = f", {escape(_clipped(told, 200))}" if (told := edition_beside(reference)) else ""
    if short and reference.kind != "research":
        return f"[{reference.number}] {link(url, _clipped(reference.title, 500))} {reference.year}{edition}{unchecked}"
    known = "" if reference.authors == _NOT_NOTED else reference.authors
    if short:
        authors, title = "", link(url, _clipped(known or reference.title, 200))
    else:
        authors = f"{escape(_clipped(known, 200))}, " if known else ""
        title = link(url, _clipped(reference.title, 500))
    venue = f", {escape(_clipped(reference.venue, 200))}" if reference.venue else ""
    year = "" if str(reference.year) in reference.venue else f" {reference.year}"
    return f"[{reference.number}] {authors}{title}{venue}{year}{edition}{design}{unchecked}"


def _clipped(text: str, limit: int) -> str:
    """A name that no reader needs whole, such as a list of forty authors."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}\u2026"
