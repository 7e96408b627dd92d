# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Reach: how far behind a sentence the words go that still speak of its last treatment."""

import re
from functools import cache

from chains.extract.text.page import Page
from chains.extract.treatment.cues import Cues

_SAME_SUBJECT = (
    r" ?(?:(?:it|this|which|these|both|treatment|therapy|the drug|the treatment) (?:was|were|has|had|is|are|continues)\b"
    r"|(?:stopped|discontinued|restarted|resumed|ongoing|declined|refused|completed|planned)\b(?! [a-z]+$)"
)
_PATIENT = r"|(?:(?:both|each|every)(?: times?| occasions?)? )?(?:he|she|i|they|the patient|patient|pt|you)(?: and (?:his |her |the )?(?:family|wife|husband|son|daughter|partner|relatives))? (?:has |have |had )?(?:declined|refused|stopped|said no(?! (?:reason|need|indication|point|data|evidence|urgency|harm|problem)))\b|(?:i|we) (?:have |had )?(?:told|asked|advised) (?:him|her|them|the patient|pt) (?:to )?stop"
_ANOTHER = re.compile(
    r" ?(?:stopped|discontinued|restarted|resumed|declined|refused|completed|planned):? (?:the |her |his )?"
)
"""How a sentence begins that speaks of its own treatment: "STOPPED everolimus"."""
_ARRANGED = re.compile(r"referral|slot|date|first|1st|letter|request|application")
"""How a sentence opens that tells what was arranged for the last treatment: "… PRRT. Referral sent."."""
_NOT_IT = re.compile(r"(?:\b(?:it|this|that|them)|\b(?:says?|said) (?:no|not)(?: yet| now)?)$")
"""A sentence that denies the last treatment of the one before it: "Not giving it", "Dr K says not"."""


@cache
def _going_on(alone: bool) -> re.Pattern[str]:
    """How a sentence begins that goes on about the last treatment; "she declined" only where no other is named."""
    return re.compile(f"{_SAME_SUBJECT}{_PATIENT if alone else ''})")


def reach_of(page: Page, cues: Cues, high: int, following: int | None) -> int:
    """The end of the sentence, or of the next one where that goes on about its treatment ("It was stopped. He said no")."""
    text = page.folded.text
    if high >= len(text) or text[high - 1 : high] == "\n":
        return high
    low, end = page.sentence(high)
    alone = following is None or following >= end
    end = end if following is None else min(end, following)
    near = end if following is None else min(end, following)
    denial = next(
        (hit for hit in cues.after(low, near) if hit[0] in {"denied", "none"} and not text[low : hit[1]].strip()), None
    )
    if denial and _NOT_IT.search(text, *denial[1:]):
        return near
    opening = next((hit for hit in cues.after(low, end) if not text[low : hit[1]].strip()), None) if alone else None
    if not alone and _ANOTHER.fullmatch(text, low, end):
        return high
    settled = opening and (
        opening[0] in {"declined", "first_given"} or (opening[0] == "planned" and _ARRANGED.match(text, opening[1]))
    )
    return end if settled or _going_on(alone).match(text[low:end]) else high


_OWN_SUBJECT = re.compile(
    r" ?(?!(?:[a-z]+ )?(?:it|this|that|which|these|both|all|either|neither|treatment|therapy|drugs?|dose|doses|injections?|tablets?|first|1st|start|he|she|they|pt|patient|we|i|you|family|decision|date|approval|funding|application|prescription|script|rx|next|never|not|none|nothing|no|now|still|also|currently|option)\b)"
    r"(?:[a-z][a-z/-]* ){1,4}?(?:(?:to|will|can|could|would|should|may|might) be|is|are) "
    r"| ?(?:(?:repeat|next|new|restaging|liver|brain|chest|whole body|pituitary|cardiac|dotatate|dotatoc|fdg|follow ?-?up) ){0,2}(?:mri?|ct|pet|echo|colonoscopy|gastroscopy|endoscopy|eus|bloods|scan|dexa|staging|imaging)(?:[ /-]?ct)? (?:scheduled|planned|booked|arranged|requested|ordered)(?= ?(?:[.;)\n]|$))"
)
"""How a sentence begins that speaks of something else: "Valve surgery to be discussed"."""


def loose_reach(page: Page, high: int, following: int) -> int:
    """The end of the sentence behind, on the same line and before the next treatment: "everolimus. Never took it"."""
    if high >= len(page.text) or page.text[high - 1 : high] == "\n":
        return high
    if _OWN_SUBJECT.match(page.folded.text, high, page.sentence(high)[1]):
        return high
    return min(page.sentence(high)[1], max(high, following))
