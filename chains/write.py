"""The deterministic writer: verdicts and passages become a draft in three sections.

It composes sentences that the register and the rule tables already hold, so that nothing is said that is not cited;
the words of its own are framing: this patient's value, "not stated", headings.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chains import caveat, phrase
from chains.answer import SECTION_TITLES, Intent
from chains.draft import (
    Draft,
    DraftBlock,
    DraftBullets,
    DraftHeading,
    DraftItem,
    DraftParagraph,
    DraftSection,
    Sentence,
)
from chains.ground import verdict_facts
from chains.plan import Factor
from chains.retrieve import Evidence
from knowledge.applicability import Scope
from knowledge.case import CaseDetails, Value
from knowledge.evidence import Passage, SourceKind
from knowledge.rules.verdict import Verdict

KINDS: tuple[SourceKind, ...] = ("guideline", "drug_label", "research")
SHORT_COHORTS = 4
MAX_DIFFERENCES = 2
_VALUES: Mapping[str, Callable[[CaseDetails], str | None]] = {
    "ki67": phrase.ki67_all,
    "differentiation": phrase.differentiation,
    "liver": phrase.liver_known,
    "extrahepatic": phrase.extrahepatic,
    "growth": phrase.growth,
    "size": phrase.size,
    "nodes": phrase.nodes,
    "systemic_therapy": phrase.systemic_therapy,
}


class Brief(Value):
    """What the writer works from."""

    case: CaseDetails
    verdicts: tuple[Verdict, ...]
    evidence: Evidence
    intent: Intent = "prognosis"
    full: bool = False

    @property
    def scope(self) -> Scope:
        """What of the case decides which statements apply."""
        return Scope.of(self.case)

    def verdict(self, rule: str) -> Verdict | None:
        """The verdict of one rule, or None."""
        return next((v for v in self.verdicts if v.rule == rule), None)


def consultation(brief: Brief, reply: str) -> Draft:
    """The answer to a question about prognosis or treatment."""
    return Draft(reply=reply, sections=(_guidelines(brief), _label(brief), _research(brief)))


def from_passages(
    found: Sequence[Passage], reply: str, case: CaseDetails, otherwise: Mapping[str, Passage] | None = None
) -> Draft:
    """The answer to a question about the evidence: the passages that bear on it, section by section.

    Beside a passage stands what a reader with this case must know of it, and what ``otherwise`` holds against it.
    """
    scope, others = Scope.of(case), otherwise or {}
    guidelines, label, research = (
        DraftSection(title=title, blocks=_bullets([_told(p, scope, others) for p in found if p.kind == kind]))
        for title, kind in zip(SECTION_TITLES, KINDS, strict=True)
    )
    return Draft(reply=reply, sections=(guidelines, label, research))


def from_verdicts(verdicts: Sequence[Verdict], reply: str, cited: Mapping[str, Passage]) -> Draft:
    """The answer to a question about single factors: what the rules say, each in the section of its source."""
    guidelines, label, research = (
        DraftSection(title=title, blocks=_paragraph([s for v in verdicts if (s := said(v, kind, cited))]))
        for title, kind in zip(SECTION_TITLES, KINDS, strict=True)
    )
    # A range of survival without its cohorts would hide whose figures they are.
    told = next((v for v in verdicts if v.rule == "survival" and v.value), None)
    items = [_cohort(one, cited, MAX_DIFFERENCES) for one in cohorts(told, None)] if told else []
    research = research.model_copy(update={"blocks": (*research.blocks, *_bullets(items))})
    return Draft(reply=reply, sections=(guidelines, label, research))


def survival(verdict: Verdict, cited: Mapping[str, Passage]) -> Draft:
    """Every cohort that fits, for a lookup of survival."""
    items = [_cohort(cohort, cited, None) for cohort in cohorts(verdict, None)]
    guidelines, label = DraftSection(title="From the Guidelines"), DraftSection(title="From the FDA Drug Label")
    return Draft(
        reply=verdict.statement,
        sections=(guidelines, label, DraftSection(title="From the Research", blocks=_bullets(items))),
    )


def empty() -> Draft:
    """A draft with nothing in it, for findings that stand alone."""
    guidelines, label, research = (DraftSection(title=title) for title in SECTION_TITLES)
    return Draft(reply="", sections=(guidelines, label, research))


def _guidelines(brief: Brief) -> DraftSection:
    opening = [
        s for rule in ("ajcc_stage", "who_grade") if (s := said(brief.verdict(rule), "guideline", brief.evidence.cited))
    ]
    factors = [item for factor in brief.evidence.factors if (item := _factor(brief, *factor))]
    options = [_told(p, brief.scope, brief.evidence.otherwise, label) for label, p in brief.evidence.told["guideline"]]
    blocks: list[DraftBlock] = [*_paragraph(opening)]
    figures = _cohorts_of(brief, "guideline")
    if figures and brief.intent != "treatment":
        blocks += [DraftHeading(text="Survival as the guideline gives it"), *_bullets(figures)]
    told: list[tuple[str, list[DraftItem]]] = [
        ("Key Factors Influencing Prognosis", factors),
        ("Treatment options that bear on prognosis", options),
    ]
    if brief.intent == "treatment":
        told = [("Treatment options", options), *([told[0]] if brief.full else [])]
    for heading, items in told:
        if items:
            blocks += [DraftHeading(text=heading), DraftBullets(items=tuple(items))]
    return DraftSection(title="From the Guidelines", blocks=tuple(blocks))


def _label(brief: Brief) -> DraftSection:
    told = [_told(p, brief.scope, brief.evidence.otherwise, label) for label, p in brief.evidence.told["drug_label"]]
    return DraftSection(title="From the FDA Drug Label", blocks=_bullets(told))


def _research(brief: Brief) -> DraftSection:
    blocks: list[DraftBlock] = []
    survival = brief.verdict("survival")
    if survival is not None and survival.value:
        chosen = [c for c in _chosen(brief) if _kind_of(c, brief.evidence.cited) == "research"]
        items = _cohorts_of(brief, "research")
        blocks += [DraftHeading(text="Cohorts nearest to this case; none is this patient's own probability")]
        blocks += _bullets(items)
        blocks += _paragraph([s for s in [_why_they_differ(chosen)] if s])
    imaging = [
        s
        for rule in ("krenning", "prrt_eligibility")
        if brief.case.receptor_imaging and (s := said(brief.verdict(rule), "research", brief.evidence.cited))
    ]
    if imaging:
        blocks += [DraftHeading(text="What the receptor imaging says"), *_paragraph(imaging)]
    scores = [
        s for v in brief.verdicts if _tells_a_score(v, brief.full) and (s := said(v, "research", brief.evidence.cited))
    ]
    told = [_told(p, brief.scope, brief.evidence.otherwise, label) for label, p in brief.evidence.told["research"]]
    if scores or told:
        blocks += [DraftHeading(text="Scores and further factors"), *_paragraph(scores), *_bullets(told)]
    return DraftSection(title="From the Research", blocks=tuple(blocks))


def _chosen(brief: Brief) -> tuple[Mapping[str, Any], ...]:
    survival = brief.verdict("survival")
    return cohorts(survival, None if brief.full else SHORT_COHORTS) if survival is not None else ()


def _cohorts_of(brief: Brief, kind: SourceKind) -> list[DraftItem]:
    """The chosen cohorts that sources of one kind report; a guideline's own figures stand with the guidelines."""
    cited, most = brief.evidence.cited, None if brief.full else MAX_DIFFERENCES
    return [_cohort(cohort, cited, most) for cohort in _chosen(brief) if _kind_of(cohort, cited) == kind]


