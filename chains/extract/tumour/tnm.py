# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""TNM: the categories and the stage group as stated, with their prefix."""

import re
from bisect import bisect_right
from functools import cache

from chains.extract.text.found import Found, impossible
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT
from knowledge.case import Problem

_CLINICAL = {"c", "u", "uc", "mr"}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "one": "I", "two": "II", "three": "III", "four": "IV"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    prefix = r"(?:yp|yc|rp|rc|uc|mr|y|c|p|r|u)"
    t = rf"(?:(?P<tp>{prefix}) ?)?t(?: (?=[0-4x][a-d]?[ ,]{{1,2}}n))?(?P<t>is|x|\d{{1,2}}(?:[abd]|c(?![nm])|(?<=t1)(?<!pt1)(?<!rt1)(?<!ut1)c(?=n[0-3x][ab]?m[01x]))?)(?: ?\((?:m|n|is|\d)\))?(?: ?\(\d\))?"
    gap = r"[ ,/;-]{0,2}"
    n = rf"(?:(?P<np>{prefix}) ?)?n(?: (?=[0-3x][a-c]?[ ,]{{1,2}}m))?(?P<n>x|\d(?:[ab]|c(?!m))?)(?: ?\(\d{{1,3}} ?/ ?\d{{1,3}}\))?(?: ?\([a-z0-9 +/-]{{1,14}}\))?"
    spoken_n = n.replace("[ ,]{1,2}m)", "(?:[ ,]{1,2}m|[ ,.;)\\n]|$))")  # "T 2 N 1"
    m = rf"(?:(?P<mp>{prefix}) ?)?m(?: (?=[01x](?![a-z0-9])))?(?P<m>x|\d[a-c]?)"
    return {
        "full": re.compile(
            rf"{LEFT}{t}(?:{gap}{spoken_n})?(?:{gap}(?:l[x01]{gap}v[x01]{gap}(?:pn[x01]{gap})?)?(?:r[012]{gap})?{m})?{RIGHT}"
        ),
        "nm": re.compile(rf"{LEFT}{n}(?:{gap}{m})?{RIGHT}"),
        "mn": re.compile(rf"{LEFT}{m}{gap}{n}{RIGHT}"),
        "m": re.compile(rf"{LEFT}{m}{RIGHT}"),
        "stage": re.compile(
            rf"{LEFT}(?:(?:ajcc|uicc|enets|tnm|clinical|pathological|pathologic|overall)(?: ?(?:8|9|7|8th|9th|7th)(?: (?:ed\.?|edition))?)? )?"
            r"stage(?: group)?(?: \((?:ajcc|uicc|enets)[^)]{0,8}\))?(?: (?:is|was|of|now))?[ :=-]{0,2}(?P<stage>iv|iii|ii|i|[1-9]|four|three|(?:two|one)(?= ?(?:[abc]\b|disease|tumou?r|p?-?net\b|[,.;)])))[ -]?(?P<sub>[abc][1-4]?(?![a-z0-9]))?(?:(?:-| or |/| to )(?P<high>iv|iii|ii|i|[1-4])[abc]?)?"
            rf"{RIGHT}(?! (?:hepatectomy|procedure|operation|trial|kidney|renal|ckd))"
        ),
        "stage_after": re.compile(
            rf"{LEFT}[cpy]{{0,2}}[nm][0-3x][abc]?[ ,;(=→]{{1,3}}(?P<stage>iv|iii|ii|i)(?P<sub>[abc][1-4]?)?{RIGHT}(?! (?:contrast|fluid|antibio|line|access|iron|dose|push))"
        ),
        "other_stage": re.compile(
            r"\b(?:yahr|hoehn|tanner|braak|arbor|rai|binet|gold|bclc|okuda|dukes'?|masaoka|kdigo|akin|rifle|acc/aha|fibrosis|failure"
            r"|parkinson'?s?|disease,? copd|copd|sores?|ulcers?|retinopathy|lymph(?:o?edema|oma)|glaucoma|kidney|renal|ckd|aki"
            r"|hypertension|dementia|cirrhosis|prolapse|endometriosis|sarcoidosis|osteonecrosis|onj|hiv|disease of)"
            r"(?: disease| injury)?[ ,:(-]{1,3}$"
            r"|(?:hepatitis|steatosis|steatotic|nash|masld|nafld|bridging|inflammation)[^.;\n]{0,24}$"
        ),
        "beside_t": re.compile(r" ?[,;(/]? ?(?:r[012x]|l[01x]|v[01x]|pn[01x]|g ?[123]|ajcc|uicc|enets|ki ?-?67)\b"),
        "signal": re.compile(r"signal|intens|weighted|sequence|\bmri?\b|flair|contrast"),
        "cue": re.compile(
            r"(?:stage[sd]?|staging|tnm|classified(?: as)?|category|ajcc|uicc|enets|path(?:ology)?|histology|tumou?r|disease|net|nec|carcinoid|grade \d|g[123]),?:?(?: as| of| \()? ?$"
        ),
        "after": re.compile(
            r" ?(?:disease|tumou?r|status|stage|\((?:hep|liver|oss|bone|per|lym|pul)|net|pnet|neuro|lesion of|nodes?)"
        ),
        "said": re.compile(
            r"(?:[,;:(.%/)\n→-]|^|\br[012x]|\d ?(?:mm|cm)|\b(?:is|are|was|were|and|remains?|still|now|clinically|currently|so|hence|thus|therefore|otherwise|given|because of|in view of))[ ]*$"
        ),
        "ends": re.compile(r" ?(?:[,;.)\n]|$)| (?:we|i) think(?= ?[.,;)])"),
        # an M that counts months, visits or something else
        "other_m": re.compile(
            rf"{LEFT}(?:m(?:[2-9]|\d\d)|d\d{{1,3}}|w\d{{1,2}}|cycles?|c\d|visits?|timepoints?|time points?|month ?0|day 0|week 0|schedules?|randomi[sz]\w*|amls?|leuka?emias?|fab|mca|aneurysm|receptors?|macrophages?){RIGHT}"
        ),
        # "id T2M0": the name of a person, a sample or a visit
        "id_before": re.compile(
            r"\b(?:ids?|no|nr|code|number|study|trial|sample|visit|patient|pt|subject|tube|label|slot|cycle|protocol)[ .:#=-]{0,3}$"
        ),
        "id_after": re.compile(r"[-_/]\d|[ -](?:study|ids?|visit|sample|code|protocol|trial|arm|cycle|tube)\b"),
        "bone": re.compile(
            r"\b(?:bone|bones|osseous|vertebra[a-z]*|spin(?:e|al)|oss|fracture|thoracic|dermatome|dorsal|level|skelet)"
        ),
    }


