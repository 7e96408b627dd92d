"""Question and case to evidence: which passages the writers may choose from.

Queries are made from the case as read, not from the clinician's wording, so that rewording a case changes nothing.
Only a question about the evidence itself is searched in the words it was asked in.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from pydantic import Field

from chains import phrase, plan
from chains.answer import Intent
from chains.bearing import bears, fits, of_this_extent
from chains.matter import Matter, of_the_matter
from chains.named import Named
from chains.plan import Factor, Slot
from knowledge.applicability import HIGHER_KI67, LOWER_KI67, OTHER_LINE, Scope, applies
from knowledge.case import CaseDetails, Value
from knowledge.evidence import Hit, Line, Passage, SourceKind
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import SPREAD
from knowledge.terms import drug_names, fold, read_terms

if TYPE_CHECKING:
    from knowledge.library import Library

LEAST_OF_BEST = 0.5
TRIAL_PASSAGES = 6
LINE_WEIGHT = 1.2
"""What the right line of treatment is worth beside the score of the search."""
PRRT_SPARE = 12
"""So many more passages are looked at where those on radioligands are left out."""
_AGAIN = re.compile(r"(?i)re-?treat|re-?challeng|salvage|repeat(?:ed)? prrt|second course")
_OF_AGAIN = re.compile(r"(?i)re-?treat|re-?challeng|further PRRT cycles|(?:second|third) course")
"""What is said of PRRT given again is no answer for one who has not had it."""
NAMED_LOOKED_AT = 60
_WORD = re.compile(r"\w+")


class Evidence(Value):
    """What the writer may choose from."""

    factors: tuple[tuple[Factor, Passage], ...] = ()
    """The key factors of this case, each with the passage that says why it matters."""
    told: Mapping[SourceKind, tuple[tuple[str, Passage], ...]] = Field(default_factory=dict)
    """For each kind of source the labelled passages, in the order in which they are told."""
    cited: Mapping[str, Passage] = Field(default_factory=dict)
    """The passages that the verdicts cite, by key."""
    otherwise: Mapping[str, Passage] = Field(default_factory=dict)
    """The passages that differ from one that is told, by key."""

    def leading(self, asked: Sequence[tuple[str, Passage]]) -> "Evidence":
        """The same with the passages that answer what was asked by name told first, each in its section."""
        known = {passage.key: label for rows in self.told.values() for label, passage in rows}
        first = {passage.key: (known.get(passage.key, _headed(name)), passage) for name, passage in asked}
        told = {
            kind: (
                *(row for row in first.values() if row[1].kind == kind),
                *(row for row in rows if row[1].key not in first),
            )
            for kind, rows in self.told.items()
        }
        return self.model_copy(update={"told": told})


def _headed(name: str) -> str:
    """The name of a treatment as a label: without its article, beginning with a capital."""
    bare = name.removeprefix("a ")
    return bare[0].upper() + bare[1:]


def gather(
    library: "Library",
    case: CaseDetails,
    verdicts: Sequence[Verdict],
    intent: Intent,
    *,
    full: bool,
    drugs: Sequence[str] = (),
) -> Evidence:
    """The evidence for a question about prognosis or treatment; no passage is told twice."""
    cited = {key: passage for v in verdicts for key in v.cites if (passage := library.passage(key)) is not None}
    told_factors = plan.factors() if full or intent != "treatment" else ()
    fitting = (
        (factor, passage)
        for factor in told_factors
        if factor.serves(case) and (passage := _first_fitting(library, factor.passages, case)) is not None
    )
    factors = tuple({factor.label: (factor, passage) for factor, passage in reversed(tuple(fitting))}.values())[::-1]
    used = {passage.key for _, passage in factors} | set(cited)
    brief = not full and any(v.rule == "survival" and v.value for v in verdicts)
    without_prrt = any(v.rule == "prrt_eligibility" and v.value == "below_liver" for v in verdicts)
    carcinoma = Scope.of(case).is_nec or case.histology == "minen"  # its first and its second line are both told
    told: dict[SourceKind, list[tuple[str, Passage]]] = {"guideline": [], "drug_label": [], "research": []}
    for slot in plan.slots():
        if not slot.serves(intent, case) or (slot.long_only and brief) or (without_prrt and slot.topics == ("prrt",)):
            continue
        limit = slot.limit + (slot.more if full else 0) + (1 if carcinoma and "chemo" in slot.topics else 0)
        found = for_slot(library, slot, case, slot.kind, limit + len(used) + (PRRT_SPARE if without_prrt else 0))
        found = [p for p in found if not (without_prrt and _needs_receptors(p))]
        fresh = [p for p in found if p.key not in used][:limit]
        told[slot.kind] += [(slot.label, passage) for passage in fresh]
        used |= {passage.key for passage in fresh}
    for drug in drugs:
        hits = library.search(
            f"{drug} indication", scope=Scope.of(case), kinds=("drug_label",), drug=drug, limit=3, reasons=False
        )
        told["drug_label"] += [(drug.capitalize(), hit.passage) for hit in hits if hit.passage.key not in used]
        used |= {hit.passage.key for hit in hits}
    return Evidence(
        factors=factors,
        told={kind: tuple(rows) for kind, rows in told.items()},
        cited=cited,
        otherwise=otherwise(library, [passage for rows in told.values() for _, passage in rows], case),
    )


def _needs_receptors(passage: Passage) -> bool:
    """Whether a statement speaks for a radioligand, or of receptor-positive tumours only."""
    text = passage.statement.text.lower()
    radioligand = (passage.statement.applies_to.drug or "").startswith("lutetium")
    return radioligand or ("receptor-positive" in text and "receptor-negative" not in text)


def otherwise(library: "Library", told: Sequence[Passage], case: CaseDetails) -> dict[str, Passage]:
    """The passages that say otherwise than those told, where they apply to the case and are not told themselves."""
    scope, known = Scope.of(case), {passage.key for passage in told}
    keys = dict.fromkeys(key for passage in told for key in passage.statement.differs_from if key not in known)
    found = {key: passage for key in keys if (passage := library.passage(key)) is not None}
    return {
        key: passage for key, passage in found.items() if applies(passage.statement, scope).ok and fits(passage, case)
    }


def _first_fitting(library: "Library", keys: Sequence[str], case: CaseDetails) -> Passage | None:
    scope = Scope.of(case)
    for key in keys:
        passage = library.passage(key)
        if passage is None or not of_this_extent(passage, case):
            continue
        fit = applies(passage.statement, scope)
        if fit.ok and not OTHER_LINE & {*fit.differs}:
            return passage
    return None


def case_words(case: CaseDetails) -> str:
    """The case in the few words that a search needs; the same for every wording of it."""
    parts = []
    if case.stated_grade:
        parts.append(f"grade {case.stated_grade}")
    if case.differentiation:
        parts.append(
            f"{case.differentiation}ly differentiated" if case.differentiation == "poor" else "well-differentiated"
        )
    if case.primary_site:
        parts.append(phrase.SITE_ADJECTIVE[case.primary_site])
    parts.append(phrase.tumour(case))
    parts += [f"{SPREAD[site]} metastases" for site in sorted(case.present_metastases())]
    if any(t.kind == "surgery" and t.status == "done" for t in case.treatments):
        parts.append("after resection")
    return " ".join(parts)


def for_slot(library: "Library", slot: Slot, case: CaseDetails, kind: SourceKind, limit: int) -> list[Passage]:
    """The passages for one slot, most useful first: applicable, checked before unchecked, specific before general."""
    scope = Scope.of(case)
    hits = library.search(
        f"{slot.words} {case_words(case)}",
        scope=scope,
        kinds=(kind,),
        topics=slot.topics,
        limit=max(12, limit),
        reasons=False,
    )
    hits = [hit for hit in hits if bears(hit.passage, case, general=bool(slot.syndromes), hormones=slot.syndromes)]
    if slot.told:
        hits = [hit for hit in hits if re.search(slot.told, hit.passage.statement.text)]
    had_prrt = any(t.kind == "prrt" and t.status in {"done", "ongoing"} for t in case.treatments)
    if "prrt" in slot.topics and had_prrt:
        query = f"PRRT retreatment salvage {case_words(case)}"
        again = library.search(
            query, scope=scope, kinds=(kind,), topics=slot.topics, limit=max(12, limit), reasons=False
        )
        hits = [hit for hit in again if bears(hit.passage, case) and _AGAIN.search(hit.passage.statement.text)]
    elif "prrt" in slot.topics:
        hits = [hit for hit in hits if not _OF_AGAIN.search(hit.passage.statement.text)]
    if slot.settings:
        hits = [hit for hit in hits if hit.passage.statement.applies_to.setting in slot.settings]
    ranked = sorted(hits, key=lambda hit: (-_usefulness(hit, case, scope), hit.passage.key))
    return [hit.passage for hit in ranked[:limit]]


def for_named(library: "Library", named: Named, case: CaseDetails, told: Sequence[Passage]) -> Passage | None:
    """What speaks of a treatment that a question names: checked first, then a guideline, then what is told anyway."""
    scope = Scope.of(case)
    query = f"{named.words or named.name} {case_words(case)}"
    found = {hit.passage.key: hit for hit in library.search(query, scope=scope, limit=NAMED_LOOKED_AT, reasons=False)}
    hits = [hit for hit in found.values() if named.in_statement(hit.passage) and bears(hit.passage, case, general=True)]
    among = [hit.passage for hit in sorted(hits, key=lambda hit: (-_usefulness(hit, case, scope), hit.passage.key))]
    among += [passage for passage in told if passage.key not in found and named.in_statement(passage)]
    ranked = sorted(
        among,
        key=lambda p: (not p.statement.checked, len(applies(p.statement, scope).differs), _order(p), p not in told),
    )
    return ranked[0] if ranked else None


def _order(passage: Passage) -> int:
    """Guidelines first, then what a label says of its indication, then research, then the rest of a label."""
    if passage.kind == "drug_label":
        return 1 if passage.statement.topic == "eligibility" else 3
    return 0 if passage.kind == "guideline" else 2


def for_question(
    library: "Library",
    text: str,
    case: CaseDetails,
    kinds: Sequence[SourceKind],
    limit: int,
    *,
    trials: Sequence[str] = (),
    drugs: Sequence[str] = (),
    named: Sequence[Named] = (),
) -> tuple[Passage, ...]:
    """The passages that answer a question about the evidence in the words it was asked in, best first.

    What the reports of a named trial say comes first, its main result ahead of the rest; of several drugs each has its
    turn. What scores far below the best is left out, and so is what speaks of none of the treatments that are named: a
    section abstains rather than being filled.
    """
    first = [p for p in of_trials(library, trials) if p.kind in kinds][:TRIAL_PASSAGES]
    scope = Scope.of(case)
    searches = [library.search(text, scope=scope, kinds=kinds, limit=limit)]
    if drugs:
        searches += [library.search(text, scope=scope, kinds=kinds, drug=drug, limit=limit) for drug in drugs]
    found = [[hit.passage for hit in hits if hit.score >= LEAST_OF_BEST * hits[0].score] for hits in searches]
    turns = [passage for turn in zip_longest(*found) for passage in turn if passage is not None]
    if first:  # a named trial is answered by what speaks of it, not by what shares words with the case beside it
        turns = [passage for passage in turns if any(name in passage.statement.text for name in trials)]
    elif named and not trials:
        turns = [passage for passage in turns if any(one.spoken_of(passage) for one in named)]
    turns = sorted(turns, key=lambda passage: -shared(text, passage, named))
    return tuple({passage.key: passage for passage in (*first, *turns)}.values())[:limit]


def of_labels(library: "Library", drugs: Sequence[str], matters: Sequence[Matter]) -> tuple[Passage, ...]:
    """What the labels of drugs say on the matters that are asked about, in the order of the label."""
    wanted = {drug_names(drug)[0] for drug in drugs}
    kept = (
        passage
        for passage in library.passages
        if passage.kind == "drug_label"
        and (drug := passage.statement.applies_to.drug) is not None
        and drug_names(drug)[0] in wanted
    )
    return of_the_matter(tuple(kept), matters) if matters else ()


def indications(library: "Library", text: str) -> tuple[Passage, ...]:
    """What a drug is indicated for, as its labels say; none where more is asked than its name."""
    words = set(_WORD.findall(fold(text)))
    of_it = (
        passage
        for passage in library.passages
        if passage.kind == "drug_label" and " indicated " in passage.statement.text and words <= _names(passage)
    )
    return tuple(of_it) if words else ()


def labelled(library: "Library") -> tuple[str, ...]:
    """The drugs of which a label is kept."""
    labels = (passage.statement.applies_to.drug for passage in library.passages if passage.kind == "drug_label")
    return tuple(sorted({drug for drug in labels if drug}))


def _names(label: Passage) -> set[str]:
    """The words of a drug's generic name and of its brand, which stands first in the title of its label."""
    brand = label.title.partition("(")[0]
    return set(_WORD.findall(fold(f"{label.statement.applies_to.drug or ''} {brand}")))


