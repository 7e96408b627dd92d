# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread: sites of metastasis, present, possible or absent."""

import re
from functools import cache
from typing import cast

from chains.extract.imaging.bare_nodes import read_bare_nodes
from chains.extract.imaging.criteria import answered, read_criteria
from chains.extract.imaging.cysts import read_cysts
from chains.extract.imaging.feared import without_fears
from chains.extract.imaging.harmless import find_harmless, told_of_harmless, without_harmless
from chains.extract.imaging.last_word import settled
from chains.extract.imaging.open_lesions import with_open_lesions
from chains.extract.imaging.other_tumour import without_other_tumour
from chains.extract.imaging.spread_amount import read_amounts
from chains.extract.imaging.spread_asked import without_asked
from chains.extract.imaging.spread_phrases import WEAK, read_phrases, sites_named
from chains.extract.imaging.spread_reported import without_refuted_reports
from chains.extract.imaging.spread_short import read_short
from chains.extract.imaging.spread_sites import find_sites, spread
from chains.extract.imaging.spread_status import status_of
from chains.extract.imaging.spread_told import read_told
from chains.extract.imaging.table_sites import read_table_sites
from chains.extract.imaging.taken_back import is_taken_back
from chains.extract.imaging.ticked_sites import with_ticked
from chains.extract.imaging.treated_sites import read_treated_sites
from chains.extract.imaging.unproven import unproven
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index
from knowledge.case import Metastasis, MetastasisSite

