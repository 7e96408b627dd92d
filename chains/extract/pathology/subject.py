"""Subject: what a sentence, or those before it, speak of, so that a length without a noun is of the same."""

import re
from bisect import bisect_left

from chains.extract.pathology.size_words import THINGS, Hit, hits_of
from chains.extract.text.page import Page

SILENT_SENTENCES = 3
"""How many sentences back a length alone looks for the tumour, over ones such as "Ki-67 9 %."."""


_MIXED = re.compile(r"\b(?:minen|manec|mixed (?:[a-z]+[ -]){0,2}?neuro-?endocrine)\b")


def carried_over(page: Page, low: int) -> str | None:
    """What the sentence before speaks of, so that "Largest 34 mm" is of the same."""
    if low <= 0:
        return None
    previous = page.sentence(low - 1)[0]
    every, begins = page.kept(hits_of)
    if _MIXED.search(page.folded.text, previous, low):
        return "tumour"  # the adenocarcinoma named last is a part of it
    return subject_of(every[bisect_left(begins, previous) : bisect_left(begins, low)])


def only_the_tumour(page: Page, low: int) -> bool:
    """Whether the last sentence before that names any thing or place speaks of the tumour and of no other."""
    kinds = kinds_before(page, low)
    return "tumour" in kinds and kinds <= {"tumour", "primary", "lung"}


def kinds_before(page: Page, low: int) -> set[str]:
    """What the last sentence before that names any thing or place names; nothing where none does."""
    every, begins = page.kept(hits_of)
    for _ in range(SILENT_SENTENCES):
        if low <= 0:
            break
        previous = page.sentence(low - 1)[0]
        kinds = {hit.kind for hit in every[bisect_left(begins, previous) : bisect_left(begins, low)]}
        if kinds:
            return kinds
        low = previous
    return set()


def subject_of(hits: list[Hit]) -> str | None:
    """What a run of words speaks of last: a thing, or the place where a thing that may be anywhere lies."""
    if not hits:
        return None
    last = hits[-1]
    if last.kind in {"spread", "lesion"}:
        place = next((hit.kind for hit in reversed(hits) if hit.kind not in THINGS), None)
        return place if place in {"liver", "other", "lung"} else last.kind
    return last.kind
