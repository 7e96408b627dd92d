"""Fill: empty fields that a chat model suggests a value for, taken over only where the text itself proves it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from pydantic import ValidationError

from chains.extract.filling.proof import Proof, prove
from chains.extract.filling.suggestion import Suggestion, open_fields
from chains.extract.reader import read_told
from chains.extract.reading import Reading
from chains.extract.text.mask import BLANK
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, table
from knowledge.case import CaseDetails, Span

MAX_SUGGESTIONS, MAX_QUOTE, MAX_VALUE = 40, 240, 60
"""More, or longer ones, are not an answer to what was asked."""
_DROPPED = {"negated", "asked", "hypothetical", "planned", "possible", "history", "not_yet", "declined"}
_BY_PLACE = {"primary_site", "age_years"}
"""Fields that the reader reads from where a word stands, so that a bare quote tells less than the text does."""
_CLAUSE = re.compile(r"[,;:!?\n()]|\.(?= |$)")
_ASKS = re.compile(r"(?:^|[\n,;:.?] ?)(?:is|are|was|were|do|does|did|has|could|can|would|should)\b", re.MULTILINE)
"""A clause of a question that begins with its verb asks whether; "what is the prognosis" does not."""

Conflicts = Callable[[CaseDetails], frozenset[str]]
"""The rules that find a conflict in a case."""


def fill(
    text: str, reading: Reading, known: CaseDetails, suggestions: Iterable[Suggestion], conflicts: Conflicts
) -> Reading:
    """The reading with the empty fields filled that the text proves; each is marked and has its span.

    ``known`` is what the conversation holds already: what is known there is not empty.
    """
    suggested = _once(suggestions)
    still_open = open_fields(reading, known)
    page: Page | None = None
    for suggestion in suggested:
        if suggestion.field not in still_open:
            continue
        page = page or Page(text)
        proof = _proven(page, reading, suggestion)
        if proof is None:
            continue
        case = _with(reading.case, suggestion.field, proof, page)
        if case is not None and not _clashes(reading.case, case, known, conflicts):
            reading = reading.model_copy(update={"case": case})
    return reading


def again(reading: Reading, answered: CaseDetails, turn: int) -> Reading:
    """The reading with what was filled when the same message was answered before, so that "more" tells the same."""
    case = reading.case
    for field in answered.filled_by_model:
        if answered.evidence_turns.get(field, answered.evidence_turns.get(f"{field}[0]")) != turn:
            continue
        if field in open_fields(reading, CaseDetails()):
            case = case.filled(field, getattr(answered, field), answered.places(field))
    return reading.model_copy(update={"case": case})


def _once(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """One suggestion a field, in the order of CaseDetails; two that differ, or too many, are none."""
    given = list(suggestions)
    if len(given) > MAX_SUGGESTIONS:
        return []
    by_field: dict[str, list[Suggestion]] = {}
    for one in given:
        if 0 < len(one.value) <= MAX_VALUE and 1 < len(one.quote.strip()) <= MAX_QUOTE:
            by_field.setdefault(one.field, []).append(one)
    agreed = [own[0] for own in by_field.values() if len({one.value.strip().lower() for one in own}) == 1]
    order = {name: place for place, name in enumerate(CaseDetails.model_fields)}
    return sorted(agreed, key=lambda one: order.get(one.field, len(order)))


def _proven(page: Page, reading: Reading, suggestion: Suggestion) -> Proof | None:
    """The value with its place, or None as soon as one thing is amiss wherever the quote stands in the text."""
    field, quote = suggestion.field, suggestion.quote.strip()
    places = _places(page, quote)
    if not places or _refused_by_the_reader(field, quote, suggestion.value):
        return None
    proofs = [_proven_at(page, reading, field, suggestion.value, place) for place in places]
    return (
        proofs[0]
        if all(proof is not None and proof.value == proofs[0].value for proof in proofs if proofs[0])
        else None
    )


def _places(page: Page, quote: str) -> list[Span]:
    """Where the quote stands verbatim, as spans of the folded text; a piece of a word or of a number is no quote."""
    places, at = [], page.original.find(quote)
    while at >= 0:
        start, end = bisect_left(page.folded.starts, at), bisect_left(page.folded.starts, at + len(quote))
        if start >= end or _cuts(page.folded.text, start) or _cuts(page.folded.text, end):
            return []
        places.append((start, end))
        at = page.original.find(quote, at + 1)
    return places


def _cuts(text: str, at: int) -> bool:
    """Whether a border goes through a word or a number."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    return (
        (before[-1].isalnum() and after[0].isalnum())
        or bool(re.search(r"\d[.,]$", before) and after[0].isdigit())
        or bool(before[-1].isdigit() and re.match(r"[.,]\d", after))
    )


def _refused_by_the_reader(field: str, quote: str, value: str) -> bool:
    """Whether the reader reads the field from the quote by itself: it read nothing in the text, so it refused it there.

    A word whose meaning lies in its place is refused only where the reader reads another value from it.
    """
    alone = read_told(quote)
    cases = [alone.case, *([alone.hypothetical] if alone.hypothetical else [])]
    if any(problem.field == field for problem in alone.problems):
        return True
    read = [found for case in cases if (found := getattr(case, field)) not in (None, ())]
    if field in _BY_PLACE:
        return any(f"{found:g}" if isinstance(found, float) else str(found) != value.strip().lower() for found in read)
    return bool(read)


