"""The deterministic writer: verdicts and passages become a draft in three sections.

It composes sentences that the register and the rule tables already hold, so that nothing is said that is not cited;
the words of its own are framing: this patient's value, "not stated", headings.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chains import phrase
from chains.answer import SECTION_TITLES
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
from knowledge.case import CaseDetails, Value
from knowledge.evidence import Passage, SourceKind
from knowledge.rules.verdict import Verdict

KINDS: tuple[SourceKind, ...] = ("guideline", "drug_label", "research")
SHORT_COHORTS = 4
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
    full: bool = False

    def verdict(self, rule: str) -> Verdict | None:
        """The verdict of one rule, or None."""
        return next((v for v in self.verdicts if v.rule == rule), None)


def consultation(brief: Brief, reply: str) -> Draft:
    """The answer to a question about prognosis or treatment."""
    return Draft(reply=reply, sections=(_guidelines(brief), _label(brief), _research(brief)))


def from_passages(found: Mapping[SourceKind, Sequence[Passage]], reply: str) -> Draft:
    """The answer to a question about the evidence: the passages that bear on it, section by section."""
    guidelines, label, research = (
        DraftSection(title=title, blocks=_bullets([_plain(p) for p in found.get(kind, ())]))
        for title, kind in zip(SECTION_TITLES, KINDS, strict=True)
    )
    return Draft(reply=reply, sections=(guidelines, label, research))


def from_verdicts(verdicts: Sequence[Verdict], reply: str, kinds: Mapping[str, SourceKind]) -> Draft:
    """The answer to a question about single factors: what the rules say, each in the section of its source."""
    guidelines, label, research = (
        DraftSection(title=title, blocks=_paragraph([s for v in verdicts if (s := said(v, kind, kinds))]))
        for title, kind in zip(SECTION_TITLES, KINDS, strict=True)
    )
    return Draft(reply=reply, sections=(guidelines, label, research))


def empty() -> Draft:
    """A draft with nothing in it, for findings that stand alone."""
    guidelines, label, research = (DraftSection(title=title) for title in SECTION_TITLES)
    return Draft(reply="", sections=(guidelines, label, research))


def _guidelines(brief: Brief) -> DraftSection:
    opening = [s for rule in ("ajcc_stage", "who_grade") if (s := said(brief.verdict(rule), "guideline", brief.evidence.kinds))]
    factors = [item for factor in brief.evidence.factors if (item := _factor(brief, *factor))]
    options = [_labelled(label, [p]) for label, p in brief.evidence.told["guideline"]]
    blocks: list[DraftBlock] = [*_paragraph(opening)]
    if factors:
        blocks += [DraftHeading(text="Key Factors Influencing Prognosis"), DraftBullets(items=tuple(factors))]
    if options:
        blocks += [DraftHeading(text="Treatment options that bear on prognosis"), DraftBullets(items=tuple(options))]
    return DraftSection(title="From the Guidelines", blocks=tuple(blocks))


def _label(brief: Brief) -> DraftSection:
    told = [_labelled(label, [p]) for label, p in brief.evidence.told["drug_label"]]
    return DraftSection(title="From the FDA Drug Label", blocks=_bullets(told))


def _research(brief: Brief) -> DraftSection:
    blocks: list[DraftBlock] = []
    survival = brief.verdict("survival")
    if survival is not None and survival.value:
        chosen = cohorts(survival, None if brief.full else SHORT_COHORTS)
        items = [item for cohort in chosen if (item := _cohort(survival, cohort))]
        blocks += [DraftHeading(text="Cohorts nearest to this case; none is this patient's own probability")]
        blocks += _bullets(items)
        blocks += _paragraph([s for s in [_why_they_differ(survival, chosen)] if s])
    imaging = [s for rule in ("krenning", "prrt_eligibility", "netpet") if (s := said(brief.verdict(rule), "research", brief.evidence.kinds))]
    if imaging:
        blocks += [DraftHeading(text="What the receptor imaging says"), *_paragraph(imaging)]
    scores = [s for rule in SCORE_RULES if (s := said(brief.verdict(rule), "research", brief.evidence.kinds))]
    told = [_labelled(label, [p]) for label, p in brief.evidence.told["research"]]
    if scores or told:
        blocks += [DraftHeading(text="Scores and further factors"), *_paragraph(scores), *_bullets(told)]
    return DraftSection(title="From the Research", blocks=tuple(blocks))


SCORE_RULES = ("panzuto_risk", "zaidi_recurrence", "ki67_recurrence", "small_pnet_nodes", "das_prrt_score", "milan_net")


def cohorts(survival: Verdict, limit: int | None) -> tuple[Mapping[str, Any], ...]:
    """The cohorts to tell, best fit first; with a limit the lowest and the highest at five years are among them."""
    every: tuple[Mapping[str, Any], ...] = tuple(survival.value or ())
    if limit is None or len(every) <= limit:
        return every
    five = [c for c in every[: limit + 3] if _is_five_year_survival(c)]
    must = {id(c) for c in (min(five, key=_rate), max(five, key=_rate))} if five else set()
    chosen = [c for c in every if id(c) in must]
    for cohort in every:
        if len(chosen) >= limit:
            break
        if id(cohort) not in must:
            chosen.append(cohort)
    return tuple(sorted(chosen, key=every.index))


def five_year_range(survival: Verdict | None) -> tuple[Mapping[str, Any], ...]:
    """The lowest and the highest five-year survival among the cohorts that are told, or nothing."""
    if survival is None or not survival.value:
        return ()
    five = [c for c in cohorts(survival, SHORT_COHORTS) if _is_five_year_survival(c)]
    return (min(five, key=_rate), max(five, key=_rate)) if five else ()


def _rate(cohort: Mapping[str, Any]) -> float:
    return float(cohort["value"])


def _is_five_year_survival(cohort: Mapping[str, Any]) -> bool:
    endpoint = str(cohort["endpoint"]).lower()
    return cohort["unit"] in {"%", "percent"} and "5" in endpoint and ("survival" in endpoint or "os" in endpoint.split())


def _cohort(survival: Verdict, cohort: Mapping[str, Any]) -> DraftItem | None:
    keys = tuple(key for key in survival.cites if key.split("#")[0] == str(cohort["source"]).split("#")[0])
    if not keys:
        return None
    unit = "%" if cohort["unit"] in {"%", "percent"} else cohort["unit"]
    size = [f"n = {int(cohort['n']):,}"] if cohort.get("n") else []
    if cohort.get("low") is not None and cohort.get("high") is not None:
        size.insert(0, f"95 % CI {phrase.number(cohort['low'])}-{phrase.number(cohort['high'])}")
    if cohort.get("years"):
        size.append(str(cohort["years"]))
    figure = f"{cohort['endpoint']} {phrase.number(cohort['value'])} {unit}"
    detail = f" ({'; '.join(size)})" if size else ""
    return DraftItem(
        label=str(cohort["population"]),
        sentences=(Sentence(text=f"{figure}{detail}; {cohort['fit']}.", keys=keys[:1], given=(str(dict(cohort)),)),),
    )


def _why_they_differ(survival: Verdict, chosen: Sequence[Mapping[str, Any]]) -> Sentence | None:
    return None if len(chosen) < 2 else Sentence(text=survival.statement, keys=survival.cites[:1], given=verdict_facts(survival))


def _factor(brief: Brief, factor: Factor, passage: Passage) -> DraftItem | None:
    value = _VALUES[factor.value](brief.case)
    label = factor.label.format(grade=f"grade {brief.case.stated_grade}" if brief.case.stated_grade else "its grade")
    shown = Sentence(text=f"{value[0].upper()}{value[1:]}." if value else "Not stated.", keys=(), framing=True)
    spoken = said(brief.verdict(factor.rule), "guideline", brief.evidence.kinds) if factor.rule else None
    return DraftItem(label=label, sentences=(shown, spoken or _sentence(passage)))


def said(verdict: Verdict | None, kind: SourceKind, kinds: Mapping[str, SourceKind]) -> Sentence | None:
    """A verdict's statement for the section of one kind, or None when it says nothing or has no source of that kind."""
    if verdict is None or verdict.status == "not_applicable":
        return None
    keys = tuple(key for key in verdict.cites if kinds.get(key) == kind)
    return Sentence(text=verdict.statement, keys=keys, given=verdict_facts(verdict)) if keys else None


def _sentence(passage: Passage) -> Sentence:
    return Sentence(text=passage.statement.text, keys=(passage.key,))


def _plain(passage: Passage) -> DraftItem:
    return DraftItem(sentences=(_sentence(passage),))


def _labelled(label: str, passages: Sequence[Passage]) -> DraftItem:
    return DraftItem(label=label, sentences=tuple(_sentence(p) for p in passages))


def _bullets(items: Sequence[DraftItem]) -> tuple[DraftBlock, ...]:
    return (DraftBullets(items=tuple(items)),) if items else ()


def _paragraph(sentences: Sequence[Sentence]) -> tuple[DraftBlock, ...]:
    return (DraftParagraph(sentences=tuple(sentences)),) if sentences else ()
