# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Site: where the primary tumour is, as stated; what an operation implies is read with the treatments."""

import re
from bisect import bisect_right
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index, table
from chains.extract.tumour.lay_site import is_called_after, is_kind_of, is_told_so
from chains.extract.tumour.site_answered import ends_the_search, with_answers
from chains.extract.tumour.site_claims import (
    is_correction,
    is_denied_unknown,
    is_past_cancer,
    is_supposed_origin,
    is_unsaid,
    without_claims,
)
from chains.extract.tumour.site_findings import (
    beside_a_known,
    goblet_sites,
    heads_its_note,
    is_a_trifle,
    is_an_organ_measured,
    is_beside_it,
    is_known_tumour,
    is_listed_mass,
    is_of_an_ailment,
    is_proved,
    is_seen_mass,
    is_stated_by_findings,
    is_the_rest_of_a_specimen,
)
from knowledge.case import Span

LABELLED, STATED, MASS, TOGETHER, BARE, SPECIMEN, IMPLIED = 10, 9, 5, 4, 3, 2, 1
"""Ranks: "primary: ileum" over "ileal NET" over "mass in the ileum" over both in one sentence over the word alone between
marks; then the only organ that the text examines ("rectal polyp … histology: NET"); last, what the name of the tumour
implies ("atypical carcinoid")."""
FOUND_CHARS = 60
"""How far before a site the word may stand that its tumour was found."""
_CALLED_SPREAD = re.compile(
    r"[^.;:\n]{0,40}?(?<![a-z])(?:(?:reported|read|called|interpreted|regarded|described|classified|labell?ed|seen|taken|considered)(?: (?:as|to be|by [a-z]+ as))?|is|was|are|were|likely|probabl[ey]|presumed|consistent with|suspicious for|compatible with|represents?|representing) (?:an? |the |likely |probabl[ey] |presumed |new |single |solitary ){0,3}(?:mets?|metastas[ei]s|metastatic|secondar(?:y|ies))(?![a-z])"
)
"""What calls a mass a metastasis."""
_NEW_BEHIND = re.compile(
    r"[ -](?:nodules?|lesions?|foc(?:us|i)|opacit(?:y|ies)),? \(?(?:which (?:is|are) |is |are )?new\b"
)
_THORACIC = re.compile(
    r"\b(?:a?typical|atyp\.?) (?:[a-z]+ )?carcinoid|\blcnec\b|\bsclc\b|small[ -]cell (?:lung )?(?:carcinoma|cancer)"
)
_OF_THE_CHEST = ("carcinoid", "lcnec", "sclc", "cell")
"""One of these stands in every name of such a tumour."""
_KIND_BEHIND = re.compile(r",? \(?a?typical(?![a-z])")
_BOWEL = re.compile(r"\b(?:adenomas?|hyperplastic|diverticul[a-z]+|otherwise|elsewhere)\b")
"""What else an endoscopy found: the organ named behind it is not that of the tumour."""
_ANOTHER_QUERY = re.compile(r"\?,? ?(?:or |/ ?)?(?:the )?[a-z]{4,14}(?: [a-z]{4,9})? ?\?")
"""Behind a site that is asked about: another one is asked about too ("primary: pancreas? ileum?")."""
_NEW_LINE = re.compile(r"\. ?\n[\n *•-]*")
_DROPPED = {"negated", "asked", "possible"}
_PART = r"(?:the|mid|middle|distal|proximal|terminal|left|right|main|upper|lower|whole|entire|tail|head|body|neck|uncinate process|wall|bulb|junction|2nd part|second part|third part|first part)"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    net, tumour = forms("sites", "net_words"), forms("sites", "tumour_words")
    stop = r"(?:physiolog[a-z]*|normal|unremarkable|benign|of|to|with|and|metasta[a-z]*|mets?|no|negative|neg|without|in|lesions?|uptake|deposits?|after|following|post|from|liver|hepatic|bed|not|invading|adjacent|nodes?|krenning|spread|resection|resected|residual|bone)\b"
    return {
        "labelled_before": re.compile(
            rf"{LEFT}(?:(?:metastas[ie]s|mets?) from|primary(?: (?:tumou?r|site|lesion|net|location|tumou?r site))?(?: (?:was |then |finally )?(?:palpated|found|identified|seen|detected|discovered|located|visible))?|(?:site of )?origin|locali[sz]ation|location|site|primarius|arising|originating)"
            rf"(?: ?[:=]? ?(?:\d{{1,3}}(?:\.\d)? ?(?:mm|cm)|(?:hyper|hypo)-?(?:vascular|dense|echoic|enhancing)|enhancing|small|large|avid|solid|round|well-?defined|lesion|mass|tumou?r)){{0,12}}(?:,? (?:and )?it(?:'s| is| was| lies| sits))?(?: (?:presumed|prob|felt to be|is|was|located|arising|lies|sits|being|from|of)){{0,12}}(?: ?[:=(,-])? ?(?:(?:in|of|at|from|within|a|an|is|was|{_PART}) ){{0,12}}$"
        ),
        "concluded": re.compile(
            r"(?:^ ?|[.;,→:] ?|- )(?:so|thus|hence|therefore|ergo|i\.e\.|final:?|conclusion:?)(?: (?:it'?s|it is|this is|that is))?(?: an?| the)? (?:primary )?$"
        ),
        "labelled_after": re.compile(
            r" ?-?(?:tail |head |body )?(?:primary|primaries|origin|prim\.?(?= ?[,;.)\n]| g[123]| resected))\b(?! (?:scleros|care|bili))"
        ),
        "net_after": re.compile(
            rf"(?: ?(?:\+|&|,|and|with) ?(?:the )?(?:spleen|omentum|gallbladder))?[ ,(/:-]{{0,2}}(?:(?!{stop})(?:[a-z0-9()/%-]{{1,18}}(?:\.\d{{1,2}}%?)?|\(?[a-z]{{1,5}}\.),?[ -]){{0,4}}?{net}"
        ),
        "net_before": re.compile(
            rf"{net}(?: g ?[123])? ?\((?:\d{{1,3}}(?:\.\d)? ?(?:mm|cm),? )?(?:g ?[123],? )?$"
            rf"|{net}(?: ?\(?(?:g ?[123]|grade [123i]+|(?:small|large)[ -]cell(?: type)?|nets?|pnets?|p-nets?|who g[123]|tumou?rs?|neoplasms?|carcinomas?)\)?,?){{0,12}}"
            r"(?: ?\(|,| ?:| ?-|\"| \")?(?: (?:which|that|is|was|has|arising|originat(?:ing|ed|es)|ar(?:ose|ises)|start(?:ed|ing)|comes|came|stems|sits|lies|located|situated|locali[sz]ed|primary|probably|resected|diagnosed|found|cent(?:re|er)d|measuring [^,;.]{1,20}|g[123]|grade [123])){0,12}"
            rf" ?(?:(?:of|in|from|at|within|involving|des|der|du|de|del|della|im|am|nel|en|i|van|vd|av|fra)(?: (?:the|his|her|a|de|het))? |(?:dell|nell)')?(?:{_PART}(?: of)?(?: the)? ){{0,12}}$"
        ),
        "net_of": re.compile(
            rf"{net}(?: ?\(?(?:g ?[123]|grade [123i]+|(?:small|large)[ -]cell(?: type)?|tumou?rs?|neoplasms?|carcinomas?|nets?)\)?,?){{0,12}},? (?:(?:arising |originating )?(?:of|from|in|del?))(?: (?:the|his|her))? (?:{_PART}(?: of)?(?: the)? ){{0,12}}$"
        ),
        "mass_after": re.compile(
            rf" ?-?(?:(?:head|tail|body|neck|uncinate|process|wall|bulb|tip|base|lobe|upper|lower|middle|left|right|tumou?r|[0-9.]{{1,4}} ?(?:cm|mm))[ -]?){{0,3}}{tumour}(?! (?:marker|board|bed|in the liver))"
        ),
        "mass_before": re.compile(
            rf"{tumour}(?: (?:measuring|of)? ?[0-9.x ]{{1,14}}(?:cm|mm))? (?:is |was |lies |located |situated |arising |originating |seen |found ){{0,12}}(?:in|of|at|from|within|limited to|confined to|restricted to)(?: the)? (?:{_PART}(?: (?:and|/) (?:tail|body|head))?(?: of)?(?: the)? ){{0,12}}$"
        ),
        "spread_after": re.compile(
            rf"(?:[ ,/+&-]|and\b|or\b|(?!(?:with|has|had|have|and has|who|now|plus|shows?|showing|presenting|complicated)\b)[a-z]{{2,11}}(?=[ ,/])){{0,6}}?{LEFT}(?:metasta[a-z]*|mets?|deposits?|secondaries|spread|invasion|infiltration){RIGHT}"
        ),
        "spread_before": re.compile(
            rf"{LEFT}(?:metasta[a-z]*|mets?|deposits?|secondaries|spread|invad(?:es|ing|ed)|infiltrat(?:es|ing|ed|ion)|invasion|extend(?:s|ing)|involv(?:es|ing|ement|ed)|encas(?:es|ing)|abut(?:s|ting)|compress(?:es|ing)|near|next to|adjacent to|uptake|lesions?|krenning \d|k\d|recurrence|residual)"
            r"(?: (?:of|to|in|into|at|seen)){0,12}(?: the)? (?:(?!of\b|from\b|in\b)[a-z]+,? (?:and )?(?:the )?){0,2}$"
        ),
        "not_tumour": re.compile(table("sites")["not_a_tumour_after"]),
        "net": re.compile(net),
        "noun": re.compile(forms("sites", "organ_nouns")),
        **{
            name: re.compile(table("sites")[name])
            for name in ("specimen_after", "specimen_before", "not_tumour_clause", "beside_spread")
        },
        "edge_before": re.compile(r"(?:^ ?|[,;:.\n(] ?|(?:stage|\d+ ?%|\d{2} ?[mf]|no [-:]) )$"),
        "edge_after": re.compile(
            r"(?: ?\(type [1-4i]{1,3}\))? ?(?:$|[,;.\n)]|(?:resected|bx|biops|pts?\b|patients?\b|primary\b|[cpyr]{0,2}t[0-4x]|g ?[1-3]\b|grade|\d+(?:\.\d)? ?(?:mm|cm)|n[0-3x]\b|m[01x]\b|stage|ki|well|r[012]\b))"
        ),
    }


