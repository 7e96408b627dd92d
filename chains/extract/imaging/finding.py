# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Finding: the words by which a text speaks of something seen, and whether it doubts what it is."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.imaging.spread_sites import Site
from chains.extract.text.vocabulary import LEFT, RIGHT, index


@cache
def _patient() -> re.Pattern[str]:
    """The patient by the tumour ("in this ileal NET pt", "after appendix NET"), whose organ is not that of a finding."""
    net = r"(?:(?:p|si|sb|gep)?-?nets?|nec|nens?|a?typical carcinoids?|carcinoids?|neuro-?endocrine (?:tumou?rs?|carcinomas?|neoplasms?)|insulinomas?|gastrinomas?)"
    person = (
        r"(?:patients?|pts?|pat|man|woman|lady|gentleman|male|female|chap|girl|boy|mr|mrs|ms|yo|y/o|y|\d{2} ?[mfw])"
    )
    gap = rf"(?:(?!{net}(?![a-z]))[a-z0-9/.,'-]{{1,16}} ){{0,6}}?"
    return re.compile(
        rf"(?<![a-z])(?:(?:after|following|post|s/p|h/o|history of|hx of|known|resected|former|previous|past|treated for|operated for|because of (?:an? |his |her )?(?:known|old)) {gap}{net}|(?:in|of|for) {gap}{net}(?: g ?[123])?,? {person}|(?:in|of|for) {gap}(?<![a-z0-9]){person} (?:with|w/|after|and|has|had|who has|having|,) ?{gap}{net})(?![a-z])"
    )


@cache
def finding_patterns() -> dict[str, re.Pattern[str]]:
    """The patterns that tell a finding, a doubt about it, and the change to another one."""
    metastasis = r"met(?:astas(?:[ie]s|en?)|s)?"
    noun = rf"(?:krenning [01](?= (?:in|at)(?![a-z]))|(?:micro|macro|sub)?(?:-?solid )?(?:lesions?|nodules?|masses|mass)|foc(?:us|i)|spots?|dots?|opacit(?:y|ies)|shadows?|shadowing|densit(?:y|ies)|consolidations?|infiltrates?|changes?|uptake|hypodensit(?:y|ies)|thing|findings?|areas?|deposits?|implants?|tumou?rs?|enhancement|thickening|nodes?|ln|lymphadenopathy|adenopathy|hot ?spots?|carcino(?:mato)?sis|{metastasis})"
    return {
        "finding": re.compile(rf"{LEFT}(?:{noun}{RIGHT}|\d{{1,2}}(?:\.\d)? ?[mc]m{RIGHT})|\?(?= ?[a-z])"),
        "metastasis": re.compile(rf"{metastasis}|carcino"),
        # another lesion than the metastases before it
        "apart": re.compile(
            r"(?:[,;+]| - |(?<![a-z])(?:and|plus|also|but|while|with)(?![a-z])) ?(?:(?:and|plus|also|but|with|the|then|in addition) ){0,2}(?:(?:an?|one|two|three|four|several|some|another|others?|new|the other|rest|remaining|first|second|third|fourth|fifth|further|additional|smaller|last|\d{1,2})(?! ?(?:[cm]m|x|/|of|was|were|in|on|is|are)(?![a-z]))(?![a-z0-9])|(?:the )?(?:micro)?(?:lesions?|nodules?|foc(?:us|i)|spots?|seg(?:ment)?\.? ?[1-8ivab]+ (?:lesion|nodule|focus|spot)|[ltcd]h?\d{1,2} (?:lesion|focus|uptake))(?![a-z]))"
        ),
        "metastases": re.compile(rf"{LEFT}(?:metasta[a-z]+|mets?){RIGHT}"),
        "definite": re.compile(r"(?<![a-z])(?:avid|krenning(?! (?:score )?[0-2](?!\d))|progress[a-z]*|growing|grown|growth|increas[a-z]+|biops[a-z]+-?proven|nets?|nec|multiple|numerous|innumerable|bilobar|diffuse|respon[a-z]+|shr[iu]nk[a-z]*|smaller|larger|bigger|g[23]|ki ?-?67|ablat[a-z]+|tace|rfa)(?![a-z])"),
        "other_matter": re.compile(
            r"(?<![a-z])(?<!at the )(?<!near the )(?<!on the )(?<!in the )(?<!behind the )(?:knees?|shoulders?|hips?|ankles?|wrists?|hands?|foot|feet|legs?|arms?|elbows?|throat|teeth|tooth|dental|jaw|sinus(?:es)?|ears?|eyes?|urine|urinary|bladder|stools?|bloods?|ecg|echo(?:cardiogra[a-z]+)?|coronar[a-z]+|fever|pains?|painful|cough|fall|fell|dyspn[a-z]+|diarrh[a-z]+|flush[a-z]*|ascites|effusions?|pneumothorax|symptoms?|vomiting|nausea|ileus|obstruction|jaundice|oedema|edema|anaemia|admi(?:tted|ssion)|complicat[a-z]+|colonoscop[a-z]+|cystoscop[a-z]+|gastroscop[a-z]+|hernia|gallstones?|cholecyst[a-z]+)(?![a-z])"
        ),
        "complication": re.compile(r"ha?ematoma|abscess|infect|seroma|biloma|lymphocele|pneumoni|embol|infarct|post-?op|inflam|vessel|scar"),
        "afterwards": re.compile(r"(?<![a-z])(?:after|following|post|since|during)(?![a-z])[^,;.:\n]{0,20}(?:biops[a-z]+|bx|ablation|rfa|mwa|tace|tae|sirt|surgery|operation|resection|puncture|prrt|chemo[a-z]*|embolis[a-z]+|radiotherapy|irradiation)"),
        "how": re.compile(r"biops|bx|cores?(?![a-z])|fna|specimen|calcif|fat|scar"),
        "no_organ": re.compile(r"biops|bx|cores?(?![a-z])|fna|bronchoscop|(?:[a-z]{1,4}-)?nets?(?![a-z])|mass|tumou?r|specimen|calcif|collection|necro|stable|fat|weight|sum|distance|clearance"),
        "other_subject": re.compile(rf"(?:[,;]|(?<![a-z])(?:and|plus|also|but|while)) ?(?:with )?(?:the|another|other|further|an?|one) (?:[a-z]+ ){{0,3}}?(?:{noun}|ones?)(?![a-z])"),
        "unsure": re.compile(r"(?<![a-z])(?:or|vs\.?|versus|cannot|can't|ddx?|d/d|differential|possibl[ey]|perhaps|may|might|can be (?!shown|confirmed|identified|seen|found|detected|excluded|ruled|resected|made|measured|followed|reached|delineated|visuali|recogni)|could(?! be (?:shown|confirmed|identified|seen))|(?:not|no)(?! (?:an? |any )?(?:met|susp|malig|tumo|change|growth|longer|more|uptake|enhanc|grown|growing|avid|progress|new|fdg|dota|larger|bigger))|never|unlikely|rather than|less likely|inconclusive|equivocal|(?<!previously )unclear|(?:one|two|three|some|several|most|(?<!\d)\d{1,2}) (?:of (?:them|these|which|the)|is|are|was|were|in|\())(?![a-z])|\?"),
        "doubted": re.compile(
            r"\?|(?<![a-z])(?:suspicious|suspected|suspicion|suspect|indeterminate|equivocal|unclear|possibl[ey]|quer(?:y|ied)|(?:previously|earlier|initially|formerly) (?:described|reported|called|mentioned|seen|read)|(?:was|were|been) (?:called|read|reported|thought|taken|considered|labelled|described|interpreted)|(?:taken|mistaken) for|cannot|uncertain|worri(?:some|ed)|concern(?:ing|ed)?|supposed(?:ly)?|alleged(?:ly)?|so-called|presumed|putative|feared|asked|raised|wondered|doubt(?:ful|ed)?|apparent(?:ly)?|probabl[ey]|likely|might|may|maybe|perhaps|suggest[a-z]*|could|outside|elsewhere|external|referring|(?:other|previous|local|district|peripheral) (?:hospital|cent(?:re|er)|clinic|institution|radiolog[a-z]+)(?:'s)?|flagged|mentioned|thought of|referred (?:as|for)|sent as|labelled|called|termed|reported|(?:read|described|interpreted) as)(?![a-z])|[\"'][^\"'\n]{0,60}met"
        ),
    }  # fmt: skip


