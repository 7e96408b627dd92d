"""Refuted: what a message calls wrong of the case: "the 30 was a slip, it's 2", "PRRT was declined, not done"."""

import re
from typing import Literal

from chains.extract import Reading, read_told
from chains.extract.text.fold import fold
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import index
from chains.extract.treatment.naming import find_named
from chains.followup.correction import agrees, given_as, put_right, taking
from chains.followup.words import fields, number_of, pattern
from knowledge.case import GIVEN, CaseDetails, Metastasis, Treatment

_NAMED = frozenset({"fdg"})
"""Fields that a clause calls wrong by naming the scan alone: "that FDG report was somebody else's"."""
_UNIT = re.compile(r" ?(?:%|mm|cm|per ?cent)")
_NUMBER = re.compile(rf"(?<![\w.,/-])\d+(?:[.,]\d+)?(?:{_UNIT.pattern})?(?![\w/]|[.,]\d)")
_COUNT = re.compile(r"(?<![\w.,/-])\d{1,3}/\d{1,3}(?![\w/])")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


def without_refuted(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading with every value of the case that the message calls wrong put right, or else taken back."""
    reading = _status_put_right(text, reading, known)
    reading = _spread_cleared(text, reading, known)
    reading = _numbers_put_right(text, reading, known)
    return _taken_back(text, reading, known)


def _numbers_put_right(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """A number called wrong gives way to the one other number of the message; two digits swapped are read backwards."""
    count = pattern("wrong_count").search(text)
    if count is not None:
        said = count["wrong"] or count["typed"]
        counts = [one for one in _COUNT.finditer(text) if one.group() != said]
        one = counts[0] if len(counts) == 1 else None
        return reading if one is None else put_right(reading, known, one.group(), one.start(), said)
    numbers = list(_NUMBER.finditer(text))
    wrong = pattern("wrong_number").search(text) or _numbered(text)
    if wrong is not None:
        said = next(filter(None, wrong.groups()))
        said = _DIGITS.findall(said)[-1]
        rest = [one for one in numbers if not wrong.start() <= one.start() < wrong.end()]
    elif pattern("replaces_range").search(text) and len(numbers) == 1 and len(known.ki67) == 1 and _is_range(known):
        said, rest = f"{known.ki67[0].low:g}-{known.ki67[0].high:g} %", numbers
        return put_right(reading, known, rest[0].group(), rest[0].start(), said)
    elif pattern("digits_swapped").search(text) and len(numbers) == 1:
        said, rest = _DIGITS.findall(numbers[0].group())[0][::-1], numbers
    else:
        return reading
    if len(rest) > 1:
        return reading
    if not rest:
        return _index_dropped(reading, known, said)
    kept = _index_dropped(reading, known, said, stands=rest[0].group())
    if kept is not reading:
        return kept
    unit = re.sub(r"[\d.,]+", "", rest[0].group())
    own = _UNIT.match(wrong.group(), wrong.group().rfind(said) + len(said)) if wrong is not None else None
    if own is not None and not unit:  # "the 8 mm is wrong, its 12": no Ki-67, whatever was asked for
        return put_right(reading, known, rest[0].group(), rest[0].start(), said + own.group(), own.group())
    return put_right(reading, known, rest[0].group(), rest[0].start(), said + unit)


def _is_range(known: CaseDetails) -> bool:
    one = known.ki67[0]
    return one.high is not None and one.high > one.low > 0


def _numbered(text: str) -> re.Match[str] | None:
    """The clause that calls wrong what has one number: "the Ki-67 of 6 belongs to another patient"."""
    return next((one for one in pattern("refuted").finditer(text) if len(_NUMBER.findall(one["what"])) == 1), None)


def _index_dropped(reading: Reading, known: CaseDetails, said: str, stands: str | None = None) -> Reading:
    """The reading in which one of several Ki-67 of the case is dropped: the wrong one, where another one stands."""
    value, other = _value(said), _value(stands) if stands else None
    left = tuple(one for one in known.ki67 if one.low != value)
    if not left or len(left) == len(known.ki67) or (other is not None and other not in {one.low for one in left}):
        return reading
    spans = {f"ki67[{place}]": (0, 1) for place in range(len(left))}
    case = taking(reading.case, CaseDetails(ki67=left, evidence_spans=spans), "ki67", left)
    return reading.model_copy(
        update={"case": case, "retracted": (*reading.retracted, "ki67"), "corrected": (*reading.corrected, "ki67")}
    )


def _value(words: str) -> float:
    return number_of(_DIGITS.findall(words)[0])


def _status_put_right(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """A treatment of the case that was "declined, not done" has the status that the message gives it, and no other."""
    for match in pattern("not_done").finditer(text):
        start, end = match.span("what")
        said = read_told(" " * start + text[start:end]).case
        reading = _with_status(reading, said, known)
        reading = _gone(reading, match["what"], said, known)
    for match in pattern("called_off").finditer(text):
        reading = _gone(reading, match["what"], CaseDetails(), known)
    for match in pattern("only_planned").finditer(text):
        start, end = match.span("what")
        reading = _with_status(reading, read_told(" " * start + text[start:end]).case, known)
    for match in pattern("never_it").finditer(text):
        said = read_told(text[: match.start()]).case
        reading = _with_status(reading, said, known)
    return reading


def _gone(reading: Reading, what: str, said: CaseDetails, known: CaseDetails) -> Reading:
    """The reading in which a treatment of the case that was never given goes, where the words give it no status."""
    if any(one.status not in GIVEN for one in said.treatments):
        return reading
    named = [Treatment.model_validate({"name": one.name, "kind": one.kind}) for one in find_named(Page(what))]
    gone = [f"treatments:{name}" for one in named for name in given_as(known, one)]
    if not gone:
        return reading
    kept = tuple(one for one in reading.case.treatments if f"treatments:{one.name}" not in gone)
    case = reading.case
    if len(kept) < len(case.treatments):
        case = case.without(frozenset({"treatments"})) if not kept else taking(case, case, "treatments", kept)
    return reading.model_copy(update={"case": case, "retracted": (*reading.retracted, *gone)})


def _with_status(reading: Reading, said: CaseDetails, known: CaseDetails) -> Reading:
    told: list[Treatment] = []
    gone: list[str] = []
    for one in said.treatments:
        names = given_as(known, one)
        if names and one.status not in GIVEN:
            told.append(one.model_copy(update={"year": None}))
            gone += [f"treatments:{name}" for name in names]
    if not gone:
        return reading
    case = taking(reading.case, said, "treatments", tuple(told))
    corrected = (*reading.corrected, "treatments")
    return reading.model_copy(
        update={"case": case, "retracted": (*reading.retracted, *gone), "corrected": corrected, "conflicts": ()}
    )


def _spread_cleared(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """Spread of the case that was "a false alarm" or "is clear after all" is told as absent."""
    there = {one.site for one in known.metastases if one.status != "absent"}
    told = {one.site for one in reading.case.metastases}
    cleared: list[Metastasis] = []
    span = (0, 1)
    for match in pattern("false_alarm").finditer(text):
        named = {site for site, _, _ in index("spread", "site").find(fold(match["what"]).text)}
        cleared += [
            Metastasis(site=one.site, status="absent") for one in known.metastases if one.site in named & there - told
        ]
        span = match.span("what")
    if not cleared:
        return reading
    entries = (*reading.case.metastases, *cleared)
    said = CaseDetails(metastases=tuple(cleared), evidence_spans={"metastases[0]": span})
    case = taking(reading.case, said, "metastases", entries)
    return reading.model_copy(update={"case": case, "corrected": (*reading.corrected, "metastases")})


def _taken_back(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """What a clause calls wrong and the case holds goes, unless the message tells it anew."""
    gone: list[str] = []
    for match in pattern("refuted").finditer(text):
        said = read_told(match["what"]).case
        gone += [f"treatments:{name}" for one in said.treatments for name in given_as(known, one)]
        gone += [f"metastases:{one.site}" for one in said.metastases if one.status == "present"]
        gone += [name for name, words in fields() if name in _NAMED and re.search(words, match["what"], re.IGNORECASE)]
        gone += [
            name
            for name in said.facts()
            if name not in {"treatments", "metastases", "sex"} and agrees(name, said, known)
        ]
    kept = {f"treatments:{one.name}" for one in reading.case.treatments}
    kept |= {f"metastases:{one.site}" for one in reading.case.metastases}
    anew = reading.case.facts()
    gone = [one for one in dict.fromkeys(gone) if one not in kept and one not in anew and one not in reading.retracted]
    if not gone:
        return reading
    reading = reading.model_copy(update={"retracted": (*reading.retracted, *gone)})
    own = pattern("own_result").search(text) if "fdg" in gone else None
    if own is None:
        return reading
    value: Literal["positive", "negative"] = "positive" if own["value"].lower().startswith("pos") else "negative"
    said = CaseDetails(fdg=value, evidence_spans={"fdg": own.span("value")})
    corrected = (*reading.corrected, "fdg")
    return reading.model_copy(update={"case": taking(reading.case, said, "fdg", value), "corrected": corrected})
