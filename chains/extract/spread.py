# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread: sites of metastasis, present, possible or absent."""

import re
from functools import cache
from typing import Literal, cast

from chains.extract.found import Found
from chains.extract.page import Page
from chains.extract.vocabulary import LEFT, RIGHT, Index, forms, index, table
from knowledge.case import Metastasis, MetastasisSite

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
    join = r"(?: ?\([^()\n]{1,20}\))?(?:,? ?(?:and|or|und|nor|plus|as well as) (?:the |in |to |no )?|, ?(?:the )?| ?/ ?| ?\+ ?| ?& ?)"
    listed = rf"{LEFT}{site}(?:{join}(?:(?:multiple|several|few|small|possible|distant) )?{site}){{0,6}}{RIGHT}"
    adjective = r"(?:(?:[a-z]+-)?(?:metastatic|bilobar|multifocal|diffuse|multiple|avid|sstr|dotatate|positive|new|small|large|further|disseminated|synchronous|metachronous|residual|known|dominant|only|predominant|limited|tumou?r|[0-9]{1,2}|nodal)[ -]){0,4}"
    where = r"(?:(?:in|to|of|within|involving|at|into|affecting|on|throughout|both|lobes|segments?|seg)\.? ?)*"
    return {
        "site_first": re.compile(rf"(?P<list>{listed})[ -]{{1,2}}\(?{adjective}(?P<word>{met}|{weak})"),
        "site_colon": re.compile(
            rf"(?P<word>{met})(?: disease| lesions?| deposits?| spread)?(?: ?\((?:[^()\n]{{1,14}})\))? ?(?:[:=(-]|sites?:?|are|were|found|present|seen|located|identified|detected|known| )* ?{where}(?:the |his |her |both |multiple |a )?(?:lobes of the )?(?P<list>{listed})"
        ),
        "lesion_in": re.compile(
            rf"{forms('spread', 'lesions_in')} {where}(?:the |his |her |both |multiple )?(?:lobes of the |right lobe of the |left lobe of the )?(?P<list>{listed})"
        ),
        "disease_word": re.compile(
            rf"{LEFT}(?P<word>(?:peritoneal )?carcinomatosis|carcinosis|leptomeningeal (?:disease|spread))"
        ),
        "shorthand": re.compile(
            rf"{LEFT}(?P<list>liver|hepatic|bones?|lns?|nodes|peritoneum|lungs?) ?\(?(?:x ?\d{{1,3}}(?!\.\d)|lesions?|met\b|\+(?! ?(?:liver|bone|lung|ln|nodes|periton|brain))|: ?\d{{1,2}} lesions?|(?:and [a-z]+ )?dis(?:ease|\.))"
        ),
        "m0": re.compile(
            rf"{LEFT}(?:no|without|(?:no|without) (?:any )?(?:evidence|sign|signs) of|negative for|absence of|(?:does|did|do) not (?:have|show|reveal|demonstrate|detect)) (?:any )?(?:distant |remote |visible |known |detectable |evidence of ){{0,4}}(?:(?<=distant )disease|metasta[a-z]+(?: disease| spread| lesions)?|mets?|spread){RIGHT}(?! ?(?:in(?! (?:the )?(?:ct|mri?|pet|dota|staging|imaging|preoperative|scan))|to|of|at(?! (?:diagnosis|presentation|staging))|outside|within|elsewhere|,? ?(?:liver|bone)))"
        ),
        "organ_before": re.compile(
            r"\b(?:liver|hepatic|skelet[a-z]*|bones?|osseous|brain|cerebral|head|spine)(?: (?:mri?|ct|scan))?(?:: ?[^;.\n]{0,30}|[^,;.:\n]{0,24})$"
        ),
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
            rf"{LEFT}(?:progress(?:ed|ion|ing)|recurren(?:ce|t disease)|recurred|relapsed?)(?: disease)?(?: in)?(?: \d{{4}})?,? in (?:the )?(?P<list>{listed})"
        ),
        "only_liver": re.compile(rf"{LEFT}liver[ -]only(?: disease| mets?| metasta[a-z]+)?"),
        "benign": re.compile(forms("spread", "benign")),
    }


def read_spread(page: Page) -> list[Found]:
    """Sites of spread; each site of a list takes the context of the list, and its own where it has one."""
    found: list[Found] = []
    patterns = _patterns()
    text = page.text
    for name in ("site_first", "site_colon", "lesion_in", "shorthand", "bracket", "grew_in"):
        for match in patterns[name].finditer(text):
            low, _ = page.sentence(match.start())
            around = text[max(low, match.start() - 24) : match.end() + 26]
            if patterns["benign"].search(around):
                continue
            head = match.start()
            for site, start, end in _sites().find(text, *match.span("list")):
                if name == "shorthand" and site not in {"liver", "bone", "lymph_node_regional", "peritoneum", "lung"}:
                    continue
                status = _status(page, head, start, end, match.end())
                if site == "lung" and status == "present" and name == "site_first" and _is_nodule(match["word"]):
                    status = "possible"  # a nodule of the lung may be the primary, or nothing
                if status:
                    found.append(
                        Found(
                            "metastases",
                            Metastasis(site=cast(MetastasisSite, site), status=status),
                            min(start, match.start()),
                            match.end(),
                        )
                    )
    for match in patterns["disease_word"].finditer(text):
        organ: MetastasisSite = "peritoneum"
        if "meningeal" in match["word"]:
            organ = "brain"
        status = _status(page, match.start(), match.start(), match.end(), match.end())
        if status:
            found.append(Found("metastases", Metastasis(site=organ, status=status), *match.span()))
    for match in patterns["m0"].finditer(text):
        if re.match(r" ?(?:other than|except|apart from|but in)", text[match.end() : match.end() + 14]):
            continue
        if patterns["organ_before"].search(
            text[max(page.sentence(match.start())[0], match.start() - 60) : match.start()]
        ):
            continue
        if not page.context(*match.span()) & {"asked"} and not _distant(found):
            found.append(Found("m", "M0", *match.span(), rank=-2))
    for match in (*patterns["extrahepatic"].finditer(text), *patterns["extrahepatic_after"].finditer(text)):
        found.append(Found("metastases", Metastasis(site="other", status="absent"), *match.span()))
    for match in patterns["only_liver"].finditer(text):
        found.append(Found("metastases", Metastasis(site="liver"), *match.span()))
    return found


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
    if "possible" in contexts:
        return "possible"
    return "absent" if "negated" in contexts else "present"
