"""Wording: a field and a value of a case as a person would write them."""

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.case import Bone, Ki67, Liver, Measurements

BY_MODEL = "(read by the model)"
"""The mark of what a chat model filled."""
LIKELY = "(likely)"
"""The mark of what no rule read and the words of a text make likely."""
EVERYTHING = 100.0
"""The upper end of an index or a count of which only "at least" is told."""
_NAMES = {
    "ki67": "Ki-67",
    "stated_grade": "grade",
    "stated_stage": "stage",
    "tumour_extent": "extent of the tumour",
    "t": "T",
    "n": "N",
    "m": "M",
    "tnm_prefix": "TNM prefix",
    "diagnosis_year": "year of diagnosis",
    "nodes": "lymph nodes",
    "tumour_size_mm": "tumour size",
    "margin": "resection margin",
    "liver": "liver involvement",
    "fdg": "FDG PET",
    "age_years": "age",
    "ecog": "ECOG",
    "pancreas_part": "part of the pancreas",
    "atrx_daxx": "ATRX/DAXX",
    "symptomatic": "symptoms of the tumour",
    "treatment_naive": "systemic treatment so far",
    "stable_months": "duration of stability",
    "fdg_intensity": "FDG against receptor uptake",
    "bone": "bone metastases",
    "measurements": "sums of diameters",
    "nlr": "NLR",
}
_TELLING = frozenset(
    {"metastases", "receptor_imaging", "treatments", "markers", "liver", "bone", "measurements", "treatment_naive"}
    | {"t", "n", "m"}
)
"""Fields whose value in words says itself what it is of."""
_ABBREVIATIONS = frozenset({"net", "nec", "minen", "lcnec", "sclc"})
_BEHIND = {"functioning": "tumour", "pancreas_part": "of the pancreas"}
"""Fields whose value says what it is of with these words behind it: "functioning tumour"."""
_UNITS = {"tumour_size_mm": " mm", "stable_months": " months"}


_SHOWN: Mapping[str, str] = {
    "vipoma": "VIPoma",
    **{
        name: name.upper()
        for name in ("prrt", "captem", "capox", "folfox", "folfiri", "folfirinox", "flot", "mwa", "rfa")
    },
    **{name: name.upper() for name in ("tace", "tae", "sirt", "sbrt")},
    "carboplatin etoposide": "carboplatin with etoposide",
    "cisplatin etoposide": "cisplatin with etoposide",
    "streptozocin fluorouracil": "streptozocin with fluorouracil",
    "nivolumab ipilimumab": "nivolumab with ipilimumab",
    "liver directed therapy": "liver-directed therapy",
    "hartmann procedure": "Hartmann procedure",
    "mibg": "MIBG",
    "yttrium dotatoc": "yttrium DOTATOC",
}
"""Treatments whose name is written otherwise in a sentence than in a case."""


def shown(name: str) -> str:
    """The name of a treatment or syndrome as it is written in a sentence: ``captem`` as ``CAPTEM``."""
    return _SHOWN.get(name, name)


def name_of(field: str) -> str:
    """The name of a field: ``Ki-67``, ``grade``, ``primary site``."""
    return _NAMES.get(field, field.replace("_", " "))


def phrase_of(field: str, value: Any) -> str:
    """A value with the name of its field, where it does not say that itself: ``grade 2``, ``3 liver lesions``."""
    words = words_of(field, value)
    if field in _BEHIND:
        return f"{words} {_BEHIND[field]}"
    return words if field in _TELLING else f"{name_of(field)} {words}"


