"""Follow-up: a message read in the light of its conversation: a bare answer, a correction, something taken back."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from chains.conversation import Conversation
from chains.extract import Reading, read_case
from chains.extract.bare import bare_sites
from knowledge.case import CaseDetails, ReceptorImaging, Span, Treatment, Value

FRAGMENT_CHARS = 90
"""A longer message tells its facts itself."""


class Carrier(Value):
    """What a short answer may be about, and the words that complete it."""

    field: str
    forms: tuple[str, ...]
    refuses: str | None = None
    """What an answer about this field cannot hold."""
    unasked: str | None = None
    """What shows of itself what it is about, so that it is read without having been asked for."""


class AmbiguousAnswerError(Exception):
    """A bare number that answers two questions; the message says what would be clear."""


def read_message(text: str, conversation: Conversation) -> Reading:
    """Read a message of a conversation. Raises AmbiguousAnswerError for a bare number that two open questions fit."""
    reading = read_case(_without_anecdotes(text))
    known = conversation.case
    if not known.facts():
        return reading
    if _turns_to_another(text, reading, known):
        return reading.model_copy(update={"new_patient": True})
    reading = reading.model_copy(update={"new_patient": False, "retracted": _retracted(text, reading, known)})
    head = text.strip()
    if len(head) > FRAGMENT_CHARS or (head.endswith("?") and _named(head) is None):
        return _replaced(text, reading, conversation)
    return (
        _swapped(text, reading, known)
        or _answered(text, reading, conversation)
        or _replaced(text, reading, conversation)
    )


def supposed(text: str) -> CaseDetails | None:
    """What a what-if supposes when its words are taken away ("and if there were bone mets?"), or None."""
    found = list(_pattern("suppose").finditer(text))
    for match in found:
        case = read_case(" " * match.end() + re.sub(r"[?]", " ", text[match.end() :])).case
        if case.facts():
            return case
    return None


def statements(text: str) -> str:
    """The text with its questions blanked, every place kept."""
    parts = re.split(r"(?<=[.!?\n])(?=\s|$)", text)
    return "".join(" " * len(part) if part.rstrip().endswith("?") else part for part in parts)


def _without_anecdotes(text: str) -> str:
    """The text with the sentences about somebody else's patient blanked, every place kept."""
    pattern = _pattern("anecdote")
    if not pattern.search(text):
        return text
    parts = re.split(r"(?<=[.!?\n])(?=\s|$)", text)
    return "".join(" " * len(part) if pattern.search(part) else part for part in parts)


def _turns_to_another(text: str, reading: Reading, known: CaseDetails) -> bool:
    """Whether the message is about another patient: it says so, or its person cannot be the one known."""
    case, facts = reading.case, reading.case.facts().keys()
    described = bool(facts & {"age_years", "sex", "primary_site", "histology"})
    if _pattern("anecdote").search(text):
        return False
    if _pattern("other_patient").search(text.strip()) and described:
        return True
    if reading.new_patient and described:
        return True
    both = case.age_years is not None and known.age_years is not None and abs(case.age_years - known.age_years) > 1
    other_sex = case.sex is not None and known.sex is not None and case.sex != known.sex
    return both and other_sex and len(facts) >= 4 and not _pattern("correcting").search(text)


def _retracted(text: str, reading: Reading, known: CaseDetails) -> tuple[str, ...]:
    """What the message takes back: fields by name, treatments by name."""
    taken: list[str] = []
    for match in _pattern("retract").finditer(text):
        named = read_case(match["what"]).case
        taken += [f"treatments:{one.name}" for one in named.treatments]
        taken += [f"metastases:{one.site}" for one in named.metastases]
        if not named.treatments and not named.metastases:
            taken += [name for name, words in _fields() if re.search(words, match["what"], re.IGNORECASE)]
    for match in _pattern("never").finditer(text):
        end = re.search(r"[.;,!?\n]|\bbut\b", text[match.end() :])
        denied = read_case(text[match.end() : match.end() + end.start() if end else len(text)]).case.treatments
        kinds = {one.kind for one in denied if one.name in {"prrt", "surgery", "chemotherapy", "somatostatin analogue"}}
        names = {one.name for one in denied}
        taken += [
            f"treatments:{one.name}"
            for one in known.treatments
            if one.status in {"done", "ongoing"} and (one.name in names or one.kind in kinds)
        ]
    kept = {f"treatments:{one.name}" for one in reading.case.treatments}
    return tuple(dict.fromkeys(one for one in taken if one not in kept and one not in reading.case.facts()))


