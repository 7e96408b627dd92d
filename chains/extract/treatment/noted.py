"""Noted: whether a treatment of which no word speaks stands as notes write down what was done.

"RLL lobectomy 2018, pT2" and "LLL lobectomy: typical carcinoid" tell of an operation; "bilobectomy necessary" and
"decision re ESD" do not. What may stand right before and right behind is told in ``status.toml``: a word that nobody
foresaw may well say that the treatment never was, so that with such a word beside it nothing is told.
"""

import re
from functools import cache

from chains.extract.text.vocabulary import table
from chains.extract.treatment.injections import is_tag
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import UNTOLD, Named, Standing

NEAR_CHARS = 40
_COURSES = {"ssa", "prrt", "targeted", "chemo"}
"""What is given over months: named alone, it may be over, run, or never have begun."""
_MATTERS = {"liver_directed", "prrt", "transplant", "radiotherapy"}
"""What may head a line on it, given or not; an operation heads what its specimen showed."""
_ARROW_BEFORE = re.compile(r"→ ?$")
_CARE = re.compile(r"\b(?:bsc|supportive care)(?: (?:with|plus|and|incl\.?|including)| ?[,+/&]) ?$")
_LINE_ENDS = re.compile(r" ?(?:\([^()\n]{1,30}\))?[ .;]{0,2}(?:\n|$)")
"""How a line ends behind its last treatment."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(table("status")["noted"][name]))


def noted(text: str, one: Named) -> Standing:
    """The standing of a treatment that is only named: an operation is noted once done, a course while it runs too."""
    course = one.kind in _COURSES and not is_dated(text, one)
    if course and (_is_under_way(text, one) or (one.kind == "ssa" and (is_tag(text, one) or _is_care(text, one)))):
        return Standing("ongoing", UNTOLD)
    if one.kind in _MATTERS and text.startswith((":", " :"), one.end) and not is_dated(text, one):
        return Standing(None, UNTOLD)  # "chemoembolisation: cath lab down"
    if _ARROW_BEFORE.search(text, max(0, one.start - 4), one.start) and _LINE_ENDS.match(text, one.end):
        return Standing(None, UNTOLD)  # "bx: G1 → transanal excision" was done, or is what follows from it
    given = _is_noted(text, one, course) or (course and _is_counted(text, one))
    return Standing("done" if given else None, UNTOLD)


def is_a_running_course(text: str, one: Named) -> bool:
    """Whether a cycle or a day of a course is named right beside it, and no year or count of what is over."""
    return one.kind in _COURSES and not is_dated(text, one) and _is_under_way(text, one)


def _is_noted(text: str, one: Named, course: bool) -> bool:
    """Whether only words of notes stand right before and right behind a treatment; ``course``: one of months."""
    before, behind = ("course_before", "course_behind") if course else ("before", "behind")
    return bool(
        _pattern(before).search(text[max(0, one.start - NEAR_CHARS) : one.start])
        and _pattern(behind).match(text, one.end)
    )


def _is_under_way(text: str, one: Named) -> bool:
    """Whether a cycle, a day or a changed dose of a course is named right beside it ("cycle 3", "10 → 5 mg")."""
    return bool(
        _pattern("dose_changed").match(text, one.end)
        or _pattern("cycle_before").search(text[max(0, one.start - NEAR_CHARS) : one.start])
        or _pattern("cycle_behind").match(text, one.end)
    )


def _is_care(text: str, one: Named) -> bool:
    """Whether an analogue is part of the care that is given now: "best supportive care with octreotide"."""
    return _CARE.search(text, max(0, one.start - NEAR_CHARS), one.start) is not None


def _is_counted(text: str, one: Named) -> bool:
    """Whether the cycles that there were are counted right before a course ("4 cycles of")."""
    return _pattern("counted_before").search(text[max(0, one.start - NEAR_CHARS) : one.start]) is not None
