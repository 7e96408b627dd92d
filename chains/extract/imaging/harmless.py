# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Harmless findings: a lesion that the text itself explains as a cyst, a scar ..., or tells to be gone, is no metastasis."""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from chains.extract.imaging.finding import changes_subject, finding_patterns, speaks_of_other
from chains.extract.imaging.last_word import is_unsettled
from chains.extract.imaging.pointing import pointed_at
from chains.extract.imaging.spread_phrases import WEAK
from chains.extract.imaging.spread_short import has_a_lung_primary
from chains.extract.imaging.spread_sites import Site, headed, spread
from chains.extract.imaging.verdicts import BONE_ISLAND, Verdict, find_verdicts
from chains.extract.text.context import WITHHELD
from chains.extract.text.found import Found
from chains.extract.text.mask import BLANK
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, RIGHT, index

COUNT_CHARS = 20
"""How far before the nodes their count may begin."""
PART_CHARS = 14
"""How far behind the word for metastases the segment may stand that they are in."""
BACK_CHARS = 190
"""How far before its explanation a finding may stand in one sentence."""
LINK_CHARS = 110
"""How long the words may be that link a finding to its explanation ("with fill-in on the late phase, in keeping with")."""
DOUBT_CHARS = 40
"""How far before the word metastasis it may be called into question ("what was reported as bone metastasis")."""


_SOME = re.compile(
    r"(?<![a-z])(?:one|two|three|four|some|several|many|most|half|few|part|an?|\d{1,2})(?: of)?(?: the| his| her| these| those| all)?(?: [a-z]+){0,2} ?$"
    r"|(?<![a-z])(?:from|of|due to|by|in|at|for|with|near|around)(?: the| his| her| these| those| known)? ?$"
)
"""Before metastases that are gone: others are left ("two of the liver metastases have disappeared"), or it is something
about them that has gone ("the pain from the bone metastases has resolved")."""
UNTOLD = {"other_tumour", "other_origin", "unconfirmed", "weighed"}
"""Verdicts that do not tell a site to be free of tumour."""
OVERTURNED_CHARS = 110
"""How far behind an explanation the word may stand that overturns it."""


EXPLANATIONS = 12
"""How many explanations of a site are looked at on either side of a fact, so that a long text of them is read in linear
time."""


class Harmless(NamedTuple):
    """A stretch of text, from a finding to its explanation, in which a site is no site of spread."""

    site: str
    start: int
    end: int
    tells: bool
    """Whether it also tells that the site is free of tumour, as far as this finding goes."""
    weighed: bool = False
    """Whether a metastasis is not excluded beside the explanation."""


_AFFECTED = re.compile(r"abscess|infect|ha?ematoma|biloma|infarct|inflam")
"""What may befall a metastasis, which stays one."""
_OF_THE_LUNG = re.compile(r"pneumoni|atelecta|bronch|emphysem|consolidat|pulmonary|lung |mucus plug|covid|silicosis")
"""What befalls the lung alone, and explains no lesion of another organ: "everolimus reduced for pneumonitis"."""
_OUTSIDE_THE_CHEST = {"liver", "bone", "brain", "peritoneum", "ovary"}
_CHEST = re.compile(
    r"(?<![a-z])(?:hilar|hila|subcarinal|paratracheal|mediastin[a-z]+|intrathoracic|pulmonary hil[a-z]+)(?![a-z])"
)


@cache
def _part() -> re.Pattern[str]:
    """Words for one part of an organ, so that the explanation of one lesion does not explain another."""
    return re.compile(
        r"(?<![a-z0-9])(?:[ltcd]h?\d{1,2}|ribs?|sacr[a-z]+|femur|femoral|ili(?:um|ac)|humer[a-z]+|scapula|stern[a-z]+|clavicle|pubi[cs]|skull|acetabul[a-z]+|seg(?:ment)?s?\.? ?[1-8ivab]{1,4}|s[1-8]|left|right|upper|lower|middle|[lr][ulm]l|pons|cerebell[a-z]+|frontal|parietal|occipital|temporal)(?![a-z0-9])"
    )


@cache
def _counted() -> re.Pattern[str]:
    node = r"(?:lymph ?)?(?:nodes?|lnn?s?|glands?)(?![a-z])"
    count = r"(?<![\d/.])[1-9]\d{0,2} ?(?:/|of|out of) ?\d{1,3}(?![\d/])"
    return re.compile(
        rf"{count} (?:[a-z-]{{3,16}} ){{0,2}}?{node}|(?<![a-z]){node}[ :=(]{{0,3}}(?:positive |involved )?{count}"
    )


