# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Unwanted: an operation no longer wanted, its risks that somebody heard of, and a refusal of what was offered after another."""

import re

from chains.extract.treatment.cues import Cue
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import AT_ONCE, TOLD, UNTOLD, Named, Standing, may_be_given

LEAD_CHARS = 60
"""How far before a treatment it may stand that it is not wanted, or that somebody heard of its risks."""
_NO_LONGER = re.compile(
    r"\bno longer (?:wants?|wishes|wanting|interested|keen|willing)(?: (?:to (?:have|undergo|go (?:for|through|ahead with)|proceed with)|for|on|in|any|an?|the|his|her|elective|further)){0,4} $"
)
_REFUSES_IT = re.compile(
    r"(?: (?:injection|inj|jab|shot|dose|cycle|infusion|treatment|tablets?|today|this (?:week|month)|lar|autogel|depot|\d{1,3} ?mg)){0,4}[ ,.-]{1,3}(?:but |and |however |though |yet ){0,2}(?:(?:he|she|pt|patient|the patient|they) )?(?:(?:now|today|suddenly|says?|tells? (?:us|me|the nurse)|that|he|she|they|is|has) ){0,5}(?:refus(?:es|ed|ing)|declin(?:es|ed|ing)|wants? no (?:more|further)|(?:does not|doesn't|doesnt|don't) want|no longer wants?)(?: to (?:have|take|get|receive))? ?(?:(?:it|them|this)(?![a-z])|any ?more|any (?:more|further|longer)|(?:more|further) (?:injections?|doses?|cycles?|of it)|(?:the )?(?:injections?|doses?)(?![a-z]))(?! (?:late|at home|by|in the (?:other|left|right)|because of the date|before))"
)
"""Behind a treatment: the patient wants it no more ("for his injection, but says he refuses it now")."""
_BUT_REFUSED = re.compile(
    r"[^.;?\n]{0,60}?(?:[,;(–.-] ?|\b(?:but|and|however|though|yet) )(?:but |and |however |though |which )?(?:the |this )?(?:(?:patient|pt|(?:he|she|pt|patient) and (?:his|her|the) (?:wife|husband|family|son|daughter|partner)|he|she|insured|person|lady|gentleman|man|woman|client|family|they|mr [a-z]+|mrs [a-z]+|ms [a-z]+) )?(?:(?:has|have|had|again|clearly|firmly|now|himself|herself|did not [a-z]+ it and|does not [a-z]+ it and) ){0,3}(?:refus(?:es?|ed)|declin(?:es?|ed)|(?:does not|doesn't|did not|didn't) (?:want|wish|accept|agree to|consent to)(?= (?:it|this|that|any)| ?[.,;)\n]|$)|(?:is|was) not willing|(?:said|says) no(?! (?:to (?:the|a|an|any) )))(?: (?:it|this|that|both|again|twice|\d ?x|any))?(?= ?(?:[.,;)!\n]|$))(?!,? (?:at first|initially|then agreed|but (?:now|later|then)|now agrees))"
)
"""Behind what was offered or recommended: "was recommended, but the patient did not hope it and refused"."""
_CHOSE_WATCHING = re.compile(
    r"[^.;?\n]{0,30}?\b(?:v|vs|versus|or|against|and) (?:active |watchful |simple |just )?(?:surveillance|watching|waiting|observation|observing|watch and wait|follow ?-?up|monitoring)(?: (?:discussed|were|was|explained|offered|with mri|with (?:him|her|them)|were discussed)){0,3}[.;,:-]{1,2} ?(?:and |but |so )?(?:he|she|they|pt|patient|the patient|mr [a-z]+|mrs [a-z]+|ms [a-z]+) (?:(?:has|then|finally|now|clearly) ){0,2}(?:opts?|opted|chose|chooses|prefers?|preferred|went|goes|decided|decides|picked|wants|settled)(?: (?:for|on|with|to|in favou?r of))? (?:the )?(?:active |watchful )?(?:watch(?:ing)?|surveillance|observation|observe|wait(?:ing)?|follow ?-?up|monitoring|the latter)(?![a-z])"
)
"""Behind an operation that was talked over with a watch-and-wait: the patient takes the latter."""
_NOT_WILLING = re.compile(
    r"\b(?:patient|pt|he|she|family|attendants?|relatives|himself|herself|they|parents)(?: (?:both|all|also|still|clearly|is|are|was|were|himself|herself|and [a-z]+)){0,4} (?:not willing|unwilling|not agreeable|not keen)(?: at all)? (?:for|to (?:have|undergo|take|start|accept|receive))(?: (?:any|the|an?|further|more|iv))? $"
)
_HEARD_OF = re.compile(
    r"\b(?:hear(?:ing|d)?|reading|read|learn(?:ing|ed|t)|told|googl(?:ing|ed)|afraid|fear(?:s|ful|ing)?|scared|worried|anxious|explain(?:ed|ing)|discuss(?:ed|ing))(?: (?:about|of|all|more|the|its|his|her|risks?|complications?|side-? ?effects|mortality|morbidity|dangers?|what|an?)){0,5} $"
)
_RISKS = re.compile(
    r"(?:'s)? (?:surgical |operative )?(?:risks?|complications?|mortality|morbidity|side ?-?effects|dangers?)\b"
)
_RISKS_OF = re.compile(
    r"\b(?:risks?|complications?|mortality|morbidity|side ?-?effects|dangers?) (?:of|from|with)(?: (?:the|an?))? $"
)
_OFFERED = re.compile(
    r"(?:(?:was|were|is|has been|then|also) ){0,2}(?:offer(?:ed|ing|s)?|propos(?:ed|es)|suggest(?:ed|s)|recommend(?:ed|s)|advis(?:ed|es))"
)
_AFTER = re.compile(
    r" (?:[a-z0-9]+ ?mg )?(?:after|following|post|on top of|subsequent to) (?:the |his |her |prior |previous |completed |failed )?"
)