def _kind_of(cohort: Mapping[str, Any], cited: Mapping[str, Passage]) -> SourceKind | None:
    return next((cited[key].kind for key in cohort["passages"] if key in cited), None)


ALL_BANDS = 3
"""Low, intermediate and high risk."""
SCORE_RULES = frozenset(
    {"panzuto_risk", "zaidi_recurrence", "ki67_recurrence", "small_pnet_nodes", "das_prrt_score", "milan_net", "netpet"}
)


def _tells_a_score(verdict: Verdict, full: bool) -> bool:
    """A score is told when it has a value or bounds; what it still needs only in the long answer."""
    if verdict.rule not in SCORE_RULES or verdict.status == "not_applicable":
        return False
    return full or (verdict.value is not None and not _says_nothing(verdict))


def _says_nothing(verdict: Verdict) -> bool:
    """Whether the bounds of a score leave every one of its groups open."""
    bands = verdict.inputs.get("bands")
    return isinstance(bands, list) and len(bands) >= ALL_BANDS


def cohorts(survival: Verdict, limit: int | None) -> tuple[Mapping[str, Any], ...]:
    """The cohorts to tell, best fit first; with a limit the lowest and the highest at five years are among them."""
    every: tuple[Mapping[str, Any], ...] = tuple(survival.value or ())
    if limit is None or len(every) <= limit:
        return every
    ends = _ends(every[: limit + 3], _is_alive_at_five_years)
    chosen = [c for c in every if any(c is end for end in ends)]
    for cohort in every:
        if len(chosen) >= limit:
            break
        if not any(cohort is one for one in chosen):
            chosen.append(cohort)
    return tuple(sorted(chosen, key=every.index))


