# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Patient: performance status, inherited syndrome and carcinoid heart disease."""

import re
from functools import cache

from chains.extract.text.found import Found, impossible
from chains.extract.text.number import ROMAN, number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index
from chains.extract.tumour.age import read_age
from chains.extract.tumour.sex import read_sex
from knowledge.case import Problem

_DROPPED = {"negated", "asked", "possible"}


_BECAME = re.compile(
    r"(?: ?→ ?|(?: (?:in|at|on|last) [a-z]+(?: [a-z]+)?)?,?(?: and| but)? (?:it is |is |it's )?now (?=\d ?(?:[.,;)\n]|$|and |but |with |after |since ))|(?: (?:in|at|on|last) [a-z]+(?: [a-z]+)?)?,?(?: and| but)?(?: (?:it|this))? (?:has |had |is )?(?:since |now |meanwhile |then )?(?:improved|recovered|fallen|dropped|risen|worsened|deteriorated|declined|slipped|changed|gone (?:up|down)|come down|back) to )(?P<value>\d)(?![\d%])"
    r"|(?: (?!(?:to|or)\b)[a-z]{2,12}){0,4},? (?:and |but )?(?:is )?(?P<today>\d) (?:now|today|at present|currently)(?![a-z])"
)
"""What a performance status changed to: "ECOG 0 → 1"."""
_FROM = r"(?:(?:has|had|was|is) )?(?:slipped|gone|went|dropped|fallen|fell|declined|deteriorated|worsened|improved|risen|rose|changed|moved)(?: (?:up|down|back))? from \d to"
"""What stands before a performance status that changed in words: "ECOG has slipped from 1 to 2"."""


@cache
def _ecog() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:(?:ecog|who|zubrod)[ /-]{{0,3}})?(?P<name>ps|oms(?: ?\(who\))?|performance(?: status| score)?|e-?cog|zubrod)"
        rf"(?:[ /(-]{{1,3}}(?:ecog|who|status|score|ps|zubrod)\)?){{0,2}}(?: (?:{_FROM}|(?:at|on) (?:discharge|admission|presentation|review|diagnosis|present|last visit)|of|is|was|went|improved|worsened|changed|at|now|currently|still|again|today|remains?|remained|stays?|unchanged|stable|around|score)){{0,12}}[ :=(]{{0,3}}"
        rf"(?:\d,? (?:and |but )?(?:is )?now (?=\d ?(?:[.,;:)\n]|$|(?:and|but|with|after|since|due|because|on|so|from|at|again|today)(?![a-z]))))?(?P<value>\d|(?:zero|one|two|three|four)(?! (?:of|or|to|weeks?|months?|years?|days?)\b)|(?:iv|iii|ii|i(?= ?(?:[,.;)\n]|$)))(?! ?[-/]))(?![\d%])(?: ?(?:-|/|to|or) ?(?P<high>\d)(?!\d))?{RIGHT}"
    )


_WHO_ALONE = re.compile(r"(?:^|(?<=[.;\n] )|(?<=\n))who ?(?P<value>[0-4])(?= ?(?:[.;\n]|$))")
_WHO_AMONG = re.compile(r"(?<![a-z0-9])who ?(?P<value>[0-4])(?= ?(?:[,.;)\n]|$))")
_FUNCTION = re.compile(
    r"(?<![a-z])(?:well|fit|frail|tired|fatigued?|chair|bed|works?|working|walk[a-z]*|active|independent[a-z]*|mobile|self-?caring|appetite|weight|sleep[a-z]*|cough|pain|rests?|housework|garden[a-z]*|shopping|breathless|exercise)(?![a-z])"
)
"""What is told of how somebody lives, so that "WHO 1" beside it is the performance status."""
FUNCTION_CHARS = 110
_DUTCH = re.compile(
    r"(?<![a-z])(?:mdo|dhr|mevr|mevrouw|meneer|jaar|jr|kreat|huisarts|verwijzing|vrouw|poli|beloop|beleid|patient(?:e)?, (?:man|vrouw))(?![a-z])"
)
"""A Dutch letter, where "WHO 1" in a sentence of its own is the performance status; elsewhere it may be the grade."""
_OF_TISSUE = re.compile(
    r"(?<![a-z])(?:ki-?67|mib|mitos[a-z]*|grad[a-z]*|g[123]|biop[a-z]*|patholog[a-z]*|histolog[a-z]*|pa)(?![a-z])"
)
"""In the sentence before it: the WHO grade may be meant."""


