# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Course: whether the disease grows on anatomical imaging or as the clinician states it - never from uptake alone.

Every statement of the course is found, each with its time; what is told of now is chosen, and what an earlier line of
treatment achieved or failed to achieve is not the state now.
"""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import Index, table
from chains.extract.tumour.change import read_changes
from chains.extract.tumour.month_order import in_order
from chains.extract.tumour.newly import has_new_lesion
from chains.extract.tumour.said_of import is_explained, is_harmless, is_said_of_other, sums_up
from chains.extract.tumour.statement import (
    CURRENT,
    LEAD_CHARS,
    NEAR,
    SENTENCE,
    Statement,
    course_words,
    has_ended,
    latest,
    left_open,
    superseded,
    when,
)
from chains.extract.tumour.voice import is_asked, is_believed, is_revised, is_talked_of
from knowledge.case import Span

STATED, IMAGED, SEEN = 3, 3, 1
"""A conclusion, or a change on named imaging, over a finding in one organ."""
ADJACENT_CHARS = 4
_DROPPED = {"asked", "possible"}
_SUPPOSING = re.compile(r"whether|would|could|should|may be|vs\.?|versus|discuss|indicat|benefit|effic|outcome")
_TO_COME = re.compile(
    r"(?<![a-z])(?:may|might|could|can|will|would|should|shall|'ll|(?:expected|likely|going|bound|prone|tends?|about|yet|unlikely) to)(?: (?:well|also|still|eventually|later|soon|then|now|even|only|always|one day)){0,2} $"
)
"""Before a bare verb: what may yet come ("stable in March, may progress")."""
_EARLIER = re.compile(
    rf"\.? ?(?:the |his |her )?(?:{MONTH}|\d|last|previous|prior|baseline|before|earlier|old|summer|spring|winter|autumn)"
)
"""What an examination is compared with: "stable vs. Feb"; not "stable vs progressive"."""
_BREAK = re.compile(
    r"[;:(\n→]|(?<!\bca)(?<!\bapprox)(?<!\bprev)(?<!\bmax)\.(?= |$)|\b(?:but|however|whereas|while|yet|although|though)\b"
)
_ANATOMICAL = re.compile(
    r"\b(?:(?:ce|ncc?)?ct|mri?|size[sd]?|recist|mm|cm|radiologic(?:al|ally)?|radiographic(?:al|ally)?)\b"
)
_DOUBTED = re.compile(
    r"(?: ?[,(:-])? ?(?:(?:are|is|which|that|these|most|very|rather) ){0,12}(?:\?|suspicious|suspected|probabl|possibl|likely (?:cyst|benign|ha?em)"
    r"|indeterminate|equivocal|query|uncertain|unclear|to be|for (?:further )?clarif|cysts?|ha?emangiom|benign)"
)
"""What makes a new lesion perhaps none of the tumour: "new liver lesions ?mets"."""
_FILLER = re.compile(
    r"(?: |,|-|=|i\.e\.|and|so|thus|hence|meaning|everything|situation|picture|appearances|all|both"
    r"|course|under|on|with|\(running\)|\(ongoing\)|\(continuing\)|:|now|currently|still|clearly|slightly|overall|has|have|had|is|are|was|were|been|remain(?:s|ed)?|again|size|sizes|in|number|also|otherwise|largely|essentially|to date|so far|until|since|then|(?:19|20)\d\d|radiologically|appears?|both|the|a|of|with|be){0,12}$"
)


_LASTING = re.compile(
    r" ?(?:for|over|since|x|by|through)? ?[>~]? ?(?:the )?(?:(?:past|last|more than|about|at least) )?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many) ?(?:consecutive )?(?:months?|mo|mths?|mnths?|yrs?|years?|y|scans?|cts?|mris?|gastroscop[a-z]+|endoscop[a-z]+|controls?|follow ?-?ups?)\b"
)
"""How long something stayed as it was: said so barely, it is the disease ("stable > 12 months")."""

_SIZED = re.compile(
    r"\b\d{1,3}(?:\.\d)? ?(?:mm|cm)(?: (?:in |of )?(?:the )?(?:head|tail|body|neck|uncinate|lesion|tumou?r|net|mass|nodule|primary|ileum|rectum|fundus|antrum|lobe))?[, ]{1,2}$"
)
_SINCE_WHEN = re.compile(rf" since (?:early |late )?(?:{MONTH} )?(?:19|20)\d\d")
"""A size and since when it is stable: "17 mm head, stable since 2021" is told of the tumour."""
_OTHER_PD = re.compile(r"(?<![a-z])(?:parkinson|peritoneal dialysis|personality disorder|panic disorder)")
"""In a text that names one of these, "PD" may stand for it."""
_ORGAN = re.compile(
    r"(?<![a-z])(?:liver|hepatic|bones?|bony|osseous|skelet(?:on|al)|lungs?|pulmonary|nodes?|nodal|lns?|peritoneal|peritoneum|primary|pancreas|brain|rest|others?)(?![a-z])"
)
_ORGANS_BETWEEN = re.compile(
    rf"(?:[ ,/+&(:-]|(?:and|but|while|whereas|in|of|the|all|lesions?|mets|metastas[ei]s|deposits|disease|lymph|are|is|{_ORGAN.pattern})(?![a-z])){{1,24}}"
)
"""Between two states of which each is told of an organ of its own."""
_OWN_SCAN = re.compile(
    rf"(?<![a-z])(?:scans?|cts?|mri?s?|pet|imaging|restaging|staging|control|follow-?up)(?![a-z])[^.;\n]{{0,30}}?(?<![a-z])(?:{MONTH}|spring|summer|autumn|fall|winter)(?![a-z])|(?<![a-z])(?:{MONTH}|spring|summer|autumn|winter) (?:scans?|cts?|mri?s?|pet|imaging|restaging|staging)(?![a-z])"
)
"""An examination with its time, of which a finding is told: "scan in September: stable"."""
_SINCE_LAST = re.compile(r"(?: [^ .;\n]+){0,6}? (?:since|compared|vs\.?|as against)\b")
_LABELLED = re.compile(
    rf" ?[-*>]? ?(?:{MONTH}|\d{{1,2}}[./]\d{{2,4}}|(?:19|20)\d\d)(?: ?\d{{2,4}})?,? ?(?:[:–-]|→) ?(?:ct|mri|pet)?,? ?:? ?"
)
"""A line of a list of dates: "Jan: new liver mets"."""
BESIDE_CHARS, REPORT_CHARS = 44, 400
"""How far behind "stable" what lasts may be named; and how far back the examination of which a bare "Stable." speaks."""


@cache
def _stated() -> Index:
    return Index({name: list(body["forms"]) for name, body in table("course")["stated"].items()})


@cache
def _changes() -> Index:
    return Index({name: list(body["forms"]) for name, body in table("course")["change"].items()})


def read_course(page: Page) -> list[Found]:
    """The state of the disease now; what is only supposed is told too, and divided from it later."""
    statements = _of_own_scans(page, [one for one in (*_conclusions(page), *_findings(page), *_figures(page)) if one])
    supposed = [one for one in statements if "hypothetical" in page.context(one.start, one.end)]
    actual = [one for one in statements if "hypothetical" not in page.context(one.start, one.end)]
    chosen = in_order(page, latest(actual), actual)
    if chosen and (chosen.value == "mixed" or (chosen.era < CURRENT and superseded(page, chosen))):
        chosen = None
    if chosen and any(_differs_by_organ(page, one, chosen) for one in actual):
        chosen = None
    if chosen and (has_new_lesion(page, chosen) or left_open(page, chosen)):
        chosen = None
    return [Found("progression", one.value, one.start, one.end, one.era) for one in (*supposed, chosen) if one]


def _differs_by_organ(page: Page, one: Statement, chosen: Statement) -> bool:
    """Whether one organ grew and another did not, both told in a breath: "PD in the bones, SD in the liver"."""
    if one.value != "progressive" or chosen.value == "progressive" or one.moment.is_before(chosen.moment):
        return False
    first, last = sorted((one, chosen), key=lambda each: each.start)
    between = page.text[first.end : last.start]
    return _ORGANS_BETWEEN.fullmatch(between) is not None and _ORGAN.search(between) is not None


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
        clause, _ = _clause(page, start, end)
        after = page.text[end : min(end + BESIDE_CHARS, page.sentence(start)[1])]
        own, also, _ = after.partition(" and ")
        if also and _of_the_disease(page.text[start:end] + own):
            after = own  # "progression of the liver metastases and her 5-HIAA has doubled"
        near = page.text[max(clause[0], start - 12) : start] + "," + after
        if page.text[start:end] == "pd" and _OTHER_PD.search(page.folded.text):
            continue
        if not denial and _about_uptake(page.text[clause[0] : clause[1]], near):
            continue
        if value == "progressive" and not denial and is_said_of_other(page.text, clause[0], start):
            continue
        if value == "responding" and course_words()["other"].search(page.text[clause[0] : clause[1]]):
            continue
        strength = STATED + (value == "mixed")
        one = _statement(page, value, start, end, strength, denial=bool(denial))
        found.append(one._replace(weight=NEAR + SENTENCE) if one else None)
    return found


def _findings(page: Page) -> list[Statement | None]:
    """What is said to have grown, stayed or shrunk, where that is the tumour and not its uptake."""
    found: list[Statement | None] = []
    for name, start, end in _changes().find(page.text):
        value, _, new = name.partition("_")
        strength, overall = _anchor(page, start, end, new=bool(new))
        if strength:
            denial = re.match(r"no\b|not\b|without|w/o|ha(?:s|ve)n't|ha(?:s|ve) not|did not", page.text[start:end])
            if new and ("negated" in page.context(start, end) or _DOUBTED.match(page.text, end)):
                continue
            if new and is_harmless(page.text, end, page.sentence(start)[1]):
                continue
            if value == "stable" and is_explained(page.text, end):
                continue
            one = _statement(page, value, start, end, strength, denial=bool(denial))
            concluded = value == "stable" and (
                sums_up(page.text, page.sentence(start)[0], start) or _since_treatment(page, end)
            )
            if one and concluded:
                found.append(one._replace(strength=IMAGED, weight=NEAR + SENTENCE))
                continue
            weight = NEAR + SENTENCE * bool(new) if overall or value == "progressive" else 0
            found.append(one._replace(weight=weight) if one else None)
    return found


def _figures(page: Page) -> Iterator[Statement | None]:
    """What figures tell: a sum is as good as a conclusion, a single lesion is a finding."""
    for change in read_changes(page):
        strength = IMAGED if change.overall else SEEN
        one = _statement(page, change.value, change.start, change.end, strength, denial=False)
        yield one._replace(weight=NEAR if change.overall else 0) if one else None


def _of_the_disease(told: str) -> bool:
    """Whether a conclusion names what it is told of by itself: "stable disease", "progression of the metastases"."""
    words = course_words()
    return words["tumour"].search(told) is not None and words["uptake"].search(told) is None


def _clause(page: Page, start: int, end: int) -> tuple[Span, int]:
    """The clause around a statement, between commas, and where the clauses before it in its sentence begin."""
    low, high = page.sentence(start)
    text = page.text
    first = max(low, start - 110)
    for stop in _BREAK.finditer(text, first, start):
        if stop.group() != "(" or ")" not in text[stop.end() : start]:
            first = stop.end()
    stop_after = _BREAK.search(text, end, min(high, end + 60))
    last = stop_after.start() if stop_after else min(high, end + 60)
    comma = text.rfind(",", first, start) + 1
    after = text.find(",", end, last)
    return (max(first, comma), after if after >= 0 else last), first


def _anchor(page: Page, start: int, end: int, *, new: bool) -> tuple[int, bool]:
    """How well a change is tied to the tumour, 0 not at all; and whether it is told of the disease as a whole."""
    words, text = course_words(), page.text
    (low, high), first = _clause(page, start, end)
    sentence, stop = page.sentence(start)
    if new:
        since = words["since"].search(text, sentence, start) or _SINCE_LAST.match(text, end)
        now = (since or _LABELLED.fullmatch(text, sentence, start)) and not words["uptake"].search(text, sentence, stop)
        return (IMAGED, False) if now or words["imaging"].search(text, sentence, stop) else (0, False)
    own = text[low:high]
    if words["uptake"].search(own) and not _ANATOMICAL.search(own):
        return 0, False
    bare = _FILLER.fullmatch(_without_treatments(page, low, start)) is not None
    if not _told(own) and bare and _stands_alone(page, low, start, end):
        return SEEN, True
    if not _told(own) and bare:
        low = first if first < low else sentence
        if _FILLER.match(text, sentence, start) and not text[end:stop].strip(" .;!?\n"):
            low = page.sentence(max(0, sentence - 2))[0]
        elif not _told(text[low:high]) and not words["other"].search(text, sentence, low):
            low = sentence
        own = text[low:high] + text[high : min(stop, high + 40)].split(".")[0]
        if words["uptake"].search(own):
            return 0, False
    if not _told(own) or _of_something_else(text, low, start, end):
        return 0, False
    imaged = words["imaging"].search(text, sentence, high)
    whole = re.search(r"\b(?:disease|dz)\b", own)
    return IMAGED if imaged or whole else SEEN, whole is not None or not words["tumour"].search(own)


def _without_treatments(page: Page, low: int, high: int) -> str:
    """A stretch of text without the treatments it names: "under lanreotide (running)" leaves only small words."""
    text, kept, at = page.text, [], low
    for _, start, end in page.named("treatments", "treatment"):
        if at <= start and end <= high:
            kept.append(text[at:start])
            at = end
    return " ".join([*kept, text[at:high]])


def _stands_alone(page: Page, low: int, start: int, end: int) -> bool:
    """Whether a bare word is told of the disease by what stands beside it: a treatment, a time, a report."""
    text, words = page.text, course_words()
    if _on_treatment(page, end):
        return True
    if _LASTING.match(text, end):
        return not words["other"].search(text, low, min(page.sentence(start)[1], end + BESIDE_CHARS))
    sentence, stop = page.sentence(start)
    if _SINCE_WHEN.match(text, end) and _SIZED.search(text, sentence, start):
        return True
    if text[max(sentence, low - 2) : low].strip() == "→":
        return page.names("treatments", "treatment", sentence, start)
    if text[end:stop].strip(" .;!\n") or text[sentence:start].strip():
        return False
    before = page.sentence(max(0, sentence - 2))[0]
    told = words["imaging"].search(text, max(0, sentence - REPORT_CHARS), sentence)
    return told is not None and not words["other"].search(text, before, sentence)


def _on_treatment(page: Page, end: int) -> bool:
    """Whether a treatment follows: "stable on lanreotide" is said of the disease."""
    link = re.match(
        r" (?:(?:again|now|slowly|further|clearly|steadily|for now) )?(?:on|under|with|since|despite) ",
        page.text[end : end + 18],
    )
    place = end + link.end() if link else -1
    return page.names("treatments", "treatment", place, place + 1)


def _since_treatment(page: Page, end: int) -> bool:
    """Whether "since" and a treatment follow: "progressive in 2022, stable since PRRT"."""
    since = re.compile(r" since (?:the |his |her |starting |start of |first |second |last ){0,3}").match(page.text, end)
    return since is not None and page.names("treatments", "treatment", since.end(), since.end() + 1)


def _told(clause: str) -> bool:
    """Whether a clause names the tumour or anatomical imaging."""
    words = course_words()
    return words["imaging"].search(clause) is not None or words["tumour"].search(clause) is not None


def _of_something_else(text: str, low: int, start: int, end: int) -> bool:
    """Whether what stayed or grew is a cyst, the weight, the dose: named last before the change, or right after it."""
    named = [match.end() for match in course_words()["other"].finditer(text, low, start)]
    if named and not _told(text[named[-1] : start]):
        return True
    return course_words()["other"].match(text, min(end + 1, len(text))) is not None


def _about_uptake(clause: str, near: str) -> bool:
    """Whether a clause speaks of uptake, markers or symptoms and not of size; ``near`` stands beside the word."""
    near = ",".join(re.split(r"[,;()]", near)[:2])
    return course_words()["uptake"].search(near) is not None and not _ANATOMICAL.search(clause)


def _statement(page: Page, value: str, start: int, end: int, strength: int, *, denial: bool) -> Statement | None:
    """A statement with its time, unless it is asked, planned or only possible."""
    contexts = page.context(start, end)
    planned = page.covering("planned", start, end)
    if (
        contexts & _DROPPED
        or _TO_COME.search(page.text, max(page.sentence(start)[0], start - LEAD_CHARS), start)
        or is_asked(page, start, end)
        or is_believed(page, start)
        or is_talked_of(page, start, end)
        or has_ended(page.text, value, end)
        or (value == "progressive" and is_revised(page, start, end))
        or (planned and planned.trigger[0] < start)
    ):
        return None
    considered = page.covering("considered", start, end)
    if considered and _SUPPOSING.match(page.folded.text, considered.trigger[0]):
        compares = page.folded.text.startswith(("vs", "versus"), considered.trigger[0])
        beside = min(abs(considered.trigger[0] - end), abs(start - considered.trigger[1])) < ADJACENT_CHARS
        if not compares or (beside and not _EARLIER.match(page.folded.text, considered.trigger[1])):
            return None
    if "negated" in contexts and not denial:
        if value != "progressive" or re.match(r"enlarg|bigger|larger|new", page.text[start:end]):
            return None
        value = "stable"
    era, moment = when(page, value, start, end)
    return Statement(value, start, end, strength, era, moment)
