# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Substitution: a plan that gave way to another was never carried out: "original plan Whipple, converted to bypass"."""

import re

from chains.extract.text.hint import Hint
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.standing import AT_ONCE, ENDED, TOLD, UNTOLD, Named, Standing, may_be_given

LEAD_CHARS, BEHIND_CHARS = 70, 120
"""How far before a treatment its plan may begin, and how far behind it stands what came instead."""
_PLAN = re.compile(
    r"\b(?:(?:aim(?:ed|ing)|hop(?:ed|ing)|tr(?:ied|ying)) (?:for|to (?:get|start|do|give|have))|(?:plans?(?: [ab12])?|ideas?|intentions?|intent|proposal|suggestion|thought|strategy|aim|choice|option|recommendation|preference)(?: [ab12])?(?:(?: had (?:always |originally |first |initially )?been| was| were| of| for| =|:|,)(?: to (?:give|start|do|have|use|offer|proceed with|go for|treat with|perform))?| to (?:give|start|do|have|use|offer|perform))?"
    r"|(?:(?:originally|initially|first|previously|formerly|had been|had|was|were) ){1,3}(?:planned|scheduled|listed|booked|intended|meant|supposed|due|going|down|earmarked|proposed|considered|about)(?: (?:for|to (?:have|get|start|receive|undergo|begin|go on|be given|give|do)))?"
    r"|(?:planned|scheduled|intended|proposed|booked|attempted|envisaged|anticipated)|(?:changed|switched|moved|change) (?:the )?(?:plan )?from (?:the )?(?:planned )?)(?: (?:an?|the|his|her|our|first|up-?front|adjuvant|neoadjuvant|primary|elective|lap|laparoscopic|open|robotic|curative|monthly|then|r0|radical|formal)){0,9} $"
)
_TURNED_FROM = re.compile(
    r"\b(?:(?:switch|chang|mov)[a-z]* from (?:the |a )?(?:originally |initially )?(?:planned|intended|scheduled|proposed)|(?:switch|chang|mov)[a-z]* (?:the |of )?plan from)(?: (?:the|an?))? $"
)
_TO_GO_ON = re.compile(r"\bto (?:continue|stay on|keep|go on with|remain on)(?: (?:on|with|the|his|her)){0,9} $")
_LATER_PLAN = re.compile(
    r"(?: which| that)? (?:we|they|i|the team|he|she) (?:were|was|had been) (?:going|about|planning|hoping|meant|due|supposed) to (?:give|start|do|try|have|get|use)(?: (?:him|her))?(?![a-z])|(?: [a-z]+)? (?:had (?:originally |initially |first |always )?been|was|were) (?:(?:originally|initially|first|also|actually) ){0,2}(?:(?:the|our|my|his|her|an?) (?:(?:original|initial|first|old|earlier) )?(?:plan|idea|intention|proposal|thought|aim|choice)|planned|intended|scheduled|proposed|foreseen|envisaged|booked|pencilled in|on the cards)(?![a-z])"
)
_INSTEAD = re.compile(
    r"\b(?:(?:done|performed|given|carried out) instead|switch(?:ed)?|chang(?:ed|e)|convert(?:ed)?|swapped|replaced|dropped|abandoned|aborted|overturned|overruled|revised|superseded|scrapped|shelved|instead|rather|became|turned into|ended (?:up|as|in)|in the end|finally went|eventually|plan b|(?:but|then|so|and) (?:(?:we|they|he|she|i|pt|patient|surgeons?|insurance|board|mdt) )?(?:then |finally |eventually )?(?:opted|went|chose|decided|gave|got|received|refused|declined|preferred)|refused|turned down|rejected|unresectable|inoperable|not feasible|not possible|could not|couldn't|open and close|only (?:an? )?(?:biops|bypass|ileostomy|stoma)|only (?:an? )?(?:biops[a-z]+|bypass|stoma)|open and close|came out with|turned out|too (?:high|low|sick|frail|unwell|late)|out of stock|never (?:did|happened|came|materiali[sz]ed|given|started|done|took place)|did not (?:happen|go ahead|take place|materiali[sz]e)|fell through|came to nothing|off the table|off the cards)\b"
)
_WENT_ON = re.compile(
    r"(?:19|20)\d\d|\bx ?\d|\b\d ?x\b|\b\d (?:cycles|doses|courses)\b|\b(?:done|given|went ahead|received|stopped|after \d|completed|performed|carried out|underwent|r[012]|histology|since|so far|progress[a-z]*|tolerat[a-z]+|toxicity|cycle \d|c\d)\b"
)
"""What tells, before the turn, that the plan was carried out first."""
_CONVERTED = re.compile(
    r"(?:'s)?[^.;:\n]{0,30}?,? ?(?:but |and |then |was |were |had to be |had been |has been |later |finally |intra-?op(?:erative)?(?:ly)? ){0,4}(?:(?:converted|changed|downgraded|altered|modified) (?:in)?to|completed as) (?!(?:an? )?(?:open|laparot|hand|conventional|mini))"
)
_BUT = re.compile(r"(?P<lead>[^.\n]{0,70}?)\b(?:but|however|so|therefore|hence|instead|then|yet|now)\b[^.\n]{0,60}$")
_CHOSEN = re.compile(
    r"(?: (?:x ?\d|\d+ ?mg))?,? (?:(?:was|were|is|has been|had been|being) )?(?:(?:then|instead|therefore|now|finally) ){0,2}(?:chosen|given|preferred|started|used|done|instead|since|from|begun|running|ongoing|performed)\b"
)
"""What follows the treatment that came instead: "… but CAPTEM was chosen"."""
_INTO = re.compile(
    r"(?P<lead>[^.;:\n?]{0,40}?)(?:converted (?:in)?to|turned (?:in)?to|completed as|became|changed (?:in)?to)(?: an?| the)? (?:formal )?$"
)
_OPEN = re.compile(r"\b(?:to be|will|may|might|could|would|should|if|can)\b")
_TURN = Hint(r"completed as|turned|altered|modified|\b(?:chosen|preferred|instead|but|so|yet)\b")
_SWITCHED = re.compile(r"\b(?:switched|changed|swapped) ")
_TO_OPEN = re.compile(r"(?:convert|chang)[a-z]* (?:in)?to (?:an? )?(?:open|laparot)")
_STEP = re.compile(r"[^.;\n]{0,20}(?:\b(?:19|20)\d\d|\d{1,2}/\d\d)")


