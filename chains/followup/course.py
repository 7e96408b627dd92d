"""Course: a cycle or a dose that was given, told without its drug, is that of the one course that the case knows."""

from chains.extract import Reading
from chains.followup.correction import taking
from chains.followup.words import pattern
from knowledge.case import CaseDetails, Treatment

_IN_CYCLES = frozenset({"chemo", "prrt"})
_ONGOING = "ongoing"
_NOT_YET = frozenset({"planned", "considered"})


def with_course_begun(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading in which "cycle 1 went in today" has begun the one course of the case that is given in cycles, and
    "started yesterday" the one treatment that was planned; a planned operation that is told done is done."""
    if reading.case.treatments or reading.hypothetical is not None:
        return reading
    cycle, start = pattern("cycle_given").search(text), pattern("started").fullmatch(text.strip())
    if cycle is not None and not _is_open(text):
        of_cycles = [one for one in known.treatments if one.kind in _IN_CYCLES and one.status in {*_NOT_YET, _ONGOING}]
        return _begun(reading, of_cycles, cycle.span())
    if start is not None:
        planned = [one for one in known.treatments if one.status == "planned" and one.kind not in {"surgery"}]
        return _begun(reading, planned, (0, len(text.strip())))
    return with_operation_done(text, reading, known)


def with_operation_done(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading in which the one operation that was planned is done: "she's had it now", "op went ahead, R2"."""
    done = pattern("operated").match(text.strip())
    planned = [one for one in known.treatments if one.kind == "surgery" and one.status in _NOT_YET]
    if done is None or len(planned) > 1 or _is_open(text):
        return reading
    about = done.group().lower()
    if not planned and (known.treatments or not any(word in about for word in ("op", "surg"))):
        return reading
    one = planned[0] if planned else Treatment(name="surgery", kind="surgery")
    told = (one.model_copy(update={"status": "done"}),)
    said = CaseDetails(treatments=told, evidence_spans={"treatments[0]": (0, max(1, len(done.group())))})
    return reading.model_copy(update={"case": taking(reading.case, said, "treatments", told)})


def _is_open(text: str) -> bool:
    """Whether a message asks, denies, or tells of what is still to come."""
    return pattern("not_given_yet").search(text) is not None


def _begun(reading: Reading, candidates: list[Treatment], span: tuple[int, int]) -> Reading:
    if len(candidates) != 1 or candidates[0].status == _ONGOING:
        return reading
    told = (candidates[0].model_copy(update={"status": _ONGOING}),)
    said = CaseDetails(treatments=told, evidence_spans={"treatments[0]": span})
    return reading.model_copy(update={"case": taking(reading.case, said, "treatments", told)})
