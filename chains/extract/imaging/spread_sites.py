# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread sites: the places that may hold metastases, wherever a text names them, and the headings that name one."""

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import NamedTuple, cast

from chains.extract.imaging.compared import compared_organs
from chains.extract.imaging.height import is_a_height
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from chains.extract.text.topic import find_topics
from chains.extract.text.vocabulary import index
from knowledge.case import Metastasis, MetastasisSite

SPREAD_CHARS, FOUND_CHARS = 40, 30
"""How far before a list of sites the word may stand that tells metastases there, and how far before one of them the word
by which something was found there."""


class Site(NamedTuple):
    """A place that may hold metastases, named in the text."""

    name: str
    start: int
    end: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tumour = r"(?:neuro-?endocrine|nets?|nen|nec|carcinoids?|carcinoma|tumou?rs?|neoplasms?)"
    return {
        "came_from": re.compile(rf" (?:primary|{tumour}|cancer|ca\b|transplant[a-z]*|function|enzymes?|tests?|protocol|surgery|density|mineral|cysts?|ha?emangioma(?:s|ta)?|steatosis|cirrhosis)"),
        "of_origin": re.compile(rf"{tumour}(?: tumou?rs?| carcinoma)?,? ?(?:\(?g[123]\)? )?(?:of|in|from) (?:the )?(?:[a-z]+ )?$|primary(?: tumou?r)? (?:in|of|is|lies in|at) (?:the )?$"),
        "elsewhere": re.compile(
            r"control arm|in (?:that|the|this) (?:paper|trial|study|cohort|series)|of (?:the )?patients|\d ?% had|(?:enrolled|included|randomi[sz]ed|recruited|required)(?: only)? (?:patients|adults|people|those|subjects)|(?:netter|compete|compose|clarinet|radiant)-?\d? (?:enrolled|included|required|excluded|recruited)|(?:inclusion|eligibility|exclusion) criteri"
        ),
        "specimen_of": re.compile(r" ?: ?(?:an? |the )?(?:[a-z]+ ){0,2}metasta"),
        "liver_transplant": re.compile(r"(?<![a-z])(?:(?:liver|hepatic|orthotopic) transplant|o?ltx?(?![a-z]))"),
        "graft": re.compile(r"(?<![a-z])(?:allo)?graft(?![a-z])"),
        "spread_in": re.compile(r"(?:metasta[a-z]+|(?<![a-z])(?:mets?|secondaries|deposits|spread|disease|lesions?)(?: ?:| (?:are |is |only )?(?:in|to|of|at|within))|(?<![a-z])(?:lcnec|sclc|nec|nets?|carcinoids?|carcinoma|tumou?r|primary)(?: (?:of|in))?) (?:the |his |her |both )?$"),
        # behind the heading of an organ: it holds nothing, so that a finding of a later sentence is of another place
        "denied": re.compile(r" ?[:-] ?(?:there (?:is|are) )?(?:no(?! (?:change|new|further|other|increase|growth|progress|difference|additional|more|longer|definite|larger|enlarg))(?: [a-z]+){0,3}? (?:lesions?|metasta[a-z]+|mets|abnormal[a-z]*|disease|nodules?|mass(?:es)?|deposits?|findings?)|(?:looks |appears |is |entirely |completely |quite ){0,2}(?:normal|unremarkable|clear|clean|free))(?= ?(?:[.,;\n]|$)| (?:seen|found|detected|identified|visible|of|on|in)(?![a-z]))"),
        "finding": re.compile(r"(?<![a-z])(?:(?:micro)?lesions?|nodules?|nodes?|lymphadenopathy|focus|foci|uptake|hypodensit(?:y|ies)|thickening|deposits?|mass(?:es)?|lucenc(?:y|ies)|opacit(?:y|ies)|areas?|spots?|implants?)(?![a-z])"),
        # "1 regional node, liver clear", "uptake in one node", "liver mets + left supraclavicular node"
        "found": re.compile(
            r"(?:(?<![a-z0-9])(?:(?<!not )(?<!no )(?<!neither )(?:one|two|three|four|five|six|several|multiple|a few|single|solitary|an?|\d{1,2})|uptake in|avid)|[+&]) ?(?:(?:the|one|an?|two|three|several|\d{1,3} ?[cm]m|[a-z]{4,14}) ){0,2}$"
        ),
        # "left supraclavicular nodes, liver clear"
        "placed_node": re.compile(r"(?<![a-z])(?:mesenteric|mesorectal|hilar|peripancreatic|mediastinal|supraclav[a-z]*\.?|scf|axillary|cervical|neck|para-?aortic|retroperitoneal|inguinal|coeliac|celiac|portal|iliac|periportal|pericolic|perigastric|regional|distant|paratracheal|subcarinal)(?: lymph)? ?$"),
        "placed": re.compile(r"scf|virchow|supraclav|[a-z/-]+ (?:lymph ?)?(?:n|l)"),
        "of_all": re.compile(r" ?(?::|=|both|all|are|were|look(?![a-z])|appear(?![a-z]))"),
        "comma": re.compile(r" ?, ?(?:in |of |to |at )?(?:the |his |her )?"),
        "join": re.compile(r"(?: (?:lesions?|segments?))?(?:,? (?:and|or) (?:the )?|, ?| ?[/+&] ?)"),
    }  # fmt: skip


