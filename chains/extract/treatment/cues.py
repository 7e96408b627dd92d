# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Cues: the words that tell how a treatment stands, and which treatment of the sentence each of them belongs to."""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from chains.extract.text.day import NTH, WEEKDAY
from chains.extract.text.moment import MONTH
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import Index, table
from chains.extract.treatment.counts import find_counts
from chains.extract.treatment.gap import FULL_STOP, holds_only, is_light, split, words
from chains.extract.treatment.refusing import refuses_the_offer
from chains.extract.treatment.standing import Named
from chains.extract.treatment.target import without_target

Hit = tuple[str, int, int]
"""The entry of a cue in ``status.toml``, with its place."""
DISTANT_SUBJECT_CHARS = 130
"""How far back "it was stopped" may refer."""
RUNNING_ON = {"ssa", "targeted", "chemo", "prrt", "other"}
"""Kinds that are given again and again: "continues, given last Tuesday", "x4 so far, c5 next week"."""
DENIED_WORDS = 4
"""How many words may stand between a denial and what it denies."""
_DAYS = {"day": WEEKDAY, "nth": NTH, "month": MONTH}
"""Parts of forms that are not of this list alone: ``on <day>``."""
_MAY = re.compile(r" ?(?:[:/|–-]|(?:19|20)\d\d|'\d\d)")
_IN_MAY = re.compile(
    r"(?:\b(?:to|in|since|of|until|till|from|early|late|mid|end|jan|feb|mar|apr)\.? ?|[-–/] ?|\d(?:st|nd|rd|th)?\.? )$"
)
"""What stands behind and before "may" where it is the month."""
_STOP = re.compile(
    rf"[;:?!→)\n]|{FULL_STOP}|, |\b(?:but|however|although|though|because|who|which|while|whereas|now|he|she|is|was|and then)\b"
)
_CLAUSE = re.compile(rf"[,()]|{FULL_STOP}|\b(?:and|but|then|so|with|because|while|although)\b")
_TIGHT_STOP = re.compile(r"[;:?!→),\n]|(?<!\binj)(?<!\btab)\.(?!\d)")
_SIDE = re.compile(r"\((?:r|l|rt|lt|right|left)\) ?")
"""The side in brackets, which parts nothing: "plan - (R) bilobectomy"."""
_ASIDE = re.compile(r"\([^()]{0,50}\)")
_PARTED = re.compile(
    r"(?:[,;→]|\b(?:and|then|but|later|now|was|he|she|we|who))(?: (?:is|are|has|was|will|now|then|also|been|therefore|instead)){0,3} ?$"
)
_MODAL = re.compile(
    r"\b(?:(?P<will>will|shall|(?<!had )(?<!has )(?<!have )to|going to)(?: now| then| also| next)? be|(?:would|could|should|might|(?<!in )(?<!since )(?<!early )(?<!late )may|can|must|ought to)(?: now| also| have)?(?: been| be)?|'d have(?: been)?) $"
)
_FINITE = re.compile(r"(?:had|has|was|is)\b")
"""Verbs that no modal one stands before, so that "May" is a name."""
_SINCE = re.compile(
    r"\bsince (?:then|that time|(?:early |late |mid )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[^.;:]{0,40}$"
)
_NEVER = re.compile(r"\b(?:never|not)\b")
_WHILE = re.compile(r" whil(?:e|st)\b")
_EITHER = re.compile(r"vs\.?|versus|since|added (?:on )?to|replac(?:ed|es)")
_FACTS = {"done", "ongoing", "started", "planned", "meant", "considered", "since", "ended"}
"""What a denial or "would have" directly before turns round; not "no recurrence after …"."""


class Cue(NamedTuple):
    """One cue: what it says of its treatment, where it stands, and how it weighs against other cues."""

    status: str
    start: int
    end: int
    weak: bool = False
    """Whether it gives way to any other."""
    firm: tuple[str, ...] = ()
    """The statuses it holds against, whatever comes after it."""


class Cues:
    """All cues of a text: those that may stand before their treatment, and those that may stand after it."""

    def __init__(self, text: str) -> None:
        counts = find_counts(text)
        found = ([hit for hit in index.find(text) if not _is_a_month(text, hit)] for index in _indexes())
        before, after, of_a_kind = (_with_counts(hits, counts) for hits in found)
        self._sides = (before, sorted({*after, *of_a_kind}, key=lambda hit: hit[1:]))
        self._starts = tuple([start for _, start, _ in side] for side in self._sides)

    def before(self, low: int, high: int) -> list[Hit]:
        """The cues in a stretch of text that may speak of what follows."""
        return self._within(0, low, high)

    def after(self, low: int, high: int) -> list[Hit]:
        """The cues in a stretch of text that may speak of what came before."""
        return self._within(1, low, high)

    def _within(self, side: int, low: int, high: int) -> list[Hit]:
        starts = self._starts[side]
        hits = self._sides[side][bisect_left(starts, low) : bisect_left(starts, high)]
        return [hit for hit in hits if hit[2] <= high]