def _proven_at(page: Page, reading: Reading, field: str, value: str, quote: Span) -> Proof | None:
    start, end = quote
    if BLANK in page.text[start:end]:
        return None
    proof = prove(page, field, value, quote)
    if proof is None or _taken(page, reading, proof):
        return None
    cue = _cue(page, field, quote, proof)
    if cue is None or _blocked(page, field, proof):
        return None
    whole = (min(cue[0], proof.start), max(cue[1], proof.end))
    between = page.folded.text[min(cue[1], proof.end) : max(cue[0], proof.start)]
    if page.sentence(whole[0]) != page.sentence(whole[1] - 1) or re.search(r"[,;()\n]", between):
        return None
    if _in_context(page, whole, proof):
        return None
    return proof._replace(start=whole[0], end=whole[1])


def _taken(page: Page, reading: Reading, proof: Proof) -> bool:
    """Whether the characters of the value belong to another fact, a supposition, a doubt, a problem or other cancer."""
    low, high = page.span(proof.start, proof.end)
    cases = [reading.case, *([reading.hypothetical] if reading.hypothetical else [])]
    spans = [span for case in cases for path, span in case.evidence_spans.items() if path != "liver"]
    spans += [problem.span for problem in reading.problems]
    spans += [doubt.span for doubt in reading.doubted]
    spans += [cancer.span for cancer in reading.mentions.other_cancers]
    return any(a < high and low < b for a, b in spans)


def _cue(page: Page, field: str, quote: Span, proof: Proof) -> Span | None:
    """The word of the quote, nearest to the value, that names the field; the value itself where it needs none."""
    cues = _patterns(field)[0]
    if cues is None:
        return proof.start, proof.end
    hits = [match.span() for match in cues.finditer(page.text, *quote)]
    return min(hits, key=lambda hit: max(hit[0] - proof.end, proof.start - hit[1]), default=None)


def _blocked(page: Page, field: str, proof: Proof) -> bool:
    """Whether the clause around the value speaks of something else: uptake, a side effect, a metastasis."""
    low, high = page.sentence(proof.start)
    text = page.folded.text
    _, blockers, subjects = _patterns(field)
    if subjects is not None and not subjects.search(page.text, low, high):
        return True
    stop = _CLAUSE.search(text, proof.end, high)
    if subjects is None:
        low = max([low, *(comma.end() for comma in _CLAUSE.finditer(text, low, proof.start))])
        high = stop.start() if stop else high
    clause = text[low:high]
    if page.is_question(proof.start) and _ASKS.search(text, page.sentence(proof.start)[0], proof.start):
        return True
    return any(not proof.start <= low + hit.start() < proof.end for hit in blockers.finditer(clause))


@cache
def _patterns(field: str) -> tuple[re.Pattern[str] | None, re.Pattern[str], re.Pattern[str] | None]:
    """The cues, the blockers and the subjects of a field, where it has them."""
    data = table("fill")["field"][field]
    cues, subjects = (re.compile(either(data[key])) if data.get(key) else None for key in ("cues", "subjects"))
    return cues, re.compile(either(data["blockers"])), subjects


def _in_context(page: Page, whole: Span, proof: Proof) -> bool:
    """Whether the passage is negated, asked, supposed …; a "no" inside the words of a denial does not count."""
    return any(
        scope.category in _DROPPED and scope.start < whole[1] and whole[0] < scope.end
        for scope in page.scopes
        if not (proof.denies and proof.start <= scope.trigger[0] and scope.trigger[1] <= proof.end)
    )


def _with(case: CaseDetails, field: str, proof: Proof, page: Page) -> CaseDetails | None:
    """The case with the field filled, or None where CaseDetails does not allow the value."""
    span = page.span(proof.start, proof.end)
    paths = {"ki67": ("ki67[0]", "ki67[0].low"), "primary_site": (field, "primary_site_basis")}.get(field, (field,))
    try:
        return CaseDetails.model_validate(case.filled(field, proof.value, dict.fromkeys(paths, span)).model_dump())
    except ValidationError:
        return None


def _clashes(before: CaseDetails, after: CaseDetails, known: CaseDetails, conflicts: Conflicts) -> bool:
    """Whether the filled case contradicts itself, by the rules or plainly, where the case before did not."""
    old, new = known.model_copy(update=_told(before)), known.model_copy(update=_told(after))
    return bool((conflicts(new) | _plain_conflicts(new)) - (conflicts(old) | _plain_conflicts(old)))


def _told(case: CaseDetails) -> dict[str, Any]:
    return {name: getattr(case, name) for name in case.facts()}


def _plain_conflicts(case: CaseDetails) -> frozenset[str]:
    positive = case.nodes.positive if case.nodes else None
    pairs = {
        "differentiation": (
            case.histology in {"net", "typical_carcinoid", "atypical_carcinoid"} and case.differentiation == "poor"
        )
        or (case.histology in {"nec", "lcnec", "sclc"} and case.differentiation == "well"),
        "grade": case.stated_grade is not None and case.histology not in {None, "net"},
        "n": (case.n == "N0" and ((positive or 0) > 0 or "lymph_node_regional" in case.present_metastases()))
        or (case.n is not None and case.n > "N0" and positive == 0),
        "functioning": case.functioning == "non_functioning" and case.syndrome is not None,
        "m": case.m == "M0" and bool(case.present_metastases() - {"lymph_node_regional"}),
    }
    return frozenset(f"plain {name}" for name, clash in pairs.items() if clash)
