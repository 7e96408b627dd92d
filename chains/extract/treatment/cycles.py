# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Cycles: a course of which a cycle runs now, or of which the next one is due, is not over, wherever the text says so."""

import re
from bisect import bisect_left

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.text.moment import MONTH
from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import table
from chains.extract.treatment.counts import find_counts
from chains.extract.treatment.standing import ENDED, TOLD, UNTOLD, Named, Standing

COURSE_CHARS = 1600
"""How far back the course may be named of which "the third cycle is due" speaks."""
UNTOLD_CHARS = 300
"""The same for a course of which nothing else is told: "chemo [ ] none" on a form is not the one that is due."""
BESIDE_CHARS = 6
"""A later cycle that is due right beside the name of its course tells by itself that the course has begun."""
_GIVEN_IN_CYCLES = {"prrt", "chemo", "targeted", "other"}
LATER = r"(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th|[2-6]\.(?= ))"
"""A cycle that is not the first one."""
_NTH = {"fourth": "4", "4th": "4", "fifth": "5", "5th": "5", "sixth": "6", "6th": "6"}
UNIT = r"(?:#|cycles?|doses?|inj(?:ections?)?|infusions?|administrations?|courses?|rounds?|fractions?)"
_NUMBERED = r"(?:#|cycle|course|cure|dose|number|no\.?|nr\.?|infusion|round|c)"
_SEVERAL = r"(?:\d|one|two|three|four|five)"
_WHEN = rf"(?:(?:next|this) (?:week|month|{WEEKDAY})|tomorrow|tmrw|tmw|tomo|(?:(?:on|for) )?{WEEKDAY}|(?:on )?{DATE}{NO_YEAR}|on {NTH}|in (?:\d{{1,2}}|two|three|four|six|eight|ten)(?: ?(?:-|to) ?\d{{1,2}})? (?:days|weeks|wks|w)|next wk)"
_LATELY = rf"(?:today|yesterday|this morning|(?:this|last) (?:week|{WEEKDAY})|(?:on|since) {WEEKDAY}|{WEEKDAY}|since (?:today|yesterday)|(?:\d|two|three) (?:days|weeks) ago)"
_DUE = re.compile(
    rf"(?<![a-z0-9])(?:(?:next|{LATER}|last|final|remaining)(?: (?:and last|and final|two|planned|scheduled|prrt|chemo)){{0,2}} ?(?:{UNIT}|one)|{_NUMBERED} ?#?(?:(?:[2-9]|1\d)(?!\d)|two|three|four|five|six)(?: ?(?:of|/) ?\d{{1,2}})?|cycles [2-9] ?(?:and|&|\+|-|to) ?[3-9]"
    rf"|{_SEVERAL} (?:further|more|additional|remaining|other)(?: planned| scheduled)?(?: {UNIT})?|(?:further|more|additional|remaining)(?: {_SEVERAL})? {UNIT})"
    r"(?: of [a-z0-9-]{3,20})?,?(?: (?:is|are|was|were|has|been|now|being|currently|therefore|still|to|be|will)){0,4}"
    rf" ?(?:due|planned|scheduled|booked|appointment|plan?n?ed|pending|awaited|outstanding|postponed?|delay(?:ed)?|deferred|on hold|withheld|running|ongoing|foreseen|intended|to (?:go|come|follow|be (?:given|ordered|booked)|receive)|(?:remains?|stays?|stands?|still|unchanged|as planned) (?:on|for) (?:the )?(?:{DATE}{NO_YEAR}|{NTH}|{WEEKDAY})|left|remain(?:ing)?|q ?\d ?w|every \d|given (?:next|on)|(?:starts? |starting |begins? )?{_WHEN}|as (?:scheduled|planned|foreseen)(?= ?(?:[.,;)\n]|$)|,? (?:on|in|for|at|with|\d))|(?<!was )(?<!were )(?<!been )(?P<month>in (?:early |mid |late )?{MONTH}{NO_YEAR})(?! ?(?:was|then|and|with|went|,|'?\d))|(?:in|on) [a-z0-9. ]{{3,16}} as (?:scheduled|planned))(?![a-z])"
    rf"|(?<![a-z0-9])(?:currently|now|presently|today)(?: (?:is|has|on|in|at|receiving|having|getting|his|her|the|with)){{0,3}} (?:{_NUMBERED} ?#?\d{{1,2}}|(?:cycle|course|cure) (?:ii|iii|iv|vi?)|{LATER} {UNIT})(?! ?(?:of|/) ?\d)(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?:is|are|in|on) (?:(?:his|her|the|their) )?(?:middle of |midst of )?(?:(?:cycle|round|c) ?\d|{LATER} (?:cycle|round))(?: (?:now|currently|at present|today))(?![a-z])"
    rf"|(?<![a-z0-9])(?:he|she|pt|patient|they) (?:is|are) (?:now )?(?:on|in) (?:(?:his|her|the) )?(?:cycle|round|c) ?\d{{1,2}}(?! ?(?:of|/) ?\d)(?= ?[(,.;)\n]| and | today)"
    rf"|(?<![a-z0-9])(?P<day>c ?\d{{1,2}} ?d ?\d{{1,2}}|cycle \d{{1,2}},? day \d{{1,2}}|(?:day|d) ?\d{{1,2}} (?:of )?(?:cycle|c) ?\d{{1,2}})(?![a-z0-9])"
    rf"|(?<![a-z0-9]){_NUMBERED} ?#?(?P<given>\d{{1,2}})(?: (?:was|is|has been))? (?:(?:started|begun|commenced|given|had|received) )?{_LATELY}(?![a-z])"
    rf"|(?<![a-z0-9]){_NUMBERED} ?#?\d{{1,2}} (?:now|currently|at present)(?![a-z])"
    rf"|(?<![a-z0-9])(?:delay|postpone|defer|withhold|hold(?: off)?|push back)(?:e?d|ing)? (?:(?:the|his|her|with|on) ){{0,2}}(?:{_NUMBERED} ?#?[2-9](?![\d/])|{LATER}(?: {UNIT}|(?= ?[?.,;)]| until| till| by|$)))"
    rf"|(?<![a-z0-9]){LATER} (?:is |one ){{0,2}}(?:next (?:week|month|{WEEKDAY})|tomorrow|on {WEEKDAY}|in (?:\d|two|three|four) weeks)(?![a-z])"
    rf"|(?<![a-z0-9]){LATER} (?:(?:is|was|one|has been) ){{0,2}}(?:due|booked|intended|planned|scheduled|foreseen|to follow|(?:on|for) {NTH}|as (?:scheduled|planned)(?= ?(?:[.,;)\n]|$| (?:on |in |for )?\d)))(?![a-z])|(?<![a-z0-9])(?P<nth>{LATER}) {UNIT} (?:(?:was|is|has been|started|given|had|received) ){{0,2}}(?:now|running|under ?way|{_LATELY})(?![a-z])"
    rf"|(?<![a-z0-9]){_SEVERAL} (?:more|further|additional) {UNIT},? (?:and )?(?:then|before) (?:stop|scan|ct|mri|re-?stag|restag|surgery|review|re-?assess|break|pause|rt\b|watch|observ)|(?<![a-z0-9])next due(?![a-z])|(?<![a-z0-9]){_SEVERAL} (?:more )?(?:cycles? )?(?:still )?to (?:go|come)(?![a-z])"
    rf"|(?<![a-z0-9])(?:carry on|go on|keep going|continue|push on|proceed|extend|finish|complete|stop (?:now )?or continue)(?: (?:with|to|until|up to|on to|the|same|for|all|a|full|course|of|it|another|planned)){{0,4}} (?:[2-9]|1[0-2]|two|three|four|five|six|eight|twelve)(?: (?:more|further|planned|total))?(?: {UNIT})?(?: in total| altogether)? ?(?=[?.,;)\n]|$|(?:then|and|before) )"
    rf"|(?<![a-z0-9])(?P<scan>next|repeat|new|then|further) (?:imaging|ct|mri|pet|scan|staging|re-?staging|response assessment)(?: (?:is|due|planned|only|to be done)){{0,2}} after (?:(?:cycle|c) ?)?(?:[2-9]|two|three|four|five|six|eight)(?: (?:more|further))?(?: {UNIT})?(?= ?(?:[.,;)\n]|$))"
    rf"|(?<=[,:(] )(?:in|on|now on|now in|midway through) (?:cycle|c) ?\d{{1,2}}(?![a-z0-9])"
    rf"|(?<![a-z0-9])next (?:cycle|course|infusion|round|c)(?: of [a-z0-9-]{{3,20}})? ?(?:[:=-] ?)?(?:in |after )?\d{{1,2}}(?: ?(?:-|to) ?\d{{1,2}})? ?(?:w|wks?|weeks?|d|days)(?![a-z])"
    rf"|(?<![a-z0-9])(?:plan(?:s|ned)?:?(?: (?:is|for|to give))?|give|giving|add(?:ing)?|continue|continuing|do|want|for)(?: (?:with|for))? {_SEVERAL} (?:more|further|additional) {UNIT}(?! of (?!it|the same|this))(?![a-z])"
)
"""A cycle that is due, that is running now, that was given these days, or several that are still to come."""
_BEGUN = re.compile(
    r"\b(?:\d ?gbq on|started|began|begun|commenced|ago|received|had|tolerat(?:ed|es|ing)|since|after|given|ongoing|yesterday|today|currently|admitted for (?:the |his |her )?(?:2|3|4|second|third|fourth)[a-z]*)\b"
)
_LAST_OF_ALL = re.compile(r"(?:last|final|(?:fourth|4th)(?: (?:and|or) (?:last|final))?) [^;]*?\bon (?:the )?\d")
_UNTIL = re.compile(rf" (?:until|till|up to) (?:{DATE}|now)\b{NO_YEAR}")
"""The day of the last cycle so far, which ends nothing where the next one is due."""
_OVER = re.compile(
    r"\b(?:(?:finished|completed)(?! (?:the |his |her )?(?:first|second|third|1|2|3|one|two|three|cycles? [123])\b)"
    r"|(?:full|whole) course|re-?treatment|re-?challenge|salvage)\b"
)
"""A course that came to its end: what is due after it is another one."""
_ALL_OF_PRRT = re.compile(r"\b(?:all (?:four|4)|(?:four|4) (?:cycles|doses|courses))\b")
_ALL_OF_THEM = re.compile(r"\b(\d) ?(?:of|/) ?\1\b|\b(?:last|final)\b")
_VERY_FIRST = re.compile(r"c ?0?1 ?d ?0?1|(?:day|d) ?0?1 (?:of )?(?:cycle|c) ?0?1")
_IS_OVER = re.compile(r"[^.;\n]{0,40}?\b(?:was|went|given|tolerat[a-z]+|done|started|last|uneventful|without)\b")
_OF_IT = re.compile(r",? ?(?:of |with )?(?:his |her |the )?")
"""What may stand between "day 2 of cycle 1" and its course."""
_MEANWHILE = re.compile(
    r"\b(?:during|amid|under|while (?:on|having|receiving)|(?:in )?between)(?: (?:the|his|her))?(?: cycles of)? $"
)
"""What asks of something else while a course goes on."""
_TOGETHER = re.compile(r" ?[+/&] ?| (?:and|plus|with) ")
"""Between two drugs of one course: "carboplatin/etoposide + atezolizumab, C2 yesterday"."""
_APART = re.compile(r"\bx ?\d|\b\d ?x\b|\b(?:maintenance|then|alone|finished|completed|after|since)\b|\n\n")
"""What tells that only the last of them goes on: "carbo/etop/atezo x4, then maintenance atezo"."""
_OF_A_DRUG = re.compile(r"\b(?:dose|inj|injection|infusion|one|next due)\b")
"""A word that may stand for the next injection of a somatostatin analogue as well as for a cycle."""


