# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Refusing: a refusal that belongs to what was offered, whatever reasons stand between the two.

"PRRT was offered in view of his diarrhoea but given the kidneys and his wish he has decided against it."
"""

import re

from chains.extract.treatment.gap import FULL_STOP

FAR_CHARS = 130
"""How far behind the offer the refusal may stand."""
LEAD_CHARS = 40
_OFFERS = r"(?:offered|discussed|suggested|proposed|recommended|advised|considered|put forward|put to (?:him|her|them)|raised|mentioned|brought up|on the table|an option)"
_OFFERED = re.compile(
    rf"(?:'s)?(?: [a-z]+){{0,2}} (?:was|were|is|has been|had been|have been)(?: [a-z]+){{0,2}} {_OFFERS}(?![a-z])"
)
_OFFERING = re.compile(rf"\b{_OFFERS}(?: [a-z]+){{0,2}} $")
_ANEW = re.compile(rf"[;:?!→\n]|{FULL_STOP}|\b(?:was|were|is|are|been|had|(?:19|20)\d\d)\b")
"""What begins another matter between an offer and a refusal."""
_PERSON = re.compile(
    r"(?:(?:but|and|who|which|whom|that|however,?) )?(?:he|she|they|i|you|(?:the |this )?patient|pt|the family)\b|(?:and|but) ha(?:s|ve|d)\b"
)
_WHOLE = re.compile(r" ?(?:[.,;)\n]|$)| (?:again|so far|for now|at present|because|due to|as|since|both|each|every) ?")
_OF_IT = re.compile(r"\b(?:it|this|that|them|not to|down)$")


def refuses_the_offer(text: str, lead: int, left: int, start: int, end: int) -> bool:
    """Whether a person refuses, from ``start`` to ``end``, what was named from ``lead`` to ``left`` and was offered."""
    if start - left > FAR_CHARS or not _PERSON.match(text, start, end):
        return False
    if not (_OF_IT.search(text, start, end) or _WHOLE.match(text, end)):
        return False
    offer = _OFFERED.match(text, left, start)
    if offer is None and not _OFFERING.search(text, max(0, lead - LEAD_CHARS), lead):
        return False
    return _ANEW.search(text[offer.end() if offer else left : start].replace("; ", ", ")) is None
