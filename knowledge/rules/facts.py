"""Facts: what a case amounts to, in the words that gates and cohorts ask about."""

import re
from typing import Literal

from knowledge.case import GEP_SITES, CaseDetails, Value
from knowledge.rules.spread import Spread, category_of

Lineage = Literal["net", "nec", "minen", "unclear"]
Setting = Literal["localised", "locoregional", "metastatic"]

GIVEN = frozenset({"done", "ongoing"})
NOT_OF_THE_PRIMARY = (
    "hepatectomy", "liver", "metastas", "cholecyst", "biops", "bypass", "stent", "valve", "exploratory", "laparoscopy",
)  # fmt: skip


class Facts(Value):
    """Facts drawn from a case; ``None`` is unknown and stays unknown."""

    site: str | None
    site_inferred: bool
    gep: bool | None
    lineage: Lineage = "unclear"
    presumed: bool = False
    """True when the case nowhere says that the tumour is a NET and nothing speaks against it."""
    grade: str | None = None
    """``G1``, ``G2``, ``G3`` or the name of the class, once a grade has been assigned."""
    spread: Spread
    metastatic: bool | None
    liver_metastases: bool | None
    nodal: bool | None
    """True with regional nodes involved, False when the case says that none is."""
    heart_disease: bool
    setting: Setting | None
    stage: str | None = None
    resected: bool | None
    resected_for_cure: bool | None
    """As ``resected``, but False where macroscopic tumour was left (R2)."""
    functioning: bool | None
    hereditary: bool | None
    progression: str | None
    treated_with: frozenset[str]
    """Kinds and names of treatment that were given or are running."""
    intended: frozenset[str]
    """Kinds and names of treatment that are planned or considered."""
    presume: bool = False
    """True in a lookup of one rule: what its gate asks and nobody said counts as fulfilled; the verdict says so."""

    @classmethod
    def of(cls, case: CaseDetails, definite_from: int) -> "Facts":
        """Read a case; grade, lineage and stage are filled in by the rules that find them."""
        spread = Spread.of(case, definite_from)
        site = case.primary_site
        metastatic = spread.metastatic
        stated = stage_name(case.stated_stage)
        if metastatic is None and stated:
            metastatic = True if stated.startswith("IV") else None if spread.possible_distant else False
        resected = _resected(case)
        return cls(
            site=site,
            site_inferred=case.primary_site_basis == "inferred",
            gep=None if site in (None, "unknown_primary") else site in GEP_SITES,
            spread=spread,
            metastatic=metastatic,
            liver_metastases=spread.liver,
            nodal=involved_nodes(case),
            heart_disease=bool(case.carcinoid_heart_disease),
            setting=_setting(case, metastatic),
            resected=resected,
            resected_for_cure=False if case.margin == "R2" else resected,
            functioning=_functioning(case),
            hereditary=None if case.hereditary is None else True,
            progression=case.progression,
            treated_with=_treatments(case, GIVEN),
            intended=_treatments(case, frozenset({"planned", "considered"})),
        )


def stage_name(text: str | None) -> str | None:
    """A stage as written, as its Roman name: ``Stage 4`` and ``iv`` are ``IV``."""
    if text is None:
        return None
    name = text.strip().upper().removeprefix("STAGE").strip()
    numbers = {"1": "I", "2": "II", "3": "III", "4": "IV"}
    return numbers.get(name[:1], "") + name[1:] if name[:1] in numbers else name


def stage_number(text: str | None) -> str | None:
    """The main number of a stage as written, ``II`` of ``IIB``."""
    found = re.match(r"IV|I{1,3}", stage_name(text) or "")
    return None if found is None else found.group()


def primary_surgery(case: CaseDetails) -> tuple[str, ...]:
    """Names of the operations done that can have taken out the primary tumour."""
    return tuple(
        t.name
        for t in case.treatments
        if t.kind == "surgery" and t.status == "done" and not any(w in t.name for w in NOT_OF_THE_PRIMARY)
    )


def _resected(case: CaseDetails) -> bool | None:
    operated = any(t.kind == "surgery" and t.status == "done" for t in case.treatments)
    if primary_surgery(case) or (case.margin is not None and not operated):
        return True
    if any(t.kind == "surgery" and t.status == "declined" for t in case.treatments):
        return False
    return None


def involved_nodes(case: CaseDetails) -> bool | None:
    """True with regional nodes involved, False when the case says that none is."""
    if case.nodes is not None and case.nodes.involved is not None:
        return case.nodes.involved
    if "lymph_node_regional" in case.present_metastases():
        return True
    category = category_of(case.n, "N")
    return None if category in (None, "NX") else category != "N0"


def _setting(case: CaseDetails, metastatic: bool | None) -> Setting | None:
    if metastatic:
        return "metastatic"
    if metastatic is None:
        return None
    advanced = (stage_name(case.stated_stage) or "").startswith("III")
    return "locoregional" if involved_nodes(case) or advanced else "localised"


def _functioning(case: CaseDetails) -> bool | None:
    if case.syndrome is not None or case.functioning == "functioning":
        return True
    return False if case.functioning == "non_functioning" else None


def _treatments(case: CaseDetails, statuses: frozenset[str]) -> frozenset[str]:
    chosen = [t for t in case.treatments if t.status in statuses]
    return frozenset({t.name for t in chosen} | {t.kind for t in chosen})
