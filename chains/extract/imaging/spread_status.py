# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread status: whether a site that a text names beside a word for metastasis is present, possible, absent, or none of
these - because the denial speaks of something else ("no uptake in the liver metastases")."""

import re
from functools import cache
from typing import Literal

from chains.extract.text.context import WITHHELD, Scope
from chains.extract.text.page import Page

Status = Literal["present", "possible", "absent"]
NOT_CHARS = 30
"""How far before "suspicious" a word may begin that denies it."""
TREATMENT = r"(?:radio-?therapy|rt|irradiation|sbrt|surgery|resections?|operation|ablation|rfa|mwa|tace|tae|emboli[sz]ation|chemo-?emboli[sz]ation|sirt|radio-?emboli[sz]ation|prrt|biops(?:y|ies)|treatment|therapy|hipec|debulking|metastasectomy|hepatectomy)"
"""What may be possible of metastases that are there."""
SUPPOSED_CHARS = 60
"""How far before a metastasis the word may stand that only supposes it."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    refuted = r"(?:refuted|disproved|disproven|dispelled|dismissed|dropped|excluded|ruled out|withdrawn|retracted|discarded|unfounded|laid to rest|not (?:confirmed|substantiated|borne out|upheld)(?! (?:yet|so far))|(?:proved|proven|turned out|found|shown)(?: to be)? (?:wrong|unfounded|false|untrue|benign|harmless|incorrect|groundless|(?:bone |enostotic )?islands|(?:simple )?(?:cysts|ha?emangiomas|scars|fractures|artefacts|granulomas)))"
    confirmed = r"(?:(?<!not )(?<!not be )(?:biopsy |histologically )?(?:confirmed|proven|substantiated|verified)(?! (?:to be|as) (?:benign|harmless|ha?emang|cyst|scar|fnh|no ))|turned out (?:to be )?(?:true|right|real|correct))"
    reach = r"(?:on|in|at|by) (?:the |her |his |our |my )?(?:[a-z]+[ '-]){0,3}?"
    earlier = (
        r"(?:(?:\w+ ){0,4}(?:ago|before|earlier|previously|hitherto|formerly|then|at (?:that|the) time|at (?:baseline|diagnosis|presentation|first))|in (?:19|20)\d\d|in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)|last (?:year|month|week|time|spring|summer|autumn|winter|january|march)|"
        + reach
        + r"(?:previous|prior|old|older|earlier|first|initial|preceding|former|last|baseline|outside)(?![a-z]))"
    )
    return {
        "unseen_earlier": re.compile(rf"(?: [a-z]+){{0,2}}? ?{earlier}"),
        "relative": re.compile(r",? (?:which|that|all of which|none of which|none)(?: (?:had|have|has|were|was|previously|formerly|still|yet|then|been|visible|seen|earlier|just|so far|before)){0,5} ?$"),
        "counted": re.compile(r"(?<![a-z])(?:new|now|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|multiple|numerous|more|further|additional|at least|\d{1,3})(?: [a-z]+){0,2} ?$"),
        "denied_before": re.compile(r"(?<![a-z])(?:no|not|without|never|neither|nor|zero)(?![a-z])"),
        # what a denial of something *about* metastases speaks of; they are there all the same
        "about": re.compile(
            r"(?<![a-z])(?:uptake|avid[a-z]*|activity|accumulation|changes?|progress[a-z]*|growth|increase|decrease|respon[a-z]+|regression|shrinkage|enhancement|treatment|therapy|biops[a-z]+|resection|embolisation|embolization|ablation|necrosis|bleeding|rupture|role|place|need|indication|room|point|sense|benefit|option|reason|pain|(?:symptoms?|complaints?|trouble)(?= (?:from|of|due to|with|by) (?:the|her|his|their|known|these|those) )|aches?|discomfort|fractures?|oedema|edema|compression|ha?emorrhage|mention)(?![a-z])[^,;.]{0,50}?(?<![a-z])(?:in|of|from|to|by|at|within|with|for|around|due to)(?![a-z])"
        ),
        "definite": re.compile(r"(?<![a-z])(?:the|her|his|their|these|those|both|all|known|your|my) (?:[a-z]+[ -]){0,2}$"),
        # between "no" and "the liver metastases": words that only say that nothing was seen of them, or is left of them
        "seeing": re.compile(
            r"(?<![a-z])(?:evidence|signs?|see[ns]?|shows?|shown|show|find|found|detect[a-z]*|demonstrat[a-z]+|reveal[a-z]*|indication|hint|trace|proof|recurr[a-z]+|relaps[a-z]+|regrowth|remnants?|residu[a-z]+|persist[a-z]+|return|remain[a-z]*|left|visible|visuali[sz][a-z]+|identif[a-z]+|have|has|had|spread|involve[a-z]*|metasta[a-z]+|mets|lesions?|disease|tumou?rs?|deposits?|invasion|infiltrat[a-z]+|extension|confirm[a-z]*|bear out|reproduc[a-z]*|verif[a-z]*|uphold|substantiat[a-z]*|corroborat[a-z]*|exist|suspicio[a-z]+|suggest[a-z]*|consistent|concern[a-z]*|nor|or|in|on)(?![a-z])"
        ),
        "supposing": re.compile(r"suspicio|suggest|consistent|compatible|concern|typical|indicat|evidence of (?!progress|growth|change|respon)"),
        "word": re.compile(r"(?<![a-z])[a-z]{3,}"),
        "elsewhere": re.compile(
            r" (?:(?:so |very |that |as )?(?:well|clearly|adequately|properly|completely|sufficiently)(?![a-z])|(?:that|which|seen|visible|shown|known) (?:(?:was|were|are|on|in|by|from|the|her|his|our|an?|we|earlier|previous|last) ){0,4}(?:pet|mri?|ct|dota[a-z]*|ceus|scan|eus|octreo ?scan|biops[a-z]+|surgeon)(?: (?:had|has|clearly|so|well)){0,2}(?: (?:show(?:s|ed|n)?|saw|seen|demonstrate[sd]|detected|found|proved|confirmed))?(?= ?[.,;)\n]|$| (?:so )?(?:well|clearly)))"
        ),
        "to_treat": re.compile(r" to (?:treat|resect|remove|ablate|irradiate|emboli[sz]e|operate(?: on)?|biopsy|debulk|excise)(?![a-z])"),
        "treatment_is": re.compile(rf"(?<![a-z]){TREATMENT}(?: (?:is|be|would|still|also|now|really|even|here)){{0,3}} $"),
        "treatment_of": re.compile(rf"(?<![a-z]){TREATMENT} (?:of|for|to|in) (?:(?:the|her|his|all|both|these) ){{0,2}}$"),
        "only_some": re.compile(
            r"(?<![a-z])(?:new|other|further|additional|more|extra|larger|bigger|enlarg[a-z]+|growing|progressi[a-z]+|progressing|resectable|measurable|bulky|large|fdg|symptomatic)(?![a-z])"
        ),
        "except": re.compile(r"[^.;,\n]{0,20}?(?<![a-z])(?:apart from|except|other than|besides|save for|but for)(?![a-z])"),
        "cannot": re.compile(r"can|exclude|rule|\?|unclear|uncertain|unsure|certain"),
        "settled": re.compile(
            rf" ?(?:\([^()\n]{{1,30}}\) ?)?,? ?(?:(?:suspected|queried|raised|feared|voiced|seen|described|reported|thought) (?:at first|initially|before|earlier|elsewhere|outside|there|in [a-z0-9 ]{{2,14}}|on (?:the )?[a-z0-9 ]{{2,14}}|by [a-z ]{{2,20}}),? )?(?:[:=→-] ?)?(?:(?:has|have|had|is|are|was|were|could|can|this|which|that) ){{0,2}}(?:(?:been|now|since|later|then|therefore|thereby|thus|meanwhile|be|clearly|already|both|all|finally|definitely) ){{0,3}}(?P<word>{refuted}|{confirmed})(?![a-z])(?! (?:by (?:the )?(?:next|planned)|next|tomorrow|if|at the next))"
        ),
        "refutes": re.compile(refuted),
        # a row that an examination answers: "brain metastases: MRI brain neg"
        "answered_no": re.compile(r" ?: ?(?:(?:ct|mri?|mr|pet|dota[a-z]*|bone scan|scan|imaging|brain|liver|chest|bones?|head|of|the|in|[/,-]) ?){1,5}:? ?(?:neg|negative|clear|clean|none|normal|no)(?= ?(?:[.,;)\n]|$))"),
        # what they are denied to be: "does not see the liver metastases as a contraindication"
        "no_bar": re.compile(r"[^.;,\n]{0,30}? (?:as|to be|being) (?:an? |any |the |in itself ){0,2}(?:[a-z]+ )?(?:contra-?indications?|barrier|obstacle|reason|problem|hindrance|exclusion|limitation|concern|bar|impediment|argument)(?![a-z])"),
        # what cannot be done to metastases that are there: "resection of the liver metastases is not possible"
        "undone": re.compile(r"(?:possible|feasible|done|given|performed|option|indicated|contraindicated|offered)$"),
        "refuted": re.compile(
            r"[^.;\n]{0,60}?\bbut (?:later |then |was |were |this was |finally |could be ){0,12}(?:excluded|ruled out|not confirmed|refuted|disproved)"
        ),
        "supposed": re.compile(
            r"(?<![a-z])(?:feared(?: to be| as)?|fears? of|supposed(?! to)(?:ly)?|alleged(?:ly)?|putative|queried|suspicion (?:for|on|about)|(?:asked|wonders|wondering|wondered|worried) (?:about|for)(?! (?:the|his|her|their|these|those)(?![a-z]))|raised (?:the )?(?:question|possibility|suspicion) of|question of|thought of|so-called)(?: an?| the| new| possible| single| small| [a-z]+){0,3} ?$"
        ),
        "unseen": re.compile(r"(?<![a-z])(?:hard|difficult|impossible|unable) to (?:see|assess|judge|detect|find|exclude|rule out)(?: any)? ?$"),
        "supposed_after": re.compile(r"(?: \([^()\n]{1,30}\))?(?: [a-z]+){0,2} (?:is|are|was|were) (?:feared|supposed|queried|wondered|suspect)(?![a-z])|(?: [a-z]+){0,4} (?:feared|queried)(?= ?[.,;:)\n])"),
        "only_on": re.compile(r" ?(?:on|in|by|at) (?:the |plain |native |standard ){0,2}(?:ct|us|ultrasound|x-?rays?|fdg|sono[a-z]*)(?![a-z])[^.;\n]{0,60}?(?<![a-z])(?:mri?|pet|dota[a-z]*|ceus|eus|octreo ?scan)(?![a-z])"),
        "about_before": re.compile(r"(?<![a-z])(?:progress[a-z]*|growth|increase|enlargement|changes?|shrinkage|response|decrease|regression) (?:of|in) (?:the |these |known |her |his |any ){0,2}$"),
        "border": re.compile(r"[,;(]"),
        "suspicious": re.compile(r"(?:highly |very |clearly )?(?:suspicious|suspect|suspected|suggestive|suggesting|concerning|worrisome|indicative)(?![a-z])"),
        "but": re.compile(r"(?<![a-z])(?:but|however|although|though|except|and (?:an?|the|one|two|new))(?![a-z])"),
        "any": re.compile(r"(?: (?:focal|osseous|hepatic|bony|bone|liver|lung|lytic|sclerotic|lesions?|foc(?:us|i)|nodules?|findings?|areas?|masses|mass|uptake|changes?|deposits?|structures?)){0,4} ?"),
        "not": re.compile(r"(?<![a-z])(?:not|never|nor|n't)(?: (?:be|at all|really|particularly|overly|considered|felt to be|thought to be))? $"),
        # what else may be missing than the lesion itself: "no CT yet for the liver lesion suspicious for metastasis"
        "apart": re.compile(r"(?<![a-z])(?:for|of|about|regarding|yet|whether|if)(?![a-z])(?<!evidence of)(?<!sign of)(?<!signs of)(?<!proof of)"),
    }  # fmt: skip