@cache
def _share() -> re.Pattern[str]:
    number = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
    return re.compile(rf"(?<![a-z0-9/.])(?P<some>{number}) (?:out )?of (?:the |his |her )?(?P<all>{number}) ?$")


@cache
def _distant() -> re.Pattern[str]:
    return re.compile(
        r"(?<![a-z])(?:retroperitoneal|para-? ?aortic|mediastinal|supraclav[a-z]*|cervical|axill[a-z]+|inguinal|virchow)"
    )


@cache
def _overturning() -> re.Pattern[str]:
    """Words that find tumour after all."""
    grown = r"(?:bigger|larger|grown|grew|growing|increas[a-z]+|progressi[a-z]+|new|but|however|now|later|since|20\d\d|in fact|actually)"
    proof = r"(?:biops[a-z]+|bx|histolog[a-z]+|cytolog[a-z]+|fna|fnb|excis[a-z]+|resect[a-z]+|patholog[a-z]+|turned out|prov(?:ed|en)|shown|confirmed|are|is|was|were|=|:)"
    sampled = r"(?:biops(?:y|ies)|bx|histolog[a-z]+|cytolog[a-z]+|fna|fnb|excision|resection)"
    tumour = r"(?:metasta[a-z]+|mets?|nets?|nec|neuro-?endocrine)"
    return re.compile(
        rf"[;,-] ?(?:on |the |then |later |a |core |but |now ){{0,3}}{sampled}(?: (?:then|now|later|has|have|of|it|this))?(?: ?[:=] ?| (?:showed|shows|proved|confirmed|gave|found|revealed|came back(?: as)?|is|was|reads|says) )(?:it |to be |an? |the |as |this ){{0,4}}(?:(?:well|poorly|differentiated|liver|bone|hepatic|known|g[123]|of|from)[ -]){{0,3}}{tumour}(?![a-z])|(?<![a-z]){grown}(?![a-z])[^;\n]{{0,50}}?{proof}[^.;\n]{{0,25}}?(?<![a-z])(?:metasta[a-z]+|mets?|nets?|nec|neuro-?endocrine|malignan[a-z]+)(?![a-z])"
    )


def find_harmless(page: Page, sites: list[Site]) -> list[Harmless]:
    """Every finding that is explained as no tumour, in its own sentence or in one of the next."""
    out = []
    for verdict in find_verdicts(page):
        low, _ = page.sentence(verdict.name)
        out += _named(page, verdict)
        if _is_overturned(page, sites, verdict):
            continue
        found = _in_sentence(page, sites, verdict, low)
        if found is None:
            site = pointed_at(page, sites, verdict, low)
            if site:
                found = Harmless(site.name, page.sentence(site.start)[0], verdict.end, verdict.kind not in UNTOLD)
        if (
            found
            and verdict.kind not in {"gone", "no_metastasis"}
            and _beside_metastases(page, low, found, verdict.name)
        ):
            found = found._replace(start=verdict.start, tells=False)
        if found and found.site in _OUTSIDE_THE_CHEST and _OF_THE_LUNG.match(page.folded.text, verdict.name):
            continue
        if found and (_is_share(page, found) or _is_of_the_chest(page, found)):
            found = found._replace(tells=False)
        if found and not _is_counted(page, found):
            out.append(_with_region(page, found._replace(weighed=verdict.kind == "weighed")))
    return out


def _is_counted(page: Page, found: Harmless) -> bool:
    """Whether the nodes before an explanation are those with tumour of a count: "3/14 nodes, R0. Endometriosis."."""
    if not found.site.startswith("lymph_node"):
        return False
    return _counted().search(page.folded.text, max(0, found.start - COUNT_CHARS), found.end) is not None


def _beside_metastases(page: Page, low: int, found: Harmless, name: int) -> bool:
    """Whether the sentence tells metastases before another lesion, which alone is explained: "liver: 2 mets, third lesion
    haemangioma"."""
    patterns, text = finding_patterns(), page.folded.text
    begin = max(low, name - BACK_CHARS)
    told = list(patterns["metastases"].finditer(text, begin, name))
    if not told or patterns["doubted"].search(text, begin, told[-1].end()):
        return False
    if page.context(*told[-1].span()) & {"negated", "possible", "asked", "hypothetical", WITHHELD}:
        return False
    if patterns["doubted"].search(text, told[-1].end(), name) or not patterns["apart"].search(
        text, told[-1].end(), name
    ):
        return False
    named = index("spread", "part").find(text, begin, told[-1].end() + PART_CHARS)
    return found.site in {site for site, start, _ in named if start < name}


