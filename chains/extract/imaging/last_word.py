# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Last word: which sites of spread a later word of the text overrules - a denial after a suspicion, an outside reading
that was not confirmed, metastases that were removed and did not come back."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import spread
from chains.extract.imaging.taken_back import is_taken_back
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index

FINAL_CHARS = 60
"""How far around a denial the word may stand that makes it the last one."""
REPORTED_CHARS = 90
"""How far before a site the words may stand that make it somebody else's reading."""
REPORTED_AFTER_CHARS = 24
"""How far after it: "liver metastases were suspected"."""
TREATED_CHARS = 200
"""How far behind the metastases of the liver a scan after their treatment may be told."""
ORGAN_CHARS = 60
"""How far before an all-clear the organ may be named that it is told of."""
NOT_DONE = {"planned", "considered", "negated", "hypothetical", "asked", "declined"}
"""Where a treatment is named that was not given."""
REMOVED_CHARS = 70
"""How far around a site the word may stand that tells of its removal."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    adjective = r"(?:(?:any|active|residual|recurrent|metastatic|remaining|viable|current|known|tumou?r|neuro-?endocrine|persistent|distant|macroscopic)(?: or |/|, | and | )){0,5}"
    disease = r"(?:disease|tumou?r|metasta[a-z]+|mets|recurrences?|relapse|malignancy|cancer|filiae)"
    return {
        "final": re.compile(forms("spread", "final")),
        "all_clear": re.compile(
            rf"{LEFT}(?:(?:no|without|free of|nor)(?: (?:convincing |definite |clear |further )?(?:signs?|evidence|evid\.?|indications?|trace|hint)(?: (?:of|for))?)? {adjective}{disease}(?! (?:progress|growth|activity|in |at |within|outside|elsewhere|other than|apart|except|besides|beyond|affecting|bed|related|specific|burden))|ned|(?:disease|tumou?r)[- ]free(?! (?:interval|survival|period|for|until|margin))|(?:in|complete) remission|(?:none|nothing)(?: (?:of them|of it|has|have|had|ever|since|yet)){{0,3}} (?:(?:come|came) back|recurred|returned)|there (?:is|are|were) none(?= ?(?:[.,;!)]|$))|(?:0|none|nothing) (?:is |was )?left(?! (?:lobe|lung|liver|side))){RIGHT}"
        ),
        "reported": re.compile(
            r"(?<![a-z])(?:outside (?:report|hospital|ct|mri|read)|external (?:report|read|ct|mri)|refer(?:ral|ring)|gp|letter|elsewhere|reported (?:as|to)|report (?:says|said|states|stated|of)|read (?:out )?as|read by|(?:was|were|had been|been) (?:called|labelled|described|considered|interpreted|thought|taken|suspected|reported|read|deemed|regarded)|said to|claimed to|believed to|taken for|mistaken for|misread|misinterpreted|thought to|queried|questioned|raised (?:on|by)|mooted)(?![a-z])|\?"
        ),
        "removed": re.compile(
            r"(?<![a-z])(?:(?<!not )(?<!un)(?:resect(?:ed)?(?![a-z])|removed|excised|ablated|(?:treated|managed) (?:by|with) (?:rfa|mwa|microwave|radio-?frequency|thermal|thermo)[a-z]*|cleared|enucleated|sterili[sz]ed)|(?:s/p|status (?:post|after)|after|post|following|underwent|had) [^,;.\n]{0,40}?(?:resection|hepatectomy|metastasectomy|transplant[a-z]*|ablation|olt|ltx)|metastasectomy|(?:hepatectomy|hemihepatectomy|resection|transplant[a-z]*|olt|ltx|oltx)(?: [a-z0-9]+){0,3} (?:for|of|due to|because of))(?![a-z])"
        ),
        "not_removed": re.compile(r"(?<![a-z])(?:not|never|un|ir)-? ?(?:been )?(?:resect|remov|ablat)|planned|scheduled|considered|primary(?: tumou?r)? (?:was |were |has been )?(?:resected|removed)|(?:to be|for) (?:resect|remov|ablat)"),
        "in_part": re.compile(
            r"(?<![a-z])(?:left|right|lobe|segment|seg|remnant|other|otherwise|elsewhere|rest|remaining|remainder|new|further|additional|lumbar|thoracic|cervical|cm|mm|fdg|psma)(?![a-z])"
        ),
        "treated": re.compile(
            r"(?<![a-z])(?:rfa|mwa|ablat(?:ed|ion)|tace|tae|sirt|radio-?embolis[a-z]+|resected|resection|hepatectomy|metastasectomy|sbrt|transplant[a-z]*|olt|ltx)(?![a-z])"
        ),
        "earlier": re.compile(
            r"(?<![a-z])(?:at (?:first |initial |primary )?(?:diagnosis|presentation|baseline|that time)|initial(?:ly)?|previously|formerly|back then|primary staging|at the time|in those days|until|so far no|before)(?![a-z])|(?<![a-z])(?:had|was|were) (?:still )?no(?![a-z])"
        ),
        "whole": re.compile(
            r"(?<![a-z])(?:livers?|hepatic|hep|graft|bones?|bony|osseous|skelet[a-z]+|lungs?|pulm[a-z]*|brain|cerebral|intracranial|periton[a-z]+|ovar[a-z]+|nod(?:es|al)|lymph ?nodes|lns|adenopathy|lymphadenopathy)(?![a-z])"
        ),
        "organ": re.compile(
            r"(?<![a-z])(?:livers?|hepatic|bones?|bony|skelet[a-z]+|spine|lungs?|pulm[a-z]*|brain|cerebral|head|skull|cranial|c-?mri|periton[a-z]+|ovar[a-z]+|(?:lymph ?)?nodes|lns|adrenals?|spleen|pleura)(?: (?:mri?|ct|us|scans?|windows?|imaging|metastas[ei]s|lesions?|parenchyma)){0,2}(?: (?:is|are|was|were|shows?|showed|has|have|had|looks?|appears?|remains?|also|both|all|still|now|currently|otherwise|with)){0,4} ?[:,=-]? ?$"
        ),
        "weaker_exam": re.compile(r"(?<![a-z])(?:ct|us|ultrasound|sonograph[a-z]*|x-?ray|cxr|fdg|octreo ?scan|radiograph[a-z]*)(?![a-z])"),
        "followed": re.compile(rf"{forms('spread', 'exam')}|(?<![a-z])(?:recurren[a-z]+|relapse[a-z]*|come back|came back)(?![a-z])"),
        # whose denial is not the last word on what the text itself leaves open: "the first reader had written ..."
        "other_reader": re.compile(
            r"(?<![a-z])(?:(?:first|former|previous|earlier|initial|other|external|outside|local|referring|original|ct|old|prelim(?:inary)?) (?:[a-z]+ )?(?:readers?|reading|reports?|radiolog[a-z]+|read|letter|version|opinion|hospital|reviewer)|outside|external)(?: ?\([^()\n]{1,20}\))?(?: (?:had|has|have|was|of|from|in|on|said|says?|writes?|wrote|written|stated?|states|reads?|reported|claims?|claimed|called|there|were|are|is)){0,4} ?:? ?[\"']?(?:that )?(?:there (?:is|are|were|was) )?$"
        ),
        # why an organ was looked at that is clear: "ovaries NAD (looked at as ovarian mets queried on CT)"
        "reason": re.compile(
            r"[^.;\n]{0,44}?(?:\(|,? (?:as|because|since|after|despite|although|though)(?![a-z]))(?P<told>[^;\n]{0,70})"
        ),
        "raised": re.compile(r"(?<![a-z])(?:quer(?:y|ied)|suspected|suspicion|suspicious|raised|question(?:ed)?|suggest(?:ed|ing)|mention(?:ed)?|feared|report(?:ed)?|thought|wondered|read|called|had (?:shown|described))(?![a-z])|\?"),
        "still": re.compile(r"(?<![a-z])(?:but|however|now|still|remain[a-z]*|cannot|biops[a-z]+|confirmed|proven|proved|sampled|left)(?![a-z])"),
        "year": re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    }  # fmt: skip


LAST_DENIALS = 12
"""How many denials of a site are looked at, the last ones: nobody denies it more often, and the last word counts."""


def settled(page: Page, found: list[Found]) -> list[Found]:
    """The facts without those that a later word overrules; a site that is gone altogether is told to be absent."""
    spread_facts = [fact for fact in found if fact.field == "metastases"]
    denials = [fact for fact in spread_facts if fact.value.status == "absent" and not is_taken_back(page, fact)]
    clearances = [
        (*match.span(), _organ_before(page, match.start()))
        for match in scan(_patterns()["all_clear"], page.folded.text)
        if _is_clearance(page, match.start())
    ]
    last: dict[str, list[Found]] = {}
    for denial in denials:
        last[denial.value.site] = [*last.get(denial.value.site, [])[1 - LAST_DENIALS :], denial]
    kept, gone = [], {}
    were_there: list[Found] = []
    for fact in found:
        if fact.field == "metastases" and fact.value.status == "absent" and is_taken_back(page, fact):
            continue
        if fact.field != "metastases" or fact.value.status == "absent":
            kept.append(fact)
            continue
        was_there = fact.value.site != "lymph_node_regional" and _was_there(page, fact)
        known = last.get(fact.value.site, ())
        if any(_overrules(page, denial, fact) or _is_the_reason(page, denial, fact) for denial in known):
            were_there += [fact] * was_there
            continue
        cleared = next(
            (one[:2] for one in clearances if one[0] >= fact.end and one[2] in {None, fact.value.site}), None
        )
        if cleared and was_there and not _patterns()["followed"].search(page.folded.text, *page.sentence(cleared[0])):
            cleared = None
        if cleared and is_unsettled(page, fact) and fact.value.site != "lymph_node_regional":
            gone[fact.value.site] = cleared
            were_there += [fact] * was_there
            continue
        kept.append(fact)
    stage = [Found("m", "M1", fact.start, fact.end, rank=-1) for fact in were_there]
    return kept + [spread(site, "absent", *span) for site, span in gone.items()] + stage


def _was_there(page: Page, fact: Found) -> bool:
    """Whether a metastasis was found and removed: it stays one for the stage (M1), whatever a later scan shows, and "no
    residual disease" does not unsay it."""
    return fact.value.status == "present" and not is_reported(page, fact) and is_unsettled(page, fact)


