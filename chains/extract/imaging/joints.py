# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Joints: uptake of a worn or inflamed joint, which is that of no tumour ("uptake in the right shoulder joint, Krenning 2")."""

import re

from chains.extract.imaging.krenning import Sign
from chains.extract.imaging.places import Place
from chains.extract.text.page import Page

NEAR_CHARS = 60
"""How far from a sign the joint may be named that it is seen in."""
_JOINT = r"(?<![a-z])(?:(?:shoulder|hip|knee|ankle|wrist|elbow|thumb|toe|finger|facet|sternoclavicular|acromio-?clavicular|sacro-?iliac|si|ac|sc|temporo-?mandibular|costo-?vertebral|mcp|mtp|both|large|small) (?:joints?|arthro[a-z]+|arthritis)|joints?(?! (?:meeting|clinic|board|mdt|decision|case|discussion|review|conference))|tmj|arthrit[a-z]+|arthros[ei]s|osteo-?arthr[a-z]+|arthropath[a-z]+|osteophyt[a-z]+|spondyl(?:osis|arthr[a-z]+)|degenerative|schmorl'?s?|bursitis|capsulitis|tendin[a-z]+|enthesopath[a-z]+|(?:shoulders?|knees?|hips?)(?= ?(?:[,.;()]|$)))(?![a-z])"
_WORN = r"(?:arthrit[a-z]+|arthros[ei]s|osteo-?arthr[a-z]+|arthropath[a-z]+|degenerative|spondyl(?:osis|arthr[a-z]+)|schmorl'?s?|wear and tear)(?![a-z])"
_BEFORE = re.compile(rf"{_JOINT}[^.;\n]{{0,{NEAR_CHARS}}}$")
_BEHIND = re.compile(
    rf" ?\(?(?:(?:in|at|of|around|over|within|on|from|about|due to|with|uptake|activity|likely|probably|the|an?|both|left|right|bilateral|mild|moderate|intense|focal|l|r)[ ,]{{1,2}}){{0,6}}(?:[a-z-]+ ){{0,2}}?{_JOINT}|, ?(?:likely |probably |presumably |most likely |rated |read as |considered )?{_WORN}"
)


def is_of_a_joint(page: Page, sign: Sign, places: list[Place]) -> bool:
    """Whether a sign stands beside a joint, or a word for its wear, and no location that may hold a tumour is nearer."""
    text, (low, high) = page.folded.text, page.sentence(sign.start)
    low, high = max(low, sign.start - NEAR_CHARS - 30), min(high, sign.end + NEAR_CHARS)
    before, behind = _BEFORE.search(text, low, sign.start), _BEHIND.match(text, sign.end, high)
    if before is None and behind is None:
        return False
    start = before.start() if before else sign.start
    end = behind.end() if behind else sign.end
    return not any(start <= place.start < end for place in places if place.location != "bone")
