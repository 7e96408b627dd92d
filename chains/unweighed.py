"""Unweighed: what a message tells of the patient that bears on treatment and that no rule here weighs."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.rules.vocabulary import listed

BACK_CHARS = 40


def unweighed(text: str) -> tuple[str, ...]:
    """One sentence that names the conditions which the text tells and no rule weighs, or nothing."""
    named = [words for words, pattern in _conditions() if _told(text, pattern)]
    if not named:
        return ()
    return (f"Told, but weighed by no rule here: {listed(named)}. Ask what a drug label states on it.",)


def _told(text: str, pattern: re.Pattern[str]) -> bool:
    denied = _denied()
    return any(
        not denied.search(text[max(0, hit.start() - BACK_CHARS) : hit.start()]) for hit in pattern.finditer(text)
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("chains").joinpath("plans/unweighed.toml").read_text(encoding="utf-8"))


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(_data()["denied"], re.IGNORECASE)


@cache
def _conditions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (one["words"], re.compile(rf"(?<![a-z0-9])(?:{'|'.join(one['patterns'])})", re.IGNORECASE))
        for one in _data()["condition"]
    )
