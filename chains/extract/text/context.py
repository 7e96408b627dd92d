"""Context: triggers that negate, weaken, date, suppose or plan what stands near them (the ConText idea, as a table)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chains.extract.text.comparison import comparisons_in
from chains.extract.text.hint import Hint
from chains.extract.text.opening import begins_at_heads, first_characters, scan
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import Index, find_all, table
from knowledge.case import Span

WITHHELD = "withheld"
"""The category of what the writer cannot say, or does not want to say yet."""


class Scope(NamedTuple):
    """A stretch of text to which a category applies."""

    start: int
    end: int
    category: str
    trigger: Span


class _Rule(NamedTuple):
    category: str
    also: str | None
    """A second category of the same scope: what is withheld is possible."""
    direction: str
    chars: int
    triggers: re.Pattern[str] | None
    """A pattern of its own, where the triggers are not words of a list."""
    begins: frozenset[str]
    """The characters that a match of it can begin with; a text without any of them is not searched."""
    needs: Hint | None
    """Words of which each match holds one."""
    at_heads: bool
    stops: re.Pattern[str]
    question_only: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    data = table("context")
    stops = {name: re.compile("|".join(forms)) for name, forms in data["terminators"].items()}
    return tuple(
        _Rule(
            category=rule["category"],
            also=rule.get("also"),
            direction=rule["direction"],
            chars=rule["chars"],
            triggers=re.compile(rule["raw"]) if "raw" in rule else None,
            begins=first_characters(rule.get("raw", "")),
            needs=Hint("|".join(rule["needs"])) if "needs" in rule else None,
            at_heads=begins_at_heads(rule.get("raw", "")),
            stops=stops[rule["terminators"]],
            question_only=rule.get("question_only", False),
        )
        for rule in data["rule"]
    )


@cache
def _words() -> tuple[Index, ...]:
    """The trigger words of all rules, so that one pass over the text finds those of every rule."""
    rules = enumerate(table("context")["rule"])
    return tuple(Index({str(place): list(rule["triggers"])}) for place, rule in rules if "triggers" in rule)


@cache
def _pseudo() -> Index:
    return Index({"pseudo": list(table("context")["pseudo"])})


def find_scopes(text: str, sentences: list[Span]) -> list[Scope]:
    """All scopes in a folded text, ordered by their start."""
    scopes: list[Scope] = []
    pseudo = Taken(len(text), ((start, end) for _, start, end in _pseudo().find(text)))
    for one in comparisons_in(text):  # "above normal liver" denies nothing
        pseudo.add(one.start, one.end)
    begins = [start for start, _ in sentences]
    triggers = list(_triggers(text))
    said = [trigger for place, trigger in triggers if _rules()[place].category == WITHHELD]
    withheld = Taken(len(text), said)
    for place, trigger in triggers:
        rule = _rules()[place]
        if pseudo.overlaps(trigger[0], trigger[0] + 1):
            continue
        if said and rule.category != WITHHELD and withheld.overlaps(trigger[0], trigger[0] + 1):
            continue  # "I don't want to call it ..." denies nothing
        at = max(0, bisect_right(begins, trigger[0]) - 1)
        start, end = sentences[at] if sentences else (0, len(text))
        if rule.question_only and text[end - 1 : end] != "?":
            continue
        scopes += _extent(text, rule, trigger, start, end)
    return sorted(scopes)


def _triggers(text: str) -> Iterator[tuple[int, Span]]:
    """Every trigger with the number of its rule."""
    for number, start, end in find_all(_words(), text):
        yield int(number), (start, end)
    for place, rule in enumerate(_rules()):
        if rule.triggers is None or not any(sign in text for sign in rule.begins):
            continue
        if rule.needs is None or rule.needs.stands_in(text):
            found = scan(rule.triggers, text) if rule.at_heads else rule.triggers.finditer(text)
            yield from ((place, match.span()) for match in found)


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
    if rule.also:
        found += [scope._replace(category=rule.also) for scope in found]
    return [scope for scope in found if scope.start < scope.end]