def read_site(page: Page) -> list[Found]:
    """Candidates for the primary site; the strongest wording has the highest rank."""
    found: list[Found] = []
    others: list[tuple[str, int, int]] = []
    text = page.text
    for site, start, end in index("sites", "whole").find(text):
        contexts = page.context(start, end)
        if is_denied_unknown(text, start, end) if site == "unknown_primary" else is_supposed_origin(page, start, end):
            continue
        if site == "unknown_primary" or not contexts & {"negated", "asked"}:
            rank = STATED + 2 * (site == "unknown_primary") - ("history" in contexts)
            if text[start] == "?" or is_past_cancer(page, start, end):
                rank = TOGETHER  # "NEC ?primary"; "small cell lung cancer in 2010 ... now a pancreatic NET"
            found.append(Found("primary_site", site, start, end, rank))
    for site, start, end in index("sites", "implied").find(text):
        if not page.context(start, end) & (_DROPPED | {"history"}) and "thym" not in text:
            found.append(Found("primary_site", site, start, end, IMPLIED))
    found += goblet_sites(page, IMPLIED)
    for site, start, end in index("sites", "site").find(text):
        if re.search(r"\bvs\.? $|versus $", text[max(0, start - 9) : start]) or re.match(
            r" (?:primary |origin )?(?:vs|versus)\b", text[end : end + 16]
        ):
            continue
        known = is_known_tumour(page, start, end)
        contexts = page.context(start, end) & (_DROPPED - {"negated"} if known else _DROPPED)
        if text[end : end + 2] == "? ":
            contexts = contexts | {"possible"}  # "NET of the papilla? no - duodenal NET"
        if contexts - ({"possible"} if _labelled(text, start) else set()) - {"possible"}:
            continue
        if is_beside_it(text, start, end) or is_supposed_origin(page, start, end) or is_unsaid(page, start, end):
            continue
        rank = STATED if known else _rank(text, page.sentence(start)[0], start, end)
        if rank < STATED and site != "lung" and is_stated_by_findings(page, start, end):
            rank = STATED
        if not rank and site != "lung":
            rank = MASS if is_seen_mass(page, start, end) else BARE if heads_its_note(page, start, end) else 0
        if (
            not rank
            and not contexts
            and text[start:end].startswith("mid")
            and re.match(r", (?:liver|hepatic)", text[end : end + 10])
        ):
            rank = BARE  # "72, midgut, liver mets": nothing spreads to the midgut
        if rank == MASS and _CALLED_SPREAD.match(text, end):
            continue  # "one lung nodule as well, reported as a metastasis"
        if rank == MASS and site == "lung" and (_NEW_BEHIND.match(text, end) or is_a_trifle(page, start, end)):
            continue  # "lung nodule, new, in a patient with a pNET"
        if rank == STATED and is_the_rest_of_a_specimen(text, start, end):
            rank = SPECIMEN  # the ileum named with it is as likely to bear the tumour
        if rank == STATED and not contexts and is_proved(text, start):
            rank = LABELLED
        if rank < LABELLED and not contexts and is_correction(page, start, end):
            rank = LABELLED
        if contexts and not _labelled(text, start):
            rank = TOGETHER if rank >= STATED else 0
        if rank == BARE and _BOWEL.search(text, max(page.sentence(start)[0], start - FOUND_CHARS), start):
            rank = 0
        if rank:
            found.append(Found("primary_site", site, start, end, rank))
        elif not contexts:
            others.append((site, start, end))
    found = with_answers(page, _without_queried(page, _once_found(page, without_claims(page, found, MASS))), LABELLED)
    return found + _nearby(page, others)


