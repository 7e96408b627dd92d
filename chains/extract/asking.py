# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Asking: whether a question asks for a treatment, so that it is thought of and was not given."""

import re

from chains.extract.cues import Cue
from chains.extract.page import Page
from chains.extract.standing import Named, Standing

SINGLE_CHARS = 38
"""How far behind a treatment the question mark may stand where nothing parts them."""
_SINGLE = re.compile(rf"[^.;,?]{{0,{SINGLE_CHARS}}}\?|,? or (?:with )?")
_JUDGED = re.compile(
    r" ?(?:[,:-]|\() ?(?:(?:is it|would it be|really|at all|still|now|already|even|just|for (?:him|her)|in this case|here) ){0,3}"
    r"(?:yes|no|y/n|or not|needed|necessary|worth[a-z]*|useful|sensible|reasonable|justified|too (?:early|late|risky|much|aggressive|dangerous)|indicated|safe|possible|feasible|appropriate|advisable|overkill|over ?-?treatment|any (?:role|place|point|benefit|value|thoughts|takers)|a good idea|good idea|thoughts|opinions?|views?|your view|your opinion|agree|what do you think)\b[^.;]{0,40}\?"
)
"""An opinion asked of a treatment after a comma: "right hemicolectomy, yes or no?"."""
_ASKING = re.compile(r"\b(?:is|are|does|do|did|can|will|which|when|why|how|or|next|would|should|could|what|vs)\b")
_IDEA = re.compile(r"(?:maintenance|consolidation|having|using|adding|addition|introduc|initiat|introduction)")
"""A cue that names what could be done as well as what is done: "maintenance lanreotide?"."""
_SUBJECT = re.compile(
    r"\b(?:he|she|they|patient|pt|we|already|currently|still|now|is|are|was|been|since|after) (?:is |been |now )?$"
)


def is_asked(page: Page, one: Named) -> bool:
    """Whether a question asks for the treatment, and does not only name it: "after lanreotide and PRRT?"."""
    low, high = page.sentence(one.start)
    text = page.folded.text
    if text[high - 1 : high] != "?":
        return False
    return (
        _SINGLE.match(text, one.end, high) is not None
        or _JUDGED.match(text, one.end, high) is not None
        or _ASKING.search(text, max(low, one.start - 70), one.start) is not None
    )


def is_thought_of(page: Page, one: Named, own: Standing, cue: Cue) -> bool:
    """Whether a question turns what a cue before the treatment says into an idea: "start lanreotide?"."""
    if own.status not in {"planned", "ongoing", "done"} or not is_asked(page, one):
        return False
    if own.status == "planned":
        return True
    text = page.folded.text
    low = page.sentence(one.start)[0]
    return _IDEA.match(text, cue.start) is not None and not _SUBJECT.search(text, low, cue.start)