def five_year_range(survival: Verdict | None) -> tuple[Mapping[str, Any], ...]:
    """The lowest and the highest share alive at five years among the cohorts that are told, or nothing."""
    return _ends(cohorts(survival, SHORT_COHORTS), _is_alive_at_five_years) if survival else ()


def median_range(survival: Verdict | None) -> tuple[Mapping[str, Any], ...]:
    """The shortest and the longest median survival among the cohorts that are told, or nothing."""
    return _ends(cohorts(survival, SHORT_COHORTS), _is_median_survival) if survival else ()


def _ends(
    among: Sequence[Mapping[str, Any]], counts: Callable[[Mapping[str, Any]], bool]
) -> tuple[Mapping[str, Any], ...]:
    same_stage = [c for c in among if counts(c) and "all stages" not in str(c["fit"])]
    fitting = [c for c in same_stage if "all had " not in str(c["fit"])] or same_stage
    return (min(fitting, key=_size), max(fitting, key=_size)) if fitting else ()


def _size(cohort: Mapping[str, Any]) -> float:
    return float(cohort["value"]) * (12 if cohort["unit"] == "years" else 1)


def _is_alive_at_five_years(cohort: Mapping[str, Any]) -> bool:
    return str(cohort["endpoint"]) == "overall survival at 5 years"


def _is_median_survival(cohort: Mapping[str, Any]) -> bool:
    return str(cohort["endpoint"]).startswith("median overall survival")


def _cohort(cohort: Mapping[str, Any], cited: Mapping[str, Passage], most: int | None) -> DraftItem:
    """One cohort as a bullet, with at most so many of the facts on which it differs from the case."""
    unit = "%" if cohort["unit"] in {"%", "percent"} else cohort["unit"]
    detail = [f"n = {int(cohort['n']):,}"] if cohort.get("n") else []
    if cohort.get("low") is not None and cohort.get("high") is not None:
        detail.insert(0, f"interval {phrase.number(cohort['low'])}-{phrase.number(cohort['high'])}")
    published = [f"published {cited[key].year}" for key in cohort["passages"] if key in cited][:1]
    detail += [f"years {cohort['years']}"] if cohort.get("years") else published
    figure = f"{cohort['endpoint']} {phrase.number(cohort['value'])} {unit} ({'; '.join(detail)})"
    told = str(cohort["fit"]).partition("Differs: ")[2].rstrip(".").split("; ")
    differs = "; ".join(sorted(told, key=lambda one: _WEIGHTY.search(one) is None)[:most])
    text = f"{figure}; differs: {differs}." if differs else f"{figure}."
    population = str(cohort["population"])
    return DraftItem(
        label=population[0].upper() + population[1:],
        sentences=(Sentence(text=text, keys=tuple(cohort["passages"]), given=(str(dict(cohort)), *published)),),
    )


