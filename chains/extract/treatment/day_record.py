# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Day record: a document that records what was done on its day - an operation, an embolisation, one of the cycles of PRRT."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.standing import AT_ONCE, ENDED, TOLD, Named, Standing

TITLE_CHARS, HEAD_CHARS, LEAD_CHARS = 160, 700, 290
"""How far the title of a record may stand from the start, how far its head goes, and how far before what was done "Procedure:"."""
_TITLE = re.compile(
    r"\b(?:operati(?:on|ve|ng)|op|surg(?:ical|ery)|procedure|intervention(?:al)?(?: radiology)?|theatre|emboli[sz]ation|radio-?emboli[sz]ation|sirt|tace|ablation|protocolo quirurgico|compte rendu operatoire)[ -]?(?:procedure |treatment |therapy )?(?:notes?|records?|reports?|protocol|bericht|summary|details)\b"
    r"|\b(?:protocolo quirurgico|compte rendu operatoire|verbale operatorio|op-?bericht|operationsberattelse|interventional radiology (?:procedure )?(?:note|report|record))\b"
)
_NOT_YET = re.compile(
    r"\b(?:planned|planning|request|booking|pre-?op(?:erative)? (?:note|assessment|visit|clinic)|consent form|referral|vetting|check-?list)\b"
)
_DETAILS = re.compile(
    r"\b(?:ebl|blood loss|bleeding|estimated blood|findings?|technique|details|anastomos[a-z]*|specimens?(?: out)?|closure|closed|sheath|microcatheter|arteriogram|angiogra[a-z]*|ports?|incision|drains?|extubated|counts correct|gbq|particles|beads|complications?)\b"
)
"""What only a record of what was done tells; two of them must stand in it."""
_DONE_AS = re.compile(
    r"(?:^|\n) ?(?:procedures?|operations?|interventions?|surgery|op|name of (?:procedure|operation)|(?:procedures?|operations?) (?:performed|done|carried out)|treatment(?: given| today)?|exam(?:ination)?)(?: (?:performed|done|title|details?|on))? ?(?:\(?[0-9./-]{4,12}\)?)? ?: ?[^\n]{0,270}$"
)
"""The line that names what was done."""
_CYCLE = re.compile(
    r"\b(?:cycle|course|treatment|administration|infusion|therapy|dose)(?: (?:record|no\.?|number|nr\.?|sheet|#))?[ :#]{0,3}(?P<own>[1-6]) ?(?:of|/|out of|von) ?(?P<all>[2-8])(?![\d/])"
)
_SESSION = re.compile(
    r"[^.;\n]{0,90}?\b(?:session|part|stage|treatment) ?#?(?P<own>[1-6]) ?(?:of|/) ?(?P<all>[2-8])(?![\d/])"
)
_ACTIVITY = re.compile(r"\b\d(?:\.\d{1,2})? ?gbq\b|\b(?:1[5-9]|2)\d\d ?mci\b")
_OFF = re.compile(r"\b(?:not given|cancelled|canceled|postponed|deferred|abandoned|aborted|not administered)\b")


def recorded(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Tell done what a record names as its operation or procedure, and by its cycle a course of PRRT."""
    if page.kept(_is_a_record):
        for place, (one, own) in enumerate(zip(named, standings, strict=True)):
            if one.kind not in AT_ONCE | {"liver_directed"} or own.weight == ENDED or own.status == "declined":
                continue
            if _DONE_AS.search(page.folded.text, max(0, one.start - LEAD_CHARS), one.start) and own.weight < TOLD:
                several = _SESSION.match(page.folded.text, one.end)
                runs = several is not None and int(several["own"]) < int(several["all"])
                standings[place] = Standing("ongoing" if runs else "done", TOLD)
    status = page.kept(_cycle_of_the_day) if any(one.kind == "prrt" for one in named) else None
    if status is None:
        return
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if one.kind == "prrt" and own.status != "declined" and own.weight != ENDED:
            standings[place] = Standing(status, TOLD) if own.status != "considered" else own


def _is_a_record(page: Page) -> bool:
    """Whether the title of a text is that of a record, and the text tells how it was done."""
    text = page.folded.text
    title = _TITLE.search(text, 0, TITLE_CHARS)
    if title is None or _NOT_YET.search(text, 0, TITLE_CHARS):
        return False
    return len({found.group() for found in _DETAILS.finditer(text)}) > 1


def _cycle_of_the_day(page: Page) -> str | None:
    """How PRRT stands in the record of one of its cycles: it runs, and with the last cycle it is over."""
    text = page.folded.text
    cycle = _CYCLE.search(text, 0, HEAD_CHARS)
    if cycle is None or not _ACTIVITY.search(text) or _OFF.search(text, 0, HEAD_CHARS):
        return None
    if not re.search(
        r"\b(?:record|log|report|protocol|note|sheet|therapy|summary|day[ -]?(?:ward|unit|care))\b", text[:HEAD_CHARS]
    ):
        return None
    return "ongoing" if int(cycle["own"]) < int(cycle["all"]) else "done"