def _who_alone(page: Page) -> list[Found]:
    """The performance status of a Dutch letter: "MDO: PRRT. WHO 1. Lab: ..."."""
    if "who" not in page.person:
        return []
    if not _DUTCH.search(page.folded.text):
        return [
            Found("ecog", int(match["value"]), *match.span(), -1)
            for match in scan(_WHO_AMONG, page.person)
            if _is_of_function(page, match)
        ]
    return [
        Found("ecog", int(match["value"]), *match.span(), -1)
        for match in scan(_WHO_ALONE, page.person)
        if not _OF_TISSUE.search(page.folded.text, page.sentence(max(0, match.start() - 2))[0], match.start())
    ]


def _is_of_function(page: Page, match: re.Match[str]) -> bool:
    """Whether "WHO 1" goes on from how the patient lives, in words that tell of no tissue: "otherwise well, WHO 1"."""
    text, start = page.folded.text, match.start()
    low, high = page.sentence(start)
    if not text[low:start].strip():
        low = page.sentence(max(0, low - 2))[0]
    low = max(low, start - FUNCTION_CHARS)
    if _OF_TISSUE.search(text, low, min(high, match.end() + FUNCTION_CHARS)) or _NEUROENDOCRINE.search(
        text, low, start
    ):
        return False
    return _FUNCTION.search(text, low, start) is not None


_NEUROENDOCRINE = re.compile(
    r"(?<![a-z])(?:p|si)?-?nets?(?![a-z])|nec(?![a-z])|carcinoid|neuro-?endocrine|differentiat|tumou?r"
)
_DEFINITE = re.compile(
    r"(?<![a-z])(?:the|this|that|our|my|his|her|a known)(?: (?!any|all|if|for)[a-z0-9-]{1,14}){0,3} (?:pt|patient|man|lady|woman|gentleman|person) (?:(?:with|who has|who is|has|is|at|in|currently|now|an?|still) ?){0,3}$"
)
"""Before a performance status that a question gives of the patient: "should the pt with ECOG 3 still get it?"."""
_ANYBODY = re.compile(
    r"(?<![a-z])(?:(?:an?|any|some|every) (?:[a-z]+ ){0,2}(?:patient|pt|person)|patients|pts|people|those|anyone|somebody) (?:with|who (?:has|have|is|are)|having|at|in|of)(?: an?)? $|(?<![a-z])(?:is|was) (?:he|she|the (?:patient|pt)) (?:an? )?$"
)
"""Before one that a question asks about, or gives of anybody: "should patients with ECOG 3 get it?"."""
_NOT_IT = re.compile(r"(?<![a-z])not (?:an? )?$")
LEAD_CHARS = 60
"""How far before a performance status the words may begin that say whose it is."""


def _is_asked(page: Page, match: re.Match[str]) -> bool:
    """Whether a performance status is only asked about, denied, or that of anybody."""
    text, start = page.person, match.start()
    lead = text[max(page.sentence(start)[0], start - LEAD_CHARS) : start]
    if _NOT_IT.search(lead) or (page.is_question(start) and _ANYBODY.search(lead)):
        return True
    return "asked" in page.context(*match.span()) and _DEFINITE.search(lead) is None


@cache
def _heart_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(forms("patient", "heart_short")), re.compile(forms("patient", "carcinoid_heart_disease"))


