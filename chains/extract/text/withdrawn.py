# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Withdrawn: words that a text quotes to take them back - "the former text ("new lung metastasis") is herewith withdrawn"."""

import re
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.vocabulary import LEFT
from knowledge.case import Span


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    quote = r"(?:[\"“„«](?P<double>[^\"“”„«»\n]{2,160})[\"”“»]|(?<![a-z0-9])'(?P<single>[^'\n]{2,120})'(?![a-z]))"
    softly = r"(?:(?:herewith|hereby|now|since|therefore|thus|hence|later|formally|officially|clearly|simply|plainly|then|all|both|meanwhile|has|have|had|been|to|be) ){0,4}"
    gone = r"(?:withdrawn|retracted|revoked|deleted|rescinded|annulled|struck (?:out|off)|taken back|removed from (?:the |his |her |this )?(?:[a-z]+ )?(?:report|list|record|letter|header|file|text)|void|invalid|obsolete|superseded|(?:not|no longer) (?:valid|correct|true|upheld|maintained|tenable)|wrong|incorrect|erroneous|false|untrue|an? (?:error|mistake|typo|misreading|mix-?up|slip)|mistaken|disregarded|ignored)(?![a-z])"
    be = r"(?:is|are|was|were|has|have|had|must|should|can|to)"
    told = r"(?:statement|claim|wording|diagnosis|mention|note|entry|remark|impression|conclusion|sentence|passage|line|text|version|report|rumou?r)s?"
    gap = r"(?:(?!(?<![a-z])(?:is|are|was|were|has|had|and|but)(?![a-z]))[^.,;\n\"]){0,60}?"
    plain = r"(?:(?!(?<![a-z])(?:is|are|was|were|has|had|and|but)(?![a-z]))[^.,;\n]){3,90}?"
    return (
        # "“bone metastases” in the first report is wrong", "“multiple liver metastases” should read ..."
        re.compile(
            rf"{quote}\)?{gap}(?<![a-z])(?:{be} {softly}{gone}|(?:should|must|ought to|has to|have to|needs? to|is to|are to) (?:have )?(?:read|say|said))"
        ),
        # "please disregard the sentence “new bone metastases”", "instead of “progressive disease” read ..."
        re.compile(
            rf"{LEFT}(?:(?:withdraw|retract|revoke|delete|disregard|ignore|strike|take back|cross out)(?: (?:out|off|the|our|my|this|that|her|his|former|previous|first|old|statement|words?|sentence|phrase|term|entry|line|diagnosis|text|remark)){{0,5}}|instead of|for(?= [\"'“„«][^\"'\n]{{2,80}}[\"'”“»] (?:please )?(?:read|write))):? {quote}"
        ),
        # "the statement of the GP that there are lung metastases is incorrect"
        re.compile(
            rf"{LEFT}{told}(?P<plain>(?: (?:of|in|by|from) [^.,;\n]{{2,40}}?)? that (?:there (?:is|are|was|were)|(?:he|she|the patient|pt|they) (?:has|had|have|is|was)) {plain}|(?: of| about|:) {plain}) {be} {softly}{gone}"
        ),
    )


_QUOTES = re.compile(r"[\"“„«'](?:(?<!')|(?<![a-z0-9]'))")
"""A sign that opens a quotation; an apostrophe of a word is none."""


def withdrawn_spans(text: str) -> list[Span]:
    """The words that are taken back; what the text tells instead stands beside them."""
    spans: list[Span] = []
    first, second, third = _patterns()
    if _QUOTES.search(text):
        for match in (*first.finditer(text), *scan(second, text)):
            spans.append(match.span("double" if match["double"] else "single"))
    return spans + [match.span("plain") for match in scan(third, text)]