_LISTED = re.compile(
    rf"[ :,(-]{{1,3}}(?:c|cycle) ?#?1(?: (?:was|on|given|started)){{0,2}} {DATE}{NO_YEAR}[,;]? (?:and )?(?:c|cycle) ?#?[2-5](?: (?:was|on|given)){{0,2}} {DATE}{NO_YEAR}"
)
_A_DATE = re.compile(r"\d{1,2}/\d")
"""What may be a day: "for 5/19 infusion"."""
_WENT_ON = re.compile(
    r"[^?\n]{0,60}?\b(?:tolerated|continues|nadir|so far|without problems?|uneventful|no toxicity|c ?[3-6] (?:is )?(?:due|planned|on|next))\b"
)


def full_course(kind: str) -> int:
    """So many cycles may be all of a course: what comes after them does not tell that it goes on."""
    cycles: int = table("status")["full_course"][kind]
    return cycles


def latest_cycle(kind: str) -> int:
    """No later cycle than this that is to come tells by itself that a course runs."""
    cycle: int = table("status")["latest_cycle"][kind]
    return cycle


def _has_begun(text: str, one: Named, own: Standing, due: re.Match[str]) -> bool:
    """Whether a course was read as given, or as planned only because of the cycle that is due."""
    if own.status == "ongoing":
        return own.weight < TOLD and "complet" not in text[one.end : due.start()]
    if own == Standing(None, UNTOLD):
        # nothing else is told of a course of which a cycle is given or due; "fourth and final one on 11 January" may be over
        return due.start() - one.end <= UNTOLD_CHARS and not (one.kind == "prrt" and _LAST_OF_ALL.match(due.group()))
    if one.kind == "ssa":
        return own.status == "done" and own.weight != ENDED
    given = due["given"] or _NTH.get(due["nth"] or "", "0")
    if own.status == "considered" and due["given"] and _MEANWHILE.search(text, max(0, one.start - 40), one.start):
        return (
            0 < int(given) < full_course(one.kind if one.kind == "prrt" else "chemo")
        )  # "a vaccine during PRRT? cycle 2 was 3 weeks ago"
    if one.kind == "prrt" and int(given) >= full_course("prrt"):
        return False
    if own.status == "planned" and _VERY_FIRST.fullmatch(due["day"] or "") and not _IS_OVER.match(text, due.end()):
        return False  # "CAPTEM C1D1 Thursday": a day to come
    if (own.status == "planned" and due["scan"]) or (due["month"] and _ALL_OF_THEM.search(due.group())):
        return False
    if own.status == "planned":
        told = text[max(0, one.start - 60) : max(due.start(), one.end)]
        beside = 0 <= due.start() - one.end <= BESIDE_CHARS
        if due["given"] == "1" and not _BEGUN.search(due.group()):
            beside = False  # "start cis/eto C1 Monday"
        return beside or _BEGUN.search(told) is not None
    low = max(0, one.start - 30)
    over = _OVER.search(text, low, due.start()) or (one.kind == "prrt" and _ALL_OF_PRRT.search(text, low, due.start()))
    return own.status == "done" and (own.weight != ENDED or _UNTIL.match(text, one.end) is not None) and not over