def changes_subject(text: str, low: int, high: int, organs_to: int | None = None) -> bool:
    """Whether another lesion, or up to ``organs_to`` another organ, is named: then what follows is not told of the first."""
    if finding_patterns()["other_subject"].search(text, low, high):
        return True
    return names_other_organ(text, low, high if organs_to is None else organs_to)


def speaks_of_other(text: str, low: int, high: int, name: str) -> bool:
    """Whether another part of the body, a symptom or what a treatment left behind is what the verdict speaks of."""
    patterns = finding_patterns()
    if patterns["other_matter"].search(text, low, high):
        return True
    return (
        patterns["complication"].match(name) is not None and patterns["afterwards"].search(text, low, high) is not None
    )


def names_other_organ(text: str, low: int, high: int) -> bool:
    """Whether an organ other than the liver, or another thing that holds lesions, is named."""
    return any(not finding_patterns()["how"].match(text, start) for start in _others(text, low, high))


def names_foreign_organ(text: str, low: int, high: int, sites: list[Site]) -> bool:
    """Whether an organ is named that is neither one of the sites nor merely how something was sampled."""
    return any(
        not finding_patterns()["no_organ"].match(text, start)
        and not any(site.start <= start < site.end for site in sites)
        for start in _others(text, low, high)
    )


def _others(text: str, low: int, high: int) -> Iterator[int]:
    found = [start for name, start, _ in index("liver", "subject").find(text, low, high) if name == "other"]
    if not found:
        return
    yield from (start for start in found if not _calls_the_patient(text, low, high, start))


def _calls_the_patient(text: str, low: int, high: int, start: int) -> bool:
    """Whether a place stands in words that call the patient after the tumour."""
    return any(begin <= start < end for begin, end in (match.span() for match in _patient().finditer(text, low, high)))


def is_definite(text: str, low: int, high: int) -> bool:
    """Whether a stretch of text tells that a finding is tumour; what the patient is called after tells it not."""
    return any(
        not _calls_the_patient(text, low, high, match.start())
        for match in finding_patterns()["definite"].finditer(text, low, high)
    )
