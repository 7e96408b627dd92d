"""The deterministic writer: verdicts and passages become a draft in three sections.

It composes sentences that the register and the rule tables already hold, so that nothing is said that is not cited;
the words of its own are framing: this patient's value, "not stated", headings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from chains import caveat, cohort, phrase
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
from chains.gist import gist
from chains.ground import verdict_facts
from chains.plan import Factor
from chains.retrieve import Evidence
from knowledge.applicability import Scope
from knowledge.case import CaseDetails, Value
from knowledge.evidence import Passage, SourceKind
from knowledge.rules.verdict import Verdict

KINDS: tuple[SourceKind, ...] = ("guideline", "drug_label", "research")
_VALUES: Mapping[str, Callable[[CaseDetails], str | None]] = {
    "ki67": phrase.ki67_all,
    "differentiation": phrase.differentiation,
    "liver": phrase.liver_known,
    "extrahepatic": phrase.extrahepatic,
    "growth": phrase.growth,
    "size": phrase.size,
    "nodes": phrase.nodes,
    "systemic_therapy": phrase.systemic_therapy,
    "thoracic_class": phrase.thoracic_class,
}


class Brief(Value):
    """What the writer works from."""

    case: CaseDetails
    verdicts: tuple[Verdict, ...]
    evidence: Evidence
    intent: Intent = "prognosis"
    full: bool = False
    options: bool = True
    """Whether an answer on prognosis tells the options too; not where the same message asks for them."""

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
    figures = cohort.told(cohort.chosen(told, None), cited)
    research = research.model_copy(update={"blocks": (*research.blocks, *figures)})
    return Draft(reply=reply, sections=(guidelines, label, research))


def survival(verdict: Verdict, cited: Mapping[str, Passage]) -> Draft:
    """Every cohort that fits, for a lookup of survival."""
    blocks = tuple(cohort.told(cohort.chosen(verdict, None), cited, None))
    guidelines, label = DraftSection(title="From the Guidelines"), DraftSection(title="From the FDA Drug Label")
    return Draft(
        reply=verdict.statement,
        sections=(guidelines, label, DraftSection(title="From the Research", blocks=blocks)),
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
    options = _items(brief, "guideline") if brief.options or brief.intent == "treatment" else []
    blocks: list[DraftBlock] = [*_paragraph(opening)]
    figures = _chosen(brief, "guideline")
    if figures and brief.intent != "treatment":
        blocks += [DraftHeading(text="Survival as the guideline gives it"), *_cohorts(brief, figures)]
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
    return DraftSection(title="From the FDA Drug Label", blocks=_bullets(_items(brief, "drug_label")))


def _research(brief: Brief) -> DraftSection:
    blocks: list[DraftBlock] = []
    figures = _chosen(brief, "research")
    if figures:
        blocks += [DraftHeading(text="Survival in the nearest published cohorts"), *_cohorts(brief, figures)]
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
    told = _items(brief, "research")
    if scores:
        blocks += [DraftHeading(text="Scores"), *_paragraph(scores)]
    if told:
        heading = "What trials and series show" if brief.intent == "treatment" else "Further factors"
        blocks += [DraftHeading(text=heading), *_bullets(told)]
    return DraftSection(title="From the Research", blocks=tuple(blocks))


def _cohorts(brief: Brief, figures: Sequence[cohort.Cohort]) -> Iterator[DraftBlock]:
    return cohort.told(figures, brief.evidence.cited, None if brief.full else cohort.MOST_DIFFERENCES)


def _chosen(brief: Brief, kind: SourceKind) -> list[cohort.Cohort]:
    """The cohorts that sources of one kind report; a guideline's own figures stand with the guidelines.

    A question about treatment is told the nearest one only, in the short answer.
    """
    few = 1 if brief.intent == "treatment" else cohort.SHORT
    told = cohort.chosen(brief.verdict("survival"), None if brief.full else few)
    return [one for one in told if cohort.kind_of(one, brief.evidence.cited) == kind]


SCORE_RULES = frozenset(
    {"panzuto_risk", "zaidi_recurrence", "ki67_recurrence", "small_pnet_nodes", "das_prrt_score", "milan_net", "netpet"}
)


def _tells_a_score(verdict: Verdict, full: bool) -> bool:
    """A score is told when it has a value, or bounds that leave one group; what it still needs only in the long answer.

    That a transplant is ruled out is no news where nobody asks for one: the findings and the long answer tell it.
    """
    if verdict.rule not in SCORE_RULES or verdict.status == "not_applicable":
        return False
    bands = verdict.inputs.get("bands")
    settled = verdict.status == "assigned" or (isinstance(bands, list) and len(bands) == 1)
    return full or (settled and verdict.value != "not_met")


def _factor(brief: Brief, factor: Factor, passage: Passage) -> DraftItem | None:
    value = _VALUES[factor.value](brief.case)
    label = factor.label.format(grade=_grade(brief.verdict("who_grade")))
    shown = Sentence(text=f"{value[0].upper()}{value[1:]}." if value else "Not stated.", keys=(), framing=True)
    verdict = brief.verdict(factor.rule) if factor.rule else None
    undetermined = verdict is not None and verdict.value == "undetermined"
    spoken = said(verdict, "guideline", brief.evidence.cited) if undetermined else None
    return DraftItem(label=label, sentences=(shown, spoken or _sentence(passage, brief.scope, short=not brief.full)))


def _grade(verdict: Verdict | None) -> str:
    value = str(verdict.value) if verdict and verdict.value else ""
    return f" within grade {value[1]}" if value in {"G1", "G2", "G3"} else ""


def said(verdict: Verdict | None, kind: SourceKind, cited: Mapping[str, Passage]) -> Sentence | None:
    """A verdict's statement for the section of one kind, or None when it says nothing or has no source of that kind."""
    if verdict is None or verdict.status == "not_applicable":
        return None
    keys = tuple(key for key in verdict.cites if key in cited and cited[key].kind == kind)
    return Sentence(text=verdict.statement, keys=keys, given=verdict_facts(verdict)) if keys else None


