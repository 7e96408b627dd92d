# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Liver: how much of it is replaced by tumour, in percent; a Ki-67, a fat content or a weight is none."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from chains.extract.imaging.liver_lesions import read_liver_lesions
from chains.extract.imaging.liver_subject import Subjects
from chains.extract.text.found import Found, impossible, legal
from chains.extract.text.number import PERCENT, Amount, amount, number, read_amount
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT
from knowledge.case import Problem

_PARTS = {
    "third": 33.0,
    "quarter": 25.0,
    "half": 50.0,
    "two thirds": 67.0,
    "three quarters": 75.0,
    "1/2": 50.0,
    "1/3": 33.0,
    "2/3": 67.0,
    "1/4": 25.0,
    "2/4": 50.0,
    "3/4": 75.0,
}
_NOW = re.compile(r" ?\(?(?:now|today|currently|at present)(?![a-z])")
"""Behind a share that holds today: "10 % before, 45 % now"."""
PERCENT_CHARS = 44
"""How long a percentage may be: "less than or equal to about 25 to 50 percent"."""
INDEX_CHARS = 90
"""How far before a percentage a Ki-67 may be named that goes on from specimen to specimen."""
CHAIN_CHARS = 50
"""How long the words between two shares may be of which the later one holds."""
CHANGE_CHARS = 40
"""How far before a share the word may stand that makes it the beginning of a change."""
OLD = -1
"""The rank of a share that a later one replaced, or that is one lobe's, where another is the whole liver's."""
LEAST_UNNAMED = 10
"""A share told only by its place in a list ("both lobes, <25 %") is taken from here on; below, it may be a Ki-67."""


