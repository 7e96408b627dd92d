# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Course: whether the disease grows on anatomical imaging or as the clinician states it - never from uptake alone.

Every statement of the course is found, each with its time; what is told of now is chosen, and what an earlier line of
treatment achieved or failed to achieve is not the state now.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from chains.extract.text.found import Found
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.text.reserve import reserved
from chains.extract.text.vocabulary import Index, table
from chains.extract.tumour.achieved import given_at
from chains.extract.tumour.anchor import CALLED_AVID, anchor
from chains.extract.tumour.assertion import assertion
from chains.extract.tumour.change import read_changes
from chains.extract.tumour.clause import clause_around, is_about_uptake, is_of_the_disease
from chains.extract.tumour.complaint import is_of_a_complaint, is_of_a_culture
from chains.extract.tumour.course_row import in_rows
from chains.extract.tumour.course_words import course_words
from chains.extract.tumour.foreseen import is_foreseen
from chains.extract.tumour.lone import BESIDE_CHARS, is_after_response, is_since_treatment, is_under_treatment
from chains.extract.tumour.month_order import in_order
from chains.extract.tumour.newly import has_new_lesion
from chains.extract.tumour.said_of import (
    is_explained,
    is_harmless,
    is_of_a_body_part,
    is_of_harmless,
    is_said_of_other,
    is_to_something_else,
    sums_up,
)
from chains.extract.tumour.statement import (
    CURRENT,
    IMAGED,
    NEAR,
    SEEN,
    SENTENCE,
    STATED,
    UNDATED,
    Statement,
    latest,
    left_open,
    superseded,
)
from chains.extract.tumour.summed_up import without_summed_up

