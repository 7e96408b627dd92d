# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Treatments: operations, drugs and procedures, whether given, running, planned or refused - and the primary they imply."""

import re
from functools import cache

from chains.extract.found import Found, entry
from chains.extract.number import YEAR
from chains.extract.page import Page
from chains.extract.vocabulary import RIGHT, table
from knowledge.case import Span, Treatment

INFERRED = 1
QUESTION_MARK_CHARS = 40
"""A question mark counts as this far away: "after lanreotide and PRRT?" does not ask for PRRT."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    date = rf"(?:in |on |since |from |of |\(|, ?)*(?:(?:early|late|mid|spring|summer|autumn|fall|winter)[ -])?(?:\d{{1,2}}[./])?(?:\d{{1,2}}[./])?(?:{_MONTH})?(?:\d{{1,2}},? )?(?P<year>{YEAR})"
    return {
        "year_after": re.compile(
            rf"(?P<gap>(?:[^,;.\n]|\.(?=\d)){{0,44}}?)(?:, ?(?:last|completed)(?: (?:dose|cycle|one))?)?[ ,:(]{{0,3}}{date}"
        ),
        "not_its_year": re.compile(table("treatments")["not_its_year"]),
        "year_before": re.compile(
            rf"(?P<year>{YEAR})(?: ?[:,)-]| (?:he|she|they|the patient|pt|patient))*(?: (?:underwent|had|received|a|an|open|laparoscopic|robotic|started|treated|with|by|s/p|curative|radical|first|elective))* ?$"
        ),
        "response": re.compile(
            rf"[^.;\n]{{0,34}}?(?:with|→|=|:|achiev(?:ed|ing)|best response(?: was| of|:)?|response:?|showing|leading to|resulting in|\() ?(?:a |an )?(?:good |very good |excellent |minor |durable |prolonged |long )?(?P<response>partial (?:response|remission)|complete (?:response|remission)|stable disease|disease stabili[sz]ation|progressive disease|pr|sd|cr|pd|mixed response){RIGHT}(?! since)"
        ),
        "question": re.compile(r" ?(?:\?|or [a-z]+\?)"),
    }


def read_treatments(page: Page) -> list[Found]:
    """Every treatment with its status; one that is denied, or belongs to another disease, is left out."""
    found: list[Found] = []
    claimed = 0
    data = table("treatments")["treatment"]
    hits = [
        hit
        for hit in page.named("treatments", "treatment")
        if page.text[hit[1] : hit[2]] == page.plain[hit[1] : hit[2]]
    ]
    for place, (name, start, end) in enumerate(hits):
        status = _status(page, start, end)
        if status is None:
            continue
        body = data[name]
        if body.get("generic") and _describes_something_else(page.text, start, end):
            continue
        after = hits[place + 1][1] if place + 1 < len(hits) else len(page.text)
        year = _year(page, start, end, after, claimed) if status in {"done", "ongoing", "planned"} else None
        claimed = max(claimed, year[1][1] if year else 0)
        response = _response(page, end, after) if status == "done" else None
        treatment = Treatment(
            name=body.get("name", name),
            kind=body["kind"],
            status=status,
            year=year[0] if year else None,
            best_response=response[0] if response else None,
        )
        found.append(
            entry(
                "treatments",
                treatment,
                start,
                end,
                name=(start, end),
                year=year[1] if year else None,
                best_response=response[1] if response else None,
            )
        )
        if "infers" in body and status in {"done", "ongoing"}:
            found.append(Found("primary_site", body["infers"], start, end, body.get("strength", INFERRED)))
    return found


def _status(page: Page, start: int, end: int) -> str | None:
    contexts = page.context(start, end)
    nearest = {
        name: _distance(page, name, start, end)
        for name in ("declined", "planned", "considered", "past", "ongoing", "negated", "not_yet")
    }
    if "declined" in contexts:
        return "declined"
    if "negated" in contexts and nearest["negated"] <= min(nearest["past"], nearest["ongoing"]) + 12:
        return None
    if "asked" in contexts and not contexts & {"past", "ongoing"}:
        return None
    open_ = {name: distance for name, distance in nearest.items() if name in contexts and name not in {"negated"}}
    if "hypothetical" in contexts:
        return "considered"
    if _patterns()["question"].match(page.text, end) and "past" not in contexts:
        return "considered"
    if not set(open_) & {"past", "ongoing", "planned"} and _is_alternative(page, start, end):
        return "considered"
    if not open_:
        if "possible" in contexts:
            return "considered"
        return "done"
    first = min(open_, key=lambda name: (open_[name], name))
    if first == "not_yet":
        return "planned" if "planned" in contexts else None
    if first in {"ongoing", "past"} and _ended(page, end):
        return "done"
    if first == "past" and "ongoing" in open_ and (open_["ongoing"] <= open_["past"] or _still_running(page, end)):
        first = "ongoing"
    return {"past": "done"}.get(first, first)


def _is_alternative(page: Page, start: int, end: int) -> bool:
    """Whether a question names the treatment as one of two: "sunitinib or everolimus?"."""
    if not page.is_question(start):
        return False
    hits = page.named("treatments", "treatment")
    after = any(re.fullmatch(r",? or (?:with )?", page.text[end : hit[1]]) for hit in hits if 0 <= hit[1] - end < 12)
    before = any(
        re.fullmatch(r",? or (?:with )?", page.text[hit[2] : start]) for hit in hits if 0 <= start - hit[2] < 12
    )
    return after or before


def _ended(page: Page, end: int) -> bool:
    """Whether what follows, before another treatment is named, says that it was stopped."""
    following = next((hit[1] for hit in page.named("treatments", "treatment") if hit[1] >= end), len(page.text))
    words = r"[^.;\n]{0,60}?\b(?:stopped|discontinued|ceased|withdrawn|completed|switched|until)\b"
    return re.match(words, page.text[end : min(following, end + 80)]) is not None


def _still_running(page: Page, end: int) -> bool:
    return (
        re.match(
            r"[^.;\n]{0,40}?\b(?:ongoing|so far|continues|continued|currently|to date)\b", page.text[end : end + 60]
        )
        is not None
    )


def _distance(page: Page, category: str, start: int, end: int) -> float:
    scope = page.covering(category, start, end)
    if scope is None:
        return 10**6
    low, high = scope.trigger
    if page.folded.text[low:high] == "?":
        return QUESTION_MARK_CHARS
    return start - high if high <= start else low - end if low >= end else 0


def _describes_something_else(text: str, start: int, end: int) -> bool:
    """Whether "surgery" or "resection" only names a place, a specimen or a margin."""
    after = text[end : end + 26]
    before = text[max(0, start - 14) : start]
    return bool(
        re.match(
            r"[ -](?:bed|site|field|margin|margins|specimens?|cavity|area|region|status|scar|date|clip|note|team|unit|ward|histology|of (?:the )?(?:liver|hepatic|metasta|mets))",
            after,
        )
        or re.search(r"(?:un|non-?|ir)$", before)
        or (
            re.search(
                r"(?:post|after liver|site of|bed of|liver|hepatic|wedge|endoscopic|mucosal|transurethral|bowel|ileal|atypical|segment) ?-?$",
                before,
            )
            and not re.search(r"post[- ]?$", before)
        )
    )


def _year(page: Page, start: int, end: int, after: int, claimed: int) -> tuple[int, Span] | None:
    match = _patterns()["year_after"].match(page.text, end)
    if match and match.start("year") < after and not _patterns()["not_its_year"].search(match["gap"]):
        return int(match["year"]), match.span("year")
    low = max(page.sentence(start)[0], start - 50, claimed)
    match = _patterns()["year_before"].search(page.text, low, start)
    if match and match.end() == start:
        return int(match["year"]), match.span("year")
    return None


def _response(page: Page, end: int, after: int) -> tuple[str, Span] | None:
    match = _patterns()["response"].match(page.text, end)
    if match is None or match.start("response") >= after:
        return None
    words = match["response"]
    code = {
        "partial": "PR",
        "complete": "CR",
        "stable": "SD",
        "disease": "SD",
        "progressive": "PD",
        "mixed": "mixed",
    }.get(words.split()[0].split("-")[0], words.upper())
    return code, match.span("response")
