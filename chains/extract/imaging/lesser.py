# ruff: noqa: E501 - a pattern is checked more easily on one line
"""Lesser: single lesions of a location that take up less than the others - "liver Krenning 4, one lesion without uptake".

They keep an entry of their own beside that of the location, as the lesion with the least uptake decides on PRRT.
"""

import re
from collections.abc import Sequence
from functools import cache

from chains.extract.imaging.krenning import Sign
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT
from knowledge.case import ReceptorImaging

BEFORE_CHARS, AFTER_CHARS = 110, 90
UPTAKE_FROM = 2
"""The Krenning score from which there is uptake."""
_DROPPED = {"history", "asked", "negated", "planned"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lesion = r"(?:lesions?|mets?|metasta[a-z]+|deposits?|foc(?:us|i)|nodules?|nodes?|ones?|tumou?rs?)"
    number = r"(?:one|two|three|four|five|[1-9]|a (?:few|single|second|third|minority)|a(?= (?:single|small|large|new|further|second|liver|hepatic|bone|peritoneal|lymph|lesion|metastasis|nodule|segment)[ -])|an(?:other)?|single|few|some|several|part|most|others?|the (?:others?|rest|remaining|(?:two|three|four) others?|largest|smallest|dominant|biggest|smaller|larger|new)|remaining)"
    middle = r"(?: of (?:the |her |his |these |those |all |them)?)?(?: (?:[a-z-]+|\d{1,2} ?mm|\d{1,2}))"
    subject = rf"{LEFT}(?P<subject>{number}(?![a-z0-9])(?:{middle}){{0,4}}? {lesion}|(?:one|two|three|[1-9]) of (?:them|these|those)|(?:(?:the )?(?:others?|rest)))(?![a-z])"
    where = r"(?: ?\([^()\n]{1,30}\))?(?: (?:in|of|at|within|from|near) (?:the |her |his )?(?:[a-z0-9/-]+ ){0,2}?[a-z0-9/-]+)?(?: ?\d{1,3} ?mm)?"
    link = r"(?:[ ,:(-]|(?<![a-z])(?:is|are|was|were|shows?|showed|showing|shown|has|have|had|with|without|that|which|no|not|any|only|completely|entirely|clearly|significant|relevant|visible|tracer|sstr|ssr|dotatate|dotatoc|dotanoc|dota|receptor|somatostatin|pet|scan|octreoscan|on|the|to|be|lacks?|lacking|remains?|does|do|did|take|takes|up|however|but|krenning|score|of|grade|and|faint(?:ly)?|mild(?:ly)?|low|uptake|avid)(?![a-z])){0,12}"
    return {
        "before": re.compile(rf"{subject}{where}{link}$"),
        "after": re.compile(rf" ?\)?(?: (?:uptake|tracer uptake|avidity|avid|activity|score))? ?(?:in|at|of|for|by|within|on(?! (?:dota|sstr|pet|octreo|the (?:dota|pet|scan)))) (?:the )?{subject}"),
        "counted": re.compile(
            rf"{where},? ?(?:(?:that|which|with|is|are|was|were|shows?|showed|showing|has|have|had|but|remains?|clearly|completely) ){{0,3}}"
            r"(?:without (?:any )?(?:[a-z]+ ){0,2}?(?:uptake|avidity|accumulation)|(?:with )?no (?:[a-z]+ ){0,2}?(?:uptake|avidity|accumulation)|(?:[a-z0-9-]+ )?(?:negative|non ?-?avid|not avid|photopenic)|not (?:taking up|avid)|lack(?:s|ing) (?:[a-z]+ )?uptake|(?:with |only |a |score |of ){0,12}krenning (?:score |grade |of ){0,12}[01](?![\d.-]))(?![a-z])(?! (?:for|on fdg|margin))"
        ),
        "more": re.compile(r"(?<![a-z])(?:liver|hepatic|bones?|osseous|others?|remaining|rest|krenning|mets|metastases|lesions)(?![a-z])"),
        "benign": re.compile(r"(?<![a-z])(?:cyst(?:s|ic)?|ha?emangioma(?:s|ta)?|fnh|focal nodular|adenomas?|benign|scars?|calcifi[a-z]+|granulomas?|ablat[a-z]+|treated|necro[a-z]+|resected|steatosis|fatty)(?![a-z])"),
        "denied": re.compile(r"(?<![a-z])(?:no|not|nor|neither|never|without)(?: even)? ?$"),
        "fdg": re.compile(r"(?<![a-z])fdg(?![a-z])"),
        "on_fdg": re.compile(r",? ?(?:on|at|in|by|with) (?:the )?(?:18f-?)?fdg"),
    }  # fmt: skip


def below_the_rest(page: Page, signs: Sequence[Sign]) -> list[Sign]:
    """The signs of a location that are of single lesions with less uptake than the rest of it."""
    rest = [sign for sign in signs if _has_uptake(sign)]
    lesser = [sign for sign in signs if _lacks_uptake(sign) and is_of_single_lesions(page, sign)]
    return lesser if lesser and any(sign not in lesser for sign in rest) else []


def takes_up_less(value: ReceptorImaging) -> bool:
    """Whether an entry tells of no uptake, or of hardly any."""
    if value.krenning is not None:
        return value.krenning < UPTAKE_FROM
    return value.uptake == "negative"


def is_doubted(page: Page, sign: Sign) -> bool:
    """Whether lesions without uptake are only perhaps there: "possibly one lesion without uptake"."""
    found = _subject(page, sign)
    return found is not None and "possible" in page.context(*found)


def is_one_of_more(page: Page, start: int, end: int) -> bool:
    """Whether a count is of lesions without uptake beside others, so that it is not that of all lesions."""
    _, high = page.sentence(start)
    if not _patterns()["counted"].match(page.folded.text, end, high):
        return False
    if page.text[start:end].startswith(("one ", "1 ")):
        return True
    more = _patterns()["more"]
    return more.search(page.text, 0, start) is not None or more.search(page.text, min(high, end + 1)) is not None


def _has_uptake(sign: Sign) -> bool:
    if sign.kind in {"krenning", "worded"}:
        return int(sign.value) >= UPTAKE_FROM
    return sign.kind == "uptake" and sign.value == "positive"


def _lacks_uptake(sign: Sign) -> bool:
    if sign.kind in {"krenning", "worded"}:
        return int(sign.value) < UPTAKE_FROM
    return sign.kind == "uptake" and sign.value == "negative"


def is_of_single_lesions(page: Page, sign: Sign) -> bool:
    """Whether a sign is told of one or some lesions, now, and not of a cyst or of what was ablated."""
    found = _subject(page, sign)
    if found is None:
        return False
    start, end = min(found[0], sign.start), max(found[1], sign.end)
    low, high = page.sentence(sign.start)
    known = _patterns()
    dropped = _DROPPED - {"negated"} if found[0] >= sign.end else _DROPPED
    if page.context(*found) & dropped or "history" in page.context(sign.start, sign.end):
        return False
    if known["denied"].search(page.text[max(low, found[0] - 12) : found[0]]):
        return False
    if known["fdg"].search(page.folded.text, start, end) or known["on_fdg"].match(page.folded.text, end):
        return False
    return known["benign"].search(page.folded.text, start, min(high, end + 40)) is None


def _subject(page: Page, sign: Sign) -> tuple[int, int] | None:
    """The words for the lesions that a sign is told of."""
    low, high = page.sentence(sign.start)
    known, begin = _patterns(), max(low, sign.start - BEFORE_CHARS)
    after = known["after"].match(page.folded.text, sign.end, min(high, sign.end + AFTER_CHARS))
    if after:
        return after.span("subject")
    lead = page.folded.text[begin : sign.start]
    before = next((match for match in known["before"].finditer(lead)), None)
    if before is None:
        return None
    return begin + before.start("subject"), begin + before.end("subject")