def _is_share(page: Page, found: Harmless) -> bool:
    """Whether only some of the lesions are explained: "2 of 3 liver lesions are cysts"."""
    match = _share().search(page.folded.text, max(0, found.start - COUNT_CHARS), found.start)
    return match is not None and match["some"] != match["all"]


def _is_of_the_chest(page: Page, found: Harmless) -> bool:
    """Whether the nodes explained lie in the chest, which tells nothing of the region of a tumour of the abdomen."""
    if found.site != "lymph_node_regional" or page.kept(has_a_lung_primary):
        return False
    low, high = page.sentence(found.start)
    return _CHEST.search(page.folded.text, low, high) is not None


def _with_region(page: Page, found: Harmless) -> Harmless:
    """A lymph node is the distant one that its words name: "nodes: para-aortic 12 mm, reactive"."""
    if found.site != "lymph_node_regional" or not _distant().search(page.folded.text, found.start, found.end):
        return found
    return found._replace(site="lymph_node_distant")


def without_harmless(page: Page, found: list[Found], harmless: list[Harmless]) -> list[Found]:
    """The facts without the findings that are explained as no tumour."""
    of_site: dict[str, list[Harmless]] = {}
    for one in sorted(harmless, key=lambda one: one.start):
        of_site.setdefault(one.site, []).append(one)
    return [
        fact
        for fact in found
        if fact.field != "metastases"
        or fact.value.status == "absent"
        or not any(_explains(page, one, fact) for one in _near(of_site.get(fact.value.site, []), fact))
    ]


def _near(harmless: list[Harmless], fact: Found) -> list[Harmless]:
    """The explanations of a site around a fact: the last ones that begin before its end, and the next ones."""
    place = bisect_left(harmless, fact.end, key=lambda one: one.start)
    return harmless[max(0, place - EXPLANATIONS) : place + EXPLANATIONS]


def told_of_harmless(page: Page, harmless: list[Harmless]) -> list[Found]:
    """What the explained findings tell: no metastasis there, as far as they go, or a possible one that is weighed too."""
    several = any(one.tells and one.site == "liver" for one in harmless) and _leave_one_of_several(page, harmless)
    return [
        spread(one.site, "absent" if one.tells else "possible", one.start, one.end)
        for one in harmless
        if (one.tells or one.weighed)
        and one.site != "other"
        and not _names_another_node(page, one)
        and not (several and one.site == "liver")
    ]


def _is_finding(text: str, site: Site) -> bool:
    """Whether the words for a site name only what was found, not a place: "sclerotic foci"."""
    return finding_patterns()["finding"].search(text, site.start, site.end) is not None


def _is_metastasis(finding: re.Match[str]) -> bool:
    return finding_patterns()["metastasis"].match(finding.group()) is not None


def _names_another_node(page: Page, one: Harmless) -> bool:
    """Whether the sentence goes on about another lymph node: "retroperitoneal nodes have gone, Virchow node remains"."""
    if not one.site.startswith("lymph_node"):
        return False
    end = page.sentence(one.end - 1)[1]
    return any(
        site.startswith("lymph_node") for site, *_ in index("spread", "part").find(page.folded.text, one.end, end)
    )


def _leave_one_of_several(page: Page, harmless: list[Harmless]) -> bool:
    """Whether a lesion of another segment of the liver is measured that nothing explains."""
    text = page.folded.text
    explained = Taken(len(text), [(one.start, one.end) for one in harmless if one.site == "liver"])
    return any(not explained.overlaps(*match.span()) for match in scan(_measured(), text))


@cache
def _measured() -> re.Pattern[str]:
    """A measured lesion of a segment: "segment 7 lesion 18 mm"."""
    return re.compile(
        rf"{LEFT}(?:seg(?:ment)?s?\.? ?[1-8ivab]{{1,4}}|s[1-8])(?![a-z0-9])[^.;,\n]{{0,24}}?(?<!\d)\d{{1,3}}(?:\.\d)? ?[cm]m{RIGHT}"
    )