def _course_of(text: str, named: list[Named], starts: list[int], due: re.Match[str]) -> int | None:
    """The course that a cycle belongs to: the one named right behind it, or else the last one before."""
    place = bisect_left(starts, due.end())
    ahead = place < len(named) and named[place].kind in _GIVEN_IN_CYCLES
    if ahead and due["day"] and _OF_IT.fullmatch(text, due.end(), named[place].start):
        return place
    place -= 1
    sitting = due.group().startswith("#")
    while place >= 0 and due.start() - named[place].end <= COURSE_CHARS:
        if named[place].kind == "ssa" and _OF_A_DRUG.search(due.group()):
            return place
        if named[place].kind in _GIVEN_IN_CYCLES:
            return place
        if sitting and named[place].kind == "liver_directed":
            return None  # "TACE #1 12/24, #2 02/25"
        place -= 1
    return None


def _goes_with_the_one_before(text: str, named: list[Named], place: int, due: re.Match[str]) -> bool:
    """Whether a drug is given together with the one named before it, so that its cycle is that of both."""
    if place == 0 or named[place - 1].kind not in _GIVEN_IN_CYCLES:
        return False
    if not _TOGETHER.fullmatch(text, named[place - 1].end, named[place].start):
        return False
    return not _APART.search(text, named[place].end, max(due.start(), named[place].end))


