# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Theatre: how an operation stands by what is told of operations alone - that it waits for a recovery or has its day
after all, that a board talked it over, that the patient called it off, or that the patient is so many days past it."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY, YEARLESS
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.treatment.appointments import is_over
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import AT_ONCE, ENDED, SHARED, TOLD, Named, Standing

LEAD_CHARS, HEAD_CHARS, CANCELLED_CHARS, OPENING_CHARS = 60, 160, 160, 260
"""How far before an operation its days past may stand, and its heading; how far behind it that it was called off; and how
far into a text it may call itself a discharge letter."""
_WITH = r"(?: ?[/+&,] ?[a-z-]{3,20}| (?:and|with) [a-z-]{3,20}){0,2}"
"""What is done in the same operation: "distal panc/splenectomy"."""
_WAITS = re.compile(
    rf"{_WITH},? (?:when|once|as soon as|when(?:ever)? and if)(?! (?:he|she|they|i|we) (?:was|were|had)\b)(?P<what>(?: (?!was\b|were\b|had\b|aged?\b)[a-z0-9/%<>=.-]+){{0,5}}?) (?:(?:fully|well|sufficiently|more|is|are|has|have|been) ){{0,3}}(?:treated|settle[sd]?|resolve[sd]?|better|improve[sd]?|heal(?:s|ed)?|optimi[sz]ed|corrected|normal(?:i[sz]ed)?|controlled|drained|recovere?[sd]?|recovers|down|clears?|cleared|allows?|permits?|available|fit|ready|over|gone|subside[sd]?|finishe[sd]|completed?|completes|off)(?![a-z])"
)
"""Behind an operation: what has to be well before it ("when DVT treated")."""
_THOUGHT = re.compile(r"\b(?:consider|discuss|think|possibly|perhaps|maybe|option|could|would|might|may|\?|if)\b")
_PAST = re.compile(r"(?:19|20)\d\d|'\d\d|\bago\b|\b(?:was|were|had|done|performed|underwent)\b|\bp ?t\d|\br[012]\b")
_TALKED_OVER = re.compile(
    r"(?: of (?:the )?[a-z]+(?: [a-z]+)?)? (?:was|were|has been|have been|had been) (?:(?:then|also|again|already|briefly|once|only|repeatedly|first) ){0,2}(?:reviewed|raised|debated|brought up|explored|looked (?:at|into)|weighed(?: up)?|mooted|floated|entertained|re-?visited|talked (?:about|over))(?![a-z])(?! (?:the )?(?:patholog|histolog|microscop|slides))"
)
"""Behind an operation: somebody spoke of it. What was reviewed is no specimen: "resection specimen" names none."""
_ARRANGED = re.compile(
    rf"[^?\n]{{0,150}}?\b(?:(?:date|slot)(?: is| was| has been)?,? (?:pencilled in|set|fixed|booked|given|agreed|reserved|secured)(?: for| on| is)? (?:the )?(?:{YEARLESS}|{MONTH})|(?:(?:has|have|already|she|he|patient|pt) ){{1,2}}signed (?:the |her |his |a )?consent(?! (?:for|to) (?:(?:the|a|an) )?(?:trial|study|bio|research|genetic|photo|blood|prrt|chemo))|listed (?:w|with|under|by|for|to)\.? [a-z. ]{{1,24}} (?:{YEARLESS}|{MONTH})|(?:listed|on (?:his|her|our|my|the (?:theatre|operating|surgical|or|op)) list)(?: for| on)? (?:{WEEKDAY}|{DATE}|{NTH})(?![a-z0-9/]){NO_YEAR})(?!'?s? (?:tumou?r )?(?:conference|mdt|mdm|meeting|board|clinic|discussion))"
)
"""Behind an operation that is talked over: it has its day, or its consent is signed."""
_OFF = re.compile(
    r"\b(?:cancel[a-z]*|postpone[a-z]*|declin[a-z]*|refus[a-z]*|if|unless|instead|not|never|other|hernia|knee|hip|cataract|gall ?bladder|cholecystectomy)\b"
)
_CALLED_OFF = re.compile(
    r"[^?\n]{0,120}?(?:[,;:.(-] ?|\b(?:and|but|then|so|until|before|which) )(?:(?:but|and|then|so) )?(?:he|she|they|patient|pt|mr [a-z]+|mrs [a-z]+|ms [a-z]+) (?:(?:has|had|then|later|since|himself|herself|promptly|simply|just|twice|got scared and|panicked and) ){0,3}(?:cancel+ed(?! (?:her|his|their|the|an?) (?!op|surgery|operation|slot|date|booking|appointment|admission|procedure))|called (?:it|this|that|the (?:op|operation|surgery)) off|pulled out|backed out|withdrew(?: (?:consent|from it|from surgery)|(?= ?[.,;]))|got cold feet)(?![a-z])"
)
"""Behind an operation that was booked: the patient called it off."""
_ON_AGAIN = re.compile(
    r"\b(?:re-?booked|re-?scheduled|re-?listed|new date|now (?:agrees|agreed|wants|willing|keen|happy|on|booked|listed)|changed (?:his|her|their) mind|after all|since had|went ahead|then (?:had|agreed|re))\b"
)
_DAYS_BEFORE = re.compile(
    r"\b(?:(?:pod|post ?-?op(?:erative)? day) ?#?\d{1,3}|(?:day|d) ?\d{1,3} (?:post|after|following|s/p|of recovery from)|\d{1,3} ?/(?:7|52|12) (?:post|after|following|s/p|since)|\d{1,3} ?(?:d|days?|w|wks?|weeks?|mo|mths?|months?|y|yrs?|years?) (?:post|s/p|after|following|out from|on from))(?: ?[:,-]| (?:of|from|following|after|post|s/p))? ?(?:(?:an?|the|his|her|open|lap(?:aroscopic|\.)?|robotic|elective|emergency|right|left|subtotal|extended) ){0,4}$"
)
_DAYS_BEHIND = re.compile(rf"{_WITH}[ ,;:(-]{{1,3}}(?:pod|post ?-?op(?:erative)? day) ?#?\d{{1,3}}(?!\d)")
"""So many days past an operation, before its name and behind it."""
_BROKEN_OFF = re.compile(
    r"\b(?:abort(?:ed)?|abandon(?:ed)?|open(?:ed)? (?:and|&|\+) clos(?:e|ed)|(?:un|ir|non-?|not )resect[a-z]*|not (?:done|possible|feasible)|convert(?:ed)? to|bypass(?:ed)?|cancel[a-z]*)"
)
_HEADED = re.compile(
    rf"(?:^|[\n.;] ?)[ >*#-]{{0,3}}(?:op|operation|procedure|surgery|operative procedure|theatre|surgical procedure)s?(?: performed| done| date)? ?\(?(?:on |of )?{DATE}(?:[./-]\d{{2,4}})?\)? ?[:=-] ?[^\n;]{{0,120}}$"
)
"""The line of a discharge letter that names what was done on its day."""
_DISCHARGE = re.compile(r"\b(?:discharge[ds]?|d/c|home (?:on )?\d{1,2}/\d|dod|epicrisis)\b")

