# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Notion: a treatment that reads like a plan and is only somebody's idea - "I think to start everolimus or sunitinib",
"ordered for PRRT eligibility", "ablation to be talked over, nothing decided", "RFA as variant"."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS = 90, 150
_THOUGHT = re.compile(
    r"\b(?:i|we) (?:(?:am|are|was|were|now|also|just) ){0,2}(?:think(?:ing)?|thought)(?: (?:to|of|about))? (?:to )?(?:start(?:ing)?|giv(?:e|ing)|begin(?:ning)?|try(?:ing)?|add(?:ing)?|do(?:ing)?|use|using)(?: (?:with|him|her|the|on)){0,2} $"
    r"|(?:^|[.;\n] ?|\b(?:some|one|another|other|certain|few|the) )(?:[a-z]+ )?(?:professor|doctor|colleague|surgeon|oncologist|consultant|physician|people|expert|prof|friend|relative)s? (?:says?|said|suggests?|suggested|thinks?|thought|wants?|told|tells?|mentions?|mentioned):?(?: (?:to|us|me|that|we|you|she|he|should|could|give|start|do|add|make|try|have|needs?|about|her|him)){0,4} $"
    r"|\b(?:evaluation|evaluated|evaluate|assessment|assessed|eval|screening|screened|eligibility|eligible|criteria|qualification|candidacy|suitability|feasibility) (?:for|of) (?:the |a |possible |potential |future )?$"
)
"""Before a treatment: it is only thought of, spoken of by somebody, weighed, or worked up."""
_WEIGHED = re.compile(
    r"\b(?:decide|decides|deciding|discuss|question(?: is)?|clarify|clear|ask|asks|asking|know|unsure|unclear|see)(?: on| about)? (?:whether|if)\b[^.;\n]{0,60}$"
)
"""Before what reads like a plan: it is still to be decided whether."""
_WORK_UP = re.compile(r"[ -](?:eligibility|candidacy|suitability|eval|evaluation|feasibility)(?![a-z])")
_AS_ONE_OF_SEVERAL = re.compile(
    r"(?: [a-z]+){0,2} (?:as|is|remains?|stays?|would be) (?:an? |the |one |another )?(?:variant|alternative|possibility|second choice|back-?up|fall-?back)(?![a-z])"
)
_OPEN = re.compile(
    r"[^\n?]{0,110}?\b(?:nothing (?:is |was |has been |yet |been ){0,6}decided|not (?:yet |been |finally ){0,6}decided|undecided|(?:still |just |only ){1,6}an idea|no decision(?: yet| so far| made| taken)?|decision (?:is |still |yet ){0,6}(?:open|pending|awaited|outstanding)|(?:no|without|awaiting|awaits?) (?:an )?answer(?: yet)?|answer (?:is |still ){0,6}(?:waited|awaited|pending)|(?:still|remains|yet) (?:open|to be decided)|to be decided|tbd|open question)(?![a-z])"
)
"""Behind it: nothing is settled."""
_TALKED_OVER = re.compile(
    r"(?:(?! (?:and|but|with|continues?)\b)[^.;,:\n?]){0,60}? (?:(?:is|are|will|needs?|has|have|still|yet) ){0,2}to be (?:thought (?:of|about|over)|considered|discussed|weighed|debated|talked (?:over|about|through)|looked at|decided|re-?discussed)(?![a-z])"
)
_PUT_OFF = re.compile(
    r" (?:was |is |has been )?(?:weighed(?: up)?|considered|discussed|talked about|thought of)(?: and|,| but){1,6} (?:was )?(?:put off|deferred|postponed|left|shelved|parked)(?![a-z])"
)
_WOULD_COME = re.compile(
    r" (?:(?:will|would|could|may|might|can) be|comes?|(?:will|would) come|follows?)(?: (?:[a-z]+ ){0,3})?(?:if|in case|should|unless)(?: [^.;\n]{0,50}?)?\b(?:progress[a-z]*|fails?|failure|pd|does ?(?:n't| not)|grows?|growth|relapse[a-z]*|recur[a-z]*|shrink|not work|escapes?)(?![a-z])"
)
"""Behind it: it comes only if something else fails."""
_RECONSIDERED = re.compile(
    r",? (?:that |which )?(?:he|she|they|we|pt|patient|i)(?:'ll|'d)? (?:(?:might|may|could|would|will|can) )?(?:later )?(?:re-?consider|think (?:about|over|of)|weigh)(?:s|ed)?(?![a-z])"
)
_ASKED = re.compile(
    r" ?[:,–-] ?(?:he|she|they|pt|patient|(?:the |his |her )?(?:family|daughter|son|wife|husband|partner))(?: [a-z]+){0,6}? (?:asks?|asked|is asking|read about|heard (?:of|about)|wants to know|wonders)(?![a-z])"
)
"""Behind what is only named: somebody asks about it."""
_FIRM = re.compile(
    r"\b(?:agreed|booked|scheduled|start(?:s|ed)? on|decided on|will (?:start|have|be given)|approved|first (?:dose|cycle)|can wait|yes|starting|consent(?:ed)?|list(?:ed)?|date|continu[a-z]*|since|given|had|received|done)\b"
)
"""What tells that it is settled after all."""
_OF_ANOTHER = re.compile(r"\. |; ")