def _counted_further_on(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Let a course of PRRT or chemotherapy run of which nothing else is told than "cycle 2 of 4" further on."""
    starts = [one.start for one in named]
    for entry, start, _ in find_counts(text):
        place = bisect_left(starts, start) - 1
        if entry != "part" or place < 0 or start - named[place].end > UNTOLD_CHARS:
            continue
        if named[place].kind not in {"prrt", "chemo"} or _A_DATE.match(text, start):
            continue
        if standings[place] == Standing(None, UNTOLD):
            standings[place] = Standing("ongoing", TOLD)


def _first_two_given(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Let a course run of which two cycles are listed with their days, and that goes on or was tolerated."""
    for place, one in enumerate(named):
        if one.kind in {"prrt", "chemo"} and standings[place].status in {None, "planned"}:
            listed = _LISTED.match(text, one.end)
            if listed and _WENT_ON.match(text, listed.end()):
                standings[place] = Standing("ongoing", TOLD)


def continue_courses(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Let a course that was read as given run on where its next cycle is said to be due."""
    starts = [one.start for one in named]
    for due in scan(_DUE, text):
        place = _course_of(text, named, starts, due)
        while place is not None and _has_begun(text, named[place], standings[place], due):
            standings[place] = Standing("ongoing", TOLD)
            place = place - 1 if _goes_with_the_one_before(text, named, place, due) else None
    _counted_further_on(text, named, standings)
    _first_two_given(text, named, standings)