def _is_a_month(text: str, hit: Hit) -> bool:
    """Whether "may" is a month: "Feb to May: cisplatin/etoposide"."""
    if text[hit[1] : hit[2]] != "may":
        return False
    return _MAY.match(text, hit[2]) is not None or _IN_MAY.search(text, max(0, hit[1] - 12), hit[1]) is not None


def _with_counts(hits: list[Hit], counts: list[Hit]) -> list[Hit]:
    """The cues with the counts of a course among them; a word inside a count ("4 rounds done out of 6") is part of it."""
    if not counts:
        return hits
    taken = Taken(counts[-1][2])
    for _, start, end in counts:
        taken.add(start, end)
    return sorted([*counts, *(hit for hit in hits if not taken.overlaps(*hit[1:]))], key=lambda hit: hit[1:])


@cache
def _indexes() -> tuple[Index, ...]:
    """The cues before a treatment, those after it, and those after it that speak of some kinds of treatment only."""
    before, after = table("status")["before"], table("status")["after"]
    general = {name: body for name, body in after.items() if "kinds" not in body}
    of_a_kind = {name: body for name, body in after.items() if "kinds" in body}
    return tuple(
        Index({name: [_whole(form) for form in body["forms"]] for name, body in side.items()})
        for side in (before, general, of_a_kind)
    )


def _whole(form: str) -> str:
    """A form with its parts put in: ``<who> declined``, ``on <day>``."""
    parts = {**_DAYS, **table("status")["part"]}
    for name, part in reversed(parts.items()):
        form = form.replace(f"<{name}>", part)
    return form


def attach(text: str, cues: Cues, low: int, high: int, named: list[Named]) -> list[tuple[Cue | None, Cue | None]]:
    """For each treatment of a stretch of text the cue before it and the cue after it; a cue belongs to one treatment."""
    before: list[Cue | None] = [None] * len(named)
    after: list[list[Cue]] = [[] for _ in named]
    edges = [(low, low), *((one.start, one.end) for one in named), (high, high)]
    for place in range(len(named) + 1):
        left, right = edges[place][1], edges[place + 1][0]
        first, last = place == 0, place == len(named)
        behind = [] if first else _behind(text, cues, left, right, named[place - 1])
        ahead = [] if last else cues.before(left, right)
        onward = [
            hit for hit in ahead if _reaches_on(text, right, hit) and not _is_given_back(text, left, right, hit, behind)
        ]
        for name, start, end in behind:
            taken = any(start < stop and begin < end for _, begin, stop in onward) and not _is_either(text, start, end)
            if not taken and _goes_on(text, start, end, right):
                body = table("status")["after"][name]
                after[place - 1].append(
                    Cue(body["status"], start, end, body.get("weak", False), tuple(body.get("firm", ())))
                )
        if onward:
            before[place] = _turned(text, left, onward, ahead)
    return [(before[place], _strongest(after[place], named[place].kind)) for place in range(len(named))]


def _behind(text: str, cues: Cues, left: int, right: int, one: Named) -> list[Hit]:
    """The cues behind a treatment that reach it; one that is of its kind ("given today, next 28 d") beats another."""
    data = table("status")["after"]
    hits = [
        hit
        for hit in cues.after(left, right)
        if (
            _reaches_back(text, left, *hit[:2])
            or (hit[0] == "declined" and refuses_the_offer(text, one.start, left, *hit[1:]))
        )
        and not (data[hit[0]]["status"] == "done" and text.startswith("?", hit[2]))
    ]
    special = [hit for hit in hits if one.kind in data[hit[0]].get("kinds", ())]
    return [
        hit
        for hit in hits
        if hit in special
        or ("kinds" not in data[hit[0]] and not any(hit[1] < end and start < hit[2] for _, start, end in special))
    ]


def _is_either(text: str, start: int, end: int) -> bool:
    """Whether a cue speaks of both its neighbours: "A versus B"."""
    return _EITHER.fullmatch(text, start, end) is not None


def _is_given_back(text: str, left: int, right: int, hit: Hit, behind: list[Hit]) -> bool:
    """Whether a cue that could speak of what follows speaks of what came before."""
    _, start, end = hit
    return (
        any(start < stop and begin < end for _, begin, stop in behind)
        and not _is_either(text, start, end)
        and _is_of_the_one_before(text[left:start], text[end:right])
    )


