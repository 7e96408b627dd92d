# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Review: a diagnosis that the same text overrules - the outside report, the first reading, what stands after "rather
than", a working diagnosis of which another one has come."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chains.extract.pathology.quoted import quoted
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, either, forms, table
from chains.extract.tumour.denied import denied_diagnoses
from knowledge.case import Span

REVIEW_CHARS = 500
"""A review that stands further on than this is not taken to answer the report."""
DIAGNOSIS_CHARS = 400
SPECIMEN_CHARS = 250
"""How far after a small sample the whole specimen may be told."""
BESIDE_CHARS = 50
"""How near to the name of the specimen its diagnosis must stand."""
_ELSEWHERE = re.compile(r"liver|hepatic|metasta|\bmets?\b|node|nodal|bone|periton|ovar|brain")
_SOURCE = re.compile(r"\b(?:on|in|by|per|from|according to|at)(?: the| an| their| a)? $")
_REFUSES = re.compile(r"agree|confirm|share|support")
_ALLEGED = re.compile(
    r"(?:['\"(]|\b(?:outside|external(?:ly)?|elsewhere|referr(?:al|ing|ed)|so-called|alleged|supposed|initial(?:ly)?|previous(?:ly)?|local(?:ly)?|called|label(?:led)?|coded|submitted|sent) (?:us )?(?:as )?(?:an? )?)$"
)
"""What stands before a diagnosis that somebody else made."""
_IN_FACT = re.compile(r"in (?:fact|truth|reality)|actually|really|indeed|turn|prove")
ALLEGED_CHARS = 120
"""How far before the verb the alleged diagnosis may stand."""
_SAMPLED_AGAIN = re.compile(r"(?:having |when |after |once )?re-?biops")
_TENTATIVE = re.compile(r"label|thought|felt|believed|assumed|taken|presumed|mis|called|treated|managed|smear|section")


_BY_OTHERS = ("locally", "elsewhere", "externally", "wrongly", "mistakenly", "erroneously")
_ONCE = re.compile(
    rf"\b(?:{'|'.join(_BY_OTHERS)}) (?:called|labell?ed|read|reported|diagnosed|classified|coded)(?: as)?(?: an?)? [a-z -]{{3,30}}"
)
"""What a tumour was called by somebody who was wrong, or elsewhere: it gives way to any other diagnosis of the text."""


class _Passage(NamedTuple):
    """A passage that is overruled."""

    start: int
    end: int
    named: bool
    """Whether a diagnosis stands in its place, not only a grade."""
    graded: bool = True
    """Whether its grade does not hold either."""


@cache
def _diagnosis() -> re.Pattern[str]:
    return re.compile(
        rf"{forms('masks', 'neuroendocrine')}|{LEFT}(?:adeno[a-z]+|renal cell|rcc|lymphoma|gist|acinar|hcc|hepatocellular|melanoma|squamous|urothelial|sarcoma|paraganglioma|breast ca[a-z]*|sclc|small[ -]cell|(?:well|poorly)[ -]diff)"
    )


_KINDS = r"(?:p|si|sb)?-?nets?|necs?|lcnec|sclc|minen|(?:a?typical )?carcinoid|neuro-?endocrine"


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
            rf"|(?P<changed>(?:(?:p|si)?-?nets?|necs?|lcnec|sclc|carcinoid|neuro-?endocrine [a-z]{{4,9}})"
            r"(?: g ?[123])?) ?"
            r"(?:→|(?:(?:was|has been|had been|were|is|has|have|had) )?(?:now |later |then |subsequently )?"
            r"(?:changed|revised|reclassified|corrected|amended|relabell?ed|rediagnosed|trans(?:formed|forming|formation|differentiated)|(?:de-?|re-?)differentiated|evolved|progressed) (?:to|as|into)) ?"
            rf"(?=(?:[a-z-]+ ){{0,5}}?(?:{_KINDS}))"
            r"|(?:working|presumptive|provisional|tentative|preliminary) diagnosis(?: of| was| had been| as|:)? "
            r"(?P<working>[^.;\n]{2,60}))"
        ),
        re.compile(rf"{_diagnosis().pattern}|{LEFT}(?:g[123]|grade)"),
        re.compile(
            r" ?(?:[a-z]+ ){0,3}?(?:(?:does|do|did|could|can) ?(?:not|n't)|cannot|never) (?:fully |entirely )?"
            r"(?:agree|confirm|support|share|uphold|favou?r|endorse)"
        ),
        re.compile(
            r"\b(?:was|were|had been) (?:only |just )?(?:the |our |her |his |a )?"
            r"(?:working|presumptive|provisional|tentative|referral|preliminary) diagnosis\b"
        ),
    )


@cache
def _pairs() -> tuple[re.Pattern[str], ...]:
    words = table("histology")["review"]
    return tuple(re.compile(either(words[name])) for name in ("told_by", "shown", "sampled", "resected"))


def overruled(page: Page) -> list[Span]:
    """The passages whose grade does not hold: a later one in the text replaces it, or it is not the patient's."""
    return [(one.start, one.end) for one in page.kept(_passages) if one.graded]


def overruled_diagnoses(page: Page) -> list[Span]:
    """Those of them whose diagnosis does not hold either; a review that only tells a grade leaves the diagnosis."""
    return [(one.start, one.end) for one in page.kept(_passages) if one.named]


