# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Age: how old the patient is, however it is written, and the sex that stands with it."""

import re
from functools import cache

from chains.extract.text.found import Found, impossible
from chains.extract.text.number import number
from chains.extract.text.opening import Several
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from chains.extract.tumour.age_row import ages_in_rows
from chains.extract.tumour.age_wordings import age_wordings
from knowledge.case import Problem

_LIMIT = re.compile(
    r"\b(?:above|over|beyond|under|below|past|beneath|until|up to|from|exceed(?:s|ing)?|than|exceeded|before|reach(?:es|ing)?|median|mean|average)(?: (?:the|an|age|age of|ages|of)){0,2} $"
)
"""Before an age that is a limit or an average: "is PRRT safe above the age of 80?"."""
_DURATION = re.compile(
    r"\b(?:later|after|for|over|since|within|stable|last|follow[a-z-]*|depuis|pendant|durant|apres|seit|nach|vor|sinds|gedurende|dopo|durante|desde|hace|dal?|per|y a)\b[^.;]{0,12}$"
)
_AT_AN_EVENT = re.compile(
    r"(?:[a-z]{3,}ectomy|[a-z]{3,}otomy|[a-z]{3,}ostomy|[a-z]{3,}plasty|[a-z]{3,}pexy|surgery|operat(?:ion|ed)|resect(?:ion|ed)|remov(?:al|ed)|repair|repaired|transplant(?:ed|ation)?|clipp(?:ed|ing)|esd|emr|menarche|menopause|puberty|stroke|tia|infarct(?:ion)?|mi|fracture|onset|diagnosis|dx|died|married|retired|smok(?:er|ing|ed)(?: since)?|tonsils|appendix|cancer|ca|lymphoma|hodgkin|leuk[a-z]+|first [a-z]+)(?: (?:in|as|when|from|around|about|at|the|an?|child|childhood)){0,2},? ?\(?$"
)
"""Right before an age that is that of an event: "right adrenalectomy age 15", "menarche age 12"."""
_OF_CHILDREN = re.compile(
    r"(?<![a-z])(?:children|kids?|child|sons|daughters|siblings|grand-?(?:children|sons?|daughters?|kids)|teens|teenagers|twins|boys|girls|brothers|sisters|nephews?|nieces?|parents)(?:,? (?:all|both|now|are|is|who|living|healthy|well|of|at|home|two|three|four|and|the)){0,3}[ ,(:]{1,2}$"
)
"""Right before the age of several who are not the patient: "children aged 18, 16 and 15"."""
_IN_A_YEAR = re.compile(r"(?<![./\d])(?:19|20)\d\d \($")
_BORN = re.compile(r"(?<![a-z])(?:dob|born|birth|geb|b)(?![a-z])")
"""Before an age in brackets that was that of the patient in that year: "2009 (age 44)"."""
_OF_A_RELATIVE = re.compile(
    r"(?<![a-z])(?:(?:pt|patient|mum|dad|mother|father)'?s|his|her|whose) (?:eldest |elder |younger |youngest |only |twin )?(?:son|daughter|wife|husband|sister|brother|mother|father|mum|mom|dad|aunt|uncle|partner|cousin|niece|nephew)[ ,(]{1,2}$"
)
_UNITS_OF_INSULIN = re.compile(
    r"(?<![a-z])(?:insulin[a-z]*|glargin[ae]?|lantus|toujeo|abasaglar|basaglar|novo-?rapid|humalog|humulin|actrapid|mix-?tard|levemir|tresiba|degludec|detemir|lispro|aspart|apidra|gensulin|insulatard)(?![a-z])[^.;\n]{0,16}$"
)
"""Before a number with a "j" that counts units: "insulin glargine 18 j."."""
_INITIAL = re.compile(r"(?<![a-z])(?<!y\.)[a-z]\.[ -]?$")
"""Before one letter that is an initial too, not a sex: "E.M., 74", "Mr. A.F., 38"."""
_WALKED = re.compile(r"\b(?:walk[a-z]*|distance|mobili[sz][a-z]*|climb[a-z]*|swim[a-z]*)\b[^.;\n]{0,20}$")
"""Before a number with an "m" that counts metres: "walks 40 m with crutches"."""
MONTHS = 36
"""Up to so many months a follow-up may be from now."""
_MONTHS_ON = re.compile(
    r"(?<![a-z])(?:mri?|ct|pet|scans?|eus|us|imaging|controls?|f/?u|follow-?up|next|every|repeat|again|endoscopy|gastroscopy|colonoscopy|visit|review|in|after|recheck)[ :,]{1,2}$"
)
"""Before a number with an "m" that counts months: "MRI 12 m."."""
_TYPE_OF = re.compile(r"(?<![a-z])(?:hpv|ck|cd)[ -]?$")
"""Before a number that names a type: "HPV 18 pos"."""
_MEASURES = {"HR", "hr", "SR", "sr", "MW", "mw", "FR", "fr", "SIG", "sig"}
_PARTICLE = re.compile("v[ao]n|vd|de[rnl]?|della|d[iao]|dos|du|l[ae]|[ea]l|bin(?:ti)?|te[rn]|zu|y")