def _reaches_on(text: str, target: int, hit: Hit) -> bool:
    name, _, end = hit
    body = table("status")["before"][name]
    gap = text[end:target]
    if len(gap) > body["reach"]:
        return False
    gap = _SIDE.sub("", gap.replace(":", "", 1) if name == "since" else gap.removeprefix(":"))
    if body.get("tight"):
        return not _TIGHT_STOP.search(gap) and holds_only(gap, "lead")
    if name == "denied" and (len(split(gap)) > DENIED_WORDS or gap.startswith(" - ")):
        return False
    return not _STOP.search(gap)


def _reaches_back(text: str, left: int, name: str, start: int) -> bool:
    body = table("status")["after"][name]
    gap = _ASIDE.sub(" ", text[left:start]).removeprefix(":")
    if body.get("tight"):
        gap = without_target(re.sub(r"^[.;] ", ", ", gap))
        return len(gap) <= int(body["reach"]) and is_light(gap)
    if len(gap) > DISTANT_SUBJECT_CHARS or re.search(r"[;:?!→]", gap.replace("; ", ", ")):
        return False
    parts = _CLAUSE.split(gap)
    if len(parts) == 1:
        return len(gap) <= int(body["reach"])
    return holds_only(parts[-1], "subject") and (bool(split(parts[-1])) or len(gap) <= int(body["reach"]))


def _is_of_the_one_before(gap: str, rest: str) -> bool:
    """Of two treatments that a word like "stopped" can belong to, whether it is the one before it."""
    if rest.startswith(":"):
        return False
    directly = not re.search(r"[,;:(→]", rest) and holds_only(rest, "lead", "taking")
    if directly and _PARTED.search(gap):
        return False
    return is_light(gap) or (not directly and "," not in gap)


def _goes_on(text: str, start: int, end: int, right: int) -> bool:
    """Whether what follows a cue lets it speak of what came before: "planned MRI" after a comma does not."""
    if " " in text[start:end].strip() and not text[start:end].endswith(("refused", "declined")):
        return True
    word = re.match(r" ([a-z]+)(?![a-z0-9])", text[end:right])
    return word is None or word[1].endswith("ly") or word[1] in words("onward")


def _turned(text: str, left: int, reaching: list[Hit], ahead: list[Hit]) -> Cue:
    """The nearest cue before a treatment, turned round by what stands before it: "has not received", "would have had"."""
    name, start, end = max(reaching, key=lambda hit: (hit[2], -hit[1]))
    if name in _FACTS:
        modal = _MODAL.search(text, max(left, start - 24), start)
        if modal and not (modal[0] == "may " and _FINITE.match(text, start)):  # "Rose May had her third dose"
            return Cue("planned" if modal["will"] else "considered", modal.start(), end)
        since = _SINCE.search(text, max(left, start - 60), start) if name == "done" else None
        if since and not _NEVER.search(text, since.start(), start):
            return Cue("ongoing", start, end)
        denial = next((hit for hit in reversed(ahead) if hit[0] == "denied" and hit[2] <= start), None)
        between = text[denial[2] : start] if denial else ""
        if denial and not re.search(r"[,;:.(]", between) and len(split(between)) <= DENIED_WORDS // 2:
            while_on = _WHILE.match(text, denial[2], end)  # "not while on PRRT" does not tell whether that runs yet
            return Cue("unsaid" if while_on else "denied", denial[1], end)
    if name == "first":
        coming = next((hit for hit in reversed(ahead) if hit[0] == "planned" and hit[2] <= start), None)
        if coming and is_light(text[coming[2] : start]):
            return Cue("planned", coming[1], end)  # "booked for the first of four cycles of"
    body = table("status")["before"][name]
    return Cue(body.get("status", name), start, end, firm=tuple(body.get("firm", ())))


def _strongest(cues: list[Cue], kind: str) -> Cue | None:
    """The last of the cues after a treatment; a weak one only where there is no other; a plan that is off is none.

    What continues is not over because a dose of it was given, or because the next one is planned.
    """
    strong = [cue for cue in cues if not cue.weak]
    if strong and strong[-1].status == "off":
        planned = any(cue.status == "planned" for cue in strong)
        return strong[-1]._replace(status="denied" if planned else "ended")
    running = [cue for cue in strong if cue.status == "ongoing" and not cue.firm]
    if running and kind in RUNNING_ON and strong[-1].status in {"done", "planned"}:
        return running[-1]
    firm = [cue for cue in strong if strong[-1].status in cue.firm]
    if firm:
        return firm[-1]
    return strong[-1] if strong else cues[-1] if cues else None
