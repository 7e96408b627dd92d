# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Sequel: what came of a treatment that was refused, doubted or planned at first: "refused lanreotide, changed her mind, has had it since"."""

import re

from chains.extract.text.day import WEEKDAY, YEARLESS
from chains.extract.text.page import Page
from chains.extract.treatment.appointments import is_over
from chains.extract.treatment.standing import AT_ONCE, ENDED, SHARED, TOLD, UNTOLD, Named, Standing, may_be_given

LEAD_CHARS, BEHIND_CHARS = 100, 150
"""How far before a treatment and behind it what came of it may be told."""
_DRUGS = {"ssa", "targeted", "chemo", "other"}
_COURSES = {"prrt", "chemo", "radiotherapy", "liver_directed"}
_NUMBER = r"(?:\d{1,2}|two|three|four|five|six|both)"
_UNIT = r"(?:infusions?|cycles?|doses?|sessions?|courses?|fractions?|treatments?)"
_ALL_GIVEN = re.compile(
    rf"[^?\n]{{0,100}}?(?:\b(?:he|she|they|pt|patient) (?:(?:then|finally|has|had|since|later) ){{0,2}}(?:completed|finished|received|got|had) (?:all|both)(?: (?:the )?{_NUMBER})?(?: {_UNIT})?\b"
    rf"|[;,:.] ?(?:in the end |finally |so far )?all (?:{_NUMBER} )?(?:{_UNIT} )?(?:(?:were|was|have been|had been) )?(?:given|done|delivered|completed|finished|(?<=were )at|(?<=were )in)\b)"
)
_GOT_IT = re.compile(
    r"[^?\n]{0,90}?(?:, |; |\b(?:and|but|then|he|she|pt|patient) )(?:then |finally |later |has |had )?(?:got|received|underwent|had|was given) (?:it|this|them) (?:(?:in|at) [a-z0-9]+|elsewhere|abroad|privately|anyway|after all|in the end)\b"
)
_NOT_SO = re.compile(
    r"\b(?:if|whether|not|never|n't|would|could|should|hop(?:es|ed|ing)|until|once|when|before|unless|will|wants?|asks?|asking)\b|n't\b"
)
_LIST_DONE = re.compile(
    rf"(?: list)?(?: (?:today|yesterday|{WEEKDAY}))?: ?(?:all|both)(?: {_NUMBER})?(?: (?:patients|pts|cases))? (?:done|completed|finished|went)\b"
)
_SINCE = re.compile(
    r"[^.;?\n]{0,60}?, (?:now |and |and now )?(?:taken|has been taken|takes it|taking it|on it|injected|given|has it|gets it) (?:(?:daily|monthly|regularly|every day|weekly|by him|by her) ){0,2}since\b"
)
_CHANGED = re.compile(
    r"[^.?\n]{0,40}?\b(?:changed (?:his|her|their) mind|came round|reconsidered|then agreed|later agreed|later accepted)\b[^.?\n]{0,25}?\b(?:has had|has been (?:on|having|getting|taking|receiving)|is on|takes|gets|now on|now has|now takes|have had)(?: (?:it|this))? (?:(?:daily|monthly|regularly|weekly|now) )?(?:since|for|daily|monthly|every)\b"
)
_KEEPS = re.compile(
    r",? (?:which|that) (?:he|she|they|pt|patient|the patient) (?:still takes|keeps (?:on )?taking|continues(?: to take| with| on)?|is still taking|goes on (?:with|taking)|carries on (?:with|taking))(?= ?(?:[.,;)\n]|$)| (?:at|in|daily|for|since|though))"
)
_MY_DRUG = re.compile(r"\b(?:take|taking|skip|stop|hold|pause|miss|omit|inject|swallow|forgot|had) my $")
_AS_USUAL = re.compile(
    r"[^.;?\n]{0,40}?\b(?:as usual|as always|as ever|same as (?:last|before|the last|always)|like last time)\b"
)
_TAKES_IT = re.compile(
    r"[^?.;\n]{0,25}\?{1,2} ?(?:[→>-]{1,3} ?)?no[:,.]? (?:he|she|pt|patient|the patient) (?:still )?(?:takes|has|uses) (?:it|them)\b"
)
_RUNNING = re.compile(
    r"(?: s\.c\.?| i\.m\.?)?(?![^.;?\n]{0,40}\b(?:not|no longer|until|was|were|stopped|(?:19|20)\d\d)\b)[^.;?\n]{0,40}? running(?= ?(?:[.,;)\n]|$))"
)
_WEEK = re.compile(
    r"[ ,]{1,2}(?:wk|week|month|mo|mth) ?\d{1,2},? (?:(?:still|well|now) )?(?:tolerat(?:ing|es|ed)|ok\b|fine\b|well\b|no (?:side|tox)|going well|stable)"
)
_TODAY = re.compile(r" \((?:c|cycle) ?\d{1,2} ?(?:d|day) ?\d{1,2} (?:today|now|this week|yesterday)\)")
_HAS = re.compile(r"(?:^|[.;\n] ?|\b(?:he|she|patient|pt) (?:still |now )?)has $")
_PLAIN = re.compile(
    r"(?: (?:lar|autogel|depot|la|\d{2,3}(?: ?mg)?)){0,4}(?= ?(?:[.,;\n]|$)| (?:monthly|every|each|since|daily|q ?\d|4-weekly))"
)
_SELF = re.compile(r"[^.;?\n]{0,30}?\bself-? ?inject(?:s|ing|ed)?(?: it)? since\b")
_OF_A_YEAR = re.compile(r" (?:of|from|in) (?:early |late )?(?:(?:19|20)\d\d)\b")
_AGO = re.compile(rf"(?: [a-z]+){{0,2}} (?:{_NUMBER}|an?|few|several) (?:days?|weeks?|wks?|months?|years?|yrs?) ago\b")
_ONLY_SAID = re.compile(
    r"\b(?:offer[a-z]*|discuss[a-z]*|declin[a-z]*|propos[a-z]*|refus[a-z]*|suggest[a-z]*|recommend[a-z]*|advis[a-z]*|consider[a-z]*|no|not|never|against|about|cancel[a-z]*|plan(?:ned)?)\b[^.;\n]{0,40}$"
)
_IT_WAS_DONE = re.compile(
    r"\b(?:it (?:was done|happened|took place|went ahead|has been done)|we did it)(?: [a-z]+)?: (?:an? |the )?$"
)
_ANSWERED = re.compile(
    r"\b(?:due|booked|listed|having|getting|scheduled|down for|going for)\b[^.;\n?]{0,40}\? ?(?:a(?:nswer)?: ?|- ?)?(?:yes|yep|correct)[,:]? (?:for |an? |the )?$"
)
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|in preparation for|in advance of|in readiness for) (?:the |his |her )?(?:[a-z]+ )?$"
)
_ON_A_DAY = re.compile(rf"[^.;?\n]{{0,30}}?[ ,(](?:on |in )?{YEARLESS}")
_FIRST_WILL = re.compile(
    r"[^?\n]{0,120}?\b(?:will|then|to)\b[^.;?\n]{0,40}\b(?:first|1st) (?:ever )?(?:injection|dose|tablet|cycle|infusion)\b|[^?\n]{0,60}?\b(?:first|1st) (?:injection|dose|tablet|cycle|infusion) (?:is |due )?(?:with)?in (?:the next |about |approx\.? )?\d{1,2} ?(?:d|days?|weeks?|wks?)\b"
)
_NO_SLOT = re.compile(r"\bno (?:slots?|beds?|lists?|dates?|capacity|theatre) (?:for|to do) (?:the |his |her )?$")
_BOOKED = re.compile(rf"[^?\n]{{0,50}}?\b(?:booked|slot|listed|scheduled|date)(?: (?:on|for|is|now))? {YEARLESS}")
_NO_TO = re.compile(
    r"(?:\b(?:he|she|they|pt|patient|(?:mr|mrs|ms|miss) [a-z]+\.?|and|but)|,) (?:still |now |again |clearly )?(?:says?|said|saying) (?:a (?:clear|firm) )?[\"']?(?:no(?: thanks?(?: you)?)?|no,? never)[\"']? to (?:the |any |more |further )?$|\b(?:he|she|they|pt|patient|the patient) (?:really )?wants? not (?:the |any )?$|\b(?:not|n't) want (?:any )?(?:more |further )?[^.;:\n]{0,40}: ?(?:no [a-z]+(?:,| and|,? or) ){0,3}no $"
)
_WILL_NOT = re.compile(
    r"\b(?:will not have|won't have|refuses|declines|does(?: not|n't) want|do(?: not|n't) want|not willing|against)\b[^.\n]{0,50}\. $"
)
_SO_NOT = re.compile(
    r" (?:was |is )?(?:therefore|so|hence|thus|accordingly) (?:was |is )?not (?:been )?(?:commenced|started|begun|given|prescribed)\b"
)
_HOPES = re.compile(
    r"\b(?:patient|pt|he|she|they|wife|husband|family|daughter|son)(?: [a-z]+)? (?:hopes?|hoped|hoping|dreams) (?:for|of) (?:the |a )?$|\b(?:should|must|shall|do) i (?:have to )?(?:start|begin|have|get) (?:with |on )?(?:the )?$"
)
_MAY = re.compile(
    r"(?:^|[^a-z ] ?|\b(?:and|or|so|but|when|how|where|if|whether) )(?:could|can|should|would|may|might|shall|must) (?:(?:the|his|her|her monthly|monthly|a|an|more|another) ){0,2}$"
)
_BE_GIVEN = re.compile(
    r"(?: (?:lar|autogel|depot|injections?|treatment|therapy))?(?: (?:still|ever|also|safely|even|really|be|now|then|not)){0,2} be (?:given|used|done|taken|started|administered|performed|offered|delivered|injected)\b"
)
"""What only asks for leave: "could PRRT be given in dialysis patients?"."""
_WEIGHED = re.compile(r"\bweigh(?:s|ed|ing)? (?:up )?(?:the )?$")
_AGAINST = re.compile(r" (?:against|versus|vs\.?|or) ")
_WEIGHED_AGAINST = re.compile(r"\bweigh(?:s|ed|ing)? [^.;\n]{1,40} (?:against|versus|vs\.?|or) $")
_IF_AGREED = re.compile(
    r"[^\n?]{0,60}?[.;,(] ?if (?:he|she|they|pt|patient|the patient) (?:agrees|consents|accepts|says yes|is willing|decides)\b"
)


