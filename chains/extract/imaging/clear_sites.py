# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Clear sites: organs that a text calls free of tumour - "liver clear", "Bone: none", "no liver or bone"."""

import re
from bisect import bisect_left
from functools import cache

from chains.extract.imaging.modality import Modalities
from chains.extract.imaging.spread_sites import Site, is_heading, listed, listed_apart, site_start, spread
from chains.extract.text.context import WITHHELD
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.topic import find_topics
from chains.extract.text.vocabulary import LEFT, forms, index

TRACER_CHARS = 40
"""How far before "liver negative" the tracer may stand that makes it a result of uptake: "FDG: liver negative"."""

THERAPY_CHARS = 400
"""How far before an organ without uptake the scan after a therapy may be named."""

SIDE_CHARS = 24
"""How far before a site the word may stand that makes it one of two."""

SPREAD_CHARS = 90
"""How far before "but not in the lungs" the tumour is named that is not there."""

_NOT_IN = tuple(f"{no} {way}" for no in ("not", "never") for way in ("in", "to", "at"))
_OPEN_VERTEBRA = re.compile(
    r"(?<![a-z0-9])(?P<vertebra>[ltcds]h?\d{1,2})(?![a-z0-9])(?=[^.;?\n]{0,40}(?:unclear|uncertain|indeterminate|equivocal)|[^.;?\n]{0,16}\?)"
)
_UNTOLD = {"asked", "hypothetical", WITHHELD}
"""Where nothing is told of a site."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    seen = r"(?:lesions?|abnormalit(?:y|ies)|nodules?|deposits?|foci|focus|enlargement|disease|dz|spots?|mass(?:es)?|tumou?rs?|(?<=focal )changes|(?<=suspicious )changes|(?<=pathological )changes)"
    kinds = r"(?:evidence of |sign of |signs of |suspicious |focal |pathological(?:ly)? |enlarged |abnormal |significant |definite |other |avid |hepatic |liver |osseous |bone |lytic |sclerotic |destructive |aggressive |blastic |sstr-?positive |solid |enhancing |intracranial ){0,12}"
    exam = r"(?:parenchyma|surfaces?|capsule|scans?|mri?|rm(?![a-z])|ct|uss?|ultrasound|i-?ous|intra-?op(?:erative(?:ly)?)?|windows?|fields|bases|imaging|(?<=us )(?:in-?house|done (?:in-?house|here|locally|elsewhere))|(?<=liver )done (?:in-?house|here|locally|elsewhere)|(?:ct |mri )?(?:head|spine|abdomen|scan)|both)"
    end = r"(?= ?(?:[,.;:)/\n(=]|$|→|and |on |in |at |by |but |so |since |to date|seen|identified|detected|found|visible|today|too|also|as well|acc|per |apart |except |besides ))"
    return {
        "clear": re.compile(
            rf"(?:(?: |-){exam}){{0,3}}(?:'s)?(?: (?:on|in|at|by) (?:the )?(?:ct|mri?|pet|us|ceus|ultrasound|imaging|scan|staging|dota[a-z]{{0,6}}))?(?: (?:is|are|was|were|appears?|appeared|remains?|remained|looks?|looked|has|have|had|been|always|stays?|stayed|both|also|and [a-z]+|now|still|otherwise|ct|seems?|all|completely|entirely|again)){{0,4}}(?: ?[:=] ?| - | )?(?:clear(?! cell| of (?!disease|cancer|tumou?r|metasta|mets|lesions|any |recurr|tumor))|clean|smooth|free(?=[ ]?(?:[,.;)\n]|$)| (?:in|on|at|by) (?:the )?(?:ct|mri?|pet|us|imaging|staging|scans?|all|both|dota|ultrasound))|free of (?:disease|tumou?r|metasta[a-z]+|lesions?|mets|cancer|deposits|implants|carcinomatosis)|(?:cancer|tumou?r)-? ?free|unremarkable|(?:not|un|non)-?[ ]?(?:involved|affected|infiltrated)|(?:has |have |had |was |were |is |are )?(?:not|never)(?: yet| ever| been| so far){{0,2}} (?:involved|affected|infiltrated)|spared|(?:neg(?:ative)?|-ve|nad|ok(?:ay)?|fine|normal|bland){end}|healthy(?! (?:volunteer|control|tissue|part|lobe|remnant|side))|(?<=look )good|(?<=looks )good|(?<=looked )good|in order|ø(?= ?(?:[,.;:)\n]|$))|(?P<same>ditto|dito|idem|likewise)(?= ?(?:[.,;)\n]|$))|(?:no(?:ne|thing|t)?|nil)(?= ?(?:[,.;)\\n]|$)| (?:on|in|at) (?:the )?(?:dota|ct|mri|pet|sstr|imaging|scan))|(?:without|w/o) (?:any )?(?:evidence of )?(?:suspicious |focal |new |pathological |avid |definite ){{0,2}}(?:lesions?|foc(?:i|us)|findings?|metasta[a-z]+|mets|deposits|patholog(?:y|ies|ical findings?)|abnormalit(?:y|ies)))(?![a-z])(?! (?:on|to) ausc| ?\(?\d{{1,2}} ?/| margins?| (?:in )?(?:size|function|limits|range|tests?|enzymes|values?|uptake|distribution|for|to|other)(?![a-z]))"
        ),
        "no_after": re.compile(rf"(?: (?:was |were |is |are |also |fully |carefully ){{0,3}}(?:palpated|inspected|examined|explored|scanned|assessed)(?: (?:and|\\+|&|/) (?:i?ous|us|ultrasound))?) ?[-:,;(]{{1,2}} ?(?:nothing|none|nil|clear|clean|normal|no (?:any )?{kinds}{seen})(?= ?(?:[.,;)\n]|$)| (?:seen|found|there))| (?:show(?:s|ed)? |with |has |have )?(?:no|without|never (?:had|shown|showed|held)) (?:any )?{kinds}{seen}(?![a-z])| (?:nothing|none|nil)(?= ?(?:[.,;)\n]|$))"),
        "none_there": re.compile(
            r" (?:no|without) (?:(?:any|evidence of|signs? of|further|other|distant) ){0,3}(?:metasta[a-z]+|mets?|lesions?|disease|dz|deposits?|spread|involvement|tumou?r)(?![a-z])"
        ),
        "one_side": re.compile(r"(?<![a-z])(?:left|right|one|other|remaining)(?: (?:lobe|side|half|part) of(?: the| his| her)?)? $"),
        # "no skeletal uptake"
        "no_before": re.compile(r"(?<![a-z])(?:no|without|absence of|lack of)(?: (?:any|other|pathological|abnormal|suspicious|significant|focal)){0,2} $"),
        "own_uptake": re.compile(r" (?:tracer )?(?:uptake|avidity|accumulation|fixations?|captation)(?= ?(?:[.,;)\n]|$))"),
        # "without recurrence, brain MRI ditto"
        "told_clear": re.compile(r"(?<![a-z])(?:no|without|w/o|clear|clean|free|neg(?:ative)?|normal|unremarkable)(?![a-z])[^.;\n]{0,60}$"),
        "lesions_of": re.compile(r"(?<![a-z])(?:lesions?|nodules?|foc(?:i|us)|mets?|metastas[ie]s|deposits?|ones?|spots?)(?: (?:in|of|at|on|within)(?: the)?)? ?$"),
        "except": re.compile(r"[^.;\n]{0,24}?(?<![a-z])(?:apart from|except|other than|besides|save for|but for)(?![a-z])"),
        # "normal apart from gallstones"
        "harmless": re.compile(
            rf" (?:(?:an?|the|some|few|two|three|several|known|small|tiny|mild|slight|old|single|multiple|simple|the known|\d{{1,2}}) ){{0,3}}(?:gallstones?|cholelithiasis|fatty (?:change|infiltration|liver)|{forms('spread', 'harmless')})(?=[^.;\n]{{0,30}}(?:[.;\n]|$))"
        ),
        "question": re.compile(r"[ >\"-]{0,3}(?:is|are|was|were|does|do|any)(?![a-z])"),
        "examined": re.compile(r"auscult|abdomen|wheez|breath sounds|heart sounds|murmur|pulse"),
        "measured": re.compile(r"(?<![a-z])(?:fbc|lfts?|creat[a-z]*|u&e|u/e|bloods?|labs?|enzymes|haemoglobin|hemoglobin|hb|platelets|bilirubin|alt|ast|alp|function|electrolytes|hep(?:atitis)?)(?![a-z])"),
        "sampled": re.compile(r"(?<![a-z])(?:palpa[a-z]+|biops[a-z]+|bx|cytolog[a-z]+|margins?)(?![a-z])"),
        "clause_end": re.compile(r"[,;]"),
        "headed": re.compile(
            rf"[ :-]{{0,3}}(?:clear|clean|unremarkable|normal|nil|none|neg(?:ative)?|nad|ok|(?:[a-z]+ ){{0,3}}?no (?:(?:pathological|focal|increased|abnormal|suspicious|significant|avid|tracer) ){{0,12}}uptake(?! in)|not uptake(?! in)|(?:[a-z, ]{{1,44}}, )?no {kinds}{seen}|never (?:(?:any|had|showed|shown) ){{0,2}}{kinds}{seen}|no mets|no metasta[a-z]+|not involved|0|ø|nothing(?: (?:seen|found|avid|suspicious|new|there|then|now|either|of note)){{1,3}})(?= ?(?:[.,;\n)]|$|seen|identified|detected|found|visible))"
        ),
        "tracer": re.compile(r"fdg"),
        "uptake_after": re.compile(r"(?: |(?: ?[-:,] ?| )(?:physiolog[a-z]+|normal|homogen[a-z]+)(?: (?:uptake|activity|distribution|accumulation))?,? (?:and |with )?)(?:(?:shows?|with) )?(?:no|without|w/o)(?: any)? (?:(?:pathological|focal|increased|abnormal|suspicious|significant|avid|tracer|dotatate|dotatoc|sstr|relevant) ){0,12}(?:uptake|avidity|accumulation|tracer uptake|captation|fixation|(?<=pathological )(?=[.,;)\n\"]))(?![a-z])(?! (?:in|of|above|at) )"),
        "uptake_before": re.compile(rf"{LEFT}(?:no|without|absence of|lack of)(?: any)? (?:(?:pathological|focal|increased|abnormal|suspicious|significant|avid|tracer|dotatate|dotatoc|sstr|relevant|receptor) ){{0,12}}(?:uptake|avidity|accumulation|captation|fixation) (?:seen )?(?:(?:in|of|at|within) )?(?:the )?(?=[a-z])"),
        "clear_before": re.compile(
            rf"{LEFT}(?:clean|clear|normal(?= (?:ovar|periton|lungs))|unremarkable|tumou?r[ -]free|disease[ -]free|metastas[ie]s[ -]free|uninvolved|unaffected|bland) (?:looking |appearing )?(?=[a-z])|{LEFT}(?:nothing|nil) (?:(?:seen|found|avid|suspicious|visible|else|new|more) ){{0,2}}(?:in|on (?:the )?(?:ct|mri?|us|pet|ultrasound|scan)(?: of| in)?) (?:the |his |her )?(?=[a-z])|{LEFT}(?:no|not any|without|free of) (?:cancer|tumou?r|disease|spread|growths?) (?:(?:was|is|has been|could be|seen|found|left|visible|detected|now|anywhere) ){{0,3}}(?:in|to|inside) (?:the |his |her |your |my )?(?=[a-z])|{LEFT}(?:(?:has|have|had|did)(?:n't| not| never)|(?:it|they|(?:the |your |his |her )?(?:cancer|tumou?r|disease)) never)(?: yet| ever| been| so far)? (?:spread|gone|go|reach(?:ed)?|got|got into|metastasi[sz]ed|moved|travel(?:l)?ed|affected|affect|seeded|involved)(?: (?:in)?to| into| in)? (?:the |his |her |your |my |any )?(?=[a-z])|{LEFT}(?:none|nor(?: any)?(?: in)?) (?:(?:in|at|of|to|within) )?(?:the |his |her )?(?=[a-z])"
        ),
        "not_in": re.compile(r"(?:,|(?<![a-z])but|(?<![a-z])and) ?(?:but |and )?(?:not|never) (?:in|to|into|at) (?:the |his |her |your |my )?(?=[a-z])"),
        "spread": re.compile(r"(?<![a-z])(?:metasta[a-z]+|mets?|spread|gone|secondaries|deposits|cancer|tumou?r|nets?|nec|carcinoid|disease)(?![a-z])[^.;\n]{0,70}$"),
        "bare_no": re.compile(rf"{LEFT}(?:no|nil)(?: (?:obvious|definite|visible|suspicious))? (?=[a-z])"),
        "bare_end": re.compile(
            r"(?= ?(?:[.,;:)/\n!]|$|→|\?))|(?= (?:or|nor|no|and no|on|in (?:the )?(?:ct|mri|pet|dota|scan|fdg)|by|seen|at|since|involve[a-z]*|so far|yet|today|as of|either|anymore|any more|spread)(?![a-z]))"
        ),
        # "dotatate clean incl. liver", "CT clear of mets incl. liver and lung", "rest of the body neg incl. liver"
        "including": re.compile(
            rf"{LEFT}(?:clear|clean|neg(?:ative)?|normal|unremarkable|nothing|(?:no|without) (?:[a-z]+ ){{0,3}}?(?:disease|dz|lesions?|metasta[a-z]+|mets|uptake|tumou?r|spread|recurrence|deposits))(?: (?:of|for) (?:any )?(?:mets|metasta[a-z]+|disease|tumou?r|recurrence|spread|lesions))?(?: (?:all over|everywhere|elsewhere|throughout|otherwise|anywhere|else|seen|found|anywhere else|avid|suspicious)){{0,2}},? ?\(?(?:incl(?:\.|uding|usive of)?|also|even)(?: in)? (?:the |his |her |both )?(?=[a-z])"
        ),
        # "no avid lesion in the rectum, the nodes, the liver nor the bones"
        "none_in": re.compile(
            rf"{LEFT}(?:no|without|nor)(?: any)? {kinds}(?:sstr |dotatate |dotatoc |receptor |ga |pathologic |abnormal |increased |focally ){{0,2}}(?:avid |positive )?(?P<what>{seen}|uptake|avidity|metasta[a-z]+|mets|deposits|recurrence)(?: (?:is |was |were )?(?:seen|found|detected|visible))? (?:in|within|at) (?=[a-z])"
        ),
        "list_word": re.compile(r"(?:(?:the|his|her|both|any|remaining|residual) ){0,2}[a-z-]{3,16}(?: (?:bed|stump|tail|head|body|bone|lobes))?"),
        "list_join": re.compile(r"(?:, ?(?:or |nor |and )?|/| or | nor | and )(?:(?:in|of) )?"),
        "post_therapy": re.compile(r"(?<![a-z])post-? ?(?:therap[a-z]+|treatment|lu[a-z0-9-]*|prrt)(?: [a-z0-9-]+){0,2}? ?(?:scan|spect|imag|scintigra|planar)(?!.*fdg)"),
        "not_clear": re.compile(r"(?<![a-z])(?:not|never|n't|neither)(?: (?:quite|entirely|really|completely))? $"),
        "bloods": re.compile(r"(?<![a-z])(?:bloods?|labs?|lfts?|margins?|function|enzymes|biops[a-z]+|bx|fdg)(?![a-z])"),
        "specimen": re.compile(
            r"(?<![a-z])(?:specimens?|histolog[a-z]+|path(?:ology)?|resect[a-z]+|ectomy|[a-z]+ectomy|emr|esd|submitted|received|sampled|retrieved|examined|removed|harvest[a-z]*|dissect[a-z]+|margins?)(?![a-z])"
        ),
        "imaged": re.compile(r"(?<![a-z])(?:(?:ap|ce|hr)?ct|mri?|eus|pet|us|ultrasound|scans?|imaging|dota[a-z-]*|sstr|endosonograph[a-z]*|ebus|staging|x-?ray|cxr|octreo ?scan)(?![a-z])"),
        "no_nodes": re.compile(
            rf"{LEFT}no (?:(?:evidence of |pathological(?:ly)?|enlarged|suspicious|abnormal|significant|relevant|other|visible|locoregional|regional|abdominal|avid|(?:meso|peri|para)[a-z]+|mesenteric|iliac|inguinal|hilar|mediastinal|coeliac|celiac|pelvic|retroperitoneal|portal|gastric|local|obvious|definite)(?: ?/ ?| or | and |[ -])?){{1,4}}(?P<nodes>(?:[a-z][a-z-]{1,24} )?(?:lymph ?nodes?|nodes|lnn?s?|lymphadenopathy|adenopathy|nodal enlargement))(?![a-z])|{LEFT}(?:neg(?:ative)?|clear) (?:for|of) (?:any |pathological |enlarged |suspicious |involved )?(?P<negative>(?:[a-z][a-z-]{1,24} )?(?:lymph ?nodes?|nodes|lnn?s?|lymphadenopathy|adenopathy))(?![a-z])|{LEFT}no (?P<adenopathy>(?:[a-z][a-z-]{1,24} )?(?:lymphadenopathy|adenopathy))"
        ),
        "nodes_small": re.compile(rf"{LEFT}(?P<nodes>(?:[a-z][a-z-]{1,24} )?(?:lymph ?nodes?|nodes|lnn?s?)) (?:are |is |were |all )?not (?:pathologically |significantly )?enlarged"),
    }  # fmt: skip


def read_clear_sites(page: Page, sites: list[Site]) -> list[Found]:
    """Sites that are told to be free of tumour."""
    found = []
    for site in sites:
        last = _clear_to(page, site)
        if last is not None and not page.context(site.start, last) & _UNTOLD:
            found += [spread(one.name, "absent", one.start, last) for one in listed_apart(page, sites, site)]
    found += _included(page, sites) + _none_in_list(page, sites)
    found += _bare(page, sites) + _without_uptake(page, sites) + _nodes(page)
    return [fact for fact in found if fact.value.site != "other"]


def is_called_clear(page: Page, end: int) -> bool:
    """Whether what ends here is called free of tumour by the words behind it: "the brain" in "the brain is free"."""
    return (
        _patterns()["clear"].match(page.text, end) is not None
        or _patterns()["no_after"].match(page.text, end) is not None
        or _patterns()["none_there"].match(page.text, end) is not None
    )


def _clear_to(page: Page, site: Site) -> int | None:
    """Where the words end by which a site is called clear; None if it is not."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(site.start)
    if patterns["one_side"].search(text, max(low, site.start - SIDE_CHARS), site.start):
        return None  # the other one may hold a metastasis
    if site.name == "lung" and patterns["examined"].search(text, low, high) and not _is_imaged(page, low, high):
        return None
    match = patterns["clear"].match(text, site.end) or patterns["no_after"].match(text, site.end)
    if match and (patterns["measured"].search(text, low, high) or _is_sampled(page, site, match.end())):
        return None
    if match and patterns["tracer"].search(text, max(low, site.start - TRACER_CHARS), match.end()):
        return None
    if not match and is_heading(page, site):
        head = next(head for head in page.kept(find_topics).heads(site.end + 2) if head[0] <= site.start < head[1])
        match = patterns["headed"].match(text, head[1])
        if match and "uptake" in match.group() and page.kept(Modalities).kind(*match.span()) == "fdg":
            return None
    if match is None:
        return None
    if match.groupdict().get("same") and not patterns["told_clear"].search(text, low, site.start):
        return None
    spared = patterns["except"].match(text, match.end(), high)
    if spared and not patterns["harmless"].match(text, spared.end(), high):
        return None
    if page.is_question(site.start) and patterns["question"].match(text, low):
        return None
    return match.end()


