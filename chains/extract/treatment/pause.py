# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Pause: a drug stopped for some hours before a scan runs, a later cycle on hold is no end; who is "now on neither" takes none."""

import re
from bisect import bisect_left
from operator import itemgetter

from chains.extract.text.hint import Hint
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.cycles import LATER, UNIT
from chains.extract.treatment.general import is_general
from chains.extract.treatment.standing import ENDED, TOLD, Named, Standing
from knowledge.case import Span

LEAD_CHARS, BEHIND_CHARS, HOLD_CHARS, NOTHING_CHARS = 60, 90, 30, 130
"""How far before and behind a treatment its pause may be told, that it is on hold, and how far behind it that nothing is taken now."""
_EVENT = r"(?:the |his |her |an? |any |each |every |next |planned |this |repeat |day of |gallium |ga-?68 |68-?ga |dota[a-z]* |octreotide |octreo |nuclear |hernia |dental |elective |minor |cataract |knee |hip |colonoscopy |staging ){0,4}(?:scans?|scintigraphy|pet|imaging|spect|dotatate|dotatoc|octreoscan|blood test|measurement|hormone test|cga|gastrin|5-?hiaa|prrt|lutathera|lutetium|lu-?177|infusion|cycle|surgery|operation|op\b|procedure|extraction|repair|biopsy|colonoscopy|endoscopy|dental|tooth|angiography|radiotherapy|rt\b|vaccination)"
_SPAN = r"(?:(?:for )?(?:at least |about |some |the )?(?:\d{1,2}(?:-\d{1,2})?|one|two|three|four|five|six|an?|few|a few)[ -]?(?:h|hrs?|hours?|d|days?|w|wks?|weeks?) )"
_SHORT = re.compile(
    rf"(?: (?:lar|autogel|depot|s\.?c\.?|injections?|short[- ]acting|treatment|\d+ ?mg|was|were|is|be|to be|should be|must be|has been|needs to be|had been)){{0,4}}(?P<verb> (?:stopped|paused|held|withheld|omitted|interrupted|skipped|on hold))?(?: (?:only|again))? (?:{_SPAN}(?:before|prior to|ahead of|pre|around)(?: and (?:\d{{1,2}} [a-z]+ )?after)? {_EVENT}|(?P<bare>(?:before|prior to|ahead of|until after|till after|on the (?:day|morning) of|around|for|pre)) {_EVENT})"
)
_STOPPED = re.compile(
    r"\b(?P<verb>stop(?:ped|ping)?|hold(?:ing)?|held|paus(?:e|ed|ing)|withh(?:old|eld|olding)|omit(?:ted|ting)?|skip(?:ped)?|interrupt(?:ed|ing)?|leave out|miss|not (?:take|inject|have))(?: [a-z-]+(?:,| and| or| &| \+)){0,2}(?: (?:the|his|her|their|monthly|short[- ]acting|long[- ]acting|s\.?c\.?|daily|usual|this|taking|on|injecting|all)){0,3} $"
)
"""Who stops the drug that is named next."""
_IS_SO = {"held", "holding", "paused", "pausing", "withheld", "withholding", "interrupted"}
_TO_BE = re.compile(r"\b(?:to be|be|should|must|needs?|is)\b")
_OF_A_PERSON = re.compile(
    r"\b(?:told|asked|advised|instructed|reminded|agreed|informed|he|she|i|pt|patient(?!s)|his|her|him|your|mr|mrs|ms|has|had|was|usual|yesterday|today|tomorrow)\b"
)
_NOT_BEGUN = re.compile(r"\b(?:planned|first|1st|start(?:s|ed|ing)?|begin)\b")
_NUMBERED = r"(?:cycle|c|dose|#)[ #]?"
_FIRST_NUMBER, _LATER_NUMBER = rf"{_NUMBERED}(?:1|one|i)", rf"{_NUMBERED}(?:[2-9]|1\d|two|three|four|five|six)"
_FIRST, _LATER = r"(?:first|1st|initial)", rf"(?:{LATER}|next|remaining|last|final)"
_CYCLE_BEFORE = re.compile(
    rf"(?<![a-z0-9])(?:(?P<first>{_FIRST}(?: {UNIT})?(?: of)?|{_FIRST_NUMBER})|{_LATER}(?: {UNIT})?(?: of)?|{_LATER_NUMBER})(?: (?:the|her|his))? $"
)
_CYCLE_BEHIND = re.compile(
    rf"[ ,:(]{{1,2}}(?:(?P<first>{_FIRST} {UNIT}|{_FIRST_NUMBER})|{_LATER} {UNIT}|{_LATER_NUMBER})(?![a-z\d.])"
)
_HOLD = re.compile(
    r"[) ]{0,2}(?:(?:is|was|now|currently|put|placed|still|has been|being|remains|had to be) ){0,3}(?:on hold|held|paused|withheld|suspended|deferred|postponed|delayed|not (?:given|started|done) (?:today|yesterday|this (?:morning|week)|yet))\b(?! in reserve)"
)
_RETURN = re.compile(
    r"[^;\n]{0,60}?\b(?:(?:to|will|can|plan to|we) (?:be )?(?:restart|resume|re-?challenge|continue)(?:d)?|restarts?|resume(?:s|ption)?|(?:restart|resumption|re-?challenge|re-?start) (?:[a-z0-9]+ ){0,4}(?:planned|scheduled|intended|when|once|next))\b(?!d)"
)
"""What tells that a drug on hold is to go on."""
_NOTHING = re.compile(
    r"\b(?:(?:(?:now|currently|at present|presently|meanwhile|at the moment|today|since (?:then|[a-z]+)|these days|nowadays|actual(?:ly)?|is|are|he is|she is)[, ]{1,2}){1,3}(?:(?:is|been|all|being|has been|he|she|patient|pt) ){0,3}(?:on |taking |receiving |gets |takes |under |having )?(?:neither(?: of (?:them|these|the two|both)| drug| one)?|nothing(?! (?:new|else|more|other|but|except|to))|none(?: of (?:them|these))?|without (?:any )?(?:active |systemic |specific |anti-?tumou?r |tumou?r |current )?(?:treatment|therapy|drugs?|medication)|no (?:active |current |systemic |specific |anti-?tumou?r |tumou?r |oncolog[a-z]+ )?(?:treatment|therapy|drugs?)|untreated|off (?:both|all|everything|it|them|(?:all |any )?(?:treatment|therapy|drugs?))|no longer on (?:any|either|anything|both|it)(?: (?:treatment|therapy|drug|of them))?|(?:on )?(?:best supportive care|bsc|comfort care|hospice(?: care)?)(?: only| alone)?|on (?:a )?(?:treatment|drug|therapy)[- ](?:break|holiday))"
    r"|(?:all|any|both|every)(?: (?:anti-?tumou?r|systemic|tumou?r|cancer|active))?(?: of (?:them|these))? ?(?:treatments?|therap(?:y|ies)|drugs?|medications?)? ?(?:(?:has|have|is|are|was|were|been|now|since|then) ){0,3}(?:stopped|discontinued|ceased|withdrawn|terminated))(?= ?(?:[.,;)\n]|$)| (?:since|as|because|due|for|and|at|from|only|after|by)\b)"
)
_SINCE_ANOTHER = re.compile(r" (?:since|after|because) (?:stopping |stop of |the |his |her ){0,9}")
"""What follows "nothing" where another drug was the last: then this one is the one to come."""
_BUT = re.compile(r",? ?(?:but|except|other than|apart from|besides|beyond|only (?:on )?)\b")
_ONLY_ASIDE = re.compile(r"\b(?:pain|flush|diarrh|nausea|insulin|steroid|warfarin|anticoag|antibiotic)")
_PAUSE = Hint(
    r"hold|held|paus|withh|stop|omit|skip|interrupt|suspend|deferr|postpon|delay|leave out|not (?:given|started|done|take|inject)"
)
_COURSES = {"ssa", "targeted", "chemo", "other", "prrt"}


