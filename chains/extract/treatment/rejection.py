# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Rejection: what somebody does not want, told behind what was offered, discussed or thought of little use."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import ENDED, TOLD, UNTOLD, Named, Standing

FAR_CHARS = 170
_WHO = r"(?:he|she|they|(?:the )?patient|pt|the lady|the gentleman|(?:mr|mrs|ms|miss|mdm)\.? [a-z.]{1,16})"
_REFUSED = re.compile(
    rf"[^?\n]{{0,100}}?(?:[,;:(.–-] ?|\b(?:but|and|however|which|though|although) ){{1,2}}(?:{_WHO} )(?:(?:has|have|had|is|was|very|quite|always|clearly|firmly|politely|again|then|now|today|so far|repeatedly) ){{0,3}}"
    r"(?:(?:said|says|made (?:it )?clear|told (?:me|us)|stated|states|stressed|repeated)(?: (?:very|quite|clearly|firmly|to (?:me|us)|it|again)){0,3}(?: that)? (?:he |she |they )?)?"
    r"(?:(?:does not|doesn't|did not|didn't|do not|don't|would not|wouldn't) (?:want|wish|accept|like|agree to)(?: for)?(?: (?:it|this|that|them|any|chemo(?:therapy)?|to have (?:it|this|that|any))(?![a-z]))?|(?:refus(?:es|ed)|declin(?:es|ed)|turned (?:it|this|that) down|was not keen|is not keen|said no(?: thank(?:s| you))?)(?: (?:it|this|that|them))?)(?= ?(?:[.,;:)\n\"–-]|$)| (?:under any|at (?:all|present|the moment|this)|for now|because|due|after|despite|so far|any more|anymore|in any))"
)
"""Behind a treatment: a person who does not want it."""
_OFFERED = re.compile(
    r"\b(?:offered|proposed|advised|suggested|recommended|mentioned|discussed)(?: (?:him|her|them|to (?:him|her)|an?|the|with (?:him|her))){0,6} $"
)
_SAID_NO = re.compile(
    r"(?: (?:to|with) (?:him|her|them))?(?:[,;:(.–-]{1,2} ?| but | and ){1,6}(?:said |says )?(?:no,? thank(?:s| you)|said no|turned (?:it |this |that )?down|not interested|not keen|refused|declined|(?:he|she|patient|pt) (?:is |was )?(?:not interested|not keen|unwilling))(?= ?(?:[.,;:)\n(–-]|$)| (?:because|due|as|for|again|at))"
)
"""Behind what was offered: no, without a word for who said it."""
_UNWILLING = re.compile(
    rf"[^?\n]{{0,90}}?(?:[,;:(.–-] ?|\b(?:but|and|however|though|although) ){{1,2}}(?:(?:the )?{_WHO} )(?:was |is |were )(?:(?:worried|afraid|scared|anxious|concerned|fearful)[^.;\n]{{0,70}}?(?:,| and| so| and so) (?:(?:he|she) )?(?:(?:has|quite|politely|firmly) )?(?:said no|says no|declined|refused|turned it down|not interested)|(?:(?:absolutely|still|quite|really) )?(?:not willing|unwilling|not ready|not in agreement|not agreeable|not interested|not prepared|opposed))(?= ?(?:[.,;:)\n(–-]|$)| (?:to (?:it|this|that|take|have|start|undergo|accept)|for (?:it|this|that|chemo)|because|due|as|at))"
)
"""Behind what was advised or talked over: the patient is not willing, or was afraid and said no."""
_LATER_YES = re.compile(
    r"[^\n]{0,60}?\b(?:but (?:now|then|later|has since|eventually)|now agrees?|agrees this time|changed (?:his|her) mind|reconsider(?:ed)?|then (?:agreed|accepted))\b"
)
_POINT_IN_TIME = re.compile(r"\b(?:after|since|before|following|at|during) (?:the |his |her |this |that )$")


def refused(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Make declined what was offered or discussed and what a person does not want; an operation it came after is not."""
    text = page.folded.text
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if own.status not in {None, "considered", "planned"} or own.weight == ENDED or is_dated(text, one):
            continue
        if own.status is None and own.weight != UNTOLD:
            continue
        beyond = place + 1
        while beyond < len(named) and _POINT_IN_TIME.search(
            text, max(0, named[beyond].start - 24), named[beyond].start
        ):
            beyond += 1
        stop = named[beyond].start if beyond < len(named) else len(text)
        found = _REFUSED.match(text, one.end) or _UNWILLING.match(text, one.end)
        if found is None and _OFFERED.search(text, max(0, one.start - 40), one.start):
            found = _SAID_NO.match(text, one.end)
        if found is None or found.end() > min(stop, one.end + FAR_CHARS) or _LATER_YES.match(text, found.end()):
            continue
        gap = text[one.end : found.end()]
        if ". " in gap.rstrip(". ") and own.status != "considered":
            continue
        standings[place] = Standing("declined", TOLD)
        for other in range(place + 1, beyond):
            if standings[other].status == "declined":
                standings[other] = Standing(None, UNTOLD)