_WEIGHTY = re.compile(r"all had|only|selected|older|carcinoma|load|progressive|stage III|resected|operated|pure")
"""Differences in whom a cohort took, which weigh more than that grades or sites stand together: told first."""
_SELECTION = (
    ("registry", "a registry counts everyone it is told of"),
    ("referral", "a referral centre sees selected patients"),
    ("resected", "an operated series those fit for surgery"),
    ("operated", "an operated series those fit for surgery"),
    ("trial", "a trial those already progressing"),
    ("one centre", "one centre its own referrals"),
    ("advanced", "an advanced series mixes grades and stages"),
)


def _why_they_differ(chosen: Sequence[Mapping[str, Any]]) -> Sentence | None:
    """Why the cohorts give different figures: how each came by its patients."""
    populations = " ".join(str(c["population"]).lower() for c in chosen)
    reasons = list(dict.fromkeys(reason for word, reason in _SELECTION if word in populations))
    if len(chosen) < 2 or len(reasons) < 2:
        return None
    keys = tuple(dict.fromkeys(key for c in chosen for key in c["passages"][:1]))
    return Sentence(
        text=f"They differ because they chose their patients differently: {', '.join(reasons[:3])}.", keys=keys
    )


def _factor(brief: Brief, factor: Factor, passage: Passage) -> DraftItem | None:
    value = _VALUES[factor.value](brief.case)
    label = factor.label.format(grade=_grade(brief.verdict("who_grade")))
    shown = Sentence(text=f"{value[0].upper()}{value[1:]}." if value else "Not stated.", keys=(), framing=True)
    verdict = brief.verdict(factor.rule) if factor.rule else None
    undetermined = verdict is not None and verdict.value == "undetermined"
    spoken = said(verdict, "guideline", brief.evidence.cited) if undetermined else None
    return DraftItem(label=label, sentences=(shown, spoken or _sentence(passage, brief.scope)))


def _grade(verdict: Verdict | None) -> str:
    value = str(verdict.value) if verdict and verdict.value else ""
    return f" within grade {value[1]}" if value in {"G1", "G2", "G3"} else ""


def said(verdict: Verdict | None, kind: SourceKind, cited: Mapping[str, Passage]) -> Sentence | None:
    """A verdict's statement for the section of one kind, or None when it says nothing or has no source of that kind."""
    if verdict is None or verdict.status == "not_applicable":
        return None
    keys = tuple(key for key in verdict.cites if key in cited and cited[key].kind == kind)
    return Sentence(text=verdict.statement, keys=keys, given=verdict_facts(verdict)) if keys else None


def _sentence(passage: Passage, scope: Scope) -> Sentence:
    return Sentence(text=caveat.told(passage.statement, scope), keys=(passage.key,))


def _told(passage: Passage, scope: Scope, otherwise: Mapping[str, Passage], label: str | None = None) -> DraftItem:
    """One statement as a bullet, with what another source says against it."""
    others = [otherwise[key] for key in passage.statement.differs_from if key in otherwise]
    against = [Sentence(text=f"Another source differs: {p.statement.text}", keys=(p.key,)) for p in others]
    return DraftItem(label=label, sentences=(_sentence(passage, scope), *against))


def _bullets(items: Sequence[DraftItem]) -> tuple[DraftBlock, ...]:
    return (DraftBullets(items=tuple(items)),) if items else ()


def _paragraph(sentences: Sequence[Sentence]) -> tuple[DraftBlock, ...]:
    return (DraftParagraph(sentences=tuple(sentences)),) if sentences else ()