def read_tnm(page: Page) -> tuple[list[Found], list[Problem]]:
    """T, N, M, their prefix and the stated stage; a category that does not exist is a problem."""
    found: list[Found] = []
    problems: list[Problem] = []
    blocks = [match for match in scan(_patterns()["full"], page.text) if _is_tnm(page, match)]
    anchors = [match.span() for match in blocks]
    for match in blocks:
        _add(page, match, "tnm", found, problems)
    for name in ("mn", "nm", "m"):
        for match in scan(_patterns()[name], page.text):
            place = bisect_right(anchors, match.span())
            beside = anchors[max(0, place - 2) : place + 1]
            if any(a <= match.start() < b for a, b in beside):
                continue
            near = any(0 < match.start() - b < 40 or 0 < a - match.end() < 20 for a, b in beside)
            if near or _stands_alone(page, match, name):
                anchors.insert(place, match.span())
                _add(page, match, name, found, problems)
    _stages(page, found, problems)
    return found, problems


def _is_tnm(page: Page, match: re.Match[str]) -> bool:
    """A bare T2 may be a vertebra or a sequence; with a prefix, with N or M, or after "stage" it is a category."""
    if match["t"] in {"is", "x"} and not (match["n"] or match["m"] or match["tp"]):
        return False
    if match["m"] and not match["n"] and _is_name(page, match):
        return False
    if (
        match["n"]
        or match["m"]
        or (match["tp"] in {"p", "yp", "c", "r", "rp", "mr"} and " " not in page.text[match.start() : match.start("t")])
    ):
        return True
    before = page.text[max(0, match.start() - 24) : match.start()]
    low, high = page.sentence(match.start())
    if _patterns()["cue"].search(before) or _patterns()["after"].match(page.text, match.end()):
        return not re.match(r" ?(?:vertebra|body|level)", page.text[match.end() : match.end() + 12])
    if re.search(rf"{LEFT}[cpry]{{0,2}}n[0-3x]{RIGHT}", page.text[match.end() : min(high, match.end() + 40)]):
        return True
    around = page.folded.text[low:high]
    if not (_patterns()["bone"].search(around) or _patterns()["signal"].search(around)):
        listed = re.search(r"[,;(] ?$", before) and re.match(r" ?[,;.)\n]|$", page.text[match.end() : match.end() + 2])
        local = re.search(r"\b(?:mm|cm|inva|infiltrat|limited|confined)", page.text[low : match.start()])
        if _patterns()["beside_t"].match(page.text, match.end()) or (listed and local):
            return True
    digits = re.match(r"\d+", match["t"])
    if digits and int(digits.group()) > 4:
        return int(digits.group()) <= 9 and not _patterns()["bone"].search(page.folded.text[low:high])
    return False


