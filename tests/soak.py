"""Soak: how large the heavy proofs are; small in `make test`, full by `make soak` (SOAK=1).

A test that takes its size from here carries the marker ``soak``, so that `make soak` finds it.
"""

import os

IS_FULL = os.environ.get("SOAK", "") not in {"", "0"}


def times(small: int, full: int) -> int:
    """How many of something a test does: ``small`` in `make test`, ``full`` in `make soak`."""
    return full if IS_FULL else small
