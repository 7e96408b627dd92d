# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Drug list: what a list of the drugs that somebody takes names is taken: "Drugs: amlodipine 10, …, octreotide LAR 30 mg"."""

import re

from chains.extract.treatment.standing import ENDED, SHARED, TOLD, Named, Standing

LEAD_CHARS, ITEM_CHARS = 420, 80
"""How far before a drug the list may begin, and how far the drug's own entry may reach."""
_DRUGS = {"ssa", "targeted", "other"}
_HEAD = re.compile(
    r"(?:^|[\n.;] ?)[ >-]{0,3}(?:\d[.)] )?(?:(?:current|regular|usual|home|her|his|present|actual|other|concomitant|existing|repeat|ongoing|permanent|chronic|long-term|discharge|admission|outpatient|con|d/c|dc) ?){0,2}"
    r"(?:meds?|medications?|medicines|drugs?(?: hx| history| list)?|dhx?|tto|ttos|tta|ttas|fa|rx list|medication list|therapy at home|home therapy|dauermedikation|dauermedikamente|medikation|tablets and injections)"
    r"(?: (?:list|now|on|at|upon|in|the|discharge|admission|home|present|today|checked|reviewed|reconciled|unchanged|and|doses|injections|for|leaving|going|here)){0,4}(?: \([^()\n]{0,30}\))? ?[:=-]{1,2} ?"
)
"""What opens a list of drugs."""
_TREATMENT = re.compile(
    r"(?:^|[\n.;] ?)[ >-]{0,3}(?:\d[.)] )?(?:(?:current|present|actual|ongoing) )?(?:treatments?|therapy|rx|tx)(?: (?:now|at home|at present|on admission|so far|to date|until now|up to now))? ?: ?"
)
"""What may open a list of drugs as well as one of what was done."""
_EVERY = re.compile(
    r"\b(?:monthly|\d ?-?(?:weekly|hourly)|(?:every|per|/|q) ?\d{0,2} ?-?(?:d|days?|w|wks?|weeks?|h|hours?|month)|q4w|q28d|daily|tds|tid|bd)\b|/ ?\d{1,2} ?(?:d|days?|w)\b"
)
_NOT_TAKEN = re.compile(
    r"\b(?:stop[a-z]*|hold|holds|held|withh[a-z]*|paus[a-z]*|discontinu[a-z]*|ceased|previous(?:ly)?|past|former(?:ly)?|prior|until|till|never|no longer|not|planned|to (?:start|begin|follow|be)|will|start[a-z]*|new|consider[a-z]*|if|declin[a-z]*|refus[a-z]*|allerg[a-z]*|intoleran[a-z]*|may|due to|awaiting|pending|question|recommend[a-z]*|plan|suggest[a-z]*|s/p|after|since|before|for|off)\b|\?|→"
)
"""What makes of an entry something else than a drug that is taken."""
_NOT_THIS = re.compile(
    r"\b(?:stop[a-z]*|on hold|hold|held|withheld|paus[a-z]*|discontinu[a-z]*|ceased|until|till|not (?:yet )?(?:taken|taking|started|given|begun)|planned|to start|to begin|to be started|will start|start(?:s|ing)? (?:on|next|from|in|tomorrow)|declin[a-z]*|refus[a-z]*|completed|finished|last dose ever)\b|\?"
)
_A_YEAR = re.compile(r"(?<!since )(?<!from )\b(?:19|20)\d\d ?(?:-|to|until) ?(?:19|20)?\d\d\b")


def in_a_drug_list(text: str, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a drug that stands in the list of what is taken."""
    if one.kind not in _DRUGS or own.weight == ENDED or own.status in {"declined", "considered"}:
        return own
    if own.weight > SHARED:
        return own
    line = text.rfind("\n", max(0, one.start - LEAD_CHARS), one.start)
    low = max(0, one.start - LEAD_CHARS) if line < 0 else line
    head = _HEAD.search(text, low, one.start)
    entry = re.split(r"[,;\n]|\. ", text[one.end : min(stop, one.end + ITEM_CHARS)], maxsplit=1)[0]
    if head is None and one.kind == "ssa" and _EVERY.search(entry):
        head = _TREATMENT.search(text, low, one.start)
    if head is None or _NOT_TAKEN.search(text, head.end(), one.start):
        return own
    if ". " in text[head.end() : one.start]:
        return own
    if _NOT_THIS.search(entry) or _A_YEAR.search(entry):
        return own
    return Standing("ongoing", TOLD)
