# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Naming: which treatments a text names as the patient's own, for this tumour, and what an abbreviation of one means."""

import re
from functools import cache, lru_cache

from chains.extract.text.mask import BLANK
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms, table
from chains.extract.treatment.comorbidity import is_for_another_disease
from chains.extract.treatment.gap import holds_only
from chains.extract.treatment.standing import Named

REGIMEN_CHARS = 44
"""How far apart the two drugs of a regimen may stand."""
DEPARTMENT_CHARS = 60
"""How far before a bare "op" its tumour may stand."""
TEST_CHARS = 12
"""How far before a treatment it may stand that it is a test: "test embolisation"."""
_BASED = re.compile(r"[ -](?:based|containing|type)(?: (?:combination|palliative|systemic|first line|doublet))? $")
"""What makes of a drug and "chemotherapy" behind it one treatment."""
_DOSE = re.compile(r"(?:[¤\d][¤\d., x]*)?(?:¤|gy)")
"""A radiation that only its dose names; numbers may be masked."""
_SPOKEN = re.compile(
    r"\b(?:scheduled|planned|plans?|booked|will|starts?|starting|started|next|tomorrow|today|[a-z]{3,6}day|declined|refused|not|no|due"
    r"|proposed|considered|discussed|offered|given|completed|finished|done|on hold|postponed)\b"
)
"""Between a radiation and its dose: what tells whether it was given ("RT scheduled for Friday, 8 Gy")."""
_APART = re.compile(r"[.;:?!\n]|\b(?:and|then|later|now)\b|\d{4}")
"""What parts two courses of radiotherapy: else the second word is the dose of the first ("RT to L3, 8 Gy x1")."""
_DEPARTMENT = re.compile(
    r"\b(?:(?:by|from|via|to)[ ]?:|(?:presented|seen|reviewed|referred|written|discussed|signed) (?:by|to|with)|dep(?:t|artment)\.? (?:of|for)|clinic (?:of|for)|ward) ?(?:[a-z]+ )?\Z"
)
"""What stands before "surgery" where it is a department."""
_BARE_OP = re.compile(
    r"(?:op(?:er)?\.? (?:\([a-z -]{2,14}\) )?(?:in )?(?:19|20)\d\d|geopereerd|operiert|op[eé]r[eé]e? )"
)
_OF_THE_NET = re.compile(
    r"\b(?:p?nets?|nec|carcinoids?|neuroendocrine|insulinoma|gastrinoma|glucagonoma|vipoma|minen|lcnec)\b[^.;\n]{0,44}\Z"
)
"""Before "op 2013", which may be of anything: the tumour that was operated on."""
_WATCHED = re.compile(
    r"\b(?:watch|watched|surveillance|follow ?-?up|free|well|monitored|controls?) (?:after|since) (?:the |his |her )?\Z"
)
_OWN = re.compile(r"primary|tumou?r|carcinoid")
_BOWEL = re.compile(r"(?:small |large )?(?:bowel|ileal) $")
_LINK = re.compile(r"(?:\b(?:and|with|plus)\b|[/+&-]) ?$")


def find_named(page: Page) -> list[Named]:
    """The treatments named in the text that may be the patient's own, for this tumour."""
    data = table("treatments")["treatment"]
    named: list[Named] = []
    for name, start, end in page.named("treatments", "treatment"):
        if page.text[start:end] != page.plain[start:end]:
            continue
        sense = sense_of(page, name, start, end)
        if sense is None or (data[sense].get("generic") and _describes_something_else(page.text, start, end)):
            continue
        if _is_of_another_disease(page, sense, start, end):
            continue
        if is_for_another_disease(page, sense, data[sense]["kind"], start, end):
            continue
        named += (
            _parts(sense, start, end) if "parts" in data[sense] else [Named(sense, data[sense]["kind"], start, end)]
        )
    return _combined(page.text, sorted([*named, *_radiations(page)], key=lambda one: one.start))


def _radiations(page: Page) -> list[Named]:
    """Radiations that only their dose tells of: "8 Gy x1 to L3"; not the dose that PRRT brings to an organ."""
    data, text = table("treatments"), page.folded.text
    named = []
    for dose in scan(_compiled(data["radiation_dose"]), text):
        start, end = dose.span()
        told = _compiled(data["radiation_lead"]).search(text, max(0, start - 40), start)
        rest = _compiled(data["radiation_rest"]).match(text, end)
        near = text[max(0, start - 60) : end + 40]
        if not (told or rest) or _compiled(data["not_radiation"]).search(near):
            continue
        if is_for_another_disease(page, "radiotherapy", "radiotherapy", start, end):
            continue
        if page.text[max(0, start - 3) : start] == page.person[max(0, start - 3) : start]:
            named.append(Named("radiotherapy", "radiotherapy", start, end))
    return named


