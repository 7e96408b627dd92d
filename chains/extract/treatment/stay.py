# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Stay: what a patient came in for was done once the recovery from it is told: "admitted for a Whipple. Home on day 7"."""

import re

from chains.extract.treatment.standing import AT_ONCE, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, REST_CHARS = 90, 170
"""How far before a treatment the admission may stand, and how far behind it, on its line, what came of it."""
_CAME_IN = re.compile(
    r"\b(?:admitted|admission|re-?admitted|hospitali[sz]ed|came in|came to us|brought in|attended|in hospital|inpatient stay|in-?patient)(?: (?:electively|today|yesterday|to [a-z]+|under [a-z ]{2,20}|on [a-z0-9 ]{2,12}))?,? for (?:(?:an?|the|his|her|my|planned|scheduled|elective|emergency|urgent|interval|staged|completion|curative|palliative|repeat|open|laparoscopic|robotic|lap|lap\.|minimally|invasive|thoracoscopic|endoscopic|right|left|extended|distal|total|partial|segmental|liver|hepatic|lobar|bilobar|selective|first|second|third|fourth|1st|2nd|3rd|4th|final|last|and|cycle|dose|course|session|infusion|number|no\.|of|\d) ){0,6}$"
)
_RECOVERED = re.compile(
    r"\b(?:uneventful|uncomplicated|unremarkable recovery|no complications|without complications?|complicated by|recovered|recovery (?:was|is)?|discharged|discharge on|went home|home (?:the )?(?:next|same|on|after|day)|released|drain (?:out|removed|came)|post-?op(?:erative)?(?:ly)?|pod ?\d|day \d{1,2}|mobili[sz]ed|eating (?:and drinking|normally)|histolog[a-z]* (?:showed|shows|confirm)|went (?:well|smoothly|fine)|tolerated|leak|wound)\b"
)
_NOT_DONE = re.compile(
    r"\b(?:cancel[a-z]*|postpon[a-z]*|deferr?[a-z]*|abandon[a-z]*|aborted|called off|put off|re-?schedul[a-z]*|re-?book[a-z]*|not (?:done|performed|given|possible|carried out|go ahead)|could(?:n't| not)|unable|inoperable|unresectable|declin[a-z]*|refus[a-z]*|changed (?:his|her) mind|instead)\b"
)
_TO_COME = re.compile(
    r"\b(?:tomorrow|tmrw|to be|will|planned for|scheduled for|awaiting|awaits|is due|hopefully|expected|tonight|next (?:week|month|[mtwfs][a-z]+day)|pre-?op(?:erative)?)\b"
)
_LAST = re.compile(r"\b(?:final|last|4th|fourth and (?:final|last)) ")


def after_a_stay(text: str, one: Named, own: Standing) -> Standing:
    """The standing of what a patient was admitted for, with what is told of the days after it."""
    if own.status not in {"planned", "considered", None} or (own.status is None and own.weight != UNTOLD):
        return own
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    if not (came := _CAME_IN.search(lead)):
        return own
    line = text.find("\n", one.end, one.end + REST_CHARS)
    end = line if line >= 0 else min(one.end + REST_CHARS, len(text))
    recovered = _RECOVERED.search(text, one.end, end)
    off = _NOT_DONE.search(text, one.end, end)
    if off:
        return Standing(None, TOLD)
    if recovered is None or _TO_COME.search(text, one.end, recovered.start()):
        return own
    over = one.kind in AT_ONCE | {"liver_directed"} or _LAST.search(came.group() + text[one.start : recovered.start()])
    return Standing("done" if over else "ongoing", TOLD)