def unwanted(text: str, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a treatment that is no longer wanted, or of which somebody only heard the risks."""
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    if own.status in {None, "considered"} and not is_dated(text, one) and _NOT_WILLING.search(lead):
        return Standing("declined", TOLD)
    refused = _BUT_REFUSED.match(text, one.end) if own.status == "considered" else None
    if refused and refused.end() <= stop:
        return Standing("declined", TOLD)
    if own.status == "considered" and one.kind in AT_ONCE | {"liver_directed"} and _CHOSE_WATCHING.match(text, one.end):
        return Standing("declined", TOLD)
    if own.status is None and one.kind in AT_ONCE | {"liver_directed"} and _NO_LONGER.search(lead):
        return Standing("declined", TOLD)
    if (
        may_be_given(own)
        and one.kind in AT_ONCE | {"ssa", "targeted", "chemo", "prrt"}
        and _REFUSES_IT.match(text, one.end)
    ):
        return Standing("declined", TOLD)
    heard = _HEARD_OF.search(lead)
    if (
        heard
        and may_be_given(own)
        and not is_dated(text, one)
        and (_RISKS.match(text, one.end) or _RISKS_OF.search(lead))
    ):
        return Standing(None, UNTOLD)
    return own


def refuse_the_offered(
    text: str, group: list[Named], cues: list[tuple[Cue | None, Cue | None]], told: list[Standing | None]
) -> None:
    """A refusal behind "offered everolimus after PRRT (ended 2021), she has declined" is of what was offered."""
    for place in range(1, len(group)):
        before, after = cues[place]
        if not (before and after and before.status == "done" and after.status == "declined"):
            continue
        for offer, end in zip(cues[place - 1], (group[place - 1].end, None), strict=True):
            if offer is None or not _OFFERED.fullmatch(text, offer.start, offer.end):
                continue
            if _AFTER.fullmatch(text, end or offer.end, group[place].start):
                told[place - 1], told[place] = Standing("declined", TOLD), Standing("done", TOLD)
