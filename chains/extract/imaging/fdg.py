# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""FDG: whether an FDG PET shows tumour."""

import re
from functools import cache

from chains.extract.imaging.compared import compared_organs
from chains.extract.imaging.fdg_time import UNDATED, latest, time_of
from chains.extract.imaging.fdg_uptake import PARTIAL, is_of_a_part, with_uptake
from chains.extract.imaging.modality import Exam, Modalities
from chains.extract.text.found import Found
from chains.extract.text.page import Page

REACH = 90
"""How far after the name of the examination its result may stand, in characters."""

CLAUSE_CHARS = 60
"""How far around an uptake its clause is looked at."""
_CLAUSE = re.compile(r"[.;\n]|, | but | while | whereas ")
_HARMLESS = re.compile(
    r"(?<![a-z])(?:tooth|teeth|dental|abscess(?:es)?|polyps?|adenomas?|infections?|inflammat[a-z]*|pneumonia|pneumonitis|sarcoid[a-z]*|granulomat?[a-z]*|thyroid|goit(?:re|er)|thyroiditis|brown fat|muscles?|muscular|tonsils?|sinus(?:es|itis)?|scars?|wounds?|fractures?|arthr[a-z]+|joints?|hip|knee|shoulders?|vaccin[a-z]+|colitis|diverticul[a-z]+|gastritis|oesophagitis|esophagitis|haemorrhoids?|hemorrhoids?|stoma|catheter|port|physiolog[a-z]+|myocardi[a-z]+|bladder|parotid|warthin[a-z']*|prostat[a-z]+|breast|ovulat[a-z]+|corpus luteum)(?![a-z])"
)
_EXPLAINED = re.compile(
    r"\.?[^.;\n]{0,44}?(?:[,=→:(-]|(?<![a-z])(?:after|due to|from|because of|is|are|likely|probably|represent(?:s|ing)?|(?:compatible|consistent) with)) ?(?:(?:an?|the|known|old|most|recent|benign|proven|biopsied|tubular|villous|her|his|covid|flu) ){0,4}"
    + _HARMLESS.pattern
)
"""Behind an uptake: what else it is of, told by itself ("FDG uptake in hilar nodes, sarcoid")."""
NONE_CHARS = 120
"""How far before an uptake the words may begin that deny it of all that is named: "neither primary nor liver mets"."""
_NO_ORIGIN = re.compile(
    r"(?<![a-z])(?:primary|origin|source)(?: (?:still|is|was|has|been|yet|could|tumou?r|again)){0,4} (?:not|never|n't)(?: (?:be|been|yet))? (?:found|seen|identified|visible|locali[sz]ed|detected|shown|evident)[^.;,\n]{0,14}$"
)
"""Before an examination: it did not show where the tumour comes from, whatever else took up its tracer."""
_NONE_OF = re.compile(
    r"(?<![a-z])(?:neither [^.;\n]{3,50}? n?or|none of (?:the|his|her|these|those|all|them)?)(?![a-z])[^.;,\n]{0,60}?(?:shows?|showed|with|has|have|had|is|are|was|were|takes? up|took up|demonstrates?|lights?|lit)(?: (?:any|significant|relevant|increased|pathological|an?|up|the|18f|f-?18|fdg|on)){0,4} ?-?$"
)
_SURELY_TUMOUR = re.compile(
    r"(?<![a-z])(?:p-?nets?|nets?|necs?|nens?|carcinoids?|metasta[a-z]+|mets?|liver|hepatic|primary|tumou?rs?|disease|bones?|osseous|pancrea[a-z]*)(?![a-z])"
)
_OF_THE_TUMOUR = re.compile(
    r"(?<![a-z])(?:p-?nets?|nets?|necs?|nens?|carcinoids?|metasta[a-z]+|mets?|liver|hepatic|primary|tumou?rs?|disease|(?<!breast )(?<!thyroid )(?<!skin )(?<!prostate )(?<!muscle )lesions?|deposits?|nod(?:e|es|al)|everywhere|widespread|diffuse)(?![a-z])"
)

