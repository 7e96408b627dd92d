"""Noted: whether a treatment of which no word speaks stands as notes write down what was done.

"RLL lobectomy 2018, pT2" and "LLL lobectomy: typical carcinoid" tell of an operation; "bilobectomy necessary" and
"decision re ESD" do not. What may stand right before and right behind is told in ``status.toml``: a word that nobody
foresaw may well say that the treatment never was, so that with such a word beside it nothing is told.
"""

import re
from functools import cache

from chains.extract.text.vocabulary import table
from chains.extract.treatment.standing import Named

NEAR_CHARS = 40


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(table("status")["noted"][name]))


def is_noted(text: str, one: Named, course: bool) -> bool:
    """Whether only words of notes stand right before and right behind a treatment; ``course``: one of months."""
    before, behind = ("course_before", "course_behind") if course else ("before", "behind")
    return bool(
        _pattern(before).search(text[max(0, one.start - NEAR_CHARS) : one.start])
        and _pattern(behind).match(text, one.end)
    )


def is_under_way(text: str, one: Named) -> bool:
    """Whether a cycle, a day or a changed dose of a course is named right beside it ("cycle 3", "10 → 5 mg")."""
    return bool(
        _pattern("dose_changed").match(text, one.end)
        or _pattern("cycle_before").search(text[max(0, one.start - NEAR_CHARS) : one.start])
        or _pattern("cycle_behind").match(text, one.end)
    )


def is_counted(text: str, one: Named) -> bool:
    """Whether the cycles that there were are counted right before a course ("4 cycles of")."""
    return _pattern("counted_before").search(text[max(0, one.start - NEAR_CHARS) : one.start]) is not None
