"""Correction: what a message puts right ("rectal, not colon"), takes back ("ignore that Ki-67") or denies."""

import re
from itertools import islice
from typing import Any

from chains.conversation import Conversation
from chains.extract import Reading, read_told
from chains.extract.parts import PARTS
from chains.extract.text.fold import fold
from chains.extract.text.vocabulary import index
from chains.followup.words import (
    FRAGMENT_CHARS,
    after_chatter,
    before_afterthought,
    carriers,
    completed,
    fields,
    number_of,
    pattern,
)
from chains.merge import BARE_NAMES
from knowledge.case import CaseDetails, Treatment

_NAMED_BY_KIND = BARE_NAMES | {"surgery"}
_MEANT = re.compile(r"(?i)\bmeant\b|^\s*\*|\btypo\b|\bsorry\b|\bnever had\b")
_NUMBER = re.compile(r"(?i)(?P<value>\d+(?:[.,]\d+)?)(?: ?(?:%|mm|cm|per ?cent))?")
_SIGNS = re.compile(r"[^\w\s.,/%<>~()+-]")
"""Emoji and the like behind a value."""
_FRACTION = re.compile(r"\d{1,3} ?(?:/|of|out of) ?\d{1,3}")
SWAPS, TRIES = 24, 4
"""So many corrections of a message are looked at, and so many of a number alone."""
DENIALS = 12
"""So many denials of a message are looked at."""
_DENIED_FORMS = ("{}", "{} carcinoma")
_DENIABLE = frozenset({"syndrome", "functioning", "histology", "hereditary"})


def denied(text: str, known: CaseDetails) -> tuple[str, ...]:
    """The fields whose value in the case the message denies ("it isn't an NEC")."""
    fields_held = [one.field for one in carriers() if one.field in _DENIABLE and getattr(known, one.field)]
    found: list[str] = []
    for match in islice(pattern("deny").finditer(text), DENIALS) if fields_held else ():
        cases = [read_told(form.format(match["wrong"])).case for form in _DENIED_FORMS]
        found += [field for field in fields_held if any(agrees(field, case, known) for case in cases)]
    return tuple(found)


def retracted(text: str, reading: Reading, known: CaseDetails) -> tuple[str, ...]:
    """What the message takes back or denies: fields by name (``ki67``), entries by field and name."""
    taken: list[str] = []
    for match in pattern("retract").finditer(text):
        named = read_told(match["what"]).case
        taken += [f"treatments:{one.name}" for one in named.treatments]
        taken += [f"metastases:{one.site}" for one in named.metastases]
        there = {one.site for one in known.metastases if one.status != "absent"}
        sites = {site for site, _, _ in index("spread", "site").find(fold(match["what"]).text)} & there
        if not named.treatments and not named.metastases and sites:
            taken += [f"metastases:{one.site}" for one in known.metastases if one.site in sites]
        elif not named.treatments and not named.metastases:
            taken += [name for name, words in fields() if re.search(words, match["what"], re.IGNORECASE)]
    taken += [f"treatments:{name}" for name in _never_given(text, known)]
    taken += denied(text, known)
    for match in pattern("benign").finditer(text):
        sites = {site for site, _, _ in index("spread", "site").find(fold(match["what"]).text)}
        taken += [f"metastases:{one.site}" for one in known.metastases if one.site in sites]
    kept = {f"treatments:{one.name}" for one in reading.case.treatments}
    kept |= {f"metastases:{one.site}" for one in reading.case.metastases}
    return tuple(dict.fromkeys(one for one in taken if one not in kept and one not in reading.case.facts()))


def _never_given(text: str, known: CaseDetails) -> list[str]:
    """The treatments of the case that the message says were never given."""
    names: list[str] = []
    for match in pattern("never").finditer(text):
        end = re.search(r"[.;,!?\n]|\bbut\b", text[match.end() :])
        denied = read_told(text[match.end() : match.end() + end.start() if end else len(text)]).case.treatments
        names += [name for one in denied for name in given_as(known, one)]
    return names


def given_as(known: CaseDetails, named: Treatment) -> list[str]:
    """The names of the treatments that the case holds as given and a message may mean by one: "PRRT" means its drug."""
    return [
        one.name
        for one in known.treatments
        if one.status in {"done", "ongoing"}
        and (one.name == named.name or (one.kind == named.kind and {one.name, named.name} & _NAMED_BY_KIND))
    ]