def came_of_it(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a treatment with what came of it: it was given after all, runs, is booked, or somebody said no to it."""
    text = page.folded.text
    line = text.find("\n", one.end, one.end + BEHIND_CHARS)
    end = min(stop, line if line >= 0 else len(text), one.end + BEHIND_CHARS)
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    if own.status not in {"done", "ongoing"}:
        if given := _given_after_all(text, one, own, lead, end):
            return given
        if own.weight == UNTOLD or own.status in {"considered", None}:
            own = _booked(text, one, own, lead, end) or own
    elif own.status == "done" and one.kind in _DRUGS and not _OF_A_YEAR.match(text, one.end):
        runs = own.weight <= SHARED and _RUNNING.match(text, one.end, end)
        if runs or (own.weight == ENDED and _TAKES_IT.match(text, one.end, end)):
            return Standing("ongoing", TOLD)
    return _refused_or_weighed(text, one, own, lead, end)


def _given_after_all(text: str, one: Named, own: Standing, lead: str, end: int) -> Standing | None:
    """The standing of a treatment told as considered, planned or refused, of which it is told that it was given or runs."""
    if one.kind in _COURSES:
        for pattern in (_ALL_GIVEN, _GOT_IT, _LIST_DONE):
            found = pattern.match(text, one.end, end)
            if found and not _NOT_SO.search(re.split(r"[.;] ", found.group())[-1]):
                return Standing("done", TOLD)
    if one.kind in _DRUGS:
        if own.status == "declined":
            return Standing("ongoing", TOLD) if _CHANGED.match(text, one.end, end) else None
        if any(pattern.match(text, one.end, end) for pattern in (_SINCE, _KEEPS, _SELF, _TAKES_IT)):
            return Standing("ongoing", TOLD)
        if own.status == "considered" and _MY_DRUG.search(lead):
            return Standing("ongoing", TOLD)
        expected = own.status == "planned" or own == Standing(None, UNTOLD)
        if expected and one.kind == "ssa" and _AS_USUAL.match(text, one.end, end):
            return Standing("ongoing", TOLD)
        if may_be_given(own) and (
            _WEEK.match(text, one.end, end) or (_HAS.search(lead) and _PLAIN.match(text, one.end))
        ):
            return Standing("ongoing", TOLD)
        if own.status is None and own.weight <= SHARED and _TODAY.match(text, one.end, end):
            return Standing("ongoing", TOLD)
    if one.kind in AT_ONCE and own.weight <= SHARED:
        if own.status == "considered" and _OF_A_YEAR.match(text, one.end):
            return Standing("done", TOLD)
        if _AGO.match(text, one.end, end) and not _ONLY_SAID.search(lead):
            return Standing("done", TOLD)
        if _IT_WAS_DONE.search(lead):
            return Standing("done", TOLD)
    return None


def _booked(text: str, one: Named, own: Standing, lead: str, end: int) -> Standing | None:
    """The standing of a treatment of which little is told, with the day for which it is booked."""
    day = _ON_A_DAY.match(text, one.end, end)
    if day and (_AHEAD_OF.search(lead) or _ANSWERED.search(lead)) and not is_over(text, day.end(), end):
        return Standing("planned", TOLD)
    if _NO_SLOT.search(lead) and _BOOKED.match(text, one.end, end):
        return Standing("planned", TOLD)
    if (
        one.kind in _DRUGS | {"prrt"}
        and own.status is None
        and own.weight <= SHARED
        and _FIRST_WILL.match(text, one.end, end)
    ):
        return Standing("planned", TOLD)
    return None


def _refused_or_weighed(text: str, one: Named, own: Standing, lead: str, end: int) -> Standing:
    """The standing of a treatment to which a person says no, or that is only hoped for or weighed against another."""
    if own.status is None and (_NO_TO.search(lead) or (_WILL_NOT.search(lead) and _SO_NOT.match(text, one.end, end))):
        return Standing("declined", TOLD)
    if own.status in {"done", "ongoing"} and _MAY.search(lead) and _BE_GIVEN.match(text, one.end, end):
        return Standing("considered", TOLD)
    if own.status == "planned" and (_HOPES.search(lead) or _IF_AGREED.match(text, one.end, end)):
        return Standing("considered", TOLD)
    if "weigh" not in lead:
        return own
    if _WEIGHED_AGAINST.search(lead) or (_WEIGHED.search(lead) and _AGAINST.match(text, one.end, end)):
        return own if own.status in {"done", "ongoing"} else Standing("considered", TOLD)
    return own
