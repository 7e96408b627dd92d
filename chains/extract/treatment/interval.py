# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Interval: the months between which a course was given, told before it, or its stop, told in the line behind it.

"2022, November - 2024, January: sunitinib" is over, "Apr 2023-now CAPTEM" runs, and "09/2022 lanreotide - 10/2022, only two
doses, stop because no money" is over too.
"""

import re
from functools import cache

from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.treatment.cycles import full_course
from chains.extract.treatment.standing import AT_ONCE, ENDED, SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS = 70, 110
"""How far before a treatment its months may stand, and how far behind it its stop."""
_YEAR = r"(?:19|20)\d\d"
_MOMENT = rf"(?:{_YEAR},? {MONTH}|{MONTH}[ ,.]{{1,2}}{_YEAR}|\d{{1,2}}[./]{_YEAR}|{MONTH} ?'\d\d|{_YEAR})"
_START = rf"(?:{_MOMENT}|{MONTH}|\d{{1,2}}(?:[./]\d\d)?)"
_BETWEEN = re.compile(
    rf"(?:^|[\n.;] ?)[ >*•-]{{0,3}}(?:from )?(?:{_START}) ?(?:-|–|→|to|until|till|through) ?(?:(?P<end>{_MOMENT})|(?P<now>now|today|present|ongoing|date)) ?[:,|-]{{0,2}} ?(?:(?!then|after|off|stop)[a-z0-9/+-]+ ){{0,2}}$"
)
"""Before a treatment: the months between which it was given."""
_ENDS_IN = re.compile(
    rf"(?: ?\d{{1,3}}(?:\.\d)? ?mg| lar| autogel| depot){{0,6}}(?: (?:from )?(?:{_MOMENT}))? ?(?:-|–|to|until|till) ?(?P<end>{_MOMENT})(?![\d/])"
)
"""Behind a drug: the month in which it ended."""
_STOP = re.compile(
    r"[^.;\n]{0,60}?(?:[,;:(–-] ?|\band |\bthen |\bbut )(?:(?:he|she|it|they|was|had|then|self|soon|finally|eventually) ){0,2}(?:stop|stopped|broken? off|broke (?:it )?off|gave (?:it )?up|given up|discontinued|came off|off|ended|terminated|closed|ceased)(?= (?:because|due|for|as|after|by|in|with|on account|when|since|owing|at|from)\b| ?[.,;)\n(]|$)"
)
_ENDED = re.compile(
    r"\b(?:stop[a-z]*|then|until|discontinu[a-z]*|last|final|ended|switch[a-z]*|changed|(?:19|20)\d\d|progress[a-z]*|pd)\b"
)
_NEVER_AGAIN = re.compile(
    r"(?: (?:was|has been|is|had been))? (?:stopped|discontinued|ceased|ended|terminated|withdrawn)\b[^.;\n]{0,60}? (?:and|,) (?:is |was |will )?(?:not|never) (?:to )?(?:be )?(?:resumed|restarted|re-?started|continued|re-?challenged|reintroduced|given again|taken up)"
)
_AGAIN = re.compile(
    r"\b(?:again|restart[a-z]*|resum[a-z]*|re-?start[a-z]*|rechalleng[a-z]*|back on|continu[a-z]*|still|now|ongoing|currently|not|never|n't|until|will|would|if|consider[a-z]*|plan[a-z]*|question|whether|to stop|should|could|may|aspirin|steroids?|dex[a-z]*|metformin|ppi|work(?:ing)?|smok[a-z]*|surgery|for surgery|the op)\b|\?"
)
"""What tells that it went on, or that something else was stopped."""
_STOP_LATER = re.compile(
    r"(?:^|[\n.;:?] ?|\d[.)] |- )(?:should we |do we |can we |could we |shall we |when to |whether to |to )?stop (?:the |his |her )?$"
)
_GO_ON = re.compile(r"\b(?:continue|continuing|go on|carry on|keep going|proceed)(?: with| on)?(?: the| his| her)? $")
_UNTIL_SO_MANY = re.compile(
    r" (?:until|till|up to|to)(?: a total of| the)? (?:c|cycle|course)? ?#?(?:[4-9]|1[0-2]|six|eight|twelve)(?:th)?(?: (?:cycles|courses|cures|doses))?(?= ?[?.,;\n]| and | or | then |$)"
)
_IN_COURSE = re.compile(
    r"(?: \d{1,4} ?mg)?,? (?:(?:is|still|now|currently|yet|presently) ){0,3}(?:in course|en cours|in corso|en curso|uninterrupted(?:ly)?(?= (?:since|from)))(?![a-z])"
)
_ANOTHER_GIVEN = re.compile(
    r"[^.;\n]{0,50}?\b(?:second|2nd|third|3rd|fourth|4th)(?: (?:one|injection|dose|inj|jab|shot))? (?:(?:was|is|has been) )?(?:given|had|received|done|administered)(?![a-z])"
)
"""Behind an analogue: another injection was given after the first."""
_AFTER_SO_MANY = re.compile(
    r",? after (?:(?:c|cycle|course)s? ?)?(?:\d{1,2}|four|six|eight|twelve)(?: (?:cycles|courses|cures|doses|months))?(?= ?[?.,;\n]| and | or |$)"
)
"""Behind "stop CAPTEM": after how many cycles it may be stopped, so that it runs."""
_NEXT_DUE = re.compile(
    r"(?: ?- ?dotatate)? ?[:,(-]{0,2} ?c ?1 (?:\d|on|in|given)(?![^;\n]{0,30}\b(?:planned|due|booked))[^;\n]{0,60}?\bc ?[2-4](?: is)? (?:due|planned|booked|scheduled)\b"
)
"""Behind PRRT: its first cycles with their days, and the next one that is due."""
_TO_COME = re.compile(r"\b(?:due|plan[a-z]*|next|booked|scheduled|pending|to come|will|not|cancel[a-z]*)\b|\?")


@cache
def _every_cycle() -> re.Pattern[str]:
    """Behind PRRT: its cycles with their days, from the first to the last of a full course."""
    return re.compile(
        rf"(?: ?- ?dotatate)? ?[:,(-]{{0,2}} ?c ?1\b[^;\n]{{0,70}}?\bc ?{full_course('prrt')}[^;\n]{{0,20}}"
    )


def ranged(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Tell over what ended by the months before it or the stop behind it, and running what goes on until now."""
    text = page.folded.text
    stops = [*(one.start for one in named[1:]), len(text)]
    for place, (one, own, stop) in enumerate(zip(named, standings, stops, strict=True)):
        if own.status == "declined" or one.kind in AT_ONCE:
            continue
        if own.weight == ENDED:
            if one.kind in {"chemo", "ssa", "targeted"} and _may_stop_later(text, one):
                standings[place] = Standing("ongoing", TOLD)
            continue
        standings[place] = _ranged(text, one, own, min(stop, one.end + BEHIND_CHARS))


