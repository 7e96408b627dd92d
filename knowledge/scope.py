"""Scope: what of a case decides which statements apply to it. Pure."""

from collections.abc import Iterable
from typing import Literal

from knowledge.case import CaseDetails, Ki67, Mitoses, Site, Value
from knowledge.rules.facts import primary_surgery
from knowledge.rules.spread import Spread

Band = Literal["G1", "G2", "G3"]
_BANDS: tuple[Band, ...] = ("G1", "G2", "G3")
SURE_UPTAKE = 3
"""Krenning score from which a definite lesion on receptor imaging counts as present, as in ``krenning_2002.toml``."""
_LIVER_SURGERY = ("hepatectomy", "liver", "metastas", "debulking", "cytoreduct")


class Scope(Value):
    """What of a case decides which statements apply. ``None`` and empty mean not known."""

    sites: tuple[Site, ...] = ()
    grades: tuple[Band, ...] = ()
    is_nec: bool | None = None
    is_mixed: bool = False
    """A mixed neoplasm (MiNEN): handled as a carcinoma, with the difference named."""
    metastatic: bool | None = None
    liver_metastases: bool | None = None
    resected_primary: bool | None = None
    """False when an operation is only planned, considered or declined."""
    liver_surgery: bool | None = None
    """True when liver metastases were or are to be operated on or the liver transplanted."""
    recurrent: bool | None = None
    hereditary: Literal["men1", "vhl", "nf1", "tsc"] | None = None
    drugs: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: CaseDetails) -> "Scope":
        """The scope of a case, from what it says and what follows from that."""
        grades = _grades(case)
        spread = Spread.of(case, SURE_UPTAKE)
        metastatic = _metastatic(case, spread)
        liver = _liver(case, spread, metastatic)
        resected = _resected(case)
        return cls(
            sites=(case.primary_site,) if case.primary_site else (),
            grades=grades,
            is_nec=_is_nec(case, grades),
            is_mixed=case.histology == "minen",
            metastatic=True if liver else metastatic,
            liver_metastases=liver,
            resected_primary=resected,
            liver_surgery=_liver_surgery(case),
            recurrent=False if resected is False else None,
            hereditary=case.hereditary,
            drugs=tuple(sorted({t.name for t in case.treatments if t.kind != "surgery" and t.status != "declined"})),
        )


def _grades(case: CaseDetails) -> tuple[Band, ...]:
    """The grades that the case allows: the stated one, and that of the highest Ki-67 and mitotic count."""
    found: set[Band] = set()
    if case.stated_grade:
        found.add(_BANDS[case.stated_grade - 1])
    measured = [_of_ki67(index) for index in case.ki67]
    if case.mitoses is not None:
        measured.append(_of_mitoses(case.mitoses))
    if measured:
        found |= {_BANDS[max(low for low, _ in measured)], _BANDS[max(high for _, high in measured)]}
        span = [_BANDS.index(band) for band in found]
        found |= set(_BANDS[min(span) : max(span) + 1])
    elif not found and case.histology in {"typical_carcinoid", "atypical_carcinoid"}:
        found.add("G1" if case.histology == "typical_carcinoid" else "G2")
    return tuple(sorted(found))


def _of_ki67(index: Ki67) -> tuple[int, int]:
    return _band(index.low, index.operator == ">", 3), _band(index.high, False, 3, below=index.operator == "<")


def _of_mitoses(count: Mitoses) -> tuple[int, int]:
    high = 2 if count.high is None else _band(count.high, False, 2, below=count.operator == "<")
    return _band(count.low, count.operator == ">", 2), high


def _band(value: float, above: bool, second: float, below: bool = False) -> int:
    """0, 1 or 2 for grade 1, 2 or 3 (WHO 2022): grade 2 from ``second`` to 20, both included."""
    if value > 20 or (above and value >= 20):
        return 2
    return 1 if value > second or (value == second and not below) else 0


def _is_nec(case: CaseDetails, grades: Iterable[Band]) -> bool | None:
    if case.histology in {"nec", "lcnec", "sclc"} or (case.histology is None and case.differentiation == "poor"):
        return True
    if case.histology == "minen":
        return None
    bands = tuple(grades)
    if case.histology is not None or case.differentiation == "well" or (bands and "G3" not in bands):
        return False
    return None


def _metastatic(case: CaseDetails, spread: Spread) -> bool | None:
    stage = (case.stated_stage or "").strip().upper()
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