def _is_name(page: Page, match: re.Match[str]) -> bool:
    """Whether T and M in one word without N are the name of something: "study id T2M0-14"."""
    if re.search(r"[^a-z0-9]", match.group()):
        return False
    before = page.text[max(0, match.start() - 14) : match.start()]
    return bool(_patterns()["id_before"].search(before) or _patterns()["id_after"].match(page.text, match.end()))


def _ends_a_statement(page: Page, match: re.Match[str], before: str) -> bool:
    """Whether a bare M0 or M1 is an item of its own: "G1, M0", "15 mm; M0."; not the month of a visit."""
    known, (low, high) = _patterns(), page.sentence(match.start())
    if match["m"] == "x" or not known["said"].search(before) or not known["ends"].match(page.text, match.end()):
        return False
    written = page.original[slice(*page.span(match.start("m") - 1, match.start("m")))]
    if (written != "M" and match["m"] != "0") or "possible" in page.context(*match.span()):
        return False  # "m1" may be a layer of the mucosa
    return known["other_m"].search(page.folded.text, low, high) is None


_COUNT = re.compile(r" \(?\d{1,2} ?/ ?\d{1,3}(?![\d/])")
_SEEN = re.compile(r"(?<![a-z])(?:eus|endosonography|mediast(?:inal|\.)? nodes|(?:regional|hilar) nodes)[ :]{1,2}$")


def _of_counted_or_seen_nodes(page: Page, match: re.Match[str], before: str) -> bool:
    """Whether a bare N, written large, stands right before its count or right behind what saw it: "N1 6/20", "EUS N0"."""
    if page.original[slice(*page.span(match.start("n") - 1, match.start("n")))] != "N" or match["n"] == "x":
        return False
    if _COUNT.match(page.text, match.end()) and re.search(r"[,;:(] ?$", before):
        return True
    return _SEEN.search(before) is not None and _patterns()["ends"].match(page.text, match.end()) is not None