_PARTICIPLE = re.compile(r"(?:resected|removed|excised|operated(?: on)?|taken out|cut out)$")
_WAS = re.compile(
    r"\b(?:was|were|has been|have been|had been) (?:(?:then|also|subsequently|later|first|finally|surgically|neuro ?-?surgically|completely|fully|successfully|laparoscopically|electively|already|therefore) ){0,3}(?:resected|removed|excised|operated(?: on)?|taken out|cut out)$"
)
_UNREAL = re.compile(
    r"\b(?:if|whether|unless|before|until|till|should|could|would|might|may|must|will|not|never|nothing|none|no|n't|nor|neither|plan|aim|goal|idea|asked|wondered|after|once)\b"
)
"""What keeps a verb in the past from telling what happened to the tumour, or from telling it as done."""


def of_the_theatre(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Settle the operations whose standing the words told of operations alone decide."""
    text = page.folded.text
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if one.kind in AT_ONCE and own.weight != ENDED and own.status != "declined":
            standings[place] = _settled(page, text, one, own)


def _settled(page: Page, text: str, one: Named, own: Standing) -> Standing:
    loose = own.weight <= SHARED and own.status in {None, "done"}
    if own.status == "planned":
        return Standing("declined", TOLD) if _is_called_off(text, one) else own
    if loose and _TALKED_OVER.match(text, one.end):
        return Standing("considered", TOLD)
    if loose and _is_past(page, text, one):
        return Standing("done", TOLD)
    if loose and _is_reported(page, text, one):
        return Standing("done", TOLD)
    if is_dated(text, one):
        return own
    if loose and _waits(page, text, one):
        return Standing("planned", TOLD)
    if own.status == "considered" and not page.is_question(one.start) and _is_arranged(text, one):
        return Standing("planned", TOLD)
    return own


def _waits(page: Page, text: str, one: Named) -> bool:
    """Whether it is to be done once something is well: "Distal panc when DVT treated"."""
    told = _WAITS.match(text, one.end)
    if told is None or _PAST.search(told.group()) or is_over(text, told.end()):
        return False
    lead = text[max(page.sentence(one.start)[0], one.start - LEAD_CHARS) : one.start]
    return not _THOUGHT.search(lead) and not _PAST.search(lead)


def _is_past(page: Page, text: str, one: Named) -> bool:
    """Whether the patient is so many days past it, or a discharge letter names it with its day."""
    if _BROKEN_OFF.search(text, one.end, one.end + LEAD_CHARS):
        return False
    if _DAYS_BEHIND.match(text, one.end):
        return True
    if _DAYS_BEFORE.search(text, max(0, one.start - LEAD_CHARS), one.start):
        return True
    if not page.kept(_is_a_discharge):
        return False
    return _HEADED.search(text, max(0, one.start - HEAD_CHARS), one.start) is not None


def _is_reported(page: Page, text: str, one: Named) -> bool:
    """Whether a verb in the past tells it, so that the day behind it is no day to come: "was removed on 2 October"."""
    if page.is_question(one.start) or not _PARTICIPLE.search(text, one.start, one.end):
        return False
    lead = text[max(page.sentence(one.start)[0], one.start - LEAD_CHARS) : one.end]
    return _WAS.search(lead) is not None and not _UNREAL.search(lead)


def _is_a_discharge(page: Page) -> bool:
    return _DISCHARGE.search(page.folded.text, 0, OPENING_CHARS) is not None


def _is_arranged(text: str, one: Named) -> bool:
    """Whether what is offered has its day by now: "offer a Whipple; date pencilled in for 9 April"."""
    told = _ARRANGED.match(text, one.end)
    if told is None or _OFF.search(told.group()):
        return False
    stop = text.find(". ", told.end())
    return not is_over(text, told.end(), stop if stop >= 0 else None)


def _is_called_off(text: str, one: Named) -> bool:
    """Whether the patient called off what was booked, and it is not on again."""
    told = _CALLED_OFF.match(text, one.end)
    return told is not None and not _ON_AGAIN.search(text, one.end, told.end() + CANCELLED_CHARS)
