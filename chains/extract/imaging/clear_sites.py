# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Clear sites: organs that a text calls free of tumour, and findings that it leaves in doubt."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import Site, headed, is_heading, spread
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.topic import find_topics
from chains.extract.text.vocabulary import LEFT, index


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "clear": re.compile(
            r"(?: (?:parenchyma|scan|mri|ct|fields|bases))?(?: (?:is|are|was|were|appears?|remains?|remained|looks?|both|also|and [a-z]+|now|still|otherwise|ct)){0,4}:? ?(?:clear(?! cell)|clean|free(?=[ ]?(?:[,.;)\n]|$))|free of (?:disease|tumou?r|metasta[a-z]+|lesions?|mets)|unremarkable|(?<=mri )normal|(?<=ct )normal|without (?:any )?(?:evidence of )?(?:suspicious |focal |new )?(?:lesions?|metasta[a-z]+|mets|deposits))(?![a-z])(?! (?:on|to) ausc| ?\(?\d{1,2} ?/| margins?)"
        ),
        "examined": re.compile(r"auscult|abdomen|wheez|breath sounds|heart sounds|murmur|pulse"),
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
    }  # fmt: skip


def read_clear_sites(page: Page, sites: list[Site]) -> list[Found]:
    """Sites that are told to be free of tumour."""
    found = []
    patterns, text = _patterns(), page.text
    for site in sites:
        if site.name == "other" or (
            site.name == "lung" and patterns["examined"].search(text, *page.sentence(site.start))
        ):
            continue
        match = patterns["clear"].match(text, site.end)
        if not match and is_heading(page, site):
            head = next(head for head in page.kept(find_topics).heads(site.end + 2) if head[0] <= site.start < head[1])
            match = patterns["headed"].match(text, head[1])
        if match and not page.context(site.start, match.end()) & {"asked", "hypothetical"}:
            found.append(spread(site.name, "absent", site.start, match.end()))
    for match in scan(patterns["no_nodes"], text):
        group = "nodes" if match["nodes"] else "adenopathy"
        named = index("spread", "site").find(text, *match.span(group))
        if named and "asked" not in page.context(*match.span()):
            found.append(spread(named[0][0], "absent", *match.span()))
    return found


def read_doubtful_sites(page: Page, sites: list[Site]) -> list[Found]:
    """A finding at a site that is called indeterminate or suspicious."""
    found = []
    patterns, text = _patterns(), page.text
    for match in scan(patterns["doubt"], text):
        low, high = page.sentence(match.start())
        if "negated" in page.context(match.start(), match.start() + 1) and not match.group().startswith("can"):
            continue
        near = [site for site in sites if max(low, match.start() - 90) <= site.start and site.end <= match.start()]
        site = near[-1] if near else headed(page, sites, match.start())
        if site is None or site.name == "other" or patterns["harmless"].search(text, low, high):
            continue
        begin = site.start if near else low
        if not patterns["finding"].search(page.folded.text, max(low, begin - 40), match.start()):
            continue
        if "negated" in page.context(site.start, site.end) or page.context(*match.span()) & {"asked", "hypothetical"}:
            continue
        found.append(spread(site.name, "possible", site.start, match.end()))
    return found
