"""Weights: what each feature of a passage speaks for, as learned from the texts used while building."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any

from chains.extract.second.surroundings import Words
from chains.extract.text.page import Page

FILE = "weights.json"
SCALE = 100
"""The file keeps hundredths of log-odds, so that it stays the same whatever machine learned it."""
BIAS = ""
"""The name under which stands what is weighed before any feature."""


@cache
def _learned() -> dict[str, Any]:
    learned: dict[str, Any] = json.loads((files("chains.extract.second") / FILE).read_text("utf-8"))
    return learned


def weights() -> Mapping[str, Mapping[str, int]]:
    """By field of the case, the weight of each feature in hundredths of log-odds; a feature left out weighs nothing."""
    of_fields: dict[str, dict[str, int]] = _learned()["weights"]
    return of_fields


@cache
def known_words() -> frozenset[str]:
    """The words that were met often enough to tell something."""
    return frozenset(_learned()["words"])


def words_of_page(page: Page) -> Words:
    """The known words of a page."""
    return Words(page.folded.text, known_words())


def log_odds(field: str, features: Iterable[str]) -> float:
    """How much a passage's features speak for the fact: above 0 for it, below 0 against it."""
    of_field = weights()[field]
    return (of_field[BIAS] + sum(map(of_field.get, features, repeat(0)))) / SCALE
