# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread: sites of metastasis, present, possible or absent."""

import re
from functools import cache
from typing import Literal, cast

from chains.extract.imaging.spread_sites import told_of_others
from chains.extract.imaging.spread_told import read_told
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, Index, forms, index, table
from knowledge.case import Metastasis, MetastasisSite

WEAK = -1
"""The rank of a site told by a word such as "lesion", which a doubt in the same sentence weakens."""
FINAL_CHARS = 60
"""How far around a denial the word may stand that makes it the last one."""
Status = Literal["present", "possible", "absent"]


@cache
def _sites() -> Index:
    return index("spread", "site")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    every = [form for body in table("spread")["site"].values() for form in body["forms"]]
    site = "(?:" + "|".join(form.replace(" ", "[ -]") for form in sorted(every, key=len, reverse=True)) + ")"
    met = forms("spread", "metastases")
    weak = forms("spread", "lesions")
    join = r"(?: ?\([^()\n]{1,20}\))?(?:,? ?(?:and|or|und|nor|plus|as well as) (?:also )?(?:(?:in|to|of|at) )?(?:the |her |his |no )?|, ?(?:(?:to|in|of) )?(?:the )?| ?/ ?| ?\+ ?| ?& ?)"
    listed = rf"{LEFT}{site}(?:{join}(?:(?:multiple|several|few|small|possible|distant) )?{site}){{0,6}}{RIGHT}"
    adjective = r"(?:(?:[a-z]+-)?(?:metastatic|bilobar|multifocal|diffuse|multiple|avid|sstr|dotatate|positive|new|small|large|further|disseminated|synchronous|metachronous|residual|known|dominant|only|predominant|limited|tumou?r|[0-9]{1,2}|nodal)[ -]){0,4}"
    where = r"(?:(?:in|to|of|within|involving|at|into|affecting|on|throughout|both|lobes|segments?|seg)\.? ?)*"
    return {
        "site_first": re.compile(rf"(?P<list>{listed})[ -]{{1,2}}\(?{adjective}(?P<word>{met}|{weak})"),
        "site_colon": re.compile(
            rf"(?P<word>{met})(?: disease| lesions?| deposits?| spread)?(?: ?\((?:[^()\n]{{1,14}})\))? ?(?:[:=(-]|sites?:?|are|were|found|present|seen|located|identified|detected|known| )* ?{where}(?:the |his |her |both |multiple |a |left |right |\d{{1,2}}(?:st|nd|rd|th) ){{0,3}}(?:lobes of the )?(?P<list>{listed})(?! (?:primary|p?-?nets?\b|neuro-?endocrine|carcinoids?|nec\b|cancer|carcinoma))"
        ),
        "lesion_in": re.compile(
            rf"{forms('spread', 'lesions_in')} {where}(?:the |his |her |both |multiple )?(?:lobes of the |right lobe of the |left lobe of the )?(?P<list>{listed})"
        ),
        "shorthand": re.compile(
            rf"{LEFT}(?P<list>liver|hepatic|bones?|lns?|nodes|peritoneum|lungs?) ?\(?(?:x ?\d{{1,3}}(?!\.\d)|lesions?|met\b|\+(?! ?(?:liver|bone|lung|ln|nodes|periton|brain))|: ?\d{{1,2}} lesions?|(?:and [a-z]+ )?dis(?:ease|\.))"
        ),
        "m0": re.compile(
            rf"{LEFT}(?:no|without|(?:no|without) (?:any )?(?:evidence|sign|signs) of|negative for|absence of|free of|(?:does|did|do) not (?:have|show|reveal|demonstrate|detect)|not have) (?:any )?(?:distant |remote |visible |known |detectable |evidence of ){{0,4}}(?:(?<=distant )disease|metasta[a-z]+(?: disease| spread| lesions)?|mets?|spread){RIGHT}(?! ?(?:(?:in|to|of|at|within) (?!(?:our|this|my|his|her|the)? ?(?:patient|pt|case|lady|gentleman|man|woman)\b|(?:the )?(?:[a-z]+ )?(?:ct|mri?|pet|imaging|scans?|staging|dota|octreo|sstr|fdg|(?:19|20)\d\d|diagnosis|presentation|pre-?operative|present|moment|time|work ?up))|outside|elsewhere|,? ?(?:liver|bone)))"
        ),
        "organ_before": re.compile(
            r"\b(?:liver|hepatic|skelet[a-z]*|bones?|osseous|brain|cerebral|head|spine)(?: (?:mri?|ct|scan))?(?:: ?[^;.\n]{0,30}|[^,;.:\n]{0,24})$"
        ),
        "in_nodes": re.compile(
            rf"{LEFT}metasta[a-z]+ (?:[a-z]+ ){{0,3}}?(?:in|to) (?:\d{{1,2}}|[a-z]+) (?:of|out of|/) ?(?:the )?(?:\d{{1,2}}|[a-z]+) (?P<list>(?:[a-z]+ )?(?:lymph nodes?|nodes|lns?)){RIGHT}"
        ),
        "doubted": re.compile(
            r"(?: ?(?:segments?|seg\.?|s)?[ ¤]{1,12})?(?:,| -| \(|:)? ?(?:(?:\d{1,2} (?:mm|cm)|is|are|was|were|remains?|this|which|that)[, ]{0,2}){0,3}(?:highly |very |still |considered |deemed )?(?:indeterminate|suspicious|equivocal|suspected|uncertain|unclear|questionable|ambiguous|too small to|likely (?:metasta|mets|malignan)|probably (?:metasta|malignan)|presum(?:ed|ably) (?:metasta|malignan)|(?:suggestive|worrisome|concerning) (?:of|for)|(?:that )?cannot be (?:excluded|ruled out)|\(\?\))(?! (?:lesion|focus|node|nodule))"
        ),
        "bed": re.compile(r"(?:resection|surgical|operative|operation|tumou?r) (?:site|bed|margin|area)"),
        "refuted": re.compile(
            r"[^.;\n]{0,60}?\bbut (?:later |then |was |were |this was |finally |could be )*(?:excluded|ruled out|not confirmed|refuted|disproved)"
        ),
        "behind": re.compile(
            r"(?:,| \(| in the| -)? ?(?:(?:left|right) )?(?:retroperitoneal|para-?aortic|mediastinal|supraclavicular|cervical|axillary)"
        ),
        "region": re.compile(
            r"regional|peripancreatic|mesenteric|local|hilar|celiac|coeliac|portal|portocaval|abdominal|iliac|gastric|duodenal"
        ),
        "counted": re.compile(r"(?:\d ?/ ?\d{1,2}|\d of \d{1,2}) ?$"),
        "not_a": re.compile(r"not an? $"),
        "new": re.compile(r"(?:no|without|any)[ -](?:evidence of |sign of |other |further )?new[ -]"),
        "cannot": re.compile(r"can|exclude|rule|\?"),
        "extrahepatic": re.compile(
            rf"{LEFT}(?:no|without|no evidence of|no sign of) (?:any )?extra-?hepatic (?:disease|mets?|metasta[a-z]+|spread|lesions?|tumou?r|involvement|manifestations?)"
        ),
        "extrahepatic_after": re.compile(
            rf"{LEFT}extra-?hepatic (?:disease|mets?|metasta[a-z]+|spread|lesions?)(?: (?:is|was|were|are))? (?:absent|excluded|none|not (?:seen|found|present|detected))"
        ),
        "bracket": re.compile(
            rf"{LEFT}(?:stage (?:iv|4)[abc]?|[cpr]?m1[abc]?|metastatic)(?:[^.;\n():]{{0,40}}[(:] ?| ?- ?|, ?)(?P<list>{listed})(?= ?[),.;\n]|$)"
        ),
        "grew_in": re.compile(
            rf"{LEFT}(?:progress(?:ed|ion|ing)|(?:partial|mixed|minor|further|good) response|recurren(?:ce|t disease)|recurred|relapsed?)(?: disease)?(?: in)?(?: \d{{4}})?,? in (?:the )?(?P<list>{listed})"
        ),
        "only_liver": re.compile(
            rf"{LEFT}liver[ -](?:only|dominant|predominant)(?![a-z])(?: disease| mets?| metasta[a-z]+)?"
        ),
        # "NET of the lung, bone and liver metastases": where the tumour came from stands before the list
        "own_noun": re.compile(r" (?:nodules?|nodes?|lesions?|opacit(?:y|ies))(?![a-z])"),
        "came_from": re.compile(
            r"(?:nets?|nens?|nec|carcinoids?|tumou?r|primary|neoplasm|lcnec|sclc|carcinoma)(?: g ?[123])? (?:of|in|from) (?:the |his |her )?(?:left |right )?$"
        ),
        "benign": re.compile(forms("spread", "benign")),
        "final": re.compile(forms("spread", "final")),
    }