def read_patient(page: Page) -> tuple[list[Found], list[Problem]]:
    """Facts about the person; an age outside 0 to 120 or an ECOG above 4 is a problem."""
    found, problems = read_age(page)
    found += read_sex(page)
    for match in scan(_ecog(), page.person):
        if match["high"] or _is_asked(page, match):
            continue
        start, end = match.span("value")
        later = _BECAME.match(page.person, end)
        if later:
            start, end = later.span("value" if later["value"] else "today")
        score = _score(later["value"] or later["today"] if later else match["value"])
        if score > 4:
            problems.append(impossible(page, "ecog", start, end, "ecog"))
        else:
            found.append(Found("ecog", score, match.start(), end, 1 if "cog" in match.group() else 0))
    found += _who_alone(page)
    for value, start, end in index("patient", "hereditary").find(page.person):
        after = page.person[end : end + 24]
        if _tested(page.person, start, end):
            continue
        if page.context(start, end) & _DROPPED or re.match(
            r"[ -]*(?:negative|neg\b|wild|wt\b|excluded|not|mutation negative|gene test(?:ing)? (?:negative|pending)|testing|screen)|[ -]*(?:somatic)",
            after,
        ):
            continue
        if not re.search(r"somatic (?:[a-z]+ )?$", page.person[max(0, start - 20) : start]):
            found.append(Found("hereditary", value, start, end))
    found += page.kept(read_heart)
    return found, problems


@cache
def _denied_after() -> re.Pattern[str]:
    return re.compile(r" ?[:=,-]? ?(?:\(?-\)?|no(?:ne|t)?|neg(?:ative)?|nil|absent|excluded|ruled out)(?![a-z])")


@cache
def _denied_before() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:neg(?:ative)?|normal|clear|w/o|nil|unremarkable|no (?:signs?|evidence|features))"
        r"(?: (?:for|of|regarding|with regard to|as to))? (?:any |a )?$"
    )


def _score(word: str) -> int:
    return ROMAN[word] if word in ROMAN else int(number(word))


def read_heart(page: Page) -> list[Found]:
    """Carcinoid heart disease, present or denied; "CHD" counts beside the echocardiogram, for it is coronary elsewhere."""
    text = page.person
    found: list[Found] = []
    short = [
        match
        for match in scan(_heart_words()[0], text)
        if re.search(forms("patient", "heart_words"), text[slice(*page.sentence(match.start()))])
    ]
    for match in (*scan(_heart_words()[1], text), *short):
        contexts = page.context(*match.span())
        if contexts & {"asked", "possible"} or text[match.end() : match.end() + 1] == "?":
            continue
        denied = _denied_after().match(text, match.end()) or _denied_before().search(
            text, max(0, match.start() - 40), match.start()
        )
        found.append(Found("carcinoid_heart_disease", "negated" not in contexts and not denied, *match.span()))
    return found


def _tested(text: str, start: int, end: int) -> bool:
    """Whether a syndrome is only what was tested for: "testing for MEN1 and VHL negative", "MEN1/VHL: wild type"."""
    genes = r"(?:(?:,| and| or| nor| ?/|;) ?(?:men-?1|vhl|nf-?1|tsc-?[12]?|cdkn1b|[a-z]{2,6}\d?)(?: and)?){0,4}"
    result = r" ?(?:mutations?|genes?|germline|testing|test|screening|analysis|sequencing|were|was|is|are|both|all|:|-|,){0,12}"
    verdict = re.match(
        rf"{genes}(?:{result}){{0,3}} ?(?P<no>negative|neg\b|wild|wt\b|excluded|normal|not |absent|pending)|{genes}(?:{result}){{0,3}} ?(?:positive|\+)",
        text[end : end + 70],
    )
    if verdict:
        return verdict["no"] is not None
    lead = text[max(0, start - 40) : start]
    return (
        re.search(
            r"\b(?:test(?:ing|ed|s)?|screen(?:ing|ed)?|panel|sequencing|analysis|workup) (?:for|of)(?: [a-z0-9/,]+){0,4} ?$",
            lead,
        )
        is not None
    )
