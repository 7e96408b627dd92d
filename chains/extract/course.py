"""Course: whether the disease grows on anatomical imaging or as the clinician states it - never from uptake alone."""

import re
from functools import cache

from chains.extract.found import Found
from chains.extract.page import Page
from chains.extract.vocabulary import Index, table

_DROPPED = {"asked", "possible", "planned"}


@cache
def _courses() -> Index:
    return Index({name: list(body["forms"]) for name, body in table("course")["progression"].items()})


@cache
def _uptake() -> re.Pattern[str]:
    return re.compile(r"uptake|avidity|intensity|krenning|suv|biochemical|symptom|cga|chromogranin|marker")


def read_course(page: Page) -> list[Found]:
    """What the text says of growth; the latest statement wins, an older one ("progressed in 2019") gives way."""
    found: list[Found] = []
    for name, start, end in _courses().find(page.text):
        value, _, kind = name.partition("_")
        contexts = page.context(start, end)
        only_considered = "considered" in contexts and not contexts & {"past", "ongoing"}
        if contexts & _DROPPED or (only_considered and (kind or page.is_question(start))):
            continue
        low, high = page.sentence(start)
        if kind == "growth" and not re.search(
            r"\b(?:ct|mri?|mr|imaging|recist|radiolog|scan|ultrasound|mm|cm)\b", page.text[low:high]
        ):
            continue
        clause = re.split(r"[,;()]", page.text[end : min(high, end + 44)])[0]
        if kind != "none" and _uptake().search(clause) and not re.search(r"\b(?:ct|mri?|recist|size)\b", clause):
            continue
        if "negated" in contexts and kind != "none":
            if value == "progressive":
                found.append(Found("progression", "stable", start, end, 1))
            continue
        old = "history" in contexts or bool(
            re.search(r"(?:previously|initially|prior|previous|until|had) ?$", page.text[max(0, start - 12) : start])
        )
        found.append(Found("progression", value, start, end, 0 if old else 1))
    return found