def read_spread(page: Page) -> list[Found]:
    """Sites of spread; each site of a list takes the context of the list, and its own where it has one."""
    found: list[Found] = []
    patterns = _patterns()
    text = page.text
    for name in ("site_first", "site_colon", "lesion_in", "shorthand", "bracket", "grew_in", "in_nodes"):
        for match in scan(patterns[name], text):
            low, _ = page.sentence(match.start())
            around = text[max(low, match.start() - 24) : match.end() + 26]
            if patterns["benign"].search(around):
                continue
            head = match.start()
            if told_of_others(page, head) or patterns["not_a"].search(text, max(low, head - 8), head):
                continue
            if name == "shorthand" and patterns["counted"].search(text, max(low, head - 8), head):
                continue  # "5/18 LN+" counts the nodes of an operation
            sites = _sites().find(text, *match.span("list"))
            if len(sites) > 1 and sites[0][0] == "lung":
                sites = sites[patterns["came_from"].search(text, max(low, sites[0][1] - 40), sites[0][1]) is not None :]
            if len(sites) > 1 and name == "site_colon" and patterns["own_noun"].match(text, match.end()):
                del sites[-1]  # "metastases in the spine and lung nodules that are ..."
            for site, start, end in sites:
                if name == "shorthand" and site not in {"liver", "bone", "lymph_node_regional", "peritoneum", "lung"}:
                    continue
                status = _status(page, head, start, end, match.end())
                if status == "present" and patterns["doubted"].match(text, match.end()):
                    status = "possible"
                if site == "lung" and status == "present" and name == "site_first" and _is_nodule(match["word"]):
                    status = "possible"  # a nodule of the lung may be the primary, or nothing
                if site == "other" and patterns["bed"].search(around):
                    continue
                if status:
                    weak = name in {"lesion_in", "shorthand"} or "metasta" not in match.group()
                    found.append(
                        Found(
                            "metastases",
                            Metastasis(site=cast(MetastasisSite, site), status=status),
                            min(start, match.start()),
                            match.end(),
                            WEAK if weak else 0,
                        )
                    )
    for site, start, end in index("spread", "disease").find(text):
        status = _status(page, start, start, end, end)
        if status:
            place = cast(MetastasisSite, site)
            found.append(Found("metastases", Metastasis(site=place, status=status), start, end))
    told = read_told(page, [(fact.start, fact.end) for fact in found])
    doubts = {(fact.value.site, page.sentence(fact.start)) for fact in told if fact.value.status == "possible"}
    found = [
        fact
        for fact in found
        if fact.rank != WEAK
        or fact.value.status != "present"
        or (fact.value.site, page.sentence(fact.start)) not in doubts
    ]
    found += told
    for match in scan(patterns["m0"], text):
        if re.match(r" ?(?:other than|except|apart from|but in)", text[match.end() : match.end() + 14]):
            continue
        if any(fact.value.status == "absent" and fact.end == match.end() for fact in told):
            continue  # "bone: no mets" tells of the bone alone
        if patterns["organ_before"].search(
            text[max(page.sentence(match.start())[0], match.start() - 60) : match.start()]
        ):
            continue
        if not page.context(*match.span()) & {"asked"} and not _distant(found):
            found.append(Found("m", "M0", *match.span(), rank=-2))
    for match in (*scan(patterns["extrahepatic"], text), *scan(patterns["extrahepatic_after"], text)):
        found.append(Found("metastases", Metastasis(site="other", status="absent"), *match.span()))
    for match in scan(patterns["only_liver"], text):
        found.append(Found("metastases", Metastasis(site="liver"), *match.span()))
    return _settled(page, [_with_region(page, fact) for fact in found])


