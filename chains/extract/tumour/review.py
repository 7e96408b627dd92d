"""Review: a diagnosis that the same text overrules - the outside report, the first reading, what stands after "rather
than", a working diagnosis of which another one has come."""

import re
from functools import cache

from chains.extract.pathology.quoted import quoted
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, either, forms, table
from knowledge.case import Span

REVIEW_CHARS = 500
"""A review that stands further on than this is not taken to answer the report."""
DIAGNOSIS_CHARS = 400
_SOURCE = re.compile(r"\b(?:on|in|by|per|from|according to|at)(?: the| an| their| a)? $")
_REFUSES = re.compile(r"agree|confirm|share|support")
_SAMPLED_AGAIN = re.compile(r"(?:having |when |after |once )?re-?biops")
_TENTATIVE = re.compile(r"label|thought|felt|believed|assumed|taken|presumed|mis|called|treated|managed|smear|section")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = table("histology")["review"]
    return (
        re.compile(either(words["reported"])),
        re.compile(either(words["reviewed"])),
        re.compile(rf" ?(?:(?!not |cannot )[a-z]+ ){{0,4}}?{either(words['agrees'])}"),
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
            r"(?:a |an |the |this )?(?:diagnosis of )?(?P<denied>[^.;,\n)]{2,40})"
            r"|(?:working|presumptive|provisional|tentative|preliminary) diagnosis(?: of| was| had been| as|:)? "
            r"(?P<working>[^.;\n]{2,60}))"
        ),
        re.compile(rf"{forms('masks', 'neuroendocrine')}|{LEFT}(?:g[123]|grade|adeno[a-z]+|(?:well|poorly)[ -]diff)"),
        re.compile(
            r" ?(?:[a-z]+ ){0,3}?(?:(?:does|do|did|could|can) ?(?:not|n't)|cannot|never) (?:fully |entirely )?"
            r"(?:agree|confirm|support|share|uphold|favou?r|endorse)"
        ),
        re.compile(
            r"\b(?:was|were|had been) (?:only |just )?(?:the |our |her |his |a )?"
            r"(?:working|presumptive|provisional|tentative|referral|preliminary) diagnosis\b"
        ),
    )


def overruled(page: Page) -> list[Span]:
    """The passages whose diagnosis does not hold: a later one in the text replaces it, or it is not the patient's."""
    reported, reviewed, agrees, instead, diagnosis, refuses, was_working = _patterns()
    text = page.text
    spans = [*page.kept(quoted)]
    for match in scan(instead, text):
        if match.lastgroup != "working" or diagnosis.search(text, match.end(), match.end() + DIAGNOSIS_CHARS):
            spans.append(match.span(match.lastgroup or 0))
    for working in was_working.finditer(text):
        if diagnosis.search(text, working.end(), working.end() + DIAGNOSIS_CHARS):
            spans.append((_clause(text, working.start()), working.end()))
    for report in scan(reported, text):
        review = next(
            (
                match
                for match in reviewed.finditer(text, report.end(), report.end() + REVIEW_CHARS)
                if not _SAMPLED_AGAIN.match(match.group()) or _TENTATIVE.search(report.group())
            ),
            None,
        )  # a new sample need not overrule what was found in the old one, only what was supposed of it
        if review is None or agrees.match(text, review.end()):
            continue
        refused = _REFUSES.search(review.group()) or refuses.match(text, review.end())
        if refused or diagnosis.search(text, review.start(), review.end() + DIAGNOSIS_CHARS):
            spans.append((_start(text, report.start()), review.start()))
    return spans


def _start(text: str, report: int) -> int:
    """Where the overruled passage starts: "NET G3 on the outside report" starts before the report is named."""
    first = _clause(text, report)
    return first if _SOURCE.search(text, first, report) else report


def _clause(text: str, place: int) -> int:
    """Where the clause of a place starts."""
    return max(text.rfind(mark, 0, place) for mark in ".;\n") + 1