def status_of(page: Page, head: int, start: int, end: int, last: int) -> Status | None:
    """The status of a site at ``start`` to ``end``, told by a phrase from ``head`` to ``last``."""
    contexts = (
        page.context(head, head + 1)
        | page.context(start, end)
        | (page.context(last - 1, last) & {"negated", "possible"})
    )
    if "asked" in contexts or is_unseen(page, head):
        return None
    if WITHHELD in contexts:
        held = page.covering(WITHHELD, start, end) or page.covering(WITHHELD, head, head + 1)
        presupposed = held is not None and held.trigger[1] <= head and is_presupposed(page, held.trigger[1], head)
        return "present" if presupposed else "possible"
    negated = page.covering("negated", start, end) or page.covering("negated", head, head + 1)
    possible = page.covering("possible", start, end) or page.covering("possible", head, head + 1)
    if negated and negated.trigger[0] < head:
        begin = negated.trigger[1]
        if _patterns()["no_bar"].match(page.folded.text, last):
            return "present"
        if is_presupposed(page, begin, head) or _is_seen_elsewhere(page, begin, head, last):
            return "present"
        if _patterns()["only_some"].search(page.text, begin, last):
            return None  # no new lesion: the old ones may still be there
        if possible and possible.trigger[1] <= negated.trigger[0]:
            doubt = page.folded.text[slice(*possible.trigger)]
            if not _patterns()["cannot"].search(doubt):
                return "absent"  # "nodes not suspicious = no nodal metastases"
        if possible and begin <= possible.trigger[0] <= start:
            doubt = page.text[slice(*possible.trigger)]
            if not _patterns()["cannot"].search(doubt) and not _patterns()["border"].search(
                page.text, begin, possible.trigger[0]
            ):
                return "absent"  # "no suspicious bone lesion"
    if negated is None and "negated" in contexts:
        negated = page.covering("negated", last - 1, last)
    if negated and negated.trigger[0] >= start:
        if _patterns()["undone"].search(page.folded.text, *negated.trigger):
            return "present"
        if _is_of_part(page, negated.trigger[1], head):
            return "present"
        if _was_unseen_earlier(page, negated, head, last):
            return "present"
        if _patterns()["except"].match(page.text, negated.trigger[1]):
            return None  # "bone lesions no longer visible except L2"
    if "possible" in contexts and possible and _is_of_a_treatment(page, possible, head):
        contexts = contexts - {"possible"}
    if "possible" in contexts and denies_a_suspicion(page, head, start, end):
        return "absent"
    if "possible" in contexts:
        return "absent" if _patterns()["refuted"].match(page.text, last) else settled_later(page, last) or "possible"
    if "negated" not in contexts:
        return "absent" if is_answered_no(page, last) else "present"
    return None if _patterns()["except"].match(page.text, last) else "absent"


