"""Source, Statement, Passage, Reference: what may be cited, and how a citation looks."""

from typing import Literal

from pydantic import Field

from knowledge.case import Value

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


class AppliesTo(Value):
    """The patients that a statement speaks of."""

    sites: tuple[str, ...]
    """Sites of CaseDetails, or the groups ``gep``, ``midgut`` and ``all``."""
    grades: tuple[Literal["G1", "G2", "G3", "NEC"], ...] = ()
    """Empty means any."""
    setting: Setting = "any"
    drug: str | None = None
    """Lower-case generic name; ``None`` when the statement is not of one drug."""


class Statement(Value):
    """One finding or position of a source, in our own words."""

    key: str
    """Unique within the source: ``s1``, ``s2`` … kept when other statements come or go."""
    text: str
    topic: Topic
    applies_to: AppliesTo
    figures: dict[str, float | str] = Field(default_factory=dict)
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
    pmid: str | None
    doi: str | None
    url: str | None
    checked: bool
