"""Annotated: which of the facts that were read a text of the evaluation can be judged by.

The reader has learnt fields since the sets were annotated. A text whose gold names such a field is judged for it like
for any other; one whose gold names none of it was never annotated for it, so that there it is left out of the score.
"""

from collections.abc import Set as AbstractSet

from chains.extract.assembly import SCORED

LATER = (*SCORED, "bone", "measurements", "liver distribution")
"""Beginnings of facts that the reader tells since the sets were annotated."""


def judged(read: AbstractSet[str], known: AbstractSet[str]) -> frozenset[str]:
    """What was read, without the later fields of which ``known``, the facts written down of a text, tells nothing."""
    left_out = [name for name in LATER if not any(_is_of(fact, name) for fact in known)]
    return frozenset(fact for fact in read if not any(_is_of(fact, name) for name in left_out))


def _is_of(fact: str, name: str) -> bool:
    return f"{fact} ".startswith((f"{name} ", f"problems {name} "))
