"""CaseDetails in words: how a field of the case reads to a clinician."""

from collections.abc import Mapping

from chains.extract.wording import BY_MODEL, EVERYTHING, LIKELY, shown
from knowledge.case import CaseDetails, Ki67, Mitoses, ReceptorImaging, Treatment
from knowledge.rules.vocabulary import LOCATIONS, SPREAD

SITE_ADJECTIVE: Mapping[str, str] = {
    "pancreas": "pancreatic",
    "stomach": "gastric",
    "duodenum": "duodenal",
    "ampulla": "ampullary",
    "jejunum_ileum": "small-bowel",
    "appendix": "appendiceal",
    "colon": "colonic",
    "rectum": "rectal",
    "lung": "lung",
    "thymus": "thymic",
    "unknown_primary": "unknown-primary",
}
HISTOLOGY: Mapping[str, str] = {
    "net": "neuroendocrine tumour",
    "nec": "neuroendocrine carcinoma",
    "minen": "mixed neuroendocrine-non-neuroendocrine neoplasm",
    "typical_carcinoid": "typical carcinoid",
    "atypical_carcinoid": "atypical carcinoid",
    "lcnec": "large-cell neuroendocrine carcinoma",
    "sclc": "small-cell lung cancer",
}


def marked(case: CaseDetails, field: str, shown: str) -> str:
    """What is shown of a slot, marked where a chat model filled it, or where it is only likely."""
    if not shown:
        return shown
    if field in case.filled_by_model:
        return f"{shown} {BY_MODEL}"
    return f"{shown} {LIKELY}" if field in case.likely else shown


def number(value: float) -> str:
    """A number without a needless decimal: 8.0 as 8, 2.5 as 2.5."""
    return str(int(value)) if float(value).is_integer() else f"{value:g}"


def ki67(index: Ki67) -> str:
    """A Ki-67 index as reported, with its comparator: ``< 3 %``, ``8-10 %``."""
    if index.operator == "<":
        shown = f"< {number(index.high)} %"
    elif index.operator == ">":
        shown = f"> {number(index.low)} %"
    elif index.operator == "range" and index.low == 0:
        shown = f"≤ {number(index.high)} %"
    elif index.operator == "range" and index.high == EVERYTHING:
        shown = f"≥ {number(index.low)} %"
    elif index.operator == "range" or index.low != index.high:
        shown = f"{number(index.low)}-{number(index.high)} %"
    else:
        shown = f"{'about ' if index.operator == '~' else ''}{number(index.low)} %"
    where = f" ({index.specimen})" if index.specimen else ""
    when = f" in {index.year}" if index.year else ""
    return shown + where + when


def mitoses(count: Mitoses) -> str:
    """A mitotic count with its area: ``3 mitoses per 2 mm²``."""
    low, high = number(count.low), number(count.high) if count.high is not None else ""
    shown = {"<": f"< {high}", ">": f"> {low}"}.get(count.operator, low if low == high else f"{low}-{high}")
    if count.operator == "range" and (count.low == 0 or count.high == EVERYTHING):
        shown = f"≤ {high}" if count.low == 0 else f"≥ {low}"
    area = {"2mm2": " per 2 mm²", "10hpf": " per 10 HPF"}.get(count.per or "", "")
    noun = "mitosis" if shown == "1" else "mitoses"
    return f"{shown} {noun}{area}"


def ki67_all(case: CaseDetails) -> str | None:
    """Every Ki-67 of the case, or None."""
    return marked(case, "ki67", ", ".join(ki67(index) for index in case.ki67)) or None


def differentiation(case: CaseDetails) -> str | None:
    """The differentiation as stated, or None; a histology of NET is not taken as a statement of it."""
    known = {"well": "well differentiated", "poor": "poorly differentiated"}.get(case.differentiation or "")
    return marked(case, "differentiation", known) if known else None


def liver(case: CaseDetails) -> str | None:
    """The extent of liver disease, or None when nothing but its presence is known."""
    known = case.liver
    if known is None:
        return None
    parts = []
    if known.involvement_low is not None or known.involvement_high is not None:
        low, high = known.involvement_low, known.involvement_high
        if low is not None and high is not None and low != high:
            parts.append(f"{number(low)}-{number(high)} % of the liver")
        else:
            single = low if low is not None else high
            assert single is not None  # noqa: S101 - one of the two is set, seen just above
            parts.append(f"{number(single)} % of the liver")
    if known.lesion_count is not None:
        parts.append(f"{known.lesion_count} lesion{'' if known.lesion_count == 1 else 's'}")
    if known.largest_mm is not None:
        parts.append(f"largest {number(known.largest_mm)} mm")
    if known.lobes:
        parts.append("both lobes" if known.lobes == "bilobar" else "one lobe")
    if known.distribution:
        parts.append(f"type {known.distribution} of Frilling")
    return ", ".join(parts) or None