def _items(brief: Brief, kind: SourceKind) -> list[DraftItem]:
    """What is told from one kind of source, as bullets: what has the same label in a row is one of them.

    A label's indications need no heading word: each begins with its drug.
    """
    items: list[DraftItem] = []
    for label, passage in brief.evidence.told[kind]:
        item = _told(passage, brief.scope, brief.evidence.otherwise, label, short=not brief.full)
        if kind == "drug_label":
            items.append(item.model_copy(update={"label": None}))
        elif items and items[-1].label == label:
            items[-1] = items[-1].model_copy(update={"sentences": items[-1].sentences + item.sentences})
        else:
            items.append(item)
    return items


def _sentence(passage: Passage, scope: Scope, *, short: bool = False) -> Sentence:
    text = gist(passage) if short else passage.statement.text
    return Sentence(text=caveat.told(text, passage.statement, scope), keys=(passage.key,))


def _told(
    passage: Passage,
    scope: Scope,
    otherwise: Mapping[str, Passage],
    label: str | None = None,
    *,
    short: bool = False,
) -> DraftItem:
    """One statement as a bullet, with what another source says against it."""
    others = [otherwise[key] for key in passage.statement.differs_from if key in otherwise]
    against = [
        Sentence(text=f"Another source differs: {gist(p) if short else p.statement.text}", keys=(p.key,))
        for p in others
    ]
    return DraftItem(label=label, sentences=(_sentence(passage, scope, short=short), *against))


def _bullets(items: Sequence[DraftItem]) -> tuple[DraftBlock, ...]:
    return (DraftBullets(items=tuple(items)),) if items else ()


def _paragraph(sentences: Sequence[Sentence]) -> tuple[DraftBlock, ...]:
    return (DraftParagraph(sentences=tuple(sentences)),) if sentences else ()
