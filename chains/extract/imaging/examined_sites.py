# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Examined sites: organs that an examination, an exploration or a row under a heading finds free of tumour.

"Brain MRI 24.05 normal", "Bone scan of 2023: negative", "CT chest neg for mets", "no ascites or peritoneal nodularity",
"Skeleton: degenerative, haemangioma of L2, no metastases".
"""

import re
from bisect import bisect_left
from functools import cache

from chains.extract.imaging.spread_sites import Site, site_start, spread
from chains.extract.text.context import WITHHELD
from chains.extract.text.found import Found
from chains.extract.text.moment import MONTH
from chains.extract.text.opening import Several, scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, RIGHT

_UNTOLD = {"asked", "hypothetical", "planned", "considered", WITHHELD}
_SITES = ("brain", "bone", "lung", "peritoneum", "ovary", "liver")
_WHOLLY_SENT = {"peritoneum", "ovary"}
"""What a specimen without tumour shows to be free; of a liver only what was sampled is."""
HEAD_CHARS = 40
"""How far from the beginning of its sentence the organ of a row may stand."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    when = (
        rf"(?:[ ,(]{{0,2}}(?:of|from|on|in|dated|the|also|{MONTH}|\d{{1,4}}(?:st|nd|rd|th)?|[./-])(?![a-z])){{0,8}}\)?"
    )
    verb = r"[ :,=-]{1,3}(?:(?:is|was|were|are|also|again|shows?|showed|again|reported|entirely|completely|both)(?![a-z]) ?){0,3}"
    metastasis = r"(?:metas?(?![a-z])|metasta[a-z]+(?: disease)?|mets?|secondar(?:y|ies))"
    done = r"(?: (?:(?:that|which) )?(?:(?:they|we|he|she|i|urology|the [a-z]+) )?(?:did|had|was (?:done|made|performed)|done|made|performed|arranged|ordered|requested)(?: (?!and|but|shows?|showed|with)[a-z0-9]+){0,4}?)?"
    no = rf"(?:(?:no|without|neg(?:ative)? for|free of)(?: (?:evidence of|signs? of|any|suspicious|definite|osseous|bone|bony|brain|cerebral|intracranial|lung|pulmonary|skeletal|visible)){{0,3}} {metastasis})"
    normal = r"(?:normal|unremarkable|clear|clean|neg(?:ative)?|-ve|nad|ok|fine)(?= ?(?:[.,;)\n]|$))"
    kinds = r"(?:any|evidence of|signs? of|significant|definite|obvious|focal|suspicious|visible|avid|new|ascites|free fluid|free air|effusions?|collections?|pleural|mesenteric|omental|peritoneal|intra-?peritoneal|or|and|nor|no|,|/)"
    found = r"(?:nodularit(?:y|ies)|thickening|seeding|nodules?|implants?|deposits?|disease|caking|spread|carcinomatosis|carcinosis|metasta[a-z]+|mets)"
    return {
        "brain": re.compile(
            rf"{LEFT}(?:(?:brain|head|cranial|cerebral|skull) (?:mri?|ct)|(?:mri?|ct)(?: of)?(?: the)? (?:brain|head|skull))(?: scan)?{done}{when}{verb}(?:{normal}|{no}){RIGHT}"
            rf"|{LEFT}(?:no|without)(?: (?:evidence of|signs? of|any|other|distant|remote)){{0,3}} {metastasis} (?:in|on|at|by)(?: the)? (?:[a-z0-9/-]+,? ){{0,4}}?(?:and |or |plus |\+ |& )(?:the |a |on |in ){{0,2}}(?:(?:brain|head|cranial|cerebral) (?:mri?|ct)|c-?mri|mri? (?:of the )?(?:brain|head)){RIGHT}"
        ),
        "bone": re.compile(
            rf"{LEFT}(?:no|without)(?: (?:any|evidence of|signs? of|relevant|suspicious)){{0,2}} (?:skeletal|osseous|bony|bone) (?:patholog(?:y|ies)|abnormalit(?:y|ies)|findings?){RIGHT}(?! (?:other|apart|except|but))|"
            rf"{LEFT}(?:(?:bone|skeletal) (?:scan|scintigra[a-z]+)|(?:tc-?99m?|99m?-?tc)[ -](?:bone scan|mdp)|bone windows?)(?: scan)?{done}{when}{verb}(?:{normal}|{no}){RIGHT}"
        ),
        "lung": re.compile(
            rf"{LEFT}(?<!, )(?:(?:chest|thora[a-z]+|lung) (?:hr|ce)?ct|(?:hr|ce)?ct(?: of)?(?: the)? (?:chest|thorax|lungs?))(?! ?(?:[/+&-]|,|and) ?(?:abd|pel|ct|up|neck|brain|liver))(?: scan)?(?: native| without contrast)?{when}{verb}(?:neg(?:ative)?(?= ?[.;\n])|{no}){RIGHT}(?! (?:elsewhere|outside))"
            rf"|{LEFT}(?:chest|thorax) ?[:=-] ?(?:{no}){RIGHT}"
            rf"|{LEFT}no (?:suspicious )?(?:lung|pulmonary) (?:mass(?:es)?(?: or nodules?)?|metasta[a-z]+){RIGHT}"
        ),
        "ovary": re.compile(
            rf"{LEFT}(?:no|without)(?: (?:any|suspicious|solid|visible|new|uterine or|pelvic or))? (?:ovarian|adnexal) (?:mass(?:es)?|lesions?|abnormalit(?:y|ies)|enlargement|tumou?rs?){RIGHT}"
        ),
        "liver": re.compile(
            rf"{LEFT}(?:no|without)(?: (?:any|evidence of|signs? of|known|other)){{0,2}} visceral(?:(?:,| or| and|/| nor) ?(?:bone|bony|osseous|skeletal|nodal|brain)){{0,2}} (?:mets?|metasta[a-z]+|disease|lesions|spread|involvement){RIGHT}"
        ),
        "peritoneum": re.compile(
            rf"{LEFT}(?:no|without|nil|free of)(?: ?(?:{kinds}))(?:(?:[ ,/]{{1,2}}{kinds}(?![a-z])){{0,6}}) (?:or |and |nor )?(?:no )?(?:(?:peritoneal|omental)(?: (?:or|and|/) (?:peritoneal|omental|mesenteric))?|(?<=peritoneal)|(?<=omental)) {found}{RIGHT}"
            rf"|{LEFT}(?:no|without)(?: (?:any|visible|obvious))? (?:peritoneal|omental) (?:nodularit(?:y|ies)|thickening|seeding){RIGHT}"
            rf"|{LEFT}periton(?:eum|eal cavity) ?[:-] ?(?:no (?:{kinds} ){{0,6}}{found}){RIGHT}"
            rf"|{LEFT}(?:peritoneum|peritoneal (?:cavity|surfaces?))(?:,? (?:and|,|/)? ?(?:the )?(?:liver(?: surface)?|omentum|serosa|bowel|mesentery|diaphragm|pelvis)){{0,4}}(?: (?:is|are|was|were|all|both|appeared|looked|found)){{0,2}} (?:normal|clean|clear|smooth|unremarkable){RIGHT}"
        ),
    }  # fmt: skip