def _ranged(text: str, one: Named, own: Standing, last: int) -> Standing:
    """The standing of one of them; up to ``last`` its stop may be told."""
    if own.status in {"ongoing", "planned"} and _NEVER_AGAIN.match(text, one.end):
        return Standing("done", ENDED)
    if one.kind == "ssa" and own.status in {None, "done", "planned"} and own != Standing(None, TOLD):
        another = _ANOTHER_GIVEN.match(text, one.end, last)
        if another and not _STOP.match(text, one.end, last) and not _ENDED.search(text, one.end, last):
            return Standing("ongoing", TOLD)
    if one.kind == "prrt" and own.status in {None, "planned"} and _NEXT_DUE.match(text, one.end):
        return Standing("ongoing", TOLD)
    if own.status in {"considered", "planned"}:
        return own
    if own.weight <= SHARED and own.status in {None, "done"} and _IN_COURSE.match(text, one.end, last):
        return Standing("ongoing", TOLD)
    between = _BETWEEN.search(text, max(0, one.start - LEAD_CHARS), one.start)
    open_yet = own.weight <= SHARED and (own.status is not None or own.weight == UNTOLD)
    if between and open_yet and between["end"] and own.status == "ongoing":
        return own if _AGAIN.search(text, one.end, last) else Standing("done", ENDED)
    if between and between["now"] and own.status in {None, "done"} and open_yet and one.kind != "liver_directed":
        return own if _STOP.match(text, one.end, last) else Standing("ongoing", TOLD)
    line = text.find("\n", one.end, last)
    last = line if line >= 0 else last
    ends = _ENDS_IN.match(text, one.end, last)
    halt = _STOP.match(text, one.end, last)
    if halt is None or _AGAIN.search(text, one.end, min(len(text), halt.end() + 14)):
        return _all_listed(text, one, own)
    told = own.status == "ongoing" and own.weight < TOLD
    silenced = own.status is None and own.weight <= SHARED and ends is not None
    return Standing("done", ENDED) if told or silenced else _all_listed(text, one, own)


def _all_listed(text: str, one: Named, own: Standing) -> Standing:
    """PRRT of which every cycle is listed with its day is over."""
    listed = _every_cycle().match(text, one.end) if one.kind == "prrt" and own.weight <= TOLD else None
    return Standing("done", ENDED) if listed and not _TO_COME.search(listed.group()) else own


def _may_stop_later(text: str, one: Named) -> bool:
    """Whether it is asked or planned to stop a course after so many cycles: "stop CAPTEM after 12 and watch?"."""
    lead = _STOP_LATER.search(text, max(0, one.start - LEAD_CHARS), one.start)
    if lead is not None:
        return _AFTER_SO_MANY.match(text, one.end) is not None
    on = _GO_ON.search(text, max(0, one.start - LEAD_CHARS), one.start)
    return on is not None and _UNTIL_SO_MANY.match(text, one.end) is not None