_DOUBTED = re.compile(
    r"(?: ?[,(:-])? ?(?:(?:are|is|which|that|these|most|very|rather) ){0,12}(?:\?|suspicious|suspected|probabl|possibl|likely (?:cyst|benign|ha?em)"
    r"|indeterminate|equivocal|query|uncertain|unclear|to be|for (?:further )?clarif|cysts?|ha?emangiom|benign)"
)
"""What makes a new lesion perhaps none of the tumour: "new liver lesions ?mets"."""
_OTHER_PD = re.compile(r"(?<![a-z])(?:parkinson|dialysis|pd catheter|personality disorder|panic disorder)")
"""In a text that names one of these, "PD" may stand for it."""
_ORGAN = re.compile(
    r"(?<![a-z])(?:liver|hepatic|bones?|bony|osseous|skelet(?:on|al)|lungs?|pulmonary|nodes?|nodal|lns?|peritoneal|peritoneum|primary|pancreas|brain|rest|others?)(?![a-z])"
)
_ORGANS_BETWEEN = re.compile(
    rf"(?:[ ,/+&(:-]|(?:and|but|while|whereas|in|of|the|all|lesions?|mets|metastas[ei]s|deposits|disease|lymph|are|is|{_ORGAN.pattern})(?![a-z])){{1,24}}"
)
"""Between two states of which each is told of an organ of its own."""
_AVID_TOO = re.compile(
    r" (?:(?:bilobar|multiple|known|hepatic|liver|bone|osseous|nodal|lymph|node|peritoneal|and|,) ?){0,5}(?:metasta[a-z]+|mets|metastatic disease|lesions|disease),? (?:all )?(?:with|of|showing) (?:(?:very|still|partly) )?(?:high|strong|intense|moderate|good|preserved|low|weak|faint|heterogeneous|known|persistent) "
)
"""Behind "progressive": metastases of which the uptake is only told besides: "progressive metastases with high uptake"."""
_GREW = re.compile(
    r"(?<![a-z])(?:peritone[a-z]+|omental|bon[ey]s?|osseous|skeletal|adrenals?|nod(?:e|es|al)|lymph[a-z]*|lungs?|pulmonary|brain|cerebral|liver|hepatic|ascites|pleural?|mesenteric|metasta[a-z]+|mets|lesions?|primary)(?![a-z])(?: [a-z0-9/&+-]+){0,5}? (?:increas(?:ed|ing)|larger|bigger|grown|grew|growing|enlarg(?:ed|ing)|progress(?:ive|ed|ing)|more(?= ?(?:[,.;\n]|$))|new(?= ?(?:[,.;\n]|$)))(?![a-z])(?! (?:uptake|density|calcif|scleros|in density|avid|suv))"
    r"|(?<![a-z])(?:local|locoregional|new) (?:recurrence|relapse) (?:in|at|of|\d)"
)
"""What grew or came anew beside what stayed: "peritoneal disease increased, liver as before"."""
GREW_CHARS = 100
_OWN_SCAN = re.compile(
    rf"(?<![a-z])(?:scans?|cts?|mri?s?|pet|imaging|restaging|staging|control|follow-?up)(?![a-z])[^.;\n]{{0,30}}?(?<![a-z])(?:{MONTH}|spring|summer|autumn|fall|winter)(?![a-z])|(?<![a-z])(?:{MONTH}|spring|summer|autumn|winter) (?:scans?|cts?|mri?s?|pet|imaging|restaging|staging)(?![a-z])"
)
"""An examination with its time, of which a finding is told: "scan in September: stable"."""
_THEN = re.compile(
    r"(?: (?:for|on|under|with|since|after|in|at|to)[^.;,\n→]{1,50})?[ ,;]{1,2}(?:and |but )?(?:then|followed by|subsequently|thereafter) (?:(?:clear|slow|further|again|by|with|disease|radiological) ){0,2}"
)
"""Between two states of which the second one followed the first."""
_OF_THE_TUMOUR = re.compile(r"(?<![a-z])(?:tumou?r|disease|lesion|radiologic(?:al)?) $")
"""Right before a state that is the tumour's, whatever is told behind: "tumour progression despite symptom control"."""
OF_IT = len(" of ")
_STABLE_TO = re.compile(
    r"(?<![a-z])(?:stable|unchanged) (?:to|or|-|/) ?(?:(?:very|only|just|perhaps|slightly|minimally|marginally|a little|somewhat) ){0,2}$"
)
"""Before a change that is too small to be one: "stable to slightly smaller"."""
LITTLE_CHARS = 40
_UNDER = re.compile(r" (?:on|under|with|despite|during|through|after) (?:the )?")


@cache
def _stated() -> Index:
    return Index({name: list(body["forms"]) for name, body in table("course")["stated"].items()})


@cache
def _changes() -> Index:
    return Index({name: list(body["forms"]) for name, body in table("course")["change"].items()})


def read_course(page: Page) -> list[Found]:
    """The state of the disease now; what is only supposed is told too, and divided from it later."""
    told = [one for one in (*_conclusions(page), *_findings(page), *_figures(page)) if one]
    statements = in_rows(page, _in_turn(page, _concluded(page, _of_own_scans(page, told))))
    supposed = [one for one in statements if "hypothetical" in page.context(one.start, one.end)]
    actual = [one for one in statements if "hypothetical" not in page.context(one.start, one.end)]
    actual = without_summed_up(page, actual)
    chosen = in_order(page, latest(actual), actual)
    if chosen and (chosen.value == "mixed" or (chosen.era < CURRENT and superseded(page, chosen))):
        chosen = None
    if chosen and any(_differs_by_organ(page, one, chosen) for one in actual):
        chosen = None
    if chosen and (_grew_beside(page, chosen) or has_new_lesion(page, chosen) or left_open(page, chosen)):
        chosen = None
    return [Found("progression", one.value, one.start, one.end, one.era) for one in (*supposed, chosen) if one]


def _differs_by_organ(page: Page, one: Statement, chosen: Statement) -> bool:
    """Whether one organ grew and another did not, both told in a breath: "PD in the bones, SD in the liver"."""
    if one.value != "progressive" or chosen.value == "progressive" or one.moment.is_before(chosen.moment):
        return False
    first, last = sorted((one, chosen), key=lambda each: each.start)
    between = page.text[first.end : last.start]
    return _ORGANS_BETWEEN.fullmatch(between) is not None and _ORGAN.search(between) is not None