def _turns(page: Page) -> bool:
    """Whether the text holds a word by which one treatment gives way to another, or to none."""
    text = page.folded.text
    return _TURN.stands_in(text) or any(scan(_INSTEAD, text))


def without_plan(page: Page, one: Named, own: Standing, after: Named | None) -> Standing:
    """The standing of a treatment, which is not told where it was a plan that gave way to another before it was begun."""
    if not may_be_given(own) and own.status != "planned":
        return own
    if not page.kept(_turns):
        return own
    text = page.folded.text
    stop = after.start if after else len(text)
    low, high = page.sentence(one.start)
    high = min(page.sentence(high)[1], high + BEHIND_CHARS) if text[high - 1 : high] in {";", "."} else high
    end = min(high, one.end + BEHIND_CHARS, stop)
    if one.kind in AT_ONCE and own.status == "done" and _CONVERTED.match(text, one.end, end):
        return own if _STEP.match(text, one.end, end) else Standing(None, TOLD)
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    if _TO_GO_ON.search(lead):
        turned = own.status == "ongoing" and _SWITCHED.search(text, one.end, end)
        return Standing("done", ENDED) if turned else own
    later = _LATER_PLAN.match(text, one.end, end)
    if later is None and not _PLAN.search(lead):
        return own
    begin = later.end() if later else one.end
    if _TURNED_FROM.search(lead) and stop <= end and text[one.end : stop] in {" to ", " and went to ", " into "}:
        return Standing(None, TOLD)
    but = _BUT.match(text[begin:stop]) if after and stop <= end else None
    if after and but and _CHOSEN.match(text, after.end):
        return own if _WENT_ON.search(but["lead"]) else Standing(None, TOLD)
    turn = _INSTEAD.search(text, begin, end)
    if turn is None or _WENT_ON.search(text, begin, turn.start()):
        return own
    if _TO_OPEN.match(text, turn.start(), end):
        return own  # the same operation, carried out in another way
    return Standing(None, TOLD)


def carried_out_instead(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Tells as done what an operation was converted to: "Whipple converted to total pancreatectomy"."""
    for place in range(1, len(named)):
        before, one = named[place - 1], named[place]
        if {before.kind, one.kind} - AT_ONCE or standings[place] not in {(None, UNTOLD), ("planned", TOLD)}:
            continue
        into = _INTO.fullmatch(text[before.end : one.start]) if one.start - before.end < LEAD_CHARS else None
        if into and standings[place - 1].status != "considered" and not _OPEN.search(into["lead"]):
            standings[place] = Standing("done", TOLD)
