"""Scope: what of a case decides which statements apply to it. Pure."""

import threading
import tomllib
import weakref
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from knowledge.case import CaseDetails, Site, Value
from knowledge.evidence import Stage, Syndrome
from knowledge.rules.facts import involved_nodes, primary_surgery, stage_name, stage_number
from knowledge.rules.proliferation import Cutoffs, proliferation
from knowledge.rules.ranges import ki67_interval
from knowledge.rules.spread import Spread

Band = Literal["G1", "G2", "G3"]
_BANDS: tuple[Band, ...] = ("G1", "G2", "G3")
_STAGES: tuple[Stage, ...] = ("I", "II", "III", "IV")
SYSTEMIC = frozenset({"ssa", "prrt", "targeted", "chemo"})
"""Kinds of treatment that count as systemic."""
_last = threading.local()
"""An answer asks for the scope of its one case a hundred times; the case itself is not held on to."""
_LIVER_SURGERY = ("hepatectomy", "liver", "metastas", "debulking", "cytoreduct")


class Scope(Value):
    """What of a case decides which statements apply. ``None`` and empty mean not known."""

    sites: tuple[Site, ...] = ()
    grades: tuple[Band, ...] = ()
    ki67: tuple[float, float] | None = None
    """Lowest and highest Ki-67 in percent that the case allows."""
    is_nec: bool | None = None
    is_mixed: bool = False
    """A mixed neoplasm (MiNEN): handled as a carcinoma, with the difference named."""
    metastatic: bool | None = None
    liver_metastases: bool | None = None
    nodal: bool | None = None
    """Whether regional lymph nodes are involved."""
    stages: tuple[Stage, ...] = ()
    """The main stages that the case allows: the stated one, or what metastases or their absence leave open."""
    treated: bool | None = None
    """Whether systemic treatment was given or is running; silence says neither."""
    resected_primary: bool | None = None
    """False when an operation is only planned, considered or declined."""
    liver_surgery: bool | None = None
    """True when liver metastases were or are to be operated on or the liver transplanted."""
    recurrent: bool | None = None
    hereditary: Syndrome | None = None
    drugs: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: CaseDetails) -> "Scope":
        """The scope of a case, from what it says and what follows from that; the last one of this thread is kept."""
        kept = getattr(_last, "of", None)
        if kept is not None and kept[0]() is case:
            return cast("Scope", kept[1])
        scope = cls._read(case)
        _last.of = (weakref.ref(case), scope)
        return scope

    @classmethod
    def _read(cls, case: CaseDetails) -> "Scope":
        grades = _grades(case)
        spread = Spread.of(case, _sure_uptake())
        metastatic = _metastatic(case, spread)
        liver = _liver(case, spread, metastatic)
        resected = _resected(case)
        index = ki67_interval(case.ki67)
        return cls(
            sites=(case.primary_site,) if case.primary_site else (),
            grades=grades,
            ki67=(index.low, index.high) if index is not None else None,
            is_nec=_is_nec(case, grades),
            is_mixed=case.histology == "minen",
            metastatic=True if liver else metastatic,
            liver_metastases=liver,
            nodal=involved_nodes(case),
            stages=_stages(case, True if liver else metastatic),
            treated=_treated(case),
            resected_primary=resected,
            liver_surgery=_liver_surgery(case),
            recurrent=False if resected is False else None,
            hereditary=case.hereditary,
            drugs=tuple(sorted({t.name for t in case.treatments if t.kind != "surgery" and t.status != "declined"})),
        )


def _grades(case: CaseDetails) -> tuple[Band, ...]:
    """The grades that the case allows: the stated one, and those that Ki-67 and mitoses leave open."""
    if case.differentiation == "poor" and case.histology in {None, "net"}:
        return ()  # G1 to G3 grade well-differentiated tumours
    found = {case.stated_grade - 1} if case.stated_grade else set[int]()
    candidates = proliferation(case, _cutoffs()).candidates
    found |= {_BANDS.index(band) for band in _BANDS if band in candidates}
    if found:
        return _BANDS[min(found) : max(found) + 1]
    if case.histology in {"typical_carcinoid", "atypical_carcinoid"}:
        return ("G1",) if case.histology == "typical_carcinoid" else ("G2",)
    return ()


@cache
def _cutoffs() -> Cutoffs:
    """The WHO bands, from the table that the grade rule uses."""
    table = _table("who_2022_digestive")
    return Cutoffs.model_validate({name: table[name] for name in ("ki67", "mitoses", "approximation")})


@cache
def _sure_uptake() -> int:
    """The Krenning score from which a definite lesion counts as present, from the table that the Krenning rule uses."""
    return int(_table("krenning_2002")["definite_from"])


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("knowledge.rules") / "tables" / f"{name}.toml").read_text(encoding="utf-8"))


def _is_nec(case: CaseDetails, grades: Iterable[Band]) -> bool | None:
    if case.histology in {"nec", "lcnec", "sclc"} or (
        case.histology in {None, "net"} and case.differentiation == "poor"
    ):
        return True
    if case.histology == "minen":
        return None
    bands = tuple(grades)
    if case.histology is not None or case.differentiation == "well" or (bands and "G3" not in bands):
        return False
    return None


def _metastatic(case: CaseDetails, spread: Spread) -> bool | None:
    stage = stage_name(case.stated_stage)
    if spread.metastatic is not None or not stage:
        return spread.metastatic
    if stage.startswith("IV"):
        return True
    return None if spread.possible_distant else False


def _liver(case: CaseDetails, spread: Spread, metastatic: bool | None) -> bool | None:
    measured = case.liver
    if measured is not None and (measured.lesion_count or measured.largest_mm or (measured.involvement_high or 0) > 0):
        return True
    return False if metastatic is False else spread.liver


def _stages(case: CaseDetails, metastatic: bool | None) -> tuple[Stage, ...]:
    if metastatic:
        return ("IV",)
    stated = stage_number(case.stated_stage)
    if stated is not None:
        return tuple(stage for stage in _STAGES if stage == stated)
    return () if metastatic is None else _STAGES[:3]


def _treated(case: CaseDetails) -> bool | None:
    given = [t for t in case.treatments if t.kind in SYSTEMIC and t.status in {"done", "ongoing"}]
    return True if given else False if case.treatment_naive else None


def _resected(case: CaseDetails) -> bool | None:
    if primary_surgery(case) or case.margin is not None or case.tnm_prefix in {"p", "yp"}:
        return True
    not_done = [t for t in case.treatments if t.kind == "surgery" and t.status in {"planned", "considered", "declined"}]
    return False if not_done else None


def _liver_surgery(case: CaseDetails) -> bool | None:
    for treatment in case.treatments:
        operated = treatment.kind == "surgery" and any(word in treatment.name for word in _LIVER_SURGERY)
        if (operated or treatment.kind == "transplant") and treatment.status != "declined":
            return True
    return None