def paused(page: Page, one: Named, own: Standing) -> Standing:
    """The standing of a course with what is told of its pause."""
    if one.kind not in _COURSES or own.status == "declined":
        return own
    if not page.kept(_pauses):
        return own
    text = page.folded.text
    low, high = page.sentence(one.start)
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    if one.kind in {"prrt", "chemo", "ssa"} and (held := _held(text, one, own, lead)):
        return held
    hold = _HOLD.search(text, one.end, min(high, one.end + HOLD_CHARS)) if own.status in {"done", "planned"} else None
    if hold and _RETURN.match(text, hold.end(), min(len(text), hold.end() + BEHIND_CHARS)):
        return Standing("ongoing", TOLD)
    short = _SHORT.match(text, one.end, min(high, one.end + BEHIND_CHARS))
    if short is None or one.kind not in {"ssa", "targeted", "chemo"}:
        return own
    stopped = short if short["verb"] else _STOPPED.search(lead)
    if stopped is None:
        return own
    word = stopped["verb"].strip()
    final = word in {"stopped", "stopping"} and (short["bare"] is not None or one.kind != "ssa")
    if final or _NOT_BEGUN.search(lead) or is_general(page, low, high):
        return own
    is_so = word in _IS_SO or (stopped is short and not _TO_BE.search(short.group()))
    if is_so or _OF_A_PERSON.search(text, low, high):
        return Standing("ongoing", TOLD)
    # "stop octreotide 24 h before the scan": whoever takes it
    return Standing(None, TOLD) if own.status == "done" else own