def _was_found(text: str, one: Found) -> bool:
    """Whether a tumour of this site is told as found: "a 9 mm tumour was found in the mid ileum"."""
    lead = text[max(0, one.start - FOUND_CHARS) : one.start]
    return (
        one.rank == MASS and re.search(r"\b(?:found|identified|discovered|located|detected)\b[^.;]*$", lead) is not None
    )


def _once_found(page: Page, found: list[Found]) -> list[Found]:
    """The candidates without an unknown primary that a later statement found: "the primary was palpated in the ileum"."""
    known = [one for one in found if one.value != "unknown_primary"]
    named = max((one.start for one in known if one.rank == LABELLED or _was_found(page.text, one)), default=-1)
    unknown = [one for one in found if one.value == "unknown_primary"]
    named = max(
        (one.start for one in known if one.rank >= STATED and any(ends_the_search(page, old, one) for old in unknown)),
        default=named,
    )
    return [one for one in found if one.value != "unknown_primary" or one.start > named]


def _without_queried(page: Page, found: list[Found]) -> list[Found]:
    """The candidates without several that are asked about ("primary: pancreas? ileum?"), and without a nodule of the
    lung where a mass of another organ is told too."""
    text = page.text
    found = beside_a_known(page, [one for one in found if not _ANOTHER_QUERY.match(text, one.end)])
    masses = {one.value for one in found if one.rank == MASS}
    if "lung" in masses and len(masses) > 1 and "metasta" in text:
        found = [one for one in found if one.value != "lung" or one.rank != MASS]
    return found


