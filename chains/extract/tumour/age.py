# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Age: how old the patient is, however it is written, and the sex that stands with it."""

import re
from functools import cache

from chains.extract.text.found import Found, impossible
from chains.extract.text.number import WORDS, number
from chains.extract.text.opening import Several
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT
from knowledge.case import Problem

_MALE = frozenset(
    {"m", "male", "man", "gentleman", "boy", "gent", "chap", "guy", "lad", "dad", "father", "husband", "mann", "herr"}
)
_LIMIT = re.compile(
    r"\b(?:above|over|beyond|under|below|past|beneath|until|up to|from|exceed(?:s|ing)?|than|exceeded|before|reach(?:es|ing)?|median|mean|average)(?: (?:the|an|age|age of|ages|of)){0,2} $"
)
"""Before an age that is a limit or an average: "is PRRT safe above the age of 80?"."""
_DURATION = re.compile(r"\b(?:later|after|for|over|since|within|stable|last|follow[a-z-]*)\b[^.;]{0,12}$")
_PERSON = "(?:mrs?|ms|patient|pat|pt|lady|gentleman|woman|man|gal|guy|girl|boy|lad|chap|teacher|builder|farmer|dad|mum|mom|mother|father|husband|wife|son|daughter|brother|sister|partner)"
"""Whom an age in brackets may belong to; relatives are read only where they are the patient."""
_PARTICLE = re.compile("v[ao]n|de[rnl]?|della|d[iao]|dos|du|l[ae]|[ea]l|bin(?:ti)?|te[rn]|zu|y")
_TENS = "|".join(word for word, value in WORDS.items() if value in range(20, 100, 10))
_TEENS = "|".join(word for word, value in WORDS.items() if value in range(10, 20))
_UNITS = "|".join(word for word, value in WORDS.items() if value in range(1, 10))


