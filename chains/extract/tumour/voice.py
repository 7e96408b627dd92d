# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Voice: whether a state of the disease is told as found, asked for, or only believed by somebody."""

import re

from chains.extract.text.page import Page

BELIEF_CHARS = 110
"""How far before a state the words may stand that make it somebody's belief."""
_YES_OR_NO = re.compile(r"(?:is|are|does|do|did|was|were|has|have|any|could|would|can) ")
_BELIEF = re.compile(
    r"\b(?:patient|pt|he|she|wife|husband|daughter|son|mother|father|family|carer|relatives?)(?:'s)? (?:message|portal message|writes|wrote|says?|said|thinks?|believes?|fears?|feels?|worr(?:ies|ied)|afraid|convinced|is (?:convinced|afraid|worried|sure)|claims?|reports? that|googled)\b"
)

REVISED_CHARS = 260
"""How far behind a state the words may stand by which a second look takes it back."""
_TENTATIVE = re.compile(
    r"\b(?:suggest(?:s|ed|ing|ive of)|apparent(?:ly)?|seeming(?:ly)?|seemed(?: to (?:show|be))?|supposed(?:ly)?|alleged(?:ly)?|suspected|suspicio(?:n|us)(?: of| for)?|possible|called|reported(?: as)?|read as|(?:radiolog[a-z]{1,5}|report|letter|colleague|gp|they|mdt list) (?:reads?|says?|said|calls?|called|wrote|writes|claims?|claimed|speaks of|talks? of|interpret(?:s|ed))(?: it| this| as| of){0,2}|raised|queried|thought(?: to (?:show|be))?|labell?ed|outside|external)(?: an?| the| as| of| slight| mild| liver| hepatic| disease| local| bone| nodal){0,3} ?$"
)
_SECOND_LOOK = re.compile(
    r"\b(?:i|we) (?:(?:have|had|then|now|also) )?(?:measured|re-?measured|compared|went through|looked|checked|re-?read)\b|\b(?:on|at|after|in|by) (?:our |the |central |second |in-?house |direct |careful |internal |radiology ){0,3}(?:review|re-?read(?:ing)?|second (?:look|read(?:ing)?|opinion)|re-?measure[a-z]*|comparison)|side[- ]by[- ]side|\b(?:reviewed|re-?read|re-?measured|second opinion|central review|not confirmed|artefact(?:ual)?|artifact(?:ual)?|pseudo-?progression|(?:was|is|were|are) (?:only |merely |just |all )?(?:due to|explained by|because of) (?:a |the )?(?:different|other|better|thinner|slice|phase|contrast|technique|measur|technical|artefact|artifact))"
)
_HELD = re.compile(
    r"\b(?:stable|unchanged|(?:of )?(?:equal|the same|same|identical) (?:in )?size|equal in size|no (?:true |real |actual )?(?:progress[a-z]*|growth|change|increase)|sd|not (?:progress[a-z]*|grown)|response|pr)\b"
)


_BY_OTHERS = re.compile(
    r"[ ,(]{1,2}(?:as of|according to|as per|per|by|in|on|from|reported by|as reported by|as read by)(?: the| their| an?)? (?:outside|external|local|referring|other|peripheral|district|previous)(?![a-z])"
)
"""Behind a state: it is what others read ("progression as of the outside radiology")."""


def is_revised(page: Page, start: int, end: int) -> bool:
    """Whether progression was only suggested and a second look took it back: "CT suggested PD, on review stable"."""
    text = page.folded.text
    low, _ = page.sentence(start)
    if not _TENTATIVE.search(text, max(low, start - 60), start) and not _BY_OTHERS.match(text, end):
        return False
    last = min(len(text), end + REVISED_CHARS)
    again = _SECOND_LOOK.search(text, end, last)
    return again is not None and _HELD.search(text, again.start(), last) is not None