def find_sites(page: Page) -> list[Site]:
    """Every site in the order of the text, not what was operated on and not where the tumour came from."""
    treatments = Taken(len(page.text))
    for _, start, end in page.named("treatments", "treatment"):
        if not _patterns()["specimen_of"].match(page.text, end):
            treatments.add(start, end)
    compared = page.kept(compared_organs)
    sites = [
        Site(*hit)
        for hit in index("spread", "part").find(page.folded.text)
        if _is_site(page, *hit[1:])
        and not is_a_height(page.folded.text, hit[1])
        and not (treatments.overlaps(*hit[1:]) or compared.overlaps(*hit[1:]))
    ]
    if "graft" in page.text and _patterns()["liver_transplant"].search(page.text):
        sites += [Site("liver", *match.span()) for match in _patterns()["graft"].finditer(page.text)]
    return sorted(sites, key=site_start)


def site_start(site: Site) -> int:
    """Where a site begins; the sites of a text are ordered by it."""
    return site.start


def listed(page: Page, sites: list[Site], last: Site) -> list[Site]:
    """The list that a site ends: "liver, lungs and bones"."""
    out = [last]
    at = bisect_left(sites, last.start, key=site_start)
    for site in reversed(sites[max(0, at - 8) : at]):
        if not _patterns()["join"].fullmatch(page.text, site.end, out[-1].start):
            break
        out.append(site)
    return out


def listed_apart(page: Page, sites: list[Site], last: Site) -> list[Site]:
    """The list that a site ends, without what belongs to what was found before it: "mets in liver, bone clear"."""
    of_it = listed(page, sites, last)
    low = page.sentence(of_it[-1].start)[0]
    patterns, text = _patterns(), page.text
    told = patterns["spread_in"].search(text, max(low, of_it[-1].start - SPREAD_CHARS), of_it[-1].start) is not None
    for place, (later, earlier) in enumerate(pairwise(of_it), start=1):
        begin = max(low, earlier.start - FOUND_CHARS)
        if are_apart(page, earlier.end, later.start) and (
            told
            or patterns["found"].search(text, begin, earlier.start)
            or (len(of_it) == 2 and _is_of_nodes(page, *of_it))
        ):
            return of_it[:place]
    return of_it


def _is_of_nodes(page: Page, last: Site, nodes: Site) -> bool:
    """Whether two sites are nodes told with their place, and an organ of which alone something is told: "left
    supraclavicular nodes, liver clear"."""
    patterns, text = _patterns(), page.folded.text
    if not nodes.name.startswith("lymph_node") or last.name.startswith("lymph_node"):
        return False
    low = max(page.sentence(nodes.start)[0], nodes.start - FOUND_CHARS)
    words = text[nodes.start : nodes.end]
    placed = patterns["placed_node"].search(text, low, nodes.start) or patterns["placed"].match(words)
    return placed is not None and not patterns["of_all"].match(text, last.end)


def are_apart(page: Page, end: int, start: int) -> bool:
    """Whether a comma alone, without "and", stands between a site that ends and the next one that starts."""
    return _patterns()["comma"].fullmatch(page.text, end, start) is not None


def told_of_others(page: Page, position: int) -> bool:
    """Whether the sentence at a place speaks of the patients of a study."""
    return _patterns()["elsewhere"].search(page.text, *page.sentence(position)) is not None


def spread(site: str, status: str, start: int, end: int) -> Found:
    """One site of spread as a fact."""
    return Found("metastases", Metastasis(site=cast(MetastasisSite, site), status=status), start, end)


def headed(page: Page, sites: list[Site], position: int) -> Site | None:
    """The only site that the heading over a place names."""
    for low, high in page.kept(find_topics).heads(position):
        named = starting(sites, low, high)
        if named and _has_moved_on(page, high, position):
            return None
        if named:
            return named[0] if len({site.name for site in named}) == 1 else None
    return None


def _has_moved_on(page: Page, head_end: int, position: int) -> bool:
    """Whether the organ of a heading holds nothing, and the sentence at a place goes on to a finding of its own:
    "Liver: no focal lesions. Small foci in the pelvis, metastases cannot be excluded"."""
    low, high = page.sentence(position)
    patterns, text = _patterns(), page.folded.text
    return (
        low > head_end
        and patterns["denied"].match(text, head_end) is not None
        and patterns["finding"].search(text, low, high) is not None
    )


def is_heading(page: Page, site: Site) -> bool:
    """Whether a site stands in a heading."""
    return any(low <= site.start < high for low, high in page.kept(find_topics).heads(site.end + 2))


def _is_site(page: Page, start: int, end: int) -> bool:
    """Whether a site is one of spread, not where the tumour came from nor a test of the organ."""
    if page.text[start] == "¤" and page.plain[start] != "¤":
        return False
    text = page.folded.text
    low, _ = page.sentence(start)
    return not (
        _patterns()["came_from"].match(text, end) or _patterns()["of_origin"].search(text, max(low, start - 60), start)
    )