@cache
def _ages() -> tuple[tuple[int, re.Pattern[str], tuple[str, ...]], ...]:
    """Every way to write an age, with its rank, and the signs without which it cannot stand in a text."""
    sex = r"(?P<sex>m|f|male|female|man|woman|gentleman|lady|boy|girl|gent|chap)"
    digits = r"(?<![\d./-])(?P<age>\d{1,3})"
    isotope = r"-?(?:fdg|f?dopa|f-|sige|fluor|et\b|psma|labell?ed|pet)| (?:fdg|f?dopa|fluor[a-z]+|psma)\b"
    grown = digits.replace("1,3", "2,3")
    return tuple(
        (rank, re.compile(text), tuple(needs))
        for rank, text, *needs in (
            (
                3,
                rf"{LEFT}{digits}[ -]?(?:years?|yrs?|y)[- ]?(?:old|of age|o\b){RIGHT}(?:,? ?(?:(?:caucasian|white|black|asian|otherwise|healthy|fit|previously) ){{0,12}}{sex}{RIGHT})?",
            ),
            (
                3,
                rf"{LEFT}(?P<neg>-)?{grown} ?(?:y/?o|yo|y\.o\.|yrs?\.?|y\.?|years?)?[ /-]?,? ?(?:aged )?{sex}{RIGHT}(?!{isotope})(?![ ]?(?:mm|cm|%|0|1[abc]))",
            ),
            (
                3,
                rf"{LEFT}(?:aged?|age of|age at (?:presentation|review))(?: is|:| of|=)? ?(?P<neg>-)?{digits}{RIGHT}(?!-?(?:\d|%)| ?-?(?:weeks?|months?|days?))",
            ),
            (
                2,
                rf"(?<!'){LEFT}{sex}(?: patient| pt)?[,/]? ?(?:aged? |of |\()?{grown}(?: ?(?:y/?o|yrs?|years?(?: old| of age)?|y))?{RIGHT}(?!\.\d| ?(?:mm|cm|%|x|lesions|months|cycles|mg|nodes))",
            ),
            (
                1,
                rf"{LEFT}(?:mr|mrs|ms)\.? (?:(?:van|de|der|den|ten|ter|von|zu|la|le|al|el|bin|di|da|del|dos|du|st\.?|mc|mac) ){{0,3}}(?:[a-z][a-z'-]{{0,20}}\.?|[a-z]\.(?: ?[a-z]\.){{1,2}}),? ?"
                rf"(?:(?:who is )?aged? |(?:who )?is |who's |\()?{grown}(?: ?(?:y/?o|yrs?|years?(?: old)?|y))?{RIGHT}(?! ?(?:mm|cm|%|x|mg))",
            ),
            # "Ms Orla Fitzgibbon, 54": a name of several words, which begin with capitals
            (
                1,
                rf"{LEFT}(?:mr|mrs|ms)\.? (?P<named>(?:[a-z]\. ?)?[a-z'-]{{2,20}}(?: [a-z][a-z'-]{{0,20}}\.?){{1,4}}), (?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$))(?!, ?\d)",
                "m",
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
                rf"{LEFT}(?:lady|gentleman|woman|man|chap|gent|widower|(?<!his )widow|housewife|patient|pt)(?: (?:from|in|under|on) (?:the|my|our|your) [a-z]+(?: [a-z]+)?)?, ?(?P<age>[1-9]\d)(?= ?(?:[,);\n]|\.(?!\d)|$))(?!, ?\d)",
            ),
            # "Back from holiday. 69, NET of unknown primary", at the beginning of a sentence
            (
                1,
                r"(?:^|(?<=[.!?\n] )|(?<=\n))(?P<age>[1-9]\d), (?=(?:g[123] |metastatic |known |functioning |non-?functioning )?(?:(?:p|si|sb)?-?nets?|nec|cup|carcinoid|atypical|typical|lung|pancrea|small bowel|ile|midgut|rectal|gastric|neuro|insulinoma|gastrinoma|ecog))",
            ),
            # "Lady is 69", "Mrs — is now 35", "The woman has 70 years", "Now 54 years.", "Age at consent 64"
            (
                1,
                rf"{LEFT}(?:lady|woman|man|gentleman|dad|mum|mom|mother|father|husband|wife|son|daughter|brother|sister|partner|(?:mrs?|ms)\.?(?: [a-z—–-]{{1,12}}\.?)?) (?:is|has) (?:now )?(?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| years?\b| y\b| and\b))",
            ),
            (
                0,
                r"(?:^|(?<=[.;:,\]\n] )|(?<=\n))now (?P<age>[2-9]\d) (?:years?|yrs?|y)(?= ?(?:[,;)\n]|\.(?!\d)|$| old))",
                "now ",
            ),
            (
                2,
                rf"{LEFT}age(?: at (?:consent|enrol+ment|inclusion|visit)|/sex) ?[:=]? ?(?P<age>[1-9]\d)(?: ?/ ?(?P<sex>m|f))?{RIGHT}",
                "age",
            ),
            (2, rf"{LEFT}{sex}/(?P<age>\d{{2,3}}){RIGHT}(?!/)"),
            (
                1,
                rf"{LEFT}(?:(?:patient|pt|pat\.?|he|she|you|i) (?:is|are|was|of|am)|(?:patient|pt|he|she) (?:himself|herself) is|(?:he|she)'s|you're|i'm|(?:he|she|patient|pt) ?[:=]) (?:now )?(?:a )?{digits}(?: years?)?{RIGHT}(?! ?(?:mm|cm|%|months|weeks|days|mg|-))",
            ),
            (
                1,
                rf"{LEFT}(?:mrs?|ms|patient|pt|lady|gentleman|woman|man)\b\.?(?:(?!follow|smok|pack|surviv|\bfor\b|\bon\b|since)[^;\n\d]){{0,30}}[,(] ?{grown} ?(?:years?|yrs?|y)(?: old)?(?= ?(?:[,).;\n]|$))",
            ),
            # "insulinoma gal (38)", "the lady from St Mary's (44)"
            (
                1,
                rf"{LEFT}{_PERSON}(?: (?!with|and|who|for|on)[a-z']+\.?){{0,4}} ?\((?P<age>[1-9]\d)(?: ?(?:y/?o|yrs?|years?|y|j))?\)",
                "(",
            ),
            # "my husband, 50, pancreas NET"
            (1, rf"{LEFT}{_PERSON}, (?P<age>[1-9]\d)(?=, (?!\d))"),
            # "Pat. (w, 57)", "Pat. m. 65", "Patient (f, 61)"
            (
                3,
                rf"{LEFT}(?:pat|pt|patient)\.?,? ?\(?(?P<sex>[mfw]|male|female)\.?[,/ ]{{1,2}} ?(?P<age>\d{{2}}){RIGHT}(?! ?(?:mm|cm|%|mg))",
            ),
            (2, r"\((?P<sex>[mfw])[,/ ]{1,2}(?P<age>\d\d)\)", "("),
            (2, r"\((?P<age>\d\d)(?: ?(?:y|yrs?|years?|j))?[,/ ]{1,2}(?P<sex>[mfw])\)", "("),
            # German: "Pat. 64 J., male", "77-jährige pat."
            (2, rf"{LEFT}{grown} ?j(?:ahre|\.|(?= ?,))(?: alt)?(?:,? ?(?P<sex>m|f|w|male|female){RIGHT})?", "j"),
            (2, rf"{LEFT}{grown}[ -]?j(?:ae|a|ä)hrige[rnms]?(?: (?P<sex>patientin|frau|mann|dame|herr))?", "hrig"),
            # "Mr 81, SI-NET", "now 64, liver mets"
            (1, rf"{LEFT}(?:mr|mrs|ms)\.?,? (?P<age>[1-9]\d)(?= ?(?:[,;)(\n]|\.(?!\d)|$| y))"),
            (0, r"(?:^|(?<=[.;:,\n] )|(?<=\n))now (?P<age>[2-9]\d)(?=, (?!\d))", "now "),
            (
                0,
                rf"{LEFT}(?:fit|well|active|healthy|independent) at (?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| and\b))",
            ),
            # "Diagnosed at 52 and now 58", "Today, at 49, he is hypoglycaemic again"
            (
                5,  # the age that the text starts from takes 4 of it
                rf"{LEFT}(?:aged?|age of|diagnosed at|at) \d\d[^.;:\n\d%]{{0,40}}?[, ]now (?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| years?\b| and\b))",
                "now ",
            ),
            (
                1,
                rf"{LEFT}(?:today|now|currently|at present),? (?:at (?:the age of )?|aged )(?P<age>[1-9]\d)(?= ?[,;]| years?\b| (?:he|she|the)\b)",
            ),
            # "y/o: 52", "just celebrated her 65th birthday", "our dad turned eighty-one"
            (2, rf"{LEFT}(?:y/o|age ?\((?:y|yrs?|years?)\)|age in years) ?[:=] ?(?P<age>[1-9]\d){RIGHT}", "y"),
            (
                2,
                rf"{LEFT}(?:(?:celebrated|had|has had|reached) (?:my|his|her) (?P<age>[1-9]\d)(?:st|nd|rd|th) birthday)",
                "birthday",
            ),
            (
                1,
                rf"{LEFT}(?:i|he|she|dad|mum|mom|father|mother|patient|pt|husband|wife|brother|sister)(?: (?:has|have|just|recently))? turned (?P<age>[1-9]\d|(?:{_TENS})(?:[ -](?:{_UNITS}))?){RIGHT}",
                "turned",
            ),
            # "Ours is 64, rectal NET"
            (1, rf"{LEFT}(?:ours|mine) is (?:an? )?(?P<age>[1-9]\d)(?= ?(?:[,;)\n]|\.(?!\d)|$| and\b))"),
            # "60 years." at the end of a clause of its own; what lasted so long has a "for" or "over" before it
            (
                0,
                r"(?:^|(?<=[.,;:?!\n(] )|(?<=\n)|(?<=\())(?P<age>[2-9]\d) ?(?:yrs?|years?|y)\.?(?= ?(?:[,;)\n]|\.(?!\d)|$)| (?:non|never|lives|fit|old|otherwise|married|retired|ecog|ps|male|female|man|woman|lady|m|f|smoker|ex|at diagnosis)\b| - )",
            ),
            (
                1,
                rf"^ ?{digits} ?(?:yrs?|years?|y)(?=[ ,])(?! (?:ago|after|later|post|since|follow|survival|of follow|history))",
            ),
        )
    )