def _pauses(page: Page) -> bool:
    """Whether the text holds a word for a pause."""
    return _PAUSE.stands_in(page.folded.text)


def _nothings(page: Page) -> list[Span]:
    """Where the text tells that nothing is taken now."""
    return [found.span() for found in scan(_NOTHING, page.folded.text)]


def _held(text: str, one: Named, own: Standing, lead: str) -> Standing | None:
    """What a cycle on hold tells: a later one that the course runs, the first one that it is to come."""
    behind = _CYCLE_BEHIND.match(text, one.end, one.end + LEAD_CHARS)
    before = _CYCLE_BEFORE.search(lead) if behind is None else None
    hold = _HOLD.match(text, behind.end() if behind else one.end, one.end + BEHIND_CHARS)
    if hold is None:
        return None
    cycle = behind or before
    if cycle:
        return Standing("planned" if cycle["first"] else "ongoing", TOLD)
    if one.kind == "prrt" and own.status in {"done", "ongoing"} and not re.search(r"\d", text[one.end : hold.start()]):
        return Standing(None, TOLD)  # "PRRT on hold": before its first cycle, or between two?
    return None


def nothing_now(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Ends what was started where the sentence goes on that nothing is taken now: "… then everolimus, now on neither"."""
    text = page.folded.text
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if own.status != "ongoing" or one.kind not in _COURSES or own.weight > TOLD:
            continue
        stop = named[place + 1].start if place + 1 < len(named) else len(text)
        high = page.sentence(one.start)[1]
        if text[high - 1 : high] in {";", "."}:
            high = page.sentence(high)[1]
        end = min(stop, high, one.end + NOTHING_CHARS)
        nothings = page.kept(_nothings)
        at = bisect_left(nothings, one.end, key=itemgetter(0))
        if at == len(nothings) or nothings[at][1] > end:
            continue
        begin, over = nothings[at]
        if _ONLY_ASIDE.search(text, begin, over) or text.find("\n", one.end, begin) >= 0:
            continue
        last = place + 1 == len(named)
        but = _BUT.match(text, over)
        if but and (last or named[place + 1].name == one.name or text[but.end() : stop].strip()):
            continue  # "now on nothing but lanreotide" leaves lanreotide, and nothing of what was named before it
        since = not last and stop - over < LEAD_CHARS and _SINCE_ANOTHER.match(text, over)
        standings[place] = Standing(None, TOLD) if since else Standing("done", ENDED)