FAR_CHARS = 70
"""How far around a node the words may stand by which it is a distant one."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "except": re.compile(r" ?(?:other than|except|apart from|but in|besides|beyond|outside)"),
        "m0": re.compile(
            rf"{LEFT}(?:no|without|(?:no|without) (?:any )?(?:evidence|sign|signs) of|negative for|absence of|free of|(?:does|did|do) not (?:have|show|reveal|demonstrate|detect)|not have) (?:any )?(?:distant |remote |visible |known |detectable |evidence of ){{0,4}}(?:(?<=distant )disease|metasta[a-z]+(?: disease| spread| lesions)?|mets?|spread){RIGHT}(?! ?(?:(?:in|to|of|at|within) (?!(?:our|this|my|his|her|the)? ?(?:patient|pt|case|lady|gentleman|man|woman)\b|(?:the )?(?:[a-z]+ )?(?:ct|mri?|pet|imaging|scans?|staging|dota|octreo|sstr|fdg|(?:19|20)\d\d|diagnosis|presentation|pre-?operative|present|moment|time|work ?up))|outside|elsewhere|,? ?(?:liver|bone)))"
        ),
        "organ_before": re.compile(
            r"\b(?:liver|hepatic|skelet[a-z]*|bones?|osseous|brain|cerebral|head|spine)(?: (?:mri?|ct|scan))?(?:: ?[^;.\n]{0,30}|[^,;.:\n]{0,24})$"
        ),
        "behind": re.compile(
            r"(?:,| \(| in the| -)? ?(?:(?:left|right) )?(?:retroperitoneal|para-?aortic|mediastinal|supraclavicular|cervical|axillary)"
            r"|(?: metasta[a-z]+)? (?:(?:behind|above|over|under|near) (?:the )?(?:left |right )?(?:clavicle|collar ?bone)|(?:in|of) (?:the )?(?:left |right )?(?:neck|axilla|armpit|groin|mediastinum|retroperitoneum))"
        ),
        "far": re.compile(
            r",? (?:far (?:away )?from|remote from|distant from)(?![a-z])|(?: far)?(?: [a-z]+){0,5} \((?:(?:left|right|also) )?(?:retroperitoneal|para-?aortic|mediastinal|supraclavicular|cervical|axillary)\)"
        ),
        "far_before": re.compile(
            r"(?<![a-z])distant (?:\([^()\n]{2,40}\) ?)?(?:lymph ?)?$|\((?:left |right )?(?:supraclavicular|cervical|axillary|mediastinal|retroperitoneal|para-?aortic)\) (?:lymph ?)?$"
        ),
        "region": re.compile(
            r"regional|peripancreatic|mesenteric|local|hilar|celiac|coeliac|portal|portocaval|abdominal|iliac|gastric|duodenal"
        ),
        "extrahepatic": re.compile(
            rf"{LEFT}(?:no|without|no evidence of|no sign of) (?:any )?extra-?hepatic (?:disease|mets?|metasta[a-z]+|spread|lesions?|tumou?r|involvement|manifestations?)"
        ),
        "extrahepatic_after": re.compile(
            rf"{LEFT}extra-?hepatic (?:disease|mets?|metasta[a-z]+|spread|lesions?)(?: (?:is|was|were|are))? (?:absent|excluded|none|not (?:seen|found|present|detected))"
        ),
        "only_harmless": re.compile(
            rf" (?:(?:an?|the|one|two|three|four|some|few|several|small|tiny|simple|known|old|multiple|typical|single|unchanged|focal|\d{{1,2}}(?:\.\d)?|mm|cm)[ -]){{0,6}}(?:{forms('spread', 'harmless')}|(?:shows?|showed|has|had|contains?|with|mild(?:ly)?|slight(?:ly)?|moderate(?:ly)?|minimal(?:ly)?|steatotic|enlarged|partly|partially|normal)(?! (?:[a-z]+ ){{0,3}}(?:metasta|mets|lesions?|disease|involve|tumou?r)))(?![a-z])"
        ),
        "only_liver": re.compile(
            rf"{LEFT}liver[ -](?:only|dominant|predominant)(?![a-z])(?: disease| mets?| metasta[a-z]+)?"
        ),
    }


def read_spread(page: Page) -> list[Found]:
    """Sites of spread; what a later word overrules is left out."""
    found, taken = read_phrases(page)
    found += _named_with_disease(page)
    told = read_told(page, [*taken, *((fact.start, fact.end) for fact in found)])
    doubts = {(fact.value.site, page.sentence(fact.start)) for fact in told if fact.value.status == "possible"}
    found = [
        fact
        for fact in found
        if fact.rank != WEAK
        or fact.value.status != "present"
        or (fact.value.site, page.sentence(fact.start)) not in doubts
    ]
    found += told + read_short(page) + read_bare_nodes(page) + _beside_the_liver(page)
    found += read_treated_sites(page) + read_table_sites(page) + read_amounts(page)
    found = without_refuted_reports(page, without_fears(page, without_asked(page, found)))
    found = unproven(page, [*answered(page, found), *read_criteria(page)])
    found = with_ticked(page, with_open_lesions(page, found))
    harmless = find_harmless(page, page.kept(find_sites))
    found = without_harmless(page, [_with_region(page, fact) for fact in found], harmless)
    found = settled(page, without_other_tumour(page, found)) + told_of_harmless(page, harmless) + read_cysts(page)
    return found + _no_metastases(page, found, told)


def _named_with_disease(page: Page) -> list[Found]:
    """Words that name a site and its disease at once: "peritoneal carcinomatosis"."""
    found = []
    for site, start, end in index("spread", "disease").find(page.text):
        status = status_of(page, start, start, end, end)
        if status:
            place = cast(MetastasisSite, site)
            found.append(Found("metastases", Metastasis(site=place, status=status), start, end))
    return found


def _beside_the_liver(page: Page) -> list[Found]:
    """Whether there is disease outside the liver, or the liver alone is told to hold it."""
    found, patterns, text = [], _patterns(), page.text
    for match in (*scan(patterns["extrahepatic"], text), *scan(patterns["extrahepatic_after"], text)):
        found.append(Found("metastases", Metastasis(site="other", status="absent"), *match.span()))
    for match in scan(patterns["only_liver"], text):
        if patterns["only_harmless"].match(text, match.end()):
            continue  # "in the liver only a haemangioma"
        found.append(Found("metastases", Metastasis(site="liver"), *match.span()))
    return found


def _no_metastases(page: Page, found: list[Found], told: list[Found]) -> list[Found]:
    """M0, where the text says that there are no metastases at all."""
    out: list[Found] = []
    patterns, text = _patterns(), page.text
    if _distant(found):
        return out
    absent = {fact.end for fact in told if fact.value.status == "absent"}
    for match in scan(patterns["m0"], text):
        if patterns["except"].match(text, match.end()):
            continue
        if match.end() in absent:
            continue  # "bone: no mets" tells of the bone alone
        if is_taken_back(page, spread("other", "absent", *match.span())):
            continue
        low, _ = page.sentence(match.start())
        if patterns["organ_before"].search(text[max(low, match.start() - 60) : match.start()]):
            continue
        if "asked" not in page.context(*match.span()):
            out.append(Found("m", "M0", *match.span(), rank=-2))
    return out


def _with_region(page: Page, fact: Found) -> Found:
    """A bare "lymph node" is the distant one that its sentence, or the one before, names: "a para-aortic node"."""
    if fact.field != "metastases" or fact.value.site != "lymph_node_regional":
        return fact
    low, high = page.sentence(fact.start)
    if (
        _patterns()["behind"].match(page.text, fact.end)
        or _patterns()["far"].match(page.text, fact.end, min(high, fact.end + FAR_CHARS))
        or _patterns()["far_before"].search(page.text, max(low, fact.start - FAR_CHARS), fact.start)
    ):
        return fact._replace(value=fact.value.model_copy(update={"site": "lymph_node_distant"}))
    if _patterns()["region"].search(page.text, max(low, fact.start - 14), fact.end):
        return fact
    for start, end in ((low, high), page.sentence(low - 1) if low else (0, 0)):
        named = {site for site, _, _ in sites_named().find(page.text, start, end) if site.startswith("lymph_node")}
        if "lymph_node_distant" in named:
            place = fact.value.model_copy(update={"site": "lymph_node_distant"})
            return fact._replace(value=place)
        if named and start != low:
            break
    return fact


def _distant(found: list[Found]) -> bool:
    """Whether a metastasis other than one of a regional node is told to be present, so that "no metastases" is not M0."""
    spread = [fact.value for fact in found if fact.field == "metastases"]
    return any(one.status == "present" and one.site != "lymph_node_regional" for one in spread)