def _nearby(page: Page, organs: list[tuple[str, int, int]]) -> list[Found]:
    """The organ that only stands near the tumour, or is all that the text examines - where that is one organ."""
    if not organs or not _patterns()["net"].search(page.text):
        return []
    thoracic = any(word in page.text for word in _OF_THE_CHEST) and _THORACIC.search(page.text) is not None
    operations = _operations(page)
    weak: list[Found] = []
    for site, start, end in organs:
        place = bisect_right(operations, (start, len(page.text))) - 1
        if place >= 0 and end <= operations[place][1]:
            continue
        rank = _together(page, site, start, end)
        if (
            not rank
            and _examined(page, start, end)
            and (site != "lung" or thoracic or _is_airway(page.text[start:end]))
        ):
            rank = SPECIMEN
        if rank:
            weak.append(Found("primary_site", site, start, end, rank))
    highest = max((one.rank for one in weak), default=0)
    best = [one for one in weak if one.rank == highest]
    return best if len({one.value for one in best}) == 1 else []


def _is_airway(words: str) -> bool:
    return "bronch" in words or words.endswith("lobectomy")


def _together(page: Page, site: str, start: int, end: int) -> int:
    """Whether the tumour is named in the sentence of an organ, and nothing between them is another site or its spread."""
    patterns, text = _patterns(), page.text
    if site == "lung" or not patterns["noun"].fullmatch(text, start, end) or patterns["not_tumour"].match(text, end):
        return 0
    low, high = page.sentence(start)
    after = patterns["net"].search(text, end, min(high, end + 90))
    if after and not patterns["beside_spread"].search(text, end, after.start()):
        return TOGETHER
    gap = None
    for before in patterns["net"].finditer(text, max(low, start - 90), start):
        gap = (before.end(), start)
    return TOGETHER if gap and not patterns["beside_spread"].search(text, *gap) else 0


