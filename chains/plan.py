"""Plan: what an answer of each kind tells, as data."""

import tomllib
from functools import cache
from importlib.resources import files

from chains.answer import Intent
from knowledge.applicability import Scope
from knowledge.case import CaseDetails, MetastasisSite, Site, Value
from knowledge.evidence import Setting, SourceKind, Topic


class Slot(Value):
    """One thing told from the evidence: which intent and section it serves, and where to look for it."""

    intents: tuple[Intent, ...]
    kind: SourceKind
    label: str
    words: str
    topics: tuple[Topic, ...]
    limit: int = 1
    """Statements in the short answer."""
    more: int = 2
    """How many the long answer tells beside them."""
    long_only: bool = False
    """Told in the long answer, and in the short one where no cohort fits."""
    settings: tuple[Setting, ...] = ()
    """Only statements on disease of this extent; empty means any."""
    metastases: tuple[MetastasisSite, ...] = ()
    """Told only when one of these sites of spread is present; empty means always."""
    distant: bool | None = None
    """Told only for advanced disease (true) or only where nothing speaks of it (false); left out, always."""

    syndromes: tuple[str, ...] = ()
    """Told only with one of these hormone syndromes, or with carcinoid heart disease; empty means always. Such a slot
    takes statements on every tumour alike too, and does not wait for metastases to be told."""
    without_syndrome: bool = False
    """Not told of a tumour that makes hormones."""
    told: str = ""
    """A regular expression that a statement's text must hold; empty means any."""

    def serves(self, intent: Intent, case: CaseDetails) -> bool:
        """Whether this slot belongs into an answer to this intent for this case."""
        present = case.present_metastases()
        if self.syndromes and not hormonal(case) & set(self.syndromes):
            return False
        if self.without_syndrome and makes_hormones(case):
            return False
        if intent not in self.intents or (self.metastases and not present & set(self.metastases)):
            return False
        return self.distant is None or self.distant == advanced(case)


class Factor(Value):
    """One key factor of prognosis: its label, this patient's value, and the passages that say why it matters."""

    id: str
    label: str
    value: str
    """Name of the words for this patient's value, in chains/factors.py."""
    passages: tuple[str, ...]
    """Passage keys, the first that fits the case is cited."""
    rule: str | None = None
    """A rule whose verdict speaks for the factor where it has something to say."""
    sites: tuple[Site, ...] = ()
    metastatic: bool | None = None
    """Told only with (true) or without (false) distant metastases; left out, always."""
    largest_mm: float | None = None
    """Told only of a primary that is known to be no larger; left out, whatever its size."""
    syndrome: bool | None = None
    """Told only with (true) or without (false) a hormone syndrome; left out, always."""

    def serves(self, case: CaseDetails) -> bool:
        """Whether this factor is told for this case."""
        if self.sites and case.primary_site not in self.sites:
            return False
        if self.largest_mm is not None and (case.tumour_size_mm is None or case.tumour_size_mm > self.largest_mm):
            return False
        if self.syndrome is not None and self.syndrome != makes_hormones(case):
            return False
        return self.metastatic is None or self.metastatic == advanced(case)


def hormonal(case: CaseDetails) -> frozenset[str]:
    """The hormone syndrome of the case, and carcinoid heart disease, as far as told."""
    heart = "carcinoid_heart_disease" if case.carcinoid_heart_disease else None
    return frozenset(name for name in (case.syndrome, heart) if name is not None)


def makes_hormones(case: CaseDetails) -> bool:
    """Whether the tumour has a hormone syndrome, as far as told."""
    return bool(hormonal(case)) or case.functioning == "functioning"


def distant(case: CaseDetails) -> bool:
    """Whether a distant metastasis is present or M1 is stated."""
    return bool(case.present_metastases() - {"lymph_node_regional"}) or (case.m or "").upper().startswith("M1")


def advanced(case: CaseDetails) -> bool:
    """Whether the case is one of advanced disease: distant spread, stage IV, or systemic treatment or progression."""
    if distant(case) or (case.stated_stage or "").upper().startswith("IV") or case.progression == "progressive":
        return True
    scope = Scope.of(case)  # takes longer than all that stands before it
    return bool(scope.metastatic or scope.treated)


@cache
def slots() -> tuple[Slot, ...]:
    """The slots of every intent, in the order in which they are told."""
    return tuple(Slot(**entry) for entry in _read("slots.toml")["slot"])


@cache
def factors() -> tuple[Factor, ...]:
    """The key factors, in the order in which they are told."""
    return tuple(Factor(**entry) for entry in _read("factors.toml")["factor"])


def _read(name: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(files("chains").joinpath(f"plans/{name}").read_text(encoding="utf-8"))
