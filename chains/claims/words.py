"""Words: the word lists that claims are read with, ``plans/claims.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table() -> dict[str, Any]:
    """The whole file, as parsed."""
    return tomllib.loads((files("chains") / "plans" / "claims.toml").read_text(encoding="utf-8"))


@cache
def connecting() -> frozenset[str]:
    """Words that claim nothing by themselves."""
    return frozenset(table()["connecting"])


@cache
def deny() -> frozenset[str]:
    """Words of denial."""
    return frozenset(table()["deny"])


@cache
def units() -> dict[str, str]:
    """The unit that a word behind a number gives it."""
    return {word: unit for unit, words in table()["units"].items() for word in words}


@cache
def labels() -> dict[str, str]:
    """What a word before a number says that it counts."""
    return {word: label for label, words in table()["labels"].items() for word in words}


@cache
def forbidden(what: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that no sentence of a model may match: ``orders``, ``patient`` or ``form``."""
    return tuple(re.compile(form) for form in table()["forbidden"][what])
