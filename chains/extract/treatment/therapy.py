"""Therapy: what several mentions of the same treatment, or a bare and a named word for one event, say together."""

from chains.extract.text.found import Found
from chains.extract.text.vocabulary import table
from chains.extract.treatment.standing import ENDED, SHARED, STARTED, TOLD, UNTOLD
from knowledge.case import GIVEN, Treatment

NEAR_CHARS = 60
"""A bare word this close to the named operation tells of the same event: "resected 2016 (small bowel resection)"."""
_ORDER = ("ongoing", "done", "declined", "planned", "considered")


def one_treatment(old: Found, new: Found) -> Found:
    """Two mentions of a treatment as one, in the order of the text: a later stop ends it, a firm word beats none."""
    first, second = (new, old) if _prevails(old, new) else (old, new)
    a: Treatment = first.value
    b: Treatment = second.value
    stopped = ENDED in (old.rank, new.rank) and a.status == "done"
    start, end = (old, new) if old.value.year else (new, old)
    dated = start if stopped or a.year is None else first
    year = dated.value.year if dated.value.status in GIVEN or dated is first else None
    if year is None:
        year = a.year or (end.value.year if end.value.status in GIVEN else None)
    merged = a.model_copy(update={"year": year, "best_response": a.best_response or b.best_response})
    leaves = {leaf[0]: leaf for leaf in (*second.leaves, *first.leaves)}
    if dated is not first:
        leaves |= {leaf[0]: leaf for leaf in dated.leaves if leaf[0] == "year"}
    return first._replace(value=merged, leaves=tuple(leaves.values()))


def _prevails(old: Found, new: Found) -> bool:
    """Whether the later mention gives the status."""
    before, after = old.value.status, new.value.status
    if new.rank == ENDED:
        return True
    if old.rank == ENDED:
        return after == "ongoing" and new.rank == TOLD
    if {before, after} == GIVEN:
        if before == "ongoing":
            return old.rank == STARTED and new.rank == TOLD
        return new.rank != STARTED or old.rank < TOLD
    for given, other, later in ((old, new, True), (new, old, False)):
        untold = given.value.status == "done" and given.rank == UNTOLD and given.value.year is None
        if untold and other.rank >= SHARED and other.value.status not in GIVEN:
            return later
    return _ORDER.index(after) < _ORDER.index(before)


def without_generic(kept: dict[str, Found]) -> list[Found]:
    """The treatments without a bare word ("surgery", "PRRT") for one that is named; what was told of it is kept."""
    data = table("treatments")["treatment"]
    named = [name for name in kept if not data[name].get("generic")]
    for name, fact in list(kept.items()):
        if name in named:
            continue
        kind = fact.value.kind
        twins = [other for other in named if kept[other].value.kind == kind and not _is_another(fact, kept[other])]
        if not twins or not _says_no_more(fact, {kept[other].value.status for other in twins}):
            continue
        del kept[name]
        if len(twins) == 1:
            kept[twins[0]] = _with_what_was_told(kept[twins[0]], fact)
    return list(kept.values())


def _says_no_more(bare: Found, named: set[str]) -> bool:
    """Whether a bare word tells nothing beside the treatments of its kind that are named, with their statuses."""
    status = bare.value.status
    if bare.rank == UNTOLD or status in named:
        return True
    if status == "planned" and (bare.value.kind == "ssa" or "ongoing" in named):
        return not named.isdisjoint(GIVEN)
    if status == "considered" and "planned" in named:
        return True
    return status in GIVEN and not named.isdisjoint(GIVEN)


def _is_another(bare: Found, named: Found) -> bool:
    """Whether a named operation is another than the bare one: of another year, or of the liver, not the primary."""
    if bare.value.kind != "surgery":
        return False
    if bare.value.name == "primary resection" and named.value.name == "liver resection":
        return True
    years = {bare.value.year, named.value.year} - {None}
    return len(years) > 1


def _with_what_was_told(fact: Found, bare: Found) -> Found:
    """A named treatment with what the bare word for it tells: its year, its response, or that it runs still."""
    told: dict[str, object] = {}
    near = bare.start - fact.end <= NEAR_CHARS and fact.start - bare.end <= NEAR_CHARS
    if fact.value.year is None and bare.value.year is not None and near:
        told["year"] = bare.value.year
    if fact.value.status == "done" and fact.value.best_response is None and bare.value.best_response:
        told["best_response"] = bare.value.best_response
    runs = bare.value.status == "ongoing" and bare.rank == TOLD and bare.start > fact.start
    if runs and fact.value.status == "done" and fact.rank < ENDED:
        told["status"] = "ongoing"
    if not told:
        return fact
    leaves = (*fact.leaves, *(leaf for leaf in bare.leaves if leaf[0] in told))
    return fact._replace(value=fact.value.model_copy(update=told), leaves=leaves)