def _grew_beside(page: Page, chosen: Statement) -> bool:
    """Whether something else is told to have grown in the breath in which a finding stayed as it was."""
    if chosen.value != "stable" or chosen.weight >= NEAR:
        return False
    text = page.text
    low, high = max(0, chosen.start - GREW_CHARS), min(len(text), chosen.end + GREW_CHARS)
    low = max(low, text.rfind("\n", low, chosen.start) + 1, text.rfind(". ", low, chosen.start) + 1)
    high = next((at for at in (text.find(mark, chosen.end, high) for mark in (". ", "\n")) if at >= 0), high)
    return any(
        not page.context(*one.span()) & {"negated", "asked", "possible", "hypothetical", "planned", "history"}
        and not (one.start() < chosen.end and chosen.start < one.end())
        for one in _GREW.finditer(text, low, high)
    )


def _concluded(page: Page, statements: list[Statement]) -> list[Statement]:
    """A conclusion is as current as the findings before it in its sentence: "last CT: slight growth, RECIST stable"."""
    out = []
    for one in statements:
        if one.weight > NEAR and one.value != "progressive" and one.era >= UNDATED:
            low = page.sentence(one.start)[0]
            before = (each.era for each in statements if low <= each.start < one.start and each.weight <= NEAR)
            one = one._replace(era=max(one.era, *before, UNDATED))  # noqa: PLW2901
        out.append(one)
    return out


def _in_turn(page: Page, statements: list[Statement]) -> list[Statement]:
    """Without a state that another one followed in the same breath ("PR, then PD after 3 months"), nor progression
    that a treatment answered since."""
    ordered = sorted(statements, key=lambda one: one.start)
    followed = {
        place
        for place, (one, after) in enumerate(pairwise(ordered))
        if one.value != after.value and one.end <= after.start and _THEN.fullmatch(page.text, one.end, after.start)
    }
    out = []
    for place, one in enumerate(ordered):
        if place in followed:
            continue
        if place - 1 in followed:
            given = page.kept(given_at)
            since = bisect_left(given, one.end)
            answered = since < len(given) and not _UNDER.fullmatch(page.text, one.end, given[since])
            if one.value == "progressive" and answered:
                continue
            if place == len(ordered) - 1 and "(" not in page.text[ordered[place - 1].start - 1 : one.start]:
                out.append(one._replace(era=max(one.era, UNDATED)))
                continue
        out.append(one)
    return out


def _of_own_scans(page: Page, statements: list[Statement]) -> list[Statement]:
    """What a scan with a time of its own showed counts as a conclusion, where its sentence tells of no growth:
    "Scan in March: progressive. Scan in September: stable"."""
    grown = {page.sentence(one.start)[0] for one in statements if one.value in {"progressive", "mixed"}}
    return [
        one._replace(weight=NEAR + SENTENCE)
        if one.weight < NEAR
        and one.strength >= IMAGED
        and page.sentence(one.start)[0] not in grown
        and _OWN_SCAN.search(page.folded.text, page.sentence(one.start)[0], one.start)
        else one
        for one in statements
    ]