@cache
def _male() -> frozenset[str]:
    """The words that name a man."""
    return frozenset(table("patient")["male_words"])


def _is_a_rate(page: Page, match: re.Match[str]) -> bool:
    """Whether what could be a title is a measure: "HR 72", "SR 45", "MW 60"; a title is written "Hr.", "Sr."."""
    start, end = page.span(*match.span("sex"))
    return page.original[start:end].rstrip(".") in _MEASURES


def _is_a_walk(match: re.Match[str], lead: str) -> bool:
    """Whether a number is that of metres: "walks 40 m with crutches"."""
    return match["sex"] == "m" and match.start("age") < match.start("sex") and _WALKED.search(lead) is not None


def _is_an_initial(page: Page, match: re.Match[str]) -> bool:
    """Whether the letter for a sex is the last initial of a name: "Mr. A.F., 38 years"."""
    start, end = match.span("sex")
    return (
        end - start == 1
        and page.person.startswith(".", end)
        and _INITIAL.search(page.person, max(0, start - 4), start) is not None
    )


@cache
def _scanned() -> Several:
    return Several(pattern for _, pattern, _ in age_wordings())


def _is_capitalised(page: Page, match: re.Match[str]) -> bool:
    """Whether what stands behind a title is written as a name: every word with a capital but its particles."""
    start, end = page.span(*match.span("named"))
    # "[name]" stands for one that was taken out
    return all(
        word[0].isupper() or word[0] == "[" or word in {"xx", "xxxx"} or _PARTICLE.fullmatch(word.lower())
        for word in page.original[start:end].split()
    )


_NUMBER = re.compile(r"(?<![a-z])(?:pt|patient|pat|case)\.? (?:no\.? )?\d{1,3}(?![\d/])")


def _numbered(page: Page) -> list[str]:
    """The patients that stand with a number, whether it is an age or that of a list."""
    return _NUMBER.findall(page.folded.text)


def read_age(page: Page) -> tuple[list[Found], list[Problem]]:
    """The age in years, and the sex that stands with it; an age outside 0 to 120 is a problem."""
    found: list[Found] = []
    problems: list[Problem] = []
    for (strength, _, needs), matches in zip(age_wordings(), _scanned().scan(page.person), strict=True):
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
            if (
                _AT_AN_EVENT.search(lead)
                or _OF_CHILDREN.search(lead)
                or (_IN_A_YEAR.search(lead) and not _BORN.search(lead))
            ):
                rank = strength - 4
            if "j" in match.group()[match.end("age") - match.start() :][:2] and _UNITS_OF_INSULIN.search(lead):
                continue
            if _TYPE_OF.search(page.person, max(0, start - 6), start):
                continue
            if (
                value <= MONTHS
                and "sex" in groups
                and match["sex"] == "m"
                and match.start("sex") > start
                and _MONTHS_ON.search(lead)
            ):
                continue
            if _OF_A_RELATIVE.search(lead):
                continue
            if strength >= 2 and _LIMIT.search(lead):
                continue
            if strength == 1 and value <= 4 and "year" not in match.group():
                continue  # "The trial needs ECOG 0-1. He is 2."
            if not strength and "numbered" not in groups and _DURATION.search(lead):
                continue
            if "sex" in groups and (_is_a_rate(page, match) or _is_a_walk(match, lead)):
                continue
            if "numbered" in groups and len(page.kept(_numbered)) > 1:
                continue  # "pt 52 ... pt 37" are those of a list
            if "neg" in groups and match["neg"]:
                start = match.start("neg")
                value = -value
            if not 0 <= value <= 120:
                if rank >= 2 and not any(problem.field == "age_years" for problem in problems):
                    problems.append(impossible(page, "age_years", start, end, "age_years"))
                continue
            if "asked" in page.context(start, end) or (
                groups.get("named") and match["named"] and not _is_capitalised(page, match)
            ):
                continue
            found.append(Found("age_years", float(value), start, end, rank))
            if "sex" in groups and match["sex"] and not _is_an_initial(page, match):
                found.append(
                    Found(
                        "sex",
                        "male" if match["sex"].rstrip(".") in _male() else "female",
                        *match.span("sex"),
                        rank=3,
                    )
                )
    found += [Found("age_years", age, start, end, 1) for age, start, end in ages_in_rows(page)]
    return found, problems