def _overrules(page: Page, denial: Found, fact: Found) -> bool:
    """Whether a denial is the last word on what was told of its site before."""
    if fact.end > denial.start or "hypothetical" in page.context(denial.start, denial.end):
        return False
    if fact.value.status == "possible" and _is_of_another_reader(page, denial):
        return False
    if _near(page, denial, "final", FINAL_CHARS):
        return True
    if _near(page, denial, "earlier", FINAL_CHARS) or _year(page, fact) > _year(page, denial) > 0:
        return False
    if _near(page, denial, "in_part", FINAL_CHARS // 2) or not _names_whole(page, denial):
        return False
    if fact.value.status == "possible" or is_unsettled(page, fact):
        return True
    if _patterns()["weaker_exam"].search(page.folded.text, *page.sentence(denial.start)):
        return False
    if _is_treated_between(page, fact, denial):
        return True
    named = "metasta" in page.text[denial.start : denial.end] or " mets" in page.text[denial.start : denial.end]
    return named and not denial.value.site.startswith("lymph_node")


def _is_the_reason(page: Page, denial: Found, fact: Found) -> bool:
    """Whether metastases that others had raised are only told as the reason why a clear organ was looked at."""
    patterns, text = _patterns(), page.folded.text
    _, high = page.sentence(denial.start)
    if not denial.end <= fact.start < high or not _names_whole(page, denial):
        return False
    lead = patterns["reason"].fullmatch(text, denial.end, fact.start)
    after = text[fact.end : min(high, fact.end + REPORTED_AFTER_CHARS)]
    if lead is None or patterns["still"].search(text, denial.end, min(high, fact.end + REPORTED_AFTER_CHARS)):
        return False
    return patterns["raised"].search(lead["told"] + text[fact.start : fact.end] + after) is not None


def _is_of_another_reader(page: Page, denial: Found) -> bool:
    """Whether it is somebody else who denies a site: "the first reader (external) had written 'no bone metastases'"."""
    low = max(page.sentence(denial.start)[0], denial.start - REPORTED_CHARS)
    lead = re.sub(r"(?:no|without|not any)(?: [a-z]+){0,3} ?$", "", page.folded.text[low : denial.start])
    return _patterns()["other_reader"].search(lead) is not None


def _is_treated_between(page: Page, fact: Found, denial: Found) -> bool:
    """Whether the metastases of the liver were treated in between, so that a later scan may find the liver free."""
    if fact.value.site != "liver" or denial.start - fact.end > TREATED_CHARS:
        return False
    treated = _patterns()["treated"].search(page.folded.text, fact.end, denial.start)
    return treated is not None and not page.context(*treated.span()) & NOT_DONE


def _names_whole(page: Page, denial: Found) -> bool:
    """Whether a denial speaks of the whole organ, not of one vertebra, one node or one segment."""
    return _patterns()["whole"].search(page.folded.text, denial.start, denial.end) is not None


def is_reported(page: Page, fact: Found) -> bool:
    """Whether a site was only asked about or read by others."""
    low, high = page.sentence(fact.start)
    told = page.folded.text[max(low, fact.start - REPORTED_CHARS) : min(high, fact.end + REPORTED_AFTER_CHARS)]
    return _patterns()["reported"].search(told) is not None


def is_unsettled(page: Page, fact: Found) -> bool:
    """Whether a site was only asked about, read by others, or removed, so that a later all-clear settles it."""
    if is_reported(page, fact):
        return True
    low, high = page.sentence(fact.start)
    around = page.folded.text[max(low, fact.start - REMOVED_CHARS) : min(high, fact.end + REMOVED_CHARS)]
    return bool(_patterns()["removed"].search(around)) and not _patterns()["not_removed"].search(around)


def _organ_before(page: Page, start: int) -> str | None:
    """The organ that an all-clear is told of alone: "lungs without metastases", "brain MRI: no metastases"."""
    match = _patterns()["organ"].search(page.folded.text, max(page.sentence(start)[0], start - ORGAN_CHARS), start)
    named = match and index("spread", "part").find(page.folded.text, *match.span())
    return named[-1][0] if named else None


def _is_clearance(page: Page, start: int) -> bool:
    """Whether an all-clear is told of the patient's tumour as it is now."""
    if page.text[start] == "¤" and page.plain[start] != "¤":
        return False  # of a relative, or of another cancer
    return not page.context(start, start + 1) & {"asked", "hypothetical", "planned", "considered"} and not _patterns()[
        "earlier"
    ].search(page.folded.text, max(page.sentence(start)[0], start - FINAL_CHARS), start)


def _near(page: Page, fact: Found, name: str, chars: int) -> bool:
    low, high = page.sentence(fact.start)
    around = page.folded.text[max(low, fact.start - chars) : min(high, fact.end + chars)]
    return _patterns()[name].search(around) is not None


def _year(page: Page, fact: Found) -> int:
    """The last year that the sentence of a fact names; 0 if none."""
    years = _patterns()["year"].findall(page.folded.text, *page.sentence(fact.start))
    return int(max(years, default="0"))
