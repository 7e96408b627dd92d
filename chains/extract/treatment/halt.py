# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Halt: a drug or course that is stopped further on, in the rest of its line or in one of the next sentences.

"Everolimus week 6: cough, CT ground glass. Stopping it now", "everolimus 10 mg, reduced to 5 for stomatitis, then stopped for
good 07/2024"; and "chemo was stopped after cycle 2" ends what was told before to be started.
"""

import re

from chains.extract.text.hint import Hint
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from chains.extract.treatment.standing import ENDED, TOLD, Named, Standing

BEHIND_CHARS, AFTER_CHARS = 190, 60
"""How far behind a drug its stop may be told, and how far behind that its being taken up again."""
_ENDED_BY = Hint(r"stop|discontinu|ceas|came off|come off|taken off")
_STOP = re.compile(
    r"(?:[.;:,(–—-] ?|→ ?|\band |\bso |\bbut )(?:(?:then|i|we|they|he|she|gp|onc|oncology|have|has|had|was|were|is|it|therefore|finally|now|so|been|had to be|permanently|eventually|definitively) ){0,4}"
    r"(?:(?:stopped|discontinued|ceased)(?: (?:it|this|that|the (?:drug|tablets?)))?(?: (?:altogether|completely|permanently|definitively|definitely|for good|today|now|yesterday)){0,2} ?"
    r"(?:(?:because|due|owing|on account|for (?!\d|a (?:week|month|few)|one|two|three|four|six)|after|since|following|at (?!night))|in (?:\d|"
    + MONTH
    + r")|\d{1,2}[/.](?:19|20)?\d\d|(?:19|20)\d\d|(?=[.;\n)]|$|, ))"
    r"|stopping (?:it|this|the (?:drug|tablets?)|today|now)(?= ?[.,;!\n)]|$| (?:now|today|for good|and|because|as|due|altogether|,))"
    r"|(?:came|come|taken) off (?:it|them)(?![a-z]))"
)
"""The stop, at the beginning of a clause that names nothing else that may be stopped."""
_OPEN = re.compile(
    r"\b(?:if|unless|would|should|could|may (?:be|have|need)|might|whether|until|when|will|never|not|n't|paus[a-z]*|hold|held|interrupt[a-z]*)\b|n't\b|\?"
)
_AGAIN = re.compile(
    r"(?<!any )(?<!no )\b(?:re-?start[a-z]*|resum[a-z]*|re-?challeng[a-z]*|re-?introduc[a-z]*|again|back on|re-?commenc[a-z]*|continu[a-z]*)\b"
)
_OTHER = re.compile(
    r"\b(?:smok[a-z]*|alcohol|drink[a-z]*|metformin|warfarin|apixaban|rivaroxaban|doac|aspirin|asa|clopidogrel|statin|simvastatin|ramipril|steroids?|pred(?:nisolone)?|dex(?:amethasone)?|antibiotics?|ppi|omeprazole|pantoprazole|lansoprazole|bleeding|insulin|diazoxide|tramadol|morphine|methotrexate|mtx|creon|loperamide|denosumab|bisoprolol|amlodipine|heparin|lmwh|telotristat|work(?:ing)?|driving)\b"
)
"""What else may be stopped."""
_EARLIER = re.compile(r"\b(?:previous|prior|earlier|first line|1l|old|adjuvant)(?: [a-z]+)? $")
_DRUGS = {"targeted", "chemo"}


def halted(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """End the drugs that are stopped further on, and those that a word for their kind ends."""
    text = page.folded.text
    if not any(own.status == "ongoing" for own in standings) or not _ENDED_BY.stands_in(text):
        return
    stops = [*(one.start for one in named[1:]), len(text)]
    begun: dict[str, list[int]] = {kind: [] for kind in _DRUGS}
    for place, (one, own, stop) in enumerate(zip(named, standings, stops, strict=True)):
        if one.kind not in _DRUGS:
            continue
        if own.status == "ongoing" and own.weight <= TOLD and _is_halted(text, one, stop):
            standings[place] = Standing("done", ENDED)
        elif own.status == "ongoing" and own.weight < TOLD:
            begun[one.kind].append(place)
        elif own == Standing("done", ENDED) and _ends_its_kind(text, one):
            for before in begun[one.kind]:
                standings[before] = Standing("done", ENDED)
            begun[one.kind].clear()


def _is_halted(text: str, one: Named, stop: int) -> bool:
    """Whether its stop stands behind a drug, and nothing tells that something else was stopped, or that it goes on."""
    last = min(stop, one.end + BEHIND_CHARS)
    halt = _STOP.search(text, one.end, last)
    if halt is None:
        return False
    between = text[one.end : halt.start()]
    clause = text[max(one.end, halt.start() - AFTER_CHARS) : halt.end()].rsplit(". ", maxsplit=1)[-1]
    line = between.count("\n")
    if line > 0 or between.count(". ") > 2 or _OTHER.search(text, one.end, halt.end()):
        return False
    behind = text[halt.end() : halt.end() + AFTER_CHARS]
    return not (_OPEN.search(clause) or _AGAIN.search(between) or _AGAIN.search(behind) or "?" in behind[:20])


def _ends_its_kind(text: str, one: Named) -> bool:
    """Whether only a word for their kind is told to be stopped: "cis/eto started 27/12 … chemo was stopped"."""
    if not table("treatments")["treatment"][one.name].get("generic"):
        return False
    return _EARLIER.search(text, max(0, one.start - AFTER_CHARS), one.start) is None
