# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Statement: what a text says of the course of the disease and when, and which of several statements holds now."""

import re
from typing import NamedTuple

from chains.extract.text.moment import NEVER, Moment, find_moments
from chains.extract.text.page import Page
from chains.extract.tumour.achieved import NOT_GIVEN, is_achieved, is_reason_of_an_end, is_result_in_brackets
from chains.extract.tumour.course_words import course_words

CURRENT, UNDATED, OLD = 2, 1, 0
STATED, IMAGED, SEEN = 3, 3, 1
"""A conclusion, or a change on named imaging, over a finding in one organ."""
NEAR, SENTENCE = 200, 60
"""What grew outweighs what stayed as it was, and a conclusion either, where both are told within so many characters."""
LEAD_CHARS, DATED_CHARS, AFTER_CHARS = 60, 70, 26
"""How far before a statement a word such as "now", or a date, may stand; and how far behind it a date."""
_UNDER = re.compile(r"[^.;,\n→]{0,24}\b(?:on|under|after|despite|during|through|following|to|with) (?:[a-z]+ ){0,2}?")
_NOT_NOW = re.compile(
    r" ?(?:is |was |has been |treatment )?(?:on hold|not |held|postponed|deferred|delayed|cancelled|kept|still|contin|ongoing|goes on)"
)
"""Behind a treatment: it was no answer to the state told before it."""
_QUOTES = {'"', "'", "“", "”"}
_WROTE = re.compile(
    r"\b(?:writes?|wrote|written|report(?:ed)?|says?|said|saying|reading|reads?|called|calls?|radiologist|stated?)\b"
)
"""What somebody wrote, in quotation marks, is for the text to confirm: "the radiologist writes 'progression'"."""
_QUOTED_ON = re.compile(r"[^\"'.;\n]{0,40}[\"'\u201d]")
_THEN = re.compile(
    r"\)?\.? ?(?:(?:then|subsequently|he|she|was|therefore|thus|so|and|hence|has|been) ){0,4}(?:crossed over|switched|changed|moved|converted|rotated)(?: over)?(?: to)? "
)
"""Between a state and the treatment that answered it, in the next sentence: "… after PD. Crossed over to everolimus"."""
_ENDED = re.compile(
    r"[^.;\n]{0,40}?\b(?:until|till|up to)(?: (?:recently|lately|(?:this|the (?:current|latest|last|present|new|most recent)|today's|last (?:week|month)'s) (?:[a-z]+ )?(?:ct|mri?|scans?|pet|imaging|staging|restaging|control|follow)|now,? (?:but|when|that))\b)"
)
"""Behind a state: it lasted until what follows ("stable for five years, until the current CT")."""
_NOW_ON = re.compile(
    r"[^\n;.→]{0,30}[.;]?[ \n]{1,2}(?:current(?:ly)?|present(?:ly)?|now|ongoing|actual(?:ly)?|today)(?: on| (?:systemic )?(?:therapy|treatment|medication|line))? ?:? ?"
)
"""Between a state and the treatment that is given now: "stopped on progression. Current: everolimus"."""
_NOT_KNOWN = re.compile(
    r"(?<![a-z])(?:(?:present|current|actual|today's) (?:(?:disease|tumou?r) )?(?:state|status|course|situation|extent|disease status)(?: of (?:the )?(?:disease|tumou?r))? (?:is |remains |still |therefore |thus |so |hence |being |at present )?(?:unknown|not known|unclear|not clear|uncertain|open)"
    r"|(?:no|without|not had|hasn't had|has not had)(?: any| an?)? (?:further |new |other |more |later |follow-?up |control )?(?:scans?|imaging|cts?|mris?|pet|restaging|follow-?up|staging|images?|examinations?|control)(?: (?:was |were |has been |have been )?(?:done|made|performed|available|taken))? (?:since|ever since|after that|thereafter|afterwards|from then)(?: then)?(?![a-z])"
    r"|(?:not been|never|not) (?:scanned|imaged|restaged|re-staged|examined) (?:since|again|after that|thereafter)"
    r"|(?:do not|don't|nobody|does not) (?:yet )?knows? (?:how|what|whether|if|where) (?:it|the (?:disease|tumou?r)|things|he|she) (?:is|stands?|looks?|does|do|are)(?: now| today| at present)?)"
)
"""What leaves the state now open: "progressive in 2022; no scan since"."""
_WHEN_IT_DID = re.compile(
    r"(?<![a-z])(?:when|after|once|as|since) (?:he|she|it|they|the disease|the tumou?r|pt|the pt|the patient)(?: (?:had|then|first|later|eventually|finally))? $"
)
_ANSWERED = re.compile(
    r"(?: (?:on|after|under|in|during|with) [a-z0-9 -]{2,30})?,? (?:(?:(?!will |is |are )[a-z0-9/-]{1,20} ){1,5}?(?:was|were|had been) (?:then )?(?:given|started|added|begun|commenced|administered|switched|changed|used|performed)|(?:we|they|he|she) (?:then )?(?:gave|started|added|switched|changed|had|got|received|went on))(?![a-z])"
)
"""Around a state that was answered by a treatment then: "when he progressed, PRRT was given"."""