def is_answered_no(page: Page, last: int) -> bool:
    """Whether a row that ends with a site is answered by an examination: "brain metastases: MRI brain neg"."""
    return _patterns()["answered_no"].match(page.folded.text, last) is not None


def _is_of_a_treatment(page: Page, doubt: Scope, head: int) -> bool:
    """Whether it is a treatment of the metastases that is possible: "is radiotherapy possible to the bone metastasis?"."""
    patterns, text = _patterns(), page.folded.text
    begin, end = doubt.trigger
    if not text[begin:end].endswith("possible"):
        return False
    if begin < head:
        low = max(page.sentence(head)[0], begin - SUPPOSED_CHARS)
        return bool(patterns["to_treat"].match(text, end) or patterns["treatment_is"].search(text, low, begin))
    return patterns["treatment_of"].search(text, max(0, head - SUPPOSED_CHARS), head) is not None


def _is_seen_elsewhere(page: Page, begin: int, head: int, last: int) -> bool:
    """Whether only one examination is denied to show the metastases: "CT does not show the liver metastases well",
    "does not show the bone metastases that the PET showed"."""
    patterns, text = _patterns(), page.folded.text
    return patterns["definite"].search(text, begin, head) is not None and bool(patterns["elsewhere"].match(text, last))


def denies_a_suspicion(page: Page, head: int, start: int, end: int) -> bool:
    """Whether it is denied that a site at ``head`` is suspicious: "no bone lesions suspicious for metastasis", "liver
    lesion not suspicious"; ``start`` to ``end`` is the word for it, or for the metastasis behind."""
    known, text = _patterns(), page.folded.text
    doubt = page.covering("possible", start, end)
    if doubt is None or doubt.trigger[0] < head or not known["suspicious"].match(text, doubt.trigger[0]):
        return False
    at = doubt.trigger[0]
    if known["not"].search(text, max(head, at - NOT_CHARS), at):
        return True
    denial = page.covering("negated", start, end)
    if denial is None:
        return False
    begin = denial.trigger[1]
    if begin > head:  # "skeleton: no lesions suspicious for metastasis"
        return known["any"].fullmatch(text, begin, at) is not None
    if any(known[name].search(text, begin, at) for name in ("border", "but", "only_some")):
        return False
    return not is_presupposed(page, begin, head) and known["apart"].search(text, begin, head) is None