def _is_sampled(page: Page, site: Site, end: int) -> bool:
    """Whether it is a biopsy, a margin … that is called clear in the clause of a site, not the organ."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(site.start)
    first = max(low, text.rfind(",", low, site.start) + 1, text.rfind(";", low, site.start) + 1)
    stop = patterns["clause_end"].search(text, end, high)
    return patterns["sampled"].search(text, first, stop.start() if stop else high) is not None


def _bare(page: Page, sites: list[Site]) -> list[Found]:
    """Sites named alone behind a denial: "no bone", "no liver or peritoneum", "none in the lungs", "a clean liver"."""
    found = []
    patterns, text = _patterns(), page.text
    spared = (
        match
        for match in (patterns["not_in"].finditer(text) if any(words in text for words in _NOT_IN) else ())
        if patterns["spread"].search(
            text, max(page.sentence(match.start())[0], match.start() - SPREAD_CHARS), match.start()
        )
    )
    for match in (*scan(patterns["bare_no"], text), *scan(patterns["clear_before"], text), *spared):
        at = bisect_left(sites, match.end(), key=site_start)
        if at == len(sites) or sites[at].start != match.end():
            continue
        site = sites[at]
        last = next((one for one in reversed(sites[at : at + 6]) if site in listed(page, sites, one)), site)
        if not patterns["bare_end"].match(text, last.end) or page.context(site.start, last.end) & _UNTOLD:
            continue
        low, high = page.sentence(site.start)
        named = listed(page, sites, last)
        if any(one.name == "lymph_node_regional" for one in named) and (
            patterns["specimen"].search(text, low, high) or not _is_imaged(page, low, high)
        ):
            continue  # "no nodes" of a specimen: none were in it
        found += [spread(one.name, "absent", match.start(), last.end) for one in named if one.start >= site.start]
    return found


def _included(page: Page, sites: list[Site]) -> list[Found]:
    """Sites that an all-clear includes by name: "CT clear of mets incl. liver and lung"."""
    found: list[Found] = []
    patterns, text = _patterns(), page.text
    if "incl" not in text and "also" not in text and "even" not in text:
        return found
    for match in scan(patterns["including"], text):
        low, _ = page.sentence(match.start())
        if patterns["not_clear"].search(text, max(low, match.start() - SIDE_CHARS), match.start()):
            continue
        if patterns["bloods"].search(text, low, match.end()) or page.context(*match.span()) & _UNTOLD:
            continue
        at = bisect_left(sites, match.end(), key=site_start)
        if at == len(sites) or sites[at].start != match.end():
            continue
        last = next((one for one in reversed(sites[at : at + 6]) if sites[at] in listed(page, sites, one)), sites[at])
        if not page.is_question(match.start()):
            found += [spread(one.name, "absent", match.start(), one.end) for one in listed(page, sites, last)]
    return found


def _none_in_list(page: Page, sites: list[Site]) -> list[Found]:
    """Sites of a list that begins with another organ, all of which hold nothing: "no lesion in the pancreas or liver"."""
    found = []
    patterns, text = _patterns(), page.text
    for match in scan(patterns["none_in"], text):
        _, high = page.sentence(match.start())
        at, words = match.end(), 0
        while word := patterns["list_word"].match(text, at, high):
            at, words = word.end(), words + 1
            join = patterns["list_join"].match(text, at, high)
            if join is None:
                break
            at = join.end()
        named = sites[bisect_left(sites, match.end(), key=site_start) : bisect_left(sites, at, key=site_start)]
        if words < 2 or not named or named[0].start == match.end() or named[-1].end != at:
            continue
        if not patterns["bare_end"].match(text, at) or page.context(*match.span()) & _UNTOLD:
            continue
        if match["what"] in {"uptake", "avidity"} and page.kept(Modalities).kind(*match.span()) != "receptor":
            continue
        found += [
            spread(one.name, "absent", match.start(), one.end) for one in named if one.name != "lymph_node_regional"
        ]
    return found


def _is_imaged(page: Page, low: int, high: int) -> bool:
    """Whether a sentence, or the title above it, names an examination."""
    title = page.kept(find_topics).title
    imaged = _patterns()["imaged"]
    return bool(imaged.search(page.text, low, high) or (title and imaged.search(page.text, *title)))


def _is_receptor(page: Page, start: int, end: int) -> bool:
    """Whether a place speaks of receptor imaging, or of the scan after a radionuclide therapy."""
    if page.kept(Modalities).kind(start, end) == "receptor":
        return True
    return _patterns()["post_therapy"].search(page.text, max(0, start - THERAPY_CHARS), start) is not None


def _is_open_vertebra(page: Page, site: Site) -> bool:
    """Whether a site is one vertebra, of which the text leaves open what its lesion is."""
    return page.text[site.start : site.end] in page.kept(_open_vertebrae)


def _open_vertebrae(page: Page) -> frozenset[str]:
    """The vertebrae with a lesion whose nature the text leaves open."""
    return frozenset(match["vertebra"] for match in scan(_OPEN_VERTEBRA, page.text))


def _without_uptake(page: Page, sites: list[Site]) -> list[Found]:
    """Sites without uptake in receptor imaging; without FDG uptake a metastasis may still be there."""
    found = []
    patterns, text = _patterns(), page.text
    for site in sites:
        match = patterns["uptake_after"].match(text, site.end)
        first = listed(page, sites, site)[-1].start  # "no liver / nodal uptake"
        low = max(page.sentence(site.start)[0], first - SIDE_CHARS)
        if match is None and patterns["no_before"].search(text, low, first):
            match = patterns["own_uptake"].match(text, site.end)
        if match and _is_open_vertebra(page, site):
            continue  # a lesion of unclear nature that takes up nothing may still be a metastasis
        if match and site.name != "bone" and patterns["lesions_of"].search(page.folded.text, low, first):
            continue  # "two lesions in segment 4 without uptake"
        if match and _is_receptor(page, site.start, match.end()):
            found += [spread(one.name, "absent", one.start, match.end()) for one in listed(page, sites, site)]
    for match in scan(patterns["uptake_before"], text):
        _, high = page.sentence(match.start())
        inside = sites[bisect_left(sites, match.end(), key=site_start) : bisect_left(sites, high, key=site_start)]
        at_once = [site for site in inside if listed(page, inside, site)[-1].start == match.end()]
        if at_once and _is_receptor(page, match.start(), match.end()):
            last = at_once[-1]
            if patterns["bare_end"].match(text, last.end):
                cleared = (one for one in at_once if not _is_open_vertebra(page, one))
                found += [spread(one.name, "absent", match.start(), last.end) for one in cleared]
    return found


def _nodes(page: Page) -> list[Found]:
    """Lymph nodes that are not enlarged."""
    found = []
    for match in (*scan(_patterns()["no_nodes"], page.text), *scan(_patterns()["nodes_small"], page.text)):
        group = next(name for name, words in match.groupdict().items() if words)
        named = index("spread", "site").find(page.text, *match.span(group)) or index("spread", "part").find(
            page.text, *match.span(group)
        )
        if named and not page.context(*match.span()) & {"asked", WITHHELD}:
            found.append(spread(named[0][0], "absent", *match.span()))
    return found