def is_believed(page: Page, start: int) -> bool:
    """Whether the state is what a patient or a relative says or fears, not what was found."""
    low = max(0, start - BELIEF_CHARS)
    text = page.folded.text
    quoted = text.count('"', page.sentence(start)[0], start) % 2 == 1
    return any(
        quoted or not re.search(r"[.;\n]", text[cue.end() : start]) for cue in _BELIEF.finditer(text, low, start)
    )


_SUSPECTED = re.compile(
    r"(?:\b(?:i|we|they|she|he|who|radiolog[a-z]+|reporter|team|mdt|board|gp|clinicians?|oncolog[a-z]+|surgeons?)(?: (?:now|also|still|strongly|do|would|clinically|all|both)){0,2} |(?<![a-z] )(?<![a-z]))suspects?(?: (?:that|he|she|they|there|it|is|this|the|an?|disease|clinical|early|slow|liver|hepatic|bone|nodal|some|true|has|have|been|pt|patient|tumou?r|local|further)){0,5} $"
)
"""Before a state that somebody suspects: "we suspect progression"."""
_TALK = re.compile(
    r"\b(?:talk|rumou?rs?|mention|question|fears?|worr(?:y|ies)|suspicion|possibility|idea|concerns?|impression) (?:of|about|for)(?: an?| any| the| some| real| true| disease| tumou?r){0,3} $"
)
"""Before a state that is only talked of: "there was talk of progression but there is none"."""


_NO_MEANING = re.compile(
    r"\b(?:does|do|did|need|must|would|is|are)(?: not|n't) (?:yet |necessarily |always |by itself |automatically |in itself ){0,2}(?:mean|imply|indicate|prove|equal|signify|constitute|be)(?: an?| the| any| that| there| is| true| real| disease| tumou?r){0,4} $"
)
"""Before a state that something does not prove, which is no denial of it: "a CgA of 640 does not mean progression"."""
_HOPED = re.compile(
    r"\b(?:hop(?:es?|ed|ing)|aim(?:s|ed|ing)?|goals?|wish(?:es|ed)?|intent(?:ion)?|purpose|objective|expect(?:s|ed|ing)?|in order|chances?|probability|likelihood|to achieve|to obtain|to reach|to get|to induce)(?: (?:for|of|to|is|was|at|that|we|he|she|they|with|a|an|the|treatment|therapy|see|achieve|get|reach|obtain|have|be|would|will|might|as|good|clear|further|long|lasting|durable)){0,7} $"
)
"""Before a state that is only hoped for: "we hope for a partial response", "the aim is stable disease"."""
_SHARE = re.compile(
    r",? ?(?:(?:was|were|is|are|has been|seen|found|observed|reported|occurred|achieved|rates?|reached) ){0,3}(?:in|of) (?:about |only |some |up to |~ ?)?\d{1,3}(?:\.\d)? ?(?:%|percent|per cent)(?! (?:of (?:the )?(?:lesions|liver|mets|metasta|tumou?r)|smaller|larger|since|decrease|increase))"
)
"""Behind a state that so many patients reached: "a partial response in 18 %"."""


def is_talked_of(page: Page, start: int, end: int | None = None) -> bool:
    """Whether a state is only what there was talk, fear or suspicion of, what is hoped for, or what a share reached."""
    text, low = page.folded.text, max(page.sentence(start)[0], start - 60)
    if end is not None and _SHARE.match(text, end):
        return True
    return any(cue.search(text, low, start) for cue in (_TALK, _HOPED, _SUSPECTED, _NO_MEANING))


def is_asked(page: Page, start: int, end: int) -> bool:
    """Whether a question asks for the state itself: "progressive?", "is this PD?"; not "CT: PD, what next?"."""
    if not page.is_question(start):
        return False
    text = page.folded.text
    low, high = page.sentence(start)
    clause = re.split(r"[,;:→]| - ", text[low:start])[-1].lstrip()
    asks = re.match(r" ?\?", text[end:high]) or _YES_OR_NO.match(clause)
    return asks is not None and not re.search(r"\b(?:for|in|with|after|under|on|given|that|because|since|as) ", clause)