def _replaced(text: str, reading: Reading, conversation: Conversation) -> Reading:
    """ "I meant lanreotide" puts a treatment in the place of the one of its kind that was told last."""
    known, told = conversation.case, reading.case.treatments
    if len(told) != 1 or len(text) > FRAGMENT_CHARS or not re.search(r"(?i)\bmeant\b|^\s*\*|\btypo\b|\bsorry\b", text):
        return reading
    new = told[0]
    old = [
        one
        for place, one in enumerate(known.treatments)
        if one.kind == new.kind
        and one.name != new.name
        and known.evidence_turns.get(f"treatments[{place}]") == conversation.turns - 1
    ]
    return _in_place_of(reading, new, old[-1]) if old and not reading.retracted else reading


def _in_place_of(reading: Reading, new: Treatment, old: Treatment) -> Reading:
    entry = new.model_copy(update={"status": old.status, "year": new.year or old.year})
    case = reading.case.model_copy(update={"treatments": (entry,)})
    return reading.model_copy(
        update={"case": case, "retracted": (*reading.retracted, f"treatments:{old.name}"), "corrected": ("treatments",)}
    )


def _swapped(text: str, reading: Reading, known: CaseDetails) -> Reading | None:
    """ "Rectal, not colon": the right value, where the wrong one is what the case holds."""
    start = _chatter(text)
    match = _pattern("swap").match(text[start:])
    if match is None:
        return _affirmed(text, start, reading)
    right_at = start + match.start("right")
    for carrier in _carriers():
        for form in carrier.forms:
            wrong = read_case(form.format(match["wrong"])).case
            if not _agrees(carrier.field, wrong, known):
                continue
            right = _completed(form, match["right"], right_at)
            if carrier.field not in right.facts():
                continue
            return _corrected(reading, right, wrong, known, carrier.field)
    return None


def _affirmed(text: str, start: int, reading: Reading) -> Reading | None:
    """ "Ileum is correct" settles what was in doubt."""
    match = _pattern("affirm").match(text[start:])
    if match is None:
        return None
    for carrier in _carriers():
        if _shows_itself(carrier, match["right"]):
            case = _completed(carrier.forms[0], match["right"], start + match.start("right"))
            if carrier.field in case.facts():
                return reading.model_copy(update={"case": case, "conflicts": (), "corrected": tuple(case.facts())})
    return None


def _agrees(field: str, wrong: CaseDetails, known: CaseDetails) -> bool:
    """Whether the value called wrong is what the case holds."""
    said, held = getattr(wrong, field), getattr(known, field)
    if said in (None, ()) or held in (None, ()):
        return False
    if field == "receptor_imaging":
        return any(one.krenning is not None and one.krenning == said[0].krenning for one in held)
    if field == "treatments":
        return said[0].name in {one.name for one in held}
    if field == "ki67":
        return any((one.low, one.high) == (said[0].low, said[0].high) for one in held)
    if field in {"nodes", "liver", "mitoses"}:
        stated = said.model_dump(exclude_none=True)
        return any(getattr(held, name) == value for name, value in stated.items() if name not in {"operator", "per"})
    return bool(said == held)


def _corrected(reading: Reading, right: CaseDetails, wrong: CaseDetails, known: CaseDetails, field: str) -> Reading:
    base = reading.model_copy(update={"case": right, "conflicts": (), "corrected": (*reading.corrected, field)})
    if field == "treatments":
        old = next(one for one in known.treatments if one.name == wrong.treatments[0].name)
        return _in_place_of(base, right.treatments[0], old)
    if field == "receptor_imaging" and right.receptor_imaging[0].location == "whole_body":
        score, before = right.receptor_imaging[0].krenning, wrong.receptor_imaging[0].krenning
        entries = [one for one in known.receptor_imaging if one.krenning == before]
        return base.model_copy(update={"case": _rescored(right, entries, score)})
    return base


def _rescored(right: CaseDetails, entries: list[ReceptorImaging], score: int | None) -> CaseDetails:
    """The corrected score at the places that had the wrong one."""
    moved = tuple(ReceptorImaging(location=one.location, krenning=score, uptake=one.uptake) for one in entries)
    span = right.evidence_spans.get("receptor_imaging[0]", (0, 0))
    spans = {f"receptor_imaging[{place}]": span for place in range(len(moved))}
    return right.model_copy(update={"receptor_imaging": moved, "evidence_spans": spans})