@cache
def _scanned() -> Several:
    return Several(pattern for _, pattern, _ in _ages())


def _is_capitalised(page: Page, match: re.Match[str]) -> bool:
    """Whether what stands behind a title is written as a name: every word with a capital but its particles."""
    start, end = page.span(*match.span("named"))
    return all(word[0].isupper() or _PARTICLE.fullmatch(word.lower()) for word in page.original[start:end].split())


def read_age(page: Page) -> tuple[list[Found], list[Problem]]:
    """The age in years, and the sex that stands with it; an age outside 0 to 120 is a problem."""
    found: list[Found] = []
    problems: list[Problem] = []
    for (strength, _, needs), matches in zip(_ages(), _scanned().scan(page.person), strict=True):
        if not matches or any(sign not in page.person for sign in needs):
            continue
        for match in matches:
            start, end = match.span("age")
            value = int(number(match["age"]))
            groups = match.re.groupindex
            rank = strength
            lead = page.person[max(0, match.start() - 30) : match.start()]
            if re.search(
                r"(?:at|when|died|death|diagnos[a-z]+|since|onset)(?: (?:the|an))?(?: (?:age of|age|at))? ?$", lead
            ):
                rank = strength - 4
            if strength >= 2 and _LIMIT.search(lead):
                continue
            if strength == 1 and value <= 4 and "year" not in match.group():
                continue  # "The trial needs ECOG 0-1. He is 2."
            if not strength and _DURATION.search(lead):
                continue
            if "neg" in groups and match["neg"]:
                start = match.start("neg")
                value = -value
            if not 0 <= value <= 120:
                if rank >= 2 and not any(problem.field == "age_years" for problem in problems):
                    problems.append(impossible(page, "age_years", start, end, "age_years"))
                continue
            if "asked" in page.context(start, end) or ("named" in groups and not _is_capitalised(page, match)):
                continue
            found.append(Found("age_years", float(value), start, end, rank))
            if "sex" in groups and match["sex"]:
                found.append(
                    Found(
                        "sex",
                        "male" if match["sex"] in _MALE else "female",
                        *match.span("sex"),
                        rank=3,
                    )
                )
    return found, problems
