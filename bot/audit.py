"""Audit: what a chat model wrote into answers, held once more against the sources that the answers cite.

It is a check on ``chains.support`` and shares no code with it: it starts from the answer as the reader has it, takes
the sentences that the deterministic answer has not, and compares them with the register by cruder means. In doubt it
counts a sentence as unsupported.
"""

import re
import time
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from chains.answer import Answer, Bullets, Heading
from knowledge.case import Value
from knowledge.evidence import Source
from knowledge.terms import fold, read_terms

if TYPE_CHECKING:
    from chains.consult import Consultant
    from chains.prose import Wording

WORDS_IN_SOURCE = 0.9
"""At least this share of the longer words of a sentence stands in the statements of its sources."""
_CITED = re.compile(r"(?P<text>[^\[\]]+?)(?: \((?:in part )?from memory[^)]*\))? \[(?P<marks>\d+(?:, \d+)*)\]\.")
_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z0-9])")
_AMOUNT = re.compile(r"(?<![\w.-])(\d+(?:,\d{3})*(?:\.\d+)?)(\s?%| ?percent| ?-?(?:month|year|week|patient)s?\b)?")
_RANGE = re.compile(r"(\d+(?:\.\d+)?) (?:to|and) \d+(?:\.\d+)?\s?%")
"""The first number of "3 to 20 %", which is a percentage too."""
_WORDED = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|half|third|quarter|double|triple|twice)\b"
)
_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DRUG = re.compile(r"\b[a-z]{3,}(?:tinib|mab|limus|otide|platin|citabine|olomide|ozocin|stat|tate|toc|tecan|rubicin)\b")
_ORGAN = re.compile(
    r"\b(pancrea|gastri|stomach|duoden|ampull|jejun|ile(?=um|al)|append|colon|colorect|rect(?=um|al)|lung|bronch|thym"
    r"|liver|hepat|bone|perit|ovar|brain|midgut|hindgut|foregut|small[ -](?:bowel|intest)|heart|kidney|renal)"
)
_KIND = re.compile(
    r"\b(neuroendocrine carcinoma|necs?|poorly[ -]differentiated|well[ -]differentiated|small[ -]cell)\b"
)
_NO = re.compile(r"\b(?:not|no|never|without|cannot|rarely|neither|nor|none)\b\s*(\w+)?")
_ORDER = re.compile(
    r"(?:^|[.;] )(?:give|start|use|stop|increase|administer|prescribe|offer|switch)\b"
    r"|\b(?:should|must)\b.{0,50}\d ?(?:mg|gbq|mci)\b"
)
_PERSON = re.compile(r"\b(?:this|your|her|his) (?:patient|chance|case|survival|prognosis)|\b(?:you|your|chances? of)\b")
_SURVIVAL = re.compile(r"\b(?<!free )(?:surviv\w*|alive|died|mortality|life expectancy|cure[ds]?)\b")


class Claimed(Value):
    """A sentence of an answer with the sources that it cites."""

    text: str
    kind: str
    """The kind of source that its section allows."""
    cites: tuple[str, ...]


class Audited(Value):
    """What one model wrote over a set of questions."""

    questions: int
    written: int
    """Sentences that reached the reader in the model's words."""
    kept: int
    dropped: int
    faults: dict[str, int]
    """Why statements were dropped."""
    unsupported: tuple[str, ...]
    """Sentences that reached the reader and are not supported, each with what is wrong."""
    median_ms: float


