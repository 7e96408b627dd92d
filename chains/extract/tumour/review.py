"""Review: a diagnosis that the same text overrules - the outside report, the first reading, what stands after "rather
than"."""

import re
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, either, forms, table
from knowledge.case import Span

REVIEW_CHARS = 500
"""A review that stands further on than this is not taken to answer the report."""
DIAGNOSIS_CHARS = 400
_SOURCE = re.compile(r"\b(?:on|in|by|per|from|according to|at)(?: the| an| their| a)? $")
_REFUSES = re.compile(r"agree|confirm|share|support")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = table("histology")["review"]
    return (
        re.compile(either(words["reported"])),
        re.compile(either(words["reviewed"])),
        re.compile(rf" ?(?:[a-z]+ ){{0,4}}?{either(words['agrees'])}"),
        re.compile(
            rf"{LEFT}(?:(?:changed|revised|reclassified|corrected|amended|downgraded|upgraded) from "
            r"(?P<old>[^.;\n]{2,40}?) to\b"
            r"|(?:rather than|as opposed to|in place of|instead of) (?P<other>[^.;,\n)]{2,40})"
            r"|(?:referring|referral|outside|external|original|initial|first|submitted|previous|local) "
            r"(?:diagnosis|interpretation|impression|label|reading|classification)(?: of| as|:)? "
            r"(?P<refused>[^.;\n]{2,60}?),? "
            r"(?:(?:is|was|has been|could|can)(?: ?not|n't)|cannot)(?: be| been)? "
            r"(?:supported|confirmed|upheld|shared|sustained|reproduced|endorsed|agreed)"
            r"|(?:do(?:es)?|did|can|could)(?: ?not|n't) (?:confirm|support|agree with|uphold|endorse|share|favou?r) "
            r"(?:a |an |the |this )?(?:diagnosis of )?(?P<denied>[^.;,\n)]{2,40}))"
        ),
        re.compile(rf"{forms('masks', 'neuroendocrine')}|{LEFT}(?:g[123]|grade|adeno[a-z]+|(?:well|poorly)[ -]diff)"),
    )


def overruled(page: Page) -> list[Span]:
    """The passages whose diagnosis does not hold because a later one in the text replaces it."""
    reported, reviewed, agrees, instead, diagnosis = _patterns()
    text = page.text
    spans = [match.span(match.lastgroup or 0) for match in scan(instead, text)]
    for report in scan(reported, text):
        review = reviewed.search(text, report.end(), report.end() + REVIEW_CHARS)
        if review is None or agrees.match(text, review.end()):
            continue
        if _REFUSES.search(review.group()) or diagnosis.search(text, review.start(), review.end() + DIAGNOSIS_CHARS):
            spans.append((_start(text, report.start()), review.start()))
    return spans


def _start(text: str, report: int) -> int:
    """Where the overruled passage starts: "NET G3 on the outside report" starts before the report is named."""
    first = max(text.rfind(mark, 0, report) for mark in ".;\n") + 1
    return first if _SOURCE.search(text, first, report) else report
