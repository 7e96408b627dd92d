"""Support: whether a sentence that a chat model wrote stands in the passages that it cites; in doubt it does not.

A sentence is held against its passages claim by claim: every number with its unit and what it is told of, every drug,
organ and kind of tumour, every denial, and every word that is no mere connecting word. What a passage narrows, the
sentence narrows too. So a model may shorten, join and order what the passages say, and nothing else.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from chains.claims import COMPANY, KEPT, Claims, Clause, Told, claims, forbidden, plain
from knowledge.evidence import Passage
from knowledge.rules.verdict import Verdict

MOST_CHARACTERS = 600
"""A longer statement is no sentence or two."""
DRAWN_UPON = 0.4
"""A clause of a passage is told where the sentence has a figure of it, or this share of its words."""
_SENTENCES = re.compile(r"(?<=[a-z0-9)%]\.) +(?=[A-Z0-9])")
_PARTS = re.compile(r";|, (?:and|while|whereas|but) ")
"""Where a sentence that joins passages goes from one to the next."""
_SURVIVAL_UNITS = frozenset({"%", "year", "month", "week", "day", "fold", "ratio", None})

Fault = Literal[
    "form", "order", "patient", "number", "company", "drug", "site", "lineage", "setting", "measure", "survival",
    "denial", "narrowed", "sequence", "words", "unneeded",
]  # fmt: skip
"""What is wrong with a sentence; counted, never shown."""
_KINDS: tuple[tuple[str, Fault], ...] = (
    ("arm", "drug"),
    ("site", "site"),
    ("lineage", "lineage"),
    ("setting", "setting"),
    ("measure", "measure"),
    ("direction", "words"),
)
_BY_TITLE = frozenset({"arm", "site", "lineage", "setting"})
"""What the title of a source may say in place of the passage: of whom it speaks, not what was found."""
_ORDERED = ("arm", "site", "lineage", "measure", "direction")
Figures = Mapping[str, frozenset[float]]
"""By passage key, the numbers of the findings that cite it."""


def told_figures(verdicts: Sequence[Verdict]) -> Figures:
    """By passage, the numbers of the findings that rest on it: the only figures of prognosis that may be told."""
    told: dict[str, frozenset[float]] = {}
    for verdict in verdicts:
        if verdict.status == "not_applicable":
            continue
        rows = verdict.value if verdict.rule == "survival" and isinstance(verdict.value, list | tuple) else ()
        parts = [(tuple(row["passages"]), row) for row in rows] or [(verdict.cites, [verdict.inputs, verdict.value])]
        for keys, part in parts:
            numbers = frozenset(one.figure.value for one in claims(json.dumps(part, default=str)).told)
            for key in keys:
                told[key] = told.get(key, frozenset()) | numbers
    return told


def needed(text: str, passages: Sequence[Passage], figures: Figures) -> tuple[tuple[str, ...], Fault | None]:
    """The keys of the passages that carry the text, or what is wrong with it.

    Where one passage alone carries it, those are cited that do so; else every one must be needed.
    """
    alone = tuple(p.key for p in passages if fault(text, [p], figures) is None)
    if alone:
        return alone, None
    wrong = fault(text, passages, figures)
    if wrong is not None:
        return (), wrong
    if any(fault(text, [q for q in passages if q is not p], figures) is None for p in passages):
        return (), "unneeded"
    return tuple(p.key for p in passages), None


def fault(text: str, passages: Sequence[Passage], figures: Figures) -> Fault | None:
    """What is wrong with a text that cites these passages, or None where every sentence of it stands there.

    A sentence stands in one passage as a whole, or each of its parts does: two passages are never mixed in one part.
    """
    if not passages or not text.strip() or len(text) > MOST_CHARACTERS or _matches("form", text):
        return "form"
    said = " ".join(plain(p.statement.text) for p in passages)
    for sentence in _SENTENCES.split(text.strip()):
        written = plain(sentence)
        if _matches("orders", written):
            return "order"
        if any(match.group() not in said for pattern in forbidden("patient") for match in pattern.finditer(written)):
            return "patient"
        wrong = _carried(sentence, passages, figures)
        if wrong is not None:
            return wrong
    return None


def _carried(sentence: str, passages: Sequence[Passage], figures: Figures) -> Fault | None:
    faults = [_fault(claims(sentence), one, figures) for one in passages]
    parts = [part for part in _PARTS.split(sentence) if part.strip(" .")]
    if None in faults:
        return None
    if len(passages) > 1 and len(parts) > 1:
        faults = [wrong for part in parts if (wrong := _carried(part, passages, figures)) is not None]
    return faults[0] if faults else None


def _matches(what: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in forbidden(what))


def _fault(sentence: Claims, passage: Passage, figures: Figures) -> Fault | None:
    carried, title = claims(passage.statement.text), claims(passage.title)
    if not sentence.figures <= carried.figures:
        return "number"
    for kind, wrong in _KINDS:
        by_title = title.named(kind) if kind in _BY_TITLE else frozenset[str]()
        if not sentence.named(kind) <= carried.named(kind) | by_title:
            return wrong
    if not sentence.concepts <= carried.concepts | title.concepts:
        return "drug"
    if not sentence.stems <= carried.covered | title.covered or not (sentence.stems or sentence.names):
        return "words"
    if not all(any(_same_company(one, other, title) for other in carried.told) for one in sentence.told):
        return "company"
    told = figures.get(passage.key, frozenset())
    if any(_is_survival(one) and one.figure.value not in told for one in sentence.told):
        return "survival"
    if _denies_otherwise(sentence, carried):
        return "denial"
    if not all(_keeps(sentence, clause) for clause in carried.clauses if _tells(sentence, clause)):
        return "narrowed"
    return None if _in_order(sentence, carried) else "sequence"


def _same_company(one: Told, other: Told, title: Claims) -> bool:
    """Whether a figure is told of the same things; it may leave out a name only where the passage has no other."""
    if one.figure != other.figure:
        return False
    for kind in COMPANY:
        mine, theirs, rivals = one.company.get(kind), other.company.get(kind), other.rivals[kind]
        if mine is None and theirs is not None and (kind in {"arm", "measure"} or len(rivals) > 1):
            return False
        theirs = other.beyond.get(kind) if theirs is None else theirs
        by_title = not rivals and kind in _BY_TITLE and mine in title.named(kind)
        if mine not in {None, theirs} and rivals != {mine} and not by_title:
            return False
    return True


def _is_survival(one: Told) -> bool:
    return one.company.get("measure") in {"survival", "mortality"} and one.figure.unit in _SURVIVAL_UNITS


def _denies_otherwise(sentence: Claims, carried: Claims) -> bool:
    """Whether something is denied that the passage does not deny, or stated that it only denies."""
    if not sentence.denied <= carried.denied or (sentence.affirmed & carried.denied) - carried.affirmed:
        return True
    drawn = sum(clause.denials for clause in carried.clauses if _tells(sentence, clause))
    return sum(clause.denials for clause in sentence.clauses) != drawn


def _tells(sentence: Claims, clause: Clause) -> bool:
    if clause.figures & sentence.figures:
        return True
    words = clause.stems | {name for _, name in clause.names}
    said = (sentence.stems & clause.stems) | {name for kind, name in clause.names if name in sentence.named(kind)}
    return bool(words) and len(said) / len(words) >= DRAWN_UPON


def _keeps(sentence: Claims, clause: Clause) -> bool:
    """Whether a clause that is told is told as narrowly; what belongs only to figures left out goes with them."""
    for (kind, name), figures in clause.names.items():
        if kind in KEPT and name not in sentence.named(kind) and (not figures or figures & sentence.figures):
            return False
    return clause.caveats <= frozenset[str]().union(*(one.caveats for one in sentence.clauses))


def _in_order(sentence: Claims, passage: Claims) -> bool:
    """Whether what both tell stands in one order, and no oftener: arms, organs, directions, figures of one unit."""
    rows = [(sentence.names.get(kind, ()), passage.names.get(kind, ())) for kind in _ORDERED]
    units = {one.figure.unit for one in sentence.told}
    rows += [(_figures_of(sentence, unit), _figures_of(passage, unit)) for unit in units]
    return all(_is_part_of(mine, theirs) for mine, theirs in rows)


def _figures_of(one: Claims, unit: str | None) -> tuple[str, ...]:
    return tuple(f"{told.figure.value:g}" for told in one.told if told.figure.unit == unit)


def _is_part_of(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the names that both have stand in one order."""
    left = iter(theirs)
    return all(name in left for name in mine if name in theirs)
