"""Assembly: the facts found in one text become one case, with a span for each and a question where they clash."""

from collections.abc import Iterable
from typing import Any

from chains.extract.imaging.chest_nodes import OF_THE_CHEST, with_own_region
from chains.extract.imaging.lesser import takes_up_less
from chains.extract.imaging.lung_nodule import may_be_primary
from chains.extract.parts import PARTS, parts_of
from chains.extract.reading import Conflict
from chains.extract.settled import settled
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import index
from chains.extract.treatment.therapy import one_treatment, without_generic
from chains.extract.tumour.site import BARE, STATED
from knowledge.case import CaseDetails, Ki67, Metastasis, ReceptorImaging, Span

SCORED = (
    "pancreas_part",
    "necrosis",
    "atrx_daxx",
    "symptomatic",
    "symptom_grade",
    "treatment_naive",
    "stable_months",
    "fdg_intensity",
    "critical_organ",
    "extra_abdominal",
    "nlr",
)
"""Fields of one value that the scores and single factors ask for."""
_SCALARS = (
    "primary_site",
    "histology",
    "differentiation",
    "stated_grade",
    "mitoses",
    "tumour_size_mm",
    "tumour_extent",
    "t",
    "n",
    "m",
    "tnm_prefix",
    "stated_stage",
    "diagnosis_year",
    "nodes",
    "margin",
    "fdg",
    "progression",
    "functioning",
    "syndrome",
    "age_years",
    "sex",
    "ecog",
    "hereditary",
    "carcinoid_heart_disease",
    *SCORED,
)
_LATEST = {"progression", "ecog", "symptom_grade", "stable_months", "nlr"}
_LARGEST = {"tumour_size_mm", "stated_grade"}
_TUMOURS = {"net", "typical_carcinoid", "atypical_carcinoid"}
_CARCINOMAS = {"nec", "lcnec", "sclc"}
_ASKED = {
    "histology": "Is it a well differentiated tumour (NET, carcinoid) or a carcinoma (NEC)?",
    "stated_grade": "Which grade holds now, and from which specimen is each?",
    "primary_site": "Which of these is the primary site?",
    "differentiation": "Is the tumour well or poorly differentiated?",
    "age_years": "What is the patient's age?",
    "stated_stage": "Which stage holds?",
    "margin": "Which resection margin holds?",
    "fdg": "Is the FDG PET positive or negative?",
}


def assemble(page: Page, found: Iterable[Found]) -> tuple[CaseDetails, tuple[Conflict, ...]]:
    """The case that a set of facts makes, and the facts that cannot both be true."""
    facts = list(found)
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    conflicts: list[Conflict] = []
    of_field: dict[str, list[Found]] = {}
    for fact in facts:
        of_field.setdefault(fact.field, []).append(fact)
    for field in _SCALARS:
        own = of_field.get(field, [])
        if field == "primary_site" and own:
            own = _without_weak_inference(page, own)
        if not own:
            continue
        if field == "histology" and (clash := _tumour_or_carcinoma(own)):
            conflicts.append(clash)
            continue
        chosen = _choose(field, own)
        if field == "margin" and (clashes := _conflict(field, chosen, own)):
            conflicts += clashes  # two specimens, or two reports; which of them holds is for the one who is asked
            continue
        values[field] = chosen.value
        spans[field] = page.span(chosen.start, chosen.end)
        conflicts += _conflict(field, chosen, own)
        if field == "primary_site":
            values["primary_site_basis"] = "stated" if chosen.rank >= BARE - 1 else "inferred"
            spans["primary_site_basis"] = spans[field]
    if values.get("primary_site") in OF_THE_CHEST:
        facts = [with_own_region(page, fact) for fact in [*facts, *_implied_spread(page, facts)]]
    if values.get("primary_site") == "lung":
        primary = next(fact for fact in facts if fact.field == "primary_site" and fact.value == "lung")
        facts = [fact for fact in facts if not may_be_primary(page, fact, primary)]
    lists = {
        "ki67": _ki67([fact for fact in facts if fact.field == "ki67"]),
        "metastases": _metastases(
            [fact for fact in facts if fact.field == "metastases"]
            + ([] if values.get("primary_site") in OF_THE_CHEST else _implied_spread(page, facts))
        ),
        "receptor_imaging": _imaging([fact for fact in facts if fact.field == "receptor_imaging"]),
        "treatments": _treatments([fact for fact in facts if fact.field == "treatments"]),
        "markers": list({fact.value.name: fact for fact in facts if fact.field == "markers"}.values()),
    }
    for field, entries in lists.items():
        values[field] = tuple(fact.value for fact in entries)
        for place, fact in enumerate(entries):
            told = type(fact.value).model_fields
            spans[f"{field}[{place}]"] = page.span(fact.start, fact.end)
            for leaf, start, end in fact.leaves:
                spans[f"{field}[{place}].{leaf}"] = page.span(start, end)
            for leaf in ("site", "status", "name"):
                if leaf in told:
                    spans.setdefault(f"{field}[{place}].{leaf}", page.span(fact.start, fact.end))
    for field, kind in PARTS.items():
        parts = parts_of(facts, field)
        if parts:
            values[field] = kind(**{name: fact.value for name, fact in parts.items()})
            spans[field] = page.span(min(f.start for f in parts.values()), max(f.end for f in parts.values()))
            spans.update({f"{field}.{name}": page.span(fact.start, fact.end) for name, fact in parts.items()})
    case = CaseDetails(**values, evidence_spans=spans)
    return settled(case), tuple(conflicts)