def words_of(field: str, value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, Ki67):
        return _range(value.low, value.high, value.operator) + (f" ({value.specimen})" if value.specimen else "")
    if field == "metastases":
        site = plain(value.site)
        return {
            "present": f"{site} metastases",
            "possible": f"possible {site} metastases",
            "absent": f"no {site} metastases",
        }[value.status]
    if field == "receptor_imaging":
        parts = [
            plain(value.location),
            f"Krenning {value.krenning}"
            if value.krenning is not None
            else f"uptake {value.uptake}"
            if value.uptake
            else "",
        ]
        return " ".join(filter(None, [*parts, f"uptake {value.trend}" if value.trend else ""]))
    if field == "treatments":
        return f"{shown(value.name)} {value.status}"
    if field == "syndrome":
        return shown(value)
    if field == "functioning":
        return str(value).replace("_", "-")
    if field == "histology" and value in _ABBREVIATIONS:
        return "MiNEN" if value == "minen" else str(value).upper()
    if field == "markers":
        level = (
            f"{_number(value.times_uln)} x ULN"
            if value.times_uln is not None
            else " ".join(filter(None, [_number(value.value), value.unit]))
        )
        return f"{value.name} {level}"
    if field == "liver":
        return ", ".join(_liver_words(value))
    if field == "bone":
        return ", ".join(_bone_words(value))
    if field == "measurements":
        return ", ".join(_measurement_words(value))
    if field == "treatment_naive":
        return "no systemic treatment so far" if value else "systemic treatment given"
    if field == "critical_organ":
        return {"none": "not involved", "abutting": "touched by tumour", "compromised": "impaired by tumour"}[value]
    if field == "mitoses":
        area = {"2mm2": " per 2 mm2", "10hpf": " per 10 HPF"}.get(value.per or "", "")
        return _range(value.low, value.high, value.operator).removesuffix(" %") + area
    if field == "nodes":
        positive, examined = ("?" if count is None else count for count in (value.positive, value.examined))
        return f"{positive} of {examined} positive"
    if isinstance(value, bool):
        return "present" if value else "absent"
    if isinstance(value, float):
        return _number(value) + _UNITS.get(field, "")
    return plain(str(value))


def _liver_words(value: Liver) -> Iterable[str]:
    if value.involvement_low is not None and value.involvement_high is not None:
        low, high = _number(value.involvement_low), _number(value.involvement_high)
        yield f"liver involvement {low} %" if low == high else f"liver involvement {low}-{high} %"
    if value.lesion_count is not None:
        yield f"{value.lesion_count} liver lesion{'' if value.lesion_count == 1 else 's'}"
    if value.largest_mm is not None:
        yield f"largest liver lesion {_number(value.largest_mm)} mm"
    if value.lobes is not None:
        yield f"{value.lobes} liver disease"
    if value.distribution is not None:
        yield f"liver metastases of type {value.distribution} (Frilling)"


def _bone_words(value: Bone) -> Iterable[str]:
    count, lesions = value.lesion_count, "bone metastases"
    if count is not None:
        lesions = "1 bone metastasis" if count == 1 else f"{count} bone metastases"
    if value.symptomatic is not None:
        lesions = f"{lesions} {'with' if value.symptomatic else 'without'} symptoms"
    yield lesions


def _measurement_words(value: Measurements) -> Iterable[str]:
    sums = (("baseline", value.baseline_mm), ("nadir", value.nadir_mm), ("now", value.current_mm))
    told = [f"{name} {_number(size)} mm" for name, size in sums if size is not None]
    if told:
        yield "sum of diameters " + ", ".join(told)
    if value.months is not None:
        yield f"{_number(value.months)} months from the baseline"
    if value.new_lesions is not None:
        yield "new lesions" if value.new_lesions else "no new lesions"
    if value.non_target_progression is not None:
        yield f"{'' if value.non_target_progression else 'no '}progression of non-target lesions"


def _range(low: float, high: float | None, operator: str) -> str:
    if operator == "range" and (low == 0 or high == EVERYTHING):
        return f"≤ {_number(high)} %" if low == 0 else f"≥ {_number(low)} %"
    if operator == "range":
        return f"{_number(low)}-{_number(high)} %"
    if operator == "<":
        return f"< {_number(high)} %"
    if operator == ">":
        return f"> {_number(low)} %"
    return ("about " if operator == "~" else "") + f"{_number(low)} %"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def plain(text: str) -> str:
    """A value of the vocabulary in plain words: ``surgical_bed`` is "surgical bed"."""
    return text.replace("_", " ")