HEAD_CHARS = 24
_CONCLUDED = re.compile(
    r"(?:^|\n) ?(?:conclusions?|impression|summary|interpretation|resume|fazit|beurteilung) ?:? ?\n?$"
)
"""The heading of a conclusion on a line of its own, under which the state now is told."""
_YEARS_AGO = r"(?:last (?:year|spring|summer|autumn|fall|winter)|(?:an?|one|two|three|four|five|\d{1,2}) ?(?:years?|yrs?|y) (?:ago|back|earlier)|years ago|back then|at that time)"
_LONG_AGO_BEHIND = re.compile(rf"[^.;,:\n→()]{{0,30}}?(?<!since )(?<!until )(?<!from )\b{_YEARS_AGO}\b")
_LONG_AGO_BEFORE = re.compile(rf"(?<!since )(?<!until )(?<!from )\b{_YEARS_AGO}\b[^.;,\n→]{{0,24}}$")
"""A time around a state that is not now: "PD under everolimus last year", "a year ago: progression"."""


_NO_TIME_OF = re.compile(r"[,;:(]|(?<![a-z])(?:versus|vs|compared|comparison|than|against)(?![a-z])")
"""Between a state and a date that is not its own: the date of what it is compared with ("unchanged vs. 3/2024")."""


class Statement(NamedTuple):
    """One statement: ``era`` is how current it is told to be, ``strength`` how much it speaks of the whole disease."""

    value: str
    start: int
    end: int
    strength: int
    era: int
    moment: Moment
    weight: int = 0


def has_ended(text: str, value: str, end: int) -> bool:
    """Whether a state without growth is told to have lasted until what the text goes on to tell."""
    return value != "progressive" and _ENDED.match(text, end) is not None


def when(page: Page, value: str, start: int, end: int) -> tuple[int, Moment]:
    """The era of a statement and its date, ``NEVER`` where none is told."""
    known, text = course_words(), page.folded.text
    contexts = page.context(start, end)
    low, high = page.sentence(start)
    lead = text[max(low, start - LEAD_CHARS) : start]
    after = _dated_after(text, end, high)
    before = find_moments(text, max(low, start - DATED_CHARS), start)
    moment = after or (before[-1].moment if before else NEVER)
    if known["best"].search(lead) or re.match(r"[^,;.\n]{0,14} as (?:the |her |his )?best", text[end : end + 40]):
        return OLD - 1, moment
    headed = _CONCLUDED.search(text, max(0, low - HEAD_CHARS), low)
    if value != "progressive" and not (after or headed) and is_achieved(page, start, end):
        return OLD - 1, moment
    if value == "progressive" and _ANSWERED.match(text, end, high) and _WHEN_IT_DID.search(lead):
        return OLD - 1, moment
    if text[start - 1 : start] in _QUOTES and _QUOTED_ON.match(text, end) and _WROTE.search(lead):
        return OLD, moment
    if text[end : end + 1] == ")" and is_result_in_brackets(page, start):
        return OLD - 1, moment
    if text[end : end + 1] in {")", ",", "/", "+"} and is_reason_of_an_end(page, start):
        return OLD, moment
    cause = value == "progressive" and known["cause"].search(text, max(low, start - 34), start)
    earlier = value == "progressive" and known["earlier_line"].search(text, max(low, start - DATED_CHARS), start)
    if cause or earlier or "history" in contexts or known["old"].search(text[max(low, start - 20) : start]):
        return OLD, moment
    if _LONG_AGO_BEHIND.match(text, end, high) or _LONG_AGO_BEFORE.search(lead):
        return OLD, moment
    cues = list(known["current"].finditer(text, max(low, start - LEAD_CHARS), start))
    if cues:
        since = [dated.moment for dated in before if dated.start >= cues[-1].start()]
        return CURRENT, after or (since[-1] if since else NEVER)
    if known["current"].match(text, end + 1):
        return CURRENT, after or NEVER
    follow = re.match(r"[^,;.\n→(]{0,40}", text[end:high])
    if follow and known["current"].search(
        re.sub(r"\bnow\b.*|\bagain in (?:[a-z]+ )?(?:19|20)\d\d", "", follow.group())
    ):
        return CURRENT, after or NEVER
    return UNDATED, moment


