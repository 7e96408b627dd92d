"""Settled: a case without the facts that another fact of the same case rules out or does not bear."""

from collections.abc import Callable, Mapping

from knowledge.case import GIVEN, CaseDetails, Liver

_SYSTEMIC = frozenset({"ssa", "prrt", "targeted", "chemo"})


def settled(case: CaseDetails) -> CaseDetails:
    """The case in which each fact fits the others: no part of the pancreas in an ileal tumour, no lasting stability
    beside progression, no untouched disease beside a systemic treatment, no bone lesions without bone metastases."""
    case = case.without(frozenset(field for field, fits in _FITS.items() if not _empty(case, field) and not fits(case)))
    if case.liver is not None and case.liver.distribution == "I" and not _single(case.liver):
        spans = {path: span for path, span in case.evidence_spans.items() if path != "liver.distribution"}
        liver = case.liver.model_copy(update={"distribution": None})
        return case.model_copy(update={"liver": liver if liver != Liver() else None, "evidence_spans": spans})
    return case


def _empty(case: CaseDetails, field: str) -> bool:
    return getattr(case, field) is None


def _single(liver: Liver) -> bool:
    """Whether nothing else that is known of the liver speaks against a single metastasis."""
    return liver.lesion_count in (None, 1) and liver.lobes != "bilobar"


def _untreated(case: CaseDetails) -> bool:
    return not any(one.kind in _SYSTEMIC and one.status in GIVEN for one in case.treatments)


_FITS: Mapping[str, Callable[[CaseDetails], bool]] = {
    "pancreas_part": lambda case: case.primary_site in (None, "pancreas"),
    "treatment_naive": _untreated,
    "stable_months": lambda case: case.progression in {"stable", "responding"},
    "bone": lambda case: "bone" in case.present_metastases(),
}
"""What a field needs of the rest of the case."""
