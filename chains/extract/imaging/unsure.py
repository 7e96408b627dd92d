# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Unsure: whether what imaging shows at a location is only perhaps tumour ("unclear, scar versus recurrence")."""

import re
from functools import cache

from chains.extract.imaging.krenning import Sign
from chains.extract.imaging.places import Place
from chains.extract.text.page import Page
from chains.extract.text.placed import starting


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cause = r"(?:recurren[a-z]+|recidiv|residu[a-z]+|scars?|scarring|tumou?rs?|inflammat[a-z]+|granulation|post-?op[a-z]*|postsurgical|metasta[a-z]+|mets|granuloma|artefact|artifact|physiolog[a-z]+|malignan[a-z]+|benign|degenerat[a-z]+|fracture|accessory spleen|splenule|infect[a-z]+|reactive|changes?|relapse|disease)"
    return (
        re.compile(
            r"(?<![a-z])(?:equivocal|indeterminate|unclear|uncertain|questionable|suspicious|suspect(?:ed)?|possibl[ey]|perhaps|maybe|doubtful|ambiguous|inconclusive|of unknown significance|may (?:be|represent|reflect)|might (?:be|represent)|could (?:be|represent|reflect)|(?:cannot|can not|can't|could not|not) (?:be )?(?:completely |entirely |safely )?(?:exclude|excluded|differentiate|differentiated|distinguish|distinguished|ruled out|rule out)|(?:ddx?|d/d|differential)|unlikely|likely (?:local |a |residual ){0,12}(?:recurren[a-z]+|residu[a-z]+|metasta[a-z]+|tumou?r)|probabl[ey]|\(\?\)|(?:i|we) (?:think|believe|suspect) (?:it |this |that )?(?:is|are) (?:an? )?metasta[a-z]+,? (?:and |but )?(?:an? )?biops[a-z]+ (?:is |was |has been )?(?:requested|pending|awaited|booked|planned|arranged))(?![a-z])|\? ?(?=metasta|mets|recurr|residual|tumou?r)|\?(?=[a-z])"
            rf"|{cause}(?: tissue| changes?| uptake)?,? (?:vs\.?|versus|or|/) (?:[a-z-]+ ){{0,3}}?{cause}|{cause} ?\?"
        ),
        re.compile(r"[,;()]| - |\.(?= )"),
    )


def is_unsure(page: Page, place: Place, sign: Sign, places: list[Place]) -> bool:
    """Whether the words for doubt belong to this location: in context over it, or after it before another is named."""
    start = min(place.start, sign.start)
    contexts = page.context(place.start, place.end) | page.context(start, max(place.start, sign.start) + 1)
    if "possible" in contexts:
        return True
    doubt, border = _patterns()
    _, high = page.sentence(max(place.start, sign.start))
    after = max(place.end, sign.end)
    later = starting(places, after, len(page.text))
    following = later[0].start if later else high
    limit = min(high, following)
    if following < high:  # what stands in the clause of the next location belongs to that one
        ends = [match.start() for match in border.finditer(page.text, after, limit)]
        limit = ends[-1] if ends else after
    return doubt.search(page.text, min(place.end, sign.end), max(limit, after)) is not None