def shared(text: str, passage: Passage, named: Sequence[Named] = ()) -> int:
    """How many of the things that a question names a passage speaks of: treatments, and concepts of the field."""
    concepts = set(read_terms(text).concepts) & set(read_terms(f"{passage.title}. {passage.statement.text}").concepts)
    return len(concepts) + sum(one.spoken_of(passage) for one in named)


def of_trials(library: "Library", names: Sequence[str]) -> list[Passage]:
    """What the reports of named trials say, as the register has it: the first statement is the main result.

    A report carries the name of its trial at the head of its id ("NETTER-2": ``netter-2-2024``).
    """
    heads = tuple(f"{name.lower().replace(' ', '-')}-" for name in names)
    return [passage for passage in library.passages if f"{passage.source_id}-".startswith(heads)] if heads else []


def _in_line(line: Line | None, treated: bool | None) -> float:
    """1 where a statement is of the patient's line of systemic treatment, -1 where it is of the other, else 0.

    Where nothing is said of earlier treatment the first line is told rather than a later one.
    """
    if line is None:
        return 0
    if treated is None:
        return 0.5 if line == "first" else -0.5
    return 1 if (line == "second_or_later") is treated else -1


def _usefulness(hit: Hit, case: CaseDetails, scope: Scope) -> float:
    statement = hit.passage.statement
    specific = case.primary_site in statement.applies_to.sites
    syndrome = statement.applies_to.hereditary is not None  # the patient's own: others were left out
    margin = case.margin in {"R1", "R2"} and case.margin in statement.text
    liver = statement.applies_to.setting == "liver_metastases" and "liver" in case.present_metastases()
    lengthy = max(0, len(statement.text) - 240) / 400
    line = LINE_WEIGHT * _in_line(statement.applies_to.line, scope.treated)
    others_ki67 = bool({HIGHER_KI67, LOWER_KI67} & {*applies(statement, scope).differs})
    recent = 0.02 * (hit.passage.year - 2015)
    return (
        hit.score
        + 1.5 * statement.checked
        + 0.8 * specific
        + 1.5 * syndrome
        + 2 * margin
        + 0.4 * liver
        + line
        + recent
        - lengthy
        - others_ki67
    )
