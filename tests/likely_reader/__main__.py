"""``make likely``: teach the likely reader anew, after a change of the texts used while building.

``make likely SET=file``, before anything is mended to a new set: note what the rules miss in it.
"""

import hashlib
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import chains.extract.likely
from chains.extract.judge import load_main_texts
from chains.extract.likely.weights import FILE
from tests.likely_reader.examples import MISSED_FIRST, TEXTS, missed_first, missed_now, of_numbers, of_slots
from tests.likely_reader.learning import learn

UNREAD, UNREAD_NUMBERS = 10, 5
"""For how many others a text counts in which the rules read nothing, for a slot and for a number."""


def fingerprint() -> str:
    """Which texts the weights were learned from."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*TEXTS, MISSED_FIRST))).hexdigest()


def note(path: Path) -> None:
    """Add what the rules miss now in the texts of a file to what was missed at first."""
    missed = {**missed_now(load_main_texts(path)), **missed_first()}
    MISSED_FIRST.write_text(json.dumps(missed, indent=0, sort_keys=True) + "\n", "utf-8")


def main() -> None:
    """Write the weights."""
    texts = [one for path in TEXTS for one in load_main_texts(path)]
    missed = missed_first()
    slots, numbers = of_slots(texts, missed), of_numbers(texts, missed)
    with ProcessPoolExecutor() as pool:
        of_slot = dict(zip(slots, pool.map(learn, slots.values(), repeat(UNREAD)), strict=True))
        of_number = dict(zip(numbers, pool.map(learn, numbers.values(), repeat(UNREAD_NUMBERS)), strict=True))
    body = {"fingerprint": fingerprint(), "slots": of_slot, "numbers": of_number}
    target = Path(chains.extract.likely.__path__[0]) / FILE
    target.write_text(json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    for slot, own in sorted((of_slot | of_number).items()):
        for value, told in own.items():
            words = f"{slot} {value}: from {told['least']}, right {told['right']}, wrong {told['wrong']}"
            sys.stdout.write(f"{words}, {len(told['weights'])} weights\n")


if __name__ == "__main__":
    if sys.argv[1:]:
        note(Path(sys.argv[1]))
    else:
        main()
