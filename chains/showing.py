"""Showing: one source of the last answer, asked for by its number - what it is, what was told from it, and where that
stands in it."""

import re
from collections.abc import Sequence

from chains import caveat
from chains.answer import SECTION_TITLES
from chains.draft import Draft, DraftBlock, DraftBullets, DraftHeading, DraftItem, DraftSection, Sentence
from chains.ground import KIND_OF
from knowledge.applicability import Scope
from knowledge.case import CaseDetails
from knowledge.evidence import Passage, Source, edition_beside

_NUMBER = re.compile(
    r"(?i)(?:source|reference|ref|citation|statement)s?\.?\s*(?:no\.?|number)?\s*#?\[?(\d{1,3})(?!\d)|\[(\d{1,3})\]"
    r"|\b(?:what(?:'s| is| are| was)?|where (?:does|do|is))\s+#?(\d{1,3})\b"
)
_KINDS = {"guideline": "guideline", "drug_label": "drug label", "research": "research"}


def number_asked(text: str) -> int | None:
    """The number of the source that a message asks to see."""
    found = _NUMBER.search(text)
    return int(next(group for group in found.groups() if group)) if found else None


def showing(number: int, source: Source, passages: Sequence[Passage], told: Sequence[str], case: CaseDetails) -> Draft:
    """The answer that shows a source: its statements that the last answer told (by their keys) first, then the rest."""
    used = [passage for passage in passages if passage.key in told]
    others = [passage for passage in passages if passage.key not in told]
    blocks: list[DraftBlock] = []
    for heading, these in (("What the answer took from it", used), ("What else it says", others)):
        if these:
            items = tuple(DraftItem(sentences=(_sentence(passage, Scope.of(case)),)) for passage in these)
            blocks += [DraftHeading(text=heading), DraftBullets(items=items)]
    guidelines, label, research = (
        DraftSection(title=title, blocks=tuple(blocks) if KIND_OF[title] == source.kind else ())
        for title in SECTION_TITLES
    )
    return Draft(reply=_what_it_is(number, source, len(used)), sections=(guidelines, label, research))


def _what_it_is(number: int, source: Source, used: int) -> str:
    link = source.url or (f"https://doi.org/{source.doi}" if source.doi else None)
    pubmed = f"PMID {source.pmid}" if source.pmid else None
    checked = "identifiers checked" if source.checked else "identifiers not checked"
    facts = "; ".join(filter(None, [_KINDS[source.kind], source.id, pubmed, link, checked]))
    took = f"The answer took {used} of its {len(source.statements)} statements." if used else ""
    venue = source.venue if str(source.year) in source.venue else f"{source.venue}, {source.year}"
    edition = f", {told}" if (told := edition_beside(source)) else ""
    return f"Source {number}: {source.authors} {source.title.rstrip('.')}. {venue}{edition} ({facts}). {took}".rstrip()


def _sentence(passage: Passage, scope: Scope) -> Sentence:
    statement = passage.statement
    read = f"read in {statement.checked_in}" if statement.checked_in else None
    where = "; ".join(filter(None, [statement.locator, read]))
    text = caveat.told(statement.text, statement, scope)
    if where:
        text = f"{text.rstrip().rstrip('.')} ({where})."
    return Sentence(text=text, keys=(passage.key,), given=(where,))
