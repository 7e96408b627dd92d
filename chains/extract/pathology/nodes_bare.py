# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Nodes bare: a count without a word for nodes, beside the N-stage or the R code - and never a date ("Whipple R0 5/24")."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.number import YEAR
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import RIGHT

BEFORE_CHARS, YEAR_CHARS, AFTER_CHARS, SCAN_CHARS = 60, 90, 24, 60
"""How far from a count its codes, the year of the operation, the codes behind it and the name of a scan may stand."""
MONTHS, DAYS = 12, 31
YEARS = (*range(31), *range(85, 100))
"""Years in two digits that a date of a patient's course may have: 1985 to 2030."""
_COUNT = re.compile(r"(?P<a>\d(?<![\d/.,+-]\d)\d{0,2})/(?P<b>\d{1,3})(?![\d/%])(?!\.\d)")
FEW = 4
"""A "0/4" may be a performance status or the cycles of a treatment."""
_FIELDS = {"2", "10"}
"""What mitoses are counted over, so that "2/10" beside a grade is no count of nodes."""

OPENING_CHARS = 12
"""How far into its sentence a year may stand that opens it ("In 2019 Whipple, R0, 5/16.")."""


class Codes(NamedTuple):
    """The codes beside a count: where they begin, the N-stage, and whether the count stands within the string."""

    start: int
    stage: str | None
    within: bool
    """Whether the N-stage stands before the count, with no R code since, and another code behind it."""
    behind: bool
    """Whether an N-stage or an R code stands behind it."""


@cache
def _codes() -> dict[str, re.Pattern[str]]:
    stage = r"(?:y|yp|rp|p|c)?n(?P<stage>[0-3x])[abc]?"
    other = r"(?:m[01x][abc]?|[lv][012x]|pn[01x]|r[012x]|g[123]|c?m[01])"
    gap = r"[ ,;/(\[:-]{0,3}"
    return {
        "before": re.compile(
            rf"(?:(?<![a-z0-9])|(?<=t[0-4x])|(?<=t[0-4][a-d]))(?:{stage}|r[012])(?:{gap}{other}){{0,6}}(?: \([a-z ]{{3,30}}\))?{gap}$"
        ),
        "goes_on": re.compile(rf"[ ,;/)]{{1,3}}(?:m[01x][abc]?|[lv][012x]|pn[01x]|r[012x]){RIGHT}"),
        "behind": re.compile(rf"[ ,;/)]{{1,3}}(?:{stage}|r[012]){RIGHT}"),
        "index_behind": re.compile(r",? ?(?:ki|mib|g[123]\b|lvi|pni|margins?)"),
        "none_of": re.compile(r"\d ?[cm]m(?![a-z])[^.;\n]{0,40}, $"),
        "positive": re.compile(r" ?\+(?! ?[\da-z])|,? ?(?:pos\.?|positive|involved)(?= ?(?:[,.;)\n]|$))"),
        "in_full": re.compile(r" ?(?:[.)\];]|$|\n)"),
        "unit": re.compile(
            r" ?-?(?:mm|cm|hpf|high|cycles?|mitos|mits?\b|gy|x\b|wks?|weeks|months|field|per\b|points|mmhg)"
        ),
        "year": re.compile(YEAR),
        "not_its_year": re.compile(r"(?:diagnos[a-z]*|dx|since|born|known|found|seen)(?: (?:in|of))?[ :(]*$"),
        "operation": re.compile(r"ectomy|whipple|pppd|resect|surg|operat|excis|\b(?:esd|emr|op|hemi)\b|enucleat"),
        "resection": re.compile(r"\br[012]$|\br[012][^a-z0-9]"),
        "clear": re.compile(r"\b(?:negative|neg\.?|free|clear|normal)\b"),
        "scan_before": re.compile(
            r"\b(?:ct|pet|mri?|us|eus|dota[a-z]*|scans?|scintigra[a-z]*|ultrasound|imaging|new|since|follow ?-?up)\b[ :,(-]{1,3}(?:[a-z-]{1,14}[ :,]{1,2}){0,3}$"
        ),
        "scan_behind": re.compile(
            r"[ ,(]{0,2}(?:on|by|seen|found|biops[a-z]*|(?:in|at) (?:the )?(?:ct|pet|mri?|scan|follow))\b"
        ),
        "specimen": re.compile(
            r"\bp?[tn][0-4]|\br[012]\b|patholog|histolog|specimen|examined|\bpath\b|\bhisto\b|lymphadenectomy|dissect"
        ),
        # what opens a report of the specimen, in which a date would be no operation's
        "reported": re.compile(
            r"(?:^|(?<=[\n.;!] )|(?<=\n))(?:(?:ok|so|update|fyi|final|formal|prelim(?:inary)?|the|her|his|good news|bad news)[ ,:-]{1,2}){0,3}(?:pa|path(?:ology)?|histo(?:logy|pathology)?|specimen)(?: (?:report|result|is|has|just|now|came|come|back|in|out|final|today|says?|reads?|shows?|here|finally)){0,4} ?[:=,-]"
        ),
        "more_dates": re.compile(r"[,; ]{1,3}(?:and )?\d{1,2}/\d{2}(?!\d)"),
    }


