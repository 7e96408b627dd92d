# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread told: sites that stand apart from the word for metastasis - in a heading, earlier in the sentence, as a
specimen, or as clear of disease."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from chains.extract.imaging.clear_sites import is_called_clear, read_clear_sites
from chains.extract.imaging.doubtful_sites import read_doubtful_sites
from chains.extract.imaging.examined_sites import read_examined_sites
from chains.extract.imaging.sampled_sites import read_sampled_sites
from chains.extract.imaging.spread_sites import Site, find_sites, headed, listed, site_start, spread, told_of_others
from chains.extract.imaging.spread_status import denies_a_suspicion, is_supposed, is_unseen
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from chains.extract.text.topic import find_topics
from chains.extract.text.vocabulary import LEFT, RIGHT, forms
from knowledge.case import Span

BACK_CHARS = 130
"""How far before the word for metastasis its site may stand in one sentence."""
BACK_SENTENCES = 8
"""How many sentences before a diagnosis its specimen may stand."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tumour = r"(?:neuro-?endocrine|nets?|nen|nec|carcinoids?|carcinoma|tumou?rs?|neoplasms?)"
    grade = r"(?:(?:an?|the|this|known|well|poorly|moderately|low|high|intermediate|grade|differentiated|well-differentiated|small|large|cell|diff\.?|wd)[ -]){0,5}"
    biopsy = r"(?:biops(?:y|ies)|bx|core|cores|fna|fnb|fnac|puncture|histolog[a-z]+|cytolog[a-z]+|specimen|wedge|resection|hepatectomy|metastasectomy|excision|explant|explantation|rebiops[a-z]+)"
    return {
        "met": re.compile(
            rf"{LEFT}(?P<origin>metastatic {grade}{tumour}|metastas[ie]s (?:of|from) {grade}{tumour})|{LEFT}(?P<word>metasta(?:s[ie]s|sen?|tic (?:disease|lesions?|deposits?|nodules?|foci|focus|involvement|spread|infiltrat[a-z]+))|mets?|secondaries|filiae?){RIGHT}"
        ),
        "either": re.compile(r"(?:\bor|\bvs\.?|\bversus|/) ?(?:an? )?$"),
        "asked_after": re.compile(r" ?\?"),
        # "no evidence of distant (hepatic/skeletal) metastatic disease"
        "denied_around": re.compile(r"(?<![a-z])(?:no|without|free of|absence of|negative for)(?: [a-z]+){0,4} ?\([^()\n]{3,40}\) ?$"),
        # "is the liver lesion a metastasis?": what a question asks of a finding
        "asked_of": re.compile(
            r"(?:[^a-z]{0,4}|[^?]{0,60}?[,:;.-] ?)(?:(?:so|and|but|q|question|ask(?:ing)?|query|mdt|any idea|do you think|would you say|whether) ?:? ?){0,2}(?:is|are|was|were|could|can|might|may|does|do) (?!there)[^,;:.\n]{3,70}?(?<![a-z])(?:an?|another|really|truly|actually|also|likely|one|the|true|be|definite|all|still|indeed|nodules?|lesions?|foc(?:us|i)|spots?|nodes?|uptake|mass|[ltcs]h?\d{1,2}|seg[a-z]*\.? ?[0-9ivab]{1,4}) ?(?:(?:bone|liver|lung|brain|new|possible|distant|solitary|single|true|real) )?"
        ),
        "clause": re.compile(r"[,:(→>-] ?(?:(?:an?|new|possible) )?$"),
        "versus": re.compile(r",? (?:vs\.?|versus|d\.?d\.?) "),
        "or": re.compile(r",? (?:until|unless) proven otherwise|,? or not(?![a-z])| (?:or|vs\.?|versus) (?:an? )?(?:[a-z]+ )?(?:fracture|degenerat|scar|benign|cyst|artefact|ha?emangioma|granuloma|adenoma|hamartoma|vessel|inflam|infect|reactive|fnh|primary|post)"),
        "except": re.compile(r" (?:apart from|except|other than|besides|save for|but for)(?![a-z])"),
        "apart_from": re.compile(r"(?<![a-z])(?:apart|except|other|besides|but|beyond|outside|new|further|more)(?![a-z])"),
        "distant": re.compile(r"(?:distant|remote|further|other|new|any other)[ -]$"),
        "not_a": re.compile(r"(?<!can)not (?!exclude|rule)(?:an? )?(?:[a-z]+ )?$"),
        "holding": re.compile(
            r"[ ,:=-]{0,3}(?:with|showing|shows|contain(?:s|ing)|(?:is |are )?(?:involved|infiltrated|replaced) by|positive for)?(?: an?| the)? ?"
        ),
        "lies_in": re.compile(r"(?: (?:is|was|seen|located|present))?(?: (?:in|of|at|to|involving|within))? (?:the )?(?:(?:left|right|upper|lower|body of|[a-z]* ?vertebra|\d{1,2}(?:st|nd|rd|th)) ){0,12}"),
        "appearance": re.compile(
            r"(?:(?:consistent|in keeping|compatible) with|those of|represent(?:s|ing)?|typical (?:of|for)|suspicious (?:of|for)|suggest[a-z]+(?: of)?|appearances? of|favou?r(?:s|ing)?)(?: (?:a|an|the|new|multiple|further|known)){0,12} $"
        ),
        "harmless": re.compile(forms("spread", "harmless")),
        "cannot_exclude": re.compile(r"(?:cannot|can't|can not|could not|couldn't|unable to)(?: (?:fully|entirely))? (?:exclude|rule out)(?: an?| any)? $"),
        "examined": re.compile(r"(?: (?:was|is|were|intra-?operatively|carefully|fully)){0,3} (?:palpated|inspected|examined|explored|scanned|visuali[sz]ed|(?:surface )?(?:is |was )?(?:smooth|unremarkable))[ ,;:-]{1,3}(?:with |showed |shows )?(?:no|without)(?: (?:visible|palpable|evidence of|obvious|any|sign of|signs of)){0,2} "),
        "elsewhere": re.compile(r"(?: [a-z]+){0,2} (?:elsewhere|outside|in (?:other|another))(?![a-z])"),
        "confirmed": re.compile(r"(?<![a-z])(?:confirm(?:s|ed)|prove[sdn]{1,2}|proves to be|yes|indeed)(?: (?:it )?(?:as|to be))?,?(?: an?| the)? $"),
        "on_exam": re.compile(
            r" (?:seen |found |visible |detected )?(?:on|in|at|by|with) [^,;.\n]{0,30}?(?P<exam>(?:mri?|ct|us|ceus|ultrasound|sonography) (?:of )?(?:the )?[a-z]+|[a-z]+ (?:mri?|ct|us|ceus|ultrasound))(?![a-z])"
        ),
        "exam_title": re.compile(r"(?<![a-z])(?:mri?|ct|us|ceus|ultrasound|sonograph[a-z]*|scan)(?![a-z])"),
        "specimen": re.compile(rf"{LEFT}{biopsy}{RIGHT}"),
    }  # fmt: skip


def read_told(page: Page, taken: list[Span]) -> list[Found]:
    """Sites of spread that no pattern of neighbouring words gives; ``taken`` are the passages read already."""
    sites = page.kept(find_sites)
    return [
        *_metastases(page, sites, taken),
        *read_sampled_sites(page),
        *read_clear_sites(page, sites),
        *read_examined_sites(page, sites),
        *read_doubtful_sites(page, sites),
    ]


def _metastases(page: Page, sites: list[Site], taken: list[Span]) -> list[Found]:
    """The word alone: its site stands before it in the sentence, in the heading, or is the specimen of a diagnosis."""
    found: list[Found] = []
    read = Taken(len(page.text))
    for span in taken:
        read.add(*span)
    for match in scan(_patterns()["met"], page.text):
        start, end = match.span()
        low, _ = page.sentence(start)
        before = page.text[max(low, start - 40) : start]
        if read.overlaps(start, end) or _patterns()["distant"].search(before) or _patterns()["not_a"].search(before):
            continue
        contexts = page.context(start, start + 1) | (page.context(end - 1, end) & {"possible"})
        around = _patterns()["denied_around"].search(page.text, max(low, start - BACK_CHARS), start)
        if around and _patterns()["apart_from"].search(around.group()):
            continue
        if around:
            contexts = contexts | {"negated"}
        asked = _patterns()["asked_after"].match(page.text, end) and _patterns()["clause"].search(before)
        if "asked" in contexts or is_unseen(page, start) or told_of_others(page, start):
            continue
        unsure = "negated" in contexts and _patterns()["cannot_exclude"].search(before)
        site = _site_of(page, sites, match, "negated" in contexts and not unsure)
        if site is None:
            continue
        own = page.context(site.start, site.end)
        if "negated" in own and "negated" not in contexts:
            continue
        supposed = is_supposed(page, low, start)
        if unsure and (_patterns()["elsewhere"].match(page.text, end) or is_called_clear(page, site.end)):
            continue
        either = (
            supposed
            or unsure
            or asked
            or _patterns()["either"].search(page.text[max(low, start - 10) : start])
            or _patterns()["or"].match(page.text, end)
            or _patterns()["versus"].match(page.text, end)
            or (page.is_question(start) and _patterns()["asked_of"].fullmatch(page.text, low, start))
        )
        if "negated" in contexts and _patterns()["except"].match(page.text, end):
            continue
        if "possible" in contexts and not either and denies_a_suspicion(page, site.start, start, end):
            contexts = contexts - {"possible"}
        status = "possible" if "possible" in contexts or either else "absent" if "negated" in contexts else "present"
        for one in listed(page, sites, site):
            if one.name != "other":
                found.append(spread(one.name, status, min(one.start, start), max(one.end, end)))
    return found


def _site_of(page: Page, sites: list[Site], match: re.Match[str], denied: bool) -> Site | None:
    """The site that a word for metastasis without one of its own speaks of."""
    start = match.start()
    low, _ = page.sentence(start)
    at = bisect_left(sites, start, key=site_start)
    first = bisect_left(sites, max(low, start - BACK_CHARS), key=site_start)
    near = [site for site in sites[first:at] if site.end <= start]
    over = headed(page, sites, start)
    after = next((site for site in sites[at : at + 2] if match.end() <= site.start < match.end() + 40), None)
    if after and after.name != "other" and _patterns()["lies_in"].fullmatch(page.text, match.end(), after.start):
        return after
    if near:
        site = near[-1]
        gap = page.text[site.end : start]
        explained = denied and _sampled_near(page, site) and _patterns()["harmless"].search(gap)
        if explained and site.name != "other":
            return site  # "liver wedge, bile duct hamartoma, no metastasis"
        if denied and site.name != "other" and _patterns()["examined"].fullmatch(gap):
            return site  # "liver palpated, no metastases"
        if site.name == "other" or (denied and re.search("[,;]", gap) and site != over):
            return None if site.name == "other" else over
        told = not match["origin"] or _sampled_near(page, site) or site == over
        return site if told or _patterns()["holding"].fullmatch(gap) else None
    if over:
        return None if over.name == "other" else over
    if match["origin"]:
        return _specimen(page, sites, low)
    if denied:
        return _examined(page, sites, match.end())
    if _patterns()["appearance"].search(page.text, max(low, start - 50), start):
        return _spoken_of(page, sites, low)
    if low and page.is_question(low - 1) and _patterns()["confirmed"].search(page.text, max(low, start - 30), start):
        return _spoken_of(page, sites, low)  # "Is the L4 lesion a metastasis? Biopsy confirms metastasis"
    return None


def _examined(page: Page, sites: list[Site], end: int) -> Site | None:
    """The only organ of the examination that shows no metastasis: named after it, or in the title ("US liver")."""
    _, high = page.sentence(end)
    after = _patterns()["on_exam"].match(page.text, end, high)
    title = page.kept(find_topics).title
    if after:
        low, high = after.span("exam")
    elif (
        title
        and _patterns()["exam_title"].search(page.text, *title)
        and not _patterns()["met"].search(page.text, *title)
    ):
        low, high = title
    else:
        return None
    named = starting(sites, low, high)
    return named[-1] if len({site.name for site in named}) == 1 else None


def _spoken_of(page: Page, sites: list[Site], low: int) -> Site | None:
    """The only site of the sentence before, else of the title: for "appearances of metastases"."""
    for _ in range(2):
        if low == 0:
            break
        low, high = page.sentence(low - 1)
        named = starting(sites, low, high)
        if named:
            return named[-1] if len({site.name for site in named}) == 1 and named[-1].name != "other" else None
    return None


def _specimen(page: Page, sites: list[Site], low: int) -> Site | None:
    """The site of the specimen that the sentences before describe, or the title names."""
    for _ in range(BACK_SENTENCES):
        if low == 0:
            return None
        low, high = page.sentence(low - 1)
        if _patterns()["specimen"].search(page.text, low, high):
            return _only(starting(sites, low, high))
    title = page.kept(find_topics).title
    if title and _patterns()["specimen"].search(page.text, *title):
        return _only(starting(sites, *title))
    return None


def _only(named: Iterable[Site]) -> Site | None:
    """The site, where only one that may hold metastases is named."""
    known = [site for site in named if site.name != "other"]
    return known[-1] if len({site.name for site in known}) == 1 else None


def _sampled_near(page: Page, site: Site) -> bool:
    low, high = page.sentence(site.start)
    return _patterns()["specimen"].search(page.text, max(low, site.start - 60), min(high, site.end + 60)) is not None
