"""Examples: texts by the words beside a slot, or numbers that may be a value, with what their gold says of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from chains.extract.judge import MainText
from chains.extract.likely.clauses import clauses_of, features, slots
from chains.extract.likely.numbers import FIELDS, candidates
from chains.extract.reader import read_told
from chains.extract.second.weights import known_words
from chains.extract.text.page import Page

EVALUATION = Path(__file__).parent.parent / "evaluation"
TEXTS = tuple(EVALUATION / name for name in ("main_facts_build.json", "main_facts_hard.json"))
"""The texts used while building; those kept for the report teach nothing."""
MISSED_FIRST = EVALUATION / "main_facts_missed_first.json"
"""By text, the slots that the rules left empty when they read it for the first time, before anything was mended."""
NOTHING = frozenset({"none", "None", "not_given"})
"""What a gold says where nothing is to be told."""


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


def of_slots(texts: Iterable[MainText], missed: Missed) -> dict[str, list[Example]]:
    """What each slot is learned from: one example a text that its gold judges and that names a word of the slot."""
    examples: dict[str, list[Example]] = {slot: [] for slot in slots()}
    for one in texts:
        key, told = key_of(one.text), read_told(one.text).case.slots()
        clauses = clauses_of(Page(one.text), known_words())
        for slot, own in examples.items():
            value = gold_of(one.gold, slot)
            if value is not None and (seen := features(clauses, slot)):
                own.append(Example(key, seen, value, slot not in told or slot in missed.get(key, ())))
    return examples


def of_numbers(texts: Iterable[MainText], missed: Missed) -> dict[str, list[Example]]:
    """What each field of one number is learned from: one example a number that may be it, "right" where it is."""
    examples: dict[str, list[Example]] = {field: [] for field in FIELDS}
    for one in texts:
        key, told, page = key_of(one.text), read_told(one.text).case.slots(), Page(one.text)
        for field, own in examples.items():
            if field not in one.gold:
                continue
            unread = field not in told or field in missed.get(key, ())
            for candidate in candidates(page, field):
                value = RIGHT if candidate.value == one.gold[field] else WRONG
                own.append(Example(key, candidate.features, value, unread))
    return examples


RIGHT, WRONG = "right", "none"
"""What is said of a number that is the value of its field, and of one that is not."""
