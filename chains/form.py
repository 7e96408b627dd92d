"""Form: the facts of a case as fields that a person fills in by hand, each with its words and what it accepts.

A field's value is a tuple of words: none where it is empty, one for a choice or a line, several for choices and lines.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import Field

from chains import phrase
from chains.extract.wording import shown as treatment_name
from knowledge.case import CaseDetails, Ki67, ReceptorImaging, Treatment, Value
from knowledge.rules.vocabulary import LOCATIONS, SITES, SPREAD

Words = tuple[str, ...]
Filled = Mapping[str, Words]
"""The words of each field by its key."""
METASTASES, IMAGING = "metastases", "receptor_imaging"


class FormField(Value):
    """One field of the form. Its key is a field of CaseDetails, with a part of it after a full stop."""

    key: str
    label: str
    kind: Literal["choice", "choices", "line", "lines"]
    options: dict[str, str] = Field(default_factory=dict)
    """Of a choice: each value with its words."""
    accepts: str = ""
    """Of a line: what it must look like, before the reader reads it."""
    reads: str = "{}"
    """Of a line: the words around it with which the reader reads it."""
    hint: str = ""
    """Of a line: what would be right."""

    @property
    def field(self) -> str:
        """The field of CaseDetails."""
        return self.key.partition(".")[0]


def _choice(key: str, label: str, options: Mapping[str, str]) -> FormField:
    return FormField(key=key, label=label, kind="choice", options=dict(options))


def _same(words: str) -> dict[str, str]:
    return {word: word for word in words.split()}


def _capital(options: Mapping[str, str]) -> dict[str, str]:
    return {value: words[:1].upper() + words[1:] for value, words in options.items()}


_COUNT = r"[<>≤≥~]? ?\d+(?:[.,]\d+)?(?: ?[-–] ?\d+(?:[.,]\d+)?)?"
_STATUS = "done, ongoing, planned, considered or declined"
_UPTAKE = {
    **{str(score): f"Krenning {score}" for score in range(5)},
    "positive": "Uptake, no score",
    "negative": "No uptake",
}

FIELDS: tuple[FormField, ...] = (
    _choice("primary_site", "Primary site", _capital(SITES)),
    _choice("histology", "Histology", _capital(phrase.HISTOLOGY)),
    _choice("differentiation", "Differentiation", {"well": "Well differentiated", "poor": "Poorly differentiated"}),
    _choice("stated_grade", "Grade as stated", {"1": "G1", "2": "G2", "3": "G3"}),
    FormField(
        key="ki67",
        label="Ki-67, one index a line",
        kind="lines",
        accepts=rf"(?:about )?{_COUNT} ?%?(?: \((?:primary|metastasis)?(?:, )?(?:\d{{4}})?\))?",
        reads="Ki-67 {}",
        hint="Write a percentage from 0 to 100, such as 8 %, 3-5 % or < 3 %; "
        "with its specimen as in 12 % (metastasis, 2023).",
    ),
    FormField(
        key="mitoses",
        label="Mitoses",
        kind="line",
        accepts=rf"(?:about )?{_COUNT} (?:per|/) ?(?:2 ?mm2|2 ?mm²|10 ?hpf)",
        reads="mitoses {}",
        hint="Write a count and its area, such as 3 per 2 mm2 or 5 per 10 HPF.",
    ),
    FormField(
        key="tumour_size_mm",
        label="Size of the primary",
        kind="line",
        accepts=r"\d+(?:[.,]\d+)? ?(?:mm|cm)",
        reads="tumour size {}",
        hint="Write a length with its unit, such as 23 mm or 2.3 cm.",
    ),
    _choice("t", "T", _same("TX T0 Tis T1 T1a T1b T1c T2 T2a T2b T3 T4 T4a T4b")),
    _choice("n", "N", _same("NX N0 N1 N1a N1b N2 N3")),
    _choice("m", "M", _same("M0 M1 M1a M1b M1c")),
    _choice("stated_stage", "Stage as stated", _same("I IA IB II IIA IIB III IIIA IIIB IIIC IV IVA IVB")),
    _choice("margin", "Resection margin", _same("R0 R1 R2")),
    FormField(
        key="nodes",
        label="Lymph nodes with tumour",
        kind="line",
        accepts=r"\d+ (?:of|/) ?\d+",
        reads="lymph nodes {} positive",
        hint="Write how many of how many, such as 2 of 15.",
    ),
    FormField(key="metastases.present", label="Metastases present", kind="choices", options=_capital(SPREAD)),
    FormField(key="metastases.possible", label="Metastases possible", kind="choices", options=_capital(SPREAD)),
    FormField(key="metastases.absent", label="Metastases ruled out", kind="choices", options=_capital(SPREAD)),
    FormField(
        key="liver.involvement",
        label="Liver involvement",
        kind="line",
        accepts=rf"{_COUNT} ?%?",
        reads="liver involvement {} %",
        hint="Write a percentage of the liver from 0 to 100, such as 40 % or 25-50 %.",
    ),
    *(_choice(f"{IMAGING}.{place}", f"Receptor imaging: {words}", _UPTAKE) for place, words in LOCATIONS.items()),
    _choice("fdg", "FDG PET", {"positive": "Positive", "negative": "Negative"}),
    FormField(
        key="treatments",
        label="Treatments, one a line",
        kind="lines",
        accepts=".{3,120}",
        hint=f"Write one treatment a line and how it stands ({_STATUS}), such as: lanreotide (ongoing, 2023).",
    ),
    _choice(
        "progression",
        "Course of the disease",
        {"progressive": "Progressive", "stable": "Stable", "responding": "Responding"},
    ),
    _choice("functioning", "Hormones", {"functioning": "Functioning", "non_functioning": "Non-functioning"}),
    _choice(
        "syndrome",
        "Syndrome",
        {name: treatment_name(name) for name in ("carcinoid", "insulinoma", "gastrinoma", "vipoma", "glucagonoma")},
    ),
    FormField(
        key="age_years",
        label="Age in years",
        kind="line",
        accepts=r"\d{1,3}(?: ?years?)?",
        reads="age {}",
        hint="Write the age in whole years, such as 58.",
    ),
    _choice("sex", "Sex", {"female": "Female", "male": "Male"}),
    _choice("ecog", "ECOG", _same("0 1 2 3 4")),
    _choice("hereditary", "Hereditary syndrome", {"men1": "MEN1", "vhl": "VHL", "nf1": "NF1", "tsc": "TSC"}),
)
"""The form, in the order in which it is filled in."""
BY_KEY: Mapping[str, FormField] = {field.key: field for field in FIELDS}


def fields_for(case: CaseDetails) -> tuple[FormField, ...]:
    """The form for a case: a choice offers the case's own value too, should it be another than the usual ones."""
    filled = shown(case)
    return tuple(
        field.model_copy(update={"options": field.options | {word: word for word in filled[field.key]}})
        if field.kind == "choice" and not set(filled[field.key]) <= field.options.keys()
        else field
        for field in FIELDS
    )


