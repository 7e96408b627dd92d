"""Support: whether what a claim names stands in the passages that it cites, or in the patient's own case."""

import re
from collections.abc import Sequence

from chains.audit.claim import Claim
from chains.audit.naming import Named, named, of_case, says
from chains.audit.quantity import Quantity, of_figures, of_values, quantities
from knowledge.case import CaseDetails
from knowledge.evidence import Passage

_SENTENCE = re.compile(r"(?<=[.;])\s+")
_WORD = re.compile(r"[a-z]{4,}")
_CAVEAT = re.compile(r" \((?:it is about |[a-z ]+ too\b)[^()]*\)$")
"""What the writer adds where a statement is told of another kind of patient; the words are not the passage's."""
_OPEN = re.compile(r"\w+ not told apart")
"""What a source leaves open is named without being in it."""
ALIKE = 0.75
"""Share of the longer words that a claim and a sentence of a passage have in common, from which they say the same."""


def unsupported(claim: Claim, case: CaseDetails, asked: str) -> tuple[str, ...]:
    """What the claim says that neither its passages nor the case hold; nothing when all of it stands.

    The label of a bullet may also name what was ``asked`` about.
    """
    if not claim.framing and not claim.passages:
        return ("no passage",)
    numbers, names = _held(claim, case)
    said = _OPEN.sub("", _CAVEAT.sub("", claim.text))
    label = "" if claim.headed else claim.label
    strange = [q for q in quantities(f"{label}: {said}") if not q.stands_in(numbers)]
    faults = [f"{q.value:g} {q.unit or ''}".strip() for q in sorted(strange, key=lambda q: q.value)]
    faults += named(said).beyond(names)
    faults += named(label).beyond(names.joined(named(asked)))
    faults += [] if claim.framing or claim.verdict else _denial(said, claim.passages)
    return tuple(faults)


def strange_figures(text: str, case: CaseDetails, held: Sequence[str]) -> tuple[str, ...]:
    """The numbers of a text that stand neither in the case nor in one of the texts below it."""
    known = of_values(case.model_dump(exclude={"evidence_spans", "evidence_turns"}))
    known = known.union(*(quantities(one) | of_values(one) for one in held))
    return tuple(f"{q.value:g} {q.unit or ''}".strip() for q in quantities(text) if not q.stands_in(known))


def _held(claim: Claim, case: CaseDetails) -> tuple[frozenset[Quantity], Named]:
    numbers = of_values(case.model_dump(exclude={"evidence_spans", "evidence_turns"}))
    names = of_case(case)
    if claim.verdict:
        numbers |= of_values([claim.verdict.inputs, claim.verdict.value])
        names = names.joined(named(str([claim.verdict.title, claim.verdict.inputs, claim.verdict.value])))
    for passage in claim.passages:
        numbers |= quantities(passage.statement.text) | quantities(passage.title)
        numbers |= of_figures(passage.statement.figures) | {Quantity(value=passage.year)}
        grades = " ".join(passage.statement.applies_to.grades)
        numbers |= quantities(grades)
        names = names.joined(named(f"{passage.statement.text} ; {passage.title} ; {grades}"))
    return numbers, names


def _denial(text: str, passages: Sequence[Passage]) -> list[str]:
    """Where a sentence of a passage says the same in nearly the same words: whether only one of the two denies it."""
    near = _nearest(text, passages)
    if near is None or says("negation", near) == says("negation", text):
        return []
    return ["denies what its passage says" if says("negation", text) else "says what its passage denies"]


def _nearest(text: str, passages: Sequence[Passage]) -> str | None:
    words = set(_WORD.findall(text.lower()))
    texts = [p.statement.text for p in passages]
    texts += [sentence for text_ in texts for sentence in _SENTENCE.split(text_)]
    shares = [(_share(words, set(_WORD.findall(t.lower()))), t) for t in texts]
    share, best = max(shares, default=(0.0, ""))
    return best if share >= ALIKE else None


def _share(words: set[str], others: set[str]) -> float:
    return len(words & others) / max(1, len(words), len(others))