_ORGAN_AMONG = re.compile(
    r"[,;] ?(?:and |but )?(?:the )?(?:lungs?|liver|bones?|brain|skeleton|thorax|chest|abdomen|spleen|neck|adrenals?|peritoneum)(?: (?:is|are|looks?|appears?|remains?)| ?:)? ?$"
)
"""Between an examination and "clear": that is told of a further organ, not of what was found before it."""
_TITLED = re.compile(r" - (?!(?:pos|ssr|sstr|dota|ga|68|octreo|and|but|so|ki|g[123]|net|nec)(?![b-z]))[a-z]{3}")
"""A dash between an examination and what it is of, or what it found; no minus sign."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    positive = r"positive|positiv[oa]?|positivity|pos|\+ve|avid(?:ity|ly)?|hot|hypermetabol[a-z]+|uptake|metaboli[a-z]+ active|active|activity|lights? up|lit up|accumulat[a-z]+|intense(?:ly)?|captant|fixant|foci|focus"
    return {
        "after": re.compile(
            rf"(?<![a-z0-9])(?:(?P<negative>negative|negativ[oa]?|neg|-ve|cold|unremarkable|clear|clean|normal|non-?avid|nothing|photopenic)|(?P<positive>{positive}))(?![a-z0-9])(?! ?(?:brain|cortical))|(?<=[ a-z0-9/])(?P<sign>\+{{1,3}}|-)(?=[ ,.;:)\n/]|$)"
        ),
        "no": re.compile(r"(?<![a-z])(?:no|not|non|without|w/o|nor|never|lack of|absence of|absent)[ -](?:(?!ss?tr?|somatostatin|receptor|dota|express|are|is|was|were|but)[a-z]+[ -]){0,4}$"),
        "no_before": re.compile(r"(?<![a-z])(?:no|not|non|without|absent|lack of)[ -](?:(?!ss?tr?|somatostatin|receptor|dota|express|are|is|was|were|but)[a-z]+ ){0,3}$"),
        "before": re.compile(r"(?:(?P<negative>negative|cold|non-?avid)|(?P<positive>positive|avid|hypermetabolic|hot|active|uptake)) (?:on|in|at|with|by) (?:the |an? )?(?:18 ?-?)?$"),
        "skip": re.compile(r"not (?:yet )?(?:done|performed|available|indicated)|pending|planned|awaited|requested|ordered|scheduled|booked|physiolog"),
        "goes_on": re.compile(
            r"(?:[ ,():/→-]|\d{1,2}[/.]\d{2,4}|20\d\d|(?:in|at|from|but|and|then|now|later|today|again|meanwhile|is|was|became|turned|to|currently|repeat(?:ed)?|after|before|since|progression|diagnosis|year|months?|chemo[a-z]*|prrt|captem|folfox|follow-?up|scan|pet|this|last|of|the|fdg|still|clearly|strongly|weakly|one)(?![a-z])){0,24}"
        ),
        "elsewhere": re.compile(r" (?:on|in|at|by|with|for) (?:the )?(?:dota|sstr|ssr|octreo|ga ?-?68|68 ?-?ga|psma|mri?|ct|ihc|immuno|synapto|chromo)"),
        "partly": re.compile(r"lesions?|bones?|liver|hepatic|nod(?:e|es|al)|primary|lungs?|foc(?:us|i)|mass"),
        "the_rest": re.compile(r"\b(?:remaining|remainder|rest|others?)\b"),
        "all": re.compile(r"\b(?:all|any|no(?! longer)|known|multiple)\b"),
        "and_tracer": re.compile(r" (?:68 ?-?)?(?:ga|dota|sstr|ssr|octreo)[a-z0-9-]*(?: ?-?pet(?:/ct)?)?(?! ?[+-])"),
        "elsewhere_active": re.compile(r"(?<![a-z])(?:(?:residual|remaining|persistent|persisting|decreased|reduced|less|lower|intense) (?:metabolic |fdg )?(?:uptake|activity)|metabolic activity of|suv ?(?:max|mean|peak)? ?\(?\d)"),
        "discordant": re.compile(r"(?<![a-z])(?<!no )(?<!non-)(?<!without )(?:discordant|one|single|new|dominant|large) (?:[a-z]+ ){0,2}?fdg[ -]?(?:avid|positive|hot) (?:[a-z]+ ){0,2}?(?:lesions?|met(?:s|astas[ei]s)|foc(?:us|i)|nod(?:e|es)|mass)"),
        "hypermetabolic": re.compile(r"(?<![a-z])hypermetabolic (?:lesions?|liver|hepatic|foci|nodes?|mass|metasta[a-z]+|mets|bone|disease)"),
    }  # fmt: skip


def read_fdg(page: Page, modalities: Modalities) -> list[Found]:
    """The result of FDG PET; uptake anywhere outweighs a lesion without it."""
    found = []
    for exam in modalities.fdg:
        result = _before(page, exam)
        found += [result] if result else _after(page, exam, modalities)
    if not found and not modalities.receptor:
        for match in _patterns()["hypermetabolic"].finditer(page.text):
            if not page.context(*match.span()) & {"asked", "planned", "considered", "possible", "negated"}:
                found.append(Found("fdg", "positive", *match.span()))
    for match in _patterns()["discordant"].finditer(page.text) if "fdg" in page.text else ():
        if not page.context(*match.span()) & {"asked", "planned", "considered", "negated"}:
            found.append(Found("fdg", "positive", *match.span()))
    if (
        not modalities.receptor
        and all(one.rank < 0 for one in found)
        and _patterns()["elsewhere_active"].search(page.folded.text)
    ):
        return with_uptake(page, modalities, [])  # one organ without uptake, and uptake told of others
    return latest(page, with_uptake(page, modalities, found))


def _before(page: Page, exam: Exam) -> Found | None:
    """A result told before the name: "avid on FDG", "no FDG uptake"."""
    low, _ = page.sentence(exam.start)
    said = _patterns()["before"].search(page.text, max(low, exam.start - 34), exam.start)
    if said is None or _is_open(page, said.start(), exam.end):
        return None
    negative = bool(said["negative"]) or _denied(page, said.start(), low)
    of_a_part = negative and is_of_a_part(page, said.start(), exam.end)
    return Found("fdg", "negative" if negative else "positive", said.start(), exam.end, PARTIAL if of_a_part else 0)


def _after(page: Page, exam: Exam, modalities: Modalities) -> list[Found]:
    """The first result after the name, up to the next examination, and later ones that are dated by themselves."""
    out: list[Found] = []
    low, high = page.sentence(exam.start)
    limit = min(high, exam.end + REACH)
    limit = min([limit, *(other.start for other in modalities.between(exam.end, limit)[:1])])
    compared = page.kept(compared_organs)
    skip = _patterns()["skip"].search(page.text, exam.end, limit)
    for match in _patterns()["after"].finditer(page.text, exam.end, skip.start() if skip else limit):
        if match["sign"] and (match.start() - exam.end > 10 or _patterns()["and_tracer"].match(page.text, match.end())):
            continue  # "FDG + DOTATATE" names two examinations
        if compared.overlaps(*match.span()):
            continue  # the "normal" of "above normal liver" is no result
        if match["negative"] and not out and _ORGAN_AMONG.search(page.folded.text, exam.end, match.start()):
            continue  # "FDG PET: regional nodes big, lungs clear"
        if match["sign"] == "-" and match.start() != exam.end and match.start() - exam.end > 6:
            continue
        if match["sign"] == "-" and _TITLED.match(page.folded.text, match.start() - 1):
            continue  # "FDG PET/CT - thoracic oncology" is a dash
        if out and (
            match["sign"]
            or not _patterns()["goes_on"].fullmatch(page.text, out[-1].end, match.start())
            or time_of(page, match.start(), match.end()) == UNDATED
            or _patterns()["elsewhere"].match(page.text, match.end())
        ):
            continue
        if _is_open(page, exam.start, match.end()):
            break
        between = page.text[exam.end : match.start()]
        negative = bool(match["negative"]) or match["sign"] == "-"
        if not negative and (_denied(page, match.start(), exam.end) or _denied(page, exam.start, low, near=True)):
            negative = True
        if not negative and _is_of_harmless(page, exam.start, match.end()):
            continue
        part = low if _denied(page, exam.start, low, near=True) else exam.end
        partly = negative and (
            _patterns()["partly"].search(page.text, part, match.end())
            or _patterns()["the_rest"].search(page.text, low, exam.start)
        )
        whole = _patterns()["all"].search(between) is not None
        value = "negative" if negative else "positive"
        start = match.start() if out else exam.start
        of_a_part = negative and (is_of_a_part(page, match.start(), match.end()) or (partly and not whole))
        out.append(Found("fdg", value, start, match.end(), PARTIAL if of_a_part else 0))
    return out


def _is_of_harmless(page: Page, start: int, end: int) -> bool:
    """Whether the uptake is told of a tooth, a polyp, an inflammation ..., and of no tumour in the same breath."""
    text = page.folded.text
    low, high = page.sentence(start)
    begin = max([low, *(stop.end() for stop in _CLAUSE.finditer(text, max(low, start - CLAUSE_CHARS), start))])
    stop = _CLAUSE.search(text, end, min(high, end + CLAUSE_CHARS))
    last = stop.start() if stop else min(high, end + CLAUSE_CHARS)
    explained = _EXPLAINED.match(text, end, high)
    if explained and not _SURELY_TUMOUR.search(text, begin, explained.end()):
        return True
    clause = text[begin:last]
    return _HARMLESS.search(clause) is not None and _OF_THE_TUMOUR.search(clause) is None


def _denied(page: Page, position: int, low: int, *, near: bool = False) -> bool:
    if _NONE_OF.search(page.folded.text, max(page.sentence(position)[0], position - NONE_CHARS), position):
        return True
    if near and _NO_ORIGIN.search(page.folded.text, max(0, position - NONE_CHARS), position):
        return False
    pattern = _patterns()["no_before" if near else "no"]
    return pattern.search(page.text, max(low, position - 44), position) is not None


def _is_open(page: Page, start: int, end: int) -> bool:
    contexts = page.context(start, end)
    doubt = page.covering("possible", start, end) if "possible" in contexts else None
    if doubt and doubt.trigger[0] < end:
        return True  # "FDG-positive focus, suspicious for a metastasis" is no doubt about the uptake
    return bool(contexts & {"asked", "planned", "considered"})