def _examined(page: Page, start: int, end: int) -> bool:
    """Whether an organ is the one that a text about a neuroendocrine tumour examines: "rectal polyp", "ESD duodenum"."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(start)
    first = max(low, start - 60, text.rfind(",", low, start))
    if patterns["not_tumour_clause"].search(text, first, min(high, end + 40)):
        return False
    if text[start:end].startswith("meso") or text[start:end].endswith("lobectomy"):
        return True
    if patterns["spread_before"].search(text[max(low, start - 60) : start]):
        return False
    if patterns["specimen_after"].match(_after(text, end)) or patterns["specimen_before"].search(text[first:start]):
        return True
    noun = patterns["noun"].fullmatch(text, start, end)
    return noun is not None and not patterns["not_tumour"].match(text, end)


def _operations(page: Page) -> list[Span]:
    """The operations named: an organ in the name of one is only implied to be the primary site."""
    kinds = table("treatments")["treatment"]
    return [(start, end) for name, start, end in page.named("treatments", "treatment") if "infers" in kinds[name]]


def _after(text: str, end: int) -> str:
    """What follows an organ: a new line behind a full stop, with its dash, reads on as the next sentence does."""
    return _NEW_LINE.sub(". ", text[end : end + 80])[:70]


def _labelled(text: str, start: int) -> bool:
    return bool(re.search(r"primary[^.;,]{0,20}$", text[max(0, start - 30) : start]))


def _rank(text: str, sentence: int, start: int, end: int) -> int:
    patterns = _patterns()
    before, after = text[max(sentence, start - 90) : start], _after(text, end)
    if is_told_so(text, before, after):
        return LABELLED
    if is_kind_of(after):
        return STATED
    if is_called_after(before, after):
        return MASS
    if patterns["not_tumour"].match(after) and not after.startswith(" metastatic to"):
        return 0
    if patterns["labelled_before"].search(before) and not re.search(r"(?:no|unknown) primary[^a-z]*$", before):
        return LABELLED
    if patterns["labelled_after"].match(after):
        return LABELLED
    if "primary" in text and patterns["concluded"].search(before) and patterns["edge_after"].match(after):
        return LABELLED
    if re.search(r"\blesion (?:is |seen |located )?(?:in|of|at|within) [^,;]{0,30}$", before) and text[
        start:end
    ] not in {"lung", "lungs", "pulmonary"}:
        return MASS
    listed = re.match(r"[ -]*(?:metasta(?!tic to)|mets?\b|deposits?\b|(?:and|or)\b|[/&+])", after)
    if patterns["net_of"].search(before) and not listed:
        return STATED
    if patterns["net_before"].search(before) and _KIND_BEHIND.match(after):
        return STATED  # "NET lung, typical, mets bone"
    if patterns["spread_after"].match(after):
        return (
            STATED
            if patterns["net_after"].match(after)
            and not re.match(
                r"[ -](?:and|,|/|\+|mets?|metasta[a-z]+|node|nodal|lymph|infiltrat|inva[ds]|involve)", after
            )
            else MASS * is_listed_mass(before, text[start:end], after)
        )
    if patterns["spread_before"].search(before):
        return STATED if patterns["net_after"].match(after) else 0
    if (patterns["net_after"].match(after) and not is_an_organ_measured(text[start:end], after)) or patterns[
        "net_before"
    ].search(before):
        return STATED
    if patterns["mass_after"].match(after) or patterns["mass_before"].search(before):
        return MASS
    if is_listed_mass(before, text[start:end], after):
        return MASS
    return (
        BARE
        if not is_of_an_ailment(before)
        and patterns["edge_before"].search(before or text[max(0, start - 1) : start])
        and patterns["edge_after"].match(after)
        else 0
    )