def _answered(text: str, reading: Reading, conversation: Conversation) -> Reading | None:
    """A short answer read with the words that it leaves out, where the message alone says nothing."""
    if reading.case.facts() or reading.problems or reading.retracted:
        return None
    start = _chatter(text)
    named = _named(text[start:])
    end = len(text.rstrip(" .!"))
    sites = bare_sites(text[:end]) or bare_sites(" " * start + text[start:end])
    if sites is not None:
        return _with(reading, _completed(sites.form, text[sites.start : sites.end], sites.start), text)
    for begin, stop in _clauses(text, start if named is None else start + named[1], end):
        part = text[begin:stop]
        asked = conversation.asked if named else _asked_for(part, conversation)
        fitting = [c for c in _carriers() if _fits(c, part, asked, named[0] if named else None)]
        fitting.sort(key=lambda carrier: not _shows_itself(carrier, part))
        for carrier in fitting:
            for form in carrier.forms:
                case = _completed(form, part, begin)
                if carrier.field in case.facts():
                    return _with(reading, case, text)
    return None


def _asked_for(part: str, conversation: Conversation) -> tuple[str, ...]:
    """What a part of the message may answer. Raises AmbiguousAnswerError for a bare percentage that fits two gaps."""
    if not re.fullmatch(r"[~<>≤≥= ]*(?:about |around )?\d{1,3}(?:[.,]\d+)?(?: ?(?:-|–|to) ?\d{1,3})? ?%", part.strip()):
        return conversation.asked
    known, percent = conversation.case, []
    if not known.ki67:
        percent.append("ki67")
    if "liver" in known.present_metastases() and (known.liver is None or known.liver.involvement_low is None):
        percent.append("liver")
    asked = tuple(field for field in percent if field in conversation.asked) or tuple(percent)
    if len(asked) > 1:
        raise AmbiguousAnswerError(part.strip())
    return asked


def _with(reading: Reading, case: CaseDetails, text: str) -> Reading:
    corrects = bool(_pattern("correcting").search(text))
    return reading.model_copy(
        update={"case": case, "corrected": tuple(case.facts()) if corrects else reading.corrected}
    )


def _shows_itself(carrier: Carrier, part: str) -> bool:
    return carrier.unasked is not None and re.fullmatch(carrier.unasked, part.strip(), re.IGNORECASE) is not None


def _fits(carrier: Carrier, part: str, asked: tuple[str, ...], named: str | None) -> bool:
    if carrier.refuses is not None and re.search(carrier.refuses, part, re.IGNORECASE):
        return False
    if named is not None:
        return carrier.field == named
    if carrier.field in asked or (carrier.field == "nodes" and "n" in asked):
        return True
    return _shows_itself(carrier, part)


def _completed(form: str, part: str, begin: int) -> CaseDetails:
    """The case that a part of the message tells when it is completed; spans point into the message."""
    head = form.index("{}")
    case = read_case(form.format(part)).case
    spans: dict[str, Span] = {}
    for path, (start, end) in case.evidence_spans.items():
        low, high = max(start - head, 0), min(max(end - head, 1), len(part))
        spans[path] = (begin + min(low, high - 1), begin + high)
    return case.model_copy(update={"evidence_spans": spans})


def _chatter(text: str) -> int:
    """Where the words that carry no fact end at the head of a message."""
    at = 0
    while (match := _pattern("chatter").match(text, at)) and match.end() > at:
        at = match.end()
    return at


def _named(text: str) -> tuple[str, int] | None:
    """The field named with a question mark before its answer ("Krenning? 4 in all"), and where that ends."""
    for name, words in _fields():
        match = re.match(
            rf"(?:the )?(?:{words})(?: (?:score|index))? ?\?[ ,:]*(?:they say |it'?s |is |was )?", text, re.IGNORECASE
        )
        if match and match.end() < len(text):
            return name, match.end()
    return None


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """The whole answer, then its first clause."""
    first = re.search(r"[,;.(](?!\d)", text[start:end])
    spans = [(start, end)]
    if first and first.start() > 0:
        spans.append((start, start + first.start()))
    return [span for span in spans if text[slice(*span)].strip()]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("chains").joinpath("plans/followups.toml").read_text(encoding="utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name], re.IGNORECASE)


@cache
def _carriers() -> tuple[Carrier, ...]:
    return tuple(Carrier(**entry) for entry in _data()["carrier"])


@cache
def _fields() -> tuple[tuple[str, str], ...]:
    return tuple(_data()["field"].items())