def _parts(name: str, start: int, end: int) -> list[Named]:
    """Two treatments told in one word ("chemoradiation"), each with its share of the word."""
    data = table("treatments")["treatment"]
    first, second = data[name]["parts"]
    middle = (start + end) // 2
    return [Named(first, data[first]["kind"], start, middle), Named(second, data[second]["kind"], middle, end)]


def _combined(text: str, named: list[Named]) -> list[Named]:
    """Drugs that are named together as one regimen: "carboplatin AUC 5 and etoposide"."""
    regimens = {frozenset(body["of"]): str(body["name"]) for body in table("treatments")["combination"]}
    out: list[Named] = []
    for one in named:
        if out:
            gap = text[out[-1].end : one.start]
            if one.name == out[-1].name and gap == " (" and text.startswith(")", one.end):
                out[-1] = out[-1]._replace(end=one.end + 1)  # "transanal excision (TAMIS)"
                continue
            bare = table("treatments")["treatment"][out[-1].name].get("generic")
            if bare and one.kind == out[-1].kind == "liver_directed" and gap == " (" and text.startswith(")", one.end):
                out[-1] = one._replace(start=out[-1].start, end=one.end + 1)  # "ablation (MWA)"
                continue
            if one.name == "chemotherapy" and out[-1].kind == "chemo" and (gap == " " or _BASED.fullmatch(gap)):
                out[-1] = out[-1]._replace(end=one.end)
                continue
            if one.name == out[-1].name == "radiotherapy" and len(gap) <= REGIMEN_CHARS and not _APART.search(gap):
                if not (_DOSE.fullmatch(text, one.start, one.end) and _SPOKEN.search(gap)):
                    out[-1] = out[-1]._replace(end=one.end)
                continue  # "RT scheduled for Friday, 8 Gy": the dose is of the radiation named before it
            regimen = regimens.get(frozenset((out[-1].name, one.name)))
            if regimen and len(gap) <= REGIMEN_CHARS and _LINK.search(gap) and holds_only(gap, "regimen"):
                out[-1] = Named(regimen, one.kind, out[-1].start, one.end)
                continue
        out.append(one)
    return out


def _is_of_another_disease(page: Page, name: str, start: int, end: int) -> bool:
    """Whether it is told of another cancer ("breast cancer 2012 (pT2 N1), radiotherapy"), of a child, or is a team's name."""
    data = table("treatments")
    if name == "surgery" and _DEPARTMENT.search(page.text, max(0, start - REGIMEN_CHARS), start):
        return True
    if name == "surgery" and _BARE_OP.match(page.text, start):
        lead = page.text[max(0, start - DEPARTMENT_CHARS) : start]
        return _OF_THE_NET.search(lead) is None and _WATCHED.search(lead) is None
    if _compiled(data["long_ago"]).match(page.folded.text, end) or _compiled(data["no_treatment"]).match(
        page.text, end
    ):
        return True
    if _compiled(data["test_of_it"]).search(page.text, max(0, start - TEST_CHARS), start):
        return True
    body = data["treatment"][name]
    if body.get("incidental") and not _stands_in(data["tumour_of_it"], page.text):
        return _compiled(data["past_history"]).search(page.text, max(0, start - 150), start) is not None
    if not body.get("generic") and body["kind"] not in {"radiotherapy", "chemo"}:
        return False
    low = page.sentence(start)[0]
    cancer = next((at for at in range(start - 1, low - 1, -1) if page.text[at] == BLANK != page.person[at]), None)
    return cancer is not None and not _compiled(forms("masks", "neuroendocrine")).search(page.text, cancer, start)


def sense_of(page: Page, name: str, start: int, end: int) -> str | None:
    """What an abbreviation such as LAR or RHC means here, told by its neighbours or by the rest of the text."""
    body = table("treatments")["treatment"][name]
    if "senses" not in body:
        return name
    text = page.text
    near = f"{text[max(0, start - 60) : start]}<{text[start:end]}>{text[end : end + 60]}"
    if "unless" in body and _compiled(body["unless"]).search(near):
        return None
    for sense in body["senses"]:
        if "unless_anywhere" in sense and _stands_in(sense["unless_anywhere"], text):
            continue
        if "with_anywhere" in sense and not _stands_in(sense["with_anywhere"], text):
            continue
        if _compiled(sense["near"]).search(near) or ("anywhere" in sense and _stands_in(sense["anywhere"], text)):
            return str(sense["name"])
    return None


@lru_cache(maxsize=64)
def _stands_in(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _describes_something_else(text: str, start: int, end: int) -> bool:
    """Whether "surgery" or "resection" only names a place, a specimen, a team, or an operation for something else."""
    words = table("treatments")["not_for_the_tumour"]
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if _OWN.search(text, start, end):
        before = _BOWEL.sub("", before)  # "the bowel primary removed" is no bowel resection for something else
    return bool(_compiled(words["after"]).match(after) or _compiled(words["before"]).search(before))