def _conclusions(page: Page) -> list[Statement | None]:
    """What is said of the disease in a word of its own: progression, SD, partial response."""
    found: list[Statement | None] = []
    for name, start, end in _stated().find(page.text):
        value, _, denial = name.partition("_")
        clause, _ = clause_around(page, start, end)
        after = page.text[end : min(end + BESIDE_CHARS, page.sentence(start)[1])]
        own, also, _ = after.partition(" and ")
        if also and is_of_the_disease(page.text[start:end] + own):
            after = own  # "progression of the liver metastases and her 5-HIAA has doubled"
        near = page.text[max(clause[0], start - 12) : start].rpartition(" / ")[2] + "," + after
        if page.text[start:end] == "pd" and page.kept(_names_another_pd):
            continue
        of_the_tumour = _OF_THE_TUMOUR.search(page.text, max(clause[0], start - 16), start)
        called = CALLED_AVID.match(page.text, end + OF_IT) if page.text.startswith(" of ", end) else None
        if value == "progressive":
            called = called or _AVID_TOO.match(page.text, end)
        if not (denial or of_the_tumour or called) and is_about_uptake(page.text[clause[0] : clause[1]], near):
            continue
        if denial and is_of_a_culture(page, start, end):
            continue
        if value == "progressive" and not denial and is_said_of_other(page.text, clause[0], start):
            continue
        if value == "progressive" and not denial and is_of_a_complaint(page, start, end):
            continue
        if value == "responding" and is_to_something_else(page, end):
            continue
        if value == "responding" and course_words()["other"].search(page.text[clause[0] : clause[1]]):
            continue
        if value == "progressive" and page.kept(reserved).overlaps(start, end):
            continue  # "PRRT on progression only"
        if value == "progressive" and not denial and is_foreseen(page, start):
            continue
        strength = STATED + (value == "mixed")
        one = assertion(page, value, start, end, strength, denial=bool(denial))
        found.append(one._replace(weight=NEAR + SENTENCE) if one else None)
    return found


def _names_another_pd(page: Page) -> bool:
    """Whether a text names something else that "PD" may stand for."""
    return _OTHER_PD.search(page.folded.text) is not None


def _findings(page: Page) -> list[Statement | None]:
    """What is said to have grown, stayed or shrunk, where that is the tumour and not its uptake."""
    found: list[Statement | None] = []
    for name, start, end in _changes().find(page.text):
        value, _, new = name.partition("_")
        strength, overall = anchor(page, start, end, new=bool(new))
        if strength:
            denial = re.match(r"no\b|not\b|without|w/o|ha(?:s|ve)n't|ha(?:s|ve) not|did not", page.text[start:end])
            if new and (_is_denied(page, start, end) or _DOUBTED.match(page.text, end)):
                continue
            if new and is_harmless(page.text, end, page.sentence(start)[1]):
                continue
            if value != "stable" and _STABLE_TO.search(
                page.text, max(page.sentence(start)[0], start - LITTLE_CHARS), start
            ):
                continue
            if value == "stable" and page.text.startswith("stable", start) and is_after_response(page, start, end):
                one = assertion(page, value, start, end, strength, denial=False)
                found.append(one._replace(strength=IMAGED, weight=NEAR + SENTENCE) if one else None)
                continue
            if value == "stable" and (
                is_explained(page.text, end)
                or is_of_harmless(page.text, page.sentence(start)[0], start, end)
                or is_of_a_body_part(page.text, end)
            ):
                continue
            one = assertion(page, value, start, end, strength, denial=bool(denial or new))
            concluded = value == "stable" and (
                sums_up(page.text, page.sentence(start)[0], start)
                or is_since_treatment(page, end)
                or (page.text.startswith("stable", start) and is_under_treatment(page, start, end))
            )
            if one and concluded:
                found.append(one._replace(strength=IMAGED, weight=NEAR + SENTENCE))
                continue
            weight = NEAR + SENTENCE * bool(new) if overall or value == "progressive" else 0
            found.append(one._replace(weight=weight) if one else None)
    return found


def _is_denied(page: Page, start: int, end: int) -> bool:
    """Whether a new lesion is denied; not by its own words: "metastases which were not there in 2022"."""
    denial = page.covering("negated", start, end) if "negated" in page.context(start, end) else None
    return denial is not None and not start <= denial.trigger[0] < end


def _figures(page: Page) -> Iterator[Statement | None]:
    """What figures tell: a sum is as good as a conclusion, a single lesion is a finding."""
    for change in read_changes(page):
        strength = IMAGED if change.overall else SEEN
        one = assertion(page, change.value, change.start, change.end, strength, denial=False)
        yield one._replace(weight=NEAR if change.overall else 0) if one else None
