"""Wording: a field and a value of a case as a person would write them."""

from collections.abc import Iterable
from typing import Any

from knowledge.case import Ki67, Liver

BY_MODEL = "(read by the model)"
"""The mark of what a chat model filled."""
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
    "margin": "resection margin",
    "liver": "liver involvement",
    "fdg": "FDG PET",
    "age_years": "age",
    "ecog": "ECOG",
}


def name_of(field: str) -> str:
    """The name of a field: ``Ki-67``, ``grade``, ``primary site``."""
    return _NAMES.get(field, field.replace("_", " "))


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
        return f"{value.name} {value.status}"
    if field == "markers":
        level = (
            f"{_number(value.times_uln)} x ULN"
            if value.times_uln is not None
            else " ".join(filter(None, [_number(value.value), value.unit]))
        )
        return f"{value.name} {level}"
    if field == "liver":
        return ", ".join(_liver_words(value))
    if field == "mitoses":
        area = {"2mm2": " per 2 mm2", "10hpf": " per 10 HPF"}.get(value.per or "", "")
        return _range(value.low, value.high, value.operator).removesuffix(" %") + area
    if field == "nodes":
        positive, examined = ("?" if count is None else count for count in (value.positive, value.examined))
        return f"{positive} of {examined} positive"
    if isinstance(value, bool):
        return "present" if value else "absent"
    if isinstance(value, float):
        return f"{_number(value)} mm" if field == "tumour_size_mm" else _number(value)
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


def _range(low: float, high: float | None, operator: str) -> str:
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
