"""Cues: the words that tell how a treatment stands, and which treatment of the sentence each of them belongs to."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.vocabulary import Index, table
from knowledge.case import Span

_HARD = re.compile(r"[;:?!→]|\.(?= |$)")
_STOP = re.compile(
    r"[;:?!→)\n]|\.(?= |$)|, |\b(?:but|however|although|though|because|who|which|while|whereas|now|he|she|is|was|and then)\b"
)
_CLAUSE = re.compile(r"[,()]|\.(?= |$)|\b(?:and|but|then|so|with|because|while|although|→)\b")
_ASIDE = re.compile(r"\([^()]{0,50}\)")
_WORD = re.compile(r"[^\s,()+/:→&;?-]+")
_DENIALS_OF_VERBS = {"done", "ongoing", "started", "planned", "meant", "considered", "since", "ended"}
_MODAL = re.compile(
    r"\b(?:(?P<will>will|shall|(?<!had )(?<!has )(?<!have )to|going to)(?: now| then| also| next)? be|(?:would|could|should|might|may|can|must)(?: now| also| have)?(?: been| be)?) $"
)
_EITHER = re.compile(r"vs\.?|versus")
DISTANT_SUBJECT_CHARS = 130
"""How far back "it was stopped" may refer."""


class Cue(NamedTuple):
    """One cue: what it says of its treatment, where it stands, and whether it gives way to any other."""

    status: str
    start: int
    end: int
    weak: bool = False


class Cues(NamedTuple):
    """All cues of a text: those that may stand before their treatment and those that may stand after it."""

    before: list[tuple[str, int, int]]
    after: list[tuple[str, int, int]]

    def within(self, low: int, high: int) -> "Cues":
        """The cues of a stretch of text."""
        return Cues(*([cue for cue in side if low <= cue[1] and cue[2] <= high] for side in self))


@cache
def _sides() -> tuple[Index, Index]:
    before, after = (
        Index({name: list(body["forms"]) for name, body in table("status")[side].items()})
        for side in ("before", "after")
    )
    return before, after


def find_cues(text: str) -> Cues:
    """Every cue of a text."""
    return Cues(*(side.find(text) for side in _sides()))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("status")["words"][name])


def is_light(gap: str) -> bool:
    """Whether only doses, dates and small words stand in a gap."""
    return not _HARD.search(gap) and all(_is_measure(word) or word in _words("light") for word in _WORD.findall(gap))


def _is_measure(word: str) -> bool:
    """Whether a word is a number, a dose, an interval (q4w) or a sign."""
    return word[0] in "0123456789<>~=¤'" or (word[0] in "qx" and word[1:2].isdigit())


def joins(gap: str) -> bool:
    """Whether a gap between two treatments makes them one list."""
    if len(gap) > 70 or re.search(r"[;:?!\n]|\.(?= |$)|(?<![a-z0-9(])\d{1,2}\) ", gap):
        return False
    both = _words("light") | _words("joining")
    return all(_is_measure(word) or word in both for word in _WORD.findall(gap))


def cues_of(text: str, cues: Cues, low: int, high: int, named: list[Span]) -> list[tuple[Cue | None, Cue | None]]:
    """For each treatment of a sentence the cue before it and the cue after it; a cue belongs to one treatment."""
    before: list[Cue | None] = [None] * len(named)
    after: list[list[Cue]] = [[] for _ in named]
    edges = [(low, low), *named, (high, high)]
    for place in range(len(named) + 1):
        left, right = edges[place][1], edges[place + 1][0]
        if left >= right:
            continue
        previous, following = place - 1, place if place < len(named) else None
        between = cues.within(left, right)
        ahead = between.before if following is not None else []
        behind = between.after if previous >= 0 else []
        reaching_back = [hit for hit in behind if _reaches_back(text, left, right, *hit)]
        reaching_on = [
            hit
            for hit in ahead
            if _reaches_on(text, right, *hit)
            and not (
                any(hit[1] < end and start < hit[2] for _, start, end in reaching_back)
                and not _EITHER.fullmatch(text, hit[1], hit[2])
                and _is_of_the_one_before(text[left : hit[1]], text[hit[2] : right])
            )
        ]
        for name, start, end in reaching_back:
            taken = any(start < stop and begin < end for _, begin, stop in reaching_on)
            taken = taken and not _EITHER.fullmatch(text, start, end)
            if not taken and _goes_on(text, start, end, right, following is not None):
                body = table("status")["after"][name]
                after[previous].append(Cue(body["status"], start, end, body.get("weak", False)))
        if following is not None and reaching_on:
            before[following] = _with_denial(text, left, reaching_on, ahead)
    return [(before[place], _strongest(after[place])) for place in range(len(named))]


def _reaches_on(text: str, target: int, name: str, start: int, end: int) -> bool:
    body = table("status")["before"][name]
    gap = text[end:target]
    if len(gap) > body["reach"]:
        return False
    gap = gap.replace(":", "", 1) if name == "since" else gap.removeprefix(":")
    if body.get("tight"):
        return not re.search(r"[;:?!.→),\n]", gap) and all(
            word in _words("lead") or word[0].isdigit() for word in _WORD.findall(gap)
        )
    if name == "denied" and len(_WORD.findall(gap)) > 4:
        return False
    return not _STOP.search(gap)


def _reaches_back(text: str, left: int, right: int, name: str, start: int, end: int) -> bool:
    body = table("status")["after"][name]
    gap = _ASIDE.sub(" ", text[left:start]).removeprefix(":")
    if body.get("tight"):
        gap = re.sub(r"^[.;] ", ", ", gap)
        return len(gap) <= body["reach"] and is_light(gap)
    if len(gap) > DISTANT_SUBJECT_CHARS or re.search(r"[;:?!→]", gap.replace("; ", ", ")):
        return False
    parts = _CLAUSE.split(gap)
    words = _WORD.findall(parts[-1])
    if len(parts) == 1:
        return len(gap) <= body["reach"]
    if not all(word in _words("subject") or word[0].isdigit() for word in words):
        return False
    return bool(words) or len(gap) <= body["reach"]


def _is_of_the_one_before(gap: str, rest: str) -> bool:
    """Of two treatments that a word like "stopped" can belong to, whether it is the one before it."""
    if rest.startswith(":"):
        return False
    directly = all(word in _words("lead") or word in {"on", "with"} for word in _WORD.findall(rest)) and not re.search(
        r"[,;:(→]", rest
    )
    parted = re.search(r"(?:[,;→]|\b(?:and|then|but|later|now|was|he|she|we|who)) ?$", gap) is not None
    if directly and parted:
        return False
    if is_light(gap):
        return True
    return not directly and "," not in gap


def _goes_on(text: str, start: int, end: int, right: int, followed: bool) -> bool:
    """Whether what follows a cue lets it speak of what came before: "planned MRI" after a comma does not."""
    cue = text[start:end].strip()
    word = re.match(r" ([a-z]+)", text[end:right]) if " " not in cue or re.search(r"(?:refused|declined)$", cue) else None
    return word is None or word[1].endswith("ly") or word[1] in _words("onward") or (not followed and len(word[1]) < 3)


def _with_denial(text: str, left: int, reaching: list[tuple[str, int, int]], ahead: list[tuple[str, int, int]]) -> Cue:
    """The nearest cue before a treatment, turned round by a denial directly before it: "has not received"."""
    name, start, end = max(reaching, key=lambda hit: (hit[2], -hit[1]))
    status = table("status")["before"][name].get("status", name)
    if name in _DENIALS_OF_VERBS:
        modal = _MODAL.search(text, max(left, start - 24), start)
        if modal:
            return Cue("planned" if modal["will"] else "considered", modal.start(), end)
    if name in _DENIALS_OF_VERBS:
        denials = [hit for hit in ahead if hit[0] == "denied" and hit[2] <= start]
        if denials and not re.search(r"[,;:.(]", text[denials[-1][2] : start]):
            words = _WORD.findall(text[denials[-1][2] : start])
            if len(words) <= 2:
                return Cue("denied", denials[-1][1], end)
    return Cue({"aftermath": "done"}.get(status, status), start, end)


def _strongest(cues: list[Cue]) -> Cue | None:
    strong = [cue for cue in cues if not cue.weak]
    return strong[-1] if strong else cues[-1] if cues else None