def _settled(page: Page, found: list[Found]) -> list[Found]:
    """The facts without those that a later word overrules: "peritoneal deposits … ruled out", "now no liver metastases"."""
    last: dict[str, int] = {}
    for fact in found:
        if fact.field == "metastases" and fact.value.status == "absent" and _is_final(page, fact):
            site = fact.value.site
            last[site] = max(fact.start, last.get(site, 0))
    return [
        fact
        for fact in found
        if fact.field != "metastases" or fact.value.status == "absent" or fact.end > last.get(fact.value.site, 0)
    ]


def _is_final(page: Page, fact: Found) -> bool:
    low, high = page.sentence(fact.start)
    around = page.folded.text[max(low, fact.start - FINAL_CHARS) : min(high, fact.end + FINAL_CHARS)]
    return _patterns()["final"].search(around) is not None


def _with_region(page: Page, fact: Found) -> Found:
    """A bare "lymph node" is the distant one that its sentence, or the one before, names: "a para-aortic node"."""
    if fact.field != "metastases" or fact.value.site != "lymph_node_regional":
        return fact
    low, high = page.sentence(fact.start)
    if _patterns()["behind"].match(page.text, fact.end):
        return fact._replace(value=fact.value.model_copy(update={"site": "lymph_node_distant"}))
    if _patterns()["region"].search(page.text, max(low, fact.start - 14), fact.end):
        return fact
    for start, end in ((low, high), page.sentence(low - 1) if low else (0, 0)):
        named = {site for site, _, _ in _sites().find(page.text, start, end) if site.startswith("lymph_node")}
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


def _is_nodule(word: str) -> bool:
    return word.startswith(("nodul", "lesion", "tumo"))


def _status(page: Page, head: int, start: int, end: int, last: int) -> Status | None:
    contexts = (
        page.context(head, head + 1)
        | page.context(start, end)
        | (page.context(last - 1, last) & {"negated", "possible"})
    )
    if "asked" in contexts:
        return None
    negated = page.covering("negated", start, end) or page.covering("negated", head, head + 1)
    if negated and _patterns()["new"].search(page.text, negated.trigger[0], last):
        return None  # no new lesion: the old ones may still be there
    possible = page.covering("possible", start, end) or page.covering("possible", head, head + 1)
    if possible and negated and negated.trigger[0] < possible.trigger[0] <= start:
        doubt = page.text[slice(*possible.trigger)]
        if not _patterns()["cannot"].search(doubt) and not re.search(
            r"[,;(]", page.text[negated.trigger[1] : possible.trigger[0]]
        ):
            return "absent"  # "no suspicious bone lesion"
    if "possible" in contexts:
        return "absent" if _patterns()["refuted"].match(page.text, last) else "possible"
    return "absent" if "negated" in contexts else "present"