def _stands_alone(page: Page, match: re.Match[str], name: str) -> bool:
    if name == "mn":
        return bool(re.search(r"[ ,/;-]", match.group()))  # "M0 N0", not the name of something: "M1N2"
    prefix = match["np"] if name == "nm" else match["mp"]
    value = match["n"] if name == "nm" else match["m"]
    token = page.text[match.start() : match.end()]
    if name == "nm" and "/" in token:
        return True
    if " " in token and not (name == "nm" and match["m"]):
        return False
    if (
        (name == "nm" and match["m"])
        or prefix in {"p", "yp", "c", "r"}
        or (value in {"1a", "1b", "1c"} and name == "m")
    ):
        return True
    before = page.text[max(0, match.start() - 24) : match.start()]
    if (
        name == "nm"
        and re.search(r"(?:[,;:(]|\br[012x],?) ?$", before)
        and _patterns()["ends"].match(page.text, match.end())
    ):
        return True  # between marks: "2.1 cm, N0."
    if name == "nm" and _of_counted_or_seen_nodes(page, match, before):
        return True
    if name == "m" and _ends_a_statement(page, match, before):
        return True
    return bool(_patterns()["cue"].search(before) or _patterns()["after"].match(page.text, match.end()))


def _add(page: Page, match: re.Match[str], name: str, found: list[Found], problems: list[Problem]) -> None:
    contexts = page.context(*match.span())
    if contexts & {"asked", "negated"}:
        return
    groups = match.re.groupindex
    prefix: tuple[str, int, int] | None = None
    for letter in "tnm":
        if letter not in groups or match[letter] is None or (letter == "n" and _of_nerves(page, match)):
            continue
        value = match[letter]
        digits = re.match(r"\d+", value)
        start, end = match.span(letter)
        start = page.text.rfind(letter, 0, start)
        begin = match.start(letter + "p") if match[letter + "p"] else start
        if match[letter + "p"] and prefix is None:
            prefix = (match[letter + "p"], begin, start)
        if digits and int(digits.group()) > {"t": 4, "n": 3, "m": 1}[letter]:
            problems.append(impossible(page, letter, begin, end, letter))
            continue
        rank = 2 * ((name == "tnm") - ("history" in contexts)) - _is_clinical(prefix, letter)
        rank -= 3 * (page.text[match.end() : match.end() + 2].lstrip()[:1] == "?")
        found.append(Found(letter, letter.upper() + (value.upper() if value == "x" else value), start, end, rank))
    if prefix:
        kind = {"rp": "r", "rc": "r", "y": "yp", "mr": "c"}.get(prefix[0], prefix[0])
        if kind in {"c", "p", "yp", "r"}:
            found.append(
                Found("tnm_prefix", kind, prefix[1], max(prefix[2], prefix[1] + 1), 2 * ("t" in groups) - (kind == "c"))
            )


def _is_clinical(prefix: tuple[str, int, int] | None, letter: str) -> bool:
    """Whether a T or N is that of a scan, which gives way to the pathologist's: "cT3 cN1, path pT2 pN0"."""
    return letter != "m" and prefix is not None and prefix[0] in _CLINICAL


def _of_nerves(page: Page, match: re.Match[str]) -> bool:
    """Whether "Pn0" is the perineural category: so written, or after L0 V0."""
    if match["np"] != "p":
        return False
    written = page.original[slice(*page.span(match.start("np"), match.start("n")))]
    lead = page.text[max(0, match.start("np") - 8) : match.start("np")]
    return written == "Pn" or re.search(r"\b[lv][0-2x][ab]?[ ,;/]{0,2}$", lead) is not None


def _stages(page: Page, found: list[Found], problems: list[Problem]) -> None:
    for match in (*scan(_patterns()["stage"], page.text), *scan(_patterns()["stage_after"], page.text)):
        if page.context(*match.span("stage")) & {"asked", "negated", "possible"} or match.groupdict().get("high"):
            continue
        if _patterns()["other_stage"].search(page.text[max(0, match.start() - 40) : match.start()]):
            continue
        if "high" not in match.re.groupindex and not match["sub"] and match["stage"] in {"i", "ii"}:
            continue
        start = match.start("stage")
        end = match.end("sub") if match["sub"] else match.end("stage")
        word = match["stage"]
        if word.isdigit() and int(word) > 4:
            problems.append(impossible(page, "stated_stage", start, end, "stated_stage"))
            continue
        value = (_ROMAN.get(word) or word.upper()) + (match["sub"] or "").upper()
        found.append(Found("stated_stage", value, start, end, -1 if "history" in page.context(start, end) else 0))
