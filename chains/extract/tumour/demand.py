# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Demand: a state of the disease that a trial, a label or an insurer asks for, or that nobody can tell - and none that was found."""

import re

from chains.extract.text.page import Page

LEAD_CHARS, BEHIND_CHARS = 90, 90
"""How far around a state the words may stand that ask for it or leave it open."""
_ASKED_FOR = re.compile(
    r"(?<![a-z])(?:must (?:have|show|be|had)|ha(?:s|ve) to (?:have|show|be)|(?:you|one|patients?|pts|subjects?) needs? (?:to (?:have|show|be)|clear|documented|proven)|proof of|prove|(?:licen[sc]ed|approved|authori[sz]ed|registered|reimbursed|funded|covered|restricted|limited|open|reserved) (?:only )?(?:for|in|to|if|after|with|when)|(?:label|licen[sc]e|smpc|reimbursement|funding|(?:primary |secondary |co-?primary )?end ?points?|inclusion|eligibility|entry|criteri(?:on|a)|requirements?|condition|prerequisite|definition)(?: (?:is|are|was|says?|reads?|asks for|for|of|pfs|os)| ?[:=])|(?:end ?points?|trials?|stud(?:y|ies)) ?[:=]|defined as|insist(?:s|ed)? on|demands?)"
    r"(?: ?[,/:]| [a-z0-9¤/+-]{1,16},?){0,5} ?$"
)
"""Before a state that has to be there: "you must have progressive disease", "label: progressive NET"."""
_OWN = re.compile(
    r"(?<![a-z])(?:he|she|pt|patient|ours?|mine|this (?:man|woman|lady|gentleman|case)|met|fulfil[a-z]*|now|ct|mri|scans?|has|had|with|after having)(?![a-z])"
)
"""Between the words that ask and a state: the patient's own is told."""
MET_CHARS = 40
_MET = re.compile(
    r"(?<![a-z])(?:meet|met|fulfil|satisf|reach|qualif|below|under|short of|by|per|accord|within|exceed)[a-z]*(?: [a-z0-9.¤-]{1,14}){0,3} $"
)
"""Before criteria that are held against what was found: "meets criteria for progression"."""
_NEEDED = re.compile(
    r"(?:,? (?:within|in|over|during|on|under|after|at|by|per|as per|from|before|for|documented|confirmed|radiologically)(?: [a-z0-9¤./-]{1,14}){1,6}?)?,? (?:(?:is|are|was|were|being|be|has to be|must be|would be|also) ){0,2}(?:an? )?(?:absolutely |strictly |formally )?(?:required|needed|mandatory|obligatory|necessary|essential|compulsory|demanded|stipulated|prerequisite|pre-?requisite|requirement|inclusion criteri(?:on|a)|criteri(?:on|a)|condition|must|end ?point)(?= ?(?:[.,;:)\n!]|$|for|by|to|in|of|at|and|as)(?![a-z]))"
)
"""Behind a state that has to be there: "progression within 12 mo required"."""
_OR_DEATH = re.compile(r" or death(?![a-z])")
"""Behind an event that a trial counts."""
_UNTOLD_BEHIND = re.compile(
    r"(?: (?:status|state|or (?:stability|response|not)|since then|in the liver|at present)){0,2}(?: ?[:=-]{1,2}| (?:is|was|remains?|are|be|being|therefore|still|at present|currently)){0,3} ?(?:(?:can ?not|can't|could ?n[o']t|could not) (?:\w+ ){0,2}?(?:be )?(?:safely |reliably |formally |really |yet )?(?:assess|judge|evaluat|determin|commented|decid|stated|told|said|answered|establish|quantif|compar|ascertain)[a-z]*|(?:not|un) ?-?(?:evaluable|assessable|assessed|evaluated|known|determinable|judg[a-z]*|reported|documented|stated|certain|clear)|unknown|unclear|uncertain|undetermined|n/?a(?![a-z])|n/?k(?![a-z])|n\.a\.|tbc(?![a-z])|tbd(?![a-z])|to be (?:determined|confirmed|assessed|clarified)|pending|awaited|not (?:possible|yet) to (?:assess|judge|say))"
)
"""Behind a state that nobody can tell: "progression cannot be assessed", "progression: not evaluable"."""
_UNTOLD_BEFORE = re.compile(
    r"(?<![a-z])(?:(?:can ?not|can't|could ?n[o']t|could not|unable to|not able to|impossible to|not possible to|hard to|difficult to|too early to|not (?:going|prepared|willing|in a position) to|refuse to|will not|won't|would not|(?:do not|don't|does not) (?:want|dare|wish) to)(?: (?:really|safely|reliably|yet|formally|at present|now|therefore|currently|comment)){0,2} (?:comment|assess|judge|say|tell|evaluate|speak|determine|state|decide|talk|differentiate|distinguish|answer|compare)"
    r"|(?:no|not enough|insufficient|too little|too few|without|lack of|lacking|missing) (?:[a-z-]+ ){0,4}?(?:comments?|statement|data|images?|imaging|scans?|ct|comparison|priors|information|evidence base|judge?ment)(?: (?:is|was|are|possible|available|exists?|made|given)){0,2} (?:to (?:speak|tell|judge|say|call|comment|assess|decide|determine|talk|distinguish|differentiate|evaluate)|on|about|regarding|concerning|as to))"
    r"(?: ?,| [a-z0-9¤/+-]{1,16}){0,6} ?$"
)
"""Before a state that nobody can tell: "we cannot comment on progression"."""
_ALL_THE_SAME = re.compile(r"[;:,]|(?<![a-z])(?:but|however|because|since|as|given|so|and|due to|with)(?![a-z])")
"""Between the two: the state is told all the same ("cannot say more, but progression in the liver")."""
_WOULD = re.compile(
    r" (?:(?:in|of|on|at) (?:the )?[a-z]{2,12} )?(?:would|could|might)(?! (?:not )?be (?:seen|found|shown|confirmed|demonstrated|documented))(?![a-z])"
)
"""Behind a state that is only imagined: "a partial response would allow surgery"."""


def is_demanded(page: Page, start: int, end: int) -> bool:
    """Whether a state is one that a trial, a label or an insurer asks for."""
    text = page.folded.text
    low, high = page.sentence(start)
    last = min(high, end + BEHIND_CHARS)
    if _NEEDED.match(text, end, last) or _OR_DEATH.match(text, end, last):
        return True
    asked = _ASKED_FOR.search(text, max(low, start - LEAD_CHARS), start)
    if asked is None or _MET.search(text, max(low, asked.start() - MET_CHARS), asked.start()):
        return False
    return _OWN.search(text, asked.start(), start) is None


def is_untold(page: Page, start: int, end: int) -> bool:
    """Whether the writer cannot tell the state, or only imagines it."""
    text = page.folded.text
    low, high = page.sentence(start)
    last = min(high, end + BEHIND_CHARS)
    if _UNTOLD_BEHIND.match(text, end, last) or _WOULD.match(text, end, last):
        return True
    before = _UNTOLD_BEFORE.search(text, max(low, start - LEAD_CHARS), start)
    return before is not None and _ALL_THE_SAME.search(text, before.end() - 1, start) is None