def extrahepatic(case: CaseDetails) -> str | None:
    """Spread outside the liver as stated, or None."""
    said = [
        marked(
            case,
            f"metastases.{m.site}",
            f"{SPREAD[m.site]} ({m.status})" if m.status != "present" else SPREAD[m.site],
        )
        for m in case.metastases
        if m.site not in {"liver", "lymph_node_regional"}
    ]
    return ", ".join(said) or None


def tumour(case: CaseDetails) -> str:
    """The kind of tumour in words; a poorly differentiated one is a carcinoma, whatever it was called before."""
    if case.differentiation == "poor" and case.histology in {None, "net"}:
        return HISTOLOGY["nec"]
    return HISTOLOGY[case.histology or "net"]


def systemic_therapy(case: CaseDetails) -> str | None:
    """Systemic treatment so far and its best response, or None."""
    kinds = {"ssa", "prrt", "targeted", "chemo"}
    given = [t for t in case.treatments if t.kind in kinds and t.status in {"done", "ongoing"}]
    return ", ".join(marked(case, f"treatments.{t.kind}", treatment(t)) for t in given) or None


def treatment(one: Treatment) -> str:
    """A treatment with its state and year."""
    state = "" if one.status == "done" else f" ({one.status})"
    year = f" {one.year}" if one.year else ""
    response = f", best response {one.best_response}" if one.best_response else ""
    return shown(one.name) + year + state + response


def imaging(one: ReceptorImaging) -> str:
    """One receptor imaging finding: ``surgical bed Krenning 2 (possible)``."""
    parts = [LOCATIONS[one.location]]
    if one.krenning is not None:
        parts.append(f"Krenning {one.krenning}")
    elif one.uptake:
        parts.append("receptor-positive" if one.uptake == "positive" else "receptor-negative")
    if one.trend:
        parts.append(
            {"increased": "uptake up", "decreased": "uptake down", "stable": "uptake stable", "new": "new"}[one.trend]
        )
    shown = " ".join(parts[:2]) + (f", {parts[2]}" if len(parts) > 2 else "")
    return shown + (" (possible)" if one.certainty == "possible" else "")


def liver_known(case: CaseDetails) -> str | None:
    """What is known of the liver and what is not: ``lesions present; number, lobes and share not stated``."""
    known = liver(case)
    if known and case.liver and (case.liver.involvement_low is not None or case.liver.involvement_high is not None):
        return known
    if known:
        return f"{known}; share of the liver not stated"
    if "liver" in case.present_metastases():
        return "lesions present; number, lobes and share not stated"
    return None


def size(case: CaseDetails) -> str | None:
    """The size of the primary, or None."""
    known = case.tumour_size_mm
    return marked(case, "tumour_size_mm", f"{number(known)} mm") if known is not None else None


def thoracic_class(case: CaseDetails) -> str | None:
    """The class of a tumour of the chest as stated, with mitoses and necrosis as far as told; None where none is."""
    named = None if case.histology in {None, "net"} else tumour(case)
    counted = mitoses(case.mitoses) if case.mitoses is not None else None
    necrosis = {"none": "no necrosis", "focal": "focal necrosis", "extensive": "extensive necrosis"}
    return ", ".join(part for part in (named, counted, necrosis.get(case.necrosis or "")) if part) or None


def nodes(case: CaseDetails) -> str | None:
    """The nodal status as stated, or None."""
    if case.nodes and case.nodes.examined:
        return marked(case, "nodes", f"{case.nodes.positive or 0} of {case.nodes.examined} with tumour")
    if case.nodes and case.nodes.positive is not None:
        return f"{case.nodes.positive or 'none'} with tumour"
    return marked(case, "n", case.n) if case.n else None


def inferred_from(case: CaseDetails) -> str:
    """What a primary site that is not stated was inferred from: an operation, or a tumour named for its hormone."""
    return "the operation" if any(one.kind == "surgery" for one in case.treatments) else "the kind of tumour"


def growth(case: CaseDetails) -> str | None:
    """Growth on anatomical imaging as stated; a change of uptake alone is told as that."""
    if case.progression:
        return marked(case, "progression", f"{case.progression} as stated")
    if any(one.trend == "increased" for one in case.receptor_imaging):
        return "uptake increased; sizes not stated"
    return None
