# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Patient: age, sex, performance status, inherited syndrome and carcinoid heart disease."""

import re
from functools import cache

from chains.extract.text.found import Found, impossible
from chains.extract.text.number import WORDS, number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index
from knowledge.case import Problem

_DROPPED = {"negated", "asked", "possible"}
_TENS = "|".join(word for word, value in WORDS.items() if value in range(20, 100, 10))
_TEENS = "|".join(word for word, value in WORDS.items() if value in range(10, 20))
_UNITS = "|".join(word for word, value in WORDS.items() if value in range(1, 10))


@cache
def _ages() -> tuple[tuple[int, re.Pattern[str]], ...]:
    sex = r"(?P<sex>m|f|male|female|man|woman|gentleman|lady|boy|girl|gent|chap)"
    digits = r"(?<![\d./-])(?P<age>\d{1,3})"
    isotope = r"-?(?:fdg|f?dopa|f-|sige|fluor|et\b|psma|labell?ed|pet)| (?:fdg|f?dopa|fluor[a-z]+|psma)\b"
    grown = digits.replace("1,3", "2,3")
    return tuple(
        (rank, re.compile(text))
        for rank, text in (
            (
                3,
                rf"{LEFT}{digits}[ -]?(?:years?|yrs?|y)[- ]?(?:old|of age|o\b){RIGHT}(?:,? ?(?:(?:caucasian|white|black|asian|otherwise|healthy|fit|previously) )*{sex}{RIGHT})?",
            ),
            (
                3,
                rf"{LEFT}(?P<neg>-)?{grown} ?(?:y/?o|yo|y\.o\.|yrs?\.?|y\.?|years?)?[ /-]?,? ?(?:aged )?{sex}{RIGHT}(?!{isotope})(?![ ]?(?:mm|cm|%|0|1[abc]))",
            ),
            (
                3,
                rf"{LEFT}(?:aged?|age of|age at (?:presentation|review))(?: is|:| of|=)? ?(?P<neg>-)?{digits}{RIGHT}(?!-?(?:\d|%))",
            ),
            (
                2,
                rf"(?<!'){LEFT}{sex}(?: patient| pt)?[,/]? ?(?:aged? |of |\()?{grown}(?: ?(?:y/?o|yrs?|years?(?: old| of age)?|y))?{RIGHT}(?!\.\d| ?(?:mm|cm|%|x|lesions|months|cycles|mg|nodes))",
            ),
            (
                1,
                rf"{LEFT}(?:mr|mrs|ms)\.? [a-z]{{1,20}}\.?,? ?(?:aged? |is |\()?{grown}(?: ?(?:y/?o|yrs?|years?(?: old)?|y))?{RIGHT}(?! ?(?:mm|cm|%|x|mg))",
            ),
            (2, rf"{LEFT}{digits} ?(?:y/?o|yo|y\.o\.){RIGHT}"),
            # "M., 59 y."
            (2, rf"{LEFT}{sex}\., ?{grown}(?: ?(?:y/?o|yrs?|years?(?: old)?|y))\.?(?= ?(?:[,).;\n]|$)| [a-z])"),
            # "He is seventy one."
            (
                1,
                rf"{LEFT}(?:he|she|patient|pt|lady|gentleman) is (?:now )?(?P<age>(?:{_TENS})(?:[ -](?:{_UNITS}))?)(?= ?(?:[,.;)\n]|and |with |$))",
            ),
            # "sixty seven year old woman"
            (
                3,
                rf"{LEFT}(?P<age>(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_TEENS})[ -](?:years?|yrs?)[ -](?:old|of age){RIGHT}(?:,? ?{sex}{RIGHT})?",
            ),
            # "a lovely lady on my caseload, 66."
            (
                1,
                rf"{LEFT}(?:lady|gentleman|woman|man|chap|gent|patient|pt)(?: (?:from|in|under|on) (?:the|my|our|your) [a-z]+(?: [a-z]+)?)?, ?(?P<age>[1-9]\d)(?= ?(?:[,);\n]|\.(?!\d)|$))(?!, ?\d)",
            ),
            # "Back from holiday. 69, NET of unknown primary", at the beginning of a sentence
            (
                1,
                r"(?:^|(?<=[.!?\n] )|(?<=\n))(?P<age>[1-9]\d), (?=(?:g[123] |metastatic |known |functioning |non-?functioning )?(?:(?:p|si|sb)?-?nets?|nec|cup|carcinoid|atypical|typical|lung|pancrea|small bowel|ile|midgut|rectal|gastric|neuro|insulinoma|gastrinoma|ecog))",
            ),
            (2, rf"{LEFT}{sex}/(?P<age>\d{{2,3}}){RIGHT}(?!/)"),
            (
                1,
                rf"{LEFT}(?:(?:patient|pt|he|she|you|i) (?:is|are|was|of|am)|(?:he|she)'s|you're|i'm|(?:he|she|patient|pt) ?[:=]) (?:now )?(?:a )?{digits}(?: years?)?{RIGHT}(?! ?(?:mm|cm|%|months|weeks|days|mg|-))",
            ),
            (
                1,
                rf"{LEFT}(?:mrs?|ms|patient|pt|lady|gentleman|woman|man)\b\.?(?:(?!follow|smok|pack|surviv|\bfor\b|\bon\b|since)[^;\n\d]){{0,30}}[,(] ?{grown} ?(?:years?|yrs?|y)(?: old)?(?= ?(?:[,).;\n]|$))",
            ),
            (
                1,
                rf"^ ?{digits} ?(?:yrs?|years?|y)(?=[ ,])(?! (?:ago|after|later|post|since|follow|survival|of follow|history))",
            ),
        )
    )


