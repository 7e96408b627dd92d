"""Answer to a question of ours: a short message read with the words that it leaves out."""

import re

from chains.conversation import Conversation
from chains.extract import Reading
from chains.extract.bare import bare_sites
from chains.followup.words import (
    Carrier,
    after_chatter,
    before_afterthought,
    carriers,
    completed,
    corrects,
    fields,
    pattern,
)
from knowledge.case import CaseDetails, Span

_PERCENT = re.compile(
    r"(?i)[~<>≤≥= ]*(?:about |around |roughly |approx\.? |approximately |circa |ca\.? |maybe |some |up to )*"
    r"\d{1,3}(?:[.,]\d+)?(?: ?(?:-|–|to) ?\d{1,3})? ?(?:%|percent|per cent)(?: or so| ish)?"
)
_NUMBER = re.compile(
    r"(?i)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty)\b"
)
_SPEAKER = re.compile(r"(?i)\W*i(?:['’]|\s+[a-z]{2})")
"""The person who writes, no Roman one: "I'll ask the surgeons"."""
_BARE_NUMBER = re.compile(r"[~<>≤≥= ]*\d{1,4}(?:[.,]\d+)?")
_REFERENCE = re.compile(r"\s*[(\[]\s*\d{1,3}\s*[)\]]\s*")
"""A number in brackets and nothing else names a reference of the answer, no value."""
_WHOLE = re.compile(r"[^\d]*100(?:[.,]0+)? ?(?:%|percent|per cent)[^\d]*", re.IGNORECASE)
"""All of it: no share of a liver, and no index of a tumour that is not a carcinoma."""
_SAID = r"(?: (?:score|index))? ?\?[ ,:]*(?:they say |it'?s |is |was )?"


_CARCINOMAS = frozenset({"nec", "minen", "lcnec", "sclc", None})


class AmbiguousAnswerError(Exception):
    """A bare number that answers two questions; the message is the number as written, ``fields`` what it could be."""

    def __init__(self, said: str, fields: tuple[str, ...]) -> None:
        super().__init__(said)
        self.fields = fields


def answered(text: str, reading: Reading, conversation: Conversation) -> Reading | None:
    """A short answer completed, where the message alone says nothing. Raises AmbiguousAnswerError."""
    pending = _named_for_pending(text, conversation)
    if pending is not None:
        return _with(reading, pending, text)
    if reading.case.facts() or reading.problems or reading.retracted or pattern("unknown").fullmatch(text):
        return None
    if _REFERENCE.fullmatch(text):
        return None
    start, end = after_chatter(text), before_afterthought(text)
    sites = bare_sites(text[:end]) or bare_sites(" " * start + text[start:end])
    if sites is not None:
        return _with(reading, completed(sites.form, text[sites.start : sites.end], sites.start), text)
    named = named_with_question_mark(text[start:])
    for begin, stop in _clauses(text, start if named is None else start + named[1], end):
        part = text[begin:stop]
        asked = conversation.asked if named else _asked_for(part, conversation)
        fitting = [c for c in carriers() if _fits(c, part, asked, named[0] if named else None)]
        fitting.sort(key=lambda carrier: not carrier.shows_itself(part))
        told = [case for carrier in fitting if (case := _completed(carrier, part, begin)) is not None]
        if len(told) > 1 and named is None and _BARE_NUMBER.fullmatch(part.strip()):
            raise AmbiguousAnswerError(part.strip(), tuple(name for case in told for name in case.facts()))
        if told:
            return _with(reading, told[0], text)
    return None


def _completed(carrier: Carrier, part: str, begin: int) -> CaseDetails | None:
    """The case that a part tells when the words of a carrier complete it, or None where they do not."""
    cases = (completed(form, part, begin) for form in carrier.forms)
    return next((case for case in cases if carrier.field in case.facts()), None)


def named_with_question_mark(text: str) -> tuple[str, int] | None:
    """The field named with a question mark before its answer ("Krenning? 4 in all"), and where that ends."""
    for name, words in fields():
        match = re.match(rf"(?:the )?(?:{words}){_SAID}", text, re.IGNORECASE)
        if match and match.end() < len(text):
            return name, match.end()
    return None


def _named_for_pending(text: str, conversation: Conversation) -> CaseDetails | None:
    """The case that a number left open before tells, now that the message names its field ("that's the Ki-67")."""
    if not conversation.pending:
        return None
    for name, words in fields():
        match = re.search(words, text, re.IGNORECASE)
        carrier = next((one for one in carriers() if one.field == name), None)
        case = _completed(carrier, conversation.pending, 0) if match and carrier else None
        if match and case:
            spans = dict.fromkeys(case.evidence_spans, match.span())
            return case.model_copy(update={"evidence_spans": spans})
    return None


def _asked_for(part: str, conversation: Conversation) -> tuple[str, ...]:
    """What a part of the message may answer. Raises AmbiguousAnswerError for a percentage that fits two gaps."""
    if not _PERCENT.fullmatch(part.strip()):
        return conversation.asked
    known, percent = conversation.case, []
    if _WHOLE.fullmatch(part) and known.histology not in _CARCINOMAS:
        return ()
    if not known.ki67:
        percent.append("ki67")
    if "liver" in known.present_metastases() and (known.liver is None or known.liver.involvement_low is None):
        percent.append("liver")
    if not percent:
        return tuple(field for field in conversation.asked if field in {"ki67", "liver"})
    open_ones = tuple(field for field in percent if field in conversation.asked) or tuple(percent)
    if len(open_ones) > 1:
        raise AmbiguousAnswerError(part.strip(), open_ones)
    return open_ones


def _fits(carrier: Carrier, part: str, asked: tuple[str, ...], named: str | None) -> bool:
    if carrier.field == "stated_grade" and "symptom_grade" in asked:
        return False  # "grade 2" answers what was asked
    if carrier.refuses is not None and re.search(carrier.refuses, part, re.IGNORECASE):
        return False
    if _NUMBER.search(part) and not pattern("counted").fullmatch(part.strip()):
        return False
    if _SPEAKER.match(part) and not _NUMBER.search(part):
        return False
    if named is not None:
        return carrier.field == named
    if carrier.field in asked or (carrier.field == "nodes" and "n" in asked):
        return True
    return carrier.shows_itself(part)


def _with(reading: Reading, case: CaseDetails, text: str) -> Reading:
    corrected = tuple(case.facts()) if corrects(text) else reading.corrected
    return reading.model_copy(update={"case": case, "corrected": corrected})


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """The whole answer, then its first clause."""
    first = re.search(r"[,;.(](?!\d)", text[start:end])
    spans = [(start, end)]
    if first and first.start() > 0:
        spans.append((start, start + first.start()))
    return [span for span in spans if text[slice(*span)].strip()]