def _choose(field: str, own: list[Found]) -> Found:
    best = max(fact.rank for fact in own)
    top = [fact for fact in own if fact.rank == best]
    if field in _LARGEST:
        return max(top, key=lambda fact: (fact.value, -fact.start))
    if field == "m":
        # once there was distant spread, an earlier "cM0 on CT" is not the stage any more
        return max(top, key=lambda fact: (fact.value != "M0", len(str(fact.value)), -fact.start))
    return max(top, key=lambda fact: fact.start) if field in _LATEST else min(top, key=lambda fact: fact.start)


def _conflict(field: str, chosen: Found, own: list[Found]) -> list[Conflict]:
    if field not in _ASKED or field == "histology" or (field == "primary_site" and chosen.rank < STATED):
        return []
    others = {str(fact.value) for fact in own if fact.rank >= chosen.rank and fact.value != chosen.value}
    return (
        [Conflict(field=field, values=(*sorted(others), str(chosen.value)), question=_ASKED[field])] if others else []
    )


def _tumour_or_carcinoma(own: list[Found]) -> Conflict | None:
    """A text that names both a NET and an NEC, and does not say which of them gives way, tells neither."""
    kinds = {str(fact.value) for fact in own if fact.rank > 0}
    if not (kinds & _TUMOURS and kinds & _CARCINOMAS):
        return None
    values = (*sorted(kinds & _CARCINOMAS), *sorted(kinds & _TUMOURS))
    return Conflict(field="histology", values=values, question=_ASKED["histology"])


def _without_weak_inference(page: Page, own: list[Found]) -> list[Found]:
    """A Whipple operation or an enucleation implies the pancreas only when nothing else says otherwise."""
    if all(fact.rank > 0 for fact in own):
        return own
    other = {site for site, _, _ in index("sites", "site").find(page.text)} & {"duodenum", "ampulla"}
    return [fact for fact in own if fact.rank > 0 or not other]


def _ki67(own: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for fact in own:
        value: Ki67 = fact.value
        same = next((at for at, other in enumerate(kept) if _same_index(other.value, value)), None)
        if same is None:
            kept.append(fact)
        elif (value.specimen, value.year) != (None, None):
            kept[same] = fact
    return kept


def _same_index(a: Ki67, b: Ki67) -> bool:
    return (
        (a.low, a.high) == (b.low, b.high)
        and (a.specimen is None or b.specimen is None or a.specimen == b.specimen)
        and (a.year is None or b.year is None or a.year == b.year)
    )


def _metastases(own: list[Found]) -> list[Found]:
    order = ("present", "possible", "absent")
    kept: dict[str, Found] = {}
    for fact in sorted(own, key=lambda fact: fact.start):
        value: Metastasis = fact.value
        old = kept.get(value.site)
        if old is None or order.index(value.status) < order.index(old.value.status):
            kept[value.site] = fact
    return list(kept.values())


def _implied_spread(page: Page, facts: list[Found]) -> list[Found]:
    """Uptake above the liver's own, in a liver, bone or peritoneum, is a lesion; so is involvement of the liver."""
    implied = []
    for fact in facts:
        if fact.field == "liver.involvement_high" and float(str(fact.value)) > 0:
            implied.append(Found("metastases", Metastasis(site="liver"), fact.start, fact.end))
        if fact.field != "receptor_imaging":
            continue
        value: ReceptorImaging = fact.value
        if value.location == "lymph_node" and (value.krenning or 0) >= 3:
            place = next(
                ((start, end) for leaf, start, end in fact.leaves if leaf == "location"), (fact.start, fact.end)
            )
            implied += [
                Found("metastases", Metastasis(site=site), *place)
                for site, _, _ in index("spread", "site").find(page.text, *place)[:1]
            ]
        if value.location in {"liver", "bone", "peritoneum"} and (value.krenning or 0) >= 3:
            status = "possible" if value.certainty == "possible" else "present"
            implied.append(Found("metastases", Metastasis(site=value.location, status=status), fact.start, fact.end))
    return implied


def _imaging(own: list[Found]) -> list[Found]:
    """One entry a location; a second one for single lesions of it that take up less than the others."""
    kept: dict[tuple[str, bool], Found] = {}
    for fact in own:
        kept.setdefault((fact.value.location, takes_up_less(fact.value)), fact)
    entries = list(kept.values())
    whole = next((fact for fact in entries if fact.value.location == "whole_body"), None)
    others = {fact.value.uptake for fact in entries if fact.value.location != "whole_body"}
    if whole is not None and others:
        value: ReceptorImaging = whole.value
        if value.krenning is None and value.trend is None and (value.uptake != "negative" or others != {"negative"}):
            entries.remove(whole)
    return entries


def _treatments(own: list[Found]) -> list[Found]:
    kept: dict[str, Found] = {}
    for fact in own:
        old = kept.get(fact.value.name)
        kept[fact.value.name] = fact if old is None else one_treatment(old, fact)
    return without_generic(kept)