class Share(NamedTuple):
    """A percentage that is a share of the liver."""

    match: re.Match[str]
    read: Amount
    rank: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    share = r"(?:involve[a-z]*|infest[a-z]*|metastasation|burden|replac[a-z]+|load|volume|infiltrat[a-z]+|occup[a-z]+|affect[a-z]+|tumou?r mass|destroyed|taken up|taking up|comprising|compris[a-z]+|extent)"
    organ = r"(?:liver|hepatic|parenchyma)"
    return {
        "head_of_sign": re.compile(r"%|perc|per cent|pct"),
        "sign": re.compile(PERCENT),
        "percent": re.compile(rf"{amount('v')}(?P<pct>{PERCENT})"),
        "part": re.compile(
            rf"{LEFT}(?:(?P<cmp>less than|under|below|<|more than|over|above|>|at least) )?(?:about |roughly |around |approximately |approx\.? |~ ?|nearly |almost |some |an estimated )?(?:(?:a|one) )?(?P<part>half|third|quarter|two[ -]thirds|three[ -]quarters|[123]/[34]|1/2)(?: (?:of (?:the |her |his |their |total ){{0,12}})?|(?= ?(?:[.,;)\n]|$)))(?=(?P<organ>liver(?! (?:resection|transpl|lobe))|hepatic (?:volume|parenchyma)|parenchyma|volume|organ)?)"
        ),
        "after": re.compile(
            rf" ?\)?,? ?(?:of )?(?:the |her |his |their |total |whole |entire |visuali[sz]ed |imaged |visible |remaining ){{0,12}}(?:{organ}(?! (?:remnant|resection|resected|function|fat|steatosis|biops|bx|met|lesion|core))|{share}|tumou?r (?:{share})|(?:is |was |being )?(?:{share}) (?:by|with))"
        ),
        "bare": re.compile(
            rf"(?:liver|hepatic|intra-?hepatic)(?:[ :=(,-]{{1,3}}(?:{share}|mets?|metasta[a-z]+|lesions?|disease|dz|tumou?r|bulky|riddled|studded|peppered|loaded|full|vol|only|just|extensive(?:ly)?|diffuse(?:ly)?|massive(?:ly)?|multiple|bilateral(?:ly)?|est\.?|ca\.?|est|bi-?lobar(?:ly)?|(?:in )?both lobes|of|is|was|at|about|estimated|with|by|now|approx\.?|approximately|the|to|be|calculated|measured|as)){{0,7}}[ :=(,-]{{0,3}}$"
        ),
        "share": re.compile(rf"{share}[^.;\n%]{{0,44}}$"),
        "share_near": re.compile(rf"{share}[^.;,\n%]{{0,16}}$"),
        "replaced": re.compile(r" ?\(?(?:is |was |being |now )?(?:replac(?:ed|ement)|occupied|taken up|taken over|destroyed)\b"),
        "index": re.compile(r"ki|mib"),
        "index_named": re.compile(r"(?<![a-z])(?:ki ?-?67|mib|proliferat)[^.\n]{0,80}"),
        "told_apart": re.compile(
            r"(?:primary|nodes?|nodal|lns?|omental|peritoneal)(?: mets?)? ?[:=(]? ?[<>~]?\d{1,2}(?:\.\d)?(?: ?- ?\d{1,2})? ?%[^%]*$"
            r"|% ?\(?(?:in |of |- )?(?:the )?(?:primary|nodes?|nodal|lns?)(?![a-z])[^%]*$"
        ),
        "single": re.compile(r"(?<![a-z])(?:met|metastasis|lesion)[ :=(,-]{0,3}$"),
        "later": re.compile(
            r"(?:[ ?,;()→:=~-]|(?<![a-z])(?:to|or|now|but|and|currently|today|then|later|meanwhile|at|present|(?:19|20)\d\d|rads?|radiolog[a-z]+|says?|said|reads?|estimates?|per|on|in|the|our|mri|ct|pet|review|rather|actually|estimated|measured|calculated|exactly|precisely|correct(?:ed|ion)?|is|was|about|approx\.?|approximately|around|ca\.?|only|down|up|before|after|prrt|tace|sirt|treatment|therapy|more|like|of|liver|hepatic|volume|parenchyma|involve[a-z]*|replaced)(?![a-z])){1,24}"
        ),
        "share_ends": re.compile(rf" ?(?:[.,;:)\n(?]|$|(?:of )?(?:the |her |his )?(?:{organ}|{share})| ?(?:now|today|currently)(?![a-z])|(?:on|in|after|with|at|since|and|but|by|as) )"),
        "turn": re.compile(
            r"→|(?<![a-z])(?:to|or|now|currently|today|then|later|meanwhile|present|20\d\d|says?|said|reads?|estimates?|rather|actually|estimated|measured|calculated|exactly|precisely|correct(?:ed|ion)?|after|more like)(?![a-z])| -{1,2} "
        ),
        "change": re.compile(r"(?<![a-z])(?:decreas[a-z]*|increas[a-z]*|fell|fallen|rose|risen|grew|grown|reduced|shr[aiu]nk|dropped|went|gone|progressed)(?![a-z])"),
        "old": re.compile(r"(?<![a-z])(?:was|previously|prior|initially|formerly|before|earlier|at (?:diagnosis|baseline))[ :,]{1,2}(?:about |approx\.? |approximately |~|at |only )?$"),
        "old_after": re.compile(r" ?\)?,? ?(?:of (?:the |her |his |their )?(?:whole )?liver(?: volume| parenchyma)?,? )?(?:\(?before|previously|initially|at (?:first )?(?:diagnosis|baseline|presentation))(?![a-z])"),
        "lobe": re.compile(
            r"(?<![a-z])(?:right|left|caudate)(?: (?:liver|hepatic))?(?: lobe| hemi-?liver| side)?(?:[ :=(,~-]{1,3}(?:is|was|about|at|by|with|around|approx\.?|approximately|estimated|replaced|involved|involvement|burden|load|of|the|to|some|up|roughly)?){0,5}$"
        ),
        "both": re.compile(r"(?:and|both|\+|&|/|than|>) ?(?:the )?$"),
        "lobe_after": re.compile(
            r" ?\)?,? ?(?:(?:of|in|for|on) )?(?:the |her |his )?(?:right|left|caudate)(?![a-z])(?! and | \+ | & |/)"
        ),
        "debulked": re.compile(r"(?<![a-z])(?:debulk[a-z]*|cyto-?reduc[a-z]+|remov[a-z]+|cleared)(?: (?:of|by|to|the|liver|surgery|approx\.?|about|ca\.?|roughly|some|over|with)){0,4}? ?\(?(?:approx\.? |about |ca\.? |~ ?)?$"),
        "gone_after": re.compile(
            r" ?\)?(?: (?:of|the|her|his|liver|hepatic|all|visible|tumou?r|disease|dz|mets|metasta[a-z]+|burden|bulk|lesions|is|was|were|been|has|have|could|be)){0,8} (?:out|removed|resected|debulked|cleared|gone|excised|ablated|cytoreduced|taken out)(?![a-z])"
        ),
        "listed": re.compile(r"(?:lobar|lobes?|lesions|mets|metastases),? ?\(?$"),
        "not_share": re.compile(
            r"ki ?-?67|mib|proliferat|labell?ing|steatosis|fat|necro|weight|remnant|resect|patients|cells|hot ?spot|ejection|survival|respon|flr"
        ),
        "not_after": re.compile(
            r" ?\)? ?(?:(?:of )?(?:her |his |the |body ){0,12}(?:weight|resection|remnant|fat|steatosis|patients|cells|cases|nuclei)|necro|steato|fat|smaller|larger|decrease|increase|reduction|shrink|growth|\(?(?:ki|mib|hot)|(?:of )?(?:normal|predicted|uln)|viable|ki-?67|positiv|(?:(?:macro|micro|mixed|mild|moderate|severe|large|small|medium|droplet|vesicular|[a-z]*vesicular|and|to)[ -]){1,4}(?:steato|fat)|(?:[a-z]+ )?(?:fibros|cirrho|ballooning|siderosis|iron))"
        ),
    }  # fmt: skip