def audit(consultant: "Consultant", folder: Path) -> Audited:
    """Ask every question of ``prose.toml`` with the model and without it, and judge what the model added."""
    questions: list[str] = tomllib.loads((folder / "prose.toml").read_text(encoding="utf-8"))["questions"]
    plain, told, wrong, took = consultant.plain(), [], [], []
    wordings: list[Wording] = []
    assert consultant.writer is not None  # noqa: S101 - only called with one
    consultant.writer.report = wordings.append
    for text in questions:
        began = time.perf_counter()
        answer = consultant.answer(text).answer
        took.append((time.perf_counter() - began) * 1000)
        for sentence in written(answer, plain.answer(text).answer):
            told.append(sentence)
            wrong += [f"{what}: {sentence.text}" for what in unsupported(sentence, answer, consultant.sources)]
    faults: dict[str, int] = {}
    for one in wordings:
        for fault, count in one.dropped.items():
            faults[fault] = faults.get(fault, 0) + count
    return Audited(
        questions=len(questions),
        written=len(told),
        kept=sum(one.kept for one in wordings),
        dropped=sum(faults.values()),
        faults=faults,
        unsupported=tuple(wrong),
        median_ms=round(sorted(took)[len(took) // 2], 1),
    )


def written(answer: Answer, plain: Answer) -> tuple[Claimed, ...]:
    """The sentences of an answer that the deterministic answer does not have."""
    known = {part for one in _claimed(plain) for part in _SENTENCE.split(one.text)}
    return tuple(
        one.model_copy(update={"text": " ".join(parts)})
        for one in _claimed(answer)
        if (parts := [part for part in _SENTENCE.split(one.text) if part not in known])
    )


def _claimed(answer: Answer) -> Iterator[Claimed]:
    ids = {reference.number: reference.id for reference in answer.references}
    for section, kind in zip(answer.sections, ("guideline", "drug_label", "research"), strict=False):
        for block in section.blocks:
            if isinstance(block, Heading):
                continue
            for run in block.items if isinstance(block, Bullets) else (block,):
                label = f"{getattr(run, 'label', None)}: "
                text = run.text.removeprefix(label)
                for match in _CITED.finditer(text):
                    marks = [int(mark) for mark in match["marks"].split(", ")]
                    said = match["text"].strip()
                    yield Claimed(text=f"{said}.", kind=kind, cites=tuple(ids.get(mark, "") for mark in marks))
                rest = _CITED.sub("", text).strip()
                if rest and not section.abstained:
                    yield Claimed(text=rest, kind=kind, cites=())


def unsupported(sentence: Claimed, answer: Answer, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What is wrong with a sentence; nothing where it stands in the statements of the sources that it cites."""
    cited = [sources[one] for one in sentence.cites if one in sources]
    if not cited or len(cited) < len(sentence.cites):
        return ("no source",)
    text = fold(sentence.text)
    statements = [fold(statement.text) for source in cited for statement in source.statements]
    held = " ".join([*statements, *(fold(source.title) for source in cited)])
    best = max(statements, key=lambda one: len(_long(text) & _long(one)))
    faults = {
        "another kind of source": any(source.kind != sentence.kind for source in cited),
        "number": not _amounts(text) <= _amounts(" ".join(statements)),
        "number in words": bool(_stray(_WORDED, text, held) - _digits_in(held)),
        "drug": bool(_stray(_DRUG, text, held)) or not _concepts(text) <= _concepts(held),
        "organ": bool(_stray(_ORGAN, text, held)),
        "kind of tumour": bool(_stray(_KIND, text, held)),
        "denial": _denies_otherwise(text, best),
        "order": _ORDER.search(text) is not None and text not in held,
        "person": _PERSON.search(text) is not None,
        "survival": _survival(text) and not _amounts(text) <= _amounts(_findings(answer)),
        "words": len(_long(text) & _long(held)) < WORDS_IN_SOURCE * len(_long(text)),
    }
    return tuple(what for what, faulty in faults.items() if faulty)


def _amounts(text: str) -> frozenset[tuple[float, bool]]:
    """Numbers, each with whether it is a percentage."""
    text = re.sub(r"(?<=\d)\s?[-\u2013](?=\d)", " to ", text)
    alone = {(_value(number), unit.strip() in {"%", "percent"}) for number, unit in _AMOUNT.findall(text)}
    return frozenset(alone | {(_value(number), True) for number in _RANGE.findall(text)})


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _stray(pattern: re.Pattern[str], text: str, held: str) -> set[str]:
    found = (match.group(1) if pattern.groups else match.group() for match in pattern.finditer(text))
    return {word for word in found if word not in held}


def _digits_in(held: str) -> set[str]:
    return {word for n, word in enumerate(_COUNTED, 2) if re.search(rf"(?<![\d.]){n}(?![\d.]|\.\d)", held)}


def _concepts(text: str) -> frozenset[str]:
    return frozenset(read_terms(text).concepts)


def _long(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in re.findall(r"[a-z]{4,}", text))


def _denies_otherwise(text: str, best: str) -> bool:
    mine, theirs = _NO.findall(text), _NO.findall(best)
    if mine and not theirs:
        return True
    lost = [word for word in theirs if len(word) > 3 and word not in mine]
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in lost) and len(mine) < len(theirs)


def _survival(text: str) -> bool:
    return _SURVIVAL.search(re.sub(r"progression[- ]free survival", "pfs", text)) is not None and bool(_amounts(text))


def _findings(answer: Answer) -> str:
    return " ; ".join(f"{finding.value} {finding.inputs} {finding.statement}" for finding in answer.findings)
