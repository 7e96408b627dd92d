# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Asked spread: clauses that only ask, or fear, whether the tumour has spread ("asked whether it has gone to the bones"),
or tell where it could go one day, and the plain answer behind them."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, index

_INVERTED = ("should ", "were ", "had ")
"""With one of these begins a condition without "if": "should liver metastases appear, ..."."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tumour = r"(?:it|this|that|these|they|he|she|(?:the|his|her|your|my|their) (?:[a-z-]+ ){0,2}?(?:tumou?r|cancer|carcinoid|net|nec|disease|growth|illness)|(?:tumou?r|cancer|disease|anything|something))"
    going = r"(?:spread|gone|go|went|got|get|reached?|moved?|travel(?:l)?ed|metastasi[sz]ed?|seeded|come|came|settled|affect(?:ed|s)?|involved?|attack(?:ed|s)?|jump(?:ed)?)"
    asking = r"(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|want(?:s|ed)? to know|like to know|know|tell|see|check(?:ed)?|clarify|questions?(?: is| was)?|(?:un)?clear|unsure|uncertain|sure|known|unknown)"
    fearing = r"(?:worr(?:y|ies|ied)|fear(?:s|ed|ing)?|afraid|scared|anxious|frightened)"
    denied = r"(?:not(?: at all)?|none(?: at all)?|no(?:ne)?|nothing(?: of the (?:kind|sort))?|never|nowhere|nope)"
    return {
        "clause": re.compile(
            rf"{LEFT}(?:{asking}(?: (?:me|us|you|again|today|yesterday|also|him|her|about it)){{0,2}},? (?:whether|if) |{fearing}(?: that)? )(?={tumour} |there |any |(?:the |her |his |my |your )?(?:bones?|liver|lungs?|brain|peritoneum|nodes|lymph nodes|skeleton|spine) (?:is|are|was|were|has|have|could|may|might))[^.;:?\n]{{0,120}}"
        ),
        "whether": re.compile(rf"{LEFT}(?:whether|if)(?: or not)? (?={tumour} (?:has|had|have|could|may|might|can|will|would|is|was|are|were)|there (?:is|are|was|were|could|may|might) )[^.;:?\n]{{0,120}}"),
        "asks_if": re.compile(
            r"(?:ask|wonder|know|tell|told|see|check|clarif|question|clear|unsure|uncertain|sure|unknown|worr|find out|look|determin|assess|doubt)[a-z]{0,4}[^.;:?\n]{0,24}\Z"
        ),
        "stop": re.compile(r",(?= ?(?:but|which|and (?:it|they|there|the|i|we)|the (?:answer|scan|ct|mri|pet)|it|they|there|fortunately|luckily|unfortunately|this|that|happily|sadly|i|we|however|mri|ct|pet)(?![a-z]))|(?<![a-z])(?:but|because|however|although|and (?:i|we|it has|it had|they are)|can be answered|(?:was|is) answered)(?![a-z])"),
        "if_found": re.compile(r"(?<![^\n.;!?])(?<![^\n.;!?] ) ?(?:and |but )?(?:should|were|had) (?:any |the |new |further |there )?[^.;:,?\n]{0,40}?(?:metasta[a-z]+|mets|secondaries|spread)[^.;:,?\n]{0,60}(?=,)"),
        "future": re.compile(
            rf"{LEFT}(?:could|may|might|can|will|would|should)(?: {tumour})?(?: (?:also|later|still|then|one day|some day|eventually|well|even|in time|in future|in theory|theoretically|sometimes|easily|not)){{0,2}} {going}(?! (?:back|home|on|up|down|ahead|for|through))(?: (?:in)?to| into| in| on)? [^.;:,\n]{{0,60}}"
        ),
        "asked_question": re.compile(
            rf"{LEFT}(?:(?:is|are|was|were) there(?: any| an?)?|any|(?:has|had|have) {tumour}|(?:does|do|did) (?:he|she|you|we|they|the patient)(?: [a-z]+){{0,2}}? (?:have|see|find)(?: any)?|(?:are|is|were) (?:the |her |his |my )?(?=(?:bones?|liver|lungs?|brain|peritoneum|nodes|skeleton)(?![a-z])))[^.;:?\n]{{0,90}}\?"
        ),
        "no": re.compile(
            rf" ?[-–,;:.?>]{{0,2}} ?\n?(?:(?:the )?(?:answer|scan|ct|mri|pet|dotatate|imaging|reply)(?: (?:is|was|says?|said|shows?|showed))?(?: that)?,? ?:? ?)?(?:(?:and|but|fortunately|luckily|happily|thankfully|as far as we can see|so far|i said|i could tell (?:her|him|them)|i reassured (?:her|him|them) that),? ){{0,2}}(?:can be answered:? ?|is answered:? ?)?(?:{denied}(?= ?(?:[.,;!\n]|$))|(?:it|they|there|we|i|she|he|this|that)(?: (?:has|have|had|is|are|was|were|do|does|did|could see|can see|see|saw|found))(?: (?:in fact|fortunately|clearly|at present|luckily|indeed|certainly))? ?(?:n't|not|none|no(?: such| sign| evidence| trace| indication)(?: of (?:that|this|it|any|such a thing|one))?)(?: any| one| so| that| the case| there| affected| involved| at present| so far| gone there| spread there| seen any){{0,2}}(?= ?(?:[.,;!\n]|$)))"
        ),
        "yes": re.compile(
            r" ?[-,;:.?>]{0,2} ?\n?(?:(?:and|but|unfortunately|sadly|indeed),? ){0,2}(?:yes(?= ?(?:[.,;:!\n]|$))|(?:it|they|there|she|he) (?:has|have|is|are|does)(?: (?:indeed|unfortunately|sadly|now))?(?= ?(?:[.;!\n]|$)))"
        ),
        # "fears that the liver mets have grown": they are there, and only their course is asked after
        "presupposed": re.compile(r"(?<![a-z])(?:the|his|her|their|my|these|those|known) (?:[a-z]+ )?$"),
        "course": re.compile(r"(?: (?:in the|in his|in her) [a-z]+)? (?:have|has|had|are|is|were|was|could|may|might|will|would|do|did)?(?: not| also| now| still| be| have| been){0,3} ?(?:grow[a-z]*|progress[a-z]*|enlarg[a-z]+|shr[aiu]nk[a-z]*|bigger|larger|worse[a-z]*|respond[a-z]*|stable|bleed[a-z]*|painful|calcif[a-z]+|operable|resectable)(?![a-z])"),
        "named": re.compile(r"metasta|(?<![a-z])(?:mets?|secondar|spread|gone|go|went|got|reach|affected|involved|cancer|tumou?r|disease|travel|moved)"),
    }  # fmt: skip


def without_asked(page: Page, found: list[Found]) -> list[Found]:
    """The facts without those that stand in a clause that only asks or fears, and with the answer to it."""
    spans = [*_clauses(page), *_questions(page)]
    ahead = [match.span() for match in scan(_patterns()["future"], page.text)]
    if found and any(word in page.text for word in _INVERTED):
        ahead += [match.span() for match in _patterns()["if_found"].finditer(page.text)]
    kept = [
        fact
        for fact in found
        if fact.field != "metastases"
        or _only_course_asked(page, fact)
        or not any(low <= fact.start < high for low, high in [*((low, high) for low, high, _ in spans), *ahead])
    ]
    for low, high, status in spans:
        if status:
            kept += [
                spread(site, status, start, end)
                for site, start, end in index("spread", "site").find(page.text, low, high)
                if site != "other"
            ]
    return kept


def _only_course_asked(page: Page, fact: Found) -> bool:
    """Whether metastases are taken for granted where their course is asked after: "whether the liver mets have grown"."""
    patterns, text = _patterns(), page.text
    return (
        fact.value.status == "present"
        and patterns["presupposed"].search(text, max(0, fact.start - 24), fact.start) is not None
        and patterns["course"].match(text, fact.end) is not None
    )


def _clauses(page: Page) -> list[tuple[int, int, str | None]]:
    """The clauses that ask, each with its answer where one stands behind it."""
    patterns, text = _patterns(), page.text
    out: list[tuple[int, int, str | None]] = []
    for name in ("clause", "whether"):
        for match in scan(patterns[name], text):
            if any(low <= match.start() < high for low, high, _ in out):
                continue
            if text.startswith("if", match.start()) and not patterns["asks_if"].search(
                text[max(0, match.start() - 40) : match.start()]
            ):
                continue  # "what if there were bone mets?" supposes
            stop = patterns["stop"].search(text, match.start(), match.end())
            end = stop.start() if stop else match.end()
            if patterns["named"].search(text, match.start(), end):
                out.append((match.start(), end, _answer(page, end)))
    return out


def _questions(page: Page) -> list[tuple[int, int, str | None]]:
    """The questions that a plain answer follows: "Any liver metastases? No."."""
    out: list[tuple[int, int, str | None]] = []
    if "?" not in page.text:
        return out
    for match in scan(_patterns()["asked_question"], page.text):
        status = _answer(page, match.end())
        if status and _patterns()["named"].search(page.text, *match.span()):
            out.append((*match.span(), status))
    return out


def _answer(page: Page, end: int) -> str | None:
    """The answer that begins where a question ends."""
    if _patterns()["no"].match(page.text, end):
        return "absent"
    return "present" if _patterns()["yes"].match(page.text, end) else None