def _dated_after(text: str, end: int, high: int) -> Moment | None:
    """The date that stands right behind a statement: "PD 08/24", "stable in March 2023"."""
    for dated in find_moments(text, end, min(high, end + AFTER_CHARS)):
        return None if _NO_TIME_OF.search(text, end, dated.start) else dated.moment
    return None


def latest(statements: list[Statement]) -> Statement | None:
    """What holds now: said to be current, or of the latest date, or said last; a conclusion outweighs a finding."""
    if not statements:
        return None
    newest = max(one.moment for one in statements)

    def order(one: Statement) -> tuple[int, int, Moment, int]:
        outdated = one.moment.is_before(newest)
        era = min(one.era, OLD) if outdated else one.era
        return (era, one.strength, one.moment if outdated else newest, one.start + one.weight)

    best = max(statements, key=order)
    for one in statements:
        reach = NEAR if best.weight < NEAR else SENTENCE
        concludes = one.weight > NEAR and best.start < one.start < best.start + reach and best.weight <= NEAR
        if concludes and one.era >= UNDATED and not one.moment.is_before(best.moment):
            best = one  # "CT today: bone lesions unchanged, liver lesions smaller; so partial response"
    return best._replace(era=order(best)[0])


def left_open(page: Page, chosen: Statement) -> bool:
    """Whether a text says that the state since then is not known: "in hindsight PD in 2022; no scan since"."""
    high = page.sentence(min(len(page.text) - 1, page.sentence(chosen.start)[1] + 1))[1]
    return _NOT_KNOWN.search(page.folded.text, chosen.end, high) is not None


_STOPPED = re.compile(
    r" (?:(?:was|is|has been|therefore|thus|now|to be) ){0,2}(?:stopped|ended|discontinued|ceased|withdrawn|off|out)(?![a-z])"
)
"""Behind a treatment: it ended with the state told before it, and another may have followed."""
_LOCAL = {"surgery", "ebrt", "radiotherapy"}
FOLLOWED_CHARS = 120


def _is_followed(page: Page, end: int) -> bool:
    """Whether another treatment was given soon after one that was stopped."""
    return any(
        end <= start < end + FOLLOWED_CHARS and name not in _LOCAL and not page.context(start, last) & NOT_GIVEN
        for name, start, last in page.named("treatments", "treatment")
    )


def superseded(page: Page, chosen: Statement) -> bool:
    """Whether another treatment was given after the statement, so that the state now is not told."""
    text = page.folded.text
    if chosen.era < OLD:
        return not course_words()["imaging"].search(text, chosen.end, page.sentence(chosen.start)[1])
    last = chosen.end
    for _, start, end in page.named("treatments", "treatment"):
        if start < last:
            continue
        if start - last > 90:
            return False
        if _UNDER.fullmatch(text, last, start):
            last = end
            continue
        if page.context(start, end) & NOT_GIVEN:
            return False
        if _NOT_NOW.match(text, end):
            return False
        if _STOPPED.match(text, end) and not _is_followed(page, end):
            return False
        return (
            course_words()["therapy_after"].match(text[last:start]) is not None
            or _THEN.fullmatch(text, last, start) is not None
            or (chosen.era <= OLD and _NOW_ON.fullmatch(text, last, start) is not None)
        )
    return False