def shown(case: CaseDetails) -> dict[str, Words]:
    """The words of each field for a case."""
    return {field.key: _SHOWN.get(field.field, _plain)(case, field) for field in FIELDS}


def ki67_line(index: Ki67) -> str:
    """A Ki-67 index as a line of the form: ``12 % (metastasis, 2023)``."""
    bare = phrase.ki67(index.model_copy(update={"specimen": None, "year": None}))
    beside = ", ".join(str(part) for part in (index.specimen, index.year) if part)
    return f"{bare} ({beside})" if beside else bare


def treatment_line(treatment: Treatment) -> str:
    """A treatment as a line of the form: ``lanreotide (ongoing, 2023)``."""
    beside = ", ".join(str(part) for part in (treatment.status, treatment.year) if part)
    return f"{treatment_name(treatment.name)} ({beside})"


def uptake_word(lesions: ReceptorImaging) -> str | None:
    """The value of a choice for what imaging shows at a location."""
    return str(lesions.krenning) if lesions.krenning is not None else lesions.uptake


def _plain(case: CaseDetails, field: FormField) -> Words:
    value = getattr(case, field.field)
    return () if value is None else (str(value),)


def _ki67(case: CaseDetails, _field: FormField) -> Words:
    return tuple(ki67_line(index) for index in case.ki67)


def _mitoses(case: CaseDetails, _field: FormField) -> Words:
    if case.mitoses is None:
        return ()
    area = {"2mm2": " per 2 mm2", "10hpf": " per 10 HPF"}.get(case.mitoses.per or "", "")
    high = case.mitoses.low if case.mitoses.high is None else case.mitoses.high
    count = Ki67(low=case.mitoses.low, high=high, operator=case.mitoses.operator)
    return (phrase.ki67(count).removesuffix(" %") + area,)


def _size(case: CaseDetails, _field: FormField) -> Words:
    return () if case.tumour_size_mm is None else (f"{phrase.number(case.tumour_size_mm)} mm",)


def _age(case: CaseDetails, _field: FormField) -> Words:
    return () if case.age_years is None else (phrase.number(case.age_years),)


def _nodes(case: CaseDetails, _field: FormField) -> Words:
    nodes = case.nodes
    if nodes is None or nodes.positive is None or nodes.examined is None:
        return ()
    return (f"{nodes.positive} of {nodes.examined}",)


def _metastases(case: CaseDetails, field: FormField) -> Words:
    status = field.key.partition(".")[2]
    return tuple(one.site for one in case.metastases if one.status == status)


def _liver(case: CaseDetails, _field: FormField) -> Words:
    liver = case.liver
    if liver is None or liver.involvement_low is None or liver.involvement_high is None:
        return ()
    low, high = phrase.number(liver.involvement_low), phrase.number(liver.involvement_high)
    return (f"{low} %" if low == high else f"{low}-{high} %",)


def _imaging(case: CaseDetails, field: FormField) -> Words:
    """The strongest uptake at a location: where several lesions are told apart, that is the one that counts."""
    place = field.key.partition(".")[2]
    words = [word for one in case.receptor_imaging if one.location == place and (word := uptake_word(one))]
    return (max(words, key=_strength),) if words else ()


def _strength(word: str) -> tuple[int, int]:
    return (1, int(word)) if re.fullmatch(r"\d", word) else (0, int(word == "positive"))


def _treatments(case: CaseDetails, _field: FormField) -> Words:
    return tuple(treatment_line(one) for one in case.treatments)


_SHOWN: Mapping[str, Callable[[CaseDetails, Any], Words]] = {
    "ki67": _ki67,
    "mitoses": _mitoses,
    "tumour_size_mm": _size,
    "age_years": _age,
    "nodes": _nodes,
    METASTASES: _metastases,
    "liver": _liver,
    IMAGING: _imaging,
    "treatments": _treatments,
}