def swapped(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading with every "X, not Y" and "not Y sorry, X" carried out where Y is what the case holds."""
    for match in (
        *islice(pattern("swap").finditer(text), SWAPS),
        *islice(pattern("swap_back").finditer(text), SWAPS),
        *islice(pattern("swap_number").finditer(text), TRIES),
    ):
        start = after_chatter(text, match.start("right"))
        right, wrong = text[start : match.end("right")], _SIGNS.sub("", match["wrong"]).strip()
        if not right.strip():
            continue
        if _FRACTION.fullmatch(wrong) and (counts := list(_FRACTION.finditer(right))):
            right, start = counts[-1].group(), start + counts[-1].start()  # "pathologist says 2/12 not 1/12"
        numbers = list(_NUMBER.finditer(right))
        bare = re.fullmatch(r"\d+(?:[.,]\d+)?", wrong) is not None and bool(numbers)
        if wrong in {"mm", "cm"} and numbers:  # "12 mm, not cm"
            wrong = f"{numbers[-1]['value']} {wrong}"
            right, start = numbers[-1].group(), start + numbers[-1].start()
        elif bare:  # "28 mm rather than 18": the unit is said once
            wrong += right[numbers[-1].end("value") : numbers[-1].end()]
        before = reading.corrected
        reading = put_right(reading, known, right, start, wrong)
        last = numbers[-1] if numbers else None
        if bare and last and reading.corrected == before and _is_size_alone(wrong, known):
            span = (start + last.start(), start + last.end())
            size = CaseDetails(tumour_size_mm=number_of(last["value"]), evidence_spans={"tumour_size_mm": span})
            reading = _corrected(reading, size, size, known, "tumour_size_mm")
        if bare and last and reading.corrected == before:
            reading = put_right(reading, known, last.group(), start + last.start(), wrong)
            if reading.corrected != before:  # the words around the number are no facts of their own
                told = frozenset(reading.case.facts()) - frozenset(reading.corrected)
                reading = reading.model_copy(update={"case": reading.case.without(told), "problems": ()})
    return reading


def _is_size_alone(wrong: str, known: CaseDetails) -> bool:
    """Whether a bare number is the size of the tumour and nothing else of the case: "use 31 rather than 28"."""
    if re.fullmatch(r"\d+(?:[.,]\d+)?", wrong) is None:
        return False
    others = {known.age_years, *(one.low for one in known.ki67), *(one.high for one in known.ki67)}
    return known.tumour_size_mm == number_of(wrong) and known.tumour_size_mm not in others


def put_right(reading: Reading, known: CaseDetails, right: str, start: int, wrong: str, unit: str = "") -> Reading:
    """The reading with the right value, where exactly one field of the case holds the wrong one.

    ``unit`` is that of the wrong value, where the right one is said without.
    """
    fitting: dict[str, tuple[CaseDetails, CaseDetails]] = {}
    for carrier in carriers():
        if getattr(known, carrier.field) in (None, ()):
            continue
        for form in carrier.forms:
            if carrier.field in fitting:
                break
            said_wrong = read_told(form.format(wrong)).case
            if not agrees(carrier.field, said_wrong, known):
                continue
            case = completed(form, right, start, unit)
            if carrier.field in case.facts():
                fitting[carrier.field] = (case, said_wrong)
    if not fitting or (len(fitting) > 1 and _NUMBER.fullmatch(right.strip())):
        return reading
    field, (case, said_wrong) = next(iter(fitting.items()))
    return _corrected(reading, case, said_wrong, known, field)


def affirmed(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading in which "ileum is correct" has settled what was in doubt."""
    start = after_chatter(text)
    match = pattern("affirm").match(text[start:])
    if match is None or reading.case.facts().keys() - {"primary_site", "primary_site_basis"}:
        return reading
    begin = start + match.start("right")
    value = re.fullmatch(r"(?:the )?(\d+(?:[.,]\d+)?) ?%?", match["right"])
    if value:
        held = tuple(index for index in known.ki67 if index.low == float(value[1].replace(",", ".")))
        if held:
            spans = {f"ki67[{place}]": (begin, begin + len(match["right"])) for place in range(len(held))}
            case = CaseDetails(ki67=held, evidence_spans=spans)
            return reading.model_copy(update={"case": case, "retracted": ("ki67",), "corrected": ("ki67",)})
        return reading
    for carrier in carriers():
        if carrier.shows_itself(match["right"]):
            case = completed(carrier.forms[0], match["right"], begin)
            if carrier.field in case.facts():
                return reading.model_copy(update={"case": case, "conflicts": (), "corrected": tuple(case.facts())})
    return reading


def with_age_affirmed(text: str, reading: Reading, conversation: Conversation) -> Reading:
    """The reading in which "44 is right" has settled which of two ages holds."""
    start = after_chatter(text)
    match = pattern("affirm").match(text[start:])
    now, before = conversation.case.age_years, conversation.before.age_years
    value = re.fullmatch(r"(?:the )?(\d{1,3})", match["right"]) if match is not None else None
    if match is None or value is None or before is None or now == before or float(value[1]) not in (now, before):
        return reading
    span = (start + match.start("right"), start + match.end("right"))
    case = CaseDetails(age_years=float(value[1]), evidence_spans={"age_years": span})
    told = taking(reading.case, case, "age_years", case.age_years)
    return reading.model_copy(update={"case": told, "conflicts": (), "corrected": (*reading.corrected, "age_years")})


def replaced(text: str, reading: Reading, conversation: Conversation) -> Reading:
    """The reading in which "I meant lanreotide" has put a treatment in the place of the one told last."""
    known, told = conversation.case, reading.case.treatments
    if len(told) != 1 or len(text) > FRAGMENT_CHARS or not _MEANT.search(text):
        return reading
    new = told[0]
    if any(one.startswith("treatments:") for one in reading.retracted):
        gone = {one.partition(":")[2] for one in reading.retracted}
        instead = [one for one in known.treatments if one.name in gone and one.kind == new.kind]
        return _in_place_of(reading, reading.case, new, instead[-1]) if instead else reading
    old = [
        one
        for place, one in enumerate(known.treatments)
        if one.kind == new.kind
        and one.name != new.name
        and known.evidence_turns.get(f"treatments[{place}]") == conversation.turns - 1
    ]
    if not old:
        return reading
    return _in_place_of(reading, reading.case, new, old[-1])


def agrees(field: str, wrong: CaseDetails, known: CaseDetails) -> bool:
    """Whether a value that is called wrong is what the case holds."""
    said, held = getattr(wrong, field), getattr(known, field)
    if said in (None, ()) or held in (None, ()):
        return False
    if field == "primary_site" and wrong.primary_site_basis != "stated":
        return False
    if field == "receptor_imaging":
        return any(one.krenning is not None and one.krenning == said[0].krenning for one in held)
    if field == "treatments":
        return said[0].name in {one.name for one in held}
    if field == "ki67":
        return any((one.low, one.high) == (said[0].low, said[0].high) for one in held)
    if field in {"nodes", "mitoses", *PARTS}:
        stated = said.model_dump(exclude_none=True)
        return any(getattr(held, name) == value for name, value in stated.items() if name not in {"operator", "per"})
    return bool(said == held)


def _corrected(reading: Reading, right: CaseDetails, wrong: CaseDetails, known: CaseDetails, field: str) -> Reading:
    if field == "treatments":
        old = next(one for one in known.treatments if one.name == wrong.treatments[0].name)
        return _in_place_of(reading, right, right.treatments[0], old)
    value: Any = getattr(right, field)
    if field == "receptor_imaging" and value[0].location == "whole_body":
        before = wrong.receptor_imaging[0].krenning
        value = tuple(
            one.model_copy(update={"krenning": value[0].krenning, "trend": None, "tracer": None})
            for one in known.receptor_imaging
            if one.krenning == before
        )
    gone = reading.retracted
    if field == "ki67":
        new, said = value[0], wrong.ki67[0]
        value = tuple(
            new.model_copy(update={"specimen": one.specimen, "year": one.year})
            if (one.low, one.high) == (said.low, said.high)
            else one
            for one in known.ki67
        )
        gone = (*gone, "ki67")
    case = taking(reading.case, right, field, value)
    settled = (field, "differentiation", "stated_grade") if field == "histology" else (field,)
    return reading.model_copy(
        update={"case": case, "conflicts": (), "corrected": (*reading.corrected, *settled), "retracted": gone}
    )


def _in_place_of(reading: Reading, said: CaseDetails, new: Treatment, old: Treatment) -> Reading:
    entry = new.model_copy(update={"status": old.status, "year": new.year or old.year})
    case = taking(reading.case, said, "treatments", (entry,))
    gone = (*reading.retracted, f"treatments:{old.name}")
    return reading.model_copy(
        update={"case": case, "retracted": gone, "corrected": (*reading.corrected, "treatments", "primary_site")}
    )


def taking(case: CaseDetails, said: CaseDetails, field: str, value: Any) -> CaseDetails:
    """The case with one field as the correction says it, and its place."""
    bare = case.without(frozenset({field}))
    span = next(iter(said.places(field).values()), (0, 1))
    paths = [f"{field}[{place}]" for place in range(len(value))] if isinstance(value, tuple) else [field]
    update: dict[str, Any] = {field: value, "evidence_spans": {**bare.evidence_spans, **dict.fromkeys(paths, span)}}
    if field == "primary_site":
        update["primary_site_basis"] = said.primary_site_basis
    return bare.model_copy(update=update)


def whole_message_corrects(text: str, reading: Reading) -> Reading:
    """A short message that is worded as a correction corrects everything that it says."""
    if len(text[: before_afterthought(text)]) > FRAGMENT_CHARS or not pattern("correcting").search(text):
        return reading
    return reading.model_copy(update={"corrected": tuple(dict.fromkeys([*reading.corrected, *reading.case.facts()]))})
