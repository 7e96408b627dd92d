"""Examples: texts by the words beside a slot, or numbers that may be a value, with what their gold says of it."""

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from chains.extract.judge import MainText
from chains.extract.likely.known import known
from chains.extract.likely.numbers import FIELDS, candidates
from chains.extract.likely.stretches import features, slots
from chains.extract.reader import read_told
from chains.extract.text.page import Page
from knowledge.case import CaseDetails
from tests.beside import CASES

EVALUATION = Path(__file__).parent.parent / "evaluation"
TEXTS = tuple(EVALUATION / name for name in ("main_facts_build.json", "main_facts_hard.json"))
"""The texts used while building; those kept for the report teach nothing."""
MISSED_FIRST = EVALUATION / "main_facts_missed_first.json"
"""By text, the slots that the rules left empty when they read it for the first time, before anything was mended."""
NOTHING = frozenset({"none", "None", "not_given"})
"""What a gold says where nothing is to be told."""


RIGHT, WRONG = "right", "none"
"""What is said of a number that is the value of its field, and of one that is not."""


class Example(NamedTuple):
    """A text, or a number of it, by its features: what its gold says, and whether the rules read nothing there."""

    text: str
    features: frozenset[str]
    value: str
    unread: bool


Missed = Mapping[str, Iterable[str]]


def key_of(text: str) -> str:
    """What a text is known by, without its words."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def gold_of(gold: Mapping[str, Any], slot: str) -> str | None:
    """What a gold says of a slot; None where it does not judge it. Of metastases it judges every site, or none."""
    field, _, entry = slot.partition(".")
    if field not in gold:
        return None
    if field == "metastases":
        return str((gold[field] or {}).get(entry, "none"))
    if field == "treatments":
        return (gold[field] or {}).get(entry)
    return str(gold[field])


def missed_first() -> Missed:
    """The slots that were missed in each text at first."""
    missed: dict[str, list[str]] = json.loads(MISSED_FIRST.read_text("utf-8"))
    return missed


def missed_now(texts: Iterable[MainText]) -> dict[str, list[str]]:
    """The slots that the rules miss in each text now: kept before anything is mended to a new set."""
    missed: dict[str, list[str]] = {}
    for one in texts:
        told = read_told(one.text).case.slots()
        golds = {slot: gold_of(one.gold, slot) for slot in (*slots(), *FIELDS)}
        own = [slot for slot, gold in golds.items() if gold is not None and gold not in NOTHING and slot not in told]
        if own:
            missed[key_of(one.text)] = own
    return missed


def of_text(
    text: str, gold: Mapping[str, Any], missed: Iterable[str], *, alone: bool = False
) -> dict[str, list[Example]]:
    """What one text teaches, by slot: an example a slot whose words it names, and one a number that may be a value.

    Where neither the rules nor the gold tell anything, the text is taken to tell nothing; where the rules read what the
    gold does not judge, nothing is learned. ``alone`` keeps out what the rules read of the other slots.
    """
    key, page, case = key_of(text), Page(text), read_told(text).case
    told = case.slots()
    examples: dict[str, list[Example]] = {}
    for slot in (*slots(), *FIELDS):
        unread = slot not in told or slot in missed
        value = gold_of(gold, slot)
        if not unread and (value is None or (value == "none" and not _names(gold, slot))):
            continue
        value = value or "none"
        if slot in FIELDS:
            examples[slot] = [
                Example(key, one.features, RIGHT if f"{one.value:g}" == _plain(value) else WRONG, unread)
                for one in candidates(page, slot)
            ]
        elif seen := features(page, slot, frozenset() if alone else _known(case, slot, missed)):
            examples[slot] = [Example(key, seen, value, unread)]
    return examples


def of_main_text(one: MainText) -> dict[str, list[Example]]:
    """What a text teaches whose main facts a person wrote down."""
    return of_text(one.text, one.gold, _missed_first().get(key_of(one.text), ()))


def of_sentence(text: str) -> dict[str, list[Example]]:
    """What a sentence teaches that a test of the rules holds: there the rules read what the test says, and no more.

    What is known beside it teaches nothing: a sentence has no treatments where a patient would.
    """
    case = read_told(text).case
    gold: dict[str, Any] = {field: getattr(case, field) for field in case.facts()}
    gold["metastases"] = {one.site: one.status for one in case.metastases}
    gold["treatments"] = {one.kind: one.status for one in case.treatments}
    return of_text(text, gold, (), alone=True)


def beside(folder: Path) -> list[str]:
    """Cases with what else may stand beside them: each line of the lists that tests hold, behind or before a case."""
    lines = [
        line
        for path in sorted(folder.glob("test_extract_beside*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count("\n") > 2
        for line in node.value.strip().splitlines()
    ]
    of_cases = ((line, CASES[place % len(CASES)], CASES[(place + 1) % len(CASES)]) for place, line in enumerate(lines))
    return [text for line, first, second in of_cases for text in (f"{first} {line}", f"{line} {second}")]


def _known(case: CaseDetails, slot: str, missed: Iterable[str]) -> frozenset[str]:
    """What was known when the text was read for the first time."""
    return frozenset(one for one in known(case, slot) if one.split("=")[0] not in missed)


def _names(gold: Mapping[str, Any], slot: str) -> bool:
    """Whether a gold speaks of a site by itself, and not only of others."""
    return slot.partition(".")[2] in (gold.get("metastases") or {})


def _plain(value: str) -> str:
    try:
        return f"{float(value):g}"
    except ValueError:
        return value


@cache
def _missed_first() -> Missed:
    return missed_first()