@cache
def _ecog() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:(?:ecog|who|zubrod)[ /-]{{0,3}})?(?P<name>ps|performance(?: status| score)?|e-?cog|zubrod)"
        rf"(?:[ /(-]{{1,3}}(?:ecog|who|status|score|ps|zubrod)\)?){{0,2}}(?: (?:of|is|was|at|now|currently|still|again|today|remains?|remained|stays?|unchanged|stable|around|score))*[ :=(]{{0,3}}"
        rf"(?:\d,? (?:and |but )?(?:is )?now )?(?P<value>\d|(?:zero|one|two|three|four)(?! (?:of|or|to|weeks?|months?|years?|days?)\b))(?![\d%])(?: ?(?:-|/|to|or) ?(?P<high>\d)(?!\d))?{RIGHT}"
    )


@cache
def _sex() -> re.Pattern[str]:
    modality = (
        r"[ -](?:angio|imag|scan|entero|cholangio|elasto|spectro|venogra|urogra|liver|abdom|pelvi|spine|brain|thora|heart|cardiac"
        r"|of |the |shows?|showed|with |and |pancrea|small|bowel|tomogra|exam|study|report|findings|gadox|contrast|from |on |in )|[:,/)]"
    )
    return re.compile(
        rf"{LEFT}(?:(?P<male>men(?=,)|man|male|gentleman|gent|chap|herr|mr\.?(?!{modality})|boy|(?:sexe?|gender) ?[:=]? ?(?:m|h))|(?P<female>woman|female|lady|frau|mrs\.?|ms\.?|girl|(?:sexe?|gender) ?[:=]? ?f)){RIGHT}(?! (?:breast|relative|predominance|partner|sex hormone))"
    )


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"{LEFT}(?:(?P<male>he|himself)|(?P<female>she|herself)){RIGHT}")


@cache
def _possessive() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:(?P<male>his)|(?P<female>her)){RIGHT}(?! (?:letter|referral|report|note|opinion|team))"
    )


def read_patient(page: Page) -> tuple[list[Found], list[Problem]]:
    """Facts about the person; an age outside 0 to 120 or an ECOG above 4 is a problem."""
    found: list[Found] = []
    problems: list[Problem] = []
    _age(page, found, problems)
    for rank, pattern in ((1, _sex()), (0, _pronoun()), (-1, _possessive())):
        for match in scan(pattern, page.person):
            found.append(Found("sex", match.lastgroup, *match.span(), rank=rank))
    for match in _ecog().finditer(page.person):
        if match["high"] or "asked" in page.context(*match.span()):
            continue
        start, end = match.span("value")
        score = int(number(match["value"]))
        if score > 4:
            problems.append(impossible(page, "ecog", start, end, "ecog"))
        else:
            found.append(Found("ecog", score, match.start(), end, 1 if "cog" in match.group() else 0))
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
    found += _heart(page)
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


def _heart(page: Page) -> list[Found]:
    """Carcinoid heart disease, present or denied; "CHD" counts beside the echocardiogram, for it is coronary elsewhere."""
    text = page.person
    found: list[Found] = []
    short = [
        match
        for match in re.finditer(forms("patient", "heart_short"), text)
        if re.search(forms("patient", "heart_words"), text[slice(*page.sentence(match.start()))])
    ]
    for match in (*re.finditer(forms("patient", "carcinoid_heart_disease"), text), *short):
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
    result = (
        r" ?(?:mutations?|genes?|germline|testing|test|screening|analysis|sequencing|were|was|is|are|both|all|:|-|,)*"
    )
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


def _age(page: Page, found: list[Found], problems: list[Problem]) -> None:
    for strength, pattern in _ages():
        for match in scan(pattern, page.person):
            start, end = match.span("age")
            value = int(number(match["age"]))
            groups = match.re.groupindex
            rank = strength
            lead = page.person[max(0, match.start() - 30) : match.start()]
            if re.search(
                r"(?:at|when|died|death|diagnos[a-z]+|since|onset)(?: (?:the|an))?(?: (?:age of|age|at))? ?$", lead
            ):
                rank = strength - 4
            if "neg" in groups and match["neg"]:
                start = match.start("neg")
                value = -value
            if not 0 <= value <= 120:
                if rank >= 2 and not any(problem.field == "age_years" for problem in problems):
                    problems.append(impossible(page, "age_years", start, end, "age_years"))
                continue
            if "asked" in page.context(start, end):
                continue
            found.append(Found("age_years", float(value), start, end, rank))
            if "sex" in groups and match["sex"]:
                found.append(
                    Found(
                        "sex",
                        "male"
                        if match["sex"] in {"m", "male", "man", "gentleman", "boy", "gent", "chap"}
                        else "female",
                        *match.span("sex"),
                        rank=3,
                    )
                )
