"""Footing: where a cited statement of an answer stands, so that a reader can look it up."""

from collections.abc import Mapping, Sequence

from knowledge.case import Value
from knowledge.evidence import Passage, Source


class Footing(Value):
    """One passage that a statement rests on."""

    number: int
    """The reference number of its source in the answer."""
    key: str
    """Of the passage: ``source#statement``."""
    title: str
    year: int
    locator: str | None
    """Section, table or page of the source; ``None`` where nobody wrote one down."""
    checked: bool
    """Whether the statement itself was found in a stored page of the source."""
    url: str | None


class Cited(Value):
    """One statement of an answer as it stands there, with its citation, and what it rests on."""

    text: str
    footings: tuple[Footing, ...]


def footings(
    passages: Sequence[Passage], order: Mapping[str, int], sources: Mapping[str, Source]
) -> tuple[Footing, ...]:
    """The footings of one statement; ``order`` has the reference number of each source."""
    return tuple(
        Footing(
            number=order[passage.source_id],
            key=passage.key,
            title=passage.title,
            year=passage.year,
            locator=passage.statement.locator,
            checked=passage.statement.checked,
            url=_url(sources.get(passage.source_id)),
        )
        for passage in passages
    )


def _url(source: Source | None) -> str | None:
    """The address of the document: its own page, or else by its DOI or PMID."""
    if source is None:
        return None
    if source.url:
        return source.url
    if source.doi:
        return f"https://doi.org/{source.doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid else None