def read_liver(page: Page) -> tuple[list[Found], list[Problem]]:
    """Parts of the liver field, each as its own fact: ``liver.involvement_low`` and so on."""
    subjects = Subjects(page)
    if not subjects.speaks_of_liver:
        return [], []
    found = read_liver_lesions(page, subjects)
    problems: list[Problem] = []
    for match, read, rank in _shares(page, subjects):
        _share(page, match, read, found, problems, rank)
    for match in scan(_patterns()["part"], page.text):
        low, _ = page.sentence(match.start())
        named = match["organ"] or _patterns()["share"].search(page.text, max(low, match.start() - 70), match.start())
        subject = subjects.of(match.start(), match.end())
        if match.end() == match.end("part") and not _patterns()["share_near"].search(page.text, low, match.start()):
            continue  # "liver replaced, dose reduced by a third"
        if named and (
            match["organ"] in {"liver", "hepatic volume", "hepatic parenchyma"} or (subject and subject[0] == "liver")
        ):
            part = _PARTS.get(match["part"].replace("-", " "))
            if part is None:
                continue
            upper = match["cmp"] in {"less than", "under", "below", "<"}
            lower = match["cmp"] is not None and not upper
            _share(page, match, Amount(0 if upper else part, None if lower else part, "="), found, problems)
    return found, problems


def _shares(page: Page, subjects: Subjects) -> list[Share]:
    """The percentages that are shares of the liver, also those that go on from one; the later of two holds."""
    shares: list[Share] = []
    for match in _percentages(page.text):
        before = shares[-1] if shares else None
        read = read_amount(match, "v")
        if before and match.start("vlow") < before.match.end("pct"):  # "40 % to 25 %", whose first half is read already
            shares[-1] = Share(match, _later_of(page, match, read), 0)
        elif before and not _is_of_a_lobe(page, match) and _goes_on(page, before.match, match):
            shares[-1] = before._replace(rank=OLD)
            shares.append(Share(match, read, 0))
        elif _is_share(page, match, subjects):
            lesser = _is_old(page, match) or _is_of_a_lobe(page, match)
            shares.append(Share(match, _later_of(page, match, read), OLD if lesser else 0))
    return shares


def _later_of(page: Page, match: re.Match[str], read: Amount) -> Amount:
    """A range, or the end of a change that is written like one: "decreased from 40 % to 25 %"."""
    if not match["vhigh"]:
        return read
    begin, _ = page.sentence(match.start())
    start, last = match.start("vlow"), number(match["vhigh"])
    spoken = " to " in page.text[start : match.end("vhigh")]
    changed = spoken and _patterns()["change"].search(page.text, max(begin, start - CHANGE_CHARS), start)
    return Amount(last, last, "=") if changed or last < number(match["vlow"]) else read