def entertained(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Make considered what only reads like a plan."""
    text = page.folded.text
    stops = _next_of_another_name(text, named)
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if own.weight == ENDED or own.status not in {"planned", None} or own == Standing(None, TOLD):
            continue
        if is_dated(text, one):
            continue
        if own.status is None and own.weight == SHARED and _ASKED.match(text, one.end):
            standings[place] = Standing("considered", TOLD)
        if own.status is None and own.weight != UNTOLD:
            continue
        if _is_a_notion(page, text, one, own, stops[place]):
            standings[place] = Standing("considered", TOLD)
            _share(text, named, standings, place)


def _next_of_another_name(text: str, named: list[Named]) -> list[int]:
    """For each treatment where the next one of another name begins."""
    stops = [len(text)] * len(named)
    for place in range(len(named) - 2, -1, -1):
        following = named[place + 1]
        stops[place] = stops[place + 1] if following.name == named[place].name else following.start
    return stops


def _is_a_notion(page: Page, text: str, one: Named, own: Standing, stop: int) -> bool:
    """Whether the words before or behind it tell that nobody has settled on it."""
    low, high = page.sentence(one.start)
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    weighed = _WEIGHED.search(lead) or _WORK_UP.match(text, one.end) if own.status == "planned" else None
    if _THOUGHT.search(lead) or weighed:
        return not _FIRM.search(text, one.end, min(high, one.end + BEHIND_CHARS))
    if own.status is None and _ASKED.match(text, one.end):
        return True
    if own.status != "planned":
        return False
    if _RECONSIDERED.match(text, one.end) or _WOULD_COME.match(text, one.end):
        return True
    line = text.find("\n", one.end, one.end + BEHIND_CHARS)
    last = min(stop, line if line >= 0 else len(text), one.end + BEHIND_CHARS)
    if _AS_ONE_OF_SEVERAL.match(text, one.end, last) or _PUT_OFF.match(text, one.end, last):
        return True
    over = _TALKED_OVER.match(text, one.end, one.end + BEHIND_CHARS) or _OPEN.match(text, one.end, last)
    return (
        over is not None and not _FIRM.search(text, one.end, over.end()) and len(_OF_ANOTHER.findall(over.group())) < 2
    )


def _share(text: str, named: list[Named], standings: list[Standing], place: int) -> None:
    """Let the one that "or" joins to a notion be one too: "I think to start everolimus 10 mg, or sunitinib"."""
    if place + 1 == len(named):
        return
    following, own = named[place + 1], standings[place + 1]
    joined = re.fullmatch(r"(?: \d{1,3}(?:\.\d)? ?mg)?,? or ", text[named[place].end : following.start])
    if joined and own.status in {None, "planned"} and own.weight <= SHARED:
        standings[place + 1] = Standing("considered", TOLD)