@cache
def _scanned() -> Several:
    return Several(_patterns()[name] for name in _SITES)


@cache
def _in_a_row() -> dict[str, re.Pattern[str]]:
    return {
        "denied": re.compile(
            rf"{LEFT}(?:no|without)(?: (?:evidence of|signs? of|any|suspicious|definite|visible|further)){{0,3}} (?:metas?(?![a-z])|metasta[a-z]+|mets?|secondaries){RIGHT}(?! (?:in|to|of|outside|elsewhere|besides|at|within)(?![a-z]))"
        ),
        "free": re.compile(
            rf"{LEFT}(?:negative for|free of) (?:tumou?r|malignan[a-z]+|metasta[a-z]+|neoplas[a-z]+){RIGHT}"
        ),
        "row": re.compile(
            r"[^.;\n:]{0,20}:|[^,;:\n]{0,30}(?:explored|palpated|inspected|examined)(?![a-z])|(?: with)(?![a-z])"
        ),
        "tumour": re.compile(
            r"(?<![a-z])(?:tumou?rs?|p?-?nets?|nec|nen|carcinoids?|carcinoma|primary|resect[a-z]*|mass(?:es)?|metasta[a-z]+|mets?|suspicious|indeterminate|\?)(?![a-z])"
        ),
    }


def read_examined_sites(page: Page, sites: list[Site]) -> list[Found]:
    """Sites found free by an examination of their own, or at the end of a row that speaks of them alone."""
    found = []
    for site, matches in zip(_SITES, _scanned().scan(page.text), strict=True):
        for match in matches:
            if not page.context(*match.span()) & _UNTOLD and not page.is_question(match.start()):
                found.append(spread(site, "absent", *match.span()))
    return found + _rows(page, sites) + _no_metastasis(page)


_NO_METASTASIS = re.compile(
    r"(?<![a-z])(?:liver|hepatic) (?:abscess(?:es)?|cysts?|ha?emangiomas?|adenomas?|fnh|bilomas?|ha?ematomas?)[^.;\n]{0,50}?(?<![a-z])not (?:an? |the )?(?:liver )?(?:mets?|metastas[ie]s|metastatic)(?![a-z])"
)
_LIVER_METASTASES = re.compile(
    r"(?:liver|hepatic) (?:mets?|metasta)|(?:mets?|metasta[a-z]+) (?:in|to|of) (?:the )?liver|lebermet"
)


def _no_metastasis(page: Page) -> list[Found]:
    """A harmless thing in the liver that is set against a metastasis, where the text tells of none: "liver abscess S6,
    is abscess not met"."""
    text = page.folded.text
    if "not " not in text:
        return []
    against = [match.span() for match in scan(_NO_METASTASIS, text)]
    told = Taken(len(text), against)
    if not against or any(not told.overlaps(*match.span()) for match in _LIVER_METASTASES.finditer(text)):
        return []
    return [
        spread("liver", "absent", *span)
        for span in against
        if not page.context(*span) & _UNTOLD and not page.is_question(span[0])
    ]


def _rows(page: Page, sites: list[Site]) -> list[Found]:
    """Sites whose row ends with a denial of metastases: "Liver: two cysts, no metastases"."""
    found = []
    patterns, text = _in_a_row(), page.text
    for match in (*scan(patterns["denied"], text), *scan(patterns["free"], text)):
        low, _ = page.sentence(match.start())
        named = sites[bisect_left(sites, low, key=site_start) : bisect_left(sites, match.start(), key=site_start)]
        if not named or len({site.name for site in named}) != 1 or named[0].name in {"other", "lymph_node_regional"}:
            continue
        first = named[0]
        if match.re is patterns["free"] and first.name not in _WHOLLY_SENT:
            continue
        if first.start - low > HEAD_CHARS or not patterns["row"].match(text, first.end):
            continue
        if patterns["tumour"].search(text, low, match.start()) or page.context(*match.span()) & _UNTOLD:
            continue
        found.append(spread(first.name, "absent", first.start, match.end()))
    return found
