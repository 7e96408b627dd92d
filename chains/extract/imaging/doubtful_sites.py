# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Doubtful sites: findings that a text calls indeterminate or suspicious."""

import re
from bisect import bisect_left
from functools import cache

from chains.extract.imaging.spread_sites import Site, headed, site_start, spread
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.vocabulary import LEFT, index


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "doubt": re.compile(
            r"(?:indeterminate|borderline|equivocal|doubtful|dubious|questionable|(?:nature|significance|dignity|aetiology|etiology) (?:is |was |remains |still ){0,2}(?:unclear|uncertain|unknown|open)|of (?:unclear|uncertain|unknown|undetermined) (?:nature|significance|dignity|aetiology|etiology)|suspicious|susp(?:\.|(?= ?(?:[,.;)\n]|$)))|suspected|(?<!i )(?<!we )(?<!they )(?<!not )(?<!to )(?<!would )suspect(?![a-z])(?! (?:that|it|this|there|and proven)(?![a-z]))|cannot be excluded|can't be excluded|worrisome|concerning|(?:could|may|might) (?:also )?(?:be|represent) (?:[a-z]+ or (?:could be |be )?)?(?:metasta|mets?(?![a-z])|malignan)|\?(?: ?met| ?secondar| ?tumou?r| ?involve| ?malig| ?spread)|consider(?:ed)? (?:an? |possible )?(?:mets?(?![a-z])|metasta[a-z]*|secondar|malignan))"
        ),
        "at_once": re.compile(r"(?:[ltc]h?\d{1,2}|seg(?:ment)?\.? ?[1-8ivab]{1,4}) (?:(?:is|remains|still|looks|now) ){0,2}"),
        "headed": re.compile(r" ?: ?(?:an? |one |single )?"),
        "finding_after": re.compile(r"(?: [a-z0-9.-]+){0,3} (?:lesions?|nodules?|foc(?:us|i)|deposits?|hypodensit(?:y|ies))(?![a-z])"),
        "beside": re.compile(r"(?:^| )(?:near|around|next to|adjacent to|close to|beside|along|behind|below|above|anterior to|posterior to|caudal to|cranial to)(?: the)?(?: [a-z]+){0,2} ?$"),
        "alternative": re.compile(
            rf"{LEFT}(?P<site>ovarian|ovary|lung|pulmonary|bronchial|hepatic|liver|brain|bone) (?:p?nets?|nec|neuro-?endocrine (?:tumou?r|carcinoma)|carcinoids?(?: tumou?r)?|tumou?r|primary|mass|lesion)(?: (?:in|of|with|within) (?:the |an? )?[a-z]{{3,14}}){{0,2}}(?: \?{{1,3}}|\?{{1,3}})?,? ?(?:or|vs\.?|versus)(?: an?| the| rather| perhaps)? (?:metastas[ie]s|mets?|metastatic) ?(?:from|of|to|\?|(?:[a-z]+ )?(?:net|nec|carcinoid))"
        ),
        # "two doubtful hypodense lesions 8 mm in seg 6"
        "lesion_after": re.compile(
            r" (?:(?:\d{1,2}(?:\.\d)? ?[cm]m|[a-z]+) ){0,3}?(?:lesions?|nodules?|foc(?:us|i)|hypodensit(?:y|ies)|spots?|areas?|deposits?)(?: \(?\d{1,2}(?:\.\d)? ?[cm]m\)?)? ?(?:(?:in|at|of|within|on) )?(?:the )?(?:left |right )?"
        ),
        "nodes_after": re.compile(r" (?:[a-z0-9.-]+ ){0,4}"),
        "finding": re.compile(r"(?:(?:micro)?lesions?|nodules?|nodes?|lnn?s?|lymphadenopathy|adenopathy|focus|foci|spots?|ones?|uptake|hypodensity|thickening|deposit|mass|lucency|sclerosis|opacity|density)(?![a-z])"),
        "harmless": re.compile(r"ha?emangioma|cyst|benign|degenerat|physiolog|fracture|post-?op|scar|not suspicious|adenoma|paget|inflammat|granuloma"),
    }  # fmt: skip


def read_doubtful_sites(page: Page, sites: list[Site]) -> list[Found]:
    """A finding at a site that is called indeterminate or suspicious."""
    found = []
    patterns, text = _patterns(), page.text
    for match in scan(patterns["doubt"], text):
        low, high = page.sentence(match.start())
        if "negated" in page.context(match.start(), match.start() + 1) and not match.group().startswith("can"):
            continue
        near = [one for one in starting(sites, max(low, match.start() - 90), match.start()) if one.end <= match.start()]
        site = _nodes_after(page, sites, match)
        if site and "negated" not in page.context(site.start, site.end):
            found.append(spread(site.name, "possible", match.start(), site.end))
            continue
        after = _lesion_after(page, sites, match)
        if after and not near and not patterns["harmless"].search(text, low, high):
            if not page.context(*match.span()) & {"asked", "hypothetical"}:
                found.append(spread(after.name, "possible", match.start(), after.end))
            continue
        while len(near) > 1 and patterns["beside"].search(page.folded.text, near[-2].end, near[-1].start):
            del near[-1]  # "nodes near the pancreatic head are suspicious"
        site = near[-1] if near else headed(page, sites, match.start())
        if site is None or site.name == "other" or patterns["harmless"].search(text, low, high):
            continue
        begin = site.start if near else low
        at_once = near and patterns["at_once"].fullmatch(page.folded.text, site.start, match.start())
        at_once = at_once or (
            (not near or patterns["headed"].fullmatch(page.folded.text, site.end, match.start()))
            and patterns["finding_after"].match(page.folded.text, match.end())
        )
        if not at_once and not patterns["finding"].search(page.folded.text, max(low, begin - 40), match.start()):
            continue
        if "negated" in page.context(site.start, site.end) or page.context(*match.span()) & {"asked", "hypothetical"}:
            continue
        found.append(spread(site.name, "possible", site.start, match.end()))
    return found + _alternatives(page)


def _alternatives(page: Page) -> list[Found]:
    """An organ whose tumour may be a primary or a metastasis: "ovarian carcinoid or metastasis from the gut?"."""
    found = []
    for match in scan(_patterns()["alternative"], page.text):
        if not page.context(match.start("site"), match.end("site")) & {"negated", "hypothetical"}:
            part = index("spread", "part").find(page.text, *match.span("site"))
            found.append(spread(part[0][0] if part else "lung", "possible", *match.span()))
    return found


def _nodes_after(page: Page, sites: list[Site], match: re.Match[str]) -> Site | None:
    """The lymph nodes that the word for doubt stands before: "a suspicious 9 mm peripancreatic node"."""
    at = bisect_left(sites, match.end(), key=site_start)
    site = sites[at] if at < len(sites) else None
    if site is None or not site.name.startswith("lymph_node"):
        return None
    return site if _patterns()["nodes_after"].fullmatch(page.text, match.end(), site.start) else None


def _lesion_after(page: Page, sites: list[Site], match: re.Match[str]) -> Site | None:
    """The organ of the lesion that the word for doubt stands before: "a doubtful lesion in segment 6"."""
    at = bisect_left(sites, match.end(), key=site_start)
    site = sites[at] if at < len(sites) else None
    if site is None or site.name == "other" or site.name.startswith("lymph_node"):
        return None
    return site if _patterns()["lesion_after"].fullmatch(page.folded.text, match.end(), site.start) else None
