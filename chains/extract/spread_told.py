# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread told: sites that stand apart from the word for metastasis - in a heading, earlier in the sentence, as a
specimen, or as clear of disease."""

import re
from functools import cache
from typing import NamedTuple, cast

from chains.extract.found import Found, covers
from chains.extract.page import Page
from chains.extract.topic import Topics
from chains.extract.vocabulary import LEFT, RIGHT, index
from knowledge.case import Metastasis, MetastasisSite, Span

BACK_CHARS = 130
"""How far before the word for metastasis its site may stand in one sentence."""
BACK_SENTENCES = 8
"""How many sentences before a diagnosis its specimen may stand."""


class _Site(NamedTuple):
    name: str
    start: int
    end: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tumour = r"(?:neuro-?endocrine|nets?|nen|nec|carcinoids?|carcinoma|tumou?rs?|neoplasms?)"
    grade = r"(?:(?:an?|the|this|known|well|poorly|moderately|low|high|intermediate|grade|differentiated|well-differentiated|small|large|cell|diff\.?|wd)[ -]){0,5}"
    biopsy = r"(?:biops(?:y|ies)|bx|core|cores|fna|fnb|fnac|puncture|histolog[a-z]+|cytolog[a-z]+|specimen|wedge|resection|hepatectomy|metastasectomy|excision|explant|explantation|rebiops[a-z]+)"
    return {
        "met": re.compile(
            rf"{LEFT}(?P<origin>metastatic {grade}{tumour}|metastas[ie]s (?:of|from) {grade}{tumour})|{LEFT}(?P<word>metasta(?:s[ie]s|tic (?:disease|lesions?|deposits?|nodules?|foci|focus|involvement|spread|infiltrat[a-z]+))|mets?|secondaries|filiae){RIGHT}"
        ),
        "either": re.compile(r"(?:\bor|\bvs\.?|\bversus|/) ?(?:an? )?$"),
        "or": re.compile(r" (?:or|vs\.?|versus) (?:an? )?(?:[a-z]+ )?(?:fracture|degenerat|scar|benign|cyst|artefact|ha?emangioma|granuloma|primary|post)"),
        "distant": re.compile(r"(?:distant|remote|further|other|new|any other)[ -]$"),
        "not_a": re.compile(r"not (?:an? )?(?:[a-z]+ )?$"),
        "holding": re.compile(
            r"[ ,:=-]{0,3}(?:with|showing|shows|contain(?:s|ing)|(?:is |are )?(?:involved|infiltrated|replaced) by|positive for)?(?: an?| the)? ?"
        ),
        "appearance": re.compile(
            r"(?:(?:consistent|in keeping|compatible) with|those of|represent(?:s|ing)?|typical (?:of|for)|suspicious (?:of|for)|suggest[a-z]+(?: of)?|appearances? of|favou?r(?:s|ing)?)(?: (?:a|an|the|new|multiple|further|known))* $"
        ),
        "specimen": re.compile(rf"{LEFT}{biopsy}{RIGHT}"),
        "came_from": re.compile(rf" (?:primary|{tumour}|cancer|ca\b|transplant[a-z]*|function|enzymes?|tests?|protocol|surgery)"),
        "of_origin": re.compile(rf"{tumour}(?: tumou?rs?| carcinoma)?,? ?(?:\(?g[123]\)? )?(?:of|in|from) (?:the )?(?:[a-z]+ )?$|primary(?: tumou?r)? (?:in|of|is|lies in|at) (?:the )?$"),
        "sampled": re.compile(
            rf"{LEFT}(?P<site>liver|hepatic|bone|periton[a-z]+|omental|ovarian|brain|lymph ?nodes?|ln|supraclavicular node)(?: (?:lesions?|mets?|metastas[ie]s|mass|nodules?|deposit|segment|seg\.?|[a-z]*¤+|core|needle|tumou?r|wedge)){{0,3}} (?:biops(?:y|ies)|bx|core|cores|fna|fnb|fnac|puncture|rebiops[a-z]+)(?! (?:is |was )?(?:planned|pending|scheduled|awaited|negative|not))"
            rf"|{LEFT}(?:biops(?:y|ies)|bx|puncture|cores?|fna) (?:from|of|in|taken from|out of)(?: [a-z0-9]+){{0,3}}? (?P<of>liver|hepatic|bone|peritoneal|peritoneum|omentum|ovary|brain|lymph node)"
        ),
        "diagnosis": re.compile(rf"[^;\n]{{0,70}}?(?:{LEFT}(?:ki ?-?67|mib|nets?|neuro-?endocrine|nec|g[123]|grade [123]|carcinoid){RIGHT}|\d ?%)"),
        "diagnosis_before": re.compile(r"(?:ki ?-?67|mib-?1|proliferati[a-z]+|nets? g\d|g[123])[^;\n]{0,60}$"),
        "no_tumour": re.compile(r"steatosis|cirrho|no (?:evidence of )?(?:tumou?r|malignan|metasta)|benign|inconclusive|non-?diagnostic|normal|insufficient"),
        "clear": re.compile(
            r"(?: (?:parenchyma|scan))?(?: (?:is|are|was|were|appears?|remains?|remained|looks?|both|also|and [a-z]+|now|still|otherwise|ct)){0,4}:? ?(?:clear(?! cell)|clean|free(?=[ ]?(?:[,.;)\n]|$))|free of (?:disease|tumou?r|metasta[a-z]+|lesions?|mets)|unremarkable|without (?:any )?(?:evidence of )?(?:suspicious |focal |new )?(?:lesions?|metasta[a-z]+|mets|deposits))(?![a-z])"
        ),
        "headed": re.compile(
            r"[ :-]{0,3}(?:clear|clean|unremarkable|normal|nil|none|no (?:evidence of )?(?:suspicious|focal|pathological|enlarged|abnormal|significant|definite|other|avid|hepatic|liver|osseous|bone|lytic|sclerotic| )*(?:lesions?|abnormalit(?:y|ies)|nodules?|deposits?|foci|focus|enlargement|disease))(?= ?(?:[.,;\n)]|$|seen|identified|detected|found|visible))"
        ),
        "no_nodes": re.compile(
            rf"{LEFT}no (?:(?:evidence of |pathological(?:ly)?|enlarged|suspicious|abnormal|significant|relevant|other|visible|locoregional|regional|abdominal|avid)[ -]?){{1,3}}(?P<nodes>(?:[a-z-]+ )?(?:lymph ?nodes?|nodes|lymphadenopathy|adenopathy|nodal enlargement))|{LEFT}no (?P<adenopathy>(?:[a-z-]+ )?(?:lymphadenopathy|adenopathy))"
        ),
        "doubt": re.compile(
            r"(?:indeterminate|equivocal|suspicious|suspected|cannot be excluded|can't be excluded|worrisome|concerning|\?(?: ?met| ?secondar| ?tumou?r))"
        ),
        "finding": re.compile(r"(?:lesions?|nodules?|nodes?|focus|foci|uptake|hypodensity|thickening|deposit|mass|lucency|sclerosis|opacity|density)(?![a-z])"),
        "harmless": re.compile(r"ha?emangioma|cyst|benign|degenerat|physiolog|fracture|post-?op|scar|not suspicious|adenoma|paget|inflammat|granuloma"),
        "elsewhere": re.compile(r"control arm|in (?:that|the|this) (?:paper|trial|study|cohort|series)|of (?:the )?patients|\d ?% had"),
    }  # fmt: skip


def read_told(page: Page, taken: list[Span]) -> list[Found]:
    """Sites of spread that no pattern of neighbouring words gives; ``taken`` are the passages read already."""
    topics = Topics(page)
    treatments = [(start, end) for _, start, end in page.named("treatments", "treatment")]
    sites = [
        _Site(*hit)
        for hit in index("spread", "part").find(page.folded.text)
        if _is_site(page, *hit[1:]) and not covers(treatments, *hit[1:])
    ]
    return [
        *_metastases(page, topics, sites, taken),
        *_sampled(page),
        *_clear(page, topics, sites),
        *_doubtful(page, sites, topics),
    ]


def told_of_others(page: Page, position: int) -> bool:
    """Whether the sentence at a place speaks of the patients of a study."""
    return _patterns()["elsewhere"].search(page.text, *page.sentence(position)) is not None


def _is_site(page: Page, start: int, end: int) -> bool:
    """Whether a site is one of spread, not where the tumour came from nor a test of the organ."""
    if page.text[start] == "¤" and page.plain[start] != "¤":
        return False
    text = page.folded.text
    low, _ = page.sentence(start)
    return not (
        _patterns()["came_from"].match(text, end)
        or _patterns()["of_origin"].search(text, max(low, start - 60), start)
    )


def _fact(site: str, status: str, start: int, end: int) -> Found:
    return Found("metastases", Metastasis(site=cast(MetastasisSite, site), status=status), start, end)  # type: ignore[arg-type]


def _metastases(page: Page, topics: Topics, sites: list[_Site], taken: list[Span]) -> list[Found]:
    """The word alone: its site stands before it in the sentence, in the heading, or is the specimen of a diagnosis."""
    found: list[Found] = []
    for match in _patterns()["met"].finditer(page.text):
        start, end = match.span()
        low, _ = page.sentence(start)
        before = page.text[max(low, start - 16) : start]
        if covers(taken, start, end) or _patterns()["distant"].search(before) or _patterns()["not_a"].search(before):
            continue
        contexts = page.context(start, start + 1) | (page.context(end - 1, end) & {"possible"})
        if "asked" in contexts or told_of_others(page, start):
            continue
        site = _site_of(page, topics, sites, match, "negated" in contexts)
        if site is None:
            continue
        own = page.context(site.start, site.end)
        if "negated" in own and "negated" not in contexts:
            continue
        either = _patterns()["either"].search(page.text[max(low, start - 10) : start]) or _patterns()["or"].match(page.text, end)
        status = "possible" if "possible" in contexts or either else "absent" if "negated" in contexts else "present"
        found.append(_fact(site.name, status, min(site.start, start), max(site.end, end)))
    return found


def _site_of(page: Page, topics: Topics, sites: list[_Site], match: re.Match[str], denied: bool) -> _Site | None:
    """The site that a word for metastasis without one of its own speaks of."""
    start = match.start()
    low, _ = page.sentence(start)
    near = [site for site in sites if max(low, start - BACK_CHARS) <= site.start and site.end <= start]
    headed = _headed(topics, sites, start)
    if near:
        site = near[-1]
        gap = page.text[site.end : start]
        if site.name == "other" or (denied and re.search("[,;]", gap) and site != headed):
            return None if site.name == "other" else headed
        told = not match["origin"] or _sampled_near(page, site) or site == headed
        return site if told or _patterns()["holding"].fullmatch(gap) else None
    if headed:
        return None if headed.name == "other" else headed
    if match["origin"]:
        return _specimen(page, sites, low)
    if _patterns()["appearance"].search(page.text, max(low, start - 50), start):
        return _spoken_of(page, topics, sites, low)
    return None


def _spoken_of(page: Page, topics: Topics, sites: list[_Site], low: int) -> _Site | None:
    """The only site of the sentence before, else of the title: for "appearances of metastases"."""
    for _ in range(2):
        if low == 0:
            break
        low, high = page.sentence(low - 1)
        named = [site for site in sites if low <= site.start < high]
        if named:
            return named[-1] if len({site.name for site in named}) == 1 and named[-1].name != "other" else None
    return None


def _headed(topics: Topics, sites: list[_Site], start: int) -> _Site | None:
    for low, high in topics.heads(start):
        named = [site for site in sites if low <= site.start < high]
        if named:
            return named[0] if len({site.name for site in named}) == 1 else None
    return None


def _is_heading(topics: Topics, site: _Site) -> bool:
    return any(low <= site.start < high for low, high in topics.heads(site.end + 2))


def _specimen(page: Page, sites: list[_Site], low: int) -> _Site | None:
    """The site of the specimen that the sentences before describe."""
    for _ in range(BACK_SENTENCES):
        if low == 0:
            return None
        low, high = page.sentence(low - 1)
        if _patterns()["specimen"].search(page.text, low, high):
            named = [site for site in sites if low <= site.start < high and site.name != "other"]
            return named[-1] if len({site.name for site in named}) == 1 else None
    return None


def _sampled_near(page: Page, site: _Site) -> bool:
    low, high = page.sentence(site.start)
    return _patterns()["specimen"].search(page.text, max(low, site.start - 60), min(high, site.end + 60)) is not None


def _sampled(page: Page) -> list[Found]:
    """A biopsy of a liver, a bone … with a neuroendocrine tumour in it, or with its Ki-67."""
    found = []
    patterns = _patterns()
    for match in patterns["sampled"].finditer(page.text):
        low, _ = page.sentence(match.start())
        if page.context(*match.span()) & {"asked", "planned", "negated", "declined", "hypothetical"} or told_of_others(page, match.start()):
            continue
        after = patterns["diagnosis"].match(page.text, match.end())
        before = patterns["diagnosis_before"].search(page.text, max(low, match.start() - 70), match.start())
        if not after and not before:
            continue
        between = page.text[match.end() : after.end()] if after else page.text[match.end() : match.end() + 40]
        if patterns["no_tumour"].search(between) or (after and page.context(after.end() - 1, after.end()) & {"negated"}):
            continue
        name = "site" if match["site"] else "of"
        site = next((hit[0] for hit in index("spread", "part").find(page.text, *match.span(name))), None)
        if site:
            found.append(_fact(site, "present", *match.span()))
    return found


def _clear(page: Page, topics: Topics, sites: list[_Site]) -> list[Found]:
    """Sites that are told to be free of tumour."""
    found = []
    patterns, text = _patterns(), page.text
    for site in sites:
        if site.name == "other":
            continue
        match = patterns["clear"].match(text, site.end)
        if not match and _is_heading(topics, site):
            head = next(head for head in topics.heads(site.end + 2) if head[0] <= site.start < head[1])
            match = patterns["headed"].match(text, head[1])
        if match and not page.context(site.start, match.end()) & {"asked", "hypothetical"}:
            found.append(_fact(site.name, "absent", site.start, match.end()))
    for match in patterns["no_nodes"].finditer(text):
        group = "nodes" if match["nodes"] else "adenopathy"
        named = index("spread", "site").find(text, *match.span(group))
        if named and "asked" not in page.context(*match.span()):
            found.append(_fact(named[0][0], "absent", *match.span()))
    return found


def _doubtful(page: Page, sites: list[_Site], topics: Topics) -> list[Found]:
    """A finding at a site that is called indeterminate or suspicious."""
    found = []
    patterns, text = _patterns(), page.text
    for match in patterns["doubt"].finditer(text):
        low, high = page.sentence(match.start())
        if "negated" in page.context(match.start(), match.start() + 1) and not match.group().startswith("can"):
            continue
        near = [site for site in sites if max(low, match.start() - 90) <= site.start and site.end <= match.start()]
        site = near[-1] if near else _headed(topics, sites, match.start())
        if site is None or site.name == "other" or patterns["harmless"].search(text, low, high):
            continue
        begin = site.start if near else low
        if not patterns["finding"].search(page.folded.text, max(low, begin - 40), match.start()):
            continue
        if "negated" in page.context(site.start, site.end) or page.context(*match.span()) & {"asked", "hypothetical"}:
            continue
        found.append(_fact(site.name, "possible", site.start, match.end()))
    return found
