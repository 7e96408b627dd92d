"""Source, Statement, Passage, Reference: what may be cited, and how a citation looks."""

import re
from typing import Literal

from knowledge.case import Value
from knowledge.figure import Figure
from knowledge.licence import Licence
from knowledge.strength import Strength

SourceKind = Literal["guideline", "drug_label", "research"]
Topic = Literal[
    "prognosis",
    "surgery",
    "safety",
    "ssa",
    "prrt",
    "eligibility",
    "targeted",
    "imaging",
    "follow_up",
    "chemo",
    "grading",
    "liver_directed",
    "staging",
    "transplant",
    "response",
    "document",
]
Setting = Literal["localized", "resected", "locoregional", "metastatic", "liver_metastases", "recurrent", "any"]
Line = Literal["first", "second_or_later"]
"""Of systemic treatment: none before, or some."""
Stage = Literal["I", "II", "III", "IV"]
Differentiation = Literal["well", "poor"]
Syndrome = Literal["men1", "vhl", "nf1", "tsc"]
_PLAIN = frozenset({"edition", "version", "of", "and"})
"""Words of an edition that tell nothing by themselves."""


class AppliesTo(Value):
    """The patients that a statement speaks of."""

    sites: tuple[str, ...]
    """Sites of CaseDetails, or the groups ``gep``, ``midgut`` and ``all``."""
    grades: tuple[Literal["G1", "G2", "G3", "NEC"], ...] = ()
    """Empty means any."""
    differentiation: Differentiation | None = None
    """``well`` for NET, ``poor`` for NEC; ``None`` where a statement speaks of both or does not tell."""
    setting: Setting = "any"
    ki67: tuple[float, float] | None = None
    """Lowest and highest Ki-67 in percent that its patients could have; ``None`` where no limit is told."""
    stages: tuple[Stage, ...] = ()
    """Main stages that the statement names itself; empty means that it names none."""
    line: Line | None = None
    """Line of systemic treatment; ``None`` when the statement is not of one line."""
    hereditary: Syndrome | None = None
    """The hereditary syndrome of its patients; ``None`` when it is not about one."""
    drug: str | None = None
    """Lower-case generic name; ``None`` when the statement is not of one drug."""


class Statement(Value):
    """One finding or position of a source, in our own words."""

    key: str
    """Unique within the source: ``s1``, ``s2`` … kept when other statements come or go."""
    text: str
    topic: Topic
    applies_to: AppliesTo
    figures: tuple[Figure, ...] = ()
    strength: Strength | None = None
    """Only where it differs from the strength of the source."""
    stated_strength: str | None = None
    """The level or grade that a guideline gives its own statement, as it gives it: ``A-1b``, ``category 1``."""
    differs_from: tuple[str, ...] = ()
    """Keys of passages of other sources that say otherwise on the same question; each names the other."""
    checked: bool
    """True only if every figure, or the position itself, was found in a stored page of the source."""
    checked_in: str | None = None
    locator: str | None = None


class Source(Value):
    """One document of the register."""

    id: str
    kind: SourceKind
    title: str
    title_approximate: bool = False
    authors: str
    venue: str
    year: int
    edition: str | None = None
    """By what its issuer tells it from its other editions: ``8th edition``, ``version 3.2025``, ``revision of December
    2024``; the year where it has no other name, ``None`` where it is not known or there is but one."""
    pmid: str | None = None
    doi: str | None = None
    url: str | None = None
    set_id: str | None = None
    application_number: str | None = None
    pmid_candidate: str | None = None
    """A PMID from memory that nobody has read in a source; never printed."""
    doi_candidate: str | None = None
    checked: bool
    """True only if an identifier was read in a page that names the same document."""
    strength: Strength | None = None
    """``None`` where neither title nor notes tell how the source came to what it says."""
    licence: Licence | None = None
    """``None`` where nobody read one; then facts alone are carried over."""
    supersedes: tuple[str, ...] = ()
    superseded_by: str | None = None
    retracted: bool = False
    notes: str = ""
    statements: tuple[Statement, ...]


class Passage(Value):
    """A statement together with where it stands; the unit of search and citation."""

    key: str
    """``source id#statement key``, for example ``who-2022-nen#s2``."""
    source_id: str
    kind: SourceKind
    title: str
    year: int
    pmid: str | None
    statement: Statement
    strength: Strength | None = None
    """Of the statement, or else of its source."""
    licence: Licence | None = None
    identifiers_checked: bool = False
    """Of the source; whether the statement itself was found there is its own ``checked``."""


class Hit(Value):
    """A passage found by a search, with its score and the reason that it was found."""

    passage: Passage
    score: float
    why: str


class Reference(Value):
    """A source as the reader of an answer sees it."""

    number: int
    id: str
    kind: SourceKind
    title: str
    authors: str
    venue: str
    year: int
    edition: str | None = None
    pmid: str | None
    doi: str | None
    url: str | None
    checked: bool
    """Of its identifiers; a sentence that was not found in the source says so itself."""
    strength: Strength | None = None


def edition_beside(shown: Source | Reference) -> str:
    """The edition, for a reader who sees title, venue and year; empty where those tell it already."""
    told = set(_words(f"{shown.title} {shown.venue} {shown.year}"))
    return shown.edition if shown.edition and set(_words(shown.edition)) - told - _PLAIN else ""


def dated_venue(shown: Source | Reference) -> str:
    """Where and when it was published: the venue, and the year where neither it nor the edition tells it."""
    told = f"{shown.venue} {edition_beside(shown)}"
    return shown.venue if str(shown.year) in told else f"{shown.venue} {shown.year}".lstrip()


def known_authors(shown: Source | Reference) -> str:
    """The authors, or nothing where nobody wrote them down."""
    return "" if shown.authors.startswith("authors not noted") else shown.authors.rstrip(".")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:\.\w+)*", text.lower())