def _goes_on(page: Page, before: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a percentage takes the place of the share before it: "40 % → 25 %", ">50 %?? radiology says 30-40 %"."""
    low, high = before.end("pct"), match.start("vcmp") if match["vcmp"] else match.start("vlow")
    if high - low > CHAIN_CHARS or not _patterns()["share_ends"].match(page.text, match.end("pct")):
        return False
    between = page.folded.text[low:high]
    turns = _patterns()["turn"].search(between) or _NOW.match(page.text, match.end("pct"))
    return _patterns()["later"].fullmatch(between) is not None and turns is not None


def _is_old(page: Page, match: re.Match[str]) -> bool:
    """Whether a share is told as an earlier one: "previously 40 %", "40 % at diagnosis"."""
    begin, high = page.sentence(match.start())
    before = _patterns()["old"].search(page.text, max(begin, match.start() - CHANGE_CHARS), match.start())
    return bool(before or _patterns()["old_after"].match(page.text, match.end("pct"), high))


def _is_of_a_lobe(page: Page, match: re.Match[str]) -> bool:
    """Whether a share is told of one lobe: "right lobe approx. 35 %", "60 % of the right lobe"."""
    begin, high = page.sentence(match.start())
    start = match.start("vcmp") if match["vcmp"] else match.start("vlow")
    before = _patterns()["lobe"].search(page.text, max(begin, start - CHANGE_CHARS), start)
    if before and not _patterns()["both"].search(page.text, max(begin, before.start() - 12), before.start()):
        return True
    return _patterns()["lobe_after"].match(page.text, match.end("pct"), high) is not None


def _percentages(text: str) -> Iterable[re.Match[str]]:
    """Every percentage; looked for only before a percent sign, as numbers are many."""
    for head in _patterns()["head_of_sign"].finditer(text):
        start = head.start()
        sign = _patterns()["sign"].match(text, start - (text[start - 1 : start] == " "))
        if sign is None:
            continue
        for match in _patterns()["percent"].finditer(text, max(0, sign.start() - PERCENT_CHARS), sign.end()):
            if match.end() == sign.end():
                yield match


def _is_share(page: Page, match: re.Match[str], subjects: Subjects) -> bool:
    """Whether a percentage is a share of the liver: named so before or after, or in a list about the liver's lesions."""
    text, patterns = page.text, _patterns()
    low, high = page.sentence(match.start())
    begin = max(low, match.start() - 90)
    start = match.start("vcmp") if match["vcmp"] else match.start("vlow")
    if patterns["not_after"].match(text, match.end("pct"), high) or patterns["gone_after"].match(
        text, match.end("pct"), high
    ):
        return False
    if patterns["debulked"].search(text, begin, start):
        return False  # "debulked 90 % of the liver disease"
    before = text[begin:start]
    last = max(before.rfind("%"), before.rfind(";"))
    own = before[last + 1 :]
    if patterns["after"].match(text, match.end("pct"), high) or patterns["replaced"].match(text, match.end("pct")):
        if re.match(
            r" ?\)?,? ?(?:of )?(?:the |her |his |their |total |whole |entire |visuali[sz]ed |imaged |visible ){0,12}(?:liver|hepatic)",
            text[match.end("pct") : high],
        ):
            return True
        subject = subjects.of(match.start("vlow"), match.end())
        if subject and patterns["index"].match(text, subject[1]) and patterns["replaced"].match(text, match.end("pct")):
            return subjects.within(low, start, "liver")  # "liver mets, Ki-67 9 %, ~40 % replaced"
        return (subject is not None and subject[0] == "liver") or subjects.within(
            match.end(), min(high, match.end() + 40), "liver"
        )
    named = patterns["not_share"].search(own[-40:])
    if named and not patterns["share"].search(own):
        return False
    if patterns["bare"].search(own):
        named = patterns["index_named"].search(text, max(0, start - INDEX_CHARS), start)
        if (
            named
            and not patterns["share"].search(own)
            and (patterns["single"].search(own) or patterns["told_apart"].search(named.group()))
        ):
            return False  # "Ki-67: primary 4 %, liver met 22 %": one metastasis is no part of the liver
        return not re.search(r"(?:biops[a-z]*|bx)[^,;]{0,12}$", own)
    if named:
        return False
    subject = subjects.of(match.start("vlow"), match.end())
    if subject is None or subject[0] != "liver":
        return False
    if patterns["share"].search(own):
        return True
    amount_read = read_amount(match, "v")
    top = amount_read.low if amount_read.high is None else amount_read.high
    return amount_read.operator in {"<", ">", "range"} and top >= LEAST_UNNAMED and bool(patterns["listed"].search(own))


def _share(
    page: Page, match: re.Match[str], read: Amount, found: list[Found], problems: list[Problem], rank: int = 0
) -> None:
    groups = match.groupdict()
    comparator = groups.get("vcmp") or groups.get("cmp")
    start = (
        match.start("vcmp" if "vcmp" in groups else "cmp")
        if comparator
        else match.start("vlow" if "vlow" in groups else "part")
    )
    end = match.end("pct" if "pct" in groups else "part")
    if page.context(start, end) & {"negated", "asked"} and not comparator:
        return
    if not legal("liver", read.low, read.high):
        if page.span(start, end) not in [problem.span for problem in problems]:
            problems.append(impossible(page, "liver", start, end, "liver"))
        return
    found.append(Found("liver.involvement_low", float(read.low), start, end, rank))
    found.append(Found("liver.involvement_high", 100.0 if read.high is None else float(read.high), start, end, rank))