def settled_later(page: Page, last: int) -> Status | None:
    """The status that the words behind a suspicion give it at last: "the suspicion of liver metastases was refuted"."""
    _, high = page.sentence(last - 1)
    settled = _patterns()["settled"].match(page.folded.text, last, high)
    if settled is None:
        return None
    return "absent" if _patterns()["refutes"].match(settled["word"]) else "present"


def _was_unseen_earlier(page: Page, denial: Scope, head: int, last: int) -> bool:
    """Whether a denial behind metastases only tells that an earlier scan did not show them: "three liver metastases
    which were not visible six months ago"."""
    patterns, text = _patterns(), page.folded.text
    low, high = page.sentence(head)
    if patterns["denied_before"].search(text, max(low, head - SUPPOSED_CHARS), head):
        return False
    between = text[last : denial.trigger[0]]
    # "liver metastases, although none were seen last year"
    granted = text[slice(*denial.trigger)].startswith(("although", "though", "but", "yet", "however"))
    relative = (
        patterns["relative"].match(between.rstrip())
        or (granted and not between.strip(" ,("))
        or (not between.strip() and patterns["counted"].search(text, max(low, head - SUPPOSED_CHARS), head))
    )
    return bool(relative) and (
        patterns["unseen_earlier"].match(text, denial.trigger[1], high) is not None or "previously" in between
    )


