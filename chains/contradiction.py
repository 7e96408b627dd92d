"""Contradiction: two fields of one case that cannot both be true, and the question that would settle it."""

from collections.abc import Callable, Mapping

from chains.extract.wording import words_of
from knowledge.case import CaseDetails, Value


class Contradiction(Value):
    """Two fields that clash."""

    fields: tuple[str, str]
    sentence: str


def contradictions(case: CaseDetails) -> tuple[Contradiction, ...]:
    """Every pair of fields of a case that contradict each other."""
    return tuple(
        Contradiction(fields=fields, sentence=sentence)
        for fields, tell in _TOLD.items()
        if (sentence := tell(case)) is not None
    )


def _nodes(case: CaseDetails) -> str | None:
    if case.n is None or case.nodes is None or case.nodes.positive is None:
        return None
    positive = case.nodes.positive > 0
    if positive == (case.n[1:2] not in {"0", "X"}) or case.n[1:2] == "X":
        return None
    counted = words_of("nodes", case.nodes)
    return f"{case.n} is stated, but {counted}. Are regional lymph nodes involved, and how many of how many?"


def _distant(case: CaseDetails) -> str | None:
    sites = sorted(case.present_metastases() - {"lymph_node_regional"})
    if case.m != "M0" or not sites:
        return None
    told = " and ".join(site.replace("_", " ") for site in sites)
    return f"M0 is stated, but also metastases ({told}). Did they come later, or does M0 not hold?"


def _differentiation(case: CaseDetails) -> str | None:
    clash = {
        ("net", "poor"): "a NET that is poorly differentiated",
        ("nec", "well"): "an NEC that is well differentiated",
    }
    told = clash.get((case.histology or "", case.differentiation or ""))
    return (
        f"The case reads as {told}, which cannot be. Is it a well differentiated NET or a poorly differentiated NEC?"
        if told
        else None
    )


def _function(case: CaseDetails) -> str | None:
    if case.functioning != "non_functioning" or case.syndrome is None:
        return None
    return f"The tumour is called non-functioning, but also {case.syndrome}. Is it functioning or not?"


_TOLD: Mapping[tuple[str, str], Callable[[CaseDetails], str | None]] = {
    ("n", "nodes"): _nodes,
    ("m", "metastases"): _distant,
    ("histology", "differentiation"): _differentiation,
    ("functioning", "syndrome"): _function,
}
