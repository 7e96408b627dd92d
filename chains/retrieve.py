"""Question and case to evidence: which passages the writers may choose from.

Queries are made from the case as read, not from the clinician's wording, so that rewording a case changes nothing.
Only a question about the evidence itself is searched in the words it was asked in.
"""

from collections.abc import Sequence
from typing import Protocol

from chains import phrase
from knowledge.applicability import Scope
from knowledge.case import CaseDetails, Value
from knowledge.evidence import Hit, Passage, SourceKind, Topic


class Search(Protocol):
    """What the pipeline needs of the library."""

    def search(
        self,
        query: str,
        *,
        scope: Scope | None = None,
        kinds: Sequence[SourceKind] | None = None,
        topics: Sequence[Topic] | None = None,
        drug: str | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """The passages that fit, best first."""

    def passage(self, key: str) -> Passage | None:
        """One passage by its key, or None."""


class Slot(Value):
    """One thing that an answer tells from the evidence: a label, and where to look for it."""

    label: str
    words: str
    topics: tuple[Topic, ...]


def case_words(case: CaseDetails) -> str:
    """The case in the few words that a search needs; the same for every wording of it."""
    parts = []
    if case.stated_grade:
        parts.append(f"grade {case.stated_grade}")
    if case.differentiation:
        parts.append(f"{case.differentiation}ly differentiated" if case.differentiation == "poor" else "well-differentiated")
    if case.primary_site:
        parts.append(phrase.SITE_ADJECTIVE[case.primary_site])
    parts.append(phrase.HISTOLOGY[case.histology or "net"])
    parts += [f"{phrase.METASTASIS[site]} metastases" for site in sorted(case.present_metastases())]
    if any(t.kind == "surgery" and t.status == "done" for t in case.treatments):
        parts.append("after resection")
    return " ".join(parts)


def for_slot(library: Search, slot: Slot, case: CaseDetails, kind: SourceKind, limit: int) -> list[Passage]:
    """The passages for one slot, most useful first: applicable, checked before unchecked, specific before general."""
    scope = Scope.of(case)
    hits = library.search(
        f"{slot.words} {case_words(case)}", scope=scope, kinds=(kind,), topics=slot.topics, limit=max(12, limit)
    )
    ranked = sorted(hits, key=lambda hit: (-_usefulness(hit, case), hit.passage.key))
    return [hit.passage for hit in ranked[:limit]]


def for_question(library: Search, text: str, case: CaseDetails, kind: SourceKind, limit: int) -> list[Passage]:
    """The passages that answer a question about the evidence, in the words in which it was asked."""
    hits = library.search(text, scope=Scope.of(case), kinds=(kind,), limit=limit)
    return [hit.passage for hit in hits]


def _usefulness(hit: Hit, case: CaseDetails) -> float:
    statement = hit.passage.statement
    specific = case.primary_site in statement.applies_to.sites
    liver = statement.applies_to.setting == "liver_metastases" and "liver" in case.present_metastases()
    return hit.score + 0.8 * statement.checked + 0.5 * specific + 0.4 * liver + 0.02 * (hit.passage.year - 2015)
