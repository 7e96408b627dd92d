"""Gaps: the missing facts that would change the answer most, found by trying what each of them could be."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from chains.plan import advanced, distant
from knowledge.case import CaseDetails, Liver, Metastasis, Value
from knowledge.rules.verdict import Verdict

MOST = 3
SPREAD_RULES = frozenset({"progression", "liver_burden", "krenning", "prrt_eligibility", "netpet", "milan_net"})
"""Rules that bear on advanced disease; for a localised tumour they neither ask nor count."""
Assess = Callable[[CaseDetails], Sequence[Verdict]]


class Gap(Value):
    """A fact that a case may lack."""

    field: str
    words: str
    """The fact as named in a sentence: ``the share of the liver involved``."""
    ask: str
    """The question that would close the gap."""
    short: str
    """The fact in a word or two, for a button."""
    told: str | None = None
    """The sentence that a typed value completes, with ``{}`` in its place; None where there are only choices."""
    example: str | None = None
    """A value that could be typed."""
    choices: dict[str, str] = Field(default_factory=dict)
    """Answers to choose from, each with the sentence that it stands for."""
    open: str | None = None
    """The condition under which the gap is one; without it, that the field is empty."""
    carcinoma: bool | None = None
    """Asked only of a carcinoma (true), whatever the rules make of it, or never of one (false); left out, of any."""
    values: tuple[dict[str, Any], ...]
    """Values to try, as fields of CaseDetails; never shown."""

    def is_open(self, case: CaseDetails, missing: frozenset[str]) -> bool:
        """Whether the case lacks this fact and it could bear on it; ``missing`` is what the rules miss."""
        empty = getattr(case, self.field, None) in (None, ())
        if self.open == "missed_by_a_rule":
            return empty and self.field in missing
        return _CONDITIONS[self.open](case, empty) if self.open else empty

    def tried(self, case: CaseDetails) -> tuple[CaseDetails, ...]:
        """The case with each of the values in turn."""
        return tuple(_with(case, value) for value in _parsed(self.field))


def gaps_of(case: CaseDetails, verdicts: Sequence[Verdict], assess: Assess) -> tuple[Gap, ...]:
    """The open gaps that would change at least one finding, the most telling first, at most three."""
    idle = idle_rules(case)
    before = {v.rule: outcome(v) for v in verdicts}
    missing = frozenset(name for v in verdicts for name in v.missing)
    weighed: list[tuple[float, int, Gap]] = []
    for place, gap in enumerate(gaps()):
        if gap.carcinoma is not None and gap.carcinoma != _is_carcinoma(case):
            continue
        if not gap.is_open(case, missing):
            continue
        if gap.carcinoma:
            weighed.append((-1.0, place, gap))
            continue
        tried = gap.tried(case)
        changes = sum(
            v.rule not in idle and outcome(v) != before.get(v.rule) for supposed in tried for v in assess(supposed)
        )
        if changes:
            weighed.append((-changes / len(tried), place, gap))
    return tuple(gap for _, _, gap in sorted(weighed, key=lambda entry: entry[:2])[:MOST])


def idle_rules(case: CaseDetails) -> frozenset[str]:
    """The rules that neither ask nor count for a case."""
    return frozenset() if advanced(case) else SPREAD_RULES


def outcome(verdict: Verdict) -> tuple[Any, Any]:
    """Status and value as they are compared; of cohorts their figures, not the words about how they fit."""
    if verdict.rule == "survival" and verdict.value:
        return verdict.status, sorted((c["source"], c["endpoint"], c["value"]) for c in verdict.value)
    return verdict.status, verdict.value


@cache
def gaps() -> tuple[Gap, ...]:
    """Every gap of ``gaps.toml``, in its order."""
    data = tomllib.loads(files("chains").joinpath("plans/gaps.toml").read_text(encoding="utf-8"))
    return tuple(Gap(**entry) for entry in data["gap"])


def gap_of(field: str) -> Gap | None:
    """The gap of a field, if there is one."""
    return next((gap for gap in gaps() if gap.field == field), None)


@cache
def _parsed(field: str) -> tuple[CaseDetails, ...]:
    return tuple(CaseDetails.model_validate(value) for gap in gaps() if gap.field == field for value in gap.values)


def _with(case: CaseDetails, supposed: CaseDetails) -> CaseDetails:
    """The case with what is supposed added to it."""
    update: dict[str, Any] = dict(supposed.facts())
    if supposed.primary_site_basis:
        update["primary_site_basis"] = supposed.primary_site_basis
    if supposed.liver:
        known = case.liver or Liver()
        update["liver"] = known.model_copy(update=supposed.liver.model_dump(exclude_none=True))
    if supposed.metastases:
        update["metastases"] = case.metastases + supposed.metastases
    return case.model_copy(update=update)


def _is_carcinoma(case: CaseDetails) -> bool:
    return case.histology in {"nec", "lcnec", "sclc", "minen"} or case.differentiation == "poor"


def _told(metastases: Sequence[Metastasis]) -> frozenset[str]:
    return frozenset(one.site for one in metastases)


def _spread_unknown(case: CaseDetails, _empty: bool) -> bool:
    said = any(one.site == "liver" or one.status == "present" for one in case.metastases)
    return case.m is None and not distant(case) and not said and not (case.stated_stage or "")


def _extrahepatic_unknown(case: CaseDetails, _empty: bool) -> bool:
    outside = _told(case.metastases) - {"liver", "lymph_node_regional"}
    return "liver" in case.present_metastases() and not outside and (case.m or "") not in {"M1b", "M1c"}


def _liver_share_unknown(case: CaseDetails, _empty: bool) -> bool:
    known = case.liver is not None and case.liver.involvement_low is not None
    return "liver" in case.present_metastases() and not known


def _localised(case: CaseDetails, empty: bool) -> bool:
    return empty and not advanced(case)


_CONDITIONS: Mapping[str, Callable[[CaseDetails, bool], bool]] = {
    "mitoses_unknown": lambda case, empty: empty and (bool(case.ki67) or case.primary_site in {"lung", "thymus"}),
    "spread_unknown": _spread_unknown,
    "extrahepatic_unknown": _extrahepatic_unknown,
    "liver_share_unknown": _liver_share_unknown,
    "advanced": lambda case, empty: empty and advanced(case),
    "localised": _localised,
    "chemotherapy_unknown": lambda case, _empty: (
        not case.treatment_naive and not any(one.kind == "chemo" for one in case.treatments)
    ),
    "nodes_unknown": lambda case, empty: (
        _localised(case, empty) and case.nodes is None and "lymph_node_regional" not in _told(case.metastases)
    ),
    "extent_unknown": lambda case, empty: _localised(case, empty) and case.t is None,
    "function_unknown": lambda case, empty: empty and case.syndrome is None,
}
