"""``make likely``: teach the likely reader anew, after a change of the texts used while building.

``make likely SET=file``, before anything is mended to a new set: note what the rules miss in it.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import chains.extract.likely
from chains.extract.judge import load_main_texts
from chains.extract.likely.numbers import FIELDS
from chains.extract.likely.stretches import slots
from chains.extract.likely.weights import FILE
from tests.likely_reader.examples import (
    MISSED_FIRST,
    TEXTS,
    Example,
    beside,
    missed_first,
    missed_now,
    of_main_text,
    of_sentence,
)
from tests.likely_reader.learning import OF_NUMBERS, OF_SPREAD, PRECISION, learn
from tests.second_reader.examples import sentences

_ROW = re.compile(r"\[\n[-\d,\n]*\]")
READING = Path(__file__).parent.parent / "chains" / "extract"
"""The tests of what the rules read."""

UNREAD, UNREAD_NUMBERS = 10, 5
"""For how many others a text counts in which the rules read nothing of a slot, or a field of one number."""


def how(slot: str) -> tuple[int, float]:
    """For how many others such a text counts for a slot, and how precise what is told of it must be."""
    if slot in FIELDS:
        return UNREAD_NUMBERS, OF_NUMBERS
    return UNREAD, OF_SPREAD if slot.startswith("metastases") else PRECISION


def fingerprint() -> str:
    """Which texts the weights were learned from."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*TEXTS, MISSED_FIRST))).hexdigest()


def _all(examples: Iterable[Mapping[str, list[Example]]], slot: str) -> list[Example]:
    return [one for of_text in examples for one in of_text.get(slot, ())]


def note(path: Path) -> None:
    """Add what the rules miss now in the texts of a file to what was missed at first."""
    missed = {**missed_now(load_main_texts(path)), **missed_first()}
    MISSED_FIRST.write_text(json.dumps(missed, indent=0, sort_keys=True) + "\n", "utf-8")


def written(body: object) -> str:
    """What is learned as JSON, one feature a line."""
    lines = json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True)
    return _ROW.sub(lambda row: row.group().replace("\n", ""), lines) + "\n"


def main() -> None:
    """Write the weights."""
    texts = [one for path in TEXTS for one in load_main_texts(path)]
    with ProcessPoolExecutor() as pool:
        natural = list(pool.map(of_main_text, texts, chunksize=50))
        tested = list(pool.map(of_sentence, [*sentences(READING), *beside(READING)], chunksize=50))
        learned = {
            slot: pool.submit(learn, _all(natural, slot), _all(tested, slot), *how(slot))
            for slot in (*slots(), *FIELDS)
        }
        own = {slot: future.result() for slot, future in learned.items()}
    of_slot = {slot: own[slot] for slot in slots()}
    of_number = {field: own[field] for field in FIELDS}
    body = {"fingerprint": fingerprint(), "slots": of_slot, "numbers": of_number}
    target = Path(chains.extract.likely.__path__[0]) / FILE
    target.write_text(written(body), "utf-8")
    for slot, own in sorted((of_slot | of_number).items()):
        for value, told in own.get("values", {}).items():
            sys.stdout.write(f"{slot} {value}: {told}\n")


if __name__ == "__main__":
    if sys.argv[1:]:
        note(Path(sys.argv[1]))
    else:
        main()