def _explains(page: Page, one: Harmless, fact: Found) -> bool:
    """Whether an explanation covers what a fact tells: it stands within it, or was only supposed before it."""
    if one.start < fact.end <= one.end:
        return True
    if one.tells and fact.end <= one.start and fact.rank == WEAK and _is_same_vertebra(page, one, fact):
        return True
    if not one.tells or fact.end > one.start or not (fact.value.status == "possible" or is_unsettled(page, fact)):
        return False
    text = page.folded.text
    parts = set(_part().findall(text, one.start, one.end))
    return not parts or bool(parts & set(_part().findall(text, *page.sentence(fact.start))))


def _is_same_vertebra(page: Page, one: Harmless, fact: Found) -> bool:
    """Whether the one vertebra that a lesion was told of is the one that is explained."""
    text = page.folded.text
    told = {part for part in _part().findall(text, *page.sentence(fact.start)) if part[-1].isdigit()}
    return len(told) == 1 and told == {part for part in _part().findall(text, one.start, one.end) if part[-1].isdigit()}


def _is_overturned(page: Page, sites: list[Site], verdict: Verdict) -> bool:
    """Whether a later word finds tumour after all, before it names another site: "regarded as FNH; biopsy: NET"."""
    text = page.folded.text
    end = min(len(text), verdict.end + OVERTURNED_CHARS)
    match = _overturning().search(text, verdict.end, end)
    if match is None or "negated" in page.context(match.end() - 1, match.end()):
        return False
    if "\n" in text[verdict.end : match.start()]:
        return False
    return not starting(sites, verdict.end, match.end())


def _named(page: Page, verdict: Verdict) -> list[Harmless]:
    """The site that a denial names itself: "not a brain metastasis"; another tumour may have been named before it."""
    if verdict.kind != "no_metastasis" or (page.person[verdict.start] == BLANK and page.plain[verdict.start] != BLANK):
        return []
    named = index("spread", "part").find(page.folded.text, verdict.start, verdict.end)
    return [Harmless(site, verdict.start, verdict.end, True) for site, _, _ in named]


def _in_sentence(page: Page, sites: list[Site], verdict: Verdict, low: int) -> Harmless | None:
    """The finding before its explanation: "lesion in segment 7, unchanged, in keeping with a haemangioma"."""
    text, patterns = page.folded.text, finding_patterns()
    start = verdict.start
    begin = max(low, start - BACK_CHARS)
    seen = list(patterns["finding"].finditer(text, begin, start))
    if not seen:
        return None
    finding = seen[-1]
    near = [site for site in starting(sites, begin, start) if site.end <= start]
    site = near[-1] if near else headed(page, sites, start)
    if BONE_ISLAND.match(text, verdict.name) and (site is None or _is_finding(text, site)):
        return Harmless("bone", finding.start(), verdict.end, False)
    if site is None:
        return None
    first, last = finding.span()
    if near:
        first, last = min(first, site.start), max(last, site.end)
        if site.end < finding.start() and changes_subject(text, site.end, finding.end(), finding.start()):
            return None
    if (
        start - last > LINK_CHARS
        or patterns["unsure"].search(text, last, verdict.name)
        or changes_subject(text, last, start)
        or speaks_of_other(text, last, start, text[verdict.name : verdict.end])
    ):
        return None
    vanished = (
        verdict.kind == "gone" and _is_metastasis(finding) and not _SOME.search(text, max(low, first - 30), first)
    )
    if _is_metastasis(finding) and _AFFECTED.match(text, verdict.name):
        return None  # "air in the segment 7 met = abscess" after its embolisation
    certain = verdict.kind != "other_origin" and not vanished and text[start : start + 2] not in {"= ", "=m"}
    if (
        certain
        and _is_metastasis(finding)
        and not patterns["doubted"].search(text, max(low, first - DOUBT_CHARS), start)
    ):
        return None  # "the liver metastases show fibrosis"
    for one in reversed(near[:-1]):  # "lung nodule, 4 mm, right upper lobe: granuloma"
        if one.name != site.name or changes_subject(text, one.end, first):
            break
        if patterns["metastases"].search(text, one.start, first) and not patterns["doubted"].search(text, low, first):
            break  # "liver metastases, lesion in segment 4 is a haemangioma"
        first = one.start
    untold = vanished or (site.name == "liver" and finding.group() == "uptake")
    return Harmless(site.name, first, verdict.end, not untold and verdict.kind not in UNTOLD)
