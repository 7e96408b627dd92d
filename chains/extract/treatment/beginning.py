# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Beginning: a drug named with its dose is to come where the patient starts on a day to come: "she starts Saturday"."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.treatment.standing import SHARED, TOLD, UNTOLD, Named, Standing

BEHIND_CHARS = 200
"""How far behind a drug its beginning may be told, before the next treatment is named."""
_KINDS = {"targeted", "chemo", "other", "ssa"}
_DAY = rf"(?:{WEEKDAY}|tomorrow|tmrw|tonight|next (?:week|month|{WEEKDAY})|{DATE}|{NTH})"
_STARTS = re.compile(
    rf"\b(?:he|she|they|patient|pt|mr [a-z]+|mrs [a-z]+|ms [a-z]+)(?:'ll)? (?:(?:will|is going to|is to|can|should) (?:start|begin|commence)|(?:starts|begins|commences)|(?:is )?(?:starting|beginning))(?: (?:it|this|them|taking it|treatment|therapy|the (?:tablets|capsules|drug|pills)))?,? (?:(?:on|from|this|coming) ){{0,2}}{_DAY}{NO_YEAR}(?= ?(?:[.,;)!\n]|$)| (?:at|with|after|once|if|morning|evening|and|under|as)\b)"
)
_FILL = re.compile(
    r"\b(?:first|1st|initial) (?:fill|script|prescription|supply|pack|box|bottle|delivery|shipment)(?: (?:was|is|has been|to be|will be|now|just|already)){0,3} (?:shipped|sent|ordered|pending|dispatched|on its way|approved|due|requested|being)\b"
    r"|\b(?:script|rx|prescription) (?:(?:was|is|has been|now|just) )?(?:sent|ordered|submitted|with the pharmacy|at the pharmacy)\b"
)
_ANEW = re.compile(
    r"\b(?:since|already|continu[a-z]+|ongoing|started|refill|second|2nd|repeat|tolerat[a-z]+|month \d|cycle \d|stopped|off|progress[a-z]*)\b"
)
"""What tells that the drug runs or is over."""


def begun_later(text: str, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a drug of which only its name and dose are told, with the day on which it is to begin."""
    if one.kind not in _KINDS or own.weight > SHARED or own.status not in {"ongoing", "done", None}:
        return own
    if own.status is None and own.weight != UNTOLD:
        return own
    end = min(stop, one.end + BEHIND_CHARS)
    for pattern in (_STARTS, _FILL):
        found = pattern.search(text, one.end, end)
        if found and not _ANEW.search(text, one.end, found.start()) and not _ANEW.match(text, found.end() + 1):
            return Standing("planned", TOLD)
    return own
