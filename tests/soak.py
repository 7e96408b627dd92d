"""Soak: how large the heavy proofs are; small in `make test`, full by `make soak` (SOAK=1).

A test that takes its size from here carries the marker ``soak``, so that `make soak` finds it.
"""

import os

IS_FULL = os.environ.get("SOAK", "") not in {"", "0"}
PART, PARTS = (int(one) for one in os.environ.get("SOAK_PART", "1/1").split("/"))
"""Which share of the hostile texts is drawn, so that two cores may have one each: SOAK_PART=1/2 and SOAK_PART=2/2."""


def times(small: int, full: int) -> int:
    """How many of something a test does: ``small`` in `make test`, ``full`` in `make soak`."""
    return full if IS_FULL else small


def is_mine(number: int) -> bool:
    """Whether the text of this number belongs to the share that is drawn here."""
    return number % PARTS == PART - 1