def _passages(page: Page) -> list[_Passage]:
    _, _, _, instead, told, _, was_working = _patterns()
    text = page.text
    found = [_Passage(*span, named=True) for span in page.kept(quoted)]
    for match in scan(instead, text):
        if match.lastgroup != "working":
            found.append(_Passage(*match.span(match.lastgroup or 0), named=True))
        elif told.search(text, match.end(), match.end() + DIAGNOSIS_CHARS):
            found.append(_Passage(*match.span("working"), named=_names(text, match.end())))
    for working in was_working.finditer(text) if " diagnosis" in text else ():
        if told.search(text, working.end(), working.end() + DIAGNOSIS_CHARS):
            start = _clause(text, working.start())
            found.append(_Passage(start, working.end(), named=_names(text, working.end())))
    for once in _ONCE.finditer(text) if any(word in text for word in _BY_OTHERS) else ():
        if _diagnosis().search(text, 0, once.start()) or _diagnosis().search(text, once.end()):
            found.append(_Passage(*once.span(), named=True))
    found += [_Passage(*span, named=True, graded=False) for span in denied_diagnoses(text)]
    found += _alleged(text)
    return [*found, *_reviewed(text), *_resampled(text), *_told_locally(text)]


def _reviewed(text: str) -> Iterator[_Passage]:
    """A report that a review overrules, or what somebody wrote and the pathologist then told otherwise."""
    reported, reviewed, agrees, _, told, refuses, _ = _patterns()
    told_by, shown, *_ = _pairs()
    for first, second in ((reported, reviewed), (told_by, shown)):
        for report in scan(first, text):
            review = next(
                (
                    match
                    for match in second.finditer(text, report.end(), report.end() + REVIEW_CHARS)
                    if not _SAMPLED_AGAIN.match(match.group()) or _TENTATIVE.search(report.group())
                ),
                None,
            )  # a new sample need not overrule what was found in the old one, only what was supposed of it
            if review is None or agrees.match(text, review.end()):
                continue
            refused = _REFUSES.search(review.group()) or refuses.match(text, review.end())
            if refused or told.search(text, review.start(), review.end() + DIAGNOSIS_CHARS):
                named = refused is not None or _names(text, review.start())
                yield _Passage(_start(text, report.start()), review.start(), named)


def _resampled(text: str) -> Iterator[_Passage]:
    """The diagnosis of a small sample where the whole specimen tells another: "cytology: NEC. Resection: NET G3"."""
    _, _, sampled, resected = _pairs()
    for sample in scan(sampled, text):
        clause = text[max(_clause(text, sample.start()), sample.start() - 40) : sample.end() + 24]
        whole = resected.search(text, sample.end(), sample.end() + SPECIMEN_CHARS)
        if whole is None or _ELSEWHERE.search(clause):
            continue
        if _diagnosis().search(text, whole.end(), whole.end() + BESIDE_CHARS):
            yield _Passage(sample.start(), whole.start(), named=True, graded=False)


def _told_locally(text: str) -> Iterator[_Passage]:
    """What the local report said, told behind that of the review: "Central pathology: G2. Local: G3"."""
    central, local = _sides()
    for review in scan(central, text):
        other = local.search(text, review.end(), review.end() + SPECIMEN_CHARS)
        if other is not None:
            end = min((at for mark in ".;\n" if (at := text.find(mark, other.end())) >= 0), default=len(text))
            yield _Passage(other.start(), end, named=_names(text[: other.start()], review.end()))


@cache
def _sides() -> tuple[re.Pattern[str], re.Pattern[str]]:
    of = r"(?: (?:path[a-z]*|histolog[a-z]*|review|read(?:ing)?|lab[a-z]*|report|centre|center|result|diagnosis)){0,2}"
    return (
        re.compile(rf"{LEFT}(?:central|reference|expert|our){of} ?[:=]"),
        re.compile(rf"{LEFT}(?:local|outside|external|referring|submitting|site|referral){of} ?[:=]"),
    )


@cache
def _is_rather() -> re.Pattern[str]:
    adverb = r"(?:in fact|in truth|in reality|actually|really|indeed|rather|clearly|instead|only|just)"
    return re.compile(
        rf"{LEFT}(?:(?:is|was|are)(?: {adverb}){{0,12}}|(?:turn|prove)(?:s|d|ed|n)(?: out)?(?: to be| as)?(?: {adverb}){{0,12}}) (?:an? |the )?"
        rf"(?!not )(?:(?!not |no )[a-z-]+ ){{0,4}}?(?:{_KINDS})"
    )


def _alleged(text: str) -> Iterator[_Passage]:
    """A diagnosis made by others of which the sentence says what it is: "the outside 'SCLC' is in fact a carcinoid"."""
    for verb in scan(_is_rather(), text):
        low = max(0, _clause(text, verb.start()), verb.start() - ALLEGED_CHARS)
        subject = next(_diagnosis().finditer(text, low, verb.start()), None)
        if subject is None:
            continue
        if _IN_FACT.search(verb.group()) or _ALLEGED.search(text, low, subject.start()):
            yield _Passage(subject.start(), verb.start(), named=True, graded=False)


def _names(text: str, start: int) -> bool:
    """Whether a diagnosis is named behind a place, not only a grade."""
    return _diagnosis().search(text, start, start + DIAGNOSIS_CHARS) is not None


def _start(text: str, report: int) -> int:
    """Where the overruled passage starts: "NET G3 on the outside report" starts before the report is named."""
    first = _clause(text, report)
    return first if _SOURCE.search(text, first, report) else report


def _clause(text: str, place: int) -> int:
    """Where the clause of a place starts."""
    return max(text.rfind(mark, 0, place) for mark in ".;\n") + 1
