"""Context: triggers that negate, weaken, date, suppose or plan what stands near them (the ConText idea, as a table)."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.vocabulary import either, table
from knowledge.case import Span


class Scope(NamedTuple):
    """A stretch of text to which a category applies."""

    start: int
    end: int
    category: str
    trigger: Span


class _Rule(NamedTuple):
    category: str
    direction: str
    chars: int
    triggers: re.Pattern[str]
    stops: re.Pattern[str]
    question_only: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    data = table("context")
    stops = {name: re.compile("|".join(forms)) for name, forms in data["terminators"].items()}
    return tuple(
        _Rule(
            category=rule["category"],
            direction=rule["direction"],
            chars=rule["chars"],
            triggers=re.compile(rule["raw"] if "raw" in rule else either(rule["triggers"])),
            stops=stops[rule["terminators"]],
            question_only=rule.get("question_only", False),
        )
        for rule in data["rule"]
    )


@cache
def _pseudo() -> re.Pattern[str]:
    return re.compile(either(table("context")["pseudo"]))


def find_scopes(text: str, sentences: list[Span]) -> list[Scope]:
    """All scopes in a folded text, ordered by their start."""
    scopes: list[Scope] = []
    pseudo = {index for match in _pseudo().finditer(text) for index in range(match.start(), match.end())}
    for rule in _rules():
        place = 0
        for match in rule.triggers.finditer(text):
            if match.start() in pseudo:
                continue
            while place < len(sentences) - 1 and sentences[place][1] <= match.start():
                place += 1
            start, end = sentences[place] if sentences else (0, len(text))
            if rule.question_only and text[end - 1 : end] != "?":
                continue
            scopes += _extent(text, rule, match.span(), start, end)
    return sorted(scopes)


def _extent(text: str, rule: _Rule, trigger: Span, start: int, end: int) -> list[Scope]:
    found = []
    if rule.direction in {"forward", "both"}:
        limit = min(end, trigger[1] + rule.chars)
        stop = rule.stops.search(text, trigger[1], limit)
        found.append(Scope(trigger[1], stop.start() if stop else limit, rule.category, trigger))
    if rule.direction in {"backward", "both"}:
        limit = max(start, trigger[0] - rule.chars)
        last = limit
        for stop in rule.stops.finditer(text, limit, trigger[0]):
            last = max(last, stop.end())
        found.append(Scope(last, trigger[0], rule.category, trigger))
    return [scope for scope in found if scope.start < scope.end]