def bare_counts(page: Page) -> list[tuple[int, int, int, int]]:
    """Each bare count as (positive, examined, start, end)."""
    if "/" not in page.text:
        return []
    found = []
    for count in _COUNT.finditer(page.text):
        low = page.sentence(count.start())[0]
        codes = _beside(page.text, count, low)
        if codes is None:
            if _is_none_of(page.text, count, low) or _are_positive(page.text, count, low):
                found.append((int(count["a"]), int(count["b"]), *count.span()))
        elif _counts_nodes(page.text, count, codes, low):
            found.append((int(count["a"]), int(count["b"]), *count.span()))
    return found


def is_date(page: Page, match: re.Match[str]) -> bool:
    """Whether the two numbers behind a word for nodes are a date: "nodes negative 10/24", "new node 5/23 on CT"."""
    known, (start, end) = _codes(), match.span()
    if page.text[match.end("a") : match.start("b")] != "/":
        return False
    a, b = match["a"], match["b"]
    if (a[0] == "0" and len(a) > 1) or (int(a) and known["clear"].search(page.text, start, match.start("a"))):
        return True
    if not may_be_date(a, b):
        return False
    low, high = page.sentence(start)
    scanned = known["scan_before"].search(page.folded.text, max(low, start - SCAN_CHARS), start) or known[
        "scan_behind"
    ].match(page.folded.text, end)
    passage = page.folded.text[max(low, start - YEAR_CHARS) : min(high, end + YEAR_CHARS)]
    return scanned is not None and not (known["specimen"].search(passage) or known["operation"].search(passage))


def may_be_date(first: str, second: str) -> bool:
    """Whether two numbers with a stroke between them may be a month and a year, or a day and a month."""
    a, b = int(first), int(second)
    month_first = 1 <= a <= MONTHS and (b in YEARS or b <= DAYS)
    return month_first or (1 <= a <= DAYS and 1 <= b <= MONTHS)


def stage_denies(stage: str | None, positive: int) -> bool:
    """Whether the N-stage beside a count does not go with it: N0 has no positive node, N1 has some."""
    return stage is not None and stage != "x" and (stage == "0") != (positive == 0)


def _beside(text: str, count: re.Match[str], low: int) -> Codes | None:
    """The codes of the stage around a count, or nothing where neither an N-stage nor an R code is beside it."""
    known, end = _codes(), count.end()
    before = known["before"].search(text, max(low, count.start() - BEFORE_CHARS), count.start())
    behind = known["behind"].match(text, end, end + AFTER_CHARS)
    if before is None and behind is None:
        return None
    stage = (before and before["stage"]) or (behind and behind["stage"])
    within = (
        before is not None
        and before["stage"] is not None
        and known["resection"].search(before.group()) is None
        and known["goes_on"].match(text, end, end + AFTER_CHARS) is not None
    )
    return Codes(before.start() if before else count.start(), stage, within, behind is not None)


def _counts_nodes(text: str, count: re.Match[str], codes: Codes, low: int) -> bool:
    """Whether a count beside codes is one of nodes; one that may be a date must stand where no date would.

    That is within the codes ("N2 7/22 R0"), or at the end of a passage that gave the year of the operation before
    ("hemicolectomy 2022 (pT3 N1, 5/16)").
    """
    known, end = _codes(), count.end()
    a, b = count["a"], count["b"]
    if int(a) > int(b) or int(b) == 0 or (a[0] == "0" and len(a) > 1) or known["unit"].match(text, end):
        return False
    if stage_denies(codes.stage, int(a)) or (b in _FIELDS and codes.stage is None):
        return False
    if codes.within or not may_be_date(a, b):
        return True
    if known["reported"].search(text, low, codes.start) and not known["operation"].search(text, low, count.start()):
        return not known["more_dates"].match(text, end)
    if known["more_dates"].match(text, end) or not _dated_otherwise(text, codes.start, low):
        return False
    return codes.behind or any(known[name].match(text, end) for name in ("in_full", "index_behind"))


def _are_positive(text: str, count: re.Match[str], low: int) -> bool:
    """Whether a count behind an operation is of what was positive, or stands by itself and cannot be a date:
    "resected in April, 4/16 +", "gastrectomy, 5/33."."""
    known, (a, b) = _codes(), (int(count["a"]), int(count["b"]))
    if b <= FEW or a > b or count["b"] in _FIELDS or (count["a"][0] == "0" and a):
        return False
    if not known["operation"].search(text, max(low, count.start() - BEFORE_CHARS), count.start()):
        return False
    if known["unit"].match(text, count.end()) or text[max(0, count.start() - 2) : count.start()] not in {
        ", ",
        ": ",
        "= ",
    }:
        return False
    if known["positive"].match(text, count.end()):
        return a > 0
    return not may_be_date(count["a"], count["b"]) and known["in_full"].match(text, count.end()) is not None


def _is_none_of(text: str, count: re.Match[str], low: int) -> bool:
    """Whether a count without codes ends what is told of a tumour that was cut out: "resected, 14 mm type 3, 0/9"."""
    known, end = _codes(), count.end()
    if count["a"] != "0" or count["b"] in _FIELDS or int(count["b"]) <= FEW:
        return False
    if not known["in_full"].match(text, end) or known["unit"].match(text, end):
        return False
    return bool(known["none_of"].search(text, low, count.start()) and known["operation"].search(text, low, end))


def _dated_otherwise(text: str, start: int, low: int) -> bool:
    """Whether the year of the operation stands before its codes, so that what follows them is not its date."""
    known = _codes()
    for year in known["year"].finditer(text, max(low, start - YEAR_CHARS), start):
        if known["not_its_year"].search(text, low, year.start()):
            continue
        if year.start() - low <= OPENING_CHARS or not known["operation"].search(text, year.end(), start):
            return True
    return False