def _is_of_part(page: Page, after: int, head: int) -> bool:
    """Whether a denial behind denies the course of the metastases, or that one examination shows what another does."""
    patterns, text = _patterns(), page.folded.text
    if patterns["about_before"].search(text, max(0, head - SUPPOSED_CHARS), head):
        return True
    return patterns["only_on"].match(text, after) is not None


def is_unseen(page: Page, start: int) -> bool:
    """Whether a text only says that it cannot tell of metastases: "hard to see metastases"."""
    return _patterns()["unseen"].search(page.folded.text, max(0, start - SUPPOSED_CHARS), start) is not None


def is_supposed(page: Page, low: int, start: int, end: int | None = None) -> bool:
    """Whether a metastasis is only supposed: "the supposed liver metastasis", "a bone metastasis was feared"."""
    patterns, text = _patterns(), page.folded.text
    if patterns["supposed"].search(text, max(low, start - SUPPOSED_CHARS), start):
        return True
    return end is not None and patterns["supposed_after"].match(text, end) is not None


def is_presupposed(page: Page, begin: int, head: int) -> bool:
    """Whether a denial that ends at ``begin`` denies something about the metastases named at ``head``, not themselves:
    "no uptake in the known liver metastases", "did not resect the liver metastases"."""
    patterns, text = _patterns(), page.folded.text
    if patterns["supposing"].search(text, begin, head):
        return False
    if patterns["about"].search(text, begin, head):
        return True
    definite = patterns["definite"].search(text, begin, head)
    if definite is None or patterns["seeing"].search(text, begin, definite.start()):
        return False
    return patterns["word"].search(text, begin, definite.start()) is not None
